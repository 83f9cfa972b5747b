-- A credential's ballot that counts. Elections have a number of this process.
CREATE TABLE counted (
  election INTEGER NOT NULL,
  credential BLOB NOT NULL,
  entry INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  PRIMARY KEY (election, credential)
) STRICT, WITHOUT ROWID;

-- Where ballots and notices of tested ones stand in the log.
CREATE TABLE place (
  election INTEGER NOT NULL,
  id_begin BLOB NOT NULL,  -- the id's first eight bytes
  entry INTEGER NOT NULL,
  PRIMARY KEY (election, id_begin, entry)
) STRICT, WITHOUT ROWID;
