// Holds the replies that wufei_http_tests kept (WUFEI_REPLIES) against the API description, and asks that every operation
// of it was met with success, by them or by the suites that wrote the file WUFEI_OPERATIONS.
// usage: WUFEI_OPERATIONS=FILE node tests/support/check_replies.mjs REPLIES
import { readFileSync } from 'node:fs';
import { faultsOfReply, operations } from './described.mjs';

const lines = (path) => readFileSync(path, 'utf8').split('\n').filter(Boolean);
const replies = lines(process.argv[2]).map((line) => JSON.parse(line));
const faults = replies.map(({ method, path, ...reply }) => faultsOfReply(method, path, reply)).filter((found) => found.length);
const met = new Set(lines(process.env.WUFEI_OPERATIONS));
const unmet = operations.filter((operation) => !met.has(operation));
for (const found of faults) console.log(found.join('\n'));
for (const operation of unmet) console.log(`${operation}: no test has it succeed`);
const failed = faults.length + unmet.length;
console.log(`${replies.length + operations.length - failed} passed, ${failed} failed`);
process.exit(failed || !replies.length ? 1 : 0);
