// Bookings through HTTP at 64 clients against PHP-FPM behind nginx and against Fastify with better-sqlite3, and the look-up
// of one against Fastify's, in turn in the same run. Every server stores the same rows with the same durability.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bookable, sampleRequest, scratchDirectory, startServer } from '../server/lib.mjs';
import { startFastify, startPhp } from './peers/peers.mjs';
import { copyDatabase, countBookings } from './fill.mjs';
import { bookingBodies, bookingsPerSecond, figure, getPerSecond, median, roomyContent } from './http_load.mjs';

const kRounds = 5, kSeconds = 3;
const folder = scratchDirectory(), content = roomyContent(), data = join(folder, 'ours');
let ours = await startServer({ data, content });
const bodies = await bookingBodies(ours.url), place = await bookable(ours.url);
await bookingsPerSecond(ours.url, bodies, { seconds: 2 });  // a slot has its row with its first booking
await ours.stop();
const peers = [], stores = {};
for (const name of ['php', 'fastify']) {
  mkdirSync(join(folder, name));
  stores[name] = join(folder, name, 'wufei.db');
  copyDatabase(data, stores[name]);
}
ours = await startServer({ data, content });
try {
  const php = await startPhp(join(folder, 'fpm'), stores.php);
  peers.push(php);
  const fastify = await startFastify(stores.fastify);
  peers.push(fastify);
  const rounds = [];
  for (let round = -1; round < kRounds; round += 1) {
    const seconds = round < 0 ? 1 : kSeconds;  // the first warms them
    const rates = [];
    for (const { url } of [ours, php, fastify]) rates.push(await bookingsPerSecond(url, bodies, { seconds }));
    if (round < 0) continue;
    console.log(`round ${round}: ours ${rates[0].toFixed(0)}/s, PHP ${rates[1].toFixed(0)}/s, Fastify ${rates[2].toFixed(0)}/s`);
    rounds.push(rates);
  }
  figure('write_http_per_s', median(rounds.map(([mine]) => mine)));
  figure('write_vs_php', median(rounds.map(([mine, theirs]) => mine / theirs)), 1);
  figure('write_vs_fastify', median(rounds.map(([mine, , theirs]) => mine / theirs)), 1);
  for (const name of ['php', 'fastify']) if (countBookings(join(folder, name)) < 100) throw new Error(`${name} stored nothing`);
  await select(fastify);
} finally {
  for (const peer of peers) await peer.stop();
  await ours.stop();
}

// One booking by its key, as its owner's telephone reads it again: a row of the table, found by its reference.
async function select(fastify) {
  const body = sampleRequest(place);
  const find = async ({ url }) => {
    const made = await (await fetch(`${url}/api/v1/pickups`, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } })).json();
    return { url: `${url}/api/v1/pickups/${made.reference}`, headers: { Authorization: `Bearer ${made.token}` } };
  };
  const [mine, theirs] = [await find(ours), await find(fastify)], rounds = [];
  for (let round = 0; round < kRounds; round += 1)
    rounds.push([await getPerSecond(mine.url, mine), await getPerSecond(theirs.url, theirs)]);
  for (const [a, b] of rounds) console.log(`look-up: ours ${a.toFixed(0)}/s, Fastify ${b.toFixed(0)}/s`);
  figure('select_vs_fastify', median(rounds.map(([a, b]) => a / b)), 1);
}
