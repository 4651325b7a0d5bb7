-- Who takes part in the county's records of waste. `county` comes first in every key; lists are words with spaces between.

-- `contact`, `phone` and `reason` are sealed.
CREATE TABLE waste_party (
  county      TEXT NOT NULL,
  id          INTEGER NOT NULL,
  code        TEXT NOT NULL,
  name        TEXT NOT NULL,
  roles       TEXT NOT NULL,
  fields      TEXT NOT NULL,
  area        TEXT NOT NULL,
  address     TEXT NOT NULL,
  industry    TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'verified', 'suspended', 'closed')),
  contact     BLOB NOT NULL,
  phone       BLOB NOT NULL,
  reason      BLOB NOT NULL,
  verified_by TEXT NOT NULL,
  verified_at INTEGER NOT NULL,
  created_at  INTEGER NOT NULL,
  version     INTEGER NOT NULL,
  PRIMARY KEY (county, id),
  UNIQUE (county, code)
) STRICT, WITHOUT ROWID;

-- An account works for one party.
CREATE TABLE waste_member (
  county  TEXT NOT NULL,
  account INTEGER NOT NULL,
  party   INTEGER NOT NULL,
  role    TEXT NOT NULL CHECK (role IN ('admin', 'clerk', 'driver', 'reader')),
  PRIMARY KEY (county, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX waste_member_of ON waste_member (county, party);

-- What is given up stays with ended = 1: records name it.
CREATE TABLE waste_facility (
  county         TEXT NOT NULL,
  id             INTEGER NOT NULL,
  party          INTEGER NOT NULL,
  code           TEXT NOT NULL,
  kind           TEXT NOT NULL,
  name           TEXT NOT NULL,
  area           TEXT NOT NULL,
  capacity       INTEGER NOT NULL,
  open_to_public INTEGER NOT NULL,
  ended          INTEGER NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX waste_facility_of ON waste_facility (county, party);

CREATE TABLE waste_vehicle (
  county      TEXT NOT NULL,
  id          INTEGER NOT NULL,
  party       INTEGER NOT NULL,
  plate       TEXT NOT NULL,
  load_limit  INTEGER NOT NULL,
  certificate TEXT NOT NULL,
  valid_until INTEGER NOT NULL,
  ended       INTEGER NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX waste_vehicle_of ON waste_vehicle (county, party);

-- `verified`: the bureau has seen it; until then it permits nothing.
CREATE TABLE waste_permit (
  county      TEXT NOT NULL,
  id          INTEGER NOT NULL,
  party       INTEGER NOT NULL,
  kind        TEXT NOT NULL,
  number      TEXT NOT NULL,
  issuer      TEXT NOT NULL,
  valid_from  INTEGER NOT NULL,
  valid_until INTEGER NOT NULL,
  codes       TEXT NOT NULL,
  yearly      INTEGER NOT NULL,
  verified    INTEGER NOT NULL,
  ended       INTEGER NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX waste_permit_of ON waste_permit (county, party);

-- `proposer`: the party that wrote it, 0 = the bureau. It counts when the other side or the bureau has confirmed it.
CREATE TABLE waste_contract (
  county      TEXT NOT NULL,
  id          INTEGER NOT NULL,
  generator   INTEGER NOT NULL,
  receiver    INTEGER NOT NULL,
  number      TEXT NOT NULL,
  codes       TEXT NOT NULL,
  valid_from  INTEGER NOT NULL,
  valid_until INTEGER NOT NULL,
  amount      INTEGER NOT NULL,
  proposer    INTEGER NOT NULL,
  confirmed   INTEGER NOT NULL,
  ended       INTEGER NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX waste_contract_of ON waste_contract (county, generator);
CREATE INDEX waste_contract_with ON waste_contract (county, receiver);

-- What a party declared of one field and period ("2026-11", "2026-Q4", "2026"), a row for each version; `edits` counts changes of a
-- version. `reason` (of what was sent back or is corrected) is sealed.
CREATE TABLE waste_declaration (
  county       TEXT NOT NULL,
  party        INTEGER NOT NULL,
  field        TEXT NOT NULL,
  period       TEXT NOT NULL,
  version      INTEGER NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'accepted', 'superseded')),
  edits        INTEGER NOT NULL,
  reason       BLOB NOT NULL,
  submitted_at INTEGER NOT NULL,
  decided_by   TEXT NOT NULL,
  decided_at   INTEGER NOT NULL,
  PRIMARY KEY (county, party, field, period, version)
) STRICT, WITHOUT ROWID;

-- Grams; `note` explains a difference from what the records here add up to.
CREATE TABLE waste_declaration_line (
  county       TEXT NOT NULL,
  party        INTEGER NOT NULL,
  field        TEXT NOT NULL,
  period       TEXT NOT NULL,
  version      INTEGER NOT NULL,
  code         TEXT NOT NULL,
  opening      INTEGER NOT NULL,
  generated    INTEGER NOT NULL,
  received     INTEGER NOT NULL,
  self_used    INTEGER NOT NULL,
  disposed     INTEGER NOT NULL,
  handed_out   INTEGER NOT NULL,
  lost         INTEGER NOT NULL,
  closing      INTEGER NOT NULL,
  note         TEXT NOT NULL,
  PRIMARY KEY (county, party, field, period, version, code)
) STRICT, WITHOUT ROWID;
