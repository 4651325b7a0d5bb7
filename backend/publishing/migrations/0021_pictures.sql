-- Pictures that editors gave for something that is written (`item`), made safe (lib/picture). `name` is the hash of the bytes, so
-- it never means others; a picture is part of the content while a file in force names it. `alt` and `image` are sealed. Rows are
-- only ever added.
CREATE TABLE content_picture (
  county TEXT NOT NULL,
  name   TEXT NOT NULL,
  item   TEXT NOT NULL,
  at     INTEGER NOT NULL,
  actor  TEXT NOT NULL,
  width  INTEGER NOT NULL,
  height INTEGER NOT NULL,
  alt    BLOB NOT NULL,
  image  BLOB NOT NULL,
  PRIMARY KEY (county, name, item)
) STRICT;
