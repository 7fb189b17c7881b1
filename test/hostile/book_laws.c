/* book_laws.c - what must hold of every reading of a workbook. See book_laws.h.
 *
 *   1  it ends with rows, or with an error that has a code and a text and names the file
 *   2  each row is of the catalogue, has a status that there is, and names the cell it stands in
 *   3  no requirement twice: each row that was read is one of the result or said to be there again
 *   4  what is kept of it is text, whatever came in
 *   5  the mapping has these rows and no others
 *   6  the same bytes say the same when read again
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "book_laws.h"

#include "app/desk/mapping.h"
#include "codec/utf8.h"

#define PATH "hostile.xlsx"
#define LAW(holds) do { if (!(holds)) return "not so: " #holds; } while (0)

void
book_world_load(struct book_world *w)
{
	w->a = arena_init(MIB(256));
	if (failed(shipped_data_load(&w->a, &w->data, NULL)))
		BUG("the shipped data do not load");
}

void
book_world_drop(struct book_world *w)
{
	arena_drop(&w->a);
}

void
book_tally_add(struct book_tally *to, const struct book_tally *from)
{
	to->files += from->files;
	to->read += from->read;
	to->rows += from->rows;
	to->again += from->again;
	for (size_t i = 0; i < CODE_COUNT; i++)
		to->by_code[i] += from->by_code[i];
}

static bool
is_text(struct slice s)
{
	return s.len > 0 && utf8_valid(s);
}

static bool
is_status(const char *s)
{
	static const char *const all[] = { "met", "partly", "not_met", "not_applicable",
	    "untested", "met_by_platform", "met_at_system_level" };
	for (size_t i = 0; s != NULL && i < COUNT(all); i++)
		if (strcmp(s, all[i]) == 0)
			return true;
	return false;
}

/* "B12", or "Sheet!B12". */
static bool
is_cell(struct slice s)
{
	size_t digits = 0, letters = 0;
	while (digits < s.len && s.at[s.len - 1 - digits] >= '0' && s.at[s.len - 1 - digits] <= '9')
		digits++;
	s = slice_sub(s, 0, s.len - digits);
	while (letters < s.len && s.at[s.len - 1 - letters] >= 'A' &&
	    s.at[s.len - 1 - letters] <= 'Z')
		letters++;
	s = slice_sub(s, 0, s.len - letters);
	return digits > 0 && letters > 0 && utf8_valid(s) &&
	    (s.len == 0 || s.at[s.len - 1] == '!');
}

static const char *
check_row(const struct workbook *b, size_t i)
{
	const struct requirement_row *row = &b->rows[i];
	LAW(row->item != NULL && is_text(row->item->full));
	LAW(is_status(row->status));
	LAW(is_cell(row->cell));
	LAW(is_cell(row->row_cell));
	LAW(row->number > 0);
	LAW(slice_is_null(row->said) || utf8_valid(row->said));
	for (size_t f = 0; f < REQUIREMENT_FIELDS; f++)
		LAW(slice_is_null(row->texts[f]) || utf8_valid(row->texts[f]));
	for (size_t k = 0; k < i; k++)
		LAW(!slice_eq(b->rows[k].item->full, row->item->full));
	return NULL;
}

static bool
is_meant(const struct requirement_table *t, const struct workbook_wish *wish)
{
	return wish->sheet.len == 0 ? !t->sheet->hidden : slice_eq(t->sheet->name, wish->sheet);
}

static const char *
check_cells(const struct slice *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		LAW(is_cell(cells[i]));
	return NULL;
}

static const char *
check_strays(const struct workbook *b)
{
	for (size_t i = 0; i < b->stray_count; i++) {
		LAW(is_cell(b->stray[i].cell));
		LAW(is_text(b->stray[i].text));
		LAW(slice_is_null(b->stray[i].said) || utf8_valid(b->stray[i].said));
	}
	return NULL;
}

static const char *
check_book(const struct workbook *b, const struct workbook_wish *wish)
{
	size_t rows = 0, strays = 0;
	const char *broken = NULL;
	LAW(b->row_count > 0 && b->catalog != NULL && is_text(b->edition));
	for (size_t i = 0; i < b->row_count && broken == NULL; i++)
		broken = check_row(b, i);
	for (size_t k = 0; k < b->table_count; k++) {
		rows += is_meant(&b->tables[k], wish) ? b->tables[k].row_count : 0;
		strays += is_meant(&b->tables[k], wish) ? b->tables[k].stray_count : 0;
	}
	if (broken != NULL)
		return broken;
	LAW(rows == b->row_count + b->again_count);
	LAW(strays == b->stray_count);
	for (size_t i = 0; i < b->passed_count; i++)
		LAW(utf8_valid(b->passed_over[i]));
	broken = check_cells(b->again, b->again_count);
	return broken != NULL ? broken : check_strays(b);
}

static const char *
check_mapping(const struct workbook *b)
{
	AUTO(arena) a = arena_init(MIB(64));
	AUTO(named) names = named_init(&a);
	struct merged m;
	struct err e = {0};
	if (failed(mapping_merge(b, &names, NULL, &a, &m, &e)))
		return e.what != NULL ? e.what : "a mapping fails and does not say why";
	LAW(m.count == b->row_count && m.counts[ROW_NEW] == m.count);
	for (size_t i = 0; i < m.count; i++) {
		LAW(is_text(m.rows[i].key));
		LAW(is_cell(value_text(value_get(&m.rows[i].row, SLICE("cell")))));
		LAW(is_text(value_text(value_get(&m.rows[i].row, SLICE("status")))));
	}
	return NULL;
}

/* place: it must last though the workbook is gone. The file is at fault, or the edition that was
 * given. */
static const char *
check_error(struct rc done, const struct workbook_wish *wish, const struct trouble *t)
{
	LAW(done.code == t->err.code);
	LAW(done.code > OK && done.code < CODE_COUNT);
	LAW(done.code != E_BUG && done.code != E_NOMEM && done.code != E_IO);
	LAW(t->err.what != NULL && is_text(slice_of(t->err.what)));
	LAW(slice_eq(t->file, SLICE(PATH)) || (t->err.code == E_USAGE && wish->edition.len > 0 &&
	    slice_eq(t->file, wish->edition)));
	LAW(t->place.len == 0 || is_cell(t->place));
	return NULL;
}

static struct workbook_wish
some_wish(struct rng *r, struct slice bytes)
{
	static const char *const editions[] = { "iec62443-4-2:2019", "iec62443-4-1", "nope:1" };
	struct workbook_wish wish = { .path = PATH, .bytes = bytes };
	if (rng_one_in(r, 6))
		wish.edition = slice_of(editions[rng_below(r, COUNT(editions))]);
	if (rng_one_in(r, 12))
		wish.sheet = rng_one_in(r, 2) ? SLICE("Two") : SLICE("One");
	return wish;
}

const char *
book_read(const struct book_world *w, struct slice bytes, struct rng *r, struct book_tally *tally)
{
	const struct workbook_wish wish = some_wish(r, bytes);
	struct workbook b, again;
	struct trouble t = {0}, t2 = {0};
	const char *broken = NULL;
	AUTO(arena) words = arena_init(KIB(64));
	struct rc done = workbook_read(&words, &wish, &w->data, &b, &t);
	struct rc done2 = workbook_read(&words, &wish, &w->data, &again, &t2);
	if (done.code != done2.code || !slice_eq(slice_of(t.err.what), slice_of(t2.err.what)) ||
	    t.err.at != t2.err.at ||
	    (!failed(done) && b.row_count != again.row_count))
		broken = "read again it says something else";
	workbook_drop(&again);
	tally->files++;
	tally->by_code[done.code]++;
	if (!failed(done) && broken == NULL) {
		tally->read++;
		tally->rows += b.row_count;
		tally->again += b.again_count;
		broken = check_book(&b, &wish);
		broken = broken != NULL ? broken : check_mapping(&b);
	}
	workbook_drop(&b);
	return broken != NULL || !failed(done) ? broken : check_error(done, &wish, &t);
}
