/* app/desk/import_view.c - what an import made of a table. See app/desk/import_view.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/import_view.h"

#include "app/home/draft.h"
#include "app/listing.h"
#include "base/time.h"

static const struct { const char *word, *text; } statuses[] = {
	{ "met", "met" }, { "partly", "partly" }, { "not_met", "not met" },
	{ "not_applicable", "not applicable" }, { "untested", "untested" },
	{ "met_by_platform", "by the platform" }, { "met_at_system_level", "at system level" },
};

static struct slice
member(const struct value *row, const char *name)
{
	struct slice text = value_text(value_get(row, slice_of(name)));
	return slice_is_null(text) ? SLICE("") : text;
}

/* --- as a value ------------------------------------------------------------------------------- */

static void
put_counts(const struct merged *m, struct build *b, struct value *v)
{
	struct value counts = value_object();
	for (size_t s = 0; s < COUNT(statuses); s++) {
		int64_t n = 0;
		for (size_t i = 0; i < m->count; i++)
			n += slice_eq(member(&m->rows[i].row, "status"),
			    slice_of(statuses[s].word));
		value_put(b, &counts, statuses[s].word, value_number(b, n));
	}
	value_put(b, v, "statuses", counts);
}

/* Who had approved the row as it was before; null: nobody. */
static struct value
approver(const struct import_view *view, const struct merged_row *m, struct build *b)
{
	struct slice digest, full;
	if (failed(approval_digest(m->before, b->a, &digest, NULL)) || !arena_format(b->a, &full,
	    "%.*s/%.*s", SLICE_FMT(view->book->edition), SLICE_FMT(m->key))) {
		b->broken = true;
		return value_null();
	}
	const struct thing *t = approval_of(view->approvals, full, digest, view->now_ms);
	return t == NULL ? value_null() : value_string(t->event.actor);
}

/* Rows that say otherwise than before, each with both words and its cell, and who had approved what
 * it said before: nobody has approved what it says now. */
static void
put_changes(const struct import_view *view, struct build *b, struct value *v)
{
	struct value list = value_array();
	for (size_t i = 0; i < view->merged->count; i++) {
		const struct merged_row *m = &view->merged->rows[i];
		struct value one = value_object();
		if (m->change != ROW_CHANGED)
			continue;
		value_put(b, &one, "requirement", value_string(m->key));
		value_put(b, &one, "before", value_string(member(m->before, "status")));
		value_put(b, &one, "after", value_string(member(&m->row, "status")));
		value_put(b, &one, "cell", value_string(member(&m->row, "cell")));
		value_put(b, &one, "altered_after_approval_by", approver(view, m, b));
		value_push(b, &list, one);
	}
	value_put(b, v, "changed", list);
}

/* One name that nothing here has, and each row that goes by it. */
struct absent { struct slice names; struct value requirements, cells; };

static struct absent *
absent_of(struct absent *all, size_t *count, struct slice names)
{
	for (size_t i = 0; i < *count; i++)
		if (slice_eq(all[i].names, names))
			return &all[i];
	all[*count] = (struct absent){ names, value_array(), value_array() };
	return &all[(*count)++];
}

static size_t
count_names(const struct merged *m, size_t rows)
{
	size_t n = 0;
	for (size_t i = 0; i < rows; i++) {
		const struct value *named = value_get(&m->rows[i].row, SLICE("named"));
		n += named == NULL ? 0 : named->count;
	}
	return n;
}

/* Names of a row are in the order of its evidence: where the last was found, and in which part. */
struct cursor { size_t at; struct slice cell; const struct evidence_part *next; };

static struct slice
cell_of(struct cursor *c, struct slice evidence, struct slice name)
{
	size_t here = slice_find(evidence, name, c->at);
	c->at = here == SIZE_MAX ? c->at : here;
	for (; c->next != NULL && c->next->from <= c->at; c->next = c->next->next)
		c->cell = c->next->cell;
	return c->cell;
}

/* Of the rows of the workbook, which come first among the merged, in its order. */
static void
put_not_found(const struct import_view *view, struct build *b, struct value *v)
{
	const struct merged *m = view->merged;
	struct value list = value_array();
	size_t count = 0, rows = view->book->row_count;
	struct absent *all = ARENA_ARRAY(b->a, struct absent, count_names(m, rows));
	b->broken = b->broken || all == NULL;
	for (size_t i = 0; all != NULL && i < rows; i++) {
		const struct value *named = value_get(&m->rows[i].row, SLICE("named"));
		const struct requirement_row *row = &view->book->rows[i];
		struct cursor c = { 0, row->evidence_cell, view->book->parts[i] };
		for (size_t k = 0; named != NULL && k < named->count; k++) {
			struct absent *one = absent_of(all, &count, named->items[k].text);
			value_push(b, &one->requirements, value_string(m->rows[i].key));
			value_push(b, &one->cells, value_string(cell_of(&c,
			    row->texts[REQUIREMENT_EVIDENCE], named->items[k].text)));
		}
	}
	for (size_t i = 0; i < count; i++) {
		struct value one = value_object();
		value_put(b, &one, "names", value_string(all[i].names));
		value_put(b, &one, "requirements", all[i].requirements);
		value_put(b, &one, "cells", all[i].cells);
		value_push(b, &list, one);
	}
	value_put(b, v, "not_found", list);
}

static void
push_cell(struct build *b, struct value *list, struct slice cell, struct slice said)
{
	struct value one = value_object();
	value_put(b, &one, "cell", value_string(cell));
	value_put(b, &one, "said", value_string(said));
	value_push(b, list, one);
}

static void
put_unread(const struct workbook *book, struct build *b, struct value *v)
{
	struct value unread = value_array(), dates = value_array(), hidden = value_array();
	for (size_t i = 0; i < book->row_count; i++) {
		const struct requirement_row *row = &book->rows[i];
		if (row->unread)
			push_cell(b, &unread, row->cell, row->said);
		if (row->due_ms == TIME_UNKNOWN && row->due_cell.len > 0)
			push_cell(b, &dates, row->due_cell, row->texts[REQUIREMENT_DUE]);
		if (row->hidden)
			value_push(b, &hidden, value_string(row->cell));
	}
	value_put(b, v, "unread", unread);
	value_put(b, v, "unread_dates", dates);
	value_put(b, v, "hidden", hidden);
}

static void
put_strays(const struct workbook *book, struct build *b, struct value *v, const char *name,
    bool points, bool more, bool edition)
{
	struct value list = value_array();
	for (size_t i = 0; i < book->stray_count; i++) {
		struct value one = value_object();
		if (book->stray[i].points != points || book->stray[i].more != more ||
		    book->stray[i].edition != edition)
			continue;
		value_put(b, &one, "cell", value_string(book->stray[i].cell));
		value_put(b, &one, "text", value_string(book->stray[i].text));
		value_put(b, &one, "said", value_string(book->stray[i].said));
		value_push(b, &list, one);
	}
	value_put(b, v, name, list);
}

void
import_value(struct build *b, const struct import_view *view, struct value *out)
{
	const struct workbook *book = view->book;
	const struct merged *m = view->merged;
	value_put(b, out, "rows", value_number(b, (int64_t)m->count));
	value_put(b, out, "kept", value_number(b, (int64_t)m->counts[ROW_KEPT]));
	put_counts(m, b, out);
	put_changes(view, b, out);
	put_not_found(view, b, out);
	put_unread(book, b, out);
	value_put(b, out, "again", value_texts(b, book->again, book->again_count));
	put_strays(book, b, out, "unknown_requirements", false, false, false);
	put_strays(book, b, out, "point_elsewhere", true, false, false);
	put_strays(book, b, out, "more_requirements", false, true, false);
	put_strays(book, b, out, "other_editions", false, false, true);
	value_put(b, out, "hidden_sheets", value_texts(b, book->passed_over, book->passed_count));
}

/* --- in words --------------------------------------------------------------------------------- */

/* How many of the cells of one list are named; JSON has them all. */
#define CELLS_SHOWN 3

/* The text between quotation marks, on one line. */
static void
put_said(struct slice said, struct buf *out)
{
	struct value v = value_string(said);
	buf_add_byte(out, '"');
	words_put(&v, " ", out);
	buf_add_byte(out, '"');
}

static const struct value *
list_of(const struct value *v, const char *name, const char *heading, struct buf *out)
{
	const struct value *list = value_get(v, slice_of(name));
	if (list->count > 0)
		buf_addf(out, "\n%s:\n", heading);
	return list;
}

static void
put_places(const struct value *cells, struct buf *out)
{
	for (size_t i = 0; i < cells->count && i < CELLS_SHOWN; i++)
		buf_addf(out, "%s%.*s", i > 0 ? ", " : "", SLICE_FMT(cells->items[i].text));
	if (cells->count > CELLS_SHOWN)
		buf_addf(out, " and %zu more", cells->count - CELLS_SHOWN);
}

static void
absent_text(const struct value *v, struct buf *out)
{
	const struct value *list = list_of(v, "not_found", "Named as evidence, and nothing of that "
	    "name is kept", out);
	for (size_t i = 0; i < list->count; i++) {
		buf_add_text(out, "  ");
		put_said(member(&list->items[i], "names"), out);
		buf_add_text(out, "  ");
		put_places(value_get(&list->items[i], SLICE("cells")), out);
		buf_add_byte(out, '\n');
	}
}

static void
changed_text(const struct value *v, struct buf *out)
{
	const struct value *list = list_of(v, "changed", "Says otherwise than before", out);
	for (size_t i = 0; i < list->count; i++) {
		const struct value *one = &list->items[i];
		struct slice by = member(one, "altered_after_approval_by");
		struct slice before = member(one, "before"), after = member(one, "after");
		buf_addf(out, "  %.*s  %.*s ", SLICE_FMT(member(one, "cell")),
		    SLICE_FMT(member(one, "requirement")));
		if (slice_eq(before, after))
			buf_addf(out, "is %.*s as before, with other words or evidence",
			    SLICE_FMT(after));
		else
			buf_addf(out, "was %.*s and is %.*s", SLICE_FMT(before), SLICE_FMT(after));
		if (by.len > 0)
			buf_addf(out, ", altered after %.*s approved it", SLICE_FMT(by));
		buf_add_byte(out, '\n');
	}
}

static void
cells_text(const struct value *v, const char *name, const char *heading, struct buf *out)
{
	const struct value *list = list_of(v, name, heading, out);
	for (size_t i = 0; i < list->count; i++) {
		const struct value *one = &list->items[i];
		bool text = one->kind == VALUE_STRING;
		struct slice what = member(one, "text"), said = member(one, "said");
		buf_addf(out, "  %.*s", SLICE_FMT(text ? one->text : member(one, "cell")));
		if (what.len > 0) {
			buf_add_text(out, "  ");
			put_said(what, out);
		}
		if (said.len > 0) {
			buf_add_text(out, what.len > 0 ? ": " : "  ");
			put_said(said, out);
		}
		buf_add_byte(out, '\n');
	}
}

static void
head_text(const struct value *v, struct buf *out)
{
	const struct value *counts = value_get(v, SLICE("statuses"));
	struct slice id = member(v, "id"), kept = value_get(v, SLICE("kept"))->text;
	buf_addf(out, "%.*s  %.*s  %.*s requirements%s\n", SLICE_FMT(member(v, "subject")),
	    SLICE_FMT(member(v, "edition")), SLICE_FMT(value_get(v, SLICE("rows"))->text),
	    id.len == 0 ? "; nothing is recorded" : "");
	for (size_t i = 0; i < COUNT(statuses); i++)
		buf_addf(out, "%s%s %.*s", i > 0 ? ", " : "  ", statuses[i].text,
		    SLICE_FMT(value_get(counts, slice_of(statuses[i].word))->text));
	buf_add_byte(out, '\n');
	if (!slice_eq(kept, SLICE("0")))
		buf_addf(out, "  %.*s of them stand in an earlier table alone\n", SLICE_FMT(kept));
	if (id.len > 0)
		buf_addf(out, "  the mapping  %.*s%s\n  the table    %.*s\n", SLICE_FMT(id),
		    value_get(v, SLICE("existed"))->kind == VALUE_TRUE ?
		    ", which was there already" : "", SLICE_FMT(member(v, "table")));
}

void
import_text(const struct value *v, struct buf *out)
{
	head_text(v, out);
	changed_text(v, out);
	absent_text(v, out);
	cells_text(v, "unread", "Words that are not known, and formulas without a result; these "
	    "rows count as untested", out);
	cells_text(v, "unread_dates", "No date that could be read", out);
	cells_text(v, "unknown_requirements", "Looks like a requirement, and the edition has none "
	    "of that name", out);
	cells_text(v, "other_editions", "Of another edition by its own column, and not read", out);
	cells_text(v, "point_elsewhere", "Asks for nothing itself; what it says belongs into the "
	    "row of the component's type", out);
	cells_text(v, "more_requirements", "Names several requirements, of which the first alone "
	    "was read; give each a row", out);
	cells_text(v, "again", "Rows of a requirement that stands above; what they name "
	    "counts with it", out);
	cells_text(v, "hidden", "In a hidden row, and read all the same", out);
	cells_text(v, "hidden_sheets", "Hidden sheets, which were not read", out);
}
