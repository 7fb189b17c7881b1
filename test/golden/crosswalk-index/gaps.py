# gaps.py - the open gaps of an index, as the table of coverage has them, in JSON and on the page.
# SPDX-License-Identifier: Apache-2.0
import json
import pathlib
import sys

source, page = map(pathlib.Path, sys.argv[1:])
table = json.loads((source / "catalog/crosswalk.json").read_text(encoding="utf-8"))["cra_coverage"]
want = {row["id"]: row["ref"] for row in table if row["status"] == "none"}
got = [row["id"] for row in json.load(sys.stdin)["gaps"]]
text = page.read_text(encoding="utf-8").split("Open gaps:", 1)[1]
rows = [line for line in text.split("\n") if line.startswith("<tr><th scope=\"row\">")]
shown = {line.split(">")[2].split("<")[0] for line in rows if ">open</span>" in line}
print(len(want), "without a counterpart;", len(got), "in JSON;", len(shown), "on the page")
print("the same:", sorted(want) == sorted(got) and shown == set(want.values()))
