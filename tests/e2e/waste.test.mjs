// The county's slice of "1+6" as each role walks it in a browser, on one portal: the bureau verifies, a factory's clerk declares
// and issues, the driver signs on a phone, the receiver accepts a part, the rest goes back on a child record, both ledgers agree;
// the weights do not, the alarm stands until the bureau closes it; leaders see it, anybody only what may be public. WUFEI_PICTURES: pictures.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { desktopContext, launchBrowser, phoneContext, root, screenshot, startPortal } from './lib.mjs';
import { enterDesk, find, keeps, keptPaths, layWire, lose, outbox } from './staff_flow.mjs';
import { look, lookAtWall, lookPhone } from './waste_look.mjs';

const binary = process.env.WUFEI_BINARY || join(root, 'build/release/wufei');
const scratch = mkdtempSync(join(tmpdir(), 'wufei-waste-')), content = join(scratch, 'content'), data = join(scratch, 'data');
// What a phone keeps ends with the day: nothing of this can be asked in its last minutes.
const late = new Date(Date.now() + 8 * 3600e3).getUTCHours() === 23 && new Date().getUTCMinutes() > 55;
const patient = { timeout: 180000, skip: late && 'the day ends' };
const plate = '鲁P12345', number = /\d{6}-Y-\d{6}-\w{8}-\w/;
const names = { factory: '金丝雀铸造厂', carrier: '金丝雀运输队', plant: '金丝雀建材厂' };
let portal, browser;
const wires = {};  // to the portal: of offices, and of phones, which can be cut
const codes = {}, ids = {}, people = {};

before(async () => {
  cpSync(join(root, 'content'), content, { recursive: true });
  const path = join(content, 'waste_alarms.json'), alarms = JSON.parse(readFileSync(path, 'utf8'));
  for (const rule of alarms.rules) if (rule.id === 'A03') rule.silent_until = '2026-11-01';  // its trial is over
  writeFileSync(path, JSON.stringify(alarms));
  portal = await startPortal({ content, data });
  for (const name of ['office', 'phone']) wires[name] = await layWire(Number(new URL(portal.url).port));
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  for (const wire of Object.values(wires)) await wire.cut();
  await portal?.stop();
  rmSync(scratch, { recursive: true, force: true });
});

const wufei = (...args) => execFileSync(binary, [...args.slice(0, 1), '--data', data, '--content', content, ...args.slice(1)], { encoding: 'utf8' });
const sql = (text) => execFileSync('sqlite3', [join(data, 'wufei.db'), text], { encoding: 'utf8' }).trim();
const today = () => new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10);

/** Somebody with a browser of their own; of an enterprise, also a place in its party. */
async function joinDesk(name, role, { party, as, phone = false, on } = {}) {
  const said = wufei('staff', 'add', name, '--role', role, '--display', '王岚');
  if (party) wufei('waste', 'member', codes[party], name, '--role', as);
  const page = on ?? await (await (phone ? phoneContext : desktopContext)(browser)).newPage();
  if (!on) Object.assign(page, { home: (phone ? wires.phone : wires.office).url, faults: [] });
  page.on('pageerror', (error) => page.faults.push(error.message));
  await enterDesk(page, page.home, said);
  people[name] = page;
  return page;
}
const go = (page, path) => page.goto(page.home + path);
async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`main [name="${name}"]`).first();
    if (await field.evaluate((one) => one.tagName === 'SELECT')) await field.selectOption(value);
    else await field.fill(value);
  }
}
async function press(page, name) {
  await page.getByRole('button', { name, exact: true }).first().click();
  const faults = await page.locator('#errors').allInnerTexts();
  assert.deepEqual(faults, [], name);
}
const road = '/desk/waste/road', record = (one) => `/desk/waste/manifests/${one}`;
const stateOn = async (page) => (await page.locator('main .tag').first().innerText()).trim();

test('the bureau verifies who registered, and enters what they have', patient, async () => {
  const list = join(scratch, 'list.csv'), kinds = { factory: '产生单位', carrier: '运输单位', plant: '接收单位' };
  writeFileSync(list, `\ufeff名称,代码,身份,领域,镇街,地址,联系人,电话\r\n${Object.entries(kinds).map(([who, kind]) =>
    `${names[who]},,${kind},一般工业固体废物,铜城街道,工业路 1 号,张三,13800000000\r\n`).join('')}`);
  wufei('waste', 'import', list);
  for (const who of Object.keys(kinds)) [ids[who], codes[who]] = sql(`SELECT id, code FROM waste_party WHERE name = '${names[who]}'`).split('|');
  const page = await joinDesk('bureau', 'officer');
  for (const who of Object.keys(kinds)) {
    await go(page, '/desk/waste/parties?state=submitted');
    await page.getByRole('link', { name: names[who] }).click();
    await press(page, '核实通过');
    assert.equal(await stateOn(page), '已核实');
  }
  const add = async (who, part, fields) => {
    await go(page, `/desk/waste/parties/${ids[who]}/${part}`);
    await fill(page, fields);
    await press(page, '保存');
  };
  await add('carrier', 'vehicles', { plate, limit: '20', valid_until: '2099-12-31' });
  await add('plant', 'permits', { kind: 'pollution', number: 'P1', issuer: '某局', valid_from: '2020-01-01', valid_until: '2099-12-31' });
  await add('factory', 'contracts', { other: codes.plant, number: 'C1', valid_from: '2020-01-01', valid_until: '2099-12-31' });
  await page.getByText('双方已确认').waitFor();
  await look(page, 'party');
});

let first, child;
test('the factory\'s clerk declares a period and issues a record; the bureau accepts the declaration', patient, async () => {
  const page = await joinDesk('clerk', 'enterprise', { party: 'factory', as: 'clerk' });
  await go(page, '/desk/waste/declarations');
  await page.locator('main table a').first().click();
  const declared = new URL(page.url()).pathname.split('/').slice(-2).join('/');
  await fill(page, { 'l0-code': 'SW03', 'l0-generated': '10', 'l0-closing': '9', 'l0-note': '台账还没有登' });
  await page.getByRole('button', { name: '提交申报' }).click();
  assert.match(await page.locator('#errors').innerText(), /对不上/);
  await fill(page, { 'l0-closing': '10' });
  await press(page, '提交申报');
  assert.equal(await stateOn(page), '已提交');
  await look(page, 'declaration');
  const { bureau } = people;
  await go(bureau, `/desk/waste/declared/${ids.factory}/${declared}`);
  await press(bureau, '受理');
  assert.equal(await stateOn(bureau), '已受理');

  await go(page, '/desk/waste/ledger');
  await fill(page, { kind: 'generate', what: 'industrial/SW03', amount: '20' });
  await press(page, '记一笔');
  first = await issue('10');
  await look(page, 'issued');
});

async function issue(planned) {
  const page = people.clerk;
  await go(page, '/desk/waste/manifests');
  await page.getByRole('link', { name: '新建流转单' }).click();
  await fill(page, { field: 'industrial' });
  await press(page, '下一步');
  await fill(page, { code: 'SW03', planned, transporter: { label: names.carrier }, receiver: { label: names.plant },
    planned_start: `${today()}T00:01`, planned_arrival: `${today()}T23:59` });
  await look(page, 'draft');
  await press(page, '保存草稿');
  assert.equal(await stateOn(page), '草稿');
  const [made] = number.exec(page.url());
  await press(page, '签发（产生单位确认移交）');
  assert.equal(await stateOn(page), '待启运');
  return made;
}

/** Signs on the phone, as the page has it; with or without a network. */
async function takeOver(page, one, loaded) {
  await go(page, `${road}/${one}`);
  await fill(page, { vehicle: plate, driver: '李司机', loaded });
  await page.getByRole('button', { name: '签收启运（运输单位）' }).click();
  await page.waitForURL(/\/road$/);
}
const tagOf = (page, one) => page.locator('.stops li', { hasText: one }).locator('.tag');
const returned = (page, one) => page.locator('.clash', { hasText: one });
const signed = (one) => sql(`SELECT count(*), max(signed_at > 0 AND signed_at <= at) FROM waste_manifest_signature WHERE number = '${one}' AND kind = 'transport'`);
test('the driver signs on a phone without a network: it comes once, with both times; he finds nothing but his loads', patient, async () => {
  const page = await joinDesk('driver', 'enterprise', { party: 'carrier', as: 'driver', phone: true }), context = page.context();
  for (const path of ['/desk/waste/ledger', '/desk/waste/alarms', '/desk/waste/screen', `/desk/waste/parties/${ids.carrier}`])
    assert.ok([403, 404].includes((await go(page, path)).status()), path);
  await go(page, road);
  await keeps(page, 'road', road, [first]);
  await lookPhone(page, 'road');
  await lose(wires.phone, context);
  await go(page, road);
  await page.locator('.kept').getByText('没有网络，签字先存在这部手机上').waitFor();
  await page.getByRole('link', { name: first }).click();
  await fill(page, { vehicle: plate, driver: '李司机', loaded: '很多' });
  await page.getByRole('button', { name: '签收启运（运输单位）' }).click();
  await page.locator('.fault', { hasText: '重量不对' }).waitFor();
  await lookPhone(page, 'road-record');
  await takeOver(page, first, '９.８');
  await tagOf(page, first).getByText('还未提交').waitFor();
  await lookPhone(page, 'road-unsent');
  const [entry] = await outbox(page, 'road');
  for (const name of Object.values(names)) assert.ok(!JSON.stringify(entry).includes(name), name);
  await go(page, `${road}/${first}`);
  await page.locator('.kept', { hasText: '还未提交' }).waitFor();
  assert.equal(await page.getByRole('button', { name: '签收启运（运输单位）' }).count(), 0, 'it is not signed a second time');
  await go(page, road);
  assert.equal(signed(first), '0|');
  await find(wires.phone, context);
  await page.locator('.kept', { hasText: `已提交：${first}` }).waitFor();
  await tagOf(page, first).getByText('运输中').waitFor();
  assert.deepEqual(await outbox(page, 'road'), []);
  assert.equal(signed(first), '1|1');
  // Once more, as when the first answer was lost.
  const again = await page.evaluate(async ({ key, fields, noted, version, number: one }) => {
    const body = new URLSearchParams(fields);
    for (const [name, value] of [['form_key', document.querySelector('[name=form_key]').value], ['version', version],
      ['noted', Math.floor(noted / 1000)], ['sent', Math.floor(Date.now() / 1000)]]) body.set(name, value);
    return (await fetch(`/desk/waste/road/${one}/kept`, { method: 'POST', body, headers: { 'Idempotency-Key': key } })).json();
  }, entry);
  assert.equal(again.state, 'recorded');
  assert.equal(signed(first), '1|1');
});

test('cancelled and corrected meanwhile: the driver is told why, and nothing of his is dropped', patient, async () => {
  const cancelled = await issue('3'), corrected = await issue('4'), { clerk, driver } = people, context = driver.context();
  await go(driver, road);
  await keeps(driver, 'road', road, [cancelled, corrected]);
  await lose(wires.phone, context);  // the clerk has a network
  await takeOver(driver, cancelled, '3');
  await takeOver(driver, corrected, '4');
  await driver.locator('.kept', { hasText: '还有 2 个签字没有提交' }).waitFor();
  await go(clerk, record(cancelled));
  await press(clerk, '作废');
  await go(clerk, `${record(corrected)}/edit`);
  await fill(clerk, { planned: '4.5' });
  await press(clerk, '保存并重新签发');
  await find(wires.phone, context);
  await returned(driver, cancelled).getByText('这张单已经作废').waitFor();
  await returned(driver, corrected).getByText('签字以后单子改过').waitFor();
  assert.match(await returned(driver, cancelled).innerText(), /作废 \d{4}-/);
  await tagOf(driver, corrected).getByText('被退回').waitFor();
  await lookPhone(driver, 'road-returned');
  await driver.reload();
  await returned(driver, corrected).waitFor();
  assert.deepEqual([signed(cancelled), signed(corrected)], ['0|', '0|']);
  await returned(driver, cancelled).getByRole('button', { name: '看过了，从手机上去掉' }).click();
  await returned(driver, cancelled).waitFor({ state: 'detached' });
  assert.equal((await outbox(driver, 'road')).length, 1);
  await returned(driver, corrected).getByRole('link', { name: '打开这张单' }).click();
  await takeOver(driver, corrected, '4.5');
  await tagOf(driver, corrected).getByText('运输中').waitFor();
  assert.equal(signed(corrected).split('|')[0], '1');
});

test('signing out clears the phone; a signature that waits stays for its own account', patient, async () => {
  const waiting = await issue('2'), page = await joinDesk('driver2', 'enterprise', { party: 'carrier', as: 'driver', phone: true }), context = page.context();
  await go(page, road);
  await keeps(page, 'road', road, [waiting]);
  await lose(wires.phone, context);
  await takeOver(page, waiting, '2');
  await tagOf(page, waiting).getByText('还未提交').waitFor();
  const out = page.getByRole('button', { name: '退出登录' });
  await out.click();
  await page.locator('.kept', { hasText: '还有 1 个签字没有提交' }).first().waitFor();
  await out.click();
  await page.locator('.kept', { hasText: '账号还没有退出' }).waitFor();
  assert.deepEqual(await keptPaths(page, 'road'), []);
  await go(page, road).catch(() => {});
  await page.getByText('这一页没有存在手机上').first().waitFor();
  await context.clearCookies();  // the session is over
  await find(wires.phone, context);
  await go(page, road);
  await page.waitForURL(/sign-in/);
  await page.getByText('1 个签字还没有提交').waitFor();
  await screenshot(page, 'waste-road-sign-in', { fullPage: true });
  await joinDesk('colleague', 'enterprise', { party: 'carrier', as: 'driver', on: page });
  await go(page, road);
  await tagOf(page, waiting).getByText('待启运').waitFor();
  assert.equal(await page.getByText('还未提交').count(), 0);
  assert.equal((await outbox(page, 'road')).length, 1);
  assert.equal(signed(waiting), '0|');
});

test('the receiver accepts a part; the child record returns; both ledgers agree', patient, async () => {
  const gate = await joinDesk('gate', 'enterprise', { party: 'plant', as: 'clerk' }), { clerk, driver } = people;
  await go(gate, '/desk/waste/manifests');
  assert.match(await gate.locator('main tr', { hasText: first }).innerText(), /等您办理/);
  await gate.getByRole('link', { name: first }).click();
  await fill(gate, { received: '8.5' });
  await press(gate, '签收到达（接收单位）');
  assert.equal(await stateOn(gate), '已到达');
  await fill(gate, { accepted: '7', refused: '1.5', refusal_reason: '太湿' });
  await look(gate, 'acceptance');
  await press(gate, '验收签字');
  assert.equal(await stateOn(gate), '部分接收');

  await go(clerk, record(first));
  await press(clerk, '拒收部分退回');
  child = await clerk.locator('main a', { hasText: number }).allInnerTexts().then((all) => all.find((one) => one !== first));
  await go(clerk, record(child));
  await press(clerk, '签发（产生单位确认移交）');
  await takeOver(driver, child, '1.5');
  await go(clerk, record(child));
  await fill(clerk, { received: '1.5' });
  await press(clerk, '签收到达（接收单位）');
  await fill(clerk, { accepted: '1.5', refused: '0' });
  await press(clerk, '验收签字');
  await fill(clerk, { operation: '重新晾干' });
  await press(clerk, '办结（利用或者处置完成）');
  await go(gate, record(first));
  await fill(gate, { operation: '制砖' });
  await press(gate, '办结（利用或者处置完成）');
  assert.equal(await stateOn(gate), '已办结');
  await look(gate, 'done');

  for (const [page, kind] of [[clerk, '转出'], [gate, '接收']]) {
    await go(page, '/desk/waste/ledger');
    const rows = page.locator('main tr', { hasText: first });
    assert.equal(await rows.count(), 1, `${kind}: one row for the record`);
    assert.match(await rows.innerText(), new RegExp(`${kind}[^]*\\b7 t`));
    assert.equal(await page.locator('main tr', { hasText: child }).count(), 0, 'what went back left nobody\'s stock');
    await look(page, `ledger-${kind}`);
  }
  assert.equal(sql(`SELECT group_concat(grams, ' ') FROM (SELECT grams FROM waste_stock WHERE party IN (${ids.factory}, ${ids.plant}) ORDER BY grams)`), '7000000 13000000');
});

test('the weights do not agree: the alarm stands, the receiver explains, the bureau closes it; leaders see it', patient, async () => {
  const { bureau, gate } = people;
  await again();
  const alarm = bureau.locator('main tr', { hasText: names.plant }).getByRole('link', { name: /A03 收发重量不符/ });
  for (;;) {
    await go(bureau, '/desk/waste/alarms');
    if (await alarm.count() > 0) break;
  }
  await go(bureau, '/desk/waste/screen');
  assert.match(await bureau.locator('main').innerText(), /县级汇总，未经市级统计核定/);
  const industrial = bureau.locator('main tr', { hasText: '一般工业固体废物' });
  assert.match(await industrial.first().innerText(), /\b20\b[^]*\b7\b[^]*\b7\b/);  // generated, received, handed out
  assert.match(await industrial.filter({ hasText: '预警' }).innerText(), /铜城街道/);
  await look(bureau, 'screen');
  await lookAtWall(bureau);
  await go(bureau, '/desk/waste/screen');
  await industrial.first().getByRole('link', { name: '7', exact: true }).last().click();
  await bureau.locator('main tr', { hasText: names.factory }).getByText('转出').waitFor();

  await go(bureau, '/desk/waste/alarms');
  await alarm.click();
  const path = new URL(bureau.url()).pathname;
  assert.match(await bureau.locator('main').innerText(), /9800 kg[^]*8500 kg/);
  await press(bureau, '受理并发给单位说明');
  await go(gate, path);
  await fill(gate, { text: '地磅校准中，已按复磅修正' });
  await press(gate, '提交说明');
  await go(bureau, path);
  await bureau.getByText('地磅校准中').first().waitFor();
  await fill(bureau, { end: 'explained', text: '复磅单已核对' });
  await press(bureau, '办结');
  assert.match(await bureau.locator('main').innerText(), /复磅单已核对[^]*流转单状态\s*已办结/);
  await look(bureau, 'alarm');
  await go(bureau, '/desk/waste/screen');
  assert.equal(await bureau.locator('main tr', { hasText: '铜城街道' }).count(), 0, 'no open alarm is left');
  await go(bureau, record(first));
  await bureau.getByText('制砖').first().waitFor();
});

/** The portal anew with the same data: what waits for its hour is done at once. */
async function again() {
  await portal.stop();
  portal = await startPortal({ content, data });
  for (const wire of Object.values(wires)) {
    await wire.cut();
    await wire.mend(Number(new URL(portal.url).port));
  }
}
// Sums of a month that is closed, whatever day it is. By hand: no page enters what is so old.
function past() {
  const now = new Date(Date.now() + 8 * 3600e3), then = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 2, 1));
  const month = then.toISOString().slice(0, 7), day = then.getTime() / 86400e3 + 9, county = sql('SELECT DISTINCT county FROM waste_party');
  const rows = [[901, 'industrial', 'SW03', 40], [902, 'industrial', 'SW03', 30], [903, 'industrial', 'SW03', 31], [904, 'agricultural', 'N1', 77], [905, 'agricultural', 'N1', 78]]
    .map(([party, field, code, tonnes]) => `('${county}', ${party}, 1, 0, '${field}', '${code}', 'generate', ${tonnes * 1e6}, ${month.replace('-', '')}, ${day}, '', x'', x'', 0, 'cli:test', ${day * 86400}, x'00')`);
  sql(`INSERT INTO waste_movement VALUES ${rows.join(',')}`);
  return month;
}

test('anybody reads of a number its state; of sums only what three parties share', patient, async () => {
  for (const command of ['check', 'verify']) wufei(command);
  const page = await (await phoneContext(browser, { javaScriptEnabled: false })).newPage(), main = page.locator('main');
  page.home = wires.phone.url;
  await go(page, `/waste/m/${first}`);
  assert.match(await main.innerText(), /一般工业固体废物[^]*已办结/);
  const keepsSilent = async () => {
    const html = await page.content(), said = await main.innerText();
    for (const secret of [...Object.values(names), plate, '李司机', '太湿']) assert.ok(!html.includes(secret), `${page.url()} tells ${secret}`);
    for (const weight of ['9.8', '8.5', '1.5 t']) assert.ok(!said.includes(weight), `${page.url()} tells ${weight}`);
  };
  await keepsSilent();
  await go(page, '/waste');
  assert.match(await main.innerText(), /还没有可以公布的数据/);
  const month = past();
  await again();
  for (;;) {
    await go(page, '/waste');
    if ((await main.innerText()).includes(month)) break;
  }
  const row = (field) => page.locator('main tr', { hasText: field }).innerText();
  assert.match(await row('一般工业固体废物'), /101 t/);
  assert.match(await row('农业固体废物'), /不单独公布/);
  assert.doesNotMatch(await main.innerText(), /155|\b20 t|\b7 t/);
  await keepsSilent();
  await screenshot(page, 'waste-public', { fullPage: true });
});
