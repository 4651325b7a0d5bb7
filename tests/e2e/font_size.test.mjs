// The size of letters that a reader chose in the browser, which is neither its zoom nor large print: everything is as much
// larger, on the server's pages and in the drawing alike.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { launchBrowser, live, openPage, phoneContext, settled, sizer, startPortal } from './lib.mjs';

let portal, browser;
before(async () => { portal = await startPortal(); browser = await launchBrowser(); });
after(async () => { await browser?.close(); await portal.stop(); });

const paths = ['/', '/pickup', '/pickup/lookup', '/pickup/new/what', '/guide?q=%E7%94%B5%E6%B1%A0', '/guide/items/power_bank', '/indicators',
  '/indicators/7', '/disclosure', '/feedback', '/feedback/new', '/surveys', '/search', '/privacy', '/open-data', '/no/such/page'];
const where = (page, selector) => page.locator(selector).first().evaluate((one) => {
  const { x, y, height } = one.getBoundingClientRect();
  return { x, y, height, letters: parseFloat(getComputedStyle(one.querySelector('[data-line]') || one).fontSize) };
});

test('the pages grow with it, and none is wider than its view', async () => {
  for (const [width, height, size] of [[390, 844, 16], [390, 844, 24], [320, 568, 32], [1280, 800, 24]]) {
    const context = await phoneContext(browser, { viewport: { width, height }, serviceWorkers: 'block' });
    const page = await context.newPage(), choose = await sizer(context, page);
    await page.route('**/assets/*.js', (route) => route.abort());  // so that nothing but the page is looked at
    await choose(size);
    for (const path of paths) {
      await page.goto(portal.url + path, { waitUntil: 'load' });
      const seen = await page.evaluate(() => ({ width: document.documentElement.scrollWidth,
        letters: parseFloat(getComputedStyle(document.querySelector('#static main')).fontSize) }));
      assert.ok(seen.width <= width, `${path} is ${seen.width} wide at ${size} in ${width}`);
      assert.ok(Math.abs(seen.letters - 17 * size / 16) < 0.1, `${path}: ${seen.letters} at ${size}`);
    }
    await context.close();
  }
});

test('the client draws as large as the page was, is pressed where it draws, and follows when the size changes', async () => {
  const context = await phoneContext(browser, { serviceWorkers: 'block' });
  const plain = await context.newPage(), choosePlain = await sizer(context, plain);
  await plain.route('**/assets/*.js', (route) => route.abort());
  await choosePlain(24);
  await plain.goto(portal.url, { waitUntil: 'load' });
  const booking = 'main a[href="/pickup/new/what"]', heading = 'h1', mine = 'a[href="/pickup/lookup"]';
  const page = await openPage(context, `${portal.url}/privacy`), choose = await sizer(context, page);
  await live(page);
  await settled(page);
  await choose(24);
  await page.goto(portal.url);
  await live(page);
  await settled(page);
  for (const [before, now] of [[heading, heading], ['.band .cards li', booking], [`.bar ${mine}`, `[data-fixed] ${mine}`]]) {
    const boxes = [await where(plain, `#static ${before}`), await where(page, `#twin ${now}`)];
    assert.ok(Math.abs(boxes[0].y - boxes[1].y) <= 3 && Math.abs(boxes[0].x - boxes[1].x) <= 3, `${now}: ${JSON.stringify(boxes)}`);
  }
  assert.equal((await where(page, `#twin ${booking}`)).height, 84);
  assert.equal((await where(plain, `#static ${heading}`)).letters, 39);
  assert.equal((await where(page, `#twin ${heading}`)).letters, 39);
  await choose(16);
  await page.waitForFunction((selector) => document.querySelector(selector).getBoundingClientRect().height === 56, `#twin ${booking}`);
  await settled(page);
  assert.equal((await where(page, `#twin ${heading}`)).letters, 30);
  await choose(20);
  await page.waitForFunction((selector) => document.querySelector(selector).getBoundingClientRect().height === 70, `#twin ${booking}`);
  await settled(page);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await settled(page);
  const foot = await page.locator('#twin footer a[href="/privacy"]').boundingBox();
  assert.ok(foot.y > 0 && foot.y + foot.height < 844, 'the document is as tall as what is drawn');
  await page.touchscreen.tap(foot.x + foot.width / 2, foot.y + foot.height / 2);
  await page.waitForURL('**/privacy');
  assert.deepEqual(page.faults, []);
  await context.close();
});

test('where few letters stand in a line the page stays, and can do everything', async () => {
  const context = await phoneContext(browser, { viewport: { width: 320, height: 568 } });
  const page = await openPage(context, 'about:blank');
  await (await sizer(context, page))(32);
  await page.goto(portal.url, { waitUntil: 'networkidle' });
  assert.equal(await page.evaluate(() => 'Module' in window), false, 'the program was begun');
  assert.equal(await page.locator('#static h1').first().isVisible(), true);
  assert.equal(await page.locator('#boot-note').isVisible(), false, 'nothing is wrong');
  await context.close();
});
