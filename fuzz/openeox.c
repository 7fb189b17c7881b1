/* openeox.c - OpenEoX Core: what is accepted is written and read again as the same.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "codec/json.h"
#include "record/openeox.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
written_again(const struct openeox *x, struct arena *a)
{
	AUTO(buf) out = buf_init(KIB(64));
	struct openeox y;
	struct value v;
	if (failed(openeox_write(x, &out, NULL)) ||
	    failed(json_tree(buf_slice(&out), DOCUMENT_BYTES_MAX, a, &v, NULL)) ||
	    !openeox_looks_like(&v) || failed(openeox_decode(&v, &y, NULL)))
		abort();
	for (size_t i = 0; i < OPENEOX_DATES; i++)
		if (x->date[i].ms != y.date[i].ms || x->date[i].tba != y.date[i].tba)
			abort();
	if (x->last_updated_ms != y.last_updated_ms)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(DOCUMENT_ARENA_BYTES);
	struct reading r = reading_init(&a);
	struct openeox x;
	struct value v;
	struct err e = {0};
	if (failed(json_tree((struct slice){ data, size }, DOCUMENT_BYTES_MAX, &a, &v, NULL)))
		return 0;
	struct rc rc = openeox_decode(&v, &x, &e);
	if (failed(rc)) {
		if (rc.code != E_SCHEMA || e.what == NULL || e.at > size)
			abort();
		return 0;
	}
	if (failed(openeox_read(&v, &r, NULL)) || r.fact_count != 1 || r.made_ms == TIME_UNKNOWN)
		abort();
	written_again(&x, &a);
	return 0;
}
