-- Whether a record from paper stands in both ledgers. Before the other party's confirmation was waited for, one was posted when it was
-- entered, so those that have their rows are in the ledgers whatever is said of them, and a confirmation posts them no second time.
ALTER TABLE waste_paper ADD COLUMN posted INTEGER NOT NULL DEFAULT 0 CHECK (posted IN (0, 1));
UPDATE waste_paper SET posted = 1 WHERE EXISTS (SELECT 1 FROM waste_movement AS moved WHERE moved.reference = waste_paper.number
  AND moved.county = waste_paper.county);

-- Who must confirm what was entered before notices told of it is told now.
INSERT INTO waste_notice (county, party, sequence, told_at, kind, subject, read_at)
SELECT asked.county, asked.other, coalesce((SELECT max(told.sequence) FROM waste_notice AS told WHERE told.county = asked.county
    AND told.party = asked.other), 0) + row_number() OVER (PARTITION BY asked.county, asked.other ORDER BY asked.entered_at, asked.number),
  asked.entered_at, 'paper_entered', asked.number, 0
FROM waste_paper AS asked WHERE asked.state = 'waiting'
  AND EXISTS (SELECT 1 FROM waste_manifest AS m WHERE m.county = asked.county AND m.number = asked.number AND m.state <> 'cancelled')
  AND NOT EXISTS (SELECT 1 FROM waste_notice AS told WHERE told.county = asked.county AND told.party = asked.other
    AND told.kind = 'paper_entered' AND told.subject = asked.number);
