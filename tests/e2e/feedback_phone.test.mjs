// A resident with a phone says something: photographs, anonymous, found again, answered, rated, contested.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, startPortal, launchBrowser, phoneContext, openPage, live, settled, axe, fullScreenshot } from './lib.mjs';
import { tap, button, field } from './flow.mjs';

let portal, browser, folder;
before(async () => {
  portal = await startPortal();
  browser = await launchBrowser();
  folder = mkdtempSync(join(tmpdir(), 'wufei-photo-'));
});
after(async () => { await browser?.close(); rmSync(folder, { recursive: true, force: true }); assert.equal(await portal.stop(), 0); });

const wufei = (...args) => execFileSync(process.env.WUFEI_BINARY || join(root, 'build/release/wufei'),
  [args[0], '--data', portal.data, '--content', join(root, 'content'), ...args.slice(1)], { encoding: 'utf8' });
const noFaults = (page) => assert.deepEqual(page.faults.filter((fault) => !/Failed to load resource/.test(fault)), []);

async function open(path, options = {}) {
  const context = await phoneContext(browser, options);
  const page = await openPage(context, portal.url + path);
  page.setDefaultTimeout(15000);
  await live(page);
  return { page, context };
}

// A photograph of 3000 x 2000 points, made by the browser itself.
async function photograph(page) {
  const bytes = await page.evaluate(() => new Promise((done) => {
    const canvas = document.createElement('canvas');
    canvas.width = 3000; canvas.height = 2000;
    const context = canvas.getContext('2d');
    for (let i = 0; i < 300; i += 1) {
      context.fillStyle = `hsl(${i * 7},60%,50%)`;
      context.fillRect((i * 97) % 3000, (i * 53) % 2000, 180, 140);
    }
    canvas.toBlob((blob) => blob.arrayBuffer().then((buffer) => done([...new Uint8Array(buffer)])), 'image/jpeg', 0.95);
  }));
  const path = join(folder, 'photo.jpg');
  writeFileSync(path, Buffer.from(bytes));
  return path;
}

async function fillForm(page) {
  await page.getByRole('radio', { name: '投诉' }).click();
  await page.getByRole('combobox', { name: '事项' }).selectOption({ label: '上门收运' });
  await field(page, '内容').fill('约好周一上午收旧沙发，没有人来，打电话也没有人接。');
}

test('say something anonymously with a photograph, find it again, be answered, rate, contest', async () => {
  const { page, context } = await open('/feedback/new');
  await fillForm(page);
  await page.getByRole('radio', { name: '匿名' }).click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), tap(button(page, '添加照片'))]);
  await chooser.setFiles(await photograph(page));
  await page.getByText('照片 1 已传好').first().waitFor();
  assert.deepEqual(await axe(page), []);
  await fullScreenshot(page, 'feedback-form-phone');
  await tap(button(page, '提交'));
  await page.waitForURL('**/feedback/done');
  await settled(page);
  const said = await page.locator('#twin').textContent();
  const [reference] = /FK(-\w{3}){3}/.exec(said), [receipt] = /\b\w{4}-\w{4}-\w{4}\b/.exec(said.replace(reference, ''));
  await fullScreenshot(page, 'feedback-done-phone');
  assert.deepEqual(await axe(page), []);

  wufei('case', reference, 'assign', '环卫中心');
  const answer = join(folder, 'answer.txt');
  writeFileSync(answer, '昨天已经上门收走，耽误您了。');
  wufei('case', reference, 'answer', answer);
  assert.match(wufei('case', reference, 'photos', join(folder, 'out')), /照片 1 张/);

  const stranger = await open('/feedback/lookup');
  await field(stranger.page, '编号').fill(reference.toLowerCase());
  await field(stranger.page, '电话后四位，或回执码').fill('2222-2222-2222');
  await tap(button(stranger.page, '查询'));
  await stranger.page.getByText('没有找到').first().waitFor();
  await field(stranger.page, '电话后四位，或回执码').fill(receipt.toLowerCase());
  await tap(button(stranger.page, '查询'));
  await stranger.page.waitForURL(`**/feedback/${reference}`);
  await stranger.page.getByText('昨天已经上门收走').first().waitFor();
  assert.deepEqual(await axe(stranger.page), []);
  await fullScreenshot(stranger.page, 'feedback-case-phone');
  await stranger.page.getByRole('radio', { name: /^2 星/ }).click();
  await tap(button(stranger.page, '提交评价'));
  await stranger.page.getByText('谢谢评价').first().waitFor();
  await tap(button(stranger.page, '要求重新办理'));
  await field(stranger.page, '理由').fill('还在楼下放着');
  await tap(button(stranger.page, '提交'));
  await stranger.page.getByText('已要求重新办理').first().waitFor();
  noFaults(stranger.page);
  noFaults(page);
  await stranger.context.close();
  await context.close();
});

test('a double tap files once; a reload keeps what was written', async () => {
  const { page, context } = await open('/feedback/new');
  await fillForm(page);
  await settled(page);
  await page.reload();
  await live(page);
  assert.match(await field(page, '内容').inputValue(), /旧沙发/);
  await page.getByText('上次没写完的内容还在').first().waitFor();
  await field(page, '电话').fill('13800005678');
  const sends = [];
  page.on('request', (request) => { if (request.method() === 'POST' && request.url().endsWith('/api/v1/feedback')) sends.push(request); });
  await button(page, '提交').dblclick();
  await page.waitForURL('**/feedback/done');
  assert.equal(sends.length, 1);
  noFaults(page);
  await context.close();
});

test('the entrance for errors of this site leads to the form with the page filled in', async () => {
  const { page, context } = await open('/pickup');
  await tap(page.getByRole('link', { name: /找错|纠错/ }).first());
  await page.waitForURL('**/feedback/new?kind=site_error*');
  await settled(page);
  assert.equal(await page.getByRole('radio', { name: '网站纠错' }).getAttribute('aria-checked'), 'true');
  assert.equal(await field(page, '有问题的网页').inputValue(), '/pickup');
  await context.close();
});

test('in elder mode the form and a case keep their shape', async () => {
  const { page, context } = await open('/feedback/new');
  await page.evaluate(() => localStorage.setItem('wufei.elder', '1'));
  await page.reload();
  await live(page);
  await fillForm(page);
  await settled(page);
  assert.deepEqual(await axe(page), []);
  await fullScreenshot(page, 'feedback-form-phone-elder');
  await field(page, '电话').fill('13800009876');
  await tap(button(page, '提交'));
  await page.waitForURL('**/feedback/done');
  await tap(page.getByRole('link', { name: '查看办理进度' }));
  await page.getByText('办理经过').first().waitFor();
  await fullScreenshot(page, 'feedback-case-phone-elder');
  await context.close();
});
