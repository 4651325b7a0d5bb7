// What cmake --install puts down runs from there: the server as its unit starts it, the backup as its unit takes it. Needs the
// release and the packed client (WUFEI_BUILD names another build folder).
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const root = resolve(import.meta.dirname, '../..');
const build = resolve(root, process.env.WUFEI_BUILD ?? 'build/release');
const place = mkdtempSync(join(tmpdir(), 'wufei-install-'));
const prefix = join(place, 'usr'), state = join(place, 'state'), program = join(prefix, 'bin/wufei');
const unit = (name) => readFileSync(join(prefix, 'lib/systemd/system', name), 'utf8').replaceAll('/var/lib/wufei', state);
// All values of a setting, as systemd reads them.
const settings = (text, name) => [...text.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value]) =>
  value.replaceAll('$$', '$').replaceAll('%%', '%'));
const environment = (text) => ({ PATH: process.env.PATH, ...Object.fromEntries(settings(text, 'Environment').map((pair) => pair.split('='))) });
const shell = (command, env) => spawnSync('/bin/sh', ['-c', `set -f; ${command}`], { env, cwd: '/', encoding: 'utf8' });

let server, url;
before(async () => {
  execFileSync('cmake', ['--install', build, '--component', 'wufei', '--prefix', prefix], { stdio: 'pipe' });
  mkdirSync(join(state, 'backup'), { recursive: true, mode: 0o700 });
  const text = unit('wufei.service'), [command] = settings(text, 'ExecStart');
  const [file, ...args] = command.split(' ');
  server = spawn(file, args, { cwd: '/', env: { ...environment(text), WUFEI_LISTEN: '127.0.0.1:0' }, stdio: ['ignore', 'pipe', 'inherit'] });
  url = await new Promise((done, failed) => {
    createInterface({ input: server.stdout }).once('line', (line) => done(line.replace('listening on ', '')));
    server.once('exit', (code) => failed(new Error(`the server ended with ${code}`)));
  });
});
after(async () => {
  if (server && server.exitCode === null) {
    const ended = new Promise((done) => { server.once('exit', done); });
    server.kill('SIGTERM');
    await ended;
  }
  rmSync(place, { recursive: true, force: true });
});

test('the installed server has its client, its content and a place for its data', async () => {
  const page = await fetch(`${url}/`, { headers: { Accept: 'text/html' } });
  assert.equal(page.status, 200);
  const assets = [...(await page.text()).matchAll(/\/assets\/[\w.-]+/g)].map(([path]) => path);
  assert.ok(assets.length > 0);
  for (const path of new Set(assets)) assert.equal((await fetch(url + path)).status, 200, path);
  assert.equal((await fetch(`${url}/sw.js`)).status, 200);
  assert.ok((await (await fetch(`${url}/api/v1/areas`)).json()).areas.length > 0);
  assert.ok(existsSync(join(state, 'data/wufei.db')));
});

test('a command called from anywhere finds the content that was installed with it', () => {
  const { status, stdout, stderr } = shell(`${program} check`, { ...environment(unit('wufei.service')), WUFEI_CONTENT: undefined });
  assert.equal(status, 0, stdout + stderr);
  const lost = shell(`${program} check --content nowhere`, environment(unit('wufei.service')));
  assert.equal(lost.status, 1);
  assert.ok(lost.stdout.split('\n').filter((line) => line.includes('nowhere')).length === 1, lost.stdout);
});

test('the backup unit makes a backup that can be read', () => {
  const text = unit('wufei-backup.service'), erasures = '1795860000 pickup WF-222-222-222\n';
  writeFileSync(join(state, 'data/erasures'), erasures, { mode: 0o600 });
  for (const command of settings(text, 'ExecStart')) {
    const { status, stderr } = shell(command, environment(text));
    assert.equal(status, 0, stderr);
  }
  const made = readdirSync(join(state, 'backup'));
  assert.equal(made.length, 2);
  assert.equal(readFileSync(join(state, 'backup/erasures'), 'utf8'), erasures, 'the list of erasures goes along');
  assert.match(made.filter((name) => name !== 'erasures')[0], /^wufei-\d{4}-\d\d-\d\d-\d{6}\.db$/);
});

test('the service is tried again for ever, whatever the database does when the machines start', () => {
  const text = unit('wufei.service');
  assert.deepEqual(settings(text, 'StartLimitIntervalSec'), ['0']);
  assert.ok(text.indexOf('StartLimitIntervalSec') < text.indexOf('[Service]'), 'systemd reads it there alone');
  assert.deepEqual(settings(text, 'Restart'), ['on-failure']);
});

test('the backup unit reaches a database wherever the server reaches it', () => {
  const [server, backup] = ['wufei.service', 'wufei-backup.service'].map(unit);
  assert.deepEqual(settings(backup, 'RestrictAddressFamilies'), settings(server, 'RestrictAddressFamilies'));
  assert.deepEqual(settings(backup, 'PrivateNetwork'), [], 'PostgreSQL may be another machine\'s');
});

test('of several counties the drop-in makes a backup of each, also when one fails', () => {
  const sample = readFileSync(join(prefix, 'share/doc/wufei/examples/wufei-backup-counties.conf'), 'utf8').replaceAll('/var/lib/wufei', state);
  const to = join(state, 'backup'), list = join(state, 'counties.json');
  const county = (code, data) => ({ code, hosts: [`c${code}.test`], content: join(prefix, 'share/wufei/content'), data: join(state, data) });
  writeFileSync(list, JSON.stringify({ counties: [county('371523', 'nobody'), county('371524', 'data')] }));
  rmSync(to, { recursive: true });
  mkdirSync(to, { mode: 0o700 });
  mkdirSync(join(state, '371524'));
  writeFileSync(join(state, '371524/erasures'), 'a list\n');
  const env = { ...environment(unit('wufei-backup.service')), WUFEI_COUNTIES: list, COUNTIES: '371523 371524', PATH: `${join(prefix, 'bin')}:${process.env.PATH}` };
  const commands = settings(sample, 'ExecStart');
  assert.equal(commands[0], '', 'the unit\'s own commands are taken away');
  for (const code of ['371523', '371524']) {
    const old = join(to, `wufei-${code}-2020-01-01-023000.db`);
    writeFileSync(old, '');
    utimesSync(old, 0, 0);
  }
  const [copies, backups] = commands.slice(1).map((command) => shell(command, env));
  assert.equal(copies.status, 0, copies.stderr);
  assert.equal(backups.status, 1, 'the first has no database');
  assert.match(backups.stderr, /\S/);
  const made = readdirSync(to).sort();
  assert.deepEqual(made.slice(0, 2), ['erasures-371524', 'wufei-371523-2020-01-01-023000.db'], 'who has no new backup keeps the old ones');
  assert.match(made.slice(2).join(), /^wufei-371524-(?!2020)\d{4}-\d\d-\d\d-\d{6}\.db$/);
});

test('units, account, samples and handbooks lie where an administrator looks for them', () => {
  for (const path of ['lib/systemd/system/wufei-backup.timer', 'lib/sysusers.d/wufei.conf', 'share/doc/wufei/operator.md',
    'share/doc/wufei/examples/wufei.env', 'share/doc/wufei/examples/nginx.conf',
    'share/doc/wufei/examples/wufei-https.conf', 'share/doc/wufei/examples/wufei-backup-counties.conf', 'share/doc/wufei/examples/Caddyfile']) assert.ok(existsSync(join(prefix, path)), path);
  assert.ok(!readFileSync(join(prefix, 'lib/systemd/system/wufei.service'), 'utf8').includes('@'));
  const nginx = readFileSync(join(prefix, 'share/doc/wufei/examples/nginx.conf'), 'utf8');
  for (const line of ['location = /metrics', 'X-Forwarded-For $remote_addr', 'X-Forwarded-Proto $scheme']) assert.ok(nginx.includes(line), line);
  assert.ok(!/\$request\b|\$request_uri[^;]*status|\$args/.test(nginx.match(/log_format.*/)[0]), 'no query string in the log');
});

// The sample as it is delivered, but for its ports, its certificate and its folders, before a program that tells what it was asked.
test('nginx by the sample: the visitor\'s own address alone, nothing of /metrics, no query in the log', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'wufei-nginx-')), asked = [];
  const upstream = createServer((request, reply) => { asked.push(request); reply.end('here'); });
  await new Promise((listening) => { upstream.listen(0, '127.0.0.1', listening); });
  const ports = await Promise.all([0, 1].map(() => new Promise((free) => {
    const probe = createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => free(port)); });
  })));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=example.org',
    '-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')], { stdio: 'pipe' });
  const changes = [[/^ *listen \[::\].*\n/gm, ''], [/listen 80;/g, `listen 127.0.0.1:${ports[0]};`], [/listen 443 /g, `listen 127.0.0.1:${ports[1]} `],
    [/\/etc\/ssl\/example\.org|\/var\/log\/nginx/g, folder], [/127\.0\.0\.1:8080/g, `127.0.0.1:${upstream.address().port}`]];
  const sample = readFileSync(join(prefix, 'share/doc/wufei/examples/nginx.conf'), 'utf8');
  writeFileSync(join(folder, 'site.conf'), changes.reduce((text, [from, to]) => text.replace(from, to), sample));
  writeFileSync(join(folder, 'nginx.conf'), `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; ${process.getuid() === 0 ? 'user root;' : ''} events {}
    http { ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')} include ${folder}/site.conf; }`);
  const nginx = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' });
  t.after(async () => {
    if (nginx.exitCode === null) await new Promise((ended) => { nginx.once('exit', ended); nginx.kill('SIGTERM'); });
    upstream.close();
    rmSync(folder, { recursive: true });
  });
  const get = (path, options = {}) => new Promise((done, failed) => {
    const request = options.plain ? plain : secure;
    request({ host: '127.0.0.1', port: options.plain ? ports[0] : ports[1], path, headers: { Host: 'example.org', ...options.headers }, rejectUnauthorized: false, agent: false },
      (reply) => { reply.resume().on('end', () => done({ status: reply.statusCode, to: reply.headers.location })); }).on('error', failed).end();
  });
  for (let tries = 0; !await get('/ready', { plain: true }).catch(() => null); tries += 1) {
    assert.ok(tries < 100 && nginx.exitCode === null, existsSync(join(folder, 'error.log')) ? readFileSync(join(folder, 'error.log'), 'utf8') : 'nginx does not answer');
    await new Promise((wake) => { setTimeout(wake, 50); });
  }
  assert.deepEqual(await get('/guide?q=a', { plain: true }), { status: 301, to: 'https://example.org/guide?q=a' });
  const forged = { 'X-Forwarded-For': '203.0.113.9', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'http', 'X-Request-Id': 'mine' };
  assert.equal((await get('/pickup?name=secret', { headers: forged })).status, 200);
  const [{ url: target, headers }] = asked;
  assert.equal(target, '/pickup?name=secret');
  assert.deepEqual(['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'host'].map((name) => headers[name]), ['127.0.0.1', 'example.org', 'https', 'example.org']);
  assert.match(headers['x-request-id'], /^[0-9a-f]{32}$/);
  for (const path of ['/metrics', '/metrics?x', '/%6detrics', '//metrics']) assert.equal((await get(path)).status, 404, path);
  assert.equal(asked.length, 1, asked.map(({ url: path }) => path).join());
  upstream.closeAllConnections();
  await new Promise((closed) => { upstream.close(closed); });
  assert.equal((await get('/pickup?name=secret')).status, 502, 'the portal is not there');
  const ended = new Promise((done) => { nginx.once('exit', done); });
  nginx.kill('SIGQUIT');  // writes its log out
  await ended;
  const log = readFileSync(join(folder, 'wufei.log'), 'utf8');
  for (const line of [/ \/guide 301 /, / \/pickup 200 /, / \/pickup 502 /]) assert.match(log, line);
  assert.doesNotMatch(log, /secret|\?/);
  for (const name of ['error.log', 'wufei-error.log']) assert.doesNotMatch(readFileSync(join(folder, name), 'utf8'), /secret|q=a/, name);
});
