-- Records of waste that moves from a generator to a receiver. Amounts are grams, instants UTC seconds, 0 = not yet; parties,
-- facilities and contracts are ids of waste_* rows, 0 = none. A row that was never issued (issued_at = 0) is its author's alone.
CREATE TABLE waste_manifest (
  county            TEXT NOT NULL,
  number            TEXT NOT NULL,
  field             TEXT NOT NULL,
  code              TEXT NOT NULL,
  edition           TEXT NOT NULL,
  state             TEXT NOT NULL,
  generator         INTEGER NOT NULL,
  transporter       INTEGER NOT NULL,
  next_transporter  INTEGER NOT NULL,
  receiver          INTEGER NOT NULL,
  facility          INTEGER NOT NULL,
  receiver_facility INTEGER NOT NULL,
  contract          INTEGER NOT NULL,
  national          TEXT NOT NULL,
  national_pending  INTEGER NOT NULL CHECK (national_pending IN (0, 1)),
  planned_start     INTEGER NOT NULL,
  planned_arrival   INTEGER NOT NULL,
  packaging         TEXT NOT NULL,
  route             TEXT NOT NULL,
  vehicle           TEXT NOT NULL,
  planned           INTEGER NOT NULL CHECK (planned >= 0),
  loaded            INTEGER NOT NULL CHECK (loaded >= 0),
  received          INTEGER NOT NULL CHECK (received >= 0),
  accepted          INTEGER NOT NULL CHECK (accepted >= 0),
  refused           INTEGER NOT NULL CHECK (refused >= 0),
  estimate_reason   TEXT NOT NULL,
  refusal_reason    TEXT NOT NULL,
  operation         TEXT NOT NULL,
  parent            TEXT NOT NULL,
  child             TEXT NOT NULL,
  legs              INTEGER NOT NULL CHECK (legs >= 0),
  created_at        INTEGER NOT NULL,
  issued_at         INTEGER NOT NULL,
  started_at        INTEGER NOT NULL,
  arrived_at        INTEGER NOT NULL,
  accepted_at       INTEGER NOT NULL,
  done_at           INTEGER NOT NULL,
  changed_at        INTEGER NOT NULL,
  version           INTEGER NOT NULL CHECK (version > 0),
  CHECK (accepted_at = 0 OR received = accepted + refused),
  PRIMARY KEY (county, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX waste_manifest_by_change ON waste_manifest (county, changed_at);
CREATE INDEX waste_manifest_by_generator ON waste_manifest (county, generator, changed_at);
CREATE INDEX waste_manifest_by_transporter ON waste_manifest (county, transporter, changed_at);
CREATE INDEX waste_manifest_by_receiver ON waste_manifest (county, receiver, changed_at);
CREATE INDEX waste_manifest_by_parent ON waste_manifest (county, parent) WHERE parent <> '';

-- Who carried it, one row for each transporter; `driver` is sealed.
CREATE TABLE waste_manifest_leg (
  county      TEXT NOT NULL,
  number      TEXT NOT NULL,
  ordinal     INTEGER NOT NULL,
  transporter INTEGER NOT NULL,
  vehicle     TEXT NOT NULL,
  driver      BLOB,
  loaded      INTEGER NOT NULL CHECK (loaded > 0),
  taken_at    INTEGER NOT NULL,
  PRIMARY KEY (county, number, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX waste_manifest_leg_by_transporter ON waste_manifest_leg (county, transporter);

-- Rows are only ever added. `hash` is SHA-256 over the canonical frame of that moment.
CREATE TABLE waste_manifest_signature (
  county    TEXT NOT NULL,
  number    TEXT NOT NULL,
  sequence  INTEGER NOT NULL,
  kind      TEXT NOT NULL,
  party     INTEGER NOT NULL,
  account   INTEGER NOT NULL,
  actor     TEXT NOT NULL,
  on_behalf INTEGER NOT NULL CHECK (on_behalf IN (0, 1)),
  hash      TEXT NOT NULL,
  at        INTEGER NOT NULL,
  PRIMARY KEY (county, number, sequence)
) STRICT, WITHOUT ROWID;

-- Rows are only ever added. `detail` is JSON of what changed, never personal data.
CREATE TABLE waste_manifest_event (
  county   TEXT NOT NULL,
  number   TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  action   TEXT NOT NULL,
  actor    TEXT NOT NULL,
  party    INTEGER NOT NULL,
  detail   TEXT NOT NULL,
  PRIMARY KEY (county, number, sequence)
) STRICT, WITHOUT ROWID;

-- What one party wants changed after a signature; one may be open at a time. `changes` and `approved` are JSON.
CREATE TABLE waste_revision (
  county    TEXT NOT NULL,
  number    TEXT NOT NULL,
  sequence  INTEGER NOT NULL,
  cancels   INTEGER NOT NULL CHECK (cancels IN (0, 1)),
  changes   TEXT NOT NULL,
  reason    TEXT NOT NULL,
  party     INTEGER NOT NULL,
  actor     TEXT NOT NULL,
  at        INTEGER NOT NULL,
  closed_at INTEGER NOT NULL,
  state     TEXT NOT NULL,
  approved  TEXT NOT NULL,
  PRIMARY KEY (county, number, sequence)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX waste_revision_open ON waste_revision (county, number) WHERE state = 'open';
