/* app/evidence/taking.c - evidence on its way into the store. See app/evidence/taking.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/evidence/taking.h"

#include <stdlib.h>

#include "app/home/catalogues.h"
#include "app/home/draft.h"
#include "app/home/event_words.h"
#include "app/home/held_file.h"
#include "app/home/state.h"
#include "app/home/trusted.h"
#include "app/inspect/zeros.h"
#include "app/log/bodies.h"
#include "base/limits.h"

void
taking_drop(struct taking *t)
{
	delivery_drop(&t->delivery);
	content_plan_drop(&t->read);
	*t = (struct taking){0};
}

/* --- proposing -------------------------------------------------------------------------------- */

static bool
has_finding(const struct body *b, enum finding_id id)
{
	const struct reasons *sources[2] = { &b->findings, &b->reading.findings };
	for (size_t s = 0; s < COUNT(sources); s++)
		for (size_t i = 0; i < sources[s]->count; i++)
			if (sources[s]->at[i].id == id)
				return true;
	return false;
}

static const char *
intake_word(const struct body *b)
{
	bool good = false, broken = false;
	for (size_t i = 0; i < b->signature_count; i++) {
		good = good || b->signatures[i].status == SIGNATURE_GOOD;
		broken = broken || b->signatures[i].status == SIGNATURE_BROKEN;
	}
	if (has_finding(b, FINDING_INPUT_MALFORMED))
		return "malformed";
	return broken && !good ? "quarantined" : good ? "good" : "unverified";
}

/* An archive stands for its members; a mail says something itself. */
static bool
is_mere_container(const struct delivery *d, size_t i)
{
	if (d->bodies[i].reading.kind.len > 0)
		return false;
	for (size_t k = 0; k < d->count; k++)
		if (d->bodies[k].container == i)
			return true;
	return false;
}

static void
propose(const struct taking_input *in, struct taking *t, size_t i)
{
	const struct body *b = &t->delivery.bodies[i];
	const struct reading *r = &b->reading;
	const struct kind *k = kind_find(&t->data.kinds, r->kind);
	struct slice source = b->container == BODY_NONE ? SLICE("") :
	    t->delivery.bodies[b->container].path;
	t->rows[i] = (struct take_row){ .body = i, .name = b->path, .source = source,
	    .subject = in->subject,
	    .kind = r->kind.len > 0 ? r->kind : SLICE("unknown"),
	    .why = r->why.len > 0 ? r->why : b->why, .bound_count = b->bound_count,
	    .binding = b->bound_to, .producer = r->producer, .made_ms = r->made_ms,
	    .received_ms = in->received_ms, .valid_from_ms = r->valid_from_ms,
	    .valid_until_ms = r->valid_until_ms, .stage = k != NULL ? k->stage : SLICE(""),
	    .intake = intake_word(b) };
	t->rows[i].keep = b->same_as == BODY_NONE && b->digested && b->form != FORM_LINK &&
	    b->form != FORM_PRIVATE_KEY && !is_mere_container(&t->delivery, i);
}

static struct rc
read_all(const struct op_call *call, struct home *h, const struct taking_input *in,
    struct taking *t, struct trouble *trouble)
{
	struct intake_options options = { .paths = in->paths, .path_count = in->path_count,
	    .kept = in->made, .kept_count = in->made_count, .maps = in->maps,
	    .map_count = in->map_count, .threads = in->threads, .keep_all = true };
	struct anchor_set anchors = {0};
	const char *culprit = NULL;
	struct err *e = &trouble->err;
	struct rc done = intake_run(&options, &t->delivery, &culprit, e);
	if (failed(done))
		return trouble_in(trouble, culprit, done);
	if (in->map_count == 0)
		TRY(content_of_tables(&t->delivery, &t->read, e));
	TRY(zeros_find(&t->delivery, e));
	TRY(store_begin_read(h->store, e));
	done = trusted_load(h, STORE_OPEN, &h->a, &h->bag, &anchors, e);
	store_rollback(h->store);
	TRY(done);
	TRY(verify_delivery(&t->delivery, &anchors, in->threads, &t->signatures, e));
	if (!scope_is_for(in->subject))
		return DONE;
	done = scope_resolve(&t->delivery, in->subject, call->a, &t->scope, e);
	if (failed(done)) {
		trouble_name(trouble, in->subject);
		return done;
	}
	return scope_bind(&t->delivery, &t->scope, call->a, e);
}

/* A file that could not be read would be left out unsaid: what is taken in is taken in whole. */
static struct rc
check_readable(const struct delivery *d, struct trouble *t)
{
	for (size_t i = 0; i < d->count; i++) {
		const struct body *b = &d->bodies[i];
		if (b->system_path != NULL && has_finding(b, FINDING_FILE_UNREADABLE))
			return trouble_in(t, b->system_path, fail(&t->err, E_IO, 0,
			    "cannot be read, so nothing is taken in"));
	}
	return DONE;
}

/* A zone, a process, a site has no products or serials by which content could be told to be about
 * it: what is recorded for it is about it, because the person says so. */
static void
bind_to(struct take_row *row, struct slice *subject)
{
	row->bound_by_person = true;
	row->bound_count = 1;
	row->binding = subject;
}

struct rc
taking_open(const struct op_call *call, struct home *h, const struct taking_input *in,
    struct taking *out, struct trouble *t)
{
	*out = (struct taking){ .subject = in->subject };
	TRY(catalogues_now(h, call->a, &out->data, &t->err));
	TRY(read_all(call, h, in, out, t));
	TRY(check_readable(&out->delivery, t));
	out->count = out->delivery.count;
	out->rows = ARENA_ARRAY(call->a, struct take_row, out->count);
	struct slice *whole = ARENA_NEW(call->a, struct slice);
	if (out->rows == NULL || whole == NULL)
		return arena_failed(call->a, &t->err);
	*whole = in->subject;
	for (size_t i = 0; i < out->count; i++) {
		propose(in, out, i);
		if (!scope_is_for(in->subject))
			bind_to(&out->rows[i], whole);
	}
	return DONE;
}

/* --- the same again --------------------------------------------------------------------------- */

static bool
same_subjects(const struct event *a, const struct event *b)
{
	if (a->subject_count != b->subject_count)
		return false;
	for (size_t i = 0; i < a->subject_count; i++)
		if (!slice_eq(a->subjects[i], b->subjects[i]))
			return false;
	return true;
}

/* Kind, binding, producer and dates; the receipt's only where somebody stated it. */
static bool
same_evidence(const struct event *kept, const struct event *made, bool received_given)
{
	static const char *const members[] = { "kind", "kind_by", "bound_by", "bound_to",
	    "producer",
	    "made", "valid_from", "valid_until", "received" };
	for (size_t i = 0; i + !received_given < COUNT(members); i++)
		if (!value_eq(value_get(&kept->data, slice_of(members[i])),
		    value_get(&made->data, slice_of(members[i]))))
			return false;
	return same_subjects(kept, made);
}

static struct rc
find_same(struct home *h, const struct event *v, bool received_given, struct slice *id,
    bool *found, struct err *e)
{
	struct thing *there;
	size_t count;
	*found = false;
	TRY(state_about(h->store, v->bodies[0].sha256, "body", "evidence", STORE_OPEN, &h->a,
	    &there,
	    &count, e));
	for (size_t i = 0; i < count && !*found; i++) {
		*found = same_evidence(&there[i].event, v, received_given);
		*id = there[i].row.key;
	}
	return DONE;
}

/* --- recording -------------------------------------------------------------------------------- */

/* An event names a thousand subjects at most: of a list of more assets it names none, and the
 * content says them. */
#define ASSETS_NAMED_MAX 500

static void
name_subjects(struct draft *d, const struct take_row *r)
{
	bool all = r->bound_count <= ASSETS_NAMED_MAX;
	draft_subject(d, r->subject);
	for (size_t i = 0; i < r->bound_count; i++)
		if (all || !slice_starts(r->binding[i], SLICE("asset:")))
			draft_subject(d, r->binding[i]);
}

static struct rc
draft_row(const struct take_row *r, const struct event_body *body, struct arena *a,
    struct event *out, struct err *e)
{
	struct draft d = draft_init(EVENT_EVIDENCE_ADDED, a);
	name_subjects(&d, r);
	draft_body(&d, body);
	draft_text(&d, "kind", r->kind);
	draft_word(&d, "kind_by", r->kind_by_person ? "person" : "program");
	draft_word(&d, "bound_by", r->bound_by_person ? "person" : "program");
	draft_texts(&d, "bound_to", r->binding, r->bound_by_person ? r->bound_count : 0);
	draft_text(&d, "name", r->name);
	draft_text(&d, "source", r->source);
	draft_text(&d, "producer", r->producer);
	draft_text(&d, "owner", r->owner);
	draft_text(&d, "label", r->label);
	draft_text(&d, "stage", r->stage);
	draft_instant(&d, "made", r->made_ms);
	draft_instant(&d, "received", r->received_ms);
	draft_instant(&d, "valid_from", r->valid_from_ms);
	draft_instant(&d, "valid_until", r->valid_until_ms);
	draft_word(&d, "holding", "kept");
	draft_null(&d, "held");
	draft_null(&d, "seen");
	draft_word(&d, "intake", r->intake);
	return draft_end(&d, out, e);
}

static const char *
form_media_type(enum form f)
{
	static const char *const types[FORM_COUNT] = {
		[FORM_ZIP] = "application/zip", [FORM_TAR] = "application/x-tar",
		[FORM_XLSX] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		[FORM_MAIL] = "message/rfc822", [FORM_PEM] = "application/x-pem-file",
		[FORM_CERTIFICATE] = "application/pkix-cert", [FORM_CRL] = "application/pkix-crl",
		[FORM_CMS] = "application/pkcs7-signature", [FORM_JSON] = "application/json",
		[FORM_YAML] = "application/yaml", [FORM_TABLE] = "text/csv",
		[FORM_TEXT] = "text/plain", [FORM_HTML] = "text/html", [FORM_XML] =
		    "application/xml",
		[FORM_PDF] = "application/pdf", [FORM_PNG] = "image/png", [FORM_JPEG] =
		    "image/jpeg",
	};
	return types[f] != NULL ? types[f] : "application/octet-stream";
}

static struct rc
keep_body(struct home *h, const struct body *b, struct event_body *out, struct trouble *t)
{
	struct err *e = &t->err;
	AUTO(file) f = { .fd = -1 };
	const char *type = form_media_type(b->form);
	if (!slice_is_null(b->bytes))
		return body_keep(h, b->bytes, type, &h->a, out, e);
	if (b->system_path == NULL)
		return fail(e, E_LIMIT, 0, "this member is too large to be kept from inside its "
		    "container; unpack the container and take in the folder");
	TRY(trouble_in(t, b->system_path, file_open(b->system_path, true, &f, e)));
	TRY(trouble_in(t, b->system_path, body_keep_file(h, &f, type, &h->a, out, e)));
	return slice_eq(out->sha256, b->id) ? DONE : trouble_in(t, b->system_path, fail(e, E_IO, 0,
	    "the file changed while it was taken in"));
}

/* Events still to be written, and which row each belongs to. */
struct recording {
	struct event	*events;
	size_t		*of;		/* index into taken */
	size_t		 count;
};

static struct rc
prepare(struct home *h, struct taking *t, struct recording *g,
    struct taken *taken, size_t *n, struct trouble *trouble)
{
	struct err *e = &trouble->err;
	for (size_t i = 0; i < t->count; i++) {
		struct event_body body;
		if (!t->rows[i].keep)
			continue;
		struct rc done = keep_body(h, &t->delivery.bodies[t->rows[i].body], &body,
		    trouble);
		if (failed(done) && trouble->file.len == 0)
			trouble_name(trouble, t->rows[i].name);
		TRY(done);
		struct event *v = &g->events[g->count];
		TRY(draft_row(&t->rows[i], &body, &h->a, v, e));
		event_settle(v);
		taken[*n].row = i;
		TRY(store_begin_read(h->store, e));
		done = find_same(h, v, t->rows[i].received_given, &taken[*n].id,
		    &taken[*n].existed, e);
		store_rollback(h->store);
		TRY(done);
		if (!taken[*n].existed)
			g->of[g->count++] = *n;
		++*n;
	}
	return DONE;
}

struct rc
taking_record(struct home *h, const struct writer *w,
    struct taking *t, struct taken **out, size_t *count, struct trouble *trouble)
{
	struct err *e = &trouble->err;
	struct recording g = { .events = ARENA_ARRAY(&h->a, struct event, t->count),
	    .of = ARENA_ARRAY(&h->a, size_t, t->count) };
	struct appended *done = ARENA_ARRAY(&h->a, struct appended, t->count);
	bool moved;
	*out = ARENA_ARRAY(&h->a, struct taken, t->count);
	*count = 0;
	if (g.events == NULL || g.of == NULL || done == NULL || *out == NULL)
		return arena_failed(&h->a, e);
	TRY(prepare(h, t, &g, *out, count, trouble));
	if (g.count == 0)
		return DONE;
	const struct append what = { g.events, g.count, ANY_SIZE, &t->read };
	TRY(home_append(h, w, &what, done, &moved, e));
	for (size_t i = 0; i < g.count; i++) {
		(*out)[g.of[i]].id = done[i].name;
		(*out)[g.of[i]].existed = done[i].existed;
	}
	held_file_add(h, &t->signatures.now);
	return DONE;
}
