-- To whom a load is handed next: for lists of drivers. (Since this version the planner knows by itself that rows share their county:
-- lib/store/sqlite/plan_statistics.hpp; the indexes of 0033 stay.)
CREATE INDEX waste_manifest_next ON waste_manifest (county, next_transporter) WHERE next_transporter <> 0;
