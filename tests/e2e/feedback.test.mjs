// Residents say something: photographs, offline, a double tap, found again, answered, rated, contested; without scripts
// too; accessible on phone and desktop and in elder mode. What the county does meanwhile is done on the command line.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync, readFileSync, readdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, startPortal, launchBrowser, phoneContext, desktopContext, openPage, live, settled, axe, fullScreenshot, screenshot } from './lib.mjs';
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
const shown = (page, words) => page.locator('#twin').getByText(words).first().waitFor();
const textFile = (name, text) => { const path = join(folder, name); writeFileSync(path, text); return path; };
const elderMode = (context) => context.addInitScript(() => { try { localStorage.setItem('wufei.elder', '1'); } catch { /* private */ } });

async function open(path, { context } = {}) {
  const own = context || await phoneContext(browser), page = await openPage(own, portal.url + path);
  page.setDefaultTimeout(15000);
  await live(page);
  await settled(page);
  return { page, context: own };
}

// A phone whose pages keep what they send as a Blob in window.sentBodies: the browser does not tell it otherwise.
async function recordingContext() {
  const context = await phoneContext(browser);
  await context.addInitScript(() => {
    const send = window.fetch;
    window.sentBodies = [];
    window.fetch = async (url, options) => {
      if (options && options.body instanceof Blob)
        window.sentBodies.push(Array.from(new Uint8Array(await options.body.arrayBuffer()), (byte) => String.fromCharCode(byte)).join(''));
      return send(url, options);
    };
  });
  return context;
}

// An Exif segment with a position (36.3 N, 116.2 E), as a telephone's camera writes it.
function exifWithPosition() {
  const tiff = Buffer.alloc(26 + 54 + 48);
  tiff.write('II*\0', 0, 'latin1'); tiff.writeUInt32LE(8, 4);
  const entry = (at, tag, type, count, value) => { tiff.writeUInt16LE(tag, at); tiff.writeUInt16LE(type, at + 2); tiff.writeUInt32LE(count, at + 4); tiff.writeUInt32LE(value, at + 8); };
  tiff.writeUInt16LE(1, 8); entry(10, 0x8825, 4, 1, 26);
  tiff.writeUInt16LE(4, 26);
  entry(28, 1, 2, 2, 0x4e); entry(40, 2, 5, 3, 80); entry(52, 3, 2, 2, 0x45); entry(64, 4, 5, 3, 104);
  [36, 1, 18, 1, 0, 1, 116, 1, 12, 1, 0, 1].forEach((number, i) => tiff.writeUInt32LE(number, 80 + i * 4));
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]), head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

// A photograph of 3000 x 2000 points, made by the browser itself, with a position.
async function photograph(page, name = 'photo.jpg') {
  const bytes = Buffer.from(await page.evaluate(() => new Promise((done) => {
    const canvas = document.createElement('canvas');
    canvas.width = 3000; canvas.height = 2000;
    const context = canvas.getContext('2d');
    for (let i = 0; i < 300; i += 1) {
      context.fillStyle = `hsl(${i * 7},60%,50%)`;
      context.fillRect((i * 97) % 3000, (i * 53) % 2000, 180, 140);
    }
    canvas.toBlob((blob) => blob.arrayBuffer().then((buffer) => done([...new Uint8Array(buffer)])), 'image/jpeg', 0.95);
  })));
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat([bytes.subarray(0, 2), exifWithPosition(), bytes.subarray(2)]));
  assert.ok(hasExif(readFileSync(path)));
  return path;
}
const hasExif = (bytes) => bytes.includes(Buffer.from('Exif\0\0', 'latin1'));

async function choosePhotos(page, files) {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, '添加照片').click()]);
  await chooser.setFiles(files);
}

async function fillForm(page) {
  await page.getByRole('radio', { name: '投诉' }).click();
  await page.getByRole('combobox', { name: '事项' }).selectOption({ label: '上门收运' });
  await field(page, '内容').fill('约好周一上午收旧沙发，没有人来，打电话也没有人接。');
}

async function lookUp(page, reference, secret) {
  await field(page, '编号').fill(reference);
  await field(page, '电话后四位，或回执码').fill(secret);
  await tap(button(page, '查询'));
}

test('anonymous with a photograph; found again; answered, rated, contested, published, closed', async () => {
  const { page, context } = await open('/feedback/new', { context: await recordingContext() });
  await fillForm(page);
  await tap(page.getByRole('radio', { name: '匿名' }));
  await tap(page.getByRole('checkbox', { name: '同意公开问题和答复' }));
  await choosePhotos(page, await photograph(page));
  await shown(page, '照片 1 已传好');
  const [sent] = (await page.evaluate(() => window.sentBodies)).map((text) => Buffer.from(text, 'latin1'));
  assert.ok(!hasExif(sent) && sent.length < 1e6, 'reduced on the device, without its position');
  await settled(page);
  assert.deepEqual(await axe(page), []);
  await fullScreenshot(page, 'feedback-form-phone');
  await tap(button(page, '提交'));
  await page.waitForURL('**/feedback/done');
  await settled(page);
  const said = await page.locator('#twin').textContent();
  const [reference] = /FK(-[2-9A-HJKMNP-Z]{3}){3}/.exec(said), [receipt] = /[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){2}/.exec(said.replaceAll(reference, ' '));
  assert.deepEqual(await axe(page), []);
  await fullScreenshot(page, 'feedback-done-phone');

  wufei('case', reference, 'assign', '环卫中心');
  wufei('case', reference, 'answer', textFile('answer.txt', '昨天已经上门收走，耽误您了。'));
  const out = join(folder, 'out');
  wufei('case', reference, 'photos', out);
  const [stored] = readdirSync(out);
  assert.ok(!hasExif(readFileSync(join(out, stored))), 'no position in what is stored');

  const other = await open('/feedback/lookup');
  await lookUp(other.page, reference.toLowerCase(), '2222-2222-2222');
  await shown(other.page, '没有找到');
  await lookUp(other.page, reference.toLowerCase(), receipt.toLowerCase());
  await other.page.waitForURL(`**/feedback/${reference}`);
  await shown(other.page, '昨天已经上门收走');
  await settled(other.page);
  assert.deepEqual(await axe(other.page), []);
  const timeline = () => other.page.locator('#twin').getByRole('list', { name: '办理经过' }).textContent();
  assert.match(await timeline(), /收到.*转给办理单位.*环卫中心.*答复/s);
  await fullScreenshot(other.page, 'feedback-case-phone');
  await tap(other.page.getByRole('radio', { name: /^2 星/ }));
  await tap(button(other.page, '提交评价'));
  await shown(other.page, '谢谢评价');
  await tap(button(other.page, '要求重新办理'));
  await field(other.page, '理由').fill('还在楼下放着');
  await tap(button(other.page, '提交'));
  await shown(other.page, '已要求重新办理');
  await settled(other.page);
  assert.match(await timeline(), /评价.*要求重新办理/s);
  assert.equal(await button(other.page, '要求重新办理').count(), 0, 'once only');

  wufei('case', reference, 'answer', textFile('second.txt', '今天上午已经运走。'));
  const published = wufei('case', reference, 'publish', '--text', textFile('p.txt', '约好的旧沙发没有人来收'), '--answer', textFile('a.txt', '已经运走，并重新安排了班次。'));
  wufei('case', reference, 'close');
  await other.page.reload();
  await live(other.page);
  await shown(other.page, '已办结');
  await settled(other.page);
  assert.match(await timeline(), /要求重新办理.*答复.*公开.*办结/s);
  await tap(other.page.getByRole('link', { name: '查看公开的内容' }));
  await other.page.waitForURL(`**/feedback/published/${/GK(-\w{3}){3}/.exec(published)[0]}`);
  noFaults(other.page);
  noFaults(page);
  await other.context.close();
  await context.close();

  const third = await open('/feedback/new');
  await field(third.page, '内容').fill('约好的旧沙发没有人来收，怎么办呢');
  await shown(third.page, '有相近的问题已经答复');
  await third.context.close();
});

test('what is written outlives a reload; a double tap files once; the last four digits find it', async () => {
  const { page, context } = await open('/feedback/new');
  await fillForm(page);
  await settled(page);
  await page.reload();
  await live(page);
  assert.match(await field(page, '内容').inputValue(), /旧沙发/);
  await shown(page, '上次没写完的内容还在');
  await tap(button(page, '提交'));
  await page.locator('#twin input[aria-invalid="true"]').first().waitFor();
  assert.equal(await field(page, '电话').getAttribute('aria-invalid'), 'true');
  await settled(page);
  assert.deepEqual(await axe(page), [], 'with errors');
  await field(page, '电话').fill('13800005678');
  const sends = [];
  page.on('request', (request) => { if (request.method() === 'POST' && request.url().endsWith('/api/v1/feedback')) sends.push(request); });
  await button(page, '提交').dblclick();
  await page.waitForURL('**/feedback/done');
  await shown(page, '已收到，谢谢');
  await settled(page);
  assert.equal(sends.length, 1);
  const [reference] = /FK(-[2-9A-HJKMNP-Z]{3}){3}/.exec(await page.locator('#twin').textContent());
  noFaults(page);
  await context.close();
  const other = await open(`/feedback/${reference}`);
  await field(other.page, '电话后四位，或回执码').fill('5678');
  await tap(button(other.page, '查询'));
  await shown(other.page, '最晚答复');
  noFaults(other.page);
  await other.context.close();
});

test('without a network nothing is lost, and what was submitted is sent when it is back', async () => {
  const { page, context } = await open('/feedback/new');
  await fillForm(page);
  await tap(page.getByRole('radio', { name: '匿名' }));
  await context.setOffline(true);
  await shown(page, '写的内容已存在这台设备上');
  await choosePhotos(page, await photograph(page, 'offline.jpg'));
  await shown(page, '照片 1 没传上');
  assert.match(await field(page, '内容').inputValue(), /旧沙发/);
  await context.setOffline(false);
  await shown(page, '照片 1 已传好');
  await context.setOffline(true);
  await shown(page, '写的内容已存在这台设备上');
  await tap(button(page, '提交'));
  await shown(page, '还未提交');
  await settled(page);
  assert.deepEqual(await axe(page), []);
  await context.setOffline(false);
  await page.waitForURL('**/feedback/done');
  assert.deepEqual(page.faults.filter((fault) => !/Failed to load resource|ERR_INTERNET/.test(fault)), []);
  await context.close();
});

test('an answer that gets lost is asked for again under the same key, and files once', async () => {
  const { page, context } = await open('/feedback/new');
  await fillForm(page);
  await tap(page.getByRole('radio', { name: '匿名' }));
  const replies = [], keys = [];
  await page.route('**/api/v1/feedback', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    const reply = await route.fetch();
    replies.push((await reply.json()).reference);
    if (replies.length === 1) return route.abort();
    return route.fulfill({ response: reply });
  });
  await tap(button(page, '提交'));
  await shown(page, '还未提交');
  await tap(button(page, '现在提交'));
  await page.waitForURL('**/feedback/done');
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
  assert.equal(replies[0], replies[1]);
  await context.close();
});

test('what arrives while a finger is down moves nothing away from under it', async () => {
  const { page, context } = await open('/feedback/new');
  let asked, answer;
  const question = new Promise((resolve) => { asked = resolve; }), answered = new Promise((resolve) => { answer = resolve; });
  await page.route('**/api/v1/feedback/similar', async (route) => {
    asked();
    await answered;
    await route.fulfill({ json: { cases: [{ reference: 'GK-222-333-444', text: '旧沙发没有人来收', answer: '已经运走。' }] } });
  });
  await fillForm(page);
  await tap(page.getByRole('radio', { name: '匿名' }));
  await question;
  const submit = button(page, '提交'), sent = page.waitForRequest('**/api/v1/feedback');
  await submit.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await submit.boundingBox();
  const arrived = page.waitForResponse('**/api/v1/feedback/similar');
  await page.mouse.move(x + width / 2, y + height / 2);  // a finger that is held longer asks for the menu
  await page.mouse.down();
  answer();
  await (await arrived).finished();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.mouse.up();
  await page.waitForURL('**/feedback/done');
  assert.equal((await sent).postDataJSON().publish_consent, false);
  await context.close();
});

test('photographs: what is none, more than fit, an upload that fails, taking one out', async () => {
  const { page, context } = await open('/feedback/new');
  await choosePhotos(page, [textFile('page.jpg', '<html><script>alert(1)</script></html>'), await photograph(page)]);
  await shown(page, '这张照片打不开');
  await shown(page, '照片 1 已传好');
  await shown(page, '这张照片打不开');
  await page.route('**/api/v1/feedback/photos', (route) => route.fulfill({ status: 500, body: '' }), { times: 1 });
  await choosePhotos(page, await photograph(page));
  await shown(page, '照片 2 没传上');
  await tap(button(page, '重新上传'));
  await shown(page, '照片 2 已传好');
  const path = await photograph(page);
  await choosePhotos(page, [path, path, path]);
  await shown(page, '照片 4 已传好');
  await shown(page, '最多 4 张照片');
  await settled(page);
  assert.equal(await button(page, '添加照片').getAttribute('aria-disabled'), 'true');
  assert.deepEqual(await axe(page), []);
  await tap(page.getByRole('button', { name: /^删除/ }).nth(1));
  await settled(page);
  assert.equal(await page.getByRole('button', { name: /^删除/ }).count(), 3);
  await context.close();
});

test('the entrance for errors of this site leads to the form with the page filled in', async () => {
  const { page, context } = await open('/pickup');
  await tap(page.getByRole('link', { name: '网页有错？告诉我们' }).first());
  await page.waitForURL(/\/feedback\/new\?kind=site_error/);
  await settled(page);
  assert.equal(await page.getByRole('radio', { name: '网站纠错' }).getAttribute('aria-checked'), 'true');
  assert.equal(await field(page, '有问题的网页').inputValue(), '/pickup');
  await context.close();
});

test('without JavaScript the form files and finds; its replies have the site’s look', async () => {
  const context = await phoneContext(browser, { javaScriptEnabled: false }), page = await context.newPage();
  await page.goto(`${portal.url}/feedback/new`);
  await page.getByText('咨询', { exact: true }).click();
  await page.getByLabel('内容').fill('旧电池放哪个桶里？');
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('还没有提交').waitFor();
  assert.equal(await page.getByLabel('内容').inputValue(), '旧电池放哪个桶里？');
  assert.equal(await page.locator('link[rel=stylesheet]').count(), 1);
  await fullScreenshotPlain(page, 'feedback-plain-errors');
  await page.getByLabel('事项').selectOption({ index: 1 });
  await page.getByLabel('匿名反映').check();
  await page.getByRole('button', { name: '提交' }).click();
  await page.waitForURL(/\/feedback\/case\/FK[-\w]+\?done=filed$/);
  const said = await page.locator('main').textContent();
  const [reference] = /FK(-[2-9A-HJKMNP-Z]{3}){3}/.exec(said), [receipt] = /[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){2}/.exec(said.replaceAll(reference, ' '));
  await fullScreenshotPlain(page, 'feedback-plain-done');
  assert.ok(!page.url().includes(receipt), 'no secret in the address');
  await page.reload();
  assert.match(await page.locator('main').textContent(), new RegExp(receipt), 'loaded again without a question');
  await page.getByRole('link', { name: '查询进度' }).click();
  await page.getByLabel('编号').fill(reference);
  await page.getByLabel('电话后四位，或回执码').fill(receipt);
  await page.getByRole('button', { name: '查询' }).click();
  await page.waitForURL(/\?done=found$/);
  assert.match(await page.locator('main').textContent(), /旧电池放哪个桶里/);
  assert.equal(await page.locator('nav a[href="/guide"]:visible').count(), 1);
  await context.close();
});
const fullScreenshotPlain = (page, name) => screenshot(page, name, { fullPage: true });

for (const [device, makeContext, elder] of [['desktop', desktopContext, false], ['phone', phoneContext, true], ['desktop', desktopContext, true]])
  test(`the form, the thanks, a case and the look-up are accessible: ${device}${elder ? ', elder mode' : ''}`, async () => {
    const context = await makeContext(browser), name = `${device}${elder ? '-elder' : ''}`;
    if (elder) await elderMode(context);
    const { page } = await open('/feedback/new', { context });
    await fillForm(page);
    await field(page, '电话').fill('13800009876');
    await settled(page);
    assert.deepEqual(await axe(page), []);
    await fullScreenshot(page, `feedback-form-${name}`);
    await button(page, '提交').click();
    await page.waitForURL('**/feedback/done');
    await settled(page);
    assert.deepEqual(await axe(page), []);
    await page.getByRole('link', { name: '查看办理进度' }).click();
    await shown(page, '办理经过');
    await settled(page);
    assert.deepEqual(await axe(page), []);
    await fullScreenshot(page, `feedback-case-${name}`);
    const look = await open('/feedback/lookup', { context });
    assert.deepEqual(await axe(look.page), []);
    noFaults(page);
    await context.close();
  });
