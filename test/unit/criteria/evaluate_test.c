/* evaluate_test.c - the whole: limits, size, what is copied, and that nothing depends on order.
 * SPDX-License-Identifier: Apache-2.0 */
#include <time.h>

#include "eval_make.h"

#include "codec/jcs.h"

/* Items for which a large case has room beside certificates. */
#define SPARE 3004
#define EACH "kind: device_certificate, each: asset, unsigned: allowed"
#define CHECKED "    - id: identity\n      area: identity\n      need: {" EACH "}\n" \
    "      check:\n        certificate_identity:\n" \
    "          identities: {kind: identity_list, unsigned: allowed}\n" \
    "    - id: serials\n      area: provenance\n      check:\n        serial_reconciliation:\n" \
    "          ordered: {kind: purchase_order, unsigned: allowed}\n" \
    "          listed: {kind: packing_list, unsigned: allowed}\n" \
    "          received: {kind: goods_receipt, unsigned: allowed}\n" \
    "          identities: {kind: identity_list, unsigned: allowed}\n"

/* --- cases of any size ------------------------------------------------------------------------ */

/* A case of assets 1 to n, in memory of its own. */
struct large {
	struct arena		 a;
	struct kind_set		 kinds;
	struct case_form	 form;
	const struct criteria	*criteria;
	struct assessment	 s;
};

static struct slice
asset(struct large *l, size_t i)
{
	struct slice s;
	assert_true(arena_format(&l->a, &s, "asset:acme/ic-22#%06zu", i));
	return s;
}

static struct item
plain(struct large *l, size_t number, const char *kind)
{
	struct item it = { .kind = slice_of(kind), .holding = HOLDING_KEPT,
	    .made_ms = TIME_UNKNOWN, .valid_from_ms = TIME_UNKNOWN,
	    .valid_until_ms = TIME_UNKNOWN };
	assert_true(arena_format(&l->a, &it.id, "sha256:%064zu", number));
	return it;
}

/* A fact about each asset, with one member that is the asset's number. */
static void
fact_for_each(struct large *l, struct item *it, const char *name, const char *member)
{
	struct build b = { .a = &l->a };
	size_t n = l->form.scope.asset_count;
	it->facts = ARENA_ARRAY(&l->a, struct fact, n);
	it->fact_count = n;
	assert_non_null(it->facts);
	for (size_t i = 0; i < n; i++) {
		struct slice text;
		struct value v = value_object();
		assert_true(arena_format(&l->a, &text, "%zu", i));
		value_put(&b, &v, member, value_string(text));
		it->facts[i] = (struct fact){ slice_of(name), l->form.scope.assets[i], v, text };
	}
	assert_false(b.broken);
}

/* lists: the four tables, each about everything. certificates: one for each of the first assets. */
static void
large_start(struct large *l, size_t assets, size_t certificates, bool lists,
    const char *criteria)
{
	static const char *const kinds[] = { "purchase_order", "packing_list", "goods_receipt",
	    "identity_list" };
	static struct criteria_errors errors;
	struct slice text;
	struct value doc;
	memset(l, 0, sizeof(*l));
	l->a = arena_init(MIB(2048));
	assert_false(failed(kinds_shipped(&l->a, &l->kinds, NULL)));
	l->form = (struct case_form){ .valid_at_ms = 1782820800000, .scope = {
	    .subject = SLICE("batch:acme/B1"), .product = SLICE("product:acme/ic-22"),
	    .release = SLICE("release:acme/ic-22@5.4.2"), .manufacturer = SLICE("party:acme"),
	    .assets = ARENA_ARRAY(&l->a, struct slice, assets), .asset_count = assets } };
	for (size_t i = 0; i < assets; i++)
		l->form.scope.assets[i] = asset(l, i);
	l->form.items = ARENA_ARRAY(&l->a, struct item, certificates + SPARE);
	for (size_t i = 0; i < certificates; i++) {
		struct item *it = &l->form.items[l->form.item_count++];
		*it = plain(l, i, "device_certificate");
		it->bound_to = &l->form.scope.assets[i];
		it->bound_count = 1;
		struct build b = { .a = &l->a };
		struct value v = value_object();
		struct slice number;
		assert_true(arena_format(&l->a, &number, "%zu", i));
		value_put(&b, &v, "certificate", value_string(number));
		it->facts = ARENA_NEW(&l->a, struct fact);
		it->fact_count = 1;
		it->facts[0] = (struct fact){ SLICE("certificate"), it->bound_to[0], v, SLICE("") };
	}
	for (size_t i = 0; i < COUNT(kinds) && lists; i++) {
		struct item *it = &l->form.items[l->form.item_count++];
		*it = plain(l, certificates + i, kinds[i]);
		it->bound_to = l->form.scope.assets;
		it->bound_count = assets;
		fact_for_each(l, it, i < 3 ? "listed" : "identity", i < 3 ? "serial" :
		    "certificate");
	}
	assert_true(arena_format(&l->a, &text, "%s  criteria:\n%s", EVAL_HEAD, criteria));
	errors.count = 0;
	assert_false(failed(yaml_tree(text, &l->a, &doc, NULL)));
	assert_false(failed(criteria_decode(&doc, &l->kinds, checks_all(), &l->a, &l->criteria,
	    &errors, NULL)));
}

/* Evaluates with an arena of so many bytes; says how long it took and how much it needed. What
 * the assessment points to is gone afterwards. */
static struct rc
large_run(struct large *l, size_t budget, const char *what, struct err *e)
{
	struct arena a = arena_init(budget);
	struct evaluation in = { .form = &l->form, .criteria = l->criteria, .kinds = &l->kinds };
	struct timespec from, until;
	clock_gettime(CLOCK_MONOTONIC, &from);
	struct rc done = evaluate(&in, &a, &l->s, e);
	clock_gettime(CLOCK_MONOTONIC, &until);
	print_message("    %s: %.2f s, %zu MiB, %zu parts\n", what,
	    (double)(until.tv_sec - from.tv_sec) + (double)(until.tv_nsec - from.tv_nsec) / 1e9,
	    (budget - a.left) >> 20, l->s.part_count);
	arena_drop(&a);
	return done;
}

static void
a_hundred_thousand_assets_are_evaluated(void **state)
{
	static const struct { const char *what; size_t certificates; bool lists; size_t parts; }
	    rows[] = {
		{ "100,000 assets, nothing else", 0, false, 1 },
		{ "100,000 assets in four lists", 0, true, 1 },
		{ "100,000 assets, 20,000 certificates, four lists", 20000, true, 2 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct large l;
		large_start(&l, CASE_ASSETS_MAX, rows[i].certificates, rows[i].lists, CHECKED);
		assert_false(failed(large_run(&l, MIB(512), rows[i].what, NULL)));
		assert_int_equal(l.s.part_count, rows[i].parts);
		arena_drop(&l.a);
	}
}

static void
many_parts_and_many_items_stay_linear(void **state)
{
	struct large l;
	char criteria[16384];
	size_t n = 0;
	(void)state;
	/* twelve criteria, each with another half of the assets: 4,096 parts */
	for (size_t i = 0; i < 12; i++)
		n += (size_t)snprintf(criteria + n, sizeof(criteria) - n, "    - {id: c%zu, "
		    "area: identity, need: {kind: %s, each: asset, unsigned: allowed}}\n", i,
		    (const char *[]){ "device_certificate", "attestation_result",
		    "identity_readout", "sbom", "vex_statement", "packing_list",
		    "custody_record", "update_history", "planned_use", "hardening_check",
		    "visual_inspection", "goods_receipt" }[i]);
	large_start(&l, 4096, 0, false, criteria);
	l.form.items = ARENA_ARRAY(&l.a, struct item, 12 * 4096);
	assert_non_null(l.form.items);
	for (size_t c = 0; c < 12; c++)
		for (size_t i = 0; i < 4096; i++)
			if ((i >> c & 1) != 0) {
				struct item *it = &l.form.items[l.form.item_count++];
				*it = plain(&l, l.form.item_count, "device_certificate");
				it->kind = l.criteria->criteria[c].needs[0].kind;
				it->bound_to = &l.form.scope.assets[i];
				it->bound_count = 1;
			}
	assert_false(failed(large_run(&l, MIB(512), "4,096 assets in as many parts, "
	    "24,576 items", NULL)));
	assert_int_equal(l.s.part_count, 4096);
	arena_drop(&l.a);
}

static void
a_limit_is_an_error_and_no_verdict(void **state)
{
	struct large l;
	struct err e = {0};
	(void)state;
	/* one asset more than a case may have */
	large_start(&l, CASE_ASSETS_MAX, 0, false, "    - {id: c, area: identity, need: {"
	    EACH "}}\n");
	l.form.scope.assets = ARENA_ARRAY(&l.a, struct slice, CASE_ASSETS_MAX + 1);
	l.form.scope.asset_count = CASE_ASSETS_MAX + 1;
	assert_non_null(l.form.scope.assets);
	for (size_t i = 0; i <= CASE_ASSETS_MAX; i++)
		l.form.scope.assets[i] = asset(&l, i);
	assert_int_equal(large_run(&l, MIB(512), "100,001 assets", &e).code, E_LIMIT);
	assert_string_equal(e.what, "more assets than one case may have");
	arena_drop(&l.a);
	/* each of 3,000 bills that do not count is held against each of 100,000 assets */
	large_start(&l, CASE_ASSETS_MAX, CASE_ASSETS_MAX, false, "    - {id: c, area: identity, "
	    "any_of: [{" EACH "}, {kind: sbom, unsigned: allowed}]}\n");
	for (size_t i = 0; i < 3000; i++)
		l.form.items[l.form.item_count++] = plain(&l, CASE_ASSETS_MAX + i, "sbom");
	e = (struct err){0};
	assert_int_equal(large_run(&l, MIB(512), "3,000 useless items, 100,000 assets", &e).code,
	    E_LIMIT);
	assert_string_equal(e.what, "the evaluation takes more steps than allowed");
	arena_drop(&l.a);
}

static void
memory_that_runs_out_is_an_error(void **state)
{
	struct large l;
	(void)state;
	large_start(&l, 40, 30, true, CHECKED);
	size_t need = 0;
	for (size_t budget = 0; need == 0; budget += 512) {
		struct arena a = arena_init(budget);
		struct evaluation in = { .form = &l.form, .criteria = l.criteria,
		    .kinds = &l.kinds };
		struct err e = {0};
		struct rc done = evaluate(&in, &a, &l.s, &e);
		assert_true(!failed(done) || done.code == E_LIMIT);
		need = failed(done) ? 0 : budget;
		arena_drop(&a);
	}
	assert_true(need > 4096);
	arena_drop(&l.a);
}

/* --- what comes out --------------------------------------------------------------------------- */

static void
no_criterion_is_no_acceptance(void **state)
{
	struct eval_made v;
	struct criteria none;
	struct err e = {0};
	(void)state;
	eval_start(&v, "item a kind=sbom\n", ONE_NEED("kind: sbom, unsigned: allowed"));
	none = *v.criteria;
	none.count = 0;
	v.criteria = &none;
	assert_int_equal(eval_try(&v, &e).code, E_SCHEMA);
	assert_string_equal(e.what, "criteria without a criterion");
	eval_end(&v);
}

static void
what_was_used_is_named(void **state)
{
	struct slice catalogues[] = { SLICE("sha256:c1"), SLICE("sha256:c2") };
	struct eval_made v;
	(void)state;
	eval_start(&v, "item a kind=sbom\n", ONE_NEED("kind: sbom, unsigned: allowed"));
	struct evaluation in = { .form = &v.m.form, .criteria = v.criteria, .kinds = &v.kinds,
	    .case_digest = SLICE("sha256:x"), .catalogues = catalogues, .catalogue_count = 2 };
	assert_false(failed(evaluate(&in, &v.m.a, &v.s, NULL)));
	assert_true(slice_eq(v.s.case_digest, SLICE("sha256:x")));
	assert_false(slice_is_null(v.s.criteria_digest));
	assert_int_equal(v.s.criteria_digest.len, 0);
	assert_true(slice_eq(v.s.criteria_name, SLICE("test")));
	assert_true(slice_eq(v.s.criteria_version, SLICE("1")));
	assert_true(slice_eq(v.s.decision, SLICE("product_acceptance")));
	assert_true(slice_eq(v.s.subject, SLICE("batch:acme/B1")));
	assert_int_equal(v.s.valid_at_ms, v.m.form.valid_at_ms);
	assert_int_equal(v.s.catalogue_count, 2);
	assert_true(slice_eq(v.s.catalogues[1], SLICE("sha256:c2")));
	assert_int_equal(v.s.items[0].level, LEVEL_E3);
	eval_end(&v);
}

/* Items in any order, and evaluated again: the same bytes. */
static void
the_same_case_gives_the_same_bytes(void **state)
{
	static const char *const lines[] = {
		"item a kind=device_certificate bound=#3101\n",
		"item b kind=device_certificate bound=#3101,#3102\n",
		"item c kind=device_certificate bound=#3103 until=2026-01-01\n",
		"item d kind=identity_list\n  identity #3101 /1 {'certificate':'x'}\n",
		"item e kind=identity_list\n  identity #3101 /1 {'certificate':'y'}\n",
	};
	AUTO(buf) first = buf_init(MIB(1));
	(void)state;
	for (size_t shift = 0; shift < COUNT(lines); shift++) {
		AUTO(buf) text = buf_init(KIB(4)), out = buf_init(MIB(1));
		struct eval_made v;
		for (size_t i = 0; i < COUNT(lines); i++)
			buf_add_text(&text, lines[(i + shift) % COUNT(lines)]);
		buf_add_byte(&text, 0);
		assert_false(text.broken);
		eval_start(&v, (const char *)text.at, "  criteria:\n" CHECKED);
		eval_run(&v);
		struct build b = { .a = &v.m.a };
		struct value tree = assessment_value(&b, &v.s);
		assert_false(b.broken || failed(jcs_write(&tree, &out, NULL)));
		if (shift == 0)
			buf_add(&first, buf_slice(&out));
		assert_true(out.len > 500 && slice_eq(buf_slice(&first), buf_slice(&out)));
		eval_end(&v);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hundred_thousand_assets_are_evaluated),
		cmocka_unit_test(many_parts_and_many_items_stay_linear),
		cmocka_unit_test(a_limit_is_an_error_and_no_verdict),
		cmocka_unit_test(memory_that_runs_out_is_an_error),
		cmocka_unit_test(no_criterion_is_no_acceptance),
		cmocka_unit_test(what_was_used_is_named),
		cmocka_unit_test(the_same_case_gives_the_same_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
