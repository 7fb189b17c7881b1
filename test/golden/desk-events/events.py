# events.py - which of the desk's types of events stand in a home, and by whom.
# SPDX-License-Identifier: Apache-2.0
import base64
import json
import sqlite3
import sys

WANTED = ("request.sent", "request.answered", "clock.started", "clock.stopped", "status.approved")

db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
seen = {}
for (envelope,) in db.execute("SELECT envelope FROM entry ORDER BY pos"):
    event = json.loads(base64.b64decode(json.loads(envelope)["payload"]))
    words = event["actor"] + " " + event["data"].get("what", "")
    seen.setdefault(event["type"], set()).add(words.strip())
for kind in WANTED:
    print(kind, *sorted(seen.get(kind, {"is not written"})))
others = {k for k in seen if k.split(".")[0] in ("request", "clock", "status")} - set(WANTED)
print("others:", sorted(others) or "none")
