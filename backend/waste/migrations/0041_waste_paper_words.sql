-- Who is asked of a record from paper, each with a word of its own: the other owner, the carrier (0040), and, where staff entered the paper for
-- it, the party for which they did ('' = nobody asked it). `state` is what both owners say together. `..._by_staff`: staff said it for a party
-- that has nobody who could. `own_dispute` is sealed; instants are UTC seconds, 0 = not yet.
ALTER TABLE waste_paper ADD COLUMN other_state TEXT NOT NULL DEFAULT 'waiting' CHECK (other_state IN ('waiting', 'confirmed', 'disputed'));
ALTER TABLE waste_paper ADD COLUMN other_by_staff INTEGER NOT NULL DEFAULT 0 CHECK (other_by_staff IN (0, 1));
ALTER TABLE waste_paper ADD COLUMN own_state TEXT NOT NULL DEFAULT '' CHECK (own_state IN ('', 'waiting', 'confirmed', 'disputed'));
ALTER TABLE waste_paper ADD COLUMN own_dispute BLOB;
ALTER TABLE waste_paper ADD COLUMN own_answered_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE waste_paper ADD COLUMN own_by_staff INTEGER NOT NULL DEFAULT 0 CHECK (own_by_staff IN (0, 1));
ALTER TABLE waste_paper ADD COLUMN carrier_by_staff INTEGER NOT NULL DEFAULT 0 CHECK (carrier_by_staff IN (0, 1));
UPDATE waste_paper SET other_state = state;

-- What waits for a party, however much else has changed since.
CREATE INDEX waste_paper_by_other ON waste_paper (county, other, other_state);
CREATE INDEX waste_paper_by_carrier ON waste_paper (county, carrier, carrier_state);
