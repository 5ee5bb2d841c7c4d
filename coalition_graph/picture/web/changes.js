// What is new on a day, against the stop before it; marked wherever it is shown. Two look-ups, compared.

const lookOf = ({ stance, conditional, ambiguous, conditions: names, contribution }) => JSON.stringify([stance, conditional, ambiguous, names, contribution]);
let fresh = { of: null };

/** Kept until another day or proposal is chosen. */
function news() {
  const of = `${state.asof} ${state.proposal}`;
  if (fresh.of !== of) fresh = { of, ...newsOf(state.asof && stops.findLast((day) => day < state.asof)) };
  return fresh;
}

function newsOf(since) {
  if (!since) return { since: null, moved: [], names: new Set() };
  const before = group(positionsOn(since, chosenProposal()), (position) => `${position.actor} ${position.proposal}`);
  const held = (position) => before.get(`${position.actor} ${position.proposal}`) ?? [];
  const moved = positionsOn(state.asof, chosenProposal()).filter((position) => !held(position).some((old) => old.name === position.name && lookOf(old) === lookOf(position)));
  const met = meetings.filter((meeting) => happened(meeting, state.asof) && !happened(meeting, since)).map((meeting) => meeting.node);
  const turned = conditions.map((condition) => condition.node).filter((node) => statusOn(node, state.asof) !== statusOn(node, since));
  const names = new Set([...moved.map((position) => position.name), ...[...moved.map((position) => position.actor), ...met, ...turned].map((node) => nodes[node].name)]);
  return { since, moved: moved.map((position) => [position, held(position)]), met, turned, names };
}

const isFresh = (name) => news().names.has(name);
const freshDot = (name) => isFresh(name) && make('span', { class: 'fresh', title: `Changed since ${inWords(news().since)}` }, hiddenText('changed'));

/** From what to what; where the stance stayed, what it hangs on or offers now. */
function moveText(position, before) {
  const [old] = before;
  const now = briefTitle(position);
  if (before.length !== 1 || briefTitle(old) !== now) return [...before.map(briefTitle), now].join(' → ');
  const hangs = (position.conditions ?? []).map(label).join(', ');
  if (String(old.conditions) !== String(position.conditions)) return `${now.replace(/, if …/, '')}, now ${hangs ? `if ${hangs}` : 'without condition'}`;
  return `${now}, now offers ${position.contribution ?? 'nothing named'}`;
}

/** “Sweden: Open to it, if … → Undecided” */
function changesSection() {
  const { since, moved, met, turned } = news();
  if (!since) return '';
  const lines = [
    ...moved.map(([position, before]) => [stateLink(label(position.actor), { sel: position.name }), `: ${moveText(position, before)}${state.proposal === null ? `, ${label(position.proposal)}` : ''}`]),
    ...turned.map((node) => [nameLink(node), `: ${STATUS[statusOn(node, since)]} → ${STATUS[statusOn(node, state.asof)]}`]),
    ...met.map((node) => [nameLink(node), ' met']),
  ];
  const list = lines.length ? make('ul', { class: 'presences changes' }, lines.map((line) => make('li', { dir: 'auto' }, line))) : make('p', { class: 'hint' }, 'Nothing new on this day.');
  return [make('h3', {}, make('span', { class: 'fresh' }), `Changed since ${inWords(since)}`), list];
}
