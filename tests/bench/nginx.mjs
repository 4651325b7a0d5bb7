// The server against nginx serving the same bytes with the same headers, on loopback, in turn, several rounds. Prints
//   figure page_vs_nginx R, indicators_json_vs_nginx R, read_small_vs_nginx R
// where R is requests per second ours over nginx's (median of the rounds). Needs nginx and wrk (scripts/setup installs both).
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../server/lib.mjs';

const TARGETS = { page: '/indicators/13', indicators_json: '/api/v1/indicators', read_small: '/api/v1/areas' };
const ROUNDS = 3, SECONDS = 1, CLIENTS = 16;
// What nginx writes by itself, or what differs from reply to reply.
const OWN = new Set(['date', 'content-length', 'content-type', 'etag', 'connection', 'keep-alive', 'x-request-id', 'last-modified', 'server', 'accept-ranges']);

const freePort = () => new Promise((done) => {
  const probe = createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => done(port)); });
});
const fetchBytes = (url) => new Promise((done, failed) => {
  http.get(url, (reply) => {
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
  for (const [name, path] of Object.entries(TARGETS)) {
    const { headers, bytes } = await fetchBytes(url + path);
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
    if (await fetchBytes(`http://127.0.0.1:${port}${TARGETS.read_small}`).then(() => true, () => false)) return child;
    await new Promise((done) => { setTimeout(done, 100); });
  }
  child.kill('SIGTERM');
  throw new Error('nginx does not answer');
}

function perSecond(url, seconds = SECONDS) {
  const said = execFileSync('wrk', ['-t1', `-c${CLIENTS}`, `-d${seconds}s`, url], { encoding: 'utf8' });
  if (/Non-2xx/.test(said)) throw new Error(said);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(said)[1]);
}
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const directory = mkdtempSync(join(tmpdir(), 'wufei-nginx-'));
const server = await startServer();
const port = await freePort();
let nginx;
try {
  await nginxConfiguration(directory, server.url, port);
  nginx = await startNginx(directory, port);
  for (const [name, path] of Object.entries(TARGETS)) {
    const ours = server.url + path, theirs = `http://127.0.0.1:${port}${path}`;
    const [one, other] = [await fetchBytes(ours), await fetchBytes(theirs)];
    if (!one.bytes.equals(other.bytes)) throw new Error(`${path}: not the same bytes`);
    for (const url of [ours, theirs]) perSecond(url, 1);
    const rounds = Array.from({ length: ROUNDS }, () => [perSecond(ours), perSecond(theirs)]);
    for (const [a, b] of rounds) console.log(`round ${name} ${one.bytes.length} B: ours ${a.toFixed(0)}/s, nginx ${b.toFixed(0)}/s`);
    console.log(`figure ${name}_vs_nginx ${median(rounds.map(([a, b]) => a / b)).toFixed(3)}`);
  }
} finally {
  if (nginx) nginx.kill('SIGTERM');
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
}
