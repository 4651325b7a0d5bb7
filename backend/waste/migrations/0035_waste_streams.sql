-- What a party generates in the usual run of things. Lists are words with spaces between; `yearly` in grams, 0 = not told;
-- `active_until` 0 = no end is known. What is given up stays with ended = 1.
CREATE TABLE waste_stream (
  county       TEXT NOT NULL,
  id           INTEGER NOT NULL,
  party        INTEGER NOT NULL,
  name         TEXT NOT NULL,
  code         TEXT NOT NULL,
  process      TEXT NOT NULL,
  features     TEXT NOT NULL,
  yearly       INTEGER NOT NULL,
  way          TEXT NOT NULL CHECK (way IN ('self_use', 'self_dispose', 'entrust_use', 'entrust_dispose')),
  destination  TEXT NOT NULL,
  facility     INTEGER NOT NULL,
  active_from  INTEGER NOT NULL,
  active_until INTEGER NOT NULL,
  ended        INTEGER NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX waste_stream_of ON waste_stream (county, party);
