// Three engines behind one small interface, so that one flow runs in each: Chromium (playwright), Firefox (puppeteer-core
// over WebDriver BiDi) and WebKit (WebKitWebDriver with MiniBrowser, W3C WebDriver). Firefox and WebKit draw on a display
// of their own (Xvfb), because without one they have no WebGL. Ends only the processes it started.
//
// openEngine(name, {screen, env, prefs}) -> { name, version, goto(url), evaluate(function, ...arguments), click(x, y),
//   type(text), press(key), close() }   key: 'Tab', 'Enter', 'Space' or 'Escape'. Firefox alone takes a screen that is
//   open already (and leaves it open), more environment and more preferences.
// missing(name) -> why this engine can not run here, or '' when it can.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { desktopContext, launchBrowser } from './lib.mjs';

const programs = {
  chromium: [process.env.WUFEI_CHROMIUM || '/usr/bin/chromium'],
  firefox: ['/usr/bin/firefox-esr', '/usr/bin/Xvfb'],
  webkit: ['/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb', '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser'],
};
const window = { width: 1280, height: 800 };

export function missing(name) {
  const absent = programs[name].filter((file) => !existsSync(file));
  return absent.length ? `not installed: ${absent.join(', ')}` : '';
}

export const openEngine = (name, given) => ({ chromium: openChromium, firefox: openFirefox, webkit: openWebKit })[name](given);

async function openChromium() {
  const browser = await launchBrowser();
  const page = await (await desktopContext(browser)).newPage();
  return {
    name: 'chromium',
    version: browser.version(),
    goto: (url) => page.goto(url),
    evaluate: (work, ...given) => page.evaluate(`(${work})(...${JSON.stringify(given)})`),
    click: (x, y) => page.mouse.click(x, y),
    type: (text) => page.keyboard.insertText(text),
    press: (key) => page.keyboard.press(key),
    close: () => browser.close(),
  };
}

async function openFirefox({ screen: given, env = {}, prefs = {} } = {}) {
  const { default: puppeteer } = await import('puppeteer-core');
  const screen = given || await openScreen();
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: programs.firefox[0], headless: false,
    env: { ...process.env, DISPLAY: screen.display, ...env }, defaultViewport: window, timeout: 120000,
    extraPrefsFirefox: { 'webgl.force-enabled': true, ...prefs } });
  const page = await browser.newPage();
  return {
    name: 'firefox',
    version: await browser.version(),
    goto: (url) => page.goto(url),
    evaluate: (work, ...given) => page.evaluate(`(${work})(...${JSON.stringify(given)})`),
    click: (x, y) => page.mouse.click(x, y),
    type: (text) => page.keyboard.type(text),
    press: (key) => page.keyboard.press(key),
    close: async () => { await browser.close(); if (!given) await screen.close(); },
  };
}

// WebDriver's names of the keys that have no character.
const keys = { Tab: '\uE004', Enter: '\uE006', Space: ' ', Escape: '\uE00C' };

async function openWebKit() {
  const screen = await openScreen(), port = await freePort();
  const driver = started(programs.webkit[0], ['--host=127.0.0.1', `--port=${port}`],
    { env: { ...process.env, DISPLAY: screen.display, LIBGL_ALWAYS_SOFTWARE: '1' }, stdio: 'ignore' });
  const call = async (method, path, body) => {
    const reply = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' } });
    const { value } = await reply.json();
    if (value?.error) throw new Error(`${path}: ${value.error}: ${value.message}`);
    return value;
  };
  await until(() => call('GET', '/status').then(() => true, () => false), 'WebKitWebDriver answers');
  const session = await call('POST', '/session', { capabilities: { alwaysMatch: { browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: programs.webkit[2], args: ['--automation'] } } } });
  const own = `/session/${session.sessionId}`;
  const act = (type, actions, more = {}) => call('POST', `${own}/actions`, { actions: [{ type, id: type, actions, ...more }] });
  const key = (value) => act('key', [{ type: 'keyDown', value }, { type: 'keyUp', value }]);
  await call('POST', `${own}/window/rect`, window);
  return {
    name: 'webkit',
    version: session.capabilities.browserVersion,
    goto: (url) => call('POST', `${own}/url`, { url }),
    evaluate: (work, ...given) => call('POST', `${own}/execute/sync`, { script: `return (${work})(...arguments)`, args: given }),
    click: (x, y) => act('pointer', [{ type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
      { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }], { parameters: { pointerType: 'mouse' } }),
    // As the commit of an input method; the driver's own keys lose characters beyond the basic plane.
    type: (text) => call('POST', `${own}/execute/sync`, { script: 'document.execCommand("insertText", false, arguments[0])',
      args: [text] }),
    press: (name) => key(keys[name]),
    close: async () => { await call('DELETE', own); await driver.end(); await screen.close(); },
  };
}

/** Resolves when `holds` answers true; fails after 30 s and says what was waited for. */
export async function until(holds, what) {
  for (const end = Date.now() + 30000; Date.now() < end;) {
    if (await holds()) return;
    await new Promise((again) => { setTimeout(again, 50); });
  }
  throw new Error(`waited in vain until ${what}`);
}

// Resolves when the page has nothing under way and its twin has not changed for a moment, so that nothing moves away
// under the hand. The page counts its work (countWork of lib.mjs).
export async function settled(engine) {
  let last = null;
  await until(async () => {
    const now = await engine.evaluate(() => window.working() + document.getElementById('twin').innerHTML + window.scrollY);
    const same = now === last && now.startsWith('0<');
    last = now;
    return same;
  }, 'the page is at rest');
}

// The X server chooses a number that is free and says it on its descriptor 3.
export async function openScreen(more = []) {
  const server = started(programs.firefox[1], ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp', ...more],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise((resolve, reject) => {
    server.child.stdio[3].once('data', (bytes) => resolve(String(bytes).trim()));
    server.ended.then(() => reject(new Error('Xvfb ended')));
  });
  return { display: `:${number}`, close: server.end };
}

export function started(program, given, options) {
  const child = spawn(program, given, options);
  const ended = new Promise((resolve) => { child.on('exit', resolve); child.on('error', resolve); });
  return { child, ended, end: async () => { child.kill('SIGTERM'); await ended; } };
}

const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});
