// Public pages in the browser: the second part of the program, links, going back, narrowing, headings, reading offline.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { keeps, startPortal, launchBrowser, phoneContext, desktopContext, openPage, live, settled } from './lib.mjs';

let portal, browser;
before(async () => { portal = await startPortal(); browser = await launchBrowser(); });
after(async () => { await browser?.close(); await portal.stop(); });

const heading = (page, name) => page.locator('#twin').getByRole('heading', { level: 1, name });
const isPart = (url) => /\/assets\/part\.[0-9a-f]+\.wasm$/.test(url);

test('the second part comes when a link to a public page is touched, and the page opens', async () => {
  const context = await phoneContext(browser);
  const page = await openPage(context, `${portal.url}/`), parts = [];
  page.on('request', (request) => { if (isPart(request.url())) parts.push(request.url()); });
  await live(page);
  await settled(page, 800);
  assert.deepEqual(parts, [], 'not before it is needed');
  await page.getByRole('link', { name: '公开', exact: true }).tap();
  await heading(page, '信息公开').waitFor();
  assert.equal(parts.length, 1);
  assert.equal(new URL(page.url()).pathname, '/disclosure');
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1');
  assert.deepEqual(page.faults, []);
  await context.close();
});

test('following a link, going back, reloading', async () => {
  const context = await desktopContext(browser);
  const page = await openPage(context, `${portal.url}/disclosure`);
  await live(page);
  const asked = [];
  page.on('request', (request) => { if (request.url().includes('/api/v1/pages')) asked.push(request.url()); });
  const told = () => page.evaluate(() => [document.querySelector('link[rel="canonical"]')?.getAttribute('href').replace(/^https?:\/\/[^/]*/, ''),
    document.querySelector('meta[name="description"]').content, document.querySelectorAll('meta[name="robots"]').length]);
  const first = await told();
  await page.locator('#twin a[href="/disclosure/policy/plan-industry"]').click();
  await heading(page, /工业/).waitFor();
  await settled(page);
  const [canonical, description, robots] = await told();
  assert.equal(first[0], '/disclosure');
  assert.equal(canonical, '/disclosure/policy/plan-industry', 'the address that is passed on is that of the page shown');
  assert.notEqual(description, first[1]);
  assert.equal(robots, 0);
  assert.equal(new URL(page.url()).pathname, '/disclosure/policy/plan-industry');
  assert.equal(asked.length, 1);
  const title = await page.locator('#twin h1').textContent();
  await page.reload();
  await live(page);
  assert.equal(await page.locator('#twin h1').textContent(), title);
  assert.equal(asked.length, 1, 'the page brought its document along');
  await page.goBack();
  await heading(page, '信息公开').waitFor();
  assert.deepEqual(page.faults, []);
  await context.close();
});

test('a public page that was read opens without a network', { timeout: 60000 }, async () => {
  const context = await phoneContext(browser);
  const page = await openPage(context, `${portal.url}/disclosure`);
  await live(page);
  await keeps(page, [/:\d+\/disclosure$/, /\/api\/v1\/pages\?path=\/disclosure$/, /part\.[0-9a-f]+\.wasm$/]);
  await context.setOffline(true);
  await page.reload();
  await live(page);
  await heading(page, '信息公开').waitFor();
  await context.close();
});

test('after one visit the page of the collection opens without a network, in large print too, and leads into the booking', { timeout: 60000 }, async () => {
  const context = await phoneContext(browser);
  const page = await openPage(context, `${portal.url}/`);
  await live(page);
  await keeps(page, [/:\d+\/pickup$/, /\/api\/v1\/pages\?path=\/pickup$/, /\/api\/v1\/pages\?path=\/privacy$/, /part\.[0-9a-f]+\.wasm$/]);
  await context.setOffline(true);
  await page.locator('#twin a[href="/pickup"]').first().tap();
  await heading(page, '预约上门收运').waitFor();
  await page.reload();
  await live(page);
  await heading(page, '预约上门收运').waitFor();
  await page.getByRole('button', { name: '大字' }).tap();
  await page.locator('#twin').getByRole('heading', { level: 2, name: '收哪些东西' }).waitFor();
  await page.locator('#twin a[href="/privacy"]').first().tap();
  await heading(page, '个人信息说明').waitFor();
  await page.goBack();
  await page.locator('#twin').getByRole('link', { name: '开始预约' }).tap();
  await page.waitForURL(/\/pickup\/new\/what$/);
  assert.deepEqual(page.faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED/.test(fault)), []);
  await context.close();
});

test('without a network a page that is not kept is named, and never shown as another one', { timeout: 60000 }, async () => {
  const context = await phoneContext(browser);
  const page = await openPage(context, `${portal.url}/`);
  await live(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await live(page);
  await keeps(page, [/part\.[0-9a-f]+\.wasm$/]);
  await context.setOffline(true);
  await page.goto(`${portal.url}/indicators`);
  assert.equal(await page.locator('#static h1').textContent(), '现在没有网络');
  assert.match(await page.locator('#static main').textContent(), /“建设指标”这一页还没有存到这台设备上/);
  await live(page);
  await heading(page, '现在没有网络').waitFor();
  const said = await page.locator('#twin main').textContent();
  assert.match(said, /“建设指标”这一页还没有存到这台设备上/);
  assert.deepEqual(await page.locator('#twin main').getByRole('listitem').count(), 3);
  await context.setOffline(false);
  // It tries by itself too, perhaps before the network carries anything: as a person would, presses again while it is asked.
  const again = page.locator('#twin').getByRole('button', { name: '再试一次' });
  await page.waitForFunction(() => {
    const all = [...document.querySelectorAll('#twin h1, #twin button')], there = all.some((node) => node.textContent === '建设指标');
    if (!there) all.find((node) => node.textContent === '再试一次')?.click();
    return there;
  }, null, { polling: 1000 });
  await again.waitFor({ state: 'detached' });
  await context.close();
});

test('the list of indicators says the same in the server’s page and the client’s; a fold stays open when one comes back', async () => {
  for (const make of [phoneContext, desktopContext]) {
    const plain = await make(browser, { javaScriptEnabled: false }), full = await make(browser);
    const page = await plain.newPage(), drawn = await openPage(full, `${portal.url}/indicators`);
    await page.goto(`${portal.url}/indicators`);
    await live(drawn);
    const names = (one, root) => one.locator(`${root} main a[href^="/indicators/"]`).evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    const rows = (list) => list.filter((href) => /^\/indicators\/\d+$/.test(href));
    assert.equal(rows(await names(page, '#static')).length, 48);
    assert.deepEqual(rows(await names(drawn, '#twin')), rows(await names(page, '#static')));
    await page.goto(`${portal.url}/indicators/15`);
    await page.getByText('核对说明 3 处').click();
    assert.ok(await page.getByRole('link', { name: '核对说明 D03' }).isVisible());
    await drawn.locator('#twin a[href="/indicators/15"]').click();
    await heading(drawn, '秸秆综合利用率').waitFor();
    await drawn.getByRole('button', { name: /^核对说明 3 处/ }).click();
    await drawn.locator('#twin').getByRole('link', { name: '核对说明 D03' }).click();
    await heading(drawn, /^D03/).waitFor();
    await drawn.goBack();
    await drawn.locator('#twin').getByRole('link', { name: '核对说明 D03' }).waitFor();
    assert.deepEqual(drawn.faults, []);
    await plain.close();
    await full.close();
  }
});

test('when the second part can not be had, the page says so and can try again', async () => {
  const context = await phoneContext(browser, { serviceWorkers: 'block' });
  const page = await openPage(context, `${portal.url}/`);
  await live(page);
  await page.route(/\/assets\/part\./, (route) => route.abort());
  await page.getByRole('link', { name: '公开', exact: true }).tap();
  await heading(page, '这一页暂时打不开').waitFor();
  await page.unroute(/\/assets\/part\./);
  await page.getByRole('button', { name: '再试一次' }).tap();
  await heading(page, '信息公开').waitFor();
  await context.close();
});
