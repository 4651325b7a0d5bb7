// Indicators as programs, readers and the county's staff meet them.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startServer, call, wufei, scratchDirectory, contentDirectory, until } from './lib.mjs';

const table = JSON.parse(readFileSync(join(contentDirectory, 'indicators/indicators.json'), 'utf8'));
let server;
before(async () => { server = await startServer(); });
after(() => server.stop());

const get = (path, headers) => call(server.url, 'GET', path, { headers });
const source = ['--source', '2024年统计公报', '--source-number', '东统〔2025〕1号', '--source-date', '2025-03-31', '--publisher', '县统计局'];
const publish = (no, ...args) => wufei(server.data, 'publish-indicator', String(no), ...source, '--yes', ...args);

// Commands write beside the server: it shows the change in its own time.
const shown = (path, wanted) => until(async () => {
  const reply = await get(path);
  return wanted(reply) && reply;
}, path);

test('the list has the fixed fields, every row of the table, and no actual value', async () => {
  const { json, headers } = await get('/api/v1/indicators');
  assert.equal(json.indicators.length, 48);
  assert.deepEqual([json.declared, json.listed], [49, 48]);
  assert.equal(headers['access-control-allow-origin'], '*');
  for (const [i, row] of json.indicators.entries()) {
    const plan = table.indicators[i];
    assert.deepEqual([row.no, row.name, row.unit, row.direction, row.required, row.comparable, row.actual, row.responsible],
      [plan.no, plan.name, plan.unit, plan.direction, plan.required, plan.comparable, null, plan.responsible]);
    for (const cell of ['baseline', 'target_2023', 'target_2025']) {
      const { raw, op, value, year, reference_year } = row[cell];
      assert.deepEqual([raw, op, value === null ? null : Number(value), year, reference_year],
        [plan[cell].raw ?? '', plan[cell].op, plan[cell].value === null ? null : Number(plan[cell].value), plan[cell].year, plan[cell].reference_year]);
      assert.ok(value === null || typeof value === 'number');
    }
    assert.deepEqual([row.status.verdict, row.status.reason], ['unknown', 'no_value']);
  }
});

test('an unchanged list is 304', async () => {
  const { headers } = await get('/api/v1/indicators');
  assert.equal((await get('/api/v1/indicators', { 'If-None-Match': headers.etag })).status, 304);
});

test('numbers that are none are 404 with a problem, pages too', async () => {
  for (const no of ['0', '49', '01', '-1', '1e1', 'abc', '%E4%B8%80', '99999999999999999999', '1%00'])
    for (const path of [`/api/v1/indicators/${no}`, `/api/v1/indicators/${no}/revisions`, `/embed/indicators/${no}`]) {
      const { status, headers } = await get(path);
      assert.ok(status === 404 || (status === 400 && no.includes('%00')), `${path} ${status}`);
      assert.equal(headers['content-type'], 'application/problem+json');
    }
  for (const path of ['/indicators/49', '/indicators/01', '/indicators/x', '/indicators/13?revision=7', '/charts/indicator-49.svg',
    '/charts/indicator-1.gif', '/charts/indicator-.svg', '/charts/..%2findicator-1.svg'])
    assert.equal((await get(path, { Accept: 'text/html' })).status, 404, path);
});

test('list pages filter, search and sort', async () => {
  const count = async (query) => Number(/找到 (\d+) 项/.exec((await get(`/indicators${query}`)).text)[1]);
  assert.equal(await count(''), 48);
  assert.equal(await count('?star=required'), 24);
  assert.equal(await count('?star=special'), 1);
  assert.equal(await count('?status=met'), 0);
  assert.equal(await count('?status=unknown'), 48);
  assert.equal(await count('?status=unpublished'), 48);
  assert.equal(await count('?issues=1'), table.indicators.filter((row) => row.discrepancies.length > 0).length);
  assert.equal(await count(`?group=${encodeURIComponent('特色指标')}`), 1);
  assert.equal(await count(`?body=${encodeURIComponent('县商务和投资促进局')}`),
    table.indicators.filter((row) => row.responsible.includes('县商务和投资促进局')).length);
  assert.equal(await count(`?q=${encodeURIComponent('秸秆综合利用率')}`), 1);
  assert.equal(await count(`?q=${encodeURIComponent('秸秆　１５')}`), 1, 'full-width digits and space');
  assert.equal(await count('?star=no-such'), 0);
  for (const odd of ['𠮷䶮㙍𬭊', '😀'.repeat(200), '<script>alert(1)</script>', "' OR 1=1 --", '%'.repeat(50)])
    assert.equal(await count(`?q=${encodeURIComponent(odd)}`), 0);
  const { text } = await get(`/indicators?q=${encodeURIComponent('<script>alert(1)</script>')}&sort=name`);
  assert.ok(!text.includes('<script>alert(1)'));
  assert.match((await get('/indicators')).text, /49 项.*48 项/s);
});

test('an empty list names what is empty and leads back to all of it; each answer to choose says how many', async () => {
  const { text } = await get('/indicators?status=met');
  assert.match(text, /没有符合条件的指标/);
  assert.match(text, /“已达标”现在是 0 项，因为实际值还没有公布。/);
  assert.match(text, /<a href="\/indicators">清除条件，看全部 48 项<\/a>/);
  const all = (await get('/indicators')).text;
  assert.match(all, /<a href="\/indicators" aria-current="true">全部 48<\/a>/);
  assert.match(all, /<a href="\/indicators\?star=required">★ 必选 24<\/a>/);
  assert.match((await get('/indicators?star=required')).text, /aria-current="true">★ 必选 24<\/a>/);
  assert.equal(all.match(/<tr class="group">/g).length, 6);
});

test('a page says what is known and what is not', async () => {
  const { text, status, headers } = await get('/indicators/18');
  assert.equal(status, 200);
  assert.match(text, /未公布/);
  assert.match(text, /较 2019 年/);
  assert.match(text, /起点不同/);
  assert.ok(!/<svg/.test(text.slice(text.indexOf('<main'))), 'no chart of numbers that may not be compared');
  assert.match(text, /href="\/discrepancies\/D\d\d"/);
  assert.match(text, /href="\/tasks\?indicator=18"/);
  assert.match(headers['content-security-policy'], /frame-ancestors 'none'/);
  assert.match((await get('/indicators/13')).text, /<svg[^>]*aria-label/);
  assert.match((await get('/indicators/method')).text, /SHA-256/);
});

test('charts stand alone as SVG and PNG, and are refused where numbers may not be compared', async () => {
  for (const row of table.indicators) {
    const { status, text, headers } = await get(`/charts/indicator-${row.no}.svg`);
    if (['no', 'suspect_scope', 'qualitative_target'].includes(row.comparable) || row.qualitative) assert.equal(status, 404, row.no);
    if (row.comparable === 'yes') assert.equal(status, 200, row.no);
    if (status !== 200) continue;
    assert.equal(headers['content-type'], 'image/svg+xml');
    assert.match(text, /^<svg .*<\/svg>$/s);
    assert.ok(!/<script|href=/.test(text));
  }
  const png = await get('/charts/indicator-13.png');
  assert.equal(png.headers['content-type'], 'image/png');
  assert.ok(png.text.startsWith('\ufffdPNG'));
});

test('only the embeddable page may stand in a frame, and it runs nothing', async () => {
  const { headers, text } = await get('/embed/indicators/13');
  assert.match(headers['content-security-policy'], /default-src 'none'.*frame-ancestors \*/);
  assert.equal(headers['x-frame-options'], undefined);
  assert.ok(!/<script|<form/.test(text));
  assert.match((await get('/embed/indicators/18')).text, /起点不同/);
  for (const path of ['/indicators/13', '/', '/api/v1/areas'])
    assert.equal((await get(path)).headers['x-frame-options'], 'DENY', path);
});

test('publishing refuses what is wrong, in Chinese, and stores nothing', async () => {
  const wrong = [[13, '--period', '2099', '--value', '75'], [49, '--period', '2024', '--value', '1'], [13, '--period', '2024', '--value', '七十五'],
    [13, '--period', '2024', '--value', '75.12345678'], [13, '--period', '2024', '--text', '很好'], [33, '--period', '2024', '--value', '1'],
    [18, '--period', '2024', '--value', '7'], [13, '--period', '去年', '--value', '75'], [13, '--period', '2024', '--value', '75', '--correct', '1'],
    [13, '--period', '2024'], [13, '--value', '75'], [13, '--period', '2024', '--value', '75', '--note', '\u202e']];
  for (const args of wrong) {
    const { code, stderr } = await publish(...args);
    assert.equal(code, 1, args.join(' '));
    assert.match(stderr, /[\u4e00-\u9fff]/);
  }
  const unasked = await wufei(server.data, 'publish-indicator', '13', ...source, '--period', '2024', '--value', '75');
  assert.equal(unasked.code, 1);
  assert.match(unasked.stderr, /--yes/);
  assert.deepEqual((await get('/api/v1/indicator-revisions')).json.revisions, []);
});

test('a published value appears without a restart, with its verdict, and a correction keeps the old one', async () => {
  const first = await publish(13, '--period', '2024', '--value', '73.90', '--note', '=1+1 <b>𠮷</b>');
  assert.equal(first.code, 0, first.stderr);
  const { json } = await shown('/api/v1/indicators/13', (reply) => reply.json.actual !== null);
  assert.deepEqual([json.actual.value, json.actual.year, json.actual.period, json.actual.source.number, json.status.verdict, json.status.target_year],
    [73.9, 2024, '2024', '东统〔2025〕1号', 'not_met', 2023]);
  assert.equal((await publish(13, '--period', '2024', '--value', '74')).code, 1, 'twice without --correct');
  assert.equal((await publish(13, '--period', '2024', '--value', '74.5', '--correct', '1')).code, 0);
  await shown('/api/v1/indicators/13', (reply) => reply.json.actual.value === 74.5 && reply.json.status.verdict === 'met');
  const page = (await get('/indicators/13')).text;
  assert.match(page, /已达标/);
  assert.ok(!page.includes('<b>𠮷'), 'escaped');
  assert.match(page, /href="\/indicators\/13\?revision=1"/);
  const old = (await get('/indicators/13?revision=1')).text;
  assert.match(old, /已被第 2 次更正/);
  assert.match(old, /73\.90%/);
  assert.match(old, /noindex/);
  assert.equal((await get('/charts/indicator-13.svg?kind=series')).status, 200);
});

test('anybody can verify the chain, and so does the command', async () => {
  assert.equal((await publish(33, '--period', '2023', '--text', '已经建立')).code, 0);
  assert.equal((await publish(18, '--period', '2023', '--value', '6.5', '--reference-year', '2020')).code, 0);
  const { json } = await shown('/api/v1/indicator-revisions', (reply) => reply.json.revisions.length === 4);
  let previous = '0'.repeat(64);
  for (const { hash, ...rest } of json.revisions) {
    assert.equal(rest.previous_hash, previous);
    assert.equal(createHash('sha256').update(JSON.stringify(rest, Object.keys(rest).sort())).digest('hex'), hash);
    previous = hash;
  }
  const sound = await wufei(server.data, 'verify');
  assert.equal(sound.code, 0, sound.stderr);
  assert.ok(sound.stdout.includes(previous));
  assert.deepEqual((await get('/api/v1/indicators/13/revisions')).json.revisions.map((row) => [row.revision, row.replaces, row.value]),
    [[1, null, '73.90'], [2, 1, '74.5']]);
});

test('a changed row is found, and the database itself refuses to change one', async () => {
  const copy = scratchDirectory();
  const file = join(copy, 'wufei.db');
  assert.equal((await wufei(server.data, 'backup', file)).code, 0);
  cpSync(join(server.data, 'keys'), join(copy, 'keys'), { recursive: true });
  const sql = (text) => execFileSync('sqlite3', [file, text], { stdio: 'pipe' }).toString();
  assert.equal((await wufei(copy, 'verify')).code, 0);
  assert.throws(() => sql("UPDATE indicator_revision SET value = '99' WHERE sequence = 2"), /never edited/);
  assert.throws(() => sql('DELETE FROM indicator_revision'), /never deleted/);
  sql("DROP TRIGGER indicator_revision_no_update; UPDATE indicator_revision SET value = '99' WHERE sequence = 2");
  const broken = await wufei(copy, 'verify');
  assert.equal(broken.code, 1);
  assert.match(broken.stdout, /sequence 2/);
  assert.equal((await wufei(copy, 'check')).code, 1);
});

test('a bad table on disk is refused with the old one kept', async () => {
  const content = join(scratchDirectory(), 'content');
  cpSync(contentDirectory, content, { recursive: true });
  const other = await startServer({ content });
  const bad = structuredClone(table);
  bad.indicators[4].no = 4;
  bad.indicators[0].baseline.value = '约三';
  writeFileSync(join(content, 'indicators/indicators.json'), JSON.stringify(bad));
  await until(() => other.errors().includes('is refused'), 'the refusal');
  assert.match(other.errors(), /indicators\.json#\/indicators\/4\/no: must be 5/);
  assert.match(other.errors(), /indicators\.json#\/indicators\/0\/baseline\/value/);
  assert.equal((await call(other.url, 'GET', '/api/v1/indicators/1')).json.baseline.value, 3.21);
  await other.stop();
});
