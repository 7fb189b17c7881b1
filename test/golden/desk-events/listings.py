# listings.py - each listing of the desk: the name of its rows, and that each has its own id.
# SPDX-License-Identifier: Apache-2.0
import json
import subprocess
import sys

OF = {"R": "release:acme/ic-22@5.4.2", "P": "process:acme/sdl@7", "I": "product:acme/ic-22"}
LISTINGS = """\
scopes: scope list
requirements: requirement list --edition iec62443-4-2:2019 --component-type embedded_device --level 2
requirements: requirement status --for R
requirements: level explain --for R
requirements: practice status --for P
certificates: certificate list
responsibilities: responsibility show --for I
findings: responsibility lint --for I
obligations: responsibility owed --party party:acme
locations: responsibility retained
responsibilities: responsibility template
supports: support list
supports: support due
steps: support patching
findings: support patching
statements: support statement --for I
requests: request list
clocks: clock list
floors: clock retention --for I
mappings: crosswalk list
gaps: crosswalk gaps
items: crosswalk index --for I
notices: notice list
tasks: task list
catalogues: catalog list
"""

for line in LISTINGS.splitlines():
    plural, command = line.split(": ", 1)
    words = [OF.get(w, w) for w in command.split()]
    said = subprocess.run([sys.argv[1], *words, "--json"], capture_output=True, text=True,
                          check=False).stdout
    rows = json.loads(said).get(plural)
    if rows is None:
        print(command, "has no", plural)
        continue
    ids = [row.get("id") for row in rows]
    fault = "" if all(ids) and len(set(ids)) == len(ids) else ": ids are missing or twice there"
    print(f"{' '.join(command.split()[:2])}: {plural}{fault}{'' if rows else ', none here'}")
