// content/plan and content/open_data.json: what is in them, and that each kind of mistake an editor can make is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkContent, iconNames, loadContent } from '../../scripts/check_content.mjs';

const content = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const icons = iconNames();
const faultsOf = (data) => checkContent(data, icons).flatMap((row) => row.faults);
const cell = { id: 'C001', name: '示例学校', type: 'school', area: '371524001', status: 'recognised', date: '2026-11-01',
  publisher: '县生态环境局', evidence: [{ title: '公告', href: null }], note: null };

test('every clause of the plan has its task, its bodies and an honest word on this portal', () => {
  const { tasks } = content.plan_tasks;
  assert.ok(tasks.length >= 120);
  assert.ok(tasks.filter((task) => task.portal === 'not_yet').length > 0, 'a portal that misses nothing is not believed');
  assert.equal(content.plan_targets.targets.length, 50);
  assert.equal(content.plan_discrepancies.discrepancies.length, 30);
});

test('the register of cells starts empty; a unit with evidence is taken', () => {
  assert.deepEqual(content.plan_cells.cells, []);
  const data = structuredClone(content);
  data.plan_cells.cells.push(cell);
  assert.deepEqual(faultsOf(data), []);
});

test('the open licence waits for confirmation and the contact is the service line', () => {
  assert.equal(content.open_data.licence.confirmation, 'pending');
  assert.equal(content.open_data.contact.phone, content.site.service_line.number);
});

const mistakes = [
  ['a task id with a gap', (data) => { data.plan_tasks.tasks[3].id = 'T999'; }, /T999 should be T004/],
  ['a target id twice', (data) => { data.plan_targets.targets[1].id = 'G01'; }, /G01 should be G02/],
  ['a task of nobody known', (data) => { data.plan_tasks.tasks[0].lead = '县环保局'; }, /T001 names 县环保局/],
  ['a task with an alias of a body', (data) => { data.plan_tasks.tasks[0].lead = '县发展改革委'; }, /T001 names 县发展改革委/],
  ['a task with an unknown target', (data) => { data.plan_tasks.tasks[0].targets = ['G99']; }, /G99/],
  ['a target of two tasks', (data) => { data.plan_tasks.tasks[1].targets = ['G13']; }, /G13 belongs to two/],
  ['a task out of order', (data) => { data.plan_tasks.tasks[0].section = '六(五)'; }, /out of order/],
  ['a section that no plan has', (data) => { data.plan_tasks.tasks[0].section = '七(一)'; }, /tasks\/0\/section/],
  ['a task that leads to no page', (data) => { data.plan_tasks.tasks[0].portal_link = '/nowhere'; }, /leads to \/nowhere/],
  ['a service without a page', (data) => { data.plan_tasks.tasks.find((task) => task.portal === 'partly').portal_link = null; }, /has no page/],
  ['an unknown state', (data) => { data.plan_tasks.tasks[0].portal = 'soon'; }, /tasks\/0\/portal/],
  ['two sentences for one', (data) => { data.plan_tasks.tasks[0].summary += '还有一句。'; }, /T001/],
  ['half-width punctuation', (data) => { data.plan_tasks.tasks[0].summary = '减少,再利用。'; }, /mixes punctuation/],
  ['a telephone number', (data) => { data.plan_tasks.tasks[0].portal_note = '请打 06351234567。'; }, /holds a number/],
  ['a number as text', (data) => { data.plan_targets.targets[1].number = '75'; }, /targets\/1\/number/],
  ['a number that differs from its text', (data) => { data.plan_targets.targets[1].number = 76; }, /G02 says 75 and 76/],
  ['a quantity called qualitative', (data) => { data.plan_targets.targets[1].qualitative = true; }, /G02/],
  ['a contradiction without a place', (data) => { data.plan_discrepancies.discrepancies[0].places = []; }, /places/],
  ['a body with two ids', (data) => { data.plan_bodies.bodies[1].name = data.plan_bodies.bodies[0].name; }, /appears twice/],
  ['goals that do not add up', (data) => { data.plan_cells.unallocated = 0; }, /25 is not the total/],
  ['a cell without evidence', (data) => { data.plan_cells.cells.push({ ...cell, evidence: [] }); }, /evidence/],
  ['a cell of no known type', (data) => { data.plan_cells.cells.push({ ...cell, type: 'hotel' }); }, /hotel, which is no type/],
  ['a cell in no known area', (data) => { data.plan_cells.cells.push({ ...cell, area: '1' }); }, /no area/],
  ['a cell on a day that does not exist', (data) => { data.plan_cells.cells.push({ ...cell, date: '2026-02-30' }); }, /no day 2026-02-30/],
  ['a cell twice', (data) => { data.plan_cells.cells.push(cell, cell); }, /C001 appears twice/],
  ['evidence that is a script', (data) => { data.plan_cells.cells.push({ ...cell, evidence: [{ title: 'x', href: 'javascript:alert(1)' }] }); }, /href/],
  ['open data without a licence', (data) => delete data.open_data.licence, /licence/],
  ['a field name with a space', (data) => { data.open_data.tables.tasks.fields['due year'] = { title: 'x', description: '' }; }, /tables\/tasks/],
  ['a field without a title', (data) => { data.open_data.tables.tasks.fields.id.title = ''; }, /title/],
];
for (const [name, edit, mention] of mistakes)
  test(`refused: ${name}`, () => {
    const data = structuredClone(content);
    edit(data);
    const faults = faultsOf(data);
    assert.ok(faults.some((fault) => mention.test(fault)), faults.join('\n') || 'no fault found');
  });
