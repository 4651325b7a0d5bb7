// Takes the pictures of docs/screenshots from the running portal. usage: node tests/e2e/screenshots.mjs
import { join } from 'node:path';
import { root, startPortal, launchBrowser, phoneContext, desktopContext, openPage, live, settled } from './lib.mjs';
import { tap, click, chooseItem, fillPlace, chooseTime, fillContact, submit } from './flow.mjs';

const portal = await startPortal(), browser = await launchBrowser();
const shot = async (page, name) => {
  await page.evaluate(() => scrollTo(0, 0));
  await settled(page, 400);
  await page.screenshot({ path: join(root, 'docs/screenshots', `${name}.png`) });
};

async function walk(context, press, device, { address, phone }) {
  const page = await openPage(context, `${portal.url}/`);
  await live(page);
  await shot(page, `home-${device}`);
  await chooseItem(page, press);
  await fillPlace(page, press, address);
  await page.goBack();
  await page.goForward();
  await page.getByRole('radiogroup', { name: '选择日期' }).getByRole('radio').nth(2).click();
  await shot(page, `pickup-${device}`);
  await chooseTime(page, press);
  await fillContact(page, press, { name: '张三', phone });
  await submit(page, press);
  await shot(page, `done-${device}`);
}

const guidePages = [['guide', '/guide'], ['guide-search', '/guide?q=%E7%89%9B%E5%A5%B6'], ['guide-question', '/guide?q=%E7%94%B5%E6%B1%A0'],
  ['guide-item', '/guide/items/mattress'], ['guide-category', '/guide/categories/hazardous'], ['guide-recyclables', '/guide/recyclables']];
const publicPages = [['article', '/disclosure/publicity/how-portal-works'], ['indicators', '/indicators'], ['indicator', '/indicators/13'],
  ['discrepancies', '/discrepancies']];
async function walkPages(context, device, pages = guidePages) {
  for (const [name, path] of pages) {
    const page = await openPage(context, portal.url + path);
    await live(page);
    await shot(page, `${name}-${device}`);
    await page.close();
  }
}
async function walkQuiz(context, device) {
  const page = await openPage(context, `${portal.url}/guide/quiz`);
  await live(page);
  await page.getByRole('button', { name: '开始答题' }).tap();
  await page.locator('#twin').getByRole('radio').first().tap();
  await shot(page, `guide-quiz-${device}`);
  await page.close();
}

try {
  await walk(await phoneContext(browser, { deviceScaleFactor: 2 }), tap, 'phone', { address: '示例路 1 号', phone: '13800000001' });
  await walk(await desktopContext(browser), click, 'desktop', { address: '示例路 2 号', phone: '13800000002' });
  const elder = await phoneContext(browser, { deviceScaleFactor: 2 });
  await elder.addInitScript(() => localStorage.setItem('wufei.elder', '1'));
  const page = await openPage(elder, `${portal.url}/`);
  await live(page);
  await shot(page, 'home-phone-elder');
  await walkPages(elder, 'phone-elder', guidePages.slice(1, 2));
  const phone = await phoneContext(browser, { deviceScaleFactor: 2 });
  await walkPages(phone, 'phone', [...guidePages, ...publicPages]);
  await walkQuiz(phone, 'phone');
  await walkPages(await desktopContext(browser), 'desktop', [...guidePages.slice(0, 2), ...publicPages]);
} finally {
  await browser.close();
  await portal.stop();
}
