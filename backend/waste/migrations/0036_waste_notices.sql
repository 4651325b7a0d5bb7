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

-- Pictures of permits, each made safe (lib/picture) and sealed, for who verifies them. `digest` is keyed, so that one that comes
-- twice is kept once.
CREATE TABLE waste_permit_photo (
  county   TEXT NOT NULL,
  permit   INTEGER NOT NULL,
  number   INTEGER NOT NULL CHECK (number > 0),
  party    INTEGER NOT NULL,
  added_at INTEGER NOT NULL,
  digest   BLOB NOT NULL,
  image    BLOB NOT NULL,
  PRIMARY KEY (county, permit, number)
) STRICT;
CREATE INDEX waste_permit_photo_of ON waste_permit_photo (county, party);
