// The month's and the year's report at the desk, in a browser: axe finds nothing, nothing stands outside the window, what was
// chosen stands in the address. The numbers are held against what was entered by tests/http/report_test.cpp.
// WUFEI_PICTURES: pictures to look at, and the paper as PDF.
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { openAccount } from '../server/staff.mjs';
import { axe, desktopContext, launchBrowser, screenshot, startPortal } from './lib.mjs';

let portal, browser;
before(async () => { portal = await startPortal(); browser = await launchBrowser(); });
after(async () => { await browser?.close(); await portal?.stop(); });

const now = new Date(Date.now() + 8 * 3600e3), year = now.getUTCFullYear(), month = now.getUTCMonth() + 1;

async function pageOf(name, role, department = '') {
  const { person } = await openAccount(portal, name, role, department);
  const context = await desktopContext(browser, { bypassCSP: true });
  await context.addCookies([...person.cookies].map(([cookie, value]) => ({ name: cookie, value, url: portal.url })));
  return context.newPage();
}

async function check(page, name, picture = { fullPage: true }) {
  assert.deepEqual(await axe(page), [], name);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= page.viewportSize().width, `${name}: wider than the window`);
  await screenshot(page, name, picture);
}

async function paper(page, name) {
  await page.emulateMedia({ media: 'print' });
  const bytes = await page.pdf({ preferCSSPageSize: true, ...(process.env.WUFEI_PICTURES ? { path: join(process.env.WUFEI_PICTURES, `${name}.pdf`) } : {}) });
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
  assert.equal(await page.locator('.filters').isVisible(), false);
  assert.equal(await page.locator('nav.desk').isVisible(), false);
  assert.ok(await page.locator('.sign').isVisible());
  await page.emulateMedia({ media: 'screen' });
}

test('an analyst reads the report of all bodies, of one, and prints it', async () => {
  const page = await pageOf('chen', 'analyst');
  await page.goto(`${portal.url}/desk`);
  await page.getByRole('link', { name: '月报和年报' }).click();
  await check(page, 'desk-report');
  await page.locator('select[name=body]').selectOption('urban_enforcement');
  await page.getByRole('button', { name: '查看' }).click();
  assert.match(page.url(), new RegExp(`year=${year}&month=${month}&body=urban_enforcement`));
  assert.equal(await page.locator('select[name=body]').inputValue(), 'urban_enforcement');
  assert.equal(await page.locator('.sheet-head strong').innerText(), '县综合行政执法局');
  assert.ok(await page.getByText('未公布').count() > 0);
  await check(page, 'desk-report-body');
  await paper(page, 'desk-report-body');
  await page.goto(`${portal.url}/desk/report?year=${year}&body=371524101`);
  await check(page, 'desk-report-town');
  await page.setViewportSize({ width: 390, height: 844 });
  await check(page, 'desk-report-390');
  await page.goto(`${portal.url}/desk/report`);
  await check(page, 'desk-report-all-390', {});
  await paper(page, 'desk-report');
  await page.goto(`${portal.url}/desk/report?year=${year + 1}`);
  await check(page, 'desk-report-refused-390', {});
  const [file] = await Promise.all([page.waitForEvent('download'), (async () => {
    await page.goto(`${portal.url}/desk/report`);
    await page.getByRole('link', { name: '下载 Excel' }).click();
  })()]);
  assert.equal(file.suggestedFilename(), `report-${year}-${String(month).padStart(2, '0')}.xlsx`);
  if (process.env.WUFEI_PICTURES) await file.saveAs(join(process.env.WUFEI_PICTURES, 'desk-report.xlsx'));
});

test('an office sees the report of its own body', async () => {
  const page = await pageOf('liu', 'officer', '县水利局');
  await page.goto(`${portal.url}/desk/report`);
  assert.equal(await page.locator('.sheet-head strong').innerText(), '县水利局');
  assert.equal(await page.locator('select[name=body] option').count(), 1);
  await check(page, 'desk-report-own');
});
