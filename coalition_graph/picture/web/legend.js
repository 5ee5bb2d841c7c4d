// The legend: what marks mean, how many there are, and a press hides or shows them.

function legendRow(key, picture, text, number) {
  const toggle = () => {
    if (!state.hidden.delete(key)) state.hidden.add(key);
    change({}, { step: false });
    byId('legend').querySelector(`[data-key="${key}"]`)?.focus();
  };
  return make('button', { type: 'button', class: 'row', 'data-key': key, 'aria-pressed': String(!state.hidden.has(key)), onclick: toggle },
    picture, make('span', { class: 'what' }, text), make('span', { class: 'number' }, number.toLocaleString('en')));
}

function stanceLegend() {
  const found = positionsOn(state.asof, chosenProposal());
  const number = (key) => found.filter((position) => position.counted && shownStance(position) === key).length;
  return STANCES.map(({ key, title }) => legendRow(key, stanceIcon(key), title, number(key)));
}

function kindLegend() {
  const shown = state.view === 'attendance' || state.view === 'network' ? presentActors() : new Set(positionsOn(state.asof, chosenProposal()).map((position) => position.actor));
  const number = (kind) => [...shown].filter((actor) => nodes[actor].kind === kind).length;
  const rows = Object.entries(KINDS).filter(([kind]) => number(kind)).map(([kind, title]) => legendRow(kind, KIND_ICONS[kind](), title, number(kind)));
  if (state.view === 'network') rows.push(legendRow('meeting', KIND_ICONS.meeting(), 'Meetings', meetingsUntil(state.asof).length));
  if (state.view === 'attendance') return rows;
  const named = new Set(positionsOn(state.asof, chosenProposal()).flatMap((position) => position.conditions ?? []));
  return named.size ? [...rows, legendRow('condition', KIND_ICONS.condition(), 'Conditions', named.size)] : rows;
}

function presentActors() {
  return new Set([...presencesUntil(state.asof), ...positionsOn(state.asof, chosenProposal())].map((entry) => entry.actor));
}

function presenceLegend() {
  const shown = presencesUntil(state.asof);
  const pairs = (kind) => new Set(shown.filter((presence) => presence.presence === kind).map((presence) => `${presence.actor} ${presence.meeting}`)).size;
  return Object.entries(PRESENCES).map(([key, { title, mark }]) => legendRow(key, make('span', { class: `chip small ${key}`, 'aria-hidden': 'true' }, mark), title, pairs(key)));
}

function lineLegend() {
  const stroke = (colour, dash) => drawn('svg', { viewBox: '0 0 30 10', width: 30, height: 10, 'aria-hidden': 'true' },
    drawn('path', { d: 'M0 5H30', stroke: `var(--${colour})`, 'stroke-width': 2.4, 'stroke-dasharray': dash }));
  const line = (picture, text) => make('p', { class: 'row still' }, picture, make('span', {}, text));
  const met = state.view === 'network' ? [line(stroke('meeting', 'none'), 'attended')] : [];
  return [line(stroke('pledges', 'none'), 'takes the position'), line(stroke('conditional', '6 4'), 'not yet, only if'), line(stroke('condition', '6 4'), 'on condition that'), met];
}

function drawLegend() {
  const parts = [make('h2', { class: 'sr' }, 'Legend'), make('h3', {}, 'Stance'), stanceLegend(), make('h3', {}, 'Kind'), kindLegend()];
  if (state.view === 'attendance') parts.push(make('h3', {}, 'Presence'), presenceLegend());
  if (state.view === 'positions' || state.view === 'network') parts.push(make('h3', {}, 'Lines'), lineLegend());
  byId('legend').replaceChildren(...parts.flat(2), make('p', { class: 'hint' }, 'Press a row to hide or show it.'));
}
