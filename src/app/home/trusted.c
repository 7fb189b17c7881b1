/* app/home/trusted.c - the anchors of a home. See app/home/trusted.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/trusted.h"

#include <stdlib.h>

#include "app/home/event_words.h"
#include "app/home/state.h"
#include "app/log/bodies.h"
#include "base/limits.h"

/* Its end, if it was ended: of the two instants the earlier one holds. */
static struct rc
find_end(struct home *h, const struct thing *anchor, uint64_t known, struct arena *a,
    int64_t *until_ms, bool *compromised, struct err *e)
{
	struct thing end;
	bool found;
	*compromised = false;
	TRY(state_get(h->store, "end", anchor->row.key, known, a, &end, &found, e));
	if (!found)
		return DONE;
	int64_t at = event_instant(&end.event, "at");
	const struct value *v = value_get(&end.event.data, SLICE("compromised"));
	*compromised = v != NULL && v->kind == VALUE_TRUE;
	if (*until_ms == TIME_UNKNOWN || at < *until_ms)
		*until_ms = at - 1;	/* not trusted from that instant on; periods are closed */
	return DONE;
}

static struct rc
load_one(struct home *h, const struct thing *t, uint64_t known, struct arena *a,
    struct crypto_bag *bag, struct anchor_set *out, struct err *e)
{
	const struct event *v = &t->event;
	struct slice bytes, *scope;
	size_t count, first = out->count;
	bool found, compromised;
	int64_t from = event_instant(v, "from"), until = event_instant(v, "until");
	TRY(find_end(h, t, known, a, &until, &compromised, e));
	if (compromised)
		return DONE;
	TRY(body_read(h, v->bodies[0].sha256, CERT_BYTES_MAX * 4, a, &bytes, &found, e));
	if (!found)
		return fail(e, E_VERIFY, t->row.from_pos, "the file of an anchor is gone");
	TRY(words_texts(value_get(&v->data, SLICE("scope")), a, &scope, &count, e));
	TRY(anchor_load(bytes, t->row.key, words_purposes(value_get(&v->data, SLICE("purposes"))),
	    how_parse(event_text(v, "how")), a, bag, out, e));
	anchor_limit(out, first, from, until == TIME_UNKNOWN ? TIME_MAX : until,
	    count > 0 ? scope : NULL, count);
	return DONE;
}

static int
by_terms(const void *left, const void *right)
{
	const struct anchor *a = left, *b = right;
	int c = slice_cmp(a->id, b->id);
	return c != 0 ? c : slice_cmp(a->file, b->file);
}

struct rc
trusted_load(struct home *h, uint64_t known, struct arena *a, struct crypto_bag *bag,
    struct anchor_set *out, struct err *e)
{
	struct thing *all;
	size_t count;
	TRY(state_list(h->store, "anchor", known, a, &all, &count, e));
	for (size_t i = 0; i < count; i++)
		TRY(load_one(h, &all[i], known, a, bag, out, e));
	if (out->count > 1)
		qsort(out->anchors, out->count, sizeof(struct anchor), by_terms);
	return DONE;
}
