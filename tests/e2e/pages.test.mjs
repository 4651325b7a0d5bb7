// Every page: accessible, quiet when idle, without other origins, and readable without the client.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { startPortal, launchBrowser, phoneContext, desktopContext, openPage, live, settled, axe } from './lib.mjs';
import { tap, chooseItem, fillPlace, chooseTime, fillContact, submit, button } from './flow.mjs';

let portal, browser;
before(async () => { portal = await startPortal(); browser = await launchBrowser(); });
after(async () => { await browser?.close(); await portal.stop(); });

const paths = ['/', '/pickup', '/pickup/new/what', '/pickup/lookup', '/pickup/WF-222-222-222', '/privacy', '/no/such/page'];
for (const [device, makeContext] of [['phone', phoneContext], ['desktop', desktopContext]])
  for (const elder of [false, true])
    test(`axe finds nothing: ${device}${elder ? ', elder mode' : ''}`, async () => {
      const context = await makeContext(browser);
      if (elder) await context.addInitScript(() => { try { localStorage.setItem('wufei.elder', '1'); } catch { /* private */ } });
      for (const path of paths) {
        const page = await openPage(context, portal.url + path);
        await live(page);
        await settled(page);
        assert.deepEqual(await axe(page), [], path);
        assert.deepEqual(page.faults.filter((fault) => !/status of 404/.test(fault)), [], path);
        assert.equal(await page.locator('#twin h1').count(), 1, `${path}: one level-1 heading`);
        await page.close();
      }
      await context.close();
    });

test('axe finds nothing on the steps of a booking', async () => {
  const context = await phoneContext(browser);
  const page = await openPage(context, `${portal.url}/`);
  await live(page);
  const clean = async (what) => { await settled(page); assert.deepEqual(await axe(page), [], what); };
  await chooseItem(page, tap);
  await tap(button(page, '下一步'));
  await clean('where, with errors');
  await fillPlace(page, tap, '无障碍路 1 号');
  await clean('when');
  await chooseTime(page, tap);
  await clean('who');
  await fillContact(page, tap, { name: '张', phone: '13806350099' });
  await clean('check');
  const reference = await submit(page, tap);
  await clean('done');
  await page.goto(`${portal.url}/pickup/${reference}`);
  await live(page);
  await clean('booking');
  await tap(button(page, '取消预约'));
  await clean('cancel?');
  await page.goto(`${portal.url}/pickup/${reference}/change`);
  await live(page);
  await clean('change');
  await context.close();
});

test('ten idle seconds draw no frame', async () => {
  const context = await phoneContext(browser);
  await context.clock.install();
  await context.addInitScript(() => {
    const ask = window.requestAnimationFrame.bind(window);
    window.framesDrawn = 0;
    window.requestAnimationFrame = (callback) => ask((time) => { window.framesDrawn += 1; callback(time); });
  });
  const page = await openPage(context, `${portal.url}/`);
  await live(page);
  await settled(page, 1500);
  const before = await page.evaluate(() => window.framesDrawn);
  assert.ok(before > 0);
  await page.clock.runFor(10000);
  assert.equal(await page.evaluate(() => window.framesDrawn), before);
  await context.close();
});

test('without JavaScript the pages are there', async () => {
  const context = await phoneContext(browser, { javaScriptEnabled: false });
  for (const [path, heading] of [['/', /./], ['/pickup', /预约上门收运/]]) {
    const page = await context.newPage();
    await page.goto(portal.url + path);
    assert.match(await page.locator('h1').first().textContent(), heading);
    assert.ok(await page.getByRole('link', { name: '12345' }).first().isVisible());
    assert.ok(await page.evaluate(() => document.body.scrollWidth <= window.innerWidth), 'fits the width');
    await page.close();
  }
  await context.close();
});

test('without JavaScript nothing scrolls sideways on a screen of 320 px', async () => {
  const context = await phoneContext(browser, { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  for (const path of ['/', '/indicators', '/indicators/1', '/indicators/43', '/tasks', '/open-data', '/open-data/tasks', '/api-reference',
    '/guide', '/feedback/new', '/feedback/statistics', '/disclosure', '/search', '/pickup', '/no/such/page']) {
    await page.goto(portal.url + path);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320, path);
  }
  await context.close();
});

test('in forced colours the texts of the twin stay transparent over their picture', async () => {
  const context = await desktopContext(browser, { forcedColors: 'active' });
  for (const path of ['/', '/pickup/lookup']) {
    const page = await openPage(context, portal.url + path);
    await live(page);
    await settled(page);
    const seen = await page.evaluate(() => [...document.querySelectorAll('#twin *')]
      .filter((one) => !/^(INPUT|TEXTAREA|SELECT|OPTION)$/.test(one.tagName) && one.textContent.trim() !== '')
      .map((one) => getComputedStyle(one).color).filter((colour) => colour !== 'rgba(0, 0, 0, 0)'));
    assert.deepEqual(seen, [], path);
    await page.close();
  }
  await context.close();
});

test('when the wasm can not be loaded the static page stays and says so', async () => {
  const context = await phoneContext(browser);
  const page = await context.newPage();
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto(`${portal.url}/pickup`);
  await page.locator('#boot-note').waitFor();
  assert.ok(await page.evaluate(() => document.documentElement.classList.contains('failed')));
  assert.ok(await page.getByRole('link', { name: '12345' }).first().isVisible());
  await context.close();
});

test('offline: the notice appears, and goes when the network is back', async () => {
  const context = await phoneContext(browser);
  const page = await openPage(context, `${portal.url}/`);
  await live(page);
  await context.setOffline(true);
  await page.getByText('现在没有网络').first().waitFor();
  await context.setOffline(false);
  await page.getByText('现在没有网络').first().waitFor({ state: 'detached' });
  await context.close();
});
