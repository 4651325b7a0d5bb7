// Finds texts in bytes, however they are written there: as they are, percent-encoded, escaped as in JSON, HTML or C, base64 at
// any offset, hexadecimal, UTF-16; telephone numbers also as people write them. Looks into gzip and into the members of a zip.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, inflateRawSync } from 'node:zlib';

const units = (text) => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
const hex = (number, width) => number.toString(16).padStart(width, '0');
const swapped = (bytes) => Buffer.from(bytes).swap16();

// What stands in base64 whatever comes before and after the bytes: the characters that are theirs alone.
function base64Forms(bytes, name, alphabet) {
  return [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString(alphabet).replaceAll('=', '');
    const own = text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
    return own.length < 7 ? [] : [[`${name} (${offset})`, own]];
  });
}

function spellings(text) {
  if (!/^1\d{10}$/.test(text)) return [['raw', text]];
  const grouped = (between) => text.replace(/(\d{3})(\d{4})(\d{4})/, `$1${between}$2${between}$3`);
  return [['raw', text], ['with hyphens', grouped('-')], ['with spaces', grouped(' ')], ['with %20', grouped('%20')], ['with +', grouped('+')],
    ['full width', [...text].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')]];
}

/** Every way in which a text may stand somewhere, as [name, bytes]. */
export function formsOf(text) {
  const utf8 = Buffer.from(text), bytes = [...utf8], points = [...text].map((one) => one.codePointAt(0));
  const each = (list, write) => list.map(write).join('');
  const percent = each(bytes, (byte) => `%${hex(byte, 2).toUpperCase()}`), escaped = each(units(text), (unit) => `\\u${hex(unit, 4)}`);
  const forms = [...spellings(text), ['percent', percent], ['percent, small', percent.toLowerCase()], ['percent, twice', percent.replaceAll('%', '%25')],
    ['percent of a form', new URLSearchParams({ '': text }).toString().slice(1)],
    ['JSON', escaped], ['JSON, capitals', each(units(text), (unit) => `\\u${hex(unit, 4).toUpperCase()}`)],
    ['HTML', each(points, (point) => `&#${point};`)], ['HTML, hexadecimal', each(points, (point) => `&#x${hex(point, 0)};`)],
    ['C, octal', each(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`)], ['C, hexadecimal', each(bytes, (byte) => `\\x${hex(byte, 2)}`)],
    ['hexadecimal', utf8.toString('hex')], ['hexadecimal, capitals', utf8.toString('hex').toUpperCase()],
    ...base64Forms(utf8, 'base64', 'base64'), ...base64Forms(utf8, 'base64 of URLs', 'base64url'),
    ['UTF-16', Buffer.from(text, 'utf16le')], ['UTF-16, big end first', swapped(Buffer.from(text, 'utf16le'))]];
  const once = new Map(forms.map(([name, form]) => [Buffer.from(form).toString('hex'), name]));
  return [...once].map(([form, name]) => [name, Buffer.from(form, 'hex')]);
}

const known = new Map();
const needlesOf = (text) => known.get(text) ?? known.set(text, formsOf(text)).get(text);

// The members of a zip by its local headers; what cannot be unpacked is looked at as it is.
function members(bytes) {
  const found = [];
  for (let at = bytes.indexOf('PK\x03\x04'); at >= 0; at = bytes.indexOf('PK\x03\x04', at + 4)) {
    if (at + 30 > bytes.length || bytes.readUInt16LE(at + 8) !== 8) continue;
    const begin = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    try { found.push(inflateRawSync(bytes.subarray(begin))); } catch { /* no member of a zip */ }
  }
  return found;
}

function unpacked(bytes) {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return [bytes, gunzipSync(bytes)];
  return bytes.subarray(0, 2).toString('latin1') === 'PK' ? [bytes, ...members(bytes)] : [bytes];
}

const around = (bytes, at, length) => bytes.subarray(Math.max(0, at - 60), at + length + 40).toString().replaceAll(/[\0-\x1f\ufffd]+/g, ' ');

/** Where any of the texts stands in the bytes: lines that say which, how it is written and what is around it. */
export function tracesIn(bytes, texts) {
  const lines = [];
  for (const part of unpacked(Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes)))
    for (const text of texts)
      for (const [name, form] of needlesOf(text)) {
        const at = part.indexOf(form);
        if (at >= 0) lines.push(`${text} (${name}): …${around(part, at, form.length)}…`);
      }
  return lines;
}

/** Every file below a folder, [path, bytes]. */
export function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true }).map((name) => join(folder, name)).filter((path) => statSync(path).isFile())
    .map((path) => [path, readFileSync(path)]);
}
