/* app/evidence/sheet.c - the sheet of an intake. See app/evidence/sheet.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/evidence/sheet.h"

#include <stdlib.h>

#include "app/home/event_words.h"
#include "app/listing.h"
#include "base/map.h"
#include "codec/csv.h"
#include "codec/utf8.h"
#include "subject/subject.h"

static const char *const headings[SHEET_COLUMNS] = { "keep", "file", "digest", "kind",
	"kind_reason", "bound_to", "producer", "made", "valid_from", "valid_until", "received",
	"owner", "label", "stage", "intake", "for", "path" };

/* --- writing ---------------------------------------------------------------------------------- */

static void
put_cell(struct buf *out, struct slice text)
{
	buf_add_byte(out, ',');
	csv_cell(slice_is_null(text) ? SLICE("") : text, out);
}

static void
put_instant(struct buf *out, int64_t ms)
{
	char text[TIME_TEXT_BYTES] = "";
	if (ms != TIME_UNKNOWN)
		time_show(ms, text);
	put_cell(out, slice_of(text));
}

/* The subjects with a blank between them; none where there are so many that no person will read
 * them: an empty cell means the content. */
#define SUBJECTS_SHOWN_MAX 200

static void
put_binding(struct buf *out, const struct take_row *r)
{
	AUTO(buf) text = buf_init((size_t)1 << 20);
	for (size_t i = 0; i < r->bound_count && r->bound_count <= SUBJECTS_SHOWN_MAX; i++) {
		buf_add_text(&text, i > 0 ? " " : "");
		buf_add(&text, r->binding[i]);
	}
	buf_follow(out, &text);
	put_cell(out, buf_slice(&text));
}

static void
put_row(struct buf *out, const struct taking *t, const struct take_row *r, const char *path)
{
	csv_cell(r->keep ? SLICE("yes") : SLICE("no"), out);
	put_cell(out, r->name);
	put_cell(out, t->delivery.bodies[r->body].id);
	put_cell(out, r->kind);
	put_cell(out, r->why);
	put_binding(out, r);
	put_cell(out, r->producer);
	put_instant(out, r->made_ms);
	put_instant(out, r->valid_from_ms);
	put_instant(out, r->valid_until_ms);
	put_instant(out, r->received_ms);
	put_cell(out, r->owner);
	put_cell(out, r->label);
	put_cell(out, r->stage);
	put_cell(out, slice_of(r->intake));
	put_cell(out, t->subject);
	put_cell(out, slice_of(path));
	buf_add_text(out, "\r\n");
}

struct rc
sheet_write(const struct taking *t, const char *path, struct arena *a, struct buf *out,
    struct err *e)
{
	(void)a;
	buf_add_text(out, "\xef\xbb\xbf");
	for (size_t i = 0; i < SHEET_COLUMNS; i++)
		buf_addf(out, "%s%s", i > 0 ? "," : "", headings[i]);
	buf_add_text(out, "\r\n");
	for (size_t i = 0; i < t->count; i++)
		if (t->delivery.bodies[i].digested && t->delivery.bodies[i].same_as == BODY_NONE)
			put_row(out, t, &t->rows[i], path);
	return buf_end(out, e);
}

/* --- reading ---------------------------------------------------------------------------------- */

/* Without the "'" that stands against formulas. */
static struct slice
cell_text(const struct grid_row *row, uint32_t column)
{
	struct slice s = column > 0 && column <= row->count ? row->cells[column - 1].text :
	    SLICE("");
	if (slice_is_null(s))
		return SLICE("");
	if (s.len > 1 && s.at[0] == '\'' && (s.at[1] == '=' || s.at[1] == '+' || s.at[1] == '-' ||
	    s.at[1] == '@'))
		s = slice_sub(s, 1, s.len);
	return slice_trim(s);
}

static struct rc
find_columns(const struct grid_row *head, struct sheet *s, struct trouble *t)
{
	for (size_t c = 0; c < SHEET_COLUMNS; c++) {
		for (uint32_t i = 1; i <= head->count && s->at[c] == 0; i++)
			if (slice_eq_nocase(cell_text(head, i), slice_of(headings[c])))
				s->at[c] = i;
		bool needed = c == SHEET_KEEP || c == SHEET_FILE || c == SHEET_DIGEST ||
		    c == SHEET_KIND || c == SHEET_FOR || c == SHEET_PATH;
		if (s->at[c] == 0 && needed) {
			t->place = slice_of(headings[c]);
			return fail(&t->err, E_SCHEMA, 0, "this column is missing; `assay intake "
			    "propose` writes a sheet");
		}
	}
	return DONE;
}

static struct rc
same_in_all(const struct sheet *s, enum sheet_column c, struct slice *out, struct arena *a,
    struct trouble *t)
{
	for (size_t i = 0; i < s->count; i++) {
		struct slice cell = s->rows[i].cell[c];
		if (i == 0)
			*out = cell;
		if (cell.len > 0 && slice_eq(cell, *out))
			continue;
		if (!grid_cell_name(a, s->rows[i].number, s->at[c], &t->place))
			return arena_failed(a, &t->err);
		return fail(&t->err, E_SCHEMA, 0, "expected the same in every row");
	}
	return DONE;
}

struct rc
sheet_read(struct slice in, struct arena *a, struct sheet *out, struct trouble *t)
{
	struct grid g;
	*out = (struct sheet){0};
	TRY(csv_decode(in, a, &g, &t->err));
	const struct grid_sheet *rows = &g.sheets[0];
	TRY(find_columns(&rows->rows[0], out, t));
	out->rows = ARENA_ARRAY(a, struct sheet_row, rows->count);
	if (out->rows == NULL)
		return arena_failed(a, &t->err);
	for (size_t i = 1; i < rows->count; i++) {
		struct sheet_row *r = &out->rows[out->count++];
		r->number = rows->rows[i].number;
		for (size_t c = 0; c < SHEET_COLUMNS; c++)
			r->cell[c] = cell_text(&rows->rows[i], out->at[c]);
	}
	if (out->count == 0)
		return fail(&t->err, E_SCHEMA, 0, "the sheet has no row");
	TRY(same_in_all(out, SHEET_FOR, &out->subject, a, t));
	return same_in_all(out, SHEET_PATH, &out->path, a, t);
}

/* --- applying --------------------------------------------------------------------------------- */

struct applying {
	const struct sheet	*s;
	const char		*file;
	struct taking		*t;
	struct arena		*a;
	struct buf		*notes;
	size_t			 complaints;
	bool			 starved;
};

static void
complain(struct applying *g, const struct sheet_row *row, enum sheet_column c, const char *what)
{
	struct slice cell;
	if (!grid_cell_name(g->a, row->number, g->s->at[c], &cell))
		cell = SLICE("");
	buf_add_text(g->notes, "assay: ");
	text_show(slice_of(g->file), g->notes);
	buf_addf(g->notes, "!%.*s: %s: ", SLICE_FMT(cell), what);
	text_show(row->cell[c], g->notes);
	buf_add_text(g->notes, " (E_USAGE)\n");
	g->complaints++;
}

static void
apply_instant(struct applying *g, const struct sheet_row *row, enum sheet_column c,
    enum time_edge edge, int64_t *out)
{
	struct err ignored = {0};
	if (g->s->at[c] == 0)
		return;
	if (failed(words_instant(row->cell[c], edge, out, &ignored)))
		complain(g, row, c, "expected a date (2026-06-30) or an instant");
}

static void
apply_kind(struct applying *g, const struct sheet_row *row, struct take_row *r)
{
	struct slice kind = row->cell[SHEET_KIND];
	if (slice_eq(kind, r->kind))
		return;
	const struct kind *k = kind_find(&g->t->data.kinds, kind);
	if (k == NULL && !slice_eq(kind, SLICE("unknown"))) {
		complain(g, row, SHEET_KIND, "no evidence kind; `assay evidence kinds` lists them");
		return;
	}
	r->kind = kind;
	r->kind_by_person = true;
	r->stage = k != NULL ? k->stage : SLICE("");
}

static bool
same_list(const struct slice *a, size_t n, const struct slice *b, size_t m)
{
	bool same = n == m;
	for (size_t i = 0; same && i < n; i++)
		same = slice_eq(a[i], b[i]);
	return same;
}

/* Subjects of the cell, sorted. */
static bool
split_subjects(struct applying *g, const struct sheet_row *row, struct slice **out, size_t *count)
{
	struct slice text = row->cell[SHEET_BOUND];
	struct subject s;
	size_t at = 0;
	*count = 0;
	*out = ARENA_ARRAY(g->a, struct slice, text.len / 2 + 1);
	g->starved |= *out == NULL;
	while (*out != NULL && at < text.len) {
		size_t end = slice_find(text, SLICE(" "), at);
		struct slice one = slice_sub(text, at, end == SIZE_MAX ? text.len : end);
		at += one.len + 1;
		if (one.len == 0)
			continue;
		if (failed(subject_parse(one, &s, NULL)))
			return false;
		(*out)[(*count)++] = one;
	}
	if (*count > 1)
		qsort(*out, *count, sizeof(struct slice), slice_cmp_qsort);
	return true;
}

static void
apply_binding(struct applying *g, const struct sheet_row *row, struct take_row *r)
{
	struct slice *list;
	size_t count;
	if (g->s->at[SHEET_BOUND] == 0 || row->cell[SHEET_BOUND].len == 0)
		return;
	if (!split_subjects(g, row, &list, &count)) {
		complain(g, row, SHEET_BOUND, "expected subjects with a blank between them");
		return;
	}
	if (same_list(list, count, r->binding, r->bound_count))
		return;
	r->binding = list;
	r->bound_count = count;
	r->bound_by_person = true;
}

static void
apply_text(struct applying *g, const struct sheet_row *row, enum sheet_column c, struct slice *out)
{
	if (g->s->at[c] == 0 || slice_eq(row->cell[c], *out))
		return;
	if (utf8_has_control(row->cell[c]))
		complain(g, row, c, "a control character");
	*out = row->cell[c];
}

static void
apply_row(struct applying *g, const struct sheet_row *row, struct take_row *r)
{
	struct slice keep = row->cell[SHEET_KEEP];
	int64_t received = r->received_ms;
	bool yes = slice_eq_nocase(keep, SLICE("yes")), no = slice_eq_nocase(keep, SLICE("no"));
	if (!yes && !no)
		complain(g, row, SHEET_KEEP, "expected yes or no");
	r->keep = yes;
	apply_kind(g, row, r);
	apply_binding(g, row, r);
	apply_text(g, row, SHEET_PRODUCER, &r->producer);
	apply_text(g, row, SHEET_OWNER, &r->owner);
	apply_text(g, row, SHEET_LABEL, &r->label);
	apply_text(g, row, SHEET_STAGE, &r->stage);
	apply_instant(g, row, SHEET_MADE, TIME_BEGINNING, &r->made_ms);
	apply_instant(g, row, SHEET_FROM, TIME_BEGINNING, &r->valid_from_ms);
	apply_instant(g, row, SHEET_UNTIL, TIME_END, &r->valid_until_ms);
	apply_instant(g, row, SHEET_RECEIVED, TIME_BEGINNING, &received);
	if (received != TIME_UNKNOWN) {
		r->received_ms = received;
		r->received_given = true;
	}
}

static struct rc
apply_all(struct applying *g, struct map *by_digest, struct map *seen, struct err *e)
{
	for (size_t i = 0; i < g->t->count; i++) {
		const struct body *b = &g->t->delivery.bodies[i];
		g->t->rows[i].keep = false;
		if (b->digested && b->same_as == BODY_NONE)
			TRY(map_put(by_digest, b->id, &g->t->rows[i], e));
	}
	for (size_t i = 0; i < g->s->count; i++) {
		const struct sheet_row *row = &g->s->rows[i];
		struct take_row *r = map_get(by_digest, row->cell[SHEET_DIGEST]);
		if (r == NULL)
			complain(g, row, SHEET_DIGEST, "no file here has this digest");
		else if (map_has(seen, row->cell[SHEET_DIGEST]))
			complain(g, row, SHEET_DIGEST, "the same file stands in an earlier row");
		else
			apply_row(g, row, r);
		TRY(map_put(seen, row->cell[SHEET_DIGEST], g, e));
	}
	return DONE;
}

/* A file that came since, or whose row was deleted, would go missing in silence. */
static void
name_unlisted(struct applying *g, const struct map *seen)
{
	for (size_t i = 0; i < g->t->count; i++) {
		const struct body *b = &g->t->delivery.bodies[i];
		if (!b->digested || b->same_as != BODY_NONE || map_has(seen, b->id))
			continue;
		buf_add_text(g->notes, "assay: ");
		text_show(b->path, g->notes);
		buf_add_text(g->notes, ": no row of the sheet; a file that is not to be kept "
		    "stands "
		    "there with keep = no (E_USAGE)\n");
		g->complaints++;
	}
}

struct rc
sheet_apply(const struct sheet *s, const char *file, struct taking *t, struct arena *a,
    struct buf *notes, struct err *e)
{
	struct applying g = { .s = s, .file = file, .t = t, .a = a, .notes = notes };
	struct map by_digest = map_init(), seen = map_init();
	struct rc done = apply_all(&g, &by_digest, &seen, e);
	if (!failed(done))
		name_unlisted(&g, &seen);
	map_drop(&by_digest);
	map_drop(&seen);
	if (!failed(done) && g.starved)
		return arena_failed(a, e);
	if (!failed(done) && g.complaints > 0)
		return fail(e, E_USAGE, 0, "the sheet has errors; nothing was recorded");
	return done;
}
