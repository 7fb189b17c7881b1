/* property.c - the three laws as properties of generated cases, and checks that break them.
 *
 * property EVERY_CHECK.yaml
 *
 * Runs ASSAY_PROPERTY_CASES cases (10,000) from ASSAY_PROPERTY_SEED. Each case has the seed
 * plus its number as its own seed: a breach is found again with that seed and one case. Then every
 * planted fault must be found, unless ASSAY_PROPERTY_PLANTED is 0. Ends with 1 when a law does not
 * hold, a fault is not found, or one of the verdicts is too rare at the start to show anything.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "check/checks.h"
#include "run.h"

#define SEED_DEFAULT 20260630
#define CASES_DEFAULT 10000
#define BREACHES_MAX 200
#define CASES_PLANTED 2000

static uint64_t
setting(const char *name, uint64_t otherwise)
{
	const char *text = getenv(name);
	uint64_t n;
	if (text == NULL)
		return otherwise;
	if (!slice_to_u64(slice_of(text), &n))
		BUG("a setting is no number");
	return n;
}

static void
show_breach(const struct breach *b, uint64_t seed)
{
	printf("BREACH of \"%s\" by %s: %s, criterion %.*s, %s\n", law_name(b->law),
	    b->change != NULL ? b->change : "the case itself", b->suite,
	    SLICE_FMT(b->criterion), b->names);
	printf("  before:%s\n", b->reasons);
	printf("  again: ASSAY_PROPERTY_SEED=%" PRIu64 " ASSAY_PROPERTY_CASES=1\n", seed);
}

/* --- what was seen ---------------------------------------------------------------------------- */

static unsigned
tenths(uint64_t part, uint64_t whole)
{
	return whole > 0 ? (unsigned)(part * 1000 / whole) : 0;
}

static bool
show_starts(const struct starts *s, const struct suites *suites)
{
	static const enum verdict shown[] = { VERDICT_PASS, VERDICT_FAIL, VERDICT_INDETERMINATE };
	uint64_t all = s->sum[VERDICT_PASS] + s->sum[VERDICT_FAIL] + s->sum[VERDICT_INDETERMINATE];
	bool enough = true;
	printf("starts of a case and a criterion: %" PRIu64 "\n", all);
	for (size_t i = 0; i < COUNT(shown); i++) {
		unsigned share = tenths(s->sum[shown[i]], all);
		printf("  %-14s %9" PRIu64 "  %3u.%u %%\n", verdict_name(shown[i]),
		    s->sum[shown[i]], share / 10, share % 10);
		if (share < 200) {
			printf("BREACH: fewer than a fifth of the starts are %s\n",
			    verdict_name(shown[i]));
			enough = false;
		}
	}
	for (size_t i = 0, n = 0; i < suites->count; i++)
		for (size_t k = 0; k < suites->at[i].criteria->count; k++, n++)
			printf("  %-30s %-24.*s %6" PRIu64 " %6" PRIu64 " %6" PRIu64 "\n",
			    suites->at[i].name,
			    SLICE_FMT(suites->at[i].criteria->criteria[k].id),
			    s->by[n][VERDICT_PASS], s->by[n][VERDICT_FAIL],
			    s->by[n][VERDICT_INDETERMINATE]);
	return enough;
}

static void
show_tally(const struct tally *t)
{
	for (unsigned law = 1; law < LAW_COUNT; law++)
		printf("%-30s %9" PRIu64 " changes, %10" PRIu64 " comparisons\n",
		    law_name((enum law)law), t->changes[law], t->held[law]);
	printf("exempt from \"%s\": %" PRIu64 ", from \"%s\": %" PRIu64 "\n", law_name(LAW_TAKE),
	    t->exempt[LAW_TAKE], law_name(LAW_ADVERSE), t->exempt[LAW_ADVERSE]);
	for (unsigned i = 1; i < FINDING_COUNT; i++)
		if (t->by_code[i] > 0)
			printf("  %-28s %6" PRIu64 "\n", finding_name((enum finding_id)i),
			    t->by_code[i]);
}

/* --- the runs --------------------------------------------------------------------------------- */

static bool
run_shipped(struct slice text, uint64_t seed, uint64_t cases, struct arena *a)
{
	static struct suites suites;
	static struct tally tally;
	static struct starts starts;
	struct breach b = {0};
	unsigned breaches = 0;
	suites_load(&suites, text, checks_all(), a);
	printf("seed %" PRIu64 ", %" PRIu64 " cases, %zu sets of criteria\n", seed, cases,
	    suites.count);
	for (uint64_t i = 0; i < cases && breaches < BREACHES_MAX; i++)
		if (!run_case(&suites, seed + i, &tally, &starts, &b)) {
			show_breach(&b, seed + i);
			breaches++;
		}
	show_tally(&tally);
	/* a handful of cases shows nothing about shares */
	return (show_starts(&starts, &suites) || cases < 500) && breaches == 0;
}

/* The shipped table with one check replaced. */
static void
replace(const struct check_table *from, const struct check *by, const struct check **checks,
    struct check_table *out)
{
	bool found = false;
	for (size_t i = 0; i < from->count; i++) {
		bool same = slice_eq(slice_of(from->checks[i]->name), slice_of(by->name));
		checks[i] = same ? by : from->checks[i];
		found = found || same;
	}
	if (!found)
		BUG("a planted fault replaces no check");
	*out = (struct check_table){ .checks = checks, .count = from->count };
}

static bool
run_planted(struct slice text, const struct planted *p, uint64_t seed)
{
	static struct suites suites;
	static struct tally tally;
	static struct starts starts;
	const struct check *checks[64];
	struct check_table table;
	AUTO(arena) a = arena_init((size_t)64 << 20);
	if (checks_all()->count > COUNT(checks))
		BUG("more checks than the test has room for");
	replace(checks_all(), &p->check, checks, &table);
	suites_load(&suites, text, &table, &a);
	for (uint64_t i = 0; i < CASES_PLANTED; i++) {
		struct breach b = {0};
		if (!run_case(&suites, seed + i, &tally, &starts, &b) && b.law == p->law) {
			printf("caught  %-44s by \"%s\", %s, case %" PRIu64 "\n", p->name,
			    law_name(b.law), b.change != NULL ? b.change : "the case itself",
			    i + 1);
			return true;
		}
	}
	printf("MISSED  %-44s not found by \"%s\" in %d cases\n", p->name, law_name(p->law),
	    CASES_PLANTED);
	return false;
}

int
main(int argc, char **argv)
{
	AUTO(arena) a = arena_init((size_t)64 << 20);
	AUTO(buf) text = buf_init((size_t)1 << 20);
	uint64_t seed = setting("ASSAY_PROPERTY_SEED", SEED_DEFAULT);
	uint64_t cases = setting("ASSAY_PROPERTY_CASES", CASES_DEFAULT);
	if (argc != 2 || failed(file_read_all(argv[1], &text, NULL))) {
		fprintf(stderr, "usage: property EVERY_CHECK.yaml\n");
		return 2;
	}
	bool good = run_shipped(buf_slice(&text), seed, cases, &a);
	bool wanted = cases > 1 && setting("ASSAY_PROPERTY_PLANTED", 1) != 0;
	size_t planted = wanted ? planted_count() : 0;
	for (size_t i = 0; i < planted; i++) {
		const struct planted fault = planted_at(i);
		good = run_planted(buf_slice(&text), &fault, seed) && good;
	}
	printf("%s%s\n", good ? "all laws hold" : "FAILED",
	    good && planted > 0 ? ", all planted faults are caught" : "");
	return good ? 0 : 1;
}
