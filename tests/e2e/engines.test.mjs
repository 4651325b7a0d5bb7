// One flow in each engine: first frame, order of Tab, the whole booking by role and name with Chinese and a rare character,
// axe, the loss of WebGL. An engine that is not installed is skipped and says so.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { axeSource, countWork, startPortal } from './lib.mjs';
import { missing, openEngine, settled, until } from './engines.mjs';

let portal;
before(async () => { portal = await startPortal(); });
after(async () => { await portal.stop(); });

// ---- what runs in the page ----

// Elements of the twin (or of the whole page before it) with that role whose name begins so, in the order of reading.
function inPage(role, name) {
  const roleOf = (node) => node.getAttribute('role') || { A: 'link', BUTTON: 'button', SELECT: 'combobox', TEXTAREA: 'textbox',
    H1: 'heading', INPUT: { checkbox: 'checkbox', radio: 'radio' }[node.type] || 'textbox' }[node.tagName] || '';
  const nameOf = (node) => node.getAttribute('aria-label') || (node.labels?.[0] || node).textContent.trim();
  return [...document.querySelectorAll('#twin *')].filter((node) => roleOf(node) === role && nameOf(node).startsWith(name));
}
// Its middle, scrolled into view; null unless a finger put there now would touch it.
const find = (engine, role, name) => engine.evaluate(`(role, name) => {
  const node = (${inPage})(role, name)[0];
  if (!node) return null;
  const seen = node.getBoundingClientRect();
  if (seen.top < 60 || seen.bottom > innerHeight - 140) node.scrollIntoView({ block: 'center' });
  const box = node.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
  return node.contains(document.elementFromPoint(x, y)) ? { x, y } : null;
}`, role, name);
const focusedName = () => {
  const node = document.activeElement;
  return (node.getAttribute('aria-label') || node.labels?.[0]?.textContent || node.textContent || '').trim();
};
const twinText = () => document.getElementById('twin').textContent;

// ---- what a person does ----

async function press(engine, role, name) {
  let place = null;
  await until(async () => {
    await settled(engine);
    const before = await find(engine, role, name);
    await settled(engine);
    place = await find(engine, role, name);
    return before && place && before.x === place.x && before.y === place.y;
  }, `${role} ${name} can be pressed`);
  await engine.click(place.x, place.y);
  await settled(engine);
}
async function arrive(engine, path) {
  await until(() => engine.evaluate((wanted) => location.pathname.endsWith(wanted), path), `the page is ${path}`);
  await settled(engine);
}
async function write(engine, name, text) {
  await press(engine, 'textbox', name);
  await engine.type(text);
  await until(() => engine.evaluate(`(name) => (${inPage})('textbox', name)[0]?.value`, name).then((value) => value === text),
    `${name} holds ${text}`);
}
// The name of the first radio that matches and can be chosen, once there is one.
async function openChoice(engine, pattern) {
  let name = null;
  await until(async () => {
    name = await engine.evaluate(`(pattern) => (${inPage})('radio', '').filter((node) => node.getAttribute('aria-disabled') !== 'true')
      .map((node) => node.getAttribute('aria-label') || node.textContent.trim()).find((name) => new RegExp(pattern).test(name))`, pattern);
    return name;
  }, `${pattern} can be chosen`);
  return name;
}
// Chooses the option with that index from a list, once there is one.
async function choose(engine, name, index) {
  await until(() => engine.evaluate(`(name, index) => {
    const list = (${inPage})('combobox', name)[0];
    if (!list || index >= list.options.length) return false;
    list.selectedIndex = index;
    list.dispatchEvent(new Event('input', { bubbles: true }));
    list.dispatchEvent(new Event('change', { bubbles: true }));
    return true;
  }`, name, index), `${name} can be chosen`);
  await settled(engine);
}
// Resolves when the page says what matches.
const says = (engine, pattern) => until(async () => pattern.test(await engine.evaluate(twinText)), `the page says ${pattern}`);
async function openLive(engine, path) {
  await engine.goto(portal.url + path);
  await engine.evaluate(countWork);
  await until(() => engine.evaluate(() => document.documentElement.classList.contains('live')), 'the first frame is drawn');
  await settled(engine);
}

async function book(engine) {
  await press(engine, 'link', '预约上门收运');
  await arrive(engine, '/new/what');
  await press(engine, 'radio', '大件垃圾');
  await press(engine, 'button', '添加');
  await press(engine, 'button', '下一步');
  await arrive(engine, '/new/where');
  await choose(engine, '镇街', 1);
  await write(engine, '详细地址', `北环路 ${engine.name.length} 号院`);
  await press(engine, 'button', '下一步');
  await arrive(engine, '/new/when');
  await press(engine, 'radio', await openChoice(engine, '月\\d+日'));
  await press(engine, 'radio', await openChoice(engine, '^(上午|下午)'));
  await press(engine, 'button', '下一步');
  await arrive(engine, '/new/who');
  await write(engine, '联系人', rareName);
  await write(engine, '联系电话', '13800635001');
  await press(engine, 'checkbox', '我已看过');
  await press(engine, 'button', '下一步');
  await arrive(engine, '/new/check');
  await says(engine, new RegExp(rareName));
  await press(engine, 'button', '提交预约');
  await arrive(engine, '/new/done');
  await says(engine, /WF(-[2-9A-HJKMNP-Z]{3}){3}/);
}
const rareName = '李\u{20BB7}㛃';  // a character beyond the basic plane, one of extension A

async function checkTabOrder(engine) {
  const names = [];
  for (let step = 0; step < 4; step += 1) {
    await engine.press('Tab');
    await settled(engine);
    names.push(await engine.evaluate(focusedName));
  }
  assert.equal(names[0], '跳到正文');
  assert.equal(new Set(names).size, names.length, names.join(' · '));
}

async function checkAxe(engine) {
  const found = await engine.evaluate(`() => { ${axeSource}; window.axeFound = null;
    window.axe.run(document, { resultTypes: ['violations'] }).then((all) => {
      window.axeFound = all.violations.map((one) => one.id + ': ' + one.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', '));
    }); }`).then(async () => {
    await until(() => engine.evaluate(() => window.axeFound !== null), 'axe has ended');
    return engine.evaluate(() => window.axeFound);
  });
  assert.deepEqual(found, []);
}

// The server's page stands in for the drawing while the graphics are away, and the drawing comes back.
async function checkGraphicsLoss(engine) {
  const isLive = () => engine.evaluate(() => document.documentElement.classList.contains('live'));
  await engine.evaluate(() => {
    window.graphics = document.querySelector('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
    window.graphics.loseContext();
  });
  await until(async () => !await isLive(), 'the loss is noticed');
  assert.ok(await engine.evaluate(() => document.getElementById('static').getBoundingClientRect().height > 200));
  await engine.evaluate(() => { window.graphics.restoreContext(); });
  await until(isLive, 'the drawing is back');
}

for (const name of ['chromium', 'firefox', 'webkit'])
  test(`${name}: first frame, Tab, axe, the whole booking, graphics lost and found`,
    { skip: missing(name) || false, timeout: 240000 }, async (context) => {
      const engine = await openEngine(name);
      try {
        context.diagnostic(engine.version);
        await openLive(engine, '/');
        await checkTabOrder(engine);
        await checkAxe(engine);
        await book(engine);
        await checkAxe(engine);
        await openLive(engine, '/');
        await checkGraphicsLoss(engine);
      } finally {
        await engine.close();
      }
    });
