/* openvex.c - OpenVEX documents: one status fact or more for each statement that is accepted.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "codec/json.h"
#include "vex/openvex.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(DOCUMENT_ARENA_BYTES);
	struct reading r = reading_init(&a);
	struct value v;
	struct err e = {0};
	int64_t count;
	if (failed(json_tree((struct slice){ data, size }, DOCUMENT_BYTES_MAX, &a, &v, NULL)))
		return 0;
	struct rc rc = openvex_read(&v, &r, &e);
	if (failed(rc)) {
		if (e.what == NULL || e.at > size || rc.code == E_SYNTAX)
			abort();
		return 0;
	}
	const struct fact *last = &r.facts[r.fact_count - 1];
	if (!value_int(value_get(&last->value, SLICE("count")), &count) ||
	    r.fact_count < (size_t)count + 1 || r.made_ms == TIME_UNKNOWN)
		abort();
	return 0;
}
