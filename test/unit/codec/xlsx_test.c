/* xlsx_test.c - workbooks as Excel writes them, as others do, and as an enemy makes them.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/xlsx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/limits.h"
#include "archive_make.h"

#define XML "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
#define RELS "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define MAIN "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' " \
	"xmlns:r='" OFFICE "'"

/* The parts of a workbook; null takes the ordinary one, "" leaves the part out. */
struct parts {
	const char *package, *book, *relations, *strings, *styles, *sheet, *second;
};

static const struct parts ordinary = {
	.package = XML RELS "<Relationship Id='a' Type='" OFFICE "/officeDocument' "
	    "Target='xl/workbook.xml'/></Relationships>",
	.book = XML "<workbook " MAIN "><sheets><sheet name='Lieferung' sheetId='1' r:id='s1'/>"
	    "</sheets></workbook>",
	.relations = XML RELS "<Relationship Id='s1' Type='" OFFICE "/worksheet' "
	    "Target='worksheets/sheet1.xml'/><Relationship Id='s2' Type='" OFFICE "/worksheet' "
	    "Target='/xl/worksheets/../worksheets/sheet2.xml'/>"
	    "<Relationship Id='t' Type='" OFFICE "/sharedStrings' Target='./sharedStrings.xml'/>"
	    "<Relationship Id='y' Type='" OFFICE "/styles' Target='styles.xml'/>"
	    "<Relationship Id='x' Type='" OFFICE "/externalLink' TargetMode='External' "
	    "Target='http://example.invalid/'/></Relationships>",
	.strings = XML "<sst " MAIN " count='3'><si><t>Seriennummer</t></si>"
	    "<si><r><rPr><b/></rPr><t>Teil</t></r><r><t xml:space='preserve'> 2</t></r>"
	    "<rPh sb='0' eb='1'><t>phonetic</t></rPh></si>"
	    "<si><t>a_x000D_b_x20_&#228;</t></si></sst>",
	.styles = XML "<styleSheet " MAIN "><numFmts count='2'>"
	    "<numFmt numFmtId='164' formatCode='0000000'/>"
	    "<numFmt numFmtId='165' formatCode='dd\\.mm\\.yyyy'/></numFmts>"
	    "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/>"
	    "<xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='22'/></cellXfs></styleSheet>",
	.sheet = "<worksheet " MAIN "><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c></row>"
	    "</sheetData></worksheet>",
	.second = "",
};

static struct slice
or_else(const char *mine, const char *otherwise)
{
	return slice_of(mine != NULL ? mine : otherwise);
}

static struct slice
make_book(const struct parts *p)
{
	const struct made all[] = {
		{ .name = "[Content_Types].xml", .content = SLICE_INIT("<Types/>") },
		{ .name = "_rels/.rels", .content = or_else(p->package, ordinary.package) },
		{ .name = "xl/workbook.xml", .content = or_else(p->book, ordinary.book) },
		{ .name = "xl/_rels/workbook.xml.rels",
		    .content = or_else(p->relations, ordinary.relations) },
		/* after the sheets, as some write them */
		{ .name = "xl/worksheets/sheet1.xml",
		    .content = or_else(p->sheet, ordinary.sheet) },
		{ .name = "xl/worksheets/sheet2.xml",
		    .content = or_else(p->second, ordinary.second) },
		{ .name = "xl/sharedStrings.xml",
		    .content = or_else(p->strings, ordinary.strings) },
		{ .name = "xl/styles.xml", .content = or_else(p->styles, ordinary.styles) },
	};
	struct made there[COUNT(all)];
	size_t n = 0;

	for (size_t i = 0; i < COUNT(all); i++)
		if (all[i].content.len > 0)
			there[n++] = all[i];
	return make_archive("zip", NULL, NULL, there, n);
}

/* "Lieferung: 1[text|#3.1|...] 3:1-2": merged cells by column and rows. # number, @ date,
 * ? truth, ! error, 0 padded, = formula, ~ hidden; columns hidden as "/n". */
static void
show(const struct grid *g, struct buf *b)
{
	static const char marks[] = { '-', 0, '#', '@', '?', '!' };

	for (size_t s = 0; s < g->count; s++) {
		const struct grid_sheet *sheet = &g->sheets[s];
		buf_addf(b, "%s%.*s", sheet->hidden ? "~" : "", SLICE_FMT(sheet->name));
		if (sheet->hidden_columns > 0)
			buf_addf(b, "/%u", (unsigned)sheet->hidden_columns);
		buf_add_byte(b, ':');
		for (size_t i = 0; i < sheet->count; i++) {
			const struct grid_row *row = &sheet->rows[i];
			buf_addf(b, " %s%u[", row->hidden ? "~" : "", (unsigned)row->number);
			for (uint32_t k = 0; k < row->count; k++) {
				const struct grid_cell *c = &row->cells[k];
				if (k > 0)
					buf_add_byte(b, '|');
				if (c->formula)
					buf_add_byte(b, '=');
				if (c->padded)
					buf_add_byte(b, '0');
				if (marks[c->kind] != 0)
					buf_add_byte(b, (uint8_t)marks[c->kind]);
				buf_add(b, c->text);
			}
			buf_add_byte(b, ']');
		}
		for (size_t i = 0; i < sheet->merge_count; i++)
			buf_addf(b, " %u:%u-%u", (unsigned)sheet->merges[i].column,
			    (unsigned)sheet->merges[i].first, (unsigned)sheet->merges[i].last);
		buf_add_byte(b, '\n');
	}
	if (g->macros)
		buf_add_text(b, "macros\n");
	if (g->epoch_1904)
		buf_add_text(b, "1904\n");
}

/* Where the rows of ROWS() begin, and behind RELS. */
#define AT(n) (sizeof("<worksheet " MAIN "><sheetData>") - 1 + (n))
#define AT_RELS(n) (sizeof(RELS) - 1 + (n))
#define ROWS(rows) .sheet = "<worksheet " MAIN "><sheetData>" rows "</sheetData></worksheet>"

static const struct {
	const char *name;
	struct parts parts;
	const char *want;
} books[] = {
	{ "shared strings", { ROWS("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'>"
	    "<v>1</v></c><c r='C1' t='s'><v>2</v></c></row>") },
	    "Lieferung: 1[Seriennummer|Teil 2|a\rb_x20_\xc3\xa4]\n" },
	{ "kinds of cells", { ROWS("<row r='2'><c r='A2'><v>0047022</v></c><c r='B2' t='n'>"
	    "<v>3.1E+03</v></c><c r='C2' t='b'><v>1</v></c><c r='D2' t='e'><v>#REF!</v></c>"
	    "<c r='E2' t='str'><f>A1&amp;B1</f><v>x</v></c><c r='F2' t='inlineStr'><is><r><t>in"
	    "</t></r><r><t>line</t></r><rPh><t>no</t></rPh></is></c><c r='G2' t='d'>"
	    "<v>2026-06-30</v></c></row>") },
	    "Lieferung: 2[#0047022|#3.1E+03|?1|!#REF!|=x|inline|@2026-06-30]\n" },
	{ "number formats", { ROWS("<row r='1'><c r='A1' s='1'><v>47022</v></c><c r='B1' s='2'>"
	    "<v>46203</v></c><c r='C1' s='3'><v>46203.5</v></c><c r='D1' s='0'><v>1</v></c>"
	    "<c r='E1' s='9'><v>2</v></c></row>") },
	    "Lieferung: 1[0#47022|@46203|@46203.5|#1|#2]\n" },
	{ "cells without a name", { ROWS("<row><c><v>1</v></c><c/><c r='D1'><v>4</v></c><c><v>5</v>"
	    "</c></row><row r='7'><c><v>6</v></c></row><row><c r='B8'><v>7</v></c></row>") },
	    "Lieferung: 1[#1|-|-|#4|#5] 7[#6] 8[-|#7]\n" },
	{ "empty rows and cells are left out", { ROWS("<row r='1'><c r='A1' s='1'/></row>"
	    "<row r='1048576'><c r='A1048576'><v>1</v></c><c r='XFD1048576'><v></v></c></row>") },
	    "Lieferung: 1048576[#1]\n" },
	{ "hidden rows and columns", { .sheet = "<worksheet " MAIN "><cols><col min='2' max='3' "
	    "hidden='1'/><col min='5' max='16384' hidden='true'/></cols><sheetData><row r='1' "
	    "hidden='1'><c><v>1</v></c><c/><c><v>3</v></c></row></sheetData></worksheet>" },
	    "Lieferung/2: ~1[#1|-|#3]\n" },
	{ "cells merged over rows, in order; over columns, and no proper ones, say nothing",
	    { .sheet = "<worksheet " MAIN "><sheetData><row r='1'><c><v>1</v></c></row></sheetData>"
	    "<mergeCells><mergeCell ref='C4:D5'/><mergeCell ref='B7:B9'/><mergeCell ref='B2:B3'/>"
	    "<mergeCell ref='A1:E1'/><mergeCell ref='A1'/><mergeCell ref='A0:A3'/><mergeCell "
	    "ref='A3:A2'/><mergeCell ref='A1:A1048577'/><mergeCell ref='B1:A4'/><mergeCell/>"
	    "</mergeCells></worksheet>" }, "Lieferung: 1[#1] 2:2-3 2:7-9 3:4-5\n" },
	{ "hidden sheets, absolute targets, 1904", { .book = "<workbook " MAIN "><workbookPr "
	    "date1904='1'/><sheets><sheet name='A&amp;B' r:id='s2' state='veryHidden'/><sheet "
	    "name='C' r:id='s1' state='visible'/></sheets></workbook>",
	    .second = "<worksheet " MAIN "><sheetData><row><c><v>2</v></c></row></sheetData>"
	    "</worksheet>" }, "~A&B: 1[#2]\nC: 1[Seriennummer]\n1904\n" },
	{ "strict", { .package = RELS "<Relationship Id='a' Target='/xl/workbook.xml' "
	    "Type='http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument'/>"
	    "</Relationships>", .book = "<m:workbook xmlns:m='http://purl.oclc.org/ooxml/"
	    "spreadsheetml/main' xmlns:r='http://purl.oclc.org/ooxml/officeDocument/"
	    "relationships'><m:sheets><m:sheet name='S' r:id='s1'/></m:sheets></m:workbook>",
	    .sheet = "<m:worksheet xmlns:m='http://purl.oclc.org/ooxml/spreadsheetml/main'>"
	    "<m:sheetData><m:row><m:c><m:v>1</m:v></m:c></m:row></m:sheetData></m:worksheet>" },
	    "S: 1[#1]\n" },
	{ "a macro sheet counts as macros", { .relations = RELS "<Relationship Id='s1' "
	    "Type='http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet' "
	    "Target='m.xml'/>"
	    "</Relationships>" }, "macros\n" },
	{ "a chart sheet is left out", { .relations = RELS "<Relationship Id='s1' Type='" OFFICE
	    "/chartsheet' Target='c.xml'/></Relationships>" }, "" },
	{ "no strings, no styles", { .relations = RELS "<Relationship Id='s1' Type='" OFFICE
	    "/worksheet' Target='worksheets/sheet1.xml'/></Relationships>", .strings = "",
	    .styles = "", ROWS("<row><c s='1'><v>1</v></c></row>") }, "Lieferung: 1[#1]\n" },
};

static void
workbooks_are_read_as_they_stand(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(books); i++) {
		AUTO(arena) a = arena_init(MIB(8));
		AUTO(buf) b = buf_init(KIB(64));
		struct slice in = make_book(&books[i].parts);
		struct grid g;
		struct err e = {0};
		struct rc r = xlsx_decode(in, &a, &g, &e);
		if (failed(r))
			print_error("%s: %s at %u\n", books[i].name, e.what, (unsigned)e.at);
		assert_int_equal(r.code, OK);
		free((void *)(uintptr_t)in.at);		/* nothing is borrowed from the input */
		show(&g, &b);
		buf_add_byte(&b, 0);
		assert_string_equal((const char *)b.at, books[i].want);
		assert_true(slice_eq(g.encoding, SLICE("utf-8")));
	}
}

#define DOCTYPE "<!DOCTYPE x [<!ENTITY l 'lol'>]>"

static const struct {
	const char *name;
	struct parts parts;
	enum code want;
	uint64_t at;
	const char *what;
} refused[] = {
	{ "DOCTYPE in the package", { .package = DOCTYPE "<x/>" }, E_SCHEMA, 12,
	    "package relationships: a DOCTYPE, which is never read" },
	{ "DOCTYPE in the workbook", { .book = DOCTYPE "<x/>" }, E_SCHEMA, 12,
	    "workbook: a DOCTYPE, which is never read" },
	{ "DOCTYPE in the strings", { .strings = DOCTYPE "<x/>" }, E_SCHEMA, 12,
	    "shared strings: a DOCTYPE, which is never read" },
	{ "DOCTYPE in the styles", { .styles = DOCTYPE "<x/>" }, E_SCHEMA, 12,
	    "styles: a DOCTYPE, which is never read" },
	{ "DOCTYPE in a sheet", { .sheet = DOCTYPE "<x/>" }, E_SCHEMA, 12,
	    "sheet: a DOCTYPE, which is never read" },
	{ "no package", { .package = "" }, E_SCHEMA, 0, "no workbook: the package names none" },
	{ "another document", { .package = RELS "<Relationship Id='a' Type='x/officeDocument' "
	    "Target='word/document.xml'/></Relationships>" }, E_SCHEMA, 0,
	    "no workbook: the part that is named is missing" },
	{ "another root", { .book = "<document/>" }, E_SCHEMA, 0, "workbook: no workbook" },
	{ "no relationships", { .relations = "" }, E_SCHEMA, 0,
	    "the relationships of the workbook are missing" },
	{ "a sheet of no relationship", { .relations = RELS "</Relationships>" }, E_SCHEMA, 0,
	    "a sheet whose relationship does not exist" },
	{ "a sheet that is missing", { .sheet = "" }, E_SCHEMA, 0,
	    "a sheet that the workbook names is missing" },
	{ "strings that are missing", { .strings = "" }, E_SCHEMA, 0,
	    "a part that the workbook names is missing" },
	{ "XML cut off", { .styles = "<styleSheet><numFmts" }, E_SYNTAX, 12,
	    "styles: the document ends inside a tag" },
	{ "two Ids", { .relations = RELS "<Relationship Id='a' Target='x'/>"
	    "<Relationship Id='a' Target='y'/></Relationships>" }, E_SCHEMA, AT_RELS(33),
	    "workbook relationships: two relationships with one Id" },
	{ "a string that is none", { ROWS("<row><c t='s'><v>3</v></c></row>") }, E_SCHEMA, AT(5),
	    "sheet: a cell whose shared string does not exist" },
	{ "a number that is none", { ROWS("<row><c><v>1,5</v></c></row>") }, E_SCHEMA, AT(5),
	    "sheet: a number that is none" },
	{ "a truth that is none", { ROWS("<row><c t='b'><v>2</v></c></row>") }, E_SCHEMA, AT(5),
	    "sheet: a truth value that is none" },
	{ "rows out of order", { ROWS("<row r='2'/><row r='1'/>") }, E_SCHEMA, AT(12),
	    "sheet: a row out of order or twice" },
	{ "a row twice", { ROWS("<row r='2'/><row r='2'/>") }, E_SCHEMA, AT(12),
	    "sheet: a row out of order or twice" },
	{ "a row beyond the last", { ROWS("<row r='1048577'/>") }, E_SCHEMA, AT(0),
	    "sheet: a row beyond 1048576" },
	{ "cells out of order", { ROWS("<row><c r='B1'/><c r='A1'/></row>") }, E_SCHEMA, AT(16),
	    "sheet: a cell out of order or twice" },
	{ "a cell twice", { ROWS("<row><c r='B1'/><c r='B1'/></row>") }, E_SCHEMA, AT(16),
	    "sheet: a cell out of order or twice" },
	{ "a cell of another row", { ROWS("<row r='1'><c r='A2'/></row>") }, E_SCHEMA, AT(11),
	    "sheet: a cell in another row than its own" },
	{ "a cell without a name", { ROWS("<row><c r='1A'/></row>") }, E_SCHEMA, AT(5),
	    "sheet: a cell without a proper name" },
	{ "a column beyond the last", { ROWS("<row><c r='XFE1'/></row>") }, E_SCHEMA, AT(5),
	    "sheet: a cell without a proper name" },
	{ "two values", { ROWS("<row><c><v>1</v><v>2</v></c></row>") }, E_SCHEMA, AT(16),
	    "sheet: a cell with two values" },
	{ "a type that does not exist",
	    { ROWS("<row><c t='x'><v>1</v></c></row>") }, E_SCHEMA, AT(5),
	    "sheet: a cell of a type that does not exist" },
	{ "rows in two places", { ROWS("</sheetData><sheetData>") }, E_SCHEMA, AT(12),
	    "sheet: the rows of a sheet in two places" },
	{ "a row in a row", { ROWS("<row><row/></row>") }, E_SCHEMA, AT(5),
	    "sheet: a row inside of a row" },
	{ "a cell beyond column 512",
	    { ROWS("<row><c r='SS1'><v>1</v></c></row>") }, E_LIMIT, AT(5),
	    "sheet: a row has more than 512 cells" },
};

static void
refusals_name_the_part_and_the_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		AUTO(arena) a = arena_init(MIB(8));
		struct slice in = make_book(&refused[i].parts);
		struct grid g;
		struct err e = {0};
		struct rc r = xlsx_decode(in, &a, &g, &e);
		free((void *)(uintptr_t)in.at);
		if (r.code != refused[i].want || e.at != refused[i].at)
			print_error("%s: %s at %u\n", refused[i].name, e.what, (unsigned)e.at);
		assert_int_equal(r.code, refused[i].want);
		assert_string_equal(e.what, refused[i].what);
		assert_int_equal(e.at, refused[i].at);
	}
}

static void
macros_and_doubles_are_noticed_by_name(void **state)
{
	static const struct made macro = { .name = "xl/VBAProject.bin",
	    .content = SLICE_INIT("x") };
	struct made parts[5] = {
		{ .name = "_rels/.rels" }, { .name = "xl/workbook.xml" },
		{ .name = "xl/_rels/workbook.xml.rels" },
		{ .name = "other.xml", .content = SLICE_INIT("x") }, macro,
	};
	struct grid g;
	struct err e = {0};

	(void)state;
	parts[0].content = slice_of(ordinary.package);
	parts[1].content = SLICE("<workbook "
	    "xmlns='http://purl.oclc.org/ooxml/spreadsheetml/main'/>");
	parts[2].content = SLICE(RELS "</Relationships>");
	AUTO(arena) a = arena_init(MIB(8));
	struct slice in = make_archive("zip", NULL, NULL, parts, 5);
	assert_int_equal(xlsx_decode(in, &a, &g, &e).code, OK);
	assert_true(g.macros);
	assert_int_equal(g.count, 0);
	free((void *)(uintptr_t)in.at);
	parts[3].name = "XL/workbook.xml";
	in = make_archive("zip", NULL, "compression=store", parts, 5);
	size_t place = slice_find(in, SLICE("XL/workbook.xml"), 0) - 30;
	assert_int_equal(xlsx_decode(in, &a, &g, &e).code, E_SCHEMA);
	assert_string_equal(e.what, "two parts of one name");
	assert_int_equal(e.at, place);
	free((void *)(uintptr_t)in.at);
}

static struct rc
decode_rows(size_t count, size_t budget, struct err *e)
{
	AUTO(buf) b = buf_init(MIB(64));
	AUTO(arena) a = arena_init(budget);
	struct grid g;

	buf_add_text(&b, "<worksheet " MAIN "><sheetData>");
	for (size_t i = 0; i < count; i++)
		buf_addf(&b, "<row><c><v>%u</v></c></row>", (unsigned)i);
	buf_add_text(&b, "</sheetData></worksheet>");
	buf_add_byte(&b, 0);
	assert_false(b.broken);
	struct slice in = make_book(&(struct parts){ .sheet = (const char *)b.at });
	struct rc r = xlsx_decode(in, &a, &g, e);
	free((void *)(uintptr_t)in.at);
	return r;
}

static void
rows_and_cells_stop_at_their_limits(void **state)
{
	struct err e = {0};

	(void)state;
	/* The values differ, so that this is no bomb. */
	assert_int_equal(decode_rows(TABLE_ROWS_MAX, MIB(256), &e).code, OK);
	assert_int_equal(decode_rows(TABLE_ROWS_MAX + 1, MIB(256), &e).code, E_LIMIT);
	assert_string_equal(e.what, "sheet: the table has more than 200,000 rows");
	e = (struct err){0};
	assert_int_equal(decode_rows(100000, MIB(4), &e).code, E_LIMIT);
	for (unsigned more = 0; more <= 1; more++) {
		AUTO(buf) b = buf_init(KIB(64));
		AUTO(arena) a = arena_init(MIB(8));
		struct grid g;
		buf_add_text(&b, "<sst " MAIN "><si><t>");
		for (size_t i = 0; i < CELL_BYTES_MAX + more; i++)
			buf_add_byte(&b, 'x');
		buf_add_text(&b, "</t></si></sst>");
		buf_add_byte(&b, 0);
		struct slice in = make_book(&(struct parts){ .strings = (const char *)b.at });
		e = (struct err){0};
		assert_int_equal(xlsx_decode(in, &a, &g, &e).code, more ? E_LIMIT : OK);
		free((void *)(uintptr_t)in.at);
	}
	assert_string_equal(e.what, "shared strings: a cell is longer than 32 KiB");
}

static void
bombs_stop_at_the_ratio(void **state)
{
	AUTO(buf) b = buf_init(MIB(32));
	AUTO(arena) a = arena_init(MIB(64));
	struct grid g;
	struct err e = {0};

	(void)state;
	buf_add_text(&b, "<sst " MAIN ">");
	while (b.len < MIB(24))
		buf_add_text(&b, "<!-- nothing here, a thousand times over and over again -->");
	buf_add_text(&b, "</sst>");
	buf_add_byte(&b, 0);
	struct slice in = make_book(&(struct parts){ .strings = (const char *)b.at });
	assert_int_equal(xlsx_decode(in, &a, &g, &e).code, E_LIMIT);
	assert_string_equal(e.what, "the archive unpacks to far more than it holds");
	free((void *)(uintptr_t)in.at);
}

static void
sheets_stop_at_their_limit(void **state)
{
	(void)state;
	for (unsigned more = 0; more <= 1; more++) {
		AUTO(buf) b = buf_init(KIB(64));
		AUTO(arena) a = arena_init(MIB(64));
		struct grid g;
		struct err e = {0};
		buf_add_text(&b, "<workbook " MAIN "><sheets>");
		for (unsigned i = 0; i < TABLE_SHEETS_MAX + more; i++)
			buf_add_text(&b, "<sheet name='x' r:id='s1'/>");
		buf_add_text(&b, "</sheets></workbook>");
		buf_add_byte(&b, 0);
		struct slice in = make_book(&(struct parts){ .book = (const char *)b.at });
		assert_int_equal(xlsx_decode(in, &a, &g, &e).code, more ? E_LIMIT : OK);
		free((void *)(uintptr_t)in.at);
	}
}

static void
truncation_at_every_byte_is_an_error(void **state)
{
	struct slice in = make_book(&(struct parts){ .sheet = NULL });

	(void)state;
	for (size_t k = 0; k < in.len; k++) {
		AUTO(arena) a = arena_init(MIB(8));
		struct grid g;
		struct err e = {0};
		uint8_t *copy = malloc(k + 1);
		memcpy(copy, in.at, k);
		assert_true(failed(xlsx_decode((struct slice){ copy, k }, &a, &g, &e)));
		assert_true(e.at <= k && e.what != NULL);
		free(copy);
	}
	free((void *)(uintptr_t)in.at);
}

static void
flipped_bits_never_crash(void **state)
{
	struct slice in = make_book(&(struct parts){ .sheet = NULL });
	uint8_t *bytes = (uint8_t *)(uintptr_t)in.at;

	(void)state;
	for (size_t k = 0; k < in.len * 8; k += 5) {
		AUTO(arena) a = arena_init(MIB(8));
		struct grid g;
		struct err e = {0};
		bytes[k / 8] ^= (uint8_t)(1u << k % 8);
		struct rc r = xlsx_decode(in, &a, &g, &e);
		assert_int_equal(failed(r), e.code != OK);
		bytes[k / 8] ^= (uint8_t)(1u << k % 8);
	}
	free(bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(workbooks_are_read_as_they_stand),
		cmocka_unit_test(refusals_name_the_part_and_the_place),
		cmocka_unit_test(macros_and_doubles_are_noticed_by_name),
		cmocka_unit_test(rows_and_cells_stop_at_their_limits),
		cmocka_unit_test(bombs_stop_at_the_ratio),
		cmocka_unit_test(sheets_stop_at_their_limit),
		cmocka_unit_test(truncation_at_every_byte_is_an_error),
		cmocka_unit_test(flipped_bits_never_crash),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
