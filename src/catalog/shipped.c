/* catalog/shipped.c - the data that ship inside the program. See catalog/shipped.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "catalog/shipped.h"

bool
shipped_find(struct slice name, struct slice *bytes)
{
	size_t count;
	const struct shipped_file *files = shipped_files(&count);
	for (size_t i = 0; i < count; i++)
		if (slice_eq(slice_of(files[i].name), name)) {
			*bytes = files[i].bytes;
			return true;
		}
	return false;
}
