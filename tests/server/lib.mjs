// Starts the real server on a free port with a data directory of its own, and talks to it. Everything it starts, it ends.
import { spawn, execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import assert from 'node:assert/strict';
import http from 'node:http';
import https from 'node:https';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { keepLog, noteEntered } from './recorder.mjs';
import { faultsOfReply } from '../support/described.mjs';

const root = resolve(import.meta.dirname, '../..');
export const binary = process.env.WUFEI_BINARY ?? join(root, 'build/release/wufei');
export const contentDirectory = join(root, 'content');

export function scratchDirectory() {
  const path = mkdtempSync(join(tmpdir(), 'wufei-server-'));
  process.on('exit', () => rmSync(path, { recursive: true, force: true }));
  return path;
}

function contentWith(edit) {
  const directory = scratchDirectory(), file = join(directory, 'pickup/rules.json');
  cpSync(contentDirectory, directory, { recursive: true });
  const rules = JSON.parse(readFileSync(file, 'utf8'));
  edit(rules);
  writeFileSync(file, JSON.stringify(rules));
  return directory;
}

/** A copy of the content in which the county's days hold so many bookings: for tests of what a slot holds. */
export const contentWithDays = (bookings) => contentWith((rules) => { rules.day_capacity.bookings = bookings; });

/** Today in China, YYYY-MM-DD. */
export const today = () => new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10);

/** A copy in which today is open and its morning is over a minute after midnight: what was booked for it may have been missed. */
export const contentWithEarlyMorning = () => contentWith((rules) => {
  Object.assign(rules.windows[0], { start: '00:00', end: '00:01' });
  rules.closed.open_dates.push(today());
});

/** Starts `wufei serve`; resolves when it listens, rejects with its standard error when it ends before. */
export async function startServer({ data = scratchDirectory(), content = contentDirectory, logLevel = 'warn', args = [], env = {} } = {}) {
  const child = spawn(binary, ['serve', '--listen', '127.0.0.1:0', '--data', data, '--content', content,
    '--www', join(root, 'build/wasm'), '--log-level', logLevel, ...args],
  { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  keepLog(child);
  let errors = '', output = '', redirect;
  child.stderr.on('data', (bytes) => { errors += bytes; });
  child.stdout.on('data', (bytes) => { output += bytes; });
  const ended = new Promise((done) => child.once('exit', (code, signal) => done({ code, signal })));
  const emergency = () => child.kill('SIGKILL');
  process.once('exit', emergency);
  const url = await new Promise((done, failed) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /^listening on (https?:\/\/\S+)$/.exec(line);
      redirect ??= /^redirecting from (http:\/\/\S+)$/.exec(line)?.[1];
      if (found) done(found[1]);
    });
    ended.then(({ code }) => failed(new Error(`wufei ended with ${code}: ${errors}`)));
  });
  const end = async (signal) => { child.kill(signal); const how = await ended; process.off('exit', emergency); return how; };
  return { url, redirect, data, child, errors: () => errors, output: () => output, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

function commandLine(data, args, content = contentDirectory) {
  const needsContent = !['backup', 'restore', 'version', 'move-store', 'keys'].includes(args[0]);
  const options = ['--data', data, ...(needsContent ? ['--content', content] : [])];
  return args[0] === 'version' ? args : [args[0], ...options, ...args.slice(1)];
}

function run(program, args) {
  return new Promise((done) => execFile(program, args, { encoding: 'buffer', maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
    done({ code: error ? error.code : 0, stdout: stdout.toString(), stderr: stderr.toString(), bytes: stdout })));
}

/** Runs a command of `wufei`; resolves with {code, stdout, stderr}. */
export const wufei = (data, ...args) => run(binary, commandLine(data, args));
/** The same with other content. */
export const wufeiWith = (content, data, ...args) => run(binary, commandLine(data, args, content));

/** The same where no file can grow over so many kilobytes: writes fail as on a full disk. */
export const wufeiWithFilesUpTo = (kilobytes, data, ...args) =>
  run('bash', ['-c', 'trap "" XFSZ; ulimit -f "$0"; exec "$@"', String(kilobytes), binary, ...commandLine(data, args)]);

const decoders = { br: brotliDecompressSync, gzip: gunzipSync };
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
// Whose certificate it is, is tls.test.mjs's to look at.
const secureAgent = new https.Agent({ keepAlive: true, maxSockets: 64, rejectUnauthorized: false });

/**
 * One request; body may be a string, a Buffer or a value that becomes JSON. Resolves with {status, headers, bytes, text,
 * json}; rejects when the reply is not what the API description says.
 */
export function call(url, method, path, { body, headers = {} } = {}) {
  const sent = body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const type = sent === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(sent) };
  noteEntered(sent, headers);
  return new Promise((done, failed) => {
    const secure = url.startsWith('https:'), way = secure ? https : http;
    const request = way.request(new URL(path, url), { method, agent: secure ? secureAgent : agent, headers: { ...type, ...headers } }, (reply) => {
      const parts = [];
      reply.on('data', (part) => parts.push(part));
      reply.on('error', failed);
      reply.on('end', () => {
        const bytes = Buffer.concat(parts), text = bytes.toString();
        let json;
        try { json = JSON.parse(text); } catch { json = undefined; }
        const decode = bytes.length ? decoders[reply.headers['content-encoding']] : undefined;
        const faults = faultsOfReply(method, path, { status: reply.statusCode, type: reply.headers['content-type'],
          text: decode ? decode(bytes).toString() : text });
        if (faults.length) failed(new assert.AssertionError({ message: `not as described:\n${faults.join('\n')}` }));
        done({ status: reply.statusCode, headers: reply.headers, bytes, text, json });
      });
    });
    request.on('error', failed);
    request.end(sent);
  });
}

/** The area, category and slots that tests book. */
export async function bookable(url, { areaIndex = 0, categoryIndex = 0 } = {}) {
  const { areas } = (await call(url, 'GET', '/api/v1/areas')).json;
  const { categories } = (await call(url, 'GET', '/api/v1/catalogue')).json;
  const area = areas[areaIndex], category = categories[categoryIndex];
  const { slots } = (await call(url, 'GET', `/api/v1/slots?area=${area.code}&category=${category.id}`)).json;
  return { area, category, item: category.items[0], slots };
}

let number = 0;
/** A sound request; every call has an address and a telephone number of its own. */
export function sampleRequest({ area, category, item, slots }, changes = {}) {
  number += 1;
  return { area: area.code, address: `花园路 ${number} 号`, contact_name: '李明', phone: `138${String(10000000 + number)}`,
    category: category.id, items: [{ item: item.id, quantity: 1 }], slot: slots[2].id, consent: true, ...changes };
}

// Asks until `holds` answers something true, and answers that; fails after half a minute.
export async function until(holds, what) {
  for (const end = Date.now() + 30000; Date.now() < end; await new Promise((wake) => { setTimeout(wake, 50); })) {
    const answer = await holds();
    if (answer) return answer;
  }
  throw new Error(`${what} did not happen within 30 s`);
}

export const bearer = (pickup) => ({ Authorization: `Bearer ${pickup.token}` });
