// Table: the accessible equal of Positions, with the words in full.

function tableWords(position) {
  return position.statements.map((index) => {
    const statement = statements[index];
    const spoken = words[statement.words];
    return make('div', { class: 'words' }, wordsOf(spoken), make('small', {}, [statement.speaker === null ? null : label(statement.speaker), inWords(statement.said) || 'date not given', ATTRIBUTION[spoken.attribution], sources[spoken.source]?.title].filter(Boolean).join(' · ')));
  });
}

/** The same words in one cell of a file. */
function wordsText(position) {
  return position.statements.map((index) => {
    const { speaker, said: day, words: place } = statements[index];
    const { quote, summary, attribution, locator, source } = words[place];
    const about = [speaker === null ? null : label(speaker), day, ATTRIBUTION[attribution], sources[source]?.title, locator, sources[source]?.url].filter(Boolean).join(', ');
    return `${quote ? `“${quote}”` : summary ?? ''} (${about})`;
  }).join(' | ');
}

const tableColumns = (found) => [
  { key: 'actor', title: 'Actor', look: 'corner', text: ({ actor }) => label(actor), cell: ({ actor }) => nameCell(actor) },
  { key: 'stance', title: 'Stance', order: (position) => STANCE[shownStance(position)].rank, text: (position) => stanceTitle(position) + (position.ambiguous ? ' (sources differ)' : ''),
    cell: (position) => make('td', {}, make('span', { class: 'stance' }, stanceIcon(shownStance(position)), stanceTitle(position)), position.ambiguous && make('small', {}, 'sources differ'), movesLabel(position)) },
  state.proposal === null && { key: 'proposal', title: 'Proposal', text: ({ proposal }) => label(proposal), cell: ({ proposal }) => make('td', {}, said(label(proposal))) },
  found.some((position) => position.conditions) && { key: 'condition', title: 'Condition', text: ({ conditions: list }) => (list ?? []).map(label).join(' | '),
    cell: ({ conditions: list }) => make('td', {}, (list ?? []).map((index) => said(label(index), 'div', { class: 'if' }))) },
  found.some((position) => position.contribution) && { key: 'contribution', title: 'Contribution', text: ({ contribution }) => contribution ?? '', cell: ({ contribution }) => make('td', {}, said(contribution ?? '')) },
  { key: 'words', title: 'Words', text: wordsText, cell: (position) => make('td', { class: 'wide' }, tableWords(position)) },
].filter(Boolean);

function fillTable() {
  const wanted = state.proposal === null ? proposals : [chosenProposal()];
  const found = wanted.flatMap((proposal) => rowsOf(proposal).flatMap((row) => row.held));
  sheet('table', { caption: 'Positions in words', look: 'plain-table', columns: tableColumns(found), rows: found, name: ({ actor }) => nodes[actor].name });
  notice(found.length ? '' : positionsNotice({ rows: [] }));
}

VIEWS.set('table', { title: 'Table', ...tableView('pane-table', fillTable) });
