// A booking in a dead spot: submitted without a network, the page closed, opened again, the network back. One booking.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { axe, keeps, launchBrowser, live, openPage, phoneContext, screenshot, settled, startPortal } from './lib.mjs';
import { button, chooseItem, chooseTime, fillContact, fillPlace, tap } from './flow.mjs';

let portal, browser;
before(async () => { portal = await startPortal(); browser = await launchBrowser(); });
after(async () => { await browser?.close(); assert.equal(await portal.stop(), 0); });

const places = async (slot) => {
  const [area, category] = slot.split('.');
  const { slots } = await (await fetch(`${portal.url}/api/v1/slots?area=${area}&category=${category}`)).json();
  return slots.find(({ id }) => id === slot).remaining;
};
test('offline at submit, closed, opened again, online: exactly one booking, and its number is said', { timeout: 180000 }, async () => {
  const context = await phoneContext(browser), page = await openPage(context, `${portal.url}/`);
  await live(page);
  // After one visit: the pages of bookings, the guide.
  await keeps(page, [/part\.[0-9a-f]+\.wasm$/, /:\d+\/pickup$/, /v1\/areas$/, /v1\/catalogue$/, /v1\/site$/, /:\d+\/guide$/, /v1\/guide$/]);
  await chooseItem(page, tap);
  await fillPlace(page, tap, '没有信号路 1 号');
  await chooseTime(page, tap, 4);
  await fillContact(page, tap, { name: '李明', phone: '13906358888' });
  const sent = [];
  context.on('request', (request) => {
    if (request.method() === 'POST') sent.push([request.headers()['idempotency-key'], JSON.parse(request.postData()).slot]);
  });
  await context.setOffline(true);
  await tap(button(page, '提交预约'));
  await page.locator('#twin').getByText('还未提交').first().waitFor();
  await settled(page);
  assert.deepEqual(await axe(page), []);
  await screenshot(page, 'outbox-check');
  const [[key, slot]] = sent, before = await places(slot);
  await page.close();

  const later = await context.newPage();
  await later.goto(`${portal.url}/pickup/lookup`);
  assert.doesNotMatch(await later.locator('#static main').textContent(), /预约上门收运/);
  await live(later);
  await later.getByRole('heading', { level: 2, name: '还未提交' }).waitFor();
  await settled(later);
  assert.deepEqual(await axe(later), []);
  await screenshot(later, 'outbox-mine');
  await context.setOffline(false);
  const said = later.locator('#twin').getByText(/^已提交，编号 WF(-[2-9A-HJKMNP-Z]{3}){3}$/).first();
  await said.waitFor({ timeout: 60000 });
  const reference = (await said.textContent()).match(/WF(-[2-9A-HJKMNP-Z]{3}){3}/)[0];
  await later.getByRole('list', { name: '在这台设备上约的' }).getByText(reference).first().waitFor();
  assert.equal(await later.getByRole('heading', { level: 2, name: '还未提交' }).count(), 0);
  assert.equal(await places(slot), before - 1);
  assert.ok(sent.every(([one]) => one === key), 'always the same key');
  await later.reload();
  await live(later);
  await later.getByRole('list', { name: '在这台设备上约的' }).getByText(reference).first().waitFor();
  assert.equal(await places(slot), before - 1);
  await context.close();
});
