/* app/evidence/mentioned.c - what says anything about a subject. See app/evidence/mentioned.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/evidence/mentioned.h"

#include <string.h>

#include "base/limits.h"
#include "codec/json.h"
#include "crypto/digest.h"
#include "subject/subject.h"

#define VALUE_BYTES_MAX MIB(16)

struct finding_rows {
	struct arena		*a;
	struct mentioned	*at;
	size_t			 count, cap;
};

static struct rc
keep_row(void *context, const struct content_row *row, struct err *e)
{
	struct finding_rows *g = context;
	struct digest d;
	struct slice value;
	void *list = g->at;
	if (!arena_grow(g->a, &list, &g->cap, g->count, sizeof(struct mentioned)))
		return arena_failed(g->a, e);
	g->at = list;
	struct mentioned *m = &g->at[g->count];
	*m = (struct mentioned){ .place = SLICE("") };
	memcpy(d.bytes, row->digest.at, SHA256_BYTES);
	if (!digest_text(g->a, &d, &m->digest) || !arena_copy(g->a, row->name, &m->name) ||
	    !arena_copy(g->a, row->subject, &m->subject) ||
	    (row->place.len > 0 && !arena_copy(g->a, row->place, &m->place)) ||
	    !arena_copy(g->a, row->value, &value))
		return arena_failed(g->a, e);
	struct rc done = json_tree(value, VALUE_BYTES_MAX, g->a, &m->value, NULL);
	if (done.code == E_NOMEM)
		return fail(e, E_NOMEM, 0, "out of memory");
	if (failed(done))
		return fail(e, E_VERIFY, 0,
		    "a derived row is damaged; `assay rebuild` makes it again");
	g->count++;
	return DONE;
}

/* "serial=3127" for each scheme that content rows know. */
static struct rc
look_as(struct home *h, const char *schemes, struct slice text, struct finding_rows *g,
    struct err *e)
{
	struct slice left = slice_of(schemes), key;
	while (left.len > 0) {
		size_t end = slice_find(left, SLICE(" "), 0);
		end = end == SIZE_MAX ? left.len : end;
		if (!arena_format(g->a, &key, "%.*s=%.*s", SLICE_FMT(slice_sub(left, 0, end)),
		    SLICE_FMT(text)))
			return arena_failed(g->a, e);
		TRY(store_content_about(h->store, key, keep_row, g, e));
		left = slice_sub(left, end + 1, left.len);
	}
	return DONE;
}

/* What stands for the subject in a supplier's own words. */
static struct rc
look_for_subject(struct home *h, struct slice text, const struct subject *s,
    struct finding_rows *g, struct err *e)
{
	bool of_second = s->kind == SUBJECT_ASSET || s->kind == SUBJECT_RELEASE;
	struct slice last = of_second ? s->second : s->name, plain;
	TRY(store_content_about(h->store, text, keep_row, g, e));
	if (slice_is_null(last))
		return DONE;
	if (!subject_unescape(g->a, last, &plain))
		return arena_failed(g->a, e);
	switch (s->kind) {
	case SUBJECT_ASSET:
		return look_as(h, "serial asset word", plain, g, e);
	case SUBJECT_RELEASE:
		return look_as(h, "version release word", plain, g, e);
	case SUBJECT_BATCH:
		return look_as(h, "batch word", plain, g, e);
	case SUBJECT_DELIVERY:
		return look_as(h, "order word", plain, g, e);
	case SUBJECT_PRODUCT:
		return look_as(h, "product model article", plain, g, e);
	default:
		return DONE;
	}
}

struct rc
mentioned_find(struct home *h, struct slice text, struct arena *a, struct mentioned **out,
    size_t *count, struct err *e)
{
	struct finding_rows g = { .a = a };
	struct subject s;
	TRY(!failed(subject_parse(text, &s, NULL)) ? look_for_subject(h, text, &s, &g, e) :
	    look_as(h, "serial asset batch article model product release version purl order "
	    "manufacturer word", text, &g, e));
	*out = g.at;
	*count = g.count;
	return DONE;
}
