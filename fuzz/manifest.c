/* manifest.c - firmware manifests: what is accepted names a release and at least one image.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "firmware/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(DOCUMENT_ARENA_BYTES);
	struct reading r = reading_init(&a);
	struct err e = {0};
	if (failed(manifest_read((struct slice){ data, size }, &r, &e))) {
		if (e.what == NULL || e.at > size)
			abort();
		return 0;
	}
	if (r.fact_count < 2 || r.mention_count < 4 || r.made_ms == TIME_UNKNOWN)
		abort();
	return 0;
}
