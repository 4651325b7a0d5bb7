-- Records that were signed on paper while network or power was away, and entered afterwards. `slip` is the number of the paper: with it
-- a party has one record. `content` is a keyed hash of the form that made it. `other` is the party that must confirm it. `reason` and `dispute` are sealed; instants are UTC seconds, 0 = not yet.
CREATE TABLE waste_paper (
  county      TEXT NOT NULL,
  number      TEXT NOT NULL,
  slip        TEXT NOT NULL,
  party       INTEGER NOT NULL,
  other       INTEGER NOT NULL,
  content     TEXT NOT NULL,
  reason      BLOB,
  dispute     BLOB,
  actor       TEXT NOT NULL,
  on_behalf   INTEGER NOT NULL CHECK (on_behalf IN (0, 1)),
  entered_at  INTEGER NOT NULL,
  answered_at INTEGER NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('waiting', 'confirmed', 'disputed')),
  PRIMARY KEY (county, number)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX waste_paper_slip ON waste_paper (county, party, slip);

-- `method` paper: `signer` is the name that stands on the paper, sealed, and `signed_at` the time.
ALTER TABLE waste_manifest_signature ADD COLUMN method TEXT NOT NULL DEFAULT 'account';
ALTER TABLE waste_manifest_signature ADD COLUMN signer BLOB;
