-- Cases as the county's desk handles them: by version, duplicates with a leading case, answers followed by a call.

-- Grows with every change: what was seen is what is changed.
ALTER TABLE feedback_case ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
-- The case that this one is handled together with (its id); why is among what is sealed.
ALTER TABLE feedback_case ADD COLUMN leader INTEGER;
-- Of the handling that the last answer ended: whether its citizen was reached, how often somebody tried.
ALTER TABLE feedback_case ADD COLUMN called INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feedback_case ADD COLUMN call_tries INTEGER NOT NULL DEFAULT 0;
-- What was last said in a call: satisfied, partly, unsatisfied; '' = nothing yet.
ALTER TABLE feedback_case ADD COLUMN call_verdict TEXT NOT NULL DEFAULT '';
CREATE INDEX feedback_case_led ON feedback_case (leader) WHERE leader IS NOT NULL;
CREATE INDEX feedback_case_to_call ON feedback_case (handled_at) WHERE status = 'answered' AND called = 0;

-- Calls after an answer. `remark` is sealed, and erased with the case.
CREATE TABLE case_call (
  county    TEXT NOT NULL,
  reference TEXT NOT NULL,
  sequence  INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  actor     TEXT NOT NULL,
  reached   INTEGER NOT NULL,
  verdict   TEXT NOT NULL CHECK (verdict IN ('', 'satisfied', 'partly', 'unsatisfied')),
  remark    BLOB,
  PRIMARY KEY (county, reference, sequence)
) STRICT, WITHOUT ROWID;
