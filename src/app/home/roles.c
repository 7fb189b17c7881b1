/* app/home/roles.c - who is an actor, and which roles it has. See app/home/roles.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/roles.h"

#include "base/time.h"
#include "codec/base64.h"

struct rc
actor_key_id(const struct event *v, struct arena *a, struct slice *out, struct err *e)
{
	struct slice spki;
	struct digest d;
	const char *member = v->type == EVENT_STORE_CREATED ? "actor_key" : "key";
	TRY(base64_decode(event_text(v, member), BASE64_STANDARD, a, &spki, e));
	TRY(digest_of(spki, &d, e));
	return digest_text(a, &d, out) ? DONE : arena_failed(a, e);
}

struct rc
actor_of_key(struct home *h, struct slice key_id, struct slice but, struct arena *a,
    struct slice *out, struct err *e)
{
	struct thing *all;
	size_t count;
	*out = slice_eq(h->log_key.id, key_id) ? h->organisation : (struct slice){0};
	TRY(state_list(h->store, "key", STORE_OPEN, a, &all, &count, e));
	for (size_t i = 0; i < count && slice_is_null(*out); i++) {
		size_t mark = slice_find(all[i].row.key, SLICE("|"), 0);
		struct slice actor = slice_sub(all[i].row.key, 0, mark);
		if (mark != SIZE_MAX && !slice_eq(actor, but) && slice_eq(slice_sub(
		    all[i].row.key, mark + 1, all[i].row.key.len), key_id))
			*out = actor;
	}
	return DONE;
}

bool
role_in_force(const struct event *grant, int64_t at_ms)
{
	int64_t from = event_instant(grant, "from"), until = event_instant(grant, "until");
	return (from == TIME_UNKNOWN || from <= at_ms) &&
	    (until == TIME_UNKNOWN || until >= at_ms);
}

static bool
says_the_same(const struct event *a, const struct event *b)
{
	static const char *const members[] = { "actor", "role", "scope", "from", "until" };
	for (size_t i = 0; i < COUNT(members); i++)
		if (!value_eq(value_get(&a->data, slice_of(members[i])),
		    value_get(&b->data, slice_of(members[i]))))
			return false;
	return true;
}

struct rc
role_find_same(struct home *h, const struct event *grant, struct arena *a, struct thing *out,
    bool *found, struct err *e)
{
	struct thing *all;
	size_t count;
	*found = false;
	TRY(state_about(h->store, event_text(grant, "actor"), "granted", "role", STORE_OPEN, a,
	    &all, &count, e));
	for (size_t i = 0; i < count && !*found; i++) {
		*found = says_the_same(grant, &all[i].event);
		*out = all[i];
	}
	return DONE;
}

/* An administrator who can sign, without limit of scope or end. */
static struct rc
is_lasting(struct home *h, const struct event *grant, int64_t at_ms, bool *lasting,
    struct err *e)
{
	struct state_row row;
	*lasting = role_find(event_text(grant, "role")) == ROLE_ADMINISTRATOR &&
	    value_get(&grant->data, SLICE("scope"))->count == 0 && role_in_force(grant, at_ms) &&
	    event_instant(grant, "until") == TIME_UNKNOWN;
	return *lasting ? store_state_get(h->store, SLICE("actor"), event_text(grant, "actor"),
	    STORE_OPEN, &row, lasting, e) : DONE;
}

struct rc
role_administrator_left(struct home *h, struct slice actor, struct slice role, int64_t at_ms,
    struct arena *a, bool *left, struct err *e)
{
	struct thing *all;
	size_t count;
	*left = false;
	TRY(state_list(h->store, "role", STORE_OPEN, a, &all, &count, e));
	for (size_t i = 0; i < count && !*left; i++)
		if (!slice_eq(all[i].row.key, role) &&
		    !slice_eq(event_text(&all[i].event, "actor"), actor))
			TRY(is_lasting(h, &all[i].event, at_ms, left, e));
	return DONE;
}
