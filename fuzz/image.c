/* image.c - squashfs superblocks: what is accepted is complete, and the same twice.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "firmware/image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(65536);
	struct reading r = reading_init(&a);
	struct err e = {0};
	if (failed(image_read((struct slice){ data, size }, size, &r, &e))) {
		if (e.what == NULL || e.at > size || r.kind.len > 0)
			abort();
		return 0;
	}
	if (size < SQUASHFS_SUPERBLOCK_BYTES || r.fact_count != 1 || r.kind.len == 0)
		abort();
	return 0;
}
