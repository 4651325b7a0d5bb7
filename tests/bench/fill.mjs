// Data directories with many bookings. The first ten thousand are booked through HTTP; more are copies of their rows, on
// days that are past, with references and hashes of their own, as random as real ones, so that millions take minutes.
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startServer } from '../server/lib.mjs';
import { bookingBodies, bookingsPerSecond } from './http_load.mjs';

export const kBase = 10000;

const sqlite = (data, sql) => execFileSync('sqlite3', ['-bail', join(data, 'wufei.db')], { input: sql, encoding: 'utf8' }).trim();
export const countBookings = (data) => Number(sqlite(data, 'SELECT count(*) FROM pickup;'));

/** A fresh directory with ten thousand bookings, or a second's load more. */
export async function fillThroughHttp(data, content) {
  const server = await startServer({ data, content });
  try {
    const bodies = await bookingBodies(server.url);
    while (countBookings(data) < kBase) await bookingsPerSecond(server.url, bodies, { seconds: 1 });
  } finally {
    await server.stop();
  }
}

/** A copy of a directory whose server is stopped. */
export function copyData(from, to) {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
}

/** The database of a directory whose server is stopped, as one file. */
export const copyDatabase = (data, file) => { sqlite(data, `VACUUM INTO '${file}';`); execFileSync('sqlite3', [file, 'PRAGMA journal_mode = WAL;']); };

const symbols = "substr('23456789ABCDEFGHJKMNPQRSTUVWXYZ', abs(random()) % 31 + 1, 1)";
const part = [symbols, symbols, symbols].join(' || ');
const shift = '(k % 5 + 1) * 28';  // days; the portal erases what is much older
// A slot's id holds its date: area.category.YYYYMMDD.window.
const slotThen = (id, day) => `replace(${id}, strftime('%Y%m%d', ${day} * 86400, 'unixepoch'), strftime('%Y%m%d', (${day} - ${shift}) * 86400, 'unixepoch'))`;

/** Grows a directory of kBase bookings to `total`, a multiple of kBase. */
export function multiply(data, total) {
  const copies = `WITH RECURSIVE copy(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM copy WHERE k < ${total / kBase - 1})`;
  const number = `p.id + k * 1000000`;
  sqlite(data, `
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA temp_store = MEMORY;
    BEGIN EXCLUSIVE;
    DELETE FROM notice WHERE item > ${kBase}; DELETE FROM event WHERE item > ${kBase};
    DELETE FROM access_token WHERE item > ${kBase}; DELETE FROM pickup WHERE id > ${kBase};
    WITH RECURSIVE copy(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM copy WHERE k < 4)
      INSERT INTO slot (id, area, category, date, day_window, online_capacity, online_remaining, phone_capacity, phone_remaining)
      SELECT ${slotThen('id', 'date')}, area, category, date - ${shift}, day_window, online_capacity, 0, phone_capacity, 0
      FROM copy CROSS JOIN slot WHERE true ON CONFLICT DO NOTHING;
    ${copies} INSERT INTO pickup (id, reference, status, version, channel, place, area, village, category, items, slot, date,
        start_minute, end_minute, crew, collected_grams, personal, phone_hash, address_hash, open_ordinal, created_at, change_until)
      SELECT ${number}, 'WF-' || ${part} || '-' || ${part} || '-' || ${part}, 'completed', version, channel, place, area, village,
        category, items, ${slotThen('slot', 'date')}, date - ${shift}, start_minute, end_minute, crew, 1000, personal, randomblob(32),
        randomblob(32), open_ordinal, created_at - ${shift} * 86400, change_until - ${shift} * 86400
      FROM copy CROSS JOIN pickup p WHERE p.id <= ${kBase};
    ${copies} INSERT INTO event (county, subject, item, sequence, at, kind, detail, actor_kind, actor)
      SELECT county, subject, item + k * 1000000, sequence, at - ${shift} * 86400, kind, detail, actor_kind, actor
      FROM copy CROSS JOIN event WHERE subject = 'pickup' AND item <= ${kBase};
    ${copies} INSERT INTO access_token (county, subject, item, hash, expires_at)
      SELECT county, subject, item + k * 1000000, randomblob(32), expires_at
      FROM copy CROSS JOIN access_token WHERE subject = 'pickup' AND item <= ${kBase};
    ${copies} INSERT INTO notice (county, id, subject, item, reference, kind, message, phone_hash, created_at, due_at, sent_at)
      SELECT county, id + k * 1000000, subject, item + k * 1000000, reference, kind, message, randomblob(32),
        created_at - ${shift} * 86400, due_at - ${shift} * 86400, created_at - ${shift} * 86400
      FROM copy CROSS JOIN notice WHERE subject = 'pickup' AND item <= ${kBase};
    COMMIT;
    PRAGMA journal_mode = WAL;`);
  const made = countBookings(data);
  if (made !== total) throw new Error(`${made} bookings instead of ${total}`);
}
