// What is chosen, kept in the address so that a link opens just this.

const state = { view: payload.start.view, proposal: null, sel: null, asof: null, hidden: new Set(), meet: new Set(), jointly: false };
const VIEWS = new Map(); // name → {title, draw}; each view adds itself
const onChange = [];

/** Whether a name stands for something on this page: a node, a source, a statement or a position. */
const known = (name) =>
  nodeByName.has(name) || sourceByName.has(name) || statementByName.has(name) || positionNames.has(name);

/** Take over part of the state, write it into the address and draw again. */
function change(part, { step = true } = {}) {
  const before = address();
  Object.assign(state, part);
  remember(step && before !== address());
  for (const draw of onChange) draw(part);
}

const chosenProposal = () => (state.proposal === null ? null : nodeByName.get(state.proposal));

function address({ view, proposal, sel, asof, meet, jointly } = state) {
  const parts = new URLSearchParams({ view, proposal: proposal ?? 'all' });
  if (sel) parts.set('sel', sel);
  if (asof) parts.set('asof', asof);
  if (meet.size) parts.set('meet', writeMet(meet));
  if (jointly) parts.set('jointly', 'true');
  // Colons stay readable: #sel=country:SE
  return `#${parts.toString().replaceAll('%3A', ':').replaceAll('%2C', ',')}`;
}

/** A link inside the page: it can be copied, opened in a new tab, and breaks over lines like text. */
function stateLink(text, part) {
  const follow = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    change(part);
  };
  return make('a', { class: 'name', dir: 'auto', href: address({ ...state, ...part }), onclick: follow }, text);
}

const nameLink = (index) => stateLink(label(index), { sel: nodes[index].name });

function remember(asNewStep) {
  try {
    if (asNewStep) history.pushState(null, '', address());
    else history.replaceState(null, '', address());
  } catch {
    // Inside a notebook's frame there is no address to write to; the page works without.
  }
}

/** Read the address; anything unknown in it falls back to how the page starts. */
function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const proposal = parts.get('proposal') ?? payload.start.proposal ?? 'all';
  const asof = parts.get('asof') ?? (parts.has('view') ? null : payload.start.asof);
  return {
    view: VIEWS.has(parts.get('view')) ? parts.get('view') : payload.start.view,
    proposal: nodeByName.has(proposal) ? proposal : null,
    sel: known(parts.get('sel')) ? parts.get('sel') : null,
    asof: /^\d{4}-\d{2}-\d{2}$/.test(asof ?? '') && Date.parse(asof) ? asof : null,
    meet: readMet(parts.get('meet')),
    jointly: parts.get('jointly') === 'true',
  };
}
