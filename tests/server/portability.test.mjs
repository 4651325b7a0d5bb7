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

  // {out, fault}: what psql prints for the text, one row a line, columns split by |.
  ask(sql) {
    const done = spawnSync(join(kPrograms, 'psql'),
      ['-h', this.folder, '-U', 'wufei', '-d', 'postgres', '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-f', '-'],
      { ...this.user, cwd: this.folder, input: sql, encoding: 'utf8' });
    return { out: done.stdout.trim(), fault: done.status === 0 ? '' : done.stderr.trim() };
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
    for (const { name, postgres } of text.migrations) assert.equal(server.ask(`BEGIN;${postgres};COMMIT;`).fault, '', name);
    const { out } = server.ask(`SELECT table_name || '.' || column_name || ' ' || data_type FROM
      information_schema.columns WHERE table_schema = 'public' AND data_type NOT IN ('bigint', 'text', 'bytea');`);
    assert.equal(out, '');
  });

  it('takes every statement, binds and answers our types', () => {
    assert.ok(text.queries.length > 100);
    for (const { name, postgres } of text.queries) {
      if (postgres === '') continue; // of one engine by nature
      const sql = postgres.replace(/\?(\d+)/g, '$$$1');
      const prepared = server.ask(`PREPARE q AS ${sql};
        SELECT array_to_string(parameter_types, ',') FROM pg_prepared_statements;`);
      assert.equal(prepared.fault, '', name);
      const parameters = prepared.out.split(',').filter(Boolean);
      assert.deepEqual(parameters.filter((type) => !kOurTypes.includes(type)), [], `parameters of ${name}`);
      if (!/^SELECT/.test(sql)) continue;
      // Nothing runs: the columns are asked of a view with NULLs of the right types in place of the parameters.
      const bare = sql.replace(/\$(\d+)/g, (_, n) => `CAST(NULL AS ${parameters[n - 1]})`);
      const columns = server.ask(`${bare} \\gdesc`);
      assert.equal(columns.fault, '', name);
      const types = columns.out.split('\n').map((line) => line.split('|')[1]);
      assert.deepEqual(types.filter((type) => !kOurTypes.includes(type)), [], `columns of ${name}`);
    }
  });
});
