// docs/zh/glossary.json: one thing has one name in everything that residents and operators read.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { content } from './content.mjs';

const root = resolve(import.meta.dirname, '../..');
const { terms } = JSON.parse(readFileSync(join(root, 'docs/zh/glossary.json'), 'utf8'));
const filesIn = (folder) => readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
const read = [...filesIn('content').filter((path) => !path.includes('/schema/')), ...filesIn('backend').filter((path) => path.endsWith('/zh-CN.json')),
  ...['help', 'operator', 'desk'].map((name) => join(root, `docs/zh/${name}.md`))]
  .filter((path) => /\.(json|md)$/.test(path)).map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]);

test('a name is in use, stands once and is nobody else\'s wrong name', () => {
  const names = terms.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  for (const { name, means, never } of terms) {
    assert.ok(means.length > 3 && never.length > 0, name);
    assert.ok(read.some(([, text]) => text.includes(name)), `${name} is used nowhere`);
    for (const wrong of never) assert.ok(!names.some((one) => one.includes(wrong)), wrong);
  }
});

for (const { name, never } of terms)
  test(`${name} has no second name`, () => {
    const found = read.flatMap(([path, text]) => never.filter((wrong) => text.includes(wrong)).map((wrong) => `${path}: ${wrong}`));
    assert.deepEqual(found, []);
  });

test('承办单位 is who looks after the site, nobody else', () => {
  const lines = read.flatMap(([path, text]) => text.split('\n').filter((line) => line.includes('承办单位')).map((line) => `${path} ${line.trim()}`));
  assert.deepEqual(lines, ['content/locale/zh-CN.json "frame.undertaker": "承办单位",']);
});

test('whom to call is not said with the same verb twice', () => {
  for (const { id, urgent = [] } of [...content.guide_items.items, ...content.guide_categories.categories])
    for (const { when } of urgent) assert.doesNotMatch(when, /打/, `${id}: ${when}`);
});
