// Books under load, kills the server with SIGKILL, starts it again and looks for every booking that was acknowledged.
import { startServer, call, bookable, sampleRequest, scratchDirectory, contentWithDays, until, wufei } from './lib.mjs';

/**
 * Resolves with {acknowledged, lost, sound}: counts over `rounds` kills; sound = `wufei check` after the last.
 * `content` must have places for rounds * (perRound + clients) bookings within a few days.
 */
export async function killUnderLoad({ rounds, clients = 32, perRound = 60, content = contentWithDays(100000) }) {
  const data = scratchDirectory(), acknowledged = new Map();
  let server = await startServer({ data, content });
  for (let round = 0; round < rounds; round += 1) {
    await loadUntilKilled(server, { clients, perRound, acknowledged, round });
    server = await startServer({ data, content });
  }
  let lost = 0;
  for (const [reference, token] of acknowledged) {
    const reply = await call(server.url, 'GET', `/api/v1/pickups/${reference}`, { headers: { Authorization: `Bearer ${token}` } });
    if (reply.status !== 200) lost += 1;
  }
  const sound = (await wufei(data, 'check')).code === 0;
  await server.stop();
  return { acknowledged: acknowledged.size, lost, sound };
}

async function loadUntilKilled(server, { clients, perRound, acknowledged, round }) {
  const places = [];
  for (let areaIndex = 0; areaIndex < 4; areaIndex += 1)
    places.push(await bookable(server.url, { areaIndex, categoryIndex: round % 4 }));
  let down = false;
  const client = async (seed) => {
    for (let i = seed; !down; i += clients) {
      const place = places[i % places.length], slot = place.slots[Math.floor(i / 16) % place.slots.length].id;
      const reply = await call(server.url, 'POST', '/api/v1/pickups', { body: sampleRequest(place, { slot }) }).catch(() => null);
      if (reply?.status === 201) acknowledged.set(reply.json.reference, reply.json.token);
    }
  };
  const running = Array.from({ length: clients }, (_, seed) => client(seed));
  const wanted = acknowledged.size + perRound;
  await until(() => acknowledged.size >= wanted, 'the load');
  await server.kill();
  down = true;
  await Promise.all(running);
}
