// Rules of the content that a schema cannot say. Each is {name, faults(content, {icons})} and answers sentences that name
// the place; none reads a file or a clock. The server checks the ones that could break bookings once more at its start.

import { planRules } from './check_content_plan.mjs';

const PAGES = new Set(['', '/', '/pickup', '/pickup/lookup', '/pickup/new/what', '/privacy']);

const items = (content) => content.catalogue.categories.flatMap((category) =>
  category.items.map((item) => ({ ...item, category })));

function repeated(values) {
  const seen = new Set(), twice = new Set();
  for (const value of values) (seen.has(value) ? twice : seen).add(value);
  return [...twice];
}

// True for a day of the Gregorian calendar.
function isDay(text) {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

// Every string in a value with its JSON Pointer.
function* texts(value, pointer = '') {
  if (typeof value === 'string') yield [pointer, value];
  else if (value && typeof value === 'object')
    for (const [key, member] of Object.entries(value)) yield* texts(member, `${pointer}/${key}`);
}
const residentTexts = (content) => [...texts(content.site, 'site.json#'), ...texts(content.catalogue, 'catalogue.json#')];

const where = (pairs, bad, say) => [...pairs].filter(([, text]) => bad(text)).map(([place, text]) => `${place}: ${say(text)}`);

const areaRules = [
  { name: 'area and village codes are unique',
    faults: ({ areas }) => repeated(areas.areas.flatMap((area) => [area.code, ...area.villages.map((row) => row.code)]))
      .map((code) => `areas.json: ${code} appears twice`) },
  { name: 'area names are unique, village names within their area',
    faults: ({ areas }) => [...repeated(areas.areas.map((area) => area.name)),
      ...areas.areas.flatMap((area) => repeated(area.villages.map((row) => row.name)))]
      .map((name) => `areas.json: ${name} appears twice`) },
  { name: 'villages lie in their area',
    faults: ({ areas }) => areas.areas.flatMap((area) => area.villages
      .filter((village) => !village.code.startsWith(area.code))
      .map((village) => `areas.json: ${village.code} does not begin with ${area.code}`)) },
];

const iconFaults = (content, known, say) => [...content.catalogue.categories, ...items(content)]
  .filter((row) => row.icon && !known.has(row.icon)).map((row) => `catalogue.json: ${row.id} wants ${row.icon}, which ${say}`);

const catalogueRules = [
  { name: 'catalogue ids are unique',
    faults: (content) => [...repeated(content.catalogue.categories.map((row) => row.id)),
      ...repeated(items(content).map((item) => item.id)), ...repeated(content.catalogue.refusals.map((row) => row.id))]
      .map((id) => `catalogue.json: id ${id} appears twice`) },
  { name: 'item names and aliases are unique',
    faults: (content) => repeated(items(content).flatMap((item) => [item.name, ...item.aliases]))
      .map((name) => `catalogue.json: ${name} names two items`) },
  { name: 'item maximum fits its category',
    faults: (content) => items(content).filter((item) => item.max_quantity > item.category.max_items)
      .map((item) => `catalogue.json: ${item.id} allows ${item.max_quantity}, ${item.category.id} ${item.category.max_items}`) },
  { name: 'icons exist in the icon font',
    faults: (content, { icons }) => iconFaults(content, icons.font, 'the icon font does not have') },
  { name: 'icons are among those that the client carries',
    faults: (content, { icons }) => iconFaults(content, icons.client, 'assets/icons.txt does not list') },
  { name: 'no item of the catalogue is also refused',
    faults: (content) => {
      const refused = new Set(content.catalogue.refusals.flatMap((row) => [row.name, ...row.examples]));
      return items(content).flatMap((item) => [item.name, ...item.aliases]).filter((name) => refused.has(name))
        .map((name) => `catalogue.json: ${name} is both taken and refused`);
    } },
];

const capacityTables = ({ rules: { capacity } }) =>
  [['default', capacity.default], ...Object.entries(capacity.areas)];

const pickupRules = [
  { name: 'default capacity covers every category and window',
    faults: ({ catalogue, rules: pickup }) => catalogue.categories.flatMap((category) => pickup.windows
      .filter((window) => pickup.capacity.default[category.id]?.[window.id] === undefined)
      .map((window) => `rules.json#/capacity/default: ${category.id}/${window.id} is missing`)) },
  { name: 'capacity names known categories and windows',
    faults: (content) => capacityTables(content).flatMap(([place, table]) => Object.entries(table).flatMap(([id, row]) => [
      ...(content.catalogue.categories.some((category) => category.id === id) ? [] : [`rules.json: ${place} names ${id}`]),
      ...Object.keys(row).filter((key) => !content.rules.windows.some((window) => window.id === key))
        .map((key) => `rules.json: ${place}/${id} names window ${key}`)])) },
  { name: 'capacity names known areas',
    faults: ({ areas, rules: pickup }) => Object.keys(pickup.capacity.areas)
      .filter((code) => !areas.areas.some((area) => area.code === code))
      .map((code) => `rules.json#/capacity/areas: ${code} is no area`) },
  { name: 'windows end after they start, follow each other and have ids of their own',
    faults: ({ rules: { windows } }) => [
      ...windows.filter((row) => row.end <= row.start).map((row) => `rules.json: window ${row.id} ends before it starts`),
      ...windows.slice(1).filter((row, i) => row.start < windows[i].end).map((row) => `rules.json: window ${row.id} overlaps`),
      ...repeated(windows.map((row) => row.id)).map((id) => `rules.json: window ${id} appears twice`)] },
  { name: 'closed and open days exist and do not contradict each other',
    faults: ({ rules: { closed } }) => [
      ...[...closed.dates, ...closed.open_dates].filter((day) => !isDay(day)).map((day) => `rules.json: no day ${day}`),
      ...closed.dates.filter((day) => closed.open_dates.includes(day)).map((day) => `rules.json: ${day} is open and closed`)] },
  { name: 'every booking can be changed for a while',
    faults: ({ rules: pickup }) => pickup.change_cutoff.days_before <= pickup.lead.days ? []
      : ['rules.json#/change_cutoff/days_before: is more than lead/days'] },
  { name: 'a finished booking leads to a survey that exists',
    faults: ({ rules: pickup, surveys }) => !pickup.rating_survey || Object.values(surveys ?? {}).some((row) => row.id === pickup.rating_survey)
      ? [] : [`rules.json#/rating_survey: no survey ${pickup.rating_survey}`] },
  { name: 'the horizon lies after the lead time',
    faults: ({ rules: pickup }) => pickup.lead.days < pickup.horizon_days ? [] : ['rules.json: no day can ever be booked'] },
];

const siteRules = [
  { name: 'days of the site exist and news is newest first',
    faults: ({ site, catalogue }) => [
      ...[site.plan.date, catalogue.version, ...site.news.map((row) => row.date)].filter((day) => !isDay(day)).map((day) => `no day ${day}`),
      ...site.news.slice(1).filter((row, i) => row.date > site.news[i].date).map((row) => `site.json: ${row.id} is out of order`),
      ...repeated(site.news.map((row) => row.id)).map((id) => `site.json: news ${id} appears twice`)] },
  { name: 'news leads to pages that exist',
    faults: ({ site }) => site.news.filter((row) => !PAGES.has(row.link)).map((row) => `site.json: ${row.id} leads to ${row.link}`) },
  { name: 'the privacy notice says how long data is kept and whom to call',
    faults: ({ site, rules: pickup }) => [`${pickup.retention_days} 天`, site.service_line.number]
      .filter((fact) => !site.privacy.sections.some((section) => section.text.includes(fact)))
      .map((fact) => `site.json#/privacy: does not say "${fact}"`) },
  { name: 'no telephone number but the service line',
    faults: (content) => where(residentTexts(content),
      (text) => (text.match(/\d[\d-]{3,}\d/g) ?? []).some((number) => number !== content.site.service_line.number && !isDay(number)),
      (text) => `"${text}" holds a number`) },
  { name: 'no price',
    faults: (content) => where(residentTexts(content), (text) => /\d\s*元|¥|￥/.test(text), (text) => `"${text}" names a price`) },
];

// Every survey with its file, and every question with its place.
const surveys = (content) => Object.entries(content.surveys);
const questions = (content) => surveys(content).flatMap(([file, survey]) =>
  survey.questions.map((question, i) => ({ file, survey, question, i, at: `${file}#/questions/${i}` })));
const valuesOf = (question, content) => ({
  single: question.options_from ? content.areas.areas.map((area) => area.code) : (question.options ?? []).map((row) => row.id),
  multiple: (question.options ?? []).map((row) => row.id),
  scale5: ['1', '2', '3', '4', '5'], scale10: [...Array(11).keys()].map(String), text: [],
})[question.kind];
const surveyTexts = (content) => surveys(content).flatMap(([file, survey]) => [...texts(survey, `${file}#`)]);

const surveyRules = [
  { name: 'a survey is named like its file and ends after it begins',
    faults: (content) => surveys(content).flatMap(([file, survey]) => [
      ...(file === `surveys/${survey.id}.json` ? [] : [`${file}#/id: must be the file's name`]),
      ...[survey.opens, survey.closes].filter((day) => !isDay(day)).map((day) => `${file}: no day ${day}`),
      ...(survey.closes < survey.opens ? [`${file}#/closes: is before opens`] : [])]) },
  { name: 'questions and options of a survey have ids of their own',
    faults: (content) => [
      ...surveys(content).flatMap(([file, survey]) => repeated(survey.questions.map((row) => row.id)).map((id) => `${file}: question ${id} appears twice`)),
      ...questions(content).flatMap(({ at, question }) => repeated((question.options ?? []).map((row) => row.id)).map((id) => `${at}: option ${id} appears twice`))] },
  { name: 'questions have what their kind needs',
    faults: (content) => questions(content).flatMap(({ at, question }) => {
      const scale = question.kind.startsWith('scale'), choice = ['single', 'multiple'].includes(question.kind);
      return [...(choice === Boolean(question.options ?? question.options_from) ? [] : [`${at}: options belong to single and multiple`]),
        ...(scale === Boolean(question.low && question.high) ? [] : [`${at}: low and high belong to scales`]),
        ...((question.kind === 'text') === Boolean(question.limit) ? [] : [`${at}: a limit belongs to text`]),
        ...((question.options ?? []).some((row) => row.exclusive) && question.kind !== 'multiple' ? [`${at}: exclusive belongs to multiple`] : [])];
    }) },
  { name: 'conditions and indicators of a survey lead to values that exist',
    faults: (content) => questions(content).flatMap(({ survey, question, i, at }) => {
      const earlier = survey.questions.slice(0, i).find((row) => row.id === question.show_if?.question && row.kind !== 'text');
      const unknown = (values, of, where) => values.filter((value) => !valuesOf(of, content).includes(value)).map((value) => `${at}/${where}: no value ${value}`);
      return [...(question.show_if && !earlier ? [`${at}/show_if: no earlier question ${question.show_if.question}`] : []),
        ...(earlier ? unknown(question.show_if.any_of, earlier, 'show_if') : []),
        ...(question.serves ? unknown(question.serves.values, question, 'serves') : []),
        ...(question.serves && !survey.indicators.includes(question.serves.indicator) ? [`${at}/serves: ${question.serves.indicator} is not among the survey's indicators`] : [])];
    }) },
  { name: 'a survey asks for no personal data',
    faults: (content) => questions(content).filter(({ question }) => /您的(姓名|电话|手机|身份证|详细地址)/.test(question.title))
      .map(({ at, question }) => `${at}: "${question.title}" asks for personal data`) },
];

// Raw cells are as printed; everything else is ours.
const indicatorTexts = ({ indicators }) => indicators.indicators.map(({ name, meaning, method, reading }) => ({ name, meaning, method, reading }));

const textRules = [
  { name: 'no text begins or ends with white space',
    faults: (content) => where([...residentTexts(content), ...surveyTexts(content), ...texts(content.locale, 'zh-CN.json#'), ...texts(content.areas, 'areas.json#'), ...texts(indicatorTexts(content), 'indicators.json#')],
      (text) => text !== text.trim(), (text) => `"${text}"`) },
  { name: 'no text holds control or replacement characters',
    faults: (content) => where([...residentTexts(content), ...texts(content.locale, 'zh-CN.json#')],
      (text) => /[\u0000-\u0009\u000b-\u001f\u007f\ufffd\ufeff]/.test(text), (text) => JSON.stringify(text)) },
  { name: 'parameters of the locale are well-formed',
    faults: ({ locale }) => where(texts(locale, 'zh-CN.json#'),
      (text) => /[{}]/.test(text.replace(/\{[a-z][a-z0-9_]*\}/g, '')), (text) => `"${text}"`) },
  { name: 'the server puts no parameter into site and catalogue texts',
    faults: (content) => where(residentTexts(content), (text) => /[{}]/.test(text), (text) => `"${text}"`) },
];

const DECIMAL = /^-?(0|[1-9]\d*)(\.\d{1,6})?$/;
const cells = (row) => ['baseline', 'target_2023', 'target_2025'].map((name) => [name, row[name]]);
// Reference year of the targets; undefined when none has a number.
const targetReference = (row) => [row.target_2025, row.target_2023].find((cell) => cell.value !== null)?.reference_year;
const sameReference = (row) => row.baseline.reference_year === targetReference(row);
const hasBoth = (row) => row.baseline.value !== null && targetReference(row) !== undefined;
const comparisons = {
  yes: (row) => hasBoth(row) && sameReference(row),
  no: (row) => hasBoth(row) && !sameReference(row),
  'n/a': (row) => !hasBoth(row),
  suspect_scope: (row) => row.scope === 'unclear',
  qualitative_target: (row) => row.qualitative,
};
const rowFaults = (bad, say) => ({ indicators }) => indicators.indicators
  .flatMap((row, i) => (bad(row, i) ? [`indicators.json#/indicators/${i}: ${say(row, i)}`] : []));

const indicatorRules = [
  { name: 'indicators are numbered from 1 without a gap or repetition',
    faults: rowFaults((row, i) => row.no !== i + 1, (row, i) => `no is ${row.no}, must be ${i + 1}`) },
  { name: 'as many indicators are listed as the table says', faults: ({ indicators }) =>
    (indicators.listed === indicators.indicators.length ? [] : [`indicators.json#/listed: is not ${indicators.indicators.length}`]) },
  { name: 'indicator names are unique', faults: ({ indicators }) =>
    repeated(indicators.indicators.map((row) => row.name)).map((name) => `indicators.json: ${name} appears twice`) },
  { name: 'number columns hold plain decimals with their sign', faults: ({ indicators }) =>
    indicators.indicators.flatMap((row, i) => cells(row)
      .filter(([, cell]) => (cell.value === null) !== (cell.op === null) ||
        (cell.value !== null && (!DECIMAL.test(cell.value) || cell.value.replace(/\D/g, '').length > 12)))
      .map(([name, cell]) => `indicators.json#/indicators/${i}/${name}: value "${cell.value}" with op "${cell.op}"`)) },
  { name: 'targets are of their years and share a reference year',
    faults: rowFaults((row) => row.target_2023.year !== 2023 || row.target_2025.year !== 2025 ||
      (row.target_2023.value !== null && row.target_2025.value !== null &&
        row.target_2023.reference_year !== row.target_2025.reference_year), () => 'years of the targets') },
  { name: 'comparable agrees with baseline, targets and reference years',
    faults: rowFaults((row) => !comparisons[row.comparable](row), (row) => `comparable is "${row.comparable}"`) },
  { name: 'words and floors are what they say',
    faults: rowFaults((row) => (row.target_kind === 'words') !== row.qualitative ||
      (row.qualitative && targetReference(row) !== undefined) ||
      (row.target_kind === 'floor' && !(Number(row.target_2025.value) < Number(row.baseline.value))),
    (row) => `target_kind is "${row.target_kind}"`) },
  { name: 'texts of indicators name no telephone number and no price',
    faults: ({ indicators }) => where(texts(indicators.indicators.map(({ meaning, method, reading }) => ({ meaning, method, reading })), 'indicators.json#'),
      (text) => /\d{3,4}-\d{7,8}|1[3-9]\d{9}|¥|￥/.test(text), (text) => `"${text}"`) },
];

export const rules = [...areaRules, ...catalogueRules, ...pickupRules, ...siteRules, ...indicatorRules, ...surveyRules, ...textRules, ...planRules];
