/* app/ops/ops_evidence_write.c - `assay evidence write`: a record out of what a person wrote. See
 * app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/made.h"
#include "app/home/given.h"
#include "app/home/state.h"
#include "app/inspect/maps.h"
#include "app/listing.h"
#include "app/ops/ops_evidence.h"
#include "base/file.h"
#include "base/limits.h"
#include "codec/json.h"
#include "record/record.h"

#define PREDICATE_PREFIX "https://assay.invalid/evidence/"

struct writing_up {
	const struct op_call	*call;
	struct op_result	*r;
	struct home		 h;
	struct writer		 w;
	const char		*kind;
	struct slice		 subjects[16];
	size_t			 subject_count;
};

static void
writing_up_drop(struct writing_up *g)
{
	writer_drop(&g->w);
	home_drop(&g->h);
}

static struct rc
read_kind(const struct writing_up *g, struct trouble *t)
{
	struct slice type;
	if (!arena_format(g->call->a, &type, PREDICATE_PREFIX "%s/1", g->kind))
		return arena_failed(g->call->a, &t->err);
	return record_handles(type) ? DONE : trouble_in(t, g->kind, fail(&t->err, E_USAGE, 0,
	    "no kind of record that assay writes; doc/formats/records.md lists them"));
}

static struct rc
read_subjects(struct writing_up *g, struct trouble *t)
{
	for (; op_value(g->call, "for", g->subject_count) != NULL; g->subject_count++) {
		if (g->subject_count == COUNT(g->subjects))
			return fail(&t->err, E_USAGE, 0, "more than 16 subjects");
		TRY(given_subject(op_value(g->call, "for", g->subject_count), 0,
		    "expected a subject, e.g. process:acme/sdl@7",
		    &g->subjects[g->subject_count], t));
	}
	return g->subject_count > 0 ? DONE : fail(&t->err, E_USAGE, 0,
	    "expected --for: what the record is about");
}

/* "evidence:1a2b3c4d" stands for the digest of its bytes. */
static struct rc
resolve(struct writing_up *g, struct value *v, struct trouble *t)
{
	struct slice id;
	struct thing thing;
	bool found = false;
	if (failed(state_resolve(g->h.store, v->text, "evidence", STORE_OPEN, g->call->a, &id,
	    &t->err))) {
		trouble_name(t, v->text);
		return (struct rc){ t->err.code };
	}
	TRY(state_get(g->h.store, "evidence", id, STORE_OPEN, g->call->a, &thing, &found,
	    &t->err));
	if (!found || thing.event.body_count == 0) {
		trouble_name(t, v->text);
		return fail(&t->err, E_USAGE, 0, "expected evidence whose bytes are kept here");
	}
	v->text = thing.event.bodies[0].sha256;
	return DONE;
}

/* "evidence:" and one word of letters and digits: an id, or one that is mistyped. Whoever writes
 * "evidence: see page 4" means none. */
static bool
is_id(struct slice text)
{
	struct slice word = SLICE("evidence:");
	if (!slice_starts(text, word) || text.len == word.len)
		return false;
	for (size_t i = word.len; i < text.len; i++) {
		uint8_t c = text.at[i];
		if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z'))
			return false;
	}
	return true;
}

static struct rc
resolve_all(struct writing_up *g, struct value *v, struct trouble *t)
{
	if (v->kind == VALUE_STRING && is_id(v->text))
		return resolve(g, v, t);
	for (size_t i = 0; v->kind == VALUE_ARRAY && i < v->count; i++)
		TRY(resolve_all(g, &v->items[i], t));
	for (size_t i = 0; v->kind == VALUE_OBJECT && i < v->count; i++)
		TRY(resolve_all(g, &v->members[i].value, t));
	return DONE;
}

static struct rc
read_predicate(struct writing_up *g, struct value *out, struct trouble *t)
{
	const char *path = op_value(g->call, "FILE", 0);
	struct slice bytes, issued;
	struct build b = { .a = g->call->a };
	char now[TIME_TEXT_BYTES];
	TRY(trouble_in(t, path, file_read_small(path, DOCUMENT_BYTES_MAX, g->call->a, &bytes,
	    &t->err)));
	struct rc done = document_tree(bytes, g->call->a, out, &t->err);
	if (!failed(done) && out->kind != VALUE_OBJECT)
		done = fail(&t->err, E_SCHEMA, out->at, "expected the members of the record");
	if (failed(done)) {
		trouble_at_line(t, bytes, g->call->a);
		return trouble_in(t, path, done);
	}
	if (value_get(out, SLICE("issued")) != NULL)
		return DONE;
	time_show(g->call->now_ms, now);
	if (!arena_copy(g->call->a, slice_of(now), &issued))
		return arena_failed(g->call->a, &t->err);
	value_put(&b, out, "issued", value_string(issued));
	return build_end(&b, &t->err);
}

static struct rc
record(struct writing_up *g, struct value predicate)
{
	struct trouble *t = &g->r->trouble;
	struct made made = { .kind = g->kind, .subjects = g->subjects,
	    .subject_count = g->subject_count, .predicate = predicate,
	    .from = op_value(g->call, "FILE", 0) };
	if (!arena_format(g->call->a, &made.name, "%s.json", made.kind))
		return arena_failed(g->call->a, &t->err);
	return made_say(g->call, &g->h, &g->w, &made, "assay/evidence-write/1", g->r);
}

static struct rc
write_up(struct writing_up *g)
{
	struct trouble *t = &g->r->trouble;
	struct value predicate;
	TRY(read_kind(g, t));
	TRY(read_subjects(g, t));
	TRY(read_predicate(g, &predicate, t));
	TRY(home_open(g->call, HOME_WRITE, &g->h, t));
	TRY(writer_open(g->call, &g->h, &g->w, t));
	TRY(store_begin_read(g->h.store, &t->err));
	struct rc done = resolve_all(g, &predicate, t);
	store_rollback(g->h.store);
	TRY(done);
	return record(g, predicate);
}

struct rc
evidence_write(const struct op_call *call, const char *kind, struct op_result *r)
{
	struct writing_up g = { .call = call, .r = r, .kind = kind };
	struct rc done = write_up(&g);
	writing_up_drop(&g);
	return done;
}

struct rc
op_evidence_write(const struct op_call *call, struct op_result *r)
{
	return evidence_write(call, op_value(call, "KIND", 0), r);
}
