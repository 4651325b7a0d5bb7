// What readers wait with five million bookings stored, against ten thousand, in turn in the same run: a resident's look-up of a
// booking (the token was given), an area's open times, and a colleague's board of a day. One after the other through HTTP.
// usage: growth_read.mjs [BOOKINGS] (a multiple of ten thousand; five million unless told otherwise: about 7 GB and minutes)
// Prints growth_read_5m_vs_10k, the worst of the three ratios of medians, and each.
import { join } from 'node:path';
import { bookable, call, sampleRequest, scratchDirectory, startServer, today } from '../server/lib.mjs';
import { openAccount } from '../server/staff.mjs';
import { figure, median, roomyContent } from './http_load.mjs';
import { copyData, fillThroughHttp, multiply } from './fill.mjs';

const kRounds = 4, kAsked = 40;
const many = Number(process.argv[2] ?? 5000000);
const folder = scratchDirectory(), content = roomyContent(), base = join(folder, 'base'), big = join(folder, 'big');
await fillThroughHttp(base, content);
copyData(base, big);
multiply(big, many);

const addDays = (count) => new Date(Date.parse(today()) + count * 864e5).toISOString().slice(0, 10);

// What is asked: a name, and how number `i` is asked; each says that it was answered.
async function questions(server) {
  const place = await bookable(server.url), made = [];
  for (let i = 0; i < kAsked; i += 1)
    made.push((await call(server.url, 'POST', '/api/v1/pickups', { body: sampleRequest(place, { slot: place.slots[i % place.slots.length].id }) })).json);
  const { person } = await openAccount(server, `reader${process.pid}`, 'dispatcher');
  const { areas } = (await call(server.url, 'GET', '/api/v1/areas')).json;
  return {
    look_up: (i) => call(server.url, 'GET', `/api/v1/pickups/${made[i % kAsked].reference}`, { headers: { Authorization: `Bearer ${made[i % kAsked].token}` } }),
    slots: (i) => call(server.url, 'GET', `/api/v1/slots?area=${areas[i % areas.length].code}&category=bulky`),
    board: (i) => person.get(`/desk/pickups?date=${addDays(i % 20 + 3)}`),
  };
}

async function medianMs(ask) {
  const took = [];
  for (let i = 0; i < kAsked; i += 1) {
    const start = performance.now(), reply = await ask(i);
    took.push(performance.now() - start);
    if (reply.status !== 200) throw new Error(`answered ${reply.status}: ${reply.text?.slice(0, 200)}`);
  }
  return median(took);
}

const servers = [];
try {
  for (const data of [base, big]) servers.push(await startServer({ data, content }));
  const [few, grown] = [await questions(servers[0]), await questions(servers[1])], ratios = [];
  for (const name of Object.keys(few)) {
    const rounds = [];
    for (let round = -1; round < kRounds; round += 1) {
      const pair = [await medianMs(few[name]), await medianMs(grown[name])];
      if (round >= 0) rounds.push(pair);  // the first warms them
    }
    for (const [a, b] of rounds) console.log(`${name}: ${a.toFixed(2)} ms at ten thousand, ${b.toFixed(2)} ms at ${many}`);
    ratios.push(median(rounds.map(([a, b]) => b / a)));
    figure(`growth_read_${name}`, ratios.at(-1), 2);
  }
  figure('growth_read_5m_vs_10k', Math.max(...ratios), 2);
} finally {
  for (const server of servers) await server.stop();
}
