// PostgreSQL takes the schema's history and every statement of the program, as the types that the program reads and
// binds. Starts a server of its own on a private socket in a temporary folder; skipped, with the reason, where none can
// be started.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

const kPrograms = '/usr/lib/postgresql/15/bin';
const root = new URL('../..', import.meta.url).pathname;
const dump = ['dev', 'asan', 'release'].map((preset) => join(root, 'build', preset, 'tests/portability/wufei_sql_dump'))
  .find(existsSync);

// PostgreSQL refuses to run as root.
function otherUser() {
  if (process.getuid() !== 0) return {};
  const fields = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  const found = fields.find(([name]) => name === 'postgres') ?? fields.find(([name]) => name === 'nobody');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

class Postgres {
  static async start() {
    const server = new Postgres();
    server.user = otherUser();
    server.folder = mkdtempSync(join(tmpdir(), 'wufei-pg-'));
    if (server.user.uid !== undefined) chownSync(server.folder, server.user.uid, server.user.gid);
    try {
      const data = join(server.folder, 'data');
      execFileSync(join(kPrograms, 'initdb'),
        ['-D', data, '-U', 'wufei', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
        { ...server.user, cwd: server.folder, stdio: 'pipe' });
      server.process = spawn(join(kPrograms, 'postgres'),
        ['-D', data, '-k', server.folder, '-c', 'listen_addresses=', '-c', 'fsync=off'],
        { ...server.user, cwd: server.folder, stdio: ['ignore', 'ignore', 'pipe'] });
      await server.ready();
      return server;
    } catch (failure) {
      await server.stop();
      throw failure;
    }
  }

  ready() {
    return new Promise((resolve, reject) => {
      let said = '';
      this.process.stderr.on('data', (bytes) => {
        said += bytes;
        if (said.includes('ready to accept connections')) resolve();
      });
      this.process.once('exit', () => reject(new Error(said.slice(-400))));
      this.process.once('error', reject);
    });
  }

  // {out, faults}: what psql prints for the lines, columns split by |, and its complaints as [line, text].
  ask(...lines) {
    const done = spawnSync(join(kPrograms, 'psql'),
      ['-h', this.folder, '-U', 'wufei', '-d', 'postgres', '-X', '-q', '-A', '-t', '-f', '-'],
      { ...this.user, cwd: this.folder, input: lines.join('\n'), encoding: 'utf8' });
    const faults = [...done.stderr.matchAll(/^psql:<stdin>:(\d+): ERROR: +(.*)$/gm)];
    return { out: done.stdout.trim(), faults: faults.map(([, line, text]) => [Number(line), text]) };
  }

  async stop() {
    if (this.process && this.process.exitCode === null) {
      const gone = new Promise((resolve) => this.process.once('exit', resolve));
      this.process.kill('SIGINT');
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

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
