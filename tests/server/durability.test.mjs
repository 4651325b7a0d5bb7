import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { killUnderLoad } from './kill.mjs';
import { startServer, scratchDirectory, call, bookable, sampleRequest, bearer } from './lib.mjs';

test('kill -9 under load loses no acknowledged booking', async () => {
  const { acknowledged, lost, sound } = await killUnderLoad({ rounds: 3 });
  assert.ok(acknowledged > 50, `only ${acknowledged} bookings`);
  assert.equal(lost, 0);
  assert.ok(sound, 'wufei check passes');
});

test('SIGTERM ends with 0 and keeps the bookings', async () => {
  const server = await startServer(), place = await bookable(server.url);
  const pickup = (await call(server.url, 'POST', '/api/v1/pickups', { body: sampleRequest(place) })).json;
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
  const again = await startServer({ data: server.data });
  const seen = await call(again.url, 'GET', `/api/v1/pickups/${pickup.reference}`, { headers: bearer(pickup) });
  assert.equal(seen.status, 200);
  await again.stop();
});

test('a database that is read-only, damaged or without its key is refused at the start with the reason', async () => {
  const server = await startServer();
  await server.stop();
  const file = join(server.data, 'wufei.db'), good = readFileSync(file);
  const readOnly = Buffer.from(good);
  readOnly[18] = 3; // the format's write version: SQLite opens it read-only
  for (const [bytes, reason] of [[readOnly, /readonly/], [Buffer.alloc(4096, 0x41), /wufei\.db/]]) {
    writeFileSync(file, bytes);
    await assert.rejects(startServer({ data: server.data }), reason);
  }
  writeFileSync(file, good);
  writeFileSync(join(server.data, 'keys/personal.key'), Buffer.alloc(32));
  await assert.rejects(startServer({ data: server.data }), /not the key/);
});

test('content with a fault is refused at the start, naming file and place', async () => {
  const data = scratchDirectory(), content = scratchDirectory();
  await assert.rejects(startServer({ data, content }), /areas\.json/);
});
