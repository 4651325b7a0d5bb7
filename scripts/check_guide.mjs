// Rules of the sorting guide that a schema cannot say, as {name, faults(content)} for check_content.mjs: one meaning per
// name, references that exist, an honest basis for every item, readings as pinyin-pro has them.
import { readingOfText, readingsOf } from './generate_pinyin.mjs';

export const GUIDE_FILES = {
  guide_items: 'guide/items.json', guide_categories: 'guide/categories.json', guide_words: 'guide/words.json',
  guide_search: 'guide/search.json', guide_village: 'guide/village.json', guide_places: 'guide/places.json',
};
export const kFewestItems = 500;

const itemsOf = (content) => content.guide_items.items;
const idsOf = (content) => new Set(itemsOf(content).map((item) => item.id));

function* namesTwice(rows) {
  const owner = new Map();
  for (const [name, id] of rows) {
    if (owner.has(name)) yield [name, owner.get(name), id];
    owner.set(name, id);
  }
}

// The usual reading of every character: what the search assumes unless the item says otherwise.
const plainReading = (name) => [...name].filter((one) => /\p{Script=Han}/u.test(one)).map((one) => readingsOf(one)[0]).join(' ');

function basisFault(item) {
  const open = item.basis_kind === 'to_verify';
  if (open !== (item.year === undefined)) return 'has a year exactly when its basis is verified';
  if (open !== item.basis.startsWith('待核实')) return 'says 待核实 exactly when its basis is to be verified';
  if (item.basis_kind === 'standard' && !/(GB|CJJ|HJ|CJ)[/A-Z]* ?[A-Z]* ?\d/.test(item.basis)) return 'names no standard';
  return '';
}

// Texts that send a resident to the booking of a pickup; to say that something is not collected is no promise.
const promisesPickup = (text) => /上门|预约/.test((text ?? '').replaceAll('不上门收', ''));
const swollen = (text) => /鼓包|鼓起来/.test(text ?? '');
const told = (row) => [row.how_to, row.why, row.ask, row.town, row.village, row.varies].flat().filter(Boolean);

export const guideRules = [
  { name: `the guide has at least ${kFewestItems} items`,
    faults: (content) => itemsOf(content).length >= kFewestItems ? [] : [`items.json: ${itemsOf(content).length} items`] },
  { name: 'guide ids are unique',
    faults: (content) => [...namesTwice(itemsOf(content).map((item, i) => [item.id, i]))].map(([id]) => `items.json: ${id} appears twice`) },
  { name: 'every name and alias of the guide means one thing',
    faults: (content) => [...namesTwice(itemsOf(content).flatMap((item) => [item.name, ...item.aliases].map((name) => [name, item.id])))]
      .map(([name, first, second]) => `items.json: ${name} names ${first} and ${second}`) },
  { name: 'a word that asks is no name of an item',
    faults: (content) => {
      const names = new Set(itemsOf(content).flatMap((item) => [item.name, ...item.aliases]));
      return content.guide_words.words.filter(({ word }) => names.has(word)).map(({ word }) => `words.json: ${word} names an item`);
    } },
  { name: 'items have a category and a subclass of it',
    faults: (content) => {
      const known = new Set(content.guide_categories.categories.flatMap((row) => row.subclasses.map((one) => `${row.id}/${one.id}`)));
      return itemsOf(content).filter((item) => !known.has(`${item.category}/${item.subclass}`))
        .map((item) => `items.json: ${item.id} is ${item.category}/${item.subclass}`);
    } },
  { name: 'every item says on what basis',
    faults: (content) => itemsOf(content).filter(basisFault).map((item) => `items.json: ${item.id} ${basisFault(item)}`) },
  { name: 'items that are picked up are in the pickup catalogue',
    faults: (content) => {
      const taken = new Set(content.catalogue.categories.flatMap((row) => row.items.map((one) => `${row.id}/${one.id}`)));
      return itemsOf(content).filter(({ pickup }) => pickup && !taken.has(`${pickup.category}/${pickup.item}`))
        .map((item) => `items.json: ${item.id} wants ${item.pickup.category}/${item.pickup.item}`);
    } },
  { name: 'nothing says that it is picked up which can not be booked',
    faults: (content) => [
      ...itemsOf(content).filter((item) => !item.pickup && told(item).some(promisesPickup)).map((item) => `items.json: ${item.id} promises a pickup`),
      ...content.guide_categories.categories.filter((row) => [row.town, row.village].some(promisesPickup)
          || row.how_to.some((line) => promisesPickup(line) && !/清单|不收/.test(line)))
        .map((row) => `categories.json: ${row.id} promises a pickup for all that belongs to it`)] },
  { name: 'what no bin takes says whom to ask first, and is never picked up',
    faults: (content) => itemsOf(content).filter((item) => (item.category === 'no_bin') !== Boolean(item.ask) || (item.ask && item.pickup))
      .map((item) => `items.json: ${item.id} is ${item.category}, asks ${item.ask ?? 'nobody'}, pickup ${item.pickup?.item ?? 'none'}`) },
  { name: 'a swollen battery is refused wherever it is spoken of',
    faults: (content) => [
      ...content.catalogue.categories.flatMap((row) => row.items).flatMap((item) => item.prepare.filter((line) => swollen(line) && !line.includes('不收'))
        .map((line) => `catalogue.json: ${item.id}: "${line}"`)),
      ...content.catalogue.refusals.some((row) => row.id === 'swollen_battery') ? [] : ['catalogue.json: refuses no swollen batteries'],
      ...itemsOf(content).filter((item) => item.category !== 'no_bin' && item.how_to.split('。').some((line) => swollen(line) && !/不投桶|不上门收/.test(line)))
        .map((item) => `items.json: ${item.id}: "${item.how_to}"`)] },
  { name: 'words and the list of popular things name items',
    faults: (content) => [...content.guide_words.words.flatMap((row) => row.items), ...content.guide_search.popular]
      .filter((id) => !idsOf(content).has(id)).map((id) => `guide: there is no item ${id}`) },
  { name: 'words that ask are unique',
    faults: (content) => [...namesTwice(content.guide_words.words.map(({ word }) => [word, word]))].map(([word]) => `words.json: ${word} appears twice`) },
  { name: 'the guide names no telephone number but 12345, and no price',
    faults: (content) => itemsOf(content).flatMap((item) => [item.how_to, item.why, item.town, item.village, item.varies]
      .filter((text) => text && (/\d\s*元|¥|￥/.test(text) || (text.match(/\d[\d-]{4,}/g) ?? []).some((number) => number !== content.site.service_line.number)))
      .map((text) => `items.json: ${item.id}: "${text}"`)) },
  { name: 'readings that differ from the usual ones are given',
    faults: (content) => itemsOf(content).filter((item) => !item.pinyin && readingOfText(item.name).join(' ') !== plainReading(item.name))
      .map((item) => `items.json: ${item.id} is read "${readingOfText(item.name).join(' ')}"`) },
  { name: 'a reading has a syllable for each character',
    faults: (content) => itemsOf(content).filter((item) => item.pinyin
        && item.pinyin.split(' ').length !== [...item.name].filter((one) => /\p{Script=Han}/u.test(one)).length)
      .map((item) => `items.json: ${item.id} has the reading "${item.pinyin}"`) },
  { name: 'versions of the recyclables catalogue are named by their file and list each kind once',
    faults: (content) => content.guide_recyclables.flatMap(({ file, data }) => [
      ...(file.endsWith(`/${data.version}.json`) ? [] : [`${file}: says it is ${data.version}`]),
      ...[...namesTwice(data.groups.flatMap((group) => group.kinds.map((kind) => [kind.id, group.id])))].map(([id]) => `${file}: ${id} appears twice`)]) },
  { name: 'places lie in areas and have an id of their own',
    faults: (content) => {
      const codes = new Set(content.areas.areas.map((area) => area.code)), { places } = content.guide_places;
      return [...places.filter((place) => !codes.has(place.area)).map((place) => `places.json: ${place.id} lies in ${place.area}`),
        ...[...namesTwice(places.map((place) => [place.id, place.name]))].map(([id]) => `places.json: ${id} appears twice`)];
    } },
];
