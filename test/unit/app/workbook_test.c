/* workbook_test.c - requirement workbooks: what is said of one that cannot be used.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../codec/archive_make.h"
#include "../unit.h"

#include "app/desk/workbook.h"
#include "base/buf.h"
#include "codec/utf8.h"

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELS "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
#define RELATION(id, type, target) \
	"<Relationship Id='" id "' Type='" OFFICE "/" type "' Target='" target "'/>"
#define MAIN "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' " \
	"xmlns:r='" OFFICE "'"
#define CELL(text) "<c t='str'><v>" text "</v></c>"
#define SHEET(says) "<worksheet " MAIN "><sheetData><row>" CELL("ID") CELL("Status") \
	"</row><row>" CELL("CR 1.1") CELL(says) "</row></sheetData></worksheet>"

/* Two sheets that contradict each other, the second of that name. */
static struct slice
make_book(struct slice name, struct arena *a)
{
	struct slice book;
	assert_true(arena_format(a, &book, "<workbook " MAIN "><sheets><sheet name='One' "
	    "sheetId='1' r:id='a'/><sheet name='%.*s' sheetId='2' r:id='b'/></sheets></workbook>",
	    SLICE_FMT(name)));
	const struct made all[] = {
		{ .name = "[Content_Types].xml", .content = SLICE("<Types/>") },
		{ .name = "_rels/.rels", .content = SLICE(RELS RELATION("p", "officeDocument",
		    "xl/workbook.xml") "</Relationships>") },
		{ .name = "xl/workbook.xml", .content = book },
		{ .name = "xl/_rels/workbook.xml.rels", .content = SLICE(RELS
		    RELATION("a", "worksheet", "1.xml") RELATION("b", "worksheet", "2.xml")
		    "</Relationships>") },
		{ .name = "xl/1.xml", .content = SLICE(SHEET("met")) },
		{ .name = "xl/2.xml", .content = SLICE(SHEET("no")) },
	};
	return make_archive("zip", NULL, NULL, all, COUNT(all));
}

/* However long the name of the sheet is: the place ends with the cell, is text, and lasts. */
static void
a_contradiction_names_its_cell(void **state)
{
	AUTO(arena) a = arena_init(MIB(64));
	AUTO(buf) name = buf_init(KIB(4));
	struct shipped_data data;
	(void)state;
	assert_false(failed(shipped_data_load(&a, &data, NULL)));
	for (size_t n = 1; n < 120; n++) {
		struct trouble t = {0};
		struct workbook b;
		buf_add_text(&name, n == 3 ? "b" : "\xc3\xa4");
		struct slice bytes = make_book(buf_slice(&name), &a);
		const struct workbook_wish wish = { .path = "x.xlsx", .bytes = bytes };
		assert_int_equal(workbook_read(&a, &wish, &data, &b, &t).code, E_SCHEMA);
		workbook_drop(&b);
		free((void *)(uintptr_t)bytes.at);
		if (!slice_ends(t.place, SLICE("!B2")) || !utf8_valid(t.place))
			fail_msg("%zu: %.*s", n, SLICE_FMT(t.place));
		if (n < 70)
			assert_int_equal(t.place.len, name.len + 3);
	}
}

int
main(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test(a_contradiction_names_its_cell),
	};
	return cmocka_run_group_tests(all, NULL, NULL);
}
