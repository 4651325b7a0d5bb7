// Turns the npm package pinyin-pro into C++: readings without tones of the common characters (GB 2312, first level) and
// of every character in the county's guide. Per character, not per item: content changes without a build (ADR 0015).
// usage: generate_pinyin.mjs GUIDE_ITEMS_JSON OUT_FILE
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { pinyin } from 'pinyin-pro';

const kMostReadings = 3;
const plain = (reading) => reading.replaceAll('ü', 'v').toLowerCase();

function commonCharacters() {
  const decoder = new TextDecoder('gbk'), characters = [];
  for (let row = 0xb0; row <= 0xd7; row += 1)
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) characters.push(decoder.decode(Uint8Array.of(row, cell)));
  return characters;
}

// Readings of one character, the usual one first; "lv" also as "lu", as some people type it. [] when it has none.
export function readingsOf(character) {
  const options = { toneType: 'none', type: 'array', v: true };
  const found = [...pinyin(character, options), ...pinyin(character, { ...options, multiple: true })].map(plain)
    .filter((reading) => /^[a-z]+$/.test(reading)).slice(0, kMostReadings + 1);
  const loose = found.filter((reading) => /^[ln]v/.test(reading)).map((reading) => reading.replace('v', 'u'));
  return [...new Set([...found, ...loose])].slice(0, kMostReadings);
}

// Readings of a text in context, one word for each Chinese character; other characters are left out.
export const readingOfText = (text) => pinyin(text, { toneType: 'none', type: 'array', v: true, nonZh: 'removed' }).map(plain);

function main(itemsPath, out) {
  const { items } = JSON.parse(readFileSync(itemsPath, 'utf8'));
  const used = items.flatMap((item) => [...[item.name, ...item.aliases].join('')]);
  const characters = [...new Set([...commonCharacters(), ...used])]
    .filter((character) => /^\p{Script=Han}$/u.test(character) && character.codePointAt(0) < 0x10000)
    .sort((a, b) => a.codePointAt(0) - b.codePointAt(0));
  const pairs = characters.flatMap((character) => readingsOf(character).map((reading) => [character.codePointAt(0), reading]));
  const syllables = [...new Set(pairs.map(([, reading]) => reading))].sort();
  if (syllables.length < 380 || syllables.length > 600) throw new Error(`pinyin-pro gave ${syllables.length} syllables`);
  const list = (values) => values.join(',').replace(/(.{1,110})(?:,|$)/g, '    $1,\n').trimEnd();
  const text = `// Generated from pinyin-pro; see scripts/generate_pinyin.mjs.
namespace wufei::contract::pinyin_data {
inline constexpr const char* kSyllables[] = {
${list(syllables.map((one) => `"${one}"`))}};
inline constexpr unsigned short kCharacters[] = {
${list(pairs.map(([code]) => code))}};
inline constexpr unsigned short kReadings[] = {
${list(pairs.map(([, reading]) => syllables.indexOf(reading)))}};
}
`;
  if (!existsSync(out) || readFileSync(out, 'utf8') !== text) writeFileSync(out, text);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(...process.argv.slice(2));
