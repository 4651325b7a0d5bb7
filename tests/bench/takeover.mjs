// What the eye sees when the client takes over: the share of pixels of the screen that differ between the server's page and the
// client's drawing of it; on a telephone in each look, and on a desktop. WUFEI_TAKEOVER: a folder for the pictures.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { countWork, startPortal, launchBrowser, live, settled } from '../e2e/lib.mjs';

// Of every kind one.
const pages = ['/', '/pickup', '/pickup/new/what', '/pickup/lookup', '/guide', '/guide?q=%E7%94%B5%E6%B1%A0', '/guide/items/power_bank',
  '/disclosure', '/disclosure/policy/plan-industry', '/news', '/indicators', '/indicators/7', '/tasks', '/open-data', '/feedback',
  '/feedback/new', '/surveys', '/search', '/privacy', '/no/such/page'];
const phone = { width: 390, height: 844, scale: 3 }, desktop = { width: 1280, height: 800, scale: 1 };
const screens = [{ name: 'phone', ...phone }, { name: 'phone in large print', look: 'large', ...phone },
  { name: 'phone in the dark', look: 'dark', ...phone }, { name: 'desktop', ...desktop }];
const wanted = process.argv.slice(2);  // names of screens; all without
const portal = await startPortal();

// The pixels are the browser's own: where a scale is only pretended, lines are set in points and the picture of them is
// enlarged, which no telephone's Chromium does.
async function pictureOf(browser, screen, path, client) {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: null, serviceWorkers: 'block',
    hasTouch: screen.scale > 1 });
  if (screen.look) await context.addCookies([{ name: 'wufei-look', value: screen.look, url: portal.url }]);
  await context.addInitScript(countWork);
  const page = await context.newPage(), session = await context.newCDPSession(page);
  await session.send('Emulation.setDeviceMetricsOverride',
    { width: screen.width, height: screen.height, deviceScaleFactor: 0, mobile: screen.scale > 1 });
  if (client) {
    await page.goto(portal.url + path, { waitUntil: 'load', timeout: 60000 });
    await live(page, 60000);
    await settled(page, 500);
  } else {  // all but the program, which is on its way for ever
    await page.route(/(app|part)[^/]*\.(wasm|js)(\?|$)/, () => {});
    await page.goto(portal.url + path, { waitUntil: 'domcontentloaded', timeout: 60000 });
    await page.evaluate(() => document.fonts.ready);
  }
  const picture = await page.screenshot();
  await context.close();
  return picture;
}

// For an eye: what was there, what came, and what differs.
function keep(what, pictures) {
  const folder = process.env.WUFEI_TAKEOVER;
  if (!folder) return;
  const name = what.replace(/\W+/g, '_');
  for (const [kind, picture] of Object.entries(pictures)) writeFileSync(join(folder, `${name}.${kind}.png`), picture);
}

async function shareOf(browser, screen, path) {
  const before = await pictureOf(browser, screen, path, false), after = await pictureOf(browser, screen, path, true);
  const [a, b] = [before, after].map((picture) => PNG.sync.read(picture)), difference = new PNG({ width: a.width, height: a.height });
  const others = pixelmatch(a.data, b.data, difference.data, a.width, a.height, { threshold: 0.2 });
  keep(`${screen.name} ${path}`, { before, after, difference: PNG.sync.write(difference) });
  return (100 * others) / (a.width * a.height);
}

// The worst of all pages of all screens.
const shares = [];
try {
  for (const screen of screens.filter(({ name }) => !wanted.length || wanted.includes(name))) {
    const browser = await launchBrowser([`--force-device-scale-factor=${screen.scale}`]);
    try {
      for (const path of pages) {
        shares.push(await shareOf(browser, screen, path));
        console.log(`takeover ${screen.name} ${path} ${shares.at(-1).toFixed(2)} %`);
      }
    } finally {
      await browser.close();
    }
  }
  console.log(`figure takeover_shift_percent ${Math.max(...shares).toFixed(2)}`);
} finally {
  await portal.stop();
}
