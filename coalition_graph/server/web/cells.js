// One value of an answer as it is seen: a node as a chip that opens the picture there, a stance in its colour,
// a number to the right, anything else as text. Nothing of it is ever read as markup or as an address to go to.

import { make, said } from './dom.js';
import { addressOf, open } from './picture.js';

const NODE = /^(cg|stance|country|organisation|group|person|unnamed|proposal|condition|meeting|series|source|statement|attendance|report|position|graph|dossier|rdf|rdfs|owl|xsd|skos|prov|dcterms|foaf|org):\S+$/u;
// From so many letters on, a text is read in lines and wants room.
const PROSE = 50;
const STANCES = { pledges: '✓', open: '+', supports: '↗', undecided: '–', declines: '✕', opposes: '⊘' };

/** Whether a value is a node as the server writes it, `country:SE`. */
const isNode = (value) => typeof value === 'string' && NODE.test(value);

// So short a name stays on one line.
const SHORT = 24;

const parts = (name) => make('span', { class: name.length <= SHORT && 'short' }, make('span', { class: 'prefix' }, name.slice(0, name.indexOf(':') + 1)), said(name.slice(name.indexOf(':') + 1), 'bdi'));

function stance(name) {
  const key = name.slice('stance:'.length);
  const mark = Object.hasOwn(STANCES, key) ? make('span', { class: 'mark', 'aria-hidden': 'true' }, STANCES[key]) : null;
  return make('span', { class: `chip stance ${mark ? key : ''}` }, mark, parts(name));
}

function follow(event, name) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  open(name);
}

function node(name) {
  const kind = name.slice(0, name.indexOf(':'));
  if (kind === 'stance') return stance(name);
  const href = addressOf(name);
  if (!href) return make('span', { class: 'chip plain-chip' }, parts(name));
  return make('a', { class: `chip ${kind}`, href, title: `Open ${name} in the picture`, onclick: (event) => follow(event, name) }, parts(name));
}

function looks(text) {
  if (/^\d{4}(-\d\d){0,2}$/.test(text)) return 'day';
  return text.length > PROSE ? 'text prose' : 'text';
}

/** A table cell for a value. */
export function cell(value) {
  if (value === null || value === undefined) return make('td', { class: 'unbound' });
  if (typeof value === 'number') return make('td', { class: 'number' }, String(value));
  if (typeof value === 'boolean') return make('td', { class: 'truth' }, value ? 'true' : 'false');
  if (isNode(value)) return make('td', { class: 'node' }, node(value));
  return said(String(value), 'td', { class: looks(String(value)) });
}
