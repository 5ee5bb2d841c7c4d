// What is asked, kept in the address: a link opens just this, and the back button returns to it.
// `#question=who-attended&meeting=london-2025-03-02` or `#query=SELECT …`.

export const START = { kind: 'start' };

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What an address asks. A plus sign stays one, for in SPARQL it is a path. */
export function read(hash = location.hash) {
  const pairs = hash.slice(1).split('&').filter(Boolean).map((part) => {
    const [name, ...value] = part.split('=');
    return [decoded(name), decoded(value.join('='))];
  });
  const { question, query, ...values } = Object.fromEntries(pairs);
  if (question) return { kind: 'question', name: question, values };
  return query === undefined ? START : { kind: 'query', text: query };
}

// Colons and slashes stay readable; what ends an address in a mail or a chat does not.
const encoded = (text) => encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%3F', '?').replace(/[()'*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** The address of what is asked. */
export function written(place) {
  if (place.kind === 'start') return '#';
  const pairs = place.kind === 'query' ? [['query', place.text]] : [['question', place.name], ...Object.entries(place.values)];
  return `#${pairs.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&')}`;
}

/** Write what is asked into the address, as a new step for the back button unless it stands there already. */
export function remember(place) {
  if (written(read()) !== written(place)) history.pushState(null, '', written(place));
}
