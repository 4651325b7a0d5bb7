// The exchange with the city on the running portal: keys, changes by cursor, records, files against their schema, hooks to a
// city that is slow, forgets, refuses and closes, over kill -9 of the server; national numbers handed in twice.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { call, scratchDirectory, startServer, today, until, wufei } from './lib.mjs';
import { keyOf, openAccount } from './staff.mjs';
import { readChanges, startCity } from './city.mjs';

const secret = 'a secret of the city 4711', plate = '鲁P54321';
const canaries = ['金丝雀联系人', '13899990077', '李驾驶员', plate, '金丝雀路', '太湿了', '备注金丝雀'];
const data = scratchDirectory(), boundary = '县级内部流转记录，不是法定联单';
// Refused, closed, forgotten and slow, again and again.
const moods = [500, 'lost', 409, 'slow', 'closed', 'lost', 302, 'slow'];
let city, server, officer, checker, key;
const parties = {}, people = {}, numbers = []; // numbers: of every record that was issued
const start = () => startServer({ data, args: ['--hook-url', city.url], env: { WUFEI_HOOK_SECRET: secret } });
before(async () => {
  city = await startCity({ secret, moods });
  server = await start();
  officer = (await openAccount(server, 'officer', 'officer')).person;
  checker = (await openAccount(server, 'checker', 'officer')).person;
  for (const [name, roles, fields] of [['factory', ['generator'], ['industrial', 'hazardous']], ['carrier', ['transporter'], ['industrial', 'hazardous']],
    ['plant', ['receiver'], ['industrial', 'hazardous']]]) await register(name, roles, fields);
  await part('carrier', 'vehicles', { plate, limit: '20', certificate: 'T1', valid_until: '2099-12-31' });
  await part('plant', 'permits', { kind: await firstChoice('plant', 'permits', 'kind'), number: 'P1', issuer: '局', valid_from: '2020-01-01', valid_until: '2099-12-31', codes: '', yearly: '' });
  await part('factory', 'contracts', { other: parties.plant.code, number: 'C1', valid_from: '2020-01-01', valid_until: '2099-12-31', codes: '', amount: '' });
  for (const [name, party, role] of [['clerk', 'factory', 'clerk'], ['driver', 'carrier', 'driver'], ['gate', 'plant', 'clerk']]) {
    people[name] = (await openAccount(server, name, 'enterprise')).person;
    assert.equal((await wufei(data, 'waste', 'member', parties[party].code, name, '--role', role)).code, 0);
  }
});
after(async () => {
  const ended = await server.stop();
  await city.stop();
  assert.deepEqual(ended, { code: 0, signal: null });
});

const sql = (text) => execFileSync('sqlite3', [join(data, 'wufei.db'), text], { encoding: 'utf8' }).trim();
const form = async (person, page, path, fields) => person.post(path, { form_key: keyOf(await person.get(page)), ...fields });
const sound = (reply) => { assert.ok(reply.status < 400, `${reply.status} ${/id="errors"[\s\S]{0,600}/.exec(reply.text)?.[0] ?? reply.text.slice(0, 300)}`); return reply; };
const check = (text, where) => { for (const canary of canaries) assert.ok(!text.includes(canary), `${where} tells ${canary}`); };
const bearer = () => ({ headers: { Authorization: `Bearer ${key}` } });

async function register(name, roles, fields) {
  const wish = { name: `样品 ${name}`, code: '', area: '371524001', address: '金丝雀路 1 号', industry: '', contact: '金丝雀联系人', phone: '13899990077' };
  for (const role of roles) wish[`role-${role}`] = 'on';
  for (const field of fields) wish[`field-${field}`] = 'on';
  const path = sound(await form(officer, '/desk/waste/parties/new', '/desk/waste/parties/new', wish)).headers.location, id = path.split('/').pop();
  const act = async (person, action) => sound(await form(person, path, `${path}/act`, { action, version: sql(`SELECT version FROM waste_party WHERE id = ${id}`), reason: '' }));
  if (sql(`SELECT state FROM waste_party WHERE id = ${id}`) === 'draft') await act(officer, 'submit');
  await act(checker, 'verify');
  parties[name] = { id, path, code: sql(`SELECT code FROM waste_party WHERE id = ${id}`) };
}
const part = async (party, kind, fields) => sound(await form(officer, `${parties[party].path}/${kind}`, `${parties[party].path}/${kind}`, fields));
async function firstChoice(party, kind, field) {
  const { text } = await officer.get(`${parties[party].path}/${kind}`);
  return [...new RegExp(`<select[^>]*name="${field}"[\\s\\S]*?</select>`).exec(text)[0].matchAll(/value="([^"]+)"/g)].map((found) => found[1])[0];
}
const recordPath = (number) => `/desk/waste/manifests/${number}`;
const step = async (person, number, name, fields = {}) => sound(await form(person, recordPath(number), `${recordPath(number)}/step`,
  { step: name, version: sql(`SELECT version FROM waste_manifest WHERE number = '${number}'`), ...fields }));

async function issued(field, code, more = {}) {
  const page = `/desk/waste/manifests/new?field=${field}`;
  const made = sound(await form(people.clerk, page, '/desk/waste/manifests/new', { field, code, planned: '10', packaging: '备注金丝雀', facility: '0',
    transporter: parties.carrier.id, receiver: parties.plant.id, planned_start: `${today()}T00:01`, planned_arrival: `${today()}T23:59`, route: '金丝雀路', ...more }));
  const number = /\d{6}-\w-\d{6}-\w{8}-\w/.exec(made.headers.location)[0];
  await step(people.clerk, number, 'issue');
  numbers.push(number);
  return number;
}
async function accepted() {
  const number = await issued('industrial', 'SW03');
  await step(people.driver, number, 'take_over', { vehicle: plate, driver: '李驾驶员', loaded: '9.8' });
  await step(people.gate, number, 'arrive', { received: '9.8', estimate_reason: '' });
  await step(people.gate, number, 'acceptance', { accepted: '7', refused: '2.8', refusal_reason: '太湿了' });
  return number;
}

test('a key is made at the desk, shown once, and opens the changes; nothing else does', async () => {
  const made = await form(officer, '/desk/waste/exchange', '/desk/waste/exchange', { name: '市平台', last: '0' });
  assert.equal(made.status, 303);
  key = /<code>(wfx_\w+)<\/code>/.exec((await officer.get(made.headers.location)).text)[1];
  assert.ok(!(await officer.get(made.headers.location)).text.includes(key), 'once');
  assert.ok(!sql('.dump waste_exchange_key').includes(key));
  for (const path of ['/api/v1/exchange/changes', `/api/v1/exchange/party/${parties.plant.id}`]) {
    for (const headers of [{}, { Authorization: 'Bearer wfx_00' }]) {
      const refused = await call(server.url, 'GET', path, { headers });
      assert.equal(refused.status, 401);
      assert.equal(refused.headers['content-type'], 'application/problem+json');
    }
    assert.equal((await call(server.url, 'GET', path, bearer())).status, 200);
  }
  for (const [query, status] of [['after=x', 400], ['limit=0', 400], ['limit=501', 400], ['limit=a', 400], ['after=1-00000000', 409]])
    assert.equal((await call(server.url, 'GET', `/api/v1/exchange/changes?${query}`, bearer())).status, status, query);
  const clerk = await people.clerk.get('/desk/waste/exchange');
  assert.equal(clerk.status, 403);
});

let load;
test('changes name what happened in order; each record is there, without anything personal', async () => {
  load = await accepted();
  const { changes, next } = await readChanges(server.url, key);
  assert.deepEqual(changes.filter((row) => row.id === load).map((row) => row.action), ['created', 'updated', 'updated', 'updated']);
  assert.deepEqual(new Set(changes.filter((row) => row.kind === 'party').map((row) => row.id)), new Set(Object.values(parties).map((party) => party.id)));
  for (const { kind, id } of changes) {
    const reply = await call(server.url, 'GET', `/api/v1/exchange/${kind}/${id}`, bearer());
    assert.equal(reply.status, 200, `${kind} ${id}`);
    assert.equal(reply.json.boundary, boundary);
    check(reply.text, `${kind} ${id}`);
  }
  const { record } = (await call(server.url, 'GET', `/api/v1/exchange/manifest/${load}`, bearer())).json;
  assert.deepEqual([record.state, record.accepted_grams, record.refused_grams, String(record.generator)], ['partly_accepted', 7000000, 2800000, parties.factory.id]);
  for (const path of ['manifest/371524-Y-261124-00000000-0', 'party/999', 'declaration/1.industrial.2026-11.1', 'device/1'])
    assert.equal((await call(server.url, 'GET', `/api/v1/exchange/${path}`, bearer())).status, 404, path);
  assert.deepEqual((await readChanges(server.url, key, next)).changes, []);
});

const unquoted = (text) => text.split('\r\n').slice(0, -1).map((line) => line.split(','));

test('files: exchange.json keeps its schema, each table its description, no file tells anything personal', async () => {
  const directory = join(scratchDirectory(), 'city');
  const done = await wufei(data, 'waste', 'export', '--to', directory);
  assert.equal(done.code, 0, done.stderr);
  const read = (name) => readFileSync(join(directory, name), 'utf8');
  for (const name of readdirSync(directory)) check(read(name), name);
  const ajv = new Ajv2020({ strict: true, strictTypes: false });
  addFormats(ajv);
  const validate = ajv.compile(JSON.parse(read('exchange.schema.json'))), document = JSON.parse(read('exchange.json'));
  assert.ok(validate(document), JSON.stringify(validate.errors));
  assert.deepEqual([document.boundary, document.summary_boundary], [boundary, '县级汇总，未经市级统计核定']);
  assert.ok(!validate({ ...document, manifests: [{ ...document.manifests[0], driver: 'x' }] }), 'the schema is strict');
  const group = JSON.parse(read('csv-metadata.json'));
  assert.ok(JSON.stringify(group).includes(boundary));
  assert.equal(group.tables.length, 8);
  for (const { url, tableSchema } of group.tables) {
    const [titles, ...rows] = unquoted(read(url));
    assert.deepEqual(titles, tableSchema.columns.map((column) => column.name), url);
    assert.equal(rows.length, document[url.replace('.csv', '')].length, url);
  }
  assert.ok(document.manifests.some((row) => row.number === load));
  assert.deepEqual(document.stock.map((row) => row.grams).sort(), [-7000000, 7000000]);
  const page = await officer.get('/desk/waste/exchange?month=2020-01');
  for (const [, path] of page.text.matchAll(/href="(\/desk\/waste\/exchange\/files\/[^"]+)"/g)) {
    const file = await officer.get(path.replaceAll('&amp;', '&'));
    assert.equal(file.status, 200, path);
    check(file.text, path);
    if (path.includes('manifests.csv')) assert.equal(unquoted(file.text).length, 1, 'nothing was issued then');
  }
  assert.ok(Number(sql("SELECT count(*) FROM access_log WHERE action = 'waste_export'")) >= 11);
  assert.notEqual((await wufei(data, 'waste', 'export', '--to', directory, '--month', '2026-13')).code, 0);
});

const sequences = (hooks) => hooks.map((hook) => Number(hook.split('-')[0]));
const count = () => Number(sql('SELECT max(sequence) FROM waste_change'));

test('hooks: everything arrives at least once and in order at a city on bad days, over kill -9', async () => {
  for (let round = 0; round < 3; round += 1) {
    await issued('industrial', 'SW01');
    moods.push('lost', 'slow', 503, 'slow');
    await issued('industrial', 'SW03');
    await server.kill();
    sql("UPDATE lease SET until = 0"); // who is killed while telling holds the chore for 90 s (app/lone_chores.hpp): they are over
    server = await start();
    for (const person of [officer, checker, ...Object.values(people)]) person.url = server.url;
  }
  await until(() => city.kept.size === count(), 'the last hook');
  assert.deepEqual(city.faults, []);
  const heard = [...city.kept.values()].filter(({ action }) => action === 'manifest.created').map(({ id }) => id);
  assert.deepEqual(heard, numbers, 'each record that was issued');
  assert.deepEqual(sequences([...city.kept.keys()]), Array.from({ length: count() }, (_, i) => i + 1), 'nothing is lost or out of order');
  const order = sequences(city.told.map((one) => one.hook));
  for (let i = 1; i < order.length; i += 1) assert.ok(order[i] === order[i - 1] || order[i] === order[i - 1] + 1, `${order[i - 1]}, then ${order[i]}`);
  const twice = city.told.filter((one) => one.mood === 'lost');
  assert.ok(twice.length > 0);
  for (const lost of twice) assert.ok(city.told.filter((one) => one.hook === lost.hook).length > 1, `${lost.hook} was told again`);
  const { changes } = await readChanges(server.url, key);
  assert.deepEqual(changes.map((row) => row.cursor), [...city.kept.keys()], 'a hook has the cursor of its change');
  assert.deepEqual(changes.map((row) => ({ action: `${row.kind}.${row.action}`, id: row.id })), [...city.kept.values()]);
  await until(async () => /正常/.test((await officer.get('/desk/waste/exchange')).text), 'the desk says that all is told');
});

test('national numbers: set where one is waited for, once; another one is told and not written', async () => {
  const number = await issued('hazardous', 'HW08', { national: '', national_pending: '1' });
  const file = join(scratchDirectory(), 'results.json');
  const hand_in = async (rows) => { writeFileSync(file, JSON.stringify(rows)); return wufei(data, 'waste', 'import-results', file); };
  const row = { number, national: '20263715000001', result: '通过', reason: '' };
  const first = await hand_in([row]), before = count();
  assert.equal(first.code, 0, first.stderr);
  assert.match(first.stdout, /新收 1 行/);
  const again = await hand_in([row]);
  assert.match(again.stdout, /新收 0 行，已有 1 行/);
  assert.equal(count(), before, 'the same file changes nothing');
  const wrong = await hand_in([{ ...row, national: '20263715000002' }, { number: 'x', result: '通过' }]);
  assert.equal(wrong.code, 1);
  assert.match(wrong.stderr, /第 1 行：国家编号对不上/);
  const { record } = (await call(server.url, 'GET', `/api/v1/exchange/manifest/${number}`, bearer())).json;
  assert.deepEqual([record.national, record.national_pending], ['20263715000001', false]);
  const page = await officer.get('/desk/waste/exchange');
  assert.match(page.text, /20263715000001/);
  assert.match((await people.clerk.get(recordPath(number))).text, /市里返回了国家编号/);
});

test('a key that is revoked opens nothing; check and verify read every row', async () => {
  sound(await form(officer, '/desk/waste/exchange', '/desk/waste/exchange/revoke', { key: '1' }));
  assert.equal((await call(server.url, 'GET', '/api/v1/exchange/changes', bearer())).status, 401);
  for (const command of ['check', 'verify']) {
    const done = await wufei(data, command);
    assert.equal(done.code, 0, done.stdout + done.stderr);
  }
  check(server.output() + server.errors(), 'the log');
});
