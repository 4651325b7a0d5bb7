// Every public page that the sitemap lists, as an independent reader sees it: valid HTML, one heading of level 1,
// links that lead somewhere, and the same page as blocks. Feeds and the sitemap through an XML parser.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { HtmlValidate } from 'html-validate';
import { call, contentDirectory, scratchDirectory, startServer, until } from './lib.mjs';

const PUBLIC_URL = 'https://portal.example';
let server, paths;

const xml = (text) => {
  assert.equal(XMLValidator.validate(text), true);
  return new XMLParser({ ignoreAttributes: false, isArray: (name) => ['url', 'entry', 'link'].includes(name) }).parse(text);
};

before(async () => {
  server = await startServer({ args: ['--public-url', PUBLIC_URL] });
  const map = xml((await call(server.url, 'GET', '/sitemap.xml')).text);
  paths = map.urlset.url.map(({ loc }) => loc.slice(PUBLIC_URL.length));
});
after(() => server.stop());

// One page of every kind, and every twentieth of the many.
const sample = () => {
  const seen = new Map();
  return paths.filter((path) => {
    const kind = path.split('/').slice(0, 2).join('/') + path.split('/').length;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    return seen.get(kind) % 20 === 1;
  });
};

test('the sitemap lists each page once, with its full address', () => {
  assert.ok(paths.length > 20);
  assert.equal(new Set(paths).size, paths.length);
  for (const path of ['/', '/pickup', '/disclosure', '/disclosure/publicity/how-portal-works', '/site-map'])
    assert.ok(paths.includes(path), path);
});

test('a page of the guide that keeps the word it was asked with is passed on as the page without it', async () => {
  for (const [path, own] of [['/guide/items/diapers?q=niaobshi', '/guide/items/diapers'], ['/guide/items/diapers?q=%20', '/guide/items/diapers'],
    ['/guide?q=%20', '/guide']]) {
    const { status, text } = await call(server.url, 'GET', path);
    assert.equal(status, 200, path);
    assert.ok(text.includes(`<link rel="canonical" href="${PUBLIC_URL}${own}">`), path);
    assert.ok(text.includes(`<meta property="og:url" content="${PUBLIC_URL}${own}">`), path);
    assert.ok(!text.includes('content="noindex"'), path);
  }
  const found = (await call(server.url, 'GET', '/guide?q=niaobshi')).text;
  assert.ok(found.includes('content="noindex"') && !found.includes('rel="canonical"'), 'what was found is for its reader alone');
});

test('pages are valid HTML with one heading of level 1, a canonical address and the error report', async () => {
  const validator = new HtmlValidate({ extends: ['html-validate:recommended'],
    rules: { 'no-inline-style': 'off', 'long-title': 'off', 'no-raw-characters': 'off', 'tel-non-breaking': 'off',
      'require-sri': 'off', 'no-trailing-whitespace': 'off', 'doctype-style': 'off',
      'attribute-boolean-style': 'off', 'valid-id': ['error', { relaxed: true }], 'form-dup-name': 'off' } });
  const faults = [];
  for (const path of sample()) {
    const { status, text } = await call(server.url, 'GET', path);
    assert.equal(status, 200, path);
    const report = await validator.validateString(text);
    faults.push(...report.results.flatMap((file) => file.messages.map((m) => `${path}:${m.line} ${m.ruleId} ${m.message}`)));
    assert.equal(text.match(/<h1[ >]/g)?.length, 1, path);
    assert.ok(text.includes(`<link rel="canonical" href="${PUBLIC_URL}${path}">`), path);
    assert.ok(text.includes('/feedback/new?kind=site_error'), path);
  }
  assert.deepEqual(faults, []);
});

test('links of pages lead to pages', async () => {
  const broken = new Set(), known = new Set();
  for (const path of sample()) {
    const { text } = await call(server.url, 'GET', path);
    for (const [, href] of text.matchAll(/<a href="(\/[^"#]*)/g)) {
      const target = href.replaceAll('&amp;', '&');
      if (known.has(target)) continue;
      known.add(target);
      if (target.startsWith('/pickup/WF-')) continue;
      const { status, headers } = await call(server.url, 'GET', target, { headers: { Accept: 'text/html,*/*' } });
      // The desk asks whoever is not signed in to do so, and leads back.
      if (target.startsWith('/desk/') && status === 303 && headers.location.startsWith('/desk/sign-in?')) continue;
      if (status !== 200) broken.add(`${path} -> ${target}: ${status}`);
    }
  }
  assert.deepEqual([...broken], []);
});

test('the same page as blocks says the same', async () => {
  for (const path of sample()) {
    const { status, json } = await call(server.url, 'GET', `/api/v1/pages?path=${encodeURIComponent(path)}`);
    assert.equal(status, 200, path);
    assert.equal(json.path, path);
    const { text } = await call(server.url, 'GET', path);
    for (const block of json.blocks.filter((one) => one.kind === 'heading'))
      assert.ok(text.includes(block.text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')), `${path}: ${block.text}`);
  }
  assert.equal((await call(server.url, 'GET', '/api/v1/pages?path=/nowhere')).status, 404);
  assert.equal((await call(server.url, 'GET', '/api/v1/pages')).status, 404);
});

test('structured data is JSON-LD of schema.org with absolute addresses', async () => {
  const { text } = await call(server.url, 'GET', '/disclosure/policy/plan-overview');
  const [, data] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text);
  const [json, way] = JSON.parse(data);
  assert.equal(json['@type'], 'Article');
  assert.equal(json.url, `${PUBLIC_URL}/disclosure/policy/plan-overview`);
  assert.equal(way['@type'], 'BreadcrumbList');
  assert.equal(way.itemListElement.length, 3);
});

test('a shared link has a card: title, description, an absolute address and a picture that is there', async () => {
  const { text } = await call(server.url, 'GET', '/indicators/13');
  const said = Object.fromEntries([...text.matchAll(/<meta property="og:(\w+)" content="([^"]*)">/g)].map(([, name, value]) => [name, value]));
  assert.equal(said.url, `${PUBLIC_URL}/indicators/13`);
  for (const name of ['title', 'description', 'site_name']) assert.ok(said[name], name);
  const picture = await fetch(server.url + said.image.slice(PUBLIC_URL.length));
  assert.deepEqual([picture.status, picture.headers.get('content-type')], [200, 'image/png']);
});

test('structured data: descriptions of data sets are long enough, ways have two stations at least', async () => {
  for (const path of sample()) {
    const { text } = await call(server.url, 'GET', path);
    const [, data] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text);
    const said = [JSON.parse(data)].flat();
    assert.equal(said[0]['@type'] === 'Dataset', /^\/(indicators\/\d+|open-data\/[^?]+)$/.test(path), path);
    for (const one of said) {
      if (one['@type'] === 'Dataset') assert.ok([...one.description].length >= 50, `${path}: ${one.description}`);
      assert.ok(!one.breadcrumb || one['@type'].endsWith('Page'), path);
      const way = one['@type'] === 'BreadcrumbList' ? one : one.breadcrumb;
      if (way) assert.ok(way.itemListElement.length >= 2, path);
    }
    assert.match(text, /<link rel="alternate" type="application\/atom\+xml" title="[^"]+" href="\/feeds\/disclosure\.atom">/, path);
  }
});

test('a browser gets a page whatever is wrong with the address; a program gets the problem', async () => {
  const browser = { headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };
  for (const path of ['/pickup?x=100%', '/guide?q=%B5%E7%B3%D8', '/?utm=%', '/search?q=%ff']) {
    const reply = await call(server.url, 'GET', path, browser);
    assert.equal(reply.status, 200, path);
    assert.match(reply.headers['content-type'], /^text\/html/, path);
  }
  for (const [method, path, status] of [['GET', '/%zz', 400], ['GET', '/guide/%B5', 400], ['POST', '/nowhere', 404], ['POST', '/open-data/tasks.csv', 405]]) {
    const reply = await call(server.url, method, path, browser);
    assert.equal(reply.status, status, path);
    assert.match(reply.headers['content-type'], /^text\/html/, path);
    assert.match(reply.text, /<h1>/, path);
    assert.equal((await call(server.url, method, path)).json.status, status, path);
  }
  assert.equal((await call(server.url, 'GET', '/api/v1/search?q=%ff', browser)).json.code, 'invalid');
});

test('feeds are Atom with unique ids and newest first', async () => {
  for (const name of ['disclosure', 'policy', 'progress']) {
    const reply = await call(server.url, 'GET', `/feeds/${name}.atom`);
    assert.equal(reply.status, 200);
    assert.match(reply.headers['content-type'], /^application\/atom\+xml/);
    const { feed } = xml(reply.text);
    assert.ok(feed.id && feed.title && feed.updated);
    const entries = feed.entry ?? [];
    assert.equal(new Set(entries.map((entry) => entry.id)).size, entries.length);
    assert.equal(new Set(entries.map((entry) => entry.updated)).size, entries.length, 'each its own time');
    assert.deepEqual(entries.map((entry) => entry.updated), entries.map((entry) => entry.updated).sort().reverse());
    if (name !== 'progress') assert.ok(entries.length > 0);
  }
  assert.equal((await call(server.url, 'GET', '/feeds/nothing.atom')).status, 404);
});

test('every picture of an article is there, with its type, validators and a text', async () => {
  let pictures = 0;
  for (const path of paths.filter((one) => /^\/disclosure\/[^/]+\/[^/]+$/.test(one))) {
    const { text } = await call(server.url, 'GET', path);
    for (const [, src, alt] of text.matchAll(/<img src="([^"]+)" alt="([^"]*)"/g)) {
      pictures += 1;
      assert.ok(alt.length > 4, `${path}: ${src}`);
      const { status, headers } = await call(server.url, 'GET', src);
      assert.deepEqual([status, headers['x-content-type-options']], [200, 'nosniff'], src);
      assert.match(headers['content-type'], /^image\/(png|jpeg|webp)$/);
      assert.equal((await call(server.url, 'GET', src, { headers: { 'If-None-Match': headers.etag } })).status, 304);
    }
  }
  assert.ok(pictures > 0);
  for (const path of ['/media/none.png', '/media/', '/media/..%2fareas.json', '/media/%2e%2e/areas.json'])
    assert.equal((await call(server.url, 'GET', path)).status, 404, path);
});

test('search finds words of one and two characters and hostile queries are harmless', async () => {
  for (const query of ['废', '秸秆', '沙发', 'GB/T 19095', '垃圾 分类']) {
    const { json } = await call(server.url, 'GET', `/api/v1/search?q=${encodeURIComponent(query)}`);
    assert.ok(json.total > 0, query);
    assert.ok(json.items[0].snippet.length > 0);
  }
  for (const query of ['"', '*', "'; DROP TABLE x", '<script>', 'a'.repeat(5000), '😀', '𠮷'])
    assert.equal((await call(server.url, 'GET', `/api/v1/search?q=${encodeURIComponent(query)}`)).status, 200);
  const page = await call(server.url, 'GET', `/search?q=${encodeURIComponent('<img src=x onerror=alert(1)>')}`);
  assert.ok(!page.text.includes('<img src=x'));
  const { json } = await call(server.url, 'GET', `/api/v1/search/suggestions?q=${encodeURIComponent('方案')}`);
  assert.ok(json.suggestions.length > 0);
});

test('a change of the content is in force without restart; a bad one is refused and logged', async () => {
  const content = scratchDirectory();
  cpSync(contentDirectory, content, { recursive: true });
  const own = await startServer({ content });
  const file = join(content, 'disclosure/publicity/how-portal-works.md');
  const original = readFileSync(file, 'utf8');
  const text = async () => (await call(own.url, 'GET', '/disclosure/publicity/how-portal-works')).text;
  try {
    writeFileSync(file, original + '\n## 新的一节\n\n换了内容。\n');
    await until(async () => (await text()).includes('换了内容。'), 'the change');
    writeFileSync(file, original + '\n<script>alert(1)</script>\n');
    await until(() => own.errors().includes('how-portal-works.md'), 'the change');
    assert.ok((await text()).includes('换了内容。'));
    writeFileSync(file, original);
    await until(async () => !(await text()).includes('换了内容。'), 'the change');
  } finally {
    await own.stop();
  }
});
