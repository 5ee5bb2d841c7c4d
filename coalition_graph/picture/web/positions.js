// Positions: actor → stance card → condition, one proposal at a time or all in bands.
// The rows of a day are looked up; where they stand on the page is a matter of rule and room.

const MARGIN = 16;
const HEAD = 30; // column headings
const NARROW = 600;

/** One row per actor; an actor about whom sources disagree has several cards in it. */
function rowsOf(proposal) {
  const found = positionsOn(state.asof, proposal).filter((position) => !isHidden(position));
  const rows = [...group(found, (position) => position.actor)].map(([actor, held]) => ({ actor, held }));
  return rows.sort(byStance);
}

function isHidden(position) {
  return state.hidden.has(shownStance(position)) || state.hidden.has(nodes[position.actor].kind);
}

const rank = ({ held: [first], actor }) => [
  nodes[actor].kind === 'unnamed' ? 1 : 0,
  STANCE[shownStance(first)].rank,
  first.conditions?.join() ?? '',
];

function byStance(one, other) {
  const [a, b] = [rank(one), rank(other)];
  const place = a.findIndex((value, index) => value !== b[index]);
  if (place === -1) return label(one.actor).localeCompare(label(other.actor), 'en');
  return a[place] < b[place] ? -1 : 1;
}

/** The columns that the width allows; on a phone conditions go below their card. */
function columns(width, anyCondition, names) {
  const inner = width - 2 * MARGIN;
  if (width < NARROW) {
    return { narrow: true, actor: MARGIN + 30, card: [MARGIN + 62, inner - 74] };
  }
  const face = font(13, 550);
  const name = Math.min(inner * 0.18, Math.max(70, ...names.map((text) => widthOf(text, face))) + 2);
  const actor = MARGIN + 14 + name + 8 + 22;
  const from = actor + 22 + 34;
  const hexagonWidth = anyCondition ? Math.min(230, Math.max(150, inner * 0.22)) : 0;
  const gap = anyCondition ? 58 : 0;
  const to = MARGIN + inner - 18 - hexagonWidth - gap;
  return { narrow: false, name, actor, card: [from, to - from], hexagon: [to + gap, hexagonWidth] };
}

const shownConditions = (position) => (state.hidden.has('condition') ? [] : position.conditions ?? []);

/** A card is as high as its words need, up to two lines. */
function cardItem(position, grid, top) {
  const first = words[statements[position.statements[0]].words];
  const named = grid.narrow ? `${label(position.actor)}: ${stanceTitle(position)}` : stanceTitle(position);
  const badges = [];
  if (wouldMove(position)) badges.push(MOVES);
  if (isFresh(position.name)) badges.push('changed');
  if (position.ambiguous) badges.push('sources differ');
  if (['anonymous', 'inferred', 'reported'].includes(first.attribution)) badges.push(ATTRIBUTION[first.attribution]);
  const [left, w] = grid.card;
  const text = cardText(first, w - 60);
  const h = 34 + text.lines.length * 16;
  return {
    id: position.name, kind: 'card', name: position.name, x: left + w / 2, y: top + h / 2, w, h, stance: shownStance(position), title: named, badges, text,
    spoken: first.quote ? `“${first.quote}”` : first.summary,
    near: [position.name, nodes[position.actor].name, ...linked(position)],
  };
}

/** Everything that a position hangs together with, so that choosing any of it lights the row. */
function linked(position) {
  const names = [nodes[position.proposal].name, ...(position.conditions ?? []).map((index) => nodes[index].name)];
  for (const index of position.statements) {
    const statement = statements[index];
    names.push(statement.name, sources[words[statement.words].source]?.name);
    if (statement.speaker !== null) names.push(nodes[statement.speaker].name);
  }
  return names;
}

function actorItem(row, grid, y, cards) {
  const node = nodes[row.actor];
  const speaker = row.held.map((position) => statements[position.statements[0]].speaker).find((index) => index !== null);
  const wide = node.kind === 'organisation' || node.kind === 'group';
  return {
    id: `actor:${cards[0].id}`, kind: node.kind, name: node.name, label: node.label, code: node.code || initials(node.label),
    x: grid.actor, y, w: wide ? 48 : 44, h: wide ? 36 : 44, room: grid.narrow ? 0 : grid.name, stances: row.held.map(shownStance), moves: row.held.some(wouldMove),
    under: speaker === undefined || speaker === row.actor ? '' : label(speaker), near: [node.name, ...cards.flatMap((item) => item.near)],
  };
}

const initials = (name) => (name.match(/\p{L}[\p{L}\p{M}]*/gu) ?? ['?']).slice(0, 2).map((word) => word[0]).join('').toUpperCase();

function hexagonItem(band, condition, x, y, w, holders) {
  const node = nodes[condition];
  return {
    id: `${node.name} ${band}`, kind: 'hexagon', name: node.name, label: node.label, x, y, w, h: 42, status: statusShown(condition),
    near: [node.name, ...holders.flatMap((item) => item.near)],
  };
}

/** Condition hexagons stand near the middle of those who name them, and never on each other. */
function placeHexagons(scene, band, grid, holders, top, bottom) {
  const [left, w] = grid.hexagon;
  const wanted = [...holders].map(([condition, items]) => ({ condition, items, y: items.reduce((sum, item) => sum + item.y, 0) / items.length }));
  wanted.sort((one, other) => one.y - other.y);
  let floor = top;
  for (const want of wanted) floor = (want.y = Math.max(want.y, floor)) + 54;
  let ceiling = Math.max(bottom, floor - 54);
  for (const want of [...wanted].reverse()) ceiling = (want.y = Math.min(want.y, ceiling)) - 54;
  for (const want of wanted) {
    const item = hexagonItem(band, want.condition, left + w / 2, want.y, w, want.items);
    scene.items.push(item);
    for (const from of want.items) joinPorts(scene, from, item);
  }
  return wanted.length ? wanted.at(-1).y : top;
}

/** Lines run from the right edge of a card to the left point of a hexagon: two ports without size. */
function joinPorts(scene, from, to) {
  const out = { id: `out ${from.id}`, kind: 'port', x: from.x + from.w / 2, y: from.y };
  const into = { id: `in ${to.id}`, kind: 'port', x: to.x - to.w / 2, y: to.y };
  scene.ports.set(out.id, out).set(into.id, into);
  scene.edges.push({ id: `${from.id} if ${to.id}`, from: out.id, to: into.id, colour: 'condition', dashes: [6, 5], curved: true, ends: [from, to] });
}

const bottomOf = (item) => item.y + item.h / 2;

function stackOf(row, grid, top) {
  const cards = [];
  for (const position of row.held) cards.push(cardItem(position, grid, cards.length ? bottomOf(cards.at(-1)) + 8 : top));
  return cards;
}

function placeRow(scene, row, grid, top, holders) {
  const cards = stackOf(row, grid, top);
  const actor = actorItem(row, grid, (cards[0].y + cards.at(-1).y) / 2, cards);
  scene.items.push(actor, ...cards);
  scene.rows.push({ actor, cards, held: row.held });
  cards.forEach((item, place) => {
    scene.edges.push({ id: `${actor.id} takes ${item.id}`, from: actor.id, to: item.id, colour: item.stance, dashes: item.stance === 'conditional' ? [6, 5] : false, ends: [actor, item] });
    for (const condition of shownConditions(row.held[place])) holders.set(condition, [...(holders.get(condition) ?? []), item]);
  });
  return bottomOf(cards.at(-1)) + 13;
}

/** On a phone every card carries its own conditions below it. */
function placeBelow(scene, row, grid, top, band) {
  const [left, w] = grid.card;
  let next = top;
  for (const position of row.held) {
    const holders = new Map();
    next = placeRow(scene, { actor: row.actor, held: [position] }, grid, next, holders);
    for (const [condition, items] of holders) {
      scene.items.push(hexagonItem(`${band} ${position.name}`, condition, left + w / 2 + 12, next + 16, w - 24, items));
      next += 50;
    }
  }
  return next;
}

function placeBand(scene, proposal, rows, grid, top) {
  const first = top + (scene.titled ? 44 : 20);
  const holders = new Map();
  let y = first;
  for (const row of rows) y = grid.narrow ? placeBelow(scene, row, grid, y, proposal) : placeRow(scene, row, grid, y, holders);
  const hexagons = grid.narrow ? y : placeHexagons(scene, proposal, grid, holders, first + 24, y - 37) + 34;
  const bottom = Math.max(y, hexagons) + 7;
  scene.bands.push({ title: label(proposal), top, bottom, finding: findingOf(rows.flatMap((row) => row.held)) });
  return bottom + 18;
}

/** The whole scene for a width: items, edges and bands, all in pixels at zoom 1. */
function positionsScene(width) {
  const wanted = chosenProposal() === null ? proposals : [chosenProposal()];
  const bands = wanted.map((proposal) => [proposal, drawnRows(rowsOf(proposal))]).filter(([, rows]) => rows.length);
  const anyCondition = bands.some(([, rows]) => rows.some((row) => row.held.some((position) => shownConditions(position).length)));
  const scene = { items: [], edges: [], ports: new Map(), bands: [], rows: [], width, titled: chosenProposal() === null };
  scene.grid = columns(width, anyCondition, bands.flatMap(([, rows]) => rows.map((row) => label(row.actor))));
  let top = scene.grid.narrow ? 12 : HEAD + 8;
  for (const [proposal, rows] of bands) top = placeBand(scene, proposal, rows, scene.grid, top);
  return { ...scene, height: top, anyCondition };
}

/** In a very large graph only the rows around what is chosen are drawn. */
function drawnRows(rows) {
  if (!payload.large || !state.sel) return payload.large ? rows.slice(0, 0) : rows;
  return rows.filter((row) => nodes[row.actor].name === state.sel || row.held.some((position) => position.name === state.sel || linked(position).includes(state.sel)));
}
