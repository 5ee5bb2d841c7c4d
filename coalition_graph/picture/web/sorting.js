// Tables that sort by any column: a column knows its key, its title, its cell, its text and, if not by text, its order.

const AT_ONCE = 300;
const arrangements = {}; // view → {key, down, all}

/** Once for up, twice for down, thrice for the order of the view itself. */
function sortBy(view, key) {
  const now = arrangements[view];
  if (now.key !== key) Object.assign(now, { key, down: false });
  else if (now.down) now.key = null;
  else now.down = true;
  drawView();
  byId(VIEWS.get(view).pane).querySelector(`[data-sort="${CSS.escape(key)}"]`)?.focus();
}

/** What is empty comes last, whichever way the rest goes. */
function ordered(rows, { order, text }, down) {
  const keyed = rows.map((row) => [row, (order ?? text)(row)]);
  const compare = ([, one], [, other]) =>
    (one === '') - (other === '') || (down ? -1 : 1) * (typeof one === 'number' ? one - other : one.localeCompare(other, 'en', { numeric: true }));
  return keyed.sort(compare).map(([row]) => row);
}

function headCell(view, { key, title, look, head, name }) {
  const { key: by, down } = arrangements[view];
  const sort = make('button', { type: 'button', class: 'bare sort', 'data-sort': key, title: `Sort by ${title}`, onclick: () => sortBy(view, key) }, head ? hiddenText(`Sort by ${title}`) : title);
  return make('th', { scope: 'col', class: look, 'data-name': name, 'aria-sort': by !== key ? 'none' : down ? 'descending' : 'ascending' }, head, sort);
}

const plainButton = (text, onclick) => make('button', { type: 'button', class: 'plain', onclick }, text);

const moreButton = (how, { length }) => how.cut && plainButton(`Show all ${length.toLocaleString('en')} rows`, () => { how.all = true; drawView(); });

/** Put elements into a pane that stays scrolled to where it was. */
function fill(pane, ...parts) {
  const { scrollLeft, scrollTop } = pane.querySelector('.sheet') ?? {};
  pane.replaceChildren(...parts.filter(Boolean));
  Object.assign(pane.querySelector('.sheet') ?? {}, { scrollLeft, scrollTop });
}

/** A whole pane: table, what it is cut to, download. Every row names its node, so that it can be marked. */
function sheet(view, { caption, look, columns, rows, name, foot, totals, hint }) {
  const how = (arrangements[view] ??= {});
  const by = columns.find((column) => column.key === how.key);
  const all = by ? ordered(rows, by, how.down) : rows;
  const most = how.all ? all.length : Math.max(40, Math.min(AT_ONCE, Math.round(9000 / columns.length)));
  how.cut = all.length > most;
  const shown = all.filter((row, place) => place < most || name(row) === state.sel);
  const table = make('table', { class: look }, make('caption', { class: 'sr' }, caption), make('thead', {}, make('tr', {}, columns.map((column) => headCell(view, column)))),
    make('tbody', {}, shown.map((row) => make('tr', { 'data-name': name(row) }, columns.map((column) => column.cell(row))))), foot);
  const lines = () => [...[columns.map((column) => column.title)], ...all.map((row) => columns.map((column) => column.text(row))), ...(totals ? [totals] : [])];
  fill(byId(VIEWS.get(view).pane), ...(rows.length ? [make('div', { class: 'sheet' }, table), make('p', { class: 'hint tools' }, plainButton('Download CSV', () => download(fileName(), lines())), moreButton(how, all), hint)] : []));
}

/** Choosing changes only what is marked; the rows stay, for there may be thousands. */
function markChosen(pane) {
  for (const entry of pane.querySelectorAll('[data-name]')) entry.classList.toggle('chosen', entry.dataset.name === state.sel);
}

const onlyChosen = (part) => Object.keys(part).join() === 'sel';

/** A view of rows: filled anew after every change but a choice. */
const tableView = (pane, draw) => ({ pane, draw(part) {
  const missing = state.sel && arrangements[state.view]?.cut && !byId(pane).querySelector(`[data-name="${CSS.escape(state.sel)}"]`);
  if (missing || !onlyChosen(part)) draw();
  markChosen(byId(pane));
} });

/** The cell that a row begins with: who it is about, and whether anything is new. */
const nameCell = (index) => make('th', { scope: 'row' }, make('button', { type: 'button', class: 'bare', onclick: () => choose(nodes[index].name) }, said(label(index))), freshDot(nodes[index].name));
