-- Version 3: feedback cases. What a citizen wrote, who they are and what they were answered is sealed in `private`;
-- NULL once erased. The row that stays is the anonymous ledger of the statistics.
CREATE TABLE feedback_case (
  id              INTEGER PRIMARY KEY,
  reference       TEXT NOT NULL UNIQUE,
  kind            TEXT NOT NULL,
  topic           TEXT NOT NULL,
  area            TEXT NOT NULL,
  status          TEXT NOT NULL CHECK (status IN ('received', 'assigned', 'answered', 'closed', 'reopened')),
  channel         TEXT NOT NULL,
  anonymous       INTEGER NOT NULL,
  publish_consent INTEGER NOT NULL,
  page            TEXT NOT NULL,
  body            TEXT NOT NULL DEFAULT '',
  private         BLOB,
  receipt_hash    BLOB,
  created_at      INTEGER NOT NULL,
  due             INTEGER,
  handled_at      INTEGER,
  late            INTEGER NOT NULL DEFAULT 0,
  reopened_at     INTEGER,
  closed_at       INTEGER,
  stars           INTEGER NOT NULL DEFAULT 0 CHECK (stars BETWEEN 0 AND 5)
) STRICT;
CREATE INDEX feedback_case_open ON feedback_case (due) WHERE status IN ('received', 'assigned', 'reopened');
CREATE INDEX feedback_case_by_time ON feedback_case (created_at);

CREATE TABLE feedback_event (
  id       INTEGER PRIMARY KEY,
  feedback INTEGER NOT NULL REFERENCES feedback_case (id),
  at       INTEGER NOT NULL,
  kind     TEXT NOT NULL,
  detail   TEXT NOT NULL,
  actor    TEXT NOT NULL
) STRICT;
CREATE INDEX feedback_event_by_case ON feedback_event (feedback, id);
CREATE INDEX feedback_event_of_publishing ON feedback_event (id) WHERE kind IN ('published', 'unpublished');

CREATE TABLE feedback_token (
  id         INTEGER PRIMARY KEY,
  feedback   INTEGER NOT NULL REFERENCES feedback_case (id),
  hash       BLOB NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX feedback_token_by_case ON feedback_token (feedback);
CREATE INDEX feedback_token_by_expiry ON feedback_token (expires_at);

-- Photographs, re-encoded and sealed. Without a case until one claims them; those that nobody claims are dropped.
CREATE TABLE feedback_photo (
  id         INTEGER PRIMARY KEY,
  id_hash    BLOB NOT NULL UNIQUE,
  feedback   INTEGER REFERENCES feedback_case (id),
  ordinal    INTEGER NOT NULL DEFAULT 0,
  width      INTEGER NOT NULL,
  height     INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  image      BLOB NOT NULL
) STRICT;
CREATE INDEX feedback_photo_by_case ON feedback_photo (feedback, ordinal);

-- What everybody may read: texts that staff have rid of personal data. The reference is another one than the case's.
CREATE TABLE feedback_published (
  id           INTEGER PRIMARY KEY,
  reference    TEXT NOT NULL UNIQUE,
  feedback     INTEGER NOT NULL UNIQUE REFERENCES feedback_case (id),
  kind         TEXT NOT NULL,
  topic        TEXT NOT NULL,
  area         TEXT NOT NULL,
  text         TEXT NOT NULL,
  answer       TEXT NOT NULL,
  body         TEXT NOT NULL,
  asked        INTEGER NOT NULL,
  answered     INTEGER NOT NULL,
  published_at INTEGER NOT NULL
) STRICT;

-- Notices are about a booking or about a case.
CREATE TABLE notice_3 (
  id          INTEGER PRIMARY KEY,
  pickup      INTEGER REFERENCES pickup (id),
  feedback    INTEGER REFERENCES feedback_case (id),
  kind        TEXT NOT NULL,
  once        TEXT UNIQUE,
  message     BLOB,
  created_at  INTEGER NOT NULL,
  due_at      INTEGER NOT NULL,
  sent_at     INTEGER,
  given_up_at INTEGER,
  attempts    INTEGER NOT NULL DEFAULT 0,
  last_error  TEXT NOT NULL DEFAULT '',
  CHECK ((pickup IS NULL) <> (feedback IS NULL))
) STRICT;
INSERT INTO notice_3 (id, pickup, kind, once, message, created_at, due_at, sent_at, given_up_at, attempts, last_error)
  SELECT id, pickup, kind, once, message, created_at, due_at, sent_at, given_up_at, attempts, last_error FROM notice;
DROP TABLE notice;
ALTER TABLE notice_3 RENAME TO notice;
CREATE INDEX notice_due ON notice (due_at) WHERE sent_at IS NULL AND given_up_at IS NULL;
