// Every door of the portal, each told of a person of its own (canaries.mjs): the API, forms without a program, Open311, the
// county's desk, the command line; then the same in places where it does not belong. Keeps all replies.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { given, mark, personAt, references, secrets } from './canaries.mjs';
import { bearer, binary, bookable, call, scratchDirectory, today, wufeiWith } from './lib.mjs';
import { keyOf, openAccount, staffPassword } from './staff.mjs';

const api = '/api/v1';
const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
// With the mark in a text chunk of its own, whose checksum nobody asks for.
const photo = () => {
  const words = Buffer.from(`Comment\0${mark}`), head = Buffer.alloc(8);
  head.writeUInt32BE(words.length);
  head.write('tEXt', 4);
  return Buffer.concat([pixel.subarray(0, 33), head, words, Buffer.alloc(4), pixel.subarray(33)]);
};
const html = { Accept: 'text/html' };
const encoded = (fields) => new URLSearchParams(fields).toString();
const hidden = (page, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1];

/** Talks to the server as many people, keeps every reply; `run` is the command line beside it. */
export function visitor(server, content) {
  const replies = [], commands = [];
  let caller = 0;
  const ask = async (method, path, { body, headers = {} } = {}) => {
    caller += 1;
    const from = { 'X-Forwarded-For': `198.51.${caller >> 8}.${caller & 255}` };
    const reply = await call(server.url, method, path, { body, headers: { ...from, ...headers } });
    replies.push({ method, path, ...reply });
    for (const line of reply.headers['set-cookie'] ?? []) given.add(line.split(';')[0].split('=')[1]);
    return reply;
  };
  const sound = async (...what) => {
    const reply = await ask(...what);
    assert.ok(reply.status < 400, `${what[0]} ${what[1]} ${reply.status}: ${reply.text.slice(0, 400)}`);
    return reply;
  };
  const form = (path, fields, headers = {}) => ask('POST', path,
    { body: encoded(fields), headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...html, ...headers } });
  const run = async (...args) => {
    const done = await wufeiWith(content, server.data, ...args);
    commands.push({ args, ...done });
    return done;
  };
  const well = async (...args) => {
    const done = await run(...args);
    assert.equal(done.code, 0, `${args.join(' ')}: ${done.stderr}`);
    return done;
  };
  return { server, content, replies, commands, ask, sound, form, run, well };
}

const kept = (pickup) => { references.add(pickup.reference); given.add(pickup.token); return pickup; };
const wanted = (place, person, changes = {}) => ({ area: place.area.code, address: person.address, contact_name: person.name, phone: person.phone,
  category: place.category.id, items: [{ item: place.item.id, quantity: 1 }], slot: place.slots[2].id, note: person.text, consent: true, ...changes });
const fileOf = (text) => {
  const file = join(scratchDirectory(), 'text');
  writeFileSync(file, typeof text === 'string' ? text : JSON.stringify(text));
  return file;
};

async function bookings({ ask, sound, well }, place) {
  const book = (door, changes, headers) => sound('POST', `${api}/pickups`, { body: wanted(place, personAt(door), changes), headers });
  const proxy = personAt('proxy');
  const pickup = kept((await book('API', { proxy: { name: proxy.name, phone: proxy.phone, consent: true } }, { 'Idempotency-Key': secrets.idempotencyKey })).json);
  const path = `${api}/pickups/${pickup.reference}`, headers = bearer(pickup), late = personAt('change');
  await sound('GET', path, { headers });
  await sound('GET', `${path}/calendar.ics`, { headers });
  await sound('GET', `${path}/slip`, { headers });
  await sound('PATCH', path, { body: { address: late.address, note: late.text }, headers: { ...headers, 'If-Match': `"${pickup.version}"` } });
  const found = await sound('POST', `${api}/pickups/lookup`, { body: { reference: pickup.reference, phone_tail: pickup.phone?.slice(-4) ?? '2638' } });
  given.add(found.json.token);
  await ask('POST', `${api}/pickups/lookup`, { body: { reference: pickup.reference, phone_tail: late.phone } });
  await well('pickup', pickup.reference, 'complete', '--kg', '8');
  await sound('POST', `${path}/rating`, { body: { stars: 2, comment: personAt('rating').text }, headers });
  await sound('POST', `${path}/invitation`, { body: '', headers });
  const dropped = kept((await book('API, cancelled')).json);
  await sound('POST', `${api}/pickups/${dropped.reference}/cancel`, { headers: bearer(dropped), body: '' });
}

async function cases({ ask, sound, well }) {
  const person = personAt('feedback');
  const picture = (await sound('POST', `${api}/feedback/photos`, { body: photo(), headers: { 'Content-Type': 'image/png' } })).json.photo;
  given.add(picture);
  const body = { kind: 'complaint', topic: 'pickup', text: person.text, contact_name: person.name, phone: person.phone, publish_consent: false, photos: [picture] };
  const filed = (await sound('POST', `${api}/feedback`, { body, headers: { 'Idempotency-Key': secrets.idempotencyKey } })).json;
  references.add(filed.reference);
  const found = (await sound('POST', `${api}/feedback/lookup`, { body: { reference: filed.reference, phone_tail: person.phone.slice(-4) } })).json;
  given.add(found.token);
  const path = `${api}/feedback/${filed.reference}`, headers = bearer(found);
  await well('case', filed.reference, 'answer', fileOf(personAt('answer of a command').text));
  await sound('POST', `${path}/rating`, { headers, body: { stars: 1, comment: personAt('rating of a case').text } });
  await sound('POST', `${path}/reopen`, { headers, body: { reason: personAt('reopening').text } });
  await ask('POST', `${api}/feedback/similar`, { body: { text: personAt('similar').text } });
  const page = `/search?q=${encodeURIComponent(mark)}`, error = { kind: 'site_error', topic: 'other', text: '这一页的字太小了看不清。', anonymous: true, page };
  const anonymous = (await sound('POST', `${api}/feedback`, { body: error })).json;
  references.add(anonymous.reference);
  given.add(anonymous.receipt);
  return { filed, person };
}

async function plainForms({ sound, form, well }, place) {
  const person = personAt('plain form');
  const fields = { [`item-${place.item.id}`]: '1', area: place.area.code, address: person.address, slot: place.slots[2].id, contact_name: person.name,
    phone: person.phone, note: person.text, consent: 'on', key: '00112233445566778899aabbccddeeff', step: 'send' };
  const wrong = await form('/pickup/book', { ...fields, consent: '', phone: `${person.phone}9` });
  assert.equal(wrong.status, 400);
  const booked = await form('/pickup/book', fields);
  assert.equal(booked.status, 303, booked.text.slice(0, 300));
  const path = booked.headers.location.split('?')[0], reference = path.split('/').pop();
  references.add(reference);
  const found = await form('/pickup/find', { reference, phone_tail: person.phone.slice(-4) });
  const cookie = { Cookie: found.headers['set-cookie'][0].split(';')[0] };
  const change = (await sound('GET', `${path}/change`, { headers: { ...html, ...cookie } })).text, late = personAt('plain change');
  const changed = await form(`${path}/change`, { proof: hidden(change, 'proof'), version: hidden(change, 'version'), slot: fields.slot, address: late.address,
    note: late.text, [`item-${place.item.id}`]: '1' }, cookie);
  assert.ok(changed.status < 400, changed.text.slice(0, 300));
  await well('pickup', reference, 'complete', '--kg', '4');
  await sound('GET', `${path}/slip`, { headers: { ...html, ...cookie } });
  const page = (await sound('GET', path, { headers: { ...html, ...cookie } })).text;
  assert.ok((await form(`${path}/rating`, { proof: hidden(page, 'proof'), stars: '3', comment: personAt('plain rating').text }, cookie)).status < 400);
  return { reference, person };
}

// What is kept of a record, for its owner: refused, shown, copied, erased. The only replies to a resident that may hold the marks.
async function ownRecords({ ask, sound, form, well }, place) {
  const person = personAt('own record'), strange = personAt('own record, wrong');
  const pickup = kept((await sound('POST', `${api}/pickups`, { body: wanted(place, person) })).json), { reference } = pickup;
  for (const phone of [person.phone.slice(-4), strange.phone, mark]) {
    assert.ok((await ask('POST', `${api}/pickups/own`, { body: { reference, phone } })).status >= 400, phone);
    assert.ok((await form('/mine/pickup', { reference, secret: phone })).status >= 400, phone);
  }
  assert.equal((await ask('GET', `${api}/pickups/${reference}/own`, { headers: bearer(pickup) })).status, 401);
  await well('pickup', reference, 'cancel', `${mark}本人来电`);
  const own = (await sound('POST', `${api}/pickups/own`, { body: { reference, phone: person.phone } })).json;
  given.add(own.token);
  const copy = await sound('GET', `${api}/pickups/${reference}/own`, { headers: bearer(own) });
  assert.ok(copy.text.includes(person.phone) && copy.text.includes(mark), 'a copy is in clear');
  const opened = await form('/mine/pickup', { reference, secret: person.phone });
  assert.equal(opened.status, 303, opened.text.slice(0, 300));
  const cookie = { Cookie: opened.headers['set-cookie'][0].split(';')[0] }, page = `/mine/pickup/${reference}`;
  for (const below of ['', '/data.json']) assert.ok((await sound('GET', page + below, { headers: { ...html, ...cookie } })).text.includes(mark), below);
  const { text } = await sound('GET', `${page}/erase`, { headers: { ...html, ...cookie } });
  assert.equal((await form(`${page}/erase`, { proof: mark }, cookie)).status, 403);
  assert.equal((await form(`${page}/erase`, { proof: hidden(text, 'proof') }, cookie)).status, 303);
  assert.ok(!(await sound('GET', page, { headers: { ...html, ...cookie } })).text.includes(mark), 'erased');
  await ask('POST', `${api}/feedback/own`, { body: { reference: mark, phone: strange.phone } });
  await form('/mine/feedback', { reference: mark, secret: strange.phone });
}

async function plainCase({ ask, sound, form, well }) {
  const person = personAt('plain feedback'), data = new FormData();
  const fields = { kind: 'complaint', topic: 'pickup', area: '', text: person.text, contact_name: person.name, phone: person.phone };
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  data.append('photos', new Blob([photo()], { type: 'image/png' }), `${mark}.png`);
  const sent = new Response(data);
  const filed = await ask('POST', '/feedback/submit', { body: Buffer.from(await sent.arrayBuffer()), headers: { 'Content-Type': sent.headers.get('content-type'), ...html } });
  assert.equal(filed.status, 303, filed.text.slice(0, 400));
  const [reference] = /FK(-\w{3}){3}/.exec(filed.headers.location);
  references.add(reference);
  const found = await form('/feedback/find', { reference, secret: person.phone });
  assert.equal(found.status, 303, found.text.slice(0, 400));
  const cookie = { Cookie: found.headers['set-cookie'][0].split(';')[0] }, page = found.headers.location.split('?')[0];
  await well('case', reference, 'answer', fileOf(personAt('answer to a plain case').text));
  const proof = hidden((await sound('GET', page, { headers: { ...html, ...cookie } })).text, 'proof');
  const act = (fields, headers = cookie) => form(page, { proof, ...fields }, headers), wrong = personAt('plain acts, refused').text;
  assert.equal((await act({ act: 'rate', stars: '', comment: wrong })).status, 400);
  assert.equal((await act({ act: 'reopen', reason: wrong }, {})).status, 401);
  assert.equal((await act({ act: 'reopen', reason: wrong, proof: mark })).status, 403);
  assert.equal((await act({ act: 'rate', stars: '2', comment: personAt('plain rating of a case').text })).status, 303);
  assert.equal((await act({ act: 'reopen', reason: personAt('plain reopening').text })).status, 303);
  await sound('GET', `${page}?done=reopened`, { headers: { ...html, ...cookie } });
  assert.equal((await form('/feedback/submit', { ...fields, topic: 'none' })).status, 400);
  const nameless = await form('/feedback/submit', { ...fields, contact_name: '', phone: '', anonymous: 'on' });
  assert.equal(nameless.status, 303, nameless.text.slice(0, 400));
  references.add(/FK(-\w{3}){3}/.exec(nameless.headers.location)[0]);
  await sound('GET', nameless.headers.location, { headers: { ...html, Cookie: nameless.headers['set-cookie'].map((line) => line.split(';')[0]).join('; ') } });
}

async function channels({ ask, sound, form }) {
  for (const kind of ['json', 'xml']) {
    const person = personAt(`Open311 ${kind}`);
    const fields = { service_code: 'complaint', description: person.text, phone: person.phone, last_name: '欧', first_name: mark, address_string: person.address,
      email: 'ou.1390417@mail.example', device_id: mark, account_id: mark, media_url: `https://media.example/${mark}.jpg`, lat: '36.3', long: '116.2', api_key: secrets.open311Key };
    const filed = await form(`/open311/v2/requests.${kind}`, fields);
    assert.equal(filed.status, 201, filed.text);
    references.add(/FK(-\w{3}){3}/.exec(filed.text)[0]);
    assert.equal((await form(`/open311/v2/requests.${kind}`, { ...fields, api_key: secrets.wrongKey })).status, 403);
    assert.equal((await form(`/open311/v2/requests.${kind}`, { ...fields, service_code: mark })).status, 400);
    await ask('GET', `/open311/v2/requests.${kind}?service_request_id=${encodeURIComponent(mark)}&phone=${person.phone}`);
  }
  const { areas } = (await sound('GET', `${api}/areas`)).json, survey = `${api}/surveys/satisfaction-2026/responses`;
  const answers = { area: areas[0].code, reached: 'no', took_part: ['sorting'], known: 'some', satisfaction: 2, why: `${mark}不满意` };
  const answer = (words) => ask('POST', survey, { body: { version: 2, kind: 'open', complete: true, answers: { ...answers, advice: words } },
    headers: { 'Idempotency-Key': secrets.survey } });
  const counted = await answer(personAt('survey').text);
  assert.equal(counted.status, 201, counted.text);
  given.add(counted.json.receipt);
  assert.equal((await answer(mark.repeat(400))).status, 400);
  await form('/surveys/satisfaction-2026', { version: '2', kind: 'open', area: areas[0].code, advice: personAt('survey form').text });
  for (const path of ['/guide', '/search', `${api}/guide/search`, `${api}/search`, `${api}/search/suggestions`])
    for (const words of [secrets.survey, '13904179999'])
      await ask('GET', `${path}?q=${encodeURIComponent(words)}`, { headers: path.startsWith(api) ? {} : html });
  await ask('POST', `${api}/guide/unknown-words`, { body: { word: '13904179999' } });
}

// With her cookies; the form's key comes from the page.
async function submit({ replies }, person, page, path, fields) {
  const key = keyOf(await person.get(page));
  const reply = await person.post(path, { form_key: key, ...fields });
  replies.push({ method: 'POST', path, ...reply });
  return reply;
}

async function deskDoors(visit, place, { filed }) {
  const { server, form, replies, sound } = visit;
  const opened = [];
  for (const [name, role, department] of [['wang.li', 'dispatcher'], ['li.si', 'officer'], ['zhao', 'crew', '一队']]) {
    const account = await openAccount(server, name, role, department ?? '');
    given.add(account.secret);
    given.add(/link=(\w+)/.exec(account.link)[1]);
    for (const value of account.person.cookies.values()) given.add(value);
    opened.push(account.person);
  }
  await form('/desk/sign-in', { name: 'wang.li', password: secrets.wrongPassword, code: '000000' });
  await form('/desk/sign-in', { name: secrets.wrongPassword, password: secrets.wrongPassword, code: '000000', next: `/desk/${mark}` });
  const [dispatcher, officer] = opened, caller = personAt('desk, caller'), person = personAt('desk, telephone');
  const fields = { [`item-${place.item.id}`]: '1', area: place.area.code, address: person.address, slot: place.slots[3].id, contact_name: person.name, phone: person.phone,
    note: person.text, proxy_name: caller.name, proxy_phone: caller.phone, proxy_consent: 'on', consent: 'on', key: secrets.idempotencyKey, step: 'send' };
  const book = (changes) => submit(visit, dispatcher, '/desk/pickups/new', '/desk/pickups/new', { ...fields, ...changes });
  const booked = await book({});
  assert.equal(booked.status, 303, booked.text.slice(0, 2000));
  const path = booked.headers.location.split('?')[0];
  references.add(path.split('/').pop());
  assert.equal((await book({ phone: '1390417', key: 'another-0000' })).status, 400);
  await book({ key: 'another-1111' });
  for (const found of [`/desk/pickups?q=${encodeURIComponent(person.name)}`, path, '/desk/audit', '/desk/cases', `/desk/cases/${filed.reference}`])
    replies.push({ method: 'GET', path: found, ...await (found.includes('cases') ? officer : dispatcher).get(found) });
  assert.equal((await submit(visit, dispatcher, path, `${path}/phone`, {})).status, 200);
  const work = `/desk/cases/${filed.reference}`, version = async () => hidden((await officer.get(work)).text, 'version');
  for (const [below, name] of [['/note', 'note'], ['/answer', 'answer'], ['/close', 'close_note']]) {
    const done = await submit(visit, officer, work, work + below, { version: await version(), [name]: personAt(`desk, ${name}`).text });
    assert.equal(done.status, 303, `${below} ${done.text.slice(0, 3000)}`);
  }
  await sound('GET', '/desk/sign-in', { headers: html });
  given.add(staffPassword);
  return opened[2];
}

// A stop of today that its resident reports as missed, the county answers, the crew records and the county corrects.
async function crewAndCommands(visit, place, crew) {
  const { sound, ask, well, run, server, content, commands, replies } = visit;
  const slot = `${place.area.code}.${place.category.id}.${today().replaceAll('-', '')}.am`, person = personAt('command line');
  const told = { args: ['book', '-'], ...spawnSync(binary, ['book', '--data', server.data, '--content', content, '-'],
    { input: JSON.stringify(wanted(place, person, { slot })), encoding: 'utf8' }) };
  commands.push(told);
  assert.equal(told.status, 0, told.stderr);
  const reference = /WF(-\w{3}){3}/.exec(told.stdout)[0];
  references.add(reference);
  const seen = kept((await sound('POST', `${api}/pickups/lookup`, { body: { reference, phone_tail: person.phone.slice(-4) } })).json);
  await sound('POST', `${api}/pickups/${reference}/missed`, { body: { comment: personAt('missed').text }, headers: bearer(seen) });
  await well('pickup', reference, 'settle-missed', 'rejected', personAt('answer to missed').text);
  await well('pickup', reference, 'assign', '一队');
  const stop = `/desk/stops/${reference}`;
  for (const path of ['/desk/stops', stop]) replies.push({ method: 'GET', path, ...await crew.get(path) });
  assert.match(replies.at(-1).text, new RegExp(mark));
  assert.equal((await submit(visit, crew, stop, `${stop}/phone`, {})).status, 200);
  const recorded = await submit(visit, crew, stop, `${stop}/missed`, { why: 'nothing_out', note: personAt('crew').text, [mark]: mark });
  assert.equal(recorded.status, 303, recorded.text.slice(0, 3000));
  await well('pickup', reference, 'not-presented', `${mark}家中无人`, '--correct');
  const other = kept((await sound('POST', `${api}/pickups`, { body: wanted(place, personAt('to be cancelled'), { slot: place.slots[4].id }) })).json);
  await well('pickup', other.reference, 'cancel', `${mark}来电取消`);
  for (const file of [fileOf({ phone: person.phone, contact_name: person.name, address: 7 }), fileOf(`{"phone": "${person.phone}", "contact_name": ${person.name}`)])
    assert.equal((await run('book', file)).code, 1);
  await ask('GET', `${api}/pickups/${reference}`);
}

// The same where it does not belong: as parameter, path, header, body that is none, field of something else, far too long.
async function wrongPlaces({ ask, form }) {
  const person = personAt('wrong places'), all = [person.name, person.phone, person.address, secrets.idempotencyKey, secrets.wrongPassword, ...[...given].slice(0, 3)];
  for (const value of all) {
    const text = encodeURIComponent(value), bytes = Buffer.from(value).toString('latin1');
    for (const path of [`${api}/slots?area=${text}&category=${text}`, `${api}/indicators?group=${text}`, `${api}/pages?path=/${text}`, `${api}/pickups/${text}`, `${api}/feedback/${text}`,
      `${api}/surveys/${text}`, `/${text}`, `/pickup/ticket/${text}`, `/feedback/case/${text}`, `/open-data/${text}.csv`, `/open311/v2/requests/${text}.json`, `${api}/feedback/published?q=${text}&x=${text}`,
      `/desk/${text}`, `/desk/sign-in?next=/desk/${text}`, `/desk/welcome?link=${text}`, `/media/${text}`, `/charts/${text}`, `/healthz?${text}=%zz`])
      await ask('GET', path, { headers: path.startsWith(api) ? {} : html });
    // A token looks like an id of a request; whoever calls with one as such tells the log. The proxies of the package send their own.
    const id = given.has(value) ? '' : bytes;
    const header = { 'User-Agent': bytes, Referer: `http://portal/${bytes}`, 'X-Request-Id': id, 'If-None-Match': `"${bytes}"`, 'Accept-Language': bytes };
    await ask('GET', `${api}/areas`, { headers: { ...header, Authorization: `Bearer ${bytes}`, Cookie: `wufei=${bytes}`, Origin: `http://${encodeURIComponent(value)}.example` } });
    await ask('POST', `${api}/pickups`, { body: { area: value }, headers: { 'Idempotency-Key': bytes } });
    await ask('POST', `${api}/pickups`, { body: `{"contact_name": "${value}", "phone": ${value}` });
    await ask('POST', `${api}/feedback`, { body: Buffer.concat([Buffer.from(`{"text":"${value}`), Buffer.from([0xff]), Buffer.from('"}')]) });
    await ask('POST', `${api}/pickups`, { body: { area: value, slot: value, category: value, items: [{ item: value, quantity: value }], consent: value, phone: value.repeat(40) } });
    await ask('POST', `${api}/feedback`, { body: { kind: value, topic: value, area: value, text: value.repeat(500), phone: value, photos: [value] } });
    await ask('POST', `${api}/feedback/lookup`, { body: { reference: value, receipt: value, phone_tail: value } });
    await ask('PUT', `${api}/pickups`, { body: { phone: value } });
    await ask('POST', `${api}/feedback/photos`, { body: value, headers: { 'Content-Type': bytes } });
    await form('/pickup/find', { reference: value, phone_tail: value });
    await form('/feedback/find', { reference: value, secret: value });
    await form('/look', { look: value, back: `//${text}` });
  }
  return all;
}

// Requests that are none, over a bare connection.
async function brokenRequests({ server }, values) {
  const { hostname, port } = new URL(server.url);
  const say = (text) => new Promise((done) => {
    const socket = connect(Number(port), hostname, () => socket.end(text));
    socket.on('error', done).on('close', done).resume();
  });
  for (const value of values)
    for (const text of [`GET /${value} HTTP/9.9\r\n\r\n`, `${value} / HTTP/1.1\r\nHost: x\r\n\r\n`, `GET / HTTP/1.1\r\nHost: x\r\nX ${value}: 1\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: ${value}\r\nContent-Length: ${value}\r\n\r\n`, `POST /api/v1/pickups HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: ${value}\r\n\r\n${value}`,
      `POST /api/v1/pickups HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n\r\n{"phone":"${value}"`])
      await say(text);
}

/** Through every door, once; resolves when the portal has given its notices to the gateway. */
export async function enterEverything(visit) {
  const place = await bookable(visit.server.url);
  await visit.well('survey', 'satisfaction-2026', 'open');
  await bookings(visit, place);
  const filed = await cases(visit);
  await plainForms(visit, place);
  await plainCase(visit);
  await ownRecords(visit, place);
  await channels(visit);
  await crewAndCommands(visit, place, await deskDoors(visit, place, filed));
  await brokenRequests(visit, await wrongPlaces(visit));
}
