-- Words that the guide will not answer, and why: they wait no more, however often they are asked for. `county` comes first.
CREATE TABLE guide_word_dismissed (
  county TEXT NOT NULL,
  word   TEXT NOT NULL,
  at     INTEGER NOT NULL,
  actor  TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (county, word)
) STRICT, WITHOUT ROWID;
