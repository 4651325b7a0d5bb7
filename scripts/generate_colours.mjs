// Turns assets/tokens.css into lines WUFEI_COLOUR(ground, 0xF2F5F3, "#F2F5F3") for C++, and reads it for the packer.
// usage: generate_colours.mjs OUT_FILE
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const tokensCss = readFileSync(join(dirname(fileURLToPath(import.meta.url)), '../assets/tokens.css'), 'utf8');
// Name without dashes in front -> "#RRGGBB".
export const colours = new Map(
  [...tokensCss.matchAll(/^\s*--([a-z0-9-]+):\s*(#[0-9A-F]{6});/gm)].map(([, name, hex]) => [name, hex]));
if (colours.size !== tokensCss.match(/^\s*--/gm).length)
  throw new Error('assets/tokens.css: every line is --name: #RRGGBB; with capital digits');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , out] = process.argv;
  if (!out) throw new Error('usage: generate_colours.mjs OUT_FILE');
  const text = [...colours].map(([name, hex]) =>
    `WUFEI_COLOUR(${name.replaceAll('-', '_')}, 0x${hex.slice(1)}, "${hex}")\n`).join('');
  if (!existsSync(out) || readFileSync(out, 'utf8') !== text) writeFileSync(out, text);
}
