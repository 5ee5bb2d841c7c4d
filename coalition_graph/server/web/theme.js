// Light or dark: as the reader prefers, until the button says otherwise.

import { byId } from './dom.js';

const KEY = 'theme';
const prefersDark = matchMedia('(prefers-color-scheme: dark)');
const onTheme = [];

export function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : prefersDark.matches;
}

/** Call a function after every change of theme. */
export const afterTheme = (listener) => onTheme.push(listener);

function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function store(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // A browser that keeps nothing forgets the choice, no more.
  }
}

function toggle() {
  const theme = isDark() ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  store(theme);
  for (const listener of onTheme) listener();
}

export function startTheme() {
  const theme = stored();
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  byId('theme').addEventListener('click', toggle);
  prefersDark.addEventListener('change', () => onTheme.forEach((listener) => listener()));
}
