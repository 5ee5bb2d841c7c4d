// The shown table as CSV, made in the page and handed over without a request.

/** As `text.formula_safe` does it: a spreadsheet shows the cell and does not run it. */
const formulaSafe = (cell) =>
  (/^[=+\-@\t\r]/.test(cell) && !/^[+-]?\d+([.,]\d+)*%?$/.test(cell)) || /^'+[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;

const csvCell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csvOf = (lines) => lines.map((line) => `${line.map((cell) => csvCell(formulaSafe(cell))).join(',')}\n`).join('');

/** The mark at the start tells spreadsheets that the letters are UTF-8. */
function download(name, lines) {
  const href = URL.createObjectURL(new Blob(['\ufeff', csvOf(lines)], { type: 'text/csv' }));
  make('a', { href, download: `${name}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 9999);
}

/** positions-land-force-2025-03-27 */
const fileName = () => [state.view, state.proposal?.replace(/^\w+:/, ''), state.asof].filter(Boolean).join('-');
