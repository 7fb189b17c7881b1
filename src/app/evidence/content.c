/* app/evidence/content.c - content rows: bodies read, their rows written. See
 * app/evidence/content.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/evidence/content.h"

#include <string.h>

#include "app/evidence/content_row.h"
#include "app/inspect/intake.h"
#include "app/log/bodies.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/pool.h"

/* Rows of one body, and what making them takes. */
#define BODY_ARENA_BYTES MIB(1024)
/* Bodies that are read at one time when all are. */
#define BATCH 64
/* A table from here on is not read a second time. */
#define TABLE_LARGE_BYTES KIB(256)

/* --- reading ---------------------------------------------------------------------------------- */

static struct rc
read_one(struct content_body *b, struct delivery *d, struct err *e)
{
	const struct intake_kept kept = { .name = SLICE(""), .bytes = b->bytes, .file = b->file,
	    .size_bytes = b->size_bytes, .known = &b->digest };
	const struct intake_options options = { .kept = &kept, .kept_count = 1, .threads = 1,
	    .alone = true };
	const char *culprit;
	TRY(intake_run(&options, d, &culprit, e));
	for (size_t i = 0; i < d->count; i++)
		if (d->bodies[i].container == BODY_NONE) {
			b->holds = digest_eq(&d->bodies[i].digest, &b->digest);
			return b->holds ? content_rows_of(&d->bodies[i], b, e) : DONE;
		}
	BUG("a body that was read is not in what was read");
}

static void
run_job(void *context, size_t i)
{
	struct content_body *b = (struct content_body *)context + i;
	struct delivery d = {0};
	if (b->holds)
		return;
	if (b->a.left == 0)
		b->a = arena_init(BODY_ARENA_BYTES);
	(void)read_one(b, &d, &b->err);	/* recorded in err */
	delivery_drop(&d);
}

struct rc
content_read(struct content_body *bodies, size_t n, struct err *e)
{
	pool_run(n, pool_default_threads(), run_job, bodies);
	for (size_t i = 0; i < n; i++)
		if (bodies[i].err.code != OK)
			return fail(e, bodies[i].err.code, bodies[i].err.at, bodies[i].err.what);
	return DONE;
}

void
content_drop(struct content_body *bodies, size_t n)
{
	for (size_t i = 0; i < n; i++)
		arena_drop(&bodies[i].a);
}

static struct rc
write_body(struct store *s, const struct content_body *b, struct err *e)
{
	bool there;
	TRY(store_content_there(s, (struct slice){ b->digest.bytes, SHA256_BYTES }, &there, e));
	for (size_t i = 0; i < b->count && !there; i++)
		TRY(store_content_add(s, &b->rows[i], e));
	return DONE;
}

/* --- one append ------------------------------------------------------------------------------- */

/* The bytes of a small body wait, or stand in its row; those of a large one in its file. */
static struct rc
find_bytes(struct home *h, struct arena *a, struct content_body *b, struct err *e)
{
	struct store_body row;
	bool found;
	b->bytes = body_waiting(h, &b->digest);
	if (!slice_is_null(b->bytes))
		return DONE;
	TRY(store_body_get(h->store, (struct slice){ b->digest.bytes, SHA256_BYTES }, a, &row,
	    &found, e));
	if (found)
		b->bytes = row.bytes;
	b->file = body_path(h, &b->digest, a);
	return b->file != NULL ? DONE : arena_failed(a, e);
}

/* What the caller has read. The rows stay his. */
static bool
is_read(const struct content_plan *read, struct content_body *b)
{
	for (size_t i = 0; read != NULL && i < read->count; i++)
		if (digest_eq(&read->at[i].digest, &b->digest)) {
			*b = read->at[i];
			b->a = (struct arena){0};
			return true;
		}
	return false;
}

/* Bodies of evidence that have no rows yet, each once. */
static struct rc
list_unread(struct home *h, const struct append *what, struct map *seen, struct content_plan *p,
    struct err *e)
{
	for (size_t i = 0; i < what->count; i++) {
		const struct event *v = &what->events[i];
		struct content_body *b = &p->at[p->count];
		bool there;
		if (v->type != EVENT_EVIDENCE_ADDED || v->body_count == 0 ||
		    map_has(seen, v->bodies[0].sha256))
			continue;
		TRY(map_put(seen, v->bodies[0].sha256, p, e));
		if (!digest_parse(v->bodies[0].sha256, &b->digest))
			BUG("a body without its digest");
		TRY(store_content_there(h->store, (struct slice){ b->digest.bytes, SHA256_BYTES },
		    &there, e));
		if (there)
			continue;
		b->size_bytes = v->bodies[0].size_bytes;
		if (!is_read(what->read, b))
			TRY(find_bytes(h, &p->a, b, e));
		p->count++;
	}
	return DONE;
}

static bool
is_large_table(const struct body *b)
{
	return (b->form == FORM_TABLE || b->form == FORM_XLSX) && b->digested &&
	    b->size_bytes >= TABLE_LARGE_BYTES && !slice_is_null(b->bytes) &&
	    b->container == BODY_NONE && b->same_as == BODY_NONE;
}

struct rc
content_of_tables(const struct delivery *d, struct content_plan *out, struct err *e)
{
	*out = (struct content_plan){ .a = arena_init(MIB(64)) };
	out->at = ARENA_ARRAY(&out->a, struct content_body, d->count);
	if (out->at == NULL)
		return arena_failed(&out->a, e);
	for (size_t i = 0; i < d->count; i++) {
		const struct body *from = &d->bodies[i];
		struct content_body *b = &out->at[out->count];
		if (!is_large_table(from))
			continue;
		*b = (struct content_body){ .digest = from->digest, .holds = true,
		    .a = arena_init(BODY_ARENA_BYTES) };
		out->count++;
		TRY(content_rows_of(from, b, e));
	}
	return DONE;
}

static bool
has_evidence(const struct append *what)
{
	for (size_t i = 0; i < what->count; i++)
		if (what->events[i].type == EVENT_EVIDENCE_ADDED)
			return true;
	return false;
}

struct rc
content_prepare(struct home *h, const struct append *what, struct content_plan *out,
    struct err *e)
{
	struct map seen = map_init();
	*out = (struct content_plan){ .a = arena_init(MIB(512)) };
	if (!has_evidence(what))
		return DONE;
	out->at = ARENA_ARRAY(&out->a, struct content_body, what->count);
	if (out->at == NULL)
		return arena_failed(&out->a, e);
	TRY(store_begin_read(h->store, e));
	struct rc done = list_unread(h, what, &seen, out, e);
	store_rollback(h->store);
	map_drop(&seen);
	TRY(done);
	TRY(content_read(out->at, out->count, e));
	for (size_t i = 0; i < out->count; i++)
		if (!out->at[i].holds)
			return fail(e, E_VERIFY, 0, "a body is not what its digest says; `assay "
			    "fsck` says which");
	return DONE;
}

struct rc
content_write(struct store *s, const struct content_plan *p, struct err *e)
{
	for (size_t i = 0; i < p->count; i++)
		TRY(write_body(s, &p->at[i], e));
	return DONE;
}

void
content_plan_drop(struct content_plan *p)
{
	content_drop(p->at, p->count);
	arena_drop(&p->a);
	*p = (struct content_plan){0};
}

/* --- all of them ------------------------------------------------------------------------------ */

/* *here: its bytes, or a file of its size. */
static struct rc
find_kept(struct home *h, const struct digest *d, struct arena *a, struct content_body *out,
    bool *here, struct err *e)
{
	struct store_body row;
	enum file_kind kind;
	uint64_t size = 0;
	*out = (struct content_body){ .digest = *d };
	TRY(store_body_get(h->store, (struct slice){ d->bytes, SHA256_BYTES }, a, &row, here, e));
	if (!*here)
		return DONE;
	out->bytes = row.bytes;
	out->size_bytes = row.size_bytes;
	if (!slice_is_null(row.bytes))
		return DONE;
	out->file = body_path(h, d, a);
	if (out->file == NULL)
		return arena_failed(a, e);
	TRY(file_exists(out->file, &kind, e));
	*here = kind == FILE_REGULAR;
	if (*here)
		TRY(file_kind_of(out->file, false, &kind, &size, e));
	*here = *here && size == row.size_bytes;
	return DONE;
}

/* A file that is there and cannot be read ends it: its rows would be missing without a word. */
static struct rc
fill_batch(struct content_body *batch, size_t n, struct store *rows, struct err *e)
{
	pool_run(n, pool_default_threads(), run_job, batch);
	for (size_t i = 0; i < n; i++) {
		const struct err *why = &batch[i].err;
		if (why->code != OK)
			return fail(e, why->code, why->at, why->what);
		if (batch[i].holds)
			TRY(write_body(rows, &batch[i], e));
	}
	return DONE;
}

struct rc
content_fill(struct home *h, const struct digest *digests, size_t n, struct store *rows,
    struct err *e)
{
	for (size_t at = 0; at < n;) {
		AUTO(arena) a = arena_init(MIB(64));
		struct content_body *batch = ARENA_ARRAY(&a, struct content_body, BATCH);
		size_t some = 0;
		bool here;
		if (batch == NULL)
			return arena_failed(&a, e);
		for (; at < n && some < BATCH; at++) {
			TRY(find_kept(h, &digests[at], &a, &batch[some], &here, e));
			some += here;
		}
		struct rc done = fill_batch(batch, some, rows, e);
		content_drop(batch, some);
		TRY(done);
	}
	return DONE;
}
