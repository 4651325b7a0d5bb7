-- To whom a load is handed next, for lists of drivers; who asked about an offer. (Since this version SQLite is told that rows share
-- their county: lib/store/sqlite/table_statistics.hpp. The indexes of 0033 stay.)
CREATE INDEX waste_manifest_next ON waste_manifest (county, next_transporter) WHERE next_transporter <> 0;
CREATE INDEX waste_interest_about ON waste_interest (county, offer);
