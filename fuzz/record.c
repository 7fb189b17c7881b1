/* record.c - statements through their readers: what is accepted has a kind and states a fact.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "codec/json.h"
#include "record/record.h"
#include "record/subjects.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_reading(const struct intoto_statement *s, struct arena *a)
{
	struct reading r = reading_init(a);
	struct err e = {0};
	if (!record_handles(s->predicate_type)) {
		if (failed(subjects_unread(s, &r, &e)) || r.kind.len > 0 || r.title.len == 0)
			abort();
		return;
	}
	struct rc rc = record_read(s, &r, &e);
	if (failed(rc) && (e.what == NULL || rc.code == E_SYNTAX))
		abort();
	if (!failed(rc) && (r.kind.len == 0 || r.fact_count == 0 || r.title.len == 0))
		abort();
	for (size_t i = 0; !failed(rc) && i < r.fact_count; i++)
		if (!slice_starts(r.facts[i].place, SLICE("/predicate")))
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(DOCUMENT_ARENA_BYTES);
	struct value v;
	struct intoto_statement s;
	struct reading r = reading_init(&a);
	if (failed(json_tree((struct slice){ data, size }, DOCUMENT_BYTES_MAX, &a, &v, NULL)) ||
	    failed(intoto_decode(&v, &a, &s, NULL)))
		return 0;
	struct rc rc = subjects_read(&s, &r, NULL);
	if (!failed(rc) && r.mention_count > s.count)
		abort();
	check_reading(&s, &a);
	return 0;
}
