// The county's side on the command line, beside the running server.
import { spawnSync } from 'node:child_process';
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { chmodSync, cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { binary, startServer, call, bookable, sampleRequest, bearer, wufei, wufeiWith, contentDirectory, scratchDirectory } from './lib.mjs';

let server, place, wanted, pickup;
before(async () => {
  server = await startServer();
  place = await bookable(server.url);
  wanted = sampleRequest(place, { note: '=1+1' });
  pickup = (await call(server.url, 'POST', '/api/v1/pickups', { body: wanted })).json;
});
after(() => server.stop());

const run = (...args) => wufei(server.data, ...args);
const current = async () => (await call(server.url, 'GET', `/api/v1/pickups/${pickup.reference}`, { headers: bearer(pickup) })).json;

test('the run sheet as table, CSV and workbook; numbers only on demand', async () => {
  const table = await run('pickups', '--date', pickup.date);
  assert.equal(table.code, 0, table.stderr);
  assert.match(table.stdout, new RegExp(pickup.reference));
  assert.ok(!table.stdout.includes(wanted.phone));
  const csv = await run('pickups', '--date', pickup.date, '--area', wanted.area, '--format', 'csv', '--with-phone');
  assert.ok(csv.stdout.includes(wanted.phone));
  assert.ok(csv.stdout.includes("'=1+1"), 'no formula');
  const file = join(scratchDirectory(), 'sheet.xlsx');
  assert.equal((await run('pickups', '--date', pickup.date, '--format', 'xlsx', '--output', file)).code, 0);
  assert.equal(readFileSync(file).subarray(0, 2).toString(), 'PK');
  const other = await run('pickups', '--date', '2020-01-01');
  assert.equal(other.code, 0);
  assert.ok(!other.stdout.includes(pickup.reference));
});

test('wrong arguments are refused in Chinese', async () => {
  for (const args of [['pickups', '--date', 'tomorrow'], ['pickups', '--date', '2026-11-26', '--format', 'pdf'],
    ['pickups', '--date', '2026-11-26', '--area', 'mars'], ['pickup', 'WF-1', 'show'],
    ['pickup', pickup.reference, 'complete', '--kg', '-3'], ['pickup', pickup.reference, 'not-presented', ' ']]) {
    const { code, stderr } = await run(...args);
    assert.equal(code, 1, args.join(' '));
    assert.match(stderr, /[\u4e00-\u9fff]/);
  }
});

test('assign and complete while the server runs; the resident sees it', async () => {
  assert.equal((await run('pickup', pickup.reference, 'assign', '一组')).code, 0);
  assert.equal((await current()).status, 'assigned');
  const twice = await run('pickup', pickup.reference, 'assign', '三组');
  assert.equal(twice.code, 1, 'another crew is no slip of the finger');
  assert.match(twice.stderr, /--change/);
  const shown = await run('pickup', pickup.reference, 'show');
  assert.match(shown.stdout, /一组/);
  assert.ok(!/\b(created|assigned)\b/.test(shown.stdout), shown.stdout);
  assert.ok(!shown.stdout.includes(wanted.phone));
  assert.ok((await run('pickup', pickup.reference, 'show', '--with-phone')).stdout.includes(wanted.phone));
  assert.equal((await run('pickup', pickup.reference, 'complete', '--kg', '35.5')).code, 0);
  assert.equal((await current()).status, 'completed');
  assert.equal((await run('pickup', pickup.reference, 'assign', '二组')).code, 1);
});

test('nobody home, and cancelled by the county', async () => {
  for (const [action, reason, status] of [['not-presented', '敲门无人', 'not_presented'], ['cancel', '道路施工', 'cancelled']]) {
    const other = (await call(server.url, 'POST', '/api/v1/pickups', { body: sampleRequest(place) })).json;
    assert.equal((await run('pickup', other.reference, action, reason)).code, 0);
    const seen = (await call(server.url, 'GET', `/api/v1/pickups/${other.reference}`, { headers: bearer(other) })).json;
    assert.equal(seen.status, status);
    assert.equal(seen.history.at(-1).detail, reason);
  }
});

test('outcomes with reasons, asked back, corrected; a missed report that nobody made', async () => {
  const other = (await call(server.url, 'POST', '/api/v1/pickups', { body: sampleRequest(place) })).json;
  const seen = async () => (await call(server.url, 'GET', `/api/v1/pickups/${other.reference}`, { headers: bearer(other) })).json;
  const refused = async (...args) => {
    const { code, stderr } = await run('pickup', other.reference, ...args);
    assert.equal(code, 1, args.join(' '));
    assert.match(stderr, /[\u4e00-\u9fff]/);
  };
  await refused('non-conforming', 'mixed_waste', '--correct');
  assert.equal((await run('pickup', other.reference, 'non-conforming', 'mixed_waste')).code, 0);
  assert.equal((await seen()).status, 'non_conforming');
  assert.equal((await seen()).outcome.reason, 'mixed_waste');
  await refused('no-access', 'gate_closed');
  await refused('complete', '--kg', '999', '--correct');
  await refused('complete', '--kg', '9', '--pieces', 'sofa:1', '--correct');
  assert.equal((await run('pickup', other.reference, 'complete', '--kg', '999', '--correct', '--confirmed')).code, 0);
  assert.deepEqual([(await seen()).status, (await seen()).outcome.version], ['completed', 2]);
  assert.equal((await seen()).history.at(-1).event, 'corrected');
  await refused('settle-missed', 'upheld', '明天补收');
  await refused('settle-missed', 'perhaps', '明天补收');
  const missed = await run('missed');
  assert.equal(missed.code, 0, missed.stderr);
  assert.ok(!missed.stdout.includes(other.reference));
});

test('a booking by telephone', async () => {
  const file = join(scratchDirectory(), 'booking.json');
  writeFileSync(file, JSON.stringify(sampleRequest(place)));
  const booked = await run('book', file);
  assert.equal(booked.code, 0, booked.stderr);
  assert.match(booked.stdout, /WF-/);
  writeFileSync(file, '{"area": 1}');
  const refused = await run('book', file);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /\/phone/);
});

test('whoever reads the log learns no reference', async () => {
  const open = await startServer({ logLevel: 'info' });
  const booked = (await call(open.url, 'POST', '/api/v1/pickups', { body: sampleRequest(await bookable(open.url)) })).json;
  await open.stop();
  assert.match(open.errors(), /POST \/api\/v1\/pickups 201/);
  assert.ok(!open.errors().includes(booked.reference), open.errors());
});

test('no fonts for Chinese: said at start and by check', async () => {
  const none = join(scratchDirectory(), 'fonts.conf');
  writeFileSync(none, '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>');
  const bare = await startServer({ env: { FONTCONFIG_FILE: none } });
  await bare.stop();
  assert.match(bare.errors(), /fonts-noto-cjk/);
  assert.ok(!server.errors().includes('fonts-noto-cjk'), server.errors());
});

test('a data directory that others may read is closed, and that is said', async () => {
  const data = scratchDirectory();
  chmodSync(data, 0o755);
  const open = await startServer({ data });
  await open.stop();
  assert.match(open.errors(), /others than its owner could read it/);
  assert.equal(statSync(data).mode & 0o77, 0);
});

test('notices stand in the outbox', async () => {
  const { stdout } = await run('notices');
  assert.match(stdout, new RegExp(pickup.reference));
  assert.ok(!stdout.includes(wanted.phone));
});

test('check --launch lists what the county must settle, and fails as long as something waits', async () => {
  const open = await run('check', '--launch', '--public-url', 'https://example.org');
  assert.equal(open.code, 1, open.stderr);
  assert.match(open.stdout, /待定 {2}主办单位的名称和联系方式：由.+定，写在 content\/site\.json/);
  assert.match(open.stdout, /已定 {2}域名和 HTTPS 证书/);
  assert.match((await run('check', '--launch')).stdout, /待定 {2}域名和 HTTPS 证书/);
});

test('the launch list reads in files of other subjects whether the county has confirmed them', async () => {
  const content = scratchDirectory();
  cpSync(contentDirectory, content, { recursive: true });
  const settled = async (id) => {
    const { title } = JSON.parse(readFileSync(join(content, 'launch.json'), 'utf8')).points.find((point) => point.id === id);
    const line = (await wufeiWith(content, server.data, 'check', '--launch')).stdout.split('\n').find((one) => one.includes(title));
    assert.match(line, /^(待定|已定) /);
    return line.startsWith('已定');
  };
  for (const [id, file, says] of [['destinations', 'ledger/destinations.json', (json) => json], ['templates', 'feedback/templates.json', (json) => json],
    ['licence', 'open_data.json', (json) => json.licence]]) {
    assert.equal(await settled(id), false, id);
    const path = join(content, file), json = JSON.parse(readFileSync(path, 'utf8'));
    says(json).confirmation = 'confirmed';
    writeFileSync(path, JSON.stringify(json));
    assert.equal(await settled(id), true, id);
  }
});

test('check, backup and restore', async () => {
  const checked = await run('check');
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
  const file = join(scratchDirectory(), 'copy.db');
  assert.equal((await run('backup', file)).code, 0);
  assert.deepEqual(readdirSync(dirname(file)), ['copy.db']);
  assert.equal((await run('backup', file)).code, 1, 'an earlier backup is not replaced');
  assert.equal((await run('restore', file)).code, 1, 'not while the server runs');
});

test('a second server on the same data is refused', async () => {
  await assert.rejects(startServer({ data: server.data }), /ended with 1/);
});

test('commands without a database say so', async () => {
  const { code, stderr } = await wufei(scratchDirectory(), 'pickups', '--date', '2026-11-26');
  assert.equal(code, 1);
  assert.match(stderr, /wufei\.db/);
});

test('version --all names the libraries that scripts/setup brings, and the files that are loaded', async () => {
  const plain = await run('version'), all = await run('version', '--all');
  assert.match(plain.stdout, /^wufei \d+\.\d+\.\d+\n$/);
  assert.ok(all.stdout.startsWith(plain.stdout), all.stderr);
  const setup = readFileSync(join(import.meta.dirname, '../../scripts/setup'), 'utf8');
  const packages = /build_packages=\(([^)]*)\)/.exec(setup)[1].match(/[a-z0-9+.-]+-dev\b/g)
    .filter((name) => !/^(doctest|libfuzzer|libclang)/.test(name));
  assert.ok(packages.length > 15, String(packages));
  for (const name of packages) assert.match(all.stdout, new RegExp(`^${name.replaceAll('+', '\\+')} \\S+$`, 'm'));
  assert.match(all.stdout, /^cpp-httplib \d+\.\d+/m);
  assert.match(all.stdout, /^libsqlite3\.so\.\d+\.\d+\.\d+$/m);
});

test('a secret comes from a file that nobody else may read, or the server does not start', async () => {
  const file = join(scratchDirectory(), 'open311.key');
  const start = (env) => startServer({ env: { WUFEI_OPEN311_KEY_FILE: file, ...env } });
  const files = async (url, key) => (await call(url, 'POST', '/open311/v2/requests.json', {
    body: new URLSearchParams({ service_code: 'report', api_key: key }).toString(),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' } })).status;
  writeFileSync(file, 'channel-key\r\n', { mode: 0o600 });
  const other = await start();
  assert.equal(await files(other.url, 'wrong'), 403);
  assert.equal(await files(other.url, 'channel-key'), 400, 'known, and its request is not whole');
  await other.stop();
  await assert.rejects(start({ WUFEI_OPEN311_KEY: 'twice' }), /WUFEI_OPEN311_KEY_FILE: WUFEI_OPEN311_KEY is set/);
  chmodSync(file, 0o644);
  await assert.rejects(start(), /others may read .*chmod 640/);
  for (const text of ['', '\n', 'two\nlines\n', 'x'.repeat(5000)]) {
    writeFileSync(file, text);
    chmodSync(file, 0o640);
    await assert.rejects(start(), /holds no line with a secret/);
  }
  await assert.rejects(start({ WUFEI_OPEN311_KEY_FILE: scratchDirectory() }), /is no file/);
  const help = spawnSync(binary, ['serve', '--help'], { env: { ...process.env, WUFEI_OPEN311_KEY_FILE: file }, encoding: 'utf8' });
  assert.equal(help.status, 0, 'help needs no secret');
});
