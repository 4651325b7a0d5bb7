-- What crews photographed at a stop, each made safe (lib/picture) and sealed; erased with the booking's personal data. `digest`
-- is keyed, so that a photograph that comes twice is kept once.
CREATE TABLE stop_photo (
  county   TEXT NOT NULL,
  pickup   INTEGER NOT NULL,
  number   INTEGER NOT NULL CHECK (number > 0),
  added_at INTEGER NOT NULL,
  digest   BLOB NOT NULL,
  image    BLOB NOT NULL,
  PRIMARY KEY (county, pickup, number)
) STRICT;
