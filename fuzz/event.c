/* event.c - fuzz target: an event that is accepted writes the same bytes again; one that is refused
 * says why and where.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "event/event.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(DOCUMENT_ARENA_BYTES);
	AUTO(buf) out = buf_init(MIB(1));
	struct slice in = { data, size };
	struct event v;
	struct err e = {0};
	if (failed(event_decode(in, &a, &v, &e))) {
		if (e.what == NULL || e.at > size)
			abort();
		return 0;
	}
	if (failed(event_encode(&v, &out, NULL)) || !slice_eq(buf_slice(&out), in))
		abort();
	if (v.type == EVENT_NONE || v.type == EVENT_BODY_DISPOSED || size > EVENT_BYTES_MAX)
		abort();
	return 0;
}
