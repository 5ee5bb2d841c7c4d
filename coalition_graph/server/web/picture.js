// The picture beside the answer: opened at a node, in the same page, so that the table stays in sight.

import { byId } from './dom.js';
import { afterTheme, isDark } from './theme.js';

// What the picture knows by name, and the view that shows it best.
const VIEWS = {
  country: 'network', organisation: 'network', group: 'network', person: 'network', unnamed: 'network', condition: 'network',
  meeting: 'attendance', proposal: 'positions', position: 'positions', statement: 'positions', source: 'network',
};
let opener = null;

const hash = (parts) => new URLSearchParams(parts).toString().replaceAll('%3A', ':');

/** The address of the picture at a node; nothing where the picture does not show such a thing. */
export function addressOf(name) {
  const kind = name.slice(0, name.indexOf(':'));
  if (!Object.hasOwn(VIEWS, kind)) return null;
  const proposal = kind === 'proposal' ? name : 'all';
  return `picture#${hash({ view: VIEWS[kind], proposal, sel: name })}`;
}

/** Give the picture the page's theme, by its own button. */
function match() {
  const inner = byId('frame').contentDocument;
  const button = inner?.getElementById('theme');
  if (!button) return;
  const chosen = inner.documentElement.dataset.theme;
  const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  if (dark !== isDark()) button.click();
}

/** In a narrow frame the evidence stands below the picture: show a part of both. */
function frameBoth() {
  const { contentDocument: inner, contentWindow: view } = byId('frame');
  const evidence = inner?.getElementById('evidence');
  if (!evidence || view.getComputedStyle(inner.body).display !== 'block') return;
  view.scrollTo(0, view.scrollY + evidence.getBoundingClientRect().top - view.innerHeight * 0.52);
}

/** Open the picture at a node beside the answer. */
export function open(name) {
  const address = new URL(addressOf(name), document.baseURI).href;
  if (byId('beside').hidden) opener = document.activeElement;
  byId('beside').hidden = false;
  document.body.classList.add('beside');
  byId('beside-title').textContent = name;
  byId('beside-tab').href = address;
  // Replaced, not followed: the back button belongs to the questions.
  byId('frame').contentWindow.location.replace(address);
  requestAnimationFrame(frameBoth);
  if (getComputedStyle(byId('beside')).position === 'fixed') byId('beside-close').focus();
}

export function close() {
  if (byId('beside').hidden) return;
  byId('beside').hidden = true;
  document.body.classList.remove('beside');
  if (opener?.isConnected) opener.focus();
}

export function startPicture() {
  byId('frame').addEventListener('load', () => { match(); frameBoth(); });
  byId('beside-close').addEventListener('click', close);
  afterTheme(match);
}
