// A desktop without a mouse: the whole booking with Tab, Enter, Space, arrow keys and typing.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { startPortal, launchBrowser, desktopContext, openPage, live, settled, composeText } from './lib.mjs';
import { arrive } from './flow.mjs';

let portal, browser, page;
before(async () => { portal = await startPortal(); browser = await launchBrowser(); });
after(async () => { await browser?.close(); await portal.stop(); });

const focused = () => page.evaluate(() => {
  const node = document.activeElement;
  return { name: (node.getAttribute('aria-label') || node.textContent || '').trim(), role: node.getAttribute('role') || node.tagName.toLowerCase() };
});

/** Tabs until the focused element's name matches; fails after 200 steps. */
async function tabTo(pattern) {
  for (let i = 0; i < 200; i += 1) {
    await page.keyboard.press('Tab');
    if (pattern.test((await focused()).name)) return;
  }
  throw new Error(`no element ${pattern} in the tab order`);
}
// A page that is still being drawn may take the focus away again.
async function press(pattern, key = 'Enter') {
  do {
    await tabTo(pattern);
    await settled(page, 120);
  } while (!pattern.test((await focused()).name));
  await page.keyboard.press(key);
  await settled(page, 120);
}

/**
 * Chooses one of several, once they are there (the page before may still be drawn), and waits until it says so;
 * as a person would, presses again when a page that was drawn anew did not hear it.
 */
async function pick(pattern) {
  await page.getByRole('radio', { name: pattern }).first().waitFor();
  const chosen = page.getByRole('radio', { name: pattern, checked: true }).first();
  for (let again = 0; again < 3; again += 1) {
    await press(pattern, 'Space');
    if (await chosen.waitFor({ timeout: 10000 }).then(() => true, () => false)) return;
  }
  assert.fail(`${pattern} is not chosen`);
}

test('the whole booking with the keyboard alone, the name typed with an input method', async () => {
  const context = await desktopContext(browser);
  page = await openPage(context, `${portal.url}/`);
  await live(page);
  await press(/^预约上门收运$/);
  await arrive(page, '**/pickup/new/what');
  await pick(/^大件垃圾/);
  await page.getByRole('button', { name: /^(\+|增加|添加)/ }).first().waitFor();
  await press(/^(\+|增加|添加)/);
  await press(/^下一步/);
  await arrive(page, '**/pickup/new/where');
  await tabTo(/^镇街/);
  await page.keyboard.press('ArrowDown');
  await settled(page);
  await tabTo(/^详细地址/);
  await page.keyboard.type('键盘路 1 号');
  await press(/^下一步/);
  await arrive(page, '**/pickup/new/when');
  await tabTo(/月\d+日/);
  await page.keyboard.press('ArrowRight');
  await settled(page);
  const day = async () => {
    const [, month, date] = /(\d+)月(\d+)日/.exec((await focused()).name);
    return Date.UTC(2026, month - 1, date) / 864e5;
  };
  const before = await day();
  await page.keyboard.press('ArrowDown');
  await settled(page);
  const moved = (await day()) - before;
  assert.ok(moved !== 0 && (moved + 365) % 365 % 7 === 0, `${moved} days: not by whole weeks`);
  await pick(/^(上午|下午)/);
  await press(/^下一步/);
  await arrive(page, '**/pickup/new/who');
  await tabTo(/^联系人/);
  await composeText(page, ['l', 'li', 'li ming'], '李明');
  assert.equal(await page.getByRole('textbox', { name: '联系人' }).inputValue(), '李明');
  await tabTo(/^联系电话/);
  await page.keyboard.type('0635-3280001');
  await press(/^我已看过/, 'Space');
  await press(/^下一步/);
  await arrive(page, '**/pickup/new/check');
  assert.match(await page.locator('#twin').textContent(), /李明/);
  await press(/^提交预约$/);
  await arrive(page, '**/pickup/new/done');
  assert.match(await page.locator('#twin').textContent(), /WF(-[2-9A-HJKMNP-Z]{3}){3}/);
  assert.deepEqual(page.faults, []);
  await context.close();
});

test('every stop of the keyboard has the one ring: yellow, and a dark line around it', async () => {
  const context = await desktopContext(browser);
  page = await openPage(context, `${portal.url}/`);
  await live(page);
  await settled(page);
  const names = new Set();
  for (let stop = 0; stop < 12; stop += 1) {  // skip link, bar, band, field
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const { outlineStyle, outlineColor, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
      return { name: document.activeElement.outerHTML.slice(0, 200), ring: [outlineStyle, outlineColor, outlineWidth, boxShadow] };
    });
    names.add(seen.name);
    assert.deepEqual(seen.ring, ['solid', 'rgb(255, 210, 31)', '3px', 'rgb(19, 32, 27) 0px 0px 0px 5px'], seen.name);
  }
  assert.equal(names.size, 12, 'the focus moved each time');
  await context.close();
});

test('uncommitted input-method text is not taken for a name', async () => {
  const context = await desktopContext(browser);
  page = await openPage(context, `${portal.url}/pickup/lookup`);
  await live(page);
  const field = page.getByRole('textbox', { name: '预约编号' });
  await field.focus();
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'wu fei', selectionStart: 6, selectionEnd: 6 });
  await settled(page);
  assert.equal(await field.getAttribute('aria-invalid'), null);
  await session.send('Input.insertText', { text: '无废' });
  await settled(page);
  assert.equal(await field.inputValue(), '无废');
  await context.close();
});
