// The answer: how much it is, how long it took, whether it was cut, and the rows, the triples, or yes or no.

import { byId, count, make } from './dom.js';
import * as table from './table.js';

const EMPTY = 'Nothing in the graph fits. What no source says is unknown, not absent.';

const milliseconds = (time) => (time < 1000 ? `${Math.max(1, Math.round(time))} ms` : `${(time / 1000).toFixed(1)} s`);

function summary({ kind, rows, milliseconds: time }) {
  if (kind === 'truth') return `Answered in ${milliseconds(time)}`;
  const held = kind === 'triples' ? count(rows.length, 'triple') : count(rows.length, 'row');
  return `${held} in ${milliseconds(time)}`;
}

function truth({ rows }) {
  const holds = rows[0][0];
  return make('p', { class: `truth-answer ${holds ? 'yes' : 'no'}` }, make('span', { class: 'mark', 'aria-hidden': 'true' }, holds ? '✓' : '✕'), holds ? 'Yes' : 'No', make('small', {}, holds ? 'The graph says so.' : 'The graph does not say so. What no source says is unknown, not false.'));
}

function nothing({ columns }) {
  return make('div', { class: 'nothing' }, make('p', {}, EMPTY), columns.length > 0 && make('p', { class: 'muted' }, `Asked for: ${columns.join(', ')}`));
}

/** Show an answer under its title. */
export function show(answer, title) {
  byId('results').hidden = false;
  byId('summary').textContent = summary(answer);
  byId('cut').hidden = answer.cut === null || answer.cut === undefined;
  byId('cut').textContent = `Cut at ${count(answer.cut ?? 0, 'row')}: there are more. Ask for less, or count them.`;
  byId('markdown').hidden = byId('csv').hidden = answer.kind === 'truth';
  if (answer.kind === 'truth') byId('answer').replaceChildren(truth(answer));
  else if (answer.rows.length === 0) byId('answer').replaceChildren(nothing(answer));
  else table.show(byId('answer'), answer, title);
}

export function clear() {
  byId('results').hidden = true;
  byId('answer').replaceChildren();
}
