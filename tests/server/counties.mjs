// Several counties behind one process: their content, their list, a proxy that asks for one of them by name as nginx would, and a
// walk over everything that a county shows.
import { createServer, request as ask } from 'node:http';
import { cpSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync, inflateRawSync } from 'node:zlib';
import { Worker } from 'node:worker_threads';
import { contentWithEarlyMorning, scratchDirectory } from './lib.mjs';
import { bundle } from '../../scripts/bundle_openapi.mjs';

export const people = [
  { code: '371525', name: '甲苗', hosts: ['jia.test', 'www.jia.test'], mark: '龘𠀋', phones: '1390411' },
  { code: '371526', name: '乙苗', hosts: ['yi.test'], mark: '厵𡃁', phones: '1390412' },
  { code: '371527', name: '丙苗', hosts: ['bing.test'], mark: '爨𢡊', phones: '1390413' },
];

const filesBelow = (folder) => readdirSync(folder).flatMap((name) => {
  const path = join(folder, name);
  return statSync(path).isDirectory() ? filesBelow(path) : [path];
});

/** The county's content: the sample's, with its own code and name in every file. */
export function contentOf({ code, name }) {
  const folder = contentWithEarlyMorning();
  for (const file of filesBelow(folder).filter((one) => /\.(json|md|csv|txt)$/.test(one))) {
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replaceAll('371524', code).replaceAll('东阿', name));
  }
  return folder;
}

/** Folders for each county and the list that names them; `change` may alter an entry. */
export function listOf(counties, change = (entry) => entry) {
  const folder = scratchDirectory(), file = join(folder, 'counties.json');
  const entries = counties.map((county) => {
    county.content ??= contentOf(county);
    county.data = join(folder, county.code);
    mkdirSync(county.data, { mode: 0o700 });
    const key = join(folder, `${county.code}.key`);
    writeFileSync(key, 'open311-key-6d2e90ab31\n', { mode: 0o600 });
    return change({ code: county.code, hosts: county.hosts, public_url: `https://${county.hosts[0]}`, content: county.content, data: county.code,
      open311_key_file: key }, county);
  });
  writeFileSync(file, JSON.stringify({ counties: entries }));
  return file;
}

/** One request to the server under a name; resolves with {status, headers, bytes, text}. */
export function askAs(url, host, method, path, { body, headers = {} } = {}) {
  return new Promise((done, failed) => {
    const { hostname, port } = new URL(url);
    const request = ask({ hostname, port, agent: false, method, path, headers: { Host: host, ...(body ? { 'Content-Length': Buffer.byteLength(body) } : {}), ...headers } }, (reply) => {
      const parts = [];
      reply.on('data', (part) => parts.push(part)).on('error', failed).on('end', () => {
        const bytes = Buffer.concat(parts);
        done({ status: reply.statusCode, headers: reply.headers, bytes, text: bytes.toString() });
      });
    });
    request.on('error', failed).end(body);
  });
}

/** A proxy on this machine that passes everything on to the server under the county's name. */
export async function proxyTo(url, host) {
  const { hostname, port } = new URL(url);
  const proxy = createServer((from, to) => {
    const on = ask({ hostname, port, agent: false, method: from.method, path: from.url, headers: { ...from.headers, host } }, (reply) => {
      to.writeHead(reply.statusCode, reply.headers);
      reply.pipe(to);
    });
    on.on('error', () => to.destroy());
    from.pipe(on);
  });
  proxy.keepAliveTimeout = 0; // none: nobody meets a connection that is just being closed
  await new Promise((done) => { proxy.listen(0, '127.0.0.1', done); });
  return { url: `http://127.0.0.1:${proxy.address().port}`, stop: () => new Promise((done) => { proxy.close(done); proxy.closeAllConnections(); }) };
}

/** Everything entered at every door of the county; resolves with what was entered and given out. */
export function enter(county, url, roles) {
  return new Promise((done, failed) => {
    const worker = new Worker(new URL('county_doors.mjs', import.meta.url), { workerData: { url, data: county.data, content: county.content, roles },
      env: { ...process.env, WUFEI_CANARY: county.mark, WUFEI_CANARY_PHONES: county.phones } });
    worker.once('message', done);
    worker.once('error', failed);
  });
}

// What stands in a zip (a workbook), unpacked as far as it can be.
function unzipped(bytes) {
  const parts = [];
  for (let at = bytes.indexOf('PK\x03\x04'); at >= 0; at = bytes.indexOf('PK\x03\x04', at + 4)) {
    const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    try { parts.push(inflateRawSync(bytes.subarray(from))); } catch { /* stored, or an accident of bytes */ }
  }
  return Buffer.concat(parts);
}

/** A reply as text, however it was packed. */
export function textOf({ bytes, headers }) {
  const decode = { br: brotliDecompressSync, gzip: gunzipSync }[headers['content-encoding']];
  const plain = decode && bytes.length ? decode(bytes) : bytes;
  return plain.subarray(0, 2).toString() === 'PK' ? plain.toString() + unzipped(plain).toString() : plain.toString();
}

const publicSeeds = ['/', '/sitemap.xml', '/robots.txt', '/desk', '/search?q=%E5%9E%83%E5%9C%BE', ...Object.entries(bundle().paths)
  .filter(([path, operations]) => operations.get && !path.includes('{')).map(([path]) => path)];
const found = (text, own) => [...text.matchAll(/(?:href|src|action)="([^"#]+)|"(?:path|url|href|link|page|download)":"([^"#]+)|<loc>([^<]+)/g)]
  .map((one) => (one[1] ?? one[2] ?? one[3]).replaceAll('&amp;', '&').replace(own, '')).filter((one) => /^\/(?!\/)/.test(one));
// The same page for each day, month or filter tells nothing new: so many of a kind are enough.
const kindOf = (path) => path.replace(/=[^&]*/g, '=').replace(/\d+/g, '0').replace(/[A-Z]{2}(-[0-9A-Z]{3}){3}/, 'REF');

/** Reads whatever a county shows: seeds, then what their replies lead to. Resolves with [path, status, text] of each. */
export async function walk(url, host, { cookie, seeds = publicSeeds, ofAKind = 3, most = 400 } = {}) {
  const seen = new Set(), kinds = new Map(), read = [], waiting = [...seeds];
  const take = async () => {
    for (let path = waiting.shift(); path !== undefined && read.length < most; path = waiting.shift()) {
      const kind = kindOf(path), times = kinds.get(kind) ?? 0;
      const given = seeds.includes(path);
      if (seen.has(path) || (times >= ofAKind && !given) || (cookie && !path.startsWith('/desk')) || /sign-out|\.(wasm|js|ttf|woff2|css|pdf)(\?|$)/.test(path)) continue;
      seen.add(path);
      kinds.set(kind, times + 1);
      const reply = await askAs(url, host, 'GET', path, { headers: { Accept: /^\/(api|open311)\//.test(path) ? '*/*' : 'text/html', ...(cookie ? { Cookie: cookie } : {}) } });
      const text = textOf(reply), all = `${JSON.stringify(reply.headers)}\n${text}`;
      read.push([path, reply.status, all]);
      for (const next of [...found(text, `https://${host}`), reply.headers.location].filter(Boolean)) if (!seen.has(next)) waiting.push(next);
    }
  };
  while (waiting.length && read.length < most) await Promise.all(Array.from({ length: 6 }, take));
  return read;
}
