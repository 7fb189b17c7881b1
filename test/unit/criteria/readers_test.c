/* readers_test.c - which persons must have read an item: how many, whose, when, and who not.
 * SPDX-License-Identifier: Apache-2.0 */
#include "eval_make.h"

#include "criteria/readings.h"

#define ALL "#3101,#3102,#3103 "
#define PASS ALL "pass"
#define LACK(reasons) ALL "indeterminate remediate: " reasons
#define K1 "sha256:1"
#define K2 "sha256:2"
#define WANT(by) ONE_NEED("kind: sbom, unsigned: allowed, reviewed_by: " by)
#define TWO WANT("{role: assessor, at_least: 2}")
#define YEAR (365 * DAY_MS)

/* A reading of item a: who, in which role, with which result, by which key, how he stands to the
 * producer, and when beside the instant. key null: the case does not say. */
struct said { const char *reader, *role, *result, *key, *relation; int64_t when_ms; };
#define PASSED(who, key) { "person:" who, "assessor", "pass", key, "none", -DAY_MS }

static void
put_fact(struct eval_made *v, struct case_review *r, const struct said *s)
{
	struct build b = { .a = &v->m.a };
	struct value said = value_object();
	struct fact *f = ARENA_NEW(&v->m.a, struct fact);
	assert_non_null(f);
	value_put(&b, &said, "key", value_string(slice_of(s->key)));
	value_put(&b, &said, "relation", value_string(slice_of(s->relation)));
	assert_false(b.broken);
	*f = (struct fact){ SLICE("reading"), SLICE(""), said, SLICE("") };
	r->facts = f;
	r->fact_count = 1;
}

static void
put_reviews(struct eval_made *v, const struct said *said, size_t count)
{
	struct case_form *c = &v->m.form;
	c->reviews = ARENA_ARRAY(&v->m.a, struct case_review, count);
	assert_non_null(c->reviews);
	for (size_t i = 0; i < count; i++) {
		struct case_review *r = &c->reviews[c->review_count++];
		*r = (struct case_review){ .evidence = SLICE("a"),
		    .reader = slice_of(said[i].reader), .role = slice_of(said[i].role),
		    .method = SLICE("read_by_a_person"), .result = slice_of(said[i].result),
		    .at_ms = c->valid_at_ms + said[i].when_ms };
		assert_true(arena_format(&v->m.a, &r->id, "verification:%064zu", i));
		if (said[i].key != NULL)
			put_fact(v, r, &said[i]);
	}
}

#define ACME "item a kind=sbom by=party:acme\n"
static const struct {
	const char *rule, *item, *criteria;
	struct said said[4];
	size_t count;
	const char *want;
} cases[] = {
	{ "nobody has read it", ACME, TWO, {{0}}, 0, LACK("REVIEW_MISSING B a -") },
	{ "two persons, two keys", ACME, TWO, { PASSED("b/j", K1), PASSED("b/k", K2) }, 2, PASS },
	{ "one person", ACME, TWO, { PASSED("b/j", K1) }, 1, LACK("READERS_TOO_FEW B a -") },
	{ "one person with two keys", ACME, TWO, { PASSED("b/j", K1), PASSED("b/j", K2) }, 2,
	    LACK("READERS_TOO_FEW B a -") },
	{ "two persons with one key", ACME, TWO, { PASSED("b/j", K1), PASSED("b/k", K1) }, 2,
	    LACK("READERS_TOO_FEW B a -") },
	{ "the same reading entered again takes nothing away", ACME, TWO, { PASSED("b/j", K1),
	    PASSED("b/j", K2), PASSED("b/k", K2) }, 3, PASS },
	{ "and two that share both sides with others", ACME, TWO, { PASSED("b/j", K1),
	    PASSED("b/k", K1), PASSED("b/l", K1) }, 3, LACK("READERS_TOO_FEW B a -") },
	{ "nobody knows the keys", ACME, TWO, { PASSED("b/j", NULL), PASSED("b/k", NULL) }, 2,
	    LACK("READERS_TOO_FEW B a -") },
	{ "one key is not known", ACME, TWO, { PASSED("b/j", K1), PASSED("b/k", NULL) }, 2, PASS },
	{ "in another role", ACME, TWO, { PASSED("b/j", K1),
	    { "person:b/k", "buyer", "pass", K2, "none", 0 } }, 2,
	    LACK("READERS_TOO_FEW B a -") },
	{ "in any role", ACME, WANT("{at_least: 2}"), { PASSED("b/j", K1),
	    { "person:b/k", "buyer", "pass", K2, "none", 0 } }, 2, PASS },
	{ "the other could not tell", ACME, TWO, { PASSED("b/j", K1),
	    { "person:b/k", "assessor", "indeterminate", K2, "none", 0 } }, 2,
	    LACK("READERS_TOO_FEW B a -") },
	{ "the other read it a millisecond later", ACME, TWO, { PASSED("b/j", K1),
	    { "person:b/k", "assessor", "pass", K2, "none", 1 } }, 2,
	    LACK("READERS_TOO_FEW B a -") },
	{ "a third found it wanting", ACME, TWO, { PASSED("b/j", K1), PASSED("b/k", K2),
	    { "person:b/l", "buyer", "fail", K1, "none", 0 } }, 3,
	    LACK("REVIEW_FAILED B a -") },
	{ "a third will find it wanting", ACME, TWO, { PASSED("b/j", K1), PASSED("b/k", K2),
	    { "person:b/l", "buyer", "fail", K1, "none", 1 } }, 3, PASS },
	{ "the role alone asks for no more than one", ACME, WANT("assessor"),
	    { PASSED("b/j", NULL), { "person:b/l", "assessor", "fail", K1, "none", 0 } }, 2, PASS },
	{ "exactly as old as it may be", ACME, WANT("{not_older_than: 365d}"),
	    {{ "person:b/j", "assessor", "pass", K1, "none", -YEAR }}, 1, PASS },
	{ "a millisecond older", ACME, WANT("{not_older_than: 365d}"),
	    {{ "person:b/j", "assessor", "pass", K1, "none", -YEAR - 1 }}, 1,
	    LACK("REVIEW_STALE B a -") },
	{ "one of two is too old", ACME, WANT("{at_least: 2, not_older_than: 365d}"),
	    { PASSED("b/j", K1), { "person:b/k", "assessor", "pass", K2, "none", -YEAR - 1 } }, 2,
	    LACK("REVIEW_STALE B a -") },
	{ "independent", ACME, WANT("{independent: true}"), { PASSED("b/j", K1) }, 1, PASS },
	{ "no demand to be", ACME, WANT("{independent: false}"), { PASSED("acme/j", K1) }, 1,
	    PASS },
	{ "of the producer's party", ACME, WANT("{independent: true}"), { PASSED("acme/j", K1) }, 1,
	    LACK("READER_NOT_INDEPENDENT B a -") },
	{ "under contract with it", ACME, WANT("{independent: true}"),
	    {{ "person:b/j", "assessor", "pass", K1, "contracted", 0 }}, 1,
	    LACK("READER_NOT_INDEPENDENT B a -") },
	{ "nobody knows how he stands to it", ACME, WANT("{independent: true}"),
	    {{ "person:b/j", "assessor", "pass", K1, "unknown", 0 }}, 1,
	    LACK("READER_NOT_INDEPENDENT B a -") },
	{ "the case does not say", ACME, WANT("{independent: true}"), { PASSED("b/j", NULL) }, 1,
	    LACK("READER_NOT_INDEPENDENT B a -") },
	{ "the producer is a name and no party", "item a kind=sbom by=Acme\n",
	    WANT("{independent: true}"), { PASSED("b/j", K1) }, 1,
	    LACK("READER_NOT_INDEPENDENT B a -") },
	{ "nobody knows the producer", "item a kind=sbom\n", WANT("{independent: true}"),
	    { PASSED("b/j", K1) }, 1, LACK("READER_NOT_INDEPENDENT B a -") },
	{ "one of two is independent", ACME, WANT("{at_least: 2, independent: true}"),
	    { PASSED("b/j", K1), PASSED("acme/k", K2) }, 2,
	    LACK("READER_NOT_INDEPENDENT B a -") },
};

static void
the_readers_are_those_asked_for(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct eval_made v;
		eval_start(&v, cases[i].item, cases[i].criteria);
		put_reviews(&v, cases[i].said, cases[i].count);
		case_settle(&v.m.form);
		eval_run(&v);
		case_compare(cases[i].rule, eval_show(&v, "c"), cases[i].want);
		eval_end(&v);
	}
}

/* What is recorded with a reading is no fact of the item. */
static void
a_reading_says_nothing_of_the_item(void **state)
{
	const struct said said = PASSED("b/j", K1);
	const struct case_form *read;
	struct eval_made v;
	struct err e = {0};
	(void)state;
	eval_start(&v, ACME, TWO);
	put_reviews(&v, &said, 1);
	assert_false(failed(readings_apply(&v.m.form, &v.m.a, &read, &e)));
	assert_int_equal(read->items[0].fact_count, v.m.form.items[0].fact_count);
	eval_end(&v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_readers_are_those_asked_for),
		cmocka_unit_test(a_reading_says_nothing_of_the_item),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
