/* book_csv.c - tables as text, made to harm. See book_kinds.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/limits.h"
#include "book_kinds.h"

/* A table with one separator and one line end; where they go wrong says the kind. */
static void
add_table(struct rng *r, const char *separator, const char *line_end, struct buf *out)
{
	struct table_text t;
	table_text_make(r, &t);
	for (size_t i = 0; i < t.rows; i++)
		for (size_t k = 0; k < TABLE_COLUMNS; k++) {
			bool quoted = strpbrk(t.cell[i][k], ",;") != NULL || rng_one_in(r, 5);
			buf_addf(out, quoted ? "\"%s\"" : "%s", t.cell[i][k]);
			buf_add_text(out, k + 1 < TABLE_COLUMNS ? separator : line_end);
		}
}

static void
add_plain(struct rng *r, struct buf *out)
{
	static const char *const separators[] = { ",", ";", "\t" };
	add_table(r, separators[rng_below(r, COUNT(separators))], "\n", out);
}

/* Puts the bytes over what stands there, or in between. */
static void
spoil(struct rng *r, struct slice bytes, bool between, struct buf *out)
{
	AUTO(buf) whole = buf_init(BOOK_BYTES_MAX);
	add_plain(r, &whole);
	struct slice s = buf_slice(&whole);
	size_t at = rng_below(r, s.len);
	buf_add(out, slice_sub(s, 0, at));
	buf_add(out, bytes);
	buf_add(out, slice_sub(s, between ? at : at + bytes.len, s.len));
}

/* --- quotes, bytes, line ends ----------------------------------------------------------------- */

static void
open_quote(struct rng *r, struct buf *out)
{
	spoil(r, SLICE("\""), true, out);
}

static void
many_quotes(struct rng *r, struct buf *out)
{
	add_plain(r, out);
	for (size_t n = 1 + rng_below(r, 20000); n > 0; n--)
		buf_add_text(out, rng_one_in(r, 9) ? "," : "\"");
}

static void
nul_bytes(struct rng *r, struct buf *out)
{
	spoil(r, (struct slice){ (const uint8_t *)"\0\0\0", 1 + rng_below(r, 3) },
	    rng_one_in(r, 2), out);
}

static void
no_characters(struct rng *r, struct buf *out)
{
	static const struct slice bad[] = {
		SLICE_INIT("\xc3"), SLICE_INIT("\xff\xfe"), SLICE_INIT("\xed\xa0\x80"),
		SLICE_INIT("\xc0\xaf"), SLICE_INIT("\xf4\x90\x80\x80"), SLICE_INIT("\x81\x8d"),
	};
	spoil(r, bad[rng_below(r, COUNT(bad))], rng_one_in(r, 2), out);
}

static void
unsafe_characters(struct rng *r, struct buf *out)
{
	spoil(r, rng_one_in(r, 2) ? SLICE("\x1b[2J\x7f\x01") :
	    SLICE("\xe2\x80\xae\xe2\x81\xa6\xef\xbb\xbf\xe2\x80\xa8"), true, out);
}

static void
carriage_returns(struct rng *r, struct buf *out)
{
	add_table(r, rng_one_in(r, 2) ? ";" : ",", rng_one_in(r, 2) ? "\r" : "\r\r\n", out);
}

static void
separators_mixed(struct rng *r, struct buf *out)
{
	add_table(r, ",", "\n", out);
	add_table(r, ";", "\r\n", out);
	add_table(r, "\t", "\n", out);
}

static void
separator_named(struct rng *r, struct buf *out)
{
	static const char *const first[] = { "sep=;\n", "sep=\n", "sep=\"\n", "sep=,,\r", "sep=",
		"sep=\x01\n" };
	buf_add_text(out, first[rng_below(r, COUNT(first))]);
	add_plain(r, out);
}

static void
only_separators(struct rng *r, struct buf *out)
{
	static const char few[] = ",;\t\n\r\" ";
	for (size_t n = rng_below(r, 5000); n > 0; n--)
		buf_add_byte(out, (uint8_t)few[rng_below(r, sizeof few - 1)]);
}

static void
any_bytes(struct rng *r, struct buf *out)
{
	for (size_t n = rng_below(r, 3000); n > 0; n--)
		buf_add_byte(out, (uint8_t)rng_next(r));
}

static void
cut_short(struct rng *r, struct buf *out)
{
	AUTO(buf) whole = buf_init(BOOK_BYTES_MAX);
	add_plain(r, &whole);
	buf_add(out, slice_sub(buf_slice(&whole), 0, rng_below(r, whole.len)));
}

/* --- byte-order marks ------------------------------------------------------------------------- */

static void
add_wide(struct slice text, bool big, struct buf *out)
{
	for (size_t i = 0; i < text.len; i++) {
		if (big)
			buf_add_byte(out, 0);
		buf_add_byte(out, text.at[i]);
		if (!big)
			buf_add_byte(out, 0);
	}
}

static void
mark_of_utf8(struct rng *r, struct buf *out)
{
	for (size_t n = 1 + rng_below(r, 3); n > 0; n--)
		buf_add_text(out, "\xef\xbb\xbf");
	add_plain(r, out);
}

/* Each byte of the text as a character of its own: what UTF-8 had in two is two then. */
static void
mark_of_utf16(struct rng *r, struct buf *out)
{
	AUTO(buf) text = buf_init(BOOK_BYTES_MAX);
	bool big = rng_one_in(r, 2);
	add_plain(r, &text);
	buf_add_text(out, big ? "\xfe\xff" : "\xff\xfe");
	add_wide(buf_slice(&text), big, out);
	if (rng_one_in(r, 3))
		buf_add_byte(out, 0xd8);	/* half of one, or of a pair */
}

static void
mark_that_lies(struct rng *r, struct buf *out)
{
	static const struct slice marks[] = { SLICE_INIT("\xff\xfe"), SLICE_INIT("\xfe\xff"),
		SLICE_INIT("\0\0\xfe\xff"), SLICE_INIT("\xff\xfe\0\0"), SLICE_INIT("\xef\xbb") };
	buf_add(out, marks[rng_below(r, COUNT(marks))]);
	add_plain(r, out);
}

/* --- sizes ------------------------------------------------------------------------------------ */

static void
very_many_columns(struct rng *r, struct buf *out)
{
	size_t n = rng_one_in(r, 4) ? 511 + rng_below(r, 3) : 100000;
	buf_add_text(out, "Requirement,Status");
	for (size_t i = 2; i < n; i++)
		buf_add_byte(out, ',');
	buf_add_text(out, "x\nCR 1.1,met\nCR 1.3,met\n");
}

static void
very_many_rows(struct rng *r, struct buf *out)
{
	buf_add_text(out, "Requirement,Status\n");
	for (size_t i = 0, n = 1000 + rng_below(r, 2000); i < n; i++)
		buf_addf(out, "CR %zu.%zu RE(%zu),met\n", 1 + rng_below(r, 9), rng_below(r, 20),
		    rng_below(r, 99));
}

static void
very_long_cell(struct rng *r, struct buf *out)
{
	size_t n = CELL_BYTES_MAX - 1 + rng_below(r, 3);
	buf_add_text(out, "Requirement,Status,Evidence\nCR 1.1,met,");
	for (size_t i = 0; i < n; i++)
		buf_add_byte(out, rng_one_in(r, 50) ? ';' : 'e');
	buf_add_text(out, "\nCR 1.3,met,x\n");
}

/* --- what the rows say ------------------------------------------------------------------------ */

static void
one_key_everywhere(struct rng *r, struct buf *out)
{
	bool split = rng_one_in(r, 2);
	buf_add_text(out, "Anforderung;Status;Nachweis\n");
	for (size_t i = 0, n = 2 + rng_below(r, 300); i < n; i++)
		buf_addf(out, "%s;%s;N-%zu\n", rng_one_in(r, 2) ? "CR 1.1" : "cr-1.1 Nutzer",
		    split && rng_one_in(r, 9) ? "nein" : "ja", i);
}

static void
enhancement_without_base(struct rng *r, struct buf *out)
{
	buf_add_text(out, "ID,Status\n");
	for (size_t i = 0, n = 1 + rng_below(r, 6); i < n; i++)
		buf_addf(out, "RE(%zu),met\n", rng_below(r, 4));
	add_table(r, ",", "\n", out);
	buf_add_text(out, "RE(18446744073709551617),met\nRE(),no\nRE(-1),no\nCR 99999999.1,met\n");
}

static void
headings_again(struct rng *r, struct buf *out)
{
	for (size_t n = 1 + rng_below(r, 12); n > 0; n--)
		add_table(r, ";", "\n", out);
}

static void
heading_alone(struct rng *r, struct buf *out)
{
	buf_add_text(out, rng_one_in(r, 2) ? "Requirement,STATUS,eViDeNcE" :
	    "Anforderung;Erf\xc3\xbcllung;Erf\xc3\xbcllung;Status\n;;;\n");
}

static void
columns_to_tick(struct rng *r, struct buf *out)
{
	buf_add_text(out, "Req,Met,Partly,Not met,N/A,Met,Status\n");
	for (size_t i = 1; i < 8; i++) {
		buf_addf(out, "CR 1.%zu", i);
		for (size_t k = 0; k < 6; k++)
			buf_add_text(out, rng_one_in(r, 2) ? ",x" : ",");
		buf_add_byte(out, '\n');
	}
}

static void
ragged_rows(struct rng *r, struct buf *out)
{
	for (size_t i = 0; i < 30; i++) {
		for (size_t k = rng_below(r, 9); k > 0; k--)
			buf_add_text(out, rng_one_in(r, 3) ? "CR 2.1," : rng_one_in(r, 2) ?
			    "Status," : "met,");
		buf_add_byte(out, '\n');
	}
}

static void
nothing(struct rng *r, struct buf *out)
{
	static const struct slice few[] = { SLICE_INIT(""), SLICE_INIT("\n"), SLICE_INIT(","),
		SLICE_INIT("\""), SLICE_INIT("\0"), SLICE_INIT("\xef\xbb\xbf"), SLICE_INIT(" ") };
	buf_add(out, few[rng_below(r, COUNT(few))]);
}

const struct book_kind csv_kinds[] = {
	{ "csv-plain", add_plain }, { "csv-open-quote", open_quote },
	{ "csv-many-quotes", many_quotes }, { "csv-nul-bytes", nul_bytes },
	{ "csv-no-characters", no_characters }, { "csv-unsafe-characters", unsafe_characters },
	{ "csv-carriage-returns", carriage_returns },
	{ "csv-separators-mixed", separators_mixed }, { "csv-separator-named", separator_named },
	{ "csv-only-separators", only_separators }, { "csv-any-bytes", any_bytes },
	{ "csv-cut-short", cut_short }, { "csv-mark-of-utf8", mark_of_utf8 },
	{ "csv-mark-of-utf16", mark_of_utf16 }, { "csv-mark-that-lies", mark_that_lies },
	{ "csv-very-many-columns", very_many_columns },
	{ "csv-very-many-rows", very_many_rows }, { "csv-very-long-cell", very_long_cell },
	{ "csv-one-key-everywhere", one_key_everywhere },
	{ "csv-enhancement-without-base", enhancement_without_base },
	{ "csv-headings-again", headings_again }, { "csv-heading-alone", heading_alone },
	{ "csv-columns-to-tick", columns_to_tick }, { "csv-ragged-rows", ragged_rows },
	{ "csv-nothing", nothing },
};
const size_t csv_kind_count = COUNT(csv_kinds);
