// Surveys on the real server: the county opens one and makes codes beside it, people answer with and without code, with and
// without the client; what is refused; what the public sees.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startServer, call, wufei, scratchDirectory, until } from './lib.mjs';
import { qrText } from '../support/qr.mjs';

const ID = 'satisfaction-2026';
const base = `/api/v1/surveys/${ID}`;
let server, areas, slips = [];
const directory = scratchDirectory();

before(async () => {
  server = await startServer({ args: ['--trusted-proxy', '127.0.0.1'] });
  assert.equal((await wufei(server.data, 'survey', ID, 'open')).code, 0);
  areas = (await call(server.url, 'GET', '/api/v1/areas')).json.areas;
});
after(() => server.stop());

const receipts = [];
// Answers wait for the next day in China; a run over midnight is not asked about it.
const today = () => new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10), started = today();
// Open answers that the county has.
const counted = async () => Number(/公开答卷任何人都可以填，共收到 (\d+) 份/.exec((await wufei(server.data, 'survey', ID, 'results')).stdout)[1]);
let caller = 0;
// Every call comes from an address of its own unless it says otherwise.
const from = (address) => ({ 'X-Forwarded-For': address ?? `198.51.${Math.floor(++caller / 250)}.${caller % 250 + 1}` });
const answers = (changes = {}) => ({ area: areas[0].code, reached: 'no', took_part: ['sorting'], known: 'some', satisfaction: 4, ...changes });
const body = (changes = {}) => ({ version: 2, kind: 'open', complete: true, answers: answers(), ...changes });
const post = (given, headers = from()) => call(server.url, 'POST', `${base}/responses`, { body: given, headers });
const invited = (code, changes = {}) => body({ kind: 'invited', code, ...changes });
const rule = (reply) => reply.json.errors?.map((row) => `${row.pointer} ${row.rule}`).join();

test('surveys are listed, drafts and unknown ones are not', async () => {
  const list = (await call(server.url, 'GET', '/api/v1/surveys')).json.surveys;
  assert.deepEqual(list.map((row) => row.id), ['after-pickup', ID]);
  assert.ok(list.every((row) => row.questions === undefined));
  const survey = (await call(server.url, 'GET', base)).json;
  assert.equal(survey.questions[0].options.length, areas.length + 1);
  assert.equal((await call(server.url, 'GET', '/api/v1/surveys/none')).status, 404);
});

test('codes from a plan: slips with QR to print, CSV for a printer, faults by row', async () => {
  const plan = join(directory, 'plan.csv'), html = join(directory, 'slips.html'), csv = join(directory, 'slips.csv');
  writeFileSync(plan, `area,population,sample\n${areas[0].name},30000,40\n${areas[1].code},10000,40\n`);
  const run = (...args) => wufei(server.data, 'survey', ID, 'codes', ...args);
  assert.equal((await run('--plan', plan, '--out', html)).code, 1, 'a QR code needs an address');
  const made = await run('--plan', plan, '--out', html, '--public-url', 'https://example.org');
  assert.equal(made.code, 0, made.stderr);
  const page = readFileSync(html, 'utf8');
  assert.equal(page.match(/<svg/g).length, 80);
  const [address] = page.match(/https:\/\/example\.org\/surveys\/satisfaction-2026#code=[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}/);
  assert.equal(qrText(page.match(/<svg[^]*?<\/svg>/)[0]), address);
  assert.equal((await run('--plan', plan, '--out', csv)).code, 0);
  slips = readFileSync(csv, 'utf8').trim().split('\r\n').slice(1).map((line) => line.split(',')[2]);
  assert.equal(new Set(slips).size, 80);
  writeFileSync(plan, `area,population,sample\nmars,100,10\n${areas[0].code},x,10\n`);
  const refused = await run('--plan', plan, '--out', csv);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /\/1\/population/);
  writeFileSync(plan, Buffer.concat([Buffer.from('area,population,sample\n'), Buffer.from([0xb5, 0xe7]), Buffer.from(',100,10\n')]));
  const foreign = await run('--plan', plan, '--out', csv);
  assert.equal(foreign.code, 1);
  assert.match(foreign.stderr, /不是 UTF-8 编码/, 'the cause of a plan saved as GBK');
});

test('an invited answer: saved, resumed on another device, counted once', async () => {
  const code = slips[0];
  const saved = await post(invited(code, { complete: false, answers: { reached: 'yes' } }));
  assert.deepEqual([saved.status, saved.json], [200, { saved: true }]);
  const resumed = await call(server.url, 'POST', `${base}/resume`, { body: { code: code.toLowerCase() }, headers: from() });
  assert.deepEqual(resumed.json, { version: 2, answers: { reached: 'yes' } });
  const key = { ...from(), 'Idempotency-Key': randomUUID() };
  const first = await post(invited(code), key), again = await post(invited(code), key);
  assert.equal(first.status, 201);
  assert.match(first.json.receipt, /^R-/);
  assert.deepEqual(again.json, first.json, 'the reply that was lost');
  const twice = await post(invited(code));
  assert.deepEqual([twice.status, rule(twice)], [409, '/code survey_code_used']);
  const receipt = await call(server.url, 'GET', `${base}/receipts/${first.json.receipt}`);
  assert.deepEqual(receipt.json, { counted: true, kind: 'invited' });
  receipts.push(first.json.receipt);
  const listed = (await call(server.url, 'GET', `${base}/receipts`)).json.invited;
  if (today() === started) assert.deepEqual(listed, [], 'the list does not tell the minute');
});

test('bad answers are refused with the place and the rule, and nothing is stored', async () => {
  const before = await counted();
  const cases = [
    [{ answers: answers({ reached: 'perhaps' }) }, 400, '/answers/reached unknown_option'],
    [{ answers: answers({ nothing: 1 }) }, 400, '/answers/nothing unknown_question'],
    [{ answers: answers({ channels: ['board'] }) }, 400, '/answers/channels question_hidden'],
    [{ answers: answers({ satisfaction: 9 }) }, 400, '/answers/satisfaction scale_range'],
    [{ answers: answers({ advice: '好'.repeat(301) }) }, 400, '/answers/advice too_long'],
    [{ answers: [] }, 400, '/answers wrong_type'],
    [{ version: 7 }, 409, '/version survey_version'],
    [{ kind: 'invited', code: '222-222-222' }, 400, '/code survey_code_unknown'],
    [{ surprise: 1 }, 400, '/surprise unknown_field'],
  ];
  for (const [changes, status, broken] of cases) {
    const reply = await post(body(changes));
    assert.deepEqual([reply.status, rule(reply)], [status, broken]);
    assert.match(reply.json.title, /[\u4e00-\u9fff]/);
  }
  assert.equal((await post(body({ answers: answers({ advice: 'x'.repeat(1 << 20) }) }))).status, 413);
  assert.equal((await post(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).status, 400, 'not UTF-8');
  assert.equal((await post('{"version":2')).status, 400);
  assert.equal(await counted(), before);
});

test('rare characters and pictures in a comment are kept for staff', async () => {
  const words = '𬭊䶮㙍𠮷，垃圾桶太少😀';
  assert.equal((await post(body({ answers: answers({ advice: words }) }))).status, 201);
  assert.ok(!(await call(server.url, 'GET', `${base}/results`)).text.includes('垃圾桶太少'));
  const staff = await wufei(server.data, 'survey', ID, 'results', '--format', 'csv', '--with-text');
  assert.ok(staff.stdout.includes(words));
});

test('a hundred answers a minute from one address are stopped, others go on', async () => {
  const statuses = [];
  for (let i = 0; i < 100; i += 1) statuses.push((await post(body(), from('203.0.113.9'))).status);
  assert.ok(statuses.filter((status) => status === 201).length <= 25, statuses.join());
  const last = await post(body(), from('203.0.113.9'));
  assert.equal(last.status, 429);
  assert.ok(Number(last.headers['retry-after']) >= 1);
  assert.equal((await post(body())).status, 201);
});

test('codes cannot be tried one after another', async () => {
  const statuses = [];
  for (let i = 0; i < 15; i += 1)
    statuses.push((await call(server.url, 'POST', `${base}/resume`, { body: { code: '333-333-333' }, headers: from('203.0.113.8') })).status);
  assert.equal(statuses[0], 400);
  assert.equal(statuses.at(-1), 429);
});

test('the page has a form that works without a program', async () => {
  const opened = await call(server.url, 'GET', `/surveys/${ID}?code=${slips[1]}`), page = opened.text;
  assert.match(opened.headers['cache-control'], /no-store/, 'a code is kept by no cache');
  assert.match(page, /<form action="\/surveys\/satisfaction-2026" method="post"/);
  assert.ok(page.includes(`value="${slips[1]}"`), 'the code of the slip is filled in');
  const send = (fields, headers = from()) => call(server.url, 'POST', `/surveys/${ID}`, {
    body: new URLSearchParams(fields).toString(), headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' } });
  const fields = [['version', '2'], ['code', slips[1]], ['q.area', areas[0].code], ['q.reached', 'no'], ['q.channels', 'board'],
    ['q.took_part', 'sorting'], ['q.took_part', 'recycling'], ['q.known', 'some'], ['q.satisfaction', '5'], ['q.why', ''], ['q.advice', '多放\r\n几个桶']];
  const sent = await send(fields);
  assert.equal(sent.status, 303, sent.text);
  const thanks = await call(server.url, 'GET', sent.headers.location);
  assert.equal(thanks.status, 200);
  assert.match(thanks.headers['cache-control'], /no-store/);
  assert.match(thanks.text, /R-[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}/);
  const refused = await send(fields);
  assert.equal(refused.status, 409);
  assert.match(refused.text, /作答码/);
  const wrong = await send([['version', '2'], ['q.reached', 'maybe']]);
  assert.equal(wrong.status, 400);
  assert.match(wrong.text, /满意/);
  assert.equal((await send(fields, { ...from(), 'Sec-Fetch-Site': 'cross-site' })).status, 403, 'a form of another site');
  const open = fields.filter(([name]) => name !== 'code'), twice = from();
  const one = await send(open, twice), two = await send(open, twice);
  assert.equal(one.headers.location, two.headers.location, 'a double click is one answer');
  assert.equal((await call(server.url, 'POST', `/surveys/${ID}`, { body: '{}' })).status, 415);
});

test('results: the two kinds apart, with intervals and weights, hidden where few', async () => {
  for (let i = 2; i < 62; i += 1) {
    const known = ['none', 'little'][i % 6] ?? 'some', low = i % 3 === 0;
    const judged = known === 'none' ? { satisfaction: undefined } : { satisfaction: low ? 2 : 4 + i % 2, ...(low ? { why: '桶少' } : {}) };
    assert.equal((await post(invited(slips[i], { answers: answers({ known, ...judged }) }))).status, 201);
  }
  const running = (await call(server.url, 'GET', `${base}/results`)).json;
  if (today() === started) assert.deepEqual([running.invited.completed, running.open.completed], [0, 0], 'they wait for tomorrow');
  assert.equal((await wufei(server.data, 'survey', ID, 'close')).code, 0);
  const results = (await call(server.url, 'GET', `${base}/results`)).json;
  const { salt, invited: hashes } = (await call(server.url, 'GET', `${base}/receipts`)).json;
  const hash = createHash('sha256').update(`${salt}:${receipts[0]}`).digest('hex').slice(0, 32);
  assert.ok(hashes.includes(hash), 'anybody can check the list');
  assert.equal(results.invited.invited, 160);
  assert.ok(results.invited.weighted && !results.open.weighted);
  assert.ok(results.invited.representative && !results.open.representative);
  const question = results.invited.questions.find((row) => row.id === 'satisfaction');
  assert.ok(question.n >= 47, 'of 62, ten do not know and are not asked');
  for (const cell of question.values) {
    if (cell.hidden) { assert.equal(cell.count, undefined); continue; }
    assert.ok(cell.count >= 5 && cell.low <= cell.share && cell.share <= cell.high);
    assert.ok(cell.weighted.effective_n <= question.n);
  }
  assert.equal(question.serving.indicator, 47);
  assert.equal(results.invited.questions.find((row) => row.id === 'advice').values, undefined);
  assert.ok(results.open.method[0].includes('不代表'));
  const csv = await call(server.url, 'GET', `${base}/results.csv`);
  assert.match(csv.text, /invited,satisfaction/);
  // Pages are made anew within seconds.
  const page = await until(async () => {
    const { text } = await call(server.url, 'GET', `/surveys/${ID}/results`);
    return /<svg/.test(text) && text;
  }, 'the page of the results');
  assert.match(page, /不代表全体居民/);
  assert.equal((await wufei(server.data, 'survey', ID, 'open')).code, 0);
});

test('the county sees a table and a workbook, closes, and then nobody answers', async () => {
  const table = await wufei(server.data, 'survey', ID, 'results');
  assert.equal(table.code, 0, table.stderr);
  assert.match(table.stdout, /应答率（完整答卷数除以发出的码数，AAPOR RR1）/);
  const book = join(directory, 'results.xlsx');
  assert.equal((await wufei(server.data, 'survey', ID, 'results', '--format', 'xlsx', '--output', book)).code, 0);
  assert.equal(readFileSync(book).subarray(0, 2).toString(), 'PK');
  assert.equal((await wufei(server.data, 'survey', ID, 'results', '--format', 'pdf')).code, 1);
  assert.equal((await wufei(server.data, 'survey', 'none', 'close')).code, 1);
  assert.match((await wufei(server.data, 'surveys')).stdout, /satisfaction-2026 +open/);
  const running = await publish('47', '--answers', 'invited', '--yes');
  assert.deepEqual([running.code, /还在收答卷/.test(running.stderr)], [1, true], 'not while answers come');
  assert.equal((await wufei(server.data, 'survey', ID, 'close')).code, 0);
  const closed = await post(body());
  assert.deepEqual([closed.status, rule(closed)], [409, ' survey_closed']);
  assert.equal((await wufei(server.data, 'check')).code, 0);
});

const publish = (...args) => wufei(server.data, 'survey', ID, 'publish-indicator', ...args, '--publisher', '县主管部门');

test('a result becomes the value of an indicator only when somebody says so, with its kind, n and interval', async () => {
  const actual = async () => (await call(server.url, 'GET', '/api/v1/indicators/47')).json.actual;
  assert.equal(await actual(), null, 'not by itself');
  assert.match((await publish('13', '--answers', 'invited', '--yes')).stderr, /没有对应这项指标/);
  for (const answers of ['all', 'open'])
    assert.match((await publish('47', '--answers', answers, '--yes')).stderr, /只能是 invited/, 'open answers serve no indicator');
  assert.match((await publish('47', '--answers', 'invited')).stderr, /--yes/, 'nobody at a terminal');
  const results = (await call(server.url, 'GET', `${base}/results`)).json;
  const { n, serving } = results.invited.questions.find((row) => row.id === 'satisfaction');
  const done = await publish('47', '--answers', 'invited', '--yes');
  assert.equal(done.code, 0, done.stderr);
  await until(actual, 'the value of the indicator');
  assert.ok(Math.abs((await actual()).value - serving.weighted.share * 100) <= 0.6, 'the public share is in whole per cent');
  assert.equal(serving.weighted.share, Number(serving.weighted.share.toFixed(2)));
  const [revision] = (await call(server.url, 'GET', '/api/v1/indicators/47/revisions')).json.revisions;
  assert.match(revision.note, new RegExp(`受邀答卷.*n = ${n}.*95% 置信区间 .*%.*应答率 .*设计效应`));
  assert.equal((await wufei(server.data, 'verify')).code, 0);
});
