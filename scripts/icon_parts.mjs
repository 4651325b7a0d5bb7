// The names in assets/icons.txt in its two parts, each a set in the list's order: those that the first screen shows, and those
// of all other pages.
import { readFileSync } from 'node:fs';

const list = readFileSync(new URL('../assets/icons.txt', import.meta.url), 'utf8');
const parts = /^# first\b.*\n([^#]*)^# later\b.*\n([^#]*)$/m.exec(list);
if (!parts) throw new Error('assets/icons.txt: it has two parts, "# first" and "# later"');
export const [first, later] = parts.slice(1).map((part) => new Set(part.split('\n').filter(Boolean)));
const twice = [...first].filter((name) => later.has(name));
if (twice.length) throw new Error(`assets/icons.txt: ${twice.join(', ')} in both parts`);
