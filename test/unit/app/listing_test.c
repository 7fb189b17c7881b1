/* listing_test.c - rows as CSV: what a spreadsheet would run is disarmed, and nothing else.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "app/listing.h"
#include "base/buf.h"

static const struct { const char *name; struct value value; const char *want; } cases[] = {
	{ "a number below zero", { .kind = VALUE_NUMBER, .text = SLICE_INIT("-1") }, "-1" },
	{ "a number", { .kind = VALUE_NUMBER, .text = SLICE_INIT("12") }, "12" },
	{ "a text that begins like one", { .kind = VALUE_STRING, .text = SLICE_INIT("-1") },
	    "'-1" },
	{ "a formula", { .kind = VALUE_STRING, .text = SLICE_INIT("=1+1") }, "'=1+1" },
	{ "another", { .kind = VALUE_STRING, .text = SLICE_INIT("@SUM(A1,B1)") },
	    "\"'@SUM(A1,B1)\"" },
	{ "no value", { .kind = VALUE_NULL }, "" },
	{ "yes", { .kind = VALUE_TRUE }, "yes" },
};

static void
cells(void **state)
{
	(void)state;
	static const struct column columns[] = { { "n", "n", 4 } };
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		AUTO(buf) out = buf_init(KIB(4));
		struct build b = { .a = &a };
		struct value row = value_object();
		struct op_call call = { .csv = true };
		struct rows_out l = { .call = &call, .out = &out, .columns = columns,
		    .column_count = 1 };
		char want[64];
		value_put(&b, &row, "n", cases[i].value);
		assert_false(failed(build_end(&b, NULL)));
		assert_false(failed(rows_add(&l, &row, NULL)));
		assert_true(snprintf(want, sizeof(want), "n\r\n%s\r\n", cases[i].want) > 0);
		if (!slice_eq(buf_slice(&out), slice_of(want)))
			fail_msg("%s: %.*s", cases[i].name, SLICE_FMT(buf_slice(&out)));
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = { cmocka_unit_test(cells) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
