// Turns assets/tokens.css into lines WUFEI_COLOUR(ground, "#F2F5F3", 0xF2F5F3, 0x0E1512, 0xFFFFFF) for C++ (the colour as
// CSS writes it, then light, dark, more contrast), and reads it for the packer. usage: generate_colours.mjs OUT_FILE
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const tokensCss = readFileSync(join(dirname(fileURLToPath(import.meta.url)), '../assets/tokens.css'), 'utf8');

// Name without dashes in front -> "#RRGGBB".
function coloursOf(css) {
  const found = new Map(
    [...css.matchAll(/^\s*--([a-z0-9-]+):\s*(#[0-9A-F]{6});/gm)].map(([, name, hex]) => [name, hex]));
  if (found.size !== (css.match(/^\s*--/gm) || []).length)
    throw new Error('assets/tokens.css: every line is --name: #RRGGBB; with capital digits, no name twice in a scheme');
  return found;
}
const [light, ...wishes] = tokensCss.split(/^@media .*$/m).map(coloursOf);
export const colours = light;
const [dark, more] = wishes;
if (wishes.length !== 2) throw new Error('assets/tokens.css: light, then dark, then more contrast');
for (const scheme of wishes)
  for (const name of scheme.keys())
    if (!light.has(name)) throw new Error(`assets/tokens.css: --${name} is in a scheme and not in the light one`);
for (const name of dark.keys())  // a dark device on which more contrast is wished for gets both blocks
  if (!more.has(name)) throw new Error(`assets/tokens.css: --${name} would stay dark when more contrast is wished for`);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , out] = process.argv;
  if (!out) throw new Error('usage: generate_colours.mjs OUT_FILE');
  const number = (hex) => `0x${hex.slice(1)}`;
  const text = [...light].map(([name, hex]) => `WUFEI_COLOUR(${name.replaceAll('-', '_')}, "${hex}", ${number(hex)}, ` +
    `${number(dark.get(name) ?? hex)}, ${number(more.get(name) ?? hex)})\n`).join('');
  if (!existsSync(out) || readFileSync(out, 'utf8') !== text) writeFileSync(out, text);
}
