// Turns the npm package chinese-days (the State Council's yearly holiday notices) into C++: sorted days as yyyymmdd.
// usage: generate_calendar.mjs OUT_FILE
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const out = process.argv[2];
const dataPath = createRequire(import.meta.url).resolve('chinese-days/dist/chinese-days.json');
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
const list = (days) => days.join(', ').replace(/(.{1,110})(?: |$)/g, '    $1\n').trimEnd();
const text = `// Generated from chinese-days; see scripts/generate_calendar.mjs.
namespace wufei::contract::calendar_data {
inline constexpr int kFirstYear = ${kFirstYear};
inline constexpr int kLastYear = ${lastYear};
inline constexpr int kHolidays[] = {
${list(off)}};
inline constexpr int kMakeupWorkdays[] = {
${list(work)}};
}
`;
if (!existsSync(out) || readFileSync(out, 'utf8') !== text) writeFileSync(out, text);
