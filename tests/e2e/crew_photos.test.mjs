// Photographs of a stop in a browser: made smaller on the phone, kept without a network, sent with their record, seen at the
// desk, which corrects the outcome; without scripts as they are. WUFEI_PICTURES: pictures to look at.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { axe, desktopContext, launchBrowser, phoneContext, root, screenshot, startPortal } from './lib.mjs';
import { enterDesk, find, keepsStops, layWire, lose } from './staff_flow.mjs';

const binary = process.env.WUFEI_BINARY || join(root, 'build/release/wufei'), crew = '1 号车';
const scratch = mkdtempSync(join(tmpdir(), 'wufei-photos-')), content = join(scratch, 'content');
const today = new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10);
// What is kept ends with the day: nothing of this can be asked in its last minutes.
const late = new Date(Date.now() + 8 * 3600e3).getUTCHours() === 23 && new Date().getUTCMinutes() > 55;
const patient = { timeout: 180000, skip: late && 'the day ends' };
let portal, wire, browser;

before(async () => {
  cpSync(join(root, 'content'), content, { recursive: true });
  const path = join(content, 'pickup/rules.json'), rules = JSON.parse(readFileSync(path, 'utf8'));
  rules.closed.open_dates.push(today);
  writeFileSync(path, JSON.stringify(rules));
  portal = await startPortal({ content });
  wire = await layWire(Number(new URL(portal.url).port));
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await wire?.cut();
  await portal?.stop();
  rmSync(scratch, { recursive: true, force: true });
});

const wufei = (command, ...args) => execFileSync(binary, [command, '--data', portal.data, '--content', content, ...args], { encoding: 'utf8' });
let booked = 0;
// Of today, and this crew's.
function stopOfToday() {
  booked += 1;
  const { areas } = JSON.parse(readFileSync(join(content, 'areas.json'), 'utf8')), area = areas[booked];
  const [bulky] = JSON.parse(readFileSync(join(content, 'pickup/catalogue.json'), 'utf8')).categories, file = join(scratch, 'booking.json');
  writeFileSync(file, JSON.stringify({ area: area.code, address: `示例路 ${booked} 号`, contact_name: '李明', phone: `138000000${10 + booked}`,
    category: bulky.id, items: [{ item: bulky.items[0].id, quantity: 1 }], slot: `${area.code}.${bulky.id}.${today.replaceAll('-', '')}.am`, consent: true }));
  const reference = /WF(-\w{3}){3}/.exec(wufei('book', file))[0];
  wufei('pickup', reference, 'assign', crew);
  return reference;
}
async function signedIn(context, name, role) {
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  const own = role === 'crew' ? ['--department', crew] : [];
  await enterDesk(page, wire.url, wufei('staff', 'add', name, '--role', role, '--display', name, ...own));
  await page.waitForURL(role === 'crew' ? /\/desk\/stops$/ : /\/desk$/);
  return page;
}
async function look(page, name) {
  assert.deepEqual(page.faults, [], name);
  assert.deepEqual(await axe(page), [], name);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= page.viewportSize().width, `${name}: wider than the window`);
  await screenshot(page, `photos-${name}`, { fullPage: true });
}

// As a camera takes it: 3,600 x 2,700 pixels of noise, several MB.
async function photograph(page, hue) {
  const base64 = await page.evaluate((shift) => new Promise((done) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 3600, height: 2700 }), pen = canvas.getContext('2d');
    for (let at = 0; at < 40000; at += 1) {
      pen.fillStyle = `hsl(${(at * 47 + shift) % 360} 60% ${20 + (at * 13) % 60}%)`;
      pen.fillRect((at * 7919) % 3600, (at * 104729) % 2700, 40, 30);
    }
    canvas.toBlob((blob) => Object.assign(new FileReader(), { onload() { done(this.result.split(',')[1]); } }).readAsDataURL(blob), 'image/jpeg', 0.98);
  }), hue);
  return { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(base64, 'base64') };
}
// Of every record that waits: the photographs' fields, sizes and types.
const photosOf = (page) => page.evaluate(() => new Promise((done) => {
  indexedDB.open('wufei-crew', 1).onsuccess = ({ target }) => {
    target.result.transaction('outbox').objectStore('outbox').getAll().onsuccess = ({ target: found }) => {
      done(found.result.map((entry) => entry.photos.map(([name, photo]) => [name, photo.size, photo.type])));
      target.result.close();
    };
  };
}));

test('photographs without a network come with the record; the desk sees them and corrects the outcome', patient, async () => {
  const first = stopOfToday(), second = stopOfToday();
  const context = await phoneContext(browser), page = await signedIn(context, 'wu', 'crew');
  await keepsStops(page, [first, second]);
  const pictures = [await photograph(page, 0), await photograph(page, 120)];
  assert.ok(pictures[0].buffer.length > 2e6, `${pictures[0].buffer.length} bytes`);
  await lose(wire, context);
  await page.goto(`${wire.url}/desk/stops/${first}`);
  await page.locator('form[action$="/collected"] summary').click();
  await page.locator('#photo-1').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') });
  await page.getByText('这张照片打不开').waitFor();
  for (const number of [1, 2]) {
    await page.locator(`#photo-${number}`).setInputFiles(pictures[number - 1]);
    await page.locator('.shots img').nth(number - 1).waitFor();
  }
  assert.equal(await page.getByText('这张照片打不开').count(), 0);
  await page.locator('input[name=kilograms]').fill('30');
  await look(page, 'photos');
  await page.getByRole('button', { name: '收完了' }).click();
  await page.waitForURL(/\/desk\/stops$/);
  await page.locator('.stops .tag', { hasText: '待上传' }).waitFor();
  const [kept] = await photosOf(page);
  assert.deepEqual(kept.map(([name, , type]) => [name, type]), [['photo-1', 'image/jpeg'], ['photo-2', 'image/jpeg']]);
  assert.ok(kept.every(([, size]) => size > 10000 && size <= 300000), String(kept));
  // A phone that is full: the record stays.
  await page.goto(`${wire.url}/desk/stops/${second}`);
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (entry) {
      if (entry.photos.length > 0) throw new DOMException('full', 'QuotaExceededError');
      return put.call(this, entry);
    };
  });
  await page.locator('summary', { hasText: '没收到' }).click();
  await page.locator('select[name=why]').selectOption('nobody_answered');
  await page.locator('form[action$="/missed"] summary').click();
  await page.locator('#photo-4').setInputFiles(pictures[0]);
  await page.locator('.shots img').waitFor();
  await page.getByRole('button', { name: '登记没收到' }).click();
  await page.waitForURL(/\/desk\/stops$/);
  await page.locator('.kept').getByText('照片没有存').waitFor();
  assert.deepEqual((await photosOf(page)).map((photos) => photos.length).sort(), [0, 2]);
  await find(wire, context);
  await page.getByText('已办 2 站').waitFor();
  assert.deepEqual(await photosOf(page), []);
  await page.goto(`${wire.url}/desk/stops/${first}`);
  assert.equal(await page.locator('.photos a').count(), 2);
  await look(page, 'stop-photos');
  await context.close();

  const desk = await signedIn(await desktopContext(browser), 'wang', 'dispatcher');
  await desk.goto(`${wire.url}/desk/pickups/${first}`);
  const [width, type] = await desk.evaluate(async (path) => {
    const reply = await fetch(path), image = await createImageBitmap(await reply.blob());
    return [image.width, reply.headers.get('Content-Type')];
  }, await desk.locator('.photos a').first().getAttribute('href'));
  assert.deepEqual([width > 300 && width <= 1600, type], [true, 'image/jpeg'], String(width));
  await look(desk, 'booking-photos');
  await desk.getByRole('link', { name: '更正结果' }).click();
  await desk.locator('input[name=kilograms]').fill('900');
  await desk.locator('input[name=because]').fill('两户的重量记在了一起');
  await desk.getByRole('button', { name: '确认更正' }).click();
  await desk.locator('input[name=sure]').waitFor();
  await look(desk, 'outcome-asked');
  await desk.setViewportSize({ width: 390, height: 844 });
  await look(desk, 'outcome-390');
  await desk.setViewportSize({ width: 1280, height: 800 });
  await desk.locator('input[name=kilograms]').fill('15');
  await desk.getByRole('button', { name: '确认更正' }).click();
  await desk.getByText('已更正，原来的登记还在经过里').waitFor();
  await look(desk, 'booking-corrected');
  assert.match(wufei('pickup', first, 'show'), /15 公斤.*两户的重量记在了一起/);
  await desk.context().close();
});

test('on a weak network records without photographs go first, though they are younger', patient, async () => {
  const stops = [stopOfToday(), stopOfToday(), stopOfToday()], context = await phoneContext(browser), page = await signedIn(context, 'ma', 'crew');
  await keepsStops(page, stops);
  const picture = await photograph(page, 60), sent = [];
  // What was answered: a request may begin before the network is found again.
  context.on('response', (reply) => { if (reply.url().endsWith('/kept')) sent.push(reply.url().split('/').at(-2)); });
  await lose(wire, context);
  for (const [index, photos] of [[0, 2], [1, 1], [2, 0]]) {
    await page.goto(`${wire.url}/desk/stops/${stops[index]}`);
    await page.locator('input[name=kilograms]').fill('10');
    await page.locator('form[action$="/collected"] summary').click();
    for (let number = 1; number <= photos; number += 1) {
      await page.locator(`#photo-${number}`).setInputFiles(picture);
      await page.locator('.shots img').nth(number - 1).waitFor();
    }
    await page.getByRole('button', { name: '收完了' }).click();
    await page.waitForURL(/\/desk\/stops$/);
    await page.locator('.stops .tag', { hasText: '待上传' }).nth(index).waitFor();
  }
  await find(wire, context);
  await page.waitForFunction(() => document.querySelectorAll('.stops .tag.mine').length === 0);
  assert.deepEqual([...new Set(sent)], [stops[2], stops[1], stops[0]]);
  assert.deepEqual(await photosOf(page), []);
  await context.close();
});

test('without scripts a photograph goes as it is; one of 30 MB is refused in words, and nothing is recorded', patient, async () => {
  const stop = stopOfToday();
  const context = await phoneContext(browser, { javaScriptEnabled: false }), page = await signedIn(context, 'he', 'crew');
  await page.goto(`${wire.url}/desk/stops/${stop}`);
  await page.locator('form[action$="/collected"] summary').click();
  await page.locator('input[name=kilograms]').fill('12');
  await page.locator('#photo-1').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(30e6, 'x') });
  await page.getByRole('button', { name: '收完了' }).click();
  await page.getByText('文件太大，最大 1 MB').waitFor();
  await screenshot(page, 'crew-photo-large', { fullPage: true });
  assert.doesNotMatch(wufei('pickup', stop, 'show'), /收运已完成/);
  await page.getByRole('link', { name: '回到填写的那一页' }).click();
  await page.waitForURL(`**/desk/stops/${stop}`);
  const picture = await page.screenshot();  // a page that is shown: an empty new one may not be drawn yet
  await page.locator('form[action$="/collected"] summary').click();
  await page.locator('input[name=kilograms]').fill('12');
  await page.locator('#photo-1').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: picture });
  await page.getByRole('button', { name: '收完了' }).click();
  await page.waitForURL(/done=collected/);
  await page.goto(`${wire.url}/desk/stops/${stop}`);
  assert.equal(await page.locator('.photos a').count(), 1);
  await context.close();
});
