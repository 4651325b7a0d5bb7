// A county that has settled everything can open: its own numbers, its telephone and its price are taken, the trial's words go, and what
// only the machine brings is asked for. Until then each is refused or said.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { call, contentDirectory, scratchDirectory, startServer, wufeiWith } from './lib.mjs';

const PHONE = '0635-3263000';
const edit = (folder, file, change) => {
  const path = join(folder, file), json = JSON.parse(readFileSync(path, 'utf8'));
  change(json);
  writeFileSync(path, JSON.stringify(json));
};
const copied = () => {
  const folder = scratchDirectory();
  cpSync(contentDirectory, folder, { recursive: true });
  return folder;
};
const faults = async (folder) => {
  const { code, stdout } = await wufeiWith(folder, scratchDirectory(), 'check', '--content-only');
  return code === 0 ? '' : stdout;
};
const confirms = (...ids) => ({ points }) => {
  for (const point of points) if (!point.source && (ids.length === 0 || ids.includes(point.id))) point.confirmed = { date: '2026-11-20', by: '主管部门', document: '文件 7' };
};
const names = (site) => Object.assign(site, { host_body: '某局', undertaker: '某中心', contact_phone: `${PHONE}、${PHONE.replace('3000', '3001')}`,
  icp_number: '鲁ICP备2026000001号-1', police_number: '鲁公网安备37152402000001号', site_identifier: '3715240001' });

function settle(folder) {
  edit(folder, 'launch.json', confirms());
  for (const file of ['pickup/rules.json', 'pickup/outcomes.json', 'feedback/rules.json', 'feedback/templates.json', 'ledger/destinations.json'])
    edit(folder, file, (json) => { json.confirmation = 'confirmed'; });
  edit(folder, 'pickup/rules.json', (rules) => { rules.day_capacity.status = 'confirmed'; });
  edit(folder, 'open_data.json', ({ licence }) => { licence.confirmation = 'confirmed'; });
  edit(folder, 'site.json', (site) => Object.assign(names(site), { opened: '2026-11-23' }));
}

test('the numbers of the county itself are taken, its telephone wherever the site speaks; others are refused', async () => {
  const folder = copied();
  edit(folder, 'site.json', names);
  assert.equal(await faults(folder), '');
  edit(folder, 'site.json', (site) => { site.privacy.sections[0].text += `电话 ${PHONE}。`; });
  assert.equal(await faults(folder), '');
  edit(folder, 'site.json', (site) => { site.privacy.sections[1].text += '电话 0635-7654321。'; });
  assert.match(await faults(folder), /site\.json#\/privacy\/sections\/1\/text: holds the number 0635-7654321/);
});

test('a price is said once it is confirmed, and in one place', async () => {
  const folder = copied(), priced = (site) => { site.price_note = '每件 20 元。'; };
  edit(folder, 'site.json', priced);
  assert.match(await faults(folder), /site\.json#\/price_note: names a price/);
  edit(folder, 'launch.json', confirms('price'));
  assert.equal(await faults(folder), '');
  edit(folder, 'site.json', (site) => { site.tagline = '每件 20 元'; });
  assert.match(await faults(folder), /site\.json#\/tagline: names a price/);
});

test('who has settled everything opens: no page speaks of a trial, and what the machine lacks is in the log', async () => {
  const folder = copied();
  settle(folder);
  assert.equal(await faults(folder), '');
  const bare = await wufeiWith(folder, scratchDirectory(), 'check', '--launch');
  assert.deepEqual(bare.stdout.split('\n').filter((line) => line.startsWith('待定')).length, 2, bare.stdout);
  const ready = await wufeiWith(folder, scratchDirectory(), 'check', '--launch', '--public-url', 'https://example.org', '--notifier', 'http');
  assert.equal(ready.code, 0, ready.stdout);
  edit(folder, 'site.json', (site) => { site.news = site.news.filter(({ text }) => !/试行|试运行/.test(text)); });
  const opened = await startServer({ content: folder }), trial = await startServer();
  try {
    for (const path of ['/', '/pickup', '/guide', '/indicators', '/news']) {
      const [after, before] = await Promise.all([opened, trial].map(async ({ url }) => (await call(url, 'GET', path, { headers: { Accept: 'text/html' } })).text));
      assert.match(before, /本网站还在试运行/, path);
      assert.doesNotMatch(after, /还在试运行|（试运行）|>试运行[<：]/, path);
    }
    const rules = await Promise.all([opened, trial].map(async ({ url }) => (await call(url, 'GET', '/feedback', { headers: { Accept: 'text/html' } })).text));
    assert.doesNotMatch(rules[0], /试行/, 'the terms are confirmed');
    assert.match(rules[1], /答复期限为试行/);
    for (const point of ['gateway', 'tls']) assert.match(opened.errors(), new RegExp(`warning .*launch list's point ${point} waits`));
    assert.doesNotMatch(trial.errors(), /launch list/);
  } finally {
    await Promise.all([opened.stop(), trial.stop()]);
  }
});
