/* shown_test.c - claims, records behind them, tests and help from outside, row by row.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "catalog/shipped.h"
#include "codec/json.h"
#include "level/shown.h"

#define EDITION "iec62443-4-2:2019"
#define OURS "release:acme/ic-22@5.4.2"
#define OTHER "release:acme/ic-22@5.4.1"

struct world {
	struct arena		 a;
	struct catalog_set	 set;
	struct kind_set		 kinds;
	struct level_plan	 plan;
	struct case_form	 form;
	struct slice		 zone;
	struct item		 items[32];
};

static struct world *
begin(const char *type)
{
	struct world *w = test_calloc(1, sizeof(*w));
	struct slice bytes, one = slice_of(type);
	w->a = arena_init(MIB(64));
	assert_true(shipped_find(SLICE("catalog/iec62443-4-2.json"), &bytes));
	assert_false(failed(catalog_set_load(&w->set, bytes, SLICE("sha256:1"), &w->a, NULL)));
	assert_false(failed(kinds_shipped(&w->a, &w->kinds, NULL)));
	assert_false(failed(level_plan_make(w->set.at[0], &w->set, &one, 1, &w->a, &w->plan,
	    NULL)));
	w->form.scope.release = SLICE(OURS);
	w->form.scope.product = SLICE("product:acme/ic-22");
	w->form.scope.manufacturer = SLICE("party:acme");
	w->form.valid_at_ms = 1000000;
	w->form.items = w->items;
	return w;
}

static void
end(struct world *w)
{
	arena_drop(&w->a);
	test_free(w);
}

/* Items must be added in the order of their ids. */
static struct item *
add(struct world *w, const char *id, const char *kind, const char *bound)
{
	struct item *it = &w->items[w->form.item_count++];
	*it = (struct item){ .id = slice_of(id), .kind = slice_of(kind), .holding = HOLDING_KEPT,
	    .made_ms = 1000, .received_ms = 1000, .valid_from_ms = TIME_UNKNOWN,
	    .valid_until_ms = TIME_UNKNOWN, .recomputed_ms = TIME_UNKNOWN };
	it->bound_to = ARENA_NEW(&w->a, struct slice);
	assert_non_null(it->bound_to);
	it->bound_to[0] = slice_of(bound);
	it->bound_count = bound[0] != 0;
	it->facts = ARENA_ARRAY(&w->a, struct fact, 8);
	assert_non_null(it->facts);
	return it;
}

/* value: JSON with ' for ". */
static void
state(struct world *w, struct item *it, const char *name, const char *value)
{
	struct slice text;
	struct err e = {0};
	struct fact *f = &it->facts[it->fact_count++];
	assert_true(arena_copy(&w->a, slice_of(value), &text));
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] == '\'')
			((uint8_t *)(uintptr_t)text.at)[i] = '"';
	f->name = slice_of(name);
	if (failed(json_tree(text, MIB(1), &w->a, &f->value, &e)))
		fail_msg("%s: %s", value, e.what);
}

static void
claim(struct world *w, struct item *mapping, const char *row, const char *status,
    const char *more)
{
	struct slice text;
	assert_true(arena_format(&w->a, &text, "{'requirement':'%s','status':'%s','release':'"
	    OURS "','edition':'" EDITION "'%s}%c", row, status, more, 0));
	state(w, mapping, "requirement", (const char *)text.at);
}

static struct row_view
view_of(struct world *w, const char *row)
{
	struct shown s;
	const struct catalog_item *item = catalog_find(w->plan.catalog, SLICE("2019"),
	    slice_of(row));
	assert_non_null(item);
	const struct shown_wish wish = { &w->form, &w->kinds, SLICE(EDITION), w->zone };
	assert_false(failed(shown_find(&w->plan, &wish, &w->a, &s, NULL)));
	size_t i = w->plan.row_of[item - w->plan.catalog->items];
	assert_true(i != LEVEL_NO_ROW);
	return s.rows[i];
}

/* "met" of each way: + met, - not met, ? nothing. */
static void
expect(struct world *w, const char *row, const char *why, const char *ways)
{
	struct row_view v = view_of(w, row);
	if (strcmp(row_why_name(v.why), why) != 0)
		fail_msg("%s: %s, expected %s", row, row_why_name(v.why), why);
	for (unsigned way = 0; way < LEVEL_WAYS; way++)
		if ("?-+"[v.shown[way]] != ways[way])
			fail_msg("%s: %s is %c, expected %c", row, level_way_name(way),
			    "?-+"[v.shown[way]], ways[way]);
}

static void
a_claim_alone_shows_nothing(void **unused)
{
	struct world *w = begin("embedded_device");
	(void)unused;
	struct item *m = add(w, "sha256:a", "requirement_mapping", OURS);
	claim(w, m, "CR-1.1", "met", "");
	claim(w, m, "CR-1.3", "met", ",'evidence':['sha256:missing'],'named':['TR 1']");
	claim(w, m, "CR-1.4", "untested", "");
	claim(w, m, "CR-1.5", "not_met", "");
	claim(w, m, "CR-1.7", "partly", "");
	expect(w, "CR-1.1", "no_record", "???");
	expect(w, "CR-1.3", "no_record", "???");
	assert_int_equal(view_of(w, "CR-1.3").absent, 2);
	expect(w, "CR-1.4", "untested", "???");
	expect(w, "CR-1.5", "stated_not_met", "---");
	expect(w, "CR-1.7", "partly", "---");
	expect(w, "CR-2.1", "not_stated", "???");
	end(w);
}

static void
a_record_of_this_release_shows_it(void **unused)
{
	struct world *w = begin("embedded_device");
	(void)unused;
	struct item *m = add(w, "sha256:a", "requirement_mapping", OURS);
	add(w, "sha256:b", "capability_doc", OURS);
	add(w, "sha256:c", "capability_doc", OTHER);
	add(w, "sha256:d", "purchase_order", OURS);
	add(w, "sha256:e", "capability_doc", "product:acme/ic-22");
	claim(w, m, "CR-1.1", "met", ",'evidence':['sha256:b']");
	claim(w, m, "CR-1.3", "met", ",'evidence':['sha256:c']");
	claim(w, m, "CR-1.4", "met", ",'evidence':['sha256:d']");
	claim(w, m, "CR-1.5", "met", ",'evidence':['sha256:e']");
	claim(w, m, "CR-1.7", "met", ",'evidence':['sha256:b'],'confidence':'contextual'");
	expect(w, "CR-1.1", "shown", "++?");
	expect(w, "CR-1.3", "other_version", "???");
	expect(w, "CR-1.4", "context_only", "???");
	expect(w, "CR-1.5", "context_only", "???");
	expect(w, "CR-1.7", "context_only", "???");
	w->items[1].valid_until_ms = 999999;
	expect(w, "CR-1.1", "no_record", "???");
	end(w);
}

static void
tests_speak_for_the_release_they_were_made_on(void **unused)
{
	struct world *w = begin("embedded_device");
	(void)unused;
	struct item *m = add(w, "sha256:a", "requirement_mapping", OURS);
	struct item *t = add(w, "sha256:b", "capability_test_report", OURS);
	struct item *u = add(w, "sha256:c", "capability_test_report", OTHER);
	struct item *v = add(w, "sha256:d", "capability_test_report", OURS);
	claim(w, m, "CR-1.1", "met", "");
	claim(w, m, "CR-1.3", "met", "");
	claim(w, m, "CR-1.4", "met", "");
	state(w, t, "test", "{'requirement':'CR-1.1','result':'passed','release':'" OURS "'}");
	state(w, t, "test", "{'requirement':'CR-1.4','result':'failed','release':'" OURS "'}");
	state(w, u, "test", "{'requirement':'CR-1.3','result':'passed','release':'" OTHER "'}");
	state(w, v, "test", "{'requirement':'" EDITION "/CR-1.4','result':'passed','release':'"
	    OURS "'}");
	expect(w, "CR-1.1", "shown", "++?");
	assert_int_equal(view_of(w, "CR-1.1").confidence, CONFIDENCE_DIRECT);
	expect(w, "CR-1.3", "no_record", "???");
	expect(w, "CR-1.4", "test_failed", "---");
	v->made_ms = 2000;
	expect(w, "CR-1.4", "shown", "++?");
	v->made_ms = TIME_UNKNOWN;
	expect(w, "CR-1.4", "test_failed", "---");
	end(w);
}

static void
not_applicable_needs_a_condition_and_a_reason(void **unused)
{
	struct world *w = begin("embedded_device");
	(void)unused;
	struct item *m = add(w, "sha256:a", "requirement_mapping", OURS);
	claim(w, m, "CR-2.2", "not_applicable", ",'reason':'no radio'");
	claim(w, m, "CR-1.8", "not_applicable", "");
	claim(w, m, "CR-1.1", "not_applicable", ",'reason':'no users'");
	expect(w, "CR-2.2", "not_applicable", "++?");
	expect(w, "CR-1.8", "unfounded", "???");
	expect(w, "CR-1.1", "unfounded", "???");
	end(w);
}

static void
help_from_outside_is_not_the_component_s_own(void **unused)
{
	struct world *w = begin("embedded_device");
	(void)unused;
	struct item *m = add(w, "sha256:a", "requirement_mapping", OURS);
	add(w, "sha256:b", "capability_doc", OURS);
	add(w, "sha256:c", "compensating_control_record", "zone:plant/line/1");
	claim(w, m, "CR-1.3", "met_by_platform", ",'evidence':['sha256:b']");
	claim(w, m, "CR-1.5", "met_by_platform", ",'evidence':['sha256:b']");
	claim(w, m, "CR-2.1", "met_at_system_level", ",'evidence':['sha256:b']");
	claim(w, m, "CR-2.8", "met_at_system_level", ",'measure_evidence':['sha256:c']");
	claim(w, m, "CR-2.9", "not_met", ",'measure_evidence':['sha256:c']");
	expect(w, "CR-1.3", "shown", "++?");
	expect(w, "CR-1.5", "outside", "-+-");
	expect(w, "CR-2.1", "outside", "-?-");
	expect(w, "CR-2.8", "outside", "-+-");
	expect(w, "CR-2.9", "stated_not_met", "-+-");
	end(w);
}

/* One that was recorded apart: for a zone in that zone, with a record behind it. */
static void
countermeasures_of_a_zone(void **unused)
{
	struct world *w = begin("embedded_device");
	(void)unused;
	struct item *m = add(w, "sha256:a", "requirement_mapping", OURS);
	struct item *c = add(w, "sha256:b", "compensating_control_record", OURS);
	add(w, "sha256:c", "document", "zone:plant/line/1");
	claim(w, m, "CR-1.1", "not_met", "");
	claim(w, m, "CR-1.3", "not_met", "");
	state(w, c, "measure", "{'requirement':'CR-1.1','release':'" OURS "','edition':'" EDITION
	    "','zone':'zone:plant/line/1','measure':'m','evidence':['sha256:c']}");
	state(w, c, "measure", "{'requirement':'CR-1.3','release':'" OURS "','edition':'" EDITION
	    "','measure':'planned'}");
	expect(w, "CR-1.1", "stated_not_met", "---");
	w->zone = SLICE("zone:plant/line/1");
	expect(w, "CR-1.1", "stated_not_met", "-+-");
	expect(w, "CR-1.3", "stated_not_met", "---");
	assert_non_null(view_of(w, "CR-1.3").measure);
	end(w);
}

static void
two_mappings_that_disagree_show_nothing(void **unused)
{
	struct world *w = begin("embedded_device");
	(void)unused;
	struct item *m = add(w, "sha256:a", "requirement_mapping", OURS);
	add(w, "sha256:b", "capability_doc", OURS);
	struct item *n = add(w, "sha256:c", "requirement_mapping", OURS);
	claim(w, m, "CR-1.1", "met", ",'evidence':['sha256:b']");
	claim(w, n, "CR-1.1", "not_met", "");
	expect(w, "CR-1.1", "conflict", "???");
	struct item_state gone = { SLICE("superseded"), SLICE("evidence:1"), 5 };
	n->states = &gone;
	n->state_count = 1;
	expect(w, "CR-1.1", "shown", "++?");
	end(w);
}

/* By whom: another party's anchor, or a person who made sure of it; never by a name alone. */
static void
independent_is_proven(void **unused)
{
	struct world *w = begin("embedded_device");
	struct slice lab = SLICE("party:lab"), maker = SLICE("party:acme");
	struct case_anchor anchor = { .id = SLICE("sha256:k"), .purposes = PURPOSE_EVIDENCE,
	    .how = HOW_IN_PERSON, .from_ms = 0, .until_ms = 2000000, .subjects = &lab,
	    .subject_count = 1 };
	struct signature good = { .status = SIGNATURE_GOOD, .scheme = SLICE("dsse"),
	    .key = SLICE("sha256:k"), .anchor = SLICE("sha256:k"), .how = HOW_IN_PERSON,
	    .purposes = PURPOSE_EVIDENCE, .from_ms = 0, .until_ms = 2000000,
	    .claimed_ms = TIME_UNKNOWN };
	struct case_dimension origin = { SLICE("origin"), SLICE("pass") };
	struct case_review review = { .evidence = SLICE("sha256:b"), .reader =
	    SLICE("person:plant/jo"), .role = SLICE("reviewer"), .method =
	    SLICE("read_by_a_person"), .result = SLICE("pass"), .at_ms = 10, .id =
	    SLICE("verification:1"), .dimension_count = 1, .dimensions = &origin };
	(void)unused;
	struct item *m = add(w, "sha256:a", "requirement_mapping", OURS);
	struct item *r = add(w, "sha256:b", "capability_test_report", OURS);
	claim(w, m, "CR-1.1", "met", ",'evidence':['sha256:b']");
	r->producer = SLICE("party:lab");
	expect(w, "CR-1.1", "shown", "++?");
	w->form.anchors = &anchor;
	w->form.anchor_count = 1;
	r->signatures = &good;
	r->signature_count = 1;
	expect(w, "CR-1.1", "shown", "+++");
	anchor.subjects = &maker;
	expect(w, "CR-1.1", "shown", "++?");
	anchor.subject_count = 0;
	expect(w, "CR-1.1", "shown", "++?");
	r->signature_count = 0;
	w->form.reviews = &review;
	w->form.review_count = 1;
	expect(w, "CR-1.1", "shown", "+++");
	r->producer = SLICE("party:acme");
	expect(w, "CR-1.1", "shown", "++?");
	r->producer = SLICE("party:lab");
	review.reader = SLICE("person:acme/jane");
	expect(w, "CR-1.1", "shown", "++?");
	end(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_claim_alone_shows_nothing),
		cmocka_unit_test(a_record_of_this_release_shows_it),
		cmocka_unit_test(tests_speak_for_the_release_they_were_made_on),
		cmocka_unit_test(not_applicable_needs_a_condition_and_a_reason),
		cmocka_unit_test(help_from_outside_is_not_the_component_s_own),
		cmocka_unit_test(countermeasures_of_a_zone),
		cmocka_unit_test(two_mappings_that_disagree_show_nothing),
		cmocka_unit_test(independent_is_proven),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
