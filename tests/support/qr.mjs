// What a QR code says (ISO/IEC 18004), read from the SVG that lib/picture/qr_svg.cpp writes: one path with a square for each
// dark module, in bytes, versions 2 to 6. Nothing is corrected: a module in the wrong place is a fault.

const QUIET = 4;  // modules around
// Error correction M: [codewords of a block's correction, blocks, data codewords of all] by version.
const M = { 2: [16, 1, 28], 3: [26, 1, 44], 4: [18, 2, 64], 5: [24, 2, 86], 6: [16, 4, 108] };
const L = { 2: [10, 1, 34], 3: [15, 1, 55], 4: [20, 1, 80], 5: [26, 1, 108], 6: [18, 2, 136] };
const Q = { 2: [22, 1, 22], 3: [18, 2, 34], 4: [26, 2, 48], 5: [18, 4, 62], 6: [24, 4, 76] };
const H = { 2: [28, 1, 16], 3: [22, 2, 26], 4: [16, 4, 36], 5: [22, 4, 46], 6: [28, 4, 60] };
const LEVELS = [M, L, H, Q];  // as the two bits of the format name them
const MASKS = [(x, y) => (x + y) % 2, (x, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3, (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => (x * y) % 2 + (x * y) % 3, (x, y) => ((x * y) % 2 + (x * y) % 3) % 2, (x, y) => ((x + y) % 2 + (x * y) % 3) % 2];

function modules(svg) {
  const size = Number(/viewBox="0 0 (\d+) /.exec(svg)[1]) - 2 * QUIET;
  const dark = new Set([...svg.matchAll(/M(\d+),(\d+)h1v1h-1z/g)].map(([, x, y]) => `${x - QUIET},${y - QUIET}`));
  return { size, dark: (x, y) => (dark.has(`${x},${y}`) ? 1 : 0) };
}

// Finders with their format, timing, alignment.
function isFunction(x, y, size) {
  const far = size - 9;
  if (x === 6 || y === 6 || (x < 9 && y < 9) || (x > far && x >= size - 8 && y < 9) || (x < 9 && y >= size - 8)) return true;
  return Math.abs(x - (size - 7)) <= 2 && Math.abs(y - (size - 7)) <= 2;
}

// Two columns at a time from the right, up and down in turn.
function* order(size) {
  let up = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1]) if (!isFunction(x, y, size)) yield [x, y];
    }
    up = !up;
  }
}

function interleaved(bytes, [, blocks, data]) {
  const lengths = Array.from({ length: blocks }, (_, at) => Math.floor(data / blocks) + (at >= blocks - data % blocks ? 1 : 0));
  const parts = lengths.map(() => []);
  let next = 0;
  for (let at = 0; at < Math.max(...lengths); at += 1)
    for (let block = 0; block < blocks; block += 1) if (at < lengths[block]) parts[block].push(bytes[next++]);
  return parts.flat();
}

export function qrText(svg) {
  const { size, dark } = modules(svg), version = (size - 17) / 4;
  const format = [8, 8, 8, 8, 8].map((y, at) => dark(at, y)).reduce((all, bit) => all * 2 + bit, 0) ^ 0b10101;
  const level = LEVELS[format >> 3][version], mask = MASKS[format & 7];
  if (!level) throw new Error(`version ${version}`);
  const bits = [...order(size)].map(([x, y]) => dark(x, y) ^ (mask(x, y) === 0 ? 1 : 0));
  const bytes = Array.from({ length: Math.floor(bits.length / 8) }, (_, at) => parseInt(bits.slice(8 * at, 8 * at + 8).join(''), 2));
  const stream = interleaved(bytes, level).map((byte) => byte.toString(2).padStart(8, '0')).join('');
  if (stream.slice(0, 4) !== '0100') throw new Error(`mode ${stream.slice(0, 4)}`);
  const length = parseInt(stream.slice(4, 12), 2);
  return Buffer.from(Array.from({ length }, (_, at) => parseInt(stream.slice(12 + 8 * at, 20 + 8 * at), 2))).toString('utf8');
}
