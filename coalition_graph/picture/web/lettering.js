// Text on the canvas: measured once, wrapped and shortened to what fits.

const SANS = 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const SERIF = '"Iowan Old Style", Georgia, "Source Serif 4", "Noto Serif", "Liberation Serif", serif';
const font = (size, weight = 500) => `${weight} ${size}px ${SANS}`;
const quoteFont = (size) => `italic 400 ${size}px ${SERIF}`;

const ruler = document.createElement('canvas').getContext('2d');
const measured = new Map();

function widthOf(text, face) {
  const key = `${face}\u0000${text}`;
  let width = measured.get(key);
  if (width === undefined) {
    ruler.font = face;
    width = ruler.measureText(text).width;
    measured.set(key, width);
  }
  return width;
}

const letters = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : null;
const split = (text) => (letters ? Array.from(letters.segment(text), (part) => part.segment) : [...text]);

/** How many of the letters fit; found by halving, for words can be very long. */
function fitting(parts, face, room) {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widthOf(parts.slice(0, middle).join(''), face) <= room) low = middle;
    else high = middle - 1;
  }
  return low;
}

function shorten(text, face, room) {
  if (widthOf(text, face) <= room) return text;
  const parts = split(text.slice(0, 400));
  return `${parts.slice(0, Math.max(1, fitting(parts, face, room - widthOf('…', face)))).join('').trimEnd()}…`;
}

/** Words of a text; a word wider than the line (a long name, a script without spaces) is cut to pieces. */
function pieces(text, face, room) {
  const made = [];
  for (const word of text.split(/\s+/)) {
    let rest = word;
    while (widthOf(rest, face) > room) {
      const parts = split(rest);
      const take = Math.max(1, fitting(parts, face, room));
      made.push([parts.slice(0, take).join(''), '']);
      rest = parts.slice(take).join('');
    }
    made.push([rest, ' ']);
  }
  return made;
}

/** Wrap a text into at most so many lines; the last one ends in “…” where something is left out. */
function wrap(text, face, room, most, indent) {
  const lines = [''];
  for (const [piece, gap] of pieces(text.slice(0, 600), face, room)) {
    const longer = lines.at(-1) + piece;
    const left = lines.length === 1 ? room - indent : room;
    if (lines.at(-1) && widthOf(longer.trimEnd(), face) > left) lines.push(piece + gap);
    else lines[lines.length - 1] = longer + gap;
  }
  const shown = lines.slice(0, most).map((line) => line.trimEnd());
  if (lines.length > most) shown[most - 1] = shorten(`${shown[most - 1]} ${lines[most]}…`, face, most === 1 ? room - indent : room);
  return shown;
}

const wrapped = new Map();

/** The same, remembered: the canvas is drawn again on every move. */
function lines(text, face, room, most, indent = 0) {
  const key = [face, Math.round(room), most, indent, text].join('\u0000');
  if (!wrapped.has(key)) wrapped.set(key, wrap(text, face, room, most, indent));
  return wrapped.get(key);
}

function write(context, text, x, y, { face, colour = colours.ink, align = 'left' }) {
  context.font = face;
  context.fillStyle = colour;
  context.textAlign = align;
  context.textBaseline = 'middle';
  context.fillText(text, x, y);
}

/** Several lines around a middle height. */
function writeLines(context, shown, x, y, look, leading) {
  shown.forEach((line, place) => write(context, line, x, y + (place - (shown.length - 1) / 2) * leading, look));
}
