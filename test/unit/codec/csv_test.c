/* csv_test.c - tables as text: separators, encodings, quotes, and what is refused.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/limits.h"
#include "codec/utf8.h"

/* "1[a|b]3[c]": row numbers and cells. */
static void
show(const struct grid *g, struct buf *b)
{
	const struct grid_sheet *s = &g->sheets[0];

	for (size_t i = 0; i < s->count; i++) {
		buf_addf(b, "%u[", (unsigned)s->rows[i].number);
		for (uint32_t k = 0; k < s->rows[i].count; k++) {
			const struct grid_cell *c = &s->rows[i].cells[k];
			assert_int_equal(c->kind, c->text.len > 0 ? CELL_TEXT : CELL_EMPTY);
			if (k > 0)
				buf_add_byte(b, '|');
			buf_add(b, c->text);
		}
		buf_add_byte(b, ']');
	}
}

static const struct {
	const char *name;
	struct slice in;
	char separator;
	const char *encoding, *want;
} tables[] = {
	{ "comma", SLICE_INIT("a,b\r\n1,2\r\n"), ',', "utf-8", "1[a|b]2[1|2]" },
	{ "semicolon with decimal commas", SLICE_INIT("Name;Menge\nx;1,5\ny;2,5\n"), ';', "utf-8",
	    "1[Name|Menge]2[x|1,5]3[y|2,5]" },
	{ "tab", SLICE_INIT("a\tb,c;d\n1\t2\n"), '\t', "utf-8", "1[a|b,c;d]2[1|2]" },
	{ "one column", SLICE_INIT("serial\n3101\n3102"), ',', "utf-8",
	    "1[serial]2[3101]3[3102]" },
	{ "one row", SLICE_INIT("a;b;c"), ';', "utf-8", "1[a|b|c]" },
	{ "zeros, signs and blanks stay", SLICE_INIT("0047022,+1, x ,3.1E+03\n"), ',', "utf-8",
	    "1[0047022|+1| x |3.1E+03]" },
	{ "quotes", SLICE_INIT("\"a,b\",\"c\"\"d\",\"e\nf\",\"\"\n1,2,3,4\n"), ',', "utf-8",
	    "1[a,b|c\"d|e\nf|]2[1|2|3|4]" },
	{ "a quote inside of a cell", SLICE_INIT("5\" pipe,x\na,b\n"), ',', "utf-8",
	    "1[5\" pipe|x]2[a|b]" },
	{ "separators inside of quotes do not count", SLICE_INIT("\"a,b,c\";1\n\"d,e,f\";2\n"), ';',
	    "utf-8", "1[a,b,c|1]2[d,e,f|2]" },
	{ "ragged rows", SLICE_INIT("a,b,c\n1\n1,2,3,4\n,\n"), ',', "utf-8",
	    "1[a|b|c]2[1]3[1|2|3|4]4[|]" },
	{ "empty lines count", SLICE_INIT("\na,b\n\n\nc,d"), ',', "utf-8", "2[a|b]5[c|d]" },
	{ "an empty quoted cell is a row", SLICE_INIT("a\n\"\"\n"), ',', "utf-8", "1[a]2[]" },
	{ "CR alone", SLICE_INIT("a,b\rc,d\r"), ',', "utf-8", "1[a|b]2[c|d]" },
	{ "Excel's hint", SLICE_INIT("sep=;\r\na,b;c\r\n"), ';', "utf-8", "2[a,b|c]" },
	{ "UTF-8 with a mark", SLICE_INIT("\xef\xbb\xbf\xc3\xbc,b\n"), ',', "utf-8",
	    "1[\xc3\xbc|b]" },
	{ "Windows-1252", SLICE_INIT("Gr\xf6\xdf" "e;\x80\n1;2\n"), ';', "windows-1252",
	    "1[Gr\xc3\xb6\xc3\x9f" "e|\xe2\x82\xac]2[1|2]" },
	{ "UTF-16 with a mark", SLICE_INIT("\xff\xfe\xfc\0;\0b\0\n\0"), ';', "utf-16",
	    "1[\xc3\xbc|b]" },
	{ "UTF-16 without", SLICE_INIT("\0a\0\t\0b\0\n\0c\0\t\0d\0\n"), '\t', "utf-16",
	    "1[a|b]2[c|d]" },
};

static void
tables_are_read_as_they_stand(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(tables); i++) {
		AUTO(arena) a = arena_init(MIB(4));
		AUTO(buf) b = buf_init(4096);
		struct grid g;
		struct err e = {0};
		struct rc r = csv_decode(tables[i].in, &a, &g, &e);
		if (failed(r))
			print_error("%s: %s at %u\n", tables[i].name, e.what, (unsigned)e.at);
		assert_int_equal(r.code, OK);
		show(&g, &b);
		buf_add_byte(&b, 0);
		assert_string_equal((const char *)b.at, tables[i].want);
		assert_int_equal(g.separator, tables[i].separator);
		assert_true(slice_eq(g.encoding, slice_of(tables[i].encoding)));
		assert_int_equal(g.count, 1);
		assert_false(g.macros);
	}
}

static const struct {
	const char *name;
	struct slice in;
	uint64_t at;
	const char *what;
} refused[] = {
	{ "empty", SLICE_INIT(""), 0, "a table without any cell" },
	{ "empty lines", SLICE_INIT("\r\n\r\n"), 4, "a table without any cell" },
	{ "open quote", SLICE_INIT("a,b\n1,\"2\n3,4\n"), 6, "a quote that is never closed" },
	{ "text behind a quote", SLICE_INIT("a,b\n\"1\"x,2\n"), 7, "text behind a closing quote" },
	{ "NUL", SLICE_INIT("a,b\n1,\0\n"), 6, "a NUL in the text" },
	{ "NUL in quotes", SLICE_INIT("a,b\n1,\"\0\"\n"), 7, "a NUL in the text" },
	{ "behind a mark", SLICE_INIT("\xef\xbb\xbf" "a,\"b"), 5, "a quote that is never closed" },
	{ "in Windows-1252", SLICE_INIT("\xfc\xdf,\"b"), 3, "a quote that is never closed" },
	{ "in UTF-16", SLICE_INIT("\xff\xfe\x3d\xd8\0\xde,\0\"\0b\0"), 8,
	    "a quote that is never closed" },
};

static void
refusals_name_the_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		struct grid g;
		struct err e = {0};
		assert_int_equal(csv_decode(refused[i].in, &a, &g, &e).code, E_SYNTAX);
		assert_string_equal(e.what, refused[i].what);
		if (e.at != refused[i].at)
			print_error("%s\n", refused[i].name);
		assert_int_equal(e.at, refused[i].at);
	}
}

static struct rc
decode_repeated(const char *unit, size_t count, size_t budget, struct err *e)
{
	AUTO(buf) b = buf_init(MIB(8));
	AUTO(arena) a = arena_init(budget);
	struct grid g;

	for (size_t i = 0; i < count; i++)
		buf_add_text(&b, unit);
	assert_false(b.broken);
	return csv_decode(buf_slice(&b), &a, &g, e);
}

static void
limits_hold_at_the_limit_and_beyond(void **state)
{
	static const struct {
		const char *unit;
		size_t count, budget;
		enum code want;
		uint64_t at;
	} cases[] = {
		{ "x,y\n", TABLE_ROWS_MAX, MIB(256), OK, 0 },
		{ "x,y\n", TABLE_ROWS_MAX + 1, MIB(256), E_LIMIT, TABLE_ROWS_MAX * 4 },
		{ "x,", TABLE_COLUMNS_MAX - 1, MIB(1), OK, 0 },
		{ "x,", TABLE_COLUMNS_MAX, MIB(1), E_LIMIT, TABLE_COLUMNS_MAX * 2 },
		{ "x", CELL_BYTES_MAX, MIB(1), OK, 0 },
		{ "x", CELL_BYTES_MAX + 1, MIB(1), E_LIMIT, 0 },
		{ "x,y\n", 10000, MIB(1), E_LIMIT, 0 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err e = {0};
		assert_int_equal(decode_repeated(cases[i].unit, cases[i].count, cases[i].budget,
		    &e).code, cases[i].want);
		assert_int_equal(e.at, cases[i].at);
	}
}

static void
truncation_and_flips_never_crash(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(tables); i++) {
		struct slice in = tables[i].in;
		for (size_t k = 0; k < in.len * 9; k++) {
			AUTO(arena) a = arena_init(MIB(1));
			struct grid g = {0};
			struct err e = {0};
			size_t n = k < in.len ? k : in.len;
			size_t bit = k - in.len;
			uint8_t *copy = malloc(n + 1);
			memcpy(copy, in.at, n);
			if (k >= in.len)
				copy[bit / 8] ^= (uint8_t)(1u << bit % 8);
			struct rc r = csv_decode((struct slice){ copy, n }, &a, &g, &e);
			assert_int_equal(failed(r), e.code != OK);
			assert_true(e.at <= n);
			assert_true(failed(r) || g.sheets[0].count > 0);
			free(copy);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_are_read_as_they_stand),
		cmocka_unit_test(refusals_name_the_place),
		cmocka_unit_test(limits_hold_at_the_limit_and_beyond),
		cmocka_unit_test(truncation_and_flips_never_crash),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
