// The sorting guide in the browser: searching as one types (input methods included), asking back, unknown words, offline,
// the way into a booking, the quiz and its picture, places by distance.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { keeps, startPortal, launchBrowser, phoneContext, desktopContext, openPage, live, settled, axe, composeText } from './lib.mjs';

let portal, browser;
before(async () => { portal = await startPortal(); browser = await launchBrowser(); });
after(async () => { await browser?.close(); await portal.stop(); });

const twin = (page) => page.locator('#twin');
const query = (page) => page.getByRole('searchbox', { name: '这是什么垃圾？' }).or(page.getByRole('textbox', { name: '这是什么垃圾？' })).first();
// Among the results only: popular things stand on the same page.
const result = (page, name) => twin(page).getByRole('list', { name: /^查询结果$|哪/ }).getByRole('link', { name: new RegExp(`^${name}`) }).first();
const described = (locator) => locator.evaluate((element) => document.getElementById(element.getAttribute('aria-describedby'))?.textContent ?? '');
async function openGuide(context, path = '/guide') {
  const page = await openPage(context, portal.url + path);
  await live(page);
  await query(page).waitFor();
  return page;
}
const faults = (page) => page.faults.filter((fault) => !/status of 40[04]/.test(fault));

test('characters, pinyin, a mixture and a slip find the thing with its category', async () => {
  const context = await phoneContext(browser);
  const page = await openGuide(context);
  for (const text of ['尿不湿', 'niaobushi', 'nbs', '尿布湿', 'niaobshi']) {
    await query(page).fill(text);
    await result(page, '尿不湿').waitFor();
    await settled(page);  // the result of the word before stands until then
    assert.match(await described(result(page, '尿不湿')), /其他垃圾/, text);
  }
  await page.waitForURL(/\/guide\?q=niaobshi$/);
  await result(page, '尿不湿').tap();
  await page.waitForURL(/\/guide\/items\/diapers\?q=niaobshi$/);
  await twin(page).getByRole('heading', { level: 1, name: '尿不湿' }).waitFor();
  await page.goBack();
  await result(page, '尿不湿').waitFor();
  assert.equal(await query(page).inputValue(), 'niaobshi');
  await query(page).fill('');
  await page.getByRole('button', { name: '尿不湿' }).waitFor();
  assert.deepEqual(faults(page), []);
  await context.close();
});

test('what an input method has not committed neither searches nor disturbs', async () => {
  const context = await desktopContext(browser);
  const page = await openGuide(context), words = [];
  page.on('request', (request) => { if (request.url().endsWith('/unknown-words')) words.push(request.postData()); });
  await query(page).fill('干电池');
  await result(page, '干电池').waitFor();
  await query(page).focus();
  await page.keyboard.press('End');
  const session = await context.newCDPSession(page);
  for (const stage of ['x', 'xq', 'xqz', 'xqzv']) await session.send('Input.imeSetComposition', { text: stage, selectionStart: stage.length, selectionEnd: stage.length });
  await settled(page, 3000);
  assert.ok(await result(page, '干电池').isVisible(), 'the results stay');
  assert.deepEqual(words, []);
  await session.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
  await query(page).fill('');
  await query(page).focus();
  await composeText(page, ['n', 'ni', 'niao', 'niao bu shi'], '尿不湿');
  await result(page, '尿不湿').waitFor();
  assert.equal(await query(page).inputValue(), '尿不湿');
  await context.close();
});

test('a word with several meanings is a question', async () => {
  const context = await phoneContext(browser);
  const page = await openGuide(context, '/guide?q=%E7%94%B5%E6%B1%A0');
  await twin(page).getByRole('heading', { level: 2, name: /电池/ }).first().waitFor();
  await result(page, '干电池').waitFor();
  const clean = await axe(page);
  assert.deepEqual(clean, []);
  await context.close();
});

test('an unknown word reaches the editors once', async () => {
  const context = await phoneContext(browser);
  const page = await openGuide(context), words = [];
  page.on('request', (request) => { if (request.url().endsWith('/unknown-words')) words.push(request.postDataJSON().word); });
  for (let i = 0; i < 2; i += 1) {
    await query(page).fill('䶮㙍𠮷');
    await page.getByText('没有查到').first().waitFor();
    await query(page).press('Enter');
    await settled(page, 400);
    await query(page).fill('');
  }
  assert.deepEqual(words, ['䶮㙍𠮷']);
  await context.close();
});

test('after one visit the guide searches and answers without a network', async () => {
  const context = await phoneContext(browser);
  const page = await openGuide(context);
  await keeps(page, [/:\d+\/guide$/, /guide\/index$/, /v1\/guide$/, /v1\/site$/, /part\.[0-9a-f]+\.wasm$/, /pages\?path=\/guide$/]);
  await context.setOffline(true);
  await page.reload();
  await live(page);
  await twin(page).getByRole('heading', { level: 2, name: '按类别看' }).waitFor();
  await query(page).focus();
  await composeText(page, ['g', 'guo', 'guo qi yao'], '过期药');
  await result(page, '过期药').waitFor();
  await query(page).fill('guoqiyao');
  await result(page, '过期药').tap();
  await page.waitForURL(/\/guide\/items\/\w+\?q=guoqiyao$/);
  await twin(page).getByRole('heading', { level: 1, name: /过期药/ }).waitFor();
  await twin(page).getByText('没有网络，以上是本机保存的说明。').waitFor();
  assert.match(await twin(page).textContent(), /有害垃圾/);
  await settled(page);
  assert.deepEqual(await axe(page), []);
  await page.goBack();
  await result(page, '过期药').waitFor();
  await context.close();
});

test('from a thing straight into its booking', async () => {
  const context = await phoneContext(browser);
  const page = await openPage(context, `${portal.url}/guide/items/mattress`);
  await live(page);
  await twin(page).getByRole('link', { name: '预约上门收' }).first().tap();
  await page.waitForURL(/\/pickup\/new\/what$/);
  await settled(page);
  assert.ok(await page.getByRole('radio', { name: /大件垃圾/ }).isChecked());
  await page.getByRole('button', { name: /^下一步/ }).tap();
  await page.waitForURL(/\/pickup\/new\/where$/);
  await context.close();
});

test('the quiz is played to its picture', async () => {
  const context = await phoneContext(browser);
  const page = await openPage(context, `${portal.url}/guide/quiz`);
  await live(page);
  await page.getByRole('button', { name: '开始答题' }).tap();
  for (let i = 0; i < 10; i += 1) {
    await page.getByText(`第 ${i + 1} 题，共 10 题`).first().waitFor();
    await page.waitForFunction((words) => document.title.startsWith(words), `第 ${i + 1} 题，共 10 题`);
    await twin(page).getByRole('radio').first().tap();
    await twin(page).getByText(/答对了|答错了/).first().waitFor();
    if (i === 0) assert.deepEqual(await axe(page), []);
    await page.getByRole('button', { name: i === 9 ? '看结果' : '下一题' }).tap();
  }
  await twin(page).getByRole('heading', { level: 1, name: /10 题答对 \d+ 题/ }).waitFor();
  await settled(page);
  assert.deepEqual(await axe(page), []);
  await page.evaluate(() => { navigator.canShare = undefined; });
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '把结果存成图片' }).tap()]);
  const bytes = readFileSync(await download.path());
  assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
  assert.equal(bytes.readUInt32BE(16), 1080);
  assert.ok(bytes.length > 20000, `${bytes.length} bytes: a picture with text`);
  assert.deepEqual(faults(page), []);
  await context.close();
});

test('places by distance ask where one is only on demand', async () => {
  const context = await phoneContext(browser, { serviceWorkers: 'block', permissions: ['geolocation'], geolocation: { latitude: 36.3, longitude: 116.2 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.located = 0;
    const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
    navigator.geolocation.getCurrentPosition = (...rest) => { window.located += 1; ask(...rest); };
  });
  await page.route('**/api/v1/guide/places', (route) => route.fulfill({ json: { publisher: '测试', places: [
    { id: 'far', name: '远处的点', area: 'x', type: 'village', address: '甲路', hours: '全天', categories: ['other'], latitude: 36.6, longitude: 116.4 },
    { id: 'near', name: '近处的点', area: 'x', type: 'village', address: '乙路', hours: '全天', categories: ['other'], latitude: 36.31, longitude: 116.21 }] } }));
  await page.goto(`${portal.url}/guide/places`);
  await live(page);
  await page.getByRole('button', { name: '按距离排序' }).waitFor();
  assert.equal(await page.evaluate(() => window.located), 0);
  await page.getByRole('button', { name: '按距离排序' }).tap();
  await twin(page).getByRole('heading', { name: '离您最近的' }).waitFor();
  const text = await twin(page).textContent();
  assert.ok(text.lastIndexOf('近处的点') < text.lastIndexOf('远处的点'));
  assert.match(text, /1\.\d 公里/);
  assert.equal(await twin(page).getByRole('link', { name: /手机地图/ }).first().getAttribute('href'), 'geo:36.310000,116.210000');
  assert.deepEqual(await axe(page), []);
  await context.close();
});

test('a refused position is said once and the list stays', async () => {
  const context = await phoneContext(browser, { serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.route('**/api/v1/guide/places', (route) => route.fulfill({ json: { publisher: '测试', places: [
    { id: 'one', name: '唯一的点', area: 'x', type: 'village', address: '甲路', hours: '全天', categories: ['other'], latitude: 36.3, longitude: 116.2 }] } }));
  const session = await context.newCDPSession(page);
  await session.send('Browser.setPermission', { permission: { name: 'geolocation' }, setting: 'denied', origin: portal.url });
  await page.goto(`${portal.url}/guide/places`);
  await live(page);
  await page.getByRole('button', { name: '按距离排序' }).tap();
  await twin(page).getByText('没有得到您的位置').first().waitFor();
  assert.equal(await twin(page).getByRole('heading', { name: '离您最近的' }).count(), 0);
  await twin(page).getByRole('img', { name: /示意图/ }).waitFor();
  await settled(page);
  assert.deepEqual(await axe(page), []);
  await page.getByRole('button', { name: '按距离排序' }).tap();  // may be tried again
  await settled(page);
  assert.equal(await page.getByRole('button', { name: '按距离排序' }).isEnabled(), true);
  await context.close();
});

test('an empty register of places says so', async () => {
  const context = await phoneContext(browser);
  const page = await openPage(context, `${portal.url}/guide/places`);
  await live(page);
  await twin(page).getByText('还没有登记的点').waitFor();
  await settled(page);
  assert.equal(await twin(page).getByRole('button', { name: '按距离排序' }).count(), 0);
  await context.close();
});

