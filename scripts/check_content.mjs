// Reads a content directory and holds it against its schemas (ajv) and against the rules in check_content_rules.mjs.
// Tests import loadContent() and checkContent(); on the command line it prints faults and a count.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import { rules } from './check_content_rules.mjs';
import { GUIDE_FILES, guideRules } from './check_guide.mjs';

const FILES = {
  areas: 'areas.json', site: 'site.json', catalogue: 'pickup/catalogue.json', rules: 'pickup/rules.json',
  locale: 'locale/zh-CN.json', disclosure_columns: 'disclosure/columns.json', indicators: 'indicators/indicators.json',
  feedback: 'feedback/rules.json', ...GUIDE_FILES,
  plan_tasks: 'plan/tasks.json', plan_targets: 'plan/targets.json', plan_discrepancies: 'plan/discrepancies.json',
  plan_bodies: 'plan/bodies.json', plan_chapters: 'plan/chapters.json', plan_cells: 'plan/cells.json', open_data: 'open_data.json',
};
const VERSIONS = 'guide/recyclables';
const SCHEMAS = fileURLToPath(new URL('../content/schema/', import.meta.url));

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

function readNamed(directory, file) {
  try {
    return readJson(join(directory, file));
  } catch (error) {
    throw new Error(`${file}: ${error.message}`);
  }
}

// {areas, site, catalogue, rules, locale, guide_items, ..., guide_recyclables: [{file, data}], surveys: {file: survey}}; throws with the path when a
// file is missing or no JSON.
export function loadContent(directory) {
  const content = Object.fromEntries(Object.entries(FILES).map(([name, file]) => [name, readNamed(directory, file)]));
  const versions = readdirSync(join(directory, VERSIONS)).filter((name) => name.endsWith('.json')).map((name) => `${VERSIONS}/${name}`);
  content.guide_recyclables = versions.map((file) => ({ file, data: readNamed(directory, file) }));
  const surveys = readdirSync(join(directory, 'surveys')).filter((name) => name.endsWith('.json')).sort();
  content.surveys = Object.fromEntries(surveys.map((name) => [`surveys/${name}`, readNamed(directory, `surveys/${name}`)]));
  return content;
}

// {font, client}: names in the icon font's stylesheet, and those that the client carries (assets/icons.txt).
export function iconNames() {
  const path = createRequire(import.meta.url).resolve('@phosphor-icons/web/regular');
  const list = readFileSync(new URL('../assets/icons.txt', import.meta.url), 'utf8');
  return {
    font: new Set([...readFileSync(path, 'utf8').matchAll(/\.ph\.ph-([a-z0-9-]+):before/g)].map((found) => found[1])),
    client: new Set(list.split('\n').map((line) => line.trim())),
  };
}

let validators;
function schemaFaults(name, file, data) {
  if (!validators) {
    const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
    validators = Object.fromEntries([...Object.keys(FILES), 'survey', 'guide_recyclables'].map((key) =>
      [key, ajv.compile(readJson(join(SCHEMAS, `${key}.schema.json`)))]));
  }
  if (validators[name](data)) return [];
  return validators[name].errors.map((error) => {
    const extra = error.params.additionalProperty ? ` "${error.params.additionalProperty}"` : '';
    return `${file}#${error.instancePath}: ${error.message}${extra}`;
  });
}

// One row per check: {name, faults[]}. Rules across files need the right shape: they run only when the schemas hold.
export function checkContent(content, icons = iconNames()) {
  const documents = [...Object.entries(FILES).map(([name, file]) => [name, file, content[name]]),
    ...Object.entries(content.surveys).map(([file, survey]) => ['survey', file, survey]),
    ...content.guide_recyclables.map(({ file, data }) => ['guide_recyclables', file, data])];
  const shape = documents.map(([name, file, data]) =>
    ({ name: `${file} keeps its schema`, faults: schemaFaults(name, file, data) }));
  if (shape.some((row) => row.faults.length > 0)) return shape;
  return [...shape, ...[...rules, ...guideRules].map((rule) => ({ name: rule.name, faults: rule.faults(content, { icons }) }))];
}

function main(directory) {
  const results = checkContent(loadContent(directory));
  const failed = results.filter((row) => row.faults.length > 0);
  for (const row of failed) for (const fault of row.faults) console.log(`${row.name}: ${fault}`);
  console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = main(process.argv[2] ?? 'content');
  } catch (error) {
    console.log(error.message);
    console.log('0 passed, 1 failed');
    process.exitCode = 1;
  }
}
