// The county's content: what is in it, and that each kind of mistake an editor can make is refused.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { content, directory, faultsAfter, faultsIn } from './content.mjs';

const items = content.catalogue.categories.flatMap((category) => category.items);

test('the content that ships has no fault', () => assert.equal(faultsIn(directory), ''));

test('ten areas have a statistical code, the zone has one of ours', () => {
  const codes = content.areas.areas.map((area) => area.code);
  assert.equal(codes.filter((code) => /^371524\d{3}$/.test(code)).length, 10);
  assert.deepEqual(codes.filter((code) => !/^\d+$/.test(code)), ['x-edz']);
  const kinds = (kind) => content.areas.areas.filter((area) => area.kind === kind).length;
  assert.deepEqual([kinds('subdistrict'), kinds('town'), kinds('development_zone')], [2, 8, 1]);
});

test('there are 81 villages', () =>
  assert.equal(content.areas.areas.reduce((sum, area) => sum + area.villages.length, 0), 81));

test('the catalogue has the four categories of the plan under their names', () =>
  assert.deepEqual(content.catalogue.categories.map((category) => [category.id, category.name]), [
    ['bulky', '大件垃圾（废旧家具）'], ['clothes', '废旧衣物'], ['cardboard', '纸箱纸盒'], ['e_waste', '废弃电器电子产品']]));

test('the catalogue has at least 45 items and says how to prepare each', () => {
  assert.ok(items.length >= 45, `${items.length} items`);
  for (const item of items) assert.ok(item.prepare.length > 0, item.id);
  assert.equal(content.catalogue.categories[0].max_items, 5);
});

test('construction waste, hazardous waste and vehicle batteries are refused with a pointer', () => {
  const refused = new Map(content.catalogue.refusals.map((row) => [row.id, row.pointer]));
  for (const id of ['construction_waste', 'hazardous_waste', 'vehicle_battery']) assert.ok(refused.get(id), id);
});

test('the numbers that the plan does not give are marked as to be confirmed; a day is one lorry\'s', () => {
  assert.equal(content.rules.confirmation, 'pending');
  assert.equal(content.rules.day_capacity.status, 'proposed');
  assert.ok(content.rules.day_capacity.bookings >= 20 && content.rules.day_capacity.bookings <= 30);
});

test('whatever file says that the county has not confirmed it is a point of the launch list, which names it', () => {
  const unconfirmed = readdirSync(directory, { recursive: true }).filter((name) => name.endsWith('.json') && !name.startsWith('schema'))
    .filter((name) => /"confirmation"\s*:/.test(readFileSync(join(directory, name), 'utf8')));
  assert.ok(unconfirmed.length >= 6, unconfirmed.join());
  for (const name of unconfirmed) assert.ok(content.launch.points.some(({ where }) => where.includes(`content/${name} `)), name);
});

// Of the locale and of the subjects that bring their own.
const textsOfAll = () => Object.assign({}, ...['content/locale', ...readdirSync(new URL('../../backend', import.meta.url)).map((name) => `backend/${name}`)]
  .map((folder) => new URL(`../../${folder}/zh-CN.json`, import.meta.url)).filter((path) => existsSync(path)).map((path) => JSON.parse(readFileSync(path, 'utf8'))));
test('a button\'s label fits one line of 320 px in large type', () => {
  const sources = readdirSync(new URL('../../wasm', import.meta.url), { recursive: true }).filter((path) => path.endsWith('.cpp'))
    .map((path) => readFileSync(new URL(`../../wasm/${path}`, import.meta.url), 'utf8')).join('\n');
  const texts = textsOfAll(), keys = [...sources.matchAll(/ui\.button\(\s*[^,;]+,\s*(?:std::string\()?text\(Text::(\w+)/g)].map(([, key]) => key.replace('_', '.'));
  assert.ok(keys.length >= 30, `${keys.length}`);
  for (const key of keys) assert.ok([...texts[key].replaceAll('{count}', '99')].length <= 10, `${key}: ${texts[key]}`);
  for (const key of ['server.indicator_chain_link', 'server.feedback_to_surveys', 'booking.rate']) assert.ok(texts[key].length <= 12, key);
});

test('48 indicators are listed, 49 declared; 24 starred, 1 special; no actual value anywhere', () => {
  const { indicators, declared, listed } = content.indicators;
  assert.deepEqual([indicators.length, declared, listed], [48, 49, 48]);
  assert.deepEqual([indicators.filter((row) => row.required).length, indicators.filter((row) => row.special).length], [24, 1]);
  assert.deepEqual(indicators.filter((row) => row.comparable === 'no').map((row) => row.no), [18, 19, 24]);
  assert.deepEqual(indicators.filter((row) => row.qualitative).map((row) => row.no), [11, 33, 34, 40, 48]);
  assert.deepEqual(indicators.filter((row) => row.scope === 'unclear').map((row) => row.no), [8, 9]);
  assert.ok(indicators.every((row) => !('actual' in row)));
});

test('the words of the home page lead to the answers of things that have them as a name', () => {
  const things = JSON.parse(readFileSync(join(directory, 'guide/items.json'), 'utf8')).items;
  assert.equal(content.site.questions.length, 8);
  for (const { word, link } of content.site.questions) {
    const thing = things.find(({ id }) => link === `/guide/items/${id}`);
    assert.ok(thing, link);
    assert.ok([thing.name, ...thing.aliases].some((name) => name.startsWith(word)) || word === '旧衣服', `${word}: ${thing.name}`);
  }
});

test('a category has a short name for its tile, and examples that are in it', () => {
  for (const { short_name: name, examples } of content.catalogue.categories) assert.ok(name.length <= 4 && examples.length <= 12, name);
});

// Name of the mistake, the edit, and what the refusal must mention.
const mistakes = [
  ['an area without a code', (data) => delete data.areas.areas[0].code, /areas\.json#\/areas\/0.*code/],
  ['an area code with a capital letter', (data) => { data.areas.areas[0].code = 'Town'; }, /areas\/0\/code/],
  ['an unknown kind of area', (data) => { data.areas.areas[0].kind = 'city'; }, /areas\/0\/kind/],
  ['the same village twice', (data) => { data.areas.areas[0].villages[1] = data.areas.areas[0].villages[0]; }, /villages/],
  ['a village of another area', (data) => { data.areas.areas[0].villages[0].code = '371524999001'; }, /villages\/0\/code: does not begin/],
  ['no villages member', (data) => delete data.areas.areas[10].villages, /villages/],
  ['a quantity as text', (data) => { data.catalogue.categories[0].items[0].max_quantity = '2'; }, /items\/0\/max_quantity/],
  ['a quantity of zero', (data) => { data.catalogue.categories[0].items[0].max_quantity = 0; }, /max_quantity/],
  ['a quantity above the category', (data) => { data.catalogue.categories[0].items[0].max_quantity = 6; }, /items\/0\/max_quantity: is above/],
  ['an item without preparation', (data) => { data.catalogue.categories[0].items[0].prepare = []; }, /prepare/],
  ['a member nobody asked for', (data) => { data.catalogue.categories[0].items[0].price = 10; }, /price/],
  ['an item twice', (data) => { data.catalogue.categories[1].items[0].id = 'sofa'; }, /categories\/1\/items\/0\/id: is used twice/],
  ['an alias of two items', (data) => { data.catalogue.categories[1].items[0].aliases.push('手机'); }, /手机 names two/],
  ['an icon that does not exist', (data) => { data.catalogue.categories[0].items[0].icon = 'sofa-bed'; }, /icon: is no icon/],
  ['an icon that the client does not carry', (data) => { data.catalogue.categories[0].items[0].icon = 'airplane'; }, /icon: is no icon/],
  ['an item id with a hyphen', (data) => { data.catalogue.categories[0].items[0].id = 'big-sofa'; }, /items\/0\/id/],
  ['a refusal without a pointer', (data) => delete data.catalogue.refusals[0].pointer, /pointer/],
  ['an invented telephone number', (data) => { data.catalogue.refusals[0].pointer += '0635-1234567'; }, /holds the number 0635-1234567/],
  ['a price', (data) => { data.site.price_note = '每件 20 元'; }, /names a price/],
  ['a reason without words', (data) => { data.outcomes.reasons[0].text = ''; }, /reasons\/0\/text/],
  ['a reason twice', (data) => { data.outcomes.reasons[1].id = data.outcomes.reasons[0].id; }, /reasons\/1\/id: is used twice/],
  ['a kind without a reason', (data) => { data.outcomes.reasons = data.outcomes.reasons.filter(({ kind }) => kind !== 'no_access'); }, /has none for no_access/],
  ['a category whose weight is never asked back', (data) => delete data.outcomes.asked_back_kilograms.clothes, /clothes: is missing/],
  ['a weight of no category', (data) => { data.outcomes.asked_back_kilograms.garden = 5; }, /garden: is no category/],
  ['a category that goes nowhere', (data) => { data.destinations.destinations.pop(); }, /destinations: has no row for e_waste/],
  ['a destination of no category', (data) => { data.destinations.destinations[0].category = 'garden'; }, /destinations\/0\/category: is no category/],
  ['a category that goes to two places', (data) => data.destinations.destinations.push({ category: 'bulky', name: '' }), /destinations\/4\/category: is used twice/],
  ['a destination with a space at its end', (data) => { data.destinations.destinations[0].name = 'x '; }, /destinations\/0\/name/],
  ['a report for ever', (data) => { data.outcomes.missed_report_work_days = 0; }, /missed_report_work_days/],
  ['a negative capacity', (data) => { data.rules.capacity.default.bulky.am = -1; }, /bulky\/am/],
  ['a fraction of a booking', (data) => { data.rules.capacity.default.bulky.am = 2.5; }, /bulky\/am/],
  ['a county without a bound for its day', (data) => delete data.rules.day_capacity, /day_capacity/],
  ['a day that holds nothing', (data) => { data.rules.day_capacity.bookings = 0; }, /day_capacity\/bookings/],
  ['rules that are confirmed with a number that is only proposed', (data) => { data.rules.confirmation = 'confirmed'; }, /day_capacity\/status/],
  ['a window without capacity', (data) => delete data.rules.capacity.default.e_waste.pm, /e_waste\/pm: is missing/],
  ['capacity for an unknown category', (data) => { data.rules.capacity.default.garden = { am: 1, pm: 1 }; }, /garden/],
  ['capacity for an unknown area', (data) => { data.rules.capacity.areas['371524999'] = {}; }, /371524999: is no area/],
  ['a window that ends before it starts', (data) => { data.rules.windows[0].end = '08:00'; }, /windows\/0: must end after/],
  ['windows that overlap', (data) => { data.rules.windows[1].start = '11:00'; }, /windows\/1: must start after/],
  ['a time that no clock shows', (data) => { data.rules.windows[0].start = '24:30'; }, /windows\/0\/start/],
  ['a share of 101 %', (data) => { data.rules.phone_share_percent = 101; }, /phone_share_percent/],
  ['an eighth day of the week', (data) => { data.rules.closed.weekdays = [8]; }, /weekdays\/0/],
  ['a closed day that does not exist', (data) => { data.rules.closed.dates = ['2027-02-29']; }, /closed\/dates\/0: is not a date/],
  ['a horizon before the first day', (data) => { data.rules.horizon_days = 1; }, /horizon_days: must be more/],
  ['a cut-off before the booking', (data) => { data.rules.change_cutoff.days_before = 2; }, /days_before: must not be more/],
  ['no weekday left', (data) => { data.rules.closed.weekdays = [1, 2, 3, 4, 5, 6, 7]; }, /weekdays/],
  ['another confirmation', (data) => { data.rules.confirmation = 'maybe'; }, /confirmation/],
  ['a site without its service line', (data) => delete data.site.service_line, /service_line/],
  ['an empty name of the host', (data) => { data.site.host_body = ''; }, /host_body/],
  ['an end of the trial before anything is settled', (data) => { data.site.opened = '2027-03-01'; }, /opened: waits for the launch list's point host/],
  ['a point of the launch list confirmed on no day', (data) => { data.launch.points[2].confirmed = { date: '2027-02-30', by: '县', document: '文' }; }, /points\/2\/confirmed\/date: is not a date/],
  ['a point of the launch list that says nothing of its state', (data) => { delete data.launch.points[2].confirmed; }, /launch.json#\/points\/2/],
  ['a point of the launch list twice', (data) => { data.launch.points[1].id = 'host'; }, /points\/1\/id: is used twice/],
  ['a word of home that leads nowhere', (data) => { data.site.questions[0].link = '/nowhere'; }, /questions\/0\/link: is no page/],
  ['a category without a short name', (data) => delete data.catalogue.categories[0].short_name, /short_name/],
  ['news out of order', (data) => { data.site.news.reverse(); }, /is newer than the one before/],
  ['news on a day that does not exist', (data) => { data.site.news[0].date = '2026-11-31'; }, /news\/0\/date: is not a date/],
  ['news that leads elsewhere', (data) => { data.site.news[0].link = 'https://example.org'; }, /news\/0\/link/],
  ['news that leads to no page', (data) => { data.site.news[0].link = '/nowhere'; }, /news\/0\/link: is no page/],
  ['another retention than the notice says', (data) => { data.rules.retention_days = 365; }, /365 天/],
  ['an indicator number twice', (data) => { data.indicators.indicators[1].no = 1; }, /indicators\/1\/no: must be 2/],
  ['an indicator too few', (data) => data.indicators.indicators.pop(), /listed/],
  ['text in a number column', (data) => { data.indicators.indicators[0].baseline.value = '约3'; }, /indicators\/0\/baseline\/value: is no plain decimal/],
  ['a number where the schema wants its text', (data) => { data.indicators.indicators[0].baseline.value = 3.21; }, /indicators\/0\/baseline\/value/],
  ['an exponent in a number column', (data) => { data.indicators.indicators[0].baseline.value = '3e2'; }, /indicators\/0\/baseline\/value: is no plain decimal/],
  ['a value without its sign', (data) => { data.indicators.indicators[0].baseline.op = null; }, /indicators\/0\/baseline/],
  ['an unknown sign', (data) => { data.indicators.indicators[0].baseline.op = '~'; }, /baseline\/op/],
  ['comparable across reference years', (data) => { data.indicators.indicators[17].comparable = 'yes'; }, /indicators\/17\/comparable/],
  ['a floor above its baseline', (data) => { data.indicators.indicators[0].target_kind = 'floor'; data.indicators.indicators[0].target_2025.value = '9'; }, /indicators\/0\/target_kind/],
  ['an actual value in the plan', (data) => { data.indicators.indicators[0].actual = '3.1'; }, /actual/],
  ['a survey about pickups that there is not', (data) => { data.rules.rating_survey = 'nothing'; }, /rating_survey: is no survey/],
  ['a survey after pickups that anybody may answer', (data) => data['surveys/after-pickup.json'].kinds.push('open'), /kinds: must be invited alone/],
  ['a survey named otherwise than its file', (data) => { data['surveys/after-pickup.json'].id = 'after'; }, /must be the file's name/],
  ['a survey that ends before it begins', (data) => { data['surveys/after-pickup.json'].closes = '2026-01-01'; }, /closes: must not be before/],
  ['a question twice', (data) => { data['surveys/after-pickup.json'].questions[1].id = 'on_time'; }, /questions\/1\/id: is used twice/],
  ['a condition on a later question', (data) => { data['surveys/after-pickup.json'].questions[2].show_if.question = 'words'; }, /is no earlier closed question/],
  ['a condition on a value that is none', (data) => { data['surveys/after-pickup.json'].questions[2].show_if.any_of = ['6']; }, /is no value of question/],
  ['a scale without ends', (data) => delete data['surveys/after-pickup.json'].questions[1].low, /must say what low and high mean/],
  ['a question for a name', (data) => { data['surveys/after-pickup.json'].questions[3].title = '您的姓名？'; }, /personal data/],
  ['an indicator that the survey does not serve', (data) => { data['surveys/satisfaction-2026.json'].indicators = [45]; }, /serves\/indicator: is not in the survey's indicators/],
  ['a survey without its privacy sentence', (data) => delete data['surveys/after-pickup.json'].privacy, /privacy/],
  ['white space at the end', (data) => { data.site.tagline += ' '; }, /tagline/],
];
for (const [name, edit, mention] of mistakes)
  test(`refused: ${name}`, () => assert.match(faultsAfter(edit), mention));

test('news may lead to any page of the site', () =>
  assert.equal(faultsAfter((data) => { data.site.news[0].link = '/guide'; }), ''));

// The interface texts are compiled in: their generator refuses what is wrong with them.
for (const [name, key, value, alone = false] of [['an empty text', 'rule.required', ''], ['a key in capitals', 'Rule.Required', '请填写'],
  ['a parameter that does not close', 'rule.too_long', '最多 {limit 个字'], ['white space at an end', 'rule.required', '请填写 '],
  ['a key of another file', 'rule.required', '请填写', true]])
  test(`refused by generate_text: ${name}`, () => {
    const scratch = mkdtempSync(join(tmpdir(), 'wufei-locale-')), file = join(scratch, 'texts.json');
    const common = join(directory, 'locale/zh-CN.json'), texts = alone ? {} : JSON.parse(readFileSync(common, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...texts, [key]: value }));
    const done = spawnSync(process.execPath, [join(directory, '../scripts/generate_text.mjs'), scratch, 'server', file, ...alone ? [common] : []], { encoding: 'utf8' });
    rmSync(scratch, { recursive: true });
    assert.notEqual(done.status, 0);
    assert.ok(done.stderr.includes(key), done.stderr);
  });

test('a directory without content is refused by name', () =>
  assert.match(faultsIn('/nonexistent'), /没有内容目录 \/nonexistent/));
