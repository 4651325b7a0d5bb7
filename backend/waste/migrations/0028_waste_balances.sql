-- What each party has and had of each kind of waste. Rows of waste_movement are only ever added; `hash` holds the row and the one of
-- the same party before it. `reason` is sealed; `hash` holds `reason_hash`, a keyed hash of it. `facility` 0 is the party as a whole; `day` is the business day, `month` (yyyymm) its month, `at` when the
-- row was recorded. `grams` carries the sign of its kind; `reverses` is the party's row that this one takes back, 0 = none.
CREATE TABLE waste_movement (
  county    TEXT NOT NULL,
  party     INTEGER NOT NULL,
  sequence  INTEGER NOT NULL CHECK (sequence > 0),
  facility  INTEGER NOT NULL,
  field     TEXT NOT NULL,
  code      TEXT NOT NULL,
  kind      TEXT NOT NULL,
  grams     INTEGER NOT NULL,
  month     INTEGER NOT NULL,
  day       INTEGER NOT NULL,
  reference TEXT NOT NULL,
  reason    BLOB NOT NULL,
  reason_hash BLOB NOT NULL,
  reverses  INTEGER NOT NULL CHECK (reverses >= 0),
  actor     TEXT NOT NULL,
  at        INTEGER NOT NULL,
  hash      BLOB NOT NULL,
  PRIMARY KEY (county, party, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX waste_movement_by_reference ON waste_movement (reference, county, party, sequence);
CREATE INDEX waste_movement_by_month ON waste_movement (county, month, field);
CREATE INDEX waste_movement_by_time ON waste_movement (county, at);
CREATE UNIQUE INDEX waste_movement_reversed ON waste_movement (county, party, reverses) WHERE reverses > 0;

-- Sums of the rows above, kept with each of them, so that no page adds up a million rows: by month and kind, and what is there now.
CREATE TABLE waste_month (
  county   TEXT NOT NULL,
  party    INTEGER NOT NULL,
  facility INTEGER NOT NULL,
  field    TEXT NOT NULL,
  code     TEXT NOT NULL,
  month    INTEGER NOT NULL,
  kind     TEXT NOT NULL,
  grams    INTEGER NOT NULL,
  entries  INTEGER NOT NULL,
  PRIMARY KEY (county, party, facility, field, code, month, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX waste_month_by_month ON waste_month (county, month, field, kind, party, grams);

CREATE TABLE waste_stock (
  county   TEXT NOT NULL,
  party    INTEGER NOT NULL,
  facility INTEGER NOT NULL,
  field    TEXT NOT NULL,
  code     TEXT NOT NULL,
  grams    INTEGER NOT NULL,
  PRIMARY KEY (county, party, facility, field, code)
) STRICT, WITHOUT ROWID;

-- What of a closed month anybody may read, written once and never changed. `fields`: one, or those that are shown as one, with spaces
-- between. `grams` is 0 when `shown` is 'withheld'.
CREATE TABLE waste_public (
  county       TEXT NOT NULL,
  month        INTEGER NOT NULL,
  measure      TEXT NOT NULL CHECK (measure IN ('generate', 'moved')),
  fields       TEXT NOT NULL,
  shown        TEXT NOT NULL CHECK (shown IN ('alone', 'merged', 'withheld')),
  grams        INTEGER NOT NULL CHECK (grams >= 0),
  published_at INTEGER NOT NULL,
  PRIMARY KEY (county, month, measure, fields)
) STRICT, WITHOUT ROWID;

-- Scales that deliver what they weigh. `key` is a keyed hash of the secret that was shown once; `unseen` is that secret, sealed, until
-- it was shown, then sealed nothing. `revoked_at` 0 = it is valid.
CREATE TABLE waste_device (
  county     TEXT NOT NULL,
  id         INTEGER NOT NULL,
  party      INTEGER NOT NULL,
  facility   INTEGER NOT NULL,
  name       TEXT NOT NULL,
  key        BLOB NOT NULL,
  unseen     BLOB NOT NULL,
  made_at    INTEGER NOT NULL,
  made_by    TEXT NOT NULL,
  revoked_at INTEGER NOT NULL,
  revoked_by TEXT NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX waste_device_key ON waste_device (county, key);
CREATE INDEX waste_device_of ON waste_device (county, party);

-- One weighing, known by its device and the device's own number: it may come late, out of order, and again. `content` is a keyed hash of
-- what was told, so that the same number with another content is refused. `skew` is the device's clock less ours, in seconds, when it
-- came. Device 0: read from a file by hand; its serial names the file's station.
CREATE TABLE waste_weighing (
  county      TEXT NOT NULL,
  device      INTEGER NOT NULL,
  serial      TEXT NOT NULL,
  id          INTEGER NOT NULL,
  party       INTEGER NOT NULL,
  facility    INTEGER NOT NULL,
  direction   TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  plate       TEXT NOT NULL,
  gross       INTEGER NOT NULL CHECK (gross > 0),
  tare        INTEGER NOT NULL CHECK (tare >= 0),
  net         INTEGER NOT NULL CHECK (net >= 0),
  weighed_at  INTEGER NOT NULL,
  day         INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  skew        INTEGER NOT NULL,
  manual      INTEGER NOT NULL CHECK (manual IN (0, 1)),
  code        TEXT NOT NULL,
  manifest    TEXT NOT NULL,
  content     BLOB NOT NULL,
  PRIMARY KEY (county, device, serial)
) STRICT, WITHOUT ROWID;
CREATE INDEX waste_weighing_by_day ON waste_weighing (county, day, device);
CREATE UNIQUE INDEX waste_weighing_number ON waste_weighing (county, device, id);

-- What rules found (content/waste_alarms.json): one row for each rule, subject and period, however often it is found. `inputs` is what the
-- rule saw, as JSON. What people wrote (`explanation`, `reason`, an event's `detail`) is sealed. Days are counted like everywhere (days since 1970).
CREATE TABLE waste_alarm (
  county      TEXT NOT NULL,
  id          INTEGER NOT NULL,
  rule        TEXT NOT NULL,
  subject     TEXT NOT NULL,
  period      TEXT NOT NULL,
  level       TEXT NOT NULL,
  party       INTEGER NOT NULL,
  field       TEXT NOT NULL,
  area        TEXT NOT NULL,
  inputs      TEXT NOT NULL,
  state       TEXT NOT NULL,
  ending      TEXT NOT NULL,
  trial       INTEGER NOT NULL CHECK (trial IN (0, 1)),
  released    INTEGER NOT NULL CHECK (released IN (0, 1)),
  escalated   INTEGER NOT NULL CHECK (escalated IN (0, 1)),
  due         INTEGER NOT NULL,
  opened_at   INTEGER NOT NULL,
  seen_at     INTEGER NOT NULL,
  times       INTEGER NOT NULL CHECK (times > 0),
  explanation BLOB NOT NULL,
  reason      BLOB NOT NULL,
  version     INTEGER NOT NULL CHECK (version > 0),
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX waste_alarm_condition ON waste_alarm (county, rule, subject, period);
CREATE INDEX waste_alarm_by_state ON waste_alarm (county, state, due);
CREATE INDEX waste_alarm_of_party ON waste_alarm (county, party);

CREATE TABLE waste_alarm_event (
  county   TEXT NOT NULL,
  alarm    INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  actor    TEXT NOT NULL,
  event    TEXT NOT NULL,
  detail   BLOB NOT NULL,
  PRIMARY KEY (county, alarm, sequence)
) STRICT, WITHOUT ROWID;
