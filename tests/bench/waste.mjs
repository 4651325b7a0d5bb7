// Records of waste through HTTP: a party's balances and the leaders' page over a ledger of a million rows, and signatures of
// drivers at 64 clients beside bookings of the same server in the same run.
// usage: waste.mjs BINARY_THAT_FILLS [ROWS]
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { call, scratchDirectory, startServer, wufei } from '../server/lib.mjs';
import { keyOf, openAccount } from '../server/staff.mjs';
import { bookingBodies, bookingsPerSecond, figure, median, postsPerSecond, roomyContent } from './http_load.mjs';

const fill = process.argv[2], kRows = Number(process.argv[3] ?? 1_000_000), kRecords = 36_000;
const kLooks = 60, kRounds = 3, kSeconds = 2, kDrivers = 8, kParties = 400;
const carrier = '9137152400000000CX', plate = 'LUP12345';

function filled(what, count) {
  const data = join(scratchDirectory(), 'data');
  execFileSync(fill, [data, what, String(count)], { stdio: 'inherit' });
  return data;
}

async function p95(person, pathOf, expected, first = () => {}) {
  const took = [];
  for (let i = 0; i < kLooks; i += 1) {
    first(i);
    const start = performance.now(), reply = await person.get(pathOf(i));
    took.push(performance.now() - start);
    if (reply.status !== 200 || !expected.test(reply.text)) throw new Error(`${pathOf(i)}: ${reply.status}`);
  }
  return took.sort((a, b) => a - b)[Math.floor(kLooks * 0.95)];
}

async function ledger() {
  const data = filled('ledger', kRows), server = await startServer({ data });
  const suffix = kRows === 1_000_000 ? '1m' : String(kRows);
  try {
    const { person } = await openAccount(server, 'wang', 'officer');
    const balances = (i) => `/desk/waste/ledger?party=${(i * 37) % kParties + 6}`;  // the first five are without rows
    await person.get(balances(0));
    figure(`ledger_balance_ms_${suffix}_entries`, await p95(person, balances, /SW|<table/), 1);
    await person.get('/desk/waste/screen');
    // What is kept until something is committed is summed up anew for each look: somebody commits before it.
    const commit = (i) => execFileSync('sqlite3', [join(data, 'wufei.db'), `PRAGMA busy_timeout = 5000; REPLACE INTO meta (name, value) VALUES ('bench', '${i}')`]);
    figure(`screen_ms_${suffix}_entries`, await p95(person, () => '/desk/waste/screen', /<svg/, commit), 1);
    figure(`screen_kept_ms_${suffix}_entries`, await p95(person, () => '/desk/waste/screen', /<svg/), 1);
  } finally {
    await server.stop();
  }
}

/** Cookies and the forms' key of drivers of the carrier. */
async function drivers(server) {
  const found = [];
  for (let i = 0; i < kDrivers; i += 1) {
    const { person } = await openAccount(server, `driver${i}`, 'enterprise');
    const joined = await wufei(server.data, 'waste', 'member', carrier, `driver${i}`, '--role', 'driver');
    if (joined.code !== 0) throw new Error(joined.stderr);
    const page = await person.get('/desk/waste/road');
    found.push({ cookie: [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; '), page, person });
  }
  return found;
}

async function signatures() {
  const data = filled('issued', kRecords), server = await startServer({ data, content: roomyContent() });
  try {
    const people = await drivers(server);
    const numbers = execFileSync('sqlite3', [join(data, 'wufei.db'), "SELECT number, version FROM waste_manifest WHERE state = 'issued' ORDER BY number"],
      { encoding: 'utf8' }).trim().split('\n').map((line) => line.split('|'));
    const record = await people[0].person.get(`/desk/waste/manifests/${numbers[0][0]}`);
    for (const one of people) one.key = keyOf(await one.person.get(`/desk/waste/manifests/${numbers[0][0]}`));
    if (record.status !== 200) throw new Error(`a record: ${record.status}`);
    const posts = numbers.map(([number, version], i) => {
      const { key, cookie } = people[i % kDrivers];
      return { path: `/desk/waste/manifests/${number}/step`, cookie,
        body: new URLSearchParams({ form_key: key, step: 'take_over', version, vehicle: plate, driver: '李司机', loaded: '10' }).toString() };
    });
    const bodies = await bookingBodies(server.url), rounds = [];
    await bookingsPerSecond(server.url, bodies, { seconds: 1 });
    const part = Math.floor(posts.length / kRounds);
    for (let round = 0; round < kRounds; round += 1) {
      const booked = await bookingsPerSecond(server.url, bodies, { seconds: kSeconds });
      const signed = await postsPerSecond(server.url, posts.slice(round * part, (round + 1) * part), { seconds: kSeconds });
      console.log(`round ${round}: signatures ${signed.toFixed(0)}/s, bookings ${booked.toFixed(0)}/s`);
      rounds.push([signed, booked]);
    }
    const kept = execFileSync('sqlite3', [join(data, 'wufei.db'), "SELECT count(*) FROM waste_manifest_signature WHERE kind = 'transport'"], { encoding: 'utf8' });
    const counted = rounds.reduce((sum, [signed]) => sum + signed * kSeconds, 0);
    if (Number(kept) < counted * 0.95) throw new Error(`${kept.trim()} signatures are kept of ${counted.toFixed(0)}`);
    figure('manifest_sign_per_s', median(rounds.map(([signed]) => signed)));
    figure('manifest_sign_vs_booking', median(rounds.map(([signed, booked]) => signed / booked)), 2);
  } finally {
    await server.stop();
  }
}

await ledger();
await signatures();
