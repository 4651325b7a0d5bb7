// Bookings through HTTP at 64 clients against PHP-FPM behind nginx and against Fastify with better-sqlite3, and the free times
// and the look-up of one against Fastify's, in turn in the same run. Every server stores the same rows with the same durability.
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
  await find(fastify);
} finally {
  for (const peer of peers) await peer.stop();
  await ours.stop();
}

// What people ask for most of all that is read from the database: the free times of one area and category, as the client asks for
// them: some forty rows of a table. Every row has been booked, so that both have them; with and without bookings meanwhile. Ours keeps the
// bytes until something is committed, which it asks the database each time (ADR 0042); Fastify reads the rows each time.
async function select(fastify) {
  const path = `/api/v1/slots?area=${place.area.code}&category=${place.category.id}`, rounds = [], busy = [];
  const counts = await Promise.all([ours, fastify].map(async ({ url }) => (await (await fetch(url + path)).json()).slots.length));
  if (counts[0] < 18 || counts[0] !== counts[1]) throw new Error(`${counts[0]} and ${counts[1]} rows`);
  for (let round = 0; round < kRounds; round += 1) {
    rounds.push([await getPerSecond(ours.url + path), await getPerSecond(fastify.url + path)]);
    busy.push([await whileBooking(ours.url, path), await whileBooking(fastify.url, path)]);
  }
  for (const [i, [a, b]] of rounds.entries())
    console.log(`free times: ours ${a.toFixed(0)}/s, Fastify ${b.toFixed(0)}/s; while booking ${busy[i][0].toFixed(0)}/s, ${busy[i][1].toFixed(0)}/s`);
  figure('select_vs_fastify', median(rounds.map(([a, b]) => a / b)), 1);
  figure('select_while_booking_vs_fastify', median(busy.map(([a, b]) => a / b)), 1);
}

// The same while four clients book without a pause.
async function whileBooking(url, path) {
  const [rate, booked] = await Promise.all([getPerSecond(url + path), bookingsPerSecond(url, bodies, { clients: 4, seconds: 3 })]);
  if (booked < 20) throw new Error(`only ${booked.toFixed(0)} bookings a second meanwhile`);
  console.log(`  ${booked.toFixed(0)} bookings/s meanwhile`);
  return rate;
}

// One booking by its key, as its owner's telephone reads it again. Ours checks the token, opens what is sealed and tells the history.
async function find(fastify) {
  const body = sampleRequest(place);
  const made = async ({ url }) => {
    const booked = await (await fetch(`${url}/api/v1/pickups`, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } })).json();
    return { url: `${url}/api/v1/pickups/${booked.reference}`, headers: { Authorization: `Bearer ${booked.token}` } };
  };
  const [mine, theirs] = [await made(ours), await made(fastify)], rounds = [];
  for (let round = 0; round < kRounds; round += 1)
    rounds.push([await getPerSecond(mine.url, mine), await getPerSecond(theirs.url, theirs)]);
  for (const [a, b] of rounds) console.log(`look-up: ours ${a.toFixed(0)}/s, Fastify ${b.toFixed(0)}/s`);
  figure('find_vs_fastify', median(rounds.map(([a, b]) => a / b)), 1);
}
