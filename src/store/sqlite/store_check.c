/* store/sqlite/store_check.c - the file and its schema are how they should be.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"
#include "base/limits.h"
#include "base/mem.h"
#include "store/sqlite/query_int.h"

struct complaints {
	store_link_sink	*sink;
	void		*context;
};

/* SQLite says of a page for which it got no memory that it is damaged. */
static struct rc
check_file(struct store *s, const struct complaints *c, struct err *e)
{
	AUTO(query) q = {0};
	bool row;
	uint64_t refused = mem_refusals();
	TRY(query_begin(s, SQL_SELF_CHECK, &q, e));
	for (;;) {
		TRY(query_next(&q, &row, e));
		if (mem_refusals() != refused)
			return fail(e, E_NOMEM, 0, "no memory to check the file of the store");
		if (!row)
			return DONE;
		struct slice text = query_slice(&q, 0);
		if (!slice_eq(text, SLICE("ok")))
			TRY(c->sink(c->context, text, 0, e));
	}
}

/* How the other store made the thing of this name; null when it has none. */
static struct rc
made_by(struct store *s, struct slice name, struct arena *a, struct slice *out, struct err *e)
{
	AUTO(query) q = {0};
	bool row;
	*out = (struct slice){0};
	TRY(query_begin(s, SQL_SCHEMA_GET, &q, e));
	query_text(&q, name);
	TRY(query_next(&q, &row, e));
	return row ? query_copy(&q, 0, a, out, e) : DONE;
}

/* Every table, index and trigger of `have` is in `want`; both: and was made in the same way. */
static struct rc
compare(struct store *have, struct store *want, bool both, const struct complaints *c,
    struct err *e)
{
	AUTO(query) q = {0};
	bool row;
	TRY(query_begin(have, SQL_SCHEMA_EACH, &q, e));
	for (;;) {
		AUTO(arena) a = arena_init(MIB(64));
		struct slice other, text;
		TRY(query_next(&q, &row, e));
		if (!row)
			return DONE;
		TRY(made_by(want, query_slice(&q, 1), &a, &other, e));
		const char *what = slice_is_null(other) ? both ? "is not of this schema" :
		    "is missing" : "was changed";
		if (!slice_is_null(other) && (!both || slice_eq(other, query_slice(&q, 2))))
			continue;
		if (!arena_format(&a, &text, "%.*s %.*s %s", SLICE_FMT(query_slice(&q, 0)),
		    SLICE_FMT(query_slice(&q, 1)), what))
			return arena_failed(&a, e);
		TRY(c->sink(c->context, text, 0, e));
	}
}

static struct rc
check_schema(struct store *s, struct store *fresh, const struct complaints *c, struct err *e)
{
	TRY(compare(s, fresh, true, c, e));
	return compare(fresh, s, false, c, e);
}

struct rc
store_self_check(struct store *s, store_link_sink *complaint, void *context, struct err *e)
{
	struct complaints c = { complaint, context };
	struct store *fresh;
	TRY(check_file(s, &c, e));
	TRY(store_open_scratch(&fresh, e));
	struct rc r = check_schema(s, fresh, &c, e);
	store_close(fresh);
	return r;
}
