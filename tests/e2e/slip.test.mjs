// A booking on paper: from the plain page, from the client's done page and from its page of the booking. What the code says,
// how many labels there are, on how many sheets, and that the paper is the slip alone.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { qrText } from '../support/qr.mjs';
import { desktopContext, launchBrowser, live, openPage, phoneContext, settled, startPortal } from './lib.mjs';
import { bookPlainly, cancelPlainly, findPlainly } from './plain_flow.mjs';
import { button, chooseItem, chooseTime, click, fillContact, fillPlace, submit } from './flow.mjs';

const folder = mkdtempSync(join(tmpdir(), 'wufei-slip-'));
let portal, browser;
before(async () => { portal = await startPortal({ args: ['--public-url', 'http://127.0.0.1'] }); browser = await launchBrowser(); });
after(async () => { await browser?.close(); await portal.stop(); rmSync(folder, { recursive: true, force: true }); });

/** {text, sheets}: what the paper says, in all and by sheet. */
async function printed(page) {
  const paper = join(folder, 'slip.pdf');
  await page.pdf({ path: paper, preferCSSPageSize: true });
  const sheets = execFileSync('pdftotext', ['-layout', paper, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1);
  return { text: sheets.join('\n'), sheets };
}
const count = (text, part) => text.split(part).length - 1;
const code = async (page) => qrText(await page.locator('.slip-code svg').evaluate((svg) => svg.outerHTML));
// The number stands in the head and on each label.
function checkSlip({ text, sheets }, reference, labels) {
  assert.equal(count(text, reference), 1 + labels, text);
  for (const part of ['上门收运预约单', '预约编号', '扫码看预约', '另填电话后四位', '上门前请您', '以主管部门公布为准', '沿虚线剪开，贴在东西上', '打印于 20'])
    assert.ok(text.includes(part), part);
  assert.doesNotMatch(text, /1380(000|635)\d{4}/);
  assert.ok(sheets.length <= 2, `${sheets.length} sheets`);
}

test('without scripts: the slip of a booking, its code, and no labels after it was cancelled', async () => {
  const context = await phoneContext(browser, { javaScriptEnabled: false }), page = await context.newPage();
  const reference = await bookPlainly(page, portal.url);
  await page.getByRole('link', { name: '打印预约单' }).click();
  await page.getByRole('heading', { name: '上门收运预约单' }).waitFor();
  assert.equal(new URL(page.url()).pathname, `/pickup/ticket/${reference}/slip`);
  assert.equal(await code(page), `http://127.0.0.1/pickup/${reference}`);
  await page.setViewportSize({ width: 320, height: 640 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320, 'it fits a small screen');
  const paper = await printed(page);
  checkSlip(paper, reference, 1);
  assert.equal(paper.sheets.length, 1);
  for (const other of ['查看我的预约', '选 A4 纸', '联系电话', '主办单位']) assert.ok(!paper.text.includes(other), other);
  await context.clearCookies();
  await page.goto(`${portal.url}/pickup/${reference}`);  // what the code opens
  assert.equal(await page.getByLabel('预约编号').inputValue(), reference);
  assert.ok(!(await page.locator('main').textContent()).includes('示例路'));
  await findPlainly(page, portal.url, reference, '1234');
  await cancelPlainly(page);
  await page.getByRole('link', { name: '打印预约单' }).click();
  const cancelled = await printed(page);
  assert.equal(count(cancelled.text, reference), 1);
  assert.match(cancelled.text, /已经取消/);
  assert.doesNotMatch(cancelled.text, /沿虚线剪开/);
  await context.close();
});

test('in large print the screen has large words and the paper stays one sheet', async () => {
  const context = await phoneContext(browser, { javaScriptEnabled: false }), page = await context.newPage();
  await bookPlainly(page, portal.url);
  await context.addCookies([{ name: 'wufei-look', value: 'large', url: portal.url }]);
  await page.goto(`${page.url().split('?')[0]}/slip`);
  const small = await page.locator('.slip :is(p, li, dt, dd, strong, span)').evaluateAll((rows) =>
    rows.filter((row) => parseFloat(getComputedStyle(row).fontSize) < 24).map((row) => row.textContent));
  assert.deepEqual(small, []);
  assert.equal((await printed(page)).sheets.length, 1);
  await context.close();
});

test('the client lays the slip on paper from the done page and from the booking, until the page is touched', async () => {
  const context = await desktopContext(browser);
  await context.addInitScript(() => { window.print = () => {}; });  // the browser's own window; paper is asked for below
  const page = await openPage(context, `${portal.url}/`);
  await live(page);
  await chooseItem(page, click);
  await fillPlace(page, click, '打印路 1 号');
  await chooseTime(page, click);
  await fillContact(page, click, { name: '张', phone: '13806350077' });
  const reference = await submit(page, click);
  for (const path of ['/pickup/new/done', `/pickup/${reference}`]) {
    if (path.endsWith(reference)) await page.goto(portal.url + path);
    await live(page);
    await settled(page);
    await button(page, '打印').click();
    await page.locator('#laid .slip').waitFor({ state: 'attached' });
    assert.equal(await code(page), `http://127.0.0.1/pickup/${reference}`);
    const paper = await printed(page);
    checkSlip(paper, reference, 1);
    assert.ok(!paper.text.includes('加入日历'), 'the slip alone');
    assert.equal(await page.locator('#laid').isVisible(), false, 'on paper only');
    await page.keyboard.press('Tab');
    await page.locator('#laid').waitFor({ state: 'detached' });
    assert.doesNotMatch((await printed(page)).text, /沿虚线剪开/);
  }
  assert.deepEqual(page.faults, []);
  await context.close();
});
