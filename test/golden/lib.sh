# lib.sh - what a golden case's cmd may use:  . ../lib.sh
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh

# try ARGUMENT... : runs assay, and shows the command in both outputs and the status in the first.
try() {
	printf '$ assay %s\n' "$*"
	printf '$ assay %s\n' "$*" >&2
	"$ASSAY" "$@"
	printf 'exit %s\n' "$?"
}

# in_home : a home and a state folder of the case's own, below $WORK; nobody is named.
in_home() {
	export ASSAY_HOME="$WORK/home" ASSAY_STATE="$WORK/state"
	unset ASSAY_ACTOR ASSAY_PASSPHRASE_FILE
}

# mask_keys : what hangs on keys, which are new in each run: digests, roots, key ids, signatures.
mask_keys() {
	sed -E 's/sha256:[0-9a-f]{64}/sha256:DIGEST/g
		s/(assay\.invalid\/)[0-9a-f]{16}/\1KEYID/g
		s/\+[0-9a-f]{8}\+[A-Za-z0-9+/]{43,44}=?/+ID+KEY/g
		s/(— [^ ]+ )[A-Za-z0-9+/]{90,}=*/\1SIGNATURE/g
		s/^[A-Za-z0-9+/]{43}=$/HASH/
		s/\\n[A-Za-z0-9+/]{43}=/\\nHASH/g
		s/[0-9]+ bytes, [0-9]+ derived rows/N bytes, N derived rows/
		s/^rows  +[0-9]+/rows N/
		s/[0-9a-f]{64}/HEX64/g'
}

# in_masked_home : in_home, and what the case prints is masked at its end: keys, how many hashes lead
# to a root, and how much a new home holds.
in_masked_home() {
	in_home
	founding=
	exec 3>&1 4>&2 >"$WORK/.out" 2>"$WORK/.err"
	trap end_masked_home EXIT
}

# founded : the home has been made; from here on its size is FOUNDED, and more is FOUNDED+1 to +9.
founded() {
	size=$("$ASSAY" log checkpoint | sed -n 2p)
	founding="s/\\b$size\\b/FOUNDED/g"
	for more in 1 2 3 4 5 6 7 8 9; do
		founding="$founding;s/\\b$((size + more))\\b/FOUNDED+$more/g"
	done
}

mask_output() {
	mask_keys <"$1" | sed -E 's/(\\nHASH)+/\\nHASH/g
		s/[0-9]+ bodies of N bytes/N bodies of N bytes/
		s/"(bodies|body_bytes|derived_rows|rows)": [0-9]+/"\1": N/' |
		sed '$!N; /^HASH\nHASH$/!P; D' | sed -E "$founding"
}

end_masked_home() {
	exec >&3 2>&4
	mask_output "$WORK/.out"
	mask_output "$WORK/.err" >&2
}
