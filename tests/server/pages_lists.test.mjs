// Lists, folds and the pages that stand in for missing ones, as a reader without scripts gets them.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { call, startServer } from './lib.mjs';

let server;
before(async () => { server = await startServer(); });
after(() => server.stop());
const get = async (path, headers = { Accept: 'text/html' }) => (await call(server.url, 'GET', path, { headers })).text;
const main = (text) => text.slice(text.indexOf('<main'), text.indexOf('</main>'));

test('an article begins with its text: what is known of it is one line that opens', async () => {
  const text = main(await get('/disclosure/publicity/how-portal-works'));
  const title = text.indexOf('<h1'), line = text.indexOf('<div class="fold line">'), first = text.indexOf('<h2');
  assert.ok(title > 0 && title < line && line < first, 'title, line, text');
  assert.match(text, /<summary><span>2026-\d\d-\d\d　本网站编辑整理　出处 \d+ 处<\/span>\s*<\/summary>/);
  const rail = text.slice(text.indexOf('<aside'));
  assert.match(rail, /本页目录/);
  for (const [, anchor] of rail.matchAll(/<a href="#([^"]+)"/g)) assert.ok(text.includes(` id="${anchor}"`), anchor);
});

test('open data: name, rows and three buttons of each table, and the terms beside it', async () => {
  const text = main(await get('/open-data'));
  const buttons = [...text.matchAll(/<td class="press">(.*?)<\/td>/gs)].map(([, cell]) => [...cell.matchAll(/>(\w+)<\/a>/g)].map(([, word]) => word));
  assert.ok(buttons.length > 10);
  for (const row of buttons) assert.deepEqual(row, ['Excel', 'CSV', 'JSON']);
  const rail = text.slice(text.indexOf('<aside'));
  for (const word of ['现行版本', '使用许可', '待主管部门确认', '怎样引用', '哪个文件适合我']) assert.ok(rail.includes(word), word);
});

test('a page that is not there offers the guide’s field, the search and the main pages', async () => {
  const { status, text } = await call(server.url, 'GET', '/no/such/page', { headers: { Accept: 'text/html' } });
  assert.equal(status, 404);
  assert.match(main(text), /<form action="\/guide"/);
  for (const path of ['/search', '/', '/pickup', '/disclosure', '/feedback']) assert.ok(main(text).includes(`<a href="${path}">`), path);
  assert.match(main(text), /href="tel:12345"/);
});

test('the reference of the API is a page for each group, with its contents first; each operation stands on one of them', async () => {
  const api = JSON.parse(await get('/api/v1/openapi.json', {})), first = main(await get('/api-reference'));
  const groups = [...first.matchAll(/<a href="(\/api-reference\/[^"]+)"/g)].map(([, path]) => path);
  assert.deepEqual(new Set(groups), new Set([...api.tags.map(({ name }) => `/api-reference/${name}`), '/api-reference/schemas']));
  assert.doesNotMatch(first, /POST \//, 'the first page has no operation');
  const wanted = Object.values(api.paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId)), found = [];
  for (const path of groups) {
    const text = main(await get(path)), anchors = [...text.matchAll(/<h2[^>]* id="([^"]+)"/g)].map(([, id]) => id);
    for (const id of anchors) assert.ok(text.includes(`<a href="#${id}"`), `${path}: ${id} in the contents`);
    if (!path.endsWith('/schemas')) found.push(...anchors);
  }
  assert.deepEqual(found.sort(), wanted.sort());
  assert.equal((await call(server.url, 'GET', '/api-reference/no-such-group', { headers: { Accept: 'text/html' } })).status, 404);
});

test('long lists have a row for each entry and a way back to the top', async () => {
  for (const [path, entry] of [['/tasks', /<a href="\/tasks\/T\d+">/g], ['/discrepancies', /<a href="\/discrepancies\/D\d+">/g], ['/coverage', /<a href="\/tasks\/T\d+">/g]]) {
    const text = main(await get(path));
    assert.ok(text.match(entry).length > 30, path);
    assert.match(text, /<p class="top"><a href="#main">回到顶部<\/a>/, path);
  }
});

test('the start of 意见建议 has two buttons, six kinds with their days, and the telephone', async () => {
  const text = main(await get('/feedback'));
  assert.match(text, /<h1>意见建议<\/h1>/);
  const press = /<ul class="press main">(.*?)<\/ul>/s.exec(text)[1];
  assert.deepEqual([...press.matchAll(/href="([^"]+)"/g)].map(([, href]) => href), ['/feedback/new', '/feedback/lookup']);
  assert.equal(text.match(/href="\/feedback\/new\?kind=/g).length, 6);
  assert.match(text, /15 个工作日/);
  assert.match(text, /不设期限/);
  assert.match(text, /href="tel:12345">急事请打 12345</);
});
