/* app/ops/ops_support_set.c - `assay support set`: until when something is supported.
 * See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/made.h"
#include "app/home/draft.h"
#include "app/home/given.h"
#include "app/listing.h"

struct setting_support {
	const struct op_call	*call;
	struct op_result	*r;
	struct home		 h;
	struct writer		 w;
	struct build		 b;
	struct slice		 subject;
	enum subject_kind	 kind;
	struct value		 predicate;
};

static void
put_option(struct setting_support *g, const char *name, const char *option)
{
	struct slice text = slice_of(op_value(g->call, option, 0));
	if (text.len > 0)
		value_put(&g->b, &g->predicate, name, value_string(text));
}

static bool
is_tba(const char *text)
{
	return text != NULL && slice_eq(slice_of(text), SLICE("tba"));
}

/* given: counts the instants that were said. Those of a life cycle may be to be announced. */
static struct rc
put_time(struct setting_support *g, const char *name, const char *option, enum time_edge edge,
    bool lifecycle, size_t *given)
{
	int64_t ms = TIME_UNKNOWN;
	const char *text = op_value(g->call, option, 0);
	if (lifecycle && is_tba(text)) {
		value_put(&g->b, &g->predicate, name, value_string(SLICE("tba")));
		*given += 1;
		return DONE;
	}
	TRY(given_instant(g->call, option, edge, &ms, &g->r->trouble));
	if (ms == TIME_UNKNOWN)
		return DONE;
	value_put(&g->b, &g->predicate, name, instant_value(&g->b, ms));
	*given += 1;
	return DONE;
}

static struct rc
read_subject(struct setting_support *g, struct trouble *t)
{
	struct subject s;
	const char *text = op_value(g->call, "for", 0);
	TRY(given_subject(text == NULL ? "" : text, SUBJECT_BIT(SUBJECT_PRODUCT) |
	    SUBJECT_BIT(SUBJECT_RELEASE) | SUBJECT_BIT(SUBJECT_PURL), "expected --for a product, "
	    "a release or the purl of a component, e.g. pkg:generic/zlib@1.2.13", &g->subject, t));
	TRY(subject_parse(g->subject, &s, &t->err));
	g->kind = s.kind;
	return DONE;
}

/* A promise to whoever buys it: one end, of a product or a release. */
static struct rc
put_period(struct setting_support *g, struct trouble *t)
{
	size_t starts = 0, ends = 0;
	TRY(put_time(g, "support_start", "start", TIME_BEGINNING, false, &starts));
	TRY(put_time(g, "support_end", "end", TIME_END, false, &ends));
	return ends > 0 ? DONE : fail(&t->err, E_USAGE, 0, "expected --end: until when it is "
	    "supported");
}

/* What is to be announced is behind everything. */
static struct rc
check_order(const struct setting_support *g, struct trouble *t)
{
	const char *end = op_value(g->call, "end", 0), *life = op_value(g->call, "end-of-life", 0);
	int64_t end_ms, life_ms;
	if (end == NULL || life == NULL || is_tba(end) || is_tba(life))
		return DONE;
	TRY(given_instant(g->call, "end", TIME_BEGINNING, &end_ms, t));
	TRY(given_instant(g->call, "end-of-life", TIME_END, &life_ms, t));
	return end_ms <= life_ms ? DONE : trouble_in(t, life, fail(&t->err, E_USAGE, 0,
	    "the end of life is before the end of security support"));
}

/* The dates of a life cycle. */
static struct rc
put_lifecycle(struct setting_support *g, struct trouble *t)
{
	size_t given = 0;
	TRY(put_time(g, "general_availability", "start", TIME_BEGINNING, true, &given));
	given = 0;
	TRY(put_time(g, "end_of_sales", "end-of-sales", TIME_END, true, &given));
	TRY(put_time(g, "end_of_security_support", "end", TIME_END, true, &given));
	TRY(put_time(g, "end_of_life", "end-of-life", TIME_END, true, &given));
	return given > 0 ? check_order(g, t) : fail(&t->err, E_USAGE, 0, "expected --end, "
	    "--end-of-life or --end-of-sales: which dates are announced");
}

static struct rc
put_all(struct setting_support *g, bool lifecycle, struct trouble *t)
{
	static const char *const members[] = { NULL, "product", "release", "component" };
	size_t which = g->kind == SUBJECT_PRODUCT ? 1 : g->kind == SUBJECT_RELEASE ? 2 : 3;
	struct slice source;
	value_put(&g->b, &g->predicate, members[which], value_string(g->subject));
	value_put(&g->b, &g->predicate, "issued", instant_value(&g->b, g->call->now_ms));
	TRY(lifecycle ? put_lifecycle(g, t) : put_period(g, t));
	TRY(given_need(g->call, "source", "expected --source: where this is said", &source, t));
	put_option(g, "source", "source");
	put_option(g, "policy", "policy");
	put_option(g, "maintenance", "maintenance");
	put_option(g, "issuer", "issuer");
	put_option(g, "note", "note");
	return build_end(&g->b, &t->err);
}

static struct rc
set(struct setting_support *g)
{
	struct trouble *t = &g->r->trouble;
	TRY(read_subject(g, t));
	bool lifecycle = g->kind == SUBJECT_PURL || op_value(g->call, "end-of-life", 0) != NULL ||
	    op_value(g->call, "end-of-sales", 0) != NULL || is_tba(op_value(g->call, "end", 0));
	TRY(put_all(g, lifecycle, t));
	TRY(home_open(g->call, HOME_WRITE, &g->h, t));
	TRY(writer_open(g->call, &g->h, &g->w, t));
	const struct made made = { .kind = lifecycle ? "eol_statement" : "support_period_statement",
	    .subjects = &g->subject, .subject_count = 1, .predicate = g->predicate,
	    .name = lifecycle ? SLICE("lifecycle.json") : SLICE("support.json") };
	return made_say(g->call, &g->h, &g->w, &made, "assay/support-set/1", g->r);
}

struct rc
op_support_set(const struct op_call *call, struct op_result *r)
{
	struct setting_support g = { .call = call, .r = r, .b = { .a = call->a },
	    .predicate = value_object() };
	struct rc done = set(&g);
	writer_drop(&g.w);
	home_drop(&g.h);
	return done;
}
