// Holds replies of the portal against its API description: status, media type and body must be what the description
// says for the path and method. Schemas are closed here: a member that the description does not name is a fault, too.
import { appendFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { bundle } from '../../scripts/bundle_openapi.mjs';

const api = bundle();
const resolved = (value) => (value?.$ref ? value.$ref.slice(2).split('/').reduce((from, name) => from[name], api) : value);
const isClosable = (schema) => (schema.properties ?? schema.allOf) && schema.additionalProperties === undefined;

/** A copy of a value in which no object schema allows members beyond those described. Parts of an allOf close together. */
function closed(value, isPart = false) {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => closed(one, isPart));
  const copy = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, closed(member, name === 'allOf')]));
  return !isPart && isClosable(resolved(value)) ? { ...copy, unevaluatedProperties: false } : copy;
}

const validators = new Map();
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
// A component is closed where it is referred to: it may be a part of an allOf elsewhere.
const components = Object.fromEntries(Object.entries(api.components.schemas).map(([name, schema]) => [name, closed(schema, true)]));
ajv.addSchema({ $id: 'api', components: { schemas: components } });

function faultsOf(schema, value) {
  if (!validators.has(schema))
    validators.set(schema, ajv.compile(JSON.parse(JSON.stringify(closed(schema)).replaceAll('"$ref":"#/', '"$ref":"api#/'))));
  const validate = validators.get(schema);
  if (validate(value)) return [];
  return validate.errors.map(({ instancePath, message, params }) =>
    `${instancePath || '/'} ${message}${params.unevaluatedProperty ? `: ${params.unevaluatedProperty}` : ''}`);
}

const isParameter = (segment) => segment.startsWith('{');
const fills = (wanted, given) => (isParameter(wanted)
  ? given.length > wanted.length - wanted.indexOf('}') - 1 && given.endsWith(wanted.slice(wanted.indexOf('}') + 1)) : wanted === given);
const templates = Object.keys(api.paths).map((path) => [path, path.split('/')]);

/** The description of a path: a literal segment goes before a parameter, a parameter with an ending before one without. */
function pathOf(path) {
  const given = path.split('/');
  const weight = (wanted) => wanted.map((one) => (isParameter(one) ? (one.endsWith('}') ? 2 : 1) : 0)).join('');
  return templates.filter(([, wanted]) => wanted.length === given.length && wanted.every((one, i) => fills(one, given[i])))
    .sort(([, a], [, b]) => weight(a).localeCompare(weight(b)))[0]?.[0];
}

// A target that cannot be decoded is no path: it is refused as it is.
function decoded(path) {
  try { return decodeURIComponent(path); } catch { return path; }
}

function bodyFaults(description, type, text) {
  const media = (type ?? '').split(';')[0];
  if (!description.content) return text === '' ? [] : ['has a body, but none is described'];
  const about = description.content[media];
  if (!about) return [`media type "${media}" is not described, but ${Object.keys(description.content).join(', ')}`];
  if (!about.schema || !/[/+]json$/.test(media)) return [];
  try {
    return faultsOf(about.schema, JSON.parse(text));
  } catch (error) {
    return [`is no JSON: ${error.message}`];
  }
}

// What is no operation of the description: pages, files and whatever does not exist. A refusal is a page or a problem.
function otherFaults(path, { status, type, text }) {
  if (status < 400) return path.startsWith('/api/') ? ['is not described'] : [];
  if (path.startsWith('/open311/')) return bodyFaults(api.components.responses.Open311Refused, type, text);
  if (type?.startsWith('text/html') && !path.startsWith('/api/')) return [];
  return bodyFaults(api.components.responses.BadRequest, type, text);
}

const met = new Set();

/** "METHOD template" of every operation of the description. */
export const operations = Object.entries(api.paths).flatMap(([path, item]) =>
  Object.keys(item).filter((name) => name !== 'parameters').map((method) => `${method.toUpperCase()} ${path}`));

// Which operations did what they are for, a line each in the file WUFEI_OPERATIONS: check_replies.mjs asks for all.
function note(operation, status) {
  if (status >= 400 || met.has(operation) || !process.env.WUFEI_OPERATIONS) return;
  met.add(operation);
  appendFileSync(process.env.WUFEI_OPERATIONS, `${operation}\n`);
}

/**
 * What is wrong with a reply, as lines; none for one that is as described. `target` is path and query as sent, `type` the
 * Content-Type; `text` the body, "" for a HEAD. A preflight (OPTIONS) is not described.
 */
export function faultsOfReply(method, target, reply) {
  if (method === 'OPTIONS') return [];
  const path = new URL(target, 'http://portal').pathname, known = pathOf(decoded(path)), isHead = method === 'HEAD';
  const operation = known && api.paths[known][isHead ? 'get' : method.toLowerCase()];
  if (operation && !isHead) note(`${method} ${known}`, reply.status);
  const description = operation && resolved(operation.responses[reply.status] ?? (reply.status >= 400 ? operation.responses.default : undefined));
  const faults = operation && !description ? ['status is not described'] : isHead ? []
    : operation ? bodyFaults(description, reply.type, reply.text) : otherFaults(path, reply);
  return faults.map((fault) => `${method} ${target} ${reply.status}: ${fault}`);
}
