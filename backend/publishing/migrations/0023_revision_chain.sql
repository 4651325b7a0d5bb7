-- Published revisions hang on a chain with the data's key, like the access log. Those of before have no hash; theirs stand in the
-- access log, and the chain begins after them.
CREATE TABLE content_revision_23 (
  county   TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  actor    TEXT NOT NULL,
  file     TEXT NOT NULL,
  text     TEXT NOT NULL,
  hash     BLOB,
  PRIMARY KEY (county, sequence)
) STRICT, WITHOUT ROWID;
INSERT INTO content_revision_23 (county, sequence, at, actor, file, text, hash)
  SELECT county, sequence, at, actor, file, text, NULL FROM content_revision;
DROP TABLE content_revision;
ALTER TABLE content_revision_23 RENAME TO content_revision;
