// Every text of the locale is said somewhere: what nobody says is translated and kept for nothing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

test('the client has the texts that its first part names, and the others for later, in the order of the enumerators', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wufei-texts-')), file = (name) => join(folder, name), made = (name) => readFileSync(file(name), 'utf8');
  try {
    writeFileSync(file('texts.json'), JSON.stringify({ 'a.b': '甲', 'c.d': '乙\n丙', 'title.e': '丁', 'server.f': '戊', 'g.h': '己' }));
    writeFileSync(file('view.cpp'), 'text(Text::g_h)');
    writeFileSync(file('pages.inc'), 'PAGE(e, "/", first, none, "e", title_e, 1)');
    const generate = (...given) => execFileSync(process.execPath, ['scripts/generate_text.mjs', folder, ...given]);
    generate('client', file('texts.json'), '--first', file('view.cpp'), file('pages.inc'));
    assert.equal(made('text_keys.inc'), 'g_h,\ntitle_e,\na_b,\nc_d,\n');
    assert.equal(made('text_table.inc'), '{"g.h", "己"},\n{"title.e", "丁"},\n');
    assert.equal(made('text_count.inc'), '2\n');
    assert.equal(made('later_texts.txt'), '甲\0乙\n丙\0\n');
    generate('server', file('texts.json'));
    assert.equal(made('text_count.inc'), '5\n');
    assert.equal(made('text_table.inc').split('\n').length, 6);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
