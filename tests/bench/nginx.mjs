// The server against nginx serving the same bytes with the same headers, on loopback, in turn, many short rounds. Prints
//   figure page_vs_nginx R, indicators_json_vs_nginx R, read_small_vs_nginx R, static_br_vs_nginx R
// where R is requests per second ours over nginx's (median of the rounds); the steadier second measure is what a request
// costs of processors, ours and nginx's:
//   figure page_cpu_us_per_request U, page_nginx_cpu_us_per_request U, ...
// read_varied: as read_small, no request's head like the one before. read_logged: as read_small, our server with its log
// as delivered (a line for each request, into a file), nginx as ever without one. With names as arguments only those.
// Needs nginx and wrk (scripts/setup installs both).
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { binary, contentDirectory } from '../server/lib.mjs';

const root = resolve(import.meta.dirname, '../..');
const client = readdirSync(join(root, 'build/wasm/assets')).find((name) => /^app\..*\.wasm$/.test(name));
const TARGETS = {
  page: { path: '/indicators/13' },
  indicators_json: { path: '/api/v1/indicators' },
  read_small: { path: '/api/v1/areas' },
  static_br: { path: `/assets/${client}`, headers: { 'accept-encoding': 'br' } },
  read_varied: { path: '/api/v1/areas', varied: true },
  read_logged: { path: '/api/v1/areas', logged: true },
};
const ROUNDS = 9, SECONDS = 1, CLIENTS = 16, MICROSECONDS_PER_TICK = 10000;
// What nginx writes by itself, or what differs from reply to reply.
const OWN = new Set(['date', 'content-length', 'content-type', 'etag', 'connection', 'keep-alive', 'x-request-id', 'last-modified', 'server', 'accept-ranges']);

const freePort = () => new Promise((done) => {
  const probe = createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => done(port)); });
});
const fetchBytes = (url, headers = {}) => new Promise((done, failed) => {
  http.get(url, { headers }, (reply) => {
    const parts = [];
    reply.on('data', (part) => parts.push(part));
    reply.on('end', () => (reply.statusCode === 200 ? done({ headers: reply.headers, bytes: Buffer.concat(parts) })
      : failed(new Error(`${url}: ${reply.statusCode}`))));
  }).on('error', failed);
});

// One location per target: the body in a file, the headers by add_header.
async function nginxConfiguration(directory, url, port) {
  mkdirSync(join(directory, 'files'));
  const locations = [];
  for (const [name, { path, headers: asked, varied, logged }] of Object.entries(TARGETS)) {
    if (varied || logged) continue;  // the same location
    const { headers, bytes } = await fetchBytes(url + path, asked);
    writeFileSync(join(directory, 'files', name), bytes);
    const lines = Object.entries(headers).filter(([key]) => !OWN.has(key))
      .map(([key, value]) => `add_header ${key} "${value.replaceAll('"', '\\"')}";`);
    locations.push(`location = ${path} { alias ${directory}/files/${name}; types {} default_type "${headers['content-type']}"; ${lines.join(' ')} }`);
  }
  writeFileSync(join(directory, 'nginx.conf'), `
daemon off; worker_processes auto; pid ${directory}/nginx.pid; error_log ${directory}/error.log; ${process.getuid() === 0 ? 'user root;' : ''}
events { worker_connections 1024; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_timeout 60; keepalive_requests 1000000000; open_file_cache max=100 inactive=60s;
  client_body_temp_path ${directory}/body; proxy_temp_path ${directory}/proxy; fastcgi_temp_path ${directory}/fastcgi; uwsgi_temp_path ${directory}/uwsgi; scgi_temp_path ${directory}/scgi;
  server { listen 127.0.0.1:${port} backlog=1024; ${locations.join('\n')} } }\n`);
}

async function startNginx(directory, port) {
  const child = spawn('nginx', ['-c', join(directory, 'nginx.conf'), '-p', directory], { stdio: 'ignore' });
  process.once('exit', () => child.kill('SIGTERM'));
  for (let i = 0; i < 50; i += 1) {
    if (await fetchBytes(`http://127.0.0.1:${port}${TARGETS.read_small.path}`).then(() => true, () => false)) return child;
    await new Promise((done) => { setTimeout(done, 100); });
  }
  child.kill('SIGTERM');
  throw new Error('nginx does not answer');
}

// `log`: the file for a log as delivered; without it warnings only.
async function startOurs(directory, log) {
  const child = spawn(binary, ['serve', '--listen', '127.0.0.1:0', '--data', directory, '--content', contentDirectory,
    '--www', join(root, 'build/wasm'), ...(log ? [] : ['--log-level', 'warn'])],
  { stdio: ['ignore', 'pipe', log ? openSync(log, 'w') : 'inherit'] });
  process.once('exit', () => child.kill('SIGTERM'));
  const url = await new Promise((done, failed) => {
    let said = '';
    child.stdout.on('data', (bytes) => { const found = /http:\S+/.exec(said += bytes); if (found) done(found[0]); });
    child.once('exit', (code) => failed(new Error(`wufei ended with ${code}`)));
  });
  return { url, child };
}

// Of a process and those it started, so far, in microseconds.
function cpuTime({ pid }) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  const of = (one) => readFileSync(`/proc/${one}/stat`, 'utf8').split(') ').at(-1).split(' ').slice(11, 13).map(Number);
  return [pid, ...children].flatMap(of).reduce((sum, ticks) => sum + ticks, 0) * MICROSECONDS_PER_TICK;
}

// { rate: requests per second, cpu: microseconds of processors a request }
function measure({ child, url }, target) {
  const fields = Object.entries(target.headers ?? {}).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const script = target.varied ? ['-s', join(import.meta.dirname, 'varied.lua')] : [];
  const before = cpuTime(child);
  const said = execFileSync('wrk', ['-t1', `-c${CLIENTS}`, `-d${SECONDS}s`, ...fields, ...script, url + target.path], { encoding: 'utf8' });
  if (/Non-2xx|Socket errors/.test(said)) throw new Error(said);
  return { rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(said)[1]),
    cpu: (cpuTime(child) - before) / Number(/(\d+) requests in/.exec(said)[1]) };
}
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function compare(name, ours, theirs) {
  const target = TARGETS[name];
  const [one, other] = await Promise.all([ours, theirs].map(({ url }) => fetchBytes(url + target.path, target.headers)));
  if (!one.bytes.equals(other.bytes)) throw new Error(`${target.path}: not the same bytes`);
  for (const server of [ours, theirs]) measure(server, target);
  const rounds = Array.from({ length: ROUNDS }, () => [measure(ours, target), measure(theirs, target)]);
  const of = (side, what) => rounds.map((round) => round[side][what]);
  console.log(`${name} ${one.bytes.length} B: ours ${median(of(0, 'rate')).toFixed(0)}/s (${of(0, 'rate').map((rate) => rate.toFixed(0)).join(' ')}), `
    + `nginx ${median(of(1, 'rate')).toFixed(0)}/s (${of(1, 'rate').map((rate) => rate.toFixed(0)).join(' ')})`);
  console.log(`figure ${name}_vs_nginx ${median(rounds.map(([a, b]) => a.rate / b.rate)).toFixed(3)}`);
  console.log(`figure ${name}_cpu_us_per_request ${median(of(0, 'cpu')).toFixed(2)}`);
  console.log(`figure ${name}_nginx_cpu_us_per_request ${median(of(1, 'cpu')).toFixed(2)}`);
}

const directory = mkdtempSync(join(tmpdir(), 'wufei-nginx-'));
const started = [];
const start = async (...given) => { const server = await startOurs(...given); started.push(server.child); return server; };
try {
  const ours = await start(join(directory, 'ours')), logged = await start(join(directory, 'logged'), join(directory, 'log'));
  const port = await freePort();
  await nginxConfiguration(directory, ours.url, port);
  const theirs = { url: `http://127.0.0.1:${port}`, child: await startNginx(directory, port) };
  started.push(theirs.child);
  for (const name of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(TARGETS))
    await compare(name, TARGETS[name].logged ? logged : ours, theirs);
} finally {
  await Promise.all(started.map((child) => new Promise((done) => { child.once('exit', done); child.kill('SIGTERM'); })));
  rmSync(directory, { recursive: true, force: true });
}
