// As of: the day whose knowledge the page shows. It only chooses; Python worked out what holds when.

const DAY = 86400000;
const toNumber = (day) => Math.round(Date.parse(day) / DAY);
const toDay = (number) => new Date(number * DAY).toISOString().slice(0, 10);
const range = payload.first ? { low: toNumber(payload.first), high: toNumber(payload.last) } : null;

/** Days on which something changes: where the arrows and the player stop. */
const turns = [...positions.map((position) => position.since), ...meetings.map((meeting) => meeting.day), ...conditions.flatMap((condition) => (condition.status ?? []).flatMap(([since, until]) => [since, until]))];
const stops = [...new Set([payload.first, ...turns, payload.last])].filter((day) => day && day <= payload.last).sort();
let player = null;
let dragging = false; // one drag of the slider is one step back

/** The far right is “everything”: undated words count there and on no single day. */
const atEnd = (number) => number > range.high;

function moveTo(number, step = !player) {
  change({ asof: atEnd(number) ? null : toDay(Math.max(range.low, number)) }, { step });
}

function drawSlider() {
  if (!range) return;
  const input = byId('day');
  input.value = state.asof === null ? range.high + 1 : toNumber(state.asof);
  const text = state.asof === null ? `all, to ${inWords(payload.last)}` : inWords(state.asof);
  byId('asof').textContent = text;
  input.setAttribute('aria-valuetext', text);
  input.style.setProperty('--done', `${((input.value - input.min) / (input.max - input.min)) * 100}%`);
  for (const tick of document.querySelectorAll('#ticks button')) tick.classList.toggle('later', state.asof !== null && tick.dataset.day > state.asof);
}

function tick(meeting) {
  const share = Math.min(1, (toNumber(meeting.day) - range.low) / (range.high + 1 - range.low));
  const title = `${label(meeting.node)}, ${inWords(meeting.date)}`;
  return make('button', { type: 'button', title, 'aria-label': `As of ${title}`, tabindex: -1, 'data-day': meeting.day, vars: { '--at': String(share) }, onclick: () => moveTo(toNumber(meeting.day)) });
}

const now = () => state.asof ?? toDay(range.high + 1);
const stepBack = () => moveTo(toNumber(stops.findLast((day) => day < now()) ?? payload.first));
const stepOn = () => moveTo(stops.some((day) => day > now()) ? toNumber(stops.find((day) => day > now())) : range.high + 1);

function stopPlaying() {
  clearInterval(player);
  player = null;
  byId('play').textContent = '▶';
  byId('play').setAttribute('aria-label', 'Play from the first day');
}

function play() {
  if (player) return stopPlaying();
  moveTo(range.low);
  byId('play').textContent = '❚❚';
  byId('play').setAttribute('aria-label', 'Pause');
  player = setInterval(() => (state.asof === null ? stopPlaying() : stepOn()), 900);
}

function startSlider() {
  if (!range) return (byId('time').hidden = true);
  const input = byId('day');
  input.min = range.low;
  input.max = range.high + 1;
  input.addEventListener('input', () => { moveTo(Number(input.value), !dragging); dragging = true; });
  for (const end of ['pointerdown', 'blur']) input.addEventListener(end, () => { dragging = false; });
  byId('ticks').replaceChildren(...meetings.filter((meeting) => meeting.day).map(tick));
  byId('earlier').addEventListener('click', stepBack);
  byId('later').addEventListener('click', stepOn);
  byId('play').addEventListener('click', play);
}
