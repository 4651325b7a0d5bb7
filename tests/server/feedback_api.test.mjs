// Feedback cases over HTTP, on the command line beside the running server, over Open311 and without scripts.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { writeFileSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { startServer, call, bearer, wufei, scratchDirectory } from './lib.mjs';

let server, url;
before(async () => { server = await startServer({ env: { WUFEI_OPEN311_KEY: 'channel-key' } }); url = server.url; });
after(async () => { assert.deepEqual(await server.stop(), { code: 0, signal: null }); });

const api = '/api/v1/feedback';
const sample = (changes = {}) => ({ kind: 'complaint', topic: 'pickup', text: '约好周一上午收旧沙发，没有人来，打电话也没人接。', contact_name: '王小明',
  phone: '13800001234', publish_consent: true, ...changes });
const anonymous = (changes = {}) => ({ kind: 'report', topic: 'construction', text: '河边夜里有人倒装修垃圾。', anonymous: true, ...changes });
const file = (body, headers) => call(url, 'POST', api, { body, headers });
const lookup = (body) => call(url, 'POST', `${api}/lookup`, { body });
const run = (...args) => wufei(server.data, ...args);
const rules = (reply) => (reply.json.errors ?? []).map(({ pointer, rule }) => `${pointer} ${rule}`).sort();

function assertProblem(reply, status, code) {
  assert.equal(reply.status, status, reply.text.slice(0, 300));
  assert.match(reply.headers['content-type'], /^application\/problem\+json/);
  assert.equal(reply.json.code, code);
}

function textFile(text) {
  const path = join(scratchDirectory(), 'text.txt');
  writeFileSync(path, text);
  return path;
}

// node:zlib has a crc32 only since version 22.
const table = Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k += 1) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n >>> 0; });
const checksum = (bytes) => { let c = ~0; for (const b of bytes) c = table[(c ^ b) & 255] ^ (c >>> 8); return ~c >>> 0; };
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]), head = Buffer.alloc(4), tail = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  tail.writeUInt32BE(checksum(body) >>> 0);
  return Buffer.concat([head, body, tail]);
}
function png(width, height, { pixels = true } = {}) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0); header.writeUInt32BE(height, 4); header[8] = 8; header[9] = 2;
  const data = pixels ? deflateSync(Buffer.alloc((width * 3 + 1) * height, 0)) : deflateSync(Buffer.alloc(10));
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('tEXt', Buffer.from('Location\0SECRET-PLACE')),
    chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}
const upload = (body, type = 'image/png') => call(url, 'POST', `${api}/photos`, { body, headers: { 'Content-Type': type } });

test('file, look up, assign, answer, rate, reopen: the citizen sees each step', async () => {
  const filed = await file(sample({ text: '𬭊䶮㙍𠮷小区的桶满了 🗑️' }));
  assert.equal(filed.status, 201, filed.text);
  const { reference } = filed.json;
  assert.match(reference, /^FK(-[2-9A-HJKMNP-Z]{3}){3}$/);
  assert.equal(filed.headers.location, `${api}/${reference}`);
  assert.equal(filed.headers['cache-control'], 'private, no-store');
  assert.ok(!filed.text.includes('13800001234'));
  assert.match(filed.json.due, /^\d{4}-\d\d-\d\d$/);
  const found = await lookup({ reference: reference.toLowerCase().replaceAll('-', ' '), phone_tail: '1234' });
  assert.equal(found.status, 200);
  const path = `${api}/${reference}`, headers = bearer(found.json);
  assertProblem(await call(url, 'POST', `${path}/rating`, { headers, body: { stars: 3 } }), 409, 'conflict');
  assert.equal((await run('case', reference, 'assign', '环卫中心')).code, 0);
  assert.equal((await run('case', reference, 'answer', textFile('已于今天上午收走。'))).code, 0);
  const seen = (await call(url, 'GET', path, { headers })).json;
  assert.equal(seen.status, 'answered');
  assert.equal(seen.body, '环卫中心');
  assert.deepEqual(seen.answers.map(({ text, body }) => [text, body]), [['已于今天上午收走。', '环卫中心']]);
  assert.deepEqual(seen.history.map(({ event }) => event), ['received', 'assigned', 'answered']);
  const rated = await call(url, 'POST', `${path}/rating`, { headers, body: { stars: 2, comment: '慢' } });
  assert.equal(rated.json.stars, 2);
  assertProblem(await call(url, 'POST', `${path}/rating`, { headers, body: { stars: 9 } }), 400, 'invalid');
  const reopened = await call(url, 'POST', `${path}/reopen`, { headers, body: { reason: '又满了' } });
  assert.equal(reopened.json.status, 'reopened');
  const again = await call(url, 'POST', `${path}/reopen`, { headers, body: { reason: '又满了' } });
  assert.deepEqual(rules(again), [' already_reopened']);
});

test('an anonymous case opens with its receipt code', async () => {
  const filed = (await file(anonymous())).json;
  assert.match(filed.receipt, /^([2-9A-HJKMNP-Z]{4}-){2}[2-9A-HJKMNP-Z]{4}$/);
  assert.equal((await lookup({ reference: filed.reference, receipt: filed.receipt.toLowerCase() })).status, 200);
  assertProblem(await lookup({ reference: filed.reference, receipt: '2222-2222-2222' }), 404, 'not_found');
  assert.deepEqual(rules(await lookup({ reference: filed.reference })), [' lookup_secret']);
  assert.deepEqual(rules(await lookup({ reference: 'FK-1', phone_tail: '1234' })), ['/reference reference_format']);
});

test('everything wrong with a case is named in Chinese', async () => {
  const reply = await file({ kind: 'complaint', topic: 'pickup', text: '嗯', phone: '110', colour: 'red' });
  assertProblem(reply, 400, 'invalid');
  assert.deepEqual(rules(reply), ['/colour unknown_field', '/phone phone_format', '/text too_short']);
  for (const error of reply.json.errors) assert.match(error.detail, /[\u4e00-\u9fff]/);
  assert.deepEqual(rules(await file(sample({ kind: 'gossip', topic: 'weather', area: '999' }))),
    ['/area unknown_area', '/kind unknown_kind', '/topic unknown_topic']);
  assert.deepEqual(rules(await file(sample({ text: '😀😀😀😀😀' }))), ['/text text_unclear']);
  assert.deepEqual(rules(await file(anonymous({ phone: '13800001234' }))), ['/phone contact_with_anonymous']);
  assert.deepEqual(rules(await file(sample({ photos: ['0'.repeat(32)] }))), ['/photos/0 unknown_photo']);
  assertProblem(await file(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])), 400, 'invalid');
  assertProblem(await file(sample({ text: '长'.repeat(2001) })), 400, 'invalid');
  const huge = await file(sample({ text: 'x'.repeat(1024 * 1024) })).catch((error) => error);
  if (huge instanceof Error) assert.match(huge.code, /EPIPE|ECONNRESET/);
  else assertProblem(huge, 413, 'too_large');
});

test('a double submit files once', async () => {
  const body = JSON.stringify(anonymous()), headers = { 'Idempotency-Key': '"case-1"' };
  const [first, second] = await Promise.all([file(body, headers), file(body, headers)]);
  assert.equal(first.status, 201);
  assert.deepEqual(second.json, first.json);
  assertProblem(await file(JSON.stringify(sample()), headers), 422, 'unprocessable');
});

test('guessing the digits of a reference is stopped', async () => {
  const { reference } = (await file(sample())).json;
  for (let i = 0; i < 5; i += 1) assertProblem(await lookup({ reference, phone_tail: '0000' }), 404, 'not_found');
  assertProblem(await lookup({ reference, phone_tail: '1234' }), 429, 'rate_limited');
});

test('photographs: re-encoded, claimed once, taken out by staff only', async () => {
  const kept = await upload(png(60, 40));
  assert.equal(kept.status, 201, kept.text);
  const filed = (await file(anonymous({ photos: [kept.json.photo] }))).json;
  assert.equal(filed.photo_count, 1);
  assert.deepEqual(rules(await file(anonymous({ photos: [kept.json.photo] }))), ['/photos/0 unknown_photo']);
  const directory = join(scratchDirectory(), 'out');
  assert.equal((await run('case', filed.reference, 'photos', directory)).code, 0);
  const [name] = readdirSync(directory);
  const bytes = readFileSync(join(directory, name));
  assert.equal(bytes.subarray(0, 3).toString('hex'), 'ffd8ff');
  assert.ok(!bytes.includes('SECRET-PLACE'));
});

test('bombs, disguises and broken pictures are refused', async () => {
  assert.deepEqual(rules(await upload(png(100000, 100000, { pixels: false }))), [' photo_pixels']);
  assert.deepEqual(rules(await upload('<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/jpeg')), [' photo_format']);
  assert.deepEqual(rules(await upload('<html><script>alert(1)</script></html>', 'image/jpeg')), [' photo_format']);
  assert.deepEqual(rules(await upload(png(60, 40).subarray(0, 70))), [' photo_broken']);
  assertProblem(await upload('<svg/>', 'image/svg+xml'), 415, 'unsupported_media');
  assertProblem(await upload(png(60, 40), 'text/plain'), 415, 'unsupported_media');
  for (const label of ['image/jpg', 'image/pjpeg', 'application/octet-stream'])
    assert.equal((await upload(png(60, 40), label)).status, 201, `${label}: the bytes say what it is`);
  const big = await upload(Buffer.alloc(3 * 1024 * 1024)).catch((error) => error);
  if (big instanceof Error) assert.match(big.code, /EPIPE|ECONNRESET/);
  else assertProblem(big, 413, 'too_large');
});

async function publish(text, answer) {
  const filed = (await file(sample())).json;
  assert.equal((await run('case', filed.reference, 'answer', textFile(answer))).code, 0);
  const done = await run('case', filed.reference, 'publish', '--text', textFile(text), '--answer', textFile(answer));
  assert.equal(done.code, 0, done.stderr);
  return { filed, reference: /GK(-\w{3}){3}/.exec(done.stdout)[0] };
}

test('published cases: with consent, without personal data; list, search, page, similar, sitemap of the book', async () => {
  const filed = (await file(sample())).json;
  const early = await run('case', filed.reference, 'publish', '--text', textFile('旧沙发没有收'), '--answer', textFile('已经收了'));
  assert.equal(early.code, 1);
  await run('case', filed.reference, 'answer', textFile('已经收了'));
  for (const text of ['请打 138-0000-1234', '王小明说没有收']) {
    const refused = await run('case', filed.reference, 'publish', '--text', textFile(text), '--answer', textFile('已经收了'));
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /不能公开/);
  }
  const { reference, filed: own } = await publish('约好的旧沙发没有人来收怎么办', '可以重新预约，也可以拨打 12345。');
  const list = (await call(url, 'GET', `${api}/published?q=${encodeURIComponent('沙发')}`)).json;
  assert.ok(list.cases.some((row) => row.reference === reference));
  assert.ok(!JSON.stringify(list).includes(own.reference), 'the case keeps its own reference to itself');
  assert.equal((await call(url, 'GET', `${api}/published?q=${encodeURIComponent('没有这个词')}`)).json.total, 0);
  assert.equal((await call(url, 'GET', `${api}/published/${reference}`)).json.answer, '可以重新预约，也可以拨打 12345。');
  const similar = (await call(url, 'POST', `${api}/similar`, { body: { text: '旧沙发没有人来收' } })).json;
  assert.equal(similar.cases[0].reference, reference);
  const escaped = `{"text":"${'\\u65e7'.repeat(2000)}"}`;
  assert.equal((await call(url, 'POST', `${api}/similar`, { body: escaped })).status, 200, 'the longest text, however it is written');
  const page = await call(url, 'GET', `/feedback/published/${reference}`, { headers: { Accept: 'text/html' } });
  assert.equal(page.status, 200);
  assert.match(page.text, /可以重新预约/);
  const withdrawn = await run('case', own.reference, 'unpublish');
  assert.equal(withdrawn.code, 0, withdrawn.stderr);
  assertProblem(await call(url, 'GET', `${api}/published/${reference}`), 404, 'not_found');
});

test('the county lists cases as table, CSV and workbook; numbers only on demand', async () => {
  await file(sample({ text: '=1+1 是公式吗，请回答' }));
  const list = await run('cases', '--open', '--kind', 'complaint');
  assert.equal(list.code, 0, list.stderr);
  assert.match(list.stdout, /FK-/);
  assert.ok(!list.stdout.includes('13800001234'));
  const csv = await run('cases', '--format', 'csv', '--with-phone');
  assert.ok(csv.stdout.includes('13800001234'));
  assert.ok(csv.stdout.includes("'=1+1"));
  const out = join(scratchDirectory(), 'cases.xlsx');
  assert.equal((await run('cases', '--overdue', '--format', 'xlsx', '--output', out)).code, 0);
  assert.equal(readFileSync(out).subarray(0, 2).toString(), 'PK');
  for (const args of [['cases', '--kind', 'gossip'], ['case', 'FK-1', 'show'], ['case', 'FK-222-222-222', 'show'],
    ['cases', '--format', 'pdf']]) {
    const { code, stderr } = await run(...args);
    assert.equal(code, 1, args.join(' '));
    assert.match(stderr, /[\u4e00-\u9fff]/);
  }
});

test('the counts say what they are', async () => {
  const counts = (await call(url, 'GET', `${api}/statistics`)).json;
  assert.ok(counts.received >= 5);
  assert.equal(counts.due, 0);
  assert.equal(counts.on_time_percent, null);
  const page = await call(url, 'GET', '/feedback/statistics', { headers: { Accept: 'text/html' } });
  assert.match(page.text, /不是县里公布的官方数值/);
  for (const path of ['/feedback', '/feedback/published', '/feedback/new', '/feedback/lookup'])
    assert.equal((await call(url, 'GET', path, { headers: { Accept: 'text/html' } })).status, 200, path);
  assert.equal((await call(url, 'GET', '/feedback/published/GK-222-222-222', { headers: { Accept: 'text/html' } })).status, 404);
});

const form = (fields) => ({ body: new URLSearchParams(fields).toString(), headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });

// HTML forms and many programs end lines with CR LF (URL Standard 5.2). A line end counts once at every door.
test('text of several lines is filed with one kind of line end, through the API, the form, Open311 and the command line', async () => {
  const lines = '桶满了\r\n三天没有人收\r楼下都是味道', kept = lines.replaceAll(/\r\n?/g, '\n');
  const told = async (body) => (await lookup(body)).json.text;
  const filed = await file(sample({ text: lines, phone: '\u202D+86 138\u20110000\u20091234\u202C' }));
  assert.equal(filed.status, 201, filed.text);
  assert.equal(await told({ reference: `\u2068${filed.json.reference}\u2069`, phone_tail: '\u200E12 34' }), kept);
  const full = await file(anonymous({ text: '桶\r\n'.repeat(1000) + '桶' }));
  assert.equal(full.status, 400, 'the limit holds');
  assert.equal((await file(anonymous({ text: '桶\r\n'.repeat(999) + '桶桶' }))).status, 201);
  assertProblem(await file(anonymous({ text: '桶\u0007满了' })), 400, 'invalid');
  const posted = await call(url, 'POST', '/feedback/submit', form({ kind: 'question', topic: 'sorting', text: lines, anonymous: 'on' }));
  assert.equal(posted.status, 303, posted.text);
  const { reference, receipt } = await slip(posted);
  assert.equal(await told({ reference, receipt: receipt.replaceAll('-', '\u2014') }), kept);
  const channel = await call(url, 'POST', '/open311/v2/requests.json',
    form({ service_code: 'complaint', description: lines, phone: '138.0000.4321', last_name: '李', api_key: 'channel-key' }));
  assert.equal(channel.status, 201, channel.text);
  assert.equal(await told({ reference: channel.json[0].service_request_id, phone_tail: '4321' }), kept);
  assert.equal((await run('case', filed.json.reference, 'answer', textFile('已经收走。\r\n谢谢您。\r\n'))).code, 0);
  assert.deepEqual((await lookup({ reference: filed.json.reference, phone_tail: '1234' })).json.answers.map(({ text }) => text), ['已经收走。\n谢谢您。']);
});

// The page that a form of a case leads to, opened as a browser does that keeps its cookies.
const opened = ({ headers }) => call(url, 'GET', headers.location,
  { headers: { Accept: 'text/html', Cookie: headers['set-cookie'].map((line) => line.split(';')[0]).join('; ') } });

// What the page says that the plain form leads to once it is filed.
async function slip(filed) {
  const { status, text } = await opened(filed);
  assert.equal(status, 200, text);
  return { reference: /FK(-\w{3}){3}/.exec(text)[0], receipt: /\w{4}-\w{4}-\w{4}/.exec(text)[0] };
}

test('without scripts: a form files, shows what is wrong, and finds', async () => {
  const empty = await call(url, 'GET', `/feedback/new?kind=site_error&page=${encodeURIComponent('/guide?q="x"')}`, { headers: { Accept: 'text/html' } });
  assert.match(empty.text, /action="\/feedback\/submit"/);
  assert.match(empty.text, /<input type="radio" name="kind" [^>]*value="site_error" checked="checked">/);
  for (const [name, purpose] of [['contact_name', 'name'], ['phone', 'tel'], ['page', 'off']])
    assert.match(empty.text, new RegExp(`<input id="${name}"[^>]* autocomplete="${purpose}">`), name);
  assert.match(empty.text, /value="\/guide\?q=&quot;x&quot;"/);
  const wrong = await call(url, 'POST', '/feedback/submit', form({ kind: 'question', topic: 'sorting', text: '<b>桶</b>', phone: '1' }));
  assert.equal(wrong.status, 400);
  assert.match(wrong.text, /&lt;b&gt;桶/);
  const fields = { kind: 'question', topic: 'sorting', area: '', text: '旧电池放哪个桶里？', anonymous: 'on' };
  const filed = await call(url, 'POST', '/feedback/submit', form(fields));
  assert.equal(filed.status, 303, filed.text);
  const { reference, receipt } = await slip(filed);
  const again = await call(url, 'POST', '/feedback/submit', form(fields));
  assert.equal(again.headers.location, filed.headers.location, 'the same form files nothing new');
  assert.ok(!filed.headers.location.includes(receipt), 'no secret in an address');
  const found = await call(url, 'POST', '/feedback/find', form({ reference, secret: receipt }));
  assert.equal(found.status, 303);
  const page = await opened(found);
  assert.equal(page.status, 200);
  assert.match(page.text, /旧电池放哪个桶里/);
  assert.equal((await call(url, 'POST', '/feedback/find', form({ reference, secret: '0000' }))).status, 404);
});

test('without scripts: an answered case is rated and asked to be handled again on the page that its look-up leads to', async () => {
  const { reference } = (await file(sample())).json;
  assert.equal((await run('case', reference, 'answer', textFile('已经收走。'))).code, 0);
  const found = await call(url, 'POST', '/feedback/find', form({ reference, secret: '1234' }));
  assert.equal(found.status, 303, found.text);
  const path = found.headers.location.split('?')[0], proof = /name="proof" value="([^"]*)"/.exec((await opened(found)).text)[1];
  const act = async (fields) => {
    const sent = form({ proof, ...fields });
    return call(url, 'POST', path, { ...sent, headers: { ...sent.headers, Cookie: found.headers['set-cookie'][0].split(';')[0] } });
  };
  assert.equal((await act({ act: 'rate', stars: '', comment: '还行' })).status, 400);
  assert.equal((await act({ act: 'rate', stars: '3', comment: '还行' })).headers.location, `${path}?done=rated`);
  assert.equal((await act({ act: 'reopen', reason: '又堆满了' })).headers.location, `${path}?done=reopened`);
  const { json } = await lookup({ reference, phone_tail: '1234' });
  assert.deepEqual([json.stars, json.comment, json.status], [3, '还行', 'reopened']);
});

test('without scripts: photographs go with the form, and are asked for again when a field is wrong', async () => {
  const sent = async (fields, ...photos) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    for (const [name, bytes] of photos) data.append('photos', new Blob([bytes], { type: 'image/png' }), name);
    const encoded = new Response(data);
    return call(url, 'POST', '/feedback/submit',
      { body: Buffer.from(await encoded.arrayBuffer()), headers: { 'Content-Type': encoded.headers.get('content-type') } });
  };
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  const fields = { kind: 'question', topic: 'sorting', area: '', text: '桶边\n"堆满"了', anonymous: 'on' };
  assert.match((await call(url, 'GET', '/feedback/new', { headers: { Accept: 'text/html' } })).text, /enctype="multipart\/form-data"[\s\S]*type="file"/);
  const filed = await sent(fields, ['一"张".png', png], ['二.png', png]);
  assert.equal(filed.status, 303, filed.text);
  const { reference, receipt } = await slip(filed);
  const { json } = await lookup({ reference, receipt });
  assert.deepEqual([json.photo_count, json.text], [2, fields.text]);
  const wrong = await sent({ ...fields, topic: '' }, ['a.png', png]);
  assert.equal(wrong.status, 400);
  assert.match(wrong.text, /href="#topic"[\s\S]*桶边[\s\S]*请重新选一次/);
  const none = await sent(fields, ['a.png', Buffer.from('no picture')]);
  assert.equal(none.status, 400);
  assert.match(none.text, /第 1 张：只收 JPEG/);
  assert.equal((await sent(fields, ...Array.from({ length: 5 }, () => ['a.png', png]))).status, 400);
  const broken = await call(url, 'POST', '/feedback/submit', { body: 'x', headers: { 'Content-Type': 'multipart/form-data' } });
  assertProblem(broken, 400, 'invalid');
});

test('guesses in the plain form and over the API are one count; what another site sends is refused', async () => {
  const { reference } = (await file(sample())).json;
  for (let i = 0; i < 3; i += 1) assertProblem(await lookup({ reference, phone_tail: '0000' }), 404, 'not_found');
  const guess = (secret) => call(url, 'POST', '/feedback/find', form({ reference, secret }));
  for (let i = 0; i < 2; i += 1) assert.equal((await guess('0000')).status, 404);
  assert.equal((await guess('1234')).status, 429);
  assert.equal((await guess('138 0000 1234')).status, 303, 'the whole number is no guess');
  const foreign = form({ reference, secret: '13800001234' });
  foreign.headers = { ...foreign.headers, Origin: 'https://evil.example' };
  assertProblem(await call(url, 'POST', '/feedback/find', foreign), 403, 'forbidden');
});

test('Open311: services, filing with a key, following, no personal data', async () => {
  const services = (await call(url, 'GET', '/open311/v2/services.json')).json;
  assert.ok(services.some(({ service_code: code }) => code === 'report'));
  assert.match((await call(url, 'GET', '/open311/v2/services.xml')).text, /<services><service>/);
  assert.equal((await call(url, 'GET', '/open311/v2/services/report.json')).json.attributes[0].code, 'topic');
  assert.match((await call(url, 'GET', '/open311/v2/services/report.xml')).text,
    /<service_definition><attributes><attribute>.*<values><value><key>\w+<\/key><name>[^<]+<\/name><\/value>.*<\/values>.*<\/attribute><\/attributes>/);
  assert.equal((await call(url, 'GET', '/open311/v2/services/none.json')).status, 404);
  const fields = { service_code: 'complaint', description: '垃圾桶坏了好几天', phone: '13800004321', last_name: '李', lat: '36.3', long: '116.2',
    'attribute[topic]': 'sorting', api_key: 'channel-key' };
  assert.equal((await call(url, 'POST', '/open311/v2/requests.json', form({ ...fields, api_key: 'x' }))).status, 403);
  assert.equal((await call(url, 'POST', '/open311/v2/requests.json', { body: {} })).status, 415);
  const bad = await call(url, 'POST', '/open311/v2/requests.json', form({ ...fields, service_code: 'none' }));
  assert.equal(bad.status, 400);
  assert.equal(bad.json[0].code, 400);
  const filed = await call(url, 'POST', '/open311/v2/requests.json', form(fields));
  assert.equal(filed.status, 201, filed.text);
  const id = filed.json[0].service_request_id;
  assert.equal((await call(url, 'GET', `/open311/v2/requests/${id}.json`)).status, 404, 'nothing of a case that is not published');
  assert.deepEqual((await call(url, 'GET', `/open311/v2/requests.json?service_request_id=${id}`)).json, []);
  const { reference } = await publish('路灯下的桶坏了', '已经换了新的桶。');
  const list = (await call(url, 'GET', '/open311/v2/requests.json')).json;
  assert.equal(list.find((row) => row.service_request_id === reference).status, 'closed');
  assert.match((await call(url, 'GET', `/open311/v2/requests/${reference}.xml`)).text, /<request>.*已经换了新的桶/);
  assert.equal((await call(url, 'GET', '/open311/v2/requests.json?start_date=soon')).status, 400);
});

test('Open311: dates are those of the request, in any spelling', async () => {
  const { reference } = await publish('桶盖坏了', '已经修好。');
  const found = async (query) => (await call(url, 'GET', `/open311/v2/requests.json?${query}`)).json.some((row) => row.service_request_id === reference);
  const [{ requested_datetime: asked }] = (await call(url, 'GET', `/open311/v2/requests/${reference}.json`)).json;
  const at = (milliseconds) => new Date(Date.parse(asked) + milliseconds).toISOString();
  assert.ok(await found(`start_date=${at(0)}`), 'a fraction of a second');
  assert.ok(await found(`start_date=${asked}`), 'a plus sign that was not encoded');
  assert.ok(await found(`start_date=${asked.slice(0, 10)}&end_date=${asked.slice(0, 10)}`), 'a day');
  assert.ok(!await found(`start_date=${at(1000)}`), 'asked before, though published after');
  assert.ok(!await found(`end_date=${at(-1000)}`));
});

test('Open311: discovery, and refusals in its own way whatever is wrong', async () => {
  for (const base of ['/open311', '/open311/v2']) {
    const { json } = await call(url, 'GET', `${base}/discovery.json`);
    assert.equal(json.endpoints[0].specification, 'http://wiki.open311.org/GeoReport_v2');
    assert.match(json.endpoints[0].url, /\/open311\/v2$/);
    assert.match((await call(url, 'GET', `${base}/discovery.xml`)).text, /<discovery>.*<endpoints><endpoint>.*<formats><format>text\/xml<\/format>/);
  }
  const refusals = [['GET', '/open311/v2/nothing.json', 404], ['DELETE', '/open311/v2/services.json', 405], ['GET', '/open311/v2/services.json?x=%zz', 400],
    ['GET', '/open311/v2/%zz.json', 400], ['POST', '/open311/v2/requests.json', 413, { body: 'x'.repeat(60000), headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }]];
  for (const [method, path, status, options] of refusals) {
    const json = await call(url, method, path, options);
    assert.equal(json.status, status, path);
    assert.equal(json.json[0].code, status, path);
    const xml = await call(url, method, path.replace('.json', '.xml'), options);
    assert.equal(xml.status, status, path);
    assert.match(xml.headers['content-type'], /^text\/xml/, path);
    assert.match(xml.text, new RegExp(`<errors><error><code>${status}</code><description>[^<]+</description></error></errors>`), path);
  }
});
