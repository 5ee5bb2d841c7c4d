// Where nothing is asked yet: a few questions to start from, with their examples filled in.

import { byId, make } from './dom.js';
import { written } from './address.js';
import { examples } from './form.js';

const STARTERS = ['positions-on', 'conditions-by-actors', 'who-attended', 'co-attendance', 'contradictory-stances', 'who-speaks-for-whom'];

function starter(question) {
  const values = examples(question) ?? {};
  const filled = Object.values(values).join(' · ');
  return make('a', { class: 'starter', href: written({ kind: 'question', name: question.name, values }) },
    make('b', {}, question.title), filled && make('code', {}, filled), make('span', { class: 'muted' }, question.description));
}

export function startWelcome(questions) {
  const found = STARTERS.map((name) => questions.find((question) => question.name === name)).filter(Boolean);
  byId('starters').replaceChildren(...found.map(starter));
}
