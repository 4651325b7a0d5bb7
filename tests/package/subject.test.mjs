// docs/adding-a-subject.md: its example fits into the tree as it is. (That it compiles is shown by tests/example.)
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addExample, files, lines } from '../../scripts/example_subject.mjs';

const inFile = (name) => files.find(([path]) => path.endsWith(name))[1];

function copiedTree(t) {
  const tree = mkdtempSync(join(tmpdir(), 'subject-'));
  t.after(() => rmSync(tree, { recursive: true }));
  for (const path of ['backend', 'wasm', 'scripts']) cpSync(path, join(tree, path), { recursive: true });
  return tree;
}

test('the example adds a folder and two lines, and the plan of the house allows it', (t) => {
  const tree = copiedTree(t);
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

test('what knows no subject may not begin to: not in a name, a comment, an include', (t) => {
  const tree = copiedTree(t);
  const planted = [['backend/lib/web/target.hpp', '// As the guide wants it.', 'lib names a subject, guide'],
    ['backend/lib/page/html.hpp', 'struct SurveyRow;', 'lib names a subject, survey'],
    ['backend/lib/document/links.hpp', 'inline constexpr const char* kKind = "bulky";', 'lib names a subject, bulky'],
    ['wasm/core/remote.hpp', '#include "pickup/slot.hpp"', 'core must not include pickup/slot.hpp'],
    ['wasm/core/remote.hpp', 'struct Booking;', 'core names a subject, booking']];
  for (const [path, line] of planted) appendFileSync(join(tree, path), line + '\n');
  const { status, stdout } = spawnSync(join(tree, 'scripts/check_layers'), { encoding: 'utf8' });
  assert.equal(status, 1);
  for (const [path, , fault] of planted)
    assert.ok(stdout.split('\n').some((said) => said.startsWith(path + ':') && said.endsWith(fault)), `${path}: ${fault}\n${stdout}`);
});

test('only the codec and the client include httplib, and one class inherits from its server', (t) => {
  const tree = copiedTree(t);
  appendFileSync(join(tree, 'backend/lib/net/server.cpp'), '#include <httplib.h>\n');
  appendFileSync(join(tree, 'backend/lib/net/http_client.cpp'), 'class Second final : httplib::Server {};\n');
  const { status, stdout } = spawnSync(join(tree, 'scripts/check_layers'), { encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(stdout, /net\/server\.cpp:\d+: only \S+ \S+ may include httplib\.h/);
  assert.match(stdout, /http_client\.cpp:\d+: only HeadReader inherits from httplib/);
});

// What a reader meets; the limits are those of docs/architecture.md.
test('no function is over 60 lines, no source over 400, no folder over 40 files; two lists name every subject', () => {
  const { stdout, stderr } = spawnSync('scripts/figures', { encoding: 'utf8' });
  const figure = (name) => Number(new RegExp(`^figure ${name} (\\d+)$`, 'm').exec(stdout)[1]);
  assert.ok(figure('longest_function_lines') <= 60, stderr);
  assert.ok(figure('largest_folder_files') <= 40, stdout);
  assert.equal(figure('registers_per_subject'), 2, stderr);
  const sources = execFileSync('git', ['ls-files', 'backend', 'wasm', 'assets', 'scripts'], { encoding: 'utf8' }).split('\n')
    .filter((name) => /\.(cpp|hpp|js|mjs|css)$/.test(name));
  assert.ok(sources.length > 1000, `${sources.length} found`);
  const long = sources.filter((name) => readFileSync(name, 'utf8').split('\n').length - 1 > 400);
  assert.deepEqual(long, []);
});

// So that an engine that spreads counties can (docs/adr/0026). Tables of before its journal (migration 9) are as they were.
test('the county leads the key of every table', () => {
  const old = ['pickup_12'];  // a table of before in another form
  const files = execFileSync('git', ['ls-files', 'backend'], { encoding: 'utf8' }).split('\n')
    .filter((name) => /migrations\/\d{4}_\w+\.sql$/.test(name) && Number(/(\d{4})_\w+\.sql$/.exec(name)[1]) >= 9);
  const tables = files.flatMap((name) => [...readFileSync(name, 'utf8').replace(/--.*/g, '').matchAll(/CREATE TABLE (\w+) \(([\s\S]*?)\n\)/g)]);
  assert.ok(tables.length > 40, `${tables.length} found`);
  const keys = (body) => [...body.matchAll(/(?:PRIMARY KEY|UNIQUE) \(([^)]*)\)/g)].map(([, columns]) => columns);
  for (const [, table, body] of tables)
    if (!old.includes(table)) assert.ok(keys(body).some((columns) => columns.startsWith('county')), `${table}: ${keys(body)}`);
});

// The linter knows it too, but looks at changed lines only: who takes the last use away does not touch the declaration.
test('no using declaration is left without use', () => {
  const sources = execFileSync('git', ['ls-files', 'backend', 'wasm', 'tests'], { encoding: 'utf8' }).split('\n').filter((name) => name.endsWith('.cpp'));
  assert.ok(sources.length > 800, `${sources.length} found`);
  const unused = sources.flatMap((name) => {
    const text = readFileSync(name, 'utf8'), used = new Set(text.replace(/^using (?:\w+::)+\w+;$/gm, '').match(/\w+/g));
    return [...text.matchAll(/^using (?:\w+::)+(\w+);$/gm)].filter(([, word]) => !used.has(word)).map(([line]) => `${name}: ${line}`);
  });
  assert.deepEqual(unused, []);
});

// Two headers that are never read by one file are seen by no compiler, and the program has one of the two for both.
test('a constant of a namespace has one definition', () => {
  const headers = execFileSync('git', ['ls-files', 'backend', 'wasm'], { encoding: 'utf8' }).split('\n').filter((name) => name.endsWith('.hpp'));
  const places = new Map();
  for (const name of headers) {
    const text = readFileSync(name, 'utf8'), [, space] = /^namespace ([\w:]+) \{/m.exec(text) || [];
    for (const [, body] of text.matchAll(/^inline constexpr ([^;]*);/gm))
      for (const [, word] of body.matchAll(/\b(k[A-Z]\w*)(?:\[\w*\])?\s*[={(]/g))
        places.set(`${space}::${word}`, (places.get(`${space}::${word}`) || new Set()).add(name));
  }
  assert.ok(places.size > 300, `${places.size} found`);
  assert.deepEqual([...places].filter(([, names]) => names.size > 1).map(([word, names]) => `${word}: ${[...names]}`), []);
});

// lib/base/replaced.hpp says why.
test('no pointer that is shared is replaced by std::atomic', () => {
  const files = execFileSync('git', ['ls-files', 'backend', 'wasm'], { encoding: 'utf8' }).split('\n').filter((name) => /\.(cpp|hpp)$/.test(name));
  const code = files.map((name) => [name, readFileSync(name, 'utf8').replace(/\/\/.*/g, '')]);
  assert.ok(code.length > 1000, `${code.length} found`);
  assert.deepEqual(code.filter(([, text]) => /\batomic<\s*(std::shared_ptr|[\w:]+Ptr>)|\batomic_(load|store)\b/.test(text)).map(([name]) => name), []);
});
