-- What editors write at the desk, and what of it was published. `county` comes first in every key.

-- A file of the content as it was published; the last row of a file stands in its place. Rows are only ever added, and chained
-- by `hash`.
CREATE TABLE content_revision (
  county   TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  actor    TEXT NOT NULL,
  file     TEXT NOT NULL,
  text     TEXT NOT NULL,
  hash     TEXT NOT NULL,
  PRIMARY KEY (county, sequence)
) STRICT, WITHOUT ROWID;

-- What happened to one thing that is written: a row for each version and for each step that a version went. `body` is sealed: the
-- version's JSON, or the reason of the step. Rows are only ever added.
CREATE TABLE publishing_step (
  county   TEXT NOT NULL,
  item     TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  version  INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  actor    TEXT NOT NULL,
  kind     TEXT NOT NULL CHECK (kind IN ('saved', 'submitted', 'returned', 'published', 'withdrawn')),
  body     BLOB NOT NULL,
  PRIMARY KEY (county, item, sequence)
) STRICT, WITHOUT ROWID;
