// Adds the example of docs/adding-a-subject.md to a tree, exactly as it stands there: its folder and the lines of its diff.
// usage: example_subject.mjs TREE    (a test does so in a copy; build/example is what the compiler is shown of it)
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const guide = readFileSync(new URL('../docs/adding-a-subject.md', import.meta.url), 'utf8');

// [path in the tree, text] of each block that stands behind a line that begins with its name.
export const files = [...guide.matchAll(/^`([\w./-]+)`:.*?^```\w+\n(.*?)^```$/gms)]
  .map(([, name, text]) => [`backend/example/${name}`, text]);

// {path, above, line} of each line that the diff adds to a file.
export const lines = (() => {
  const found = [];
  let path = '', above = '';
  for (const row of guide.match(/^```diff\n(.*?)^```$/ms)[1].trimEnd().split('\n')) {
    if (row.startsWith('--- ')) path = row.slice(4);
    else if (row.startsWith('+')) found.push({ path, above, line: row.slice(1) });
    else above = row.slice(1);
  }
  return found;
})();

export function addExample(tree) {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  for (const { path, above, line } of lines) {
    if (!existsSync(join(tree, path))) continue; // a tree of the folder alone
    const rows = readFileSync(join(tree, path), 'utf8').split('\n'), at = rows.indexOf(above);
    if (at < 0) throw new Error(`${path} has no line "${above}"`);
    if (!rows.includes(line)) writeFileSync(join(tree, path), rows.toSpliced(at + 1, 0, line).join('\n'));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) addExample(process.argv[2]);
