# digest.py DATABASE - the digest that `assay rebuild` prints, made from doc/formats/store.md alone.
# SPDX-License-Identifier: Apache-2.0
import hashlib
import sqlite3
import struct
import sys

ORDER = {"content": "digest, ordinal", "link": "target, rel, from_pos",
         "state": "kind, key, from_pos", "state_subject": "subject, kind, from_pos, key, way"}


def framed(data):
    return struct.pack(">I", len(data)) + data


def column(value):
    if value is None:
        return b"\xff\xff\xff\xff"
    if isinstance(value, int):
        return framed(struct.pack(">Q", value))
    return framed(value if isinstance(value, bytes) else value.encode())


db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
whole, rows = hashlib.sha256(), 0
for table, order in ORDER.items():
    for row in db.execute(f"SELECT * FROM {table} ORDER BY {order}"):
        whole.update(framed(table.encode()) + framed(b"".join(column(v) for v in row)))
        rows += 1
print(f"digest            sha256:{whole.hexdigest()}\nrows              {rows}")
