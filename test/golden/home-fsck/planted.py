# planted.py - one bit changed at a time: in each column of each table, in a file of a body, in the
# mark. fsck names the table and the column of each, or refuses to open; what it cannot see is
# printed as that, and pinned by the case.
# SPDX-License-Identifier: Apache-2.0
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys

WORK, HOME, STATE = (pathlib.Path(os.environ[n]) for n in ("WORK", "ASSAY_HOME", "ASSAY_STATE"))
COPY = WORK / "copy"
TABLES = ("entry", "tile", "checkpoint", "body", "derived_version", "state", "state_subject",
          "link", "content")
faults = 0


def fsck():
    made = subprocess.run([os.environ["ASSAY"], "fsck", "--json", "--home", COPY],
                          capture_output=True, text=True, check=False)
    found = json.loads(made.stdout)["damages"] if made.stdout else []
    return made.returncode, found, made.stderr.replace(str(WORK), "WORK").strip()


def flip(value):
    """The same value with one bit changed, of its own kind."""
    if isinstance(value, int):
        return value ^ 4096
    raw = bytearray(value if isinstance(value, bytes) else value.encode())
    raw[len(raw) // 2] ^= 1
    return bytes(raw) if isinstance(value, bytes) else raw.decode("latin-1")


def change(db, table, column, key, value):
    """Past the triggers, which are put back as they were."""
    triggers = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' "
                          "AND tbl_name = ?", (table,)).fetchall()
    for name, _ in triggers:
        db.execute(f"DROP TRIGGER {name}")
    db.execute("PRAGMA ignore_check_constraints = ON")
    where = " AND ".join(f"{name} IS ?" for name in key)
    changed = db.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (value, *key.values()))
    if changed.rowcount != 1:
        sys.exit(f"planted.py: {table}.{column}: {changed.rowcount} rows were changed")
    for _, text in triggers:
        db.execute(text)


def report(what, status, found, says):
    """what: "table.column", or a table alone. The column named, or else its whole row."""
    global faults
    table, _, column = what.partition(".")
    names = {(d["table"] + " " + d["field"]).strip() for d in found}
    named = [n for n in (f"{table} {column}".strip(), table) if n in names][:1]
    good = status == 4 and named or status == 6 and says
    faults += not good
    print(f"{what}: {status} {named[0] if named else says or 'not found'}")


def columns():
    db = sqlite3.connect(f"file:{HOME}/assay.db?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    for table in TABLES:
        rows = db.execute(f"SELECT * FROM {table}").fetchall()
        names = [c[1] for c in db.execute(f"PRAGMA table_info({table})")]
        for column in names:
            full = [dict(r) for r in rows if r[column] is not None]
            yield table, column, full[-1] if full else None
    db.close()


for table, column, row in columns():
    if row is None:
        print(f"{table}.{column}: no row has one")
        continue
    shutil.rmtree(COPY, ignore_errors=True)
    shutil.copytree(HOME, COPY)
    db = sqlite3.connect(COPY / "assay.db", isolation_level=None)
    change(db, table, column, row, flip(row[column]))
    db.close()
    report(f"{table}.{column}", *fsck())
path = next(p for p in sorted((HOME / "bodies").rglob("*")) if p.is_file())
shutil.rmtree(COPY)
shutil.copytree(HOME, COPY)
copied = COPY / path.relative_to(HOME)
copied.write_bytes(flip(copied.read_bytes()))
report("file", *fsck())
copied.unlink()
report("file", *fsck())
mark = next(STATE.iterdir())
kept = mark.read_bytes()
mark.write_bytes(flip(kept))
shutil.rmtree(COPY)
shutil.copytree(HOME, COPY)
report("mark", *fsck())
mark.write_bytes(kept)
print("planted faults that fsck does not see:", faults)
