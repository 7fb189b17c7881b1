/* named_test.c - what a cell of evidence names.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "app/desk/named.h"
#include "base/buf.h"
#include "base/limits.h"
#include "codec/value.h"

static const struct { const char *cell, *found, *others; } cells[] = {
	{ "TR-1", "1", "" }, { "tr-1", "1", "" }, { "TR-1; TR-2", "12", "" },
	{ "TR-1\nTR-9", "1", "TR-9" }, { "TR-1, TR-2", "12", "" },
	{ "TR-1 (Kap. 7)", "1", "" }, { "TR-1 (web only)", "1", "" },
	{ "TR-1, Kap. 7", "1", "" }, { "TR-1 Kap 7", "1", "" },
	{ "TR-1, section 3; TR-2", "12", "" },
	{ "TR-1 \xc2\xa7 3", "1", "" }, { "TR-1, S. 4, TR-2, p. 9", "12", "" },
	{ "TR-1, Bericht 7", "1", "Bericht 7" }, { "TR-10", "", "TR-10" },
	{ "TR-9, Kap. 7", "", "TR-9, Kap. 7" }, { "Annex", "3", "" }, { "Annex A", "", "Annex A" },
	{ "Kap. 7", "", "Kap. 7" }, { "()", "", "()" }, { " ; \n", "", "" },
	{ "TR-1 Review", "", "TR-1 Review" },
};

static struct named
known(struct arena *a)
{
	static const char *const names[] = { "tr-1", "tr-2", "annex" };
	struct named n = named_init(a);
	for (size_t i = 0; i < COUNT(names); i++) {
		struct slice *digest = ARENA_NEW(a, struct slice);
		assert_non_null(digest);
		*digest = slice_of(i == 0 ? "1" : i == 1 ? "2" : "3");
		assert_false(failed(map_put(&n.by_name, slice_of(names[i]), digest, NULL)));
	}
	return n;
}

static void
joined(const struct value *list, const char *between, struct buf *out)
{
	buf_clear(out);
	for (size_t i = 0; i < list->count; i++) {
		buf_add_text(out, i > 0 ? between : "");
		buf_add(out, list->items[i].text);
	}
}

/* By file name, with where in it or without; what is not known stays as it is written. */
static void
names_in_a_cell(void **state)
{
	AUTO(arena) a = arena_init(MIB(1));
	AUTO(buf) found = buf_init(KIB(4));
	AUTO(buf) others = buf_init(KIB(4));
	struct named n = known(&a);
	(void)state;
	for (size_t i = 0; i < COUNT(cells); i++) {
		struct build b = { .a = &a };
		struct value digests = value_array(), rest = value_array();
		assert_false(failed(named_split(&n, slice_of(cells[i].cell), &b, &digests, &rest,
		    NULL)));
		joined(&digests, "", &found);
		joined(&rest, "|", &others);
		if (!slice_eq(buf_slice(&found), slice_of(cells[i].found)) ||
		    !slice_eq(buf_slice(&others), slice_of(cells[i].others)))
			fail_msg("%s: %.*s, %.*s", cells[i].cell, SLICE_FMT(buf_slice(&found)),
			    SLICE_FMT(buf_slice(&others)));
	}
	named_drop(&n);
}

int
main(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test(names_in_a_cell),
	};
	return cmocka_run_group_tests(all, NULL, NULL);
}
