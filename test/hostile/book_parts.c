/* book_parts.c - the parts of a workbook. See book_parts.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "book_parts.h"

#include "book_kinds.h"

#define XML "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define MAIN "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' " \
	"xmlns:r='" OFFICE "'"
#define RELATION(id, type, target) "<Relationship Id='" id "' Type='" OFFICE "/" type "' " \
	"Target='" target "'/>"

static const struct { const char *name, *text; } fixed[PART_COUNT] = {
	[PART_TYPES] = { "[Content_Types].xml", XML "<Types/>" },
	[PART_PACKAGE] = { "_rels/.rels", XML "<Relationships xmlns='" PACKAGE "'>"
	    RELATION("p", "officeDocument", "xl/workbook.xml") "</Relationships>" },
	[PART_BOOK] = { "xl/workbook.xml", XML "<workbook " MAIN "><sheets>"
	    "<sheet name='One' sheetId='1' r:id='s1'/><sheet name='Two' sheetId='2' r:id='s2'/>"
	    "</sheets></workbook>" },
	[PART_RELATIONS] = { "xl/_rels/workbook.xml.rels", XML "<Relationships xmlns='" PACKAGE
	    "'>" RELATION("s1", "worksheet", "worksheets/sheet1.xml")
	    RELATION("s2", "worksheet", "worksheets/sheet2.xml")
	    RELATION("t", "sharedStrings", "sharedStrings.xml")
	    RELATION("y", "styles", "styles.xml") "</Relationships>" },
	[PART_STRINGS] = { "xl/sharedStrings.xml", NULL },
	[PART_STYLES] = { "xl/styles.xml", XML "<styleSheet " MAIN "><numFmts count='1'><numFmt "
	    "numFmtId='164' formatCode='0000000'/></numFmts><cellXfs><xf numFmtId='0'/>"
	    "<xf numFmtId='164'/><xf numFmtId='14'/></cellXfs></styleSheet>" },
	[PART_SHEET] = { "xl/worksheets/sheet1.xml", NULL },
	[PART_SECOND] = { "xl/worksheets/sheet2.xml", NULL },
	[PART_COMMENTS] = { "xl/comments1.xml", XML "<comments " MAIN "><commentList>"
	    "<comment ref='B2' authorId='0'><text><t>why</t></text></comment></commentList>"
	    "</comments>" },
};

struct slice
part_name(enum book_part part)
{
	return slice_of(fixed[part].name);
}

void
parts_drop(struct parts *p)
{
	for (size_t i = 0; i < PART_COUNT; i++)
		buf_drop(&p->at[i]);
}

/* A cell in the sheet: its text there, or in the shared strings. */
static void
add_cell(struct rng *r, struct buf *sheet, struct buf *strings, size_t *shared, const char *name,
    const char *text)
{
	if (*text == 0)
		return;
	if (rng_one_in(r, 3)) {
		buf_addf(sheet, "<c r='%s' t='inlineStr'><is><t>%s</t></is></c>", name, text);
		return;
	}
	buf_addf(sheet, "<c r='%s' t='s'><v>%zu</v></c>", name, (*shared)++);
	buf_addf(strings, "<si><t>%s</t></si>", text);
}

static void
add_sheet(struct rng *r, struct buf *sheet, struct buf *strings, size_t *shared)
{
	struct table_text t;
	table_text_make(r, &t);
	t.rows = t.rows < 9 ? t.rows : 9;	/* names of cells with one digit */
	buf_add_text(sheet, XML "<worksheet " MAIN "><cols><col min='3' max='3'/></cols>"
	    "<sheetData>");
	for (size_t i = 0; i < t.rows; i++) {
		buf_addf(sheet, "<row r='%zu'>", i + 1);
		for (size_t k = 0; k < TABLE_COLUMNS; k++) {
			const char name[] = { (char)('A' + k), (char)('1' + i), 0 };
			add_cell(r, sheet, strings, shared, name, t.cell[i][k]);
		}
		buf_add_text(sheet, "</row>");
	}
	buf_add_text(sheet, "</sheetData><mergeCells><!-- merges --></mergeCells></worksheet>");
}

void
parts_make(struct rng *r, struct parts *out)
{
	size_t shared = 0;
	for (size_t i = 0; i < PART_COUNT; i++) {
		out->at[i] = buf_init(BOOK_BYTES_MAX);
		if (fixed[i].text != NULL)
			buf_add_text(&out->at[i], fixed[i].text);
	}
	buf_add_text(&out->at[PART_STRINGS], XML "<sst " MAIN ">");
	add_sheet(r, &out->at[PART_SHEET], &out->at[PART_STRINGS], &shared);
	/* two that speak of the same requirements mostly contradict each other */
	if (rng_one_in(r, 5))
		add_sheet(r, &out->at[PART_SECOND], &out->at[PART_STRINGS], &shared);
	else
		buf_add_text(&out->at[PART_SECOND], XML "<worksheet " MAIN "><sheetData/>"
		    "</worksheet>");
	buf_add_text(&out->at[PART_STRINGS], "</sst>");
}

void
parts_edit(struct parts *p, enum book_part part, const char *from, const char *to, size_t times)
{
	struct buf *b = &p->at[part];
	struct buf done = buf_init(BOOK_BYTES_MAX);
	size_t at = slice_find(buf_slice(b), slice_of(from), 0);
	if (at == SIZE_MAX)
		return;
	buf_add(&done, slice_sub(buf_slice(b), 0, at));
	for (size_t i = 0; i < times; i++)
		buf_add_text(&done, to);
	buf_add(&done, slice_sub(buf_slice(b), at + strlen(from), b->len));
	buf_drop(b);
	*b = done;
}

void
parts_write(struct rng *r, const struct parts *p, struct buf *out)
{
	struct zip_maker z = { .out = out, .deflated = rng_one_in(r, 2) };
	for (size_t i = 0; i < PART_COUNT; i++)
		if (p->at[i].len > 0)
			zip_add(&z, part_name((enum book_part)i), buf_slice(&p->at[i]), NULL);
	zip_close(&z, 0, 0);
}

void
book_make(struct rng *r, struct buf *out)
{
	AUTO(parts) p;
	parts_make(r, &p);
	parts_write(r, &p, out);
}
