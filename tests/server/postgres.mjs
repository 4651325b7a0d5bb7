// A PostgreSQL of the tests' own, on a private socket in a temporary folder: alone, or a primary with its standby.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './lib.mjs';

const kPrograms = '/usr/lib/postgresql/15/bin';

// PostgreSQL refuses to run as root.
function otherUser() {
  if (process.getuid() !== 0) return {};
  const fields = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  const found = fields.find(([name]) => name === 'postgres') ?? fields.find(([name]) => name === 'nobody');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

/** Why there can be none here, "" when there can. */
export const missing = existsSync(join(kPrograms, 'postgres')) ? '' : `there is no ${kPrograms}/postgres`;

export class Postgres {
  /** `durable`: commits reach the disk, as a county's would. `settings`: lines of postgresql.conf. */
  static async start({ durable = false, settings = [] } = {}) {
    const server = new Postgres();
    server.#begin();
    try {
      server.run('initdb', '-D', server.data, '-U', 'wufei', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync');
      await server.#serve([`fsync=${durable ? 'on' : 'off'}`, ...settings]);
      return server;
    } catch (failure) {
      await server.stop();
      throw failure;
    }
  }

  #begin() {
    this.user = otherUser();
    this.folder = mkdtempSync(join(tmpdir(), 'wufei-pg-'));
    chmodSync(this.folder, 0o755); // the portal's own user comes in by the socket
    if (this.user.uid !== undefined) chownSync(this.folder, this.user.uid, this.user.gid);
    this.data = join(this.folder, 'data');
    this.ended = true;
    process.on('exit', () => this.kill());
  }

  run(program, ...args) {
    return execFileSync(join(kPrograms, program), args, { ...this.user, cwd: this.folder, stdio: 'pipe', encoding: 'utf8' });
  }

  // A group of its own: what a plug pulled ends is all of it.
  async #serve(settings) {
    const given = ['listen_addresses=', `unix_socket_directories=${this.folder}`, 'max_connections=100', ...settings];
    this.process = spawn(join(kPrograms, 'postgres'), ['-D', this.data, ...given.flatMap((one) => ['-c', one])],
      { ...this.user, cwd: this.folder, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
    this.said = '';
    this.ended = false;
    this.gone = new Promise((resolve) => { this.process.once('exit', () => { this.ended = true; resolve(); }); });
    this.process.stderr.on('data', (bytes) => { this.said += bytes; });
    await until(() => {
      if (this.ended) throw new Error(this.said.slice(-800));
      return this.said.includes('ready to accept');
    }, 'the start of PostgreSQL');
  }

  /** A second server that follows this one, which waits for it at every commit from now on. */
  async standby() {
    const other = new Postgres();
    other.#begin();
    other.run('pg_basebackup', '-h', this.folder, '-U', 'wufei', '-D', other.data, '-R', '--checkpoint=fast', '--no-sync');
    writeFileSync(join(other.data, 'postgresql.auto.conf'),
      `primary_conninfo = 'host=${this.folder} user=wufei application_name=standby'\n`);
    await other.#serve(['hot_standby=on']);
    this.ask("ALTER SYSTEM SET synchronous_standby_names = 'standby';", 'SELECT pg_reload_conf();');
    await until(() => this.ask("SELECT sync_state FROM pg_stat_replication WHERE application_name = 'standby';").out === 'sync',
      'a standby that follows');
    return other;
  }

  promote() {
    this.ask('SELECT pg_promote();');
  }

  /** {out, faults}: what psql prints for the lines, columns split by |, and its complaints as [line, text]. */
  ask(...lines) {
    return this.askIn('postgres', ...lines);
  }

  askIn(database, ...lines) {
    const done = spawnSync(join(kPrograms, 'psql'),
      ['-h', this.folder, '-U', 'wufei', '-d', database, '-X', '-q', '-A', '-t', '-f', '-'],
      { ...this.user, cwd: this.folder, input: lines.join('\n'), encoding: 'utf8' });
    const faults = [...done.stderr.matchAll(/^psql:<stdin>:(\d+): (?:ERROR|FATAL): +(.*)$/gm)];
    return { out: done.stdout.trim(), faults: faults.map(([, line, text]) => [Number(line), text]) };
  }

  /** Makes a database; answers its address for --store, which knows `others` as well. */
  database(name, ...others) {
    this.ask(`CREATE DATABASE ${name} TEMPLATE template0;`);
    return this.address(name, ...others);
  }

  address(name, ...others) {
    return `postgresql:///${name}?host=${[this, ...others].map((server) => server.folder).join(',')}&user=wufei`;
  }

  /** As when the plug is pulled. */
  kill() {
    if (!this.ended) process.kill(-this.process.pid, 'SIGKILL');
  }

  async stop() {
    if (!this.ended) {
      this.process.kill('SIGINT');
      await this.gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A data directory whose rows are at this address, as `wufei move-store` leaves it. */
export function placeStore(data, address) {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  chmodSync(data, 0o700);
  writeFileSync(join(data, 'store'), `${address}\n`, { mode: 0o600 });
  return data;
}
