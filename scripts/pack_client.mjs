// Packs the client for the server: files named by the hash of their content under OUT/assets, each also as .br and .gz,
// index.html (still with the server's {{placeholders}}), the service worker, and asset-manifest.json that lists them.
// Paths in the list are relative to OUT; a size of 0 says that a compressed form would not be smaller and is not there.
// In the shell's files "asset:NAME" stands for a hashed path, "text:KEY" for a text of the locale, "colour:NAME" for a
// colour of assets/tokens.css, "icon:NAME" for the sign of an icon in a style sheet and "api:NAME" for a path of the API.
// usage: pack_client.mjs CLIENT_JS OUT LATER_TEXTS      (the wasm lies beside CLIENT_JS; texts: scripts/generate_text.mjs)
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minify } from 'terser';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { colours, tokensCss } from './generate_colours.mjs';
import { later } from './icon_parts.mjs';
import { api, documents, pages } from './pages.mjs';
import { splitWasm, withSection } from './split_wasm.mjs';
import { residentStyle } from './style_parts.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [clientJs, out, laterTexts] = process.argv.slice(2);
if (!laterTexts) throw new Error('usage: pack_client.mjs CLIENT_JS OUT LATER_TEXTS');
const shell = (name) => readFileSync(join(root, 'wasm/portal/shell', name), 'utf8');
const locale = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const texts = Object.assign({}, ...['content/locale', 'backend/desk', 'backend/waste'].map((folder) => locale(`${folder}/zh-CN.json`)));

const icons = new Map();  // NAME -> code point, hexadecimal
const packed = [], paths = new Map();  // what goes into the manifest; NAME -> hashed path
const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 12);

const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11,
  [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });

function write(path, content, immutable, listed = true) {
  const bytes = Buffer.from(content), file = join(out, path), entry = { path, bytes: bytes.length, br: 0, gz: 0, immutable };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  for (const [form, packedBytes] of [['br', brotli(bytes)], ['gz', gzipSync(bytes, { level: 9 })]]) {
    rmSync(`${file}.${form}`, { force: true });
    if (packedBytes.length >= bytes.length) continue;
    writeFileSync(`${file}.${form}`, packedBytes);
    entry[form] = packedBytes.length;
  }
  if (listed) packed.push(entry);
  return entry;
}

function addAsset(name, content) {
  const bytes = Buffer.from(content), dot = name.indexOf('.');
  const path = `assets/${name.slice(0, dot)}.${hashOf(bytes)}${name.slice(dot)}`;
  paths.set(name, '/' + path);
  write(path, bytes, true);
}

const escapeHtml = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
function resolve(source, escape = (text) => text) {
  return source.replace(/asset:([a-z0-9.]+)/g, (_, name) => {
    if (!paths.has(name)) throw new Error(`the shell names an unknown asset: ${name}`);
    return paths.get(name);
  }).replace(/text:([a-z0-9_]+(?:\.[a-z0-9_]+)+)/g, (_, key) => {
    if (!(key in texts)) throw new Error(`the shell names an unknown text: ${key}`);
    return escape(texts[key]);
  }).replace(/colour:([a-z0-9-]+)/g, (_, name) => {
    if (!colours.has(name)) throw new Error(`the shell names an unknown colour: ${name}`);
    return colours.get(name);
  }).replace(/icon:([a-z0-9-]+)/g, (_, name) => {
    if (!icons.has(name)) throw new Error(`the shell names an unknown icon: ${name}`);
    return '\\' + icons.get(name);
  }).replace(/api:(k\w+)/g, (_, name) => {
    if (!api.has(name)) throw new Error(`the shell names an unknown path of the API: ${name}`);
    return api.get(name);
  });
}

// Dark also where it was chosen here; not on paper.
const chosenDark = (css) => css.replace(/^@media \(prefers-color-scheme: dark\) \{\s*:root\S* (\{[^}]*\})\s*\}/m,
  (dark, lines) => `${dark} @media screen { :root:where([data-theme=dark]) ${lines} }`);
// The sheets are written in pixels of a browser as it comes, with letters of 16 of them. Here lengths become rem, and those
// of media queries em, so that all of a page follows the size that its reader chose there, as it does with zoom; but for
// hairlines. The drawn page follows in wasm/platform/web/library_document.js.
const inReadersSize = (css) => css.replace(/@media[^{]*|(?<![\w.])[\d.]+px/g, (part) => (part[0] === '@' ?
  part.replace(/([\d.]+)px/g, (_, pixels) => `${pixels / 16}em`) :
  parseFloat(part) > 1 ? `${parseFloat(part) / 16}rem`.replace(/^0/, '') : part));
// Comments, indentation and needless spaces.
const squeezeCss = (css) => css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s+/g, ' ')
  .replace(/ ?([{};,]) ?/g, '$1').replace(/: /g, ':').replaceAll(';}', '}').trim();
const squeezeJs = async (js, more = {}) => (await minify(js, { ecma: 2015, toplevel: false, mangle: true, ...more,
  compress: { passes: 3, keep_fargs: false, ...more.compress } })).code;
// Emscripten's glue in a function of its own, so that its names can be shortened too; boot.js leaves window.Module. Of the
// members only those of our own libraries are: they are written there in two words, and the browser has none that are
// called so (terser knows the browser's).
function ownMembers() {
  const folder = join(root, 'wasm/platform/web');
  const sources = readdirSync(folder).filter((name) => /^library_.*\.js$/.test(name)).map((name) => readFileSync(join(folder, name), 'utf8'));
  return sources.flatMap((source) => [...source.matchAll(/^    ([a-z]+[A-Z]\w*): /gm)].map(([, name]) => name));
}
const squeezeGlue = (js) => squeezeJs(`(function(Module){${js}\n})(window.Module);`, { compress: { unsafe_arrows: true },
  mangle: { properties: { regex: new RegExp(`^(?:${ownMembers().join('|')})$`) } } });

// Pages of the desk that a phone keeps for a day without a network: each has its script and its worker (docs/adr/0034, 0046).
const keptLists = [
  { name: 'crew', list: '/desk/stops', worker: 'desk/worker.js', scripts: ['crew_photos.js'],
    title: 'text:server.work_stops', about: 'text:server.crew_not_kept_about' },
  { name: 'road', list: '/desk/waste/road', worker: 'desk/road_worker.js', scripts: ['crew_photos.js'],
    title: 'text:server.manifest_road', about: 'text:server.road_not_kept_about' },
];

// Two fonts; the second holds what stands in `laterIcons`.
const laterIcons = [];
function iconFonts() {
  const folder = mkdtempSync(join(tmpdir(), 'wufei-icons-')), files = ['first', 'later', 'table'].map((name) => join(folder, name));
  try {
    execFileSync(process.execPath, [join(root, 'scripts/subset_icons.mjs'), ...files], { stdio: 'inherit' });
    for (const [, name, code] of readFileSync(files[2], 'utf8').matchAll(/"(.+)", 0x(\w+)/g)) icons.set(name, code);
    for (const name of later) laterIcons.push(`U+${icons.get(name)}`);
    return files.slice(0, 2).map((file) => readFileSync(file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const quoted = (paths) => paths.map((path) => `'${path}'`).join(', ');

async function packAssets() {
  const wasmName = basename(clientJs, extname(clientJs)) + '.wasm';
  const parts = ['app.wasm', 'part.wasm'].map((name) => join(dirname(clientJs), name));
  splitWasm(join(dirname(clientJs), wasmName), ...parts);
  addAsset('app.wasm', readFileSync(parts[0]));
  addAsset('part.wasm', withSection(readFileSync(parts[1]), 'texts', readFileSync(laterTexts).subarray(0, -1)));
  const glue = readFileSync(clientJs, 'utf8');
  if (!glue.includes(wasmName)) throw new Error(`${clientJs} does not name ${wasmName}`);
  addAsset('app.js', await squeezeGlue(glue.replaceAll(wasmName, basename(paths.get('app.wasm')))));
  const [firstIcons, moreIcons] = iconFonts();
  addAsset('icons.woff2', firstIcons);
  addAsset('moreicons.woff2', moreIcons);
  const fonts = resolve(shell('icons.css')).replace('later-icons', laterIcons.join());
  const style = (source) => inReadersSize(squeezeCss(chosenDark(tokensCss) + fonts + resolve(source)));
  addAsset('style.css', style(residentStyle()));
  addAsset('desk.css', style(shell('desk.css')));
  addAsset('wall.css', style(shell('wall.css')));
  addAsset('wall.js', await squeezeJs(shell('wall.js'), { ecma: 2018 }));
  addAsset('board.js', await squeezeJs(shell('board.js'), { ecma: 2018 }));
  for (const { name, scripts } of keptLists) {
    const source = `(() => {\n${[...scripts, 'kept.js', `${name}.js`].map(shell).join('\n')}\n})();`;
    addAsset(`${name}.js`, await squeezeJs(resolve(source), { ecma: 2018 }));
  }
  const first = pages.filter(({ path, part }) => path !== '' && part === 'first').map(({ path }) => path);
  addAsset('boot.js', await squeezeJs(shell('boot.js').replace("'wufei-pack:pages'", quoted(first))));
}

// Of the county's desk: no resident's page asks for it.
const isDesk = (path) => /\/(?:desk|crew|road|board|wall)\./.test(path);
// What their pages need without a network.
const keptAssets = (name) => ['desk.css', `${name}.js`, 'icons.woff2', 'moreicons.woff2'].map((file) => paths.get(file));

// Fetched when a page needs it, not before the first screen.
const isLater = (path) => /\/(?:part|moreicons)\./.test(path);

const keptDocuments = (how) => quoted(documents.filter(({ kept }) => kept === how).map(({ path }) => path));
function documentNames() {
  const byConstant = new Map(Object.entries(texts).map(([key, text]) => [key.replaceAll('.', '_'), text]));
  return documents.map(({ path, name }) => `'${path}': '${byConstant.get(name)}'`).join(', ');
}

async function keptWorker({ name, list, title, about }) {
  const source = shell('kept_worker.js'), files = keptAssets(name);
  const named = source.replace('wufei-pack:build', hashOf(files.join() + source)).replace("'wufei-pack:files'", quoted(files))
    .replace('wufei-pack:name', name).replace('wufei-pack:list', list).replace('wufei-pack:title', title).replace('wufei-pack:about', about);
  return squeezeJs(resolve(named), { ecma: 2018 });
}

async function packShell() {
  const assets = [...paths.values()].filter((path) => !isDesk(path)).sort();
  const index = write('index.html', resolve(shell('index.html'), escapeHtml), false, false);
  const build = hashOf(assets.join() + shell('sw.js') + shell('index.html'));
  write('sw.js', await squeezeJs(resolve(shell('sw.js')).replace('wufei-pack:build', build)
    .replace("'wufei-pack:first'", quoted(assets.filter((path) => !isLater(path))))
    .replace("'wufei-pack:later'", quoted(assets.filter(isLater)))
    .replace("'wufei-pack:always'", keptDocuments('always')).replace("'wufei-pack:ahead'", keptDocuments('ahead'))
    .replace("'wufei-pack:names': ''", documentNames())), false);
  for (const list of keptLists) write(list.worker, await keptWorker(list), false);
  write('manifest.webmanifest', JSON.stringify(JSON.parse(resolve(shell('manifest.webmanifest')))), false);
  write('icon.svg', resolve(shell('icon.svg')).replace(/>\s+</g, '><').trim(), false);
  // The same mark on the whole square, for devices that cut or want no SVG.
  for (const size of [192, 512]) write(`icon-${size}.png`, readFileSync(join(root, `wasm/portal/shell/icon-${size}.png`)), false);
  return index;
}

function removeOldAssets() {
  const kept = new Set(packed.flatMap(({ path }) => ['', '.br', '.gz'].map((end) => basename(path) + end)));
  for (const file of readdirSync(join(out, 'assets'))) if (!kept.has(file)) rmSync(join(out, 'assets', file));
}

await packAssets();
const index = await packShell();
removeOldAssets();
writeFileSync(join(out, 'asset-manifest.json'), JSON.stringify({ files: packed }, null, 1) + '\n');
const sent = ({ br, bytes }) => br || bytes;
const first = [...packed.filter(({ immutable, path }) => immutable && !isLater('/' + path) && !isDesk('/' + path)), index].reduce((sum, entry) => sum + sent(entry), 0);
for (const entry of [...packed, index])
  console.log(`${String(entry.bytes).padStart(8)} ${String(sent(entry)).padStart(7)} br  ${entry.path}`);
console.log(`first screen: ${first} bytes in brotli`);
