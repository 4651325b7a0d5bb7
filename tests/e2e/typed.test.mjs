// What somebody types into a form of the server's page while the program is still on its way stays: the page is not taken
// over until they have sent it or left it as it came.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { launchBrowser, live, phoneContext, startPortal } from './lib.mjs';

let portal, browser;
before(async () => { portal = await startPortal(); browser = await launchBrowser(); });
after(async () => { await browser?.close(); assert.equal(await portal.stop(), 0); });

// A page whose program is held back: arrive() lets it come, and resolves when it is there and has had two frames' time to
// take the page over.
async function openSlowly(path) {
  const context = await phoneContext(browser, { serviceWorkers: 'block' }), page = await context.newPage(), held = [];
  await context.addInitScript(() => {
    const make = WebAssembly.instantiate;
    window.arrived = new Promise((there) => {
      WebAssembly.instantiate = (...all) => make(...all).finally(() => setTimeout(() =>
        requestAnimationFrame(() => requestAnimationFrame(there))));
    });
  });
  let open = false;
  await page.route('**/*.wasm', (route) => { if (open) route.continue(); else held.push(route); });
  await page.goto(portal.url + path);
  const arrive = () => {
    open = true;
    held.forEach((route) => route.continue());
    return page.evaluate(() => window.arrived);
  };
  return { page, context, arrive };
}
const isLive = (page) => page.evaluate(() => document.documentElement.classList.contains('live'));

test('a word for the guide: kept with its focus, and asked for', async () => {
  for (const path of ['/', '/guide', '/search']) {
    const { page, context, arrive } = await openSlowly(path);
    const field = page.locator('#static main').getByRole('searchbox').first();
    await field.fill('电池');
    await arrive();
    assert.equal(await isLive(page), false, path);
    assert.equal(await field.inputValue(), '电池');
    assert.ok(await field.evaluate((node) => node === document.activeElement), path);
    await field.press('Enter');
    await page.waitForURL(/\?q=/);
    assert.equal(new URL(page.url()).searchParams.get('q'), '电池');
    await live(page);
    await context.close();
  }
});

test('a booking that was begun goes on in the page it was begun in', async () => {
  const { page, context, arrive } = await openSlowly('/pickup/new');
  await page.getByText('大件垃圾（废旧家具）').first().click();
  await page.getByLabel('多人沙发').selectOption('1');
  await page.getByLabel('镇街').selectOption({ index: 1 });
  await page.getByLabel('详细地址').fill('示例路 1 号 3 单元');
  await page.getByLabel('详细地址').blur();
  await arrive();
  assert.equal(await isLive(page), false);
  assert.equal(await page.getByLabel('详细地址').inputValue(), '示例路 1 号 3 单元');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('radio', { name: /^上午/ }).first().waitFor();
  assert.match(await page.locator('main').textContent(), /示例路 1 号 3 单元/);
  await context.close();
});

test('a choice alone keeps the page, of feedback and of a look-up', async () => {
  for (const [path, begin] of [['/feedback/new', (page) => page.locator('#static main select').first().selectOption({ index: 1 })],
    ['/pickup/lookup', (page) => page.getByLabel('预约编号').fill('WF-')]]) {
    const { page, context, arrive } = await openSlowly(path);
    await begin(page);
    await page.evaluate(() => document.activeElement.blur());
    await arrive();
    assert.equal(await isLive(page), false, path);
    await context.close();
  }
});

test('who only looked into a field, or took everything back, gets the program when the field is left', async () => {
  const { page, context, arrive } = await openSlowly('/pickup/lookup');
  const field = page.getByLabel('预约编号');
  await field.fill('WF-');
  await arrive();
  assert.equal(await isLive(page), false);
  await field.fill('');
  assert.ok(await field.evaluate((node) => node === document.activeElement));
  await field.blur();
  await live(page);
  await context.close();
});
