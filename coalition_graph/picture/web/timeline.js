// Timeline: a lane per actor, a bar for as long as a position held, meetings on top. A table, so that it reads as one.
// A day hides all that came after it; what bears no day stands at the side.

const courses = group(positions.filter((position) => position.since), (position) => `${position.actor} ${position.proposal}`);

/** The days from left to right, the same on every day: some room before the first and for what still holds. */
function axisOf(shown) {
  const days = [...positions.filter((position) => shown.includes(position.proposal)).map((position) => position.since), ...meetings.map((meeting) => meeting.day)].filter(Boolean).map(toNumber);
  if (!days.length) return null;
  const low = days.reduce((one, other) => Math.min(one, other));
  const high = Math.max(range.high, low + 7);
  const from = low - (high - low) * 0.1;
  const long = (high - from) * 1.22;
  const at = (day) => (toNumber(day) - from) / long;
  return { from, to: from + long, at, now: at(state.asof ?? payload.last) };
}

/** One bar per look: a position said again the same way goes on. */
function barsOf(actor, proposal) {
  const bars = new Map();
  const known = (courses.get(`${actor} ${proposal}`) ?? []).filter((position) => (state.asof === null || position.since <= state.asof) && !isHidden(position));
  for (const position of known.sort((one, other) => (one.since < other.since ? -1 : 1))) {
    const key = `${position.name} ${lookOf(position)}`;
    const last = bars.get(key);
    if (last?.until === position.since) Object.assign(last, { position, until: position.until });
    else bars.set(last ? `${key} ${position.since}` : key, { position, since: position.since, until: position.until });
  }
  return [...bars.values()];
}

const goesOn = ({ until }) => until === null || until > (state.asof ?? payload.last);

/** A bar opens what it rests on; a position of the past is told by its words. */
function barButton(bar, axis, all) {
  const { position, since } = bar;
  const split = position.ambiguous ? all.filter((other) => other.since === since && other.position.ambiguous) : [bar];
  const left = axis.at(since);
  const right = goesOn(bar) ? Math.min(0.995, axis.now + 0.165) : axis.at(bar.until);
  const name = holds(position, state.asof) ? position.name : statements[position.statements[0]].name;
  const hangs = (position.conditions ?? []).map(label).join(', ');
  const told = `${STANCE[position.stance].title}${hangs && `, ${position.conditional ? 'if' : 'once if'} ${hangs}`}, from ${inWords(since)}${goesOn(bar) ? '' : ` to ${inWords(bar.until)}`}${position.ambiguous ? '; sources differ' : ''}`;
  return make('button', { type: 'button', 'data-name': name, title: told, 'aria-label': told, onclick: () => choose(name), class: `bar${position.conditional ? ' dashed' : ''}${goesOn(bar) ? ' on' : ''}`,
    vars: { '--edge': `var(--${shownStance(position)})`, '--at': left, '--long': right - left, '--of': split.length, '--place': split.indexOf(bar) } }, stanceIcon(shownStance(position)), said(position.conditional ? hangs : STANCE[position.stance].title));
}

function laneRow(actor, proposal, axis, aside) {
  const came = [...new Set((presencesOf.get(actor) ?? []).filter((presence) => presence.presence === 'attended').map((presence) => presence.meeting))].filter((node) => meetingOf.get(node).day && happened(meetingOf.get(node), state.asof));
  const bars = axis ? barsOf(actor, proposal) : [];
  const within = (day) => bars.some((bar) => bar.since < day && (goesOn(bar) || day < bar.until));
  const dots = state.hidden.has('attended') ? [] : came.map((node) => meetingOf.get(node).day).map((day) => make('i', { class: `came${within(day) ? ' over' : ''}`, vars: { '--at': axis.at(day) } }));
  return make('tr', { 'data-name': nodes[actor].name }, nameCell(actor),
    axis && make('td', { class: 'lane' }, dots, came.length ? hiddenText(`Met: ${came.map(label).join('; ')}`) : null, bars.map((bar) => barButton(bar, axis, bars))),
    aside && make('td', { class: 'held' }, stanceCell(positionsOn(null, proposal).filter((position) => position.actor === actor && position.since === null))));
}

const LABEL = font(12, 600);

/** Names of meetings in steps above each other where they would touch; what finds no step is a tick alone. */
function meetingMarks(shown, axis, width) {
  const ends = [0, 0, 0, 0];
  return shown.map((meeting) => {
    const left = axis.at(meeting.day);
    const [place, day] = [meeting.place ?? label(meeting.node), inWords(meeting.date).replace(/ \d{4}$/, '')];
    const half = Math.max(widthOf(place, LABEL), widthOf(day, LABEL)) / 2 + 6;
    const step = ends.findIndex((end) => end <= left * width - half);
    if (step >= 0) ends[step] = left * width + half;
    const title = `${label(meeting.node)}, ${inWords(meeting.date)}`;
    const text = step < 0 ? hiddenText(title) : [freshDot(nodes[meeting.node].name), said(place), make('small', {}, day)];
    return make('button', { type: 'button', class: 'met', title, 'data-name': nodes[meeting.node].name, onclick: () => choose(nodes[meeting.node].name), vars: { '--at': left, '--half': `${step < 0 ? 6 : half}px`, '--step': Math.max(0, step) } }, make('span', { class: step < 0 && 'tick' }, text));
  });
}

/** The first of some months, as many as have room. */
function monthMarks(axis, most) {
  const starts = [];
  for (const day = new Date(toDay(axis.from).slice(0, 7)); day < axis.to * DAY; day.setUTCMonth(day.getUTCMonth() + 1)) starts.push(day.toISOString().slice(0, 7));
  const step = [1, 3, 12, 60].find((months) => starts.length / months <= most) ?? 240;
  return starts.filter((month) => (month.slice(0, 4) * 12 + Number(month.slice(5)) - 1) % step === 0 && axis.at(month) >= 0.03)
    .map((month) => make('small', { class: 'month', vars: { '--at': axis.at(month) } }, step > 3 ? month.slice(0, 4) : oneDate(month)));
}

const upright = (share, colour, wide) => `linear-gradient(var(--${colour}),var(--${colour})) ${share * 100}% 0/${wide}px 100% no-repeat`;

const laneWidth = (aside) => Math.max(460, byId('stage').clientWidth - (aside ? 330 : 190));

function timelineHead(axis, shown, aside) {
  const width = laneWidth(aside);
  const marks = axis ? meetingMarks(shown, axis, width) : [];
  const steps = Math.max(marks.length ? 0 : -1, ...marks.map((mark) => Number(mark.style.getPropertyValue('--step'))));
  return make('thead', {}, make('tr', {}, make('th', { scope: 'col', class: 'corner' }, 'Actor'),
    axis && make('th', { scope: 'col', class: 'days', vars: { '--steps': steps } }, hiddenText('Over time'), marks, monthMarks(axis, width / 80)), aside && make('th', { scope: 'col' }, 'No day given')));
}

function lanesTable(bands, axis, aside) {
  const shown = meetingsUntil(state.asof).filter((meeting) => meeting.day).sort((one, other) => (one.day < other.day ? -1 : 1));
  const grid = axis ? [upright(axis.now, 'focus', 2), ...shown.map((meeting) => upright(axis.at(meeting.day), 'line', 1))].join() : 'none';
  const title = (proposal) => state.proposal === null && make('tr', {}, make('th', { scope: 'rowgroup', colspan: 3, class: 'band' }, said(label(proposal))));
  return make('table', { class: 'lanes', vars: { '--grid': grid } }, make('caption', { class: 'sr' }, 'Positions and meetings over time'), timelineHead(axis, shown, aside),
    bands.map(([proposal, rows]) => make('tbody', {}, title(proposal), rows.map((row) => laneRow(row.actor, proposal, axis, aside)))));
}

/** As many lanes as are soon drawn, and those of what is chosen. */
function shownLanes(wanted, how) {
  const all = wanted.flatMap((proposal) => rowsOf(proposal).map((row) => ({ ...row, proposal })));
  const lanes = all.filter((row, place) => how.all || place < AT_ONCE || nodes[row.actor].name === state.sel);
  how.cut = lanes.length < all.length;
  return { all, bands: [...group(lanes, (row) => row.proposal)] };
}

function fillTimeline() {
  const wanted = state.proposal === null ? proposals : [chosenProposal()];
  const how = (arrangements.timeline ??= {});
  const { all, bands } = shownLanes(wanted, how);
  const axis = axisOf(wanted);
  const aside = bands.some(([, rows]) => rows.some((row) => row.held.some((position) => position.since === null)));
  const pane = byId('pane-timeline');
  const again = pane.firstChild;
  const hint = `A bar: what was said, from its day on. A dot: named at the meeting. The upright line: ${inWords(state.asof ?? payload.last)}, the day shown.`;
  fill(pane, ...(bands.length ? [make('div', { class: 'sheet' }, lanesTable(bands, axis, aside)), make('p', { class: 'hint tools' }, moreButton(how, all), hint)] : []));
  if (axis && bands.length && !again) pane.firstChild.scrollLeft = axis.now * laneWidth(aside) - byId('stage').clientWidth / 3;
  notice(bands.length ? '' : positionsNotice({ rows: [] }));
}

VIEWS.set('timeline', { title: 'Timeline', ...tableView('pane-timeline', fillTimeline) });
