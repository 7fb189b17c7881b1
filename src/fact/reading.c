/* fact/reading.c - what a decoder read in one body. See fact/reading.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fact/reading.h"

struct reading
reading_init(struct arena *a)
{
	return (struct reading){ .a = a, .made_ms = TIME_UNKNOWN, .valid_from_ms = TIME_UNKNOWN,
	    .valid_until_ms = TIME_UNKNOWN, .findings = reasons_init(a) };
}

void
reading_fact(struct reading *r, const char *name, struct slice subject, struct value value,
    struct slice place)
{
	void *list = r->facts;
	if (!arena_grow(r->a, &list, &r->fact_cap, r->fact_count, sizeof(*r->facts))) {
		r->broken = true;
		return;
	}
	r->facts = list;
	r->facts[r->fact_count++] = (struct fact){ slice_of(name), subject, value, place };
}

void
reading_mention(struct reading *r, const char *scheme, struct slice text, struct slice place)
{
	void *list = r->mentions;
	if (!arena_grow(r->a, &list, &r->mention_cap, r->mention_count, sizeof(*r->mentions))) {
		r->broken = true;
		return;
	}
	r->mentions = list;
	r->mentions[r->mention_count++] = (struct mention){ slice_of(scheme), text, place };
}

void
reading_find(struct reading *r, enum finding_id id, struct slice place)
{
	reasons_add(&r->findings, id, (struct slice){0}, (struct slice){0}, place);
}

struct rc
reading_end(const struct reading *r, struct err *e)
{
	if (r->broken)
		return arena_failed(r->a, e);
	return reasons_end(&r->findings, e);
}
