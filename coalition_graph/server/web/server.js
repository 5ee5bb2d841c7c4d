// What the server is asked. Addresses are relative, so that the page also works below a path.

const SILENT = 'The server does not answer. Look whether `coalition-graph serve` is still running, then try again.';

/** What the server said instead of an answer, with the place in the query where it told one. */
export class Refusal extends Error {
  constructor(message, line = null, column = null) {
    super(message);
    Object.assign(this, { line, column });
  }
}

async function fetched(path, options = {}) {
  let response = null;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Refusal(SILENT);
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

async function refusal(response) {
  const said = await response.text();
  if (!response.headers.get('Content-Type')?.startsWith('application/json')) return new Refusal(said || `The server answered ${response.status}.`);
  const { error, line, column } = JSON.parse(said);
  return new Refusal(error, line, column);
}

const json = async (path) => (await fetched(path)).json();

export const about = () => json('about');
export const questions = () => json('questions');
export const names = () => json('names');
export const terms = () => json('terms');

function asked(place, accept, signal) {
  const body = place.kind === 'question'
    ? { question: place.name, query: null, values: place.values }
    : { question: null, query: place.text, values: {} };
  const headers = { 'Content-Type': 'application/json', Accept: accept };
  return fetched('ask', { method: 'POST', headers, body: JSON.stringify(body), signal });
}

/** The answer: kind, columns, rows, cut, sparql and milliseconds. */
export const ask = async (place, signal) => (await asked(place, 'application/json', signal)).json();

/** The whole answer as a file for spreadsheets. */
export const csv = async (place) => (await asked(place, 'text/csv')).blob();
