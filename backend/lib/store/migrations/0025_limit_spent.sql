-- What processes that share the data tell each other of limits kept in memory: how much was taken of a bucket
-- (a keyed hash: nobody's address or number) since the process last said so, in millionths of a token.
CREATE TABLE limit_spent (
  county   TEXT NOT NULL,
  process  TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  name     TEXT NOT NULL,
  bucket   BLOB NOT NULL,
  millionths INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (county, process, sequence, name, bucket)
) STRICT, WITHOUT ROWID;
