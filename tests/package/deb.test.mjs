// The Debian package: made from the release, clean for lintian and systemd, and in a Debian of its own (debootstrap) installed,
// upgraded, removed and purged while a booking, the key and the administrator's settings stay. Needs the release and the packed
// client; what needs root is skipped without it. The Debian is kept in the user's cache for the next time.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { bearer, bookable, call, sampleRequest } from '../server/lib.mjs';

const root = resolve(import.meta.dirname, '../..'), build = resolve(root, process.env.WUFEI_BUILD ?? 'build/release');
const place = mkdtempSync(join(tmpdir(), 'wufei-deb-')), debian = join(place, 'debian');
const run = (file, args, options = {}) => spawnSync(file, args, { encoding: 'utf8', ...options });
const done = (file, args, options) => {
  const { status, stdout, stderr, error } = run(file, args, options);
  assert.equal(status, 0, `${file} ${args.join(' ')}: ${error ?? ''}${stdout}${stderr}`);
  return stdout;
};
const has = (program) => run('which', [program]).status === 0;
const no_root = process.getuid() !== 0 || !has('debootstrap') ? 'needs root and debootstrap' : false;

let deb;
before(() => {
  done('cpack', ['--config', 'CPackConfig.cmake', '-B', place], { cwd: build });
  deb = join(place, readdirSync(place).find((name) => name.endsWith('.deb')));
});
after(() => {
  if (existsSync(join(debian, 'proc/self'))) run('umount', [join(debian, 'proc')]);
  rmSync(place, { recursive: true, force: true });
});

// The package with something of it changed, as a file of its own.
function changed(name, change) {
  const files = join(place, name), made = join(place, `${name}.deb`);
  done('dpkg-deb', ['-R', deb, files]);
  change(files);
  done('dpkg-deb', ['-b', '--root-owner-group', files, made]);
  return made;
}
const found_by_lintian = (file) => run('lintian', ['--allow-root', '--fail-on', 'error,warning', file]);

test('lintian finds nothing, and would', { skip: has('lintian') ? false : 'needs lintian' }, () => {
  const { status, stdout } = found_by_lintian(deb);
  assert.equal(status, 0, stdout);
  const bad = found_by_lintian(changed('unlicensed', (files) => rmSync(join(files, 'usr/share/doc/wufei/copyright'))));
  assert.notEqual(bad.status, 0);
  assert.match(bad.stdout, /no-copyright-file/);
});

test('the manual page has every command, the completion knows them', () => {
  const files = join(place, 'look');
  done('dpkg-deb', ['-x', deb, files]);
  const manual = done('gzip', ['-dc', join(files, 'usr/share/man/man1/wufei.1.gz')]);
  const commands = [...run(join(files, 'usr/bin/wufei'), ['--help']).stdout.split('\n命令:\n')[1].matchAll(/^ {2}([a-z-]+) /gm)].map(([, name]) => name);
  assert.ok(commands.length > 10);
  for (const name of commands) assert.ok(manual.includes(`.SH "wufei ${name}"`), name);
  const complete = (...words) => done('bash', ['-c', `source ${join(files, 'usr/share/bash-completion/completions/wufei')}
    COMP_WORDS=(wufei ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; _wufei; printf '%s\\n' "\${COMPREPLY[@]}"`],
  { env: { ...process.env, PATH: `${join(files, 'usr/bin')}:${process.env.PATH}` } }).trim().split('\n');
  assert.deepEqual(complete('ser'), ['serve']);
  assert.ok(complete('staff', '').includes('add'));
  assert.ok(complete('serve', '--li').includes('--listen'));
});

const inside = (...words) => run('chroot', [debian, ...words], { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' } });
const inside_done = (...words) => {
  const { status, stdout, stderr } = inside(...words);
  assert.equal(status, 0, `${words.join(' ')}: ${stdout}${stderr}`);
  return stdout;
};
const bring = (file) => {
  copyFileSync(file, join(debian, 'tmp/wufei.deb'));
  return '/tmp/wufei.deb';
};

// Answers why there is none, if so.
function make_debian() {
  mkdirSync(debian);
  const needs = done('dpkg-deb', ['-f', deb, 'Depends']).trim();
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'wufei');
  const kept = join(cache, `debian-${createHash('sha256').update(needs).digest('hex').slice(0, 16)}.tar`);
  if (existsSync(kept)) return void done('tar', ['xf', kept, '-C', debian]);
  const mirror = run('apt-cache', ['policy']).stdout.match(/(https?:\/\/\S+) bookworm\/main/)?.[1];
  if (!mirror) return 'apt names no mirror of bookworm';
  const made = run('debootstrap', ['--variant=minbase', '--include=systemd,init-system-helpers', 'bookworm', debian, mirror]);
  if (made.status !== 0) return `no Debian from the mirror: ${made.stdout.trim().split('\n').at(-1)}`;
  // What the package needs comes from the mirror once; the package itself is put in without it.
  inside_done('apt-get', 'update', '-qq');
  inside_done('apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...needs.split(', ').map((one) => one.split(/[ |]/)[0]));
  inside_done('apt-get', 'clean');
  mkdirSync(cache, { recursive: true });
  done('tar', ['cf', `${kept}.part`, '-C', debian, '.']);
  done('mv', [`${kept}.part`, kept]);
}

// The server as its unit starts it, under its account. Answers where it listens and how to stop it.
async function served() {
  const unit = readFileSync(join(debian, 'usr/lib/systemd/system/wufei.service'), 'utf8');
  const settings = [...unit.matchAll(/^Environment=(.*)$/gm)].map(([, pair]) => pair);
  const server = spawn('chroot', [debian, 'runuser', '-u', 'wufei', '--', 'env', ...settings, 'WUFEI_LISTEN=127.0.0.1:0', 'WUFEI_LOG_LEVEL=warn',
    'wufei', 'serve'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  server.stderr.on('data', (text) => { said += text; });
  const url = await new Promise((ready, failed) => {
    createInterface({ input: server.stdout }).once('line', (line) => ready(line.replace('listening on ', '')));
    server.once('exit', (code) => failed(new Error(`the server ended with ${code}: ${said}`)));
  });
  const stop = () => new Promise((ended) => { server.once('exit', ended); server.kill('SIGTERM'); });
  return { url, stop };
}

test('installed, upgraded, removed, put back and purged in a Debian of its own: bookings and settings stay', { skip: no_root, timeout: 1_000_000 }, async (test) => {
  const missing = make_debian();
  if (missing) return test.skip(missing);
  done('mount', ['-t', 'proc', 'proc', join(debian, 'proc')]);
  inside_done('dpkg', '-i', bring(deb));
  assert.equal(inside('systemctl', 'is-enabled', 'wufei.service', 'wufei-backup.timer').stdout.trim(), 'enabled\nenabled');
  assert.match(inside_done('stat', '-c', '%A %U %G', '/etc/wufei/wufei.env'), /^-rw-r----- root wufei/);
  inside_done('install', '-d', '-o', 'wufei', '-m', '700', '/var/lib/wufei');  // what StateDirectory= does
  let server = await served();
  const offer = await bookable(server.url);
  const { json: pickup } = await call(server.url, 'POST', '/api/v1/pickups', { body: sampleRequest(offer) });
  assert.ok(pickup.reference);
  await server.stop();
  const key = readFileSync(join(debian, 'var/lib/wufei/data/keys/personal.key'));
  const settings = join(debian, 'etc/wufei/wufei.env');
  writeFileSync(settings, `${readFileSync(settings, 'utf8')}WUFEI_PUBLIC_URL=https://example.org\n`);

  const stays = async (what) => {
    server = await served();
    const { status } = await call(server.url, 'GET', `/api/v1/pickups/${pickup.reference}`, { headers: bearer(pickup) });
    await server.stop();
    assert.equal(status, 200, what);
    assert.match(readFileSync(settings, 'utf8'), /WUFEI_PUBLIC_URL=https:\/\/example\.org/);
  };
  const control = (files) => join(files, 'DEBIAN/control');
  const newer = changed('newer', (files) => writeFileSync(control(files), readFileSync(control(files), 'utf8').replace(/^Version: .*$/m, 'Version: 99.0')));
  inside_done('dpkg', '-i', bring(newer));
  assert.match(inside_done('dpkg-query', '-W', 'wufei'), /99\.0/);
  await stays('after the upgrade');

  inside_done('dpkg', '-r', 'wufei');
  assert.ok(!existsSync(join(debian, 'usr/bin/wufei')));
  assert.ok(existsSync(settings));
  inside_done('dpkg', '-i', bring(deb));
  await stays('after it was removed and put back');

  const { status, stderr } = inside('dpkg', '-P', 'wufei');
  assert.equal(status, 0, stderr);
  assert.match(stderr, /\/var\/lib\/wufei/);
  assert.ok(!existsSync(join(debian, 'etc/wufei')));
  assert.deepEqual(readFileSync(join(debian, 'var/lib/wufei/data/keys/personal.key')), key);
});

test('systemd reads the units and finds them closed enough', { skip: no_root || (has('systemd-analyze') ? false : 'needs systemd-analyze') }, (test) => {
  if (!existsSync(join(debian, 'tmp/wufei.deb'))) return test.skip('needs a Debian');
  inside_done('dpkg', '-i', bring(deb));
  // `systemctl reload` calls it: of procps, which a server has and this small tree has not.
  if (!existsSync(join(debian, 'bin/kill'))) copyFileSync('/bin/kill', join(debian, 'bin/kill'));
  const units = ['wufei.service', 'wufei-backup.service', 'wufei-backup.timer'], folder = join(debian, 'usr/lib/systemd/system');
  // Without --recursive-errors it ends well whatever it warns of.
  const verify = () => run('systemd-analyze', ['verify', '--recursive-errors=no', `--root=${debian}`, ...units]);
  const samples = { 'wufei.service': 'wufei-https.conf', 'wufei-backup.service': 'wufei-backup-counties.conf' };
  for (const [unit, sample] of [[], ...Object.entries(samples)]) {
    if (unit) {
      mkdirSync(join(debian, `etc/systemd/system/${unit}.d`), { recursive: true });
      copyFileSync(join(root, 'cmake/packaging', sample), join(debian, `etc/systemd/system/${unit}.d`, sample));
    }
    const { status, stdout, stderr } = verify();
    assert.equal(status, 0, `${sample ?? 'as delivered'}: ${stdout}${stderr}`);
  }
  for (const [unit, right, wrong] of [['wufei.service', 'ProtectSystem=', 'ProtectSytem='], ['wufei-backup.timer', 'OnCalendar=02:30', 'OnCalendar=26:30']]) {
    const file = join(folder, unit), text = readFileSync(file, 'utf8');
    assert.ok(text.includes(right));
    writeFileSync(file, text.replace(right, wrong));
    assert.notEqual(verify().status, 0, `${unit} with ${wrong}`);
    writeFileSync(file, text);
  }
  for (const unit of ['wufei.service', 'wufei-backup.service']) {
    const file = join(folder, unit);
    done('systemd-analyze', ['security', '--offline=yes', '--threshold=40', file]);
    const open = join(place, unit);
    writeFileSync(open, readFileSync(file, 'utf8').replaceAll(/^(CapabilityBoundingSet|Restrict|Protect|Private).*$/gm, ''));
    assert.notEqual(run('systemd-analyze', ['security', '--offline=yes', '--threshold=40', open]).status, 0, `${unit} without its limits`);
  }
});
