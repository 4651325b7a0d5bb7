// The twin's differ and events (wasm/platform/web/library_twin*.js) in a real browser, without wasm: records in,
// elements and calls out.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { residentStyle } from '../../scripts/style_parts.mjs';
import { axe, composeText, launchBrowser, root } from '../e2e/lib.mjs';

const source = (name) => readFileSync(join(root, 'wasm/platform/web', name), 'utf8');
const css = residentStyle();
const setup = `var LibraryManager = {library: {}}, mergeInto = (target, part) => Object.assign(target, part);
${source('library_twin.js')}\n${source('library_twin_fields.js')}
var Twin = LibraryManager.library.$Twin, TwinFields = LibraryManager.library.$TwinFields, calls = [];
Twin.start(document.getElementById('twin'), {
  activate: (id) => calls.push('activate ' + id),
  text: (id, value, composing) => calls.push('text ' + id + ' ' + value + (composing ? ' composing' : '')),
  slide: (id, x) => calls.push('slide ' + id + ' ' + x),
  focus: (id, gained, keyboard) => calls.push('focus ' + id + (gained ? ' in' : ' out') + (keyboard ? ' keyboard' : '')),
});`;

const node = (depth, id, role, name, more = {}) => [depth, id, role, name, more.value || '', more.description || '',
  more.state || '', ...(more.rect === null ? ['', '', '', '', 0] : [...(more.rect || [10, 10 + id * 50, 200, 44]), 1]), more.lines || '']
  .join('\x1f');
const records = (...nodes) => nodes.map((one) => one + '\x1e').join('');

const browser = await launchBrowser();
after(() => browser.close());
async function withTwin(body) {
  const page = await browser.newPage();
  await page.goto('about:blank');
  await page.setContent(`<html lang="zh-CN" class="live"><head><title>twin</title><style>${css}</style></head><body><div id="app"><div id="spacer"
    style="height:3000px"></div><div id="twin"></div></div></body></html>`);
  await page.evaluate(setup);
  const twin = {
    page,
    apply: (...nodes) => page.evaluate((text) => Twin.apply(text), records(...nodes)),
    calls: async () => page.evaluate(() => calls.splice(0)),
    eval: (code) => page.evaluate(code),
  };
  try { await body(twin); } finally { await page.close(); }
}
const it = (name, body) => test(name, () => withTwin(body));

it('keeps what is fixed where it is while the page scrolls, with all that it holds', async ({ apply, page }) => {
  await apply(node(0, 1, 'main', '', { rect: null }), node(1, 2, 'heading1', 'title', { rect: [10, 2500, 200, 44] }),
    node(0, 3, 'navigation', 'bar', { rect: [0, 500, 800, 60], state: 'fixed=1' }),
    node(1, 4, 'link', 'home', { rect: [400, 501, 400, 59], value: '/' }));
  const box = () => page.getByRole('link', { name: 'home' }).boundingBox();
  assert.deepEqual(await box(), { x: 400, y: 501, width: 400, height: 59 });
  await page.evaluate(() => scrollTo(0, 700));
  assert.deepEqual(await box(), { x: 400, y: 501, width: 400, height: 59 });
  assert.equal(await page.evaluate(() => document.elementFromPoint(100, 530).tagName), 'NAV', 'nothing under it is pressed');
});

it('grows with the letters that the reader chose in the browser, and so do its lines', async ({ apply, page, eval: run }) => {
  await apply(node(0, 1, 'main', '', { rect: null }),
    node(1, 2, 'text', 'words', { rect: [20, 196, 300, 56], lines: '5,20,200,60,20' }), node(1, 3, 'button', 'send', { rect: [20, 296, 100, 44] }));
  await run('document.documentElement.style.fontSize = "24px"');
  assert.deepEqual(await page.getByRole('button').boundingBox(), { x: 30, y: 444, width: 150, height: 66 });
  assert.deepEqual(await page.locator('[data-line]').boundingBox(), { x: 30, y: 300, width: 90, height: 30 });
  assert.equal(await page.locator('[data-line]').evaluate((one) => getComputedStyle(one).fontSize), '30px');
});

it('tells a focus by the keyboard from one by a finger where the browser has no word for it', async ({ apply, calls, page, eval: run }) => {
  await run(`{
    const matches = Element.prototype.matches;
    Element.prototype.matches = function (selector) {
      if (selector.includes(':focus-visible')) throw new DOMException('unknown', 'SyntaxError');
      return matches.call(this, selector);
    };
  }`);
  await apply(node(0, 1, 'main', '', { rect: null }), node(1, 2, 'button', 'one'), node(1, 3, 'button', 'two'));
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'two' }).click();
  const told = (await calls()).filter((call) => call.includes(' in'));
  assert.deepEqual(told, ['focus 2 in keyboard', 'focus 3 in']);
});

it('has on paper no last digits of a telephone number, and on the screen all that is drawn', async ({ apply, page }) => {
  await apply(node(0, 1, 'main', '', { rect: null }), node(1, 2, 'text', 'Wang 138****0007', { rect: [20, 196, 300, 56], lines: '16,20,200,200,20' }),
    node(1, 3, 'heading2', '063****0001'));
  const words = () => page.locator('main').innerText();
  assert.match(await words(), /Wang 138\*{4}0007/);
  await page.emulateMedia({ media: 'print' });
  assert.doesNotMatch(await words(), /0007|0001/);
  assert.deepEqual(await page.locator('[data-paper]').evaluateAll((all) => all.map((one) => getComputedStyle(one, '::after').content)),
    ['"Wang 138********"', '"063********"']);
});

it('puts each line of a text where it is drawn, as wide as it is drawn, and names it as a whole', async ({ apply, page, eval: run }) => {
  const words = '\u{20BB7}a bcd.';
  await apply(node(0, 1, 'main', '', { rect: null }),
    node(1, 2, 'text', words, { rect: [20, 196, 300, 56], lines: '4,20,200,60,20;4,20,226,80,20' }),
    node(1, 3, 'link', words, { rect: [20, 296, 300, 56], value: '/', lines: '4,30,300,60,20;4,30,326,80,20' }));
  const boxes = await page.locator('p [data-line]').evaluateAll((all) => all.map((one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return { text: one.textContent.trim(), x, y, width, height };
  }));
  assert.deepEqual(boxes, [{ text: '\u{20BB7}a', x: 20, y: 200, width: 60, height: 20 },
    { text: 'bcd.', x: 20, y: 226, width: 80, height: 20 }]);
  assert.equal(await page.locator('p').textContent(), words);
  await page.getByRole('link', { name: words, exact: true }).waitFor();
  await page.mouse.move(22, 210);
  await page.mouse.down();
  await page.mouse.move(99, 236, { steps: 4 });
  await page.mouse.up();
  assert.match(await run('getSelection().toString()'), /^\u{20BB7}a\s*bcd/u, 'a text is selected with the mouse');
  await apply(node(0, 1, 'main', '', { rect: null }), node(1, 2, 'text', 'other', { rect: [20, 196, 300, 56] }));
  assert.equal(await page.locator('p').innerHTML(), 'other', 'a text without lines has none');
  await apply(node(0, 1, 'main', '', { rect: null }), node(1, 3, 'link', 'short', { rect: [20, 296, 300, 56], value: '/' }));
  await page.getByRole('link', { name: 'short', exact: true }).waitFor({ timeout: 5000 });
});

it('keeps the space between two lines, and the lines themselves when they only move', async ({ apply, page, eval: run }) => {
  const draw = (y) => apply(node(0, 1, 'main', '', { rect: null }), node(1, 2, 'paragraph', '', { rect: [20, y, 300, 56] }),
    node(2, 3, 'run', 'first second', { rect: null, lines: `6,20,${y},60,20;6,20,${y + 26},80,20` }),
    node(2, 4, 'run', ' third', { rect: null, lines: `6,110,${y + 26},60,20` }));
  await draw(196);
  assert.equal(await page.locator('p').evaluate((one) => one.innerText.replaceAll('\n', '')), 'first second third');
  assert.deepEqual(await page.locator('[data-line]').allTextContents(), ['first', 'second', 'third']);
  await run('window.lines = [...document.querySelectorAll("[data-line]")]');
  await draw(296);
  assert.ok(await run('[...document.querySelectorAll("[data-line]")].every((line, at) => line === lines[at])'));
  assert.equal((await page.locator('[data-line]').last().boundingBox()).y, 322);
});

it('makes an element of each role and names it', async ({ apply, page }) => {
  await apply(node(0, 1, 'banner', 'top', { rect: null }), node(1, 2, 'navigation', 'pages', { rect: null }),
    node(2, 3, 'link', 'home', { value: '/' }), node(0, 4, 'main', '', { rect: null }), node(1, 5, 'heading1', 'title'),
    node(1, 6, 'text', 'words'), node(1, 7, 'list', 'rows', { rect: null }), node(2, 8, 'listitem', 'one'),
    node(1, 9, 'facts', 'facts', { rect: null }), node(2, 10, 'term', 'key'), node(2, 11, 'definition', 'value'),
    node(1, 12, 'form', 'form', { rect: null }), node(2, 13, 'textbox', 'name', { value: 'x', state: 'required=1' }),
    node(2, 14, 'textarea', 'note', { state: 'rows=4' }),
    node(2, 15, 'select', 'town', { value: 'a\x1dA\x1db\x1dB', state: 'selected=b' }),
    node(2, 16, 'checkbox', 'agree', { state: 'checked=1' }), node(2, 17, 'radiogroup', 'day', { rect: null }),
    node(3, 18, 'radio', 'monday'), node(3, 19, 'radio', 'tuesday', { state: 'checked=1' }), node(2, 20, 'button', 'send'),
    node(1, 21, 'alert', 'wrong'), node(1, 22, 'img', 'picture'), node(0, 23, 'contentinfo', '', { rect: null }),
    node(1, 24, 'text', 'foot'));
  for (const [role, name] of [['banner'], ['navigation', 'pages'], ['link', 'home'], ['main'], ['heading', 'title'],
    ['list', 'rows'], ['listitem'], ['form', 'form'], ['textbox', 'name'], ['textbox', 'note'], ['combobox', 'town'],
    ['checkbox', 'agree'], ['radiogroup', 'day'], ['radio', 'tuesday'], ['button', 'send'], ['alert'], ['img', 'picture'],
    ['contentinfo']])
    assert.deepEqual(await page.getByRole(role, name && { name, exact: true }).count(), 1, `count of ${role} ${name || ''}`);
  assert.deepEqual(await page.getByRole('combobox').inputValue(), 'b', 'chosen option');
  assert.deepEqual(await page.getByRole('radio', { name: 'tuesday' }).getAttribute('aria-checked'), 'true', 'checked');
  assert.deepEqual(await axe(page), [], 'axe');
});

it('keeps elements, changes only what changed, removes what is gone', async ({ apply, eval: run }) => {
  await apply(node(0, 1, 'button', 'a'), node(0, 2, 'button', 'b'), node(0, 3, 'button', 'c'));
  await run('window.kept = [...document.querySelectorAll("#twin button")]; window.moves = 0;' +
    'new MutationObserver((list) => { for (const one of list) moves += one.addedNodes.length + one.removedNodes.length; })' +
    '.observe(document.getElementById("twin"), {childList: true})');
  await apply(node(0, 2, 'button', 'b'), node(0, 3, 'button', 'see', { state: 'disabled=1' }));
  assert.deepEqual(await run('[...document.querySelectorAll("#twin button")].map((one) => kept.indexOf(one) + one.textContent)'),
    ['1b', '2see'], 'elements');
  assert.deepEqual(await run('moves'), 1, 'one removal, no move');
  await apply(node(0, 3, 'button', 'see'), node(0, 2, 'button', 'b'));
  assert.deepEqual(await run('[...document.querySelectorAll("#twin button")].map((one) => one.textContent)'), ['see', 'b'], 'order');
  await apply(node(0, 3, 'link', 'see', { value: '/x' }), node(0, 2, 'button', 'b'));
  assert.deepEqual(await run('document.querySelector("#twin").firstChild.tagName'), 'A', 'a changed role replaces the element');
});

it('places children of a positioned parent in document coordinates', async ({ apply, page }) => {
  await apply(node(0, 1, 'region', 'card', { rect: [100, 200, 400, 300] }),
    node(1, 2, 'group', 'inner', { rect: null }), node(2, 3, 'button', 'go', { rect: [120, 260, 80, 44] }));
  const box = await page.getByRole('button').boundingBox();
  assert.deepEqual([box.x, box.y, box.width, box.height], [120, 260, 80, 44], 'box');
  await apply(node(0, 1, 'region', 'card', { rect: [50, 200, 400, 300] }),
    node(1, 2, 'group', 'inner', { rect: null }), node(2, 3, 'button', 'go', { rect: [120, 260, 80, 44] }));
  assert.deepEqual((await page.getByRole('button').boundingBox()).x, 120, 'x after only the parent moved');
});

it('reports one activation for a click, a key and a repeated id', async ({ apply, calls, page }) => {
  await apply(node(0, 1, 'button', 'go'), node(0, 2, 'button', 'no', { state: 'disabled=1' }),
    node(0, 3, 'checkbox', 'agree'), node(0, 4, 'button', 'wait', { state: 'busy=1' }));
  await page.getByRole('button', { name: 'go' }).click();
  assert.deepEqual((await calls()).filter((call) => call.startsWith('activate')), ['activate 1'], 'click');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  assert.deepEqual((await calls()).filter((call) => call.startsWith('activate')), ['activate 1', 'activate 3'], 'keys');
  await page.getByRole('button', { name: 'wait' }).click();
  assert.deepEqual((await calls()).filter((call) => call.startsWith('activate')), [], 'busy');
});

it('takes plain clicks on links of the site and leaves the rest to the browser', async ({ apply, calls, page, eval: run }) => {
  await run('document.addEventListener("click", (event) => { calls.push("prevented " + event.defaultPrevented); event.preventDefault(); })');
  await apply(node(0, 1, 'link', 'call', { value: 'tel:12345' }), node(0, 2, 'link', 'far', { value: 'https://example.org/' }));
  await page.getByRole('link', { name: 'call' }).click();
  await page.getByRole('link', { name: 'far' }).click();
  assert.deepEqual((await calls()).filter((call) => !call.startsWith('focus')), ['prevented false', 'prevented false'], 'other schemes');
});

it('tells typed text, and uncommitted text apart', async ({ apply, calls, page }) => {
  await apply(node(0, 1, 'textbox', 'name', { state: 'inputmode=tel;maxlength=8' }));
  const field = page.getByRole('textbox');
  await field.focus();
  await page.keyboard.type('ab');
  assert.deepEqual((await calls()).filter((call) => call.startsWith('text')), ['text 1 a', 'text 1 ab'], 'typed');
  await composeText(page, ['n', 'ni'], '\u4f60');
  const composed = (await calls()).filter((call) => call.startsWith('text'));
  assert.ok(composed.slice(0, -1).some((call) => call.endsWith('composing')), `no composing call in ${composed}`);
  assert.deepEqual(composed[composed.length - 1], 'text 1 ab\u4f60', 'committed');
  assert.deepEqual(await field.getAttribute('inputmode'), 'tel', 'inputmode');
});

it('never overwrites what is being typed with an echo of it', async ({ apply, page, eval: run }) => {
  await apply(node(0, 1, 'textbox', 'name', { value: '' }));
  await page.getByRole('textbox').focus();
  await page.keyboard.type('abc');
  await apply(node(0, 1, 'textbox', 'name', { value: 'ab' }));
  assert.deepEqual(await page.getByRole('textbox').inputValue(), 'abc', 'late echo');
  await apply(node(0, 1, 'textbox', 'name', { value: 'abc', state: 'invalid=1' }));
  assert.deepEqual(await page.getByRole('textbox').inputValue(), 'abc', 'same');
  await apply(node(0, 1, 'textbox', 'name', { value: '' }));
  assert.deepEqual(await page.getByRole('textbox').inputValue(), '', 'the model cleared it');
  assert.deepEqual(await run('document.activeElement.tagName'), 'INPUT', 'focus stays');
});

it('chooses in selects both ways', async ({ apply, calls, page }) => {
  const list = '\x1dchoose\x1da\x1dA\x1db\x1dB';
  await apply(node(0, 1, 'select', 'town', { value: list, state: 'selected=' }));
  await page.getByRole('combobox').selectOption('b');
  assert.deepEqual((await calls()).filter((call) => call.startsWith('text')), ['text 1 b'], 'chosen');
  await apply(node(0, 1, 'select', 'town', { value: list, state: 'selected=b' }));
  assert.deepEqual(await page.getByRole('combobox').inputValue(), 'b', 'kept');
  await apply(node(0, 1, 'select', 'town', { value: list, state: 'selected=a' }));
  assert.deepEqual(await page.getByRole('combobox').inputValue(), 'a', 'set by the model');
});

it('moves through radios with the arrow keys, past disabled ones', async ({ apply, calls, page }) => {
  const group = (checked) => [node(0, 1, 'radiogroup', 'day', { rect: null }), ...[2, 3, 4].map((id) => node(1, id, 'radio', 'd' + id,
    { state: `checked=${id === checked ? 1 : 0}${id === 3 ? ';disabled=1' : ''}` }))];
  await apply(...group(0));
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  assert.deepEqual((await calls()).filter((call) => call.startsWith('activate')), ['activate 4'], 'arrow');
  await apply(...group(4));
  await page.keyboard.press('ArrowDown');
  assert.deepEqual((await calls()).filter((call) => call.startsWith('activate')), ['activate 2'], 'wraps');
  assert.deepEqual(await page.locator('#twin [tabindex="0"]').count(), 1, 'one stop');
});

it('presses the primary button on Enter, never submits', async ({ apply, calls, page }) => {
  await apply(node(0, 1, 'form', 'look up', { rect: null }), node(1, 2, 'textbox', 'number'),
    node(1, 3, 'button', 'other'), node(1, 4, 'button', 'find', { state: 'primary=1' }));
  await page.getByRole('textbox').focus();
  await page.keyboard.press('Enter');
  assert.deepEqual((await calls()).filter((call) => call.startsWith('activate')), ['activate 4'], 'primary');
  assert.deepEqual(page.url(), 'about:blank', 'address');
});

it('keeps focus when the focused element moves to another parent', async ({ apply, calls, page, eval: run }) => {
  await apply(node(0, 1, 'group', 'a', { rect: null }), node(1, 2, 'textbox', 'name'));
  await page.getByRole('textbox').focus();
  await calls();
  await apply(node(0, 3, 'group', 'b', { rect: null }), node(1, 2, 'textbox', 'name'));
  assert.deepEqual(await run('document.activeElement.tagName'), 'INPUT', 'focus');
  assert.deepEqual(await calls(), [], 'no focus events');
});

it('keeps focus when another kind of element takes the place of the focused one', async ({ apply, calls, page, eval: run }) => {
  await apply(node(0, 1, 'button', 'go'), node(0, 2, 'button', 'stay'));
  await page.getByRole('button', { name: 'go' }).focus();
  await calls();
  await apply(node(0, 1, 'link', 'go', { value: '/x' }), node(0, 2, 'button', 'stay'));
  assert.deepEqual(await run('document.activeElement.tagName + document.activeElement.textContent'), 'Ago');
  assert.deepEqual(await calls(), [], 'no focus events');
});

it('describes fields by hint and error, and forgets', async ({ apply, page }) => {
  await apply(node(0, 1, 'textbox', 'phone', { description: 'eleven digits', state: 'invalid=1' }));
  await page.waitForFunction(() => document.getElementById(document.querySelector('input').getAttribute('aria-describedby')).textContent === 'eleven digits');
  assert.deepEqual(await page.getByRole('textbox').getAttribute('aria-invalid'), 'true', 'invalid');
  await apply(node(0, 1, 'textbox', 'phone'));
  assert.deepEqual(await page.getByRole('textbox').getAttribute('aria-describedby'), null, 'forgotten');
  assert.deepEqual(await page.getByRole('textbox').getAttribute('aria-invalid'), null, 'valid');
});

it('focuses headings and fields, and shows them', async ({ apply, calls, eval: run }) => {
  await apply(node(0, 1, 'heading1', 'title'), node(0, 2, 'textbox', 'far', { rect: [10, 2500, 200, 44] }));
  await run('Twin.focus(2)');
  assert.ok(await run('window.scrollY') > 1500, 'the field was not scrolled to');
  await run('Twin.focus(1)');
  assert.deepEqual(await run('document.activeElement.tagName'), 'H1', 'heading');
  const told = (await calls()).map((call) => call.replace(' keyboard', ''));
  assert.deepEqual(told, ['focus 2 in', 'focus 2 out', 'focus 1 in'], 'told');
});

it('survives nodes that share an id', async ({ apply, eval: run }) => {
  await apply(node(0, 0, 'text', 'a'), node(0, 0, 'text', 'b'), node(0, 0, 'heading2', 'c'));
  assert.deepEqual(await run('[...document.querySelectorAll("#twin > *")].map((one) => one.textContent)'), ['a', 'b', 'c'], 'texts');
  await apply(node(0, 0, 'text', 'b'));
  assert.deepEqual(await run('document.querySelector("#twin").textContent'), 'b', 'text');
});

it('scrolling a page of 400 nodes moves them and makes none anew', async ({ apply, eval: run }) => {
  const page = (shift) => Array.from({ length: 400 }, (_, i) => node(0, i + 1, i % 3 ? 'text' : 'button', `row ${i}`,
    { rect: [10, i * 40 + shift, 300, 30] }));
  await apply(...page(0));
  await run(`(() => { window.changes = []; window.seer = new MutationObserver((list) => window.changes.push(...list));
    window.seer.observe(document.querySelector('#twin'), { subtree: true, childList: true, characterData: true }); })()`);
  await apply(...page(1));
  assert.deepEqual(await run('window.changes.concat(window.seer.takeRecords()).length'), 0, 'nodes made or filled anew');
  assert.deepEqual(await run('document.querySelector("#twin > :last-child").offsetTop'), 399 * 40 + 1, 'the last one moved');
});

it('a table is one for screen readers, with links in its cells', async ({ apply, page }) => {
  await apply(node(0, 1, 'main', '', { rect: null }), node(1, 2, 'heading1', 'tasks'), node(1, 3, 'table', 'all tasks', { rect: null }),
    node(2, 4, 'row', ''), node(3, 5, 'columnheader', 'name'), node(3, 6, 'columnheader', 'amount'),
    node(2, 7, 'row', ''), node(3, 8, 'rowheader', ''), node(4, 9, 'link', 'first', { value: '/tasks/1' }), node(3, 10, 'cell', '20'));
  assert.equal(await page.getByRole('table', { name: 'all tasks' }).count(), 1);
  assert.equal(await page.getByRole('columnheader', { name: 'amount' }).count(), 1);
  assert.equal(await page.getByRole('rowheader', { name: 'first' }).count(), 1);
  assert.equal(await page.getByRole('cell', { name: '20' }).count(), 1);
  assert.deepEqual(await axe(page), []);
});

it('a link over several lines is one link; every line of it can be pressed', async ({ apply, page, calls }) => {
  await page.evaluate(() => history.replaceState(null, '', location.href));
  await apply(node(0, 1, 'main', '', { rect: null }), node(1, 2, 'paragraph', '', { rect: [0, 0, 300, 100] }),
    node(2, 3, 'run', 'see ', { rect: null }), node(2, 4, 'link', 'the long plan', { value: '#plan', rect: [200, 0, 100, 26] }),
    node(2, 5, 'link_rest', '', { value: '4', rect: [0, 40, 80, 26] }));
  assert.equal(await page.getByRole('link').count(), 1);
  assert.match(await page.locator('p').textContent(), /see the long plan/);
  await page.mouse.click(20, 50);
  assert.deepEqual((await calls()).filter((call) => call.startsWith('activate')), ['activate 4']);
});

it('a text beside a name is seen and selected, is not heard, and stands for what it lies in', async ({ apply, page, calls }) => {
  await page.evaluate(() => history.replaceState(null, '', location.href));
  await apply(node(0, 1, 'main', '', { rect: null }), node(1, 2, 'link', 'tasks', { value: '#tasks', description: 'all of 2026', rect: [0, 0, 300, 60] }),
    node(1, 3, 'about', 'all of 2026', { value: '2', rect: [0, 30, 120, 20], lines: '11,0,30,120,20' }), node(1, 4, 'about', '0/200', { value: '0', rect: [0, 80, 60, 20] }));
  assert.equal(await page.getByRole('link', { name: 'tasks', exact: true }).count(), 1);
  assert.equal(await page.getByRole('paragraph').count(), 0);
  await page.mouse.move(2, 40);
  await page.mouse.down();
  await page.mouse.move(118, 40, { steps: 4 });
  await page.mouse.up();
  assert.match(await page.evaluate(() => getSelection().toString()), /all of/);
  const pressed = async () => (await calls()).filter((call) => call.startsWith('activate')).length;
  const before = await pressed();
  await page.evaluate(() => getSelection().removeAllRanges());
  await page.mouse.click(20, 90);
  assert.equal(await pressed(), before);
  await page.mouse.click(20, 40);
  assert.equal(await pressed(), before + 1);
});

it('a strip is scrolled sideways by the browser: what is chosen is seen, and what is drawn is told', async ({ apply, page }) => {
  const chips = [...Array(12).keys()].map((at) => node(2, 10 + at, 'link', `chip ${at}`, { value: `#${at}`, rect: [16 + at * 90, 6, 82, 44], state: at === 4 ? 'current=true' : '' }));
  const width = await page.evaluate(() => innerWidth);
  await apply(node(0, 1, 'main', '', { rect: null }), node(1, 2, 'list', 'kinds', { rect: [0, 0, Math.min(width, 390), 56], state: 'slide=0,1104' }), ...chips);
  const strip = page.locator('[data-slide]');
  const slid = (x) => page.waitForFunction((wanted) => calls.includes(wanted), `slide 2 ${x}`);
  await slid(360);
  assert.equal(await strip.evaluate((element) => element.scrollWidth), 1104, 'room at its end as at its beginning');
  await page.getByRole('link', { name: 'chip 0' }).focus();
  await slid(0);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
});

it('links that are the browser\'s are left to it', async ({ apply, page, calls }) => {
  await apply(node(0, 1, 'main', '', { rect: null }), node(1, 2, 'link', 'file', { value: '#file', state: 'browser=1' }));
  await page.getByRole('link', { name: 'file' }).click();
  assert.deepEqual((await calls()).filter((call) => call.startsWith('activate')), []);
});

it('a picture is an image with its description', async ({ apply, page }) => {
  await apply(node(0, 1, 'main', '', { rect: null }), node(1, 2, 'image', 'a truck', { value: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' }));
  assert.equal(await page.getByRole('img', { name: 'a truck' }).getAttribute('alt'), 'a truck');
});
