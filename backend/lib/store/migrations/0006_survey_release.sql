-- Public results count only released answers; they are released several at a time (see service/survey_service.hpp), and
-- a restart or the survey's end must not release the rest. A mark, not a number: it tells no order within the released.
ALTER TABLE survey_answer ADD COLUMN released INTEGER NOT NULL DEFAULT 0 CHECK (released IN (0, 1));

-- What a version of a survey asked when its first answer was stored, as JSON. Later content must ask the same.
CREATE TABLE survey_definition (
  survey  TEXT NOT NULL,
  version INTEGER NOT NULL,
  questions TEXT NOT NULL,
  PRIMARY KEY (survey, version)
) STRICT, WITHOUT ROWID;
