-- Version 10: who works at the county's desk. `password` is the text of Argon2id, '' until the one-time link has been used;
-- `second_secret` (of the one-time codes, RFC 6238) is sealed, `second_step` the last step whose code was taken.
CREATE TABLE staff_account (
  county        TEXT NOT NULL,
  id            INTEGER NOT NULL,
  name          TEXT NOT NULL,
  display       TEXT NOT NULL,
  role          TEXT NOT NULL,
  department    TEXT NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
  password      TEXT NOT NULL,
  second_secret BLOB,
  second_step   INTEGER NOT NULL,
  created_at    INTEGER NOT NULL,
  signed_in_at  INTEGER NOT NULL,
  PRIMARY KEY (county, id),
  UNIQUE (county, name)
) STRICT, WITHOUT ROWID;

-- At most one per account; `second_secret` is what the account will have.
CREATE TABLE staff_link (
  county        TEXT NOT NULL,
  account       INTEGER NOT NULL,
  hash          BLOB NOT NULL,
  second_secret BLOB NOT NULL,
  expires_at    INTEGER NOT NULL,
  PRIMARY KEY (county, account),
  UNIQUE (county, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff_session (
  county     TEXT NOT NULL,
  id         INTEGER NOT NULL,
  account    INTEGER NOT NULL,
  hash       BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at    INTEGER NOT NULL,
  place      TEXT NOT NULL,
  agent      TEXT NOT NULL,
  PRIMARY KEY (county, id),
  UNIQUE (county, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX staff_session_by_account ON staff_session (county, account);

-- The access log becomes a chain: each row's hash is made of the row and the hash before it, with the key of the data. Rows
-- of earlier versions have none; the chain begins after them.
ALTER TABLE access_log ADD COLUMN hash BLOB;
