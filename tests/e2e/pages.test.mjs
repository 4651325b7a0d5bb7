// Every page: accessible, quiet when idle, without other origins, and readable without the client.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startPortal, launchBrowser, phoneContext, desktopContext, openPage, live, settled, axe } from './lib.mjs';
import { tap, chooseItem, fillPlace, chooseTime, fillContact, submit, button } from './flow.mjs';

let portal, browser;
before(async () => { portal = await startPortal(); browser = await launchBrowser(); });
after(async () => { await browser?.close(); await portal.stop(); });

test('axe finds nothing on the steps of a booking', async () => {
  const context = await phoneContext(browser);
  const page = await openPage(context, `${portal.url}/`);
  await live(page);
  const clean = async (what) => { await settled(page); assert.deepEqual(await axe(page), [], what); };
  await chooseItem(page, tap);
  await tap(page.getByRole('button', { name: /^下一步/ }));
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

test('home says the same headings in the same order with and without the program', async () => {
  for (const make of [phoneContext, desktopContext]) {
    const plain = await make(browser, { javaScriptEnabled: false }), full = await make(browser);
    const page = await plain.newPage(), drawn = await openPage(full, `${portal.url}/`);
    await page.goto(`${portal.url}/`);
    await live(drawn);
    const headings = (one, root) => one.locator(`${root} :is(h1, h2)`).evaluateAll((all) =>
      all.filter((title) => getComputedStyle(title.parentNode).display !== 'none').map((title) => title.textContent));  // large print has its own
    const said = await headings(page, '#static main');
    assert.ok(said.length >= 5, said.join());
    assert.deepEqual(await headings(drawn, '#twin main'), said);
    await page.getByRole('searchbox').fill('电池');
    await page.getByRole('button', { name: '查一查' }).click();
    assert.equal(new URL(page.url()).searchParams.get('q'), '电池');
    await drawn.getByRole('textbox', { name: '这是什么垃圾？' }).fill('电池');
    await drawn.keyboard.press('Enter');
    await drawn.waitForURL('**/guide?q=*');
    assert.equal(new URL(drawn.url()).searchParams.get('q'), '电池');
    await plain.close();
    await full.close();
  }
});

test('without JavaScript nothing scrolls sideways on a screen of 320 px', async () => {
  const context = await phoneContext(browser, { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  for (const path of ['/', '/indicators', '/indicators/1', '/indicators/43', '/tasks', '/open-data', '/open-data/tasks', '/api-reference', '/api-reference/pickups',
    '/guide', '/feedback/new', '/feedback/statistics', '/disclosure', '/search', '/pickup', '/no/such/page']) {
    await page.goto(portal.url + path);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320, path);
  }
  await context.close();
});

test('the bar of phones is the same in the server’s page and the client’s, stays at the foot, and hides nothing', async () => {
  const places = async (context, path, ready) => {
    const page = await context.newPage();
    await page.goto(portal.url + path);
    await ready(page);
    const bar = page.getByRole('navigation', { name: '主要栏目' });
    const boxes = async () => Promise.all((await bar.getByRole('link').all()).map((link) => link.boundingBox()));
    const before = await boxes();
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await ready(page);
    const last = await page.getByRole('contentinfo').evaluate((foot) => Math.max(...[foot, ...foot.querySelectorAll('*')]
      .map((one) => one.getBoundingClientRect().bottom)));
    assert.ok(last <= 784.5, `the page ends at ${last}`);
    const found = { before, after: await boxes(), words: await bar.getByRole('link').allTextContents(),
      lit: await bar.locator('[aria-current=page]').allTextContents() };
    await page.close();
    return found;
  };
  const plain = await phoneContext(browser, { javaScriptEnabled: false }), rich = await phoneContext(browser);
  for (const [path, lit] of [['/pickup', '收运'], ['/feedback', '我的'], ['/indicators', '公开']]) {
    const server = await places(plain, path, () => {}), client = await places(rich, path, async (page) => { await live(page); await settled(page); });
    assert.deepEqual(server.words, ['首页', '收运', '分类', '公开', '我的'], path);
    assert.deepEqual(client.words, server.words, path);
    assert.deepEqual([server.lit, client.lit], [[lit], [lit]], path);
    assert.deepEqual(client.before, server.before, path);
    assert.deepEqual([server.after, client.after], [server.before, client.before], path);
    assert.equal(server.before[0].y + server.before[0].height, 844, path);
  }
  await plain.close();
  await rich.close();
});

test('Tab goes to the text first, then through the page, to the bar last', async () => {
  const context = await phoneContext(browser), page = await openPage(context, `${portal.url}/pickup`);
  await live(page);
  await settled(page);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), '跳到正文');
  await page.waitForFunction(() => document.activeElement.offsetHeight === 44);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.tagName === 'H1');
  const stops = await page.evaluate(() => [...document.querySelectorAll('#twin a, #twin button')].map((one) => one.textContent));
  assert.deepEqual(stops.slice(0, 4), ['跳到正文', '无废东阿', '搜索全站', '大字']);
  assert.deepEqual(stops.slice(-5), ['首页', '收运', '分类', '公开', '我的']);
  await context.close();
});

test('while a phone’s keyboard is open the bar is away', async () => {
  const context = await phoneContext(browser), page = await openPage(context, `${portal.url}/pickup/lookup`);
  await live(page);
  await settled(page);
  const bar = page.getByRole('navigation', { name: '主要栏目' });
  assert.equal(await bar.count(), 1);
  await page.getByRole('textbox', { name: '预约编号' }).focus();
  await page.setViewportSize({ width: 390, height: 500 });
  await bar.waitFor({ state: 'detached' });
  await page.setViewportSize({ width: 390, height: 844 });
  await bar.waitFor();
  await context.close();
});

test('in colours of the reader the document stays, and leads on', async () => {
  const context = await desktopContext(browser, { forcedColors: 'active' });
  const page = await openPage(context, `${portal.url}/`);
  await page.waitForLoadState('load');
  await settled(page);
  assert.equal(await page.locator('#canvas').isVisible(), false);
  assert.equal(await page.locator('#boot-note').isVisible(), false);
  await page.locator('#static').getByRole('link', { name: '预约上门收运' }).first().click();
  await page.waitForURL('**/pickup/new/what');
  await page.locator('#static').getByRole('heading', { level: 1 }).first().waitFor();
  assert.equal(await page.evaluate(() => 'Module' in window), false, 'the client is not started');
  await context.close();
});

test('colours of the reader that come while the client draws bring the document back, unless something is typed', async () => {
  const context = await desktopContext(browser), page = await openPage(context, `${portal.url}/guide`);
  await live(page);
  await settled(page);
  await page.evaluate(() => { window.same = true; });
  const field = page.getByRole('textbox', { name: '这是什么垃圾？' });
  await field.fill('电池');
  await page.emulateMedia({ forcedColors: 'active' });
  await settled(page);
  assert.equal(await page.evaluate(() => window.same && document.documentElement.classList.contains('live')), true);
  await page.emulateMedia({ forcedColors: 'none' });
  await field.fill('');
  await settled(page);
  await page.emulateMedia({ forcedColors: 'active' });
  await page.waitForFunction(() => !window.same && document.readyState === 'complete');
  assert.equal(await page.evaluate(() => 'Module' in window), false, 'the client is not started');
  assert.ok(await page.locator('#static').getByRole('heading', { level: 1 }).first().isVisible());
  await context.close();
});

test('who asks for plain pages has them until asking for the client again', async () => {
  const context = await phoneContext(browser), page = await openPage(context, `${portal.url}/?plain`);
  await page.waitForLoadState('load');
  await page.locator('#static').getByRole('link', { name: '预约上门收运' }).first().click();
  await page.waitForURL('**/pickup/new/what');
  await page.waitForLoadState('load');
  await page.locator('#static').getByRole('heading', { level: 1 }).first().waitFor();
  assert.equal(await page.evaluate(() => 'Module' in window), false, 'the client is not started');
  assert.equal(await page.locator('#boot-note').isVisible(), false);
  assert.deepEqual(await axe(page), []);
  await page.goto(`${portal.url}/pickup?plain=0`);
  await live(page);
  assert.deepEqual(page.faults, []);
  await context.close();
});

test('on paper links keep their words and charts are there, on the page as it came and on one opened since', async () => {
  const context = await desktopContext(browser), paper = join(mkdtempSync(join(tmpdir(), 'wufei-paper-')), 'page.pdf');
  const page = await openPage(context, `${portal.url}/discrepancies`);
  const printed = async () => {
    await page.pdf({ path: paper, preferCSSPageSize: true });
    return execFileSync('pdftotext', ['-layout', paper, '-'], { encoding: 'utf8' });
  };
  await live(page);
  await settled(page);
  assert.match(await printed(), /D01/);
  await page.locator('#twin').getByRole('link', { name: /D01/ }).click();
  await page.waitForURL('**/discrepancies/*');
  await settled(page);
  assert.match(await printed(), /声明 49 项/);
  // Where lines break may depend on signs whose font is on its way.
  const letters = (text) => [...text.replace(/[^\p{Script=Han}\w%.]/gu, '')].sort().join('');
  await page.goto(`${portal.url}/indicators/13`);
  await live(page);
  await settled(page);
  const came = await printed();
  assert.match(came, /2020 年基准/, 'of the chart');
  const openSince = async (number) => {
    await page.goto(`${portal.url}/indicators`);
    await live(page);
    await settled(page);
    await page.locator(`#twin a[href="/indicators/${number}"]`).click();
    await page.waitForURL(`**/indicators/${number}`);
    await settled(page);
  };
  await openSince(13);
  assert.equal(letters(await printed()), letters(came), 'the same paper');
  assert.deepEqual(page.faults, []);
  await openSince(15);
  await context.setOffline(true);
  await settled(page);
  assert.match((await printed()).replace(/\s/g, ''), /2023年和2025年目标/, 'without a network: of the chart, in words');
  rmSync(dirname(paper), { recursive: true, force: true });
  await context.close();
});

test('folds are open on paper, whatever the browser makes of them, and then on the screen as they were', async () => {
  const context = await phoneContext(browser), page = await openPage(context, `${portal.url}/indicators/13`);
  await live(page);
  const shut = () => page.locator('#static details:not([open])').count(), before = await shut();
  assert.ok(before > 0);
  for (const [event, wanted] of [['beforeprint', 0], ['beforeprint', 0], ['afterprint', before]]) {
    await page.evaluate((kind) => { window.dispatchEvent(new Event(kind)); }, event);
    assert.equal(await shut(), wanted, event);
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

test('a browser that lacks what the program uses, or its words, keeps the page and is told', async () => {
  const context = await phoneContext(browser);
  const app = /data-app="([^"]+)"/.exec(await (await fetch(`${portal.url}/pickup`)).text())[1];
  for (const lacks of ['ResizeObserver', 'words']) {
    const page = await context.newPage();
    if (lacks === 'words') await page.route(`**${app}`, (route) => route.fulfill({ contentType: 'text/javascript', body: 'x ?? ?? y' }));
    else await page.addInitScript((name) => { delete window[name]; }, lacks);
    await page.goto(`${portal.url}/pickup`);
    await page.locator('#boot-note').waitFor();
    assert.equal(await page.locator('#boot-note').textContent(), await page.locator('#boot-note').getAttribute('data-old'), lacks);
    assert.ok(await page.getByRole('link', { name: '12345' }).first().isVisible());
    await page.close();
  }
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

// Waits until the pixel at (x, y) of what is on the screen has the colour "#RRGGBB". A page without scripts cannot
// decode its own picture: `decoder` is a page that can.
async function pixelBecomes(page, decoder, x, y, colour) {
  let seen;
  for (let tries = 0; seen !== colour && tries < 50; ++tries) {
    const png = await page.screenshot({ clip: { x, y, width: 1, height: 1 } });
    seen = await decoder.evaluate(async (bytes) => {
      const canvas = new OffscreenCanvas(1, 1).getContext('2d');
      canvas.drawImage(await createImageBitmap(new Blob([new Uint8Array(bytes)])), 0, 0);
      const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
      return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`.toUpperCase();
    }, [...png]);
  }
  assert.equal(seen, colour);
}

test('home uses nothing of the second part, however it is looked at', async () => {
  for (const viewport of [{ width: 390, height: 844 }, { width: 1280, height: 800 }]) {
    const context = await phoneContext(browser, { viewport, serviceWorkers: 'block' }), page = await context.newPage(), wrong = [];
    await page.route(/(part|moreicons)\.[^/]*$/, (route) => { wrong.push(route.request().url()); return route.abort(); });
    page.on('pageerror', (error) => wrong.push(error.message));
    await page.goto(portal.url);
    await live(page);
    const twin = page.locator('#twin');
    await twin.getByRole('textbox', { name: '这是什么垃圾？' }).fill('电池');
    for (const share of [0.5, 1, 0]) {  // no link is touched: that fetches the part ahead
      await page.evaluate((to) => scrollTo(0, to * document.documentElement.scrollHeight), share);
      await settled(page);
    }
    await context.setOffline(true);
    await twin.getByText('现在没有网络').first().waitFor({ state: 'attached' });
    await settled(page);
    await context.setOffline(false);
    await twin.getByRole('button', { name: '大字' }).click();
    await twin.getByRole('button', { name: '更多' }).click();
    await twin.getByRole('link', { name: '问卷调查' }).waitFor({ state: 'attached' });
    await settled(page);
    assert.deepEqual(wrong, [], `${viewport.width}`);
    await context.close();
  }
});

test('the colours are those that the device asks for, and change with it: dark, more contrast, light; client and page alike', async () => {
  const plain = await desktopContext(browser, { javaScriptEnabled: false, colorScheme: 'dark' });
  const context = await desktopContext(browser, { colorScheme: 'dark' });
  const decoder = await openPage(context, `${portal.url}/privacy`);
  await live(decoder);
  const page = await plain.newPage();
  await page.goto(`${portal.url}/privacy`);
  for (const shown of [page, decoder]) {
    await pixelBecomes(shown, decoder, 3, 790, '#0E1512');
    await shown.emulateMedia({ contrast: 'more' });
    await pixelBecomes(shown, decoder, 3, 790, '#FFFFFF');
    await shown.emulateMedia({ contrast: 'no-preference', colorScheme: 'light' });
    await pixelBecomes(shown, decoder, 3, 790, '#F2F5F3');
  }
  await plain.close();
  await context.close();
});
