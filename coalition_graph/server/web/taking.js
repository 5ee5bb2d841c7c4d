// Taking an answer along: as a file, as Markdown, or as a link that asks again.

import { byId, make } from './dom.js';
import * as server from './server.js';
import * as table from './table.js';

/** Offer a file that was made in the page. */
function save(blob, name) {
  const address = URL.createObjectURL(blob);
  make('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const written = (value) => (value === null ? '' : String(value).replaceAll('\\', '\\\\').replaceAll('|', '\\|').replace(/[\r\n\u2028\u2029]+/g, ' ').replaceAll('<', '&lt;'));
const line = (cells) => `| ${cells.join(' | ')} |`;

/** Rows as a Markdown table: no value can end its cell or start markup. */
export function markdown(columns, rows) {
  return [line(columns.map(written)), line(columns.map(() => '---')), ...rows.map((row) => line(row.map(written)))].join('\n') + '\n';
}

function flash(button, words) {
  const usual = button.dataset.usual ?? button.textContent;
  button.dataset.usual = usual;
  button.textContent = words;
  setTimeout(() => { button.textContent = usual; }, 1800);
}

async function copy(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    flash(button, 'Copied');
  } catch {
    flash(button, 'The browser does not allow it');
  }
}

/** Start the three buttons; `asked` gives what was asked last and its answer, `failed` takes a refusal. */
export function startTaking(asked, failed) {
  byId('csv').addEventListener('click', async () => {
    const { place } = asked();
    try {
      save(await server.csv(place), `${place.name ?? 'query'}.csv`);
    } catch (error) {
      failed(error);
    }
  });
  byId('markdown').addEventListener('click', () => copy(byId('markdown'), markdown(asked().answer.columns, table.rows())));
  byId('link').addEventListener('click', () => copy(byId('link'), location.href));
}
