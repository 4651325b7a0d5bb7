// Every text of the locale is said somewhere: what nobody says is translated and kept for nothing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path) => readFileSync(path, 'utf8');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'backend', 'wasm', 'scripts'],
  { encoding: 'utf8' }).split('\n').filter((path) => /\.(cpp|hpp|inc|js|mjs|html|css|webmanifest)$/.test(path));

// In the programs a key stands with underscores (Text::home_book), in the shell as it is (text:home.book); texts of
// rules and errors go by the names in errors.inc and the rules.inc of subjects.
const listed = (macro) => files.filter((path) => /\/(errors|rules)\.inc$/.test(path))
  .flatMap((path) => [...read(path).matchAll(new RegExp(`^${macro}\\((\\w+)`, 'gm'))].map((found) => found[1]));
test('every key of the locale is used', () => {
  const sources = files.map(read).join('\n');
  const words = new Set(sources.match(/\w+/g));
  const generated = new Set([...listed('RULE').map((name) => `rule.${name}`), ...listed('ERROR_CODE').map((name) => [`error.${name}_title`, `error.${name}_detail`]).flat()]);
  const keys = execFileSync('git', ['ls-files', 'content/locale/zh-CN.json', 'backend/*/zh-CN.json'], { encoding: 'utf8' })
    .trim().split('\n').flatMap((path) => Object.keys(JSON.parse(read(path))));
  const unused = keys.filter((key) => !generated.has(key) && !words.has(key.replaceAll('.', '_')) && !sources.includes(key));
  assert.deepEqual(unused, []);
});

test('every rule is broken somewhere', () => {
  const sources = files.filter((path) => !path.endsWith('.inc')).map(read).join('\n');
  const words = new Set(sources.match(/\w+/g));
  assert.deepEqual(listed('RULE').filter((name) => !words.has(name)), []);
});

test('every icon of the font is drawn', () => {
  const text = [...files, ...execFileSync('git', ['ls-files', 'content'], { encoding: 'utf8' }).split('\n').filter((path) => path.endsWith('.json'))]
    .map(read).join('\n');
  const icons = read('assets/icons.txt').split('\n').filter((line) => line && !line.startsWith('#'));
  assert.deepEqual(icons.filter((icon) => !new RegExp(`["':]${icon}["']`).test(text)), []);
});
