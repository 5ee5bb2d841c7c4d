// The network: who stands to which proposal, through which conditions, and who met where.
// Python worked out the coordinates; a day only shows or hides what is known by then.

const placeOf = new Map(graph.nodes.map(({ id, x, y }) => [id, { x, y }]));
const SIZE = { country: [44, 44], person: [32, 32], unnamed: [44, 44], organisation: [50, 36], group: [50, 36], meeting: [54, 42] };

const AROUND = 60; // so many rows around one thing can still be followed by eye

/** Of a graph too large to be drawn, the rows that what is chosen stands in. */
function near(rows) {
  if (!payload.large) return rows;
  const chosen = nodeByName.get(state.sel) ?? null;
  return rows.filter(({ actor, proposal, conditions, meeting }) => [actor, proposal, meeting, ...(conditions ?? [])].includes(chosen)).slice(0, AROUND);
}

/** A conditional position passes through its conditions as through gates; any other goes straight. */
function stanceLinks() {
  return near(positionsOn(state.asof, payload.large ? null : chosenProposal()).filter((position) => !isHidden(position))).flatMap((position) => {
    const gates = position.conditional ? shownConditions(position) : [];
    const look = { colour: shownStance(position), dashes: position.conditional ? [7, 5] : false, width: 2.4 };
    if (!gates.length) return [{ from: position.actor, to: position.proposal, ...look }];
    const far = { from: position.actor, to: position.proposal, through: true };
    return gates.flatMap((gate) => [far, { from: position.actor, to: gate, ...look }, { from: gate, to: position.proposal, colour: 'condition', dashes: [7, 5], width: 2 }]);
  });
}

function meetingLinks() {
  if (state.hidden.has('meeting')) return [];
  const came = presencesUntil(state.asof).filter((presence) => presence.presence === 'attended' && !state.hidden.has(nodes[presence.actor].kind));
  return near(came).map((presence) => ({ from: presence.actor, to: presence.meeting, colour: 'meeting', dashes: false, width: 1.1, opacity: 0.5 }));
}

const once = (links) => [...new Map(links.map((link) => [`${link.from} ${link.to}`, link])).values()];

function networkItem(index, neighbours, stances) {
  const node = nodes[index];
  const shape = node.kind === 'condition' ? 'hexagon' : node.kind;
  const face = font(13, 600);
  const wide = Math.min(220, widthOf(node.label, face) + 34);
  const tall = widthOf(node.label, face) + 34 > 220 ? 42 : 32;
  const [w, h] = SIZE[node.kind] ?? [wide, tall];
  return {
    id: node.name, kind: shape, name: node.name, label: node.label, code: node.code || initials(node.label), ...placeOf.get(index), w, h,
    below: SIZE[node.kind] ? 120 : 0, stances: stances.get(index) ?? [], moves: scenario.moved.some((position) => position.actor === index), status: statusShown(index), day: meetingOf.get(index)?.day,
    near: [node.name, ...neighbours.map((other) => nodes[other].name)],
  };
}

/** What is chosen stands in the middle, and in rings around it what it hangs together with. */
function placeAround(links) {
  const middle = nodeByName.get(state.sel);
  const found = [...new Set(links.flatMap(({ from, to }) => [from, to]))].filter((index) => index !== middle);
  found.sort((one, other) => nodes[one].kind.localeCompare(nodes[other].kind) || one - other);
  placeOf.clear();
  if (found.length) placeOf.set(middle, { x: 0, y: 0 });
  for (let ring = 1, start = 0; start < found.length; ring++) {
    const here = found.slice(start, (start += 11 * ring));
    here.forEach((index, place) => {
      const turn = (2 * Math.PI * place) / here.length + ring / 3;
      placeOf.set(index, { x: Math.round(430 * ring * Math.cos(turn)), y: Math.round(230 * ring * Math.sin(turn)) });
    });
  }
}

function networkScene() {
  const every = once([...stanceLinks(), ...meetingLinks()]);
  if (payload.large) placeAround(every);
  const links = every.filter(({ from, to }) => placeOf.has(from) && placeOf.has(to));
  const neighbours = group(links.flatMap(({ from, to }) => [[from, to], [to, from]]), ([one]) => one);
  const held = group(positionsOn(state.asof, chosenProposal()), (position) => position.actor);
  const stances = new Map([...held].map(([actor, list]) => [actor, [...new Set(list.map(shownStance))]]));
  const items = new Map([...neighbours].map(([index, pairs]) => [index, networkItem(index, pairs.map(([, other]) => other), stances)]));
  const edges = links.filter((link) => !link.through).map((link) => ({ ...link, id: `${link.from} ${link.to}`, from: nodes[link.from].name, to: nodes[link.to].name, ends: [items.get(link.from), items.get(link.to)] }));
  return { items: [...items.values()], edges, rows: [], free: true, behind() {}, ...frameOf([...items.values()]) };
}

function frameOf(items) {
  const across = items.length ? items.map((item) => item.x) : [0];
  const along = items.length ? items.map((item) => item.y) : [0];
  const [left, right, top, bottom] = [Math.min(...across), Math.max(...across), Math.min(...along), Math.max(...along)];
  return { middle: { x: (left + right) / 2, y: (top + bottom) / 2 + 10 }, width: right - left + 270, height: bottom - top + 130 };
}

let shownFrame = '';

function drawNetwork(part) {
  const scene = networkScene();
  show(scene);
  const frame = `${state.proposal} ${payload.large && state.sel} ${byId('pane-graph').clientWidth}`;
  if (frame !== shownFrame || 'view' in part) zoomFree(0);
  shownFrame = frame;
  byId('rows').replaceChildren(...scene.items.map((item) => make('li', { class: 'sr' },
    make('button', { type: 'button', 'aria-pressed': String(item.name === state.sel), onclick: () => choose(item.name) }, said(item.label)))));
  notice(payload.large ? partNotice(scene.items.length, '', ` At most ${AROUND} positions and meetings.`) : scene.items.length ? '' : 'Nothing is known by that day.');
}

VIEWS.set('network', { title: 'Network', pane: 'pane-graph', draw: drawNetwork });
