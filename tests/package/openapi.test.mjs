// What scripts/bundle_openapi.mjs refuses, and that replies are held against the description.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { bundle } from '../../scripts/bundle_openapi.mjs';
import { faultsOfReply } from '../support/described.mjs';

const operation = (more = {}) => ({ get: { operationId: 'a', tags: ['t'], responses: { 200: { $ref: '#/components/responses/Fine' } }, ...more } });
const common = { openapi: '3.1.0', components: { responses: { Refused: { description: 'x' } } } };
const subject = (more = {}) => ({ tags: [{ name: 't' }], paths: { '/a': operation() },
  components: { responses: { Fine: { description: 'x' } } }, ...more });
const reason = (...parts) => {
  try {
    bundle([['common', structuredClone(common)], ...parts.map((part, i) => [`part${i}`, structuredClone(part)])]);
    return '';
  } catch (error) { return error.message; }
};

test('a bundle names what is said twice, missing or unused', () => {
  assert.equal(reason(subject()), '');
  assert.match(reason(subject(), { paths: { '/a': operation({ operationId: 'b' }) } }), /part1: path \/a/);
  assert.match(reason(subject(), { paths: { '/b': operation() } }), /operationId a/);
  assert.match(reason(subject(), { components: { responses: { Fine: {} } } }), /part1: responses Fine/);
  assert.match(reason(subject({ components: {} })), /responses\/Fine is referred to but not described/);
  assert.match(reason(subject(), { components: { schemas: { Left: {} } } }), /schemas\/Left is described but never used/);
  assert.match(reason(subject(), { paths: { '/b': operation({ operationId: 'b', tags: ['u'] }) } }), /tag u is not described/);
  assert.match(reason(subject(), { tags: [{ name: 'u' }] }), /tag u is described but never used/);
});

const faults = (path, status, type, body) => faultsOfReply('GET', path, { status, type, text: typeof body === 'string' ? body : JSON.stringify(body) });
const problem = { type: 'about:blank', title: 'x', status: 400, code: 'invalid', errors: [] };

test('a reply that is not as described is named with its reason', () => {
  const area = { code: '1', name: 'x', kind: 'town', villages: [] };
  assert.deepEqual(faults('/api/v1/areas', 200, 'application/json', { areas: [area] }), []);
  assert.match(faults('/api/v1/areas', 200, 'application/json', { areas: [{ ...area, code: 1 }] })[0], /\/areas\/0\/code must be string/);
  assert.match(faults('/api/v1/areas', 200, 'application/json', { areas: [{ ...area, more: 1 }] })[0], /\/areas\/0 must NOT have .*: more/);
  assert.match(faults('/api/v1/areas', 200, 'text/html', '')[0], /media type "text\/html"/);
  assert.match(faults('/api/v1/areas', 200, 'application/json', '{')[0], /no JSON/);
  assert.match(faults('/api/v1/areas', 304, undefined, 'x')[0], /none is described/);
  assert.match(faults('/api/v1/areas', 201, 'application/json', '')[0], /status is not described/);
  assert.match(faults('/api/v1/nothing', 200, 'application/json', {})[0], /is not described/);
});

test('any request may be refused as a whole, but not for what its own rules say', () => {
  assert.deepEqual(faults('/api/v1/areas', 400, 'application/problem+json', problem), []);
  assert.notDeepEqual(faults('/api/v1/areas', 409, 'application/problem+json', { ...problem, status: 409 }), []);
  assert.notDeepEqual(faults('/api/v1/areas', 400, 'application/problem+json', { ...problem, errors: [{ pointer: '', rule: 'required' }] }), []);
  assert.deepEqual(faults('/no/page', 404, 'text/html; charset=utf-8', '<p>'), []);
});

const every = (value, visit) => {
  if (typeof value !== 'object' || value === null) return;
  visit(value);
  for (const member of Object.values(value)) every(member, visit);
};

test('every array says of what, every operation how it succeeds, every refusal in which forms it comes', () => {
  const { paths, components } = bundle();
  every({ paths, components }, (one) => assert.ok(one.type !== 'array' || 'items' in one, JSON.stringify(one)));
  for (const [path, operations] of Object.entries(paths))
    for (const [method, { responses }] of Object.entries(operations)) {
      assert.ok(Object.keys(responses).some((status) => /^[23]/.test(status)), `${method} ${path}`);
      for (const [status, { $ref, ...own }] of Object.entries(responses)) {
        if (/^[23]/.test(status)) continue;
        const { content } = $ref ? components.responses[$ref.split('/').at(-1)] : own, where = `${method} ${path} ${status}`;
        if (path.startsWith('/open311/')) assert.ok(content['application/json'] && content['text/xml'], where);
        else if (!path.startsWith('/api/')) assert.ok(content['text/html'], where);
      }
    }
});
