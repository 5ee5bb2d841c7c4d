// The evidence: the words behind whatever is chosen, and where they stand.

/** A quotation is serif italic in quotation marks; a paraphrase is upright and marked as one. */
function wordsOf(spoken) {
  return [
    spoken.quote ? said(`“${spoken.quote}”`, 'blockquote') : null,
    spoken.summary ? make('p', { class: 'paraphrase' }, make('span', { class: 'tag' }, 'paraphrase'), ' ', said(spoken.summary)) : null,
  ];
}

const fact = (name, ...values) => {
  const shown = values.flat().filter((value) => value !== null && value !== undefined && value !== '');
  return shown.length ? [make('dt', {}, name), make('dd', {}, shown)] : [];
};

/** How it is attributed, and who passed it on. */
const badges = ({ attribution, via }) => [
  ATTRIBUTION[attribution] ? make('span', { class: `badge ${attribution}` }, ATTRIBUTION[attribution]) : null,
  via ? said(`via ${via}`, 'span', { class: 'badge' }) : null,
];

const cite = (spoken) => sources[spoken.source] && copyButton(() => citation(sources[spoken.source], spoken.locator), 'Copy as citation');

function sourceFacts(spoken) {
  const source = sources[spoken.source];
  if (!source) return fact('Source', 'the analyst’s own entry');
  const about = [source.publisher, source.author].filter(Boolean).join(', ');
  return [
    fact('Place', spoken.locator ? said(spoken.locator) : ''),
    fact('Source', source.url ? link(source.url, source.title) : said(source.title), about ? said(` ${about}`, 'span', { class: 'muted' }) : ''),
    fact('From', source.via ? said(source.via) : ''),
    fact('Published', inWords(source.published) || 'date not given'),
    fact('Reliability', source.reliability ? `${source.reliability} (A best, F cannot be judged)` : ''),
  ];
}

function statementCard(index) {
  const statement = statements[index];
  const spoken = words[statement.words];
  const { stance } = statement;
  return make('article', { class: 'card', vars: { '--edge': `var(--${stance})` } },
    make('p', { class: 'top' }, make('span', { class: 'stance' }, stanceIcon(stance), STANCE[stance].title), badges(spoken), statement.said ? make('span', { class: 'when' }, `said ${inWords(statement.said)}`) : null),
    make('p', { class: 'about' }, nameLink(statement.actor), ' on ', nameLink(statement.proposal)),
    wordsOf(spoken),
    (statement.conditions ?? []).map((node) => make('p', { class: 'if' }, make('b', {}, 'if'), ' ', nameLink(node))),
    make('dl', {},
      fact('Offers', statement.contribution ? said(statement.contribution) : ''),
      (statement.conditions ?? []).length > 1 && statement.expression ? fact('Together', said(statement.expression)) : [],
      fact('Reason', statement.reason ? said(statement.reason) : ''),
      fact('To', listed(statement.to ?? [])),
      fact('Said by', statement.speaker === null ? '' : [nameLink(statement.speaker), nodes[statement.speaker].note ? said(`, ${nodes[statement.speaker].note}`) : '']),
      statement.said ? [] : fact('Said', 'date not given'),
      fact('Credibility', statement.credibility ? `${statement.credibility} (1 best, 6 cannot be judged)` : ''),
      sourceFacts(spoken)), cite(spoken));
}

/** Presences that rest on the same words stand together on one card. */
function presenceCards(list, title) {
  return [...group(list, (presence) => presence.words)].map(([index, same]) => {
    const spoken = words[index];
    return make('article', { class: 'card', vars: { '--edge': 'var(--meeting)' } },
      make('ul', { class: 'presences' }, same.map((presence) => make('li', {}, title(presence), ' ', make('span', { class: 'muted' }, presenceSentence(presence))))),
      make('p', { class: 'top' }, badges(spoken)), wordsOf(spoken), make('dl', {}, sourceFacts(spoken)), cite(spoken));
  });
}

function reportCards(meeting) {
  return (meeting.reports ?? []).map(([text, index]) =>
    make('article', { class: 'card', vars: { '--edge': 'var(--meeting)' } }, make('p', { class: 'about' }, said(text)), wordsOf(words[index]), make('dl', {}, sourceFacts(words[index])), cite(words[index])));
}

/** Names in a row, with commas. */
const listed = (indexes) => indexes.map((index, place) => [place ? ', ' : '', nameLink(index)]);

function section(title, cards) {
  return cards.length ? [make('h3', {}, title), cards] : [];
}

function heading(title, under) {
  return make('div', { class: 'chosen-title' }, make('h2', { dir: 'auto' }, title), make('p', { class: 'muted' }, under),
    make('button', { type: 'button', class: 'plain close', 'aria-label': 'Close, back to the overview', onclick: () => choose(null) }, '✕'));
}

function meetingFacts(meeting) {
  return make('dl', {}, fact('Date', inWords(meeting.date) || 'not given'), fact('Place', meeting.place ?? ''), fact('Level', meeting.level ?? ''), fact('Format', meeting.format ?? ''),
    fact('Host', meeting.host ?? ''), fact('Series', meeting.series ?? ''), fact('Named', String(meeting.named)), fact('Reported', meeting.reported ?? 'no number given'),
    fact('List', meeting.complete ? 'complete, says the source' : 'not said to be complete'));
}

function conditionFacts(condition) {
  const status = statusOn(condition.node, state.asof);
  return make('dl', {}, fact('Status', STATUS[status]), fact('Kind', condition.kind ?? ''), fact('Would be met', condition.requires ?? ''));
}

/** What a node has to show: its own facts, the statements it stands in, the meetings it was at. */
function nodeEvidence(index) {
  const node = nodes[index];
  const meeting = [meetingOf.get(index)].find((found) => found && happened(found, state.asof));
  const met = meeting ? presencesAt.get(index) ?? [] : [];
  const seen = presences.filter((presence) => (presence.actor === index || presence.persons?.includes(index)) && happened(meetingOf.get(presence.meeting), state.asof));
  const involved = statements.flatMap((statement, place) => (standsIn(statement, index) && saidUntil(statement, state.asof) ? [place] : [])).reverse();
  const cards = involved.map(statementCard);
  const nothing = !cards.length && !met.length && !seen.length && !meeting;
  return [
    heading(node.label, [ONE[node.kind], node.note].filter(Boolean).join(' · ')),
    conditionOf.has(index) ? conditionFacts(conditionOf.get(index)) : '',
    meeting ? meetingFacts(meeting) : '',
    section(count(cards.length, 'statement'), cards),
    section(`Who was there (${meeting?.named ?? 0} named)`, presenceCards(met, (presence) => nameLink(presence.actor))),
    section('What is reported of it', meeting ? reportCards(meeting) : []),
    section('Meetings', presenceCards(seen, (presence) => nameLink(presence.meeting))),
    nothing ? make('p', { class: 'hint' }, 'No statement or meeting by that day names this.') : '',
  ];
}

const standsIn = (statement, index) => [statement.actor, statement.proposal, statement.speaker, ...(statement.to ?? []), ...(statement.conditions ?? [])].includes(index);

/** On how much a list of statements rests: many sources may pass on one origin. */
function footing(list) {
  const spoken = list.map((index) => words[statements[index].words]);
  const different = (key) => new Set(spoken.map((one) => one[key]).filter((value) => value !== null)).size;
  const names = new Set(list.map((index) => statements[index].name)).size;
  const parts = [count(names, 'statement'), count(different('source'), 'source'), count(different('origin'), 'independent origin')];
  return make('p', { class: 'muted' }, parts.join(' · '));
}

/** A position, split where sources of one day differ, and all that was said before it. */
function positionEvidence(name) {
  const one = positions.find((position) => position.name === name);
  const found = positionsOn(state.asof, one.proposal).filter((position) => position.actor === one.actor);
  if (!found.length) return [heading('No position on that day', ''), make('p', { class: 'hint' }, 'Move the day below to see it.')];
  const basis = found.flatMap((position) => position.statements);
  const before = statements.flatMap(({ actor, proposal, ...rest }, place) =>
    (actor === one.actor && proposal === one.proposal && saidUntil(rest, state.asof) && !basis.includes(place) ? [place] : [])).reverse();
  return [
    heading(label(one.actor), `${found.map(stanceTitle).join(' or ')}: ${label(one.proposal)}`),
    found.length > 1 ? make('p', { class: 'hint' }, 'Sources of the same day differ; the position is counted nowhere.') : '',
    footing([...basis, ...before]),
    section('What this position rests on', basis.map(statementCard)),
    section('Said besides', before.map(statementCard)),
  ];
}

function sourceEvidence(source) {
  const index = sources.indexOf(source);
  const own = statements.flatMap((statement, place) => (words[statement.words].source === index && saidUntil(statement, state.asof) ? [place] : []));
  return [heading(source.title, 'Source'), make('dl', {}, sourceFacts({ source: index })), cite({ source: index }), section(count(own.length, 'statement'), own.map(statementCard))];
}
