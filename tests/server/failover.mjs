// One county on a PostgreSQL with a synchronous standby, served by several processes, and what happens to what was
// acknowledged when the primary's plug is pulled under load. Shared by the test and the measurement.
import { bookable, call, contentWithDays, sampleRequest, scratchDirectory, startServer, until } from './lib.mjs';
import { placeStore, Postgres } from './postgres.mjs';

/** Resolves with {primary, standby, data, servers, stop}: `processes` of the portal on one durable primary and its standby. */
export async function startCounty({ processes = 2, standby: wanted = true, content = contentWithDays(100000) } = {}) {
  const county = { servers: [], primary: await Postgres.start({ durable: true }) };
  county.stop = async () => {
    for (const server of county.servers) await server.stop();
    await county.standby?.stop();
    await county.primary.stop();
  };
  try {
    const address = county.primary.database('wufei');
    if (wanted) county.standby = await county.primary.standby();
    county.data = placeStore(scratchDirectory(), wanted ? county.primary.address('wufei', county.standby) : address);
    for (let i = 0; i < processes; i += 1) county.servers.push(await startServer({ data: county.data, content, logLevel: 'info', args: ['--trusted-proxy', '127.0.0.1'] }));
    return county;
  } catch (failure) {
    await county.stop();
    throw failure;
  }
}

/**
 * Books under load at all processes, kills the primary, promotes the standby and books on. Each client sends a booking until
 * somebody acknowledges it, with one key, to any process. Resolves with {acknowledged, refused, lost, seconds}: counts, and
 * the time from the kill to the first acknowledgement by the new primary.
 */
export async function failOverUnderLoad({ primary, standby, servers }, { clients = 16, before = 100, after = 100 } = {}) {
  const places = [], acknowledged = new Map();
  for (let areaIndex = 0; areaIndex < 4; areaIndex += 1)
    places.push(await bookable(servers[0].url, { areaIndex: 2 + areaIndex, categoryIndex: 1 }));
  let over = false, promoted = false, back = 0, refused = 0;
  const client = async (seed) => {
    for (let i = seed; !over; i += clients) {
      const place = places[i % places.length], slot = place.slots[Math.floor(i / 8) % place.slots.length].id;
      const body = JSON.stringify(sampleRequest(place, { slot })), key = `load-${i}`;
      for (let tries = 0; !over || tries > 0; tries += 1) {
        const reply = await call(servers[(i + tries) % servers.length].url, 'POST', '/api/v1/pickups',
          { body, headers: { 'Idempotency-Key': key, 'Content-Type': 'application/json' } }).catch(() => null);
        if (reply?.status === 201) {
          if (promoted && !back) back = Date.now();
          acknowledged.set(reply.json.reference, reply.json.token);
        }
        if (!reply || reply.status >= 500) refused += 1;
        else break;
        await new Promise((wake) => { setTimeout(wake, 50); });
      }
    }
  };
  const running = Array.from({ length: clients }, (_, seed) => client(seed));
  await until(() => acknowledged.size > before, 'the load');
  const killed = Date.now();
  primary.kill();
  await until(() => refused > 0, 'refusals while nobody is primary');
  standby.promote();
  promoted = true;
  await until(() => back, 'service');
  const then = acknowledged.size;
  await until(() => acknowledged.size > then + after, 'the load after it');
  over = true;
  await Promise.all(running);
  let lost = 0;
  for (const [reference, token] of acknowledged) {
    const reply = await call(servers.at(-1).url, 'GET', `/api/v1/pickups/${reference}`, { headers: { Authorization: `Bearer ${token}` } });
    if (reply.status !== 200) lost += 1;
  }
  return { acknowledged: acknowledged.size, refused, lost, seconds: (back - killed) / 1000 };
}
