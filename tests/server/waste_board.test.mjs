// The board of recycled building products through the real server: one party offers, the bureau publishes, another asks, both
// agree, one withdraws; what anybody reads by page, by API and as open data names no contact at any time.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { call, startServer, wufei } from './lib.mjs';
import { keyOf, openAccount, openLink } from './staff.mjs';

const board = '/desk/waste/board';
const sides = [
  { name: '再生建材厂', code: '91350100M000100Y43', login: 'seller', contact: '金丝雀甲', phone: '13811112222', 'role-receiver': '1' },
  { name: '渣土运输队', code: '', login: 'buyer', contact: '金丝雀乙', phone: '13833334444', 'role-transporter': '1' },
];
let server, officer;
const people = {};
const send = async (person, page, path, fields) => person.post(path, { form_key: keyOf(await person.get(page)), ...fields });
const versionIn = (page) => /name="version" value="(\d+)"/.exec(page.text)[1];
const day = (offset) => new Date(Date.now() + (8 + 24 * offset) * 3600e3).toISOString().slice(0, 10);
/** Presses a button of an offer's page. */
const act = async (person, page, below, fields) => {
  const shown = await person.get(page);
  return person.post(`${page}/${below}`, { form_key: keyOf(shown), version: versionIn(shown), ...fields });
};

before(async () => {
  server = await startServer();
  officer = (await openAccount(server, 'officer', 'officer')).person;
  for (const { login, ...party } of sides) {
    const made = await send(officer, '/desk/waste/parties/new', '/desk/waste/parties/new', {
      'field-construction': '1', area: '371524001', address: '工业路 1 号', industry: '', ...party });
    assert.equal(made.status, 303, made.text.slice(0, 400));
    const there = made.headers.location;
    const member = await send(officer, `${there}/members`, `${there}/members`, { name: login, display: '某人', role: 'admin' });
    people[login] = (await openLink(server.url, /\/desk\/welcome\?link=\w+/.exec(member.text)[0])).person;
    const own = await people[login].get('/desk/waste');
    await people[login].post('/desk/waste/party/act', { form_key: keyOf(own), version: versionIn(own), action: 'submit' });
    const shown = await officer.get(there);
    assert.equal((await officer.post(`${there}/act`, { form_key: keyOf(shown), version: versionIn(shown), action: 'verify' })).status, 303);
    assert.equal((await send(officer, there, `${there}/permits`, { kind: 'construction_waste', number: 'P1', issuer: '某局',
      valid_from: day(-30), valid_until: day(300), codes: '', yearly: '' })).status, 303);
    if (login === 'seller')
      assert.equal((await send(officer, there, `${there}/facilities`, { place_code: 'ZC001', kind: 'sorting', name: '东厂分拣线', area: '371524001', capacity: '500' })).status, 303);
  }
});
after(async () => { assert.deepEqual(await server.stop(), { code: 0, signal: null }); });

const open = ['/waste', '/waste/board', '/waste/board/1', '/waste/board?kind=available', '/waste/places', '/waste/rules',
  '/api/v1/pages?path=/waste/board', '/api/v1/pages?path=/waste/board/1', '/api/v1/pages?path=/waste/places',
  '/open-data/waste_places.csv', '/open-data/waste_places.json', '/search?q=再生', '/site-map'];
const noCanaries = async (when) => {
  for (const path of open) {
    const page = await call(server.url, 'GET', encodeURI(path));
    assert.equal(page.status, 200, path);
    for (const { contact, phone } of sides)
      for (const canary of [contact, phone]) assert.ok(!page.text.includes(canary), `${when}: ${path} tells ${canary}`);
  }
};

let offer;
test('a party writes an offer; a telephone number in it is refused in words', async () => {
  const wish = { kind: 'available', product: 'aggregate_5_10', standard: 'gbt_25177', report: day(-60), amount: '1200', unit: 't',
    recurs: 'month', area: '371524001', valid_from: day(0), valid_until: day(90), price: '45.5', delivery: 'buyer', note: '' };
  const wrong = await send(people.seller, `${board}/new`, `${board}/new`, { ...wish, note: '找一三八 1111 2222' });
  assert.equal(wrong.status, 400);
  assert.match(wrong.text, /这里不能写电话、微信等联系方式/);
  assert.match(wrong.text, /value="找一三八 1111 2222"/);
  const made = await send(people.seller, `${board}/new`, `${board}/new`, wish);
  assert.equal(made.status, 303, made.text.slice(0, 400));
  offer = made.headers.location;
  assert.equal((await call(server.url, 'GET', '/waste/board/1')).status, 404);
  // Asked before there is anything: what is made for each visitor must not be kept.
  for (const path of ['/waste/board', '/waste/places']) assert.equal((await call(server.url, 'GET', path)).status, 200);
  assert.match((await call(server.url, 'GET', '/waste/board')).text, /暂无供需信息/);
  assert.equal((await act(people.seller, offer, 'act', { action: 'submit' })).status, 303);
  assert.match((await officer.get('/desk')).text, /待审核的供需信息/);
});

test('the bureau publishes it; anybody reads it, also by the API, and filters', async () => {
  assert.equal((await act(officer, '/desk/waste/offers/1', 'act', { action: 'send_back', reason: '' })).status, 400);
  assert.equal((await act(officer, '/desk/waste/offers/1', 'act', { action: 'publish' })).status, 303);
  const list = await call(server.url, 'GET', '/waste/board');
  assert.equal(list.status, 200);
  for (const said of [/再生骨料 5–10 mm/, /每月 1200 吨/, /45\.50 元\/吨/, /再生建材厂/]) assert.match(list.text, said);
  assert.match((await call(server.url, 'GET', '/waste/board?kind=wanted')).text, /暂无供需信息/);
  assert.match((await call(server.url, 'GET', '/api/v1/pages?path=/waste/board/1')).text, /再生建材厂/);
  await noCanaries('published');
});

test('two parties agree, see each other, and one withdraws', async () => {
  const { buyer, seller } = people;
  assert.equal((await send(buyer, offer, `${offer}/interest`, { message: '想看样品' })).status, 303);
  assert.equal((await send(buyer, offer, `${offer}/contact`, { interest: '1' })).status, 404);
  assert.match((await seller.get(offer)).text, /渣土运输队/);
  assert.equal((await send(seller, offer, `${offer}/answer`, { interest: '1', version: '1', action: 'accept' })).status, 303);
  await noCanaries('agreed');
  assert.match((await send(seller, offer, `${offer}/contact`, { interest: '1' })).text, /金丝雀乙[^]*13833334444/);
  assert.match((await send(buyer, offer, `${offer}/contact`, { interest: '1' })).text, /金丝雀甲[^]*13811112222/);
  assert.ok(!(await buyer.get(offer)).text.includes('13811112222'), 'only on demand');
  const audit = (await openAccount(server, 'admin', 'administrator')).person;
  assert.match((await audit.get('/desk/audit')).text, /waste_board\.contact_viewed/);
  assert.equal((await send(seller, offer, `${offer}/answer`, { interest: '1', version: '2', action: 'withdraw' })).status, 303);
  for (const person of [buyer, seller]) assert.equal((await send(person, offer, `${offer}/contact`, { interest: '1' })).status, 404);
  await noCanaries('withdrawn');
});

test('approved transporters and places are listed, as a page and as open data; the rules say what they rest on', async () => {
  const places = await call(server.url, 'GET', '/waste/places');
  for (const said of [/个体经营者/, /东厂分拣线/, /容量 500 t/, /余量未公布/]) assert.match(places.text, said);
  const table = await call(server.url, 'GET', '/open-data/waste_places.csv');
  assert.equal(table.status, 200);
  for (const { text } of [places, table]) assert.ok(!text.includes('渣土运输队'), 'without a credit code it may be a person');
  assert.match((await call(server.url, 'GET', '/waste/rules')).text, /依据待核/);
  assert.match((await call(server.url, 'GET', '/waste')).text, /href="\/waste\/board"/);
});

test('what is kept is sound, and sealed columns open', async () => {
  const checked = await wufei(server.data, 'check');
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
});
