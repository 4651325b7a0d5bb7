// Two processes of the portal on one PostgreSQL 15: bookings per second of both together against one alone, in turn on the
// same server, 32 clients in all; and what is left of what was acknowledged when the primary's plug is pulled under load.
import { failOverUnderLoad, startCounty } from '../server/failover.mjs';
import { wufei } from '../server/lib.mjs';
import { bookingBodies, bookingsPerSecond, figure, median, roomyContent } from './http_load.mjs';

const kRounds = 5, kClients = 32, kSeconds = 3;

async function throughput() {
  const county = await startCounty({ standby: false, content: roomyContent() });
  try {
    const [one, two] = county.servers, bodies = await bookingBodies(one.url), rounds = [];
    for (let round = -1; round < kRounds; round += 1) {
      const seconds = round < 0 ? 1 : kSeconds;  // the first warms them
      const alone = await bookingsPerSecond(one.url, bodies, { seconds, clients: kClients });
      const both = await Promise.all([one, two].map(({ url }) => bookingsPerSecond(url, bodies, { seconds, clients: kClients / 2 })));
      if (round < 0) continue;
      rounds.push([alone, both[0] + both[1]]);
      console.log(`round ${round}: one process ${alone.toFixed(0)}/s, two ${(both[0] + both[1]).toFixed(0)}/s`);
    }
    figure('pg_write_per_s_1_process', median(rounds.map(([alone]) => alone)));
    figure('pg_write_per_s_2_processes_vs_1', median(rounds.map(([alone, both]) => both / alone)), 2);
  } finally {
    await county.stop();
  }
}

async function failOver() {
  const county = await startCounty();
  try {
    const { acknowledged, lost, seconds } = await failOverUnderLoad(county, { before: 500, after: 500 });
    figure('pg_acknowledged_before_failover', acknowledged);
    figure('pg_acknowledged_lost_after_failover', lost);
    figure('pg_failover_s', seconds, 1);
    const checked = await wufei(county.data, 'check');
    if (checked.code !== 0) throw new Error(`wufei check after the fail-over: ${checked.stdout}`);
  } finally {
    await county.stop();
  }
}

await throughput();
await failOver();
