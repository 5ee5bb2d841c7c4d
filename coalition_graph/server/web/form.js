// The form of a ready question: one field for each parameter, completed from the names of the dossier.

import { byId, make } from './dom.js';

// A browser's list of more than so many names is slow, and nobody reads it.
const MOST_NAMES = 5000;
const DATES = '2025-03-27, 2025-03 or 2025';
let parameters = [];
let known = {};

const spoken = (name) => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');
const input = ({ name }) => byId(`field-${name}`);
const a = (type) => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);

function hint({ type, example }) {
  if (type === 'date') return example || DATES;
  return example ? `for example ${example}` : '';
}

function field(parameter, values) {
  const { name, type } = parameter;
  const id = `field-${name}`;
  const kind = spoken(name).toLowerCase() === type ? null : make('small', {}, type);
  return make('div', { class: `field ${type}` },
    make('label', { for: id }, spoken(name), ' ', kind),
    make('input', {
      id, name, value: values[name] ?? parameter.default ?? '', placeholder: hint(parameter), dir: 'auto', spellcheck: 'false',
      list: known[type]?.length ? `names-${type}` : null, inputmode: type === 'number' ? 'numeric' : null,
      title: type === 'date' ? `A day, month or year: ${DATES}` : null, 'aria-describedby': `${id}-wrong`, oninput: forgive,
    }),
    make('p', { id: `${id}-wrong`, class: 'wrong', hidden: true }));
}

function forgive(event) {
  event.target.removeAttribute('aria-invalid');
  byId(`${event.target.id}-wrong`).hidden = true;
}

function complain(parameter) {
  const told = byId(`field-${parameter.name}-wrong`);
  const kind = parameter.type === 'text' ? 'some text' : a(parameter.type);
  told.textContent = `Give ${kind}${parameter.example ? `, such as ${parameter.example}` : ''}.`;
  told.hidden = false;
  input(parameter).setAttribute('aria-invalid', 'true');
}

/** Whether an example means something here: it is of the shipped dossier, and this may be another. */
const applies = ({ type, example, default: usual }) =>
  usual !== null || (example && (!(type in known) || known[type].includes(example)));

/** The values that a question's examples give, or nothing where they mean nothing in this dossier. */
export function examples(question) {
  if (!question.parameters.every(applies)) return null;
  return Object.fromEntries(question.parameters.filter(({ default: usual }) => usual === null).map(({ name, example }) => [name, String(example)]));
}

/** Values without those that the question takes anyway: they stand in no link. */
export function given(question, values) {
  const usual = Object.fromEntries(question.parameters.map((parameter) => [parameter.name, parameter.default]));
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== '' && value !== String(usual[name])));
}

/** The parameters that have neither a value nor a default. */
export const missing = (question, values) =>
  question.parameters.filter(({ name, default: usual }) => usual === null && !values[name]);

export function show(question, values) {
  parameters = question.parameters;
  byId('fields').replaceChildren(...parameters.map((parameter) => field(parameter, values)));
}

/** What stands in the fields, by parameter. */
export const values = () => Object.fromEntries(parameters.map((parameter) => [parameter.name, input(parameter).value.trim()]));

/** Say at each empty field what belongs there, and go to the first. */
export function point(wanting) {
  wanting.forEach(complain);
  if (wanting.length) input(wanting[0]).focus();
}

export const focusFirst = () => parameters.length && input(parameters[0]).focus();

/** Keep the names for completion: one list for each type, shared by all forms. */
export function startNames(names) {
  known = names;
  const list = ([type, held]) => make('datalist', { id: `names-${type}` }, held.slice(0, MOST_NAMES).map((value) => make('option', { value })));
  document.body.append(...Object.entries(names).map(list));
}
