// Completion in the editor: prefixes and terms, with what they mean, in a list below the cursor.

import { byId, make } from './dom.js';
import * as editor from './editor.js';
import { kindAt } from './paint.js';

const MOST = 9;
const field = byId('sparql');
const list = byId('completions');
let words = [];
let offered = [];
let active = -1;
let start = 0;

/** The word that the cursor ends, where one may stand: not in a text, a comment, an IRI or a variable. */
function wordBefore() {
  const { value, selectionStart, selectionEnd } = field;
  if (selectionStart !== selectionEnd || /^[\w:-]/.test(value.slice(selectionEnd, selectionEnd + 1))) return '';
  const word = /(?:^|[\s{}()[\];,.^|/!+*=])([a-z_][\w-]*(?::[\w.-]*)?)$/i.exec(value.slice(0, selectionStart))?.[1] ?? '';
  return ['comment', 'text', 'iri', 'variable'].includes(kindAt(value, selectionStart)) ? '' : word;
}

const local = (name) => name.slice(name.indexOf(':') + 1);

/** How well a word fits: the less the better; nothing where it does not. Capitals after the colon may be left out. */
function rank(typed, { name, label }) {
  const [low, wanted] = [name.toLowerCase(), typed.toLowerCase()];
  if (low.startsWith(wanted)) return name.startsWith(typed) ? 0 : 1;
  if (!typed.includes(':')) return typed.length > 2 && low.slice(low.indexOf(':') + 1).startsWith(wanted) ? 2 : null;
  const [prefix, rest] = [wanted.slice(0, wanted.indexOf(':') + 1), local(wanted)];
  if (rest.length < 2 || !low.startsWith(prefix)) return null;
  return local(low).includes(rest) || (label ?? '').toLowerCase().includes(rest) ? 3 : null;
}

function fitting(typed) {
  return words.map((word) => ({ ...word, rank: rank(typed, word) })).filter((word) => word.rank !== null)
    .sort((one, other) => one.rank - other.rank || one.name.length - other.name.length || (one.name < other.name ? -1 : 1)).slice(0, MOST);
}

function option(word, place) {
  return make('li', { role: 'option', id: `word-${place}`, 'aria-selected': String(place === active), onmousedown: (event) => { event.preventDefault(); take(place); } },
    make('b', {}, word.name), ' ', make('span', { dir: 'auto' }, word.comment ?? word.label ?? ''));
}

/** Where a place of the query is seen, measured in the coloured copy. */
function whereSeen(place) {
  const walker = document.createTreeWalker(byId('paint'), NodeFilter.SHOW_TEXT);
  let left = place;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (left <= node.length) {
      const range = document.createRange();
      range.setStart(node, left);
      range.setEnd(node, Math.min(left + 1, node.length));
      return range.getBoundingClientRect();
    }
    left -= node.length;
  }
  return byId('paint').getBoundingClientRect();
}

function draw() {
  list.replaceChildren(...offered.map(option));
  list.hidden = offered.length === 0;
  if (active >= 0) {
    field.setAttribute('aria-activedescendant', `word-${active}`);
    list.children[active].scrollIntoView({ block: 'nearest' });
  } else field.removeAttribute('aria-activedescendant');
  field[offered.length ? 'setAttribute' : 'removeAttribute']('aria-controls', 'completions');
}

function lay() {
  const frame = list.parentElement.getBoundingClientRect();
  const seen = whereSeen(start);
  const room = Math.max(0, frame.width - list.offsetWidth - 4);
  list.style.left = `${Math.min(Math.max(0, seen.left - frame.left - 10), room)}px`;
  list.style.top = `${seen.bottom - frame.top + 4}px`;
}

export function close() {
  offered = [];
  active = -1;
  draw();
}

/** Offer what fits the word before the cursor. After a whole term, or a word that may be a keyword, Enter still breaks the line. */
export function offer() {
  const typed = wordBefore();
  const whole = !typed.endsWith(':') && words.some(({ name }) => name === typed);
  offered = typed.length > 1 ? fitting(typed).filter(({ name }) => name !== typed) : [];
  active = typed.includes(':') && offered.length && !whole ? 0 : -1;
  start = field.selectionStart - typed.length;
  draw();
  if (offered.length) lay();
}

function take(place) {
  const { name } = offered[place];
  field.setSelectionRange(start, field.selectionStart);
  close();
  editor.write(name);
  // A prefix by itself is half a name: its terms come next.
  if (name.endsWith(':')) offer();
  else close();
}

function key(event) {
  if (list.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    active = active < 0 ? (step > 0 ? 0 : offered.length - 1) : (active + step + offered.length) % offered.length;
    draw();
  } else if (event.key === 'Enter' && active >= 0) take(active);
  else if (event.key === 'Tab' && !event.shiftKey) take(Math.max(0, active));
  else if (event.key === 'Escape') close();
  else return;
  event.preventDefault();
}

/** Take over prefixes and terms, and listen before the editor does. */
export function startCompletion({ prefixes, terms }) {
  words = [...Object.entries(prefixes).map(([prefix, namespace]) => ({ name: `${prefix}:`, label: namespace })), ...terms];
  field.addEventListener('keydown', key, { capture: true });
  field.addEventListener('blur', close);
  field.addEventListener('click', close);
  field.addEventListener('scroll', close);
}
