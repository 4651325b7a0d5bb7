-- Version 12: what becomes of a stop. A status may be one of eight: SQLite changes a CHECK only with the table.
CREATE TABLE pickup_12 (
  id              INTEGER PRIMARY KEY,
  reference       TEXT NOT NULL UNIQUE,
  status          TEXT NOT NULL CHECK (status IN ('booked', 'assigned', 'completed', 'partly_collected', 'not_presented',
    'non_conforming', 'no_access', 'cancelled')),
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
INSERT INTO pickup_12 (id, reference, status, version, channel, place, area, village, category, items, slot, date, start_minute,
    end_minute, crew, collected_grams, personal, phone_hash, address_hash, open_ordinal, created_at, change_until)
  SELECT id, reference, status, version, channel, place, area, village, category, items, slot, date, start_minute,
    end_minute, crew, collected_grams, personal, phone_hash, address_hash, open_ordinal, created_at, change_until FROM pickup;
DROP TABLE pickup;
ALTER TABLE pickup_12 RENAME TO pickup;
CREATE INDEX pickup_by_day ON pickup (date, area);
CREATE INDEX pickup_by_slot ON pickup (slot, place) WHERE status <> 'cancelled';
CREATE UNIQUE INDEX pickup_open ON pickup (address_hash, category, open_ordinal) WHERE status IN ('booked', 'assigned');
CREATE INDEX pickup_by_phone ON pickup (phone_hash, created_at) WHERE phone_hash IS NOT NULL;

-- What crews recorded of a stop: the latest revision counts, the earlier ones stay. `pieces` is [["item",count],...]; `note` is
-- the crew's own words, '' once erased. `stopped_at` is when they stood there, `recorded_at` when it was written down here.
CREATE TABLE pickup_outcome (
  county      TEXT NOT NULL,
  pickup      INTEGER NOT NULL,
  revision    INTEGER NOT NULL CHECK (revision > 0),
  kind        TEXT NOT NULL CHECK (kind IN ('collected', 'not_presented', 'non_conforming', 'no_access')),
  grams       INTEGER NOT NULL CHECK (grams >= 0),
  pieces      TEXT NOT NULL,
  reason      TEXT NOT NULL,
  note        TEXT NOT NULL,
  stopped_at  INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (county, pickup, revision)
) STRICT, WITHOUT ROWID;
INSERT INTO pickup_outcome (county, pickup, revision, kind, grams, pieces, reason, note, stopped_at, recorded_at)
  SELECT event.county, pickup.id, 1, CASE WHEN pickup.status = 'completed' THEN 'collected' ELSE 'not_presented' END,
    pickup.collected_grams, CASE WHEN pickup.status = 'completed' THEN pickup.items ELSE '[]' END, '', event.detail,
    event.at, event.at
  FROM pickup JOIN event ON event.subject = 'pickup' AND event.item = pickup.id AND event.kind = pickup.status
  WHERE pickup.status IN ('completed', 'not_presented');

-- `private` is sealed: what the resident wrote; NULL once erased.
CREATE TABLE pickup_rating (
  county   TEXT NOT NULL,
  pickup   INTEGER NOT NULL,
  stars    INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
  private  BLOB,
  rated_at INTEGER NOT NULL,
  PRIMARY KEY (county, pickup)
) STRICT, WITHOUT ROWID;

-- A resident says that nothing was fetched. `private` is sealed: what they wrote and what they were answered; NULL once erased.
CREATE TABLE pickup_missed (
  county      TEXT NOT NULL,
  pickup      INTEGER NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('open', 'upheld', 'rejected')),
  private     BLOB,
  reported_at INTEGER NOT NULL,
  settled_at  INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (county, pickup)
) STRICT, WITHOUT ROWID;
CREATE INDEX pickup_missed_open ON pickup_missed (county, reported_at) WHERE state = 'open';
