/* levels.c - capability levels of many products with full evidence, beside this machine's hashing
 * of the same cases.
 *
 *   bench-levels [PRODUCTS]       10,000 without it
 *
 * Each product is of one of the four types in turn and has a requirement mapping with every row,
 * a document for each row, and one report with a test of every row. Cases are made before the
 * clock runs, a thousand at a time; each is judged once. Says too what SHA-256 of as many bytes as
 * the facts hold costs on the same core, and the peak of memory.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "catalog/shipped.h"
#include "crypto/digest.h"
#include "level/shown.h"
#include "machine.h"

#define EDITION "iec62443-4-2:2019"
#define BATCH 1000

static const struct slice types[] = { SLICE_INIT("software_application"),
	SLICE_INIT("embedded_device"), SLICE_INIT("host_device"), SLICE_INIT("network_device") };

struct world {
	struct arena		 a;
	struct catalog_set	 set;
	struct kind_set		 kinds;
	struct level_plan	 plans[COUNT(types)];
};

static void *
room(struct arena *a, size_t count, size_t size)
{
	struct err e = {0};
	void *p = arena_alloc(a, count, size);
	if (p == NULL)
		must(arena_failed(a, &e), "room for cases", &e);
	return p;
}

static void
load(struct world *w)
{
	struct err e = {0};
	struct slice bytes;
	w->a = arena_init(MIB(256));
	if (!shipped_find(SLICE("catalog/iec62443-4-2.json"), &bytes))
		must(fail(&e, E_IO, 0, "does not ship"), "catalogue", &e);
	must(catalog_set_load(&w->set, bytes, SLICE("sha256:1"), &w->a, &e), "catalogue", &e);
	must(kinds_shipped(&w->a, &w->kinds, &e), "kinds", &e);
	for (size_t t = 0; t < COUNT(types); t++)
		must(level_plan_make(w->set.at[0], &w->set, &types[t], 1, &w->a, &w->plans[t],
		    &e), "plan", &e);
}

static struct slice
print(struct arena *a, const char *format, unsigned n)
{
	struct err e = {0};
	struct slice out;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	if (!arena_format(a, &out, format, n))
#pragma GCC diagnostic pop
		must(arena_failed(a, &e), "room for texts", &e);
	return out;
}

static struct item *
add(struct arena *a, struct case_form *form, struct slice id, const char *kind, size_t facts)
{
	struct item *it = &form->items[form->item_count++];
	*it = (struct item){ .id = id, .kind = slice_of(kind), .holding = HOLDING_KEPT,
	    .made_ms = 1000, .received_ms = 1000, .valid_from_ms = TIME_UNKNOWN,
	    .valid_until_ms = TIME_UNKNOWN, .recomputed_ms = TIME_UNKNOWN,
	    .bound_to = room(a, 1, sizeof(struct slice)), .bound_count = 1,
	    .facts = room(a, facts, sizeof(struct fact)) };
	it->bound_to[0] = form->scope.release;
	return it;
}

static void
state(struct build *b, struct item *it, const char *name, const struct catalog_item *row,
    const char *member, const char *word, struct slice release, struct slice evidence)
{
	struct fact *f = &it->facts[it->fact_count++];
	struct value v = value_object(), list = value_array();
	value_put(b, &v, "edition", value_string(SLICE(EDITION)));
	value_put(b, &v, "release", value_string(release));
	value_put(b, &v, "requirement", value_string(row->key));
	value_put(b, &v, member, value_string(slice_of(word)));
	if (evidence.len > 0) {
		value_push(b, &list, value_string(evidence));
		value_put(b, &v, "evidence", list);
	}
	*f = (struct fact){ .name = slice_of(name), .value = v };
}

/* Ids sort as they are made: documents first, then the mapping, then the tests. */
static void
make_case(const struct level_plan *p, struct arena *a, unsigned n, struct case_form *out)
{
	struct build b = { .a = a };
	*out = (struct case_form){ .valid_at_ms = 1000000,
	    .items = room(a, p->row_count + 2, sizeof(struct item)) };
	out->scope.release = print(a, "release:acme/p%u@1", n);
	out->scope.product = print(a, "product:acme/p%u", n);
	out->scope.manufacturer = SLICE("party:acme");
	for (size_t i = 0; i < p->row_count; i++)
		add(a, out, print(a, "sha256:a%063u", (unsigned)i), "capability_doc", 1);
	struct item *mapping = add(a, out, SLICE("sha256:b"), "requirement_mapping", p->row_count);
	struct item *tests = add(a, out, SLICE("sha256:c"), "capability_test_report",
	    p->row_count);
	for (size_t i = 0; i < p->row_count; i++) {
		state(&b, mapping, "requirement", p->rows[i].item, "status", "met",
		    out->scope.release, out->items[i].id);
		state(&b, tests, "test", p->rows[i].item, "result", "passed", out->scope.release,
		    SLICE(""));
	}
	must(build_end(&b, NULL), "facts", NULL);
}

/* Every number must be four: a bench of something else would be none. */
static void
judge(const struct world *w, const struct level_plan *p, const struct case_form *form)
{
	AUTO(arena) a = arena_init(MIB(8));
	struct shown shown;
	struct level_result r;
	struct err e = {0};
	const struct shown_wish wish = { form, &w->kinds, SLICE(EDITION), SLICE("") };
	must(shown_find(p, &wish, &a, &shown, &e), "shown", &e);
	must(level_compute(p, &shown.states, &a, &r, &e), "levels", &e);
	for (unsigned fr = 0; fr < LEVEL_FRS; fr++)
		if (r.at[LEVEL_NATIVE][fr].level != LEVEL_MAX)
			must(fail(&e, E_VERIFY, fr, "a level is not four"), "levels", &e);
}

static double
hash(size_t bytes)
{
	uint8_t *at = calloc(1, bytes);
	struct digest d;
	double from = now_busy();
	if (at == NULL)
		exit(1);
	must(digest_of((struct slice){ at, bytes }, &d, NULL), "digest", NULL);
	free(at);
	return now_busy() - from;
}

int
main(int argc, char **argv)
{
	uint64_t given = 10000;
	static struct world w;
	struct case_form *forms = calloc(BATCH, sizeof(*forms));
	double busy = 0, wall = 0, hashing = 0;
	size_t rows = 0, bytes = 0;
	if (forms == NULL || (argc > 1 && (!slice_to_u64(slice_of(argv[1]), &given) ||
	    given > 10000000)))
		return 1;
	unsigned products = (unsigned)given;
	load(&w);
	for (unsigned done = 0; done < products; done += BATCH) {
		AUTO(arena) a = arena_init(MIB(1024));
		unsigned n = products - done < BATCH ? products - done : BATCH;
		size_t before = a.left;
		for (unsigned i = 0; i < n; i++)
			make_case(&w.plans[i % COUNT(types)], &a, done + i, &forms[i]);
		bytes += before - a.left;
		hashing += hash(before - a.left);
		double from = now_busy(), at = now();
		for (unsigned i = 0; i < n; i++) {
			judge(&w, &w.plans[i % COUNT(types)], &forms[i]);
			rows += w.plans[i % COUNT(types)].row_count;
		}
		busy += now_busy() - from;
		wall += now() - at;
	}
	printf("levels of %u products, %zu rows, each with a document and a test\n", products,
	    rows);
	printf("  processor %.2f s, wall %.2f s, %.0f products a second on one core (goal: 10,000 "
	    "below 5 s)\n", busy, wall, products / busy);
	printf("  SHA-256 of the %zu MB that the cases hold: %.2f s; levels take %.2f times that\n",
	    bytes / 1000000, hashing, busy / hashing);
	say_memory("at the end");
	free(forms);
	arena_drop(&w.a);
	return 0;
}
