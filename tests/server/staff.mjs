// Colleagues at the county's desk as browsers see it: an account opened with its one-time link, its cookies and codes.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { call, contentDirectory, wufeiWith } from './lib.mjs';

export const staffPassword = 'cold river stone';

/** RFC 6238 with the base32 text that the page shows. */
export function codeOf(typed, step = Math.floor(Date.now() / 30000)) {
  const bits = [...typed].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest(), at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0');
}

/** A browser without scripts: keeps cookies by name; `url` may be set when the server comes back elsewhere. */
export function staffBrowser(url) {
  const cookies = new Map(), browser = { url, cookies };
  const ask = async (method, path, fields) => {
    const headers = { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), Accept: 'text/html' };
    if (fields) headers['Content-Type'] = 'application/x-www-form-urlencoded';
    const reply = await call(browser.url, method, path, { headers, body: fields && new URLSearchParams(fields).toString() });
    for (const line of reply.headers['set-cookie'] ?? []) {
      const [name, value] = line.split(';')[0].split('=');
      if (/Max-Age=0/.test(line)) cookies.delete(name); else cookies.set(name, value);
    }
    return reply;
  };
  return Object.assign(browser, { ask, get: (path) => ask('GET', path), post: (path, fields) => ask('POST', path, fields) });
}

export const keyOf = (page) => /name="form_key" value="(\w+)"/.exec(page.text)[1];

/** Somebody opens a one-time link; answers the browser and the secret of the codes. */
export async function openLink(url, link) {
  const person = staffBrowser(url);
  const first = await person.get(link);
  assert.equal(first.status, 303);
  assert.equal(first.headers.location, '/desk/welcome');
  const page = await person.get('/desk/welcome');
  assert.match(page.text, /<svg[^>]*role="img"/);
  const secret = /<code>([A-Z2-7]+)<\/code>/.exec(page.text)[1];
  const begun = await person.post('/desk/welcome', { password: staffPassword, again: staffPassword, code: codeOf(secret) });
  assert.equal(begun.status, 303, begun.text.slice(0, 400));
  assert.equal(begun.headers.location, '/desk');
  return { person, secret };
}

/** A new account by the command, opened with its link; answers the browser, the secret of its codes and the link. */
export async function openAccount({ data, url, content = contentDirectory }, name, role, department = '') {
  const made = await wufeiWith(content, data, 'staff', 'add', name, '--role', role, '--display', '王丽', ...(department ? ['--department', department] : []));
  assert.equal(made.code, 0, made.stderr);
  const link = /\/desk\/welcome\?link=\w+/.exec(made.stdout)[0];
  return { ...await openLink(url, link), link };
}
