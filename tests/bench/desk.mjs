// The desk's answers with a hundred thousand sealed bookings, through HTTP, one colleague after the other: a day's board,
// and searches by a name, an address, the end of a number, a whole number. Each look is on the record as always.
// usage: desk.mjs BINARY_THAT_FILLS
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { scratchDirectory, startServer, today } from '../server/lib.mjs';
import { openAccount } from '../server/staff.mjs';

const kBookings = 100000, kRounds = 60;
const data = join(scratchDirectory(), 'data');
execFileSync(process.argv[2], [data, String(kBookings)], { stdio: 'inherit' });
const server = await startServer({ data });

const addDays = (count) => new Date(Date.parse(today()) + count * 864e5).toISOString().slice(0, 10);
const number = (i) => `138${String(100000000 + i).slice(1)}`;

async function p95(person, pathOf) {
  const took = [];
  for (let i = 0; i < kRounds; i += 1) {
    const start = performance.now(), reply = await person.get(pathOf(i));
    took.push(performance.now() - start);
    if (reply.status !== 200) throw new Error(`${pathOf(i)}: ${reply.status}`);
  }
  return took.sort((a, b) => a - b)[Math.floor(kRounds * 0.95)].toFixed(1);
}

try {
  const { person } = await openAccount(server, 'wang', 'dispatcher');
  const board = (day, words) => `/desk/pickups?date=${day}${words ? `&q=${encodeURIComponent(words)}` : ''}`;
  await person.get(board(today()));
  console.log(`figure board_ms_p95_100k_bookings ${await p95(person, (i) => board(addDays(-i)))}`);
  const searches = [(i) => `Li ${i * 37}`, (i) => `house ${90000 + i}`, (i) => number(99000 + i).slice(-4), (i) => number(i * 1000)];
  console.log(`figure search_ms_p95_100k_bookings ${await p95(person, (i) => board(addDays(-i % 30), searches[i % 4](i)))}`);
} finally {
  await server.stop();
}
