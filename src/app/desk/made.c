/* app/desk/made.c - records that assay writes for whoever records them. See app/desk/made.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/made.h"

#include "app/home/draft.h"
#include "app/listing.h"
#include "app/log/append.h"
#include "base/limits.h"
#include "base/pool.h"
#include "codec/jcs.h"
#include "codec/json.h"
#include "crypto/digest.h"

#define STATEMENT_TYPE "https://in-toto.io/Statement/v1"
#define PREDICATE_PREFIX "https://assay.invalid/evidence/"

/* A full subject has no bytes of its own: its digest is that of its name. */
static struct rc
put_subject(struct build *b, struct value *list, struct slice subject, struct err *e)
{
	struct value v = value_object(), digests = value_object();
	struct digest d;
	struct slice text;
	TRY(digest_of(subject, &d, e));
	if (!digest_text(b->a, &d, &text))
		return arena_failed(b->a, e);
	value_put(b, &digests, "sha256", value_string(slice_sub(text, 7, text.len)));
	value_put(b, &v, "name", value_string(subject));
	value_put(b, &v, "digest", digests);
	value_push(b, list, v);
	return DONE;
}

struct rc
made_bytes(const struct made *m, struct arena *a, struct slice *out, struct err *e)
{
	struct build b = { .a = a };
	struct value v = value_object(), subjects = value_array();
	struct slice type;
	AUTO(buf) bytes = buf_init(STATEMENT_BYTES_MAX * 2);
	if (!arena_format(a, &type, PREDICATE_PREFIX "%s/1", m->kind))
		return arena_failed(a, e);
	for (size_t i = 0; i < m->subject_count; i++)
		TRY(put_subject(&b, &subjects, m->subjects[i], e));
	value_put(&b, &v, "_type", value_string(SLICE(STATEMENT_TYPE)));
	value_put(&b, &v, "subject", subjects);
	value_put(&b, &v, "predicateType", value_string(type));
	value_put(&b, &v, "predicate", m->predicate);
	TRY(build_end(&b, e));
	TRY(jcs_write(&v, &bytes, e));
	TRY(buf_end(&bytes, e));
	return arena_copy(a, buf_slice(&bytes), out) ? DONE : arena_failed(a, e);
}

/* The row of a file, or of bytes; every other row of the delivery is the same bytes again. */
static struct take_row *
row_of(struct taking *t, const struct made *m, struct slice digest)
{
	for (size_t i = 0; i < t->count; i++) {
		const struct body *b = &t->delivery.bodies[t->rows[i].body];
		bool is = m->path != NULL ? b->system_path == m->path :
		    b->same_as == BODY_NONE && slice_eq(b->id, digest);
		if (is && b->container == BODY_NONE)
			return &t->rows[i];
	}
	BUG("a record that was made is not in its delivery");
}

/* The member of that offset as a JSON pointer: "/level/FR1". A pointer is only as deep as a reader
 * goes. */
static bool
point_at(const struct value *v, uint64_t at, struct buf *out)
{
	size_t before = out->len;
	for (size_t i = 0; i < v->count; i++) {
		const struct value *one = v->kind == VALUE_OBJECT ? &v->members[i].value :
		    &v->items[i];
		if (v->kind == VALUE_OBJECT)
			buf_addf(out, "/%.*s", SLICE_FMT(v->members[i].name));
		else
			buf_addf(out, "/%zu", i);
		if (one->at == at || (v->kind == VALUE_OBJECT && v->members[i].at == at) ||
		    point_at(one, at, out))
			return true;
		out->len = before;
	}
	return false;
}

/* What the record's reader refuses: the person's file, the member, and why. */
static struct rc
refuse(const struct made *m, const struct body *b, struct arena *a, struct trouble *t)
{
	AUTO(buf) where = buf_init(KIB(4));
	struct value v;
	trouble_name(t, m->from != NULL ? slice_of(m->from) : m->name);
	if (!slice_is_null(b->bytes) &&
	    !failed(json_tree(b->bytes, DOCUMENT_BYTES_MAX, a, &v, NULL)) &&
	    value_get(&v, SLICE("predicate")) != NULL &&
	    point_at(value_get(&v, SLICE("predicate")), b->problem_at, &where) &&
	    where.len <= sizeof t->cell) {
		memcpy(t->cell, where.at, where.len);
		t->place = (struct slice){ t->cell, where.len };
	}
	return fail(&t->err, E_SCHEMA, 0, b->problem.len > 0 ? (const char *)b->problem.at :
	    "its own reader refuses this record");
}

/* What it is about is what it was written for, whatever else it names. */
static struct rc
settle_row(struct taking *t, const struct made *m, struct made_done *done, struct arena *a,
    struct trouble *trouble)
{
	struct take_row *row = row_of(t, m, done->digest);
	const struct body *b = &t->delivery.bodies[row->body];
	if (m->path == NULL && !slice_eq(row->kind, slice_of(m->kind)))
		return refuse(m, b, a, trouble);
	done->intake = row->intake;
	struct slice *binding = ARENA_ARRAY(a, struct slice, m->subject_count);
	if (binding == NULL || !arena_copy(a, b->id, &done->digest))
		return arena_failed(a, &trouble->err);
	for (size_t i = 0; i < m->subject_count; i++)
		binding[i] = m->subjects[i];
	row->kind_by_person = row->kind_by_person || !slice_eq(row->kind, slice_of(m->kind));
	row->kind = slice_of(m->kind);
	row->keep = true;
	row->subject = m->subjects[0];
	row->bound_by_person = true;
	row->bound_count = m->subject_count;
	row->binding = binding;
	return DONE;
}

static struct rc
write_one(const struct made *m, struct arena *a, struct intake_kept *k, struct slice *digest,
    struct trouble *t)
{
	struct digest d;
	struct rc done = made_bytes(m, a, &k->bytes, &t->err);
	if (failed(done))
		trouble_name(t, m->name);
	TRY(done);
	k->name = m->name;
	k->size_bytes = k->bytes.len;
	TRY(digest_of(k->bytes, &d, &t->err));
	return digest_text(a, &d, digest) ? DONE : arena_failed(a, &t->err);
}

static struct rc
write_all(const struct made *list, size_t count, struct arena *a, struct taking_input *in,
    struct made_done *out, struct trouble *t)
{
	struct intake_kept *kept = ARENA_ARRAY(a, struct intake_kept, count);
	const char **paths = ARENA_ARRAY(a, const char *, count);
	if (kept == NULL || paths == NULL)
		return arena_failed(a, &t->err);
	in->made = kept;
	in->paths = paths;
	for (size_t i = 0; i < count; i++) {
		const struct made *m = &list[i];
		if (m->path == NULL)
			TRY(write_one(m, a, &kept[in->made_count++], &out[i].digest, t));
		else if (slice_is_null(m->bytes))
			paths[in->path_count++] = m->path;
		else
			kept[in->made_count++] = (struct intake_kept){ intake_name(m->path),
			    m->bytes, m->path, m->bytes.len, NULL, m->grid };
	}
	return DONE;
}

/* Members of a container that was taken in whole are no evidence of their own. */
static void
keep_none(struct taking *t)
{
	for (size_t i = 0; i < t->count; i++)
		t->rows[i].keep = false;
}

static void
tell(const struct taking *t, const struct taken *taken, size_t taken_count, size_t count,
    struct made_done *out)
{
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < taken_count; k++) {
			const struct take_row *row = &t->rows[taken[k].row];
			if (!slice_eq(t->delivery.bodies[row->body].id, out[i].digest))
				continue;
			out[i].id = taken[k].id;
			out[i].existed = taken[k].existed;
		}
}

struct rc
made_record(const struct op_call *call, struct home *h, const struct writer *w,
    const struct made *list, size_t count, struct made_done *out, struct trouble *t)
{
	AUTO(taking) taking = {0};
	struct taken *taken;
	size_t taken_count;
	bool all_there = true;
	struct taking_input in = { .subject = list[0].subjects[0], .received_ms = call->now_ms,
	    .threads = pool_default_threads() };
	TRY(write_all(list, count, call->a, &in, out, t));
	TRY(taking_open(call, h, &in, &taking, t));
	keep_none(&taking);
	for (size_t i = 0; i < count; i++)
		TRY(settle_row(&taking, &list[i], &out[i], call->a, t));
	TRY(taking_record(h, w, &taking, &taken, &taken_count, t));
	tell(&taking, taken, taken_count, count, out);
	for (size_t i = 0; i < taken_count; i++)
		all_there = all_there && taken[i].existed;
	return all_there ? DONE : home_publish_now(call, h, t);
}

struct rc
made_say(const struct op_call *call, struct home *h, const struct writer *w,
    const struct made *m, const char *schema, struct op_result *r)
{
	struct build b = { .a = call->a };
	struct value v = value_object();
	struct made_done done;
	TRY(made_record(call, h, w, m, 1, &done, &r->trouble));
	value_put(&b, &v, "id", value_string(done.id));
	value_put(&b, &v, "digest", value_string(done.digest));
	value_put(&b, &v, "kind", value_string(slice_of(m->kind)));
	value_put(&b, &v, "subject", value_string(m->subjects[0]));
	value_put(&b, &v, "existed", value_bool(done.existed));
	TRY(build_end(&b, &r->trouble.err));
	return object_print(call, r, schema, &v);
}

struct rc
made_intake(const struct op_call *call, struct home *h, const struct made *m,
    const char **intake, struct trouble *t)
{
	AUTO(taking) taking = {0};
	struct made_done unused;
	struct taking_input in = { .subject = m->subjects[0], .received_ms = call->now_ms,
	    .threads = pool_default_threads() };
	TRY(write_all(m, 1, call->a, &in, &unused, t));
	TRY(taking_open(call, h, &in, &taking, t));
	*intake = row_of(&taking, m, SLICE(""))->intake;
	return DONE;
}

struct rc
made_supersede(const struct op_call *call, struct home *h, const struct writer *w,
    const struct made_instead *what, struct trouble *t)
{
	struct event *events = ARENA_ARRAY(call->a, struct event, what->old_count);
	struct appended *done = ARENA_ARRAY(call->a, struct appended, what->old_count);
	size_t n = 0;
	bool moved;
	if (events == NULL || done == NULL)
		return arena_failed(call->a, &t->err);
	for (size_t i = 0; i < what->old_count; i++) {
		if (slice_eq(what->old[i], what->new_id))
			continue;
		struct draft d = draft_init(EVENT_EVIDENCE_SUPERSEDED, call->a);
		draft_subject(&d, what->subject);
		draft_ref(&d, "supersedes", what->old[i]);
		draft_ref(&d, "about", what->new_id);
		draft_text(&d, "reason", what->reason);
		TRY(draft_end(&d, &events[n++], &t->err));
	}
	if (n == 0)
		return DONE;
	const struct append all = { events, n, ANY_SIZE, NULL };
	TRY(home_append(h, w, &all, done, &moved, &t->err));
	return home_publish_now(call, h, t);
}
