// The drill of docs/zh/operator.md, section 3: what somebody had erased stays erased when a backup of before is put back, on both
// engines, whichever way it comes back; the backup itself stays as it is.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bearer, bookable, call, sampleRequest, scratchDirectory, startServer, wufei } from './lib.mjs';
import { Postgres, missing, placeStore } from './postgres.mjs';
import { keyOf, openAccount } from './staff.mjs';

const api = '/api/v1', name = '李秀英';
let people = 0;

async function booked(server) {
  people += 1;
  const phone = `1380636${1000 + people}`, request = sampleRequest(await bookable(server.url), { phone, contact_name: name });
  const reply = await call(server.url, 'POST', `${api}/pickups`, { body: request });
  assert.equal(reply.status, 201, reply.text);
  return { ...reply.json, phone };
}
const cancel = async (server, pickup) =>
  assert.equal((await call(server.url, 'POST', `${api}/pickups/${pickup.reference}/cancel`, { headers: bearer(pickup), body: '' })).status, 200);
async function filed(server, data) {
  const body = { kind: 'complaint', topic: 'pickup', text: '楼下的垃圾桶满了三天没有人收。', contact_name: name, phone: '13806369999' };
  const { reference } = (await call(server.url, 'POST', `${api}/feedback`, { body })).json;
  assert.equal((await wufei(data, 'case', reference, 'close', '--note', '已经收走')).code, 0);
  return { reference, phone: body.phone, kind: 'feedback' };
}
async function erase(server, { reference, phone, kind = 'pickups' }) {
  const own = await call(server.url, 'POST', `${api}/${kind}/own`, { body: { reference, phone } });
  assert.equal(own.status, 200, own.text);
  return call(server.url, 'POST', `${api}/${kind}/${reference}/erasure`, { headers: bearer(own.json), body: { confirm: true } });
}
async function erased(server, record) {
  const gone = await erase(server, record);
  assert.deepEqual([gone.status, gone.json.erased], [200, true], gone.text);
}
const opens = async (server, { reference, phone, kind = 'pickups' }) =>
  (await call(server.url, 'POST', `${api}/${kind}/own`, { body: { reference, phone } })).status;

// What staff see of it, before any server has started.
async function shown(data, { reference, kind }) {
  const { code, stdout, stderr } = await wufei(data, kind === 'feedback' ? 'case' : 'pickup', reference, 'show');
  assert.equal(code, 0, stderr);
  return { stdout, stderr };
}
async function nothingLeft(data, records) {
  for (const record of records) assert.ok(!(await shown(data, record)).stdout.includes(name), record.reference);
  const checked = await wufei(data, 'check');
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
}

// One record cancelled before the backup and one open in it, a case; then all are erased. Another stays.
async function drill(server) {
  const early = await booked(server), late = await booked(server), kept = await booked(server), report = await filed(server, server.data);
  await cancel(server, early);
  return { kept, gone: [early, late, report], erase: async () => {
    await cancel(server, late);
    for (const record of [early, late, report]) await erased(server, record);
  } };
}

test('wufei restore erases again what was erased after the backup, and says how many; the backup stays as it is', async () => {
  const server = await startServer(), { data } = server, file = join(scratchDirectory(), 'before.db');
  const records = await drill(server);
  assert.equal((await wufei(data, 'backup', file)).code, 0);
  await records.erase();
  const list = readFileSync(join(data, 'erasures'), 'utf8');
  assert.equal(list.trim().split('\n').length, 3);
  for (const record of records.gone) assert.ok(list.includes(record.reference) && !list.includes(record.phone));
  await server.stop();
  const before = readFileSync(file);
  for (let time = 0; time < 2; time += 1) { // a second restore finds the same
    const restored = await wufei(data, 'restore', file);
    assert.equal(restored.code, 0, restored.stderr);
    assert.match(restored.stdout, /按删除清单再次删除：3 条/);
    await nothingLeft(data, records.gone);
  }
  assert.ok(before.equals(readFileSync(file)));
  assert.ok((await shown(data, records.kept)).stdout.includes(name), 'others come back');
  const again = await startServer({ data });
  assert.ok(!again.errors().includes('erased again'), again.errors());
  for (const record of records.gone) assert.equal(await opens(again, record), 404);
  assert.equal(await opens(again, records.kept), 200);
  const seen = await shown(data, records.gone[1]);
  assert.ok(seen.stdout.includes('本人已要求删除'), seen.stdout);
  await again.stop();
});

test('a point in time that somebody else put back: the first to open it erases, a command or the server', async () => {
  const server = await startServer(), { data } = server, file = join(scratchDirectory(), 'before.db');
  const records = await drill(server), database = join(data, 'wufei.db');
  assert.equal((await wufei(data, 'backup', file)).code, 0);
  await records.erase();
  await server.kill();
  const putBack = () => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(database + suffix, { force: true });
    cpSync(file, database);
  };
  putBack();
  const first = await shown(data, records.gone[0]);
  assert.ok(!first.stdout.includes(name) && /按删除清单再次删除：3 条/.test(first.stderr), first.stderr);
  putBack();
  const again = await startServer({ data });
  assert.match(again.errors(), /list of erasures: erased again, as people had asked: 3/);
  for (const record of records.gone) assert.equal(await opens(again, record), 404);
  assert.equal(await opens(again, records.kept), 200);
  await again.stop();
  await nothingLeft(data, records.gone);
});

test('the list comes first: where it cannot be written nothing is erased; killed after it, the next start erases', async () => {
  const server = await startServer(), { data } = server, list = join(data, 'erasures');
  const pickup = await booked(server);
  await cancel(server, pickup);
  const file = join(scratchDirectory(), 'before.db');
  assert.equal((await wufei(data, 'backup', file)).code, 0);
  mkdirSync(list);
  assert.equal((await erase(server, pickup)).status, 503);
  assert.ok((await shownBeside(data, list, pickup)).includes(name));
  assert.equal(await opens(server, pickup), 200);
  await server.kill();
  await assert.rejects(startServer({ data }), /erasures/);
  const restored = await wufei(data, 'restore', file);
  assert.equal(restored.code, 1);
  assert.match(restored.stderr, /the list of erasures cannot be read/);
  assert.ok(!readdirSync(data).some((name) => name.includes('before-restore')), 'nothing was replaced');
  rmSync(list, { recursive: true });
  writeFileSync(list, `${Math.floor(Date.now() / 1000)} pickup ${pickup.reference}\n1795 pick`, { mode: 0o600 });
  const again = await startServer({ data });
  assert.match(again.errors(), /erased again, as people had asked: 1/);
  assert.equal(await opens(again, pickup), 404);
  await again.stop();
});

// A program that runs can be read, but written by nobody, not even by root, whom permissions do not stop.
async function heldList(list) {
  copyFileSync('/bin/sleep', list);
  chmodSync(list, 0o700);
  const holder = spawn(list, ['600'], { stdio: 'ignore' });
  await new Promise((begun, failed) => holder.once('spawn', begun).once('error', failed));
  return async () => {
    const gone = new Promise((done) => { holder.once('exit', done); });
    holder.kill('SIGKILL');
    await gone;
    rmSync(list);
  };
}

test('a list that can be read but not written is told before anybody asks: at the start, as a metric, by wufei check', async () => {
  const first = await startServer(), { data } = first;
  await first.stop();
  const letGo = await heldList(join(data, 'erasures'));
  let server;
  try {
    server = await startServer({ data });
    assert.match(server.errors(), /watch the list of erasures: \S+erasures: cannot be written/);
    assert.match((await call(server.url, 'GET', '/metrics')).text, /^wufei_erasures_writable 0$/m);
    const checked = await wufei(data, 'check');
    assert.equal(checked.code, 1, checked.stdout);
    assert.match(checked.stdout, /删除清单写不了.*归属改给运行服务的账号/);
  } finally {
    await letGo();
    await server?.stop();
  }
  const mended = await wufei(data, 'check');
  assert.equal(mended.code, 0, mended.stdout + mended.stderr);
  const again = await startServer({ data });
  assert.match((await call(again.url, 'GET', '/metrics')).text, /^wufei_erasures_writable 1$/m);
  assert.doesNotMatch(again.errors(), /list of erasures/);
  await again.stop();
});

// A command refuses a list that it cannot read; it must not be in the way of this look.
async function shownBeside(data, list, record) {
  const refused = await wufei(data, 'pickup', record.reference, 'show');
  assert.equal(refused.code, 1);
  rmSync(list, { recursive: true });
  const { stdout } = await shown(data, record);
  mkdirSync(list);
  return stdout;
}

const article = '/desk/articles/publicity/winter-pickup';
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

// Gives the article a picture, as the page's form sends it; answers its name.
async function givenPicture(editor) {
  const key = keyOf(await editor.get(`${article}/pictures`)), line = '--b0undary\r\nContent-Disposition: form-data; name=';
  const body = Buffer.concat([Buffer.from(`${line}"form_key"\r\n\r\n${key}\r\n${line}"alt"\r\n\r\n一个人\r\n${line}"picture"; filename="a.png"\r\n\r\n`),
    picture, Buffer.from('\r\n--b0undary--\r\n')]);
  const headers = { Cookie: [...editor.cookies].map((pair) => pair.join('=')).join('; '), Accept: 'text/html', 'Content-Type': 'multipart/form-data; boundary=b0undary' };
  const given = await call(editor.url, 'POST', `${article}/pictures`, { headers, body });
  assert.equal(given.status, 303, given.text.slice(0, 400));
  return /[?&]picture=([0-9a-f]{32}\.jpg)$/.exec(given.headers.location)[1];
}

test('a picture that an editor erased does not come back with a backup, what else was written does', async () => {
  const server = await startServer(), { data } = server, file = join(scratchDirectory(), 'before.db');
  const { person: editor } = await openAccount(server, 'lan', 'editor');
  const fields = { column: 'publicity', slug: 'winter-pickup', title: '冬天怎样约收旧家具', summary: '下雪天收运的时间和办法。', published: '2026-11-24', written: '2026-11-23',
    issuing_body: '本网站编辑整理', document_number: '—', index_number: 'TEST-2026-001', validity: '有效', disclosure: '主动公开', keywords: '冬天，收运', sources: '收运办法',
    body: '## 先看天气\r\n\r\n下雪天可以[改时间](/pickup/lookup)。\r\n' };
  const made = await editor.post('/desk/articles/new', { ...fields, form_key: keyOf(await editor.get('/desk/articles/new')) });
  assert.equal(made.status, 303, made.text.slice(0, 400));
  const name = await givenPicture(editor), seen = async () => (await editor.get(`/desk/pictures/${name}`)).status;
  assert.equal(await seen(), 200);
  assert.equal((await wufei(data, 'backup', file)).code, 0);
  const erase = { form_key: keyOf(await editor.get(`${article}/pictures`)), which_leaves: name, reason: '拍到了人脸' };
  assert.equal((await editor.post(`${article}/pictures/erase`, erase)).status, 303);
  const gone = await seen();
  assert.ok(gone >= 400, `${gone}`);
  await server.stop();
  assert.match(readFileSync(join(data, 'erasures'), 'utf8'), new RegExp(`^\\d+ publishing ${name.slice(0, 32)}$`, 'm'));
  const restored = await wufei(data, 'restore', file);
  assert.equal(restored.code, 0, restored.stderr);
  assert.match(restored.stdout, /按删除清单再次删除：1 条/);
  const again = await startServer({ data });
  editor.url = again.url;
  assert.equal(await seen(), gone);
  const page = await editor.get(`${article}/pictures`);
  assert.equal(page.status, 200, 'the article came back');
  assert.ok(!page.text.includes(name));
  await again.stop();
  const checked = await wufei(data, 'check');
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
});

test('PostgreSQL: the operator puts the database back, the start erases', { skip: missing || false }, async () => {
  const postgres = await Postgres.start({ durable: true });
  try {
    const data = placeStore(join(scratchDirectory(), 'data'), postgres.database('today'));
    let server = await startServer({ data });
    const records = await drill(server);
    await server.stop();
    assert.deepEqual(postgres.ask('CREATE DATABASE before TEMPLATE today;').faults, []);
    server = await startServer({ data });
    await cancel(server, records.gone[1]);
    for (const record of records.gone) await erased(server, record);
    await server.stop();
    placeStore(data, postgres.address('before'));
    const again = await startServer({ data });
    assert.match(again.errors(), /erased again, as people had asked: 3/);
    for (const record of records.gone) assert.equal(await opens(again, record), 404);
    assert.equal(await opens(again, records.kept), 200);
    await again.stop();
    await nothingLeft(data, records.gone);
  } finally {
    await postgres.stop();
  }
});
