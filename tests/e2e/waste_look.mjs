// Pictures of the pages of "1+6" that waste.test.mjs walks through, and what each has to be: accessible, no wider than its
// window, without faults of its scripts. WUFEI_PICTURES=modes: also at night, in own colours, on paper, on a small phone.
import assert from 'node:assert/strict';
import { axe, screenshot } from './lib.mjs';

/** A page of joinDesk(), with its `faults`; its picture is waste-NAME. */
export async function look(page, name) {
  assert.deepEqual(page.faults, [], name);
  assert.deepEqual(await axe(page), [], name);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= page.viewportSize().width, `${name}: wider than the window`);
  await screenshot(page, `waste-${name}`, { fullPage: true });
  if (process.env.WUFEI_PICTURES === 'modes') await lookInModes(page, name);
}
async function lookInModes(page, name) {
  const window = page.viewportSize(), modes = { dark: { colorScheme: 'dark' }, forced: { forcedColors: 'active' }, print: { media: 'print' } };
  for (const [mode, media] of Object.entries(modes)) {
    await page.emulateMedia({ colorScheme: null, forcedColors: null, media: null, ...media });
    await screenshot(page, `waste-${name}-${mode}`, { fullPage: true });
  }
  await page.emulateMedia({ colorScheme: null, forcedColors: null, media: null });
  await page.setViewportSize({ width: 320, height: 568 });
  await screenshot(page, `waste-${name}-320`, { fullPage: true });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320, `${name}: wider than a small phone`);
  await page.setViewportSize(window);
}
/** Of a phone in the hand of who works: what is pressed is a thumb high. */
export async function lookPhone(page, name) {
  await look(page, name);
  const small = await page.evaluate(() => [...document.querySelectorAll('.crew button, .crew a.second, .crew .stops a')]
    .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 48).map((one) => one.textContent));
  assert.deepEqual(small, [], `${name}: less than a thumb`);
}

/** Texts that are seen and smaller than so many pixels, in drawings too. */
const smallTexts = (page, least) => page.evaluate((size) => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walk.nextNode()) {
    const { data, parentElement: one } = walk.currentNode;
    if (!data.trim() || !one.checkVisibility() || one.closest('.unseen, .skip, title')) continue;
    const scale = one.closest('svg') ? one.getScreenCTM().a : 1;
    if (parseFloat(getComputedStyle(one).fontSize) * scale < size - 0.1) found.push(data.trim());
  }
  return found;
}, least);
const reaches = (page) => page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);

/** The wall: it fits every screen and the phone, says what the leaders' page says, and keeps its picture when nobody answers. */
export async function lookAtWall(page) {
  const window = page.viewportSize(), context = page.context(), cookies = await context.cookies();
  await page.getByRole('link', { name: '打开大屏' }).click();
  await page.waitForURL(/\/desk\/waste\/wall$/);
  for (const [width, height] of [[1366, 768], [3840, 2160], [1920, 1080]]) {
    await page.setViewportSize({ width, height });
    assert.deepEqual(await reaches(page), [width, height], `the wall scrolls at ${width} x ${height}`);
  }
  assert.deepEqual(await smallTexts(page, 17), []);
  assert.match(await page.locator('header').innerText(), /县级汇总，未经市级统计核定[^]*\d{4}-\d{2}-\d{2} \d{2}:\d{2}/);
  assert.match(await page.locator('.matters').innerText(), /铜城街道 一般工业固体废物：预警 1 件/);
  await look(page, 'wall');
  await page.getByText('看表格').click();
  assert.match(await page.locator('#flow-table tbody').innerText(), /一般工业固体废物\s+转出\s+7/);
  // Asked again by hand, as it is every minute: what is open stays open.
  const ask = () => page.evaluate(() => window.dispatchEvent(new Event('online')));
  const answered = page.waitForResponse('**/desk/waste/wall');
  await page.evaluate(() => { document.getElementById('at').textContent = ''; });
  await ask();
  await answered;
  await page.locator('#at', { hasText: '-' }).waitFor();
  assert.equal(await page.locator('#flow-table').evaluate((one) => one.open), true);
  await page.route('**/desk/waste/wall', (route) => route.abort());
  await ask();
  await page.locator('#lost').waitFor();
  assert.match(await page.locator('#lost').innerText(), /连不上服务器，下面停在 \d{4}-/);
  assert.match(await page.locator('.matters').innerText(), /铜城街道/);
  await page.unroute('**/desk/waste/wall');
  await context.clearCookies();
  await ask();
  await page.locator('#out').waitFor();
  assert.equal(await page.locator('#lost').isVisible(), false);
  assert.match(await page.locator('.matters').innerText(), /铜城街道/);
  await context.addCookies(cookies);
  await ask();
  await page.locator('#out').waitFor({ state: 'hidden' });
  await page.setViewportSize({ width: 390, height: 844 });
  assert.deepEqual(await smallTexts(page, 17), []);
  await look(page, 'wall-phone');
  await page.setViewportSize(window);
}
