/* app/evidence/recomputed.c - digests recomputed over bytes that were brought. See
 * app/evidence/recomputed.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/evidence/recomputed.h"

#include "app/home/linked.h"

#define VALUE_NAME SLICE("recomputed")

/* The value of that name; null without one. */
static const struct value *
said(const struct event *v)
{
	const struct value *list = value_get(&v->data, SLICE("values"));
	for (size_t i = 0; list != NULL && i < list->count; i++)
		if (slice_eq(value_text(value_get(&list->items[i], SLICE("name"))), VALUE_NAME))
			return value_get(&list->items[i], SLICE("value"));
	return NULL;
}

bool
recomputed_is(const struct event *v)
{
	return v->type == EVENT_VERIFICATION_RECORDED && said(v) != NULL;
}

struct rc
recomputed_draft(struct draft *d, const struct digest_pair *digest, uint64_t size_bytes,
    struct err *e)
{
	struct value list = value_array(), one = value_object(), v = value_object();
	struct slice sha256, sha512;
	if (!digest_text(d->b.a, &digest->sha256, &sha256) ||
	    !sha512_text(d->b.a, digest->sha512, &sha512))
		return arena_failed(d->b.a, e);
	value_put(&d->b, &v, "sha256", value_string(sha256));
	value_put(&d->b, &v, "sha512", value_string(sha512));
	value_put(&d->b, &v, "size", value_number(&d->b, (int64_t)size_bytes));
	value_put(&d->b, &one, "name", value_string(VALUE_NAME));
	value_put(&d->b, &one, "place", value_string(SLICE("")));
	value_put(&d->b, &one, "subject", value_string(SLICE("")));
	value_put(&d->b, &one, "value", v);
	value_push(&d->b, &list, one);
	draft_value(d, "values", list);
	return DONE;
}

struct rc
recomputed_last(struct store *s, const struct thing *evidence, uint64_t known, struct arena *a,
    int64_t *at_ms, struct err *e)
{
	const struct value *held = value_get(&evidence->event.data, SLICE("held"));
	struct slice digest = value_text(value_get(held, SLICE("digest")));
	struct thing *all;
	size_t count;
	*at_ms = TIME_UNKNOWN;
	TRY(linked_events(s, evidence->row.key, "about", EVENT_VERIFICATION_RECORDED, known, a,
	    &all, &count, e));
	for (size_t i = 0; i < count; i++) {
		int64_t at = event_instant(&all[i].event, "at");
		bool same = digest.len > 0 && slice_eq(value_text(value_get(said(&all[i].event),
		    SLICE("sha256"))), digest) &&
		    slice_eq(event_text(&all[i].event, "result"), SLICE("pass"));
		if (same && (*at_ms == TIME_UNKNOWN || at > *at_ms))
			*at_ms = at;
	}
	return DONE;
}
