-- The county's data for the city. waste_change: what changed of records that the city may read. `sequence` is given in the
-- transaction that changes the record, one higher than the last: who has seen one could see all before it, and what is committed
-- late stands late. Rows are only ever added, and name records, nobody and nothing else.
CREATE TABLE waste_change (
  county   TEXT NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  action   TEXT NOT NULL CHECK (action IN ('created', 'updated')),
  kind     TEXT NOT NULL CHECK (kind IN ('party', 'declaration', 'manifest')),
  id       TEXT NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (county, sequence)
) STRICT, WITHOUT ROWID;

-- What was there before.
INSERT INTO waste_change (county, sequence, action, kind, id, at)
SELECT county, row_number() OVER (PARTITION BY county ORDER BY part, at, id), 'created', kind, id, at FROM (
  SELECT county, 1 AS part, 'party' AS kind, CAST(id AS TEXT) AS id, created_at AS at FROM waste_party
  WHERE verified_at > 0 OR state IN ('verified', 'suspended')
  UNION ALL
  SELECT county, 2, 'declaration', CAST(party AS TEXT) || '.' || field || '.' || period || '.' || CAST(version AS TEXT), decided_at
  FROM waste_declaration WHERE state IN ('accepted', 'superseded')
  UNION ALL
  SELECT county, 3, 'manifest', number, issued_at FROM waste_manifest WHERE issued_at > 0
) AS present;

CREATE INDEX waste_manifest_by_national ON waste_manifest (county, national) WHERE national <> '';

-- Keys of the city's side. `key` is a keyed hash of what was shown once; `unseen` is that key, sealed, until it was shown, then sealed
-- nothing. `revoked_at` 0 = it is valid.
CREATE TABLE waste_exchange_key (
  county     TEXT NOT NULL,
  id         INTEGER NOT NULL,
  name       TEXT NOT NULL,
  key        BLOB NOT NULL,
  unseen     BLOB NOT NULL,
  made_at    INTEGER NOT NULL,
  made_by    TEXT NOT NULL,
  revoked_at INTEGER NOT NULL,
  revoked_by TEXT NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX waste_exchange_key_of ON waste_exchange_key (county, key);

-- How far the city's address was told: waste_change is the outbox, `delivered` its last row that was taken. `attempts`, `due_at` and
-- `error` are of the next one; `stopped_at` > 0: given up, until staff let it go on.
CREATE TABLE waste_hook (
  county       TEXT NOT NULL,
  delivered    INTEGER NOT NULL CHECK (delivered >= 0),
  delivered_at INTEGER NOT NULL,
  attempts     INTEGER NOT NULL CHECK (attempts >= 0),
  due_at       INTEGER NOT NULL,
  error        TEXT NOT NULL,
  stopped_at   INTEGER NOT NULL,
  PRIMARY KEY (county)
) STRICT, WITHOUT ROWID;

-- What the city answered about records of movement, as it was handed in; the same answer is one row. `reason` is sealed.
CREATE TABLE waste_city_result (
  county   TEXT NOT NULL,
  manifest TEXT NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  national TEXT NOT NULL,
  result   TEXT NOT NULL,
  reason   BLOB NOT NULL,
  actor    TEXT NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (county, manifest, sequence)
) STRICT, WITHOUT ROWID;
