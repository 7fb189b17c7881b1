/* text.c - prose: what is accepted is UTF-8, and its title is one line of it.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "codec/utf8.h"
#include "document/prose.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(MIB(16));
	struct reading r = reading_init(&a);
	struct err e = {0};
	struct rc rc = text_read((struct slice){ data, size }, &r, &e);
	if (failed(rc)) {
		if (e.what == NULL || e.at > size)
			abort();
		return 0;
	}
	if (!utf8_valid(r.text) || !utf8_valid(r.title) || r.title.len > 103 || !r.prose)
		abort();
	if (slice_find(r.title, SLICE("\n"), 0) != SIZE_MAX)
		abort();
	return 0;
}
