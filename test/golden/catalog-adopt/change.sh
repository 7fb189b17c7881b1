# change.sh - a shipped catalogue, changed, in $WORK/changed.json:  change NAME PYTHON
# SPDX-License-Identifier: Apache-2.0
change() {
	python3 -B - "$SOURCE/catalog/$1.json" "$WORK/changed.json" "$2" <<'P'
import json, sys
document = json.load(open(sys.argv[1], encoding="utf-8"))
exec(sys.argv[3], {"document": document, "items": document["items"]})
json.dump(document, open(sys.argv[2], "w", encoding="utf-8"))
P
}
