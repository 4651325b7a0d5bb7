// One county's people come through every door of it (privacy_doors.mjs), in a thread of their own: with the mark and the telephone
// numbers that the environment names. Says what was entered and given out, and with which cookies staff and residents go on.
import { parentPort, workerData } from 'node:worker_threads';
import { given, personal, references } from './canaries.mjs';
import { enterEverything, visitor } from './privacy_doors.mjs';
import { openAccount } from './staff.mjs';

const { url, data, content, roles } = workerData;
const visit = visitor({ url, data, content }, content);
await enterEverything(visit);
const staff = {};
for (const role of roles) {
  const { person } = await openAccount({ url, data, content }, `walker.${role}`, role);
  staff[role] = [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}
const tickets = visit.replies.filter(({ headers }) => headers['set-cookie']?.some((line) => /Path=\/pickup\/ticket\//.test(line)))
  .map(({ headers }) => ({ path: /Path=(\/pickup\/ticket\/[^;]+)/.exec(headers['set-cookie'][0])[1], cookie: headers['set-cookie'][0].split(';')[0] }));
const bookings = visit.replies.filter(({ path, json }) => path === '/api/v1/pickups' && json?.token).map(({ json }) => ({ reference: json.reference, token: json.token }));
parentPort.postMessage({ personal: personal(), references: [...references], given: [...given].filter((one) => one.length >= 12), staff, tickets, bookings });
