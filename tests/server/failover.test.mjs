// Two processes of the portal on one PostgreSQL with a standby: they serve one county together, and when the primary's
// plug is pulled under load, no booking that was acknowledged is lost and none is made twice.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { bearer, bookable, call, sampleRequest, until, wufei } from './lib.mjs';
import { failOverUnderLoad, startCounty } from './failover.mjs';
import { missing } from './postgres.mjs';

describe('one county, two processes, a primary and its standby', { skip: missing || false }, () => {
  let county, primary, standby, data, servers;
  before(async () => {
    county = await startCounty();
    ({ primary, standby, data, servers } = county);
  });
  after(() => county?.stop());

  it('what one has taken, the other knows at once; a place is given once', async () => {
    const [one, two] = servers, place = await bookable(one.url);
    const made = (await call(one.url, 'POST', '/api/v1/pickups', { body: sampleRequest(place) })).json;
    const seen = await call(two.url, 'GET', `/api/v1/pickups/${made.reference}`, { headers: bearer(made) });
    assert.equal(seen.status, 200);
    const { slots } = place, slot = slots.find((one) => one.remaining > 2) ?? slots[0];
    const wanted = slot.remaining + 12;
    const replies = await Promise.all(Array.from({ length: wanted }, (_, i) => call(servers[i % 2].url, 'POST',
      '/api/v1/pickups', { body: sampleRequest(place, { slot: slot.id }) })));
    const statuses = replies.map(({ status }) => status);
    assert.deepEqual([...new Set(statuses)].sort(), [201, 409]);
    const left = (await call(two.url, 'GET', `/api/v1/slots?area=${place.area.code}&category=${place.category.id}`)).json
      .slots.find(({ id }) => id === slot.id);
    assert.equal(left.remaining, 0);
    assert.equal(statuses.filter((status) => status === 201).length, slot.remaining);
  });

  it('the same key at both at once is one booking', async () => {
    const place = await bookable(servers[0].url, { areaIndex: 1 });
    for (let round = 0; round < 10; round += 1) {
      const body = JSON.stringify(sampleRequest(place)), headers = { 'Idempotency-Key': `both-${round}`, 'Content-Type': 'application/json' };
      const replies = await Promise.all(servers.map(({ url }) => call(url, 'POST', '/api/v1/pickups', { body, headers })));
      assert.deepEqual(replies.map(({ status }) => status), [201, 201]);
      assert.equal(replies[0].json.reference, replies[1].json.reference);
    }
  });

  it('who has guessed enough at one has no guesses left at the other', async () => {
    const { reference } = (await call(servers[0].url, 'POST', '/api/v1/pickups', { body: sampleRequest(await bookable(servers[0].url)) })).json;
    const guess = (server, caller) => call(server.url, 'POST', '/api/v1/pickups/lookup', {
      body: { reference, phone_tail: '0000' }, headers: { 'X-Forwarded-For': caller } });
    const [one, two] = servers;
    let free = 0; // of one process
    while (free < 100 && (await guess(one, '203.0.113.7')).status !== 429) free += 1;
    assert.ok(free >= 4 && free < 100, `${free} guesses`);
    const told = () => Number(primary.askIn('wufei', "SELECT count(*) FROM limit_spent WHERE name = 'guesses of a caller at a reference';").out);
    // It may tell in two parts, when a second ends among the guesses. Each took one token.
    const spent = () => Number(primary.askIn('wufei', "SELECT coalesce(sum(millionths), 0) FROM limit_spent WHERE name = 'guesses of a caller at a reference';").out);
    await until(() => spent() >= free * 1e6, 'all that the one told');
    for (let round = 0; round < 2; round += 1) { // the other tells and hears in turn: after two it has heard
      const before = told();
      await guess(two, `198.51.100.${round + 1}`);
      await until(() => told() > before, 'what the other told');
    }
    assert.equal((await guess(two, '203.0.113.7')).status, 429);
    assert.equal((await guess(two, '198.51.100.7')).status, 404);
  });

  it('a notice is told by one of them', async () => {
    const count = (condition) => Number(primary.askIn('wufei', `SELECT count(*) FROM notice WHERE ${condition};`).out);
    const told = () => servers.flatMap((server) => server.errors().match(/notice \d+ \(booked\) is in the outbox/g) ?? []);
    await until(() => told().length > 0 && told().length >= count("kind = 'booked'"), 'all that is to be told');
    assert.equal(new Set(told()).size, told().length);
  });

  it('the primary dies under load, the standby is promoted: nothing acknowledged is lost, nothing is made twice', async () => {
    const { acknowledged, refused, lost, seconds } = await failOverUnderLoad({ primary, standby, servers });
    console.log(`# back after ${seconds.toFixed(1)} s, ${acknowledged} acknowledged, ${refused} refused in words`);
    assert.equal(lost, 0);
    const twice = standby.askIn('wufei', 'SELECT count(*) FROM (SELECT phone_hash FROM pickup GROUP BY phone_hash HAVING count(*) > 1) AS two;');
    assert.equal(twice.out, '0');
    const taken = standby.askIn('wufei', `SELECT count(*) FROM slot s WHERE online_capacity - online_remaining <>
      (SELECT count(*) FROM pickup p WHERE p.slot = s.id AND p.place = 'online' AND p.status <> 'cancelled');`);
    assert.equal(taken.out, '0');
    const checked = await wufei(data, 'check');
    assert.equal(checked.code, 0, checked.stdout);
  });
});
