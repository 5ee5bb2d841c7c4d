// A sortable table of any length: only as many rows are drawn as are looked at, and the next ones on the way down.

import { count, make, said } from './dom.js';
import { cell } from './cells.js';

// So many rows are drawn at a time: few enough that scrolling does not halt.
const CHUNK = 200;
const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
let current = null;

const kind = (value) => ['number', 'boolean', 'string'].indexOf(typeof value);

/** Numbers before truth before text; an unbound value is always last. */
function compare(one, other, direction) {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  if (typeof one !== typeof other) return direction * (kind(one) - kind(other));
  return direction * (typeof one === 'string' ? collator.compare(one, other) : one - other);
}

function sorted({ rows, sort }) {
  return sort ? [...rows].sort((one, other) => compare(one[sort.column], other[sort.column], sort.direction)) : rows;
}

/** The first click sorts up, the second down, the third brings back the order of the answer. */
function turned(sort, column) {
  if (sort?.column !== column) return { column, direction: 1 };
  return sort.direction === 1 ? { column, direction: -1 } : null;
}

function sortBy(column) {
  current.sort = turned(current.sort, column);
  current.order = sorted(current);
  current.shown = 0;
  current.body.replaceChildren();
  grow();
  drawHeads();
  current.scroller.scrollTop = 0;
}

function drawHeads() {
  current.heads.forEach((head, column) => {
    const direction = current.sort?.column === column ? current.sort.direction : 0;
    if (direction) head.setAttribute('aria-sort', direction === 1 ? 'ascending' : 'descending');
    else head.removeAttribute('aria-sort');
  });
}

function grow(number = CHUNK) {
  const next = current.order.slice(current.shown, current.shown + number);
  current.body.append(...next.map((row) => make('tr', {}, row.map(cell))));
  current.shown += next.length;
  const left = current.order.length - current.shown;
  current.more.hidden = left === 0;
  current.more.textContent = `Show more: ${count(left, 'row')} left`;
  // Watched anew, for it may still be in sight.
  current.watch.unobserve(current.more);
  if (left) current.watch.observe(current.more);
}

/** Hold the columns as wide as the first rows make them, so that nothing moves when more rows come. */
function settle({ table, heads, columns }) {
  const widths = heads.map((head) => head.getBoundingClientRect().width);
  const whole = widths.reduce((sum, width) => sum + width, 0);
  if (!whole) return;
  columns.forEach((column, place) => { column.style.width = `${(100 * widths[place]) / whole}%`; });
  table.style.minWidth = `${whole}px`;
  table.classList.add('settled');
}

const numeric = (rows, column) => rows.slice(0, CHUNK).every((row) => row[column] === null || typeof row[column] === 'number');

function built({ columns, rows }, caption) {
  const heads = columns.map((name, column) => make('th', { scope: 'col', class: numeric(rows, column) && 'number' },
    make('button', { type: 'button', onclick: () => sortBy(column) }, said(name, 'bdi'))));
  const widths = columns.map(() => make('col'));
  const body = make('tbody');
  const table = make('table', {}, make('caption', { class: 'sr' }, caption), make('colgroup', {}, widths), make('thead', {}, make('tr', {}, heads)), body);
  return { table, heads, body, columns: widths };
}

/** Show rows in a place of the page. */
export function show(place, answer, caption) {
  const made = built(answer, caption);
  const more = make('button', { type: 'button', class: 'plain more', onclick: () => grow() });
  const scroller = make('div', { class: 'scroller', tabindex: 0, role: 'region', 'aria-label': 'Rows of the answer' }, made.table, more);
  current?.watch.disconnect();
  const watch = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && grow(), { root: scroller, rootMargin: '600px' });
  current = { ...made, rows: answer.rows, order: answer.rows, sort: null, shown: 0, more, scroller, watch };
  place.replaceChildren(scroller);
  grow();
  if (!more.hidden) settle(current);
}

/** The rows as they stand now, in the order that is shown. */
export const rows = () => current?.order ?? [];

/** Draw all rows, for paper. */
export const showAll = () => current && grow(Infinity);
