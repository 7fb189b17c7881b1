/* narrowed_test.c - for what of a case an exception is that names versions or digests.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "app/decision/narrowed.h"
#include "base/limits.h"
#include "codec/json.h"

#define D1 "sha256:1111111111111111111111111111111111111111111111111111111111111111"
#define D2 "sha256:1111111111111111111111111111111111111111111111111111111111111112"
#define D3 "sha256:3333333333333333333333333333333333333333333333333333333333333333"
#define PRODUCT "product:acme/ic-22"
#define RELEASE "release:acme/ic-22@5.4.2"
#define BATCH "batch:acme/B1"
#define ASSET "asset:acme/ic-22#1"
#define OTHER "asset:acme/ic-22#2"

/* D1 is the image of the release, D3 a document about both assets. digests: as JSON. */
static const struct { const char *rule, *subjects[2], *versions, *digests, *want; } cases[] = {
	{ "a product, and its release in the range", { PRODUCT }, ">=5.4,<5.4.3", "", RELEASE },
	{ "one version above the release", { PRODUCT }, ">=5.4.3", "", "" },
	{ "one version below", { PRODUCT }, "<5.4.2", "", "" },
	{ "the very version", { PRODUCT }, "=5.4.2", "", RELEASE },
	{ "another product", { "product:acme/ic-23" }, ">=5.4", "", "" },
	{ "the release itself", { RELEASE }, "<6", "", RELEASE },
	{ "another release", { "release:acme/ic-22@5.4.1" }, "<6", "", "" },
	{ "a batch, and its release in the range", { BATCH }, "<6", "", BATCH },
	{ "a batch, and not", { BATCH }, "<5", "", "" },
	{ "one asset", { ASSET }, "<6", "", ASSET },
	{ "two subjects that come to one", { PRODUCT, RELEASE }, "<6", "", RELEASE },
	{ "the image of the release", { BATCH }, "*", "'" D1 "'", BATCH },
	{ "an image whose digest differs in one digit", { BATCH }, "*", "'" D2 "'", "" },
	{ "the image, and the release not in the range", { BATCH }, "<5", "'" D1 "'", "" },
	{ "the image, of another batch", { "batch:acme/B2" }, "*", "'" D1 "'", "" },
	{ "an item", { BATCH }, "*", "'" D3 "'", D3 },
	{ "an item, for one asset of the two that it is about", { ASSET }, "*", "'" D3 "'", "" },
	{ "an item, for both", { ASSET, OTHER }, "*", "'" D3 "'", D3 },
	{ "an item, and something that is not here", { BATCH }, "*", "'" D2 "','" D3 "'", D3 },
	{ "the whole product", { PRODUCT }, "*", "'" D1 "'", PRODUCT },
};

static void
make_event(struct arena *a, size_t i, struct event *out, struct slice *subjects)
{
	struct slice text;
	char *list;
	struct err e = {0};
	for (size_t k = 0; k < 2 && cases[i].subjects[k] != NULL; k++)
		subjects[out->subject_count++] = slice_of(cases[i].subjects[k]);
	assert_true(arena_format(a, &text, "{\"versions\":\"%s\",\"digests\":[%s]}%c",
	    cases[i].versions, cases[i].digests, 0));
	list = (char *)(uintptr_t)text.at;
	for (size_t k = 0; k < text.len; k++)
		list[k] = list[k] == '\'' ? '"' : list[k];
	assert_false(failed(json_tree(slice_sub(text, 0, text.len - 1), KIB(4), a, &out->data,
	    &e)));
	out->type = EVENT_EXCEPTION_REQUESTED;
	out->subjects = subjects;
}

static void
it_is_for_no_more_than_it_says(void **state)
{
	struct slice assets[] = { SLICE(ASSET), SLICE(OTHER) }, release = SLICE(RELEASE);
	struct item items[] = {
		{ .id = SLICE(D1), .kind = SLICE("firmware_image"), .bound_to = &release,
		    .bound_count = 1 },
		{ .id = SLICE(D3), .kind = SLICE("document"), .bound_to = assets,
		    .bound_count = 2 },
	};
	const struct case_form form = { .items = items, .item_count = COUNT(items),
	    .scope = { .subject = SLICE(BATCH), .product = SLICE(PRODUCT), .release = release,
	    .assets = assets, .asset_count = COUNT(assets) } };
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		struct event v = {0};
		struct slice subjects[2], *got;
		struct err e = {0};
		size_t count;
		make_event(&a, i, &v, subjects);
		assert_false(failed(narrowed_subjects(&v, &form, &a, &got, &count, &e)));
		if (count != (cases[i].want[0] != 0) ||
		    (count > 0 && !slice_eq(got[0], slice_of(cases[i].want))))
			fail_msg("%s: %zu, %.*s", cases[i].rule, count,
			    SLICE_FMT(count > 0 ? got[0] : SLICE("")));
	}
}

/* Nobody knows the release: it lies in no range. */
static void
an_unknown_release_lies_in_no_range(void **state)
{
	const struct case_form form = { .scope = { .subject = SLICE(BATCH),
	    .product = SLICE(PRODUCT), .release = SLICE("") } };
	AUTO(arena) a = arena_init(MIB(1));
	struct event v = {0};
	struct slice subjects[2], *got;
	struct err e = {0};
	size_t count;
	(void)state;
	make_event(&a, 0, &v, subjects);
	assert_false(failed(narrowed_subjects(&v, &form, &a, &got, &count, &e)));
	assert_int_equal(count, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_for_no_more_than_it_says),
		cmocka_unit_test(an_unknown_release_lies_in_no_range),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
