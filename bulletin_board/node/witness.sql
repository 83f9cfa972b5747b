-- The checkpoint of each log that was cosigned last, with the log's signature and ours.
CREATE TABLE IF NOT EXISTS latest (
  origin BLOB PRIMARY KEY,
  note BLOB NOT NULL
) STRICT, WITHOUT ROWID;
