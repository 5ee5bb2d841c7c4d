// The ready questions by group, and finding one by a word of its title, description or name.

import { byId, count, folded, make } from './dom.js';

const narrow = matchMedia('(max-width: 860px)');
const ORDER = ['positions', 'conditions', 'commitments', 'meetings', 'people', 'sources', 'time', 'checks'];
let entries = [];

function entry(question) {
  const link = make('a', { href: `#question=${encodeURIComponent(question.name)}`, title: question.description }, question.title);
  return { name: question.name, link, item: make('li', {}, link), text: folded(`${question.title} ${question.description} ${question.name.replaceAll('-', ' ')} ${question.name}`) };
}

function section(group, questions) {
  const made = questions.map(entry);
  entries.push(...made);
  const id = `group-${group}`;
  return make('section', { 'aria-labelledby': id }, make('h3', { id }, group), make('ul', {}, made.map(({ item }) => item)));
}

function search() {
  const words = folded(byId('find').value).split(/\s+/).filter(Boolean);
  for (const { item, text } of entries) item.hidden = !words.every((word) => text.includes(word));
  for (const group of byId('groups').children) group.hidden = !group.querySelector('li:not([hidden])');
  const left = entries.filter(({ item }) => !item.hidden).length;
  byId('none').hidden = left > 0;
  byId('found').textContent = words.length ? count(left, 'question') : '';
}

function searchKey(event) {
  const first = entries.find(({ item }) => !item.hidden);
  if (event.key === 'Enter' && byId('find').value.trim() && first) first.link.click();
}

/** Scroll the list, not the page, so far that a question is seen. */
function reveal(link) {
  const list = byId('catalogue');
  if (!link || narrow.matches) return;
  const [seen, frame] = [link.getBoundingClientRect(), list.getBoundingClientRect()];
  if (seen.top < frame.top + 60 || seen.bottom > frame.bottom) list.scrollTop += seen.top - frame.top - frame.height / 2;
}

/** Tell which question is on the desk. */
export function mark(place) {
  for (const { name, link } of entries) {
    if (place.kind === 'question' && place.name === name) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (place.kind === 'query') byId('own').setAttribute('aria-current', 'page');
  else byId('own').removeAttribute('aria-current');
  byId('questions').open = !narrow.matches;
  reveal(entries.find(({ link }) => link.hasAttribute('aria-current'))?.link);
}

/** What analysts ask most comes first; a group that is new here comes last. */
function grouped(questions) {
  const groups = new Map();
  for (const question of questions) groups.set(question.group, [...(groups.get(question.group) ?? []), question]);
  const place = (group) => (ORDER.includes(group) ? ORDER.indexOf(group) : ORDER.length);
  return [...groups].sort(([one], [other]) => place(one) - place(other));
}

export function startCatalogue(questions) {
  entries = [];
  byId('groups').replaceChildren(...grouped(questions).map(([group, held]) => section(group, held)));
  byId('find').addEventListener('input', search);
  byId('find').addEventListener('keydown', searchKey);
  narrow.addEventListener('change', () => { byId('questions').open ||= !narrow.matches; });
}
