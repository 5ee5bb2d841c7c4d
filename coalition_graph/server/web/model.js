// How the data is modelled: the main triples, each with a query that shows them.

import { byId, make } from './dom.js';
import { written } from './address.js';
import { painted } from './paint.js';

const LESSONS = [
  ['Who takes which stance', 'country:SE stance:open proposal:land-force', 'SELECT ?actor ?stance ?proposal WHERE {\n  ?actor ?stance ?proposal .\n  ?proposal a cg:Proposal .\n  ?stance cg:score ?score\n}\nORDER BY DESC(?score) ?actor'],
  ['What an actor waits for', 'country:SE cg:conditionalOn condition:us-protection', 'SELECT ?actor ?condition ?words WHERE {\n  ?actor cg:conditionalOn ?condition .\n  ?condition rdfs:label ?words\n}\nORDER BY ?condition ?actor'],
  ['Who attended which meeting', 'country:SE cg:attended meeting:london-2025-03-02', 'SELECT ?meeting (COUNT(DISTINCT ?actor) AS ?actors) WHERE {\n  ?actor cg:attended ?meeting\n}\nGROUP BY ?meeting\nORDER BY DESC(?actors)'],
  ['A position in full', 'country:SE cg:position position:SE.land-force', 'SELECT ?actor ?proposal ?stance ?condition ?since WHERE {\n  ?actor cg:position ?position .\n  ?position cg:proposal ?proposal ; cg:stance ?stance\n  OPTIONAL { ?position cg:condition ?condition }\n  OPTIONAL { ?position cg:since ?since }\n}\nORDER BY ?proposal ?actor'],
  ['The words behind it', 'position:SE.land-force cg:basedOn statement:…', 'SELECT ?actor ?stance ?quote ?summary ?source WHERE {\n  ?statement a cg:Statement ; cg:actor ?actor ; cg:stance ?stance\n  OPTIONAL { ?statement cg:quote ?quote }\n  OPTIONAL { ?statement cg:summary ?summary }\n  OPTIONAL { ?statement cg:source ?source }\n}\nORDER BY ?actor'],
  ['Who came, as a source reports it', 'attendance:… cg:actor country:SE ; cg:person person:…', 'SELECT ?meeting ?actor ?person ?status ?source WHERE {\n  ?attendance a cg:Attendance ; cg:meeting ?meeting ; cg:actor ?actor ; cg:status ?status\n  OPTIONAL { ?attendance cg:person ?person }\n  OPTIONAL { ?attendance cg:source ?source }\n}\nORDER BY ?meeting ?actor'],
];

function lesson([says, triple, sparql]) {
  const link = make('a', { href: written({ kind: 'query', text: sparql }), onclick: () => byId('model').close() }, 'Ask this');
  return make('div', { class: 'lesson' }, make('h3', {}, says), make('code', {}, painted(triple)), link);
}

export function startModel() {
  byId('lessons').replaceChildren(...LESSONS.map(lesson));
  byId('model-open').addEventListener('click', () => byId('model').showModal());
  byId('model-close').addEventListener('click', () => byId('model').close());
  byId('model').addEventListener('click', (event) => event.target === byId('model') && byId('model').close());
}
