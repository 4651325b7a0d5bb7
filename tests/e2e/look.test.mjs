// How every page looks, as its reader wants it: large print without scripts, colours chosen in the client, chips that
// scroll sideways.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { axe, desktopContext, launchBrowser, live, openPage, phoneContext, settled, startPortal } from './lib.mjs';
import { smallTexts } from './page_look.mjs';

let portal, browser;
before(async () => { portal = await startPortal(); browser = await launchBrowser(); });
after(async () => { await browser?.close(); await portal.stop(); });

const paths = ['/', '/pickup', '/pickup/lookup', '/pickup/new/what', '/guide?q=%E7%94%B5%E6%B1%A0', '/guide/items/power_bank', '/indicators',
  '/indicators/7', '/disclosure', '/feedback', '/feedback/new', '/surveys', '/search', '/privacy', '/open-data', '/no/such/page'];

test('without scripts a press on large print keeps the page, and every page after it is large and fits', async () => {
  const context = await phoneContext(browser, { viewport: { width: 320, height: 568 }, javaScriptEnabled: false });
  let page = await context.newPage();
  await page.goto(`${portal.url}/guide?q=%E7%94%B5%E6%B1%A0`);
  await page.getByRole('banner').getByRole('button', { name: '大字' }).tap();
  await page.getByRole('banner').getByRole('button', { name: '标准字号' }).waitFor();
  assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, '/guide?q=%E7%94%B5%E6%B1%A0');
  assert.equal(await page.getByRole('banner').getByRole('button', { name: '大字' }).isVisible(), false);
  await page.goto(`${portal.url}/pickup/WF-222-222-222`);
  await page.getByRole('banner').getByRole('button', { name: '标准字号' }).tap();
  await page.getByRole('banner').getByRole('button', { name: '大字' }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/pickup/WF-222-222-222', 'an address that the page does not repeat');
  await page.getByRole('banner').getByRole('button', { name: '大字' }).tap();
  await page.getByRole('banner').getByRole('button', { name: '标准字号' }).waitFor();
  const cookies = await context.storageState();
  await context.close();
  const looking = await phoneContext(browser, { viewport: { width: 320, height: 568 }, storageState: cookies });
  await looking.route('**/assets/*.js', (route) => route.abort());  // so that nothing but the page is looked at
  for (const path of paths) {
    page = await looking.newPage();
    await page.goto(portal.url + path, { waitUntil: 'load' });
    assert.ok(await page.evaluate(() => document.documentElement.classList.contains('elder')), path);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320, `${path} is ${await page.evaluate(() => document.documentElement.scrollWidth)} wide`);
    assert.deepEqual(await page.evaluate(smallTexts), [], path);
    await page.close();
  }
  await looking.close();
});

test('large print grows twice more, up to 40 px, by buttons on every page, and every page after it fits', async () => {
  const context = await phoneContext(browser, { viewport: { width: 320, height: 568 }, javaScriptEnabled: false });
  let page = await context.newPage();
  await page.goto(`${portal.url}/guide?q=%E7%94%B5%E6%B1%A0`);
  assert.equal(await page.getByRole('button', { name: '更大的字' }).isVisible(), false, 'only in large print');
  for (const name of ['大字', '更大的字', '最大的字']) {
    await page.getByRole('button', { name, exact: true }).tap();
    await page.getByRole('button', { name, exact: true }).waitFor({ state: 'hidden' });  // it is so now
  }
  await page.getByRole('button', { name: '更大的字', exact: true }).waitFor();
  assert.equal(new URL(page.url()).search, '?q=%E7%94%B5%E6%B1%A0', 'the page stays');
  const cookies = await context.storageState();
  await context.close();
  const looking = await phoneContext(browser, { viewport: { width: 320, height: 568 }, storageState: cookies });
  await looking.route('**/assets/*.js', (route) => route.abort());
  for (const path of paths) {
    page = await looking.newPage();
    await page.goto(portal.url + path, { waitUntil: 'load' });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320, path);
    assert.deepEqual(await page.evaluate(smallTexts, 40), [], path);
    await page.close();
  }
  await looking.close();
});

test('in the client the size of large print is chosen at once, and stays', async () => {
  const context = await phoneContext(browser, { viewport: { width: 360, height: 640 } });
  const page = await openPage(context, `${portal.url}/pickup/lookup`);
  await live(page);
  await settled(page);
  const heading = () => page.evaluate(() => document.querySelector('#twin h1').getBoundingClientRect().height);
  const standard = await heading();
  await page.getByRole('radio', { name: '大字', exact: true }).tap();
  await settled(page);
  const large = await heading();
  await page.getByRole('radio', { name: '最大的字', exact: true }).tap();
  await settled(page);
  const largest = await heading();
  assert.ok(standard < large && large < largest, `${standard}, ${large}, ${largest}`);
  assert.deepEqual(await axe(page), []);
  await page.goto(`${portal.url}/guide`);
  await live(page);
  await settled(page);
  assert.equal(await page.evaluate(() => document.documentElement.getAttribute('data-size')), 'largest');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 360);
  const larger = page.getByRole('radio', { name: '更大的字', exact: true });
  await larger.tap();
  await settled(page);
  assert.equal(await larger.getAttribute('aria-checked'), 'true', 'the choice stays where it was pressed');
  assert.equal(await page.evaluate(() => document.documentElement.getAttribute('data-size')), 'larger');
  await page.getByRole('button', { name: '标准字号', exact: true }).first().tap();
  await settled(page);
  assert.equal(await page.evaluate(() => document.documentElement.className.includes('elder')), false);
  assert.deepEqual(page.faults, []);
  await context.close();
});

test('a page pulled closer with two fingers is drawn finer, and no line moves', async () => {
  const context = await phoneContext(browser);
  const page = await openPage(context, `${portal.url}/guide/items/power_bank`);
  await live(page);
  await settled(page);
  const session = await context.newCDPSession(page);
  const width = () => page.evaluate(() => document.getElementById('canvas').width);
  const lines = () => page.evaluate(() => [...document.querySelectorAll('#twin [data-line]')].map((one) => one.textContent));
  const plain = await width(), before = await lines();
  const pull = async (scale, wanted) => {
    await session.send('Emulation.setPageScaleFactor', { pageScaleFactor: scale });
    await page.waitForFunction((pixels) => document.getElementById('canvas').width === pixels, wanted);
    await settled(page);
  };
  await pull(2, 2 * plain);
  assert.deepEqual(await lines(), before);
  await pull(1, plain);
  assert.deepEqual(page.faults, []);
  await context.close();
});

test('a printed page says when it was printed and where its text is kept, and nothing behind the path', async () => {
  const context = await phoneContext(browser);
  const page = await openPage(context, `${portal.url}/guide?q=%E7%94%B5%E6%B1%A0`);
  await live(page);
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  const sign = page.locator('#paper');
  assert.equal(await sign.isVisible(), false, 'not on the screen');
  await page.emulateMedia({ media: 'print' });
  assert.match(await sign.innerText(), /^\d{4}年\d{1,2}月\d{1,2}日 · http:\/\/[\d.:]+\/guide$/);
  await context.close();
});

// What is pressed and is lower than `least`, or not as wide (a link: not 24), but links within sentences. What a link covers
// beyond itself counts.
const smallTargets = (least) => {
  const words = (node) => [...node.childNodes].map((one) => one.nodeType === 3 ? one.data : one.nodeType === 1 && !one.matches('i, svg') ? words(one) : '')
    .join('').replace(/[\s\ue000-\uf8ff]+/g, '');
  const small = new Set();
  for (const one of document.querySelectorAll('#static :is(a[href], button, summary, input:not([type=hidden]), select, textarea)')) {
    const look = getComputedStyle(one), more = getComputedStyle(one, '::after');
    if (!one.checkVisibility({ visibilityProperty: true }) || look.pointerEvents === 'none' || one.matches('.skip, .enter')) continue;
    const line = one.closest('p, li, dd, dt, td, th, small, figcaption, h1, h2, h3, h4');
    const beyond = more.content !== 'none' && more.position === 'absolute', [covers, spans] = beyond ? [parseFloat(more.height), parseFloat(more.width)] : [0, 0];
    if (one.matches('a') && line && look.display === 'inline' && !covers && words(line) !== words(one)) continue;
    const box = one.matches('[type=radio], [type=checkbox]') ? one.closest('label, .tick, .slot') ?? one : one;
    const { width, height } = box.getBoundingClientRect();
    const narrow = Math.max(width, spans) < (one.matches('a') ? 24 : least) - 0.5;
    if (width > 1 && height > 1 && (narrow || Math.max(height, covers) < least - 0.5))
      small.add(`${Math.round(width)} by ${Math.round(height)}: ${one.tagName} in ${one.parentElement.tagName}.${one.parentElement.className}: ${(one.textContent || one.name).trim().slice(0, 16)}`);
  }
  return [...small];
};

test('what is pressed on a page of the server is 60 high and wide in large print and 44 otherwise, on phones and desktops; links are 24 wide', async () => {
  const every = [...paths, '/guide', '/guide/items/mattress', '/guide/items/gas_bottle', '/guide/categories/no_bin', '/guide/recyclables',
    '/indicators/15', '/tasks', '/discrepancies', '/feedback/lookup', '/feedback/published', '/search?q=%E7%94%B5', '/site-map'];
  for (const large of [true, false])
    for (const make of [phoneContext, desktopContext]) {
      const context = await make(browser, { serviceWorkers: 'block' });
      await context.route('**/assets/*.js', (route) => route.abort());
      if (large) await context.addCookies([{ name: 'wufei-look', value: 'large', url: portal.url }]);
      const page = await context.newPage();
      for (const path of every) {
        await page.goto(portal.url + path);
        assert.equal(await page.evaluate(() => document.documentElement.classList.contains('elder')), large, path);
        assert.deepEqual(await page.evaluate(smallTargets, large ? 60 : 44), [], `${path}, ${large ? 'large' : 'standard'}`);
      }
      await context.close();
    }
});

test('colours are chosen at once, stay, and browsers colour their bars alike; forced colours are left alone', async () => {
  const context = await phoneContext(browser);
  const page = await openPage(context, `${portal.url}/pickup/lookup`);
  await live(page);
  await settled(page);
  const state = () => page.evaluate(() => ({
    chosen: document.documentElement.getAttribute('data-theme'), ground: getComputedStyle(document.documentElement).backgroundColor,
    bars: [...document.querySelectorAll('meta[name="theme-color"]')].find((meta) => !meta.media || matchMedia(meta.media).matches).content }));
  const choose = async (name) => { await page.getByRole('radio', { name, exact: true }).tap(); await settled(page); };
  const light = { ground: 'rgb(242, 245, 243)', bars: '#0A5C46' }, dark = { ground: 'rgb(14, 21, 18)', bars: '#0B3F30' };
  assert.deepEqual(await state(), { chosen: null, ...light });
  await page.evaluate(() => { window.same = true; });
  await choose('深色');
  assert.deepEqual(await state(), { chosen: 'dark', ...dark });
  assert.equal(await page.evaluate(() => window.same), true, 'the page was not loaded anew');
  assert.deepEqual(await axe(page), []);
  await page.reload();
  await live(page);
  assert.deepEqual(await state(), { chosen: 'dark', ...dark });
  assert.equal(await page.getByRole('radio', { name: '深色', exact: true }).getAttribute('aria-checked'), 'true');
  assert.match(await (await context.request.get(`${portal.url}/guide`)).text(), /<html lang="zh-CN" data-theme="dark">/);
  await page.emulateMedia({ colorScheme: 'dark' });
  await choose('浅色');
  assert.deepEqual(await state(), { chosen: 'light', ...light });
  await choose('跟随系统');
  assert.deepEqual(await state(), { chosen: null, ...dark });
  await page.emulateMedia({ colorScheme: 'light' });
  await choose('深色');
  await page.emulateMedia({ media: 'print' });
  assert.equal((await state()).ground, 'rgb(255, 255, 255)', 'paper stays white');
  await page.emulateMedia({ media: 'screen', forcedColors: 'active' });
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).color), 'rgb(0, 0, 0)');
  assert.deepEqual(page.faults, []);
  await context.close();
});

test('chips are one line that scrolls sideways, by finger and by keyboard, on the page and in the client alike', async () => {
  const context = await phoneContext(browser), bare = await phoneContext(browser, { serviceWorkers: 'block' });
  const plain = await bare.newPage();  // a worker would give the scripts that the network does not
  await plain.route('**/assets/*.js', (route) => route.abort());
  await plain.goto(`${portal.url}/indicators`);
  const chips = (where, page = plain) => page.evaluate((root) => {
    const all = [...document.querySelectorAll(root)].map((one) => one.getBoundingClientRect());
    return all.map(({ x, y }) => [Math.round(x), Math.round(y)]);
  }, where);
  const before = await chips('#static .chips a');
  const page = await openPage(context, `${portal.url}/indicators`);
  await live(page);
  await settled(page);
  const strip = page.locator('#twin [data-slide]'), drawn = await chips('#twin [data-slide] a', page);
  assert.equal(drawn.length, before.length);
  for (const [at, [x]] of drawn.entries())  // the client's letters are whole pixels of the device wide
    assert.ok(Math.abs(x - before[at][0]) <= 1 + 2 * at, `chip ${at}: ${before[at][0]}, then ${x}`);
  assert.equal(new Set(drawn.map(([, y]) => y)).size, 1);
  assert.ok(await strip.evaluate((element) => element.scrollWidth > element.clientWidth));
  await strip.locator('a').last().focus();
  await settled(page);
  const last = await strip.locator('a').last().boundingBox(), room = await strip.boundingBox();
  assert.ok(last.x + last.width + 5 <= 390, 'the ring of the focus is seen');
  assert.ok(room.y + 5 <= last.y && last.y + last.height + 5 <= room.y + room.height);
  await strip.locator('a').last().tap();
  await page.waitForURL(/\?/);
  assert.deepEqual(page.faults, []);
  await bare.close();
  await context.close();
});

test('where the client takes over, the same words stand in the same order', async () => {
  const context = await phoneContext(browser), bare = await phoneContext(browser, { serviceWorkers: 'block' });
  const plain = await bare.newPage();
  await plain.route('**/assets/*.js', (route) => route.abort());
  const words = (page, where) => page.locator(where).evaluateAll((all) => all.filter((one) => one.checkVisibility())
    .map((one) => one.textContent.replace(/[\ue000-\uf8ff]/g, '').replace(/\s+/g, ' ').trim()));
  const heads = (layer) => `${layer} main :is(h1, h2):not(summary *)`;
  for (const [path, more] of [['/guide', 'a[href*="/categories/"]'], ['/guide?q=%E7%94%B5%E6%B1%A0', 'a[href^="/guide/items/"]'], ['/disclosure', 'a'],
    ['/news'], ['/feedback', 'a'], ['/open-data', 'a'], ['/no/such/page', 'a'], ['/privacy']]) {
    await plain.goto(portal.url + path);
    const page = await openPage(context, portal.url + path);
    await live(page);
    await settled(page);
    assert.deepEqual(await words(page, heads('#twin')), await words(plain, heads('#static')), path);
    if (more) assert.deepEqual(await words(page, `#twin main ${more}`), await words(plain, `#static main ${more}:not(.top *)`), path);
    await page.close();
  }
  await plain.goto(`${portal.url}/pickup/new/what`);
  const page = await openPage(context, `${portal.url}/pickup/new/what`);
  await live(page);
  for (const words of ['退出', '第 1 步，共 5 步', '要收什么？', '下一步：地址'])
    for (const [layer, where] of [[plain, '#static'], [page, '#twin']]) assert.ok(await layer.locator(where).getByText(words, { exact: true }).first().isVisible(), words);
  await bare.close();
  await context.close();
});
