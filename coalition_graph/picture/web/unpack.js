// vis-network lies in the file deflated (RFC 1951) and is unpacked here, in one go: the browser's own
// stream would let a half-made page be seen. The policy of the page knows the unpacked text by its hash.

const RUNS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const REACHES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** A prefix code from the lengths of its words: how many there are of each length, and what they stand for. */
function codeOf(lengths) {
  const counts = new Uint16Array(16);
  for (const length of lengths) if (length) counts[length]++;
  const signs = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15].flatMap((wanted) => lengths.flatMap((length, sign) => (length === wanted ? [sign] : [])));
  return { counts, signs };
}

const damaged = () => { throw new Error('This file is damaged: a part of it cannot be unpacked.'); };
const FIXED = [[...Array(144).fill(8), ...Array(112).fill(9), ...Array(24).fill(7), ...Array(8).fill(8)], Array(30).fill(5)];

function inflated(packed, size) {
  const input = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const output = new Uint8Array(size);
  let [at, end, held, bits] = [0, 0, 0, 0];

  const take = (number) => {
    for (; bits < number; bits += 8) held |= (at < input.length ? input[at++] : damaged()) << bits;
    const value = held & ((1 << number) - 1);
    held >>>= number;
    bits -= number;
    return value;
  };
  const sign = ({ counts, signs }) => {
    for (let [word, first, place, length] = [0, 0, 0, 1]; length < 16; length++) {
      word |= take(1);
      if (word - first < counts[length]) return signs[place + word - first];
      place += counts[length];
      first = (first + counts[length]) << 1;
      word <<= 1;
    }
    return damaged();
  };
  const lengths = (code, number) => {
    const found = [];
    while (found.length < number) {
      const next = sign(code);
      if (next < 16) found.push(next);
      else found.push(...Array(next === 16 ? 3 + take(2) : next === 17 ? 3 + take(3) : 11 + take(7)).fill(next === 16 ? found.at(-1) : 0));
    }
    return found;
  };
  const codes = () => {
    const [literals, distances, listed] = [take(5) + 257, take(5) + 1, take(4) + 4];
    const short = Array(19).fill(0);
    for (let place = 0; place < listed; place++) short[ORDER[place]] = take(3);
    const all = lengths(codeOf(short), literals + distances);
    return [codeOf(all.slice(0, literals)), codeOf(all.slice(literals))];
  };
  const copy = (run, reach) => {
    for (; run; run--, end++) output[end] = output[end - reach];
  };
  const block = ([literal, distance]) => {
    for (let next = sign(literal); next !== 256; next = sign(literal)) {
      if (next < 256) output[end++] = next;
      else {
        const run = RUNS[next - 257] + take(next < 265 || next === 285 ? 0 : (next - 261) >> 2);
        const far = sign(distance);
        copy(run, REACHES[far] + take(far < 4 ? 0 : (far - 2) >> 1));
      }
    }
  };
  const stored = () => {
    const from = at + 4;
    at = from + input[at] + 256 * input[at + 1];
    output.set(input.subarray(from, at), end);
    end += at - from;
    held = bits = 0;
  };
  while (end < size) {
    take(1); // whether it is the last; the size tells as well
    [stored, () => block(FIXED.map(codeOf)), () => block(codes()), damaged][take(2)]();
  }
  return output;
}

const { packed, size } = JSON.parse(byId('vis').textContent);
const unpacked = make('script', {}, new TextDecoder().decode(inflated(packed, size)));
document.head.append(unpacked); // which runs it
unpacked.remove();
