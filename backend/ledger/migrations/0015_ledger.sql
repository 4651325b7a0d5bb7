-- The ledger of what was collected. Rows are only ever added; `hash` holds the row and the one before it. `month` is yyyymm of the
-- month in whose sums a row stands. `reverses` is the number of the row that this one takes back, 0 = none; `stops` counts a stop once,
-- on the first row of its posting. Nothing personal: `reference` leads to a booking, which is erased in its time.
CREATE TABLE ledger_entry (
  county      TEXT NOT NULL,
  sequence    INTEGER NOT NULL,
  month       INTEGER NOT NULL,
  date        INTEGER NOT NULL,
  area        TEXT NOT NULL,
  category    TEXT NOT NULL,
  crew        TEXT NOT NULL,
  item        TEXT NOT NULL,
  stops       INTEGER NOT NULL CHECK (stops BETWEEN -1 AND 1),
  pieces      INTEGER NOT NULL,
  grams       INTEGER NOT NULL,
  destination TEXT NOT NULL,
  reference   TEXT NOT NULL,
  revision    INTEGER NOT NULL CHECK (revision > 0),
  reverses    INTEGER NOT NULL CHECK (reverses >= 0),
  at          INTEGER NOT NULL,
  hash        BLOB NOT NULL,
  PRIMARY KEY (county, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_entry_by_month ON ledger_entry (county, month);
CREATE INDEX ledger_entry_by_reference ON ledger_entry (county, reference);
CREATE UNIQUE INDEX ledger_entry_reversed ON ledger_entry (county, reverses) WHERE reverses > 0;

-- What became of the stops on the sheets that crews were given, counted once when the month is closed: the sheets themselves are
-- erased with the bookings. `part` is a word of the program or "KIND/REASON".
CREATE TABLE ledger_month (
  county TEXT NOT NULL,
  month  INTEGER NOT NULL,
  part   TEXT NOT NULL,
  count  INTEGER NOT NULL CHECK (count >= 0),
  PRIMARY KEY (county, month, part)
) STRICT, WITHOUT ROWID;
