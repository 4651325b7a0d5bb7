// What is watched while the database is away: /metrics is answered all the same, without what only the
// database knows.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { call, scratchDirectory, startServer, until } from './lib.mjs';
import { Postgres, missing, placeStore } from './postgres.mjs';

const scrape = async (server) => (await call(server.url, 'GET', '/metrics')).text;

test('a scrape does not wait for a database that is gone', { skip: missing || false, timeout: 120000 }, async () => {
  const postgres = await Postgres.start();
  let server;
  try {
    const data = placeStore(join(scratchDirectory(), 'data'), postgres.database('county'));
    server = await startServer({ data, args: ['--workers', '2'] });
    const first = await scrape(server);
    assert.match(first, /^wufei_database_up 1$/m);
    assert.match(first, /^wufei_database_bytes \d/m);
    postgres.kill();
    let text = '';
    await until(async () => /^wufei_database_up 0$/m.test(text = await scrape(server)), 'the database is said to be away');
    assert.doesNotMatch(text, /wufei_database_bytes/);
    assert.match(text, /^wufei_disk_free_bytes \d/m);
    assert.equal((await call(server.url, 'GET', '/readyz')).status, 503);
  } finally {
    await server?.stop();
    await postgres.stop();
  }
});
