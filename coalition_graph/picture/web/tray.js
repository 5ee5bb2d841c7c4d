// The tray: the open conditions of a day, to be ticked, and what would come of it.

const { rules } = payload;
const MOVES = '→ would move';
positions.forEach((position, row) => (position.row = row));

let scenario = { open: [], ticked: new Set(), moved: [], together: [], sums: [] };
const wouldMove = (position) => scenario.moved.includes(position);
const movesLabel = (position) => wouldMove(position) && make('small', { class: 'moves' }, MOVES);
const statusShown = (condition) => (scenario.ticked.has(condition) ? 'assumed' : statusOn(condition, state.asof));

/** What is reported of a condition; that what it requires holds is found anew in every scenario. */
const reportedOn = (condition) => (rules.requires[condition] ? statusIn(rules.reported[condition], state.asof) : statusOn(condition, state.asof));

function playScenario(part) {
  // Choosing or turning to another view moves nobody.
  if (!rules || /^(sel|view)$/.test(Object.keys(part).join())) return;
  const world = worldOf(positionsOn(state.asof, null), rules, reportedOn, (actor) => nodes[actor].kind);
  const named = group(world.held.flatMap((one) => (one.position.conditions ?? []).map((leaf) => ({ leaf, one }))), (pair) => pair.leaf);
  const holding = (leaf) => named.get(leaf).filter(({ one }) => one.position.conditional && (state.proposal === null || one.proposal === chosenProposal())).length;
  const open = [...named.keys()].filter((leaf) => statusOn(leaf, state.asof) === 'open').map((leaf) => ({ leaf, holds: holding(leaf) }));
  open.sort((one, other) => other.holds - one.holds || label(one.leaf).localeCompare(label(other.leaf), 'en'));
  const ticked = new Set(open.map(({ leaf }) => leaf).filter((leaf) => state.meet.has(nodes[leaf].name)));
  const { before, least, after } = ticked.size || state.jointly ? played(world, ticked, state.jointly) : { before: [], least: [], after: [] };
  const beyond = (list, base) => {
    const there = new Set(base);
    return list.filter((one) => !there.has(one)).map((one) => one.position);
  };
  scenario = { open, ticked, moved: beyond(after, before), together: beyond(after, least), sums: sumsOf(before, after) };
}

/** “at least 2,000”, “1,000–3,000” */
function forceText({ min, max, below, above }) {
  const [low, high] = [min, max].map((number) => number.toLocaleString('en'));
  if (above) return `at least ${low}`;
  if (below) return `at least ${low}, at most ${high}`;
  return min === max ? low : `${low}–${high}`;
}

/** One sentence per proposal and unit: “personnel 0 → 10,000–30,000”. */
function sumsOf(before, after) {
  const keys = new Map([...before, ...after].flatMap((one) => one.offers.map(([unit]) => [`${one.proposal} ${unit}`, [one.proposal, unit]])));
  return [...keys.values()].filter(([proposal]) => state.proposal === null || proposal === chosenProposal()).map(([proposal, unit]) => {
    const [was, is] = [before, after].map((firm) => forceText(forceOf(firm.filter((one) => one.proposal === proposal), unit)));
    return `${state.proposal === null ? `${label(proposal)}: ` : ''}${unit} ${was} → ${is}`;
  });
}

function toldOf({ open, ticked, moved, sums }) {
  if (!ticked.size && !state.jointly) return `${count(open.length, 'open condition')}: tick what would be met, see who would move`;
  return [moved.length ? `${moved.length} would move` : 'nobody would move', ...sums].join(' · ');
}

const tickBox = (name, checked, onchange, text, more, role) =>
  make('label', { class: 'tick' }, make('input', { type: 'checkbox', role, 'data-tick': name, checked, onchange }), said(text), make('small', {}, more));

function conditionTick({ leaf, holds: many }) {
  const { name } = nodes[leaf];
  const turn = ({ target }) => {
    const meet = new Set(state.meet);
    meet[target.checked ? 'add' : 'delete'](name);
    change({ meet });
    if (scenario.moved.length) reveal(scenario.moved[0].name);
  };
  return tickBox(name, scenario.ticked.has(leaf), turn, label(leaf), many ? `holds back ${many}` : state.proposal === null ? 'holds nobody back' : 'named elsewhere');
}

/** Names that open the words behind each move, a line for each proposal. */
function movers(title, list) {
  if (!list.length) return make('p', {}, make('b', {}, `${title}: `), 'nobody');
  return [...group(list, (position) => position.proposal)].map(([proposal, some]) => make('p', {}, make('b', {}, `${title}${proposal === chosenProposal() ? '' : `, ${label(proposal)}`}: `),
    some.map((position, place) => [place ? ', ' : '', stateLink(label(position.actor), { sel: position.name }), position.counted ? '' : ' (not counted)'])));
}

function drawTray() {
  const { open, ticked, moved, together, sums } = scenario;
  const chosen = ticked.size > 0 || state.jointly;
  const tray = byId('tray');
  tray.hidden = !open.length;
  tray.classList.toggle('played', chosen);
  byId('told').textContent = toldOf(scenario);
  if (!tray.open) return;
  const focused = document.activeElement?.dataset?.tick;
  byId('what').replaceChildren(
    make('div', { role: 'group', 'aria-label': 'Open conditions' }, open.map(conditionTick)),
    make('div', {},
      tickBox('jointly', state.jointly, ({ target }) => change({ jointly: target.checked }), 'All move together', 'in place of nobody first', 'switch'),
      chosen ? [movers('Would move', moved), state.jointly ? movers('Only together', together) : '', sums.map((sum) => make('p', { class: 'sum', dir: 'auto' }, sum)),
        make('button', { type: 'button', class: 'plain small', 'data-tick': 'none', onclick: () => change({ meet: new Set(), jointly: false }) }, 'Untick all')] : ''));
  if (focused) (document.querySelector(`[data-tick="${CSS.escape(focused)}"]`) ?? tray.firstElementChild).focus();
}

function startTray() {
  byId('tray').open = state.meet.size > 0 || state.jointly;
  byId('tray').addEventListener('toggle', () => { drawTray(); drawView(); });
}

/** The ticked conditions of an address: `meet=us-protection,ceasefire`. */
const readMet = (text) => new Set((text ?? '').split(',').map((id) => `condition:${id}`).filter((name) => nodeByName.has(name)));
const writeMet = (meet) => [...meet].map((name) => name.slice(10)).join();
