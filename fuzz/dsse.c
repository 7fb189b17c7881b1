/* dsse.c - DSSE envelopes: what is signed for two that differ in type or payload differs.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "codec/json.h"
#include "trust/dsse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The byte moved from the type's end to the payload's beginning makes another message. */
static void
check(const struct dsse *d)
{
	AUTO(buf) own = buf_init(MIB(16));
	AUTO(buf) other = buf_init(MIB(16));
	AUTO(buf) longer = buf_init(MIB(16));
	struct slice type = d->payload_type, payload = d->payload.bytes;
	dsse_encode(type, payload, &own);
	buf_add(&longer, slice_sub(type, type.len - 1, type.len));
	buf_add(&longer, payload);
	dsse_encode(slice_sub(type, 0, type.len - 1), buf_slice(&longer), &other);
	if (own.broken || other.broken || slice_eq(buf_slice(&own), buf_slice(&other)))
		abort();
	if (!slice_starts(buf_slice(&own), SLICE("DSSEv1 ")) ||
	    !slice_ends(buf_slice(&own), payload))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(DOCUMENT_ARENA_BYTES);
	struct value v;
	struct dsse *d;
	struct err e = {0};
	if (failed(json_tree((struct slice){ data, size }, DOCUMENT_BYTES_MAX, &a, &v, NULL)))
		return 0;
	if (failed(dsse_decode(&v, &a, &d, &e))) {
		if (e.what == NULL || e.at > size)
			abort();
		return 0;
	}
	if (d->count == 0 || d->count > SIGNATURES_MAX || d->payload_type.len == 0)
		abort();
	check(d);
	return 0;
}
