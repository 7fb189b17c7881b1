/* app/export/export_check_evidence.c - anchors and evidence of an exported folder. See
 * app/export/export_check.h.
 *
 * The evidence is read as `inspect` reads it, and its signatures are asked of the anchors of the
 * folder. Periods and revocations are the assessment's, which the replay computes again.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/export/export_check.h"
#include "app/home/event_words.h"
#include "app/inspect/intake.h"
#include "app/inspect/verify.h"
#include "base/limits.h"

struct weighing {
	struct anchor_set		 anchors;
	struct delivery			 delivery;
	const struct checked_entry	*entry;		/* that is looked at */
	const struct body		*body;
};

/* --- anchors ---------------------------------------------------------------------------------- */

static struct rc
anchor_holds(struct checking *c, void *context, struct slice *remark, struct err *e)
{
	struct weighing *w = context;
	const struct event *v = &w->entry->event;
	const struct checked_file *f = map_get(&c->digests, v->bodies[0].sha256);
	size_t first = w->anchors.count;
	struct slice bytes;
	bool same = true;
	if (f == NULL)
		return fail(e, E_UNVERIFIABLE, 0, "no file here has its digest");
	TRY(check_read(c, f->name, CERT_BYTES_MAX * 4, &bytes, e));
	TRY(anchor_load(bytes, w->entry->name, words_purposes(value_get(&v->data,
	    SLICE("purposes"))), how_parse(event_text(v, "how")), c->a, &c->bag, &w->anchors, e));
	for (size_t i = first; i < w->anchors.count; i++)
		same = same && slice_eq(w->anchors.anchors[i].id, event_text(v, "key"));
	*remark = check_name(c, "%.*s, %.*s by %.*s", SLICE_FMT(f->name),
	    SLICE_FMT(event_text(v, "how")), SLICE_FMT(event_text(v, "by")));
	if (same)
		return DONE;
	*remark = SLICE("its file holds another key");
	return fail(e, E_VERIFY, 0, "another key");
}

/* --- bodies ----------------------------------------------------------------------------------- */

static struct rc
evidence_holds(struct checking *c, void *context, struct slice *remark, struct err *e)
{
	const struct event *v = &((const struct weighing *)context)->entry->event;
	*remark = event_text(v, "holding");
	for (size_t i = 0; i < v->body_count; i++) {
		const struct checked_file *f = map_get(&c->digests, v->bodies[i].sha256);
		*remark = (struct slice){0};
		if (f == NULL)
			return fail(e, E_UNVERIFIABLE, 0, "no file here has its digest");
		if (f->size_bytes != v->bodies[i].size_bytes)
			return fail(e, E_VERIFY, 0, "its size is another");
		*remark = f->name;
	}
	return DONE;
}

/* --- signatures ------------------------------------------------------------------------------- */

/* A broken one was recorded as such when it came, and counted for nothing. */
static bool
was_noticed(const struct event *v)
{
	struct slice intake = event_text(v, "intake");
	return slice_eq(intake, SLICE("quarantined")) || slice_eq(intake, SLICE("malformed"));
}

static struct rc
signature_holds(struct checking *c, void *context, struct slice *remark, struct err *e)
{
	const struct weighing *w = context;
	const struct body *b = w->body;
	const struct signature *good = NULL;
	bool broken = false;
	(void)c;
	for (size_t i = 0; i < b->signature_count; i++) {
		if (b->signatures[i].status == SIGNATURE_GOOD && good == NULL)
			good = &b->signatures[i];
		broken = broken || b->signatures[i].status == SIGNATURE_BROKEN;
	}
	if (good != NULL) {
		*remark = check_name(c, "by the anchor %.*s", SLICE_FMT(good->anchor));
		return DONE;
	}
	if (!broken)
		return fail(e, E_UNVERIFIABLE, 0, "no anchor in this folder leads to its signer");
	if (!was_noticed(&w->entry->event))
		return fail(e, E_VERIFY, 0, "names a known key and does not hold under it");
	*remark = SLICE("broken, as was recorded: it counts for nothing");
	return DONE;
}

static bool
is_signed(const struct body *b)
{
	return b->container == BODY_NONE && b->same_as == BODY_NONE && (b->signature_count > 0 ||
	    reasons_have(&b->findings, FINDING_SIGNATURE_ALONE));
}

static struct rc
check_signatures(struct checking *c, struct weighing *w, const struct map *entries,
    struct err *e)
{
	for (size_t i = 0; i < w->delivery.count; i++) {
		const struct body *b = &w->delivery.bodies[i];
		const struct checked_file *f = map_get(&c->digests, b->id);
		w->entry = map_get(entries, b->id);
		w->body = b;
		if (!is_signed(b) || w->entry == NULL || f == NULL)
			continue;
		TRY(check_link(c, check_name(c, "signature of %.*s", SLICE_FMT(f->name)),
		    signature_holds, w, NULL, e));
	}
	return DONE;
}

/* --- the whole -------------------------------------------------------------------------------- */

/* Evidence of which a file is here: one for each digest. */
static struct rc
read_evidence(struct checking *c, struct weighing *w, struct map *entries, struct err *e)
{
	struct intake_kept *kept = ARENA_ARRAY(c->a, struct intake_kept, c->entry_count + 1);
	const char *culprit;
	size_t n = 0;
	if (kept == NULL)
		return arena_failed(c->a, e);
	for (size_t i = 0; i < c->entry_count; i++) {
		struct checked_entry *x = c->entries[i];
		const struct event *v = &x->event;
		const struct checked_file *f = v->type != EVENT_EVIDENCE_ADDED ||
		    v->body_count == 0 ? NULL : map_get(&c->digests, v->bodies[0].sha256);
		if (f == NULL || map_has(entries, v->bodies[0].sha256))
			continue;
		TRY(map_put(entries, v->bodies[0].sha256, x, e));
		kept[n] = (struct intake_kept){ .name = event_text(v, "name"),
		    .file = check_path(c, f->name), .size_bytes = f->size_bytes };
		if (kept[n++].file == NULL)
			return arena_failed(c->a, e);
	}
	const struct intake_options options = { .kept = kept, .kept_count = n,
	    .threads = c->threads };
	TRY(intake_run(&options, &w->delivery, &culprit, e));
	return verify_delivery(&w->delivery, &w->anchors, c->threads, NULL, e);
}

static struct rc
check_type(struct checking *c, struct weighing *w, enum event_type type, check_run *run,
    struct err *e)
{
	for (size_t i = 0; i < c->entry_count; i++) {
		w->entry = c->entries[i];
		if (w->entry->event.type == type)
			TRY(check_link(c, w->entry->name, run, w, NULL, e));
	}
	return DONE;
}

struct rc
check_evidence(struct checking *c, struct err *e)
{
	struct weighing w = {0};
	struct map entries = map_init();
	struct rc done = check_type(c, &w, EVENT_ANCHOR_ADDED, anchor_holds, e);
	if (!failed(done))
		done = check_type(c, &w, EVENT_EVIDENCE_ADDED, evidence_holds, e);
	if (!failed(done))
		done = read_evidence(c, &w, &entries, e);
	if (!failed(done))
		done = check_signatures(c, &w, &entries, e);
	map_drop(&entries);
	delivery_drop(&w.delivery);
	return done;
}
