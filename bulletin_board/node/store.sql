-- The log and what is published of it. Everything else is derived from the entries by the rules.
CREATE TABLE IF NOT EXISTS entry (
  number INTEGER PRIMARY KEY,  -- from 0
  bytes BLOB NOT NULL
) STRICT;

-- Hashes of complete subtrees: level 0 are the leaves.
CREATE TABLE IF NOT EXISTS subtree (
  level INTEGER NOT NULL,
  number INTEGER NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (level, number)
) STRICT, WITHOUT ROWID;

-- The place of an entry by the hash of its leaf, for those who send the same bytes again.
CREATE TABLE IF NOT EXISTS leaf (
  hash BLOB PRIMARY KEY,
  number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Checkpoints that the log key has signed.
CREATE TABLE IF NOT EXISTS checkpoint (
  size INTEGER PRIMARY KEY,
  note BLOB NOT NULL
) STRICT;

-- Those that were shown, with the cosignatures that came in.
CREATE TABLE IF NOT EXISTS published (
  size INTEGER PRIMARY KEY,
  note BLOB NOT NULL
) STRICT;
