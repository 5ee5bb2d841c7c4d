// What the panel shows while nothing is chosen: where things stand on the chosen proposal.

/** How many stand where, as Python counts them: ambiguous and unnamed ones count nowhere. */
function tally(found) {
  const counted = found.filter((position) => position.counted);
  return STANCES.map((stance) => ({ stance, held: counted.filter((position) => shownStance(position) === stance.key) })).filter(({ held }) => held.length);
}

/** “4 open, 3 on condition, 2 decline, 1 opposes” */
function findingOf(found) {
  const parts = tally(found).map(({ stance, held }) => `${held.length} ${stance.finding[held.length === 1 ? 0 : 1]}`);
  const unclear = new Set(found.filter((position) => position.ambiguous).map((position) => position.actor)).size;
  if (unclear) parts.push(`${unclear} unclear`);
  return parts.join(', ');
}

function stanceSummary({ stance, held }) {
  const names = held.map((position) => position.actor).sort((one, other) => label(one).localeCompare(label(other), 'en'));
  return make('article', { class: 'card', vars: { '--edge': `var(--${stance.key})` } },
    make('p', { class: 'top' }, make('b', { class: 'number' }, String(held.length)), stance.title, stanceIcon(stance.key)),
    make('p', { class: 'names' }, listed(names)));
}

/** The conditions that hold most back come first. */
function conditionSummary(found) {
  const waiting = group(found.filter((position) => position.conditional).flatMap((position) => position.conditions.map((condition) => ({ condition, position }))), (pair) => pair.condition);
  const ranked = [...waiting].filter(([condition]) => statusOn(condition, state.asof) !== 'met').sort((one, other) => other[1].length - one[1].length);
  return ranked.slice(0, 8).map(([condition, pairs]) =>
    make('article', { class: 'card hinge', vars: { '--edge': 'var(--condition)' } }, make('p', { class: 'top' }, nameLink(condition)),
      make('p', { class: 'names' }, `${statusOn(condition, state.asof) === 'failed' ? 'failed; ' : ''}named by `, listed([...new Set(pairs.map((pair) => pair.position.actor))]))));
}

/** With all proposals shown, a sum over them would mean nothing: one card each, which opens it. */
function proposalCards() {
  return proposals.map((proposal) => ({ proposal, finding: findingOf(positionsOn(state.asof, proposal)) })).filter(({ finding }) => finding).map(({ proposal, finding }) =>
    make('article', { class: 'card', vars: { '--edge': 'var(--ink)' } },
      stateLink(label(proposal), { proposal: nodes[proposal].name }), make('p', { class: 'names' }, finding)));
}

function overview() {
  const found = positionsOn(state.asof, chosenProposal());
  const uncounted = found.filter((position) => !position.counted);
  return [
    make('h3', {}, 'Where things stand'),
    state.proposal === null ? proposalCards() : tally(found).map(stanceSummary),
    uncounted.length ? make('p', { class: 'hint' }, 'Shown, not counted: ', listed([...new Set(uncounted.map((position) => position.actor))]), '.') : '',
    changesSection(),
    section('What it hangs on', conditionSummary(found)),
    make('p', { class: 'hint' }, found.length ? 'Choose anything in the picture to read the words behind it.' : 'No position was known by that day.'),
  ];
}

function evidenceFor(name) {
  if (name === null) return overview();
  if (nodeByName.has(name)) return nodeEvidence(nodeByName.get(name));
  if (sourceByName.has(name)) return sourceEvidence(sourceByName.get(name));
  if (statementByName.has(name)) {
    const same = statements.flatMap((statement, place) => (statement.name === name ? [place] : []));
    return [heading(same.map((place) => label(statements[place].actor)).join(', '), 'Statement'), same.map(statementCard)];
  }
  return positionEvidence(name);
}

function drawEvidence() {
  const panel = byId('evidence');
  panel.replaceChildren(...[evidenceFor(state.sel)].flat(Infinity).filter((part) => part !== '' && part !== null), madeOf());
  panel.scrollTop = 0;
}
