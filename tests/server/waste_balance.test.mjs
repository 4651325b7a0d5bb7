// A weighbridge that delivers late, twice and out of order; the ledger of the party that owns it, what it takes back, the
// workbook; what leaders see and what anybody sees; and what is found when a row is cut behind the program's back.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { call, startServer, wufei } from './lib.mjs';
import { keyOf, openAccount, openLink } from './staff.mjs';

const name = '金丝雀铸造厂';
let server, officer, party, clerk;
const send = async (person, page, path, fields) => person.post(path, { form_key: keyOf(await person.get(page)), ...fields });
const versionIn = (page) => /name="version" value="(\d+)"/.exec(page.text)[1];
const today = () => new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10);

before(async () => {
  server = await startServer();
  officer = (await openAccount(server, 'officer', 'officer')).person;
  const made = await send(officer, '/desk/waste/parties/new', '/desk/waste/parties/new', {
    name, code: '91350100M000100Y43', 'role-generator': '1', 'field-industrial': '1', area: '371524001', address: '工业路 1 号',
    industry: '3311', contact: '张三', phone: '13800000000' });
  party = made.headers.location;
  const member = await send(officer, `${party}/members`, `${party}/members`, { name: 'clerk', display: '张三', role: 'admin' });
  clerk = (await openLink(server.url, /\/desk\/welcome\?link=\w+/.exec(member.text)[0])).person;
  assert.equal((await send(clerk, '/desk/waste/party/facilities', '/desk/waste/party/facilities',
    { place_code: 'wb001', kind: 'station', name: '东门', area: '371524001', capacity: '', open_to_public: '' })).status, 303);
  const own = await clerk.get('/desk/waste');
  await clerk.post('/desk/waste/party/act', { form_key: keyOf(own), version: versionIn(own), action: 'submit' });
  const shown = await officer.get(party);
  assert.equal((await officer.post(`${party}/act`, { form_key: keyOf(shown), version: versionIn(shown), action: 'verify' })).status, 303);
});
after(async () => { assert.deepEqual(await server.stop(), { code: 0, signal: null }); });

let key;
const weighing = (serial, minutesAgo, net = 18000000) => ({ serial: String(serial), direction: 'in', plate: '鲁p·12345',
  gross_grams: net + 12000000, tare_grams: 12000000, net_grams: net, weighed_at: new Date(Date.now() - minutesAgo * 60000).toISOString() });
const deliver = (body, with_key = key) => call(server.url, 'POST', '/api/v1/weighings',
  { body: JSON.stringify({ ...body, sent_at: new Date().toISOString() }),
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${with_key}` } });

test('a weighbridge delivers late, twice and out of order: each weighing is kept once', async () => {
  const page = await clerk.get('/desk/waste/weighings');
  const facility = /<option value="(\d+)"[^>]*>WB001/.exec(page.text)[1];
  const made = await send(clerk, '/desk/waste/weighings', '/desk/waste/weighings', { name: '东门地磅', facility, last: '0' });
  assert.equal(made.status, 303);
  key = /<code>(wfd_\w+)<\/code>/.exec((await clerk.get(made.headers.location)).text)[1];
  const bodies = Array.from({ length: 12 }, (_, i) => weighing(i + 1, 60 * (12 - i), 10000000 + i));
  const sent = [...bodies, ...bodies, bodies[3], bodies[3]].sort((a, b) => (a.serial * 7) % 13 - (b.serial * 7) % 13);
  const replies = await Promise.all(sent.map((body) => deliver(body)));
  for (const reply of replies) assert.ok([200, 201].includes(reply.status), reply.text);
  assert.equal(replies.filter((reply) => reply.status === 201).length, 12);
  const answers = (serial) => new Set(replies.filter((reply) => reply.json.serial === serial).map((reply) => JSON.stringify(reply.json)));
  for (const body of bodies) assert.equal(answers(body.serial).size, 1, body.serial);
  assert.equal(replies[0].json.plate, '鲁P12345');
  const other = await deliver({ ...bodies[0], plate: '鲁P99999' });
  assert.equal(other.status, 409);
  assert.equal((await deliver({ ...weighing(99, 1), net_grams: 1 })).status, 400);
  assert.equal((await deliver(weighing(99, 1), 'wfd_0')).status, 401);
  assert.equal((await clerk.get('/desk/waste/weighings')).text.match(/鲁P12345/g).length, 12);
});

test('a collector of smart bins, without plates, a clock of its own and no network for hours, hands everything in once', async () => {
  const page = await clerk.get('/desk/waste/weighings');
  const facility = /<option value="(\d+)"[^>]*>WB001/.exec(page.text)[1];
  const made = await send(clerk, '/desk/waste/weighings', '/desk/waste/weighings', { name: '厨余桶收集车', facility, last: /name="last" value="(\d+)"/.exec(page.text)[1] });
  assert.equal(made.status, 303);
  const bin = /<code>(wfd_\w+)<\/code>/.exec((await clerk.get(made.headers.location)).text)[1];
  // Its clock is two hours behind; it tells its own time with each weighing, so that the difference is known.
  const behind = 7200_000, at = (minutes) => new Date(Date.now() - behind - minutes * 60000).toISOString();
  const bodies = Array.from({ length: 20 }, (_, i) => ({ serial: `bin-${i}`, direction: 'in', gross_grams: 9200 + 137 * i, tare_grams: 3100,
    net_grams: 6100 + 137 * i, weighed_at: at(400 - 20 * i) }));
  const give = (body) => call(server.url, 'POST', '/api/v1/weighings', { body: JSON.stringify({ ...body, sent_at: at(0) }),
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${bin}` } });
  // What it gathered without a network comes at once; the answers of some are lost, so these come again, later and in another order.
  const first = await Promise.all(bodies.map(give));
  const again = await Promise.all(bodies.filter((_, i) => i % 3 === 0).reverse().map(give));
  for (const reply of first) {
    assert.equal(reply.status, 201, reply.text);
    assert.ok(Math.abs(reply.json.skew_s + behind / 1000) < 60, `its clock is told as ${reply.json.skew_s} s off`);
  }
  for (const reply of again) {
    assert.equal(reply.status, 200, reply.text);
    assert.deepEqual(reply.json, first.find((one) => one.json.serial === reply.json.serial).json);
  }
  assert.equal((await give({ ...bodies[0], serial: 'bin-0', gross_grams: 9999, net_grams: 6899 })).status, 409);
  // The serial numbers of another device are its own.
  assert.equal((await deliver({ ...bodies[0], sent_at: at(0) })).status, 201);
});

const lastIn = (page) => /name="last" value="(\d+)"/.exec(page.text)[1];
const entry = async (fields) => send(clerk, '/desk/waste/ledger', '/desk/waste/ledger',
  { last: lastIn(await clerk.get('/desk/waste/ledger')), kind: 'generate', what: 'industrial/SW01', facility: '0', amount: '12.5', day: today(), reason: '', ...fields });

test('the ledger: entered, taken back with a reason, balanced by month, as a workbook', async () => {
  assert.equal((await entry({})).status, 303);
  assert.equal((await entry({ amount: '98.7654' })).status, 303);
  assert.equal((await entry({ kind: 'loss', amount: '1' })).status, 400);
  const back = await send(clerk, '/desk/waste/ledger', '/desk/waste/ledger/back', { row: '1', 'why-1': '记重了' });
  assert.equal(back.status, 303);
  const page = await clerk.get('/desk/waste/ledger');
  for (const seen of [/98\.7654/, /记重了/, /县级内部流转记录，不是法定联单/]) assert.match(page.text, seen);
  const book = await clerk.get('/desk/waste/ledger/xlsx');
  assert.equal(book.status, 200);
  assert.match(book.headers['content-type'], /spreadsheetml/);
});

test('leaders see it with its rows; anybody sees that one party is not shown alone', async () => {
  const screen = await officer.get('/desk/waste/screen');
  assert.match(screen.text, /98\.7654/);
  assert.match(screen.text, /未经市级统计核定/);
  const month = today().slice(0, 7);
  assert.match((await officer.get(`/desk/waste/screen/rows?field=industrial&kind=generate&from=${month}&until=${month}`)).text, new RegExp(name));
  assert.equal((await clerk.get('/desk/waste/screen')).status, 403);
  const alarms = await officer.get('/desk/waste/alarms');
  assert.match(alarms.text, /A23/);
  for (const path of ['/waste', '/open-data/waste_totals.csv']) {
    const open = await call(server.url, 'GET', path);
    assert.equal(open.status, 200, path);
    for (const secret of [name, '98.7', '91350100M000100Y43']) assert.ok(!open.text.includes(secret), `${path} tells ${secret}`);
  }
});

test('the chains hold, and every row adds up', async () => {
  const verified = await wufei(server.data, 'verify');
  assert.equal(verified.code, 0, verified.stdout + verified.stderr);
  assert.match(verified.stdout, /固废台账：1 个单位、3 笔/);
  const checked = await wufei(server.data, 'check');
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
});
