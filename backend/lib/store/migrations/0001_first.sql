-- Version 1: bookings. Times are UTC seconds, dates days since 1970-01-01, weights grams.
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A slot row appears when somebody first books it; until then the rules say what is free.
CREATE TABLE slot (
  id               TEXT PRIMARY KEY,
  area             TEXT NOT NULL,
  category         TEXT NOT NULL,
  date             INTEGER NOT NULL,
  window           TEXT NOT NULL,
  online_capacity  INTEGER NOT NULL,
  online_remaining INTEGER NOT NULL CHECK (online_remaining >= 0),
  phone_capacity   INTEGER NOT NULL,
  phone_remaining  INTEGER NOT NULL CHECK (phone_remaining >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX slot_by_day ON slot (area, category, date);

-- `personal` is sealed (name, telephone, address, notes); NULL once erased. The row that stays is the anonymous ledger.
CREATE TABLE pickup (
  id              INTEGER PRIMARY KEY,
  reference       TEXT NOT NULL UNIQUE,
  status          TEXT NOT NULL CHECK (status IN ('booked', 'assigned', 'completed', 'not_presented', 'cancelled')),
  version         INTEGER NOT NULL,
  channel         TEXT NOT NULL CHECK (channel IN ('online', 'phone')),
  place           TEXT NOT NULL CHECK (place IN ('online', 'phone')),
  area            TEXT NOT NULL,
  village         TEXT NOT NULL,
  category        TEXT NOT NULL,
  items           TEXT NOT NULL,
  slot            TEXT NOT NULL REFERENCES slot (id),
  date            INTEGER NOT NULL,
  start_minute    INTEGER NOT NULL,
  end_minute      INTEGER NOT NULL,
  crew            TEXT NOT NULL DEFAULT '',
  collected_grams INTEGER NOT NULL DEFAULT 0,
  personal        BLOB,
  phone_hash      BLOB,
  address_hash    BLOB,
  open_ordinal    INTEGER NOT NULL,
  created_at      INTEGER NOT NULL,
  change_until    INTEGER NOT NULL
) STRICT;
CREATE INDEX pickup_by_day ON pickup (date, area);
CREATE INDEX pickup_by_slot ON pickup (slot, place) WHERE status <> 'cancelled';
-- At most so many open bookings per address and category: each open one takes an ordinal below the limit.
CREATE UNIQUE INDEX pickup_open ON pickup (address_hash, category, open_ordinal) WHERE status IN ('booked', 'assigned');

-- How many open bookings a telephone number has.
CREATE INDEX pickup_open_by_phone ON pickup (phone_hash) WHERE status IN ('booked', 'assigned');

CREATE TABLE pickup_event (
  id     INTEGER PRIMARY KEY,
  pickup INTEGER NOT NULL REFERENCES pickup (id),
  at     INTEGER NOT NULL,
  kind   TEXT NOT NULL,
  detail TEXT NOT NULL,
  actor  TEXT NOT NULL
) STRICT;
CREATE INDEX pickup_event_by_pickup ON pickup_event (pickup, id);

-- Found by the booking, whose reference comes with every token: rows of new bookings stand together, so that a commit of
-- many bookings touches few pages.
CREATE TABLE access_token (
  id         INTEGER PRIMARY KEY,
  pickup     INTEGER NOT NULL REFERENCES pickup (id),
  hash       BLOB NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX access_token_by_pickup ON access_token (pickup);
CREATE INDEX access_token_by_expiry ON access_token (expires_at);

-- `reply` is the first reply, sealed, so that a repeated request gets exactly it.
CREATE TABLE idempotency_key (
  key_hash   BLOB PRIMARY KEY,
  body_hash  BLOB NOT NULL,
  reply      BLOB NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_key_by_expiry ON idempotency_key (expires_at);

-- The outbox. `message` is sealed (telephone and text). `once` keeps a reminder from being queued twice.
CREATE TABLE notice (
  id          INTEGER PRIMARY KEY,
  pickup      INTEGER NOT NULL REFERENCES pickup (id),
  kind        TEXT NOT NULL,
  once        TEXT UNIQUE,
  message     BLOB,
  created_at  INTEGER NOT NULL,
  due_at      INTEGER NOT NULL,
  sent_at     INTEGER,
  given_up_at INTEGER,
  attempts    INTEGER NOT NULL DEFAULT 0,
  last_error  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX notice_due ON notice (due_at) WHERE sent_at IS NULL AND given_up_at IS NULL;

CREATE TABLE access_log (
  id     INTEGER PRIMARY KEY,
  at     INTEGER NOT NULL,
  actor  TEXT NOT NULL,
  action TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
