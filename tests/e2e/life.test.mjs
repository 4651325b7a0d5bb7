// The whole life in a browser. A booking: made on a phone, assigned, printed, fetched without a network, seen and rated, in the
// ledger, published when its month is closed, and the access log verifies. A complaint: handed over and on, answered, read by
// a second colleague, public, in the end counted as on time. The portal is started again on later days: its clock is libfaketime's, the
// browsers' is the machine's, so that the day of the pickup is today. WUFEI_PICTURES: pictures to look at.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { desktopContext, launchBrowser, live, openPage, phoneContext, root, screenshot, settled, startPortal } from './lib.mjs';
import { button, chooseItem, chooseTime, field, fillContact, fillPlace, submit, tap } from './flow.mjs';
import { bookable, sampleRequest, until } from '../server/lib.mjs';
import { enterDesk, find, keepsStops, layWire, lose } from './staff_flow.mjs';

const binary = process.env.WUFEI_BINARY || join(root, 'build/release/wufei'), crew = '1 号车', DAY = 86400e3;
const scratch = mkdtempSync(join(tmpdir(), 'wufei-life-')), content = join(scratch, 'content'), data = join(scratch, 'data');
const chinaDay = (days = 0) => new Date(Date.now() + 8 * 3600e3 + days * DAY).toISOString().slice(0, 10);
const today = chinaDay(), month = today.slice(0, 7), others = [], patient = { timeout: 300000 };
let portal, wire, browser, clock = {}, reference, resident;

/** Starts the portal, or starts it again `ahead` milliseconds from now. */
async function startAt(ahead) {
  await portal?.stop();
  const offset = Math.round(ahead / 1000);
  clock = offset === 0 ? {} : { LD_PRELOAD: '/usr/$LIB/faketime/libfaketimeMT.so.1', FAKETIME: `${offset < 0 ? '' : '+'}${offset}s`, DONT_FAKE_MONOTONIC: '1', NO_FAKE_STAT: '1' };
  portal = await startPortal({ content, data, env: clock, args: ['--public-url', 'http://127.0.0.1'] });
  const port = Number(new URL(portal.url).port);
  if (wire) { await wire.cut(); await wire.mend(port); } else wire = await layWire(port);
}
const wufei = (command, ...args) => execFileSync(binary, [command, '--data', data, '--content', content, ...args], { encoding: 'utf8', env: { ...process.env, ...clock } });

before(async () => {
  cpSync(join(root, 'content'), content, { recursive: true });
  const path = join(content, 'pickup/rules.json'), rules = JSON.parse(readFileSync(path, 'utf8'));
  rules.closed.open_dates.push(today);
  writeFileSync(path, JSON.stringify(rules));
  // Yesterday morning in China: for today it can still be booked.
  await startAt(Date.parse(`${chinaDay(-1)}T10:00:00+08:00`) - Date.now());
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await wire?.cut();
  await portal?.stop();
  rmSync(scratch, { recursive: true, force: true });
});

async function colleague(name, display, role, { department = '', phone = false } = {}) {
  const said = wufei('staff', 'add', name, '--role', role, '--display', display, ...(department ? ['--department', department] : []));
  const context = await (phone ? phoneContext : desktopContext)(browser), page = await context.newPage();
  const ahead = Number.parseInt(clock.FAKETIME || '0', 10);
  await enterDesk(page, wire.url, said, Math.floor((Date.now() / 1000 + ahead) / 30));
  await page.waitForURL(/\/desk(\/stops)?$/);
  return { page, context };
}
const press = async (page, name) => {
  await page.getByRole('button', { name, exact: true }).first().click();
  await page.waitForLoadState();
};
const follow = (page, name) => page.getByRole('link', { name }).first().click();
const done = (page, words) => page.getByRole('status').filter({ hasText: words }).waitFor();

test('a resident books on a phone, and four neighbours; a dispatcher gives the day to a crew and prints its sheet', patient, async () => {
  const context = await phoneContext(browser), page = await openPage(context, `${wire.url}/`);
  await live(page);
  await chooseItem(page, tap);
  await fillPlace(page, tap, '示例路 1 号');
  await chooseTime(page, tap, 0);
  await fillContact(page, tap, { name: '李明', phone: '13800000001' });
  reference = await submit(page, tap);
  resident = { context, page };
  const free = await bookable(wire.url);
  for (let i = 2; i <= 5; i += 1) {
    const body = JSON.stringify(sampleRequest(free, { address: `示例路 ${i} 号`, phone: `1380000000${i}`, slot: free.slots[0].id }));
    const reply = await fetch(`${wire.url}/api/v1/pickups`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
    assert.equal(reply.status, 201);
    others.push((await reply.json()).reference);
  }

  const { page: desk } = await colleague('wang', '王岚', 'dispatcher');
  await desk.goto(`${wire.url}/desk/pickups?date=${today}`);
  for (const one of [reference, ...others]) await desk.getByRole('checkbox', { name: `选中 ${one}` }).check();
  await desk.getByRole('combobox', { name: '派给' }).fill(crew);
  await press(desk, '派单');
  await done(desk, '已安排');
  await desk.getByRole('row', { name: reference }).getByRole('link').click();
  await press(desk, '显示电话');
  await desk.getByRole('link', { name: /138.*0001/ }).waitFor();
  await desk.goto(`${wire.url}/desk/sheets?date=${today}`);
  await follow(desk, crew);
  await press(desk, '派出并存档');
  await done(desk, '派出');
  const [file] = await Promise.all([desk.waitForEvent('download'), follow(desk, '下载 PDF')]);
  checkPaper(await file.path());
});

// What the crew has in its hands: A4, each stop once, on a line of its own, and no number that can be called.
function checkPaper(pdf) {
  assert.match(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' }), /Pages: +1\n(.*\n)*Page size: +841\.\d+ x 595\.\d+ pts \(A4\)/);
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }), lines = text.split('\n');
  for (const one of [reference, ...others]) assert.equal(text.split(one).length, 2, one);
  for (let i = 1; i <= 5; i += 1) assert.equal(lines.filter((line) => line.includes(`示例路 ${i} 号`)).length, 1, `示例路 ${i} 号`);
  assert.ok(text.includes(crew));
  assert.doesNotMatch(text, /1\d{2}[ -]?\d{4}[ -]?\d{4}/);
  if (process.env.WUFEI_PICTURES) execFileSync('pdftoppm', ['-r', '110', '-png', '-singlefile', pdf, join(root, 'build/e2e/life-sheet')]);
}

test('on the day the crew fetches it without a network; the resident sees what became of it, rates it and reads who looked', patient, async () => {
  await startAt(0);
  const { page: phone, context } = await colleague('zhou', '周师傅', 'crew', { department: crew, phone: true });
  await keepsStops(phone, [reference, ...others]);
  await lose(wire, context);
  await phone.goto(`${wire.url}/desk/stops/${reference}`);
  await phone.getByRole('textbox', { name: /千克/ }).fill('35.5');
  await press(phone, '收完了');
  await phone.getByText('待上传').first().waitFor();
  assert.doesNotMatch(wufei('pickup', reference, 'show'), /35\.5/);
  await find(wire, context);
  await phone.getByRole('link', { name: /示例路 1 号/ }).getByText('已完成').waitFor();
  for (const one of others) wufei('pickup', one, 'complete', '--kg', '20');

  const { page } = resident;
  await page.goto(`${wire.url}/pickup/${reference}`);
  await live(page);
  await page.getByText('35.5 公斤').first().waitFor({ state: 'attached' });
  await tap(page.getByRole('radio', { name: /^4 星/ }));
  await tap(button(page, '提交评分'));
  await page.getByText('您的评分：4 星').first().waitFor({ state: 'attached' });
  await page.getByText(/调度，看了完整的电话号码/).first().waitFor({ state: 'attached' });
  await settled(page);
  await screenshot(page, 'life-resident');

  const { page: analyst } = await colleague('chen', '陈晨', 'analyst');
  await follow(analyst, '统计台账');
  await analyst.getByRole('row', { name: reference }).getByText('35.5').waitFor();
  await screenshot(analyst, 'life-ledger');
});

test('a complaint is handed on with a reason, answered, read by a second colleague, and public', patient, async () => {
  const context = await phoneContext(browser), page = await openPage(context, `${wire.url}/feedback/new`), words = '北门的投放点满了，袋子堆在外面。';
  await live(page);
  await tap(page.getByRole('radio', { name: '投诉' }));
  await page.getByRole('combobox', { name: '事项' }).selectOption({ label: '垃圾分类' });
  await field(page, '内容').fill(words);
  await field(page, '电话').fill('13800000009');
  await tap(page.getByRole('checkbox', { name: '同意公开问题和答复' }));
  await tap(button(page, '提交'));
  await page.waitForURL('**/feedback/done');
  await settled(page);
  const complaint = /FK(-[2-9A-HJKMNP-Z]{3}){3}/.exec(await page.locator('#twin').textContent())[0];

  const { page: officer } = await colleague('liu', '刘敏', 'officer');
  await follow(officer, '收件箱');
  await follow(officer, new RegExp(words.slice(0, 8)));
  await officer.getByRole('textbox', { name: '办理单位' }).fill('环卫中心');
  await press(officer, '转办');
  await done(officer, /转/);
  await officer.getByRole('textbox', { name: '办理单位' }).fill('住建局');
  await press(officer, '改派单位');
  await officer.locator('#reason[aria-invalid=true]').waitFor();
  await officer.getByRole('textbox', { name: /^原因/ }).first().fill('投放点归住建局管');
  await press(officer, '改派单位');
  await officer.getByText('投放点归住建局管').first().waitFor();
  await officer.getByRole('textbox', { name: '答复内容' }).fill('投放点已经清理，今后每天下午再清一次。');
  await press(officer, '发出答复');
  await done(officer, /答复/);
  await officer.getByText('拟公开', { exact: true }).click();
  await officer.getByRole('textbox', { name: '公开的反映内容' }).fill('一处投放点满了没有及时清。');
  await press(officer, '提交复核');
  assert.equal(await officer.getByRole('button', { name: '复核后公开' }).count(), 0, 'not by the same person');

  const { page: editor } = await colleague('sun', '孙晓', 'editor');
  await editor.goto(`${wire.url}/desk/cases/${complaint}`);
  await press(editor, '复核后公开');
  await done(editor, '已公开');
  await page.goto(`${wire.url}/feedback/published`);
  await live(page);
  await page.getByRole('link', { name: /一处投放点满了/ }).first().tap({ force: true });  // where the finger lands a line of its words lies above
  await page.getByText('今后每天下午再清一次').first().waitFor({ state: 'attached' });
});

// The month's report as who leads the house reads it: what was fetched and the case stand in it, and it can be taken away.
async function readReport() {
  const { page: leader } = await colleague('gao', '高远', 'analyst');
  await leader.goto(`${wire.url}/desk/report?year=${month.slice(0, 4)}&month=${Number(month.slice(5))}`);
  await leader.getByText('已经关账').first().waitFor();
  const cells = (table, name) => leader.getByRole('region', { name: table }).getByRole('row', { name }).getByRole('cell').allInnerTexts();
  const [stops, , kilograms] = await cells('收运台账和漏收反映', /^合计/);
  assert.deepEqual([stops, kilograms], ['5', '115.5']);
  assert.deepEqual((await cells('各单位', /^住建局/)).slice(6, 10), ['1', '1', '1', '1'], 'received, handled, due, on time');
  await screenshot(leader, 'life-report', { fullPage: true });
  const [file] = await Promise.all([leader.waitForEvent('download'), follow(leader, '下载 Excel')]);
  assert.equal(readFileSync(await file.path()).subarray(0, 2).toString(), 'PK');
}

test('weeks later: the closed month is public, as a page and as data, the case counts as on time, the chains verify', patient, async () => {
  // A clock that has leapt is trusted a day after it was first seen so.
  const seen = () => Number(execFileSync('sqlite3', [join(data, 'wufei.db'), "SELECT value FROM meta WHERE name LIKE 'clock_seen%'"], { encoding: 'utf8' }));
  const before = seen();
  await startAt(45 * DAY);
  await until(() => seen() > before + 40 * DAY / 1000, 'the later clock is seen');
  await startAt(46.5 * DAY);
  await until(async () => (await fetch(`${wire.url}/recovery/${month}`)).ok, `${month} is published`);
  const page = await openPage(await desktopContext(browser), `${wire.url}/recovery`);
  await live(page);
  await page.getByRole('link', { name: `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月` }).first().click();
  await page.waitForURL(`**/recovery/${month}`);
  await page.getByText('115.5 千克').first().waitFor({ state: 'attached' });
  await page.getByRole('row', { name: /派出收运单上的户次/ }).getByText('5 户次').waitFor({ state: 'attached' });
  await settled(page);
  await screenshot(page, 'life-recovery');
  const rows = async () => (await (await fetch(`${wire.url}/open-data/recovery_by_month.csv`)).text()).split(/\r?\n/);
  await until(async () => (await rows()).some((row) => row.startsWith(month) && row.includes('115.5')), 'the open data has the month');
  const { page: analyst } = await colleague('tang', '唐宁', 'analyst');
  await analyst.goto(`${wire.url}/desk/cases/statistics?year=${month.slice(0, 4)}`);
  const row = analyst.getByRole('row', { name: /^住建局/ });
  assert.deepEqual((await row.getByRole('cell').allInnerTexts()).slice(0, 5), ['1', '1', '1', '1', '100%'], 'received, handled, due, on time');
  await screenshot(analyst, 'life-statistics');
  await readReport();
  const verified = wufei('verify');
  assert.match(verified, /工作人员操作记录的校验链完好/);
  assert.match(verified, /收运台账的校验链完好：共 5 行/);
});
