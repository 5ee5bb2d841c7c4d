// Everything is put together here: controls, keys, and drawing after every change.

function choose(name) {
  change({ sel: name });
  if (name) reveal(name);
}

function notice(text) {
  byId('notice').textContent = text;
  byId('notice').hidden = !text;
}

function drawView(part = {}) {
  const view = VIEWS.get(state.view);
  document.body.dataset.view = state.view;
  for (const pane of document.querySelectorAll('.pane')) pane.hidden = pane.id !== view.pane;
  for (const tab of document.querySelectorAll('[role=tab]')) {
    const chosen = tab.dataset.view === state.view;
    tab.setAttribute('aria-selected', String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
  }
  view.draw(part);
}

function drawBar() {
  byId('proposal').value = state.proposal ?? 'all';
  const found = positionsOn(state.asof, chosenProposal());
  const actors = new Set(found.map((position) => position.actor)).size;
  byId('finding').textContent = state.proposal === null ? count(actors, 'actor') : findingOf(found);
}

function startTabs() {
  byId('tabs').replaceChildren(...[...VIEWS].map(([name, { title, pane }]) =>
    make('button', { type: 'button', role: 'tab', id: `tab-${name}`, 'data-view': name, 'aria-controls': pane, onclick: () => change({ view: name }) }, title)));
  byId('tabs').addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const names = [...VIEWS.keys()];
    change({ view: names[(names.indexOf(state.view) + step + names.length) % names.length] });
    byId(`tab-${state.view}`).focus();
  });
}

function startProposals() {
  const entry = (value, text) => make('option', { value, dir: 'auto' }, text);
  const all = proposals.length === 1 ? [] : [entry('all', `All ${proposals.length} proposals`)];
  byId('proposal').replaceChildren(...all, ...proposals.map((index) => entry(nodes[index].name, label(index))));
  byId('proposal').addEventListener('change', (event) => change({ proposal: event.target.value === 'all' ? null : event.target.value }));
  byId('bar').hidden = proposals.length === 0;
}

function startTheme() {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const redraw = () => { readColours(); change({}, { step: false }); };
  dark.addEventListener('change', redraw);
  byId('theme').addEventListener('click', () => {
    const root = document.documentElement;
    const isDark = root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches;
    root.dataset.theme = isDark ? 'light' : 'dark';
    redraw();
  });
}

function keys(event) {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === '/' && !typing) {
    event.preventDefault();
    byId('query').focus();
  } else if (event.key === 'Escape') {
    byId('query').value = '';
    openMatches(false);
    if (state.sel) choose(null);
  }
}

function drawCounts() {
  const { counts, last } = payload;
  const facts = [count(counts.statements, 'statement'), count(counts.meetings, 'meeting'), count(counts.sources, 'source'), counts.origins && count(counts.origins, 'independent origin')];
  if (last) facts.push(`data until ${inWords(last)}`);
  byId('counts').textContent = facts.filter(Boolean).join(' · ');
}

function followAddress() {
  const fresh = readAddress();
  Object.assign(state, fresh);
  for (const draw of onChange) draw(fresh);
}

function start() {
  readColours();
  drawCounts();
  startBoard();
  startTabs();
  startProposals();
  startTheme();
  startSlider();
  startSearch();
  // The tray goes first of what takes room, so that the view is fitted into what is left.
  onChange.push(playScenario, drawBar, drawLegend, drawTray, drawView, drawEvidence, drawSlider);
  followAddress();
  startTray();
  remember(false);
  if (state.sel) reveal(state.sel);
  addEventListener('popstate', followAddress);
  addEventListener('resize', () => drawView());
  addEventListener('beforeprint', beforePrint);
  addEventListener('afterprint', afterPrint);
  document.addEventListener('keydown', keys);
  byId('skip').addEventListener('click', (event) => { event.preventDefault(); byId('stage').focus(); });
}

start();
