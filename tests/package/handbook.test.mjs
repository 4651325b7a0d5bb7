// The Chinese handbooks say what the program does: every command, option and variable stands in the operator's handbook,
// and the numbers that residents read are those of the rules.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const operator = read('docs/zh/operator.md'), help = read('docs/zh/help.md'), handbooks = [operator, read('docs/zh/desk.md'), read('docs/zh/enterprise.md')];
// Options in group "" are hidden from --help as well.
const sources = readdirSync(new URL('../../backend', import.meta.url), { recursive: true })
  .filter((path) => /(_commands|_command|command_line|app\/main)\.cpp$/.test(path));
const main = sources.map((path) => read(`backend/${path}`)).join(';').split(';').filter((statement) => !statement.includes('group("")')).join(';');
const rules = JSON.parse(read('content/pickup/rules.json')), catalogue = JSON.parse(read('content/pickup/catalogue.json'));
const site = JSON.parse(read('content/site.json')), areas = JSON.parse(read('content/areas.json'));
const found = (pattern) => [...new Set([...main.matchAll(pattern)].map((match) => match[1]))];

test('the operator finds every command', () => {
  const commands = found(/(?:add_subcommand|command|action|add|add_with_file|add_action)\((?:[\w]+,\s*)*"([a-z][a-z-]+)"/g);
  assert.ok(commands.length >= 30, commands.join(' '));
  const missing = commands.filter((name) => !new RegExp(`(wufei( guide| staff| keys| waste)?|(WF|FK)-\\S+|wufei survey \\S+) ${name}\\b`).test(operator));
  assert.deepEqual(missing, []);
});

test('the operator finds every option and variable', () => {
  const missing = [...found(/"(--[a-z-]+)/g), ...found(/"(WUFEI_[A-Z_]+)"/g)].filter((name) => !operator.includes(name));
  assert.deepEqual(missing, []);
});

test('the example of a booking by telephone names things that exist', () => {
  const booking = JSON.parse(operator.match(/<<'END'\n([\s\S]*?)\nEND/)[1]);
  const area = areas.areas.find((row) => row.code === booking.area);
  assert.ok(area.villages.some((row) => row.code === booking.village));
  const category = catalogue.categories.find((row) => row.id === booking.category);
  for (const row of booking.items) assert.ok(category.items.some((item) => item.id === row.item), row.item);
  const [slotArea, slotCategory, , window] = booking.slot.split('.');
  assert.deepEqual([slotArea, slotCategory], [booking.area, booking.category]);
  assert.ok(rules.windows.some((row) => row.id === window));
});

test('residents read the numbers of the rules', () => {
  const facts = [`${rules.horizon_days} 天以内`, `当天 ${rules.lead.until} 以后`, `上门前一天 ${rules.change_cutoff.time} 以前`,
    `收运日之后满 ${rules.retention_days} 天`, site.service_line.number, `一天最多 ${rules.day_capacity.bookings} 份`,
    ...rules.windows.map((row) => `${row.name}（${row.start}–${row.end}）`),
    ...catalogue.categories.map((row) => row.name)];
  assert.deepEqual(facts.filter((fact) => !help.includes(fact)), []);
  for (const category of catalogue.categories) {
    const line = help.split('\n').find((row) => row.startsWith(`| ${category.name}`));
    assert.match(line, new RegExp(`\\| ${category.max_items} `), category.id);
  }
});

test('the operator reads the numbers of the rules', () => {
  const facts = [`留出 ${rules.phone_share_percent}%`, `收运日之后满 ${rules.retention_days} 天`, rules.reminder_time];
  assert.deepEqual(facts.filter((fact) => !operator.includes(fact)), []);
});

// The other way round: a command or an option that the program has no more is none to print.
test('every command of the handbooks is one that the program takes, with its options', () => {
  const programs = ['release', 'asan', 'dev'].map((build) => new URL(`../../build/${build}/wufei`, import.meta.url).pathname);
  const program = process.env.WUFEI_BINARY ?? programs.find((path) => existsSync(path));
  const helps = new Map();
  const help_of = (words) => {
    const key = words.join(' ');
    if (!helps.has(key)) helps.set(key, spawnSync(program, [...words, '--help'], { encoding: 'utf8' }));
    return helps.get(key);
  };
  const lines = handbooks.flatMap((text) => [...text.matchAll(/^```\w*\n([^]*?)^```/gm)].flatMap(([, block]) => block.replaceAll('\\\n', ' ').split('\n')))
    .map((line) => line.replace(/\s+#.*/, '')).filter((line) => /^wufei /.test(line));
  assert.ok(lines.length > 50, `${lines.length} commands`);
  for (const line of lines) {
    const words = line.split(/\s+/).slice(1), end = words.findIndex((word) => word.startsWith('-'));
    const { status, stdout, stderr } = help_of(end < 0 ? words : words.slice(0, end));
    assert.equal(status, 0, `${line}\n${stderr}`);
    const taken = stdout + help_of(words.slice(0, 1)).stdout;  // a group's options may stand behind its member
    for (const [option] of line.matchAll(/(?<=\s)--?[a-z][a-z-]*/g)) assert.match(taken, new RegExp(`${option}(?![a-z-])`), line);
  }
});

test('no command after the first section needs the folder of the sources', () => {
  assert.doesNotMatch(operator.slice(operator.indexOf('\n## 2. ')), /--content content\b|--data data\b/);
});
