// Editors at the county's desk in a browser without scripts: articles, announcements, values, things of the guide and cells go
// from one to another and to the public pages. Every page passes axe, and nothing stands outside the window. WUFEI_PICTURES:
// pictures to look at.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { deskWithoutScripts } from './staff_flow.mjs';

const { open, close, colleague, check, clickButton } = deskWithoutScripts();
let portal;
before(async () => { portal = await open(); });
after(close);

const fill = async (page, fields) => { for (const [name, value] of Object.entries(fields)) await page.locator(`[name=${name}]`).fill(value); };
async function both(page, name) {
  await check(page, name);
  await page.setViewportSize({ width: 390, height: 844 });
  await check(page, `${name}-390`);
  await page.setViewportSize({ width: 1280, height: 800 });
}

test('two editors bring an article and an announcement to the public pages, and take the article back', async () => {
  const lan = await colleague('lan', '兰静', 'editor'), qin = await colleague('qin', '秦越', 'editor');
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
  await lan.getByRole('link', { name: '删除图片' }).click();
  await both(lan, 'article-picture-held');
  assert.equal(await lan.getByRole('button', { name: '删除图片' }).count(), 0);
  await upload('传错的一张', 'image/png', await lan.screenshot());
  await lan.locator('.pictures li', { hasText: '传错的一张' }).getByRole('link', { name: '删除图片' }).click();
  await lan.locator('input[name=reason]').fill('拍到了门牌');
  await both(lan, 'article-picture-erase');
  await clickButton(lan, '删除图片');
  assert.match(await lan.locator('.done').innerText(), /已删除/);
  assert.equal(await lan.locator('.pictures li').count(), 1);
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
