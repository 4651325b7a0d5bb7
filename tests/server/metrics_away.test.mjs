// What is watched while the database is away, or holds everybody up: /metrics is answered all the same, without what only the
// database knows.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { call, scratchDirectory, startServer, until } from './lib.mjs';
import { askAs, listOf, people } from './counties.mjs';
import { Postgres, missing, placeStore } from './postgres.mjs';

const scrape = async (server) => (await call(server.url, 'GET', '/metrics')).text;

const secret = 'a secret of the city 4711';
// What only the database knows, besides its size.
const known = ['wufei_notices_waiting', 'wufei_notices_oldest_timestamp_seconds', 'wufei_notices_last_sent_timestamp_seconds',
  'wufei_waste_hook_waiting', 'wufei_waste_hook_oldest_timestamp_seconds'];
const told = (text) => known.filter((name) => new RegExp(`^${name} \\d`, 'm').test(text));

// Whoever reads the table waits until the answer is called.
function lockTable(postgres, database, table) {
  const psql = spawn('psql', ['-h', postgres.folder, '-U', 'wufei', '-d', database, '-X', '-q'], { stdio: ['pipe', 'ignore', 'inherit'] });
  const gone = new Promise((done) => { psql.once('exit', done); });
  psql.stdin.write(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE;\n`);
  return async () => { psql.stdin.end('ROLLBACK;\n'); await gone; };
}

test('a scrape waits neither for those who wait for the database, nor for one that is gone', { skip: missing || false, timeout: 120000 }, async () => {
  const postgres = await Postgres.start();
  let server;
  try {
    const data = placeStore(join(scratchDirectory(), 'data'), postgres.database('county'));
    server = await startServer({ data, args: ['--workers', '2', '--hook-url', 'http://127.0.0.1:9/'], env: { WUFEI_HOOK_SECRET: secret } });
    let text = await scrape(server);
    assert.match(text, /^wufei_database_up 1$/m);
    assert.match(text, /^wufei_database_bytes \d/m);
    await until(async () => told(text = await scrape(server)).length === known.length, 'outbox and hook were looked at');
    const release = lockTable(postgres, 'county', 'pickup');
    const count = (sql) => Number(postgres.ask(`SELECT count(*) FROM ${sql};`).out);
    await until(() => count("pg_locks WHERE relation IS NOT NULL AND mode = 'AccessExclusiveLock' AND granted") > 0, 'the lock');
    const body = { reference: 'WF-222-222-222', phone_tail: '0001' };
    // One route that says it may take its time, and one that says it is quick.
    const quick = () => call(server.url, 'GET', '/api/v1/pickups/WF-222-222-222', { headers: { Authorization: 'Bearer none' } });
    const waiting = Promise.all(Array.from({ length: 16 }, (_, i) =>
      i % 2 ? quick() : call(server.url, 'POST', '/api/v1/pickups/lookup', { body })));
    waiting.catch(() => {});  // what fails before is what is told
    await until(() => count("pg_stat_activity WHERE wait_event_type = 'Lock'") >= 2, 'both workers wait');
    assert.match(await scrape(server), /^process_open_fds \d/m);
    assert.equal((await call(server.url, 'GET', '/healthz')).status, 200);
    await release();
    const statuses = (await waiting).map((reply) => reply.status);
    assert.ok(statuses.filter((status) => status !== 503).length >= 2, statuses.join());
    assert.ok(statuses.every((status, i) => status === (i % 2 ? 401 : 404) || status === 503), statuses.join());
    postgres.kill();
    await until(async () => /^wufei_database_up 0$/m.test(text = await scrape(server)), 'the database is said to be away');
    assert.doesNotMatch(text, /wufei_database_bytes/);
    await until(async () => told(text = await scrape(server)).length === 0, 'what was seen before is not told as if it were of now');
    assert.match(text, /^wufei_disk_free_bytes \d/m);
    assert.equal((await call(server.url, 'GET', '/readyz')).status, 503);
  } finally {
    await server?.stop();
    await postgres.stop();
  }
});

test('a county whose database stands still is the only one that does not answer', { skip: missing || false, timeout: 120000 }, async () => {
  const postgres = await Postgres.start(), [jia, yi] = people.map((one) => ({ ...one }));
  let server;
  try {
    const list = listOf([jia, yi], (entry, county) => {
      placeStore(county.data, postgres.database(`county_${county.code}`));
      return entry;
    });
    server = await startServer({ args: ['--counties', list, '--trusted-proxy', '127.0.0.1'] });
    const body = JSON.stringify({ reference: 'WF-222-222-222', phone_tail: '0001' });
    let callers = 0;  // each is another: one who guesses much is refused for that
    const lookUp = (county) => askAs(server.url, county.hosts[0], 'POST', '/api/v1/pickups/lookup',
      { body, headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': `203.0.113.${++callers % 250}` } });
    for (const county of [jia, yi])
      await until(async () => (await lookUp(county)).status === 404, `${county.name} answers`);
    const release = lockTable(postgres, `county_${jia.code}`, 'pickup');
    const count = (sql) => Number(postgres.ask(`SELECT count(*) FROM ${sql};`).out);
    await until(() => count("pg_locks WHERE relation IS NOT NULL AND mode = 'AccessExclusiveLock' AND granted") > 0, 'the lock');
    const stuck = Array.from({ length: 80 }, () => lookUp(jia).then(({ status }) => status));
    await until(() => count("pg_stat_activity WHERE wait_event_type = 'Lock'") > 0, 'the first county waits');
    assert.ok((await Promise.race(stuck)) === 503, 'some are refused while the table is locked');
    assert.equal((await lookUp(yi)).status, 404);
    for (const path of ['/healthz', '/metrics'])
      assert.equal((await askAs(server.url, yi.hosts[0], 'GET', path)).status, 200, path);
    await askAs(server.url, yi.hosts[0], 'GET', '/readyz');  // answers, whatever it says of the first county
    const told = new RegExp(`\\[${jia.code}\\] all \\d+ workers wait for the database`);
    await until(() => told.test(server.errors()), 'the log says that workers are stuck');
    assert.doesNotMatch(server.errors(), new RegExp(`\\[${yi.code}\\] all`));
    await release();
    assert.ok((await Promise.all(stuck)).every((status) => status === 404 || status === 503));
    await until(async () => (await lookUp(jia)).status === 404, 'the first county answers again');
  } finally {
    await server?.stop();
    await postgres.stop();
  }
});
