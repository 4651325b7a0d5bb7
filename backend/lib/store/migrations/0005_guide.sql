-- Words that the sorting guide could not answer, counted per day (days since 1970-01-01, China Standard Time). Nothing says
-- who asked.
CREATE TABLE guide_word (
  word   TEXT NOT NULL,
  day    INTEGER NOT NULL,
  count  INTEGER NOT NULL CHECK (count > 0),
  closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),
  PRIMARY KEY (word, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX guide_word_by_day ON guide_word (day);
