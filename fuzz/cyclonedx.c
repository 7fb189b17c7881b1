/* cyclonedx.c - bills of materials: what is accepted states one bill; windows change nothing.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "bom/cyclonedx.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A window that grows by seven bytes each time; context: the whole input. */
static struct rc
seven_more(struct source *s, uint64_t keep_from, struct err *e)
{
	const struct slice *all = s->context;
	size_t end = (size_t)s->base + s->window.len;
	(void)e;
	s->window = slice_sub(*all, (size_t)keep_from, end + 7);
	s->base = keep_from;
	return DONE;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice all = { data, size };
	AUTO(arena) a = arena_init(MIB(16));
	AUTO(arena) b = arena_init(MIB(16));
	struct reading whole = reading_init(&a), pieces = reading_init(&b);
	struct err e = {0}, f = {0};
	struct source s = { .window = { data, 0 }, .more = seven_more, .context = &all };
	struct rc rc = cyclonedx_read(source_of(all), &whole, &e);
	struct rc same = cyclonedx_read(s, &pieces, &f);
	if (rc.code != same.code || e.at != f.at)
		abort();
	if (failed(rc))
		return 0;
	if (whole.fact_count != 1 || !slice_eq(whole.title, pieces.title) ||
	    whole.mention_count != pieces.mention_count ||
	    !value_eq(&whole.facts[0].value, &pieces.facts[0].value))
		abort();
	return 0;
}
