-- A signature that a phone made without a network: `signed_at` is when, by our clock, 0 = when it came in (`at`); `key` is a keyed
-- hash of what the phone sends again when it had no answer, '' = made on a page.
ALTER TABLE waste_manifest_signature ADD COLUMN signed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE waste_manifest_signature ADD COLUMN key TEXT NOT NULL DEFAULT '';
