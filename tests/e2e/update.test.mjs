// A new version is put in force under an open page: what the page fetches late is gone, and the person must not notice.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { createServer, request as ask } from 'node:http';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, startPortal, launchBrowser, phoneContext, openPage, live } from './lib.mjs';

const www = process.env.WUFEI_WWW || join(root, 'build/wasm'), next = mkdtempSync(join(tmpdir(), 'wufei-next-'));
const heading = (page, name) => page.locator('#twin').getByRole('heading', { level: 1, name });
let browser, door, target, url;
const portals = [];

// The same client with another name for its second part.
function makeNext() {
  const whole = ['manifest.webmanifest', 'icon.svg', 'icon-192.png', 'icon-512.png'].flatMap((name) => [name, `${name}.br`, `${name}.gz`]);
  for (const name of ['assets', 'desk', 'index.html', 'sw.js', 'asset-manifest.json', ...whole.filter((one) => existsSync(join(www, one)))])
    cpSync(join(www, name), join(next, name), { recursive: true });
  const [, old] = /part\.([0-9a-f]+)\.wasm/.exec(readFileSync(join(www, 'index.html'), 'utf8'));
  const fresh = old.replace(/./g, (digit) => (15 - parseInt(digit, 16)).toString(16));
  for (const file of readdirSync(join(next, 'assets')).filter((name) => name.includes(old)))
    renameSync(join(next, 'assets', file), join(next, 'assets', file.replace(old, fresh)));
  for (const name of ['index.html', 'sw.js', 'asset-manifest.json'])
    writeFileSync(join(next, name), readFileSync(join(next, name), 'utf8').replaceAll(old, fresh));
  const manifest = JSON.parse(readFileSync(join(next, 'asset-manifest.json'), 'utf8'));
  for (const file of manifest.files) if (['sw.js', 'index.html'].includes(file.path)) file.br = file.gz = 0;
  writeFileSync(join(next, 'asset-manifest.json'), JSON.stringify(manifest));
}

before(async () => {
  makeNext();
  for (const one of [www, next]) portals.push(await startPortal({ www: one }));
  browser = await launchBrowser();
  // One address for both versions, as behind a front server.
  door = createServer((from, to) => {
    const passed = ask(`${target}${from.url}`, { method: from.method, headers: from.headers }, (reply) => {
      to.writeHead(reply.statusCode, reply.headers);
      reply.pipe(to);
    });
    passed.on('error', () => to.destroy());
    from.pipe(passed);
  });
  await new Promise((ready) => door.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${door.address().port}`;
});
after(async () => {
  await browser?.close();
  door?.closeAllConnections();
  door?.close();
  for (const portal of portals) await portal.stop();
  rmSync(next, { recursive: true, force: true });
});

// A page of the old version; loads[] are the documents it was sent.
async function openOld(path, options = { serviceWorkers: 'block' }) {
  target = portals[0].url;
  const context = await phoneContext(browser, options), page = await openPage(context, url + path), loads = [];
  page.on('request', (sent) => { if (sent.isNavigationRequest()) loads.push(new URL(sent.url()).pathname); });
  await live(page);
  return { page, loads, context };
}

test('a link that needs the part that is gone opens its page by one full load', async () => {
  const { page, loads, context } = await openOld('/');
  target = portals[1].url;
  await page.getByRole('link', { name: '信息公开' }).first().tap();
  await heading(page, '信息公开').waitFor();
  await live(page);
  assert.deepEqual(loads, ['/disclosure']);
  await context.close();
});

test('a booking under way goes on with what was chosen', async () => {
  const { page, loads, context } = await openOld('/');
  await page.getByRole('link', { name: '预约上门收运' }).first().tap();
  await page.getByRole('radio', { name: '大件垃圾（废旧家具）' }).tap();
  await page.getByRole('button', { name: /^(\+|增加|添加)/ }).first().tap();
  await page.goto(`${url}/`);
  await live(page);
  await (await context.newCDPSession(page)).send('Network.clearBrowserCache');  // the part of the first visit
  loads.length = 0;
  target = portals[1].url;
  const gone = page.waitForResponse((reply) => /\/assets\/part\./.test(reply.url()) && reply.status() === 404);
  await page.getByRole('link', { name: '预约上门收运' }).first().tap();
  await gone;
  const onward = page.locator('#twin').getByRole('button', { name: /^下一步/ });
  await onward.tap();
  await page.getByRole('combobox', { name: '镇街' }).selectOption({ index: 1 });  // the next step is there: the items were kept
  assert.equal(new URL(page.url()).pathname, '/pickup/new/where');
  assert.deepEqual(loads, ['/pickup/new/what'], 'one load, before anything more is chosen');
  await context.close();
});

test('what is gone for good is said, with a button, and never loads in a circle', async () => {
  const { page, loads, context } = await openOld('/');
  await page.route(/\/assets\/part\./, (route) => route.fulfill({ status: 404 }));
  await page.getByRole('link', { name: '信息公开' }).first().tap();
  const reload = page.locator('#boot-note').getByRole('button', { name: '重新打开' });
  await reload.waitFor();
  assert.match(await page.locator('#boot-note').innerText(), /网页刚刚更新过/);
  assert.deepEqual(loads, ['/disclosure']);
  await page.unroute(/\/assets\/part\./);
  await reload.tap();
  await live(page);
  await heading(page, '信息公开').waitFor();
  await context.close();
});

test('the service worker keeps the part: the page opens without a load', { timeout: 60000 }, async () => {
  const { page, loads, context } = await openOld('/', {});
  const kept = () => page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) =>
    (await (await caches.open(name)).keys()).map((one) => one.url)))).flat().some((one) => /part\.[0-9a-f]+\.wasm$/.test(one)));
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  while (!await kept());
  target = portals[1].url;
  await page.getByRole('link', { name: '信息公开' }).first().tap();
  await heading(page, '信息公开').waitFor();
  assert.deepEqual(loads, []);
  await context.close();
});
