// What is kept of one's own booking or case, over the API and on pages: who may see, copy and erase it, and that nothing of it is told to
// anybody else. call() holds each reply against the description.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { bearer, bookable, call, sampleRequest, startServer, wufei } from './lib.mjs';

const api = '/api/v1';
let server, choice, people = 0;
before(async () => { server = await startServer({ args: ['--trusted-proxy', '127.0.0.1'] }); choice = await bookable(server.url); });
after(async () => { await server?.stop(); });

const from = (caller) => ({ 'X-Forwarded-For': `198.51.${caller}.7` });
const ask = (method, path, { body, headers = {}, caller = 1 } = {}) => call(server.url, method, path, { body, headers: { ...from(caller), ...headers } });
const form = (path, fields, headers = {}) => ask('POST', path, { body: new URLSearchParams(fields).toString(),
  headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'text/html', ...headers } });
const hidden = (page, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1];
const cookieOf = (reply) => ({ Cookie: reply.headers['set-cookie'][0].split(';')[0] });

async function booked() {
  people += 1;
  const phone = `1380635${1000 + people}`, request = sampleRequest(choice, { phone, address: `幸福路 ${people} 号院`, contact_name: '李秀英' });
  const reply = await ask('POST', `${api}/pickups`, { body: request, caller: 100 + people });
  assert.equal(reply.status, 201, reply.text);
  return { ...reply.json, phone };
}
const cancelled = async () => {
  const pickup = await booked();
  assert.equal((await ask('POST', `${api}/pickups/${pickup.reference}/cancel`, { headers: bearer(pickup), body: '' })).status, 200);
  return pickup;
};
const open = ({ reference, phone }) => ask('POST', `${api}/pickups/own`, { body: { reference, phone } });
const erase = (reference, own, body = { confirm: true }) => ask('POST', `${api}/pickups/${reference}/erasure`, { headers: bearer(own), body });

test('the whole number opens a copy in clear; four digits, wrong ones and tokens of look-ups do not', async () => {
  const pickup = await booked(), path = `${api}/pickups/${pickup.reference}/own`;
  const weak = (await ask('POST', `${api}/pickups/lookup`, { body: { reference: pickup.reference, phone_tail: pickup.phone.slice(-4) } })).json;
  for (const token of [pickup, weak, { token: '0'.repeat(32) }]) {
    assert.equal((await ask('GET', path, { headers: bearer(token) })).status, 401);
    assert.equal((await erase(pickup.reference, token)).status, 401);
  }
  assert.equal((await ask('GET', path)).status, 401);
  const own = await open(pickup);
  assert.equal(own.status, 200, own.text);
  const copy = await ask('GET', path, { headers: bearer(own.json) });
  assert.equal(copy.headers['cache-control'], 'private, no-store');
  assert.deepEqual([copy.json.record.phone, copy.json.record.contact_name, copy.json.events[0].event], [pickup.phone, '李秀英', 'created']);
  assert.deepEqual([copy.json.messages[0].phone, copy.json.erasable, copy.json.erased], [pickup.phone, false, false]);
  const other = await booked();
  assert.equal((await ask('GET', `${api}/pickups/${other.reference}/own`, { headers: bearer(own.json) })).status, 401);
});

test('bad input is refused, and answers of what is wrong are all alike', async () => {
  const pickup = await booked(), body = (changes) => ({ reference: pickup.reference, phone: pickup.phone, ...changes });
  const answer = async (changes, caller) => (await ask('POST', `${api}/pickups/own`, { body: body(changes), caller }));
  for (const [changes, status] of [[{ phone: pickup.phone.slice(-4) }, 400], [{ phone: '' }, 400], [{ phone: 7 }, 400], [{ reference: 'x' }, 400], [{ more: 1 }, 400],
    [{ phone: '13900000000' }, 404], [{ reference: 'WF-222-222-222' }, 404]]) assert.equal((await answer(changes, 2)).status, status, JSON.stringify(changes));
  const texts = [await answer({ phone: '13900000000' }, 3), await answer({ reference: 'WF-222-222-222' }, 3)].map(({ json }) => ({ ...json, instance: '' }));
  assert.deepEqual(texts[0], texts[1]);
  assert.equal((await ask('POST', `${api}/pickups/own`, { body: '{' })).status, 400);
  let status = 0;
  for (let i = 0; i < 40 && status !== 429; i += 1) ({ status } = await answer({ phone: `1390000${1000 + i}` }, 9));
  assert.equal(status, 429, 'wrong numbers run out');
  assert.equal((await ask('POST', `${api}/pickups/lookup`, { body: { reference: pickup.reference, phone_tail: pickup.phone }, caller: 9 })).status, 429, 'at every door');
});

test('an open booking is kept; a cancelled one is erased once, by many at the same time', async () => {
  const waiting = await booked(), refused = await erase(waiting.reference, (await open(waiting)).json);
  assert.deepEqual([refused.status, refused.json.errors[0].rule], [409, 'record_open']);
  const pickup = await cancelled(), own = (await open(pickup)).json;
  for (const body of [{}, { confirm: false }, { confirm: 'yes' }, { confirm: true, more: 1 }]) assert.equal((await erase(pickup.reference, own, body)).status, 400, JSON.stringify(body));
  const replies = await Promise.all([1, 2, 3, 4].map(() => erase(pickup.reference, own)));
  assert.deepEqual(replies.map(({ status }) => status), [200, 200, 200, 200]);
  for (const { json } of replies) assert.deepEqual([json.erased, json.record, json.messages, json.erased_at], [true, null, [], replies[0].json.erased_at]);
  assert.equal(replies[0].json.events.filter(({ event }) => event === 'erased').length, 1);
  for (const reply of [await open(pickup), await ask('POST', `${api}/pickups/lookup`, { body: { reference: pickup.reference, phone_tail: pickup.phone } })])
    assert.equal(reply.status, 404);
  assert.equal((await ask('GET', `${api}/pickups/${pickup.reference}`, { headers: bearer(pickup) })).status, 401);
  const shown = await wufei(server.data, 'pickup', pickup.reference, 'show');
  assert.equal(shown.code, 0, shown.stderr);
  assert.ok(shown.stdout.includes('本人已要求删除') && !shown.stdout.includes('李秀英'), shown.stdout);
  const checked = await wufei(server.data, 'check');
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
});

test('the pages: opened, downloaded, erased; cookies of others, foreign forms and stale tabs', async () => {
  const pickup = await cancelled(), page = `/mine/pickup/${pickup.reference}`, asked = { reference: pickup.reference, secret: pickup.phone };
  assert.equal((await ask('GET', '/mine/pickup')).status, 200);
  assert.equal((await form('/mine/pickup', { ...asked, secret: pickup.phone.slice(-4) })).status, 400);
  assert.equal((await form('/mine/pickup', { ...asked, secret: '13900000000' })).status, 404);
  assert.equal((await form('/mine/pickup', asked, { 'Sec-Fetch-Site': 'cross-site' })).status, 403);
  const opened = await form('/mine/pickup', asked), cookie = cookieOf(opened);
  assert.deepEqual([opened.status, opened.headers.location], [303, page]);
  const other = await booked(), theirs = cookieOf(await form('/mine/pickup', { reference: other.reference, secret: other.phone }));
  for (const headers of [{}, theirs]) for (const below of ['', '/data.json', '/erase', '/photographs/1'])
    assert.equal((await ask('GET', page + below, { headers })).status, 401, below);
  const shown = await ask('GET', page, { headers: cookie });
  assert.ok(shown.text.includes(pickup.phone) && shown.text.includes('李秀英') && /name="robots" content="noindex/.test(shown.text));
  assert.equal(shown.headers['cache-control'], 'private, no-store');
  const file = await ask('GET', `${page}/data.json`, { headers: cookie });
  assert.equal(file.json.record.phone, pickup.phone);
  assert.equal((await ask('GET', `${page}/photographs/1`, { headers: cookie })).status, 404);
  const question = await ask('GET', `${page}/erase`, { headers: cookie }), proof = hidden(question.text, 'proof');
  assert.equal((await form(`${page}/erase`, { proof: 'no' }, cookie)).status, 403);
  assert.equal((await form(`${page}/erase`, { proof }, theirs)).status, 401);
  for (let tap = 0; tap < 2; tap += 1) assert.equal((await form(`${page}/erase`, { proof }, cookie)).headers.location, page);
  const after = await ask('GET', page, { headers: cookie });
  assert.ok(after.text.includes('您的信息已经删除') && !after.text.includes('李秀英'));
  const waits = `/mine/pickup/${other.reference}/erase`, refusal = await ask('GET', waits, { headers: theirs });
  assert.ok(refusal.text.includes('先取消预约') && !hidden(refusal.text, 'proof'));
});

test('a case: answered first, then erased; a receipt opens one without a number', async () => {
  const body = { kind: 'complaint', topic: 'pickup', text: '楼下的垃圾桶满了三天没有人收。', contact_name: '王建国', phone: '13806359999', publish_consent: true };
  const filed = (await ask('POST', `${api}/feedback`, { body })).json, { reference } = filed, path = `${api}/feedback/${reference}`;
  const openCase = (secret) => ask('POST', `${api}/feedback/own`, { body: { reference, ...secret } });
  for (const [secret, status] of [[{ phone: '9999' }, 400], [{}, 400], [{ phone: body.phone, receipt: 'AAAA-AAAA-AAAA' }, 400], [{ phone: '13900000000' }, 404]])
    assert.equal((await openCase(secret)).status, status, JSON.stringify(secret));
  const own = (await openCase({ phone: body.phone })).json;
  const copy = (await ask('GET', `${path}/own`, { headers: bearer(own) })).json;
  assert.deepEqual([copy.record.text, copy.record.phone, copy.consents[0].given, copy.erasable], [body.text, body.phone, true, false]);
  assert.equal((await ask('POST', `${path}/erasure`, { headers: bearer(own), body: { confirm: true } })).status, 409);
  assert.equal((await wufei(server.data, 'case', reference, 'close', '--note', '已经收走')).code, 0);
  const gone = await ask('POST', `${path}/erasure`, { headers: bearer(own), body: { confirm: true } });
  assert.deepEqual([gone.status, gone.json.erased, gone.json.record], [200, true, null], gone.text);
  assert.equal((await openCase({ phone: body.phone })).status, 404);
  const anonymous = (await ask('POST', `${api}/feedback`, { body: { kind: 'report', topic: 'other', text: '河边有人倒装修垃圾，天天晚上。', anonymous: true } })).json;
  const page = '/mine/feedback', opened = await form(page, { reference: anonymous.reference, secret: anonymous.receipt });
  assert.equal(opened.status, 303, opened.text.slice(0, 300));
  const cookie = cookieOf(opened), record = opened.headers.location;
  assert.ok((await ask('GET', record, { headers: cookie })).text.includes('河边有人倒装修垃圾'));
  assert.equal((await ask('GET', `${record}/data.json`, { headers: cookie })).json.record.text, '河边有人倒装修垃圾，天天晚上。');
  assert.equal((await ask('GET', `${record}/photographs/1`, { headers: cookie })).status, 404);
  assert.equal((await wufei(server.data, 'case', anonymous.reference, 'close', '--note', '已经清走')).code, 0);
  const { text } = await ask('GET', `${record}/erase`, { headers: cookie });
  assert.equal((await form(`${record}/erase`, { proof: hidden(text, 'proof') }, cookie)).status, 303);
  assert.equal((await ask('GET', '/mine/feedback')).status, 200);
});

// The look-up by four digits shows seven of the eleven: what is left to guess is no more than those four.
test('strangers together guess a whole number as rarely as four digits; the owner is let in all the same', async () => {
  const pickup = await booked(), owner = 100 + people, statuses = [];
  for (let i = 0; i < 40; i += 1)
    statuses.push((await ask('POST', `${api}/pickups/own`, { body: { reference: pickup.reference, phone: `1380635${2000 + i}` }, caller: 10 + i })).status);
  assert.equal(statuses[0], 404);
  assert.ok(statuses.indexOf(429) <= 30 && statuses.at(-1) === 429, statuses.join(' '));
  const stranger = await ask('POST', `${api}/pickups/own`, { body: { reference: pickup.reference, phone: pickup.phone }, caller: 90 });
  assert.equal(stranger.status, 429);
  const own = await ask('POST', `${api}/pickups/own`, { body: { reference: pickup.reference, phone: pickup.phone }, caller: owner });
  assert.equal(own.status, 200, own.text);
});

test('tokens that are none keep no owner from his record', async () => {
  const pickup = await booked(), path = `${api}/pickups/${pickup.reference}/own`, own = (await open(pickup)).json;
  for (let i = 0; i < 200; i += 1) assert.equal((await ask('GET', path, { headers: { Authorization: `Bearer ${i}` }, caller: 60 })).status, 401);
  assert.equal((await ask('GET', path, { headers: bearer(own) })).status, 200);
});
