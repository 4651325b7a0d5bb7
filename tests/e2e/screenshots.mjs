// Takes the residents' pictures of docs/screenshots on a portal of its own; those of the desk are taken by its tests
// (docs/screenshots/README.md). People, addresses and numbers are made up. usage: node tests/e2e/screenshots.mjs [NAME...]
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, startPortal, launchBrowser, phoneContext, desktopContext, openPage, live, settled } from './lib.mjs';
import { tap, click, arrive, fillPlace, chooseTime, fillContact, submit, onward } from './flow.mjs';

const out = join(root, 'docs/screenshots'), asked = process.argv.slice(2), word = encodeURIComponent;
const portal = await startPortal({ args: ['--public-url', 'http://127.0.0.1'] }), browser = await launchBrowser();
mkdirSync(out, { recursive: true });
const wanted = (name) => asked.length === 0 || asked.some((part) => name.includes(part));
const small = { width: 320, height: 568 }, large = { width: 1920, height: 1080 };
const phone = (options = {}) => phoneContext(browser, { deviceScaleFactor: 2, ...options });
const inLargePrint = async (context) => {
  await context.addCookies([{ name: 'wufei-look', value: 'large', url: portal.url }]);
  return context;
};

async function shot(page, name, top = true) {
  if (!wanted(name)) return;
  if (top) await page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
  await settled(page, 300);
  await page.screenshot({ path: join(out, `${name}.png`) });
}
// {name: path}, each on a page of its own; a document that stays has no client to wait for.
async function walk(context, paths, { stays = false } = {}) {
  for (const [name, path] of Object.entries(paths)) {
    if (!wanted(name)) continue;
    const page = await openPage(context, portal.url + path);
    if (!stays) await live(page);
    await shot(page, name);
    await page.close();
  }
  await context.close();
}

async function book(page, press, number, name = (step) => step) {
  await page.goto(`${portal.url}/pickup/new/what`);
  await live(page);
  await press(page.getByRole('radio', { name: '大件垃圾（废旧家具）' }));
  await press(page.getByRole('button', { name: /^添加 多人沙发/ }));
  await shot(page, name('book-what'));
  await press(onward(page));
  await arrive(page, '**/pickup/new/where');
  await fillPlace(page, press, `示例路 ${number} 号`);
  await press(page.getByRole('radiogroup', { name: '选择日期' }).getByRole('radio', { disabled: false }).nth(2));
  await press(page.getByRole('radiogroup', { name: /哪个时段/ }).getByRole('radio').first());
  await shot(page, name('book-when'));
  await chooseTime(page, press);
  await press(onward(page));
  await settled(page);
  await shot(page, name('book-contact-errors'), false);
  await fillContact(page, press, { name: '李明', phone: `1380000000${number}` });
  await submit(page, press);
  await shot(page, name('book-done'));
}
async function printed(page, name) {
  if (!wanted(name)) return;
  const file = join(out, `${name}.pdf`);
  await page.pdf({ path: file, preferCSSPageSize: true });
  execFileSync('pdftoppm', ['-r', '60', '-png', '-singlefile', file, join(out, name)]);
  rmSync(file);
}

async function bookOnPhone() {
  const page = await openPage(await phone(), `${portal.url}/`);
  await book(page, tap, 1);
  await page.goto(`${portal.url}/pickup/lookup`);
  await live(page);
  await shot(page, 'my-bookings');
  await page.context().close();
}
async function bookOnDesktop() {
  const context = await desktopContext(browser);
  await context.addInitScript(() => { window.print = () => {}; });  // the browser's own window
  const page = await openPage(context, `${portal.url}/`);
  await book(page, click, 2, (step) => step.replace('book-what', 'desk-booking-1280').replace(/^book-/, 'desk-book-'));
  await click(page.getByRole('button', { name: '打印', exact: true }));
  await page.locator('#laid .slip').waitFor({ state: 'attached' });
  await printed(page, 'print-slip');
  await page.context().close();
}
async function bookInLargePrint() {
  const page = await openPage(await inLargePrint(await phone()), `${portal.url}/pickup/new/what`);
  const next = async () => { await tap(page.getByRole('button', { name: /^下一个/ })); await settled(page); };
  await live(page);
  await tap(page.getByRole('radio').first());
  await next();
  await tap(page.getByRole('button', { name: /^添加/ }).first());
  await next();
  await page.getByRole('combobox', { name: '镇街' }).selectOption({ index: 1 });
  await page.getByRole('textbox', { name: '详细地址' }).fill('示例路 1 号');
  await next();
  await tap(page.getByRole('radio', { disabled: false }).nth(1));
  await shot(page, 'elder-question');
  await page.context().close();
}
async function loseNetwork() {
  const context = await phone(), page = await openPage(context, `${portal.url}/`);
  await live(page);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await settled(page, 3000);
  await context.setOffline(true);
  await page.goto(`${portal.url}/indicators`);
  await page.getByText('现在没有网络').first().waitFor({ state: 'attached' });
  await shot(page, 'offline');
  await context.close();
}
async function onPaper() {
  const context = await desktopContext(browser);
  for (const [name, path] of [['print-article', pages.article], ['print-indicator', pages.indicator]]) {
    if (!wanted(name)) continue;
    const page = await openPage(context, portal.url + path);
    await live(page);
    await settled(page, 300);
    await printed(page, name);
  }
  await context.close();
}

const pages = { 'phone-home': '/', guide: '/guide', 'guide-results': `/guide?q=${word('电池')}`, 'guide-answer-hazardous': '/guide/items/expired_pills',
  'guide-answer-nobin': '/guide/items/gas_bottle', 'guide-category': '/guide/categories/hazardous', feedback: '/feedback', indicators: '/indicators',
  indicator: '/indicators/15', article: '/disclosure/publicity/how-portal-works', 'open-data': '/open-data', search: `/search?q=${word('电池')}`,
  discrepancies: '/discrepancies', 'not-found': '/no/such/page', 'waste-public-phone': '/waste' };
const wide = (size) => ({ [`desk-home-${size}`]: '/', [`desk-guide-${size}`]: '/guide/items/mattress', [`desk-indicator-${size}`]: '/indicators/15',
  [`desk-indicators-${size}`]: '/indicators', [`desk-open-data-${size}`]: '/open-data' });
try {
  if (['book', 'my-', 'elder-question', 'desk-book', 'print-slip'].some((part) => asked.length === 0 || asked.some((one) => one.includes(part)))) {
    await bookOnPhone();
    await bookOnDesktop();
    await bookInLargePrint();
  }
  await walk(await phone(), pages);
  await walk(await phone({ viewport: small }), { 'small-home': '/' });
  await walk(await inLargePrint(await phone()), { 'elder-home': '/' });
  await walk(await inLargePrint(await phone({ viewport: small })), { 'small-elder-home': '/' });
  await walk(await phone({ colorScheme: 'dark' }), { 'phone-home-dark': '/', 'guide-results-dark': pages['guide-results'] });
  await walk(await phone({ contrast: 'more' }), { 'phone-home-high-contrast': '/' });
  await walk(await phone({ forcedColors: 'active' }), { 'phone-home-forced': '/', 'guide-results-forced': pages['guide-results'] }, { stays: true });
  await walk(await desktopContext(browser), wide(1280));
  await walk(await desktopContext(browser, { viewport: large }), wide(1920));
  if (wanted('offline')) await loseNetwork();
  await onPaper();
} finally {
  await browser.close();
  await portal.stop();
}
