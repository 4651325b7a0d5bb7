-- What a party generates is edited, and told to the city: a stream has a version, and a change may be of one.
ALTER TABLE waste_stream ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

CREATE TABLE waste_change_with_streams (
  county   TEXT NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  action   TEXT NOT NULL CHECK (action IN ('created', 'updated')),
  kind     TEXT NOT NULL CHECK (kind IN ('party', 'declaration', 'manifest', 'stream')),
  id       TEXT NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (county, sequence)
) STRICT, WITHOUT ROWID;
INSERT INTO waste_change_with_streams (county, sequence, action, kind, id, at)
SELECT county, sequence, action, kind, id, at FROM waste_change;

-- What was there before, behind all that was told, and no older than it: a feed's times do not go back.
INSERT INTO waste_change_with_streams (county, sequence, action, kind, id, at)
SELECT stream.county, coalesce((SELECT max(last.sequence) FROM waste_change AS last WHERE last.county = stream.county), 0)
  + row_number() OVER (PARTITION BY stream.county ORDER BY stream.id), 'created', 'stream', CAST(stream.id AS TEXT),
  coalesce((SELECT max(last.at) FROM waste_change AS last WHERE last.county = stream.county), party.verified_at)
FROM waste_stream AS stream JOIN waste_party AS party ON party.county = stream.county AND party.id = stream.party
WHERE stream.ended = 0 AND party.verified_at > 0;
DROP TABLE waste_change;
ALTER TABLE waste_change_with_streams RENAME TO waste_change;
