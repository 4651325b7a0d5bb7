-- What a party is told of: written with what it tells of. `subject` names it (a permit, a declaration, an offer, a record) and holds
-- nothing that somebody wrote; `read_at` 0 = nobody of the party has read it. The newest 200 of a party are kept.
CREATE TABLE waste_notice (
  county   TEXT NOT NULL,
  party    INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  told_at  INTEGER NOT NULL,
  kind     TEXT NOT NULL,
  subject  TEXT NOT NULL,
  read_at  INTEGER NOT NULL,
  PRIMARY KEY (county, party, sequence)
) STRICT, WITHOUT ROWID;
