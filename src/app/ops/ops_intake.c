/* app/ops/ops_intake.c - `assay intake propose` and `intake record`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/evidence/sheet.h"
#include "app/inspect/maps.h"
#include "app/listing.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/pool.h"
#include "codec/utf8.h"
#include "subject/subject.h"

#define SHEET_BYTES_MAX MIB(64)

static struct rc
open_delivery(const struct op_call *call, struct home *h, const char *path, struct slice subject,
    struct taking *t, struct trouble *trouble)
{
	struct table_map *maps;
	struct taking_input in = { .paths = &path, .path_count = 1, .subject = subject,
	    .received_ms = call->now_ms, .threads = pool_default_threads() };
	TRY(maps_load(call, call->a, &maps, &in.map_count, trouble));
	in.maps = maps;
	return taking_open(call, h, &in, t, trouble);
}

/* --- propose ---------------------------------------------------------------------------------- */

/* What has no digest has no row. */
static void
say_left_out(const struct taking *t, struct buf *notes)
{
	for (size_t i = 0; i < t->count; i++) {
		const struct body *b = &t->delivery.bodies[i];
		if (b->digested)
			continue;
		buf_add_text(notes, "assay: ");
		text_show(b->path, notes);
		buf_addf(notes, ": %s, so it has no row\n", b->form == FORM_LINK ? "is a link" :
		    "cannot be read inside its container");
	}
}

static struct rc
say_proposed(const struct op_call *call, const struct taking *t, const char *sheet,
    struct op_result *r)
{
	struct build b = { .a = call->a };
	struct value v = value_object();
	size_t kept = 0, unknown = 0;
	for (size_t i = 0; i < t->count; i++) {
		kept += t->rows[i].keep;
		unknown += t->rows[i].keep && slice_eq(t->rows[i].kind, SLICE("unknown"));
	}
	value_put(&b, &v, "sheet", value_string(slice_of(sheet)));
	value_put(&b, &v, "files", value_number(&b, (int64_t)kept));
	value_put(&b, &v, "unknown", value_number(&b, (int64_t)unknown));
	TRY(build_end(&b, &r->trouble.err));
	say_left_out(t, &r->notes);
	buf_addf(&r->notes, "assay: look at %s in a spreadsheet, correct it, and record it with "
	    "`assay "
	    "intake record %s`\n", sheet, sheet);
	return object_print(call, r, "assay/intake-propose/1", &v);
}

struct rc
op_intake_propose(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	AUTO(taking) t = {0};
	AUTO(buf) sheet = buf_init(SHEET_BYTES_MAX);
	const char *path = op_value(call, "PATH", 0), *out = op_value(call, "output", 0);
	const char *subject = op_value(call, "for", 0);
	struct subject s;
	struct err *e = &r->trouble.err;
	if (subject == NULL || failed(subject_parse(slice_of(subject), &s, NULL)))
		return trouble_in(&r->trouble, subject != NULL ? subject : "--for", fail(e, E_USAGE,
		    0, "expected a subject, e.g. --for batch:acme/C-1"));
	if (out == NULL)
		return trouble_in(&r->trouble, "--output", fail(e, E_USAGE, 0,
		    "expected the sheet to write, e.g. --output sheet.csv"));
	if (file_is_within(out, path))
		return trouble_in(&r->trouble, out, fail(e, E_USAGE, 0,
		    "lies in what is taken in; name a file elsewhere"));
	TRY(home_open(call, HOME_READ, &h, &r->trouble));
	TRY(open_delivery(call, &h, path, slice_of(subject), &t, &r->trouble));
	TRY(sheet_write(&t, path, call->a, &sheet, e));
	TRY(trouble_in(&r->trouble, out, file_write_all(out, buf_slice(&sheet), e)));
	return say_proposed(call, &t, out, r);
}

/* --- record ----------------------------------------------------------------------------------- */

static struct rc
say_recorded(const struct op_call *call, const struct taking *t, const struct taken *taken,
    size_t count, struct op_result *r)
{
	static const struct column columns[] = { { "id", "id", 73 }, { "kind", "kind", 22 },
	    { "intake", "intake", 11 }, { "existed", "existed", 7 }, { "digest", "digest", 0 },
	    { "name", "file", 20 } };
	struct build b = { .a = call->a };
	struct value rows = value_array();
	for (size_t i = 0; i < count; i++) {
		const struct take_row *k = &t->rows[taken[i].row];
		struct value row = value_object();
		value_put(&b, &row, "id", value_string(taken[i].id));
		value_put(&b, &row, "kind", value_string(k->kind));
		value_put(&b, &row, "intake", value_string(slice_of(k->intake)));
		value_put(&b, &row, "existed", value_bool(taken[i].existed));
		value_put(&b, &row, "digest", value_string(t->delivery.bodies[k->body].id));
		value_put(&b, &row, "name", value_string(k->name));
		value_push(&b, &rows, row);
	}
	TRY(build_end(&b, &r->trouble.err));
	return listing_print(call, r, "assay/intake-record/1", "evidence", columns, COUNT(columns),
	    &rows, NULL, "nothing was to be kept");
}

static struct rc
read_sheet(const struct op_call *call, const char *file, struct sheet *out, struct trouble *t)
{
	AUTO(buf) bytes = buf_init(SHEET_BYTES_MAX);
	struct slice text;
	TRY(trouble_in(t, file, file_read_all(file, &bytes, &t->err)));
	if (!arena_copy(call->a, buf_slice(&bytes), &text))
		return arena_failed(call->a, &t->err);
	struct rc done = sheet_read(text, call->a, out, t);
	if (failed(done) && t->place.len == 0)
		trouble_at_line(t, text, call->a);
	return trouble_in(t, file, done);
}

struct rc
op_intake_record(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	AUTO(writer) w = {0};
	AUTO(taking) t = {0};
	struct sheet sheet;
	struct slice path;
	struct taken *taken;
	size_t count;
	const char *file = op_value(call, "SHEET", 0), *other = op_value(call, "path", 0);
	struct err *e = &r->trouble.err;
	TRY(read_sheet(call, file, &sheet, &r->trouble));
	if (!arena_format(call->a, &path, "%.*s%c", SLICE_FMT(sheet.path), 0))
		return arena_failed(call->a, e);
	TRY(home_open(call, HOME_WRITE, &h, &r->trouble));
	TRY(writer_open(call, &h, &w, &r->trouble));
	TRY(open_delivery(call, &h, other != NULL ? other : (const char *)path.at, sheet.subject,
	    &t,
	    &r->trouble));
	TRY(trouble_in(&r->trouble, file, sheet_apply(&sheet, file, &t, call->a, &r->notes, e)));
	TRY(taking_record(&h, &w, &t, &taken, &count, &r->trouble));
	TRY(home_publish_now(call, &h, &r->trouble));
	return say_recorded(call, &t, taken, count, r);
}
