// The one place where a stance gets its colour, its mark and its word. Colour never stands alone.

const STANCES = [
  { key: 'pledges', mark: '✓', title: 'Pledges', finding: ['pledges', 'pledge'] },
  { key: 'open', mark: '+', title: 'Open to it', finding: ['open', 'open'] },
  { key: 'conditional', mark: 'if', title: 'On condition', finding: ['on condition', 'on condition'] },
  { key: 'supports', mark: '↗', title: 'Supports', finding: ['supports', 'support'] },
  { key: 'undecided', mark: '–', title: 'Undecided', finding: ['undecided', 'undecided'] },
  { key: 'declines', mark: '✕', title: 'Declines', finding: ['declines', 'decline'] },
  { key: 'opposes', mark: '⊘', title: 'Opposes', finding: ['opposes', 'oppose'] },
];
const STANCE = Object.fromEntries(STANCES.map((stance, rank) => [stance.key, { ...stance, rank }]));

/** A willing position whose conditions do not hold is drawn as “if”, whatever its strength. */
const shownStance = (position) => (position.conditional ? 'conditional' : position.stance);
const briefTitle = (position) => (position.conditional ? `${STANCE[position.stance].title}, if …` : STANCE[position.stance].title);
const stanceTitle = (position) =>
  position.conditional ? `${STANCE[position.stance].title}, on condition` : STANCE[position.stance].title;

const KINDS = {
  country: 'Countries',
  organisation: 'Organisations',
  group: 'Groups',
  person: 'Persons',
  unnamed: 'Unnamed',
};
const ONE = {
  country: 'Country',
  organisation: 'Organisation',
  group: 'Group',
  person: 'Person',
  unnamed: 'Unnamed actor, shown and never counted',
  proposal: 'Proposal',
  condition: 'Condition',
  meeting: 'Meeting',
};
const PRESENCES = {
  attended: { title: 'Attended', mark: '✓' },
  represented: { title: 'Represented', mark: '↷' },
  planned: { title: 'Planned, not counted', mark: '○' },
  declined: { title: 'Declined to come', mark: '✕' },
  absent: { title: 'Absent, says a source', mark: '∅' },
};
const ATTRIBUTION = {
  'on-record': 'on record',
  spokesperson: 'spokesperson',
  document: 'document',
  anonymous: 'anonymous',
  reported: 'reported',
  inferred: 'inferred',
};
const STATUS = { open: 'not met', met: 'met', failed: 'failed' };

let colours = {};
const COLOUR_NAMES = [...STANCES.map((stance) => stance.key), 'page', 'card', 'tint', 'ink', 'muted', 'line', 'condition', 'meeting'];

/** The canvas cannot read style sheets, so their colours are fetched once per theme. */
function readColours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  colours = Object.fromEntries(COLOUR_NAMES.map((name) => [name, read(name)]));
  for (const { key } of STANCES) colours[`on-${key}`] = read(`on-${key}`);
}

const SVG = 'http://www.w3.org/2000/svg';
function drawn(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
const icon = (...shapes) => drawn('svg', { viewBox: '0 0 18 18', width: 18, height: 18, 'aria-hidden': 'true' }, ...shapes);

/** The round mark of a stance, as in the picture. */
function stanceIcon(key) {
  const circle = drawn('circle', { cx: 9, cy: 9, r: 8.5, fill: `var(--${key})` });
  const mark = drawn('text', { x: 9, y: 13, 'text-anchor': 'middle', class: 'mark', fill: `var(--on-${key})` }, STANCE[key].mark);
  return icon(circle, mark);
}

const outline = { fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6 };
const KIND_ICONS = {
  country: () => icon(drawn('circle', { ...outline, cx: 9, cy: 9, r: 7, 'stroke-width': 2.5 })),
  organisation: () => icon(drawn('rect', { ...outline, x: 1, y: 4, width: 16, height: 11, rx: 3 })),
  group: () => icon(drawn('circle', { ...outline, cx: 6.5, cy: 9, r: 5 }), drawn('circle', { ...outline, cx: 11.5, cy: 9, r: 5 })),
  person: () => icon(drawn('circle', { ...outline, cx: 9, cy: 9, r: 5 })),
  unnamed: () => icon(drawn('circle', { ...outline, cx: 9, cy: 9, r: 7, 'stroke-dasharray': '2.5 2' })),
  condition: () => icon(drawn('path', { ...outline, d: 'M5 4h8l4 5-4 5H5L1 9z', stroke: 'var(--condition)', 'stroke-dasharray': '3 2' })),
  meeting: () => icon(drawn('rect', { ...outline, x: 2, y: 2, width: 14, height: 14, rx: 3 }), drawn('rect', { x: 2, y: 2, width: 14, height: 5, fill: 'currentColor' })),
  proposal: () => icon(drawn('rect', { x: 1, y: 4, width: 16, height: 10, rx: 2, fill: 'currentColor' })),
};
