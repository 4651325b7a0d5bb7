// Holds the replies that wufei_http_tests kept (WUFEI_REPLIES) against the API description.
// usage: node tests/support/check_replies.mjs FILE
import { readFileSync } from 'node:fs';
import { faultsOfReply } from './described.mjs';

const replies = readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
const faults = replies.map(({ method, path, ...reply }) => faultsOfReply(method, path, reply)).filter((found) => found.length);
for (const found of faults) console.log(found.join('\n'));
console.log(`${replies.length - faults.length} passed, ${faults.length} failed`);
process.exit(faults.length || !replies.length ? 1 : 0);
