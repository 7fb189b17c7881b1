/* book_spoiled.c - workbooks in a sound ZIP with parts that are missing, huge or spoiled at random.
 * See book_kinds.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "book_kinds.h"
#include "book_parts.h"

static void
whole(struct rng *r, struct buf *out)
{
	book_make(r, out);
}

static void
part_missing(struct rng *r, struct buf *out)
{
	AUTO(parts) p;
	parts_make(r, &p);
	buf_clear(&p.at[rng_below(r, PART_COUNT)]);
	parts_write(r, &p, out);
}

static void
part_for_another(struct rng *r, struct buf *out)
{
	AUTO(parts) p;
	parts_make(r, &p);
	size_t a = rng_below(r, PART_COUNT), b = rng_below(r, PART_COUNT);
	struct buf kept = p.at[a];
	p.at[a] = p.at[b];
	p.at[b] = kept;
	parts_write(r, &p, out);
}

/* Single bytes that XML lives by, at random places. */
static void
markup_spoiled(struct rng *r, struct buf *out)
{
	static const char marks[] = "<>&'\"/=! ;#\0\x80" "19As";
	AUTO(parts) p;
	parts_make(r, &p);
	struct buf *b = &p.at[rng_below(r, PART_COUNT)];
	for (size_t n = 1 + rng_below(r, 3); n > 0; n--)
		b->at[rng_below(r, b->len)] = (uint8_t)marks[rng_below(r, sizeof marks - 1)];
	parts_write(r, &p, out);
}

/* Digits alone: references, indexes and numbers of rows that are off, in XML that is sound. */
static void
digits_changed(struct rng *r, struct buf *out)
{
	AUTO(parts) p;
	parts_make(r, &p);
	struct buf *b = &p.at[rng_one_in(r, 3) ? PART_BOOK : PART_SHEET];
	for (size_t n = 1 + rng_below(r, 40); n > 0; n--) {
		uint8_t *c = &b->at[rng_below(r, b->len)];
		if (*c >= '0' && *c <= '9')
			*c = (uint8_t)('0' + rng_below(r, 10));
	}
	parts_write(r, &p, out);
}

static void
part_cut(struct rng *r, struct buf *out)
{
	AUTO(parts) p;
	parts_make(r, &p);
	struct buf *b = &p.at[rng_below(r, PART_COUNT)];
	b->len = 1 + rng_below(r, b->len);
	parts_write(r, &p, out);
}

/* A heading in each of so many columns; 512 are read. */
static void
heading_very_wide(struct rng *r, struct buf *out)
{
	AUTO(parts) p;
	AUTO(buf) row = buf_init(BOOK_BYTES_MAX);
	size_t n = rng_one_in(r, 3) ? 16384 : 510 + rng_below(r, 4);
	parts_make(r, &p);
	buf_add_text(&row, "<row r='1'>");
	for (size_t i = 0; i < n; i++)
		buf_addf(&row, "<c t='inlineStr'><is><t>%s</t></is></c>", i == 0 ? "Requirement" :
		    i % 2 == 1 ? "Status" : "Nachweis");
	buf_addf(&row, "</row><!-- %c", 0);
	parts_edit(&p, PART_SHEET, "</row>", " -->", 1);
	parts_edit(&p, PART_SHEET, "<row r='1'>", (const char *)row.at, 1);
	parts_write(r, &p, out);
}

static void
cell_very_long(struct rng *r, struct buf *out)
{
	AUTO(parts) p;
	parts_make(r, &p);
	parts_edit(&p, PART_STRINGS, "</t></si></sst>", " long", 6550 + rng_below(r, 10));
	buf_add_text(&p.at[PART_STRINGS], "</t></si></sst>");
	parts_write(r, &p, out);
}

/* Many sheets that all name the same requirements, some of them hidden, some of one name. */
static void
sheets_that_agree(struct rng *r, struct buf *out)
{
	AUTO(parts) p;
	AUTO(buf) sheets = buf_init(BOOK_BYTES_MAX);
	parts_make(r, &p);
	for (size_t i = 0, n = 1 + rng_below(r, 63); i < n; i++)
		buf_addf(&sheets, "<sheet name='S%zu' %s r:id='s1'/>", rng_below(r, 40),
		    rng_one_in(r, 3) ? "state='hidden'" : "");
	buf_addf(&sheets, "</sheets>%c", 0);
	parts_edit(&p, PART_BOOK, "</sheets>", (const char *)sheets.at, 1);
	parts_write(r, &p, out);
}

#define LAST_ROW(says) "<row><c t='str'><v>CR 2.12</v></c><c t='str'><v>" says "</v></c></row>" \
	"</sheetData>"

/* Two sheets that contradict each other; the second has a name of any length. */
static void
sheets_that_differ(struct rng *r, struct buf *out)
{
	AUTO(parts) p;
	parts_make(r, &p);
	buf_clear(&p.at[PART_SECOND]);
	buf_add(&p.at[PART_SECOND], buf_slice(&p.at[PART_SHEET]));
	parts_edit(&p, PART_SHEET, "</sheetData>", LAST_ROW("ja"), 1);
	parts_edit(&p, PART_SECOND, "</sheetData>", LAST_ROW("nein"), 1);
	parts_edit(&p, PART_BOOK, "Two", "\xc3\xa4" "b", 1 + rng_below(r, 200));
	parts_write(r, &p, out);
}

static void
rows_very_many(struct rng *r, struct buf *out)
{
	AUTO(parts) p;
	AUTO(buf) rows = buf_init(BOOK_BYTES_MAX);
	parts_make(r, &p);
	for (size_t i = 0, n = rng_below(r, 3000); i < n; i++)
		buf_addf(&rows, "<row><c t='inlineStr'><is><t>CR %zu.%zu</t></is></c><c "
		    "t='inlineStr'><is><t>met</t></is></c></row>", 1 + rng_below(r, 8),
		    rng_below(r, 14));
	buf_addf(&rows, "</sheetData>%c", 0);
	parts_edit(&p, PART_SHEET, "</sheetData>", (const char *)rows.at, 1);
	parts_write(r, &p, out);
}

const struct book_kind part_kinds[] = {
	{ "book-whole", whole }, { "book-part-missing", part_missing },
	{ "book-part-for-another", part_for_another },
	{ "book-markup-spoiled", markup_spoiled }, { "book-digits-changed", digits_changed },
	{ "book-part-cut", part_cut }, { "book-heading-very-wide", heading_very_wide },
	{ "book-cell-very-long", cell_very_long },
	{ "book-sheets-that-agree", sheets_that_agree },
	{ "book-sheets-that-differ", sheets_that_differ },
	{ "book-rows-very-many", rows_very_many },
};
const size_t part_kind_count = COUNT(part_kinds);
