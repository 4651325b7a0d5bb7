// What no other suite asks the running portal for: every operation of the API description does its work once
// (tests/support/check_replies.mjs counts them). call() holds each reply against the description.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { bearer, bookable, call, sampleRequest, startServer, wufei } from './lib.mjs';

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
  assert.equal((await wufei(server.data, 'pickup', pickup.reference, 'complete', '--kg', '12')).code, 0);
  assert.ok((await sound('POST', `/api/v1/pickups/${pickup.reference}/invitation`, { body: '', headers: bearer(pickup) })).json);
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
});
