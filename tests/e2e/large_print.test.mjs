// Large print and its two further steps on the server's pages and in the client: nothing is small, cut or pressed where
// something else is, and what a page is for is on its first screen.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { desktopContext, launchBrowser, live, openPage, phoneContext, settled, sizer, startPortal } from './lib.mjs';
import { overlapping, smallTexts } from './page_look.mjs';

let portal, browser;
before(async () => { portal = await startPortal(); browser = await launchBrowser(); });
after(async () => { await browser?.close(); await portal.stop(); });

const crowded = ['/', '/pickup', '/pickup/lookup', '/pickup/new/what', '/guide?q=%E7%94%B5%E6%B1%A0', '/guide/items/power_bank', '/indicators',
  '/indicators/7', '/disclosure', '/feedback', '/feedback/new', '/surveys', '/search', '/privacy', '/open-data', '/no/such/page',
  '/guide', '/guide/items/mattress', '/guide/recyclables', '/guide/places', '/guide/village', '/indicators/15', '/tasks', '/tasks/T044',
  '/discrepancies', '/discrepancies/D01', '/coverage', '/disclosure/publicity/how-portal-works', '/news', '/feedback/lookup', '/feedback/published',
  '/open-data/tasks', '/search?q=%E7%94%B5', '/site-map'];
const looks = [null, 'large', 'larger', 'largest'];

const small = { viewport: { width: 320, height: 568 } };

test('nothing is pressed where something else is, and large print has no small text: in every size, on phones and desktops', async () => {
  for (const [make, look, options] of [...looks.map((each) => [phoneContext, each]), [phoneContext, 'largest', small], [desktopContext, null], [desktopContext, 'large']]) {
    const context = await make(browser, { serviceWorkers: 'block', ...options });
    await context.route('**/assets/*.js', (route) => route.abort());
    if (look) await context.addCookies([{ name: 'wufei-look', value: look, url: portal.url }]);
    const page = await context.newPage();
    for (const path of crowded) {
      await page.goto(portal.url + path);
      const where = `${path}, ${look ?? 'standard'}, ${page.viewportSize().width} px`;
      assert.deepEqual(await page.evaluate(overlapping), [], where);
      if (look) assert.deepEqual(await page.evaluate(smallTexts, 16 + 8 * looks.indexOf(look)), [], where);
      if (look) assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= page.viewportSize().width, where);
    }
    await context.close();
  }
});

test('the bars of large print grow with its steps, and are whole in 320, 360 and 390 px', async () => {
  for (const width of [320, 360, 390]) {
    const context = await phoneContext(browser, { serviceWorkers: 'block', viewport: { width, height: 640 } });
    await context.route('**/assets/*.js', (route) => route.abort());
    const page = await context.newPage();
    let before = { top: 0, foot: 0 };
    for (const [step, look] of ['large', 'larger', 'largest'].entries()) {
      await context.addCookies([{ name: 'wufei-look', value: look, url: portal.url }]);
      await page.goto(`${portal.url}/pickup`);
      const bars = await page.evaluate((view) => {
        const words = [];
        for (const one of document.querySelectorAll('#static header > p a, #static .size button, #static .bar a')) {
          if (!one.checkVisibility()) continue;
          const range = document.createRange(), box = one.getBoundingClientRect();
          range.selectNodeContents(one);
          const { left, top, right, bottom, height } = range.getBoundingClientRect();
          words.push({ word: one.textContent.trim(), size: parseFloat(getComputedStyle(one).fontSize), height,
            whole: left >= box.left - 0.5 && right <= box.right + 0.5 && left >= 0 && right <= view + 0.5 && top >= box.top - 2 && bottom <= box.bottom + 2 });
        }
        const bar = document.querySelector('#static .bar').getBoundingClientRect(), main = document.querySelector('#static main').getBoundingClientRect();
        const name = document.querySelector('#static header > p').getBoundingClientRect(), size = document.querySelector('#static .size').getBoundingClientRect();
        return { words, top: size.height, foot: bar.height, ends: bar.bottom, wide: document.documentElement.scrollWidth,
          apart: name.right <= size.left || name.bottom <= size.top, above: Math.max(name.bottom, size.bottom) <= main.top };
      }, width);
      const where = `${width}, ${look}: ${JSON.stringify(bars)}`;
      assert.equal(bars.words.length, 4, where);
      for (const { size, whole } of bars.words) assert.ok(size >= 24 + 8 * step && whole, where);
      assert.ok(bars.apart && bars.above && bars.wide <= width && bars.ends === 640, where);
      assert.ok(bars.top > before.top && bars.foot > before.foot, where);
      before = bars;
    }
    await context.close();
  }
});

test('the page of the collection has what is done there on the first screen, in every size of large print', async () => {
  for (const look of looks) {
    const context = await phoneContext(browser), bare = await phoneContext(browser, { serviceWorkers: 'block' });
    for (const each of [context, bare]) if (look) await each.addCookies([{ name: 'wufei-look', value: look, url: portal.url }]);
    await bare.route('**/assets/*.js', (route) => route.abort());
    const plain = await bare.newPage();
    await plain.goto(`${portal.url}/pickup`);
    const page = await openPage(context, `${portal.url}/pickup`);
    await live(page);
    await settled(page);
    for (const [layer, root] of [[plain, '#static'], [page, '#twin']])
      for (const href of ['/pickup/new/what', '/pickup/lookup']) {
        const { bottom, foot } = await layer.evaluate(([where, to]) => ({
          bottom: document.querySelector(`${where} main a[href="${to}"]`).getBoundingClientRect().bottom,
          foot: parseFloat(getComputedStyle(document.documentElement).getPropertyValue('scroll-padding-bottom')) || 0 }), [root, href]);
        assert.ok(bottom <= 844 - foot, `${root} ${href}, ${look ?? 'standard'}: ends at ${bottom}`);
      }
    await bare.close();
    await context.close();
  }
});

test('a field that narrows a list shows what is typed: in large print and with a browser’s letters of 24 px', async () => {
  const room = (where) => where.evaluate((field) => {
    const look = getComputedStyle(field);
    return (field.clientWidth - parseFloat(look.paddingLeft) - parseFloat(look.paddingRight)) / parseFloat(look.fontSize);
  });
  const fits = (page, layer) => page.evaluate((root) => {
    const field = document.querySelector(`${root} :is(.folded .ask-field input, main input[inputmode=search])`).getBoundingClientRect();
    const more = [...document.querySelectorAll(`${root} main :is(summary, button)`)].find((one) => /^[\ue000-\uf8ff\s]*筛选/.test(one.textContent)).getBoundingClientRect();
    return more.top >= field.bottom || more.left >= field.right;
  }, layer);
  for (const look of looks)
    for (const [width, size] of [[320, 16], [390, 16], [390, 24], [360, 20]]) {
      if (look && size > 16) continue;  // large print grows by itself
      const context = await phoneContext(browser, { viewport: { width, height: 844 } }), bare = await phoneContext(browser, { viewport: { width, height: 844 }, serviceWorkers: 'block' });
      for (const each of [context, bare]) if (look) await each.addCookies([{ name: 'wufei-look', value: look, url: portal.url }]);
      await bare.route('**/assets/*.js', (route) => route.abort());
      const plain = await bare.newPage(), page = await openPage(context, 'about:blank');
      for (const [each, of] of [[bare, plain], [context, page]]) if (size > 16) await (await sizer(each, of))(size);
      await plain.goto(`${portal.url}/indicators`);
      await page.goto(`${portal.url}/indicators`);
      await live(page);
      await settled(page);
      const least = look === 'largest' || width === 320 ? 3.5 : 5, where = `${look ?? 'standard'}, ${width} px, letters of ${size}`;
      const served = await room(plain.locator('#static .folded .ask-field input')), drawn = await room(page.locator('#twin main input[inputmode=search]').first());
      assert.ok(served >= least, `${where}: room for ${served} letters on the page`);
      assert.ok(drawn >= least, `${where}: room for ${drawn} letters in the client`);
      assert.ok(await fits(plain, '#static') && await fits(page, '#twin'), where);
      await bare.close();
      await context.close();
    }
});

test('running text is read aloud before the program has come, and stops', async () => {
  const context = await phoneContext(browser, { serviceWorkers: 'block' });
  await context.addCookies([{ name: 'wufei-look', value: 'large', url: portal.url }]);
  await context.route(/(app|part)[^/]*\.(wasm|js)(\?|$)/, () => {});
  await context.addInitScript(() => {
    window.said = [];
    speechSynthesis.speak = (line) => window.said.push(line.text);
    speechSynthesis.cancel = () => { window.said = []; };
  });
  const page = await context.newPage();
  await page.goto(`${portal.url}/privacy`, { waitUntil: 'domcontentloaded' });
  await page.getByRole('button', { name: '念给我听' }).click();
  const said = await page.evaluate(() => window.said);
  assert.equal(said[0], await page.locator('h1').textContent());
  assert.ok(said.length > 10 && said.every((line) => line.trim()), said.join('\n'));
  assert.equal(new Set(said).size, said.length, 'nothing is said twice');
  await page.getByRole('button', { name: '不念了' }).click();
  assert.deepEqual(await page.evaluate(() => window.said), []);
  assert.equal(await page.getByRole('button', { name: '念给我听' }).count(), 1);
  await page.goto(`${portal.url}/no/such/page`, { waitUntil: 'domcontentloaded' });
  assert.equal(await page.locator('.aloud').count(), 0, 'few words are read faster than listened to');
  await context.close();
});
