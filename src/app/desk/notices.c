/* app/desk/notices.c - what customers were told. See app/desk/notices.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/notices.h"

#include <stdlib.h>

#include "app/desk/concerned.h"
#include "app/home/draft.h"
#include "base/map.h"

static struct slice
subject_of(const struct kept_record *r)
{
	static const char *const members[] = { "component", "release", "product" };
	for (size_t i = 0; i < COUNT(members); i++)
		if (kept_text(r, members[i]).len > 0)
			return kept_text(r, members[i]);
	return SLICE("");
}

static struct notice
notice_of(const struct kept_record *r)
{
	return (struct notice){ .id = r->id, .subject = subject_of(r),
	    .about = kept_text(r, "about"), .vulnerability = kept_text(r, "vulnerability"),
	    .audience = kept_text(r, "audience"), .channel = kept_text(r, "channel"),
	    .content = kept_text(r, "content"), .reference = kept_text(r, "reference"),
	    .issuer = kept_text(r, "issuer"),
	    .sent_ms = kept_instant(r, "sent", TIME_BEGINNING),
	    .end_ms = kept_instant(r, "end", TIME_END),
	    .recipients = value_get(&r->predicate, SLICE("recipients")),
	    .acknowledged = value_get(&r->predicate, SLICE("acknowledged")) };
}

bool
notice_reaches(const struct notice *n, struct slice subject)
{
	return slice_eq(n->subject, subject) || (slice_starts(n->subject, SLICE("product:")) &&
	    concerns(subject, n->subject));
}

/* True where a later record of the same notice stands already. */
static struct rc
is_replaced(struct map *seen, const struct notice *n, struct arena *a, bool *replaced,
    struct err *e)
{
	struct slice key;
	if (!arena_format(a, &key, "%.*s\n%.*s\n%.*s\n%.*s\n%.*s\n%lld", SLICE_FMT(n->subject),
	    SLICE_FMT(n->about), SLICE_FMT(n->vulnerability), SLICE_FMT(n->audience),
	    SLICE_FMT(n->issuer), (long long)n->sent_ms))
		return arena_failed(a, e);
	*replaced = map_has(seen, key);
	return *replaced ? DONE : map_put(seen, key, seen, e);
}

static int
by_sent(const void *left, const void *right)
{
	const struct notice *a = left, *b = right;
	int order = (a->sent_ms > b->sent_ms) - (a->sent_ms < b->sent_ms);
	return order != 0 ? order : slice_cmp(a->id, b->id);
}

struct rc
notices_find(struct home *h, struct slice subject, uint64_t known, int64_t at_ms,
    struct arena *a, struct notice **out, size_t *count, struct err *e)
{
	struct kept_record *all;
	size_t n;
	*count = 0;
	TRY(kept_records_all(h, "customer_notification", known, at_ms, a, &all, &n, e));
	*out = ARENA_ARRAY(a, struct notice, n);
	if (*out == NULL)
		return arena_failed(a, e);
	struct map seen = map_init();
	struct rc done = DONE;
	for (size_t i = n; i-- > 0 && !failed(done);) {
		struct notice one = notice_of(&all[i]);
		bool replaced = true;
		done = is_replaced(&seen, &one, a, &replaced, e);
		if (!replaced && one.sent_ms <= at_ms && (slice_is_null(subject) ||
		    notice_reaches(&one, subject)))
			(*out)[(*count)++] = one;
	}
	map_drop(&seen);
	TRY(done);
	if (*count > 1)
		qsort(*out, *count, sizeof(struct notice), by_sent);
	return DONE;
}

static struct value
text_or_null(struct slice text)
{
	return text.len == 0 ? value_null() : value_string(text);
}

struct value
notice_value(struct build *b, const struct notice *n)
{
	struct value row = value_object();
	value_put(b, &row, "id", value_string(n->id));
	value_put(b, &row, "subject", value_string(n->subject));
	value_put(b, &row, "about", value_string(n->about));
	value_put(b, &row, "vulnerability", text_or_null(n->vulnerability));
	value_put(b, &row, "end", instant_value(b, n->end_ms));
	value_put(b, &row, "sent", instant_value(b, n->sent_ms));
	value_put(b, &row, "audience", value_string(n->audience));
	value_put(b, &row, "channel", value_string(n->channel));
	value_put(b, &row, "recipients", n->recipients != NULL ? *n->recipients :
	    value_array());
	value_put(b, &row, "acknowledged", n->acknowledged != NULL ? *n->acknowledged :
	    value_array());
	value_put(b, &row, "acknowledgements", value_number(b, n->acknowledged == NULL ? 0 :
	    (int64_t)n->acknowledged->count));
	value_put(b, &row, "content", text_or_null(n->content));
	value_put(b, &row, "reference", text_or_null(n->reference));
	value_put(b, &row, "issuer", text_or_null(n->issuer));
	return row;
}
