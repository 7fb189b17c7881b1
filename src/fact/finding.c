/* fact/finding.c - findings and reasons. See fact/finding.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fact/finding.h"

#include "base/order.h"

enum { FAIL = CLASS_FAIL, LACK = CLASS_LACK, CONDITION = CLASS_CONDITION, NOTE = CLASS_NOTE };

static const struct {
	const char	*name, *sentence;
	unsigned	 class;
} findings[] = {
	{ "", "", 0 },
#define FINDING(id, class, sentence) { #id, sentence, class },
#include "fact/finding.list"
#undef FINDING
};

static void
check(enum finding_id id)
{
	if (id == FINDING_NONE || id >= FINDING_COUNT)
		BUG("finding out of range");
}

const char *
finding_name(enum finding_id id)
{
	check(id);
	return findings[id].name;
}

enum finding_class
finding_class(enum finding_id id)
{
	check(id);
	return (enum finding_class)findings[id].class;
}

const char *
finding_sentence(enum finding_id id)
{
	check(id);
	return findings[id].sentence;
}

enum finding_id
finding_find(struct slice name)
{
	for (unsigned i = 1; i < FINDING_COUNT; i++)
		if (slice_eq(name, slice_of(findings[i].name)))
			return (enum finding_id)i;
	return FINDING_NONE;
}

/* Most reasons of one list are about one subject, and share its text. */
static int
text_cmp(struct slice a, struct slice b)
{
	return a.at == b.at && a.len == b.len ? 0 : slice_cmp(a, b);
}

int
reason_cmp(const void *left, const void *right)
{
	const struct reason *a = left, *b = right;
	int c = a->id == b->id ? 0 :
	    slice_cmp(slice_of(finding_name(a->id)), slice_of(finding_name(b->id)));
	if (c == 0)
		c = text_cmp(a->subject, b->subject);
	if (c == 0)
		c = text_cmp(a->evidence, b->evidence);
	return c != 0 ? c : text_cmp(a->place, b->place);
}

struct reasons
reasons_init(struct arena *a)
{
	return (struct reasons){ .a = a };
}

void
reasons_add(struct reasons *r, enum finding_id id, struct slice subject, struct slice evidence,
    struct slice place)
{
	void *list = r->at;
	check(id);
	if (r->broken || !arena_grow(r->a, &list, &r->cap, r->count, sizeof(*r->at))) {
		r->broken = true;
		return;
	}
	r->at = list;
	r->at[r->count++] = (struct reason){ id, subject, evidence, place };
}

void
reasons_reserve(struct reasons *r, size_t more)
{
	size_t cap = r->count + more;
	if (r->broken || cap <= r->cap)
		return;
	struct reason *at = ARENA_ARRAY(r->a, struct reason, cap);
	if (at == NULL) {
		r->broken = true;
		return;
	}
	for (size_t i = 0; i < r->count; i++)
		at[i] = r->at[i];
	r->at = at;
	r->cap = cap;
}

bool
reasons_have(const struct reasons *r, enum finding_id id)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->at[i].id == id)
			return true;
	return false;
}

void
reasons_settle(struct reasons *r)
{
	r->count = order_settle(r->at, r->count, sizeof(*r->at), reason_cmp);
}

struct rc
reasons_end(const struct reasons *r, struct err *e)
{
	return r->broken ? arena_failed(r->a, e) : DONE;
}
