/* book_edits.c - one small change of the XML of one part, each a kind. See book_kinds.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "book_kinds.h"
#include "book_parts.h"

#define MERGES "<!-- merges -->"
#define MERGE(ref) "<mergeCell ref='" ref "'/>"
#define LAUGHS "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>" \
	"<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]><worksheet"
#define STATE(s) "<sheet state='" s "' name='One'"
#define COMMENTS "</Relationships>"

/* times: how often `to` is written; 0 is 1. */
static const struct edit {
	const char	*name;
	enum book_part	 part;
	const char	*from, *to;
	size_t		 times;
} edits[] = {
	{ "merge-reversed", PART_SHEET, MERGES, MERGE("C3:A1"), 0 },
	{ "merge-over-merge", PART_SHEET, MERGES, MERGE("A1:C3") MERGE("B2:D4"), 0 },
	{ "merge-over-everything", PART_SHEET, MERGES, MERGE("A1:XFD1048576"), 0 },
	{ "merge-beyond", PART_SHEET, MERGES, MERGE("A1:ZZZZZZZ99999999999"), 0 },
	{ "merge-of-nothing", PART_SHEET, MERGES, MERGE("") MERGE(":") MERGE("A1:"), 0 },
	{ "merge-twice", PART_SHEET, MERGES, MERGE("A2:A3") MERGE("A2:A3"), 0 },
	{ "merge-many", PART_SHEET, MERGES, MERGE("A1:B2"), 20000 },
	{ "row-beyond-32-bits", PART_SHEET, "<row r='2'", "<row r='4294967298'", 0 },
	{ "row-beyond-excel", PART_SHEET, "<row r='3'", "<row r='1048577'", 0 },
	{ "row-zero", PART_SHEET, "<row r='2'", "<row r='0'", 0 },
	{ "row-below-zero", PART_SHEET, "<row r='2'", "<row r='-2'", 0 },
	{ "row-twice", PART_SHEET, "<row r='3'", "<row r='2'", 0 },
	{ "row-unnumbered", PART_SHEET, "<row r='2'", "<row", 0 },
	{ "row-hidden", PART_SHEET, "<row r='2'", "<row r='2' hidden='1'", 0 },
	{ "row-in-a-row", PART_SHEET, "<row r='3'>", "<row r='3'><row r='4'></row>", 0 },
	{ "column-beyond", PART_SHEET, "r='A2'", "r='XFE2'", 0 },
	{ "column-far-beyond", PART_SHEET, "r='B2'", "r='ZZZZZZZZZZZZ2'", 0 },
	{ "column-last", PART_SHEET, "r='C1'", "r='XFD1'", 0 },
	{ "column-out-of-order", PART_SHEET, "r='A2'", "r='C2'", 0 },
	{ "cell-of-another-row", PART_SHEET, "r='A2'", "r='A9'", 0 },
	{ "cell-without-name", PART_SHEET, "<c r='A2'", "<c", 0 },
	{ "cell-named-wrong", PART_SHEET, "r='A2'", "r='2A'", 0 },
	{ "cell-of-unknown-kind", PART_SHEET, "t='s'", "t='q'", 0 },
	{ "cell-is-an-error", PART_SHEET, "t='s'", "t='e'", 0 },
	{ "cell-is-a-truth", PART_SHEET, "t='s'", "t='b'", 0 },
	{ "cell-without-style", PART_SHEET, "<c ", "<c s='4294967295' ", 0 },
	{ "cell-is-a-date", PART_SHEET, "t='s'", "s='2'", 0 },
	{ "columns-hidden-reversed", PART_SHEET, "min='3' max='3'", "min='9' max='1' hidden='1'",
	    0 },
	{ "columns-very-many", PART_SHEET, "<col min='3' max='3'/>",
	    "<col min='3' max='3'/>", 20000 },
	{ "columns-hidden-all", PART_SHEET, "max='3'", "max='4294967295' hidden='1'", 0 },
	{ "string-out-of-range", PART_SHEET, "<v>1</v>", "<v>99999</v>", 0 },
	{ "string-far-out", PART_SHEET, "<v>2</v>", "<v>18446744073709551617</v>", 0 },
	{ "string-below-zero", PART_SHEET, "<v>2</v>", "<v>-1</v>", 0 },
	{ "string-of-no-number", PART_SHEET, "<v>1</v>", "<v></v>", 0 },
	{ "formula-without-value", PART_SHEET, "<v>1</v>", "<f>A1&amp;B1</f>", 0 },
	{ "formula-without-kind", PART_SHEET, "t='s'><v>", "t='str'><f>1/0</f><v>", 0 },
	{ "strings-cut", PART_STRINGS, "</sst>", "", 0 },
	{ "strings-in-a-comment", PART_STRINGS, "<si>", "<!--", 0 },
	{ "strings-in-strings", PART_STRINGS, "<si>", "<si><r><t>x</t></r>", 5000 },
	{ "string-escapes", PART_STRINGS, "<t>", "<t>_x0000__xD800__xFFFF__x_", 0 },
	{ "entities-in-entities", PART_SHEET, "<worksheet", LAUGHS, 0 },
	{ "entity-from-outside", PART_STRINGS, "<sst", "<!DOCTYPE x [<!ENTITY e SYSTEM "
	    "'file:///etc/hostname'>]><sst", 0 },
	{ "entity-unknown", PART_SHEET, "<is><t>", "<is><t>&nbsp;", 0 },
	{ "character-zero", PART_STRINGS, "<t>", "<t>&#0;", 0 },
	{ "character-of-no-text", PART_STRINGS, "<t>", "<t>&#xFFFF;", 0 },
	{ "bytes-of-no-text", PART_STRINGS, "<t>", "<t>\xff\xfe", 0 },
	{ "deep-elements", PART_SHEET, "<sheetData>", "<a>", 20000 },
	{ "deep-strings", PART_STRINGS, "<si>", "<si>", 3000 },
	{ "attribute-twice", PART_SHEET, "<sheetData>", "<sheetData a='1' a='1'>", 0 },
	{ "encoding-other", PART_SHEET, "UTF-8", "UTF-16", 0 },
	{ "encoding-old", PART_STRINGS, "UTF-8", "windows-1252", 0 },
	{ "space-of-names-lacking", PART_SHEET, "spreadsheetml/2006/main", "none", 0 },
	{ "sheet-not-closed", PART_SHEET, "</worksheet>", "", 0 },
	{ "bytes-behind-the-sheet", PART_SHEET, "</worksheet>", "</worksheet><worksheet/>", 0 },
	{ "sheet-data-twice", PART_SHEET, "<sheetData>", "<sheetData><row r='1'><c r='A1'><v>1</v>"
	    "</c></row></sheetData><sheetData>", 0 },
	{ "sheet-hidden", PART_BOOK, "<sheet name='One'", STATE("hidden"), 0 },
	{ "sheet-very-hidden", PART_BOOK, "<sheet name='One'", STATE("veryHidden"), 0 },
	{ "sheet-state-unknown", PART_BOOK, "<sheet name='One'", STATE("odd"), 0 },
	{ "sheets-of-one-name", PART_BOOK, "name='Two'", "name='One'", 0 },
	{ "sheets-of-one-part", PART_BOOK, "r:id='s2'", "r:id='s1'", 0 },
	{ "sheet-of-no-part", PART_BOOK, "r:id='s1'", "r:id='s9'", 0 },
	{ "sheet-without-name", PART_BOOK, "name='One'", "name=''", 0 },
	{ "sheet-named-oddly", PART_BOOK, "name='One'", "name='a!b&#10;&#x202E;c'", 0 },
	{ "sheet-named-at-length", PART_BOOK, "One", "\xc3\xa4" "b", 3000 },
	{ "sheets-very-many", PART_BOOK, "<sheet name='Two' sheetId='2' r:id='s2'/>",
	    "<sheet name='x' r:id='s2'/>", 70 },
	{ "relation-twice", PART_RELATIONS, "Id='s2'", "Id='s1'", 0 },
	{ "relation-to-itself", PART_RELATIONS, "worksheets/sheet1.xml", "workbook.xml", 0 },
	{ "relation-out-of-it", PART_RELATIONS, "worksheets/sheet1.xml",
	    "../../../../etc/hostname", 0 },
	{ "relation-to-strings", PART_RELATIONS, "worksheets/sheet1.xml", "sharedStrings.xml", 0 },
	{ "relations-lacking", PART_PACKAGE, "officeDocument'", "other'", 0 },
	{ "comments-broken", PART_COMMENTS, "</comment>", "", 0 },
	{ "comments-related", PART_RELATIONS, COMMENTS, "<Relationship Id='c' Type='comments' "
	    "Target='comments1.xml'/>" COMMENTS, 0 },
	{ "types-empty", PART_TYPES, "<Types/>", "", 0 },
	{ "epoch-odd", PART_BOOK, "<sheets>", "<workbookPr date1904='maybe'/><sheets>", 0 },
	{ "format-endless", PART_STYLES, "0000000", "\"[$-F800]0", 3000 },
	{ "format-of-no-style", PART_STYLES, "numFmtId='14'", "numFmtId='-1'", 0 },
};

size_t
edit_count(void)
{
	return COUNT(edits);
}

const char *
edit_name(size_t i)
{
	return edits[i].name;
}

static void
apply(struct parts *p, const struct edit *e)
{
	parts_edit(p, e->part, e->from, e->to, e->times == 0 ? 1 : e->times);
}

/* The change alone, or with another one. */
void
edit_make(size_t i, struct rng *r, struct buf *out)
{
	AUTO(parts) p;
	parts_make(r, &p);
	apply(&p, &edits[i]);
	if (rng_one_in(r, 3))
		apply(&p, &edits[rng_below(r, COUNT(edits))]);
	parts_write(r, &p, out);
}
