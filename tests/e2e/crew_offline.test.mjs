// A crew's day without a network: the list and a stop open from the phone, what is recorded there survives the browser, comes
// to the server once, and is shown beside what the county has when the two do not agree. The network is a wire of the test's
// own that is cut, so that the browser, its worker and its pages all lose it. WUFEI_PICTURES: pictures to look at.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { axe, root, screenshot, startPortal } from './lib.mjs';
import { enterDesk, find, keepsStops, keptPaths, layWire, lose, outbox } from './staff_flow.mjs';

const binary = process.env.WUFEI_BINARY || join(root, 'build/release/wufei');
const crew = '1 号车';
const scratch = mkdtempSync(join(tmpdir(), 'wufei-crew-')), content = join(scratch, 'content');
const chinaDay = (days = 0) => new Date(Date.now() + (8 + 24 * days) * 3600e3).toISOString().slice(0, 10);
// What is kept ends with the day: nothing of this can be asked in its last minutes.
const late = new Date(Date.now() + 8 * 3600e3).getUTCHours() === 23 && new Date().getUTCMinutes() > 55;
const patient = { timeout: 180000, skip: late && 'the day ends' };
let portal, wire;

before(async () => {
  cpSync(join(root, 'content'), content, { recursive: true });
  const path = join(content, 'pickup/rules.json'), rules = JSON.parse(readFileSync(path, 'utf8'));
  rules.closed.open_dates.push(chinaDay());
  writeFileSync(path, JSON.stringify(rules));
  portal = await startPortal({ content });
  wire = await layWire(Number(new URL(portal.url).port));
});
after(async () => {
  await wire?.cut();
  await portal?.stop();
  rmSync(scratch, { recursive: true, force: true });
});

const wufei = (command, ...args) => execFileSync(binary, [command, '--data', portal.data, '--content', content, ...args], { encoding: 'utf8' });
let booked = 0;
// Of today, and this crew's.
function stopOfToday(note = '', quantity = 1) {
  booked += 1;
  const { areas } = JSON.parse(readFileSync(join(content, 'areas.json'), 'utf8'));
  const { categories } = JSON.parse(readFileSync(join(content, 'pickup/catalogue.json'), 'utf8')), bulky = categories[0];
  const area = areas[booked % areas.length], file = join(scratch, 'booking.json');
  writeFileSync(file, JSON.stringify({ area: area.code, address: `示例路 ${booked} 号`, contact_name: '李明', phone: `138000000${10 + booked}`, note,
    category: bulky.id, items: [{ item: bulky.items[0].id, quantity }], slot: `${area.code}.${bulky.id}.${chinaDay().replaceAll('-', '')}.am`, consent: true }));
  const reference = /WF(-\w{3}){3}/.exec(wufei('book', file))[0];
  wufei('pickup', reference, 'assign', crew);
  return reference;
}
// How often the booking's history says that it was fetched.
const fetched = (reference) => (wufei('pickup', reference, 'show').match(/^ {2}\d{4}.*收运已完成/gm) || []).length;

// A phone is a profile on disk: closed and opened again it is the same one.
async function phone(profile, offline = false) {
  const context = await chromium.launchPersistentContext(join(scratch, profile), { executablePath: process.env.WUFEI_CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, offline });
  const page = context.pages()[0] || await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  return { context, page };
}
async function signIn(page, name) {
  const said = wufei('staff', 'add', name, '--role', 'crew', '--display', '周师傅', '--department', crew);
  await enterDesk(page, wire.url, said);
  await page.waitForURL(/\/desk\/stops$/);
}
async function look(page, name) {
  assert.deepEqual(page.faults, [], name);
  assert.deepEqual(await axe(page), [], name);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 390, `${name}: wider than the window`);
  const small = await page.evaluate(() => [...document.querySelectorAll('.crew button, .crew a.main, .crew a.second, .crew .stops a')]
    .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 48).map((one) => one.textContent));
  assert.deepEqual(small, [], `${name}: less than a thumb`);
  await screenshot(page, `crew-${name}`, { fullPage: true });
}

test('recorded without a network, the browser closed and opened again: it comes to the server once', patient, async () => {
  const first = stopOfToday('没有电梯，三楼'), second = stopOfToday();
  let { context, page } = await phone('zhou');
  await signIn(page, 'zhou');
  await keepsStops(page, [first, second]);
  await lose(wire, context);
  await page.goto(`${wire.url}/desk/stops`);
  await page.locator('.kept').getByText('没有网络，记录先存在这部手机上').waitFor();
  await look(page, 'list');
  await page.getByRole('button', { name: '打电话' }).click();
  await page.locator('.kept').getByText('调不出电话').waitFor();
  await page.getByRole('link', { name: '到了，登记' }).click();
  await page.waitForURL(/\/desk\/stops\/WF/);
  const reference = /WF(-\w{3}){3}/.exec(page.url())[0];
  await page.locator('input[name=kilograms]').fill('900');
  await page.getByRole('button', { name: '收完了' }).click();
  await page.getByText('比平时重很多').waitFor();
  await look(page, 'stop');
  await page.locator('input[name=kilograms]').fill('３５．５');
  await page.getByRole('button', { name: '收完了' }).click();
  await page.waitForURL(/\/desk\/stops$/);
  await page.locator('.stops .tag', { hasText: '待上传' }).waitFor();
  await look(page, 'waiting');
  assert.equal(JSON.stringify(await outbox(page)).match(/示例路|李明|138\*|138000000/), null);
  assert.ok((await context.cookies()).find(({ name }) => name === 'wufei-desk').expires > Date.now() / 1000, 'for the day');
  await context.close();

  ({ context, page } = await phone('zhou', true));
  await page.goto(`${wire.url}/desk/stops`);
  await page.locator('.stops .tag', { hasText: '待上传' }).waitFor();
  assert.match(await page.locator('.next h2').innerText(), /示例路/);
  await page.goto(`${wire.url}/desk/stops/${reference}`);
  await page.getByText('这一站已经记在这部手机上').waitFor();
  await look(page, 'stop-kept');
  const [entry] = await outbox(page);
  await page.goto(`${wire.url}/desk/stops`);
  await find(wire, context);
  await page.locator('.stops .tag', { hasText: '已完成' }).waitFor();
  assert.deepEqual(await outbox(page), []);
  // Once more, as when the first answer was lost.
  const again = await page.evaluate(async ({ key, fields, noted, version, reference: stop }) => {
    const body = new URLSearchParams(fields);
    for (const [name, value] of [['form_key', document.querySelector('[name=form_key]').value], ['kind', 'collected'], ['version', version],
      ['noted', Math.floor(noted / 1000)], ['sent', Math.floor(Date.now() / 1000)]]) body.set(name, value);
    return (await fetch(`/desk/stops/${stop}/kept`, { method: 'POST', body, headers: { 'Idempotency-Key': key } })).json();
  }, entry);
  assert.equal(again.state, 'recorded');
  assert.match(wufei('pickup', reference, 'show'), /35\.5/);
  assert.equal(fetched(reference), 1);
  await context.close();
});

test('a part of it without a network: the phone asks why, and the reason comes with the record', patient, async () => {
  const stop = stopOfToday('', 2), { context, page } = await phone('feng');
  await signIn(page, 'feng');
  await keepsStops(page, [stop]);
  await lose(wire, context);
  await page.goto(`${wire.url}/desk/stops/${stop}`);
  await page.locator('select[name^="piece-"]').selectOption('1');
  await page.locator('input[name=kilograms]').fill('20');
  await page.getByRole('button', { name: '收完了' }).click();
  await page.getByText('有没收的，请选为什么').waitFor();
  await look(page, 'part');
  await page.locator('select[name=left]').selectOption('no_room');
  await page.getByRole('button', { name: '收完了' }).click();
  await page.waitForURL(/\/desk\/stops$/);
  await page.locator('.stops .tag', { hasText: '待上传' }).waitFor();
  assert.match((await outbox(page))[0].words, /装不下/);
  await find(wire, context);
  await page.locator('.stops .tag.mine').waitFor({ state: 'detached' });
  assert.match(wufei('pickup', stop, 'show'), /装不下/);
  await context.close();
});

test('cancelled meanwhile: both versions, one left to the desk, one dropped; nothing changes by itself', patient, async () => {
  const first = stopOfToday(), second = stopOfToday();
  const { context, page } = await phone('sun');
  await signIn(page, 'sun');
  await keepsStops(page, [first, second]);
  await lose(wire, context);
  for (const reference of [first, second]) {
    await page.goto(`${wire.url}/desk/stops/${reference}`);
    await page.locator('summary', { hasText: '没收到' }).click();
    await page.locator('select[name=why]').selectOption('nobody_answered');
    await page.getByRole('button', { name: '登记没收到' }).click();
    await page.waitForURL(/\/desk\/stops$/);
  }
  await page.locator('.kept').getByText('还有 2 条没有上传').waitFor();
  wufei('pickup', first, 'cancel', '住户搬家');
  wufei('pickup', second, 'complete', '--kg', '20');
  await find(wire, context);
  await page.locator('.clash').nth(1).waitFor();
  await look(page, 'clash');
  await page.getByRole('button', { name: '交调度核对' }).first().click();
  await page.locator('.kept').getByText('已交给调度核对').waitFor();
  await page.getByRole('button', { name: '不要我的' }).click();
  await page.locator('.kept').getByText('已丢掉手机上的记录').waitFor();
  assert.deepEqual(await outbox(page), []);
  assert.equal(await page.locator('.clash').count(), 0);
  await context.close();
});

test('sign-out clears the phone; what waits stays for its owner and is shown to nobody else', patient, async () => {
  const first = stopOfToday();
  const { context, page } = await phone('li');
  await signIn(page, 'li');
  await keepsStops(page, [first]);
  await lose(wire, context);
  await page.goto(`${wire.url}/desk/stops/${first}`);
  await page.locator('summary', { hasText: '没收到' }).click();
  await page.locator('select[name=why]').selectOption('nobody_answered');
  await page.getByRole('button', { name: '登记没收到' }).click();
  await page.waitForURL(/\/desk\/stops$/);
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.locator('.kept').getByText('还有 1 条没有上传').first().waitFor();
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.locator('.kept').getByText('账号还没有退出').waitFor();
  assert.deepEqual(await keptPaths(page), []);
  await page.goto(`${wire.url}/desk/stops`).catch(() => {});
  await page.getByText('这一页没有存在手机上').first().waitFor();
  assert.equal(await page.getByText('示例路').count(), 0);
  await screenshot(page, 'crew-lost', { fullPage: true });
  await context.clearCookies();  // the session is over
  await find(wire, context);
  await page.goto(`${wire.url}/desk/stops`);
  await page.waitForURL(/sign-in/);
  await page.getByText('1 条记录还没有上传').waitFor();
  await screenshot(page, 'crew-sign-in', { fullPage: true });
  await signIn(page, 'qian');
  await page.locator('.stops a').first().waitFor();
  assert.equal(await page.locator('.stops .tag', { hasText: '待上传' }).count(), 0);
  assert.equal((await outbox(page)).length, 1);
  assert.doesNotMatch(wufei('pickup', first, 'show'), /没有人应/);
  await keepsStops(page, [first]);
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.waitForURL(/sign-in/);
  await page.getByText('1 条记录还没有上传').waitFor();
  assert.deepEqual(await keptPaths(page), []);
  await context.close();
});
