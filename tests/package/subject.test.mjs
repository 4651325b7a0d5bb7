// docs/adding-a-subject.md: its example fits into the tree as it is. (That it compiles is shown by tests/example.)
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addExample, files, lines } from '../../scripts/example_subject.mjs';

const inFile = (name) => files.find(([path]) => path.endsWith(name))[1];

test('the example adds a folder and two lines, and the plan of the house allows it', (t) => {
  const tree = mkdtempSync(join(tmpdir(), 'subject-'));
  t.after(() => rmSync(tree, { recursive: true }));
  for (const path of ['backend', 'wasm', 'scripts']) cpSync(path, join(tree, path), { recursive: true });
  addExample(tree);
  assert.equal(lines.length, 2);
  for (const { path, line } of lines) assert.ok(readFileSync(join(tree, path), 'utf8').includes(line), path);
  assert.equal(execFileSync(join(tree, 'scripts/check_layers'), { encoding: 'utf8' }), '');
  // Its migration has the next number.
  const steps = readdirSync(join(tree, 'backend'), { recursive: true }).filter((path) => path.endsWith('.sql'));
  execFileSync('node', ['scripts/generate_migrations.mjs', 'migrations.inc', ...steps.map((path) => `backend/${path}`)], { cwd: tree });
  // What the sources say of a key is all that the file of texts has.
  const said = files.filter(([path]) => path.endsWith('.cpp')).map(([, text]) => text).join('\n');
  const keys = [...new Set([...said.matchAll(/Text::(server_example\w*|cli_example\w*)/g)].map(([, key]) => key))];
  assert.deepEqual(keys.sort(), Object.keys(JSON.parse(inFile('zh-CN.json'))).map((key) => key.replaceAll('.', '_')).sort());
});
