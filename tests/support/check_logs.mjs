// Looks in everything that servers logged during a test run (tests/server/recorder.mjs) for everything that tests entered.
// usage: node tests/support/check_logs.mjs FOLDER...
import { filesBelow, tracesIn } from '../server/traces.mjs';

const files = process.argv.slice(2).flatMap(filesBelow), ending = (name) => files.filter(([path]) => path.endsWith(name));
const entered = [...new Set(ending('.entered').flatMap(([, bytes]) => bytes.toString().split('\n').filter(Boolean).map((line) => JSON.parse(line))))];
const logs = ending('.log');
// It can find: the first and the last value, planted in the last log.
for (const value of [entered[0], entered.at(-1)])
  if (value === undefined || !tracesIn(Buffer.concat([logs.at(-1)?.[1] ?? Buffer.alloc(0), Buffer.from(` info ${value}\n`)]), [value]).length) {
    console.log('nothing was recorded, or a planted trace was not found');
    process.exit(1);
  }
let failed = 0;
for (const [path, bytes] of logs) {
  const found = tracesIn(bytes, entered);
  if (found.length) console.log(`${path}:\n${found.join('\n')}`);
  failed += found.length ? 1 : 0;
}
console.log(`${logs.length} logs, ${entered.length} entered values`);
console.log(`${logs.length - failed} passed, ${failed} failed`);
process.exit(failed || !logs.length ? 1 : 0);
