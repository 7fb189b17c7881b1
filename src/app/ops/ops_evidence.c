/* app/ops/ops_evidence.c - `assay evidence add`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/ops/ops_evidence.h"

#include <string.h>

#include "app/evidence/taking.h"
#include "app/home/event_words.h"
#include "app/home/state.h"
#include "app/inspect/maps.h"
#include "app/listing.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/pool.h"
#include "subject/subject.h"

/* --- add -------------------------------------------------------------------------------------- */

/* The digest that the caller states for these bytes. */
static struct rc
check_digest(const struct op_call *call, const struct taking *t, struct trouble *trouble)
{
	const char *stated = op_value(call, "digest", 0);
	struct digest d;
	if (stated == NULL)
		return DONE;
	if (!digest_parse(slice_of(stated), &d))
		return trouble_in(trouble, stated, fail(&trouble->err, E_USAGE, 0,
		    "expected sha256: and 64 lower-case hex digits"));
	return slice_eq(t->delivery.bodies[0].id, slice_of(stated)) ? DONE : trouble_in(trouble,
	    op_value(call, "FILE", 0), fail(&trouble->err, E_VERIFY, 0,
	    "these bytes have another digest than stated; nothing was kept"));
}

/* What an option holds is the command's: malformed, it is wrong usage. */
static struct rc
as_usage(struct err *e)
{
	if (e->code == E_SYNTAX || e->code == E_LIMIT)
		e->code = E_USAGE;
	return (struct rc){ e->code };
}

static struct rc
read_date(const struct op_call *call, const char *option, enum time_edge edge, int64_t *out,
    struct trouble *t)
{
	const char *given = op_value(call, option, 0);
	if (given == NULL)
		return DONE;
	return trouble_in(t, given, words_instant(slice_of(given), edge, out, &t->err));
}

/* What it is about, where the person who records says so: all of --bound-to, in place of what was
 * read. */
static struct rc
read_binding(const struct op_call *call, struct take_row *r, struct trouble *trouble)
{
	struct slice *list = NULL, *some;
	size_t count = 0, cap = 0, n;
	struct err *e = &trouble->err;
	for (size_t i = 0; op_value(call, "bound-to", i) != NULL; i++) {
		const char *given = op_value(call, "bound-to", i);
		if (failed(subject_expand(slice_of(given), call->a, &some, &n, e)))
			return trouble_in(trouble, given, as_usage(e));
		for (size_t k = 0; k < n; k++) {
			void *at = list;
			if (!arena_grow(call->a, &at, &cap, count, sizeof(struct slice)))
				return arena_failed(call->a, e);
			list = at;
			list[count++] = some[k];
		}
	}
	if (count == 0)
		return DONE;
	r->binding = list;
	r->bound_count = count;
	r->bound_by_person = true;
	return DONE;
}

/* What the person who records says, in place of what was read. */
static struct rc
correct(const struct op_call *call, struct taking *t, struct take_row *r, struct trouble *trouble)
{
	const char *kind = op_value(call, "kind", 0);
	struct err *e = &trouble->err;
	if (kind != NULL && kind_find(&t->data.kinds, slice_of(kind)) == NULL)
		return trouble_in(trouble, kind, fail(e, E_USAGE, 0,
		    "no evidence kind; `assay evidence kinds` lists them"));
	if (kind != NULL && !slice_eq(r->kind, slice_of(kind))) {
		r->kind = slice_of(kind);
		r->kind_by_person = true;
		r->stage = kind_find(&t->data.kinds, r->kind)->stage;
	}
	TRY(read_binding(call, r, trouble));
	TRY(read_date(call, "made", TIME_BEGINNING, &r->made_ms, trouble));
	TRY(read_date(call, "received", TIME_BEGINNING, &r->received_ms, trouble));
	TRY(read_date(call, "valid-from", TIME_BEGINNING, &r->valid_from_ms, trouble));
	TRY(read_date(call, "valid-until", TIME_END, &r->valid_until_ms, trouble));
	r->received_given = op_value(call, "received", 0) != NULL;
	if (op_value(call, "producer", 0) != NULL)
		r->producer = slice_of(op_value(call, "producer", 0));
	r->owner = slice_of(op_value(call, "owner", 0));
	r->label = slice_of(op_value(call, "label", 0));
	return DONE;
}

/* The file itself, whole: its members are for `intake`. */
static struct rc
choose_row(const struct op_call *call, struct taking *t, struct take_row **out,
    struct trouble *trouble)
{
	for (size_t i = 0; i < t->count; i++) {
		bool whole = t->delivery.bodies[i].container == BODY_NONE;
		t->rows[i].keep = whole;
		if (whole)
			*out = &t->rows[i];
	}
	return trouble_in(trouble, op_value(call, "FILE", 0), *out == NULL ? fail(&trouble->err,
	    E_USAGE, 0, "a folder; `assay intake propose` takes in folders") : DONE);
}

static struct rc
read_file(const struct op_call *call, struct home *h, struct taking *t, struct trouble *trouble)
{
	const char *path = op_value(call, "FILE", 0);
	struct table_map *maps;
	enum file_kind kind;
	uint64_t size;
	struct taking_input in = { .paths = &path, .path_count = 1,
	    .subject = slice_of(op_value(call, "for", 0)), .received_ms = call->now_ms,
	    .threads = pool_default_threads() };
	TRY(trouble_in(trouble, path, file_kind_of(path, true, &kind, &size, &trouble->err)));
	if (kind != FILE_REGULAR)
		return trouble_in(trouble, path, fail(&trouble->err, E_USAGE, 0,
		    "not a file; `assay intake propose` takes in folders"));
	TRY(maps_load(call, call->a, &maps, &in.map_count, trouble));
	in.maps = maps;
	return taking_open(call, h, &in, t, trouble);
}

static void
say_intake(const struct take_row *r, const struct body *b, struct op_result *out)
{
	if (strcmp(r->intake, "malformed") == 0) {
		out->status = code_status(E_SYNTAX);
		buf_addf(&out->notes, "assay: kept, and it satisfies nothing: %.*s "
		    "(INPUT_MALFORMED)\n",
		    SLICE_FMT(b->problem));
	} else if (strcmp(r->intake, "quarantined") == 0) {
		out->status = code_status(E_VERIFY);
		buf_add_text(&out->notes, "assay: kept in quarantine: a signature by a known key "
		    "does "
		    "not hold (SIGNATURE_INVALID)\n");
	} else if (strcmp(r->intake, "unverified") == 0)
		buf_add_text(&out->notes, "assay: kept as unverified: no anchor leads to a "
		    "signature "
		    "of it (SIGNATURE_MISSING)\n");
}

/* Whoever has just said what it is for would not expect that it counts for nothing. */
static void
say_unbound(const struct take_row *r, struct op_result *out)
{
	if (r->bound_count == 0)
		buf_add_text(&out->notes, "assay: the file names nothing that the program knows: a "
		    "need that asks what it is about passes it over; --bound-to says it "
		    "(EVIDENCE_UNBOUND)\n");
}

/* One item is one body: of several entries about the same bytes the first one counts. */
static struct rc
say_again(struct home *h, const struct taken *t, struct slice digest, struct op_result *r)
{
	struct thing *all;
	size_t count;
	TRY(store_begin_read(h->store, &r->trouble.err));
	struct rc done = state_about(h->store, digest, "body", "evidence", STORE_OPEN, &h->a, &all,
	    &count, &r->trouble.err);
	store_rollback(h->store);
	TRY(done);
	if (count > 1 && !slice_eq(all[0].row.key, t->id))
		buf_addf(&r->notes, "assay: these bytes are evidence already, and what was "
		    "recorded first counts: %.*s\n", SLICE_FMT(all[0].row.key));
	return DONE;
}

struct rc
evidence_say_unregistered(struct home *h, struct slice subject, struct op_result *r)
{
	struct state_row row;
	bool found;
	TRY(store_state_get(h->store, SLICE("subject"), subject, STORE_OPEN, &row, &found,
	    &r->trouble.err));
	if (!found)
		buf_addf(&r->notes, "assay: %.*s is not registered yet (SUBJECT_NOT_REGISTERED)\n",
		    SLICE_FMT(subject));
	return DONE;
}

static struct rc
say_unregistered(struct home *h, struct slice subject, struct op_result *r)
{
	TRY(store_begin_read(h->store, &r->trouble.err));
	struct rc done = evidence_say_unregistered(h, subject, r);
	store_rollback(h->store);
	return done;
}

static struct rc
say_added(const struct op_call *call, const struct taken *t, const struct take_row *row,
    const struct taking *all, struct op_result *r)
{
	struct build b = { .a = call->a };
	struct value v = value_object();
	value_put(&b, &v, "id", value_string(t->id));
	value_put(&b, &v, "digest", value_string(all->delivery.bodies[row->body].id));
	value_put(&b, &v, "kind", value_string(row->kind));
	value_put(&b, &v, "holding", value_string(SLICE("kept")));
	value_put(&b, &v, "intake", value_string(slice_of(row->intake)));
	value_put(&b, &v, "existed", value_bool(t->existed));
	TRY(build_end(&b, &r->trouble.err));
	return object_print(call, r, "assay/evidence-add/1", &v);
}

static struct rc
add_file(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	AUTO(writer) w = {0};
	AUTO(taking) t = {0};
	struct take_row *row = NULL;
	struct taken *taken;
	size_t count;
	TRY(home_open(call, HOME_WRITE, &h, &r->trouble));
	TRY(writer_open(call, &h, &w, &r->trouble));
	TRY(read_file(call, &h, &t, &r->trouble));
	TRY(choose_row(call, &t, &row, &r->trouble));
	TRY(check_digest(call, &t, &r->trouble));
	TRY(correct(call, &t, row, &r->trouble));
	TRY(taking_record(&h, &w, &t, &taken, &count, &r->trouble));
	if (!taken[0].existed)
		TRY(home_publish_now(call, &h, &r->trouble));
	say_intake(row, &t.delivery.bodies[row->body], r);
	say_unbound(row, r);
	TRY(say_again(&h, &taken[0], t.delivery.bodies[row->body].id, r));
	TRY(say_unregistered(&h, slice_of(op_value(call, "for", 0)), r));
	return say_added(call, &taken[0], row, &t, r);
}

struct rc
op_evidence_add(const struct op_call *call, struct op_result *r)
{
	const char *subject = op_value(call, "for", 0);
	enum evidence_way way;
	struct subject s;
	TRY(evidence_way(call, &way, &r->trouble));
	if (subject == NULL || failed(subject_parse(slice_of(subject), &s, NULL)))
		return trouble_in(&r->trouble, subject != NULL ? subject : "--for", fail(
		    &r->trouble.err, E_USAGE, 0, "expected a subject, e.g. --for batch:acme/C-1"));
	return way == EVIDENCE_FILE ? add_file(call, r) : evidence_add_absent(call, way, r);
}
