// Programs of others against the portal: sqlmap finds no look-up that takes SQL, slowhttptest does not make it unavailable, wrk gets
// an answer to all that it asks. Each finds the fault in a small server that has one.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { call, scratchDirectory, startServer } from './lib.mjs';

let server;
before(async () => { server = await startServer(); });
after(async () => { assert.deepEqual(await server.stop(), { code: 0, signal: null }); });

const run = (program, args) => new Promise((done) => execFile(program, args, { timeout: 90000, maxBuffer: 1 << 26 },
  (error, stdout, stderr) => done({ code: error ? error.code : 0, text: stdout + stderr })));

// A server in Python on a free port, with one fault; ends with the test.
async function faulty(script) {
  const child = spawn('/usr/bin/python3', ['-u', '-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  const port = await new Promise((done) => { createInterface({ input: child.stdout }).once('line', done); });
  const ended = new Promise((done) => { child.on('exit', done); });
  return { url: `http://127.0.0.1:${port}`, stop: async () => { child.kill('SIGKILL'); await ended; } };
}

const sqlmap = (url, more = []) => run('sqlmap', ['-u', url, '--batch', '--flush-session', '--level=1', '--risk=1', '--technique=BE', '--threads=4',
  '--disable-coloring', '--ignore-code=400,404,429', `--output-dir=${scratchDirectory()}`, ...more]);
const requests = async () => [...(await call(server.url, 'GET', '/metrics')).text.matchAll(/^wufei_http_requests_total\{[^}]*\} (\d+)$/gm)]
  .reduce((sum, [, count]) => sum + Number(count), 0);

const lookups = [['/api/v1/search?q=sofa*'], ['/api/v1/search/suggestions?q=sofa*'], ['/api/v1/guide/search?q=sofa*'], ['/api/v1/indicators?group=1*'],
  ['/open311/v2/requests.json?service_request_id=GK-222-222-222*'],
  ['/api/v1/feedback/lookup', ['--method=POST', '--headers=Content-Type: application/json', '--data={"reference":"FK-222-222-222*","phone_tail":"1234*"}']],
  ['/api/v1/pickups/lookup', ['--method=POST', '--headers=Content-Type: application/json', '--data={"reference":"WF-222-222-222*","phone_tail":"1234*"}']]];

test('sqlmap: no look-up takes SQL', async () => {
  for (const [path, more] of lookups) {
    const before = await requests(), { text } = await sqlmap(server.url + path, more);
    assert.match(text, /all tested parameters do not appear to be injectable/, `${path}:\n${text.slice(-3000)}`);
    // "appears to be injectable" is a suspicion on the way, which it then examines and, for a false one, takes back.
    assert.doesNotMatch(text, /is vulnerable|following injection point/);
    assert.ok(await requests() - before > 20, `${path} was asked ${await requests() - before} times`);
  }
});

test('sqlmap finds the look-up that does', async () => {
  const fault = await faulty(`
import sqlite3, http.server, urllib.parse
db = sqlite3.connect(':memory:', check_same_thread=False)
db.execute("CREATE TABLE t (name TEXT)"); db.execute("INSERT INTO t VALUES ('sofa')")
class H(http.server.BaseHTTPRequestHandler):
  def do_GET(self):
    q = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query).get('q', [''])[0]
    try: body = str(db.execute("SELECT name FROM t WHERE name = '" + q + "'").fetchall())
    except Exception as e: body = 'SQLite error: ' + str(e)
    self.send_response(200); self.end_headers(); self.wfile.write(('<p>' + body + '</p>').encode())
  def log_message(self, *a): pass
s = http.server.HTTPServer(('127.0.0.1', 0), H); print(s.server_port); s.serve_forever()`);
  try {
    assert.match((await sqlmap(`${fault.url}/?q=sofa`, ['--threads=1'])).text, /identified the following injection point/);
  } finally {
    await fault.stop();
  }
});

// Whether the service was there in every second that slowhttptest looked, as its CSV says, and whether it closed or kept them.
async function slow(url, kind, connections) {
  const name = join(scratchDirectory(), 'slow');
  const done = await run('slowhttptest', [...kind, '-c', String(connections), '-r', '500', '-l', '10', '-i', '3', '-p', '3', '-g', '-o', name, '-u', url]);
  const rows = readFileSync(`${name}.csv`, 'utf8').trim().split('\n'), head = rows[0].split(',');
  const seen = rows.slice(1).map((row) => Object.fromEntries(row.split(',').map((value, i) => [head[i].trim(), Number(value)])));
  return { text: done.text, seen, away: seen.filter((row) => row['Service Available'] === 0).length };
}

for (const [name, kind, path] of [['headers', ['-H', '-x', '24'], '/'], ['body', ['-B', '-s', '8192', '-x', '10', '-t', 'POST'], '/api/v1/pickups'],
  ['reading', ['-X', '-w', '512', '-y', '1024', '-n', '5', '-z', '32', '-k', '1'], '/']])
  test(`slowhttptest: slow ${name} of a thousand do not make the portal unavailable`, async () => {
    let asked = 0, over = false;
    const attack = slow(server.url + path, kind, 1000).finally(() => { over = true; });
    while (!over) {
      assert.equal((await call(server.url, 'GET', '/api/v1/areas')).status, 200);
      asked += 1;
    }
    const { seen, away, text } = await attack;
    assert.ok(seen.length >= 5 && asked > 5, `${seen.length} seconds, ${asked} requests\n${text.slice(-2000)}`);
    const reached = Math.max(...seen.map((row) => row.Connected + row.Closed));
    assert.ok(reached >= 900, `${reached} connections`);
    assert.equal(away, 0, JSON.stringify(seen));
  });

test('slowhttptest makes a server unavailable that has one worker', async () => {
  const fault = await faulty("import http.server as h; s = h.HTTPServer(('127.0.0.1', 0), h.SimpleHTTPRequestHandler); print(s.server_port); s.serve_forever()");
  try {
    assert.ok((await slow(fault.url, ['-H', '-x', '24'], 200)).away > 0);
  } finally {
    await fault.stop();
  }
});

// What wrk says of three seconds with 64 connections: requests answered, and whether each was, whole and not refused.
async function load(url) {
  const { code, text } = await run('wrk', ['-t1', '-c64', '-d3s', url]);
  return { answered: Number(/(\d+) requests in/.exec(text)?.[1] ?? 0), clean: code === 0 && !/Non-2xx|Socket errors/.test(text), text };
}

test('wrk: page, list and reply from the cache are answered whole under load, none is refused', async () => {
  for (const path of ['/', '/indicators/13', '/api/v1/areas', '/api/v1/guide/search?q=sofa']) {
    const { answered, clean, text } = await load(server.url + path);
    assert.ok(clean && answered > 100, `${path}\n${text}`);
  }
});

const answering = (reply) => `
import http.server
class H(http.server.BaseHTTPRequestHandler):
  protocol_version = 'HTTP/1.1'
  count = 0
  def do_GET(self):
    H.count += 1
${reply.replaceAll(/^/gm, '    ')}
  def log_message(self, *a): pass
s = http.server.ThreadingHTTPServer(('127.0.0.1', 0), H); s.request_queue_size = 128; print(s.server_port); s.serve_forever()`;
const faults = { 'refuses one request in ten': [`self.send_response(503 if H.count % 10 == 0 else 200)
self.send_header('Content-Length', '2'); self.end_headers(); self.wfile.write(b'ok')`, /Non-2xx or 3xx responses: \d/],
'breaks an answer off': [`self.send_response(200); self.send_header('Content-Length', '100'); self.end_headers()
self.wfile.write(b'ok' if H.count % 10 == 0 else b'x' * 100); self.close_connection = H.count % 10 == 0`, /Socket errors: [^\n]*read [1-9]/] };
for (const [fault, [reply, told]] of Object.entries(faults))
  test(`wrk tells of a server that ${fault}`, async () => {
    const portal = await faulty(answering(reply));
    try {
      const { clean, text } = await load(`${portal.url}/`);
      assert.equal(clean, false);
      assert.match(text, told);
    } finally {
      await portal.stop();
    }
  });
