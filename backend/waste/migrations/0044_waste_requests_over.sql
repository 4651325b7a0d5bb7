-- Requests for a revision that stood open when their record ended, before an end closed them: nobody can answer them any more. Each is
-- withdrawn at its record's last change, and the record's history says so (`request_over`, of the party that asked).
INSERT INTO waste_manifest_event (county, number, sequence, at, action, actor, party, detail)
SELECT asked.county, asked.number, coalesce((SELECT max(last.sequence) FROM waste_manifest_event AS last WHERE last.county = asked.county
    AND last.number = asked.number), 0) + 1, m.changed_at, 'request_over', 'system', asked.party, NULL
FROM waste_revision AS asked JOIN waste_manifest AS m ON m.county = asked.county AND m.number = asked.number
WHERE asked.state = 'open' AND m.state IN ('done', 'refused', 'cancelled');
UPDATE waste_revision SET state = 'withdrawn', closed_at = (SELECT m.changed_at FROM waste_manifest AS m WHERE m.county = waste_revision.county
  AND m.number = waste_revision.number)
WHERE state = 'open' AND EXISTS (SELECT 1 FROM waste_manifest AS m WHERE m.county = waste_revision.county AND m.number = waste_revision.number
  AND m.state IN ('done', 'refused', 'cancelled'));
