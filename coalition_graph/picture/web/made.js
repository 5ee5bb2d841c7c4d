// How was this made? The questions behind the view, with the chosen proposal and day in their places.

const RULE = {
  said: 'What was said. Of one actor’s statements on a proposal the one with the latest day gives the position; on one day words on record go first, then the better credibility. What is left over and differs is shown as split and counted nowhere.',
  met: 'Who was where, as sources report it. Only “attended” counts, once per actor and meeting; silence stays unknown.',
};
const ASKS = { attendance: ['met', 'said'], network: ['said', 'met'] };
let madeOpen = false;

const fullName = (name) => (name.startsWith('proposal:') ? payload.made.base + name.replace(':', '/') : name);

/** Lines about a proposal or a day that is not chosen are left out. */
function question(key) {
  const values = { $proposal: state.proposal && fullName(state.proposal), $day: state.asof };
  const put = (line, [name, value]) => (line === null || !line.includes(name) ? line : value && line.replace(name, () => value));
  return payload.made[key].map((line) => Object.entries(values).reduce(put, line)).filter((line) => line !== null).join('\n');
}

function madeOf() {
  const parts = (ASKS[state.view] ?? ['said']).map((key) => [
    make('p', {}, RULE[key]), make('pre', { tabindex: 0, 'aria-label': 'SPARQL' }, question(key)), copyButton(() => question(key), 'Copy the query')]);
  return make('details', { class: 'made', open: madeOpen }, make('summary', { onclick: () => (madeOpen = !madeOpen) }, 'How was this made?'), parts);
}
