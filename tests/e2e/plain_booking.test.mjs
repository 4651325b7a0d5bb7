// Without scripts a pickup is booked, found, changed and cancelled; every page on the way is accessible and fits a screen of
// 320 px. With scripts the client takes the same addresses over.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { axe, launchBrowser, live, openPage, phoneContext, screenshot, startPortal } from './lib.mjs';
import { bookPlainly, cancelPlainly, changePlainly, findPlainly } from './plain_flow.mjs';

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
