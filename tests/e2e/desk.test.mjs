// The county's desk in a browser without scripts: colleagues come in by their one-time links, and a booking and a case go
// their way on its pages. Every page passes axe, and nothing stands outside the window. WUFEI_PICTURES: pictures to look at.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { axe, desktopContext, launchBrowser, phoneContext, root, screenshot, startPortal } from './lib.mjs';
import { enterDesk } from './staff_flow.mjs';

const binary = process.env.WUFEI_BINARY || join(root, 'build/release/wufei');
let portal, browser;
before(async () => { portal = await startPortal({ args: ['--public-url', 'http://127.0.0.1'] }); browser = await launchBrowser(); });
after(async () => { await browser?.close(); await portal?.stop(); });

async function colleague(name, display, role, { phone = false, department = '', large = false, scripts = false } = {}) {
  const said = execFileSync(binary, ['staff', '--data', portal.data, '--content', join(root, 'content'), 'add', name, '--role', role,
    '--display', display, ...(department ? ['--department', department] : [])], { encoding: 'utf8' });
  const size = large ? { viewport: { width: 1920, height: 1080 } } : {};
  const context = await (phone ? phoneContext : desktopContext)(browser, { ...size, javaScriptEnabled: scripts });
  const page = await context.newPage();
  await enterDesk(page, portal.url, said);
  return page;
}

// axe runs in a page with scripts of its own; the pages here have none, so that their markup is looked at in another one.
async function check(page, name, picture = {}) {
  const html = await page.content(), size = page.viewportSize();
  const other = await (await browser.newContext({ viewport: size, locale: 'zh-CN', bypassCSP: true })).newPage();
  await other.route('**/*', (route) => (route.request().resourceType() === 'document'
    ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }) : route.continue()));
  await other.goto(page.url());
  assert.deepEqual(await axe(other), [], name);
  assert.ok(await other.evaluate(() => document.documentElement.scrollWidth) <= size.width, `${name}: wider than the window`);
  await other.context().close();
  await screenshot(page, `desk-${name}`, picture);
}

const clickButton = (page, name) => page.getByRole('button', { name, exact: true }).first().click();
const today = new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10);
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

test('two editors bring an article and an announcement to the public pages, and take the article back', async () => {
  const lan = await colleague('lan', '兰静', 'editor'), qin = await colleague('qin', '秦越', 'editor');
  const fill = async (page, fields) => { for (const [name, value] of Object.entries(fields)) await page.locator(`[name=${name}]`).fill(value); };
  await lan.goto(`${portal.url}/desk/articles/new`);
  await check(lan, 'article-new');
  await lan.locator('select[name=column]').selectOption('publicity');
  const article = { slug: 'winter-pickup', title: '冬天怎样约收旧家具', summary: '下雪天收运的时间和办法。', issuing_body: '本网站编辑整理', document_number: '—',
    index_number: 'WFDA-2026-900', validity: '有效', disclosure: '主动公开', keywords: '冬天，收运', sources: '收运办法', body: '## 先看天气\n\n下雪天可以[改时间](/nowhere/at-all)。\n\n- 家具放在屋檐下\n- 留好电话' };
  await fill(lan, article);
  await clickButton(lan, '保存草稿');
  await check(lan, 'article');
  await clickButton(lan, '送复核');
  await check(lan, 'article-refused');
  await lan.locator('#errors a').first().click();
  await check(lan, 'article-edit');
  await lan.locator('textarea[name=body]').fill(article.body.replace('/nowhere/at-all', '/pickup/lookup'));
  await clickButton(lan, '保存并加图片');
  await check(lan, 'article-pictures-none');
  const drawing = await lan.screenshot();  // some picture of 1280 x 800
  const upload = async (alt, mimeType = 'image/png', buffer = drawing) => {
    await lan.locator('input[name=picture]').setInputFiles({ name: 'x.png', mimeType, buffer });
    await lan.locator('input[name=alt]').fill(alt);
    await clickButton(lan, '上传图片');
  };
  await upload('不是图片', 'image/png', Buffer.from('GIF89a'));
  await check(lan, 'article-picture-refused');
  await upload('工作台上加图片的画面');
  await lan.locator('select[name=place]').selectOption('1');
  await check(lan, 'article-pictures');
  await lan.setViewportSize({ width: 390, height: 844 });
  await check(lan, 'article-pictures-phone');
  await lan.setViewportSize({ width: 1280, height: 800 });
  await clickButton(lan, '放进正文');
  assert.match(await lan.locator('.done').innerText(), /已放进正文/);
  await lan.getByRole('link', { name: '修改文章' }).click();
  await clickButton(lan, '保存并预览');
  await check(lan, 'article-preview');
  assert.ok(await lan.locator('main img').evaluate((image) => image.complete && image.naturalWidth === 1280), 'the preview shows the picture');
  await lan.getByRole('link', { name: '回到工作台' }).click();
  await clickButton(lan, '送复核');
  await qin.goto(`${portal.url}/desk/articles`);
  await check(qin, 'articles');
  await qin.locator('.inbox a', { hasText: '冬天怎样约收旧家具' }).click();
  await check(qin, 'article-review');
  await qin.setViewportSize({ width: 390, height: 844 });
  await check(qin, 'article-review-phone');
  await qin.setViewportSize({ width: 1280, height: 800 });
  await clickButton(qin, '复核后发布');
  assert.match(await qin.locator('.done').innerText(), /已发布/);
  const address = `${portal.url}/disclosure/publicity/winter-pickup`;
  const picture = portal.url + /\/media\/\w{32}\.jpg/.exec(await (await fetch(address)).text())[0];
  assert.equal((await fetch(picture)).headers.get('content-type'), 'image/jpeg');
  await qin.locator('summary', { hasText: '撤下' }).click();
  await qin.locator('input[name=withdraw_reason]').fill('日期写错了');
  await clickButton(qin, '撤下');
  const gone = await qin.goto(address);
  assert.equal(gone.status(), 410);
  assert.equal((await fetch(picture)).status, 410);
  await check(qin, 'article-withdrawn');

  await lan.goto(`${portal.url}/desk/announcements/new`);
  const moment = (hours) => new Date(Date.now() + (8 + hours) * 3600e3).toISOString().slice(0, 16);
  await fill(lan, { text: '今天下雪，下午停收，已经约的改到明天上午。', from: moment(-1), until: moment(24), link: '/pickup' });
  await lan.locator('select[name=level]').selectOption('urgent');
  await check(lan, 'announcement-new');
  await clickButton(lan, '保存草稿');
  await clickButton(lan, '送复核');
  await check(lan, 'announcement');
  await qin.goto(lan.url());
  await clickButton(qin, '复核后发布');
  await qin.goto(`${portal.url}/desk/announcements`);
  await check(qin, 'announcements');
  await qin.waitForFunction(async () => (await (await fetch('/')).text()).includes('今天下雪'), null, { timeout: 20_000 }).catch(() => {});
  await qin.goto(portal.url);
  assert.match(await qin.content(), /今天下雪/);
  await check(qin, 'home-announcement');
  await qin.setViewportSize({ width: 390, height: 844 });
  await check(qin, 'home-announcement-phone');
});

test('an editor proposes the value of an indicator', async () => {
  const page = await colleague('yan', '严明', 'editor');
  await page.goto(`${portal.url}/desk/values`);
  await check(page, 'values');
  await page.locator('.inbox a').nth(5).click();
  for (const [name, value] of Object.entries({ period: '2024', value: '89.5', source_title: '示例公报', source_page: '12', source_date: '2025-03-01', publisher: '示例单位' }))
    await page.locator(`[name=${name}]`).fill(value);
  await clickButton(page, '保存草稿');
  await clickButton(page, '送复核');
  await check(page, 'value');
});

test('a word that nobody found becomes a name of a thing and another a thing; a cell is registered with its paper', async () => {
  const lan = await colleague('lian', '连青', 'editor'), qin = await colleague('qiu', '裘亮', 'editor');
  const both = async (page, name) => {
    await check(page, name);
    await page.setViewportSize({ width: 390, height: 844 });
    await check(page, `${name}-390`);
    await page.setViewportSize({ width: 1280, height: 800 });
  };
  const fill = async (page, fields) => { for (const [name, value] of Object.entries(fields)) await page.locator(`[name=${name}]`).fill(value); };
  for (const word of ['呱呱噜噜', '呱呱噜噜', '叮咚板', '乱七八糟糟'])
    await fetch(`${portal.url}/api/v1/guide/unknown-words`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ word }) });
  await lan.goto(`${portal.url}/desk`);
  await lan.getByRole('link', { name: /查不到的词/ }).click();
  await both(lan, 'words');
  await lan.locator('.inbox a', { hasText: '呱呱噜噜' }).click();
  await lan.locator('input[name=find]').fill('沙发');
  await clickButton(lan, '查找');
  await both(lan, 'word');
  await lan.locator('dl > div', { hasText: '多人沙发' }).getByRole('button', { name: '就是它' }).click();
  await clickButton(lan, '送复核');
  await both(lan, 'item');
  await lan.goto(`${portal.url}/desk/guide/words/one?word=${encodeURIComponent('乱七八糟糟')}`);
  await lan.locator('input[name=reason]').fill('乱打的');
  await clickButton(lan, '不收这个词');
  await lan.locator('summary', { hasText: '不收的词' }).click();
  await both(lan, 'words-dismissed');
  await lan.locator('.inbox a', { hasText: '叮咚板' }).click();
  await lan.getByRole('link', { name: '写新条目' }).click();
  await both(lan, 'item-new');
  await clickButton(lan, '保存草稿');
  await clickButton(lan, '送复核');
  await both(lan, 'item-refused');
  await fill(lan, { how_to: '擦干净，包好再投。', why: '没有专门的回收渠道。', basis: '待核实：本县未公布' });
  await lan.locator('select[name=kind]').selectOption('other/other');
  await lan.locator('select[name=basis_kind]').selectOption('to_verify');
  await clickButton(lan, '保存草稿');
  await clickButton(lan, '送复核');
  const item = lan.url().split('?')[0];
  await qin.goto(`${portal.url}/desk/guide/items/sofa`);
  await clickButton(qin, '复核后发布');
  await qin.goto(item);
  await both(qin, 'item-review');
  await clickButton(qin, '复核后发布');
  for (const [word, name] of [['呱呱噜噜', '多人沙发'], ['叮咚板', '叮咚板']])
    assert.match(await (await fetch(`${portal.url}/guide?q=${encodeURIComponent(word)}`)).text(), new RegExp(name));
  await qin.goto(`${portal.url}/desk/guide?q=${encodeURIComponent('沙发')}`);
  await both(qin, 'items');

  await lan.goto(`${portal.url}/desk/cells/new`);
  await both(lan, 'cell-new');
  await fill(lan, { name: '示例社区', date: '2026-01-05', evidence: '示例公告 https://www.example.gov.cn/1' });
  for (const [name, value] of [['type', 'community'], ['area', '371524001'], ['status', 'recognised'], ['publisher', '东阿县人民政府']])
    await lan.locator(`select[name=${name}]`).selectOption(value);
  await clickButton(lan, '保存草稿');
  await clickButton(lan, '送复核');
  await qin.goto(lan.url().split('?')[0]);
  await both(qin, 'cell');
  await clickButton(qin, '复核后发布');
  await qin.goto(`${portal.url}/desk/cells`);
  await both(qin, 'cells');
  assert.match(await (await fetch(`${portal.url}/cells`)).text(), /示例社区/);
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
