/* scope_test.c - what is assessed, and which serials are of it.
 * SPDX-License-Identifier: Apache-2.0 */
#include "delivery.h"

#include "app/inspect/scope.h"

static struct scope
resolve(struct made *m, const char *wanted)
{
	struct scope s;
	struct err e = {0};
	if (failed(scope_resolve(&m->d, slice_of(wanted), &m->a, &s, &e)))
		fail_msg("%s: %s", wanted != NULL ? wanted : "nothing wanted", e.what);
	return s;
}

static void
refuse(struct made *m, const char *wanted, enum code code, uint64_t at)
{
	struct scope s;
	struct err e = {0};
	assert_true(failed(scope_resolve(&m->d, slice_of(wanted), &m->a, &s, &e)));
	assert_int_equal(e.code, code);
	assert_int_equal(e.at, at);
}

static bool
assumes(const struct scope *s, const char *words)
{
	for (size_t i = 0; i < s->assumption_count; i++)
		if (slice_find(s->assumptions[i], slice_of(words), 0) != SIZE_MAX)
			return true;
	return false;
}

/* An order for two serials of the batch, and things that are not of it. */
static struct body *
order_of_two(struct made *m)
{
	struct body *b = made_file(m, "order.csv", "purchase_order", "table/1");
	made_row(m, b, "serial=3101 model=IC-22 batch=B1 article=0047 order=77 manufacturer=acme "
	    "firmware=5.4.2");
	made_row(m, b, "serial=3102 model=IC-22 batch=B1 article=0047 order=77 manufacturer=acme "
	    "firmware=5.4.2");
	return b;
}

static void
foreign_rows_name_no_asset(void **state)
{
	struct made m;
	(void)state;
	made_start(&m);
	struct body *b = order_of_two(&m);
	made_row(&m, b, "serial=3201 model=IC-99 batch=B1");
	made_row(&m, b, "serial=3202 model=IC-22 batch=B2");
	made_row(&m, b, "serial=3203 model=IC-22 batch=B1 article=0048");
	made_row(&m, b, "serial=3103 model=ic-22 batch=batch:acme/B1");
	made_row(&m, b, "serial=3104 batch=B1 article=47");
	struct scope s = resolve(&m, "batch:acme/B1");
	assert_text(s.form.subject, "batch:acme/B1");
	/* two articles: none is taken, so that the row of the other is not told apart */
	assert_int_equal(s.article.len, 0);
	assert_true(assumes(&s, "article number"));
	made_drop(&m);
}

static void
rows_of_another_model_batch_or_article(void **state)
{
	static const struct { const char *row; bool is_asset; } cases[] = {
		{ "serial=9 model=IC-99 batch=B1", false },
		{ "serial=9 model=IC-22 batch=B2", false },
		{ "serial=9 batch=B1 article=0048", false },
		{ "serial=9 product=product:acme/ic-99", false },
		{ "serial=9 release=release:acme/ic-99@1", false },
		{ "serial=9 product=product:acme/ic-22", true },
		{ "serial=9 model=ic-22 batch=batch:acme/B1", true },
		{ "serial=9 batch=B1 article=47", true },
		{ "serial=9 order=78", true },
		{ "serial=9", true },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct made m;
		made_start(&m);
		(void)order_of_two(&m);
		made_row(&m, made_file(&m, "list.csv", "serial_list", "table/1"), cases[i].row);
		struct scope s = resolve(&m, "batch:acme/B1");
		if ((s.form.asset_count == 3) != cases[i].is_asset)
			fail_msg("%s: %zu assets", cases[i].row, s.form.asset_count);
		made_drop(&m);
	}
}

static void
a_certificate_of_another_model_names_no_asset(void **state)
{
	struct made m;
	(void)state;
	made_start(&m);
	(void)order_of_two(&m);
	struct body *b = made_file(&m, "c.pem", "device_certificate", "certificate/1");
	made_fact(&m, b, "certificate", "serial=3199 model=IC-99");
	made_mention(b, "model", "IC-99");
	b = made_file(&m, "d.pem", "device_certificate", "certificate/1");
	made_fact(&m, b, "certificate", "serial=3110 model=IC-22");
	made_mention(b, "model", "IC-22");
	struct scope s = resolve(&m, "batch:acme/B1");
	assert_list(s.form.assets, s.form.asset_count,
	    "asset:acme/ic-22#3101 asset:acme/ic-22#3102 asset:acme/ic-22#3110");
	made_drop(&m);
}

static void
damaged_lists_name_nothing(void **state)
{
	struct made m;
	(void)state;
	for (unsigned where = 0; where < 2; where++) {
		made_start(&m);
		struct body *b = order_of_two(&m);
		struct body *other = made_file(&m, "list.csv", "packing_list", "table/1");
		made_row(&m, other, "serial=3103 model=IC-22 batch=B1 firmware=5.4.1");
		/* in what was read, and in the file itself */
		if (where == 0)
			reading_find(&other->reading, FINDING_TABLE_COLUMN_SUSPECT, SLICE("B2"));
		else
			reasons_add(&other->findings, FINDING_LIMIT_REACHED, SLICE(""), SLICE(""),
			    SLICE(""));
		struct scope s = resolve(&m, "batch:acme/B1");
		assert_int_equal(s.form.asset_count, 2);
		reading_find(&b->reading, FINDING_IDENTIFIER_DAMAGED, SLICE("A1"));
		s = resolve(&m, "batch:acme/B1");
		assert_int_equal(s.form.asset_count, 0);
		assert_int_equal(s.form.product.len, 0);
		made_drop(&m);
	}
}

static void
a_note_does_not_damage_a_list(void **state)
{
	struct made m;
	(void)state;
	made_start(&m);
	struct body *b = order_of_two(&m);
	reading_find(&b->reading, FINDING_ROWS_HIDDEN, SLICE(""));
	struct scope s = resolve(&m, "batch:acme/B1");
	assert_int_equal(s.form.asset_count, 2);
	made_drop(&m);
}

static void
a_serial_that_no_subject_can_bear_names_none(void **state)
{
	struct made m;
	char row[400];
	(void)state;
	made_start(&m);
	struct body *b = order_of_two(&m);
	memset(row, 'x', sizeof(row) - 1);
	row[sizeof(row) - 1] = 0;
	memcpy(row, "batch=B1 serial=", 16);
	made_row(&m, b, row);
	struct scope s = resolve(&m, "batch:acme/B1");
	assert_int_equal(s.form.asset_count, 2);
	made_drop(&m);
}

static void
the_strongest_list_names_the_release(void **state)
{
	struct made m;
	(void)state;
	made_start(&m);
	struct body *late = made_file(&m, "a.csv", "packing_list", "table/1");
	made_row(&m, late, "serial=3101 model=IC-22 batch=B1 firmware=5.4.1");
	struct body *b = order_of_two(&m);
	struct scope s = resolve(&m, "batch:acme/B1");
	assert_text(s.form.product, "product:acme/ic-22");
	assert_text(s.form.release, "release:acme/ic-22@5.4.2");
	/* the order itself disagrees: no list of a weaker kind decides for it */
	made_row(&m, b, "serial=3103 model=IC-22 batch=B1 firmware=5.4.3");
	s = resolve(&m, "batch:acme/B1");
	assert_int_equal(s.form.release.len, 0);
	assert_true(assumes(&s, "order.csv names more than one"));
	/* a row of another batch has no say */
	made_drop(&m);
	made_start(&m);
	b = order_of_two(&m);
	made_row(&m, b, "serial=3103 model=IC-22 batch=B2 firmware=5.4.3");
	s = resolve(&m, "batch:acme/B1");
	assert_text(s.form.release, "release:acme/ic-22@5.4.2");
	made_drop(&m);
}

static void
a_record_says_which_product_a_model_is(void **state)
{
	struct made m;
	(void)state;
	made_start(&m);
	(void)order_of_two(&m);
	struct body *b = made_file(&m, "list.json", "identity_list", "record/1");
	made_mention(b, "model", "IC-22");
	made_mention(b, "subject", "product:acme/controller");
	struct scope s = resolve(&m, "batch:acme/B1");
	assert_text(s.form.product, "product:acme/controller");
	assert_text(s.form.assets[0], "asset:acme/controller#3101");
	s = resolve(&m, "product:acme/controller");
	assert_text(s.model, "IC-22");
	assert_int_equal(s.form.asset_count, 2);
	made_drop(&m);
}

static void
each_kind_of_subject(void **state)
{
	struct made m;
	(void)state;
	made_start(&m);
	struct body *b = order_of_two(&m);
	made_row(&m, b, "serial=3103 model=IC-22 batch=B2 order=78 firmware=5.4.1");
	struct scope s = resolve(&m, "product:acme/ic-22");
	assert_int_equal(s.form.asset_count, 3);
	assert_int_equal(s.form.release.len, 0);
	s = resolve(&m, "release:acme/ic-22@5.4.2");
	assert_text(s.form.release, "release:acme/ic-22@5.4.2");
	assert_list(s.form.assets, s.form.asset_count,
	    "asset:acme/ic-22#3101 asset:acme/ic-22#3102");
	s = resolve(&m, "asset:acme/ic-22#3103");
	assert_list(s.form.assets, s.form.asset_count, "asset:acme/ic-22#3103");
	assert_text(s.form.release, "release:acme/ic-22@5.4.1");
	assert_text(s.batch_subject, "batch:acme/B2");
	assert_true(assumes(&s, "batch B2"));
	s = resolve(&m, "delivery:acme/77");
	assert_list(s.form.assets, s.form.asset_count,
	    "asset:acme/ic-22#3101 asset:acme/ic-22#3102");
	assert_text(s.batch_subject, "batch:acme/B1");
	s = resolve(&m, "batch:acme/B2");
	assert_list(s.form.assets, s.form.asset_count, "asset:acme/ic-22#3103");
	assert_text(s.form.manufacturer, "party:acme");
	refuse(&m, "party:acme", E_USAGE, 0);
	refuse(&m, "site:acme/Kiel", E_USAGE, 0);
	refuse(&m, "batch:ACME/B1", E_SYNTAX, 6);
	made_drop(&m);
}

static void
escaped_names_are_compared_in_plain(void **state)
{
	struct made m;
	(void)state;
	made_start(&m);
	struct body *b = made_file(&m, "order.csv", "purchase_order", "table/1");
	made_row(&m, b, "serial=1/2 model=IC/22 batch=B/1");
	struct scope s = resolve(&m, "batch:acme/B%2F1");
	assert_text(s.form.product, "product:acme/ic%2F22");
	assert_list(s.form.assets, s.form.asset_count, "asset:acme/ic%2F22#1%2F2");
	s = resolve(&m, "product:acme/ic%2F22");
	assert_text(s.form.product, "product:acme/ic%2F22");
	assert_int_equal(s.form.asset_count, 1);
	made_drop(&m);
}

static void
without_a_wanted_subject(void **state)
{
	struct made m;
	(void)state;
	made_start(&m);
	/* SHA-256 of nothing: no file at all */
	struct scope s = resolve(&m, NULL);
	assert_text(s.form.subject, "delivery:unnamed/e3b0c44298fc1c14");
	assert_true(s.assumed);
	assert_int_equal(s.source, BODY_NONE);
	assert_int_equal(s.assumption_count, 2);
	struct body *b = order_of_two(&m);
	s = resolve(&m, NULL);
	assert_text(s.form.subject, "batch:acme/B1");
	assert_true(s.assumed);
	assert_int_equal(s.source, 0);
	/* a record that names this batch knows the maker's name in subjects better */
	made_mention(made_file(&m, "c.json", "custody_record", "record/1"), "subject",
	    "batch:acme-controls/B1");
	s = resolve(&m, NULL);
	assert_text(s.form.subject, "batch:acme-controls/B1");
	made_drop(&m);
	/* two batches: the delivery stands for itself, and holds what both name */
	made_start(&m);
	made_row(&m, order_of_two(&m), "serial=3103 model=IC-22 batch=B2 manufacturer=acme");
	s = resolve(&m, NULL);
	assert_true(slice_starts(s.form.subject, SLICE("delivery:acme/")));
	assert_int_equal(s.form.asset_count, 3);
	made_drop(&m);
	made_start(&m);
	b = made_file(&m, "order.csv", "purchase_order", "table/1");
	made_row(&m, b, "serial=3101 model=IC-22 order=77 manufacturer=ACME_Controls");
	s = resolve(&m, NULL);
	assert_text(s.form.subject, "delivery:acme-controls/77");
	made_drop(&m);
}

static void
scope_statements_that_disagree(void **state)
{
	struct made m;
	struct value types = value_array();
	(void)state;
	made_start(&m);
	struct build build = { .a = &m.a };
	(void)order_of_two(&m);
	value_push(&build, &types, value_string(SLICE("embedded_device")));
	for (unsigned i = 0; i < 2; i++) {
		struct body *b = made_file(&m, "s.json", "scope_statement", "record/1");
		size_t f = made_fact(&m, b, "scope", i == 0 ? "product=product:acme/ic-22" :
		    "product=product:acme/ic-99");
		value_put(&build, &b->reading.facts[f].value, "component_types", types);
		value_push(&build, &types, value_string(SLICE("network_device")));
	}
	struct scope s = resolve(&m, "batch:acme/B1");
	assert_list(s.form.component_types, s.form.type_count, "embedded_device");
	struct value *product = &m.bodies[2].reading.facts[0].value.members[0].value;
	product->text = SLICE("product:acme/ic-22");
	s = resolve(&m, "batch:acme/B1");
	assert_int_equal(s.form.type_count, 0);
	assert_true(assumes(&s, "disagree"));
	made_drop(&m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(foreign_rows_name_no_asset),
		cmocka_unit_test(rows_of_another_model_batch_or_article),
		cmocka_unit_test(a_certificate_of_another_model_names_no_asset),
		cmocka_unit_test(damaged_lists_name_nothing),
		cmocka_unit_test(a_note_does_not_damage_a_list),
		cmocka_unit_test(a_serial_that_no_subject_can_bear_names_none),
		cmocka_unit_test(the_strongest_list_names_the_release),
		cmocka_unit_test(a_record_says_which_product_a_model_is),
		cmocka_unit_test(each_kind_of_subject),
		cmocka_unit_test(escaped_names_are_compared_in_plain),
		cmocka_unit_test(without_a_wanted_subject),
		cmocka_unit_test(scope_statements_that_disagree),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
