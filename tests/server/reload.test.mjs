// SIGHUP, which `systemctl reload` sends: certificates are looked at once, nothing stops, and a bad one is refused.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import tls from 'node:tls';
import { X509Certificate } from 'node:crypto';
import { call, scratchDirectory, startServer, until } from './lib.mjs';

const place = scratchDirectory(), file = (name) => join(place, name);

function makePair(name) {
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30',
    '-subj', '/CN=localhost', '-keyout', file(`${name}.key`), '-out', file(`${name}.pem`)], { stdio: 'ignore' });
  for (const kind of ['key', 'pem']) chmodSync(file(`${name}.${kind}`), 0o640);
}
const fingerprint = (name) => new X509Certificate(readFileSync(file(`${name}.pem`))).fingerprint256;
const shown = ({ url }) => new Promise((done, failed) => {
  const socket = tls.connect({ port: Number(new URL(url).port), host: '127.0.0.1', rejectUnauthorized: false }, () => {
    done(socket.getPeerX509Certificate().fingerprint256);
    socket.end();
  }).on('error', failed);
});
const times = (server, words) => server.errors().split(words).length - 1;

test('a renewed pair is in force after SIGHUP, one of no use is refused, and the server goes on', async () => {
  for (const name of ['served', 'next']) makePair(name);
  const server = await startServer({ logLevel: 'info', args: ['--tls-certificate', file('served.pem'), '--tls-key', file('served.key')] });
  const asked = async () => {
    const before = times(server, 'reload: looking');
    server.child.kill('SIGHUP');
    await until(() => times(server, 'reload: looking') > before, 'the reload');
  };
  await asked(); // nothing has changed
  assert.equal(await shown(server), fingerprint('served'));
  for (const kind of ['key', 'pem']) renameSync(file(`next.${kind}`), file(`served.${kind}`));
  await asked();
  await until(async () => await shown(server) === fingerprint('served'), 'the renewed pair');
  writeFileSync(file('broken'), 'no certificate', { mode: 0o640 });
  const good = fingerprint('served');
  renameSync(file('broken'), file('served.pem'));
  await asked();
  await until(() => /reload: certificate changed but is refused|watch the certificate: certificate changed but is refused/.test(server.errors()), 'the refusal');
  assert.equal(await shown(server), good);
  assert.equal((await call(server.url, 'GET', '/healthz')).status, 200);
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
});

test('without certificates SIGHUP ends nothing either, and the unit sends it', async () => {
  const server = await startServer({ logLevel: 'info' });
  server.child.kill('SIGHUP');
  await until(() => server.errors().includes('reload: looking'), 'the reload');
  assert.equal((await call(server.url, 'GET', '/readyz')).status, 200);
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
  assert.match(readFileSync(resolve(import.meta.dirname, '../../cmake/packaging/wufei.service.in'), 'utf8'), /^ExecReload=\/bin\/kill -HUP \$MAINPID$/m);
});
