-- Version 2 for PostgreSQL, where triggers are functions. What it means is said in ../0002_indicators.sql.
CREATE TABLE indicator_revision (
  sequence       bigint PRIMARY KEY,
  indicator      bigint NOT NULL,
  revision       bigint NOT NULL CHECK (revision > 0),
  replaces       bigint NOT NULL CHECK (replaces >= 0 AND replaces < revision),
  period         TEXT NOT NULL,
  bound          TEXT NOT NULL CHECK (bound IN ('', '=', '>', '>=', '<', '<=')),
  value          TEXT NOT NULL,
  words          TEXT NOT NULL,
  unit           TEXT NOT NULL,
  reference_year bigint NOT NULL,
  source_title   TEXT NOT NULL,
  source_number  TEXT NOT NULL,
  source_date    TEXT NOT NULL,
  publisher      TEXT NOT NULL,
  note           TEXT NOT NULL,
  published_at   bigint NOT NULL,
  previous_hash  TEXT NOT NULL UNIQUE,
  hash           TEXT NOT NULL UNIQUE,
  UNIQUE (indicator, revision),
  CHECK ((value = '') <> (words = '')),
  CHECK ((value = '') = (bound = ''))
);
-- One value per indicator and period, unless it corrects; a revision is corrected once.
CREATE UNIQUE INDEX indicator_revision_first ON indicator_revision (indicator, period) WHERE replaces = 0;
CREATE UNIQUE INDEX indicator_revision_once ON indicator_revision (indicator, replaces) WHERE replaces > 0;

CREATE FUNCTION indicator_revision_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a published value is never edited or deleted: publish a correction'
  USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER indicator_revision_no_change BEFORE UPDATE OR DELETE ON indicator_revision
FOR EACH ROW EXECUTE FUNCTION indicator_revision_is_final();
CREATE FUNCTION indicator_revision_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sequence <> coalesce((SELECT max(sequence) FROM indicator_revision), 0) + 1
    OR NEW.previous_hash <> coalesce((SELECT hash FROM indicator_revision ORDER BY sequence DESC LIMIT 1),
                                     repeat('0', 64))
  THEN RAISE EXCEPTION 'the revision does not follow the last one' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER indicator_revision_chain BEFORE INSERT ON indicator_revision
FOR EACH ROW EXECUTE FUNCTION indicator_revision_follows();
