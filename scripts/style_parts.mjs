// The sheet of everything a resident reads, out of the parts in wasm/portal/shell/style, in this order: of two rules that
// weigh alike the later one holds.
import { readFileSync, readdirSync } from 'node:fs';

const folder = new URL('../wasm/portal/shell/style/', import.meta.url);
const order = ['layers', 'page', 'forms', 'kinds', 'home', 'disclosure', 'large_print', 'paper'];

export function residentStyle() {
  const forgotten = readdirSync(folder).filter((name) => !order.includes(name.replace(/\.css$/, '')));
  if (forgotten.length) throw new Error(`scripts/style_parts.mjs does not name ${forgotten.join(', ')}`);
  return order.map((name) => readFileSync(new URL(`${name}.css`, folder), 'utf8')).join('\n');
}
