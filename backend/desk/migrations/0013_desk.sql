-- Version 13: what the county's desk keeps besides bookings and cases. `county` comes first in every key.

-- A crew's sheet as it was dispatched; `stops` is sealed JSON, one row per stop, and erased with the bookings.
CREATE TABLE frozen_sheet (
  county   TEXT NOT NULL,
  date     INTEGER NOT NULL,
  crew     TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  actor    TEXT NOT NULL,
  stops    BLOB NOT NULL,
  PRIMARY KEY (county, date, crew, sequence)
) STRICT, WITHOUT ROWID;

-- What colleagues write to each other about a case; never shown to its citizen. `text` is sealed.
CREATE TABLE case_note (
  county    TEXT NOT NULL,
  reference TEXT NOT NULL,
  sequence  INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  actor     TEXT NOT NULL,
  kind      TEXT NOT NULL CHECK (kind IN ('note', 'transfer', 'refusal')),
  text      BLOB NOT NULL,
  PRIMARY KEY (county, reference, sequence)
) STRICT, WITHOUT ROWID;

-- What one of the staff proposes to publish of a case, until another one does. `texts` is sealed JSON. `number` grows with
-- every proposal of the case: what is published is what was read.
CREATE TABLE case_proposal (
  county    TEXT NOT NULL,
  reference TEXT NOT NULL,
  number    INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  actor     TEXT NOT NULL,
  texts     BLOB NOT NULL,
  PRIMARY KEY (county, reference)
) STRICT, WITHOUT ROWID;
