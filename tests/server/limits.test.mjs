// What one caller, network or telephone number can take through the real routes, and what the command line says and leaves
// behind when settings are wrong or the disk is full.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startServer, call, bookable, sampleRequest, bearer, wufei, wufeiWithFilesUpTo, scratchDirectory, contentWithDays, until } from './lib.mjs';

let server, url, place;
before(async () => {
  server = await startServer({ args: ['--trusted-proxy', '127.0.0.1'], content: contentWithDays(100000) });
  url = server.url;
  place = await bookable(url);
});
after(async () => { assert.deepEqual(await server.stop(), { code: 0, signal: null }); });

const from = (address) => ({ 'X-Forwarded-For': address });
const book = (address, changes = {}, at = place) =>
  call(url, 'POST', '/api/v1/pickups', { body: sampleRequest(at, changes), headers: from(address) });

/** Books until it is refused; answers how many passed and the refusal. `again(i)` makes the i-th booking. */
async function bookUntilRefused(again) {
  for (let count = 0; count < 1000; count += 1) {
    const reply = await again(count);
    if (reply.status !== 201) return { count, refusal: reply };
  }
  throw new Error('never refused');
}

test('one caller has half of a slot, a network half as much again, and neighbours the rest', async () => {
  const slot = place.slots[6], online = slot.capacity ?? slot.left, half = Math.floor(online / 2);
  const one = await bookUntilRefused(() => book('2001:db8:1:1::1', { slot: slot.id }));
  assert.equal(one.count, half);
  assert.equal(one.refusal.status, 429);
  assert.ok(Number(one.refusal.headers['retry-after']) > 0);
  const network = await bookUntilRefused((i) => book(`2001:db8:1:${(i + 2).toString(16)}::1`, { slot: slot.id }));
  assert.equal(network.refusal.status, 429);
  assert.equal(one.count + network.count, Math.floor(half * 1.5));
  assert.equal((await book('203.0.113.5', { slot: slot.id })).status, 201, 'somebody else has a place');
  const site = await bookUntilRefused((i) => book(`198.51.100.${i + 1}`, { slot: place.slots[7].id }));
  assert.deepEqual([site.count, site.refusal.status], [Math.floor(half * 1.5), 429]);
});

test('one telephone number has half of a slot, from however many networks; what was cancelled counts on', async () => {
  const slot = place.slots[8], online = slot.capacity ?? slot.left, phone = '13900000001';
  const one = await bookUntilRefused(async (i) => {
    const reply = await book(`10.${i}.0.1`, { slot: slot.id, phone });
    if (reply.status === 201 && i === 0) {
      const cancelled = await call(url, 'POST', `/api/v1/pickups/${reply.json.reference}/cancel`,
        { headers: { ...bearer(reply.json), ...from('10.0.0.1') }, body: {} });
      assert.equal(cancelled.status, 200, cancelled.text);
    }
    return reply;
  });
  assert.deepEqual([one.count, one.refusal.status], [Math.floor(online / 2), 429]);
  assert.equal((await book('10.99.0.1', { slot: slot.id })).status, 201, 'another number has a place');
  assert.equal((await book('10.99.0.1', { slot: place.slots[9].id, phone })).status, 201, 'in another slot it has');
});

test('one network cannot take a day', async () => {
  const { areas } = (await call(url, 'GET', '/api/v1/areas')).json, { categories } = (await call(url, 'GET', '/api/v1/catalogue')).json;
  const day = place.slots.at(-1).date, offers = [];
  for (const area of areas)
    for (const category of categories) {
      const { slots } = (await call(url, 'GET', `/api/v1/slots?area=${area.code}&category=${category.id}`)).json;
      offers.push(...slots.filter(({ date }) => date === day).map((slot) => ({ area, category, item: category.items[0], slots: Array(3).fill(slot) })));
    }
  const places = offers.reduce((sum, { slots: [slot] }) => sum + (slot.capacity ?? slot.left), 0);
  const taken = await bookUntilRefused((i) => {
    const offer = offers[i % offers.length];
    return book(`2001:db8:2:${(i % 250 * 256).toString(16)}::1`, { slot: offer.slots[0].id }, offer);
  });
  assert.equal(taken.refusal.status, 429);
  assert.ok(Math.abs(taken.count - places / 10 * 1.5) <= 1, `${taken.count} of ${places}`);
  assert.equal((await book('2001:db8:3::1', { slot: offers[0].slots[0].id }, offers[0])).status, 201);
});

test('of a day that holds one lorry\'s stops, a caller and a number have four, a network six', async (t) => {
  const small = await startServer({ args: ['--trusted-proxy', '127.0.0.1'] });
  t.after(small.stop);
  const at = await bookable(small.url), day = at.slots[6].date, slots = at.slots.filter(({ date }) => date === day);
  const ask = (address, i, changes = {}) => call(small.url, 'POST', '/api/v1/pickups',
    { body: sampleRequest(at, { slot: slots[i % slots.length].id, ...changes }), headers: from(address) });
  const one = await bookUntilRefused((i) => ask('192.0.2.1', i));
  assert.deepEqual([one.count, one.refusal.status], [4, 429]);
  const network = await bookUntilRefused((i) => ask(`192.0.2.${i + 2}`, i));
  assert.deepEqual([network.count, network.refusal.status], [2, 429]);
  const number = await bookUntilRefused((i) => ask(`10.${i}.0.1`, i, { phone: '13900000009' }));
  assert.deepEqual([number.count, number.refusal.status], [4, 429]);
  assert.equal((await ask('10.99.0.1', 0)).status, 201, 'somebody else has a place');
});

test('Open311: at most 50 ids at once, and questions run out for who asks, not for others', async () => {
  const ids = (count) => Array.from({ length: count }, (_, i) => `FK-222-222-2${22 + i}`).join(',');
  const ask = (count, address) => call(url, 'GET', `/open311/v2/requests.json?service_request_id=${ids(count)}`, { headers: from(address) });
  assert.equal((await ask(51, '192.0.2.1')).status, 400);
  for (let i = 0; i < 4; i += 1) assert.equal((await ask(50, '192.0.2.1')).status, 200);
  const refused = await ask(50, '192.0.2.1');
  assert.deepEqual([refused.status, refused.json[0].code], [429, 429]);
  assert.equal((await ask(1, '192.0.2.200')).status, 200);
  const guess = () => call(url, 'GET', '/open311/v2/requests/FK-222-222-222.json', { headers: from('203.0.113.77') });
  const statuses = [];
  while (statuses.at(-1) !== 429 && statuses.length < 1000) statuses.push((await guess()).status);
  assert.ok(statuses.length > 200 && statuses.length < 260, `${statuses.length} guesses`);
  assert.ok(statuses.slice(0, -1).every((status) => status === 404));
});

test('photographs: a network cannot fill the places that all share', async () => {
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  const taken = await bookUntilRefused((i) => call(url, 'POST', '/api/v1/feedback/photos',
    { body: png, headers: { 'Content-Type': 'image/png', ...from(`192.0.2.${i % 200 + 1}`) } }));
  assert.equal(taken.refusal.status, 429, taken.refusal.text);
  assert.ok(taken.count >= 200 && taken.count < 250, `${taken.count} of 2000`);
});

const minutesFromNow = (minutes) =>
  new Date(Date.now() + (8 * 60 + minutes) * 60000).toISOString().slice(0, 16).replace('T', ' ');

test('cancel-flood shows the online bookings of a time, and cancels them only when told so', async (t) => {
  const flooded = await startServer();
  t.after(flooded.stop);
  const at = await bookable(flooded.url), elsewhere = await bookable(flooded.url, { areaIndex: 1 });
  const made = async (offer) => (await call(flooded.url, 'POST', '/api/v1/pickups', { body: sampleRequest(offer) })).json;
  const flood = [await made(at), await made(at)], spared = await made(elsewhere);
  const file = join(scratchDirectory(), 'booking.json');
  writeFileSync(file, JSON.stringify(sampleRequest(at)));
  const byPhone = /WF-[0-9A-Z-]+/.exec((await wufei(flooded.data, 'book', file)).stdout)[0];
  const status = async (pickup) =>
    (await call(flooded.url, 'GET', `/api/v1/pickups/${pickup.reference}`, { headers: bearer(pickup) })).json.status;
  const span = ['--from', minutesFromNow(-10), '--to', minutesFromNow(2)];
  const run = (...args) => wufei(flooded.data, 'cancel-flood', ...args);
  const shown = await run(...span);
  assert.equal(shown.code, 0, shown.stderr);
  for (const { reference } of [...flood, spared]) assert.ok(shown.stdout.includes(reference));
  assert.ok(!shown.stdout.includes(byPhone), 'what was booked by telephone is no flood');
  assert.equal(await status(flood[0]), 'booked', 'only shown');
  for (const wrong of [[...span, '--yes'], ['--from', 'now', '--to', 'then'], ['--from', span[3], '--to', span[1]],
    [...span, '--area', 'mars']]) assert.equal((await run(...wrong)).code, 1, wrong.join(' '));
  const none = await run('--from', minutesFromNow(-60), '--to', minutesFromNow(-50), '--reason', '恶意占用', '--yes');
  assert.equal(none.code, 0);
  assert.equal(await status(flood[0]), 'booked', 'of another time');
  const done = await run(...span, '--area', at.area.code, '--reason', '恶意占用', '--yes');
  assert.equal(done.code, 0, done.stderr);
  assert.match(done.stdout, /2/);
  for (const pickup of flood) assert.equal(await status(pickup), 'cancelled');
  assert.equal(await status(spared), 'booked', 'of another area');
  assert.match((await wufei(flooded.data, 'pickup', byPhone, 'show')).stdout, /已预约/);
});

test('a proxy that nobody declared is warned of, once', async (t) => {
  const open = await startServer();
  t.after(open.stop);
  for (let i = 0; i < 3; i += 1) await call(open.url, 'GET', '/healthz', { headers: from('203.0.113.9') });
  await until(() => open.errors().includes('--trusted-proxy'), 'the warning');
  await open.stop();
  assert.equal(open.errors().match(/--trusted-proxy/g).length, 1, open.errors());
  assert.ok(!server.errors().includes('--trusted-proxy'), 'a declared one is not');
});

test('a portal that begins anew says so: the disk may not be mounted', async (t) => {
  const data = scratchDirectory(), start = async () => { const one = await startServer({ data }); t.after(one.stop); return one; };
  const first = await start();
  await until(() => first.errors().includes(join(data, 'wufei.db')), 'the warning');
  await first.stop();
  const second = await start();
  await second.stop();
  assert.ok(!second.errors().includes('wufei.db'), second.errors());
  for (const name of readdirSync(data)) if (name.startsWith('wufei.db')) rmSync(join(data, name));
  const third = await start();
  await until(() => third.errors().includes(join(data, 'wufei.db')), 'the warning');
});

test('settings that mean nothing are refused with their reason', async () => {
  for (const [option, value] of [['--public-url', 'example.org'], ['--public-url', 'javascript:alert(1)'], ['--public-url', 'https://a/b'],
    ['--trusted-proxy', 'localhost'], ['--trusted-proxy', '127.0.0.1,proxy'], ['--trusted-proxy', '0.0.0.0/0']])
    await assert.rejects(startServer({ args: [option, value] }), (error) => {
      assert.match(error.message, /ended with [12]/);
      assert.ok(error.message.includes(option) && error.message.includes(value.split(',').at(-1)), error.message);
      return true;
    });
  await assert.rejects(startServer({ env: { WUFEI_TRUSTED_PROXY: '10.0.0.0/40' } }), /--trusted-proxy.*10\.0\.0\.0\/40/);
  await assert.rejects(startServer({ args: ['--log-level', 'loud'] }), /--log-level/);
  for (const size of ['-1', '4097', 'much']) {
    await assert.rejects(startServer({ args: ['--store-cache', size] }), /ended with [12][^]*--store-cache/);
    await assert.rejects(startServer({ env: { WUFEI_STORE_CACHE: size } }), /ended with [12]/);
  }
});

test('a full disk leaves no half file: no slips without codes, no codes without slips, no half sheet', async (t) => {
  const ID = 'satisfaction-2026', directory = scratchDirectory();
  const counting = await startServer();
  t.after(counting.stop);
  const at = await bookable(counting.url);
  const { date } = (await call(counting.url, 'POST', '/api/v1/pickups', { body: sampleRequest(at) })).json;
  await counting.stop();
  const plan = join(directory, 'plan.csv'), slips = join(directory, 'slips.html');
  writeFileSync(plan, `area,population,sample\n${at.area.code},30000,600\n`);
  const codes = ['survey', ID, 'codes', '--plan', plan, '--out', slips, '--public-url', 'https://example.org'];
  const issued = async () => (await wufei(counting.data, 'survey', ID, 'results')).stdout.match(/600/g)?.length ?? 0;
  const full = await wufeiWithFilesUpTo(1024, counting.data, ...codes);
  assert.equal(full.code, 1, full.stdout);
  assert.match(full.stderr, /slips\.html/);
  assert.ok(!existsSync(slips));
  assert.equal(await issued(), 0, 'no code without its slip');
  const made = await wufei(counting.data, ...codes);
  assert.equal(made.code, 0, made.stderr);
  assert.equal(readFileSync(slips, 'utf8').match(/<svg/g).length, 600);
  assert.ok(await issued() > 0);
  const sheet = join(directory, 'sheet.csv');
  const take = ['pickups', '--date', date, '--format', 'csv', '--output', sheet];
  assert.equal((await wufei(counting.data, ...take)).code, 0);
  const whole = readFileSync(sheet);
  assert.equal((await wufeiWithFilesUpTo(0, counting.data, ...take)).code, 1);
  assert.deepEqual(readFileSync(sheet), whole, 'what was there stays');
  assert.deepEqual(readdirSync(directory).sort(), ['plan.csv', 'sheet.csv', 'slips.html']);
});
