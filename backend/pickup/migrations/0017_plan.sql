-- Version 17: what the desk sets beside the content: days closed and opened, places changed; who of those it hits has been
-- told; crews and their vehicles. Nothing is ever deleted of the first two: an ended rule stays as history.

-- `number` counts the changes of a county, an ending is a change too: the highest is the version that a page shows. `area`,
-- `category` and `day_window` '' = all of them; `last_day` of what holds from a day on is 9999-12-31.
CREATE TABLE calendar_rule (
  county       TEXT NOT NULL,
  number       INTEGER NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN ('closed', 'open', 'places', 'day_places')),
  first_day    INTEGER NOT NULL,
  last_day     INTEGER NOT NULL,
  area         TEXT NOT NULL,
  category     TEXT NOT NULL,
  day_window   TEXT NOT NULL,
  places       INTEGER NOT NULL CHECK (places >= 0),
  reason       TEXT NOT NULL,
  made_at      INTEGER NOT NULL,
  made_by      TEXT NOT NULL,
  ended_number INTEGER NOT NULL,
  ended_at     INTEGER NOT NULL,
  ended_by     TEXT NOT NULL,
  PRIMARY KEY (county, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX calendar_rule_in_force ON calendar_rule (county, ended_number, last_day);

-- What was done about a booking whose place is gone: told that it is (displaced), that it is back (restored), a tick taken
-- back (undone), a message sent (notice). `pickup` is the booking's id, `slot` the one that they were told about.
CREATE TABLE calendar_told (
  county   TEXT NOT NULL,
  pickup   INTEGER NOT NULL,
  slot     TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  date     INTEGER NOT NULL,
  about    TEXT NOT NULL CHECK (about IN ('displaced', 'restored', 'undone', 'notice')),
  at       INTEGER NOT NULL,
  actor    TEXT NOT NULL,
  PRIMARY KEY (county, pickup, slot, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX calendar_told_by_day ON calendar_told (county, date);

-- `name` is what bookings and accounts call the crew. `load_grams` and `load_pieces` 0 = no limit known; `retired_from` is the
-- first day on which it does not drive, NULL = it does.
CREATE TABLE crew (
  county       TEXT NOT NULL,
  id           INTEGER NOT NULL,
  name         TEXT NOT NULL,
  name_key     TEXT NOT NULL,
  plate        TEXT NOT NULL,
  load_grams   INTEGER NOT NULL CHECK (load_grams >= 0),
  load_pieces  INTEGER NOT NULL CHECK (load_pieces >= 0),
  retired_from INTEGER,
  version      INTEGER NOT NULL,
  PRIMARY KEY (county, id),
  UNIQUE (county, name_key)
) STRICT, WITHOUT ROWID;
