/* run.c - one case through every law. See run.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "run.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "catalog/shipped.h"
#include "codec/yaml.h"

#define ARENA_BYTES ((size_t)256 << 20)

/* --- sets of criteria ------------------------------------------------------------------------- */

/* The edition that levels are judged by: small, as every case is judged some hundred times. */
#define ROW(id, fr, level, rest) "{\"id\":\"" id "\",\"kind\":\"cr\",\"title\":\"t\",\"fr\":\"" \
	fr "\",\"sl_c_from\":" level ",\"component_types\":[\"embedded_device\"]," \
	"\"evidence_kinds\":[\"capability_doc\",\"capability_test_report\"]" rest "}"
static const char edition[] = "{\"schema\":\"assurance-catalog/1\",\"catalog\":\"house-4-2\","
    "\"standard\":{\"id\":\"House 4-2:2026\",\"title\":\"made up\"},"
    "\"component_types\":[{\"id\":\"embedded_device\"}],\"items\":["
    ROW("A 1", "FR1", "1", "") "," ROW("A 1 RE(1)", "FR1", "2", ",\"base\":\"A 1\"") ","
    ROW("B 1", "FR2", "1", "") "," ROW("C 1", "FR3", "2", ",\"condition\":\"wireless\"") ","
    ROW("D 1", "FR4", "1", "") "]}";

static void
load(struct suites *s, const char *name, struct slice text, const struct kind_set *kinds,
    const struct catalog_set *rows, const struct check_table *checks, struct arena *a)
{
	static struct criteria_errors errors;
	struct value doc;
	struct err e = {0};
	struct suite *one = &s->at[s->count++];
	*one = (struct suite){ .name = name, .kinds = kinds, .rows = rows };
	errors.count = 0;
	if (s->count > SUITES_MAX || failed(yaml_tree(text, a, &doc, &e)) ||
	    failed(criteria_decode(&doc, kinds, checks, a, &one->criteria, &errors, &e))) {
		fprintf(stderr, "property: %s:+%llu: %s\n", name, (unsigned long long)e.at,
		    e.what != NULL ? e.what : "too many sets");
		BUG("criteria cannot be read");
	}
}

static bool
is_used(const struct suite *s, const struct check *check)
{
	for (size_t i = 0; i < s->criteria->count; i++)
		for (size_t k = 0; k < s->criteria->criteria[i].check_count; k++)
			if (s->criteria->criteria[i].checks[k].check == check)
				return true;
	return false;
}

void
suites_load(struct suites *s, struct slice text, const struct check_table *checks,
    struct arena *a)
{
	struct kind_set *kinds = ARENA_NEW(a, struct kind_set);
	struct catalog_set *rows = ARENA_NEW(a, struct catalog_set);
	size_t count;
	const struct shipped_file *files = shipped_files(&count);
	if (kinds == NULL || failed(kinds_shipped(a, kinds, NULL)))
		BUG("the shipped kinds cannot be read");
	if (rows == NULL || failed(catalog_set_load(rows, slice_of(edition), SLICE("sha256:1"), a,
	    NULL)))
		BUG("the edition of the test cannot be read");
	s->count = 0;
	load(s, "every-check", text, kinds, rows, checks, a);
	for (size_t i = 0; i < count; i++)
		if (slice_starts(slice_of(files[i].name), SLICE("criteria/")))
			load(s, files[i].name, files[i].bytes, kinds, rows, checks, a);
	if (s->count < 2)
		BUG("no criteria ship");
	for (size_t i = 0; i < checks->count; i++)
		if (!is_used(&s->at[0], checks->checks[i]))
			BUG("every-check.yaml lacks a check");
}

/* --- one case --------------------------------------------------------------------------------- */

/* A case, what one set of criteria says about it, and where to put what is found. */
struct trial {
	const struct suite	*suite;
	struct world		*w;
	struct case_form	 start;		/* settled */
	struct score		 before;
	struct tally		*t;
	struct breach		*b;
};

/* One change out of a list; false when there was nothing to change. */
static bool
apply(struct trial *r, struct ops ops, struct change *ch, const char **name)
{
	for (unsigned i = 0; i < 8; i++) {
		const struct op *op = &ops.at[rng_below(r->w->r, ops.count)];
		r->w->c = case_copy(r->w, &r->start);
		*ch = (struct change){0};
		*name = op->name;
		if (op->run(r->w, ch)) {
			case_settle(&r->w->c);
			return true;
		}
	}
	return false;
}

/* A kind that some criterion needs which does not pass, of a few the one with the fewest reasons:
 * there a single change may make a pass. */
static void
focus_on_gap(struct trial *r)
{
	const struct criteria *k = r->suite->criteria;
	size_t fewest = SIZE_MAX;
	for (unsigned i = 0; i < 6; i++) {
		size_t at = rng_below(r->w->r, k->count);
		const struct criterion *c = &k->criteria[at];
		const struct criterion_result *now = score_at(&r->before, at,
		    rng_below(r->w->r, r->before.columns));
		size_t param = rng_below(r->w->r, CHECK_PARAMS_MAX + 1);
		if (now->verdict == VERDICT_PASS || now->reason_count > fewest)
			continue;
		fewest = now->reason_count;
		if (c->need_count > 0 && (c->check_count == 0 || param == CHECK_PARAMS_MAX ||
		    slice_is_null(c->checks[0].needs[param].kind)))
			r->w->focus = c->needs[0].kind;
		else if (c->check_count > 0 && param < CHECK_PARAMS_MAX &&
		    !slice_is_null(c->checks[0].needs[param].kind))
			r->w->focus = c->checks[0].needs[param].kind;
	}
}

static bool
try_change(struct trial *r, enum law law)
{
	struct change ch;
	const char *name;
	struct ops ops = law == LAW_TAKE ? take_ops() : law == LAW_ADVERSE ? adverse_ops() :
	    carrier_ops();
	focus_on_gap(r);
	if (r->start.item_count == 0 || !apply(r, ops, &ch, &name))
		return true;
	r->t->changes[law]++;
	struct score after = score_make(r->suite, &r->w->c, r->w->a);
	bool good = law == LAW_TAKE ? law_take(&r->before, &after, &ch, r->t, r->b) :
	    law == LAW_ADVERSE ? law_adverse(&r->before, &after, &ch, r->t, r->b) :
	    law_carrier(&after, &ch, r->t, r->b);
	good = good && law_form(&after, &r->w->c, r->t, r->b);
	if (!good)
		r->b->change = name;
	return good;
}

static bool
said(struct trial *r, enum law law, const char *change)
{
	*r->b = (struct breach){ .law = law, .suite = r->suite->name,
	    .change = change, .criterion = SLICE("the result"), .asset = SLICE("") };
	return false;
}

/* The same bytes from the changed case. */
static bool
same_bytes(struct trial *r, enum law law, const char *change)
{
	struct score after = score_make(r->suite, &r->w->c, r->w->a);
	r->t->changes[law]++;
	r->t->held[law]++;
	return slice_eq(score_bytes(&r->before, r->w->a), score_bytes(&after, r->w->a)) ||
	    said(r, law, change);
}

static bool
try_order(struct trial *r)
{
	r->w->c = case_copy(r->w, &r->start);
	case_shuffle(r->w);
	case_settle(&r->w->c);
	return same_bytes(r, LAW_ORDER, "every list in another order");
}

static bool
try_unrelated(struct trial *r)
{
	struct case_form *c = &r->w->c;
	*c = case_copy(r->w, &r->start);
	for (size_t i = 0; i < c->item_count; i++) {
		c->items[i].received_ms = rng_one_in(r->w->r, 4) ? TIME_UNKNOWN :
		    (int64_t)rng_below(r->w->r, 40000) * DAY_MS;
		c->items[i].decoder = SLICE("other/7");
	}
	c->position_known = !c->position_known;
	c->position_size = rng_below(r->w->r, 1000);
	return same_bytes(r, LAW_UNRELATED, "dates of receipt and the position");
}

/* To a criterion, or to a requirement that one informs; for the subject, or for an item. */
static struct case_exception
some_exception(struct trial *r, struct slice *about)
{
	const struct criteria *k = r->suite->criteria;
	const struct criterion *c = &k->criteria[rng_below(r->w->r, k->count)];
	bool requirement = c->informs_count > 0 && rng_one_in(r->w->r, 2);
	const struct item *it = pick_item(r->w, NULL);
	*about = it != NULL && rng_one_in(r->w->r, 2) ? it->id : r->start.scope.subject;
	return (struct case_exception){ .id = SLICE("exception:0"), .criterion = requirement ?
	    SLICE("") : c->id, .requirement = requirement ? text(r->w, "%.*s as direct+supporting",
	    SLICE_FMT(c->informs[rng_below(r->w->r, c->informs_count)].requirement)) : SLICE(""),
	    .outcome = SLICE("risk_accept"), .subject_count = 1, .subjects = about,
	    .from_ms = TIME_MIN, .until_ms = TIME_MAX, .approved = true };
}

/* An exception changes what is proposed, never a verdict. */
static bool
try_exception(struct trial *r)
{
	struct case_form *c = &r->w->c;
	const struct criteria *k = r->suite->criteria;
	struct slice about;
	*c = case_copy(r->w, &r->start);
	c->exceptions = grown(r->w, c->exceptions, &c->exception_count,
	    sizeof(struct case_exception));
	c->exceptions[c->exception_count - 1] = some_exception(r, &about);
	case_settle(c);
	struct score after = score_make(r->suite, c, r->w->a);
	r->t->changes[LAW_UNRELATED]++;
	for (size_t i = 0; i < k->count; i++)
		for (size_t n = 0; n < after.columns; n++)
			if (score_at(&after, i, n)->verdict != score_at(&r->before, i, n)->verdict)
				return said(r, LAW_UNRELATED, "an exception");
	return law_form(&after, c, r->t, r->b);
}

static bool
try_nothing(struct trial *r)
{
	struct case_form c = r->start;
	c.item_count = 0;
	struct score s = score_make(r->suite, &c, r->w->a);
	r->t->changes[LAW_NOTHING]++;
	for (size_t k = 0; k < s.suite->criteria->count; k++) {
		r->t->held[LAW_NOTHING]++;
		if (score_verdict(&s, k) == VERDICT_PASS)
			return said(r, LAW_NOTHING, "no items");
	}
	return true;
}

static bool
try_all(struct trial *r)
{
	static const enum law changes[] = { LAW_TAKE, LAW_TAKE, LAW_ADVERSE, LAW_ADVERSE,
	    LAW_CARRIER };
	if (!law_form(&r->before, &r->start, r->t, r->b))
		return false;
	for (size_t i = 0; i < COUNT(changes); i++)
		if (!try_change(r, changes[i]))
			return false;
	if (!(rng_one_in(r->w->r, 2) ? try_order(r) : try_unrelated(r)))
		return false;
	if (rng_one_in(r->w->r, 8) && !try_exception(r))
		return false;
	return !rng_one_in(r->w->r, 16) || try_nothing(r);
}

/* first: the number of the set's first criterion among all. */
static void
count(const struct trial *r, size_t first, struct starts *starts)
{
	for (size_t k = 0; k < r->suite->criteria->count; k++) {
		enum verdict v = score_verdict(&r->before, k);
		if (first + k >= CRITERIA_COUNTED_MAX)
			BUG("more criteria than are counted");
		starts->by[first + k][v]++;
		starts->sum[v]++;
	}
}

static void
choose_focus(struct world *w)
{
	const struct item *it = pick_item(w, NULL);
	w->focus = it != NULL ? it->kind : SLICE("");
}

bool
run_case(const struct suites *s, uint64_t seed, struct tally *t, struct starts *starts,
    struct breach *b)
{
	AUTO(arena) a = arena_init(ARENA_BYTES);
	struct rng rng = { seed };
	struct world w = { .a = &a, .r = &rng, .kinds = s->at[0].kinds };
	size_t set = rng_below(&rng, s->count), first = 0;
	struct trial r = { .suite = &s->at[set], .w = &w, .t = t, .b = b };
	good_case(&w);
	choose_focus(&w);
	spoil(&w);
	case_settle(&w.c);
	r.start = w.c;
	r.before = score_make(r.suite, &r.start, &a);
	for (size_t i = 0; i < set; i++)
		first += s->at[i].criteria->count;
	count(&r, first, starts);
	bool holds = try_all(&r);
	(void)snprintf(b->names, sizeof(b->names), "asset %.*s, item %.*s, fact %.*s, member %.*s",
	    SLICE_FMT(b->asset), SLICE_FMT(b->item), SLICE_FMT(b->fact), SLICE_FMT(b->member));
	return holds;
}
