// Surveys at the desk in a browser without scripts: codes are made and printed, one slip and a file are entered, the result is
// read. Every page passes axe, nothing stands outside the window. WUFEI_PICTURES: pictures to look at, and the slips as PDF.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { openAccount } from '../server/staff.mjs';
import { axe, desktopContext, launchBrowser, phoneContext, root, screenshot, startPortal } from './lib.mjs';

let portal, browser, chen;
const folder = mkdtempSync(join(tmpdir(), 'wufei-slips-'));
before(async () => {
  portal = await startPortal({ args: ['--public-url', 'http://127.0.0.1'] });
  browser = await launchBrowser();
  chen = (await openAccount(portal, 'chen', 'editor')).person;
});
after(async () => { await browser?.close(); await portal?.stop(); rmSync(folder, { recursive: true, force: true }); });

async function pageOf(person, make = desktopContext) {
  const context = await make(browser, { bypassCSP: true });
  await context.addCookies([...person.cookies].map(([name, value]) => ({ name, value, url: portal.url })));
  return context.newPage();
}

async function check(page, name, picture = { fullPage: true }) {
  assert.deepEqual(await axe(page), [], name);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= page.viewportSize().width, `${name}: wider than the window`);
  await screenshot(page, `desk-survey-${name}`, picture);
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const survey = '/desk/surveys/satisfaction-2026';
const titles = 'code,area,age,reached,channels,known,satisfaction,why,took_part,collection,advice';
const row = (code) => `${code},outside,,接触过,学校；单位,了解一些,4,,sorting;recycling,8,`;
let codes = [];

async function handIn(page, name, rows) {
  const file = join(folder, name);
  writeFileSync(file, [titles, ...rows].join('\r\n'));
  await page.goto(`${portal.url}${survey}/import`);
  await page.locator('input[type=file]').setInputFiles(file);
  await press(page, '读文件');
}

test('codes are made once and printed as slips of A4', async () => {
  const page = await pageOf(chen);
  await page.goto(`${portal.url}${survey}/codes`);
  for (const [field, count] of [['population', '30000'], ['sample', '12']])
    for (const index of [0, 1]) await page.locator(`input[name^=${field}]`).nth(index).fill(count);
  await check(page, 'plan');
  await page.locator('input[name^=sample]').nth(1).fill('3');
  await press(page, '生成作答码');
  assert.match(await page.locator('#errors').innerText(), /至少 10 个/);
  await check(page, 'plan-fault');
  await page.locator('input[name^=sample]').nth(1).fill('12');
  await press(page, '生成作答码');
  codes = await page.locator('.slips .code').allInnerTexts();
  assert.equal(new Set(codes).size, 24);
  await check(page, 'slips', {});
  const pdf = await page.pdf({ preferCSSPageSize: true, ...(process.env.WUFEI_PICTURES ? { path: join(root, 'build/e2e/desk-survey-slips.pdf') } : {}) });
  assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length, 3, 'ten slips on a page');
  await page.reload();
  assert.deepEqual(await page.locator('.slips .code').allInnerTexts(), codes, 'the same ones, no new ones');
  const there = page.url();
  await press(page, '已经存好');
  await page.goto(there);
  assert.equal(await page.locator('.slips').count(), 0);
  await check(page, 'slips-gone');
});

test('a slip and a file are entered; what slipped is told by row and column', async () => {
  const page = await pageOf(chen);
  await page.goto(`${portal.url}${survey}/entry`);
  await press(page, '录入');
  await check(page, 'entry-fault');
  await page.locator('input[name=code]').fill(codes[0].toLowerCase().replaceAll('-', ' '));
  await page.locator('select[name=q-known]').selectOption('some');
  await page.locator('select[name=q-satisfaction]').selectOption('4');
  await page.locator('input[name=q-took_part-sorting]').check();
  await press(page, '录入');
  assert.match(await page.locator('.done').innerText(), /R-\w{3}-\w{3}-\w{3}/);
  await check(page, 'entry');
  await handIn(page, 'slipped.csv', [row(codes[1]), row(codes[0]), `${codes[2]},outside,,,接触过,学校,了解一些,4,,sorting,8,`]);
  assert.match(await page.locator('main').innerText(), /错开了一列/);
  await check(page, 'import-fault');
  await handIn(page, 'sound.csv', codes.slice(1, 13).map(row));
  await check(page, 'preview');
  await press(page, '确认录入');
  assert.match(await page.locator('.done').innerText(), /12 份/);
  await check(page, 'one');
  await page.goto(`${portal.url}/desk/surveys`);
  await check(page, 'list');
});

test('on a phone, too; results are what the public sees', async () => {
  const page = await pageOf(chen, phoneContext);
  for (const [path, name] of [['', 'one'], ['/codes', 'plan'], ['/entry', 'entry'], ['/import', 'import'], ['/texts', 'texts']]) {
    await page.goto(`${portal.url}${survey}${path}`);
    await check(page, `${name}-390`);
  }
  await page.goto(`${portal.url}/desk/surveys`);
  await check(page, 'list-390');
  const judged = (i) => `,outside,,${['接触过', '没有接触过'][i % 2]},${i % 2 ? '' : '学校'},了解一些,${1 + i % 5},,sorting,${i % 11},`;
  await handIn(page, 'open.csv', Array.from({ length: 60 }, (_, i) => judged(i)));
  await press(page, '确认录入');
  await page.locator('summary').click();
  await press(page, '停止收答卷');
  await page.goto(`${portal.url}${survey}/results`);
  assert.ok(await page.locator('main table').count() > 3);
  await check(page, 'results-390');
  await page.setViewportSize({ width: 1280, height: 800 });
  await check(page, 'results');
  await page.goto(`${portal.url}${survey}`);
  await check(page, 'closed');
});
