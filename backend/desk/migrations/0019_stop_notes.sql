-- What a crew asks the desk to settle: a record that could not be kept because somebody had changed the booking meanwhile.
-- `text` is sealed; erased with the booking's personal data. `settled_at` 0: it waits.
CREATE TABLE stop_note (
  county     TEXT NOT NULL,
  reference  TEXT NOT NULL,
  sequence   INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  actor      TEXT NOT NULL,
  crew       TEXT NOT NULL,
  text       BLOB NOT NULL,
  settled_at INTEGER NOT NULL DEFAULT 0,
  settled_by TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (county, reference, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX stop_note_open ON stop_note (county, at) WHERE settled_at = 0;
