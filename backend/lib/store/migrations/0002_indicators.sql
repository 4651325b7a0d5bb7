-- Version 2: published values of indicators. Rows are only ever added: each names the hash of the row before, and
-- its own hash covers everything in it (contract::revision_canonical). The triggers are for slips, the hashes for intent.
CREATE TABLE indicator_revision (
  sequence       INTEGER PRIMARY KEY,
  indicator      INTEGER NOT NULL,
  revision       INTEGER NOT NULL CHECK (revision > 0),
  replaces       INTEGER NOT NULL CHECK (replaces >= 0 AND replaces < revision),
  period         TEXT NOT NULL,
  bound          TEXT NOT NULL CHECK (bound IN ('', '=', '>', '>=', '<', '<=')),
  value          TEXT NOT NULL,
  words          TEXT NOT NULL,
  unit           TEXT NOT NULL,
  reference_year INTEGER NOT NULL,
  source_title   TEXT NOT NULL,
  source_number  TEXT NOT NULL,
  source_date    TEXT NOT NULL,
  publisher      TEXT NOT NULL,
  note           TEXT NOT NULL,
  published_at   INTEGER NOT NULL,
  previous_hash  TEXT NOT NULL UNIQUE,
  hash           TEXT NOT NULL UNIQUE,
  UNIQUE (indicator, revision),
  CHECK ((value = '') <> (words = '')),
  CHECK ((value = '') = (bound = ''))
) STRICT;
-- One value per indicator and period, unless it corrects; a revision is corrected once.
CREATE UNIQUE INDEX indicator_revision_first ON indicator_revision (indicator, period) WHERE replaces = 0;
CREATE UNIQUE INDEX indicator_revision_once ON indicator_revision (indicator, replaces) WHERE replaces > 0;

CREATE TRIGGER indicator_revision_no_update BEFORE UPDATE ON indicator_revision
BEGIN SELECT RAISE(ABORT, 'a published value is never edited: publish a correction'); END;
CREATE TRIGGER indicator_revision_no_delete BEFORE DELETE ON indicator_revision
BEGIN SELECT RAISE(ABORT, 'a published value is never deleted: publish a correction'); END;
CREATE TRIGGER indicator_revision_chain BEFORE INSERT ON indicator_revision
WHEN NEW.sequence <> ifnull((SELECT max(sequence) FROM indicator_revision), 0) + 1
  OR NEW.previous_hash <> ifnull((SELECT hash FROM indicator_revision ORDER BY sequence DESC LIMIT 1),
                                 '0000000000000000000000000000000000000000000000000000000000000000')
BEGIN SELECT RAISE(ABORT, 'the revision does not follow the last one'); END;
