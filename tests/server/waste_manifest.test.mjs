// One load of industrial waste on the running portal, as browsers see it: factory, driver, receiver who accepts in part, the
// child record that brings the rest back, both ledgers; what anybody may know of its number; the API's description.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { call, startServer, today, wufei } from './lib.mjs';
import { keyOf, openAccount } from './staff.mjs';

const tonne = 1_000_000, plate = '鲁P12345', canaries = ['金丝雀', plate, '13899990001', '李司机'];
let server, officer, checker;
const people = {}, parties = {};
before(async () => {
  server = await startServer({ args: ['--public-url', 'https://zero.example.org'] });
  officer = (await openAccount(server, 'officer', 'officer')).person;
  checker = (await openAccount(server, 'checker', 'officer')).person; // who wrote last does not verify
  for (const [name, roles] of [['factory', ['generator']], ['carrier', ['transporter']], ['plant', ['receiver']], ['other', ['receiver']]])
    await register(name, roles);
  await part('carrier', 'vehicles', { plate, limit: '20', certificate: 'T1', valid_until: '2099-12-31' });
  await part('plant', 'permits', { kind: (await firstChoice('plant', 'permits', 'kind')), number: 'P1', issuer: '局', valid_from: '2020-01-01', valid_until: '2099-12-31', codes: '', yearly: '' });
  await part('factory', 'contracts', { other: parties.plant.code, number: 'C1', valid_from: '2020-01-01', valid_until: '2099-12-31', codes: '', amount: '' });
  for (const [name, party, role] of [['clerk', 'factory', 'clerk'], ['driver', 'carrier', 'driver'], ['gate', 'plant', 'clerk'], ['stranger', 'other', 'admin']]) {
    people[name] = (await openAccount(server, name, 'enterprise')).person;
    const joined = await wufei(server.data, 'waste', 'member', parties[party].code, name, '--role', role);
    assert.equal(joined.code, 0, joined.stderr);
  }
});
after(async () => { assert.deepEqual(await server.stop(), { code: 0, signal: null }); });

const sql = (text) => execFileSync('sqlite3', [join(server.data, 'wufei.db'), text], { encoding: 'utf8' }).trim();
const form = async (person, page, path, fields) =>
  person.post(path, { form_key: keyOf(await person.get(page)), ...fields });
const sound = (reply) => { assert.ok(reply.status < 400, `${reply.status} ${/id="errors"[\s\S]{0,600}/.exec(reply.text)?.[0] ?? reply.text.slice(0, 300)}`); return reply; };

async function register(name, roles) {
  const fields = { name: `金丝雀 ${name}`, code: '', area: '371524001', address: '金丝雀路 1 号', industry: '', contact: '金丝雀', phone: '13899990001', 'field-industrial': 'on' };
  for (const role of roles) fields[`role-${role}`] = 'on';
  const made = sound(await form(officer, '/desk/waste/parties/new', '/desk/waste/parties/new', fields));
  const path = made.headers.location, id = path.split('/').pop();
  for (const action of ['submit', 'verify']) {
    const [state, version] = sql(`SELECT state, version FROM waste_party WHERE id = ${id}`).split('|');
    if (action === 'submit' && state !== 'draft') continue;
    sound(await form(action === 'verify' ? checker : officer, path, `${path}/act`, { action, version, reason: '' }));
  }
  const [state, code] = sql(`SELECT state, code FROM waste_party WHERE id = ${id}`).split('|');
  assert.equal(state, 'verified');
  parties[name] = { id, code, path };
}
async function part(party, kind, fields) {
  const page = `${parties[party].path}/${kind}`;
  sound(await form(officer, page, page, fields));
}
async function firstChoice(party, kind, field) {
  const { text } = await officer.get(`${parties[party].path}/${kind}`);
  const select = new RegExp(`<select[^>]*name="${field}"[\\s\\S]*?</select>`).exec(text)[0];
  return [...select.matchAll(/value="([^"]+)"/g)].map((found) => found[1])[0];
}

const recordPath = (number) => `/desk/waste/manifests/${number}`;
const versionOf = (number) => sql(`SELECT version FROM waste_manifest WHERE number = '${number}'`);
const step = (person, number, name, fields = {}) =>
  form(person, recordPath(number), `${recordPath(number)}/step`, { step: name, version: versionOf(number), ...fields });
const ledgerOf = (party) => Number(sql(`SELECT coalesce(sum(grams), 0) FROM waste_stock WHERE party = ${parties[party].id}`));
const stateOf = async (number) => (await call(server.url, 'GET', `/api/v1/manifests/${number}`)).json?.state;

let number, child;
test('factory, driver, receiver: accepted in part, and both ledgers agree', async () => {
  const page = await people.clerk.get('/desk/waste/manifests/new?field=industrial');
  assert.match(page.text, /金丝雀 plant/);
  const made = sound(await form(people.clerk, '/desk/waste/manifests/new?field=industrial', '/desk/waste/manifests/new', { field: 'industrial', code: 'SW03',
    planned: '10', packaging: '', facility: '0', transporter: parties.carrier.id, receiver: parties.plant.id, planned_start: `${today()}T00:01`,
    planned_arrival: `${today()}T23:59`, route: '金丝雀路' }));
  number = /\d{6}-Y-\d{6}-\w{8}-\w/.exec(made.headers.location)[0];
  assert.equal(await stateOf(number), undefined, 'a draft is no public thing');
  assert.equal((await people.gate.get(recordPath(number))).status, 404);
  sound(await step(people.clerk, number, 'issue'));
  assert.equal(await stateOf(number), 'issued');
  assert.match((await people.driver.get('/desk/waste/road')).text, new RegExp(number));
  sound(await step(people.driver, number, 'take_over', { vehicle: plate, driver: '李司机', loaded: '9.8' }));
  sound(await step(people.gate, number, 'arrive', { received: '9.8', estimate_reason: '' }));
  const wrong = await step(people.gate, number, 'acceptance', { accepted: '9', refused: '9', refusal_reason: '太湿' });
  assert.equal(wrong.status, 400);
  sound(await step(people.gate, number, 'acceptance', { accepted: '7', refused: '2.8', refusal_reason: '太湿' }));
  assert.equal(await stateOf(number), 'partly_accepted');
  assert.deepEqual([ledgerOf('factory'), ledgerOf('plant')], [-7 * tonne, 7 * tonne]);
});

test('the refused part goes back on a child record, then the record is done', async () => {
  sound(await step(people.clerk, number, 'return'));
  child = sql(`SELECT number FROM waste_manifest WHERE parent = '${number}'`);
  assert.equal((await step(people.gate, number, 'operate', { operation: '制砖' })).status, 409);
  sound(await step(people.clerk, child, 'issue'));
  sound(await step(people.driver, child, 'take_over', { vehicle: plate, driver: '李司机', loaded: '2.8' }));
  sound(await step(people.clerk, child, 'arrive', { received: '2.8', estimate_reason: '' }));
  sound(await step(people.clerk, child, 'acceptance', { accepted: '2.8', refused: '0', refusal_reason: '' }));
  sound(await step(people.clerk, child, 'operate', { operation: '重新晾干' }));
  sound(await step(people.gate, number, 'operate', { operation: '制砖' }));
  assert.equal(await stateOf(number), 'done');
  assert.deepEqual([ledgerOf('factory'), ledgerOf('plant')], [-7 * tonne, 7 * tonne]);
  const pdf = await people.gate.get(`${recordPath(number)}/pdf`);
  assert.equal(pdf.headers['content-type'], 'application/pdf');
  assert.ok(pdf.bytes.subarray(0, 5).equals(Buffer.from('%PDF-')));
});

test('a stranger and nobody find nothing of it; the number alone tells field and state', async () => {
  const missing = await people.stranger.get(recordPath('371524-Y-261124-00000000-0'));
  const theirs = await people.stranger.get(recordPath(number));
  assert.deepEqual([theirs.status, theirs.text], [404, missing.text]);
  const typed = number.toLowerCase().replaceAll('-', '%20');
  for (const path of [`/waste/m/${number}`, `/waste/m/${typed}`, `/api/v1/manifests/${number}`, '/sitemap.xml', '/api/v1/search?q=%E9%87%91%E4%B8%9D%E9%9B%80']) {
    const reply = await call(server.url, 'GET', path, { headers: { Accept: path.startsWith('/waste') ? 'text/html' : 'application/json' } });
    assert.equal(reply.status, 200, path);
    for (const canary of canaries) assert.ok(!reply.text.includes(canary) || path.includes('search'), `${path} tells ${canary}`);
    if (path.startsWith('/waste')) assert.match(reply.text, /已办结/);
    if (path === '/sitemap.xml') assert.ok(!reply.text.includes('/waste/m/'));
  }
  for (const path of ['', `/${number}`, `/${number}/pdf`, `/${number}/edit`, `/${number}/revise`]) {
    const reply = await call(server.url, 'GET', `/desk/waste/manifests${path}`, { headers: { Accept: 'text/html' } });
    assert.equal(reply.status, 303, path);
    for (const canary of canaries) assert.ok(!reply.text.includes(canary));
  }
});

test('staff finds it by its number, on the record; wufei check and verify read every row', async () => {
  const found = await officer.get(`/desk/waste/manifests?number=${encodeURIComponent(number.toLowerCase())}`);
  assert.equal(found.headers.location, recordPath(number));
  assert.equal((await officer.get(recordPath(number))).status, 200);
  assert.equal(sql(`SELECT count(*) > 0 FROM access_log WHERE action = 'waste_manifest_view' AND reference = '${number}'`), '1');
  for (const command of ['check', 'verify']) {
    const done = await wufei(server.data, command);
    assert.equal(done.code, 0, done.stdout + done.stderr);
  }
});
