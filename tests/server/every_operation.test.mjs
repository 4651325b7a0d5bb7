// What no other suite asks the running portal for: every operation of the API description does its work once
// (tests/support/check_replies.mjs counts them). call() holds each reply against the description.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bearer, bookable, call, contentWithEarlyMorning, sampleRequest, scratchDirectory, startServer, today, wufei, wufeiWith } from './lib.mjs';

let server, url, choice;
before(async () => { server = await startServer(); ({ url } = server); choice = await bookable(url); });
after(async () => { assert.deepEqual(await server.stop(), { code: 0, signal: null }); });

const sound = async (...ask) => {
  const reply = await call(url, ...ask);
  assert.ok(reply.status < 400, `${ask[0]} ${ask[1]} ${reply.status}: ${reply.text.slice(0, 300)}`);
  return reply;
};
const form = (fields, cookie) => ({ body: new URLSearchParams(fields).toString(),
  headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...(cookie ? { Cookie: cookie } : {}) } });
const hidden = (page, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)[1];

test('public lists and files', async () => {
  for (const path of ['/api/v1/bodies', '/api/v1/discrepancies', '/api/v1/feedback/rules', '/api/v1/guide/recyclables', '/robots.txt'])
    await sound('GET', path);
  const { articles } = (await sound('GET', '/api/v1/articles')).json;
  await sound('GET', `/api/v1/articles/${articles[0].slug}`);
});

test('large print without a program', async () => {
  const { headers } = await sound('POST', '/look', form({ look: 'large', back: '/guide?q=电池' }));
  assert.equal(headers.location, '/guide?q=%E7%94%B5%E6%B1%A0');
  const { text } = await sound('GET', '/guide', { headers: { Cookie: headers['set-cookie'][0].split(';')[0] } });
  assert.match(text, /<html lang="zh-CN" class="elder">/);
});

test('Open311 as XML', async () => {
  const { code } = (await sound('GET', '/open311/v2/services.json')).json.map((row) => ({ code: row.service_code }))[0];
  const filed = await sound('POST', '/open311/v2/requests.xml', form({ service_code: code, description: '路边堆着一袋垃圾，三天没人收。', phone: '13806350001' }));
  assert.match(filed.text, /<service_request_id>/);
  await sound('GET', '/open311/v2/requests.xml');
});

test('a finished pickup invites to be rated', async () => {
  const pickup = (await sound('POST', '/api/v1/pickups', { body: sampleRequest(choice) })).json;
  await sound('GET', `/api/v1/pickups/${pickup.reference}/slip`, { headers: bearer(pickup) });
  assert.equal((await wufei(server.data, 'pickup', pickup.reference, 'complete', '--kg', '12')).code, 0);
  assert.ok((await sound('POST', `/api/v1/pickups/${pickup.reference}/invitation`, { body: '', headers: bearer(pickup) })).json);
  const rated = await sound('POST', `/api/v1/pickups/${pickup.reference}/rating`, { body: { stars: 4, comment: '很准时' }, headers: bearer(pickup) });
  assert.deepEqual([rated.json.rating.stars, rated.json.outcome.grams], [4, 12000]);
});

// On a server whose morning is over a minute after midnight: a booking by telephone for today.
test('a missed pickup is reported, over the API and from the page', async () => {
  const content = contentWithEarlyMorning(), early = await startServer({ content });
  const slot = `${choice.area.code}.${choice.category.id}.${today().replaceAll('-', '')}.am`;
  const booked = async () => {
    const request = sampleRequest(choice, { slot }), file = join(scratchDirectory(), 'booking.json');
    writeFileSync(file, JSON.stringify(request));
    const { code, stdout, stderr } = await wufeiWith(content, early.data, 'book', file);
    assert.equal(code, 0, stderr);
    return { reference: /WF(-\w{3}){3}/.exec(stdout)[0], phone_tail: request.phone.slice(-4) };
  };
  try {
    const found = await call(early.url, 'POST', '/api/v1/pickups/lookup', { body: await booked() });
    const missed = await call(early.url, 'POST', `/api/v1/pickups/${found.json.reference}/missed`,
      { body: { comment: '没有人来' }, headers: { ...bearer(found.json), 'Idempotency-Key': 'missed-1' } });
    assert.deepEqual([missed.status, missed.json.missed.status], [200, 'open'], missed.text);
    const listed = await wufeiWith(content, early.data, 'missed');
    assert.ok(listed.stdout.includes(found.json.reference) && listed.stdout.includes('没有人来'), listed.stdout);
    assert.equal((await wufeiWith(content, early.data, 'pickup', found.json.reference, 'settle-missed', 'upheld', '今天下午补收')).code, 0);
    const opened = await call(early.url, 'POST', '/pickup/find', form(await booked()));
    const path = opened.headers.location.split('?')[0], cookie = opened.headers['set-cookie'][0].split(';')[0];
    const { text } = await call(early.url, 'GET', path, { headers: { Cookie: cookie } });
    const sent = await call(early.url, 'POST', `${path}/missed`, form({ proof: hidden(text, 'proof'), comment: '' }, cookie));
    assert.equal(sent.status, 303, sent.text);
  } finally {
    await early.stop();
  }
});

test('forms without a program: book, find, the ticket, its calendar entry, a change, a rating, a cancellation', async () => {
  const request = sampleRequest(choice);
  const fields = { [`item-${choice.item.id}`]: '1', area: request.area, address: request.address, slot: request.slot,
    contact_name: request.contact_name, phone: request.phone, consent: 'on', key: '0123456789abcdef0123456789abcdef', step: 'send' };
  const booked = await sound('POST', '/pickup/book', form(fields));
  const path = booked.headers.location.split('?')[0], reference = path.split('/').pop();
  let cookie = booked.headers['set-cookie'][0].split(';')[0];
  const found = await sound('POST', '/pickup/find', form({ reference, phone_tail: request.phone.slice(-4) }));
  assert.equal(found.headers.location.split('?')[0], path);
  cookie = found.headers['set-cookie'][0].split(';')[0];
  const open = async (more = '') => (await sound('GET', path + more, { headers: { Cookie: cookie } })).text;
  assert.match(await open(), new RegExp(reference));
  assert.match(await open('/calendar.ics'), /BEGIN:VEVENT/);
  assert.match(await open('/slip'), /class="slip"/);
  const change = await open('/change');
  await sound('POST', `${path}/change`, form({ proof: hidden(change, 'proof'), version: hidden(change, 'version'), slot: request.slot,
    address: `${request.address} 甲`, note: '', [`item-${choice.item.id}`]: '1' }, cookie));
  const cancel = await open('/cancel');
  await sound('POST', `${path}/cancel`, form({ proof: hidden(cancel, 'proof'), version: hidden(cancel, 'version') }, cookie));
  const other = sampleRequest(choice), again = await sound('POST', '/pickup/book', form({ ...fields, address: other.address, phone: other.phone,
    key: 'fedcba9876543210fedcba9876543210' }));
  const done = again.headers.location.split('?')[0];
  cookie = again.headers['set-cookie'][0].split(';')[0];
  assert.equal((await wufei(server.data, 'pickup', done.split('/').pop(), 'complete', '--kg', '3')).code, 0);
  const page = (await sound('GET', done, { headers: { Cookie: cookie } })).text;
  await sound('POST', `${done}/rate`, form({ proof: hidden(page, 'proof') }, cookie));
  await sound('POST', `${done}/rating`, form({ proof: hidden(page, 'proof'), stars: '5', comment: '' }, cookie));
});
