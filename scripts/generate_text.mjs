// Turns the interface texts (flat keys; content/locale/zh-CN.json, and zh-CN.json of a subject that brings its own) into
// C++: text_keys.inc (enumerators), text_table.inc (UTF-8 strings) and text_count.inc (of that table). A key used in code but
// missing in all of them does not compile, one that stands in two is refused.
// The client leaves out the keys "server.*" and "cli.*", and its table has the texts alone that the sources behind --first
// name: the rest come with the program's second part (docs/adr/0012) in later_texts.txt, one after the other, each ended by
// NUL, in the order of the enumerators, which begin with the first ones.
// usage: generate_text.mjs OUT_DIR client|server LOCALE_JSON... [--first SOURCE...]
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const [outDir, side, ...rest] = process.argv.slice(2), mark = rest.indexOf('--first');
const localePaths = mark < 0 ? rest : rest.slice(0, mark), firstSources = mark < 0 ? [] : rest.slice(mark + 1);
const texts = {};
for (const path of localePaths)
  for (const [key, text] of Object.entries(JSON.parse(readFileSync(path, 'utf8')))) {
    if (key in texts) throw new Error(`${path}: "${key}" stands in another file too`);
    texts[key] = text;
  }
const serverOnly = /^(server|cli)\./;

const keys = Object.keys(texts).sort().filter((key) => side === 'server' || !serverOnly.test(key));
for (const key of keys) {
  if (!/^[a-z0-9_]+(\.[a-z0-9_]+)+$/.test(key)) throw new Error(`texts: bad key "${key}"`);
  if (typeof texts[key] !== 'string' || texts[key] === '') throw new Error(`texts: "${key}" is not a text`);
  if (/[{}]/.test(texts[key].replace(/\{[a-z][a-z0-9_]*\}/g, ''))) throw new Error(`texts: a parameter of "${key}" is not well-formed`);
  if (texts[key] !== texts[key].trim() || /[\u0000-\u0009\u000b-\u001f\u007f\ufffd\ufeff]/.test(texts[key]))
    throw new Error(`texts: "${key}" holds stray white space or control characters`);
}
const enumerator = (key) => key.replaceAll('.', '_');
const literal = (text) => JSON.stringify(text).replaceAll('\\u007f', '');

const write = (name, lines) => {
  const path = join(outDir, name), body = lines.join('\n') + '\n';
  if (!existsSync(path) || readFileSync(path, 'utf8') !== body) writeFileSync(path, body);
};
// As C++ names them (Text::home_title), and as the list of pages does (the last name of a row: title_home).
const named = new Set(firstSources.flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/Text::(\w+)|\b(title_\w+),/g)]
  .map(([, inCode, inList]) => inCode || inList)));
const isFirst = (key) => mark < 0 || named.has(enumerator(key));
const first = keys.filter(isFirst), later = keys.filter((key) => !isFirst(key));

write('text_keys.inc', [...first, ...later].map((key) => `${enumerator(key)},`));
write('text_table.inc', first.map((key) => `{"${key}", ${literal(texts[key])}},`));
write('text_count.inc', [`${first.length}`]);
if (mark >= 0) write('later_texts.txt', [later.map((key) => `${texts[key]}\0`).join('')]);
