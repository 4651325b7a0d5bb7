// The sorting guide's content: the traps are right, and each kind of mistake an editor can make is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { content, faultsAfter } from './content.mjs';
import { readingsOf, readingOfText } from '../../scripts/generate_pinyin.mjs';

const items = content.guide_items.items;
const named = (name) => items.find((item) => item.name === name || item.aliases.includes(name));

test('at least 500 items, some of every category', () => {
  assert.ok(items.length >= 500, `${items.length}`);
  for (const { id } of content.guide_categories.categories) assert.ok(items.filter((item) => item.category === id).length >= 25, id);
});

// What people commonly get wrong; GB/T 19095-2019.
for (const [name, category] of [['干电池', 'other'], ['碎玻璃', 'recyclable'], ['用过的纸巾', 'other'], ['大骨头', 'other'],
  ['尿不湿', 'other'], ['过期药片', 'hazardous'], ['荧光灯管', 'hazardous'], ['牛奶盒', 'recyclable'], ['剩菜剩饭', 'kitchen'],
  ['烟头', 'other'], ['农药瓶', 'no_bin'], ['床垫', 'bulky'], ['陶瓷碗', 'other'], ['水银体温计', 'hazardous']])
  test(`${name} is ${category}`, () => assert.equal(named(name)?.category, category));

// What GB/T 19095-2019 puts into the red bin stays there.
for (const name of ['过期药片', '避孕药', '水银体温计', '打碎的水银温度计', '杀虫剂喷罐', '老鼠药', '节能灯', '油漆桶', '稀料', '镍镉电池', '氧化汞电池', '充电宝', '手机电池', 'X光片', '84消毒液'])
  test(`${name} is hazardous`, () => assert.equal(named(name)?.category, 'hazardous'));

// By the words that people use.
for (const name of ['煤气罐', '灭火器', '氧气瓶', '制冷剂罐', '子弹', '鞭炮', '摔炮', '死猪', '死猫', '石棉瓦', '鼓包的电池', '电动车电瓶', '电瓶车', '百草枯', '敌敌畏',
  '毒死蜱', '甲拌磷', '呋喃丹', '乐果', '辛硫磷', '磷化铝', '农药袋', '打药桶', '兽药', '针管', '输液器', '汽油', '玉米秸', '牛粪', '地膜', '棚膜', '轮胎', '生石灰'])
  test(`${name} goes into no bin, and says whom to ask first`, () => {
    assert.equal(named(name)?.category, 'no_bin');
    assert.ok(named(name).ask && !named(name).pickup);
  });

for (const [name, number] of [['子弹', '110'], ['煤气罐', '119'], ['鼓包的电池', '119'], ['汽油', '119'], ['百草枯', '120'], ['磷化铝', '120'], ['水银', '120']])
  test(`${name}: ${number} comes before anybody else`, () => assert.ok(named(name).urgent.some((call) => call.number === number)));

test('what places differ about says so', () => {
  for (const name of ['充电宝', '锂电池']) {
    const item = named(name);
    assert.ok(item.varies || item.basis_kind === 'to_verify', name);
  }
});

test('the words that ask have several answers', () => {
  const battery = content.guide_words.words.find(({ word }) => word === '电池');
  const categories = new Set(battery.items.map((id) => items.find((item) => item.id === id).category));
  assert.ok(categories.size >= 2, [...categories].join());
});

test('readings are without tones, the usual one first, with v and u for the dotted u', () => {
  assert.deepEqual(readingsOf('绿').slice(0, 2), ['lv', 'lu']);
  assert.equal(readingsOf('大')[0], 'da');
  assert.deepEqual(readingOfText('旧钥匙'), ['jiu', 'yao', 'shi']);
  assert.deepEqual(readingsOf('😀'), []);
});

test('a reading that differs from the usual ones is given', () => {
  const usual = (name) => [...name].filter((one) => /\p{Script=Han}/u.test(one)).map((one) => readingsOf(one)[0]).join(' ');
  assert.deepEqual(items.filter((item) => !item.pinyin && readingOfText(item.name).join(' ') !== usual(item.name)), []);
});

const first = (data) => data.guide_items.items[0];
const gasBottle = (data) => data.guide_items.items.find(({ id }) => id === 'gas_bottle');
const mistakes = [
  ['an item twice', (data) => data.guide_items.items.push(structuredClone(first(data))), /id: is used twice/],
  ['an alias of two items', (data) => first(data).aliases.push('干电池'), /names two items/],
  ['an unknown category', (data) => { first(data).category = 'wet'; }, /items\/0\/category/],
  ['a subclass of another category', (data) => { first(data).subclass = 'lamp'; }, /items\/0\/subclass/],
  ['no basis', (data) => { delete first(data).basis; }, /items\/0.*basis/],
  ['a verified basis without a year', (data) => { delete first(data).year; }, /items\/0\/year: must be there/],
  ['a standard that is not named', (data) => { first(data).basis = '大家都这么说'; }, /names no standard/],
  ['to be verified but with a year', (data) => { first(data).basis_kind = 'to_verify'; }, /basis|year/],
  ['a pickup that does not exist', (data) => { first(data).pickup = { category: 'bulky', item: 'moon' }; }, /items\/0\/pickup: is nothing/],
  ['a word for nothing', (data) => { data.guide_words.words[0].items[0] = 'moon'; }, /words\/0\/items\/0: is no item/],
  ['a word that is an item', (data) => { data.guide_words.words[0].word = '干电池'; }, /words\/0\/word: names an item/],
  ['a popular thing that is gone', (data) => { data.guide_search.popular[0] = 'moon'; }, /popular\/0: is no item/],
  ['an invented telephone number', (data) => { first(data).how_to = '打 0635-1234567 问。'; }, /how_to: holds the number 0635-1234567/],
  ['a price', (data) => { first(data).why = '一斤 2 元。'; }, /names a price/],
  ['a thing for no bin that says nobody to ask', (data) => { delete gasBottle(data).ask; }, /items\/\d+\/ask: must be there/],
  ['a thing for a bin that says whom to ask', (data) => { first(data).ask = '问门店'; }, /items\/0\/ask: must be there/],
  ['a thing for no bin that is picked up', (data) => { gasBottle(data).pickup = { category: 'bulky', item: 'sofa' }; }, /items\/\d+\/pickup: must not be there/],
  ['a number for emergencies that is none', (data) => { gasBottle(data).urgent[0].number = '12345'; }, /urgent\/0\/number/],
  ['a pickup promised for what can not be booked', (data) => { data.guide_items.items.find(({ id }) => id === 'piano').town = '可以约上门收。'; }, /items\/\d+\/town: promises a pickup/],
  ['a pickup promised for a whole category', (data) => { data.guide_categories.categories[0].town = '投桶；或预约上门收。'; }, /categories\/0\/town: promises a pickup/],
  ['a pickup promised by how a category is sorted', (data) => { data.guide_categories.categories[0].how_to[0] = '可以预约上门。'; }, /categories\/0\/how_to\/0: promises a pickup/],
  ['a swollen battery that is picked up', (data) => { data.catalogue.categories.at(-1).items[0].prepare[0] = '电池鼓包的请在备注里写明。'; }, /items\/0\/prepare\/0: does not refuse a swollen battery/],
  ['a swollen battery that goes into a bin', (data) => { first(data).how_to = '鼓包的也投红桶。'; }, /items\/0\/how_to: does not refuse a swollen battery/],
  ['no refusal of swollen batteries', (data) => { data.catalogue.refusals = data.catalogue.refusals.filter(({ id }) => id !== 'swollen_battery'); }, /refusals: has no "swollen_battery"/],
  ['a member nobody asked for', (data) => { first(data).price = 1; }, /price/],
  ['a place without an area', (data) => data.guide_places.places.push({ id: 'x', name: '点', area: '371524999', type: 'village',
    address: '某处', hours: '全天', categories: ['other'] }), /places\/0\/area: is no area/],
  ['half a position', (data) => data.guide_places.places.push({ id: 'x', name: '点', area: data.areas.areas[0].code, type: 'village',
    address: '某处', hours: '全天', categories: ['other'], latitude: 36 }), /longitude/],
  ['a version named otherwise', (data) => { Object.entries(data).find(([name]) => name.startsWith('guide/recyclables/'))[1].version = '2020-01-01'; }, /must be the name of the file/],
  ['a reading with a syllable too few', (data) => { first(data).pinyin = 'ni'; }, /pinyin: must have a syllable/],
];
for (const [name, edit, mention] of mistakes)
  test(`refused: ${name}`, () => assert.match(faultsAfter(edit), mention));
