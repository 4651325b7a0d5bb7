// PostgreSQL takes the schema's history and every statement of the program, as the types that the program reads and
// binds. Starts a server of its own on a private socket in a temporary folder; skipped, with the reason, where none can
// be started.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Postgres } from './postgres.mjs';

const root = new URL('../..', import.meta.url).pathname;
const dump = ['dev', 'asan', 'release'].map((preset) => join(root, 'build', preset, 'tests/portability/wufei_sql_dump'))
  .find(existsSync);

const kOurTypes = ['bigint', 'text', 'bytea'];
let server, why = dump ? '' : 'the dev build is not there';
if (dump)
  try {
    server = await Postgres.start();
  } catch (failure) {
    why = `PostgreSQL cannot be started: ${failure.message}`;
  }

describe('PostgreSQL', { skip: why || false }, () => {
  let text;
  before(() => {
    text = JSON.parse(execFileSync(dump, { encoding: 'utf8' }));
  });
  after(() => server.stop());

  it('takes the migrations in order, with no other types than ours', () => {
    for (const { name, postgres } of text.migrations)
      assert.deepEqual(server.ask('BEGIN;', postgres, 'COMMIT;').faults, [], name);
    const { out } = server.ask(`SELECT table_name || '.' || column_name || ' ' || data_type FROM
      information_schema.columns WHERE table_schema = 'public' AND data_type NOT IN ('bigint', 'text', 'bytea');`);
    assert.equal(out, '');
  });

  it('takes every statement, binds and answers our types', () => {
    const queries = text.queries.filter(({ postgres }) => postgres !== '') // the others are of one engine by nature
      .map(({ name, postgres }) => ({ name, sql: postgres.replace(/\?(\d+)/g, '$$$1') }));
    assert.ok(queries.length > 100);
    const prepared = server.ask(...queries.map(({ name, sql }) => `PREPARE "${name}" AS ${sql};`),
      'SELECT name, array_to_string(parameter_types, \',\') FROM pg_prepared_statements;');
    assert.deepEqual(prepared.faults.map(([line, fault]) => `${queries[line - 1].name}: ${fault}`), []);
    const parameters = Object.fromEntries(prepared.out.split('\n').map((line) => line.split('|')));
    const selects = queries.filter(({ sql }) => sql.startsWith('SELECT'));
    // Nothing runs: the columns are asked of the statement with NULLs of its types in place of its parameters.
    const described = server.ask(...selects.flatMap(({ name, sql }) => {
      const types = parameters[name].split(',');
      return [`\\echo == ${name}`, `${sql.replace(/\$(\d+)/g, (_, n) => `CAST(NULL AS ${types[n - 1]})`)} \\gdesc`];
    }));
    assert.deepEqual(described.faults.map(([line, fault]) => `${selects[(line - 2) / 2].name}: ${fault}`), []);
    const columns = Object.fromEntries(described.out.split('== ').slice(1).map((part) => {
      const [name, ...lines] = part.trim().split('\n');
      return [name, lines.map((line) => line.split('|')[1]).join(',')];
    }));
    assert.equal(Object.keys(columns).length, selects.length);
    const foreign = (types) => Object.entries(types)
      .filter(([, list]) => list.split(',').some((type) => type && !kOurTypes.includes(type)));
    assert.deepEqual(foreign(parameters), []);
    assert.deepEqual(foreign(columns), []);
  });
});
