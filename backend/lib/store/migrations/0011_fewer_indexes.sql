-- Version 11: an index whose key is random (a keyed hash) costs each booking a page of its own in the log. What was found by
-- pickup_open_by_phone is found by pickup_by_phone as well; `once` is NULL for all but reminders, which need it alone.
DROP INDEX pickup_open_by_phone;
CREATE TABLE notice_11 (
  county      TEXT NOT NULL,
  id          INTEGER NOT NULL,
  subject     TEXT NOT NULL,
  item        INTEGER NOT NULL,
  reference   TEXT NOT NULL,
  kind        TEXT NOT NULL,
  once        TEXT,
  message     BLOB,
  phone_hash  BLOB,
  created_at  INTEGER NOT NULL,
  due_at      INTEGER NOT NULL,
  sent_at     INTEGER,
  given_up_at INTEGER,
  attempts    INTEGER NOT NULL DEFAULT 0,
  last_error  TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
INSERT INTO notice_11 SELECT county, id, subject, item, reference, kind, once, message, phone_hash, created_at, due_at, sent_at,
    given_up_at, attempts, last_error FROM notice;
DROP TABLE notice;
ALTER TABLE notice_11 RENAME TO notice;
CREATE UNIQUE INDEX notice_once ON notice (county, once) WHERE once IS NOT NULL;
CREATE INDEX notice_by_item ON notice (county, subject, item);
CREATE INDEX notice_due ON notice (county, due_at) WHERE sent_at IS NULL AND given_up_at IS NULL;
CREATE INDEX notice_by_phone ON notice (county, phone_hash, created_at) WHERE phone_hash IS NOT NULL;
