// A disk that is full, that fails to keep what was written (EIO of fsync), that turned read-only, that is slow: clear answers, reading goes on, nothing
// acknowledged is lost, and the service is back when the disk is. The full one is a small tmpfs, which needs root.
import { describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bearer, bookable, call, sampleRequest, scratchDirectory, startServer, until, wufei } from './lib.mjs';

// Side by side: most of them wait until the server looks at its database the next time, 10 s at most.
const together = [], test = (...one) => together.push(one);

const pickups = '/api/v1/pickups';
const book = (server, place, key) => call(server.url, 'POST', pickups, { body: sampleRequest(place), headers: { 'Idempotency-Key': key } });
const again = (server, request, key) => call(server.url, 'POST', pickups, { body: request, headers: { 'Idempotency-Key': key } });

// Every one of them is there after the power went, and database and access log are whole.
async function allThere(server, kept) {
  await server.kill();
  const checked = await wufei(server.data, 'check'), verified = await wufei(server.data, 'verify');
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
  assert.equal(verified.code, 0, verified.stdout + verified.stderr);
  const next = await startServer({ data: server.data });
  for (const pickup of kept)
    assert.equal((await call(next.url, 'GET', `${pickups}/${pickup.reference}`, { headers: bearer(pickup) })).status, 200);
  return next;
}

// Refused in words, while what is only read is answered.
async function refusesWriting(server, place, request, key) {
  const refused = await again(server, request, key);
  assert.equal(refused.status, 503);
  assert.match(refused.json.detail, /稍后再试/);
  await until(async () => (await call(server.url, 'GET', '/readyz')).status === 503, 'the next look at the database');
  assert.equal((await call(server.url, 'GET', '/api/v1/areas')).status, 200);
  assert.equal((await call(server.url, 'GET', '/healthz')).status, 200);
}

async function onShim() {
  const folder = realpathSync(scratchDirectory()), library = join(folder, 'disk_shim.so');
  execFileSync('cc', ['-shared', '-fPIC', '-o', library, join(import.meta.dirname, 'disk_shim.c'), '-ldl']);
  const server = await startServer({ data: join(folder, 'data'), env: { LD_PRELOAD: library, WUFEI_DISK: folder } });
  return { server, set: (what) => writeFileSync(join(folder, what), ''), unset: (what) => rmSync(join(folder, what)) };
}

const survives = (what) => async () => {
  const { server, set, unset } = await onShim(), place = await bookable(server.url);
  const before = await book(server, place, 'before'), request = sampleRequest(place);
  assert.equal(before.status, 201, before.text);
  set(what);
  await refusesWriting(server, place, request, 'meanwhile');
  assert.match(server.errors(), /disk I\/O error/);
  unset(what);
  const meanwhile = await again(server, request, 'meanwhile'), repeated = await again(server, request, 'meanwhile');
  assert.equal(meanwhile.status, 201, meanwhile.text);
  assert.equal(repeated.json.reference, meanwhile.json.reference);
  const next = await allThere(server, [before.json, meanwhile.json]);
  await next.stop();
};
test('what the disk did not keep is not acknowledged; what was acknowledged survives the power', survives('fail'));
test('nor is what a disk does not take that has become read-only', survives('readonly'));

test('while the disk takes its time, whoever reads does not wait for whoever books', async () => {
  const { server, set, unset } = await onShim(), place = await bookable(server.url), earlier = (await book(server, place, 'earlier')).json;
  set('slow');
  let done = false;
  const booking = book(server, place, 'slow').then((reply) => { done = true; return reply; });
  for (let i = 0; i < 20; i += 1) {
    assert.equal((await call(server.url, 'GET', `${pickups}/${earlier.reference}`, { headers: bearer(earlier) })).status, 200);
    assert.equal((await call(server.url, 'GET', '/api/v1/areas')).status, 200);
  }
  assert.equal(done, false, 'the booking is not acknowledged before the disk has it');
  unset('slow');
  assert.equal((await booking).status, 201);
  await server.stop();
});

test('a full disk refuses bookings in words, and takes them when there is room again', async (t) => {
  const disk = scratchDirectory();
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk]).status !== 0) return t.skip('no disk can be mounted here');
  let server;
  try {
    mkdirSync(join(disk, 'data'));
    server = await startServer({ data: join(disk, 'data') });
    const place = await bookable(server.url), before = await book(server, place, 'before'), request = sampleRequest(place);
    spawnSync('dd', ['if=/dev/zero', `of=${disk}/fill`, 'bs=4096']);
    await refusesWriting(server, place, request, 'full');
    rmSync(join(disk, 'fill'));
    const after = await again(server, request, 'full');
    assert.equal(after.status, 201, after.text);
    server = await allThere(server, [before.json, after.json]);
  } finally {
    await server?.stop();
    spawnSync('umount', [disk]);
  }
});

describe('a disk that fails, is slow, is full', { concurrency: true }, () => { for (const one of together) it(...one); });
