// The ledger beside the running server: what a command records is entered with it, `wufei verify` walks the chain and names
// the row that was changed, and the public page and its data say that nothing is published yet.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { bookable, call, sampleRequest, startServer, wufei } from './lib.mjs';

let server, pickup;
before(async () => {
  server = await startServer();
  pickup = (await call(server.url, 'POST', '/api/v1/pickups', { body: sampleRequest(await bookable(server.url)) })).json;
});
after(async () => { assert.deepEqual(await server.stop(), { code: 0, signal: null }); });

const sql = (text) => execFileSync('sqlite3', [join(server.data, 'wufei.db'), text], { encoding: 'utf8' }).trim();
const kilograms = async (number, ...more) => assert.equal((await wufei(server.data, 'pickup', pickup.reference, 'complete', '--kg', number, ...more)).code, 0);

test('an outcome of a command is in the ledger when the command ends, a correction too', async () => {
  await kilograms('12.5');
  assert.equal(sql('SELECT sequence, stops, grams, reverses, reference FROM ledger_entry'), `1|1|12500|0|${pickup.reference}`);
  await kilograms('13', '--correct');
  assert.equal(sql('SELECT sequence, stops, grams, reverses FROM ledger_entry ORDER BY sequence'), '1|1|12500|0\n2|-1|-12500|1\n3|1|13000|0');
});

test('wufei verify walks the ledger and names the row that was changed', async () => {
  const sound = await wufei(server.data, 'verify');
  assert.equal(sound.code, 0, sound.stdout);
  assert.match(sound.stdout, /收运台账的校验链完好：共 3 行，最后一行的校验值 [0-9a-f]{64}/);
  sql('UPDATE ledger_entry SET grams = 9000 WHERE sequence = 2');
  const broken = await wufei(server.data, 'verify');
  assert.equal(broken.code, 1);
  assert.match(broken.stdout, /收运台账从第 2 行起对不上/);
  assert.match(broken.stdout, /工作人员操作记录的校验链完好/);
  sql('UPDATE ledger_entry SET grams = -12500 WHERE sequence = 2');
  assert.equal((await wufei(server.data, 'verify')).code, 0);
});

test('wufei check reads every row', async () => {
  const checked = await wufei(server.data, 'check');
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
});

test('the public page says that no month is published yet, and its tables are there and empty', async () => {
  const page = await call(server.url, 'GET', '/recovery', { headers: { Accept: 'text/html' } });
  assert.equal(page.status, 200);
  assert.match(page.text, /还没有可以公布的月份/);
  assert.ok(!page.text.includes(pickup.reference));
  assert.equal((await call(server.url, 'GET', '/recovery/2020-01', { headers: { Accept: 'text/html' } })).status, 404);
  for (const name of ['recovery_by_month', 'pickup_punctuality']) {
    const csv = await call(server.url, 'GET', `/open-data/${name}.csv`);
    assert.equal(csv.status, 200);
    assert.equal(csv.text.trim().split('\n').length, 1);
    assert.deepEqual((await call(server.url, 'GET', `/open-data/${name}.json`)).json, []);
  }
});
