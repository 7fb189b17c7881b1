/* map_test.c - maps of a user's own: what they change, and where a wrong one is wrong.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table_show.h"

#include "codec/yaml.h"

#define HEAD "apiVersion: assay/v1\nkind: TableMap\nspec:\n"

static struct rc
map_of(const char *text, struct arena *a, struct table_map *out, struct err *e)
{
	struct value v;
	TRY(yaml_tree(slice_of(text), a, &v, e));
	return table_map_decode(&v, a, out, e);
}

static const struct { const char *name, *map; struct slice in; const char *want; } good[] = {
	{ "by heading", HEAD "  kind: asset_list\n  columns: {serial: Nr}\n",
	    SLICE_INIT("Ger\xc3\xa4t;Nr\n1;3101\n2;3102\n"),
	    "asset_list 3101@B2 3102@B3 table(2,2,carrier)" },
	{ "by heading, folded", HEAD "  kind: packing_list\n  columns: {serial: \"KENN-NR.\"}\n",
	    SLICE_INIT("Kenn Nr;x\n3101;1\n3102;2\n"),
	    "packing_list 3101@A2 3102@A3 table(2,2,carrier)" },
	{ "by column", HEAD "  kind: serial_list\n  header_row: 2\n"
	    "  columns: {serial: {column: B}, article: {column: A}}\n",
	    SLICE_INIT("x,y\nx,y\n47,3101\n47,3102\n"),
	    "serial_list 3101@B3 article=47 3102@B4 article=47 table(2,2,carrier)" },
	{ "against the word list", HEAD "  kind: goods_receipt\n  columns: {article: Serial, "
	    "serial: Article}\n", SLICE_INIT("Serial,Article\n47,3101\n47,3102\n"),
	    "goods_receipt 3101@B2 article=47 3102@B3 article=47 table(2,2,carrier)" },
	{ "a heading that is not there: the word list",
	    HEAD "  kind: asset_list\n  columns: {serial: Kennung}\n",
	    SLICE_INIT("Serial,Model\n3101,IC-22\n"),
	    "serial_list 3101@A2 model=IC-22 table(1,1,carrier)" },
	{ "another sheet: the word list",
	    HEAD "  kind: asset_list\n  sheet: Other\n  columns: {serial: Model}\n",
	    SLICE_INIT("Serial,Model\n3101,IC-22\n"),
	    "serial_list 3101@A2 model=IC-22 table(1,1,carrier)" },
	{ "damage all the same", HEAD "  kind: serial_list\n  columns: {serial: Nr}\n",
	    SLICE_INIT("Nr;x\n3.1E+03;1\n3102;2\n"),
	    "serial_list 3.1E+03@A2 3102@A3 table(2,2,none) !IDENTIFIER_DAMAGED@A2" },
	{ "its heading twice", HEAD "  kind: serial_list\n  columns: {serial: Nr}\n",
	    SLICE_INIT("Nr;Nr\n3101;1\n3102;2\n"),
	    "serial_list 3101@A2 3102@A3 table(2,2,none) !TABLE_COLUMN_SUSPECT@B1" },
};

static void
maps_say_what_columns_hold(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		AUTO(arena) a = arena_init(MIB(4));
		struct table_map map;
		struct err e = {0};
		if (failed(map_of(good[i].map, &a, &map, &e)))
			fail_msg("%s: %s", good[i].name, e.what);
		struct reading r = csv_read(good[i].in, &map, 1, &a);
		assert_shows(good[i].name, &r, true, good[i].want);
	}
}

/* Of several maps the first that fits is taken. */
static void
the_first_map_that_fits(void **state)
{
	AUTO(arena) a = arena_init(MIB(4));
	struct table_map maps[3];
	struct err e = {0};
	(void)state;
	assert_false(failed(map_of(HEAD "  kind: asset_list\n  columns: {serial: X}\n", &a,
	    &maps[0], &e)));
	assert_false(failed(map_of(HEAD "  kind: goods_receipt\n  columns: {serial: Nr}\n", &a,
	    &maps[1], &e)));
	assert_false(failed(map_of(HEAD "  kind: packing_list\n  columns: {serial: Nr}\n", &a,
	    &maps[2], &e)));
	struct reading r = csv_read(SLICE("Nr,a\n3101,1\n"), maps, 3, &a);
	assert_shows("first", &r, false, "goods_receipt 3101@A2 table(1,1,carrier)");
	assert_true(slice_eq(r.why, SLICE("a map says so")));
}

/* at: a text that stands where the complaint must point. */
static const struct { const char *name, *map, *at, *what; } bad[] = {
	{ "another form", "apiVersion: assay/v2\nkind: TableMap\nspec: {kind: serial_list, "
	    "columns: {serial: x}}\n", "apiVersion", "expected apiVersion: assay/v1 and kind: "
	    "TableMap" },
	{ "another kind", "apiVersion: assay/v1\nkind: Criteria\nspec: {kind: serial_list, "
	    "columns: {serial: x}}\n", "apiVersion", "expected apiVersion: assay/v1 and kind: "
	    "TableMap" },
	{ "no spec", "apiVersion: assay/v1\nkind: TableMap\n", "apiVersion",
	    "expected spec: an object" },
	{ "an unknown member", HEAD "  kind: serial_list\n  colums: {}\n  columns: {serial: x}\n",
	    "colums", NULL },
	{ "no kind of a table", HEAD "  kind: sbom\n  columns: {serial: x}\n", "sbom",
	    "expected purchase_order, packing_list, goods_receipt, serial_list, asset_list or "
	    "product_list" },
	{ "no columns", HEAD "  kind: serial_list\n  columns: {}\n", "{}",
	    "expected at least one column" },
	{ "no such field", HEAD "  kind: serial_list\n  columns: {serail: x}\n", "serail",
	    "no such field of a table" },
	{ "a heading without letters", HEAD "  kind: serial_list\n  columns: {serial: \"--\"}\n",
	    "\"--\"", "expected a heading, or {column: \"C\"}" },
	{ "a number for a heading", HEAD "  kind: serial_list\n  columns: {serial: 3}\n", "3}",
	    NULL },
	{ "small letters", HEAD "  kind: serial_list\n  columns: {serial: {column: c}}\n",
	    "{column", "expected a column such as C (capital letters)" },
	{ "a column beyond the last",
	    HEAD "  kind: serial_list\n  columns: {serial: {column: ZZZ}}\n",
	    "{column", "expected a column such as C (capital letters)" },
	{ "row 0", HEAD "  kind: serial_list\n  header_row: 0\n  columns: {serial: x}\n", "0\n",
	    "expected header_row: a row number from 1" },
	{ "a row beyond the last", HEAD "  kind: serial_list\n  header_row: 200001\n"
	    "  columns: {serial: x}\n", "200001", "expected header_row: a row number from 1" },
	{ "two fields in one column", HEAD "  kind: serial_list\n  columns: {serial: Nr, "
	    "article: nr.}\n", "nr.", "another field stands there" },
	{ "nothing that names a thing", HEAD "  kind: serial_list\n  columns: {batch: Nr}\n",
	    "{batch", "expected serial, article or model among the columns" },
};

static void
maps_that_are_wrong(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		AUTO(arena) a = arena_init(MIB(4));
		struct table_map map;
		struct err e = {0};
		if (!failed(map_of(bad[i].map, &a, &map, &e)))
			fail_msg("%s was taken", bad[i].name);
		if (e.code != E_SCHEMA || strncmp(bad[i].map + e.at, bad[i].at, strlen(bad[i].at))
		    != 0 || (bad[i].what != NULL && strcmp(bad[i].what, e.what) != 0))
			fail_msg("%s: %s at %llu", bad[i].name, e.what, (unsigned long long)e.at);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(maps_say_what_columns_hold),
		cmocka_unit_test(the_first_map_that_fits),
		cmocka_unit_test(maps_that_are_wrong),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
