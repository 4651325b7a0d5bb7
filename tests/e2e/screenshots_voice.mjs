// Takes the pictures of docs/screenshots that show feedback and surveys, on a portal of its own. The case and the answers
// are made up for the picture. usage: node tests/e2e/screenshots_voice.mjs
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, startPortal, launchBrowser, phoneContext, desktopContext, openPage, live, settled } from './lib.mjs';
import { button, field } from './flow.mjs';

const SURVEY = 'satisfaction-2026', TALLEST = 2400;  // CSS pixels of a picture
const portal = await startPortal({ args: ['--trusted-proxy', '127.0.0.1'] }), browser = await launchBrowser();
const folder = mkdtempSync(join(tmpdir(), 'wufei-pictures-'));
const wufei = (...args) => execFileSync(process.env.WUFEI_BINARY || join(root, 'build/release/wufei'),
  [args[0], '--data', portal.data, '--content', join(root, 'content'), ...args.slice(1)], { encoding: 'utf8' });
const textFile = (name, text) => { const path = join(folder, name); writeFileSync(path, text); return path; };

async function show(context, path) {
  const page = await openPage(context, portal.url + path);
  page.setDefaultTimeout(20000);
  await live(page);
  await settled(page, 400);
  return page;
}
// The window is as tall as the page, up to a limit, or as tall as it was.
async function shot(page, name, whole = true) {
  const before = page.viewportSize();
  await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (whole) await page.setViewportSize({ width: before.width, height: Math.min(height, TALLEST) });
  await settled(page, 400);
  await page.screenshot({ path: join(root, 'docs/screenshots', `${name}.png`) });
  await page.setViewportSize(before);
  await settled(page);
}

async function write(page) {
  await page.getByRole('radio', { name: '投诉' }).click();
  await page.getByRole('combobox', { name: '事项' }).selectOption({ label: '上门收运' });
  await field(page, '内容').fill('约好周一上午收旧沙发，等到中午没有人来。希望重新约个时间。');
  const bytes = await page.evaluate(() => new Promise((done) => {
    const canvas = document.createElement('canvas'), context = canvas.getContext('2d');
    canvas.width = 1200; canvas.height = 900;
    const box = (colour, x, y, width, height) => { context.fillStyle = colour; context.beginPath(); context.roundRect(x, y, width, height, 60); context.fill(); };
    context.fillStyle = '#dfe5ea'; context.fillRect(0, 0, 1200, 900);
    context.fillStyle = '#b9c2c9'; context.fillRect(0, 640, 1200, 260);
    box('#8a6f57', 180, 300, 840, 300); box('#77604b', 130, 420, 180, 330); box('#77604b', 890, 420, 180, 330); box('#9c8068', 280, 520, 640, 200);
    canvas.toBlob((blob) => blob.arrayBuffer().then((buffer) => done([...new Uint8Array(buffer)])), 'image/jpeg', 0.9);
  }));
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, '添加照片').click()]);
  writeFileSync(join(folder, 'sofa.jpg'), Buffer.from(bytes));
  await chooser.setFiles(join(folder, 'sofa.jpg'));
  await page.locator('#twin').getByText('照片 1 已传好').first().waitFor();
  await field(page, '电话').fill('13800005678');
  await settled(page);
}

async function feedback() {
  const elder = await phoneContext(browser, { deviceScaleFactor: 2 });
  await elder.addInitScript(() => localStorage.setItem('wufei.elder', '1'));
  for (const [name, context] of [['case-form-phone-elder', elder], ['case-form-desktop', await desktopContext(browser)],
    ['case-form-phone', await phoneContext(browser, { deviceScaleFactor: 2 })]]) {
    const page = await show(context, '/feedback/new');
    await write(page);
    await shot(page, name);
    if (name !== 'case-form-phone') continue;
    await button(page, '提交').click();
    await page.locator('#twin').getByText('已收到，谢谢').first().waitFor();
    const reference = /FK(-[2-9A-HJKMNP-Z]{3}){3}/.exec(await page.locator('#twin').textContent())[0];
    wufei('case', reference, 'assign', '环卫中心');
    wufei('case', reference, 'answer', textFile('answer.txt', '已经联系收运人员，今天上午上门收走。耽误您了，抱歉。'));
    await page.getByRole('link', { name: '查看办理进度' }).click();
    await page.locator('#twin').getByText('办理经过').first().waitFor();
    await page.reload();
    await live(page);
    await settled(page, 400);
    await shot(page, 'case-timeline-phone');
  }
}

async function answer(area, i) {
  const reached = ['yes', 'no', 'yes', 'unsure'][i % 4];
  const answers = { area, age: ['under_35', 'from_35', 'from_60'][i % 3], reached, took_part: i % 6 ? ['sorting', 'recycling'].slice(0, 1 + i % 2) : ['none'],
    known: 'some', satisfaction: [4, 5, 3, 4, 2, 4, 5][i % 7], ...(reached === 'yes' ? { channels: [['board', 'village'][i % 2]] } : {}) };
  const reply = await fetch(`${portal.url}/api/v1/surveys/${SURVEY}/responses`, { method: 'POST', body: JSON.stringify({ version: 2, kind: 'open', complete: true, answers }),
    headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': `198.51.100.${i + 1}` } });
  if (!reply.ok) throw new Error(await reply.text());
}

async function survey() {
  wufei('survey', SURVEY, 'open');
  const elder = await phoneContext(browser, { deviceScaleFactor: 2 });
  await elder.addInitScript(() => localStorage.setItem('wufei.elder', '1'));
  await shot(await show(await phoneContext(browser, { deviceScaleFactor: 2 }), `/surveys/${SURVEY}`), 'survey-phone');
  await shot(await show(elder, `/surveys/${SURVEY}`), 'survey-phone-elder');
  const { areas } = await (await fetch(`${portal.url}/api/v1/areas`)).json();
  for (let i = 0; i < 120; i += 1) await answer(areas[i % 3].code, i);
  wufei('survey', SURVEY, 'close');  // while it is open, the day's answers wait
  await shot(await show(await desktopContext(browser), `/surveys/${SURVEY}/results`), 'survey-results-desktop');
}

try {
  await feedback();
  await survey();
} finally {
  await browser.close();
  await portal.stop();
  rmSync(folder, { recursive: true, force: true });
}
