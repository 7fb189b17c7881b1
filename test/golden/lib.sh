# lib.sh - what a golden case's cmd may use:  . ../lib.sh
# SPDX-License-Identifier: Apache-2.0

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
