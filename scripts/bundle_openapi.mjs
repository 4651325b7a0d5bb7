// Puts the API description together: every backend/**/NAME.openapi.json (paths, tags and components of one subject)
// becomes part of one OpenAPI document, sorted. Every operation without a "default" reply gets the response Refused as
// one: what any request may meet before its subject is looked at. Something said twice, a reference to nothing, a component that nobody
// uses or a tag that is not described ends the build with its name.
// usage: node scripts/bundle_openapi.mjs [OUTPUT]   without one: standard output
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const kinds = ['headers', 'parameters', 'requestBodies', 'responses', 'schemas', 'securitySchemes'];
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

const sorted = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Paths of the parts, sorted, from the root of the project. */
export const partFiles = () => readdirSync(join(root, 'backend'), { recursive: true })
  .filter((file) => file.endsWith('.openapi.json')).sort().map((file) => join('backend', file));

function add(target, source, what, file) {
  for (const [name, value] of Object.entries(source ?? {})) {
    if (Object.hasOwn(target, name)) throw new Error(`${file}: ${what} ${name} stands in another part already`);
    target[name] = value;
  }
}

/** Calls `visit` with every object in a value. */
function walk(value, visit) {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) visit(value);
  for (const member of Object.values(value)) walk(member, visit);
}

function addRefusals(paths) {
  for (const operations of Object.values(paths))
    for (const [method, { responses }] of Object.entries(operations))
      if (methods.includes(method)) responses.default ??= { $ref: '#/components/responses/Refused' };
}

/** Outside /api/ and /open311/ a problem is a page for whoever accepts text/html. */
function addPages(paths, described) {
  for (const [path, operations] of Object.entries(paths)) {
    if (/^\/(api|open311)\//.test(path)) continue;
    for (const [method, { responses }] of Object.entries(operations))
      for (const [status, { $ref }] of methods.includes(method) ? Object.entries(responses) : []) {
        const problem = $ref && described[$ref.split('/').at(-1)];
        if (!problem?.content?.['application/problem+json'] || problem.content['text/html']) continue;
        responses[status] = { ...problem, description: `${problem.description} A page when text/html is accepted.`,
          content: { ...problem.content, 'text/html': { schema: { type: 'string' } } } };
      }
  }
}

function checkReferences({ paths, components, security }) {
  const used = new Set();
  walk([paths, components], ({ $ref }) => typeof $ref === 'string' && used.add($ref));
  walk([paths, { security }], (object) => Array.isArray(object.security) && object.security.flatMap(Object.keys)
    .forEach((name) => used.add(`#/components/securitySchemes/${name}`)));
  const known = new Set(Object.entries(components)
    .flatMap(([kind, named]) => Object.keys(named).map((name) => `#/components/${kind}/${name}`)));
  for (const reference of used) if (!known.has(reference)) throw new Error(`${reference} is referred to but not described`);
  for (const reference of known) if (!used.has(reference)) throw new Error(`${reference} is described but never used`);
}

function checkOperations({ paths, tags }) {
  const described = new Set(tags.map(({ name }) => name)), used = new Set(), ids = {};
  if (described.size !== tags.length) throw new Error('a tag is described twice');
  for (const [path, operations] of Object.entries(paths))
    for (const [method, operation] of Object.entries(operations)) {
      if (!methods.includes(method)) continue;
      add(ids, { [operation.operationId]: 1 }, 'operationId', path);
      for (const tag of operation.tags) {
        if (!described.has(tag)) throw new Error(`${method} ${path}: tag ${tag} is not described`);
        used.add(tag);
      }
    }
  for (const tag of described) if (!used.has(tag)) throw new Error(`tag ${tag} is described but never used`);
}

/** The whole description. `parts`: rows of [file, value]. Throws an Error that says what is wrong where. */
export function bundle(parts = partFiles().map((file) => [file, JSON.parse(readFileSync(join(root, file), 'utf8'))])) {
  const head = {}, paths = {}, tags = [];
  const components = Object.fromEntries(kinds.map((kind) => [kind, {}]));
  for (const [file, { paths: own, tags: described = [], components: named = {}, ...rest }] of parts) {
    add(head, rest, 'member', file);
    add(paths, own, 'path', file);
    tags.push(...described);
    for (const [kind, rows] of Object.entries(named)) {
      if (!kinds.includes(kind)) throw new Error(`${file}: components of the kind ${kind} are not known`);
      add(components[kind], rows, kind, file);
    }
  }
  const all = { ...head, tags: tags.sort((a, b) => (a.name < b.name ? -1 : 1)), paths: sorted(paths),
    components: Object.fromEntries(kinds.map((kind) => [kind, sorted(components[kind])])) };
  addRefusals(paths);
  checkReferences(all);
  checkOperations(all);
  addPages(paths, components.responses);
  return all;
}

if (process.argv[1] === import.meta.filename) {
  try {
    const text = `${JSON.stringify(bundle(), null, 2)}\n`;
    if (process.argv[2]) {
      writeFileSync(process.argv[2], text);
      // Compilers and their caches see what is included, not what the assembler takes in.
      const digest = createHash('sha256').update(text).digest('hex');
      writeFileSync(process.argv[2].replace(/json$/, 'inc'), `constexpr const char kDigest[] = "${digest}";\n`);
    } else process.stdout.write(text);
  } catch (error) {
    console.error(`API description: ${error.message}`);
    process.exit(1);
  }
}
