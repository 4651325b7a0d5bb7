// The shell's scripts name pages and parts of the API too: what they say is held against the lists of the sources.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { api, documents, pages, roots } from '../../scripts/pages.mjs';

const root = new URL('../../', import.meta.url).pathname;
const read = (path) => readFileSync(join(root, path), 'utf8');
const boot = read('wasm/portal/shell/boot.js'), worker = read('wasm/portal/shell/sw.js');
const literals = (source) => [...source.matchAll(/'(\/[^'?]*)\??[^']*'/g)].map(([, path]) => path);

test('boot.js fetches the second part for the pages that the program says are in it', () => {
  const listed = pages.filter(({ path, part }) => path && part === 'first').map(({ path }) => `'${path}'`);
  const source = /var firstPages[\s\S]*?\n  }\n/.exec(boot)[0];
  assert.ok(source.includes("'wufei-pack:pages'"), 'the list is packed in');
  assert.ok(read('scripts/pack_client.mjs').includes("\"'wufei-pack:pages'\""));
  const needsPart = new Function(source.replace("'wufei-pack:pages'", listed.join()) + 'return needsPart;')();
  for (const { path, part } of pages) if (path) assert.equal(needsPart(path), part === 'second', path);
  for (const path of ['/guide', '/pick', '/pickup/', '/pickup/new', '/pickup/n', '/feedback']) assert.equal(needsPart(path), true, path);
});

test('boot.js: ?plain keeps the page, and those opened after it in the same window, until ?plain=0', () => {
  const source = /function isPlain[\s\S]*?\n  }\n/.exec(boot)[0];
  const reader = (memory) => (search) => new Function('location', 'sessionStorage', `${source}return isPlain();`)({ search }, memory);
  const kept = new Map(), window = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
  const isPlain = reader(window);
  const opened = ['', '?q=plain', '?plainly', '?plain', '', '?q=x', '?q=x&plain=0', '', '?plain=1&q=x', '?page=2'];
  assert.deepEqual(opened.map(isPlain), [false, false, false, true, true, true, false, false, true, true]);
  const refused = () => { throw new Error('SecurityError'); }, forgetful = reader({ getItem: refused, setItem: refused });
  assert.deepEqual(['?plain', '', '?plain=0'].map(forgetful), [true, false, false], 'without memory the page that asks');
  assert.match(boot, /if \(isPlain\(\) \|\| [\s\S]*\n  else load\(\);/, 'then the client is not loaded');
});

// What browsers got after WebAssembly, by the name that the libraries use it with. What is asked for where it is used is no fault.
test('boot.js leaves the page where a browser lacks what the client uses without asking', () => {
  const guarded = ['requestIdleCallback', 'visualViewport', 'SpeechSynthesisUtterance'];
  const young = /\b(ResizeObserver|IntersectionObserver|AbortController|AbortSignal|Proxy|PointerEvent|BroadcastChannel|OffscreenCanvas|FinalizationRegistry|WeakRef|structuredClone|queueMicrotask|createImageBitmap|requestIdleCallback|CompressionStream|DecompressionStream|visualViewport|SpeechSynthesisUtterance|Intl\.\w+|navigator\.locks|randomUUID|hasOwn|replaceChildren|checkVisibility|replaceAll|findLast|toSorted|allSettled|fromEntries)\b|\.(at)\(/g;
  const list = /typeof WebAssembly !==[\s\S]*?\n    fallBack\('old'\);/.exec(boot)[0];
  const libraries = readdirSync(join(root, 'wasm/platform/web')).filter((name) => name.endsWith('.js'));
  for (const name of libraries) {
    const source = read(join('wasm/platform/web', name)).replace(/\/\/.*/g, '');
    for (const [, word, method] of source.matchAll(young)) {
      const used = word || method;
      assert.ok(guarded.includes(used) || list.includes(`!window.${used}`), `${name}: ${used}`);
    }
  }
});

test('the service worker has its lists of pages from the list of the sources', () => {
  const packer = read('scripts/pack_client.mjs');
  for (const mark of ['always', 'ahead', 'names']) assert.ok(worker.includes(`'wufei-pack:${mark}'`) && packer.includes(`'wufei-pack:${mark}'`), mark);
  for (const { path, kept } of documents) if (kept === 'read') assert.ok(!literals(worker).includes(path), `${path} is written a second time`);
  assert.deepEqual(documents.filter(({ kept }) => kept === 'always').map(({ path }) => path), ['/pickup', '/privacy']);
});

test('the shell names only pages and parts of the API that there are', () => {
  const known = new Set([...api.values(), ...pages.map(({ path }) => path), ...documents.map(({ path }) => path), ...roots, '/sw.js']);
  for (const source of [boot, worker])
    for (const path of literals(source)) assert.ok(known.has(path), path);
});

test('the service worker keeps every public list that the client asks for by itself', () => {
  const sources = readdirSync(join(root, 'wasm'), { recursive: true }).filter((name) => name.endsWith('.cpp'));
  const asked = sources.flatMap((name) => [...read(join('wasm', name)).matchAll(/\bensure\([^;]*?api::(k\w+)\)/g)].map(([, constant]) => constant));
  const kept = [.../const LISTS = [\s\S]*?;/.exec(worker)[0].matchAll(/'api:(k\w+)'/g)].map(([, constant]) => constant);
  assert.ok(asked.length >= 6, `${asked.length} found`);
  assert.deepEqual([...new Set(asked)].sort(), [...kept].sort());
});

// Workers of one site: each clears what is old among its own caches, and none answers for another's pages.
test('the workers of the desk and the residents\' keep out of each other\'s way', () => {
  const kept = read('wasm/portal/shell/kept_worker.js'), pages = read('wasm/portal/shell/kept.js'), packer = read('scripts/pack_client.mjs');
  assert.match(worker, /key\.startsWith\('wufei-'\)/);
  const caches = [...kept.matchAll(/= `([^`]+)`|startsWith\(`([^`]+-)`\)/g)].map(([, one, other]) => one ?? other);
  assert.ok(caches.length >= 3 && caches.every((name) => name.startsWith('${NAME}-')), String(caches));
  assert.match(pages, /register\(of\.worker, \{ scope: of\.list \}\)/);
  const lists = [...packer.matchAll(/name: '(\w+)', list: '([^']+)', worker: '([^']+)'/g)].map(([, ...list]) => list);
  assert.deepEqual(lists, [['crew', '/desk/stops', 'desk/worker.js'], ['road', '/desk/waste/road', 'desk/road_worker.js']]);
  for (const [name, list, own] of lists) {
    const script = read(`wasm/portal/shell/${name}.js`);
    assert.ok(script.includes(`LIST = '${list}'`) && script.includes(`name: '${name}', list: LIST, worker: '/${own}'`), name);
    assert.ok(lists.every(([, other]) => other === list || !`${other}/`.startsWith(`${list}/`)), `${name}: a scope within another`);
  }
  assert.doesNotMatch(boot + worker, /desk/, 'the residents\' client knows nothing of the desk');
});

// The same as tests/unit/entered_number_tests.cpp, for phones that cannot ask the server.
test('kept.js reads numbers as the server does', () => {
  const source = /function numberIn[\s\S]*?\n}\n/.exec(read('wasm/portal/shell/kept.js'))[0];
  const numberIn = new Function(`${source}return numberIn;`)(), unit = /(\u5428|t)$/i;
  const sound = { '12.5': '12.5', '\uff11\uff12\uff0e\uff15': '12.5', ' 12.5 \u200b': '12.5', '12\u30025': '12.5', '1,234.5': '1234.5', '12 500': '12500',
    '1\uff0c234\uff0c567': '1234567', '12.5\u5428': '12.5', '12.5 t': '12.5', '1 200 T': '1200', 0: '0', '0.125': '0.125' };
  for (const [typed, number] of Object.entries(sound)) assert.equal(numberIn(typed, unit), number, typed);
  for (const typed of ['', '12,5', '1,234', '1 2', '1,23.5', '1,234 567', ',234.5', '0,123.5', '1e3', '012', '.5', '12.', '1.2.3', '5kg', '-3', '\u5428'])
    assert.equal(numberIn(typed, unit), '', typed);
  for (const name of ['crew', 'road']) assert.match(read(`wasm/portal/shell/${name}.js`), /numberIn\(/, name);
});
