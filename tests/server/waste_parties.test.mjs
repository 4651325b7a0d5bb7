// Registration of parties as people walk it: the bureau registers an enterprise and opens its account, the enterprise fills in
// what it has and submits, the bureau sends back, verifies, suspends; another enterprise sees nothing of it; a list that is
// handed in twice changes nothing.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, wufei } from './lib.mjs';
import { keyOf, openAccount, openLink } from './staff.mjs';

const boundary = /县级内部流转记录，不是法定联单/;
const wish = {
  name: '样品机械厂', code: ' ９1350100m000100y43 ', 'role-generator': '1', 'field-industrial': '1', 'field-construction': '1',
  area: '371524001', address: '工业路 1 号', industry: '3311', contact: '张三', phone: '13800000000',
};
let server, officer, party;
before(async () => {
  server = await startServer();
  officer = (await openAccount(server, 'officer', 'officer')).person;
});
after(async () => { assert.deepEqual(await server.stop(), { code: 0, signal: null }); });

const send = async (person, page, path, fields) => person.post(path, { form_key: keyOf(await person.get(page)), ...fields });
const versionIn = (page) => /name="version" value="(\d+)"/.exec(page.text)[1];
/** Presses a button of the party's page. */
const act = async (person, page, base, action, reason) => {
  const shown = await person.get(page);
  return person.post(`${base}/act`, { form_key: keyOf(shown), version: versionIn(shown), action, ...(reason ? { reason } : {}) });
};
const state = async () => /class="tag[^"]*">([^<]+)</.exec((await officer.get(party)).text)[1];

test('the bureau registers an enterprise; faults stand beside their fields', async () => {
  const wrong = await send(officer, '/desk/waste/parties/new', '/desk/waste/parties/new', { ...wish, code: '91350100M000100Y44', phone: '1' });
  assert.equal(wrong.status, 400);
  assert.match(wrong.text, /校验位不对/);
  assert.match(wrong.text, /value="样品机械厂"/);
  const made = await send(officer, '/desk/waste/parties/new', '/desk/waste/parties/new', wish);
  assert.equal(made.status, 303, made.text.slice(0, 600));
  party = made.headers.location;
  const page = await officer.get(party);
  assert.match(page.text, boundary);
  assert.match(page.text, /91350100M000100Y43/);
  assert.ok(!page.text.includes('13800000000'), 'the telephone number is shown only on demand');
  const again = await send(officer, '/desk/waste/parties/new', '/desk/waste/parties/new', wish);
  assert.equal(again.headers.location, party, 'sent twice is one party');
});

test('staff see contact and telephone on demand, and that is in the access log', async () => {
  const shown = await send(officer, party, `${party}/contact`, {});
  assert.equal(shown.status, 200);
  assert.match(shown.text, /13800000000/);
  const audit = (await openAccount(server, 'admin', 'administrator')).person;
  assert.match((await audit.get('/desk/audit')).text, /waste_party\.contact_viewed/);
});

let factory;
test('an account is opened for it with a one-time link; it sees its own party and nothing of the bureau', async () => {
  const made = await send(officer, `${party}/members`, `${party}/members`, { name: 'factory', display: '张三', role: 'admin' });
  assert.equal(made.status, 200, made.text.slice(0, 600));
  factory = (await openLink(server.url, /\/desk\/welcome\?link=\w+/.exec(made.text)[0])).person;
  assert.equal((await factory.get('/desk')).headers.location, '/desk/waste');
  const own = await factory.get('/desk/waste');
  assert.match(own.text, /样品机械厂/);
  assert.match(own.text, /13800000000/);
  assert.match(own.text, boundary);
  for (const path of ['/desk/waste/parties', party, '/desk/pickups', '/desk/cases', '/desk/audit'])
    assert.equal((await factory.get(path)).status, 403, path);
});

test('it adds what it has; what is typed wrong is said', async () => {
  const add = (part, fields) => send(factory, `/desk/waste/party/${part}`, `/desk/waste/party/${part}`, fields);
  const wrong = await add('vehicles', { plate: '鲁P1234', limit: '0', certificate: '', valid_until: '2027-13-01' });
  assert.equal(wrong.status, 400);
  assert.match(wrong.text, /车牌号不对/);
  assert.equal((await add('vehicles', { plate: ' 鲁p·12345', limit: '30.5', certificate: '', valid_until: '2027-01-01' })).status, 303);
  assert.equal((await add('facilities', { place_code: 'zc001', kind: 'storage', name: '仓库', area: '371524001', capacity: '500', open_to_public: '' })).status, 303);
  assert.equal((await add('permits', { kind: 'pollution', number: 'P1', issuer: '某局', valid_from: '2026-01-01', valid_until: '2026-12-31', codes: 'SW70 sw01', yearly: '' })).status, 303);
  const lonely = await add('contracts', { other: '371524-P-00000000', number: 'C1', valid_from: '2026-01-01', valid_until: '2026-12-31', codes: '', amount: '' });
  assert.equal(lonely.status, 400);
  const own = await factory.get('/desk/waste');
  for (const seen of [/鲁P12345/, /30\.5 t/, /ZC001/, /SW70、SW01/]) assert.match(own.text, seen);
});

test('submitted, sent back with a reason, submitted again, verified; a stale tab and a double tap do no harm', async () => {
  const shown = await factory.get('/desk/waste');
  const submit = { form_key: keyOf(shown), version: versionIn(shown), action: 'submit' };
  assert.equal((await factory.post('/desk/waste/party/act', submit)).status, 303);
  assert.equal((await factory.post('/desk/waste/party/act', submit)).status, 303);
  assert.equal(await state(), '待核实');
  assert.equal((await factory.post('/desk/waste/party/act', { ...submit, version: '2', action: 'verify' })).status, 409);
  assert.match((await officer.get('/desk')).text, /待核实的登记单位/);
  assert.equal((await act(officer, party, party, 'send_back', '')).status, 400);
  assert.equal((await act(officer, party, party, 'send_back', '请补充行业代码')).status, 303);
  assert.match((await factory.get('/desk/waste')).text, /请补充行业代码/);
  assert.equal((await factory.post('/desk/waste/party/act', submit)).status, 412);
  assert.equal((await act(factory, '/desk/waste', '/desk/waste/party', 'submit')).status, 303);
  assert.equal((await act(officer, party, party, 'verify')).status, 303);
  assert.equal(await state(), '已核实');
});

test('a period is declared: what does not balance is said, the bureau returns it with a reason and accepts it', async () => {
  const list = await factory.get('/desk/waste/declarations');
  assert.match(list.text, boundary);
  const page = /href="(\/desk\/waste\/declarations\/industrial\/[^"]+)"/.exec(list.text)[1];
  const there = page.replace('/declarations/', `/declared/${party.split('/').pop()}/`);
  const declare = async (fields) => {
    const shown = await factory.get(page);
    return factory.post(page, { form_key: keyOf(shown), version: versionIn(shown), ...fields });
  };
  const line = { 'l0-code': 'SW01', 'l0-generated': '10', 'l0-self_used': '4', 'l0-closing': '5', 'l0-note': '台账还没有登' };
  const wrong = await declare({ action: 'submit', ...line });
  assert.equal(wrong.status, 400);
  assert.match(wrong.text, /收支对不上/);
  assert.match(wrong.text, /value="台账还没有登"/);
  assert.equal((await declare({ action: 'submit', ...line, 'l0-closing': '6' })).status, 303);
  const decide = async (action, reason = '') => {
    const shown = await officer.get(there);
    return officer.post(there, { form_key: keyOf(shown), version: versionIn(shown), action, reason });
  };
  assert.equal((await decide('send_back')).status, 400);
  assert.equal((await decide('send_back', '请补台账')).status, 303);
  assert.match((await factory.get(page)).text, /请补台账/);
  assert.equal((await declare({ action: 'submit', ...line, 'l0-closing': '6' })).status, 303);
  assert.equal((await decide('accept')).status, 303);
  assert.match((await officer.get('/desk/waste/declared?field=industrial')).text, /县级汇总，未经市级统计核定/);
  assert.match((await factory.get(page)).text, /已受理/);
});

test('another enterprise is told of nothing that is not its own', async () => {
  const made = await wufei(server.data, 'waste', 'member', '91350100M000100Y43', 'nobody');
  assert.equal(made.code, 1);
  const other = (await openAccount(server, 'other', 'enterprise')).person;
  assert.match((await other.get('/desk/waste')).text, /还没有加入任何单位/);
  for (const path of ['/desk/waste/party/edit', '/desk/waste/party/vehicles'])
    assert.equal((await other.get(path)).status, 404, path);
  assert.equal((await officer.get('/desk/waste/parties/99')).status, 404);
  const analyst = (await openAccount(server, 'analyst', 'analyst')).person;
  assert.equal((await analyst.get(party)).status, 200);
  const shown = await analyst.get(party);
  assert.ok(!shown.text.includes('/act"'), 'who only reads is offered no action');
  assert.equal((await send(analyst, '/desk/account', `${party}/act`, { version: '1', action: 'close', reason: '试试' })).status, 403);
});

test('a list is read by the command and changes nothing the second time; faults name their lines', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'wufei-list-')), 'list.csv');
  writeFileSync(file, '\ufeff名称,代码,身份,领域,镇街,地址,联系人,电话\r\n'
    + '样品机械厂,91350100M000100Y43,产生单位,一般工业固体废物、建筑垃圾,铜城街道,别处,张三,13800000000\r\n'
    + '丙社,,产生单位,农业固体废物,铜城街道,三路,王五,13800000002\r\n'
    + '丁社,,什么单位,农业固体废物,铜城街道,四路,赵六,13800000003\r\n');
  const first = await wufei(server.data, 'waste', 'import', file);
  assert.equal(first.code, 1);
  assert.match(first.stdout, /新登记 1 家，原已登记 0 家，有问题 2 行/);
  assert.match(first.stderr, /^2\t\t已经登记过/m);
  assert.match(first.stderr, /^4\t身份\t不认识“什么单位”/m);
  const again = await wufei(server.data, 'waste', 'import', file);
  assert.match(again.stdout, /新登记 0 家，原已登记 1 家，有问题 2 行/);
  const list = await officer.get('/desk/waste/parties?state=submitted');
  assert.match(list.text, /丙社/);
  assert.ok(!list.text.includes('样品机械厂'));
});

test('lists of what parties have are read by commands, each row for the party that it names, and change nothing the second time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wufei-list-'));
  const read = async (part, text) => {
    const file = join(folder, `${part}.csv`);
    writeFileSync(file, text);
    return wufei(server.data, 'waste', `import-${part}`, file);
  };
  const code = '91350100M000100Y43';
  const vehicles = '\ufeff单位代码,车牌号,核定载质量（吨）,道路运输证号,有效期止\r\n'
    + `${code},鲁P54321,25,,2027年1月5日\r\n${code},鲁P1234,25,,2027-01-05\r\n371524-P-00000000,鲁P54322,25,,2027-01-05\r\n`;
  const first = await read('vehicles', vehicles);
  assert.equal(first.code, 1);
  assert.match(first.stdout, /新登记 1 条，原已登记 0 条，有问题 2 处/);
  assert.match(first.stderr, /^3\t车牌号\t车牌号不对/m);
  assert.match(first.stderr, /^4\t单位代码\t没有找到/m);
  assert.match((await read('vehicles', vehicles)).stdout, /新登记 0 条，原已登记 1 条，有问题 2 处/);
  for (const [part, text] of [['facilities', `单位代码,编号,种类,名称,镇街\n${code},ZC101,贮存,后库,铜城街道\n`],
    ['permits', `单位代码,种类,编号,发证机关,有效期起,有效期止\n${code},其他,P101,某局,2026/1/1,2026/12/31\n`]]) {
    const done = await read(part, text);
    assert.equal(done.code, 0, part + done.stderr);
    assert.match(done.stdout, /新登记 1 条，原已登记 0 条，有问题 0 处/);
  }
  const alone = await read('contracts', `单位代码,对方的代码,本单位是接收方,编号,有效期起,有效期止\n${code},${code},,C101,2026/1/1,2026/12/31\n`);
  assert.equal(alone.code, 1);
  assert.match(alone.stderr, /^2\t对方的代码\t没有找到/m);
  const page = (await officer.get(party)).text;
  for (const seen of [/鲁P54321/, /ZC101/, /P101/]) assert.match(page, seen);
});

test('suspended, it writes nothing; wufei check reads every row', async () => {
  assert.equal((await act(officer, party, party, 'suspend', '许可过期')).status, 303);
  assert.equal((await factory.get('/desk/waste/party/edit')).status, 200);
  const edit = await factory.get('/desk/waste/party/edit');
  const refused = await factory.post('/desk/waste/party/edit', { ...wish, form_key: keyOf(edit), version: versionIn(edit), address: '别处' });
  assert.equal(refused.status, 409);
  const checked = await wufei(server.data, 'check');
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
});
