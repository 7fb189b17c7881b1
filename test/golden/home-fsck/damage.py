# damage.py DATABASE POSITION [OTHER] - cuts the envelope of an entry, or puts that of another in its
# place, past the trigger, which is put back.
# SPDX-License-Identifier: Apache-2.0
import sqlite3
import sys

NAME = "entry_is_never_changed"
db = sqlite3.connect(sys.argv[1], isolation_level=None)
text, = db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (NAME,)).fetchone()
pos = int(sys.argv[2])
db.execute(f"DROP TRIGGER {NAME}")
envelope, = db.execute("SELECT envelope FROM entry WHERE pos = ?",
                       (int(sys.argv[3]) if len(sys.argv) > 3 else pos,)).fetchone()
changed = db.execute("UPDATE entry SET envelope = ? WHERE pos = ?",
                     (envelope if len(sys.argv) > 3 else envelope[:-9], pos))
if changed.rowcount != 1:
    sys.exit("damage.py: no such entry")
db.execute(text)
