// How each thing looks on the canvas. An item has its middle (x, y), its size (w, h) and what it shows.

const DASH = [5, 4];

function outlineOf(context, item, radius) {
  context.beginPath();
  context.roundRect(item.x - item.w / 2, item.y - item.h / 2, item.w, item.h, radius);
}

/** The ring colours of an actor: one of its stance, or several where sources disagree. */
function ring(context, item, radius) {
  const stances = item.stances.length ? item.stances : [null];
  const part = (2 * Math.PI) / stances.length;
  stances.forEach((stance, place) => {
    context.beginPath();
    context.arc(item.x, item.y, radius, place * part - Math.PI / 2, (place + 1) * part - Math.PI / 2);
    context.lineWidth = stance ? 4.5 : 2;
    context.strokeStyle = stance ? colours[stance] : colours.muted;
    context.setLineDash(item.kind === 'unnamed' ? [4, 3.5] : []);
    context.stroke();
  });
  context.setLineDash([]);
}

function round(context, item) {
  const radius = item.w / 2 - 2.5;
  context.fillStyle = colours.card;
  context.beginPath();
  context.arc(item.x, item.y, radius, 0, 7);
  context.fill();
  ring(context, item, radius);
  const size = item.code.length > 3 ? 10 : item.kind === 'country' ? 14 : 12;
  write(context, item.code, item.x, item.y + 0.5, { face: font(size, 650), align: 'center' });
}

function box(context, item) {
  outlineOf(context, item, item.kind === 'group' ? item.h / 2 : 9);
  context.fillStyle = colours.card;
  context.fill();
  context.lineWidth = item.stances.length ? 4 : 2;
  context.strokeStyle = colours[item.stances[0]] || colours.muted;
  context.stroke();
  const face = font(item.code.length > 4 ? 9.5 : 12, 650);
  write(context, shorten(item.code, face, item.w - 8), item.x, item.y + 0.5, { face, align: 'center' });
}

function actorName(context, item) {
  const face = font(13, 550);
  const shown = lines(item.label, face, item.room, 2);
  const lift = item.under ? 8 : 0;
  const x = item.x - item.w / 2 - 9;
  writeLines(context, shown, x, item.y - lift, { face, align: 'right' }, 15);
  if (!item.under) return;
  const small = font(11, 400);
  const y = item.y - lift + ((shown.length - 1) * 15) / 2 + 15;
  write(context, shorten(item.under, small, item.room), x, y, { face: small, colour: colours.muted, align: 'right' });
}

function tag(context, text, x, y) {
  const face = font(10.5, 600);
  const width = widthOf(text, face) + 12;
  context.beginPath();
  context.roundRect(x, y - 8.5, width, 17, 8.5);
  const colour = text === MOVES ? colours.condition : colours.muted;
  context.lineWidth = 1;
  context.strokeStyle = colour;
  context.stroke();
  write(context, text, x + 6, y + 0.5, { face, colour });
  return width;
}

function stanceMark(context, key, x, y, radius = 13) {
  context.beginPath();
  context.arc(x, y, radius, 0, 7);
  context.fillStyle = colours[key];
  context.fill();
  write(context, STANCE[key].mark, x, y + 0.5, { face: font(13, 700), colour: colours[`on-${key}`], align: 'center' });
}

function cardTitle(context, item, x, y, room) {
  const face = font(14, 620);
  const text = shorten(item.title, face, room);
  write(context, text, x, y, { face });
  let from = x + widthOf(text, face) + 9;
  for (const badge of item.badges) {
    if (from + widthOf(badge, font(10.5, 600)) + 12 > x + room) break;
    from += tag(context, badge, from, y) + 6;
  }
}

const PARAPHRASE = font(10.5, 600);

/** A quotation is serif, italic, in quotation marks; a paraphrase is upright and says so. */
function cardText({ quote, summary }, room) {
  if (quote) return { face: quoteFont(13.5), indent: 0, lines: lines(`“${quote}”`, quoteFont(13.5), room, 2) };
  const face = font(12.5, 400);
  if (!summary) return { face, indent: 0, lines: ['no words given'] };
  const indent = widthOf('paraphrase', PARAPHRASE) + 8;
  return { face, indent, lines: lines(summary, face, room, 2, indent) };
}

function cardWords(context, { text }, x, top) {
  if (text.indent) write(context, 'paraphrase', x, top + 0.5, { face: PARAPHRASE, colour: colours.muted });
  text.lines.forEach((line, place) => write(context, line, x + (place ? 0 : text.indent), top + place * 16, { face: text.face, colour: colours.muted }));
}

function card(context, item) {
  outlineOf(context, item, 10);
  context.fillStyle = colours.page;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = colours[item.stance];
  context.setLineDash(item.stance === 'conditional' ? DASH : []);
  context.stroke();
  context.setLineDash([]);
  const left = item.x - item.w / 2;
  const top = item.y - item.h / 2;
  stanceMark(context, item.stance, left + 24, item.y);
  cardTitle(context, item, left + 48, top + 16, item.w - 60);
  cardWords(context, item, left + 48, top + 35);
}

function hexagon(context, item) {
  const [left, right, top, bottom, corner] = [item.x - item.w / 2, item.x + item.w / 2, item.y - item.h / 2, item.y + item.h / 2, 13];
  context.beginPath();
  for (const [x, y] of [[left + corner, top], [right - corner, top], [right, item.y], [right - corner, bottom], [left + corner, bottom], [left, item.y]]) context.lineTo(x, y);
  context.closePath();
  context.fillStyle = colours.card;
  context.fill();
  context.lineWidth = 1.6;
  context.strokeStyle = colours.condition;
  context.setLineDash(item.status === 'met' || item.status === 'assumed' ? [] : DASH);
  context.stroke();
  context.setLineDash([]);
  const mark = { met: '✓ met: ', assumed: '✓ what if: ', failed: '✕ failed: ' }[item.status] ?? '';
  const face = font(12.5, 500);
  writeLines(context, lines(mark + item.label, face, item.w - 30, 2), item.x, item.y + 0.5, { face, align: 'center' }, 15);
}

/** A calendar leaf. */
function leaf(context, item) {
  outlineOf(context, item, 7);
  context.fillStyle = colours.card;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = colours.meeting;
  context.stroke();
  const top = item.y - item.h / 2;
  context.beginPath();
  context.roundRect(item.x - item.w / 2, top, item.w, 15, [7, 7, 0, 0]);
  context.fillStyle = colours.meeting;
  context.fill();
  const [year, month, day] = (item.day ?? '').split('-');
  write(context, (MONTHS[month - 1] ?? '').toUpperCase(), item.x, top + 8.5, { face: font(10, 650), colour: colours.card, align: 'center' });
  write(context, day ? String(Number(day)) : year || '?', item.x, item.y + 8, { face: font(17, 650), align: 'center' });
}

function plate(context, item) {
  outlineOf(context, item, 7);
  context.fillStyle = colours.ink;
  context.fill();
  const face = font(13, 650);
  writeLines(context, lines(item.label, face, item.w - 22, 2), item.x, item.y + 0.5, { face, colour: colours.page, align: 'center' }, 16);
}

const DRAW = { country: round, person: round, unnamed: round, organisation: box, group: box, card, hexagon, meeting: leaf, proposal: plate };

/** In the network the name stands below, with a rim in the colour of the page so that lines do not cross it. */
function nameBelow(context, item) {
  const face = font(12, 500);
  const shown = lines(item.label, face, item.below, 2);
  context.font = face;
  context.textAlign = 'center';
  context.lineWidth = 4;
  context.lineJoin = 'round';
  context.strokeStyle = colours.page;
  shown.forEach((line, place) => context.strokeText(line, item.x, item.y + item.h / 2 + 12 + place * 14));
  shown.forEach((line, place) => write(context, line, item.x, item.y + item.h / 2 + 12 + place * 14, { face, align: 'center' }));
}

/** A ring around what is chosen or under the pointer. */
function halo(context, item, strength) {
  context.globalAlpha = strength;
  context.strokeStyle = colours.ink;
  context.lineWidth = 2;
  const circle = DRAW[item.kind] === round;
  context.beginPath();
  context.roundRect(item.x - item.w / 2 - 4, item.y - item.h / 2 - 4, item.w + 8, item.h + 8, circle ? item.w : 13);
  context.stroke();
  context.globalAlpha = 1;
}

/** A dot at the corner of what is new on the day. */
function freshMark(context, item) {
  context.beginPath();
  context.arc(item.x + item.w / 2 - 5, item.y - item.h / 2 + 5, 5, 0, 7);
  context.fillStyle = colours.ink;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = colours.page;
  context.stroke();
}

/** An arrow at the lower corner of who would move. */
function moveMark(context, { x, y, w, h }) {
  const [left, top] = [x + w / 2 - 5, y + h / 2 - 5];
  context.beginPath();
  context.arc(left, top, 8, 0, 7);
  context.fillStyle = colours.condition;
  context.fill();
  write(context, '→', left, top + 0.5, { face: font(11, 700), colour: colours.card, align: 'center' });
}

function drawItem(context, item, { dimmed, chosen, hover }) {
  context.save();
  if (dimmed) {
    // Painted over first, so that lines do not shine through the faded shape.
    outlineOf(context, item, DRAW[item.kind] === round ? item.w / 2 : 10);
    context.fillStyle = item.below ? colours.page : colours.card;
    context.fill();
    context.globalAlpha = 0.24;
  } else if (chosen || hover) halo(context, item, chosen ? 1 : 0.3);
  DRAW[item.kind](context, item);
  if (item.kind !== 'card' && isFresh(item.name)) freshMark(context, item);
  if (item.moves) moveMark(context, item);
  if (item.room) actorName(context, item);
  if (item.below) nameBelow(context, item);
  context.restore();
}
