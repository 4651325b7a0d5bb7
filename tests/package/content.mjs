// The county's content as data, and what `wufei check --content-only` says of a changed copy of it.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
export const directory = join(root, 'content');
const FILES = {
  areas: 'areas.json', site: 'site.json', launch: 'launch.json', catalogue: 'pickup/catalogue.json', rules: 'pickup/rules.json', outcomes: 'pickup/outcomes.json',
  destinations: 'ledger/destinations.json',
  indicators: 'indicators/indicators.json', open_data: 'open_data.json',
  guide_items: 'guide/items.json', guide_categories: 'guide/categories.json', guide_words: 'guide/words.json',
  guide_search: 'guide/search.json', guide_places: 'guide/places.json',
  plan_tasks: 'plan/tasks.json', plan_targets: 'plan/targets.json', plan_discrepancies: 'plan/discrepancies.json',
  plan_bodies: 'plan/bodies.json', plan_cells: 'plan/cells.json',
};
for (const folder of ['surveys', 'guide/recyclables'])
  for (const name of readdirSync(join(directory, folder))) FILES[`${folder}/${name}`] = `${folder}/${name}`;

const read = (file) => JSON.parse(readFileSync(join(directory, file), 'utf8'));
export const content = Object.fromEntries(Object.entries(FILES).map(([name, file]) => [name, read(file)]));

/** What is printed about a content directory: one line per fault, and "" when there is none. */
export function faultsIn(path) {
  try {
    execFileSync(join(root, 'scripts/check_content'), [path], { encoding: 'utf8', stdio: 'pipe' });
    return '';
  } catch (failure) {
    return failure.stdout + failure.stderr;
  }
}

/** The faults of the content after `edit(data)`. */
export function faultsAfter(edit) {
  const data = structuredClone(content), scratch = mkdtempSync(join(tmpdir(), 'wufei-content-'));
  edit(data);
  try {
    cpSync(directory, scratch, { recursive: true });
    for (const [name, file] of Object.entries(FILES)) {
      const text = JSON.stringify(data[name]);
      if (text !== JSON.stringify(content[name])) writeFileSync(join(scratch, file), text);
    }
    return faultsIn(scratch);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
