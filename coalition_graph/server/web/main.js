// Everything is put together here: what is asked stands in the address, and every change of it is followed.

import * as address from './address.js';
import { mark, startCatalogue } from './catalogue.js';
import { offer, startCompletion, close as closeCompletion } from './completion.js';
import { byId, count } from './dom.js';
import * as editor from './editor.js';
import * as form from './form.js';
import { startModel } from './model.js';
import * as picture from './picture.js';
import * as results from './results.js';
import * as server from './server.js';
import * as table from './table.js';
import { startTaking } from './taking.js';
import { startTheme } from './theme.js';
import { startWelcome } from './welcome.js';

const SLOW = 250;
let questions = [];
let question = null; // the ready question on the desk; none for a query of one's own
let last = { place: address.START, answer: null };
let running = null;

const OWN = { title: 'Your own query', description: 'Any SELECT, ASK, CONSTRUCT or DESCRIBE. It reads only, and ends by itself when it takes too long.' };

function complain(error) {
  if (error.name === 'AbortError') return;
  const told = document.createElement('pre');
  told.textContent = error.message;
  byId('error').replaceChildren(told);
  if (error.line && !byId('editing').hidden) editor.markLine(error.line);
}

function quiet() {
  byId('error').replaceChildren();
  editor.markLine();
}

function busy(is) {
  document.body.classList.toggle('busy', is);
  byId('desk').setAttribute('aria-busy', String(is));
}

/** Ask the server; a question asked meanwhile takes the place of this one. */
async function ask(place) {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  const slow = setTimeout(busy, SLOW, true);
  quiet();
  try {
    last = { place, answer: await server.ask(place, mine.signal) };
    results.show(last.answer, byId('title').textContent);
    if (place.kind === 'question') editor.put(last.answer.sparql.trimEnd());
  } catch (error) {
    if (running === mine) results.clear();
    complain(error);
  } finally {
    clearTimeout(slow);
    if (running === mine) busy(false);
  }
}

function showEditor(open) {
  byId('editing').hidden = !open;
  byId('show').setAttribute('aria-expanded', String(open));
  byId('show').textContent = open ? 'Hide the SPARQL' : 'Show the SPARQL';
}

function head({ title, description }) {
  byId('title').textContent = title;
  byId('description').textContent = description;
  document.title = `${title} – Workbench`;
}

function layQuestion(values) {
  head(question);
  // After a query of one's own, a ready question begins without SPARQL again.
  if (byId('form').hidden) showEditor(false);
  form.show(question, values);
  byId('form').hidden = false;
  byId('example').hidden = !question.parameters.some((parameter) => parameter.default === null) || !form.examples(question);
  editor.put(question.sparql.trimEnd());
}

function layQuery(text) {
  head(OWN);
  byId('form').hidden = true;
  showEditor(true);
  editor.put(text);
}

/** Lay on the desk what the address says, and ask it where nothing is missing. */
async function follow() {
  const place = address.read();
  running?.abort();
  closeCompletion();
  results.clear();
  quiet();
  question = questions.find(({ name }) => place.kind === 'question' && name === place.name) ?? null;
  const strange = place.kind === 'question' && !question;
  byId('welcome').hidden = place.kind !== 'start' && !strange;
  byId('ask').hidden = !byId('welcome').hidden;
  mark(place);
  if (strange) return complain(new server.Refusal(`No ready question is called '${place.name}'. Choose one from the list.`));
  if (place.kind === 'start') return void (document.title = 'Workbench');
  if (question) layQuestion(place.values);
  else layQuery(place.text);
  byId('desk').scrollTop = 0;
  if (place.kind === 'query') return place.text.trim() ? ask(place) : editor.focus();
  if (form.missing(question, place.values).length === 0) return ask(place);
  return form.focusFirst();
}

function runForm(event) {
  event?.preventDefault();
  const values = form.values();
  const wanting = form.missing(question, values);
  if (wanting.length) return form.point(wanting);
  const place = { kind: 'question', name: question.name, values: form.given(question, values) };
  address.remember(place);
  return ask(place);
}

/** Run what stands in the editor: as it was given by a question, it still is that question. */
function runEditor() {
  closeCompletion();
  const text = editor.text();
  if (question && text === last.answer?.sparql.trimEnd()) return runForm();
  if (!text.trim()) return complain(new server.Refusal('The query is empty. Write one, such as SELECT ?m { country:SE cg:attended ?m }'));
  const place = { kind: 'query', text };
  address.remember(place);
  question = null;
  head(OWN);
  byId('form').hidden = true;
  mark(place);
  return ask(place);
}

function toggleEditor() {
  showEditor(byId('editing').hidden);
  if (byId('editing').hidden) return;
  editor.put(editor.text());
  // With every value given, the query is shown as it is asked.
  const asked = last.place.kind === 'question' && JSON.stringify(last.place.values) === JSON.stringify(form.given(question, form.values()));
  if (!asked && form.missing(question, form.values()).length === 0) runForm();
}

function tryExample() {
  form.show(question, form.examples(question));
  runForm();
}

function keys(event) {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.defaultPrevented) return;
  if (event.key === '/' && !typing) {
    event.preventDefault();
    byId('questions').open = true;
    byId('find').focus();
  } else if (event.key === 'Escape' && !typing && !byId('model').open) picture.close();
}

function listen() {
  byId('form').addEventListener('submit', runForm);
  byId('run-query').addEventListener('click', runEditor);
  byId('show').addEventListener('click', toggleEditor);
  byId('example').addEventListener('click', tryExample);
  byId('skip').addEventListener('click', (event) => { event.preventDefault(); byId('desk').focus(); });
  addEventListener('popstate', follow);
  addEventListener('beforeprint', table.showAll);
  document.addEventListener('keydown', keys);
}

function drawFacts({ title, counts }) {
  byId('dossier').textContent = title;
  const facts = ['statement', 'meeting', 'source'].map((kind) => count(counts[kind] ?? 0, kind));
  byId('facts').textContent = ['Workbench', ...facts].join(' · ');
}

async function start() {
  startTheme();
  startModel();
  picture.startPicture();
  startTaking(() => last, complain);
  editor.startEditor({ run: runEditor, edited: offer });
  listen();
  try {
    const [about, ready, names, words] = await Promise.all([server.about(), server.questions(), server.names(), server.terms()]);
    drawFacts(about);
    questions = ready;
    form.startNames(names);
    startCompletion(words);
    startCatalogue(questions);
    startWelcome(questions);
    await follow();
  } catch (error) {
    complain(error);
  }
}

start();
