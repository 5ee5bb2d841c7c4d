// The colours of SPARQL: a query taken apart into words, for the eye only.

import { make } from './dom.js';

const KEYWORDS = 'select|distinct|reduced|construct|describe|ask|where|from|named|graph|optional|union|minus|filter|not|exists|bind|as|values|undef|group|by|having|order|asc|desc|limit|offset|prefix|base|a|in|service|silent';
const FUNCTIONS = 'count|sum|min|max|avg|sample|group_concat|separator|str|lang|langmatches|datatype|bound|iri|uri|if|coalesce|regex|contains|strstarts|strends|strlen|substr|replace|ucase|lcase|concat|strbefore|strafter|year|month|day|now|abs|round|ceil|floor|isiri|isuri|isblank|isliteral|isnumeric|sameterm|true|false';
const WORDS = new RegExp(
  [
    /(?<comment>#[^\n]*)/, /(?<iri><[^\s<>"{}|\\^`]*>)/,
    /(?<text>"""(?:[^"\\]|\\[\s\S]|"(?!""))*"""|'''(?:[^'\\]|\\[\s\S]|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/,
    /(?<variable>[?$][\p{L}\p{N}_]+)/, /(?<name>[\p{L}\p{N}_-]*:[\p{L}\p{N}_.%-]*)/,
  ].map(({ source }) => source).concat(`(?<keyword>\\b(?:${KEYWORDS})\\b(?!-))`, `(?<function>\\b(?:${FUNCTIONS})\\b)`, '(?<number>\\b\\d+(?:\\.\\d+)?\\b)', '(?<other>[\\p{L}\\p{N}_-]+)').join('|'),
  'giu');

/** A query in pieces: kind and text; kind is null between words. */
export function pieces(sparql) {
  const found = [];
  let end = 0;
  for (const match of sparql.matchAll(WORDS)) {
    if (match.index > end) found.push([null, sparql.slice(end, match.index)]);
    const kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
    found.push([kind === 'other' ? null : kind, match[0]]);
    end = match.index + match[0].length;
  }
  if (end < sparql.length) found.push([null, sparql.slice(end)]);
  return found;
}

/** The kind of the piece that a place lies in or ends. */
export function kindAt(sparql, place) {
  let end = 0;
  for (const [kind, text] of pieces(sparql)) {
    end += text.length;
    if (end >= place) return kind;
  }
  return null;
}

/** A query as coloured nodes. */
export const painted = (sparql) => pieces(sparql).map(([kind, text]) => (kind ? make('span', { class: kind }, text) : document.createTextNode(text)));
