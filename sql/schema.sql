-- The enduring tables: what was received and recorded. Rows are added and never changed; a tile may
-- grow, its beginning staying as it is. The triggers on INSERT stand against INSERT OR REPLACE, which
-- would take the old row away without asking any other trigger.
-- role: schema
-- in:   nothing
-- out:  nothing
-- SPDX-License-Identifier: Apache-2.0
PRAGMA application_id = 0x41534159;  -- "ASAY"
PRAGMA user_version = 1;

CREATE TABLE entry (
  pos      INTEGER PRIMARY KEY CHECK (pos >= 0),                            -- 0 for the first
  leaf     BLOB NOT NULL CHECK (length(leaf) BETWEEN 1 AND 1826),           -- as hashed in the log
  envelope BLOB NOT NULL CHECK (length(envelope) BETWEEN 1 AND 131072),     -- the signed event
  event_id BLOB NOT NULL UNIQUE CHECK (length(event_id) = 32)               -- SHA-256 of its payload
) STRICT;
CREATE TRIGGER entry_is_next BEFORE INSERT ON entry
WHEN NEW.pos <> (SELECT coalesce(max(pos) + 1, 0) FROM entry)
  OR EXISTS (SELECT 1 FROM entry WHERE event_id = NEW.event_id)
BEGIN SELECT raise(ABORT, 'entry: not the next position, or an event that is there'); END;
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT raise(ABORT, 'entry is append-only'); END;
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN SELECT raise(ABORT, 'entry is append-only'); END;

CREATE TABLE tile (
  level  INTEGER NOT NULL CHECK (level BETWEEN 0 AND 7),
  n      INTEGER NOT NULL CHECK (n >= 0),
  hashes BLOB NOT NULL CHECK (length(hashes) BETWEEN 32 AND 8192 AND length(hashes) % 32 = 0),
  PRIMARY KEY (level, n)
) STRICT;
CREATE TRIGGER tile_is_new BEFORE INSERT ON tile
WHEN EXISTS (SELECT 1 FROM tile WHERE level = NEW.level AND n = NEW.n)
BEGIN SELECT raise(ABORT, 'tile: there already'); END;
CREATE TRIGGER tile_only_grows BEFORE UPDATE ON tile
WHEN NEW.level <> OLD.level OR NEW.n <> OLD.n
  OR substr(NEW.hashes, 1, length(OLD.hashes)) IS NOT OLD.hashes
BEGIN SELECT raise(ABORT, 'tile only grows'); END;
CREATE TRIGGER tile_is_never_deleted BEFORE DELETE ON tile
BEGIN SELECT raise(ABORT, 'tile only grows'); END;

CREATE TABLE checkpoint (
  size INTEGER PRIMARY KEY CHECK (size >= 0),                               -- entries it speaks of
  note BLOB NOT NULL CHECK (length(note) BETWEEN 1 AND 262144)              -- the signed note
) STRICT;
CREATE TRIGGER checkpoint_is_new BEFORE INSERT ON checkpoint
WHEN EXISTS (SELECT 1 FROM checkpoint WHERE size = NEW.size)
BEGIN SELECT raise(ABORT, 'checkpoint: there already'); END;
CREATE TRIGGER checkpoint_is_never_changed BEFORE UPDATE ON checkpoint
BEGIN SELECT raise(ABORT, 'checkpoint is append-only'); END;
CREATE TRIGGER checkpoint_is_never_deleted BEFORE DELETE ON checkpoint
BEGIN SELECT raise(ABORT, 'checkpoint is append-only'); END;

CREATE TABLE body (
  digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),                  -- SHA-256
  sha512 BLOB NOT NULL CHECK (length(sha512) = 64),
  size   INTEGER NOT NULL CHECK (size BETWEEN 0 AND 17179869184),           -- bytes
  bytes  BLOB CHECK ((bytes IS NULL) = (size > 16384)                       -- null: in a file
                     AND (bytes IS NULL OR length(bytes) = size))
) STRICT;
CREATE TRIGGER body_is_new BEFORE INSERT ON body
WHEN EXISTS (SELECT 1 FROM body WHERE digest = NEW.digest)
BEGIN SELECT raise(ABORT, 'body: there already'); END;
CREATE TRIGGER body_is_never_changed BEFORE UPDATE ON body
BEGIN SELECT raise(ABORT, 'body is append-only'); END;
CREATE TRIGGER body_is_never_deleted BEFORE DELETE ON body
BEGIN SELECT raise(ABORT, 'body is append-only'); END;
