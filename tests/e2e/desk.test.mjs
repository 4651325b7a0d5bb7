// The county's desk in a browser without scripts: colleagues come in by their one-time links, and a booking and a case go
// their way on its pages. Every page passes axe, and nothing stands outside the window. WUFEI_PICTURES: pictures to look at.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { screenshot } from './lib.mjs';
import { deskWithoutScripts } from './staff_flow.mjs';

const { open, close, colleague, check, clickButton } = deskWithoutScripts();
let portal;
before(async () => { portal = await open(); });
after(close);

const booked = [];

async function bookByPhone(page, number, { name, note = '' }) {
  await page.goto(`${portal.url}/desk/pickups/new`);
  await page.locator('details.pick > summary').nth(number % 2).click();
  await page.locator('details.pick').nth(number % 2).locator('select').first().selectOption('1');
  await page.locator('select[name=area]').selectOption({ index: 1 });
  await page.locator('select[name=village]').selectOption({ index: 1 + number });
  await page.locator('input[name=address]').fill(`示例路 ${number} 号`);
  if (number === 0) await check(page, 'new-things');
  await page.locator('main button').last().click();
  await page.locator('input[type=radio]:enabled').first().check();
  await page.locator('input[name=contact_name]').fill(name);
  await page.locator('input[name=phone]').fill(`1380000000${number}`);
  await page.locator('textarea[name=note]').fill(note);
  await page.locator('input[name=consent]').check();
  if (number === 0) await check(page, 'new-times');
  await clickButton(page, '登记预约');
  booked.push(/WF(-\w{3}){3}/.exec(page.url())[0]);
}

test('a dispatcher books for callers, assigns several at once, prints the sheet and dispatches it', async () => {
  const page = await colleague('wang', '王岚', 'dispatcher');
  await check(page, 'home');
  for (const [number, one] of [{ name: '李明', note: '没有电梯，三楼' }, { name: '赵红' }, { name: '孙磊', note: '靠墙固定的已经拆下' }, { name: '周芳' }, { name: '吴强' }].entries())
    await bookByPhone(page, number, one);
  await check(page, 'booking');
  const day = await page.locator('.back a').getAttribute('href');
  await page.goto(portal.url + day);
  for (const box of (await page.locator('input[type=checkbox]').all()).slice(0, 3)) await box.check();
  await page.locator('input[name=crew]').fill('1 号车');
  await check(page, 'board');
  await clickButton(page, '派单');
  assert.match(await page.locator('.done').innerText(), /已安排/);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await check(page, 'board-1920');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.locator('input[name=crew]').fill('1 号车');
  await clickButton(page, '派单');
  await check(page, 'board-fault');
  await page.goto(`${portal.url}/desk/sheets?date=${/date=([\d-]+)/.exec(day)[1]}`);
  await check(page, 'sheets');
  await page.locator('.inbox a', { hasText: '1 号车' }).click();
  await clickButton(page, '派出并存档');
  await check(page, 'sheet');
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 1123, height: 794 });
  await screenshot(page, 'desk-sheet-paper');
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${portal.url}/desk/pickups/${booked[0]}/change`);
  await check(page, 'change');
});

test('a crew works through its stops with one hand', async () => {
  const page = await colleague('zhou', '周师傅', 'crew', { phone: true, department: '1 号车' });
  await check(page, 'stops');
  if (await page.locator('.next').count() === 0) return;  // what is booked is not for today (a closed day)
  await page.getByRole('link', { name: '到了，登记' }).click();
  await check(page, 'stop');
  await clickButton(page, '打电话');
  await check(page, 'stop-phone');
  await page.locator('input[name=kilograms]').fill('900');
  await clickButton(page, '收完了');
  await check(page, 'stop-fault');
  await page.locator('input[name=kilograms]').fill('35.5');
  await clickButton(page, '收完了');
  await page.locator('.stops a').nth(1).click();
  await page.locator('.missed > summary').click();
  await page.locator('select[name=why]').selectOption('nobody_answered');
  await clickButton(page, '登记没收到');
  assert.match(await page.locator('.done').innerText(), /没收到/);
  await check(page, 'stops-done');
});

test('an officer answers a case, and another colleague publishes it', async () => {
  for (const [kind, text] of [['complaint', '约的是上周六上午收一张旧床垫，等到中午没有人来，也没有接到电话。希望告诉我为什么没来。'], ['suggestion', '村口能不能加一个旧衣箱？'],
    ['question', '过期农药交到哪里？']]) {
    const reply = await fetch(`${portal.url}/api/v1/feedback`, { method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ kind, topic: 'pickup', text, contact_name: '示例', phone: '13800000000', publish_consent: true }) });
    assert.equal(reply.status, 201);
  }
  const page = await colleague('liu', '刘敏', 'officer', { large: false });
  await page.goto(`${portal.url}/desk/cases`);
  await check(page, 'cases');
  await page.locator('.inbox a', { hasText: '旧床垫' }).click();
  await page.locator('input[name=body]').fill('环卫中心');
  await clickButton(page, '转办');
  await page.locator('textarea[name=answer]').fill('您好。');
  await page.locator('select[name=template]').selectOption('pickup_missed');
  await clickButton(page, '插入模板');
  assert.match(await page.locator('textarea[name=answer]').inputValue(), /^您好。\n.*【核实到的经过】.*环卫中心$/s);
  await clickButton(page, '发出答复');
  await check(page, 'case-gap');
  await page.locator('textarea[name=answer]').fill('您好。那天上午车辆出了故障，我们没有逐户打电话说明，向您道歉。');
  await check(page, 'case');
  await clickButton(page, '发出答复');
  await page.locator('summary', { hasText: '拟公开' }).click();
  await page.locator('textarea[name=public_text]').fill('约好了上门收，没有来。');
  await clickButton(page, '提交复核');
  await check(page, 'case-proposal');
  const editor = await colleague('chen', '陈晨', 'editor');
  await editor.goto(page.url().split('?')[0]);
  await check(editor, 'case-publish');
  await clickButton(editor, '复核后公开');
  assert.match(await editor.locator('.done').innerText(), /已公开/);
});

test('an officer handles two cases as one, calls afterwards, and reads the statistics', async () => {
  const references = [];
  for (const text of ['北门的投放点满了，袋子堆在外面。', '投放点外面堆了很多袋子，请清理。']) {
    const reply = await fetch(`${portal.url}/api/v1/feedback`, { method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ kind: 'complaint', topic: 'sorting', text, contact_name: '示例', phone: '13800000001', publish_consent: false }) });
    references.push((await reply.json()).reference);
  }
  const [leader, same] = references, page = await colleague('he', '何静', 'officer');
  await page.goto(`${portal.url}/desk/cases/${same}`);
  await page.locator('summary', { hasText: '并到另一件' }).click();
  await page.locator('input[name=leader]').fill(same);
  await page.locator('input[name=merge_reason]').fill('同一个投放点');
  await clickButton(page, '并到另一件');
  await check(page, 'case-merge-fault');
  await page.locator('input[name=leader]').fill(leader);
  await clickButton(page, '并到另一件');
  await check(page, 'case-merged');
  await page.goto(`${portal.url}/desk/cases/${leader}`);
  await page.locator('textarea[name=answer]').fill('投放点已经清理，今后每天下午再清一次。');
  await check(page, 'case-leads');
  await clickButton(page, '发出答复');
  await page.locator('select[name=verdict]').selectOption('partly');
  await page.locator('input[name=remark]').fill('希望早上也清一次');
  await check(page, 'case-call');
  await clickButton(page, '记下回访');
  assert.match(await page.locator('.done').innerText(), /回访/);
  for (const [width, name] of [[390, 'phone'], [1280, 'desk'], [1920, 'large']]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${portal.url}/desk/cases?state=call`);
    await check(page, `cases-call-${name}`);
    await page.goto(`${portal.url}/desk/cases/statistics`);
    await check(page, `statistics-${name}`, { fullPage: true });
    await page.goto(`${portal.url}/desk/cases/${same}`);
    await check(page, `case-same-${name}`, { fullPage: true });
  }
  await page.goto(`${portal.url}/desk/cases/statistics`);
  await page.locator('td.number a').first().click();
  await check(page, 'cases-from-statistics');
});

test('a dispatcher closes a day that has bookings, tells the people and opens it again; a crew gets its vehicle', async () => {
  const page = await colleague('sun', '孙晓', 'dispatcher'), phone = { width: 390, height: 844 }, desktop = { width: 1280, height: 800 };
  const both = async (name) => {
    await check(page, name);
    await page.setViewportSize(phone);
    await check(page, `${name}-390`);
    await page.setViewportSize(desktop);
  };
  await page.goto(`${portal.url}/desk/pickups/${booked[4]}`);
  const day = /date=([\d-]+)/.exec(await page.locator('.back a').getAttribute('href'))[1];
  await page.goto(`${portal.url}/desk/plan/new?kind=closed&first=${day}`);
  await clickButton(page, '下一步');
  assert.equal(await page.locator('#reason[aria-invalid=true]').count(), 1);
  await both('plan-fault');
  await page.locator('input[name=reason]').fill('车辆检修');
  await clickButton(page, '下一步');
  await both('plan-touch');
  await clickButton(page, '确认');
  await both('plan-people');
  await page.locator('input[type=checkbox]').first().check();
  await clickButton(page, '保存');
  await clickButton(page, '发短信告知');
  await clickButton(page, '显示电话');
  await both('plan-phones');
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 1123, height: 794 });
  await screenshot(page, 'desk-plan-paper');
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize(desktop);
  await page.goto(`${portal.url}/desk/plan/new?kind=places`);
  await both('plan-places');
  await page.goto(`${portal.url}/desk/plan`);
  await both('plan');
  await page.getByRole('link', { name: '恢复收运', exact: true }).click();
  await both('plan-end');
  await clickButton(page, '确认取消');
  assert.match(await page.locator('.done').innerText(), /已取消/);
  await page.goto(`${portal.url}/desk/plan/crews`);
  for (const [field, value] of [['name', '1 号车'], ['plate', '鲁p12345'], ['kilograms', '1500']]) await page.locator(`input[name=${field}]`).fill(value);
  await clickButton(page, '登记');
  await both('crews');
  await page.locator('tbody a').first().click();
  await both('crew');
});

test('a board that is left open follows what a colleague does, and takes nothing from who is about to act', async () => {
  const one = await colleague('feng', '冯平', 'dispatcher', { scripts: true }), two = await colleague('chu', '褚明', 'dispatcher');
  await two.goto(`${portal.url}/desk/pickups/${booked[4]}`);
  const day = /date=[\d-]+/.exec(await two.locator('.back a').getAttribute('href'))[0], patient = { timeout: 60000 };
  const assign = async (crew) => {
    await two.goto(`${portal.url}/desk/pickups/${booked[4]}`);
    await two.locator('input[name=crew]').fill(crew);
    await two.locator('form[action$="/assign"] button').click();
    await two.locator('.done').waitFor();
  };
  await one.goto(`${portal.url}/desk/pickups?${day}`);
  await assign('7 号车');
  await one.getByText('7 号车').first().waitFor(patient);
  assert.ok(await one.locator('#live').isHidden());
  await one.locator('input[name^="pick-"]').first().check();
  await assign('8 号车');
  await one.locator('#live').waitFor({ state: 'visible', ...patient });
  assert.ok(await one.locator('input[name^="pick-"]').first().isChecked());
  await check(one, 'board-changed');
  await one.locator('#live a').click();
  await one.getByText('8 号车').first().waitFor(patient);
});
