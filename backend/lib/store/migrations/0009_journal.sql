-- Version 9: one family of tables for what every subject keeps (docs/adr/0026-one-journal.md). `county` comes first in every
-- key; '' where the database has not been told, as all before this version. Then the subject, then what it is about:
-- `item` is the row of the subject's own table, so that rows of new bookings stand together and a commit of many bookings
-- touches few pages; a reference, which is random, would touch as many pages as bookings.

-- `sequence` counts the events of one item. `actor` names one of the staff, else it is ''.
CREATE TABLE event (
  county     TEXT NOT NULL,
  subject    TEXT NOT NULL,
  item       INTEGER NOT NULL,
  sequence   INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  detail     TEXT NOT NULL,
  actor_kind TEXT NOT NULL CHECK (actor_kind IN ('resident', 'staff', 'system')),
  actor      TEXT NOT NULL,
  PRIMARY KEY (county, subject, item, sequence)
) STRICT, WITHOUT ROWID;
INSERT INTO event (county, subject, item, sequence, at, kind, detail, actor_kind, actor)
  SELECT '', 'pickup', pickup, row_number() OVER (PARTITION BY pickup ORDER BY id), at, kind, detail,
    CASE WHEN actor IN ('resident', 'system') THEN actor ELSE 'staff' END,
    CASE WHEN actor IN ('resident', 'system') THEN '' ELSE actor END FROM pickup_event;
INSERT INTO event (county, subject, item, sequence, at, kind, detail, actor_kind, actor)
  SELECT '', 'feedback', feedback, row_number() OVER (PARTITION BY feedback ORDER BY id), at, kind, detail,
    CASE WHEN actor IN ('resident', 'system') THEN actor ELSE 'staff' END,
    CASE WHEN actor IN ('resident', 'system') THEN '' ELSE actor END FROM feedback_event;
DROP TABLE pickup_event;
DROP TABLE feedback_event;

CREATE TABLE access_token_9 (
  county     TEXT NOT NULL,
  subject    TEXT NOT NULL,
  item       INTEGER NOT NULL,
  hash       BLOB NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (county, subject, item, hash)
) STRICT, WITHOUT ROWID;
INSERT INTO access_token_9 (county, subject, item, hash, expires_at)
  SELECT '', 'pickup', pickup, hash, expires_at FROM access_token;
INSERT INTO access_token_9 (county, subject, item, hash, expires_at)
  SELECT '', 'feedback', feedback, hash, expires_at FROM feedback_token;
DROP TABLE access_token;
DROP TABLE feedback_token;
ALTER TABLE access_token_9 RENAME TO access_token;
CREATE INDEX access_token_by_expiry ON access_token (county, expires_at);

-- `reply` is the first reply, sealed. Whose an earlier key is cannot be told from its hash: it stands under both subjects that
-- had keys until it expires, within three days.
CREATE TABLE idempotency_key_9 (
  county     TEXT NOT NULL,
  subject    TEXT NOT NULL,
  key_hash   BLOB NOT NULL,
  body_hash  BLOB NOT NULL,
  reply      BLOB NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (county, subject, key_hash)
) STRICT, WITHOUT ROWID;
INSERT INTO idempotency_key_9 (county, subject, key_hash, body_hash, reply, expires_at)
  SELECT '', 'pickup', key_hash, body_hash, reply, expires_at FROM idempotency_key;
INSERT INTO idempotency_key_9 (county, subject, key_hash, body_hash, reply, expires_at)
  SELECT '', 'feedback', key_hash, body_hash, reply, expires_at FROM idempotency_key;
DROP TABLE idempotency_key;
ALTER TABLE idempotency_key_9 RENAME TO idempotency_key;
CREATE INDEX idempotency_key_by_expiry ON idempotency_key (county, expires_at);

-- Names what was looked at as people do, by subject and reference; '' where it was no single thing.
CREATE TABLE access_log_9 (
  county     TEXT NOT NULL,
  sequence   INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  actor_kind TEXT NOT NULL CHECK (actor_kind IN ('resident', 'staff', 'system')),
  actor      TEXT NOT NULL,
  action     TEXT NOT NULL,
  subject    TEXT NOT NULL,
  reference  TEXT NOT NULL,
  detail     TEXT NOT NULL,
  PRIMARY KEY (county, sequence)
) STRICT, WITHOUT ROWID;
INSERT INTO access_log_9 (county, sequence, at, actor_kind, actor, action, subject, reference, detail)
  SELECT '', id, at, 'staff', actor, action,
    CASE WHEN action LIKE 'feedback%' THEN 'feedback' WHEN action LIKE 'survey%' THEN 'survey'
      WHEN action LIKE 'notice%' THEN 'notice' WHEN action LIKE 'guide%' THEN 'guide'
      WHEN action = 'publish_indicator' THEN 'indicator' ELSE 'pickup' END,
    CASE WHEN action IN ('run_sheet', 'run_sheet_with_phone', 'made_between', 'notices', 'notices_with_phone',
      'feedback_list', 'feedback_list_with_phone', 'survey_codes') THEN '' ELSE detail END,
    CASE WHEN action IN ('run_sheet', 'run_sheet_with_phone', 'made_between', 'notices', 'notices_with_phone',
      'feedback_list', 'feedback_list_with_phone', 'survey_codes') THEN detail ELSE '' END
  FROM access_log;
DROP TABLE access_log;
ALTER TABLE access_log_9 RENAME TO access_log;

-- The outbox. `reference` is what staff and residents call the item.
CREATE TABLE notice_9 (
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
  PRIMARY KEY (county, id),
  UNIQUE (county, once)
) STRICT, WITHOUT ROWID;
INSERT INTO notice_9 (county, id, subject, item, reference, kind, once, message, phone_hash, created_at, due_at, sent_at,
    given_up_at, attempts, last_error)
  SELECT '', notice.id, CASE WHEN notice.pickup IS NULL THEN 'feedback' ELSE 'pickup' END,
    coalesce(notice.pickup, notice.feedback), coalesce(pickup.reference, feedback_case.reference, ''), notice.kind, once,
    message, notice.phone_hash, notice.created_at, due_at, sent_at, given_up_at, attempts, last_error
  FROM notice LEFT JOIN pickup ON pickup.id = notice.pickup
    LEFT JOIN feedback_case ON feedback_case.id = notice.feedback;
DROP TABLE notice;
ALTER TABLE notice_9 RENAME TO notice;
CREATE INDEX notice_by_item ON notice (county, subject, item);
CREATE INDEX notice_due ON notice (county, due_at) WHERE sent_at IS NULL AND given_up_at IS NULL;
CREATE INDEX notice_by_phone ON notice (county, phone_hash, created_at) WHERE phone_hash IS NOT NULL;
