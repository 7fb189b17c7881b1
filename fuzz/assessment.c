/* assessment.c - fuzz target: an assessment that is accepted writes the same canonical bytes
 * again, and is settled already.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "codec/jcs.h"
#include "codec/json.h"
#include "fact/assessment.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_written(const struct assessment *c, struct arena *a, struct slice want)
{
	AUTO(buf) out = buf_init(DOCUMENT_BYTES_MAX * 2);
	struct build b = { .a = a };
	struct value v = assessment_value(&b, c);
	if (failed(build_end(&b, NULL)))
		return;				/* out of memory is no answer */
	if (failed(jcs_write(&v, &out, NULL)) || !slice_eq(buf_slice(&out), want))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(DOCUMENT_ARENA_BYTES);
	AUTO(buf) canonical = buf_init(DOCUMENT_BYTES_MAX * 2);
	struct value v;
	struct assessment c;
	struct err e = {0};
	if (failed(json_tree((struct slice){ data, size }, DOCUMENT_BYTES_MAX, &a, &v, NULL)))
		return 0;
	if (failed(assessment_decode(&v, &a, &c, &e))) {
		if (e.what == NULL || e.at >= size || e.code == E_SYNTAX)
			abort();
		return 0;
	}
	if (failed(jcs_write(&v, &canonical, NULL)))
		abort();			/* accepted, and cannot be written */
	check_written(&c, &a, buf_slice(&canonical));
	assessment_settle(&c);
	check_written(&c, &a, buf_slice(&canonical));
	return 0;
}
