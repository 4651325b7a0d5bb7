// Without scripts a pickup is booked, found, changed and cancelled; every page on the way is accessible and fits a screen of
// 320 px. With scripts the client takes the same addresses over.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { axe, launchBrowser, live, openPage, phoneContext, screenshot, startPortal } from './lib.mjs';
import { bookLargely, bookPlainly, cancelPlainly, changePlainly, findPlainly } from './plain_flow.mjs';

let portal, browser, auditor;
before(async () => {
  portal = await startPortal();
  browser = await launchBrowser();
  auditor = await (await phoneContext(browser)).newPage();
});
after(async () => { await browser?.close(); assert.equal(await portal.stop(), 0); });

// axe needs timers, which a page without scripts has not: the same markup is looked at in a page that has them.
async function audit(page) {
  const markup = (await page.content()).replace(/<script\b[\s\S]*?<\/script>/g, '');
  await auditor.goto(`${portal.url}/robots.txt`);
  await auditor.setContent(markup, { waitUntil: 'load' });
  return axe(auditor);
}

test('without JavaScript: booked, reloaded, found again, changed, cancelled; nothing secret in an address or the log', async () => {
  const context = await phoneContext(browser, { javaScriptEnabled: false }), page = await context.newPage();
  const addresses = [];
  page.on('request', (request) => addresses.push(request.url(), request.headers().referer || ''));
  const look = async (name) => {
    assert.deepEqual(await audit(page), [], name);
    assert.equal(await page.locator('h1').count(), 1, name);
    await page.setViewportSize({ width: 320, height: 640 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320, `${name} fits`);
    await page.setViewportSize({ width: 390, height: 844 });
    await screenshot(page, `plain-${name}`, { fullPage: true });
  };
  const reference = await bookPlainly(page, portal.url, look);
  await look('done');
  await page.reload();
  await page.getByRole('heading', { name: '约好了' }).waitFor();
  await changePlainly(page, look);
  const [cookie] = await context.cookies(page.url());
  assert.deepEqual([cookie.httpOnly, cookie.sameSite, cookie.path], [true, 'Strict', `/pickup/ticket/${reference}`]);
  await context.clearCookies();
  await page.goto(`${portal.url}/pickup/ticket/${reference}`);
  await page.getByRole('heading', { name: '请先验证' }).waitFor();
  await look('locked');
  await findPlainly(page, portal.url, reference, '9999');
  await page.getByText('请核对预约编号').first().waitFor();
  await look('lookup-errors');
  await findPlainly(page, portal.url, reference, '1234');
  await page.getByRole('heading', { name: '预约详情' }).waitFor();
  await cancelPlainly(page, look);
  await look('cancelled');
  assert.ok(!addresses.some((address) => address.includes(cookie.value) || /13800001234/.test(address)));
  assert.ok(!portal.output().includes(cookie.value) && !/13800001234/.test(portal.output()));
  await context.close();
});

// Below 24 px, or pressed and lower than 60.
const tooSmall = () => [...document.querySelectorAll('#static main *')].filter((one) => one.checkVisibility()).flatMap((one) => {
  const said = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const small = said && parseFloat(getComputedStyle(one).fontSize) < 24;
  const low = one.matches('form button, .slot, .item') && one.getBoundingClientRect().height < 60;
  return small || low ? [`${one.tagName} ${one.className} ${one.textContent.slice(0, 20)}`] : [];
});

test('without JavaScript in large print: one question on a page, each fits 320 by 568, and the standard size in the middle loses nothing', async () => {
  const context = await phoneContext(browser, { viewport: { width: 320, height: 568 }, javaScriptEnabled: false }), page = await context.newPage();
  await context.addCookies([{ name: 'wufei-look', value: 'large', url: portal.url }]);
  const look = async (name) => {
    assert.deepEqual(await audit(page), [], name);
    assert.equal(await page.locator('h1').count(), 1, name);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320, `${name} fits`);
    assert.deepEqual(await page.evaluate(tooSmall), [], name);
    const next = await page.locator('.go button').boundingBox();
    assert.ok(next.height >= 72 && next.y + next.height <= 568, `the way on is in sight: ${name}`);
    await screenshot(page, `plain-${name}`);
  };
  await bookLargely(page, portal.url, look);
  await page.goto(`${portal.url}/pickup/new/what`);
  await page.getByRole('radio', { name: /大件垃圾/ }).first().check();
  await page.getByRole('button', { name: '下一个问题' }).click();
  await page.getByLabel('多人沙发').selectOption('1');
  await page.getByRole('button', { name: '标准字号' }).click();
  await page.getByLabel('镇街').waitFor();
  assert.equal(await page.getByLabel('多人沙发').inputValue(), '1');
  assert.equal(await page.evaluate(() => document.documentElement.classList.contains('elder')), false);
  await page.getByLabel('详细地址').fill('示例路 1 号');
  await page.getByLabel('详细地址').press('Enter');
  await page.locator('#errors').waitFor();  // the key goes on, as the form's own button does
  assert.equal(await page.getByLabel('详细地址').inputValue(), '示例路 1 号');
  await page.getByRole('button', { name: '大字' }).click();
  await page.locator('.asks').waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.classList.contains('elder')), true);
  assert.equal(await page.getByLabel('详细地址').inputValue(), '示例路 1 号');
  assert.equal(await page.locator('#errors').count(), 0, 'what was not sent is not wrong');
  await page.getByLabel('镇街').selectOption({ index: 1 });
  await page.getByLabel('详细地址').press('Enter');
  await page.getByRole('heading', { name: '哪天来收？' }).waitFor();
  await context.close();
});

test('with JavaScript the client takes the pages over', async () => {
  const context = await phoneContext(browser);
  for (const path of ['/pickup/new', '/pickup/lookup']) {
    const page = await openPage(context, portal.url + path);
    await live(page);
    assert.ok(await page.locator('#static').isHidden());
    assert.deepEqual(page.faults, []);
    await page.close();
  }
  await context.close();
});
