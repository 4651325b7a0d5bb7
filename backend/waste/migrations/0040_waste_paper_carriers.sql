-- The carrier that a paper names is asked as well: `carrier` 0 = nobody was (none is named, it is one of the two owners, or the record was
-- entered before carriers were asked), then `carrier_state` is ''. Its word moves no ledger. `carrier_dispute` is sealed; instants are UTC seconds, 0 = not yet.
ALTER TABLE waste_paper ADD COLUMN carrier INTEGER NOT NULL DEFAULT 0;
ALTER TABLE waste_paper ADD COLUMN carrier_state TEXT NOT NULL DEFAULT '' CHECK (carrier_state IN ('', 'waiting', 'confirmed', 'disputed'));
ALTER TABLE waste_paper ADD COLUMN carrier_dispute BLOB;
ALTER TABLE waste_paper ADD COLUMN carrier_answered_at INTEGER NOT NULL DEFAULT 0;

-- What is in no ledger yet is few, and is counted on every page of sums.
CREATE INDEX waste_paper_by_state ON waste_paper (county, state);
