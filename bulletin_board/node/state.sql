-- Rows of the rules' tables, by the number of the table.
CREATE TABLE state_row (
  part INTEGER NOT NULL,
  key BLOB NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (part, key)
) STRICT, WITHOUT ROWID;
