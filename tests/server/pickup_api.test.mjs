// A resident's pickup over HTTP, and everything that can be wrong with it.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import ICAL from 'ical.js';
import { startServer, call, bookable, sampleRequest, bearer } from './lib.mjs';

let server, url, place;
before(async () => { server = await startServer(); url = server.url; place = await bookable(url); });
after(async () => { assert.deepEqual(await server.stop(), { code: 0, signal: null }); });

const book = (body, headers) => call(url, 'POST', '/api/v1/pickups', { body, headers });

function assertProblem(reply, status, code) {
  assert.equal(reply.status, status, reply.text.slice(0, 300));
  assert.match(reply.headers['content-type'], /^application\/problem\+json/);
  assert.equal(reply.json.status, status);
  assert.equal(reply.json.code, code);
  for (const member of ['type', 'title', 'detail', 'instance']) assert.ok(reply.json[member], member);
  assertSafe(reply);
}

function assertSafe({ headers }) {
  assert.match(headers['content-security-policy'], /default-src 'self'.*script-src 'self' 'wasm-unsafe-eval'/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.ok(headers['referrer-policy'] && headers['permissions-policy']);
}

const rules = (reply) => (reply.json.errors ?? []).map(({ pointer, rule }) => `${pointer} ${rule}`).sort();

test('book, look up, change, calendar, cancel', async () => {
  const wanted = sampleRequest(place, { contact_name: '𬭊䶮㙍𠮷', note: '三楼，有电梯 🛋️' });
  const booked = await book(wanted);
  assert.equal(booked.status, 201);
  assertSafe(booked);
  const pickup = booked.json;
  assert.match(pickup.reference, /^WF(-[2-9A-HJKMNP-Z]{3}){3}$/);
  assert.equal(booked.headers.location, `/api/v1/pickups/${pickup.reference}`);
  assert.equal(booked.headers['cache-control'], 'private, no-store');
  assert.equal(pickup.slot, wanted.slot);
  assert.equal(pickup.contact_name, '𬭊䶮㙍𠮷');
  assert.ok(!booked.text.includes(wanted.phone), 'the telephone number is masked');

  const found = await call(url, 'POST', '/api/v1/pickups/lookup',
    { body: { reference: pickup.reference.toLowerCase().replaceAll('-', ' '), phone_tail: wanted.phone.slice(-4) } });
  assert.equal(found.status, 200);
  const headers = bearer(found.json), path = `/api/v1/pickups/${pickup.reference}`;

  const changed = await call(url, 'PATCH', path,
    { headers: { ...headers, 'If-Match': found.headers.etag }, body: { slot: place.slots[4].id, note: '改到后一天' } });
  assert.equal(changed.status, 200, changed.text);
  assert.equal(changed.json.slot, place.slots[4].id);
  assert.equal(changed.headers.etag, '"2"');

  const calendar = await call(url, 'GET', `${path}/calendar.ics`, { headers });
  assert.match(calendar.headers['content-type'], /^text\/calendar/);
  const component = new ICAL.Component(ICAL.parse(calendar.text));
  const [event] = component.getAllSubcomponents('vevent').map((entry) => new ICAL.Event(entry));
  assert.equal(event.startDate.toJSDate().toISOString(),
    new Date(`${place.slots[4].date}T${place.slots[4].start}:00+08:00`).toISOString());

  const slip = await call(url, 'GET', `${path}/slip`, { headers });
  assert.match(slip.headers['content-type'], /^text\/html/);
  assert.equal(slip.headers['cache-control'], 'private, no-store');
  for (const [name, number] of [['reference', pickup.reference], ['name', '𬭊䶮㙍𠮷']]) assert.ok(slip.text.includes(number), name);
  for (const [name, secret] of [['token', found.json.token], ['telephone', wanted.phone]]) assert.ok(!slip.text.includes(secret), name);

  const cancelled = await call(url, 'POST', `${path}/cancel`, { headers, body: {} });
  assert.equal(cancelled.json.status, 'cancelled');
  const again = await call(url, 'POST', `${path}/cancel`, { headers, body: {} });
  assertProblem(again, 409, 'conflict');
  assert.deepEqual(rules(again), [' already_cancelled']);
});

test('every broken field is named', async () => {
  const reply = await book({ ...sampleRequest(place), phone: '12345', address: 'a'.repeat(10000), contact_name: '',
    items: [{ item: place.item.id, quantity: 0 }], colour: 'red', consent: false });
  assertProblem(reply, 400, 'invalid');
  assert.deepEqual(rules(reply), ['/address too_long', '/colour unknown_field', '/consent consent_required',
    '/contact_name required', '/items/0/quantity quantity_range', '/phone phone_format']);
  for (const error of reply.json.errors) assert.match(error.detail, /[\u4e00-\u9fff]/, 'in Chinese');
});

const wrong = {
  'an area that does not exist': [{ area: '999999999' }, '/area unknown_area'],
  'a past slot': [{ slot: (p) => p.slots[2].id.replace(/\.\d{8}\./, '.20200106.') }, '/slot slot_in_past'],
  'a slot too far away': [{ slot: (p) => p.slots[2].id.replace(/\.\d{8}\./, '.20990105.') }, '/slot slot_too_far'],
  'a million pieces': [{ items: (p) => [{ item: p.item.id, quantity: 1000000 }] }, '/items/0/quantity quantity_range'],
  'an unknown item': [{ items: [{ item: 'dragon', quantity: 1 }] }, '/items/0/item unknown_item'],
  'an unknown category': [{ category: 'gold' }, '/category unknown_category'],
};
for (const [name, [changes, expected]] of Object.entries(wrong))
  test(name, async () => {
    const resolved = Object.fromEntries(Object.entries(changes).map(([key, value]) =>
      [key, typeof value === 'function' ? value(place) : value]));
    const reply = await book({ ...sampleRequest(place), ...resolved });
    assertProblem(reply, 400, 'invalid');
    assert.ok(rules(reply).includes(expected), rules(reply).join());
  });

test('bodies that are no request', async () => {
  const bodies = [['{"area":', 'malformed_json'], ['', 'malformed_json'], ['[]', 'wrong_type'], ['null', 'wrong_type'],
    [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'invalid_text'], ['['.repeat(5000), 'malformed_json']];
  for (const [body, rule] of bodies) {
    const reply = await book(body);
    assertProblem(reply, 400, 'invalid');
    assert.ok(rules(reply).some((text) => text.endsWith(rule)), `${body.slice(0, 10)}: ${rules(reply)}`);
  }
});

test('wrong paths, methods, types and sizes are problems, too', async () => {
  assertProblem(await call(url, 'GET', '/api/v1/nothing'), 404, 'not_found');
  const method = await call(url, 'DELETE', '/api/v1/areas');
  assertProblem(method, 405, 'method_not_allowed');
  assert.match(method.headers.allow, /GET/);
  assertProblem(await book(sampleRequest(place), { 'Content-Type': 'text/plain' }), 415, 'unsupported_media');
  assertProblem(await call(url, 'GET', '/api/v1/areas', { headers: { 'X-Long': 'a'.repeat(60000) } }), 431, 'headers_too_large');
  assertProblem(await call(url, 'GET', '/api/v1/slots?area=1'), 400, 'invalid');
  assertProblem(await call(url, 'GET', `/api/v1/slots?area=${place.area.code}&category=bulky&days=1000`), 400, 'invalid');
  assertProblem(await call(url, 'GET', `/api/v1/slots?area=${place.area.code}&category=bulky&from=soon`), 400, 'invalid');
  assertProblem(await call(url, 'GET', '/api/v1/slots?area=x&category=bulky'), 404, 'not_found');
});

test('a body of 10 MB is refused with 413', async () => {
  const reply = await book(Buffer.alloc(10 * 1024 * 1024, 0x20)).catch((error) => error);
  // The reply arrives, or the connection is closed while the client still sends: never stored, never a 5xx.
  if (reply instanceof Error) assert.match(reply.code, /EPIPE|ECONNRESET/);
  else assertProblem(reply, 413, 'too_large');
  assert.equal((await call(url, 'GET', '/healthz')).status, 200);
});

test('Idempotency-Key: the first reply again; another body is 422', async () => {
  const body = JSON.stringify(sampleRequest(place)), headers = { 'Idempotency-Key': '"a-b-1"' };
  const [first, second] = await Promise.all([book(body, headers), book(body, headers)]);
  assert.equal(first.status, 201);
  assert.deepEqual(second.json, first.json);
  const other = await book(JSON.stringify(sampleRequest(place)), headers);
  assertProblem(other, 422, 'unprocessable');
  assertProblem(await book(body, { 'Idempotency-Key': 'x'.repeat(300) }), 400, 'invalid');
});

test('If-Match: missing 428, stale 412', async () => {
  const pickup = (await book(sampleRequest(place))).json, path = `/api/v1/pickups/${pickup.reference}`;
  const change = (headers, body = { note: 'x' }) => call(url, 'PATCH', path, { headers: { ...bearer(pickup), ...headers }, body });
  assertProblem(await change({}), 428, 'precondition_required');
  assertProblem(await change({ 'If-Match': '"9"' }), 412, 'precondition');
  assertProblem(await change({ 'If-Match': 'nonsense' }), 412, 'precondition');
  assertProblem(await change({ 'If-Match': '"1"' }, { phone: '13800000000' }), 400, 'invalid');
  assertProblem(await change({ 'If-Match': '"1"' }, {}), 400, 'invalid');
  assert.equal((await change({ 'If-Match': '"1"' })).status, 200);
});

test('without the right token nothing is shown', async () => {
  const pickup = (await book(sampleRequest(place))).json, path = `/api/v1/pickups/${pickup.reference}`;
  for (const headers of [{}, { Authorization: 'Bearer 0' }, { Authorization: 'Basic eDp5' }])
    assertProblem(await call(url, 'GET', path, { headers }), 401, 'unauthorized');
  assertProblem(await call(url, 'GET', '/api/v1/pickups/WF-000-000-000', { headers: bearer(pickup) }), 401, 'unauthorized');
  for (const below of ['calendar.ics', 'slip']) assertProblem(await call(url, 'GET', `${path}/${below}`), 401, 'unauthorized');
});

test('guessing the digits of a reference is stopped', async () => {
  const wanted = sampleRequest(place), pickup = (await book(wanted)).json;
  const guess = (tail) => call(url, 'POST', '/api/v1/pickups/lookup', { body: { reference: pickup.reference, phone_tail: tail } });
  for (let i = 0; i < 5; i += 1) assertProblem(await guess('0000'), 404, 'not_found');
  const stopped = await guess(wanted.phone.slice(-4));
  assertProblem(stopped, 429, 'rate_limited');
  assert.ok(Number(stopped.headers['retry-after']) > 0);
  assertProblem(await call(url, 'POST', '/api/v1/pickups/lookup', { body: { reference: 'WF-1', phone_tail: 'x' } }), 400, 'invalid');
});

test('300 clients race for one slot of 20 places: exactly 20 succeed; the others are offered the nearest', async () => {
  const slot = place.slots[6].id;
  const replies = await Promise.all(Array.from({ length: 300 }, () => book(sampleRequest(place, { slot }))));
  assert.equal(replies.filter(({ status }) => status === 201).length, 20);
  const refused = replies.filter(({ status }) => status === 409);
  assert.equal(refused.length, 280);
  for (const reply of refused) {
    assert.deepEqual(rules(reply), ['/slot slot_full']);
    assert.equal(reply.json.nearest.length, 3);
    assert.ok(reply.json.nearest.every(({ id, remaining }) => id !== slot && remaining > 0));
  }
});

test('a day of the whole county is full: the next is refused, other days are offered, the lists say so, a cancellation frees one', async () => {
  const { rules: { day_capacity: { bookings }, phone_share_percent: share } } = (await call(url, 'GET', '/api/v1/catalogue')).json;
  const online = bookings - Math.round(bookings * share / 100), others = await bookable(url, { areaIndex: 5, categoryIndex: 1 });
  const day = place.slots[10].date, of = (at, i) => at.slots.filter(({ date }) => date === day)[i % 2].id;
  const offered = async (at) => (await call(url, 'GET', `/api/v1/slots?area=${at.area.code}&category=${at.category.id}&from=${day}&days=1`)).json.slots;
  const made = [];
  for (let i = 0; i < online; i += 1) {
    const at = i % 3 ? others : place, reply = await book(sampleRequest(at, { slot: of(at, i) }));
    assert.equal(reply.status, 201, reply.text);
    made.push(reply.json);
  }
  for (const at of [place, others])
    for (const slot of await offered(at)) assert.deepEqual([slot.remaining, slot.day_remaining], [0, 0]);
  const refused = await book(sampleRequest(others, { slot: of(others, 0) }));
  assertProblem(refused, 409, 'conflict');
  assert.deepEqual(rules(refused), ['/slot day_full']);
  assert.match(refused.json.errors[0].detail, /这一天/);
  assert.equal(refused.json.nearest.length, 3);
  assert.ok(refused.json.nearest.every(({ date, remaining }) => date !== day && remaining > 0));
  assert.equal((await call(url, 'POST', `/api/v1/pickups/${made[0].reference}/cancel`, { headers: bearer(made[0]), body: {} })).status, 200);
  assert.deepEqual((await offered(place)).map(({ remaining }) => remaining), [1, 1]);
  assert.equal((await book(sampleRequest(others, { slot: of(others, 0) }))).status, 201);
});

test('public replies carry an ETag and answer 304', async () => {
  for (const path of ['/api/v1/areas', '/api/v1/catalogue', '/api/v1/site', '/api/v1/openapi.json', '/', '/pickup', '/privacy']) {
    const reply = await call(url, 'GET', path);
    assert.equal(reply.status, 200, path);
    assertSafe(reply);
    const again = await call(url, 'GET', path, { headers: { 'If-None-Match': reply.headers.etag } });
    assert.equal(again.status, 304, path);
    const head = await call(url, 'HEAD', path);
    assert.equal(head.status, 200);
    assert.equal(head.text, '');
  }
});

test('pages are readable without JavaScript and say where to telephone', async () => {
  for (const path of ['/', '/pickup']) {
    const { text } = await call(url, 'GET', path, { headers: { Accept: 'text/html' } });
    assert.match(text, /<html lang="zh-CN"/);
    assert.match(text, /<title>[^<]+<\/title>/);
    assert.match(text, /<meta name="description" content="[^"]+"/);
    assert.match(text, /<h1[^>]*>[^<]+<\/h1>/);
    assert.match(text, /href="tel:12345"/);
    assert.ok(!/\{\{/.test(text), 'no placeholder is left');
  }
  const missing = await call(url, 'GET', '/no/such/page', { headers: { Accept: 'text/html' } });
  assert.equal(missing.status, 404);
  assert.match(missing.headers['content-type'], /^text\/html/);
});

test('health, readiness and metrics', async () => {
  assert.equal((await call(url, 'GET', '/healthz')).status, 200);
  assert.equal((await call(url, 'GET', '/readyz')).status, 200);
  const metrics = await call(url, 'GET', '/metrics');
  assert.match(metrics.text, /wufei_bookings_total\{outcome="booked"\} \d+/);
  assert.ok(!/WF-|138\d{8}/.test(metrics.text), 'no personal data');
});
