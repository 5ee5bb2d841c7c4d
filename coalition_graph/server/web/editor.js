// The SPARQL editor: a plain text field above its own coloured copy, with line numbers.
// The field stays what browsers, screen readers and undo know; the copy is only seen.

import { byId, make } from './dom.js';
import { painted } from './paint.js';

const INDENT = '  ';
const LINES = { least: 5, most: 22 };
let leaving = false;
let onEdit = () => {};

const field = byId('sparql');

/** Write over what is chosen so that undo knows of it. */
export function write(text) {
  field.focus();
  // Deprecated, and the only way that keeps the history of undo.
  if (!document.execCommand('insertText', false, text)) field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
}

export const text = () => field.value;

/** Put a query into the field, unless it stands there already. */
export function put(sparql) {
  if (field.value !== sparql) {
    field.value = sparql;
    field.scrollTop = 0;
    field.setSelectionRange(0, 0);
  }
  draw();
}

export const focus = () => field.focus();

/** Mark a line as wrong and show it; without a line, none is. */
export function markLine(line = null) {
  byId('wrong-line').hidden = !line;
  field.setAttribute('aria-invalid', String(Boolean(line)));
  for (const number of byId('numbers').children) number.classList.toggle('wrong', number.textContent === String(line));
  if (!line) return;
  byId('wrong-line').style.setProperty('--line', String(line - 1));
  const height = parseFloat(getComputedStyle(field).lineHeight);
  if ((line - 1) * height < field.scrollTop || line * height > field.scrollTop + field.clientHeight) field.scrollTop = Math.max(0, (line - 3) * height);
  follow();
}

function draw() {
  // A last empty line has no height without something in it.
  byId('paint').replaceChildren(...painted(field.value), '\n');
  const lines = field.value.split('\n').length;
  const numbers = byId('numbers');
  while (numbers.childElementCount > lines) numbers.lastChild.remove();
  while (numbers.childElementCount < lines) numbers.append(make('div', {}, String(numbers.childElementCount + 1)));
  field.style.setProperty('--lines', String(Math.min(LINES.most, Math.max(LINES.least, lines + 1))));
  follow();
}

function follow() {
  const { scrollLeft, scrollTop } = field;
  byId('paint').style.translate = `${-scrollLeft}px ${-scrollTop}px`;
  byId('wrong-line').style.translate = `0 ${-scrollTop}px`;
  byId('numbers').style.translate = `0 ${-scrollTop}px`;
}

/** The lines that are chosen, whole: their start, end and text. */
function chosenLines() {
  const { value, selectionStart, selectionEnd } = field;
  const start = value.lastIndexOf('\n', selectionStart - 1) + 1;
  const found = value.indexOf('\n', selectionEnd);
  return { start, end: found < 0 ? value.length : found };
}

function shiftLines(change) {
  const { start, end } = chosenLines();
  const changed = field.value.slice(start, end).split('\n').map(change).join('\n');
  field.setSelectionRange(start, end);
  write(changed);
  field.setSelectionRange(start, start + changed.length);
}

function indent(back) {
  const several = field.value.slice(field.selectionStart, field.selectionEnd).includes('\n');
  if (back) shiftLines((line) => line.replace(/^ {1,2}|^\t/, ''));
  else if (several) shiftLines((line) => INDENT + line);
  else write(INDENT);
}

const lineBefore = () => field.value.slice(field.value.lastIndexOf('\n', field.selectionStart - 1) + 1, field.selectionStart);
const signs = (line, which) => line.match(which)?.length ?? 0;

/** Enter keeps the indent of the line, one step deeper after a brace that opens, one less after one that closes. */
function breakLine() {
  const line = lineBefore();
  const step = Math.sign(signs(line, /[{(]/g) - signs(line, /[})]/g));
  const kept = /^\s*/.exec(line)[0];
  const closed = /^\s*[})]/.test(line);
  write(`\n${step < 0 && !closed ? kept.slice(INDENT.length) : kept}${step > 0 ? INDENT : ''}`);
}

/** A closing brace that begins a line steps back by itself. */
function closeBrace() {
  const line = lineBefore();
  if (field.selectionStart === field.selectionEnd && /^\s+$/.test(line)) field.setSelectionRange(field.selectionStart - Math.min(INDENT.length, line.length), field.selectionEnd);
  write('}');
}

function key(event, run) {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run();
  else if (event.key === 'Enter' && !event.shiftKey && !event.altKey) breakLine();
  else if (event.key === '}') closeBrace();
  else if (event.key === 'Tab' && !leaving && !event.ctrlKey && !event.altKey && !event.metaKey) indent(event.shiftKey);
  else {
    if (event.key !== 'Shift') leaving = event.key === 'Escape';
    return;
  }
  event.preventDefault();
}

export function startEditor({ run, edited }) {
  onEdit = edited;
  field.addEventListener('input', () => { draw(); markLine(); onEdit(); });
  field.addEventListener('scroll', follow);
  field.addEventListener('keydown', (event) => key(event, run));
  field.addEventListener('blur', () => { leaving = false; });
  draw();
}
