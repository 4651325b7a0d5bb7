-- Surveys. Nothing here links an invited code to an answer: no column is shared, no row is numbered in order of arrival
-- (WITHOUT ROWID, random or hashed keys), answers know a day and no time, and what a code has (its area, an unfinished
-- answer) is sealed with the code itself, which is nowhere stored.

-- What `wufei survey ID open|close` said; it stands above the definition. `starts` counts open answers that were begun.
CREATE TABLE survey_state (
  survey TEXT PRIMARY KEY,
  status TEXT NOT NULL DEFAULT '' CHECK (status IN ('', 'open', 'closed')),
  starts INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- The sampling plan: people in the area, codes issued there.
CREATE TABLE survey_stratum (
  survey     TEXT NOT NULL,
  area       TEXT NOT NULL,
  population INTEGER NOT NULL CHECK (population > 0),
  issued     INTEGER NOT NULL CHECK (issued >= 0),
  PRIMARY KEY (survey, area)
) STRICT, WITHOUT ROWID;

-- `hash` is keyed. `area` is sealed with the code and goes when the code is used.
CREATE TABLE survey_code (
  hash   BLOB PRIMARY KEY,
  survey TEXT NOT NULL,
  area   BLOB,
  used   INTEGER NOT NULL DEFAULT 0 CHECK (used IN (0, 1))
) STRICT, WITHOUT ROWID;

-- An unfinished invited answer, sealed with the code; dissolved when the answer is complete.
CREATE TABLE survey_draft (
  hash    BLOB PRIMARY KEY REFERENCES survey_code (hash),
  survey  TEXT NOT NULL,
  version INTEGER NOT NULL,
  answers BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- `answers` holds the closed questions as JSON, `texts` the others, sealed. `stratum` is the area of the code, '' for
-- open answers.
CREATE TABLE survey_answer (
  id      BLOB PRIMARY KEY,
  survey  TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind    TEXT NOT NULL CHECK (kind IN ('invited', 'open')),
  stratum TEXT NOT NULL,
  day     INTEGER NOT NULL,
  answers TEXT NOT NULL,
  texts   BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX survey_answer_by_survey ON survey_answer (survey, version, kind);

-- Public: salted hashes of the receipts that were given out.
CREATE TABLE survey_receipt (
  survey TEXT NOT NULL,
  hash   TEXT NOT NULL,
  kind   TEXT NOT NULL CHECK (kind IN ('invited', 'open')),
  PRIMARY KEY (survey, hash)
) STRICT, WITHOUT ROWID;
