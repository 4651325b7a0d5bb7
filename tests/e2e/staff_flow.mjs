// Colleagues at the county's desk in a browser, the crew's phone, and a wire to the portal that can be cut. Shared by the tests.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createServer, connect } from 'node:net';
import { join } from 'node:path';
import { codeOf } from '../server/staff.mjs';
import { axe, desktopContext, launchBrowser, phoneContext, root, screenshot, startPortal } from './lib.mjs';

const password = 'quiet lorry 27 willow';

/** Through the door with the one-time link that `wufei staff add` has said; `step` of the portal's clock (codeOf). */
export async function enterDesk(page, url, said, step) {
  await page.goto(url + /\/desk\/welcome\?link=\w+/.exec(said)[0]);
  const secret = (await page.locator('code').innerText()).replaceAll(/\s/g, '');
  for (const field of await page.locator('input[type=password]').all()) await field.fill(password);
  await page.locator('input[name=code]').fill(codeOf(secret, step));
  await page.locator('main button').click();
}

/** A portal of its own and colleagues whose browsers run no scripts, unless they are asked to. */
export function deskWithoutScripts() {
  let portal, browser;
  const open = async () => {
    portal = await startPortal({ args: ['--public-url', 'http://127.0.0.1'] });
    browser = await launchBrowser();
    return portal;
  };
  const close = async () => { await browser?.close(); await portal?.stop(); };
  const colleague = async (name, display, role, { phone = false, department = '', large = false, scripts = false } = {}) => {
    const said = execFileSync(process.env.WUFEI_BINARY || join(root, 'build/release/wufei'), ['staff', '--data', portal.data, '--content', join(root, 'content'),
      'add', name, '--role', role, '--display', display, ...(department ? ['--department', department] : [])], { encoding: 'utf8' });
    const size = large ? { viewport: { width: 1920, height: 1080 } } : {};
    const context = await (phone ? phoneContext : desktopContext)(browser, { ...size, javaScriptEnabled: scripts });
    const page = await context.newPage();
    await enterDesk(page, portal.url, said);
    return page;
  };
  // axe runs in a page with scripts of its own; the pages here have none, so that their markup is looked at in another one.
  const check = async (page, name, picture = {}) => {
    const html = await page.content(), size = page.viewportSize();
    const other = await (await browser.newContext({ viewport: size, locale: 'zh-CN', bypassCSP: true })).newPage();
    await other.route('**/*', (route) => (route.request().resourceType() === 'document'
      ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }) : route.continue()));
    await other.goto(page.url());
    assert.deepEqual(await axe(other), [], name);
    assert.ok(await other.evaluate(() => document.documentElement.scrollWidth) <= size.width, `${name}: wider than the window`);
    await other.context().close();
    await screenshot(page, `desk-${name}`, picture);
  };
  const clickButton = (page, name) => page.getByRole('button', { name, exact: true }).first().click();
  return { open, close, colleague, check, clickButton };
}

/** Between browser and portal: cut, nobody answers at its address. `to` another port: the portal was started again. */
export async function layWire(port) {
  const open = new Set();
  let server, own = 0, far = port;
  const mend = (to = far) => new Promise((done) => {
    far = to;
    server = createServer((near) => {
      const other = connect(far, '127.0.0.1');
      for (const [one, two] of [[near, other], [other, near]]) {
        open.add(one);
        one.on('error', () => {}).on('close', () => { open.delete(one); two.destroy(); }).pipe(two);
      }
    }).listen(own, '127.0.0.1', () => { own = server.address().port; done(); });
  });
  const cut = () => new Promise((done) => { server.close(() => done()); for (const one of open) one.destroy(); });
  await mend();
  return { url: `http://127.0.0.1:${own}`, mend, cut };
}
export async function lose(wire, context) {
  await wire.cut();
  await context.setOffline(true);
}
export async function find(wire, context) {
  await wire.mend();
  await context.setOffline(false);
}

/** Pages that the phone has: of the crew, or of "road", the drivers. */
export const keptPaths = (page, name = 'crew') => page.evaluate(async (pages) => (await caches.has(pages)
  ? (await (await caches.open(pages)).keys()).map(({ url }) => new URL(url).pathname) : []), `${name}-pages`);
/** Resolves when the phone has the list and these pages below it. */
export async function keeps(page, name, list, references) {
  const wanted = [list, ...references.map((one) => `${list}/${one}`)];
  for (let there = []; !wanted.every((one) => there.includes(one));) there = await keptPaths(page, name);
}
export const keepsStops = (page, references) => keeps(page, 'crew', '/desk/stops', references);
/** What waits on the phone. */
export const outbox = (page, name = 'crew') => page.evaluate((base) => new Promise((done) => {
  indexedDB.open(base).onsuccess = ({ target }) => {
    target.result.transaction('outbox').objectStore('outbox').getAll().onsuccess = (found) => { done(found.target.result); target.result.close(); };
  };
}), `wufei-${name}`);
