/* app/log/entries.c - the entries of the log, decoded by all cores. See app/log/entries.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/log/entries.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/pool.h"
#include "ledger/tree.h"

#define ENTRY_ARENA_BYTES MIB(16)
/* Entries of one job: fewer would make threads wait for each other's counter. */
#define JOB_ENTRIES 8

/* A batch while it is gathered. */
struct gathering {
	struct entry_read	*batch;
	size_t			 count;
	struct entries_extent	 extent;
	entries_sink		*sink;
	void			*context;
};

/* --- one entry, on any thread ----------------------------------------------------------------- */

static struct rc
decode(struct entry_read *r, struct err *e)
{
	TRY(envelope_decode(r->kept.envelope, &r->a, &r->payload, &r->key_id, &r->signature, e));
	TRY(event_decode(r->payload, &r->a, &r->event, e));
	return event_id(r->payload, &r->id, e);
}

static struct rc
hash(struct entry_read *r, struct err *e)
{
	r->leaf = ARENA_NEW(&r->a, struct leaf);
	if (r->leaf == NULL)
		return arena_failed(&r->a, e);
	r->leaf_reads = !failed(leaf_decode(r->kept.leaf, r->leaf, NULL));
	TRY(tree_leaf_hash(r->kept.leaf, &r->leaf_hash, e));
	if (r->passed)
		return digest_of(r->kept.envelope, &r->digests.sha256, e);
	return digest_pair_of(r->kept.envelope, &r->digests, e);
}

static void
decode_job(void *context, size_t job)
{
	struct gathering *g = context;
	size_t end = (job + 1) * JOB_ENTRIES;
	for (size_t i = job * JOB_ENTRIES; i < end && i < g->count; i++) {
		struct entry_read *r = &g->batch[i];
		struct err why = {0};
		r->passed = g->extent.hashes && r->kept.pos < g->extent.from;
		struct rc done = r->passed ? DONE : decode(r, &why);
		r->code = done.code;
		r->what = why.what;
		why = (struct err){0};
		if (g->extent.hashes && done.code != E_NOMEM && failed(hash(r, &why)))
			r->code = E_NOMEM;
	}
}

struct checking { struct entry_read *batch; size_t count; };

static void
check_job(void *context, size_t job)
{
	struct checking *c = context;
	size_t end = (job + 1) * JOB_ENTRIES;
	for (size_t i = job * JOB_ENTRIES; i < end && i < c->count; i++) {
		struct entry_read *r = &c->batch[i];
		if (r->key != NULL)
			r->checked = !failed(envelope_check(r->payload, r->signature, r->key,
			    &r->good, NULL));
	}
}

struct rc
entries_check(struct entry_read *batch, size_t count, struct err *e)
{
	struct checking c = { batch, count };
	pool_run((count + JOB_ENTRIES - 1) / JOB_ENTRIES, pool_default_threads(), check_job, &c);
	for (size_t i = 0; i < count; i++)
		if (batch[i].key != NULL && !batch[i].checked)
			return fail(e, E_NOMEM, 0, "out of memory");
	return DONE;
}

/* --- batches ---------------------------------------------------------------------------------- */

static void
forget(struct gathering *g)
{
	for (size_t i = 0; i < g->count; i++)
		arena_drop(&g->batch[i].a);
	g->count = 0;
}

static struct rc
hand_on(struct gathering *g, struct err *e)
{
	if (g->count == 0)
		return DONE;
	pool_run((g->count + JOB_ENTRIES - 1) / JOB_ENTRIES, pool_default_threads(), decode_job, g);
	for (size_t i = 0; i < g->count; i++)
		if (g->batch[i].code == E_NOMEM)
			return fail(e, E_NOMEM, 0, "out of memory");
	struct rc done = g->sink(g->context, g->batch, g->count, e);
	forget(g);
	return done;
}

static struct rc
take(void *context, const struct store_entry *entry, struct err *e)
{
	struct gathering *g = context;
	struct entry_read *r = &g->batch[g->count++];
	*r = (struct entry_read){ .a = arena_init(ENTRY_ARENA_BYTES),
	    .kept = { .pos = entry->pos } };
	if (!arena_copy(&r->a, entry->leaf, &r->kept.leaf) ||
	    !arena_copy(&r->a, entry->envelope, &r->kept.envelope) ||
	    !arena_copy(&r->a, entry->event_id, &r->kept.event_id))
		return arena_failed(&r->a, e);
	return g->count == ENTRIES_BATCH ? hand_on(g, e) : DONE;
}

struct rc
entries_each(struct store *s, struct entries_extent extent, entries_sink *sink, void *context,
    struct err *e)
{
	struct gathering g = { .extent = extent, .sink = sink, .context = context,
	    .batch = mem_alloc(ENTRIES_BATCH, sizeof(struct entry_read)) };
	if (g.batch == NULL)
		return fail(e, E_NOMEM, 0, "out of memory");
	struct rc done = store_entry_each(s, 0, UINT64_MAX, take, &g, e);
	if (!failed(done))
		done = hand_on(&g, e);
	forget(&g);
	mem_free(g.batch);
	return done;
}
