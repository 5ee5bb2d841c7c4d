// Attendance: actors × meetings, a real table. A dot means that the source does not say.

const cell = (actor, meeting) => (presencesOf.get(actor) ?? []).filter((presence) => presence.meeting === meeting);

/** Actors who stand in any presence or position, those who matter most for the chosen proposal first. */
function attendants(shown) {
  const held = group(positionsOn(state.asof, chosenProposal()), (position) => position.actor);
  const visible = new Set(shown.map((meeting) => meeting.node));
  const came = (actor) => new Set((presencesOf.get(actor) ?? []).filter((presence) => visible.has(presence.meeting) && presence.presence === 'attended').map((presence) => presence.meeting)).size;
  const present = [...presencesOf].filter(([, list]) => list.some((presence) => visible.has(presence.meeting))).map(([actor]) => actor);
  const all = [...new Set([...present, ...held.keys()])].filter((actor) => !state.hidden.has(nodes[actor].kind));
  const rows = all.map((actor) => ({ actor, held: held.get(actor) ?? [], came: came(actor) }));
  return rows.filter((row) => !row.held.length || row.held.some((position) => !state.hidden.has(shownStance(position)))).sort(byRankAndPresence);
}

// Whoever takes no position stands between the undecided and those who decline.
const UNHEARD = (STANCE.undecided.rank + STANCE.declines.rank) / 2;

function byRankAndPresence(one, other) {
  return standing(one) - standing(other) || other.came - one.came || label(one.actor).localeCompare(label(other.actor), 'en');
}

function stanceCell(held) {
  const seen = new Map(held.map((position) => [`${shownStance(position)} ${position.stance} ${state.proposal === null ? position.proposal : ''}`, position]));
  return [...seen.values()].map((position) => make('span', { class: 'stance' }, stanceIcon(shownStance(position)),
    make('span', {}, briefTitle(position), movesLabel(position), state.proposal === null ? said(label(position.proposal), 'small') : null)));
}

function chip(list) {
  const [first] = list;
  const who = (first.persons ?? []).map((person) => surname(label(person))).join(', ');
  const by = first.by ? `by ${first.by.map(label).join(', ')}` : '';
  const text = { attended: who || '✓', represented: by || 'represented', planned: who ? `${who}, planned` : 'planned', declined: 'declined', absent: 'absent' }[first.presence];
  return make('span', { class: `chip ${first.presence}`, dir: 'auto' }, text);
}

const MODES = { remote: 'by video', phone: 'by phone' };

/** All that the sources say about one actor at one meeting, in one sentence each. */
function presenceSentence(presence) {
  const who = presence.persons ? ` through ${presence.persons.map(label).join(', ')}${presence.post ? `, ${presence.post}` : ''}` : '';
  const by = presence.by ? ` by ${presence.by.map(label).join(', ')}` : '';
  const more = [MODES[presence.mode], presence.role === 'participant' ? '' : presence.role].filter(Boolean);
  return `${PRESENCES[presence.presence].title}${by}${who}${more.length ? ` (${more.join(', ')})` : ''}`;
}

function presenceCell(actor, meeting) {
  const list = visibleAt(actor, meeting);
  if (!list.length) return silentCell(meeting);
  const differs = new Set(list.map((presence) => presence.presence)).size > 1;
  const title = presenceText(list);
  const button = make('button', { type: 'button', class: 'bare', title, onclick: () => choose(nodes[meeting.node].name) }, chip(list),
    differs ? make('span', { class: 'differs', title: 'Sources differ' }, '≠') : null, hiddenText(` ${title}`));
  return make('td', {}, button);
}

/** Silence is unknown; only where the list is complete does it say something. */
function silentCell(meeting) {
  const [mark, text] = meeting.complete ? ['–', 'not on the list, which the source calls complete'] : ['·', 'the source does not say'];
  return make('td', { class: 'silent', title: text }, make('span', { 'aria-hidden': 'true' }, mark), hiddenText(text));
}

const standing = ({ held }) => (held.length ? STANCE[shownStance(held[0])].rank : UNHEARD);
const presenceText = (list) => [...new Set(list.map(presenceSentence))].join('; ');
const visibleAt = (actor, meeting) => cell(actor, meeting.node).filter((presence) => !state.hidden.has(presence.presence));

function meetingColumn(meeting) {
  const name = nodes[meeting.node].name;
  const head = make('button', { type: 'button', class: 'bare', title: label(meeting.node), onclick: () => choose(name) },
    make('span', { class: 'place' }, freshDot(name), said(meeting.place || label(meeting.node))), make('small', {}, inWords(meeting.date) || 'no date'), make('small', {}, meeting.level ?? ''));
  return {
    key: name, name, head, title: [label(meeting.node), meeting.date].filter(Boolean).join(', '),
    text: ({ actor }) => presenceText(visibleAt(actor, meeting)),
    order: ({ actor }) => Object.keys(PRESENCES).indexOf(visibleAt(actor, meeting)[0]?.presence) + 1 || '',
    cell: ({ actor }) => presenceCell(actor, meeting),
  };
}

function attendanceColumns(shown) {
  return [
    { key: 'actor', title: 'Actor', look: 'corner', text: ({ actor }) => label(actor), cell: ({ actor }) => nameCell(actor) },
    { key: 'stance', title: 'Stance', look: 'held', order: standing, text: ({ held }) => held.map((position) => stanceTitle(position) + (state.proposal === null ? `: ${label(position.proposal)}` : '')).join(' | '), cell: ({ held }) => make('td', { class: 'held' }, stanceCell(held)) },
    ...shown.map(meetingColumn),
  ];
}

function attendanceFoot(shown) {
  const cells = shown.map((meeting) => {
    const share = meeting.most ? Math.min(1, meeting.named / meeting.most) : 0;
    return make('td', { title: meeting.reported ? `reported: ${meeting.reported}` : 'no source gives a number' }, `${meeting.named} / ${meeting.counted ?? '?'}`, make('small', {}, meeting.of ?? ''), make('span', { class: 'share', 'aria-hidden': 'true' }, meeting.most ? make('i', { vars: { '--share': `${Math.round(share * 100)}%` } }) : null));
  });
  return make('tfoot', {}, make('tr', {}, make('th', { scope: 'row', colspan: 2 }, 'Named / reported', make('small', {}, 'named by a source; counted by a source')), cells));
}

function fillAttendance() {
  const shown = meetingsUntil(state.asof);
  const rows = attendants(shown);
  sheet('attendance', {
    caption: 'Who attended which meeting', look: 'matrix', columns: attendanceColumns(shown), rows, name: ({ actor }) => nodes[actor].name, foot: attendanceFoot(shown),
    totals: ['Named / reported', '', ...shown.map((meeting) => `${meeting.named} named, ${meeting.reported ?? 'no number'} reported`)],
    hint: 'A filled mark names who came. A dot means that the source does not say, not that the actor stayed away. Represented and planned are never counted as attended.',
  });
  notice(rows.length ? largeNotice() : shown.length ? 'Nobody is shown.' : 'No meeting is known by that day.');
}

const largeNotice = () => (payload.large ? `This graph has ${nodes.length.toLocaleString('en')} nodes. It opens here; Positions draws the surroundings of what you choose.` : '');

VIEWS.set('attendance', { title: 'Attendance', ...tableView('pane-attendance', fillAttendance) });
