// Bookings per second through HTTP, 64 clients: a million bookings stored, against ten thousand, in turn in the same run.
// usage: growth_write.mjs [BOOKINGS] (a multiple of ten thousand; a million unless told otherwise)
// The big directory has one server, which is warm after ten seconds; the small one is copied afresh for every round, for it
// would not stay small.
import { join } from 'node:path';
import { scratchDirectory, startServer } from '../server/lib.mjs';
import { bookingBodies, bookingsPerSecond, figure, median, roomyContent } from './http_load.mjs';
import { copyData, fillThroughHttp, multiply } from './fill.mjs';

const kRounds = 5, kSeconds = 3, kWarmUp = 10;
const many = Number(process.argv[2] ?? 1000000);
const folder = scratchDirectory(), content = roomyContent();
const [base, small, big] = ['base', 'small', 'big'].map((name) => join(folder, name));
await fillThroughHttp(base, content);
copyData(base, big);
multiply(big, many);

async function smallRate(bodies) {
  copyData(base, small);
  const server = await startServer({ data: small, content });
  try {
    await bookingsPerSecond(server.url, bodies, { seconds: 1 });
    return await bookingsPerSecond(server.url, bodies, { seconds: kSeconds });
  } finally {
    await server.stop();
  }
}

const server = await startServer({ data: big, content });
try {
  const bodies = await bookingBodies(server.url), rounds = [];
  await bookingsPerSecond(server.url, bodies, { seconds: kWarmUp });
  for (let round = 0; round < kRounds; round += 1) {
    const few = await smallRate(bodies), grown = await bookingsPerSecond(server.url, bodies, { seconds: kSeconds });
    console.log(`round ${round}: ${few.toFixed(0)}/s at ten thousand, ${grown.toFixed(0)}/s at ${many}`);
    rounds.push({ few, grown });
  }
  figure('write_per_s_10k_bookings', median(rounds.map(({ few }) => few)));
  figure('write_per_s_1m_bookings', median(rounds.map(({ grown }) => grown)));
  figure('growth_write_1m_vs_10k', median(rounds.map(({ few, grown }) => grown / few)), 2);
} finally {
  await server.stop();
}
