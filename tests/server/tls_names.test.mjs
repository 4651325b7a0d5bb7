// Several counties with certificates of their own behind one listener: the name that a client asks for chooses (SNI), each is renewed
// by itself, and what cannot be served is refused at the start.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { join } from 'node:path';
import tls from 'node:tls';
import { listOf, people } from './counties.mjs';
import { scratchDirectory, startServer, until } from './lib.mjs';

const place = scratchDirectory(), file = (name) => join(place, name);
const [jia, yi] = people.map((county) => ({ ...county }));
const options = ['--tls-certificate', file('process.pem'), '--tls-key', file('process.key')];
const pairOf = (name) => ({ certificate: file(`${name}.pem`), key: file(`${name}.key`) });

function makePair(name, hosts) {
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30', '-subj', `/CN=${hosts[0]}`,
    '-addext', `subjectAltName=${hosts.map((host) => `DNS:${host}`).join(',')}`, '-keyout', file(`${name}.key`), '-out', file(`${name}.pem`)], { stdio: 'ignore' });
  for (const kind of ['key', 'pem']) chmodSync(file(`${name}.${kind}`), 0o640);
}
const print = (name) => new X509Certificate(readFileSync(file(`${name}.pem`))).fingerprint256;

let server, port;
before(async () => {
  makePair('process', ['city.test']);
  makePair('jia', jia.hosts);
  makePair('yi', yi.hosts);
  makePair('next', yi.hosts);
  const list = listOf([jia, yi], (entry) => ({ ...entry, tls: pairOf(entry.code === jia.code ? 'jia' : 'yi') }));
  server = await startServer({ logLevel: 'info', args: ['--counties', list, ...options] });
  port = Number(new URL(server.url).port);
});
after(async () => { await server?.stop(); });

/** The fingerprint of the certificate that a client is shown which asks for `servername`, "" for none. */
const shown = (servername, more = {}) => new Promise((done, failed) => {
  const socket = tls.connect({ port, host: '127.0.0.1', servername, rejectUnauthorized: false, ...more }, () => {
    done(socket.getPeerX509Certificate().fingerprint256);
    socket.end();
  }).on('error', failed);
});

test('the name chooses the certificate, in both versions of TLS; any other gets that of the process', async () => {
  for (const maxVersion of ['TLSv1.2', 'TLSv1.3']) {
    for (const host of jia.hosts) assert.equal(await shown(host, { maxVersion }), print('jia'), host);
    for (const host of ['yi.test', 'YI.Test']) assert.equal(await shown(host, { maxVersion }), print('yi'), host);
    for (const host of ['', 'city.test', 'not.yi.test', 'test', `${'x'.repeat(60)}.test`]) assert.equal(await shown(host, { maxVersion }), print('process'), host);
  }
  // Asked for another group, the client says its name once more (HelloRetryRequest).
  for (const [host, name] of [['yi.test', 'yi'], ['city.test', 'process']]) assert.equal(await shown(host, { minVersion: 'TLSv1.3', ecdhCurve: 'P-521:P-384' }), print(name), host);
});

test('a client that trusts that certificate alone gets the county whose host it names', async () => {
  const page = (host, ca) => new Promise((done, failed) => {
    https.get({ host: '127.0.0.1', port, servername: host, path: '/', agent: false, ca: readFileSync(file(`${ca}.pem`)), headers: { Host: host, Accept: 'text/html' } }, (reply) => {
      let text = '';
      reply.setEncoding('utf8').on('data', (part) => { text += part; }).on('end', () => done({ status: reply.statusCode, text }));
    }).on('error', failed);
  });
  for (const [county, ca] of [[jia, 'jia'], [yi, 'yi']]) {
    let reply;
    await until(async () => (reply = await page(county.hosts[0], ca)).status === 200, 'the county is open');
    assert.ok(reply.text.includes(county.name));
  }
  await assert.rejects(page('yi.test', 'jia'), /self-signed/);
});

test('each is renewed by itself, at once by SIGHUP; one of no use is refused and holds up no other', async () => {
  const good = print('jia');
  writeFileSync(file('broken'), 'no certificate', { mode: 0o640 });
  renameSync(file('broken'), file('jia.pem'));
  for (const kind of ['key', 'pem']) renameSync(file(`next.${kind}`), file(`yi.${kind}`));
  server.child.kill('SIGHUP');
  await until(async () => await shown('yi.test') === print('yi'), 'the renewed pair');
  await until(() => /certificate changed but is refused.*jia\.pem/.test(server.errors()), 'the refusal');
  assert.equal(await shown('jia.test'), good);
  assert.equal(await shown(''), print('process'));
});

test('a pair of no use, or one without that of the process, ends the start in words', async () => {
  const list = (pair) => listOf([{ ...yi }], (entry) => ({ ...entry, tls: pair }));
  await assert.rejects(startServer({ args: ['--counties', list(pairOf('yi'))] }), /371526 有自己的证书.*--tls-certificate/);
  await assert.rejects(startServer({ args: ['--counties', list(pairOf('none')), ...options] }), /证书文件不存在或读不了.*none\.pem/);
  await assert.rejects(startServer({ args: ['--counties', list({ ...pairOf('yi'), key: file('process.key') }), ...options] }), /不是一对/);
  await assert.rejects(startServer({ args: ['--counties', list({ certificate: file('yi.pem') }), ...options] }), /tls\/key：必须写明/);
});
