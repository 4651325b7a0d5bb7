// docs/content-findings.md: every finding of the three reviews has one row with a known state and a reason, and names only files that exist.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

const root = resolve(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'docs/content-findings.md'), 'utf8');
const rows = text.split('\n').filter((line) => /^\| [CKS]-/.test(line)).map((line) => line.slice(2, -2).split(' | '));
const range = (letter, count) => Array.from({ length: count }, (_, i) => letter + (i + 1));
const expected = [
  ...[...range('W', 20), ...range('U', 10), ...range('M', 33), ...range('C', 17), ...range('P', 16)].map((id) => `C-${id}`),
  ...('S01 O04 P01 P02 P04 D02 W01 A09 O01 C02 C03 C01 N01 X02 X01 T04 H03 H02 H05 U02 U04 U05 A08 D04 O03 T02 F01 F02 F04 A02 A03 '
    + 'R01 R02 R03 R04 R05 R06 R07 R08 R09').split(' ').map((id) => `K-${id}`),
  ...[...range('H', 6), ...range('M', 16), ...range('L', 22)].map((id) => `S-${id}`),
];

test('every finding has exactly one row', () => assert.deepEqual(rows.map(([id]) => id).sort(), [...expected].sort()));

test('every row has four cells, a known state and a reason', () => {
  for (const row of rows) {
    assert.equal(row.length, 4, row.join(' | '));
    assert.ok(['settled', 'open', 'disagreed', 'county'].includes(row[2]), row.join(' | '));
    assert.ok(row[3].trim().length >= 6, row.join(' | '));
  }
});

test('the files that rows name exist', () => {
  for (const [id, , , how] of rows)
    for (const [path] of how.matchAll(/\b(?:backend|content|docs|scripts|tests|wasm)\/[\w./-]+\.\w+/g))
      assert.ok(existsSync(join(root, path)), `${id}: ${path}`);
});

test('what only the county can decide stands on the list of the operator\'s handbook', () => {
  const list = readFileSync(join(root, 'docs/zh/operator.md'), 'utf8').split('\n## 14. ')[1];
  const waiting = rows.filter(([, , state]) => state === 'county');
  assert.ok(waiting.length > 0);
  for (const [id, , , how] of waiting) {
    const named = /docs\/zh\/operator\.md 14 "([^"]+)"/.exec(how);
    assert.ok(named && list.includes(named[1]), id);
  }
});
