// The board with scripts: rows go to crews by keys and by dragging, as by the form; keys keep quiet where somebody types and can
// be turned off, Escape drops nothing, a finger scrolls. axe is clean. WUFEI_PICTURES: pictures to look at.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import assert from 'node:assert/strict';
import { axe, desktopContext, launchBrowser, phoneContext, root, screenshot, startPortal } from './lib.mjs';
import { bookable, sampleRequest } from '../server/lib.mjs';
import { enterDesk } from './staff_flow.mjs';

const binary = process.env.WUFEI_BINARY || join(root, 'build/release/wufei'), crews = ['1 号车', '2 号车'];
let portal, browser, page, board, people = 0;
const references = [];
const wufei = (command, ...args) => execFileSync(binary, [command, '--data', portal.data, '--content', join(root, 'content'), ...args], { encoding: 'utf8' });

async function dispatcher(makeContext) {
  const said = wufei('staff', 'add', `wang${people += 1}`, '--role', 'dispatcher', '--display', '王岚');
  const opened = await (await makeContext(browser, { bypassCSP: true })).newPage();
  await enterDesk(opened, portal.url, said);
  await opened.waitForURL('**/desk');
  return opened;
}

before(async () => {
  portal = await startPortal();
  browser = await launchBrowser();
  const free = await bookable(portal.url), slot = free.slots[0];
  for (let i = 0; i < 5; i += 1) {
    const reply = await fetch(`${portal.url}/api/v1/pickups`, { method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(sampleRequest(free, { slot: slot.id })) });
    references.push((await reply.json()).reference);
  }
  page = await dispatcher(desktopContext);
  board = `${portal.url}/desk/pickups?date=${slot.date}`;
  for (const crew of crews) {
    await page.goto(`${portal.url}/desk/plan/crews`);
    await page.locator('input[name=name]').fill(crew);
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByRole('link', { name: crew }).waitFor();
  }
});
after(async () => { await browser?.close(); await portal?.stop(); });
beforeEach(() => page.goto(board));

const tick = (number) => page.getByRole('table').last().getByRole('checkbox').nth(number);
const crewButton = (name) => page.getByRole('list', { name: '派给' }).getByRole('button', { name: new RegExp(`^${name}`) });
const crewOf = async (number) => (await page.getByRole('table').last().getByRole('row').nth(number + 1).getByRole('cell').last().innerText()).trim();
const middle = async (locator) => {
  const box = await locator.boundingBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
};
async function drag(from, to) {
  await from.scrollIntoViewIfNeeded();
  await page.mouse.move(...await middle(from));
  await page.mouse.down();
  await page.mouse.move(...await middle(to), { steps: 4 });
}
const given = () => page.getByRole('status').filter({ hasText: '已安排' }).waitFor();

test('keys walk the rows, tick them, choose a crew, and Enter gives them to it', async () => {
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  assert.ok(await tick(1).evaluate((one) => one === document.activeElement));
  await page.keyboard.press('x');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.keyboard.press('k');
  assert.ok(await tick(1).evaluate((one) => one === document.activeElement));
  await page.keyboard.press('?');
  await page.getByText('先用 J、K').waitFor();
  assert.deepEqual(await axe(page), []);
  await screenshot(page, 'board-keys');
  await page.keyboard.press('1');
  assert.equal(await page.getByRole('combobox', { name: '派给' }).inputValue(), crews[0]);
  await page.keyboard.press('Enter');
  await given();
  assert.deepEqual([await crewOf(0), await crewOf(1), await crewOf(2)], ['', crews[0], crews[0]]);
});

test('where somebody types keys are letters; turned off they stay off until they are turned on', async () => {
  const field = page.getByRole('combobox', { name: '派给' });
  await field.pressSequentially('x1j?');
  assert.equal(await field.inputValue(), 'x1j?');
  assert.equal(await page.getByRole('table').last().getByRole('checkbox', { checked: true }).count(), 0);
  await field.fill('');
  await page.getByRole('button', { name: '关闭快捷键' }).click();
  await page.reload();
  await page.keyboard.press('j');
  await page.keyboard.press('1');
  assert.equal(await page.locator('.crews kbd').count(), 0);
  assert.equal(await field.inputValue(), '');
  assert.ok(await page.evaluate(() => document.activeElement === document.body));
  await page.getByRole('button', { name: '打开快捷键' }).click();
  assert.equal(await page.locator('.crews kbd').count(), 2);
  await page.keyboard.press('2');
  assert.equal(await field.inputValue(), crews[1]);
});

test('a row is dragged to a crew, all ticked ones with it; Escape and the open sea drop nothing', async () => {
  await drag(tick(0), crewButton(crews[1]));
  await page.locator('.ghost', { hasText: '1 份' }).waitFor();
  assert.equal(await page.locator('.crews .over').count(), 1);
  assert.deepEqual(await axe(page), []);
  await screenshot(page, 'board-drag');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.ghost').count(), 0);
  await page.mouse.up();
  await drag(tick(0), page.getByRole('columnheader', { name: '地点' }));
  await page.mouse.up();
  assert.equal(page.url(), board);
  await drag(tick(0), crewButton(crews[1]));
  await page.mouse.up();
  await given();
  assert.deepEqual([await crewOf(0), await crewOf(3)], [crews[1], '']);
  await tick(3).check();
  await tick(4).check();
  await drag(tick(3).locator('xpath=../../td[2]'), crewButton(crews[1]));
  await page.locator('.ghost', { hasText: '2 份' }).waitFor();
  await page.mouse.up();
  await given();
  assert.deepEqual([await crewOf(3), await crewOf(4)], [crews[1], crews[1]]);
});

test('a row that is let go outside a crew, or outside the window, goes nowhere and stays unticked', async () => {
  const posts = [], row = page.getByRole('row', { name: references[2] }), before = wufei('pickup', references[2], 'show');
  const note = (request) => { if (request.method() === 'POST') posts.push(request.url()); };
  const undisturbed = async () => {
    assert.equal(await page.locator('.ghost, .dragging, .crews .over').count(), 0);
    assert.equal(await row.getByRole('checkbox').isChecked(), false);
    await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); }));
    assert.deepEqual([page.url(), posts, wufei('pickup', references[2], 'show')], [board, [], before]);
  };
  page.on('request', note);
  for (const to of [page.getByRole('columnheader', { name: '地点' }), page.getByRole('heading', { level: 1 })]) {
    await drag(row.getByRole('checkbox'), page.getByRole('columnheader', { name: '地点' }));
    await page.locator('.ghost').waitFor();
    const box = await to.boundingBox();
    await page.mouse.move(box.x + box.width - 2, box.y + box.height - 2, { steps: 2 });
    await page.mouse.up();
    await undisturbed();
  }
  // The button of the mouse comes up where no page hears of it; back over a crew it is up already.
  await drag(row.getByRole('checkbox'), page.getByRole('columnheader', { name: '地点' }));
  await page.locator('.ghost').waitFor();
  await page.evaluate(() => document.dispatchEvent(new PointerEvent('pointermove', { pointerId: 1, buttons: 0, bubbles: true })));
  assert.equal(await page.locator('.ghost').count(), 0);
  await page.mouse.move(...await middle(crewButton(crews[0])));
  await page.mouse.up();
  await undisturbed();
  page.off('request', note);
});

test('a dragged row that a colleague changed meanwhile is refused and stays ticked', async () => {
  await page.evaluate(() => { window.stays = true; });
  wufei('pickup', references[0], 'assign', '9 号车', '--change');
  const row = page.getByRole('row', { name: references[0] }).getByRole('checkbox');
  await drag(row, crewButton(crews[0]));
  await page.mouse.up();
  await page.getByRole('alert').waitFor();
  assert.ok(await row.isChecked());
  assert.ok(wufei('pickup', references[0], 'show').includes('9 号车'));
});

test('a finger scrolls and drags nothing; the places of the desk are a menu there', async () => {
  const phone = await dispatcher(phoneContext);
  await phone.goto(board);
  const [x, y] = await phone.getByRole('table').last().getByRole('checkbox').first().evaluate((one) => {
    one.scrollIntoView({ block: 'center' });
    const box = one.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  });
  const session = await phone.context().newCDPSession(phone), before = await phone.evaluate(() => scrollY);
  const touch = (type, ...touchPoints) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', { x, y });
  for (let far = 20; far <= 160; far += 20) await touch('touchMove', { x, y: y + far });
  await phone.waitForFunction((was) => scrollY < was, before);
  assert.equal(await phone.locator('.ghost').count(), 0);
  await touch('touchEnd');
  assert.deepEqual(await axe(phone), []);
  await screenshot(phone, 'board-phone', { fullPage: true });
  await phone.getByRole('button', { name: '菜单 派单' }).tap();
  assert.deepEqual(await axe(phone), []);
  await screenshot(phone, 'board-menu');
  await phone.getByRole('list', { name: '统计报表' }).getByRole('link', { name: '统计台账' }).tap();
  await phone.waitForURL('**/desk/ledger');
  assert.ok(await phone.getByRole('link', { name: '派单' }).isHidden());
  await phone.context().close();
});
