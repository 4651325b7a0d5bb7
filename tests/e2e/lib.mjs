// What every browser test needs: the portal on a free port with its own data, Chromium, phone and desktop pages,
// screenshots, accessibility checks, an input method. Ends only the processes it started. Tests use node:test.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { keepLog, noteEntered } from '../server/recorder.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const require = createRequire(import.meta.url);
export const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// The portal, ready: {url, data, output(), stop()}. `args` are added to `wufei serve`. WUFEI_BINARY and WUFEI_WWW name
// other builds.
export async function startPortal({ binary = process.env.WUFEI_BINARY || join(root, 'build/release/wufei'),
  www = process.env.WUFEI_WWW || join(root, 'build/wasm'),
  content = join(root, 'content'), args = [], env = {}, data } = {}) {
  const folder = data || mkdtempSync(join(tmpdir(), 'wufei-e2e-'));
  const child = spawn(binary, ['serve', '--listen', '127.0.0.1:0', '--data', folder, '--content', content, '--www', www,
    ...args], { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  keepLog(child);
  let text = '';
  const ended = new Promise((resolve) => child.on('exit', (code) => resolve(code)));
  const ready = new Promise((resolve, reject) => {
    const look = (chunk) => {
      text += chunk;
      const found = /listening on (http:\/\/\S+)/.exec(text);
      if (found) resolve(found[1]);
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.on('error', reject);
    ended.then((code) => reject(new Error(`the portal ended with ${code}:\n${text}`)));
    setTimeout(() => reject(new Error(`the portal was not ready within 60 s:\n${text}`)), 60000).unref();
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const code = await ended;
    if (!data) rmSync(folder, { recursive: true, force: true });
    return code;
  };
  try {
    return { url: await ready, data: folder, pid: child.pid, output: () => text, stop };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

export function launchBrowser(extra = []) {
  return chromium.launch({ executablePath: process.env.WUFEI_CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox',
    '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync', ...extra] });
}

const common = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true };
// One pixel for each point: the graphics are drawn in software, and what a test asks does not depend on it.
// A picture to look at asks for {deviceScaleFactor: 3}.
export const phoneContext = (browser, options = {}) => newContext(browser, { viewport: { width: 390, height: 844 },
  isMobile: true, hasTouch: true, ...options });
export const desktopContext = (browser, options = {}) => newContext(browser, { viewport: { width: 1280, height: 800 }, ...options });
async function newContext(browser, options) {
  const context = await browser.newContext({ ...common, deviceScaleFactor: 1, ...options });
  await context.addInitScript(countWork);
  context.on('request', (request) => noteEntered(request.postData(), request.headers()));
  return context;
}

// Chooses the browser's letters, in pixels; the size counts for what is loaded later, and for what is open.
export async function sizer(context, page) {
  const session = await context.newCDPSession(page);
  await session.send('Page.enable');
  return (size) => session.send('Page.setFontSizes', { fontSizes: { standard: size } });
}

// Runs in the page before anything of its own: window.working() is how many frames were asked for and not yet drawn,
// and how many requests were sent and not yet answered.
export function countWork() {
  const { requestAnimationFrame: draw, cancelAnimationFrame: drop, fetch: send } = window, frames = new Set();
  let requests = 0;
  window.requestAnimationFrame = (run) => {
    const id = draw.call(window, (now) => { frames.delete(id); run(now); });
    frames.add(id);
    return id;
  };
  window.cancelAnimationFrame = (id) => { frames.delete(id); drop.call(window, id); };
  window.fetch = (...what) => {
    requests += 1;
    return send.apply(window, what).finally(() => { requests -= 1; });
  };
  window.working = () => (document.hidden ? 0 : frames.size) + requests;
}

// A page whose faults are collected: page.faults holds console errors, crashes and requests to other origins.
export async function openPage(context, url) {
  const page = await context.newPage(), origin = new URL(url).origin;
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(`exception: ${error.message}`));
  page.on('console', (message) => { if (message.type() === 'error') page.faults.push(`console: ${message.text()}`); });
  page.on('request', (request) => {
    const target = request.url();
    if (!target.startsWith(origin) && !/^(data|blob):/.test(target)) page.faults.push(`other origin: ${target}`);
  });
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  return page;
}
// Resolves when the client has drawn its first frame.
export const live = (page, timeout = 20000) => page.waitForFunction(
  () => document.documentElement.classList.contains('live'), null, { timeout });
// Resolves when the page has nothing under way (see countWork) and for `quiet` ms nothing of its twin has changed.
export const settled = async (page, quiet = 100) => {
  await page.evaluate((ms) => new Promise((resolve) => {
    const twin = document.getElementById('twin'), wait = () => { clearTimeout(timer); timer = setTimeout(look, ms); };
    let timer;
    const watch = new MutationObserver(wait);
    function look() {
      if (window.working() > 0) return wait();
      watch.disconnect();
      return resolve();
    }
    watch.observe(twin, { subtree: true, childList: true, attributes: true, characterData: true });
    wait();
  }), quiet);
};

// Resolves when the service worker answers for the page and has kept an address for each of the patterns.
export async function keeps(page, wanted) {
  const kept = () => page.evaluate(async () => navigator.serviceWorker.controller === null ? [] : (await Promise.all(
    (await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((one) => one.url)))).flat());
  for (let urls = []; !wanted.every((one) => urls.some((url) => one.test(url)));) urls = await kept();
}

// Pictures to look at, in build/e2e, when WUFEI_PICTURES is set.
export async function screenshot(page, name, options = {}) {
  if (!process.env.WUFEI_PICTURES) return;
  const folder = join(root, 'build/e2e');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), ...options });
}
// The whole page: the canvas is as tall as the window, so the window is made as tall as the document.
export async function fullScreenshot(page, name) {
  if (!process.env.WUFEI_PICTURES) return;
  const before = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: before.width, height: Math.min(height, 5000) });
  await settled(page);
  await screenshot(page, name);
  await page.setViewportSize(before);
  await settled(page);
}

// Violations as lines "rule (impact): help [selectors]"; [] is the aim. Runs in the page without touching its CSP.
export async function axe(page, options = {}) {
  await page.evaluate(axeSource);
  const found = await page.evaluate((settings) => window.axe.run(document, settings), { resultTypes: ['violations'],
    ...options });
  return found.violations.map(({ id, impact, help, nodes }) =>
    `${id} (${impact}): ${help} [${nodes.slice(0, 4).map((node) => node.target.join(' ')).join(', ')}]`);
}

// An input method at work in the focused field: shows each of `stages` uncommitted, then commits `text`.
export async function composeText(page, stages, text) {
  const session = await page.context().newCDPSession(page);
  for (const stage of stages)
    await session.send('Input.imeSetComposition', { text: stage, selectionStart: stage.length, selectionEnd: stage.length });
  await session.send('Input.insertText', { text });
  await session.detach();
}
