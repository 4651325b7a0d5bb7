// A survey on a phone: from the slip's address to the receipt, with a dead spot on the way; accessible, also in elder mode.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, startPortal, launchBrowser, phoneContext, openPage, live, settled, axe, fullScreenshot } from './lib.mjs';
import { tap, button } from './flow.mjs';

const ID = 'satisfaction-2026';
let portal, browser, codes;
const wufei = (...args) => execFileSync(process.env.WUFEI_BINARY || join(root, 'build/release/wufei'),
  [args[0], '--data', portal.data, '--content', join(root, 'content'), ...args.slice(1)], { encoding: 'utf8' });
before(async () => {
  portal = await startPortal();
  browser = await launchBrowser();
  wufei('survey', ID, 'open');
  const folder = mkdtempSync(join(tmpdir(), 'wufei-survey-')), plan = join(folder, 'plan.csv'), out = join(folder, 'codes.csv');
  writeFileSync(plan, 'area,population,sample\n371524001,30000,10\n');
  wufei('survey', ID, 'codes', '--plan', plan, '--out', out);
  codes = readFileSync(out, 'utf8').trim().split('\r\n').slice(1).map((line) => line.split(',')[2]);
});
after(async () => { await browser?.close(); await portal.stop(); });

const radio = (page, group, name) => page.getByRole('radiogroup', { name: group }).getByRole('radio', { name });
async function answer(page) {
  await page.getByRole('combobox', { name: /您住在哪里/ }).selectOption('371524001');
  await tap(radio(page, /宣传、教育或培训/, '没有接触过'));
  await tap(radio(page, /您了解本县/, '了解一些'));
  await tap(radio(page, /成效满意吗/, /^4/));
  await tap(page.getByRole('checkbox', { name: /分类投放/ }));
}

test('the address of a slip: code accepted, answered, kept over a reload, sent when the network is back', async () => {
  const context = await phoneContext(browser), page = await openPage(context, `${portal.url}/surveys/${ID}#code=${codes[0]}`);
  await live(page);
  await page.locator('#twin').getByText('作答码有效').waitFor();
  assert.ok(!page.url().includes(codes[0]), 'the code does not stay in the address');
  await settled(page);
  assert.deepEqual(await axe(page), []);
  await fullScreenshot(page, 'survey-phone');
  await tap(button(page, '提交答卷'));
  await settled(page);
  assert.deepEqual(await axe(page), [], 'with errors');
  await answer(page);
  await page.reload();
  await live(page);
  await page.locator('#twin').getByText('已接着上次填到的地方').waitFor();
  await settled(page);
  await context.setOffline(true);
  await tap(button(page, '提交答卷'));
  await page.locator('#twin').getByText('答卷还没有发出').waitFor();
  await context.setOffline(false);
  await page.locator('#twin').getByText('谢谢您，答卷已收到').waitFor();
  await settled(page);
  assert.deepEqual(await axe(page), [], 'thanks');
  const receipt = (await page.locator('#twin').textContent()).match(/R-[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}/)[0];
  const found = await (await fetch(`${portal.url}/api/v1/surveys/${ID}/receipts/${receipt}`)).json();
  assert.deepEqual(found, { counted: true, kind: 'invited' });
  assert.deepEqual(page.faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED/.test(fault)), []);
  await context.close();
});

test('elder mode is accessible too', async () => {
  const context = await phoneContext(browser);
  await context.addInitScript(() => { try { localStorage.setItem('wufei.elder', '1'); } catch { /* private */ } });
  const page = await openPage(context, `${portal.url}/surveys/${ID}`);
  await live(page);
  await settled(page);
  assert.deepEqual(await axe(page), []);
  await fullScreenshot(page, 'survey-phone-elder');
  await context.close();
});

test('results and receipts are pages', async () => {
  const context = await phoneContext(browser);
  for (const path of ['/surveys', `/surveys/${ID}/results`, `/surveys/${ID}/receipts`]) {
    const page = await openPage(context, portal.url + path);
    await live(page);
    await settled(page);
    assert.deepEqual(await axe(page), [], path);
    await page.close();
  }
  await context.close();
});

test('without JavaScript the form is there and works', async () => {
  const context = await phoneContext(browser, { javaScriptEnabled: false }), page = await context.newPage();
  await page.goto(`${portal.url}/surveys/${ID}`);
  await page.getByRole('radio', { name: '铜城街道' }).check();
  await page.getByRole('radio', { name: '没有接触过' }).check();
  await page.getByRole('radio', { name: '了解一些' }).check();
  await page.getByRole('checkbox', { name: '都没有做过' }).check();
  await page.getByRole('group', { name: /成效满意吗/ }).getByRole('radio', { name: /^3/ }).check();
  await page.getByRole('button', { name: '提交' }).click();
  assert.match(await page.locator('h1').first().textContent(), /谢谢/);
  assert.match(await page.locator('main').textContent(), /R-[2-9A-Z]{3}/);
  await context.close();
});
