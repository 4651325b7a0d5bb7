// content/plan and content/open_data.json: what is in them, and that each kind of mistake an editor can make is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { content, faultsAfter } from './content.mjs';

const cell = { id: 'C001', name: '示例学校', type: 'school', area: '371524001', status: 'recognised', date: '2026-11-01',
  publisher: '县生态环境局', evidence: [{ title: '公告', href: null }], note: null };

test('every clause of the plan has its task, its bodies and an honest word on this portal', () => {
  const { tasks } = content.plan_tasks;
  assert.ok(tasks.length >= 120);
  assert.ok(tasks.filter((task) => task.portal === 'not_yet').length > 0, 'a portal that misses nothing is not believed');
  assert.equal(content.plan_targets.targets.length, 70);
  assert.equal(content.plan_discrepancies.discrepancies.length, 37);
});

test('a body leads or is responsible, not both', () => {
  for (const { id, lead, co_leads, responsible } of content.plan_tasks.tasks)
    assert.deepEqual(responsible.filter((body) => body === lead || co_leads.includes(body)), [], id);
});

test('an indicator names the clauses of the tasks that name it, and the other way round', () => {
  const { tasks } = content.plan_tasks, withTasks = new Set(tasks.map(({ section }) => section));
  for (const { no, sections } of content.indicators.indicators)
    assert.deepEqual([...new Set(tasks.filter((task) => task.indicators.includes(no)).map(({ section }) => section))].sort(),
      sections.filter((section) => withTasks.has(section)).sort(), `${no}`);
});

test('the coverage is what is there: nothing is wholly served, what is empty is not there yet', () => {
  const count = (share) => content.plan_tasks.tasks.filter(({ portal }) => portal === share).length;
  assert.deepEqual(['serves', 'partly', 'not_yet', 'elsewhere'].map(count), [0, 13, 15, 97]);
});

test('what our extraction lost is not told of the plan, and the notes stand in three lists', () => {
  for (const row of content.indicators.indicators) assert.doesNotMatch(row.reading ?? '', /原表/, `${row.no}`);
  const rows = (wanted) => content.plan_discrepancies.discrepancies.filter(({ list }) => list === wanted);
  assert.deepEqual(['contradiction', 'reading', 'extraction'].map((list) => rows(list).length), [12, 22, 3]);
  for (const { id, answerable_by } of rows('extraction')) assert.equal(answerable_by, null, id);
});

test('the register of cells starts empty; a unit with evidence is taken', () => {
  assert.deepEqual(content.plan_cells.cells, []);
  assert.equal(faultsAfter((data) => data.plan_cells.cells.push(cell)), '');
});

test('the open licence waits for confirmation and the contact is the service line', () => {
  assert.equal(content.open_data.licence.confirmation, 'pending');
  assert.equal(content.open_data.contact.phone, content.site.service_line.number);
});

const mistakes = [
  ['a task id with a gap', (data) => { data.plan_tasks.tasks[3].id = 'T999'; }, /tasks\/3\/id: must be T004/],
  ['a target id twice', (data) => { data.plan_targets.targets[1].id = 'G01'; }, /targets\/1\/id: must be G02/],
  ['a task of nobody known', (data) => { data.plan_tasks.tasks[0].lead = '县环保局'; }, /县环保局 is no body's name/],
  ['a task with an alias of a body', (data) => { data.plan_tasks.tasks[0].lead = '县发展改革委'; }, /县发展改革委 is no body's name/],
  ['a task with an unknown target', (data) => { data.plan_tasks.tasks[0].targets = ['G99']; }, /G99 is no target/],
  ['a target of two tasks', (data) => { data.plan_tasks.tasks[1].targets = ['G13']; }, /G13 belongs to two/],
  ['a task out of order', (data) => { data.plan_tasks.tasks[0].section = '六(五)'; }, /out of the plan's order/],
  ['a section that no plan has', (data) => { data.plan_tasks.tasks[0].section = '七(一)'; }, /tasks\/0\/section/],
  ['a task that leads to no page', (data) => { data.plan_tasks.tasks[0].portal_link = '/nowhere'; }, /tasks\/0\/portal_link: is no page/],
  ['a service without a page', (data) => { data.plan_tasks.tasks.find((task) => task.portal === 'partly').portal_link = null; }, /is missing: what this portal serves/],
  ['an unknown state', (data) => { data.plan_tasks.tasks[0].portal = 'soon'; }, /tasks\/0\/portal/],
  ['two sentences for one', (data) => { data.plan_tasks.tasks[0].summary += '还有一句。'; }, /tasks\/0\/summary: must be one sentence/],
  ['half-width punctuation', (data) => { data.plan_tasks.tasks[0].summary = '减少,再利用。'; }, /half-width mark/],
  ['a telephone number', (data) => { data.plan_tasks.tasks[0].portal_note = '请打 06351234567。'; }, /holds the number 06351234567/],
  ['a number as text', (data) => { data.plan_targets.targets[1].number = '75'; }, /targets\/1\/number/],
  ['a number that differs from its text', (data) => { data.plan_targets.targets[1].number = 76; }, /targets\/1\/number: must be the value/],
  ['a quantity called qualitative', (data) => { data.plan_targets.targets[1].qualitative = true; }, /targets\/1\/value/],
  ['a contradiction without a place', (data) => { data.plan_discrepancies.discrepancies[0].places = []; }, /places/],
  ['a body with two ids', (data) => { data.plan_bodies.bodies[1].name = data.plan_bodies.bodies[0].name; }, /is used twice/],
  ['goals that do not add up', (data) => { data.plan_cells.unallocated = 0; }, /unallocated/],
  ['a cell without evidence', (data) => { data.plan_cells.cells.push({ ...cell, evidence: [] }); }, /evidence/],
  ['a cell of no known type', (data) => { data.plan_cells.cells.push({ ...cell, type: 'hotel' }); }, /cells\/0\/type: is no type/],
  ['a cell in no known area', (data) => { data.plan_cells.cells.push({ ...cell, area: '1' }); }, /area/],
  ['a cell on a day that does not exist', (data) => { data.plan_cells.cells.push({ ...cell, date: '2026-02-30' }); }, /cells\/0\/date: is not a date/],
  ['a cell twice', (data) => { data.plan_cells.cells.push(cell, cell); }, /cells\/1\/id: is used twice/],
  ['evidence that is a script', (data) => { data.plan_cells.cells.push({ ...cell, evidence: [{ title: 'x', href: 'javascript:alert(1)' }] }); }, /href/],
  ['open data without a licence', (data) => delete data.open_data.licence, /licence/],
  ['a field name with a space', (data) => { data.open_data.tables.tasks.fields['due year'] = { title: 'x', description: '' }; }, /tables\/tasks/],
  ['a field without a title', (data) => { data.open_data.tables.tasks.fields.id.title = ''; }, /title/],
];
for (const [name, edit, mention] of mistakes)
  test(`refused: ${name}`, () => assert.match(faultsAfter(edit), mention));
