// Turns the interface texts (flat keys; content/locale/zh-CN.json, and zh-CN.json of a subject that brings its own) into
// C++: text_keys.inc (enumerators) and text_table.inc (UTF-8 strings). A key used in code but missing in all of them does
// not compile, one that stands in two is refused. Keys "server.*" and "cli.*" are left out of the client.
// usage: generate_text.mjs OUT_DIR client|server LOCALE_JSON...
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const [outDir, side, ...localePaths] = process.argv.slice(2);
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
write('text_keys.inc', keys.map((key) => `${enumerator(key)},`));
write('text_table.inc', keys.map((key) => `{"${key}", ${literal(texts[key])}},`));
