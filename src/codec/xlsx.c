/* codec/xlsx.c - the package of a workbook and the order in which its parts are read. See
 * codec/xlsx.h.
 *
 * Parts are unpacked straight into the XML reader, one pass over the ZIP for each, so that no
 * part is ever held whole.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/xlsx_int.h"

#include <string.h>

#include "base/limits.h"
#include "codec/archive.h"

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define MAIN_STRICT "http://purl.oclc.org/ooxml/spreadsheetml/main"

#define DIRECTORY_ARENA_BYTES MIB(32)

/* --- what all parts need -------------------------------------------------------------------- */

bool
xlsx_is_main(struct slice space)
{
	return slice_eq(space, SLICE(MAIN)) || slice_eq(space, SLICE(MAIN_STRICT));
}

bool
xlsx_is_true(struct slice value)
{
	return slice_eq(value, SLICE("1")) || slice_eq(value, SLICE("true"));
}

struct rc
xlsx_capture_add(struct xlsx_capture *c, struct slice text, uint64_t at, struct err *e)
{
	if (!c->on)
		return DONE;
	if (text.len > c->text.max - c->text.len)
		return fail(e, E_LIMIT, at, "a cell is longer than 32 KiB");
	buf_add(&c->text, text);
	return c->text.broken ? fail(e, E_NOMEM, at, "out of memory") : DONE;
}

static int
hex_digit(uint8_t c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 :
	    c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "_x000D_" at the offset: the character, which is in the first plane and no surrogate. */
static bool
escape_at(struct slice s, size_t i, uint32_t *point)
{
	if (i + 7 > s.len || s.at[i] != '_' || s.at[i + 1] != 'x' || s.at[i + 6] != '_')
		return false;
	*point = 0;
	for (size_t k = i + 2; k < i + 6; k++) {
		int digit = hex_digit(s.at[k]);
		if (digit < 0)
			return false;
		*point = *point << 4 | (uint32_t)digit;
	}
	return *point < 0xd800 || *point > 0xdfff;
}

/* UTF-8 of a character of the first plane: at most three bytes. */
static size_t
put_point(uint32_t c, uint8_t *to)
{
	if (c < 0x80) {
		to[0] = (uint8_t)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (uint8_t)(0xc0 | c >> 6);
		to[1] = (uint8_t)(0x80 | (c & 63));
		return 2;
	}
	to[0] = (uint8_t)(0xe0 | c >> 12);
	to[1] = (uint8_t)(0x80 | (c >> 6 & 63));
	to[2] = (uint8_t)(0x80 | (c & 63));
	return 3;
}

struct rc
xlsx_text(struct slice text, struct arena *a, struct slice *out, struct err *e)
{
	uint8_t *to = arena_alloc(a, text.len, 1);
	size_t n = 0;

	if (to == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < text.len;) {
		uint32_t point;
		if (text.at[i] == '_' && escape_at(text, i, &point)) {
			n += put_point(point, to + n);
			i += 7;
		} else {
			to[n++] = text.at[i++];
		}
	}
	*out = (struct slice){ to, n };
	return DONE;
}

/* --- places --------------------------------------------------------------------------------- */

enum part { PART_PACKAGE, PART_BOOK_RELATIONS, PART_BOOK, PART_STRINGS, PART_STYLES, PART_SHEET,
	PART_COUNT };

/* A struct err holds constant texts only, so each text is here once for each kind of part. */
#define TEXT(t) { t, { "package relationships: " t, "workbook relationships: " t, \
	"workbook: " t, "shared strings: " t, "styles: " t, "sheet: " t } }

static const struct {
	const char *what;
	const char *in[PART_COUNT];
} texts[] = {
	TEXT("a DOCTYPE, which is never read"), TEXT("no element"), TEXT("not well-formed XML"),
	TEXT("the document ends inside a tag"), TEXT("the document ends inside a character"),
	TEXT("an end tag that does not match its start"), TEXT("the same attribute twice"),
	TEXT("something after the root element"), TEXT("an entity that is not defined"),
	TEXT("a reference to no character"), TEXT("an encoding that is not read"),
	TEXT("a CDATA section without its end"), TEXT("a prefix without a namespace"),
	TEXT("a malformed or misplaced XML declaration"), TEXT("elements are nested too deeply"),
	TEXT("too many elements and attributes"),
	TEXT("the document is larger than its kind may be"), TEXT("too many relationships"),
	TEXT("a relationship without Id or Target"),
	TEXT("two relationships with one Id"), TEXT("no workbook"),
	TEXT("a sheet without a relationship"), TEXT("the workbook has more than 64 sheets"),
	TEXT("a number format without a number"), TEXT("too many number formats"),
	TEXT("too many cell styles"), TEXT("a string inside of a string"),
	TEXT("too many shared strings"), TEXT("a cell is longer than 32 KiB"),
	TEXT("no worksheet"), TEXT("a row inside of a row"), TEXT("a row without a number"),
	TEXT("a row out of order or twice"), TEXT("a row beyond 1048576"),
	TEXT("a cell inside of a cell"), TEXT("a cell without a proper name"),
	TEXT("a cell in another row than its own"), TEXT("a cell out of order or twice"),
	TEXT("a style without a number"), TEXT("a cell of a type that does not exist"),
	TEXT("columns without numbers"), TEXT("a cell with two values"),
	TEXT("the rows of a sheet in two places"),
	TEXT("a cell whose shared string does not exist"), TEXT("a number that is none"),
	TEXT("a truth value that is none"), TEXT("a row has more than 512 cells"),
	TEXT("the table has more than 200,000 rows"),
};

static const char *
in_part(enum part part, const char *what)
{
	for (size_t i = 0; i < COUNT(texts); i++)
		if (strcmp(texts[i].what, what) == 0)
			return texts[i].in[part];
	return what;
}

/* --- reading one part ----------------------------------------------------------------------- */

struct part_reader {
	struct slice		 name;
	enum part		 part;
	struct xml_reader	*xml;
	bool			 found;
};

static void
part_reader_drop(struct part_reader *p)
{
	xml_close(p->xml);
	*p = (struct part_reader){0};
}

static struct rc
part_entry(void *context, const struct archive_item *item, bool *want, struct err *e)
{
	struct part_reader *p = context;

	/* ECMA-376 part 2, 9.1.1: names of parts differ in more than case. */
	if (!slice_eq_nocase(item->path, p->name))
		return DONE;
	if (p->found)
		return fail(e, E_SCHEMA, item->at, "two parts of one name");
	if (item->content == CONTENT_ENCRYPTED)
		return fail(e, E_SCHEMA, item->at, "a part of the workbook is encrypted");
	if (item->content != CONTENT_READABLE)
		return fail(e, E_SCHEMA, item->at, "a part is packed by a method that is not read");
	p->found = *want = true;
	return DONE;
}

static struct rc
part_failed(const struct part_reader *p, const struct err *why, struct err *e)
{
	return fail(e, why->code, why->at, in_part(p->part, why->what));
}

static struct rc
part_data(void *context, struct slice piece, struct err *e)
{
	struct part_reader *p = context;
	struct err why = {0};

	return failed(xml_feed(p->xml, piece, &why)) ? part_failed(p, &why, e) : DONE;
}

static struct rc
part_end(void *context, struct err *e)
{
	struct part_reader *p = context;
	struct err why = {0};

	return failed(xml_end(p->xml, &why)) ? part_failed(p, &why, e) : DONE;
}

/* Reads the part of that name into the sink. *found is false when there is none. */
static struct rc
read_part(struct slice in, struct slice name, enum part part, struct xml_sink sink, bool *found,
    struct err *e)
{
	const struct xml_budget budget = { DEPTH_MAX, TABLE_PART_BYTES_MAX / 4,
	    TABLE_PART_BYTES_MAX };
	const struct archive_limits limits = { ENTRIES_MAX, TABLE_PART_BYTES_MAX };
	AUTO(part_reader) p = { .name = name, .part = part };
	struct archive_totals totals;

	TRY(xml_open(sink, budget, &p.xml, e));
	struct archive_sink visitor = { &p, part_entry, part_data, part_end };
	TRY(archive_visit((struct archive_input){ .bytes = in }, limits, visitor, &totals, e));
	*found = p.found;
	return DONE;
}

/* --- the workbook --------------------------------------------------------------------------- */

struct workbook {
	struct slice		 in;
	struct arena		*arena;
	struct xlsx_relations	 package, relations;
	struct xlsx_book	 book;
	struct xlsx_strings	 strings;
	struct xlsx_styles	 styles;
	struct grid		 grid;
};

static void
workbook_drop(struct workbook *w)
{
	buf_drop(&w->strings.capture.text);
	*w = (struct workbook){0};
}

/* "xl/" and "workbook.xml" of "xl/workbook.xml". */
static void
split_path(struct slice path, struct slice *folder, struct slice *name)
{
	size_t n = path.len;

	while (n > 0 && path.at[n - 1] != '/')
		n--;
	*folder = slice_sub(path, 0, n);
	*name = slice_sub(path, n, path.len);
}

/* The relationships and the sheets of the workbook. */
static struct rc
read_book(struct workbook *w, struct err *e)
{
	struct slice folder, name, path;
	bool found;

	w->package.arena = w->relations.arena = w->book.arena = w->arena;
	TRY(read_part(w->in, SLICE("_rels/.rels"), PART_PACKAGE, xlsx_relations_sink(&w->package),
	    &found, e));
	const struct xlsx_relation *book = xlsx_relation_by_type(&w->package,
	    SLICE("officeDocument"));
	if (!found || book == NULL)
		return fail(e, E_SCHEMA, 0, "no workbook: the package names none");
	TRY(read_part(w->in, book->target, PART_BOOK, xlsx_book_sink(&w->book), &found, e));
	if (!found)
		return fail(e, E_SCHEMA, 0, "no workbook: the part that is named is missing");
	split_path(book->target, &folder, &name);
	w->relations.folder = folder;
	if (!arena_format(w->arena, &path, "%.*s_rels/%.*s.rels", SLICE_FMT(folder),
	    SLICE_FMT(name)))
		return arena_failed(w->arena, e);
	TRY(read_part(w->in, path, PART_BOOK_RELATIONS, xlsx_relations_sink(&w->relations), &found,
	    e));
	if (!found)
		return fail(e, E_SCHEMA, 0, "the relationships of the workbook are missing");
	return DONE;
}

/* A part that the workbook may have. */
static struct rc
read_shared_part(struct workbook *w, struct slice type, enum part part, struct xml_sink sink,
    struct err *e)
{
	const struct xlsx_relation *r = xlsx_relation_by_type(&w->relations, type);
	bool found = true;

	if (r != NULL)
		TRY(read_part(w->in, r->target, part, sink, &found, e));
	if (!found)
		return fail(e, E_SCHEMA, 0, "a part that the workbook names is missing");
	return DONE;
}

static struct rc
read_sheet(struct workbook *w, const struct xlsx_sheet *said, struct slice target, struct err *e)
{
	struct grid_sheet *sheet = &w->grid.sheets[w->grid.count];
	struct xlsx_reader *r = ARENA_NEW(w->arena, struct xlsx_reader);
	bool found;

	if (r == NULL)
		return arena_failed(w->arena, e);
	*sheet = (struct grid_sheet){ .name = said->name, .hidden = said->hidden };
	*r = (struct xlsx_reader){ .arena = w->arena, .strings = &w->strings,
	    .styles = &w->styles, .sheet = sheet,
	    .cells = ARENA_ARRAY(w->arena, struct grid_cell, TABLE_COLUMNS_MAX),
	    .hidden = arena_alloc(w->arena, XLSX_COLUMNS_MAX, 1) };
	if (r->cells == NULL || r->hidden == NULL)
		return arena_failed(w->arena, e);
	struct rc result = read_part(w->in, target, PART_SHEET, xlsx_sheet_sink(r), &found, e);
	buf_drop(&r->capture.text);
	TRY(result);
	if (!found)
		return fail(e, E_SCHEMA, 0, "a sheet that the workbook names is missing");
	xlsx_sheet_finish(r);
	w->grid.count++;
	return DONE;
}

static struct rc
read_sheets(struct workbook *w, struct err *e)
{
	w->grid.sheets = ARENA_ARRAY(w->arena, struct grid_sheet, w->book.count);
	if (w->grid.sheets == NULL)
		return arena_failed(w->arena, e);
	for (size_t i = 0; i < w->book.count; i++) {
		const struct xlsx_sheet *s = &w->book.sheets[i];
		const struct xlsx_relation *r = xlsx_relation_by_id(&w->relations, s->relation);
		if (r == NULL)
			return fail(e, E_SCHEMA, 0, "a sheet whose relationship does not exist");
		if (slice_eq(r->type, SLICE("worksheet")))
			TRY(read_sheet(w, s, r->target, e));
		else if (slice_eq(r->type, SLICE("xlMacrosheet")) ||
		    slice_eq(r->type, SLICE("xlIntlMacrosheet")))
			w->grid.macros = true;
	}
	return DONE;
}

/* Macros are noticed by name and by relationship: either may be wrong. */
static struct rc
find_macros(struct workbook *w, struct err *e)
{
	AUTO(arena) a = arena_init(DIRECTORY_ARENA_BYTES);
	struct zip_directory d;

	TRY(zip_directory_read((struct archive_input){ .bytes = w->in }, &a, &d, e));
	for (size_t i = 0; i < d.count; i++) {
		struct slice name = d.entries[i].name, end = SLICE("vbaProject.bin");
		if (name.len >= end.len &&
		    slice_eq_nocase(slice_sub(name, name.len - end.len, name.len), end))
			w->grid.macros = true;
	}
	return DONE;
}

struct rc
xlsx_decode(struct slice in, struct arena *a, struct grid *out, struct err *e)
{
	AUTO(workbook) w = { .in = in, .arena = a };

	w.strings.arena = w.styles.arena = a;
	TRY(find_macros(&w, e));
	TRY(read_book(&w, e));
	TRY(read_shared_part(&w, SLICE("sharedStrings"), PART_STRINGS,
	    xlsx_strings_sink(&w.strings), e));
	TRY(read_shared_part(&w, SLICE("styles"), PART_STYLES, xlsx_styles_sink(&w.styles), e));
	TRY(read_sheets(&w, e));
	if (xlsx_relation_by_type(&w.relations, SLICE("vbaProject")) != NULL)
		w.grid.macros = true;
	w.grid.epoch_1904 = w.book.epoch_1904;
	w.grid.encoding = SLICE("utf-8");
	*out = w.grid;
	return DONE;
}
