// What Python computed, unpacked. The page only looks things up here; it decides nothing.

const payload = JSON.parse(byId('payload').textContent);

/** Rows under shared column names (so that the file does not repeat them) → objects. */
const unpack = ({ columns, rows }) =>
  rows.map((row) => Object.fromEntries(columns.map((column, place) => [column, row[place] ?? null])));

const nodes = unpack(payload.nodes);
const sources = unpack(payload.sources);
const words = unpack(payload.words);
const statements = unpack(payload.statements);
const positions = unpack(payload.positions);
const conditions = unpack(payload.conditions);
const meetings = unpack(payload.meetings);
const presences = unpack(payload.presences);

const nodeByName = new Map(nodes.map((node, index) => [node.name, index]));
const conditionOf = new Map(conditions.map((condition) => [condition.node, condition]));
const sourceByName = new Map(sources.map((source) => [source.name, source]));
const statementByName = new Map(statements.map((statement) => [statement.name, statement]));
const positionNames = new Set(positions.map((position) => position.name));
const meetingOf = new Map(meetings.map((meeting) => [meeting.node, meeting]));
const proposals = [...new Set(statements.map((statement) => statement.proposal))];

const label = (index) => nodes[index].label;

/** Whether a value holds on a day; without a day (null) what holds at the end, undated words included. */
function holds(value, day) {
  if (day === null) return value.until === null;
  return value.since !== null && value.since <= day && (value.until === null || day < value.until);
}

const positionsOn = (day, proposal) =>
  positions.filter((position) => (proposal === null || position.proposal === proposal) && holds(position, day));

const statusIn = (spans, day) => spans?.find(([since, until]) => holds({ since, until }, day))?.[2] ?? 'open';
const statusOn = (condition, day) => statusIn(conditionOf.get(condition)?.status, day);

const happened = (meeting, day) => day === null || (meeting.day !== null && meeting.day <= day);
const meetingsUntil = (day) => meetings.filter((meeting) => happened(meeting, day));
const presencesUntil = (day) => {
  const shown = new Set(meetingsUntil(day).map((meeting) => meeting.node));
  return presences.filter((presence) => shown.has(presence.meeting));
};
const saidUntil = (statement, day) => day === null || (statement.day !== null && statement.day <= day);

const group = (items, key) => {
  const groups = new Map();
  for (const item of items) {
    const found = groups.get(key(item));
    if (found) found.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
};
const presencesAt = group(presences, (presence) => presence.meeting);
const presencesOf = group(presences, (presence) => presence.actor);
