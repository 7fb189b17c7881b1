/* purl.c - fuzz target: package URLs. A canonical form is its own, and stands for the same parts.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "subject/purl.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(MIB(2));
	AUTO(buf) shown = buf_init((size_t)PURL_BYTES_MAX * 4);
	struct slice in = { data, size };
	struct purl p, again, settled;
	struct err e = {0};

	if (failed(purl_parse(in, &a, &p, &e))) {
		if (e.at > size || e.what == NULL)
			abort();
		return 0;
	}
	purl_show(&p, &shown);
	settled = p;
	if (failed(purl_settle(&settled, &a, NULL)) || !purl_eq(&p, &settled))
		abort();
	if (buf_slice(&shown).len <= PURL_BYTES_MAX &&
	    (failed(purl_parse(buf_slice(&shown), &a, &again, NULL)) || !purl_eq(&p, &again)))
		abort();
	return 0;
}
