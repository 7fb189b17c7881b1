# lib.sh - what a golden case's cmd may use:  . ../lib.sh
# SPDX-License-Identifier: Apache-2.0

# try ARGUMENT... : runs assay, and shows the command in both outputs and the status in the first.
try() {
	printf '$ assay %s\n' "$*"
	printf '$ assay %s\n' "$*" >&2
	"$ASSAY" "$@"
	printf 'exit %s\n' "$?"
}
