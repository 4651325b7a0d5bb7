// What is made of lists of the sources outside C++: backend/county/site/pages.inc and documents.inc, the roots of documents,
// "/guide", of backend/subjects.txt, and the paths of the API that wire files name, by their constant.
import { readFileSync, readdirSync } from 'node:fs';

const backend = new URL('../backend/', import.meta.url);
const read = (path) => readFileSync(new URL(path, backend), 'utf8');

function rows(file, macro, pattern) {
  const source = read(`county/site/${file}`);
  const found = [...source.matchAll(new RegExp(`^${macro}\\(${pattern}`, 'gm'))];
  if (found.length !== source.match(new RegExp(`^${macro}\\(`, 'gm')).length) throw new Error(`${file} has a row that can not be read`);
  return found;
}
export const pages = rows('pages.inc', 'PAGE', '(\\w+), *"([^"]*)", *(first|second),').map(([, kind, path, part]) => ({ kind, path, part }));
// name: the constant of a text; kept: always | ahead | read
export const documents = rows('documents.inc', 'DOCUMENT', '"([^"]+)", *(\\w+), *(always|ahead|read)\\)').map(([, path, name, kept]) => ({ path, name, kept }));

export const roots = [...read('subjects.txt').matchAll(/^[a-z_]+:[^|\n]*\|[^|\n]*\|([^|\n]*)$/gm)]
  .flatMap(([, names]) => names.trim().split(/ +/)).map((root) => '/' + root);

// kAreas -> "/api/v1/areas"
const headers = readdirSync(backend, { recursive: true }).filter((name) => name.endsWith('.hpp')).map(read);
export const api = new Map(headers.flatMap((header) =>
  [...header.matchAll(/\b(k\w+) = "(\/api[^"]*)"/g)].map(([, constant, path]) => [constant, path])));
