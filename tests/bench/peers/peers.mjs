// The peers of writing, each with a copy of our own empty database: the same tables, indexes and checks, WAL and FULL.
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { until } from '../../server/lib.mjs';

const here = import.meta.dirname;
const root = process.getuid() === 0;

const freePort = () => new Promise((done) => {
  const probe = createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => done(port)); });
});

// A child of ours; ended with us.
function start(program, args, env = {}) {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } });
  let said = '', ended = false;
  child.stderr.on('data', (bytes) => { said += bytes; });
  const gone = new Promise((done) => { child.once('exit', () => { ended = true; done(); }); child.once('error', (error) => { said += error; ended = true; done(); }); });
  const emergency = () => child.kill('SIGKILL');
  process.once('exit', emergency);
  const stop = async () => { child.kill('SIGTERM'); await gone; process.off('exit', emergency); };
  return { stop, fault: () => (ended ? `${program} ended: ${said.slice(-600)}` : '') };
}

async function answering(url, ...children) {
  await until(async () => {
    for (const child of children) if (child.fault()) throw new Error(child.fault());
    return fetch(url).then(({ status }) => status === 404, () => false);
  }, `an answer of ${url}`);
}

/** Fastify and better-sqlite3, one process for each processor; `file` is the database. */
export async function startFastify(file) {
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = start(process.execPath, [join(here, 'fastify_server.mjs')],
    { PEER_DATABASE: file, PEER_PORT: new URL(url).port, PEER_PROCESSES: String(availableParallelism()) });
  await answering(`${url}/api/v1/pickups/none`, child);
  return { url, stop: child.stop };
}

/** PHP-FPM behind nginx, its workers kept alive with their connection to the database; all in `folder`. */
export async function startPhp(folder, file) {
  mkdirSync(folder);
  const port = await freePort(), socket = join(folder, 'php.sock');
  writeFileSync(join(folder, 'fpm.conf'), `[global]
error_log = ${folder}/fpm.log
daemonize = no
[www]
${root ? 'user = root\ngroup = root\n' : ''}listen = ${socket}
listen.backlog = 1024
pm = static
pm.max_children = 16
env[PEER_DATABASE] = ${file}
php_admin_value[opcache.enable] = 1
`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ');
  writeFileSync(join(folder, 'nginx.conf'), `daemon off; worker_processes auto; pid ${folder}/nginx.pid; error_log ${folder}/error.log; ${root ? 'user root;' : ''}
events { worker_connections 1024; }
http { access_log off; keepalive_requests 1000000000; ${temporary}
  upstream php { server unix:${socket}; keepalive 16; }
  server { listen 127.0.0.1:${port} backlog=1024;
    location / { fastcgi_pass php; fastcgi_keep_conn on; fastcgi_param SCRIPT_FILENAME ${here}/book.php; fastcgi_param REQUEST_METHOD $request_method;
      fastcgi_param REQUEST_URI $request_uri; fastcgi_param CONTENT_TYPE $content_type; fastcgi_param CONTENT_LENGTH $content_length; } } }
`);
  chmodSync(folder, 0o755);
  const php = start('php-fpm8.2', ['-F', '-n', '-d', 'zend_extension=opcache', '-d', 'extension=pdo', '-d', 'extension=pdo_sqlite',
    '-y', join(folder, 'fpm.conf'), ...(root ? ['-R'] : [])]);
  const nginx = start('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder]);
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => { await nginx.stop(); await php.stop(); };
  try {
    await answering(`${url}/api/v1/pickups/none`, php, nginx);
  } catch (failure) {
    await stop();
    throw failure;
  }
  return { url, stop };
}
