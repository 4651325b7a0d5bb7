// Turns content/locale/zh-CN.json (flat keys) into C++: text_keys.inc (enumerators) and text_table.inc (UTF-8 strings).
// A key used in code but missing here does not compile. Keys "server.*" and "cli.*" are left out of the client.
// usage: generate_text.mjs LOCALE_JSON OUT_DIR client|server
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const [localePath, outDir, side] = process.argv.slice(2);
const texts = JSON.parse(readFileSync(localePath, 'utf8'));
const serverOnly = /^(server|cli)\./;

const keys = Object.keys(texts).sort().filter((key) => side === 'server' || !serverOnly.test(key));
for (const key of keys) {
  if (!/^[a-z0-9_]+(\.[a-z0-9_]+)+$/.test(key)) throw new Error(`${localePath}: bad key "${key}"`);
  if (typeof texts[key] !== 'string' || texts[key] === '') throw new Error(`${localePath}: "${key}" is not a text`);
  if (/[{}]/.test(texts[key].replace(/\{[a-z][a-z0-9_]*\}/g, ''))) throw new Error(`${localePath}: a parameter of "${key}" is not well-formed`);
  if (texts[key] !== texts[key].trim() || /[\u0000-\u0009\u000b-\u001f\u007f\ufffd\ufeff]/.test(texts[key]))
    throw new Error(`${localePath}: "${key}" holds stray white space or control characters`);
}
const enumerator = (key) => key.replaceAll('.', '_');
const literal = (text) => JSON.stringify(text).replaceAll('\\u007f', '');

const write = (name, lines) => {
  const path = join(outDir, name), body = lines.join('\n') + '\n';
  if (!existsSync(path) || readFileSync(path, 'utf8') !== body) writeFileSync(path, body);
};
write('text_keys.inc', keys.map((key) => `${enumerator(key)},`));
write('text_table.inc', keys.map((key) => `{"${key}", ${literal(texts[key])}},`));
