// HTTPS in the binary: a booking over it, the listener that redirects to it, certificates renewed under the running server, pairs
// that are refused, and what testssl.sh finds.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { chmodSync, readFileSync, renameSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import tls from 'node:tls';
import { bearer, bookable, call, sampleRequest, scratchDirectory, startServer, until, wufei } from './lib.mjs';

const place = scratchDirectory();
const file = (name) => join(place, name);
const optionsOf = (name) => ['--tls-certificate', file(`${name}.pem`), '--tls-key', file(`${name}.key`)];

/** A self-signed certificate for this machine and its key, made for this run. */
function makePair(name, days = 90) {
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', String(days),
    '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-addext', 'extendedKeyUsage=serverAuth',
    '-keyout', file(`${name}.key`), '-out', file(`${name}.pem`)], { stdio: 'ignore' });
  for (const kind of ['key', 'pem']) chmodSync(file(`${name}.${kind}`), 0o640);
}
const certificate = (name) => new X509Certificate(readFileSync(file(`${name}.pem`)));

let server, port;
before(async () => {
  for (const name of ['serving', 'next', 'other']) makePair(name);
  makePair('ending', 3);
  server = await startServer({ args: [...optionsOf('serving'), '--tls-redirect', '127.0.0.1:0'] });
  port = Number(new URL(server.url).port);
});
after(async () => { assert.deepEqual(await server?.stop(), { code: 0, signal: null }); });

/** One request as a browser makes it that trusts `ca`. */
function ask(way, url, { method = 'GET', headers = {}, ca, agent } = {}) {
  return new Promise((done, failed) => {
    way.request(url, { method, headers, ca, agent: agent ?? false }, (reply) => {
      let text = '';
      reply.setEncoding('utf8').on('data', (part) => { text += part; });
      reply.on('end', () => done({ status: reply.statusCode, headers: reply.headers, text })).on('error', failed);
    }).on('error', failed).end();
  });
}

/** The fingerprint of the certificate that a new connection is shown. */
const shown = () => new Promise((done, failed) => {
  const socket = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
    done(socket.getPeerX509Certificate().fingerprint256);
    socket.end();
  }).on('error', failed);
});

test('a page and a booking over HTTPS, by a client that checks the certificate', async () => {
  assert.match(server.url, /^https:/);
  const home = await ask(https, server.url, { ca: readFileSync(file('serving.pem')), headers: { Accept: 'text/html' } });
  assert.equal(home.status, 200);
  assert.match(home.text, /<html/);
  assert.match(home.headers['strict-transport-security'], /max-age=31536000/);
  await assert.rejects(ask(https, server.url, { ca: readFileSync(file('other.pem')) }), /self-signed/);
  const booked = await call(server.url, 'POST', '/api/v1/pickups', { body: sampleRequest(await bookable(server.url)) });
  assert.equal(booked.status, 201, booked.text);
  await assert.rejects(ask(http, server.url.replace('https', 'http')), 'plain HTTP gets nothing there');
});

test('the other listener sends everything on, and answers only whether it lives', async (t) => {
  const at = (path) => server.redirect + path;
  for (const method of ['GET', 'HEAD', 'POST', 'DELETE'])
    for (const path of ['/', '/pickup/new?area=1&name=%E6%9D%8E%20x', '/metrics', '//elsewhere.example/x']) {
      const reply = await ask(http, at(path), { method });
      assert.equal(reply.status, 308, `${method} ${path}`);
      assert.equal(reply.headers.location, `https://127.0.0.1:${port}${path}`);
      assert.equal(reply.headers['strict-transport-security'], undefined);
    }
  assert.equal((await ask(http, at('/healthz'))).status, 200);
  assert.equal((await ask(http, at('/'), { headers: { Host: 'county.example:80' } })).headers.location, `https://county.example:${port}/`);
  for (const host of ['user@elsewhere.example', 'a/b', 'a b', 'x'.repeat(300)]) {
    const reply = await ask(http, at('/'), { headers: { Host: host } });
    assert.deepEqual([reply.status, reply.headers.location], [400, undefined], host);
  }
  const known = await startServer({ args: [...optionsOf('other'), '--tls-redirect', '127.0.0.1:0', '--public-url', 'https://county.example'] });
  t.after(known.stop);
  assert.equal((await ask(http, `${known.redirect}/plan?x=1`, { headers: { Host: 'elsewhere.example' } })).headers.location,
    'https://county.example/plan?x=1');
});

const metric = async (name) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec((await call(server.url, 'GET', '/metrics')).text)?.[1]);
/** Puts another pair's files, or one of them, in place of those that are served. */
const replace = (name, kinds) => kinds.forEach((kind) => {
  execFileSync('cp', ['-p', file(`${name}.${kind}`), file('fresh')]);
  renameSync(file('fresh'), file(`serving.${kind}`));
});

test('a renewed pair is taken into use, one that does not fit is not', async () => {
  const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false }), again = () => ask(https, `${server.url}/healthz`, { agent });
  await again();
  const first = await shown();
  assert.equal(first, certificate('serving').fingerprint256);
  assert.equal(await metric('wufei_tls_certificate_expiry_seconds'), Date.parse(certificate('serving').validTo) / 1000);
  replace('ending', ['key', 'pem']);
  await until(async () => await shown() === certificate('ending').fingerprint256, 'the renewal');
  assert.equal(await metric('wufei_tls_certificate_expiry_seconds'), Date.parse(certificate('ending').validTo) / 1000);
  assert.equal((await again()).status, 200, 'an earlier connection goes on');
  const failures = () => metric('wufei_chore_failures_total{chore="watch the certificate"}'), before = await failures();
  const said = server.errors().length;
  replace('other', ['key']);
  await until(async () => await failures() >= before + 2, 'two looks at a pair that does not fit');
  assert.equal(await shown(), certificate('ending').fingerprint256, 'the earlier pair stays');
  const lines = server.errors().slice(said).split('\n').filter((line) => line.includes('certificate changed but is refused') && line.includes('is not the key'));
  assert.equal(lines.length, 1, server.errors());
  replace('next', ['key', 'pem']);
  await until(async () => await shown() === certificate('next').fingerprint256, 'the pair put right');
  assert.equal((await again()).status, 200);
  agent.destroy();
});

test('a pair of no use is refused at the start, in words', async () => {
  chmodSync(file('next.key'), 0o644);
  const pem = file('other.pem'), key = file('other.key');
  for (const [args, said] of [
    [['--tls-certificate', pem], /--tls-key/], [['--tls-key', key], /--tls-certificate/], [['--tls-redirect', '127.0.0.1:0'], /--tls-redirect/],
    [['--tls-certificate', file('none.pem'), '--tls-key', key], /证书文件不存在或读不了.*none\.pem/],
    [['--tls-certificate', pem, '--tls-key', file('none.key')], /私钥文件不存在或读不了.*none\.key/],
    [['--tls-certificate', key, '--tls-key', key], /没有可用的证书.*other\.key/], [['--tls-certificate', pem, '--tls-key', pem], /没有可用的私钥.*other\.pem/],
    [['--tls-certificate', file('ending.pem'), '--tls-key', key], /不是一对/], [optionsOf('next'), /别人也能读.*next\.key/],
    [[...optionsOf('other'), '--tls-redirect', 'nowhere'], /--tls-redirect.*nowhere/]])
    await assert.rejects(startServer({ args }), (error) => {
      assert.match(error.message, /ended with 1/);
      assert.match(error.message, /[\u4e00-\u9fff]/);
      assert.match(error.message, said);
      return true;
    });
  await assert.rejects(startServer({ env: { WUFEI_TLS_CERTIFICATE: pem } }), /--tls-key/);
});

test('the launch list counts a certificate of our own', async () => {
  const tlsLine = async (...args) => (await wufei(server.data, 'check', '--launch', ...args)).stdout.split('\n').find((line) => line.includes('HTTPS'));
  assert.notEqual(await tlsLine(), await tlsLine('--tls-certificate', file('other.pem')));
  assert.equal(await tlsLine('--public-url', 'https://county.example'), await tlsLine('--tls-certificate', file('other.pem')));
});

// What testssl.sh says of a certificate that its owner signed: nobody else vouches for it, nobody can take it back.
const OF_TEST_CERTIFICATES = ['cert_chain_of_trust', 'cert_revocation'];
// And of compressed replies, of whatever: testssl.sh cannot know whether a secret stands in them (BREACH). Ours are public pages, the
// same for everybody; that nothing else is compressed is a test of its own below.
const OF_PUBLIC_PAGES = ['BREACH'];
// LOW, too: that is all that it has to say of TLS 1.0.
const BAD = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL', 'FATAL'];

test('what holds a secret is never compressed, so that its length tells nothing (BREACH)', async () => {
  const coding = { 'Accept-Encoding': 'br, gzip' };
  const encoding = async (method, path, options = {}) => {
    const reply = await call(server.url, method, path, { ...options, headers: { ...coding, ...options.headers } });
    assert.ok(reply.status < 400, `${path} ${reply.status}`);
    return { reply, used: reply.headers['content-encoding'] };
  };
  assert.equal((await encoding('GET', '/')).used, 'br', 'a public page is');
  const { reply, used } = await encoding('POST', '/api/v1/pickups', { body: sampleRequest(await bookable(server.url)) });
  assert.equal(used, undefined);
  assert.equal((await encoding('GET', `/api/v1/pickups/${reply.json.reference}`, { headers: bearer(reply.json) })).used, undefined);
  assert.equal((await encoding('GET', '/desk/sign-in')).used, undefined);
});

/** Findings of testssl.sh, which asks nobody but the server at `port`. */
async function findings(port, checks) {
  const out = file(`testssl-${port}.json`);
  const child = spawn('testssl', ['--warnings', 'batch', '--quiet', '--color', '0', '--nodns', 'none', '--assume-http', '--openssl-timeout', '10',
    ...checks, '--jsonfile', out, `127.0.0.1:${port}`], { stdio: 'ignore', timeout: 240000 });
  await new Promise((done, failed) => { child.on('error', failed).on('exit', done); });
  return JSON.parse(readFileSync(out, 'utf8'));
}
const faultsIn = (found) => found.filter(({ id, severity }) => BAD.includes(severity) && ![...OF_TEST_CERTIFICATES, ...OF_PUBLIC_PAGES].includes(id))
  .map(({ id, severity, finding }) => `${severity} ${id}: ${finding}`);

test('testssl.sh has nothing to object to, and finds what is planted', async (t) => {
  const weak = tls.createServer({ key: readFileSync(file('other.key')), cert: readFileSync(file('other.pem')),
    minVersion: 'TLSv1', ciphers: 'ALL:aNULL:eNULL:@SECLEVEL=0' }, (socket) => socket.on('error', () => {}).end());
  await new Promise((done) => { weak.on('tlsClientError', () => {}).listen(0, '127.0.0.1', done); });
  t.after(() => weak.close());
  const [ours, planted] = await Promise.all([findings(port, ['-p', '-s', '-f', '-S', '-P', '-U']), findings(weak.address().port, ['-p', '-s'])]);
  assert.deepEqual(faultsIn(ours), []);
  for (const id of ['TLS1_2', 'TLS1_3']) assert.ok(ours.some((found) => found.id === id && /offered/.test(found.finding) && found.severity === 'OK'), id);
  for (const id of ['heartbleed', 'secure_renego', 'LUCKY13', 'ROBOT', 'cipher_order', 'PFS'])
    assert.ok(ours.some((found) => found.id === id && found.severity === 'OK'), `${id} was looked at: ${JSON.stringify(ours.filter((found) => found.id === id))}`);
  const caught = faultsIn(planted).join('\n');
  assert.match(caught, /^LOW TLS1: /m);
  assert.match(caught, /^CRITICAL cipherlist_aNULL: /m);
});
