// Masking, proven: everything personal and secret is entered at every door and in wrong places (privacy_doors.mjs); then it is looked
// for, however it may be written (traces.mjs), in whatever leaves the portal: logs at debug level, metrics, public pages, files and
// feeds, replies with problems, addresses and links, exports, database, backups, arguments. A planted trace of each kind is found.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { given, mark, personal, references, secret, secrets } from './canaries.mjs';
import { bookable, call, contentWithEarlyMorning, sampleRequest, scratchDirectory, startServer, until, wufeiWith } from './lib.mjs';
import { enterEverything, visitor } from './privacy_doors.mjs';
import { filesBelow, formsOf, tracesIn } from './traces.mjs';

const content = contentWithEarlyMorning(), folder = scratchDirectory();
let server, visit, gateway;

// A gateway that fails once, then refuses, and says back what it was told each time.
async function startGateway() {
  const told = [];
  const listener = createServer((request, reply) => {
    let body = '';
    request.on('data', (part) => { body += part; }).on('end', () => {
      told.push({ body, token: request.headers.authorization });
      reply.writeHead(told.length === 1 ? 400 : 200, { 'Content-Type': 'text/plain', 'X-Told': encodeURIComponent(body) }).end(body);
    });
  });
  await new Promise((done) => { listener.listen(0, '127.0.0.1', done); });
  return { told, url: `http://127.0.0.1:${listener.address().port}/send`, stop: () => new Promise((done) => { listener.close(done); listener.closeAllConnections(); }) };
}

before(async () => {
  gateway = await startGateway();
  const template = join(folder, 'template.json');
  writeFileSync(template, '{"to": "{phone}", "text": "{text}"}');
  server = await startServer({ logLevel: 'debug', content, args: ['--trusted-proxy', '127.0.0.1', '--notifier', 'http', '--notice-url', gateway.url, '--notice-template', template],
    env: { WUFEI_NOTICE_TOKEN: secrets.gatewayToken, WUFEI_OPEN311_KEY: secrets.open311Key } });
  visit = visitor(server, content);
  await enterEverything(visit);
  await until(() => gateway.told.length >= 3, 'three notices');
});
after(async () => {
  await server?.stop();
  await gateway?.stop();
});

const clean = (what, bytes, texts) => assert.deepEqual(tracesIn(bytes, texts), [], what);
const everything = () => [...personal(), ...secret()];
const told = () => [...everything(), ...references];

test('a planted trace of each kind is found', () => {
  for (const text of [mark, '13904179999', secrets.gatewayToken])
    for (const [name, form] of formsOf(text)) {
      const line = Buffer.concat([Buffer.from('2026-11-28T02:00:00Z info GET / 200 '), form, Buffer.from('\n')]);
      assert.ok(tracesIn(line, [text]).length > 0, `${text}, ${name}`);
    }
  assert.ok(tracesIn(gzipSync(`a${mark}b`), [mark]).length > 0, 'gzip');
  const database = join(folder, 'decoy.db');
  const sql = (...lines) => execFileSync('sqlite3', [database, lines.join(';')]);
  sql('CREATE TABLE t (x)', `INSERT INTO t VALUES ('${mark}'), (X'${Buffer.from('13904179999').toString('hex')}')`);
  const found = new Set(tracesIn(readFileSync(database), [mark, '13904179999']).map((line) => line.split(' ')[0]));
  assert.deepEqual([...found], [mark, '13904179999']);
  sql('DELETE FROM t', 'VACUUM');
  clean('deleted and vacuumed', readFileSync(database), [mark]);
  sql('PRAGMA secure_delete = OFF', `INSERT INTO t VALUES ('${mark}')`, 'DELETE FROM t');
  assert.ok(tracesIn(readFileSync(database), [mark]).length > 0, 'what a deleted row left behind');
  for (const [at, text] of [[0, '139-0417-9999'], [1, '１３９０４１７９９９９']]) assert.ok(tracesIn(text, ['13904179999']).length > 0, `${at}`);
});

test('the doors took what they were told, and staff see it', () => {
  assert.ok(personal().length > 15, `${personal().length}`);
  assert.ok(given.size > 15 && references.size > 8, `${given.size} secrets, ${references.size} references`);
  const desk = visit.replies.filter(({ path, status }) => path.startsWith('/desk') && status === 200);
  assert.ok(desk.some(({ text }) => text.includes(mark)) && desk.some(({ text }) => /1390417\d{4}/.test(text)), 'the desk');
  assert.ok(gateway.told.every(({ token, body }) => token.includes(secrets.gatewayToken) && /1390417\d{4}/.test(body)), 'the gateway');
});

test('the log tells nothing, at debug level, whatever was sent and whatever the gateway said', async () => {
  assert.match(server.errors(), /POST \/api\/v1\/pickups 201/);
  clean('standard error', server.errors(), told());
  clean('standard output', server.output(), told());
  const codes = server.errors().split('\n').filter((line) => /\bcode=|\bname=|q=/.test(line));
  assert.deepEqual(codes, [], 'no field of a form or query');
});

test('metrics and the arguments that everybody on the machine may read tell nothing', async () => {
  clean('metrics', (await call(server.url, 'GET', '/metrics')).text, told());
  clean('arguments', readFileSync(`/proc/${server.child.pid}/cmdline`), told());
});

// Everything that the site map, the pages and the open data lead a stranger to.
async function publicTargets() {
  const ask = async (path) => (await call(server.url, 'GET', path, { headers: { Accept: path.startsWith('/api') ? '*/*' : 'text/html,*/*' } }));
  const queue = ['/', '/sitemap.xml', '/robots.txt', '/open-data', '/open-data/datapackage.json', '/open-data/catalog.jsonld', '/open-data/versions.json', '/open-data/csv-metadata.json',
    '/open311/v2/requests.json', '/open311/v2/requests.xml', '/open311/v2/services.json', '/feeds/disclosure.atom', '/readyz', '/healthz',
    ...['areas', 'articles', 'catalogue', 'feedback/published', 'feedback/statistics', 'feedback/rules', 'guide', 'guide/index', 'indicators', 'indicator-revisions', 'openapi.json',
      'pages?path=/feedback/statistics', 'pages?path=/recovery', 'search?q=旧砖', 'search/suggestions?q=旧', 'site', 'surveys', 'surveys/satisfaction-2026/results',
      'surveys/satisfaction-2026/results.csv', 'surveys/satisfaction-2026/receipts', 'tasks', 'targets', 'cells'].map((path) => `/api/v1/${encodeURI(path)}`)];
  const seen = new Map();
  while (queue.length) {
    const path = queue.shift();
    if (seen.has(path)) continue;
    const reply = await ask(path);
    seen.set(path, reply);
    if (!/html|xml|json/.test(reply.headers['content-type'] ?? '') || path.startsWith('/api')) continue;
    for (const [, found] of reply.text.matchAll(/(?:href|src|<loc>|"downloadURL":|"path":)=?\s*["']?(?:http:\/\/[^/"'<]+)?(\/?[\w./?=&;%-]+)/g)) {
      const next = new URL(found.replaceAll('&amp;', '&'), `http://portal${path.startsWith('/open-data') ? '/open-data/' : path}`);
      if (next.host === 'portal' && !next.pathname.startsWith('/desk')) queue.push(next.pathname + next.search);
    }
  }
  return seen;
}

test('public pages, files, feeds, the site map and Open311 tell nothing', async () => {
  const seen = await publicTargets(), paths = [...seen.keys()];
  assert.ok(paths.length > 300, `${paths.length} addresses`);
  for (const part of ['.csv', '.xlsx', '/news', '/indicators/', '/guide/', '/feeds/']) assert.ok(paths.some((path) => path.includes(part)), part);
  for (const [path, { bytes, headers }] of seen) {
    clean(path, bytes, told());
    clean(`head of ${path}`, JSON.stringify(headers), told());
  }
});

// What begins as sealed values do (lib/store/cipher.cpp), whatever the column is called.
function sealedIn(file) {
  const ask = (sql) => execFileSync('sqlite3', ['-json', file, sql], { maxBuffer: 1 << 28 }).toString().trim();
  const columns = JSON.parse(ask(`SELECT m.name AS t, i.name AS c FROM sqlite_schema m, pragma_table_info(m.name) i WHERE m.type = 'table'`));
  const counts = columns.map(({ t, c }) => [`${t}.${c}`, JSON.parse(ask(`SELECT count(*) AS n FROM "${t}" WHERE substr(hex("${c}"), 1, 16) = 'F777756665690001'
    OR CAST("${c}" AS TEXT) LIKE char(1) || 'sealed:f777756665690001%'`))[0].n]).filter(([, n]) => n > 0);
  return Object.fromEntries(counts);
}
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

test('every column with sealed values is declared, so that its values are sealed anew', async () => {
  const copy = join(folder, 'sealed.db'), data = join(folder, 'sealed');
  await visit.well('backup', copy);
  cpSync(join(server.data, 'keys'), join(data, 'keys'), { recursive: true });
  assert.equal((await wufeiWith(content, data, 'restore', copy)).code, 0);
  const declared = async () => sum([...(await wufeiWith(content, data, 'keys')).stdout.matchAll(/：(\d+) 项/g)].map(([, n]) => Number(n)));
  const found = sealedIn(join(data, 'wufei.db'));
  assert.ok(Object.keys(found).length >= 12, JSON.stringify(found));
  assert.equal(await declared(), sum(Object.values(found)), JSON.stringify(found));
  execFileSync('sqlite3', [join(data, 'wufei.db'), "UPDATE pickup SET crew = (SELECT char(1) || 'sealed:' || lower(hex(personal)) FROM pickup WHERE personal IS NOT NULL LIMIT 1)"
    + " WHERE id = (SELECT min(id) FROM pickup)"]);
  assert.equal(await declared(), sum(Object.values(sealedIn(join(data, 'wufei.db')))) - 1, 'a planted one is found');
  const rotated = await wufeiWith(content, data, 'keys', 'rotate');
  assert.equal(rotated.code, 0, rotated.stderr);
  const after = await wufeiWith(content, data, 'keys');
  assert.equal(sum(Object.values(found)), Number(/^第 2 代 .*：(\d+) 项$/m.exec(after.stdout)?.[1]), after.stdout);
  assert.doesNotMatch(after.stdout, /^第 1 代 \S+：/m);
});

const isProblem = ({ headers }) => /problem\+json/.test(headers['content-type'] ?? '');

test('what is refused is not said back', () => {
  const refused = visit.replies.filter((reply) => isProblem(reply) || (reply.path.startsWith('/open311') && reply.status >= 400));
  assert.ok(refused.length > 100, `${refused.length} refusals`);
  for (const { method, path, text } of refused) clean(`${method} ${path}`, text, everything());
});

// What stood in the request's own address may stand in links of its reply: a search is its address.
test('no address that the portal writes holds anything entered, and none is told to another site', () => {
  const own = (path) => { try { return decodeURIComponent(path); } catch { return path; } };
  let links = 0;
  for (const { method, path, text, headers } of visit.replies) {
    const texts = everything().filter((one) => !own(path).includes(one));
    for (const name of ['location', 'content-location', 'link', 'refresh', 'content-disposition', 'etag'])
      clean(`${name} after ${method} ${path}`, headers[name] ?? '', texts);
    if (!/html|json/.test(headers['content-type'] ?? '')) continue;
    for (const [whole] of text.matchAll(/\b(?:href|src|action|formaction|data-[\w-]+)="(?!tel:|geo:)[^"]*"/g)) {
      links += 1;
      clean(`a link after ${method} ${path}`, whole, texts);
    }
    if (headers['content-type'].includes('html')) assert.match(headers['referrer-policy'], /^(same-origin|no-referrer)$/, path);
  }
  assert.ok(links > 2000, `${links} links`);
});

test('commands mask telephone numbers and say nothing of what they refuse', async () => {
  const date = (await bookable(server.url)).slots[2].date;
  for (const args of [['pickups', '--date', date], ['cases'], ['notices'], ['missed', '--all'], ['surveys'], ['survey', 'satisfaction-2026', 'results'], ['staff', 'list'], ['check'], ['verify'],
    ['version', '--all'], ['guide', 'words']]) await visit.well(...args);
  const phones = personal().slice(1);
  for (const { args, stdout, stderr } of visit.commands) {
    clean(`${args.join(' ')}, output`, stdout, [...phones, ...secret()]);
    clean(`${args.join(' ')}, errors`, stderr, everything());
  }
});

// Of the whole database as text, so that nothing hides between two pages; what is sealed is hexadecimal there.
const dumpOf = (file) => execFileSync('sqlite3', [file, '.dump'], { maxBuffer: 1 << 28 });

test('exports, the database with its log, what it left behind, its backup and files in use hold nothing in clear', async () => {
  const out = join(folder, 'export'), copy = join(folder, 'copy.db');
  await visit.well('export', out);
  await visit.well('backup', copy);
  const pid = server.child.pid, open = readdirSync(`/proc/${pid}/fd`).map((fd) => `/proc/${pid}/fd/${fd}`)
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile()).map((path) => [path, readFileSync(path)]);
  const files = [...filesBelow(out), ...filesBelow(server.data), [copy, readFileSync(copy)], ...open];
  assert.ok(files.some(([path]) => path.endsWith('wufei.db-wal')) && files.length > 50, `${files.length} files`);
  for (const [path, bytes] of files) clean(path, bytes, everything());
  for (const file of [copy, join(server.data, 'wufei.db')]) clean(`rows of ${file}`, dumpOf(file), everything());
});

test('without a gateway the log says that a notice waits, and not whose', async () => {
  await server.stop();
  clean('the end of the log', server.errors(), told());
  server = await startServer({ data: server.data, logLevel: 'debug', content, args: ['--notifier', 'log'] });
  const request = sampleRequest(await bookable(server.url), { contact_name: `欧${mark}`, phone: '13904172638', address: `${mark}里 7 号` });
  const booked = (await call(server.url, 'POST', '/api/v1/pickups', { body: request })).json;
  references.add(booked.reference);
  given.add(booked.token);
  await until(() => /notice \d+ \(\w+\) is in the outbox/.test(server.errors()), 'a notice');
  clean('the log of notices', server.errors(), told());
  const listed = await wufeiWith(content, server.data, 'notices');
  clean('the list of notices', listed.stdout, personal().slice(1));
});
