// The rows of backend/county/site/pages.inc for what is made of them outside C++: kind, path, part (first, second); and
// the roots of documents, "/guide", of backend/subjects.txt.
import { readFileSync } from 'node:fs';

const source = readFileSync(new URL('../backend/county/site/pages.inc', import.meta.url), 'utf8');
export const pages = [...source.matchAll(/^PAGE\((\w+), *"([^"]*)", *(first|second),/gm)]
  .map(([, kind, path, part]) => ({ kind, path, part }));
if (pages.length !== source.match(/^PAGE\(/gm).length) throw new Error('pages.inc has a row that can not be read');

const subjects = readFileSync(new URL('../backend/subjects.txt', import.meta.url), 'utf8');
export const roots = [...subjects.matchAll(/^[a-z_]+:[^|\n]*\|[^|\n]*\|([^|\n]*)$/gm)]
  .flatMap(([, names]) => names.trim().split(/ +/)).map((root) => '/' + root);
