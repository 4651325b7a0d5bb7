// A suite that passed is not run again by `scripts/test` as long as its key stays: the key changes with all it can read.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..'), suites = ['unit', 'unit-tsan', 'http', 'fuzz', 'wasm', 'server', 'e2e', 'package'];
let checkout;
const write = (path, text) => { mkdirSync(dirname(join(checkout, path)), { recursive: true }); writeFileSync(join(checkout, path), text); };
const keys = () => Object.fromEntries(suites.map((suite) => [suite, execFileSync('scripts/suite_key', [suite], { cwd: checkout, encoding: 'utf8' })]));
// The suites whose key a change has changed.
function changed(path, text) {
  const old = keys();
  if (text === null) rmSync(join(checkout, path)); else write(path, text);
  const now = keys();
  return suites.filter((suite) => now[suite] !== old[suite]);
}

before(() => {
  checkout = mkdtempSync(join(tmpdir(), 'wufei-key-'));
  for (const path of ['backend/a.cpp', 'tests/unit/a.cpp', 'tests/e2e/a.mjs', 'tests/support/a.hpp', 'docs/a.md', 'content/a.json']) write(path, '1');
  write('.gitignore', '/build/\n');
  mkdirSync(join(checkout, 'scripts'));
  copyFileSync(join(root, 'scripts/suite_key'), join(checkout, 'scripts/suite_key'));
  execFileSync('git', ['init', '-q'], { cwd: checkout });
  execFileSync('git', ['add', '.'], { cwd: checkout });
});
after(() => rmSync(checkout, { recursive: true, force: true }));

test('nothing changed: the same key; what is built does not count', () => {
  assert.deepEqual(changed('build/release/wufei', 'x'), []);
});

test('sources, content and shared support change every key, whether git knows the file or not', () => {
  for (const path of ['backend/a.cpp', 'content/a.json', 'tests/support/a.hpp', 'backend/new.cpp', 'a name with\nan end of line'])
    assert.deepEqual(changed(path, '2'), suites, path);
  assert.deepEqual(changed('backend/a.cpp', null), suites, 'a file that is gone');
});

test('a test of one suite changes that suite, and whoever reads its folder', () => {
  assert.deepEqual(changed('tests/unit/a.cpp', '2'), ['unit', 'unit-tsan', 'package']);
  assert.deepEqual(changed('tests/e2e/a.mjs', '2'), ['wasm', 'e2e', 'package']);
});

test('documents change what can read them', () => {
  assert.deepEqual(changed('docs/a.md', '2'), ['wasm', 'server', 'e2e', 'package']);
});

test('without git no result is remembered', () => {
  rmSync(join(checkout, '.git'), { recursive: true });
  assert.deepEqual(changed('build/other', 'x'), suites);
});
