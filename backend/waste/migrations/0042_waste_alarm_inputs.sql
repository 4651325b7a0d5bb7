-- What alarms see. Of a permit for a building site's waste: grams that may leave in all its days together (0 = not told) and the one
-- place that it is for (id of waste_facility, 0 = not told).
ALTER TABLE waste_permit ADD COLUMN total INTEGER NOT NULL DEFAULT 0;
ALTER TABLE waste_permit ADD COLUMN facility INTEGER NOT NULL DEFAULT 0;

-- What the receiver's own weigh ticket says of a record; `plate` '', `day` 0 and `grams` (net) 0 = not told; all three: it was
-- taken back. `entered_at` (UTC seconds) is when it was written first, `differs_since` when it last came to say otherwise than the record (or
-- was written), `version` one more with each writing.
CREATE TABLE waste_ticket (
  county     TEXT NOT NULL,
  number     TEXT NOT NULL,
  plate      TEXT NOT NULL,
  day        INTEGER NOT NULL,
  grams      INTEGER NOT NULL CHECK (grams >= 0),
  party      INTEGER NOT NULL,
  actor      TEXT NOT NULL,
  entered_at INTEGER NOT NULL,
  differs_since INTEGER NOT NULL,
  version    INTEGER NOT NULL CHECK (version > 0),
  PRIMARY KEY (county, number)
) STRICT, WITHOUT ROWID;

-- Kilometres that the vehicle's odometer showed, 0 = not told.
CREATE TABLE waste_mileage (
  county   TEXT NOT NULL,
  number   TEXT NOT NULL,
  departed INTEGER NOT NULL CHECK (departed >= 0),
  arrived  INTEGER NOT NULL CHECK (arrived >= 0),
  PRIMARY KEY (county, number)
) STRICT, WITHOUT ROWID;
