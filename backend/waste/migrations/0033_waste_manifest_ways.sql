-- By what few rows share, and the county behind it: without statistics SQLite takes the first column of the primary key for as good as
-- any index that begins with it, and reads every record of the county (queries say `county || ''` for the same reason).
CREATE INDEX waste_manifest_child ON waste_manifest (parent, county) WHERE parent <> '';
CREATE INDEX waste_manifest_draft ON waste_manifest (generator, county) WHERE state = 'draft';
DROP INDEX waste_manifest_by_parent;
