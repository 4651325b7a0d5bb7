// A desk of its own for a screen reader: display, message bus, AT-SPI and home are private; Firefox tells AT-SPI everything.
// Ends what it started, by its own handles; what the bus started ends with the bus.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { missing as missingEngine, openEngine, openScreen, started } from '../engines.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const python = '/usr/bin/python3', bus = '/usr/bin/dbus-daemon';

/** Why no screen reader can run here, or ''. */
export function missing() {
  const engine = missingEngine('firefox');
  if (engine) return engine;
  const absent = [python, bus, '/usr/bin/orca', '/usr/libexec/at-spi-bus-launcher'].filter((file) => !existsSync(file));
  if (absent.length) return `not installed: ${absent.join(', ')}`;
  const tried = spawnSync(python, ['-c', 'import gi; gi.require_version("Atspi", "2.0"); import pyatspi'], { encoding: 'utf8' });
  return tried.status === 0 ? '' : `python3-pyatspi does not load: ${tried.stderr.trim().split('\n').at(-1)}`;
}

/** {engine, tree(prefix), key(name), openVoice(), close()} */
export async function openDesk() {
  const home = mkdtempSync(join(tmpdir(), 'wufei-desk-')), ends = [() => rmSync(home, { recursive: true, force: true, maxRetries: 5 })];
  const close = async () => { while (ends.length) await ends.pop()(); };
  try {
    mkdirSync(join(home, 'run'), { mode: 0o700 });
    // Without repeating keys: a slow machine would hold them for long.
    const screen = await openScreen(['-r']);
    ends.push(screen.close);
    const own = { ...process.env, HOME: home, XDG_RUNTIME_DIR: join(home, 'run'), DISPLAY: screen.display, LANG: 'C.UTF-8',
      LC_ALL: 'C.UTF-8', LANGUAGE: '', GSETTINGS_BACKEND: 'memory', GNOME_ACCESSIBILITY: '1', NO_AT_BRIDGE: '0' };
    const env = { ...own, DBUS_SESSION_BUS_ADDRESS: await openBus(home, own, ends) };
    const eyes = helper('tree.py', [], env, ends);
    const engine = await openEngine('firefox', { screen, env, prefs: { 'accessibility.force_disabled': -1,
      'places.history.enabled': false } });
    ends.push(engine.close);
    return { engine, close, tree: (prefix) => eyes.ask(`tree ${prefix}`), key: (name) => eyes.ask(`key ${keysyms[name]}`),
      openVoice: () => openVoice(home, env, ends) };
  } catch (error) {
    await close();
    throw error;
  }
}
const keysyms = { Tab: 0xff09, Enter: 0xff0d, Space: 0x20, Down: 0xff54 };

async function openBus(home, env, ends) {
  const server = started(bus, ['--session', '--nofork', '--nopidfile', '--print-address', `--address=unix:path=${join(home, 'bus')}`],
    { env, stdio: ['ignore', 'pipe', 'ignore'] });
  ends.push(server.end);
  return new Promise((resolve, reject) => {
    server.child.stdout.once('data', (bytes) => resolve(String(bytes).trim()));
    server.ended.then(() => reject(new Error('dbus-daemon ended')));
  });
}

// A script beside this file: a line asks, a line of JSON answers.
function helper(script, given, env, ends, other = () => false) {
  const run = started(python, [join(here, script), ...given], { env, stdio: ['pipe', 'pipe', 'pipe'] }), waiting = [];
  let complaint = '';
  run.child.stderr.on('data', (bytes) => { complaint = (complaint + bytes).slice(-2000); });
  run.child.stdin.on('error', () => {});
  createInterface({ input: run.child.stdout }).on('line', (line) => {
    const what = JSON.parse(line);
    if (!other(what)) waiting.shift()?.resolve(what);
  });
  let over = false;
  const end = () => {
    over = true;
    waiting.splice(0).forEach(({ reject }) => reject(new Error(`${script} ended: ${complaint}`)));
  };
  run.ended.then(end);
  // Orca takes its time to say goodbye.
  ends.push(async () => { run.child.kill('SIGKILL'); await run.ended; });
  return { ask: (order) => new Promise((resolve, reject) => {
    waiting.push({ resolve, reject });
    if (over) end();
    else run.child.stdin.write(`${order}\n`);
  }) };
}

/** Orca: {said: [utterances], quiet() -> what Orca takes for focused, once it has heard everything}. */
function openVoice(home, env, ends) {
  const said = [];
  const voice = helper('voice.py', [join(home, 'orca')], env, ends, (what) => 'said' in what && said.push(what.said));
  return { said, quiet: async () => (await voice.ask('quiet')).quiet };
}
