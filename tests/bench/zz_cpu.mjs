import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchDirectory, startServer } from '../server/lib.mjs';
import { bookingBodies, bookingsPerSecond, roomyContent, median } from './http_load.mjs';
process.setMaxListeners(50);
const content = roomyContent(), variants = process.argv.slice(2);  // workers|ENV=..,ENV=..
const rounds = Number(process.env.ROUNDS ?? 3);
const cpu = (pid) => { const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' '); return [Number(f[11]), Number(f[12])]; };
const servers = [];
for (const v of variants) { const [w, e] = v.split('|'); servers.push(await startServer({ data: join(scratchDirectory(), 'd'), content, args: ['--workers', w], env: Object.fromEntries((e ?? '').split(',').filter(Boolean).map((x) => x.split('='))) })); }
const bodies = await bookingBodies(servers[0].url);
const out = variants.map(() => []);
for (let r = 0; r <= rounds; r++) for (const [i, s] of servers.entries()) {
  const before = cpu(s.child.pid), rate = await bookingsPerSecond(s.url, bodies, { seconds: r ? 2 : 1 }), after = cpu(s.child.pid);
  if (r) out[i].push({ rate, us: (after[0] + after[1] - before[0] - before[1]) * 1e4 / (rate * 2), sys: (after[1] - before[1]) * 1e4 / (rate * 2) });
}
for (const [i, n] of variants.entries()) console.log(n.padEnd(50), 'rate', median(out[i].map((x) => x.rate)).toFixed(0), 'cpu µs', median(out[i].map((x) => x.us)).toFixed(0), 'sys', median(out[i].map((x) => x.sys)).toFixed(0));
for (const s of servers) await s.stop();
