// The ledger at the desk and what is published of it, in a browser: axe finds nothing, nothing stands outside the window,
// filters stay in the address. The rows are made here; that they come from outcomes is shown by tests/http/ledger_test.cpp.
// WUFEI_PICTURES: pictures to look at.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { openAccount } from '../server/staff.mjs';
import { axe, desktopContext, launchBrowser, phoneContext, root, screenshot, startPortal } from './lib.mjs';

let portal, browser;
before(async () => { portal = await startPortal(); browser = await launchBrowser(); });
after(async () => { await browser?.close(); await portal?.stop(); });

const areas = JSON.parse(readFileSync(join(root, 'content/areas.json'), 'utf8')).areas.map(({ code }) => code);
// Two months back: closed for good, whatever day it is.
const today = new Date(Date.now() + 8 * 3600e3), past = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 2, 1));
const month = past.toISOString().slice(0, 7), day = past.getTime() / 86400e3 + 9;

function fill() {
  const rows = [], things = [['bulky', 'sofa'], ['clothes', 'clothes'], ['cardboard', 'cardboard'], ['e_waste', 'television']];
  const row = (area, [category, item], pieces, grams, reverses = 0) => rows.push(`('', ${rows.length + 1}, ${month.replace('-', '')}, ${day},
    '${area}', '${category}', '${rows.length % 3 + 1} 号车', '${item}', ${Math.sign(pieces)}, ${pieces}, ${grams}, '', 'WF-AAA-BBB-${100 + rows.length}', ${reverses ? 2 : 1},
    ${reverses}, ${day * 86400}, x'00')`);
  areas.slice(0, 5).forEach((area, a) => things.forEach((thing, t) => {
    for (let i = 0; i < [9, 7, 3, 12][(a + t) % 4]; i += 1) row(area, thing, 1 + i % 2, 12500 + 700 * i);
  }));
  row(areas[0], things[0], -1, -12500, 1);
  const counts = { planned: 160, on_time: 139, late: 6, 'not_presented/nothing_out': 8, 'no_access/gate_closed': 2, moved: 5, missed_upheld: 0 };
  const parts = Object.entries(counts).map(([part, count]) => `('', ${month.replace('-', '')}, '${part}', ${count})`);
  const county = execFileSync('sqlite3', [join(portal.data, 'wufei.db'), "SELECT value FROM meta WHERE name = 'county'"], { encoding: 'utf8' }).trim();
  const sql = `INSERT INTO ledger_entry VALUES ${rows.join(',')}; INSERT INTO ledger_month VALUES ${parts.join(',')};
    INSERT INTO meta VALUES ('ledger_closed_up_to/${county}', '${month.replace('-', '')}');`;
  execFileSync('sqlite3', [join(portal.data, 'wufei.db')], { input: sql.replaceAll("('', ", `('${county}', `) });
}

async function check(page, name, picture = { fullPage: true }) {
  assert.deepEqual(await axe(page), [], name);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= page.viewportSize().width, `${name}: wider than the window`);
  await screenshot(page, name, picture);
}

test('an analyst reads the ledger; what was chosen stands in the address', async () => {
  fill();
  const { person } = await openAccount(portal, 'chen', 'analyst');
  const context = await desktopContext(browser, { bypassCSP: true });
  await context.addCookies([...person.cookies].map(([name, value]) => ({ name, value, url: portal.url })));
  const page = await context.newPage();
  await page.goto(`${portal.url}/desk/ledger`);
  await check(page, 'desk-ledger');
  assert.equal(await page.locator('.sums table').count(), 4);
  assert.equal(await page.getByText(/^冲销第 1 行$/).count(), 1);
  await page.locator('select[name=area]').selectOption({ index: 2 });
  await page.locator('select[name=month]').selectOption(month);
  await page.getByRole('button', { name: '查看' }).click();
  assert.match(page.url(), new RegExp(`month=${month}&area=${areas[1]}`));
  assert.equal(await page.locator('select[name=area]').inputValue(), areas[1]);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await check(page, 'desk-ledger-1920', {});
  await page.setViewportSize({ width: 390, height: 844 });
  await check(page, 'desk-ledger-390', {});
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 1123, height: 794 });
  await screenshot(page, 'desk-ledger-paper', { fullPage: true });
  await context.close();
});

// The server's page: what the client draws is the same document.
test('the public page shows the month and withholds what is few', async () => {
  for (const [name, open] of [['recovery', desktopContext], ['recovery-390', phoneContext]]) {
    const context = await open(browser, { bypassCSP: true });
    await context.route('**/*', (route) => (route.request().resourceType() === 'script' ? route.abort() : route.continue()));
    const page = await context.newPage();
    await page.goto(`${portal.url}/recovery/${month}`);
    const said = await page.locator('main').innerText();
    assert.match(said, /少于5户次/);
    assert.match(said, /不列/);
    assert.match(said, /按约定时段收到了/);
    assert.ok(!said.includes('WF-AAA'));
    await check(page, name);
    await context.close();
  }
});
