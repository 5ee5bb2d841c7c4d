// Copying, and a source as a citation: author or publisher, title, date, address, place and day of access.

/** A button that copies a text; a browser without a clipboard gets it by way of a field. */
function copyButton(text, title) {
  const copy = async ({ currentTarget: button }) => {
    try {
      await navigator.clipboard.writeText(text());
    } catch {
      const field = make('textarea', { 'aria-hidden': 'true' });
      field.value = text();
      document.body.append(field);
      field.select();
      document.execCommand('copy');
      field.remove();
      button.focus();
    }
    button.textContent = 'Copied';
    setTimeout(() => (button.textContent = title), 1500);
  };
  return make('button', { type: 'button', class: 'plain small', 'aria-live': 'polite', onclick: copy }, title);
}

function citation(source, locator) {
  const { title, author, publisher, published, url, accessed } = source;
  const at = [webAddress(url), accessed && `(accessed ${inWords(accessed)})`].filter(Boolean).join(' ');
  const who = [...new Set([author, publisher].filter(Boolean))].join(', ');
  return `${[who, `“${title}”`, published ? inWords(published) : 'no date', locator, at].filter(Boolean).join('. ')}.`;
}
