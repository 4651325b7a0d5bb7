// Open data as independent readers see it: Frictionless's own library, SheetJS, csvkit, LibreOffice, a JSON-LD processor.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { call, contentDirectory, scratchDirectory, startServer, until } from './lib.mjs';

const require = createRequire(import.meta.url);
const { Package, validate } = require('datapackage');
const XLSX = require('xlsx');
const jsonld = require('jsonld');

const content = join(scratchDirectory(), 'content');
const files = scratchDirectory();
let server, url, descriptor;

const bytes = async (path, headers = {}) => {
  const reply = await call(url, 'GET', path, { headers });
  assert.equal(reply.status, 200, path);
  return reply.bytes;
};
const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const run = (command, args, options = {}) => new Promise((done) => execFile(command, args, { maxBuffer: 1 << 26, ...options },
  (error, stdout, stderr) => done({ code: error ? error.code : 0, stdout: stdout.toString(), stderr: stderr.toString() })));

before(async () => {
  cpSync(contentDirectory, content, { recursive: true });
  server = await startServer({ content });
  url = server.url;
  descriptor = JSON.parse(await bytes('/open-data/datapackage.json'));
  writeFileSync(join(files, 'datapackage.json'), JSON.stringify(descriptor));
  for (const { path } of descriptor.resources) writeFileSync(join(files, path), await bytes(`/open-data/${path}`));
});
after(() => server?.stop());

test('Frictionless accepts the package', async () => {
  const { valid, errors } = await validate(descriptor);
  assert.deepEqual(errors.map(String), []);
  assert.ok(valid);
});

test('Frictionless reads every table: types, constraints, primary and foreign keys hold', async () => {
  const dataPackage = await Package.load(descriptor, { basePath: files, strict: true });
  assert.ok(dataPackage.valid);
  for (const resource of dataPackage.resources) {
    const rows = await resource.read({ keyed: true, relations: true });
    const raw = JSON.parse(await bytes(`/open-data/${resource.name}.json`));
    assert.equal(rows.length, raw.length, resource.name);
  }
});

test('the real tables have the numbers of rows that the plan has', async () => {
  const count = async (name) => JSON.parse(await bytes(`/open-data/${name}.json`)).length;
  assert.equal(await count('indicators'), 48);
  assert.equal(await count('indicator_revisions'), 0);
  assert.ok(await count('guide_items') > 100);
  assert.equal(await count('targets'), 70);
  assert.equal(await count('discrepancies'), 37);
  assert.equal(await count('areas'), 11);
  assert.equal(await count('villages'), 81);
  assert.equal(await count('cells'), 0);
  assert.ok(await count('tasks') >= 120);
});

test('every table and field has a name in Chinese and a source', () => {
  for (const { name, title, description, sources, schema } of descriptor.resources) {
    assert.match(title + description, /\p{Script=Han}/u, name);
    assert.ok(sources.length > 0, name);
    for (const field of schema.fields) assert.match(field.title, /\p{Script=Han}|^SHA/u, `${name}.${field.name}`);
  }
});

test('sizes and hashes of the package are those of the files', async () => {
  for (const { path, bytes: size, hash } of descriptor.resources) {
    const data = await bytes(`/open-data/${path}`);
    assert.equal(data.length, size, path);
    assert.equal(`sha256:${sha256(data)}`, hash, path);
    assert.ok(!data.includes(Buffer.from([0xef, 0xbb, 0xbf])), 'no byte order mark unless asked for');
  }
});

test('csvkit finds no fault in any table', async () => {
  for (const { path, schema } of descriptor.resources) {
    const { stdout, stderr } = await run('csvclean', ['--dry-run', join(files, path)]);
    assert.match(stdout + stderr, /No errors\./, path);  // csvclean exits 0 on errors
    const { code, stdout: names } = await run('csvcut', ['--names', join(files, path)]);
    assert.equal(code, 0);
    assert.deepEqual(names.trim().split('\n').map((line) => line.trim().replace(/^\d+: /, '')), schema.fields.map((field) => field.name));
  }
});

test('no cell of a CSV begins like a formula', async () => {
  for (const { path } of descriptor.resources) {
    const { stdout } = await run('csvjson', ['--no-inference', join(files, path)]);
    for (const row of stdout.trim() ? JSON.parse(stdout) : [])
      for (const value of Object.values(row)) assert.ok(!/^[=+\-@\t\r]/.test(value ?? '') || /^[-+]?\d+(\.\d+)?$/.test(value), `${path}: ${value}`);
  }
});

test('SheetJS opens every workbook: Chinese headers, typed cells, the same values as JSON', async () => {
  for (const { name, title, schema } of descriptor.resources) {
    const book = XLSX.read(await bytes(`/open-data/${name}.xlsx`), { cellDates: true });
    assert.equal(book.SheetNames.length, 2, name);
    assert.equal(book.SheetNames[0], title);
    const rows = XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1, raw: true, defval: null });
    assert.deepEqual(rows[0], schema.fields.map((field) => field.title), name);
    const json = JSON.parse(await bytes(`/open-data/${name}.json`));
    assert.equal(rows.length - 1, json.length, name);
    json.forEach((object, r) => schema.fields.forEach((field, c) => {
      const cell = rows[r + 1][c], value = object[field.name];
      if (field.type === 'date' || value === null) return;
      assert.deepEqual(cell, Array.isArray(value) ? value.join(';') : value, `${name} row ${r + 1} ${field.name}`);
    }));
  }
});

test('LibreOffice opens the workbook and the CSV for spreadsheets, and both say the same', async () => {
  const directory = scratchDirectory();
  writeFileSync(join(directory, 'book.xlsx'), await bytes('/open-data/tasks.xlsx'));
  writeFileSync(join(directory, 'sheet.csv'), await bytes('/open-data/tasks.csv?bom=1'));
  mkdirSync(join(directory, 'out'));
  const office = (...args) => run('soffice', ['--headless', `-env:UserInstallation=file://${directory}/profile`, ...args,
    '--outdir', join(directory, 'out')], { timeout: 120_000, cwd: directory });
  const book = await office('--convert-to', 'csv:Text - txt - csv (StarCalc):44,34,76,1', 'book.xlsx');
  assert.equal(book.code, 0, book.stderr);
  const sheet = await office('--infilter=CSV:44,34,76,1', '--convert-to', 'xlsx', 'sheet.csv');
  assert.equal(sheet.code, 0, sheet.stderr);
  const fromBook = readFileSync(join(directory, 'out/book.csv'), 'utf8').replace(/^\ufeff/, '');
  const tasks = JSON.parse(await bytes('/open-data/tasks.json'));
  for (const task of tasks) assert.ok(fromBook.includes(task.summary), task.id);
  const reread = XLSX.read(readFileSync(join(directory, 'out/sheet.xlsx')));
  const rows = XLSX.utils.sheet_to_json(reread.Sheets[reread.SheetNames[0]], { defval: null });
  assert.deepEqual(rows.map((row) => row.summary), tasks.map((task) => task.summary));
});

test('the catalogue is JSON-LD that names every table with its downloads', async () => {
  const catalog = JSON.parse(await bytes('/open-data/catalog.jsonld'));
  const quads = await jsonld.toRDF(catalog, { base: `${url}/open-data/catalog.jsonld`, documentLoader: () => assert.fail('no context is fetched') });
  const objects = (predicate) => quads.filter((quad) => quad.predicate.value === predicate).map((quad) => quad.object.value);
  assert.equal(objects('http://www.w3.org/ns/dcat#dataset').length, descriptor.resources.length);
  const downloads = objects('http://www.w3.org/ns/dcat#downloadURL');
  assert.equal(downloads.length, 3 * descriptor.resources.length);
  for (const download of downloads) assert.equal((await call(url, 'HEAD', download)).status, 200, download);
  const things = ['dct/language', 'dct/format', 'dct/rights', 'dct/provenance', 'dct/publisher'].map((name) => name.replace('dct/', 'http://purl.org/dc/terms/'));
  for (const predicate of things) {
    const found = quads.filter((quad) => quad.predicate.value === predicate);
    assert.ok(found.length >= descriptor.resources.length, predicate);
    for (const { object } of found) assert.notEqual(object.termType, 'Literal', predicate);
  }
  const sizes = Object.fromEntries(quads.filter((quad) => quad.predicate.value === 'http://www.w3.org/ns/dcat#byteSize')
    .map(({ subject, object }) => [new URL(subject.value).pathname, Number(object.value)]));
  for (const { path, bytes: size } of descriptor.resources) assert.equal(sizes[`/open-data/${path}`], size, path);
});

test('CSVW metadata names the columns of its table', async () => {
  for (const { name, schema } of descriptor.resources) {
    const metadata = JSON.parse(await bytes(`/open-data/${name}.csv-metadata.json`));
    assert.equal(metadata['@context'][0], 'http://www.w3.org/ns/csvw');
    assert.equal(metadata.url, `${name}.csv`);
    for (const { reference } of metadata.tableSchema.foreignKeys ?? []) assert.equal(reference.resource, metadata.url, 'a table alone refers to itself only');
    assert.deepEqual(metadata.tableSchema.columns.map((column) => column.name), schema.fields.map((field) => field.name));
  }
  const { tables } = JSON.parse(await bytes('/open-data/csv-metadata.json'));
  assert.deepEqual(tables.map((table) => table.url), descriptor.resources.map(({ path }) => path));
  const keys = tables.flatMap((table) => table.tableSchema.foreignKeys ?? []);
  assert.ok(keys.length > 5);
  for (const { reference } of keys) assert.ok(tables.some((table) => table.url === reference.resource), reference.resource);
  const { headers } = await call(url, 'GET', '/open-data/tasks.csv');
  assert.match(headers.link, /<\/open-data\/tasks\.csv-metadata\.json>; rel="describedby"/);
});

test('downloads carry a strong ETag, answer 304 and may be read from other origins', async () => {
  for (const path of ['/open-data/tasks.csv', '/open-data/tasks.csv?bom=1', '/open-data/tasks.xlsx', '/open-data/versions.json', '/api/v1/tasks', '/api/v1/cells']) {
    const reply = await call(url, 'GET', path, { headers: { Origin: 'https://example.org' } });
    assert.equal(reply.headers['access-control-allow-origin'], '*', path);
    assert.match(reply.headers.etag, /^"[^"]+"$/);
    const again = await call(url, 'GET', path, { headers: { 'If-None-Match': reply.headers.etag } });
    assert.equal(again.status, 304, path);
    assert.equal(again.headers['access-control-allow-origin'], '*', path);
    const preflight = await call(url, 'OPTIONS', path, { headers: { Origin: 'https://example.org', 'Access-Control-Request-Method': 'GET' } });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers['access-control-allow-methods'], 'GET, HEAD');
  }
  const personal = await call(url, 'GET', '/api/v1/pickups/WF-0000-0000');
  assert.equal(personal.headers['access-control-allow-origin'], undefined);
});

test('names that do not exist are 404, as problem', async () => {
  for (const path of ['/open-data/nothing.csv', '/open-data/v/2020-01-01-00000000/tasks.csv', '/open-data/v/x/manifest.json', '/open-data/%2e%2e/wufei.db.csv', '/open-data/a/b/c.csv'])
    assert.equal((await call(url, 'GET', path, { headers: { Accept: 'application/json' } })).status, 404, path);
});

test('a change of the content makes a version; the earlier download stays byte for byte, over a restart too', async () => {
  const version = descriptor.version;
  const before = { csv: await bytes('/open-data/tasks.csv'), xlsx: await bytes('/open-data/tasks.xlsx') };
  const path = join(content, 'plan/tasks.json');
  const original = readFileSync(path, 'utf8');
  writeFileSync(path, original.replace(/"title": "[^"]+"/, '"title": "改过的任务名称一二三"'));
  await until(async () => JSON.parse(await bytes('/open-data/versions.json')).current !== version, 'a new version');
  assert.ok((await bytes('/open-data/tasks.csv')).includes('改过的任务名称一二三'));
  assert.match((await call(url, 'GET', '/api/v1/tasks')).text, /改过的任务名称一二三/);
  assert.match((await bytes('/open-data')).toString(), new RegExp(version));
  const check = async () => {
    assert.deepEqual(await bytes(`/open-data/v/${version}/tasks.csv`), before.csv);
    assert.deepEqual(await bytes(`/open-data/v/${version}/tasks.xlsx`), before.xlsx);
  };
  await check();
  const changed = JSON.parse(await bytes('/open-data/versions.json'));
  assert.deepEqual(changed.versions[0].changes.map((row) => row.table), ['tasks']);
  await server.stop();
  server = await startServer({ data: server.data, content });
  url = server.url;
  await check();
  assert.equal(JSON.parse(await bytes('/open-data/versions.json')).current, changed.current);
});

test('a bad change of the plan is refused and what was published stays', async () => {
  const path = join(content, 'plan/targets.json');
  const original = readFileSync(path, 'utf8');
  const published = await bytes('/open-data/targets.csv');
  writeFileSync(path, original.replace('"number": 75', '"number": "75"'));
  await until(() => server.errors().includes('plan/targets.json'), 'the refusal in the log');
  assert.deepEqual(await bytes('/open-data/targets.csv'), published);
  assert.equal(JSON.parse((await call(url, 'GET', '/api/v1/targets')).text).targets.length, 70);
  writeFileSync(path, original);
});
