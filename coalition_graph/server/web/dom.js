// Small words for building the page. Text from the data only ever enters as text nodes
// or attribute values of harmless attributes, so nothing in it is read as markup.

export const byId = (id) => document.getElementById(id);

/** Make an element: `on…` attributes are listeners, `false` and nothing are left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== ''));
  return element;
}

function setAttribute(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
  else element.setAttribute(name, value === true ? '' : value);
}

/** Text of the data that may be of any script: the browser finds its direction. */
export const said = (text, tag = 'span', attributes = {}) => make(tag, { dir: 'auto', ...attributes }, text);

export const count = (number, one, many = `${one}s`) => `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

/** Text as it is looked for: without accents and capitals. */
export const folded = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
