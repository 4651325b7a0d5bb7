import { join } from 'node:path';
import { scratchDirectory, startServer } from '../server/lib.mjs';
import { bookingBodies, bookingsPerSecond, roomyContent, median } from './http_load.mjs';
const content = roomyContent(), variants = process.argv.slice(2);  // workers:gather:share
const servers = [];
for (const v of variants) { const [w, g, sh] = v.split(':'); servers.push(await startServer({ data: join(scratchDirectory(), 'd'), content, args: ['--workers', w], env: { WUFEI_GATHER: g, WUFEI_SHARE: sh } })); }
const bodies = await bookingBodies(servers[0].url);
const rates = variants.map(() => []);
for (let r = 0; r < 4; r++) for (const [i, s] of servers.entries()) rates[i].push(await bookingsPerSecond(s.url, bodies, { seconds: r ? 2 : 1 }));
for (const [i, n] of variants.entries()) console.log(n, median(rates[i].slice(1)), rates[i].map(Math.round).join(' '));
for (const s of servers) await s.stop();
