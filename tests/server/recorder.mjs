// For the whole test run: what servers logged, and what tests entered, a file for each process below the folder
// WUFEI_SERVER_LOGS; tests/support/check_logs.mjs looks for the one in the other. Without that variable nothing is kept.
import { appendFileSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const folder = process.env.WUFEI_SERVER_LOGS, entered = new Set();
if (folder) mkdirSync(folder, { recursive: true });
const suite = basename(process.argv[1] ?? 'tests').replace(/\..*/, '');

/** Keeps what a server writes on standard output and error. */
export function keepLog(child) {
  if (!folder) return;
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes) => appendFileSync(join(folder, `${suite}-${child.pid}.log`), bytes));
}

const fields = /^(?:contact_name|name|phone|proxy_name|proxy_phone|address|address_string|text|description|note|comment|reason|answer|remark|password|last_name|first_name|secret|receipt|code|advice|why|email)$/;
const isTelling = (value) => /^\d{7,}$/.test(value) || /\p{Script=Han}{2}/u.test(value) || value.length >= 12;

function collect(value, name, found) {
  if (typeof value === 'string') return fields.test(name) && isTelling(value) && found.push(value);
  if (value && typeof value === 'object') for (const [key, one] of Object.entries(value)) collect(one, Array.isArray(value) ? name : key, found);
  return found;
}

// JSON or a form; what is neither has no fields.
function parsed(body) {
  try { return JSON.parse(body); } catch { return Object.fromEntries(new URLSearchParams(body)); }
}

/** Notes what a request enters: fields of its body, tokens and keys of its headers. */
export function noteEntered(body, headers = {}) {
  if (!folder) return;
  const found = [];
  if (body) collect(parsed(String(body)), '', found);
  for (const [name, value] of Object.entries(headers)) {
    if (/^authorization$/i.test(name)) found.push(String(value).replace(/^Bearer /, ''));
    if (/^idempotency-key$/i.test(name)) found.push(String(value));
  }
  for (const value of found) {
    if (entered.has(value) || !isTelling(value) || value.length > 400) continue;
    entered.add(value);
    appendFileSync(join(folder, `${suite}-${process.pid}.entered`), `${JSON.stringify(value)}\n`);
  }
}
