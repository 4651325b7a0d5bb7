// Turns the npm package chinese-days (the State Council's yearly holiday notices) into C++: sorted days as yyyymmdd.
// For years without a notice the days that are free by law in any case: Regulation on Public Holidays for National
// Annual Festivals and Memorial Days, State Council decree 795, in force since 1 January 2025, article 2. The lunar days
// are computed by the same package. Of Spring Festival the law names four days; every notice since then has made eight
// of them, from the eve to the seventh.
// usage: generate_calendar.mjs OUT_FILE
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const out = process.argv[2];
const require = createRequire(import.meta.url), dataPath = require.resolve('chinese-days/dist/chinese-days.json');
const { getSolarDateFromLunar, getSolarTermDate } = require('chinese-days');
const { holidays, workdays } = JSON.parse(readFileSync(dataPath, 'utf8'));

const kFirstYear = 2020; // nobody books a pickup in the past
const compact = (days) => Object.keys(days).map((day) => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new Error(`${dataPath}: bad day "${day}"`);
  return Number(day.replaceAll('-', ''));
}).filter((day) => day >= kFirstYear * 10000).sort((a, b) => a - b);

const off = compact(holidays), work = compact(workdays);
if (off.length < 20 || work.length < 5) throw new Error(`${dataPath}: too few days`);
// A notice may name the first days of January of the next year: a year counts when it has a national day.
const lastYear = Math.max(...off.filter((day) => day % 10000 === 1001).map((day) => Math.floor(day / 10000)));
const kComputedUntil = 2060, kSpringFestivalDays = 8;
const dayAfter = (day, count) => new Date(Date.parse(day) + count * 86400000).toISOString().slice(0, 10);
function daysByLaw(year) {
  const lunar = (day) => getSolarDateFromLunar(`${year}-${day}`).date, eve = dayAfter(lunar('01-01'), -1);
  return [...['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'].map((day) => `${year}-${day}`),
    ...Array.from({ length: kSpringFestivalDays }, (_, i) => dayAfter(eve, i)),
    getSolarTermDate(year, 4, 'pure_brightness'), lunar('05-05'), lunar('08-15')];
}
const years = Array.from({ length: kComputedUntil - lastYear }, (_, i) => lastYear + 1 + i);
const computed = compact(Object.fromEntries(years.flatMap(daysByLaw).map((day) => [day, true])));
const holidaysKnown = [...new Set([...off, ...computed])].sort((a, b) => a - b);
const list = (days) => days.join(', ').replace(/(.{1,110})(?: |$)/g, '    $1\n').trimEnd();
const text = `// Generated from chinese-days; see scripts/generate_calendar.mjs.
namespace wufei::contract::calendar_data {
inline constexpr int kFirstYear = ${kFirstYear};
inline constexpr int kLastYear = ${lastYear};
inline constexpr int kHolidays[] = {
${list(holidaysKnown)}};
inline constexpr int kMakeupWorkdays[] = {
${list(work)}};
}
`;
if (!existsSync(out) || readFileSync(out, 'utf8') !== text) writeFileSync(out, text);
