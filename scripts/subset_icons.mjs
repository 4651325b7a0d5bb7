// Cuts the Phosphor icon font down to the names in assets/icons.txt, one font for those below its line "# first" and one for
// those below "# later", and writes the table of all code points that the kit includes: lines {"truck", 0xe123}, sorted by
// name. Each output may be "-" (not wanted).
// usage: subset_icons.mjs OUT_FIRST_WOFF2 OUT_LATER_WOFF2 OUT_TABLE
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { first, later } from './icon_parts.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const font = join(root, 'node_modules/@phosphor-icons/web/src/regular');
const [outFirst, outLater, outTable] = process.argv.slice(2);
if (!outTable) throw new Error('usage: subset_icons.mjs OUT_FIRST_WOFF2 OUT_LATER_WOFF2 OUT_TABLE');

const css = readFileSync(join(font, 'style.css'), 'utf8');
const codePoints = new Map();
for (const [, name, hex] of css.matchAll(/\.ph-([a-z0-9-]+):before\s*\{\s*content:\s*"\\([0-9a-f]+)"/g))
  codePoints.set(name, parseInt(hex, 16));

const wanted = [...first, ...later].sort();
const unknown = wanted.filter((name) => !codePoints.has(name));
if (unknown.length) throw new Error(`assets/icons.txt: the icon font has no ${unknown.join(', ')}`);

if (outTable !== '-') {
  const table = wanted.map((name) => `{"${name}", 0x${codePoints.get(name).toString(16)}},\n`).join('');
  if (!existsSync(outTable) || readFileSync(outTable, 'utf8') !== table) writeFileSync(outTable, table);
}
async function writeFont(file, part) {
  if (file === '-') return;
  const { default: subsetFont } = await import('subset-font');
  const text = [...part].map((name) => String.fromCodePoint(codePoints.get(name))).join('');
  writeFileSync(file, await subsetFont(readFileSync(join(font, 'Phosphor.woff2')), text, { targetFormat: 'woff2' }));
}
await writeFont(outFirst, first);
await writeFont(outLater, later);
