// The city's side as it is on bad days: slow, loses its acknowledgement after it kept what it was told (so that it is told
// again), refuses, closes the connection. It holds each hook against its signature, drops what repeats by its id, and reads
// changes and records with its key.
import http from 'node:http';
import assert from 'node:assert/strict';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { call } from './lib.mjs';

const signed = (secret, id, at, body) => `v1,${createHmac('sha256', secret).update(`${id}.${at}.${body}`).digest('base64')}`;

/** Starts it on a free port of this machine; `moods` are taken one for each hook, then it is well: 'slow' | 'lost' | 'closed' | a status. */
export async function startCity({ secret, moods = [] }) {
  const told = []; // every hook as it came: {hook, action, id, mood}
  const kept = new Map(); // by webhook-id, in order of arrival
  const faults = [];
  const answer = async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts).toString(), { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = request.headers;
    const wanted = Buffer.from(signed(secret, id, at, body)), got = Buffer.from(signature ?? '');
    if (wanted.length !== got.length || !timingSafeEqual(wanted, got)) faults.push(`${id}: wrong signature`);
    if (Math.abs(Date.now() / 1000 - Number(at)) > 300) faults.push(`${id}: old`);
    const json = JSON.parse(body), mood = moods.shift() ?? 'well';
    if (Object.keys(json).sort().join() !== 'action,id') faults.push(`${id}: says ${Object.keys(json)}`);
    told.push({ hook: id, ...json, mood });
    if (mood === 'closed') return request.socket.destroy();
    if (typeof mood === 'number') return response.writeHead(mood, mood === 302 ? { Location: '/elsewhere' } : {}).end();
    if (!kept.has(id)) kept.set(id, json);
    if (mood === 'lost') return request.socket.destroy();
    if (mood === 'slow') await new Promise((wake) => { setTimeout(wake, 300); });
    return response.writeHead(204).end();
  };
  const server = http.createServer((request, response) => { answer(request, response).catch((why) => faults.push(String(why))); });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  return { url: `http://127.0.0.1:${server.address().port}/hook`, told, kept, faults,
    stop: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }) };
}

/** Reads everything there is after a cursor, some at a time; answers {changes, next}. */
export async function readChanges(url, key, after = '', limit = 3) {
  const changes = [];
  for (;;) {
    const reply = await call(url, 'GET', `/api/v1/exchange/changes?after=${encodeURIComponent(after)}&limit=${limit}`, { headers: { Authorization: `Bearer ${key}` } });
    assert.equal(reply.status, 200, reply.text);
    changes.push(...reply.json.changes);
    after = reply.json.next;
    if (!reply.json.more) return { changes, next: after };
  }
}
