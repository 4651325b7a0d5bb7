-- `window` is a reserved word of SQL: other engines take it in quotes only.
ALTER TABLE slot RENAME COLUMN "window" TO day_window;
