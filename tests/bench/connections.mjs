// What others notice while thousands of connections do nothing, or send a request byte by byte: the longest of many probes
// of /healthz, each on a connection that is kept, and of some on a new one; and the memory of the server meanwhile.
// Prints probe_ms_max_idle_10000, probe_ms_max_slow_2000, rss_mb, and beside them probe_ms_max_alone: the same probes of the
// same server before, for what the machine itself does to them. The longest of a round; of three rounds the middle one.
import net from 'node:net';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { startServer } from '../server/lib.mjs';
import { figure, median } from './http_load.mjs';

const kIdle = 10000, kSlow = 2000, kProbes = 300, kRounds = 3, kAtOnce = 200;
const kAddresses = 5;  // of one address the server takes 4,000

// Opened `kAtOnce` at a time; resolves when each has what `greeted` waits for.
async function openMany(port, count, greeted) {
  const sockets = [];
  for (let first = 0; first < count; first += kAtOnce) {
    const some = Array.from({ length: Math.min(kAtOnce, count - first) }, (_, i) => new Promise((done, failed) => {
      const socket = net.connect({ port, host: '127.0.0.1', localAddress: `127.0.0.${2 + ((first + i) % kAddresses)}`, noDelay: true });
      socket.on('error', failed);
      socket.once('close', () => { socket.lost = true; });
      socket.once('connect', () => greeted(socket, () => done(socket), failed));
    }));
    sockets.push(...await Promise.all(some));
  }
  return sockets;
}

// A request first: an idle connection is one that was used and is kept.
function used(socket, done, failed) {
  socket.once('data', (bytes) => (bytes.toString().startsWith('HTTP/1.1 200') ? done() : failed(new Error(bytes.toString().slice(0, 60)))));
  socket.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
}
const begun = (socket, done) => socket.write('GET /healthz HTTP/1.1\r\nHo', done);

function ask(socket) {
  const start = performance.now();
  return new Promise((done, failed) => {
    socket.once('data', (bytes) => {
      if (bytes.toString().startsWith('HTTP/1.1 200')) done(performance.now() - start);
      else failed(new Error(bytes.toString().slice(0, 60)));
    });
    socket.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  });
}
const connected = (port) => new Promise((done, failed) => {
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
  socket.once('error', (error) => { failed(error); throw error; });
  socket.once('connect', () => done(socket));
});

// The longest of `kProbes`, every tenth on a connection of its own.
async function longestProbe(port) {
  const kept = await connected(port);
  let longest = 0;
  for (let i = 0; i < kProbes; i += 1) {
    const own = i % 10 === 0 ? await connected(port) : null;
    longest = Math.max(longest, await ask(own ?? kept));
    own?.destroy();
    await pause(2);
  }
  kept.destroy();
  return longest;
}

async function rounds(port, meanwhile = async () => {}) {
  const longest = [];
  for (let round = 0; round < kRounds; round += 1) {
    await meanwhile();
    longest.push(await longestProbe(port));
  }
  return median(longest);
}
const rssMb = (server) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))[1]) / 1024;
function stillOpen(sockets) {
  const lost = sockets.filter((socket) => socket.lost).length;
  if (lost) throw new Error(`${lost} of ${sockets.length} connections were closed`);
}

const server = await startServer(), port = Number(new URL(server.url).port);
try {
  await rounds(port);
  figure('probe_ms_max_alone', await rounds(port), 1);
  const idle = await openMany(port, kIdle, used);
  figure('probe_ms_max_idle_10000', await rounds(port), 1);
  stillOpen(idle);
  figure('rss_mb', rssMb(server));
  for (const socket of idle) socket.destroy();
  const slow = await openMany(port, kSlow, begun);
  // One byte of a header that has no end, from each, before a round and through it.
  let over = false;
  const trickle = (async () => {
    while (!over) for (let i = 0; i < slow.length && !over; i += 100) {
      for (const socket of slow.slice(i, i + 100)) socket.write('o');
      await pause(10);
    }
  })();
  const longest = await rounds(port);
  over = true;
  await trickle;
  stillOpen(slow);
  figure('probe_ms_max_slow_2000', longest, 1);
  for (const socket of slow) socket.destroy();
} finally {
  await server.stop();
}
