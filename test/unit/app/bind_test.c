/* bind_test.c - which subjects a file and its facts are about, and who vouches for a file.
 * SPDX-License-Identifier: Apache-2.0 */
#include "delivery.h"

#include "app/inspect/about.h"
#include "app/inspect/gather.h"

static struct scope
bind(struct made *m, const char *wanted)
{
	struct scope s;
	struct err e = {0};
	if (failed(scope_resolve(&m->d, slice_of(wanted), &m->a, &s, &e)) ||
	    failed(scope_bind(&m->d, &s, &m->a, &e)))
		fail_msg("%s: %s", wanted, e.what);
	return s;
}

static void
bound_to(const struct body *b, const char *want)
{
	assert_list(b->bound_to, b->bound_count, want);
}

static struct body *
certificate(struct made *m, const char *serial, const char *model, const char *digest)
{
	struct slice members;
	struct body *b = made_file(m, "c.pem", "device_certificate", "certificate/1");
	assert_true(arena_format(&m->a, &members, "serial=%s model=%s certificate=%s", serial,
	    model, digest));
	made_fact(m, b, "certificate", (const char *)members.at);
	made_mention(b, "serial", serial);
	made_mention(b, "model", model);
	return b;
}

static void
order_of_two(struct made *m)
{
	struct body *b = made_file(m, "order.csv", "purchase_order", "table/1");
	made_row(m, b, "serial=3101 model=IC-22 batch=B1 order=77 firmware=5.4.2");
	made_row(m, b, "serial=3102 model=IC-22 batch=B1 order=77 firmware=5.4.2");
}

static void
a_certificate_of_another_model_is_bound_to_nothing_here(void **state)
{
	struct made m;
	(void)state;
	made_start(&m);
	order_of_two(&m);
	struct body *own = certificate(&m, "3101", "IC-22", "sha256:aa");
	struct body *foreign = certificate(&m, "3101", "IC-99", "sha256:bb");
	struct scope s = bind(&m, "batch:acme/B1");
	bound_to(own, "asset:acme/ic-22#3101 product:acme/ic-22");
	bound_to(foreign, "");
	assert_text(own->reading.facts[0].subject, "asset:acme/ic-22#3101");
	assert_text(foreign->reading.facts[0].subject, "asset:acme/ic-99#3101");
	assert_false(scope_holds(&s, foreign->reading.facts[0].subject));
	made_drop(&m);
}

/* What the statement around it names, ours, does not make a record about another product ours. */
static void
a_record_is_about_what_its_own_members_say(void **state)
{
	static const struct { const char *members, *want; } cases[] = {
		{ "product=product:acme/ic-22", "batch:acme/B1 product:acme/ic-22" },
		{ "product=product:acme/ic-99", "" },
		{ "product=product:acme/ic-22 model=IC-99", "" },
		{ "release=release:acme/ic-22@5.4.1", "batch:acme/B1 product:acme/ic-22" },
		{ "asset=asset:acme/ic-99#3101", "" },
		{ "batch=B2", "" },
		{ "batch=batch:acme/B2", "" },
	};
	(void)state;
	for (size_t i = 0; i < 2 * COUNT(cases); i++) {
		struct made m;
		made_start(&m);
		order_of_two(&m);
		struct body *b = made_file(&m, "r.json", "retention_record", i % 2 == 0 ?
		    "record/1" : "manifest/1");
		made_mention(b, "subject", "batch:acme/B1");
		made_mention(b, "subject", "product:acme/ic-22");
		made_fact(&m, b, "retention", cases[i / 2].members);
		(void)bind(&m, "batch:acme/B1");
		bound_to(b, cases[i / 2].want);
		made_drop(&m);
	}
}

static void
a_record_that_lists_serials_is_about_none_of_them_alone(void **state)
{
	static const struct { const char *batch, *serials[2], *want; } rows[] = {
		{ "B1", { "3101", NULL }, "batch:acme/B1" },
		{ "B1", { "3101", "3102" }, "batch:acme/B1" },
		{ NULL, { "3102", NULL }, "asset:acme/ic-22#3102" },
		{ NULL, { "3101", "3102" }, "batch:acme/B1" },
		{ NULL, { NULL, NULL }, "batch:acme/B1" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct made m;
		made_start(&m);
		order_of_two(&m);
		struct body *b = made_file(&m, "i.json", "visual_inspection", "record/1");
		if (rows[i].batch != NULL)
			made_mention(b, "batch", rows[i].batch);
		for (size_t k = 0; k < 2 && rows[i].serials[k] != NULL; k++)
			made_mention(b, "serial", rows[i].serials[k]);
		made_fact(&m, b, "inspection", "result=not_ok");
		(void)bind(&m, "batch:acme/B1");
		assert_text(b->reading.facts[0].subject, rows[i].want);
		made_drop(&m);
	}
}

static void
a_foreign_row_has_no_subject_in_scope(void **state)
{
	static const char *const rows[] = {
		"serial=3101 model=IC-99 batch=B1", "serial=3101 model=IC-22 batch=B2",
		"serial=3101 batch=batch:acme/B2", "serial=3101 product=product:acme/ic-99",
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct made m;
		made_start(&m);
		order_of_two(&m);
		struct body *b = made_file(&m, "list.csv", "packing_list", "table/1");
		made_row(&m, b, "serial=3102 model=IC-22 batch=B1");
		size_t f = made_row(&m, b, rows[i]);
		struct scope s = bind(&m, "batch:acme/B1");
		assert_text(b->reading.facts[0].subject, "asset:acme/ic-22#3102");
		if (b->reading.facts[f].subject.len == 0 ||
		    slice_starts(b->reading.facts[f].subject, SLICE("asset:acme/ic-22#")) ||
		    scope_holds(&s, b->reading.facts[f].subject))
			fail_msg("%s: %.*s", rows[i], SLICE_FMT(b->reading.facts[f].subject));
		bound_to(b, "batch:acme/B1 product:acme/ic-22");
		made_drop(&m);
	}
}

static void
a_certificate_is_about_every_asset_that_a_list_gives_it_to(void **state)
{
	struct made m;
	(void)state;
	made_start(&m);
	order_of_two(&m);
	struct body *first = certificate(&m, "3101", "IC-22", "sha256:aa");
	struct body *second = certificate(&m, "3102", "IC-22", "sha256:bb");
	struct body *list = made_file(&m, "list.json", "identity_list", "record/1");
	made_mention(list, "batch", "B1");
	made_mention(list, "subject", "product:acme/ic-22");
	made_fact(&m, list, "identity", "serial=3101 certificate=sha256:aa");
	made_fact(&m, list, "identity", "serial=3102 certificate=sha256:aa");
	struct body *other = made_file(&m, "other.json", "identity_list", "record/1");
	made_mention(other, "subject", "product:acme/ic-99");
	made_mention(other, "serial", "3102");
	made_fact(&m, other, "identity", "serial=3102 certificate=sha256:bb");
	made_fact(&m, other, "identity", "serial=3109 certificate=sha256:bb");
	(void)bind(&m, "batch:acme/B1");
	bound_to(first, "asset:acme/ic-22#3101 asset:acme/ic-22#3102 product:acme/ic-22");
	bound_to(second, "asset:acme/ic-22#3102 product:acme/ic-22");
	/* a list of another product says nothing about this one */
	bound_to(other, "product:acme/ic-99");
	assert_text(other->reading.facts[0].subject, "product:acme/ic-99");
	made_drop(&m);
}

static void
records_of_another_batch_are_about_nothing_here(void **state)
{
	struct made m;
	(void)state;
	made_start(&m);
	order_of_two(&m);
	struct body *b = made_file(&m, "c.json", "custody_record", "record/1");
	made_mention(b, "subject", "batch:acme/B2");
	made_mention(b, "subject", "product:acme/ic-22");
	made_fact(&m, b, "custody", "origin=party:acme");
	struct scope s = bind(&m, "batch:acme/B1");
	bound_to(b, "batch:acme/B2");
	assert_false(scope_holds(&s, b->reading.facts[0].subject));
	/* of the product all batches are */
	(void)bind(&m, "product:acme/ic-22");
	bound_to(b, "batch:acme/B2 product:acme/ic-22");
	made_drop(&m);
}

static void
what_is_said_of_the_batch_is_said_of_its_delivery_and_assets(void **state)
{
	struct made m;
	(void)state;
	made_start(&m);
	order_of_two(&m);
	struct body *b = made_file(&m, "c.json", "custody_record", "record/1");
	made_mention(b, "subject", "batch:acme/B1");
	(void)bind(&m, "delivery:acme/77");
	bound_to(b, "batch:acme/B1 delivery:acme/77");
	(void)bind(&m, "asset:acme/ic-22#3102");
	bound_to(b, "asset:acme/ic-22#3102 batch:acme/B1");
	made_drop(&m);
}

static void
rows_name_the_release_of_their_own_product_alone(void **state)
{
	struct made m;
	(void)state;
	made_start(&m);
	order_of_two(&m);
	made_row(&m, &m.bodies[0], "serial=9 model=IC-99 firmware=1.0");
	(void)bind(&m, "batch:acme/B1");
	bound_to(&m.bodies[0], "batch:acme/B1 product:acme/ic-22 release:acme/ic-22@5.4.2");
	made_drop(&m);
}

static void
a_file_that_names_nothing_is_bound_by_its_digest(void **state)
{
	struct made m;
	struct slice members;
	(void)state;
	made_start(&m);
	order_of_two(&m);
	struct body *image = made_file(&m, "i.squashfs", "firmware_image", "image/1");
	struct body *b = made_file(&m, "m.json", "firmware_manifest", "manifest/1");
	made_mention(b, "subject", "release:acme/ic-22@5.4.2");
	assert_true(arena_format(&m.a, &members, "digest=%.*s", SLICE_FMT(image->id)));
	made_fact(&m, b, "image", (const char *)members.at);
	(void)bind(&m, "batch:acme/B1");
	bound_to(image, "product:acme/ic-22 release:acme/ic-22@5.4.2");
	made_drop(&m);
}

static void
signed_content_vouches_for_what_it_names(void **state)
{
	struct made m;
	struct slice members;
	struct case_form form;
	struct err e = {0};
	struct anchor_set anchors = {0};
	struct kind_set kinds;
	struct signature mark = { .status = SIGNATURE_UNVERIFIABLE };
	(void)state;
	made_start(&m);
	assert_false(failed(kinds_shipped(&m.a, &kinds, &e)));
	order_of_two(&m);
	struct body *image = made_file(&m, "i.squashfs", "firmware_image", "image/1");
	assert_true(arena_format(&m.a, &members, "digest=%.*s", SLICE_FMT(image->id)));
	for (unsigned i = 0; i < 3; i++) {
		struct body *b = made_file(&m, "m.json", "firmware_manifest", "manifest/1");
		if (i < 2)
			made_fact(&m, b, "image", (const char *)members.at);
		else
			made_mention(b, "digest", (const char *)members.at + 7);
		made_mention(b, "digest", (const char *)members.at + 7);
		b->signatures = &mark;
		b->signature_count = i == 1 ? 0 : 1;	/* the second one is not signed */
	}
	struct scope s = bind(&m, "batch:acme/B1");
	assert_false(failed(gather_case(&m.d, &s, &anchors, &kinds, 0, &m.a, &form, &e)));
	for (size_t i = 0; i < form.item_count; i++) {
		struct slice want[2] = { m.bodies[2].id, m.bodies[4].id };
		bool is_image = slice_eq(form.items[i].id, image->id);
		assert_int_equal(form.items[i].vouched_count, is_image ? 2 : 0);
		for (size_t k = 0; is_image && k < 2; k++)
			assert_true(slice_eq(form.items[i].vouched_by[k], want[k]));
	}
	made_drop(&m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_certificate_of_another_model_is_bound_to_nothing_here),
		cmocka_unit_test(a_record_is_about_what_its_own_members_say),
		cmocka_unit_test(a_record_that_lists_serials_is_about_none_of_them_alone),
		cmocka_unit_test(a_foreign_row_has_no_subject_in_scope),
		cmocka_unit_test(a_certificate_is_about_every_asset_that_a_list_gives_it_to),
		cmocka_unit_test(records_of_another_batch_are_about_nothing_here),
		cmocka_unit_test(what_is_said_of_the_batch_is_said_of_its_delivery_and_assets),
		cmocka_unit_test(rows_name_the_release_of_their_own_product_alone),
		cmocka_unit_test(a_file_that_names_nothing_is_bound_by_its_digest),
		cmocka_unit_test(signed_content_vouches_for_what_it_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
