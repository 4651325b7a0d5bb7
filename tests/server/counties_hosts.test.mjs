// How the name of a county is told: every way to write a host, and to hide one. A county that does not open leaves the others alone
// and comes by itself. A list that is wrong is refused with each fault.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { askAs, contentOf, listOf, people } from './counties.mjs';
import { binary, scratchDirectory, startServer, until, wufeiWith } from './lib.mjs';

const counties = people.map((one) => ({ ...one, content: contentOf(one) }));
const [jia, yi, bing] = counties, site = join(bing.content, 'site.json'), sound = readFileSync(site);
let server, list;
before(async () => {
  writeFileSync(site, '{');
  list = listOf(counties);
  server = await startServer({ logLevel: 'info', args: ['--counties', list] });
});
after(async () => { await server?.stop(); });

// The reply to a head as it is written, over a bare connection.
const raw = (head) => new Promise((done, failed) => {
  const { hostname, port } = new URL(server.url), parts = [];
  const socket = connect(Number(port), hostname, () => socket.end(`${head}\r\n\r\n`));
  socket.on('data', (part) => parts.push(part)).on('error', failed).on('close', () => {
    const text = Buffer.concat(parts).toString();
    done({ status: Number(text.split(' ')[1]), text });
  });
});
const path = '/api/v1/site';
const countyOf = ({ text }) => /"county_name":"([^"]*)"/.exec(text)?.[1] ?? '';
const namesNobody = (text) => { for (const { name, hosts, code } of counties) for (const one of [name, code, ...hosts]) assert.ok(!text.includes(one), one); };

test('a name is the same in capitals, with a port, with a dot at its end; the target goes before the field', async () => {
  for (const host of ['jia.test', 'JIA.Test', 'jia.test:8080', 'jia.test.', 'JIA.TEST.:80', 'www.jia.test', 'jia.test:'])
    assert.equal(countyOf(await raw(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close`)), `${jia.name}县`, host);
  const absolute = (target, host) => raw(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close`);
  for (const host of ['jia.test', 'nobody.test', ''])
    assert.equal(countyOf(await absolute(`http://yi.test${path}`, host)), `${yi.name}县`, host);
  assert.equal(countyOf(await absolute(`HTTPS://YI.test:443${path}`, 'jia.test')), `${yi.name}县`);
  assert.equal((await absolute(`http://nobody.test${path}`, 'jia.test')).status, 421);
  assert.equal(countyOf(await raw(`GET ${path} HTTP/1.0\r\nHost: yi.test`)), `${yi.name}县`);
});

test('an unknown name, no name and what is none get 421 and no county', async () => {
  const hosts = ['nobody.test', 'jia.test.evil.test', 'xjia.test', 'test', '127.0.0.1', '127.0.0.1:80', '[::1]', '[::1]:8080', '[::ffff:127.0.0.1]', 'jia.test..', '.jia.test',
    'jia.test:80:80', 'jia.test:x', 'user@jia.test', 'jia.test/', 'jia.test,yi.test', 'jia.test yi.test', 'jia%2etest', 'jia。test', `${'a'.repeat(300)}.test`, ''];
  for (const host of hosts) {
    const { status, text } = await raw(`GET / HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\nConnection: close`);
    assert.equal(status, 421, `${host}: ${text.slice(0, 200)}`);
    namesNobody(text);
  }
  const old = await raw('GET / HTTP/1.0');
  assert.equal(old.status, 421);
  namesNobody(old.text);
  for (const head of [`GET ${path} HTTP/1.1`, `GET ${path} HTTP/1.1\r\nHost: jia.test\r\nHost: yi.test`, 'GET http:///x HTTP/1.1\r\nHost: jia.test']) {
    const { status, text } = await raw(head);
    assert.equal(status, 400, head);
    assert.equal(countyOf({ text }), '');
  }
  for (const field of ['X-Forwarded-Host', 'X-Host', 'Forwarded', 'X-Original-Host']) {
    const value = field === 'Forwarded' ? 'host=yi.test' : 'yi.test';
    assert.equal(countyOf(await raw(`GET ${path} HTTP/1.1\r\nHost: jia.test\r\n${field}: ${value}\r\nConnection: close`)), `${jia.name}县`, field);
  }
  const posted = await askAs(server.url, 'nobody.test', 'POST', '/api/v1/pickups', { body: '{}', headers: { 'Content-Type': 'application/json' } });
  assert.deepEqual([posted.status, posted.headers['content-type']], [421, 'application/problem+json']);
  assert.match((await askAs(server.url, 'nobody.test', 'GET', '/', { headers: { Accept: 'text/html' } })).text, /<h1>没有这个网站<\/h1>/);
});

test('each request of one connection goes to its own county', async () => {
  const { text } = await raw([...'abcabc'].map((_, i) => `GET ${path} HTTP/1.1\r\nHost: ${[jia, yi][i % 2].hosts[0]}`).join('\r\n\r\n'));
  assert.deepEqual([...text.matchAll(/"county_name":"([^"]*)"/g)].map((one) => one[1]), [jia, yi, jia, yi, jia, yi].map(({ name }) => `${name}县`));
});

test('a county with broken content answers 503, the others serve, and it comes when it is mended', async () => {
  const page = await askAs(server.url, 'bing.test', 'GET', '/', { headers: { Accept: 'text/html' } });
  assert.equal(page.status, 503);
  assert.match(page.text, /网站暂时打不开/);
  assert.ok(Number(page.headers['retry-after']) > 0);
  assert.match(server.errors(), /error \[371527\] NOT OPEN[^\n]*\n?[^\n]*site\.json/);
  const ready = await askAs(server.url, 'localhost', 'GET', '/readyz');
  assert.equal(ready.status, 503);
  assert.deepEqual(JSON.parse(ready.text).hosts, ['bing.test']);
  namesNobody((await askAs(server.url, 'localhost', 'GET', '/readyz', { headers: { 'X-Forwarded-For': '198.51.100.7' } })).text);
  assert.equal((await askAs(server.url, 'jia.test', 'GET', path)).status, 200);
  assert.equal((await askAs(server.url, 'localhost', 'GET', '/healthz')).status, 200);
  assert.match((await askAs(server.url, 'localhost', 'GET', '/metrics')).text, /wufei_county_open\{county="371527"\} 0/);
  writeFileSync(site, sound);
  await until(async () => (await askAs(server.url, 'bing.test', 'GET', path)).status === 200, 'the opening of the mended county');
  assert.equal((await askAs(server.url, 'localhost', 'GET', '/readyz')).status, 200);
});

test("rows of one county are not served with another's content", async () => {
  const { code, stderr } = await wufeiWith(yi.content, jia.data, 'cases');
  assert.equal(code, 1);
  assert.ok(stderr.includes(jia.code) && stderr.includes(yi.code), stderr);
  const file = join(scratchDirectory(), 'counties.json'), entries = JSON.parse(readFileSync(list)).counties;
  writeFileSync(file, JSON.stringify({ counties: [{ ...entries[0], data: join(scratchDirectory(), 'new'), content: yi.content }] }));
  const mixed = await startServer({ args: ['--counties', file] });
  try {
    assert.equal((await askAs(mixed.url, 'jia.test', 'GET', path)).status, 503);
    assert.match(mixed.errors(), /内容目录 .* 是县代码 371526 的，不是 371525 的/);
  } finally {
    await mixed.stop();
  }
});

test('a wrong list is refused with each of its faults', () => {
  const folder = scratchDirectory(), file = join(folder, 'counties.json');
  const refusal = (written) => {
    if (written !== undefined) writeFileSync(file, typeof written === 'string' ? written : JSON.stringify(written));
    const done = spawnSync(binary, ['serve', '--listen', '127.0.0.1:0', '--counties', file], { encoding: 'utf8', timeout: 60000 });
    assert.equal(done.status, 1, done.stderr);
    return done.stderr;
  };
  assert.match(refusal(), /读不到多县文件/);
  assert.match(refusal('{'), /不是 JSON/);
  assert.match(refusal({ counties: [] }), /至少要写一个县/);
  assert.match(refusal({ county: [] }), /\/counties：必须写明[^]*\/county：没有这一项/);
  const entry = { code: '371525', hosts: ['a.test'], content: 'c', data: 'd' };
  const faults = (...changes) => refusal({ counties: changes.map((change) => ({ ...entry, ...change })) });
  assert.match(faults({ hosts: ['a.test', '*.a.test', 'A.test', 'a.test:80', '测.test', 7] }), /(hosts\/[1-5]：域名要写全[^]*){5}/);
  const twice = faults({}, {});
  for (const said of ['/counties/1/code：这个县代码写了两次', '/counties/1/hosts/0：这个域名写了两次', '/counties/1/data：这个数据目录写了两次']) assert.ok(twice.includes(said), twice);
  const url = 'postgresql:///same?host=/nowhere';
  assert.match(faults({ store: url }, { code: '371526', hosts: ['b.test'], data: 'e', store: url }), /\/counties\/1\/store：这个数据库写了两次/);
  assert.match(faults({ code: '37', public_url: 'https://b.test', colour: 'red', data: undefined, notices: { via: 'x' } }),
    /(?=[^]*code：县代码是 6 位数字)(?=[^]*public_url：网址写作)(?=[^]*colour：没有这一项)(?=[^]*data：必须写明)(?=[^]*notices\/via：没有这一项)(?=[^]*notices\/url：必须写明)/);
});
