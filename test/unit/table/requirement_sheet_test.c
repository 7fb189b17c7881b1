/* requirement_sheet_test.c - a table goes out with columns of assay's own, and every byte of the
 * others stays.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "codec/csv.h"
#include "table/requirement_sheet.h"

static const struct own_row one = { 2, { SLICE_INIT("met"), SLICE_INIT("nothing"),
	SLICE_INIT("said, not shown"), SLICE_INIT("gap"), SLICE_INIT("") } };

static struct slice
append(struct arena *a, struct slice in, uint32_t heading, const struct own_row *rows,
    size_t count)
{
	AUTO(buf) out = buf_init(MIB(4));
	struct grid g;
	struct slice kept;
	assert_false(failed(csv_decode(in, a, &g, NULL)));
	assert_false(failed(own_append(in, &g, heading, rows, count, &out, NULL)));
	assert_true(arena_copy(a, buf_slice(&out), &kept));
	return kept;
}

static void
check(struct slice in, struct slice want)
{
	AUTO(arena) a = arena_init(MIB(16));
	struct slice out = append(&a, in, 1, &one, 1);
	if (!slice_eq(out, want))
		fail_msg("%.*s", SLICE_FMT(out));
	/* once more changes nothing */
	assert_true(slice_eq(append(&a, out, 1, &one, 1), want));
}

#define HEADS(s) "assay:stated" s "assay:shown" s "assay:why" s "assay:confidence" s \
	"assay:evidence"
#define OWN(s) "met" s "nothing" s "\"said, not shown\"" s "gap" s

static void
the_file_stays_and_columns_come(void **state)
{
	(void)state;
	check(SLICE("ID;Status\nCR 1.1;ja\n"), SLICE("ID;Status;" HEADS(";") "\nCR 1.1;ja;"
	    OWN(";") "\n"));
	check(SLICE("ID,Status,\r\nCR 1.1,\"a \"\"b\"\",\r\nc\"\r\nx\r\n"),
	    SLICE("ID,Status,," HEADS(",") "\r\nCR 1.1,\"a \"\"b\"\",\r\nc\",," OWN(",")
	    "\r\nx\r\n"));
	check(SLICE("\xef\xbb\xbfID\tS\rCR 1.1"), SLICE("\xef\xbb\xbfID\tS\t" HEADS("\t")
	    "\rCR 1.1\t\t" OWN("\t")));
	check(SLICE("ID;S\xfc\nCR 1.1;\xe4\n\n"), SLICE("ID;S\xfc;" HEADS(";") "\nCR 1.1;\xe4;"
	    OWN(";") "\n\n"));
}

static void
sep_is_no_row_of_the_table(void **state)
{
	AUTO(arena) a = arena_init(MIB(16));
	struct own_row row = one;
	(void)state;
	row.number = 3;
	struct slice out = append(&a, SLICE("sep=;\nID;S\nCR 1.1;ja\n"), 2, &row, 1);
	assert_true(slice_eq(out, SLICE("sep=;\nID;S;" HEADS(";") "\nCR 1.1;ja;" OWN(";") "\n")));
}

/* What would run is made text, in assay's own columns alone. */
static void
formulas(void **state)
{
	static const char *const run[] = { "=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-A1", "-" };
	static const char *const stay[] = { "", "x=1", "-1", "+1.5", "met" };
	AUTO(arena) a = arena_init(MIB(16));
	(void)state;
	for (size_t i = 0; i < COUNT(run); i++)
		assert_true(own_runs(slice_of(run[i])));
	for (size_t i = 0; i < COUNT(stay); i++)
		assert_false(own_runs(slice_of(stay[i])));
	const struct own_row row = { 2, { [OWN_WHY] = SLICE("=1\xc3") } };
	struct slice out = append(&a, SLICE("ID;S\n=2;ja\n"), 1, &row, 1);
	assert_true(slice_eq(out, SLICE("ID;S;" HEADS(";") "\n=2;ja;;;'=1?;;\n")));
}

static void
no_room(void **state)
{
	AUTO(arena) a = arena_init(MIB(16));
	AUTO(buf) in = buf_init(KIB(4)), out = buf_init(KIB(64));
	struct grid g;
	struct err e = {0};
	(void)state;
	for (unsigned i = 0; i < 507; i++)
		buf_add_text(&in, "a;");
	assert_false(failed(csv_decode(buf_slice(&in), &a, &g, NULL)));
	assert_int_equal(g.sheets[0].rows[0].count, 508);
	assert_true(failed(own_append(buf_slice(&in), &g, 1, NULL, 0, &out, &e)));
	assert_int_equal(e.code, E_LIMIT);
}

/* --- generated tables ------------------------------------------------------------------------- */

static uint32_t
draw(uint64_t *seed, uint32_t below)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33) % below;
}

struct shape { bool wide, big, marked; const char *separator, *end; };

static void
put(struct buf *out, const struct shape *s, const char *text)
{
	for (; *text != 0; text++) {
		if (s->wide && s->big)
			buf_add_byte(out, 0);
		buf_add_byte(out, (uint8_t)*text);
		if (s->wide && !s->big)
			buf_add_byte(out, 0);
	}
}

static void
generate(uint64_t *seed, struct buf *out)
{
	static const char *const separators[] = { ",", ";", "\t" }, *const ends[] = { "\n",
		"\r\n", "\r" };
	static const char *const cells[] = { "", "met", "\"a,b;c\"", "\"two\nlines\"", "x\"y",
		"\"q\"\"q\"", "=1+1", " ", "CR 1.1", "-", "\"\"" };
	struct shape s = { draw(seed, 3) == 0, draw(seed, 2), false,
	    separators[draw(seed, 3)], ends[draw(seed, 3)] };
	unsigned rows = 2 + draw(seed, 12), columns = 2 + draw(seed, 5);
	if (s.wide) {
		buf_add_byte(out, s.big ? 0xfe : 0xff);
		buf_add_byte(out, s.big ? 0xff : 0xfe);
	} else if (draw(seed, 2)) {
		buf_add_text(out, "\xef\xbb\xbf");
	}
	for (unsigned r = 0; r < rows; r++) {
		unsigned n = draw(seed, 4) == 0 && r > 1 ? draw(seed, columns + 1) : columns;
		for (unsigned c = 0; c < n; c++) {
			put(out, &s, c > 0 ? s.separator : "");
			put(out, &s, r < 2 ? "name" : cells[draw(seed, COUNT(cells))]);
		}
		if (r + 1 < rows || draw(seed, 2))
			put(out, &s, s.end);
	}
}

/* The bytes that were there, in their order: what is left when assay's own are taken away. */
static void
compare(const struct grid *before, const struct grid *after)
{
	const struct grid_sheet *x = &before->sheets[0], *y = &after->sheets[0];
	assert_int_equal(x->count, y->count);
	assert_int_equal(before->separator, after->separator);
	assert_true(slice_eq(before->encoding, after->encoding));
	for (size_t i = 0; i < x->count; i++) {
		assert_int_equal(x->rows[i].number, y->rows[i].number);
		assert_true(y->rows[i].count >= x->rows[i].count);
		for (uint32_t c = 0; c < x->rows[i].count; c++)
			assert_true(slice_eq(x->rows[i].cells[c].text,
			    y->rows[i].cells[c].text));
	}
}

static bool
is_part(struct slice small, struct slice large)
{
	size_t at = 0;
	for (size_t i = 0; i < large.len && at < small.len; i++)
		at += large.at[i] == small.at[at];
	return at == small.len;
}

static void
over_generated_tables(void **state)
{
	uint64_t seed = 62443;
	unsigned seen = 0;
	(void)state;
	for (unsigned i = 0; i < 3000; i++) {
		AUTO(arena) a = arena_init(MIB(16));
		AUTO(buf) in = buf_init(KIB(64));
		struct grid before, after;
		struct own_row rows[4];
		generate(&seed, &in);
		if (failed(csv_decode(buf_slice(&in), &a, &before, NULL)))
			continue;
		size_t n = 0;
		for (size_t k = 1; k < before.sheets[0].count && n < COUNT(rows); k++)
			if (draw(&seed, 2)) {
				rows[n] = one;
				rows[n++].number = before.sheets[0].rows[k].number;
			}
		uint32_t heading = before.sheets[0].rows[0].number;
		struct slice out = append(&a, buf_slice(&in), heading, rows, n);
		assert_true(is_part(buf_slice(&in), out));
		assert_false(failed(csv_decode(out, &a, &after, NULL)));
		if (after.separator != before.separator)
			continue;	/* a table of one column is split by what comes */
		compare(&before, &after);
		assert_true(slice_eq(append(&a, out, heading, rows, n), out));
		seen++;
	}
	assert_true(seen > 2000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_file_stays_and_columns_come),
		cmocka_unit_test(sep_is_no_row_of_the_table),
		cmocka_unit_test(formulas),
		cmocka_unit_test(no_room),
		cmocka_unit_test(over_generated_tables),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
