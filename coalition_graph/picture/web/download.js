// The shown table as CSV, made in the page and handed over without a request.

/** As `text.formula_safe` does it: a spreadsheet shows the cell and does not run it. */
const formulaSafe = (cell) =>
  (/^[=+\-@\t\r\n＝＋－＠]/.test(cell) && !/^[+-]?\d+([.,]\d+)*([eE][+-]?\d+)?%?$/.test(cell)) || /^'+[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell;

/** As `text.without_controls` does it: other programs would not read them. */
const withoutControls = (cell) => cell.replace(/[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');

const csvCell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csvOf = (lines) => lines.map((line) => `${line.map((cell) => csvCell(formulaSafe(withoutControls(cell)))).join(',')}\n`).join('');

/** The mark at the start tells spreadsheets that the letters are UTF-8. */
function download(name, lines) {
  const href = URL.createObjectURL(new Blob(['\ufeff', csvOf(lines)], { type: 'text/csv' }));
  make('a', { href, download: `${name}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 9999);
}

/** positions-land-force-2025-03-27 */
const fileName = () => [state.view, state.proposal?.replace(/^\w+:/, ''), state.asof].filter(Boolean).join('-');
