// The peer in Node: Fastify with its schemas, better-sqlite3, prepared statements, one transaction for each request.
import cluster from 'node:cluster';
import { randomBytes } from 'node:crypto';
import fastify from 'fastify';
import Database from 'better-sqlite3';
import * as sql from './statements.mjs';

const processes = Number(process.env.PEER_PROCESSES);
if (cluster.isPrimary) {
  for (let i = 0; i < processes; i += 1) cluster.fork();
  process.on('SIGTERM', () => { for (const worker of Object.values(cluster.workers)) worker.kill('SIGKILL'); process.exit(0); });
} else {
  const database = new Database(process.env.PEER_DATABASE, { timeout: 30000 });
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  const [take, pickup, event, token, notice, find, list] = [sql.kTake, sql.kPickup, sql.kEvent, sql.kToken, sql.kNotice, sql.kFind, sql.kSlots]
    .map((text) => database.prepare(text));
  const book = database.transaction((asked) => {
    const now = Math.floor(Date.now() / 1000), reference = `WF-${randomBytes(6).toString('hex')}`, phone = randomBytes(32);
    if (take.run(asked.slot).changes !== 1) return null;
    const { lastInsertRowid: id } = pickup.run(reference, JSON.stringify(asked.items), randomBytes(141), phone, randomBytes(32), now, now, asked.slot);
    event.run(id, now);
    token.run(id, randomBytes(32), now + 864000);
    notice.run(id, reference, randomBytes(289), phone, now, now + 864000);
    return { reference, status: 'booked', area: asked.area, category: asked.category, slot: asked.slot, items: asked.items, token: randomBytes(32).toString('hex') };
  });
  const item = { type: 'object', required: ['item', 'quantity'], properties: { item: { type: 'string' }, quantity: { type: 'integer', minimum: 1 } } };
  const text = { type: 'string', minLength: 1, maxLength: 200 };
  const body = { type: 'object', required: ['area', 'address', 'contact_name', 'phone', 'category', 'items', 'slot', 'consent'],
    properties: { area: text, address: text, contact_name: text, phone: { type: 'string', pattern: '^1[0-9]{10}$' }, category: text,
      items: { type: 'array', minItems: 1, maxItems: 20, items: item }, slot: text, consent: { const: true } } };
  const reply = { type: 'object', properties: { reference: text, status: text, area: text, category: text, slot: text,
    items: { type: 'array', items: item }, token: text, start_minute: { type: 'integer' }, end_minute: { type: 'integer' }, created_at: { type: 'integer' } } };
  const server = fastify();
  server.post('/api/v1/pickups', { schema: { body, response: { 201: reply } } }, (request, answer) => {
    const made = book.immediate(request.body);
    answer.code(made ? 201 : 409).send(made ?? { reference: '' });
  });
  server.get('/api/v1/pickups/:reference', { schema: { response: { 200: reply } } }, (request, answer) => {
    const found = find.get(request.params.reference);
    if (!found) return answer.code(404).send();
    return answer.send({ ...found, items: JSON.parse(found.items) });
  });
  const slot = { type: 'object', properties: { id: text, date: text, start: text, end: text, capacity: { type: 'integer' }, remaining: { type: 'integer' } } };
  const slots = { type: 'object', properties: { slots: { type: 'array', items: slot } } };
  const asked = { type: 'object', required: ['area', 'category'], properties: { area: text, category: text } };
  const hours = { am: ['08:30', '11:30'], pm: ['14:00', '17:30'] };
  server.get('/api/v1/slots', { schema: { querystring: asked, response: { 200: slots } } }, (request, answer) => {
    const today = Math.floor((Date.now() + 8 * 3600e3) / 864e5);
    const rows = list.all(request.query.area, request.query.category, today + 1, today + 60);
    answer.send({ slots: rows.map((row) => ({ id: row.id, date: new Date(row.date * 864e5).toISOString().slice(0, 10), start: hours[row.day_window]?.[0] ?? '',
      end: hours[row.day_window]?.[1] ?? '', capacity: row.online_capacity, remaining: row.online_remaining })) });
  });
  await server.listen({ host: '127.0.0.1', port: Number(process.env.PEER_PORT), backlog: 1024 });
}
