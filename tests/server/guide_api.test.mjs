// The sorting guide over HTTP, as pages, and on the command line.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startServer, call, wufei, binary, contentDirectory, scratchDirectory, until } from './lib.mjs';

let server, url;
before(async () => { server = await startServer({ args: ['--trusted-proxy', '127.0.0.1'] }); url = server.url; });
after(async () => { assert.deepEqual(await server.stop(), { code: 0, signal: null }); });

const get = (path, headers) => call(url, 'GET', path, { headers });
const search = async (query) => (await get(`/api/v1/guide/search?q=${encodeURIComponent(query)}`)).json;
const report = (word, headers) => call(url, 'POST', '/api/v1/guide/unknown-words', { body: { word }, headers });
const queue = async () => (await wufei(server.data, 'guide', 'words', '--format', 'csv')).stdout;

test('the whole guide, with one validator per version of the content', async () => {
  const all = await get('/api/v1/guide');
  assert.ok(all.json.items.length >= 500);
  const categories = new Set(['recyclable', 'hazardous', 'kitchen', 'other', 'bulky', 'construction', 'no_bin']);
  for (const item of all.json.items) {
    for (const name of ['id', 'name', 'category', 'pinyin', 'how_to', 'basis']) assert.equal(typeof item[name], 'string', item.id);
    assert.ok(Array.isArray(item.aliases) && categories.has(item.category));
  }
  assert.equal((await get('/api/v1/guide', { 'If-None-Match': all.headers.etag })).status, 304);
  const index = await get('/api/v1/guide/index', { 'Accept-Encoding': 'br' });
  assert.equal(index.headers['content-encoding'], 'br');
  assert.ok(Number(index.headers['content-length']) < 60000, index.headers['content-length']);
});

test('search: best first, at most 20, the same fields', async () => {
  for (const [query, name] of [['尿不湿', '尿不湿'], ['niaobushi', '尿不湿'], ['gandianchi', '干电池'], ['坏了的手机扔哪', '旧手机']]) {
    const found = await search(query);
    assert.equal(found.items[0].name, name, query);
    for (const member of ['id', 'category', 'aliases', 'pinyin', 'how_to', 'basis']) assert.ok(member in found.items[0], member);
    assert.ok(!found.nearest);
  }
  assert.equal((await search('d')).items.length, 20);
  assert.deepEqual(await search(''), { items: [] });
  assert.deepEqual(await search('😀'), { items: [] });
});

test('what no bin takes: the category, whom to ask, whom to call, the page, and never a pickup', async () => {
  for (const [query, number] of [['煤气罐', '119'], ['百草枯', '120'], ['老炮弹', '110']]) {
    const item = (await search(query)).items[0];
    assert.equal(item.category, 'no_bin', query);
    assert.ok(item.ask && !item.pickup, query);
    assert.equal(item.urgent[0].number, number, query);
    const page = (await get(`/guide/items/${item.id}`)).text;
    for (const part of ['不投垃圾桶', item.ask, `href="tel:${number}"`, '/guide/categories/no_bin']) assert.ok(page.includes(part), `${query}: ${part}`);
    assert.ok(!/属于有害垃圾|属于可回收物|\/pickup\/new\/what\?category/.test(page), query);
  }
  const page = (await get('/guide/categories/no_bin')).text;
  for (const part of ['先找谁', 'tel:110', 'tel:119', 'tel:120', '/guide/items/swollen_battery']) assert.ok(page.includes(part), part);
  const { categories } = (await get('/api/v1/guide/categories')).json;
  assert.deepEqual(categories.at(-1).urgent.map(({ number }) => number), ['119', '110', '120']);
  const rows = (await get('/open-data/guide_items.csv')).text;
  assert.match(rows, /no_bin/);
});

test('only what can be booked says so', async () => {
  for (const id of ['piano', 'wheelchair', 'pet_bottle', 'swollen_battery'])
    assert.ok(!/预约上门收；|或预约上门收|可以约上门收/.test((await get(`/guide/items/${id}`)).text), id);
});

test('a thing\'s page begins with its answer, says its category once, and the crumbs lead to it', async () => {
  for (const [id, words, category] of [['piano', ['钢琴', '大件垃圾', '不放桶边，另外收运'], 'bulky'], ['diapers', ['尿不湿', '其他垃圾', '投灰色桶'], 'other']]) {
    const page = (await get(`/guide/items/${id}`)).text;
    const panel = new RegExp(`<div class="answer ${category}">.*?</div>`, 's').exec(page)?.[0] ?? '';
    const places = words.map((word) => panel.indexOf(`>${word}<`));
    assert.ok(places[0] > 0 && places[0] < places[1] && places[1] < places[2], `${id}: ${places}`);
    assert.equal(page.split('<h1>').length, 2, id);
    const [text, rail] = page.split('<aside');
    assert.equal(text.split(`href="/guide/categories/${category}"`).length, 2, id);
    assert.equal(rail.split('href="/guide/categories/').length, 8, 'each kind once');
    assert.ok(!/<dt>分类<\/dt>/.test(page), id);
  }
});

test('a word with several meanings is asked back', async () => {
  const { question, items } = await search('电池');
  assert.equal(question.word, '电池');
  assert.match(question.text, /电池/);
  assert.ok(new Set(question.choices.map(({ category }) => category)).size >= 2);
  assert.equal(items[0].match, 'question');
});

test('bad questions are answered, not choked on', async () => {
  assert.equal((await get('/api/v1/guide/search')).status, 400);
  assert.equal((await get(`/api/v1/guide/search?q=${'%E5%B0%BF'.repeat(400)}`)).status, 200);
  assert.equal((await get('/api/v1/guide/search?q=%ff%fe')).status, 400);
  assert.equal((await get('/api/v1/guide/items/no_such_thing')).status, 404);
  assert.equal((await get('/api/v1/guide/items/diapers')).json.name, '尿不湿');
  for (const word of ['龘䶮㙍', '𬭊𠮷', '<script>alert(1)</script>', "'; DROP TABLE guide_word; --"])
    assert.equal((await get(`/api/v1/guide/search?q=${encodeURIComponent(word)}`)).status, 200, word);
});

test('unknown words are counted without who asked', async () => {
  assert.equal((await report('反物质罐')).status, 204);
  assert.equal((await report(' 反物质罐！')).status, 204);
  assert.match(await queue(), /2,反物质罐,/);
  for (const [body, rule] of [[{}, 'required'], [{ word: '' }, 'required'], [{ word: '😀' }, 'required'], [{ word: '长'.repeat(21) }, 'too_long'],
    [{ word: 7 }, 'wrong_type'], [{ word: '王五 13800001234' }, 'invalid_text'], [{ word: '好', who: 'me' }, 'unknown_field']]) {
    const refused = await call(url, 'POST', '/api/v1/guide/unknown-words', { body });
    assert.equal(refused.status, 400, JSON.stringify(body));
    assert.equal(refused.json.errors[0].rule, rule, JSON.stringify(body));
  }
  assert.equal((await call(url, 'POST', '/api/v1/guide/unknown-words', { body: '{"word":' })).status, 400);
  assert.equal((await call(url, 'POST', '/api/v1/guide/unknown-words', { body: { word: 'x'.repeat(600) } })).status, 413);
  assert.ok(!(await queue()).includes('13800001234'));
  assert.ok(!readFileSync(join(server.data, 'wufei.db')).includes('13800001234'));
});

test('one address may not flood the queue', async () => {
  const headers = { 'X-Forwarded-For': '192.0.2.7' };
  let refused;
  for (let i = 0; i < 30 && !refused; i += 1) {
    const reply = await report(`词${'abcdefghijklmnopqrstuvwxyzABCD'[i]}`, headers);
    if (reply.status === 429) refused = reply;
  }
  assert.ok(refused, 'never refused');
  assert.ok(Number(refused.headers['retry-after']) >= 1);
  assert.equal((await report('别处的词', { 'X-Forwarded-For': '192.0.2.8' })).status, 204);
});

test('searches without an answer reach the queue too, and are closed there', async () => {
  assert.equal((await get(`/guide?q=${encodeURIComponent('页面上的龘龘')}`)).status, 200);
  await search('接口里的龘龘');
  const words = await until(async () => [await queue()].find((text) => /接口里的龘龘/.test(text)), 'the word in the queue');
  assert.match(words, /页面上的龘龘/);
  assert.equal((await wufei(server.data, 'guide', 'words', '--done', '接口里的龘龘')).code, 0);
  assert.ok(!(await queue()).includes('接口里的龘龘'));
  const again = await wufei(server.data, 'guide', 'words', '--done', '接口里的龘龘');
  assert.equal(again.code, 1);
  assert.match(again.stderr, /[\u4e00-\u9fff]/);
  assert.match((await wufei(server.data, 'guide', 'words')).stdout, /共 \d+ 个词/);
});

test('the pages say what the content says', async () => {
  const page = async (path) => { const reply = await get(path); assert.equal(reply.status, 200, path); return reply.text; };
  assert.match(await page('/guide'), /有害垃圾/);
  assert.match(await page(`/guide?q=${encodeURIComponent('电池')}`), /哪一种电池/);
  assert.match(await page(`/guide?q=${encodeURIComponent('<b>x</b>')}`), /&lt;b&gt;x/);
  const item = await page('/guide/items/sofa');
  assert.match(item, /\/pickup\/new\/what\?category=bulky&amp;item=/);
  for (const id of ['recyclable', 'hazardous', 'kitchen', 'other', 'bulky', 'construction', 'no_bin']) assert.match(await page(`/guide/categories/${id}`), /农村/);
  assert.match(await page('/guide/recyclables'), /本网站整理/);
  assert.match(await page('/guide/recyclables/2026-11-24'), /纸类/);
  assert.match(await page('/guide/recyclables/diff'), /没有可以比较|还没有可以比较/);
  assert.match(await page('/guide/places'), /还没有登记/);
  assert.match(await page('/guide/village'), /户投递/);
  assert.match(await page('/guide/quiz'), /属于哪一类/);
  for (const path of ['/guide/items/moon', '/guide/categories/wet', '/guide/recyclables/1999-01-01', '/guide/recyclables/diff?from=1'])
    assert.equal((await get(path)).status, 404, path);
});

test('places are imported all or not at all; versions are compared', async () => {
  const content = join(scratchDirectory(), 'content'), file = join(scratchDirectory(), 'places.csv');
  cpSync(contentDirectory, content, { recursive: true });
  const run = (...args) => new Promise((done) => execFile(binary, [...args, '--data', server.data, '--content', content],
    (error, stdout, stderr) => done({ code: error ? error.code : 0, stdout, stderr })));
  const { areas } = (await get('/api/v1/areas')).json;
  const head = 'id,name,area,type,address,hours,categories,latitude,longitude\n', before = readFileSync(join(content, 'guide/places.json'));
  const good = `a,测试回收点,${areas[0].name},recycling,测试路,周一至周五 9:00-17:00,recyclable|bulky,36.33,116.25\n`;
  writeFileSync(file, `${head}${good}b,二号,火星,shop,,全天,wet,99,\n`);
  const refused = await run('guide', 'import-places', file);
  assert.equal(refused.code, 1);
  for (const part of ['第 3 行“area”列', '第 3 行“type”列', '第 3 行“address”列', '第 3 行“categories”列', '第 3 行“latitude”列'])
    assert.ok(refused.stderr.includes(part), refused.stderr);
  assert.deepEqual(readFileSync(join(content, 'guide/places.json')), before);
  assert.equal((await run('check', '--places', file)).code, 1);
  writeFileSync(file, head + good);
  assert.equal((await run('check', '--places', file)).code, 0);
  assert.deepEqual(readFileSync(join(content, 'guide/places.json')), before);
  const done = await run('guide', 'import-places', file);
  assert.equal(done.code, 0, done.stderr);
  assert.equal((await run('guide', 'import-places', '/nonexistent.csv')).code, 1);
  const version = JSON.parse(readFileSync(join(content, 'guide/recyclables/2026-11-24.json')));
  version.version = '2027-01-01';
  version.groups[0].kinds[0].condition = '压平、捆好、不湿';
  version.groups[0].kinds.splice(1, 1);
  writeFileSync(join(content, 'guide/recyclables/2027-01-01.json'), JSON.stringify(version));
  const other = await startServer({ content });
  try {
    const page = async (path) => (await call(other.url, 'GET', path)).text;
    const places = await page('/guide/places');
    assert.match(places, /测试回收点/);
    assert.match(places, /geo:36\.330000,116\.250000/);
    assert.match(await page(`/guide/places?area=${areas[1].code}`), /这个范围里没有/);
    const difference = await page('/guide/recyclables/diff');
    assert.match(difference, /压平、捆好、不湿/);
    assert.match(difference, /原来：干净、压平、捆好/);
    assert.match(difference, /去掉/);
    assert.match(await page('/guide/recyclables'), /2027-01-01/);
    assert.equal((await call(other.url, 'GET', '/api/v1/guide/places')).json.places[0].latitude, 36.33);
  } finally {
    await other.stop();
  }
});
