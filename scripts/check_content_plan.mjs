// Rules of content/plan/: ids in order, references that lead somewhere, goals that add up, sentences that are ours and
// well-formed. Each is {name, faults(content)}; none reads a file or a clock.

const PAGES = new Set(['/pickup', '/pickup/lookup', '/guide', '/guide/recyclables', '/guide/places', '/disclosure', '/indicators',
  '/targets', '/tasks', '/coverage', '/discrepancies', '/cells', '/open-data', '/feedback', '/surveys', '/search', '/privacy']);
const DAY = (text) => !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

const tasks = ({ plan_tasks: file }) => file.tasks;
const targets = ({ plan_targets: file }) => file.targets;
const discrepancies = ({ plan_discrepancies: file }) => file.discrepancies;
const bodies = ({ plan_bodies: file }) => file.bodies;
const cells = ({ plan_cells: file }) => file;

function repeated(values) {
  const seen = new Set(), twice = new Set();
  for (const value of values) (seen.has(value) ? twice : seen).add(value);
  return [...twice];
}
const unordered = (rows, letter, digits) => rows.map((row, i) => [row.id, letter + String(i + 1).padStart(digits, '0')])
  .filter(([id, wanted]) => id !== wanted).map(([id, wanted]) => `${id} should be ${wanted}`);
const lacking = (file, rows, pick, known, what) => rows.flatMap((row) => pick(row).filter((value) => value !== null && !known.has(value))
  .map((value) => `${file}: ${row.id} names ${value}, which is no ${what}`));
const rowsOfTable = (content) => content.indicators && new Set(content.indicators.indicators.map((row) => row.no));

const identity = [
  { name: 'ids of the plan count up without gaps',
    faults: (content) => [...unordered(tasks(content), 'T', 3), ...unordered(targets(content), 'G', 2),
      ...unordered(discrepancies(content), 'D', 2)] },
  { name: 'titles of tasks and names of bodies are unique',
    faults: (content) => [...repeated(tasks(content).map((row) => row.title)),
      ...repeated(bodies(content).flatMap((row) => [row.name, ...row.aliases])), ...repeated(bodies(content).map((row) => row.id))]
      .map((name) => `plan: ${name} appears twice`) },
  { name: 'tasks, targets and contradictions name what exists',
    faults: (content) => {
      const ids = { body: new Set(bodies(content).map((row) => row.name)), target: new Set(targets(content).map((row) => row.id)),
        discrepancy: new Set(discrepancies(content).map((row) => row.id)) };
      return [
        ...lacking('tasks.json', tasks(content), (row) => [row.lead, ...row.co_leads, ...row.responsible], ids.body, 'body'),
        ...lacking('tasks.json', tasks(content), (row) => row.targets, ids.target, 'target'),
        ...lacking('tasks.json', tasks(content), (row) => row.discrepancies, ids.discrepancy, 'discrepancy'),
        ...lacking('discrepancies.json', discrepancies(content), (row) => [row.answerable_by], ids.body, 'body'),
        ...lacking('bodies.json', bodies(content), (row) => [row.discrepancy], ids.discrepancy, 'discrepancy')];
    } },
  { name: 'the plan names rows that the table has',
    faults: (content) => {
      const known = rowsOfTable(content);
      return !known ? [] : [
        ...lacking('tasks.json', tasks(content), (row) => row.indicators, known, 'row of the table'),
        ...lacking('targets.json', targets(content), (row) => [row.indicator_no], known, 'row of the table'),
        ...lacking('discrepancies.json', discrepancies(content), (row) => row.indicators, known, 'row of the table')];
    } },
  { name: 'tasks lead to pages of this portal',
    faults: (content) => tasks(content).filter((row) => row.portal_link !== null && !PAGES.has(row.portal_link))
      .map((row) => `tasks.json: ${row.id} leads to ${row.portal_link}`) },
  { name: 'what this portal serves has a page',
    faults: (content) => tasks(content).filter((row) => ['serves', 'partly'].includes(row.portal) && row.portal_link === null)
      .map((row) => `tasks.json: ${row.id} has no page`) },
];

const sections = [
  { name: 'every task and target lies in a chapter',
    faults: (content) => [...tasks(content), ...targets(content)]
      .filter((row) => !content.plan_chapters.chapters.some((chapter) => row.section.startsWith(chapter.section)))
      .map((row) => `plan: ${row.id} lies in ${row.section}`) },
  { name: 'tasks stand in the order of the plan',
    faults: (content) => {
      const order = content.plan_chapters.chapters.map((chapter) => chapter.section);
      const place = (row) => order.findLastIndex((section) => row.section.startsWith(section));
      return tasks(content).slice(1).filter((row, i) => place(row) < place(tasks(content)[i])).map((row) => `tasks.json: ${row.id} is out of order`);
    } },
  { name: 'a target belongs to one task of its own section',
    faults: (content) => [
      ...repeated(tasks(content).flatMap((row) => row.targets)).map((id) => `tasks.json: ${id} belongs to two tasks`),
      ...tasks(content).flatMap((row) => row.targets.map((id) => [row, targets(content).find((target) => target.id === id)]))
        .filter(([row, target]) => target && target.section !== row.section).map(([row, target]) => `tasks.json: ${row.id} and ${target.id} differ in section`)] },
  { name: 'a target has a number when and only when it is one plain decimal',
    faults: (content) => targets(content).filter((row) => (row.value === null) !== row.qualitative ||
      (/^\d+(\.\d+)?$/.test(row.value ?? '') ? row.number !== Number(row.value) : row.number !== null))
      .map((row) => `targets.json: ${row.id} says ${row.value} and ${row.number}`) },
];

const cellRules = [
  { name: 'goals of the cells add up to the total',
    faults: (content) => {
      const { goals, unallocated } = cells(content), total = goals.find((goal) => goal.id === 'total');
      const sum = goals.filter((goal) => goal !== total).reduce((all, goal) => all + goal.count, unallocated);
      return total && total.count === sum ? [] : [`cells.json: ${sum} is not the total`];
    } },
  { name: 'types and units of the cells name what exists',
    faults: (content) => {
      const { goals, types, cells: units } = cells(content);
      const known = { field: new Set(goals.map((goal) => goal.id)), type: new Set(types.map((type) => type.id)),
        area: new Set(content.areas.areas.map((area) => area.code)), body: new Set(bodies(content).map((body) => body.name)) };
      return [...lacking('cells.json', types, (row) => [row.field], known.field, 'field'),
        ...lacking('cells.json', units, (row) => [row.type], known.type, 'type'),
        ...lacking('cells.json', units, (row) => [row.area], known.area, 'area'),
        ...lacking('cells.json', units, (row) => [row.publisher], known.body, 'body'),
        ...repeated([...goals, ...types, ...units].map((row) => row.id)).filter((id) => !['industry'].includes(id)).map((id) => `cells.json: ${id} appears twice`),
        ...units.filter((row) => !DAY(row.date)).map((row) => `cells.json: ${row.id} has no day ${row.date}`)];
    } },
];

const oneSentence = (text) => text.endsWith('。') && text.split('。').length === 2;
function* texts(value, pointer) {
  if (typeof value === 'string') yield [pointer, value];
  else if (value && typeof value === 'object') for (const [key, member] of Object.entries(value)) yield* texts(member, `${pointer}/${key}`);
}
const planTexts = (content) => Object.entries(content).filter(([name]) => name.startsWith('plan_')).flatMap(([name, file]) => [...texts(file, `${name}#`)]);
const wrong = (content, pattern, say) => planTexts(content).filter(([, text]) => pattern.test(text)).map(([place, text]) => `${place}: "${text}" ${say}`);

const language = [
  { name: 'summaries and notes of tasks are one sentence each',
    faults: (content) => tasks(content).filter((row) => !oneSentence(row.summary) || !oneSentence(row.portal_note)).map((row) => `tasks.json: ${row.id}`) },
  { name: 'texts of the plan use Chinese punctuation', faults: (content) => wrong(content, /[\u4e00-\u9fff][,;:!?][\u4e00-\u9fff]/, 'mixes punctuation') },
  { name: 'texts of the plan hold no white space at their ends and no control characters',
    faults: (content) => wrong(content, /^\s|\s$|[\u0000-\u001f\u007f\ufffd\ufeff]/, 'is not clean') },
  { name: 'texts of the plan hold no telephone number but the service line',
    faults: (content) => planTexts(content).filter(([place, text]) => !place.endsWith('/area') && (text.match(/\d[\d-]{4,}\d|\d{5,}/g) ?? [])
      .some((number) => number !== content.site.service_line.number && !DAY(number) && !/^\d{3}-\d{3}$/.test(number)))
      .map(([place, text]) => `${place}: "${text}" holds a number`) },
];

export const planRules = [...identity, ...sections, ...cellRules, ...language];
