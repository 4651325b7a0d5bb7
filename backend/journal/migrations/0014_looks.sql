-- Who looked at one booking or case: residents may ask, and the log is long.
CREATE INDEX access_log_reference ON access_log (county, subject, reference, sequence);
