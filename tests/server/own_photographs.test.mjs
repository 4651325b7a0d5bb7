// Photographs among what is kept of one's own case or booking: its owner sees them, nobody else does.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { binary, bookable, call, contentWithEarlyMorning, sampleRequest, startServer, today, wufeiWith } from './lib.mjs';
import { keyOf, openAccount } from './staff.mjs';

const crewName = '1 号车', content = contentWithEarlyMorning();
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
let server, ask;
before(async () => {
  server = await startServer({ content });
  ask = (method, path, { body, headers = {} } = {}) => call(server.url, method, path, { body, headers });
});
after(async () => { await server?.stop(); });

async function openOwn(subject, reference, secret) {
  const opened = await ask('POST', `/mine/${subject}`, { body: new URLSearchParams({ reference, secret }).toString(),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'text/html' } });
  assert.equal(opened.status, 303, opened.text.slice(0, 400));
  return { Cookie: opened.headers['set-cookie'][0].split(';')[0] };
}

// One photograph is there for its owner, on the page too; a second one is not, and without the cookie there is none.
async function seesOne(subject, reference, cookie) {
  const page = `/mine/${subject}/${reference}`, first = `${page}/photographs/1`;
  const seen = await ask('GET', first, { headers: cookie });
  assert.deepEqual([seen.status, seen.headers['content-type'], seen.headers['cache-control']], [200, 'image/jpeg', 'private, no-store']);
  assert.ok((await ask('GET', page, { headers: { ...cookie, Accept: 'text/html' } })).text.includes(first));
  assert.equal((await ask('GET', `${page}/photographs/2`, { headers: cookie })).status, 404);
  assert.equal((await ask('GET', first)).status, 401);
}

test('of a case: what its resident sent', async () => {
  const { photo } = (await ask('POST', '/api/v1/feedback/photos', { body: png, headers: { 'Content-Type': 'image/png' } })).json;
  const phone = '13806358888', body = { kind: 'complaint', topic: 'pickup', text: '门口的旧沙发两天没有人收。', contact_name: '王建国', phone, photos: [photo] };
  const filed = await ask('POST', '/api/v1/feedback', { body });
  assert.equal(filed.status, 201, filed.text);
  await seesOne('feedback', filed.json.reference, await openOwn('feedback', filed.json.reference, phone));
});

test('of a booking: what the crew took of the stop', async () => {
  const place = await bookable(server.url), slot = `${place.area.code}.${place.category.id}.${today().replaceAll('-', '')}.am`;
  const request = sampleRequest(place, { slot });
  const told = spawnSync(binary, ['book', '--data', server.data, '--content', content, '-'], { input: JSON.stringify(request), encoding: 'utf8' });
  assert.equal(told.status, 0, told.stderr);
  const reference = /WF(-\w{3}){3}/.exec(told.stdout)[0], stop = `/desk/stops/${reference}`;
  assert.equal((await wufeiWith(content, server.data, 'pickup', reference, 'assign', crewName)).code, 0);
  const { person } = await openAccount({ ...server, content }, 'driver', 'crew', crewName);
  const data = new FormData();
  for (const [name, value] of Object.entries({ form_key: keyOf(await person.get(stop)), why: 'nothing_out', note: '门口没有东西' })) data.append(name, value);
  data.append('photo-1', new Blob([png], { type: 'image/png' }), '门口.png');
  const sent = new Response(data), cookies = [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const recorded = await ask('POST', `${stop}/missed`, { body: Buffer.from(await sent.arrayBuffer()),
    headers: { 'Content-Type': sent.headers.get('content-type'), Cookie: cookies, Accept: 'text/html' } });
  assert.equal(recorded.status, 303, recorded.text.slice(0, 2000));
  await seesOne('pickup', reference, await openOwn('pickup', reference, request.phone));
});
