// Table: the accessible equal of Positions, with the words in full.

const TABLE_AT_ONCE = 300;
let shownPositions = TABLE_AT_ONCE;

function tableWords(position) {
  return position.statements.map((index) => {
    const statement = statements[index];
    const spoken = words[statement.words];
    return make('div', { class: 'words' }, wordsOf(spoken), make('small', {}, [statement.speaker === null ? null : label(statement.speaker), inWords(statement.said) || 'date not given', ATTRIBUTION[spoken.attribution], sources[spoken.source]?.title].filter(Boolean).join(' · ')));
  });
}

function tableRow(position, shown) {
  const name = nodes[position.actor].name;
  return make('tr', { 'data-name': name },
    make('th', { scope: 'row' }, make('button', { type: 'button', class: 'bare', onclick: () => choose(name) }, said(label(position.actor)))),
    make('td', {}, make('span', { class: 'stance' }, stanceIcon(shownStance(position)), stanceTitle(position)), position.ambiguous ? make('small', {}, 'sources differ') : null),
    shown.proposal ? make('td', {}, said(label(position.proposal))) : null,
    shown.conditions && make('td', {}, (position.conditions ?? []).map((index) => said(label(index), 'div', { class: 'if' }))),
    shown.contribution && make('td', {}, said(position.contribution ?? '')),
    make('td', { class: 'wide' }, tableWords(position)));
}

function drawTable(part) {
  if (!onlyChosen(part)) fillTable();
  markChosen(byId('pane-table'));
}

function fillTable() {
  const withProposal = state.proposal === null;
  const found = (withProposal ? proposals : [chosenProposal()]).flatMap((proposal) => rowsOf(proposal).flatMap((row) => row.held));
  const shown = { proposal: withProposal, conditions: found.some((position) => position.conditions), contribution: found.some((position) => position.contribution) };
  const titles = ['Actor', 'Stance', shown.proposal && 'Proposal', shown.conditions && 'Condition', shown.contribution && 'Contribution', 'Words'].filter(Boolean);
  const table = make('table', { class: 'plain-table' }, make('caption', { class: 'sr' }, 'Positions in words'), make('thead', {}, make('tr', {}, titles.map((title) => make('th', { scope: 'col' }, title)))),
    make('tbody', {}, found.slice(0, shownPositions).map((position) => tableRow(position, shown))));
  const more = found.length > shownPositions && make('button', { type: 'button', class: 'plain', onclick: () => { shownPositions = Infinity; drawView(); } }, `Show all ${found.length.toLocaleString('en')} positions`);
  byId('pane-table').replaceChildren(...(found.length ? [make('div', { class: 'sheet' }, table), more || ''] : []));
  notice(found.length ? '' : positionsNotice({ rows: [] }));
}

VIEWS.set('table', { title: 'Table', pane: 'pane-table', draw: drawTable });
