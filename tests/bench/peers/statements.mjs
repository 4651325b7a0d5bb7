// The rows of one booking, as our server writes them: its place, itself, its history, its token, its notice. What we seal and
// hash is random bytes of the same length here: the peers are spared that work.
export const kTake = 'UPDATE slot SET online_remaining = online_remaining - 1 WHERE id = ? AND online_remaining > 0';
export const kPickup = `INSERT INTO pickup (reference, status, version, channel, place, area, village, category, items, slot, date,
  start_minute, end_minute, personal, phone_hash, address_hash, open_ordinal, created_at, change_until)
  SELECT ?, 'booked', 1, 'online', 'online', area, '', category, ?, id, date, 510, 690, ?, ?, ?, 1, ?, ? FROM slot WHERE id = ?`;
export const kEvent = `INSERT INTO event (county, subject, item, sequence, at, kind, detail, actor_kind, actor)
  VALUES ('', 'pickup', ?, 1, ?, 'created', '', 'resident', '')`;
export const kToken = "INSERT INTO access_token (county, subject, item, hash, expires_at) VALUES ('', 'pickup', ?, ?, ?)";
export const kNotice = `INSERT INTO notice (county, id, subject, item, reference, kind, message, phone_hash, created_at, due_at)
  VALUES ('', (SELECT coalesce(max(id), 0) + 1 FROM notice WHERE county = ''), 'pickup', ?, ?, 'booked', ?, ?, ?, ?)`;
export const kSlots = `SELECT id, date, day_window, online_capacity, online_remaining FROM slot
  WHERE area = ? AND category = ? AND date BETWEEN ? AND ? ORDER BY date, day_window`;
export const kFind = 'SELECT reference, status, area, category, items, slot, start_minute, end_minute, created_at FROM pickup WHERE reference = ?';
