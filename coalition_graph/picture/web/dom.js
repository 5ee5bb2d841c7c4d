'use strict';
// Small words for building the page. Text from the data only ever enters as text nodes
// or attribute values of harmless attributes, so nothing in it is read as markup.

const byId = (id) => document.getElementById(id);

/** Make an element: `on…` attributes are listeners, `vars` are custom properties, `false` is left out. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== ''));
  return element;
}

function setAttribute(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
  else if (name === 'vars') for (const [key, set] of Object.entries(value)) element.style.setProperty(key, set);
  else element.setAttribute(name, value === true ? '' : value);
}

/** Text of the data that may be of any script: the browser finds its direction. */
const said = (text, tag = 'span', attributes = {}) => make(tag, { dir: 'auto', ...attributes }, text);

const hiddenText = (text) => make('span', { class: 'sr' }, text);

const count = (number, one, many = `${one}s`) => `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

/** An address only where it is a web address, else null. */
function webAddress(url) {
  try {
    const { protocol, href } = new URL(url);
    return protocol === 'https:' || protocol === 'http:' ? href : null;
  } catch {
    return null;
  }
}

/** A link to a web address; anything else stays text. */
function link(url, text) {
  const href = webAddress(url);
  return href ? make('a', { href, target: '_blank', rel: 'noopener noreferrer', dir: 'auto' }, text) : said(text);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** '2025-03-27' → '27 Mar 2025'; a month or a year stays one. */
function oneDate(text) {
  const [year, month, day] = text.split('-');
  return [day && String(Number(day)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(' ');
}

/** '24–25 Mar 2025' where both days are of one month. */
function span(from, to) {
  const month = from.slice(0, 7);
  return month.length === 7 && to.startsWith(month) && to.length === 10 ? `${Number(from.slice(8))}–${oneDate(to)}` : `${oneDate(from)} – ${oneDate(to)}`;
}

/** A date as coding files write it, in words: spans with a dash, `~` as “about”. */
function inWords(text) {
  if (!text) return '';
  const plain = text.replace(/~$/, '');
  const words = plain.includes('/') ? span(...plain.split('/')) : oneDate(plain);
  return plain === text ? words : `about ${words}`;
}

/** The part of a name that fits a small chip: from the first particle on, else the last word. */
function surname(name) {
  const words = name.split(/\s+/);
  const particle = words.findIndex((word, place) => place > 0 && /^(von|van|de|der|den|di|da|dos|la|le|al|el|bin)$/.test(word));
  return particle > 0 ? words.slice(particle).join(' ') : words.at(-1);
}
