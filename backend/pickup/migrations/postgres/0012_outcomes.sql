-- Version 12 for PostgreSQL, where a CHECK is changed by itself. What it means is said in ../0012_outcomes.sql.
ALTER TABLE pickup DROP CONSTRAINT pickup_status_check;
ALTER TABLE pickup ADD CONSTRAINT pickup_status_check CHECK (status IN ('booked', 'assigned', 'completed', 'partly_collected',
  'not_presented', 'non_conforming', 'no_access', 'cancelled'));

CREATE TABLE pickup_outcome (
  county      TEXT NOT NULL,
  pickup      bigint NOT NULL,
  revision    bigint NOT NULL CHECK (revision > 0),
  kind        TEXT NOT NULL CHECK (kind IN ('collected', 'not_presented', 'non_conforming', 'no_access')),
  grams       bigint NOT NULL CHECK (grams >= 0),
  pieces      TEXT NOT NULL,
  reason      TEXT NOT NULL,
  note        TEXT NOT NULL,
  stopped_at  bigint NOT NULL,
  recorded_at bigint NOT NULL,
  PRIMARY KEY (county, pickup, revision)
);
INSERT INTO pickup_outcome (county, pickup, revision, kind, grams, pieces, reason, note, stopped_at, recorded_at)
  SELECT event.county, pickup.id, 1, CASE WHEN pickup.status = 'completed' THEN 'collected' ELSE 'not_presented' END,
    pickup.collected_grams, CASE WHEN pickup.status = 'completed' THEN pickup.items ELSE '[]' END, '', event.detail,
    event.at, event.at
  FROM pickup JOIN event ON event.subject = 'pickup' AND event.item = pickup.id AND event.kind = pickup.status
  WHERE pickup.status IN ('completed', 'not_presented');

CREATE TABLE pickup_rating (
  county   TEXT NOT NULL,
  pickup   bigint NOT NULL,
  stars    bigint NOT NULL CHECK (stars BETWEEN 1 AND 5),
  private  bytea,
  rated_at bigint NOT NULL,
  PRIMARY KEY (county, pickup)
);

CREATE TABLE pickup_missed (
  county      TEXT NOT NULL,
  pickup      bigint NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('open', 'upheld', 'rejected')),
  private     bytea,
  reported_at bigint NOT NULL,
  settled_at  bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (county, pickup)
);
CREATE INDEX pickup_missed_open ON pickup_missed (county, reported_at) WHERE state = 'open';
