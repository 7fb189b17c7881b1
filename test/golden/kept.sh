# kept.sh - a home for golden cases, and what differs from run to run masked:  . ../kept.sh
# SPDX-License-Identifier: Apache-2.0
. ../lib.sh
decide=$SOURCE/test/golden/decide
export ASSAY_HOME="$WORK/home" ASSAY_STATE="$WORK/state" ASSAY_NOW=2026-06-30T09:00:00Z

# try, with every digest of 64 digits written HEX.
kept() {
	try "$@" >"$WORK/out.said" 2>"$WORK/err.said"
	sed -E 's/[0-9a-f]{64}/HEX/g; s/(decision|condition|evidence):[0-9a-f]{10,63}([^0-9a-f]|$)/\1:SHORT\2/g' "$WORK/out.said"
	sed -E 's/[0-9a-f]{64}/HEX/g; s/(decision|condition|evidence):[0-9a-f]{10,63}([^0-9a-f]|$)/\1:SHORT\2/g' "$WORK/err.said" >&2
}
# quietly ARGUMENT... : a step that only prepares; says so when it fails.
quietly() { "$ASSAY" "$@" >"$WORK/quiet" 2>&1 || cat "$WORK/quiet"; }
# The member NAME of what --json prints.
member() {
	name=$1
	shift
	"$ASSAY" "$@" --json 2>/dev/null | sed -n 's/^ *"'"$name"'": "\([^"]*\)",*$/\1/p' | head -n 1
}
begin() { quietly init --name buyer --person jane --origin buyer.example/log; }
# Three are ordered, two were packed; the receipt of each is a condition.
delivered() {
	begin
	quietly criteria publish "$decide/criteria.yaml"
	quietly intake propose "$decide/delivery" --for batch:acme/B1 --output "$WORK/sheet.csv"
	quietly intake record "$WORK/sheet.csv"
}
proposal() { member result_digest assess batch:acme/B1 --criteria small "$@"; }
