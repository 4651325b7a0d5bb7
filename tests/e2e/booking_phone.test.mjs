// A resident with a phone and a finger: the whole main job, and what goes wrong on the way.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { startPortal, launchBrowser, phoneContext, openPage, live, settled } from './lib.mjs';
import { tap, arrive, button, onward, field, chooseItem, fillPlace, chooseTime, fillContact, submit } from './flow.mjs';

let portal, browser, context, page;
before(async () => { portal = await startPortal(); browser = await launchBrowser(); });
after(async () => { await browser?.close(); assert.equal(await portal.stop(), 0); });

let number = 0;
const person = () => ({ name: '李明', phone: `1390635${String(1000 + (number += 1))}` });
const address = () => `测试路 ${number} 号`;

async function open(path = '/') {
  context = await phoneContext(browser);
  page = await openPage(context, portal.url + path);
  page.setDefaultTimeout(10000);
  await live(page);
}
async function close() {
  assert.deepEqual(page.faults.filter((fault) => !/Failed to load resource/.test(fault)), []);
  await context.close();
}

async function fillAll(who, dayIndex) {
  await chooseItem(page, tap);
  await fillPlace(page, tap, address());
  await chooseTime(page, tap, dayIndex);
  await fillContact(page, tap, who);
}

const twinText = () => page.locator('#twin').textContent();
// What is read out after the field's name: its hint and its error.
const description = (field) => field.evaluate((node) => (node.getAttribute('aria-describedby') || '').split(' ')
  .map((id) => document.getElementById(id)?.textContent ?? '').join(' '));

test('book, find again, change, cancel', async () => {
  await open();
  const who = person();
  await fillAll(who);
  const reference = await submit(page, tap);
  const [file] = await Promise.all([page.waitForEvent('download'), tap(button(page, '加入日历'))]);
  assert.match(readFileSync(await file.path(), 'utf8'), /BEGIN:VEVENT/);

  await page.goto(`${portal.url}/pickup/lookup`);
  await live(page);
  await field(page, '预约编号').fill(reference.toLowerCase());
  await field(page, '电话后四位').fill('0000');
  await tap(button(page, '查询'));
  await page.getByText('没有找到这份预约').first().waitFor();
  assert.equal(await field(page, '预约编号').inputValue(), reference.toLowerCase(), 'nothing typed is lost');
  await field(page, '电话后四位').fill(who.phone.slice(-4));
  await tap(button(page, '查询'));
  await arrive(page, `**/pickup/${reference}`);

  await tap(page.getByRole('button', { name: '修改预约' }).or(page.getByRole('link', { name: '修改预约' })));
  await arrive(page, '**/change');
  await field(page, '详细地址').fill('新地址路 9 号');
  await tap(button(page, '保存修改'));
  await arrive(page, `**/pickup/${reference}`);
  await page.getByText('新地址路 9 号').first().waitFor();

  await tap(button(page, '取消预约'));
  await tap(button(page, '取消这份预约'));
  await page.getByText('已取消').first().waitFor();
  await close();
});

test('a reload keeps the half-filled form; back and forward walk the steps', async () => {
  await open();
  await chooseItem(page, tap);
  await page.getByRole('combobox', { name: '镇街' }).selectOption({ index: 2 });
  await field(page, '详细地址').fill('没写完的地址');
  await settled(page);
  await page.reload();
  await live(page);
  assert.equal(await field(page, '详细地址').inputValue(), '没写完的地址');
  await page.goBack();
  await arrive(page, '**/pickup/new/what');
  assert.equal(await page.getByRole('radio', { checked: true }).count(), 1, 'the category is still chosen');
  await page.goForward();
  await arrive(page, '**/pickup/new/where');
  assert.equal(await field(page, '详细地址').inputValue(), '没写完的地址');
  await close();
});

test('a link to a later step leads to the first step that is not done', async () => {
  await open('/pickup/new/check');
  await arrive(page, '**/pickup/new/what');
  await close();
});

test('two taps on submit book once', async () => {
  await open();
  const sent = [];
  page.on('request', (request) => { if (request.method() === 'POST') sent.push(request.headers()['idempotency-key']); });
  await fillAll(person(), 3);
  await page.getByRole('button', { name: /提交预约/ }).waitFor();
  await page.evaluate(() => {
    const found = [...document.querySelectorAll('#twin button')].find((node) => /提交预约/.test(node.getAttribute('aria-label') || node.textContent));
    found.click(); found.click(); found.click();
  });
  await arrive(page, '**/pickup/new/done');
  assert.equal(sent.length, 1);
  await close();
});

test('a reply that is lost is asked for again with the same key, and books once', async () => {
  await open();
  const keys = [];
  await page.route('**/api/v1/pickups', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    await route.fetch();      // the server books ...
    return route.abort();     // ... and the answer is lost
  });
  await fillAll(person(), 4);
  await tap(button(page, '提交预约'));
  await page.getByText('还未提交').first().waitFor();
  await tap(button(page, '现在提交'));
  await arrive(page, '**/pickup/new/done');
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
  await close();
});

test('a slot that filled up meanwhile: the nearest are offered, everything else is kept', async () => {
  await open();
  const who = person();
  await fillAll(who, 5);
  let refused = false;
  await page.route('**/api/v1/pickups', async (route) => {
    if (!refused) await fillSlot(JSON.parse(route.request().postData()).slot);
    refused = true;
    return route.continue();
  });
  await tap(button(page, '提交预约'));
  await arrive(page, '**/pickup/new/when');
  await page.getByText('这个时段刚刚约满了').first().waitFor();
  const nearest = page.getByRole('radiogroup', { name: '离得最近的时间' }).getByRole('radio');
  const offered = (await nearest.count()) > 0 ? nearest : page.getByRole('button', { name: /\d+月\d+日/ });
  await tap(offered.first());
  await tap(onward(page));
  await arrive(page, '**/pickup/new/who');
  assert.equal(await field(page, '联系电话').inputValue(), who.phone);
  await tap(onward(page));
  await submit(page, tap);
  await close();
});

async function fillSlot(slot) {
  const [area, category] = slot.split('.');
  const { categories } = await (await fetch(`${portal.url}/api/v1/catalogue`)).json();
  const item = categories.find(({ id }) => id === category).items[0].id;
  for (let i = 0, status = 201; status === 201; i += 1) {
    ({ status } = await fetch(`${portal.url}/api/v1/pickups`, { method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ area, address: `占位路 ${i} 号`, contact_name: '王', phone: '13800000000', category,
        items: [{ item, quantity: 1 }], slot, consent: true }) }));
  }
}

test('wrong input is explained beside the field, in Chinese, and a step can not be passed', async () => {
  await open();
  await chooseItem(page, tap);
  await tap(onward(page));
  await page.locator('#twin [aria-invalid=true]').first().waitFor();
  assert.match(await description(page.getByRole('combobox', { name: '镇街' })), /请从列表中选择镇或街道|请填写这一项/);
  assert.match(await description(field(page, '详细地址')), /请填写这一项/);
  assert.ok(page.url().endsWith('/where'));
  await fillPlace(page, tap, address());
  await chooseTime(page, tap, 6);
  await field(page, '联系人').fill('𬭊䶮㙍𠮷 🏠');
  await field(page, '联系电话').fill('12345');
  await tap(onward(page));
  const phone = field(page, '联系电话');
  await phone.and(page.locator('[aria-invalid=true]')).waitFor();
  assert.match(await description(phone), /请填 11 位手机号/);
  assert.ok(page.url().endsWith('/who'));
  await phone.fill('１３９０６３５２２２２');
  await tap(page.getByRole('checkbox', { name: /我已看过/ }));
  await tap(onward(page));
  await arrive(page, '**/pickup/new/check');
  await page.locator('#twin', { hasText: '𬭊䶮㙍𠮷 🏠' }).waitFor({ state: 'attached' });  // the page follows its address
  await close();
});

test('elder mode enlarges text and targets, and stays', async () => {
  await open();
  await tap(button(page, '大字'));
  await settled(page);
  await page.reload();
  await live(page);
  for (const name of ['约上门收', '查我的预约', '垃圾怎么分', /^打电话/]) {
    const box = await page.locator('#twin').getByRole('link', { name }).first().boundingBox();
    assert.ok(box.height >= 88, `${box.height} px`);
  }
  assert.ok(await button(page, '标准字号').isVisible());
  await close();
});

test('in large print one question is asked on a page; back, a reload and the standard size keep what was filled in', async () => {
  await open();
  const who = person(), at = async (path, number) => {
    await arrive(page, `**/pickup/new/${path}`);
    await page.getByText(`第 ${number} 个问题，共 7 个`).first().waitFor({ state: 'attached' });
  };
  const next = async (path, number) => { await tap(button(page, '下一个问题')); await at(path, number); };
  await tap(button(page, '大字'));
  await settled(page);
  await tap(page.getByRole('link', { name: '约上门收' }).first());
  await at('what', 1);
  await tap(page.getByRole('radio', { name: '大件垃圾（废旧家具）' }));
  await next('what#second', 2);
  await tap(page.getByRole('button', { name: /^(\+|增加|添加)/ }).first());
  await next('where', 3);
  await page.getByRole('combobox', { name: '镇街' }).selectOption({ index: 1 });
  await field(page, '详细地址').fill(address());
  await next('when', 4);
  await tap(page.getByRole('radiogroup', { name: '选择日期' }).getByRole('radio').nth(1));
  await next('when#second', 5);
  await page.reload();
  await live(page);
  await at('when', 4);  // the day is asked again as long as no slot is chosen
  await next('when#second', 5);
  await tap(page.getByRole('radiogroup', { name: /哪个时段/ }).getByRole('radio').first());
  await next('who', 6);
  await field(page, '联系人').fill(who.name);
  await field(page, '联系电话').fill(who.phone);
  await settled(page);
  await page.goBack();
  await at('when#second', 5);
  await tap(page.getByRole('link', { name: '上一步' }));
  await at('when', 4);
  await tap(button(page, '标准字号'));
  await settled(page);
  await page.getByRole('radiogroup', { name: /哪个时段/ }).getByRole('radio', { checked: true }).waitFor({ state: 'attached' });
  await tap(onward(page));
  await arrive(page, '**/pickup/new/who');
  assert.equal(await field(page, '联系电话').inputValue(), who.phone);
  await tap(button(page, '大字'));
  await at('who', 6);
  await tap(page.getByRole('checkbox', { name: /我已看过/ }));
  await page.getByRole('checkbox', { checked: true }).waitFor({ state: 'attached' });
  await next('check', 7);
  await submit(page, tap);
  await close();
});
