-- The derived tables: made from the entries and the bodies, dropped and made again at any time.
-- Their version is their own; it stands in derived_version. Keys are the natural ones.
-- role: schema
-- in:   nothing
-- out:  nothing
-- SPDX-License-Identifier: Apache-2.0
CREATE TABLE derived_version (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
INSERT INTO derived_version (one, version) VALUES (1, 3);

-- What an entry brought about; to_pos: the position of the entry that ended it.
CREATE TABLE state (
  kind     TEXT NOT NULL CHECK (length(CAST(kind AS BLOB)) BETWEEN 1 AND 64),
  key      TEXT NOT NULL CHECK (length(CAST(key AS BLOB)) BETWEEN 1 AND 1024),
  from_pos INTEGER NOT NULL CHECK (from_pos >= 0),
  to_pos   INTEGER CHECK (to_pos > from_pos),
  PRIMARY KEY (kind, key, from_pos)
) STRICT, WITHOUT ROWID;
CREATE INDEX state_in_order ON state (kind, from_pos, key, to_pos);
CREATE UNIQUE INDEX state_open ON state (kind, key) WHERE to_pos IS NULL;
CREATE TRIGGER state_never_overlaps BEFORE INSERT ON state
WHEN EXISTS (
  SELECT 1 FROM state WHERE kind = NEW.kind AND key = NEW.key
     AND (NEW.to_pos IS NULL OR from_pos < NEW.to_pos)
     AND (to_pos IS NULL OR to_pos > NEW.from_pos))
BEGIN SELECT raise(ABORT, 'state: overlaps another row of this kind and key'); END;

-- What a state row is about. Where it ends stands in its row of state.
CREATE TABLE state_subject (
  subject  TEXT NOT NULL CHECK (length(CAST(subject AS BLOB)) BETWEEN 1 AND 1024),
  way      TEXT NOT NULL CHECK (length(CAST(way AS BLOB)) BETWEEN 1 AND 64),
  kind     TEXT NOT NULL CHECK (length(CAST(kind AS BLOB)) BETWEEN 1 AND 64),
  key      TEXT NOT NULL CHECK (length(CAST(key AS BLOB)) BETWEEN 1 AND 1024),
  from_pos INTEGER NOT NULL CHECK (from_pos >= 0),
  PRIMARY KEY (subject, kind, from_pos, key, way)
) STRICT, WITHOUT ROWID;

-- The entry at from_pos refers to a thing.
CREATE TABLE link (
  target   TEXT NOT NULL CHECK (length(CAST(target AS BLOB)) BETWEEN 1 AND 1024),
  rel      TEXT NOT NULL CHECK (length(CAST(rel AS BLOB)) BETWEEN 1 AND 64),
  from_pos INTEGER NOT NULL CHECK (from_pos >= 0),
  PRIMARY KEY (target, rel, from_pos)
) STRICT, WITHOUT ROWID;

-- What a decoder read in a body. ordinal 0: the reading itself. subject: what the row is about: a
-- full subject, or an identifier in the body's own words ("serial=3127").
CREATE TABLE content (
  digest  BLOB NOT NULL CHECK (length(digest) = 32),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  decoder TEXT NOT NULL CHECK (length(CAST(decoder AS BLOB)) BETWEEN 1 AND 64),
  name    TEXT NOT NULL CHECK (length(CAST(name AS BLOB)) BETWEEN 1 AND 256),
  subject TEXT CHECK (length(CAST(subject AS BLOB)) <= 1024),
  place   TEXT CHECK (length(CAST(place AS BLOB)) <= 8192),
  value   TEXT NOT NULL CHECK (length(CAST(value AS BLOB)) BETWEEN 2 AND 16777216),
  PRIMARY KEY (digest, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX content_subject ON content (subject, digest, ordinal) WHERE subject IS NOT NULL;
