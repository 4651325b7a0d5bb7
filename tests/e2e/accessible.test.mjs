// axe finds nothing on the pages as they open, phone and desktop, normal and elder mode; each has one heading of level 1.
// What a page becomes while it is used is looked at where it is used. Two pages at a time: a page alone leaves a core idle.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { axe, desktopContext, launchBrowser, live, openPage, phoneContext, settled, startPortal } from './lib.mjs';

const paths = ['/', '/pickup', '/pickup/new/what', '/pickup/lookup', '/pickup/WF-222-222-222', '/privacy', '/no/such/page',
  '/disclosure', '/search', '/site-map', '/disclosure/no-such-column',
  '/guide', '/guide?q=dj', '/guide/items/diapers', '/guide/items/power_bank', '/guide/categories/recyclable', '/guide/recyclables',
  '/guide/recyclables/diff', '/guide/places', '/guide/village', '/guide/quiz'];
const together = 2;

let portal, browser;
before(async () => { portal = await startPortal(); browser = await launchBrowser(); });
after(async () => { await browser?.close(); await portal.stop(); });

async function check(context, path) {
  const page = await openPage(context, portal.url + path);
  await live(page);
  await settled(page);
  assert.deepEqual(await axe(page), [], path);
  assert.deepEqual(page.faults.filter((fault) => !/status of 404/.test(fault)), [], path);
  assert.equal(await page.locator('#twin h1').count(), 1, `${path}: one level-1 heading`);
  await page.close();
}

for (const [device, makeContext] of [['phone', phoneContext], ['desktop', desktopContext]])
  for (const elder of [false, true])
    test(`axe finds nothing: ${device}${elder ? ', elder mode' : ''}`, async () => {
      const context = await makeContext(browser);
      if (elder) await context.addInitScript(() => { try { localStorage.setItem('wufei.elder', '1'); } catch { /* private */ } });
      const left = [...paths];
      await Promise.all(Array.from({ length: together }, async () => {
        for (let path = left.shift(); path; path = left.shift()) await check(context, path);
      }));
      await context.close();
    });
