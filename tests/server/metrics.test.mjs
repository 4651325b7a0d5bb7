// What is watched: /metrics in Prometheus' format (promtool), alerts that speak and are silent when they should (promtool test
// rules), a real Prometheus that scrapes the portal and answers every question of the dashboard, and what it needs of the portal.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bookable, call, sampleRequest, scratchDirectory, startServer, until, wufei } from './lib.mjs';

const root = resolve(import.meta.dirname, '../..'), packaging = join(root, 'cmake/packaging');
const read = (name) => readFileSync(join(packaging, name), 'utf8');
const promtool = (args, options = {}) => spawnSync('promtool', args, { encoding: 'utf8', ...options });
const scrape = async () => (await call(server.url, 'GET', '/metrics')).text;
const value = (text, name) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);

let place, server;
before(async () => {
  place = mkdtempSync(join(tmpdir(), 'wufei-metrics-'));
  server = await startServer({ data: scratchDirectory() });
});
after(async () => {
  await server?.stop();
  rmSync(place, { recursive: true, force: true });
});

const books = async () => {
  const request = sampleRequest(await bookable(server.url));
  const reply = await call(server.url, 'POST', '/api/v1/pickups', { body: request, headers: { 'Idempotency-Key': 'metrics-1' } });
  assert.equal(reply.status, 201, reply.text);
};

test('the metrics are clean for promtool, which finds a planted fault', async () => {
  await books();
  const text = await scrape(), clean = promtool(['check', 'metrics'], { input: text });
  assert.equal(clean.status, 0, clean.stdout + clean.stderr);
  assert.equal(clean.stdout + clean.stderr, '');
  const planted = promtool(['check', 'metrics'], { input: text.replaceAll('wufei_http_reply_bytes_total', 'wufei_http_reply_kilobytes') });
  assert.notEqual(planted.stdout + planted.stderr, '');
});

test('what the process uses, its disk, and a backup are told', async () => {
  const text = await scrape();
  const status = readFileSync(`/proc/${server.child.pid}/status`, 'utf8');
  const resident = Number(/VmRSS:\s+(\d+) kB/.exec(status)[1]) * 1024;
  assert.ok(Math.abs(value(text, 'process_resident_memory_bytes') / resident - 1) < 0.5);
  assert.ok(value(text, 'process_open_fds') > 5 && value(text, 'process_open_fds') < value(text, 'process_max_fds'));
  assert.ok(Math.abs(value(text, 'process_start_time_seconds') - Date.now() / 1000) < 600);
  assert.ok(value(text, 'wufei_database_bytes') > 100000);
  assert.ok(value(text, 'wufei_disk_free_bytes') > 0 && value(text, 'wufei_disk_free_bytes') < value(text, 'wufei_disk_size_bytes'));
  assert.equal(value(text, 'wufei_last_backup_timestamp_seconds'), 0);
  await wufei(server.data, 'backup', join(place, 'copy.db'));
  await until(async () => Math.abs(value(await scrape(), 'wufei_last_backup_timestamp_seconds') - Date.now() / 1000) < 600,
    'the next look at the disk');
});

test('a chore that has not failed says so, so that its first failure is an increase', async () => {
  let text = '';
  await until(async () => (text = await scrape()).includes('wufei_chore_runs_total{chore="watch the outbox"}'), 'the chore ran');
  assert.match(text, /wufei_chore_failures_total\{chore="watch the outbox"\} 0/);
  assert.match(text, /wufei_notices_waiting \d/);
});

test('the log as JSON: every line is an object, also a warning and what has quotes, and says what the text says', async () => {
  const lines = {};
  for (const format of ['text', 'json']) {
    const portal = await startServer({ logLevel: 'info', args: ['--log-format', format] });
    assert.equal((await fetch(`${portal.url}/healthz`, { headers: { 'X-Forwarded-For': '203.0.113.9' } })).status, 200);  // a proxy that nobody declared
    await until(() => portal.errors().includes('GET /healthz 200'), 'the request');
    await portal.stop();
    lines[format] = portal.errors().trim().split('\n');
  }
  const rows = lines.json.map((line) => JSON.parse(line));
  for (const row of rows) {
    assert.deepEqual(Object.keys(row).sort(), ['level', 'message', 'time']);
    assert.match(row.time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.ok(Math.abs(Date.parse(row.time) - Date.now()) < 600e3, row.time);
    assert.ok(['info', 'warning'].includes(row.level), row.level);
  }
  const plain = lines.text.map((line) => /^\S+Z (\S+) (.*)$/.exec(line)).map(([, level, message]) => ({ level, message }));
  for (const [level, message] of [['info', /^GET \/healthz 200 /], ['warning', /--trusted-proxy/], ['info', /^stopping$/]])
    for (const all of [rows, plain]) assert.ok(all.some((row) => row.level === level && message.test(row.message)), `${level} ${message}`);
});

test('every alert is seen to speak, its words and its place in the handbook are there', () => {
  const fixture = readFileSync(join(root, 'tests/fixtures/prometheus-alerts.test.yml'), 'utf8');
  const alerts = read('prometheus-alerts.yml').split(/^ {6}- alert: /m).slice(1);
  for (const alert of alerts) {
    const [name] = /^\w+/.exec(alert);
    assert.ok(fixture.includes(`{ labels: '{alertname="${name}"}', value: 1 }`), `no test sees ${name} speak`);
    assert.match(alert, /severity: (critical|warning)/, name);
    assert.match(alert, /summary: \S[^]*description: \S/, name);
  }
  const digits = '〇一二三四五六七八九', word = `十${digits[alerts.length - 10]}`;
  assert.ok(readFileSync(join(root, 'docs/zh/operator.md'), 'utf8').includes(`要有人知道的事有${word}件`), `${alerts.length} alerts`);
});

test('the alerts are sound, speak when they should and are silent on a quiet day', () => {
  copyFileSync(join(packaging, 'prometheus-alerts.yml'), join(place, 'prometheus-alerts.yml'));
  copyFileSync(join(root, 'tests/fixtures/prometheus-alerts.test.yml'), join(place, 'alerts.test.yml'));
  const rules = promtool(['check', 'rules', 'prometheus-alerts.yml'], { cwd: place });
  assert.equal(rules.status, 0, rules.stdout + rules.stderr);
  const tested = promtool(['test', 'rules', 'alerts.test.yml'], { cwd: place });
  assert.equal(tested.status, 0, tested.stdout + tested.stderr);
  for (const [from, to] of [['0.1 * wufei_disk', '0.01 * wufei_disk'], ['26 * 3600', '260000 * 3600'], ['14 * 86400', '16 * 86400'], ['> 3600', '> 360000'], ['> 0.01 *', '> 0.0001 *'], ['_writable{job="wufei"} == 0', '_writable{job="wufei"} == 2']]) {
    writeFileSync(join(place, 'prometheus-alerts.yml'), read('prometheus-alerts.yml').replace(from, to));
    assert.notEqual(promtool(['test', 'rules', 'alerts.test.yml'], { cwd: place }).status, 0, `${from} became ${to}`);
  }
});

const freePort = () => new Promise((done) => {
  const probe = createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => done(port)); });
});

// A Prometheus with the files of the package, which scrapes the portal each second.
async function startPrometheus() {
  const folder = join(place, 'prometheus'), port = await freePort();
  mkdirSync(folder);
  writeFileSync(join(folder, 'prometheus-alerts.yml'), read('prometheus-alerts.yml'));
  writeFileSync(join(folder, 'prometheus.yml'), read('prometheus.yml').replace('15s', '1s').replace('127.0.0.1:8080', new URL(server.url).host));
  const child = spawn('prometheus', ['--config.file=prometheus.yml', `--web.listen-address=127.0.0.1:${port}`, '--storage.tsdb.path=data'],
    { cwd: folder, stdio: 'ignore' });
  const ended = new Promise((done) => { child.on('exit', done); });
  const ask = async (expr) => {
    const reply = await fetch(`http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(expr)}`).catch(() => null);
    return reply?.ok ? (await reply.json()).data.result : null;
  };
  return { ask, stop: async () => { child.kill('SIGTERM'); await ended; } };
}

test('a Prometheus scrapes the portal and answers every question of dashboard and alerts', async () => {
  const prometheus = await startPrometheus();
  try {
    await until(async () => (await prometheus.ask('up{job="wufei"}'))?.[0]?.value[1] === '1', 'the portal is scraped');
    await until(async () => (await prometheus.ask('wufei_bookings_total{outcome="booked"}'))?.length === 1, 'its bookings are known');
    const names = (await scrape()).match(/(?<=^# TYPE )\S+/gm);
    const asked = [...JSON.parse(read('grafana-dashboard.json')).panels.flatMap((panel) => panel.targets.map((target) => target.expr)),
      ...[...read('prometheus-alerts.yml').matchAll(/expr: (?:\|\n)?([^]*?)\n {8}(?=for|labels)/g)].map(([, expr]) => expr)];
    assert.ok(asked.length > 30, `${asked.length} questions`);
    for (const expr of asked) {
      assert.notEqual(await prometheus.ask(expr), null, expr);
      for (const [, name] of expr.matchAll(/\b((?:wufei|process)_\w+?)(?:_bucket)?\{/g))
        assert.ok(names.includes(name), `${name} is no metric of the portal`);
    }
    assert.equal(await prometheus.ask('up{'), null, 'a broken question is told');
  } finally {
    await prometheus.stop();
  }
});
