-- Who does what only one process may do at a time, and until when it is believed to be alive (UTC seconds).
CREATE TABLE lease (
  county TEXT NOT NULL,
  name   TEXT NOT NULL,
  holder TEXT NOT NULL,
  until  INTEGER NOT NULL,
  PRIMARY KEY (county, name)
) STRICT, WITHOUT ROWID;
