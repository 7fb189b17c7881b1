/* ledger.c - what keeping costs beside what this machine can do at all, in one run.
 *
 *   bench-ledger FOLDER ENTRIES
 *
 * FOLDER: an empty one, on the disk that is meant; homes and databases are made in it. First the
 * machine's own rates: Ed25519 signatures made and checked, SHA-256 with SHA-512 of 4 KiB, and
 * commits of one row by bare SQLite (write-ahead log, synchronous FULL). Then, as ratios to
 * those: a lone append with its published checkpoint; intake of events of 4 KiB, 256 in an append;
 * proofs made and checked; fsck of ENTRIES entries; resident memory. bench/ledger calls it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/home/draft.h"
#include "app/log/append.h"
#include "app/log/fsck.h"
#include "app/log/tiles.h"
#include "base/limits.h"
#include "base/pool.h"
#include "ledger/proof.h"
#include "machine.h"

#define LONE_APPENDS 200
#define GROUP 256
#define FILLER_BYTES 3700	/* with the rest of a subject's event: about 4 KiB */
#define THREADS 16
#define PROOFS 2000

static struct op_call call;
static struct arena arena;

/* --- the ledger ------------------------------------------------------------------------------- */

/* Events of a group, drafted by threads; each job has an arena of its own. */
struct group {
	struct event	events[GROUP];
	struct arena	arenas[GROUP];
	uint64_t	first;
	size_t		filler;
	char		text[FILLER_BYTES];
};

static void
draft_one(void *context, size_t i)
{
	struct group *g = context;
	struct err e = {0};
	struct slice subject;
	struct value attributes = value_object();
	g->arenas[i] = arena_init(MIB(1));
	struct draft d = draft_init(EVENT_SUBJECT_REGISTERED, &g->arenas[i]);
	if (!arena_format(&g->arenas[i], &subject, "product:acme/p%llu",
	    (unsigned long long)(g->first + i)))
		must(fail(&e, E_NOMEM, 0, "out of memory"), "draft", &e);
	if (g->filler > 0)
		value_put(&d.b, &attributes, "filler", value_string((struct slice){
		    (const uint8_t *)g->text, g->filler }));
	draft_subject(&d, subject);
	draft_text(&d, "title", SLICE("made by a bench"));
	draft_value(&d, "attributes", attributes);
	draft_texts(&d, "part_of", NULL, 0);
	draft_value(&d, "parties", value_array());
	draft_value(&d, "aliases", value_array());
	must(draft_end(&d, &g->events[i], &e), "draft", &e);
}

static void
append(struct home *h, struct writer *w, struct group *g, size_t count)
{
	static struct appended done[GROUP];
	const struct append what = { g->events, count, ANY_SIZE, NULL };
	struct err e = {0};
	bool moved;
	pool_run(count, THREADS, draft_one, g);
	must(home_append(h, w, &what, done, &moved, &e), "append", &e);
	for (size_t i = 0; i < count; i++)
		arena_drop(&g->arenas[i]);
	g->first += count;
}

/* The home again: names of what was appended gather in its arena. */
static void
reopen(struct home *h, struct writer *w)
{
	struct trouble t = {0};
	writer_drop(w);
	home_drop(h);
	must(home_open(&call, HOME_WRITE, h, &t), "open", &t.err);
	must(writer_open(&call, h, w, &t), "open", &t.err);
}

static void
lone_appends(struct group *g, const struct rates *r)
{
	static double seconds[LONE_APPENDS];
	struct home h = {0};
	struct writer w = {0};
	struct trouble t = {0};
	for (size_t i = 0; i < LONE_APPENDS; i++) {
		struct appended done;
		bool moved;
		reopen(&h, &w);
		g->filler = 0;
		draft_one(g, 0);
		const struct append what = { g->events, 1, ANY_SIZE, NULL };
		double begin = now();
		must(home_append(&h, &w, &what, &done, &moved, &t.err), "append", &t.err);
		must(home_publish_now(&call, &h, &t), "publish", &t.err);
		seconds[i] = now() - begin;
		arena_drop(&g->arenas[0]);
		g->first++;
	}
	qsort(seconds, LONE_APPENDS, sizeof(*seconds), by_time);
	printf("lone append, published: median %.2f ms, 99th percentile %.2f ms; %.1f bare commits "
	    "(it makes 2, and a durable mark)\n", seconds[LONE_APPENDS / 2] * 1e3,
	    seconds[LONE_APPENDS * 99 / 100] * 1e3, seconds[LONE_APPENDS / 2] * r->commit);
	writer_drop(&w);
	home_drop(&h);
}

static void
intake(struct group *g, uint64_t entries, const struct rates *r)
{
	struct home h = {0};
	struct writer w = {0};
	struct trouble t = {0};
	double before = machine_checks(), begin = now(), busy = now_all();
	uint64_t count = 0;
	g->filler = FILLER_BYTES;
	while (count < entries) {
		if (count % (GROUP * 256) == 0)
			reopen(&h, &w);
		size_t some = (size_t)(entries - count < GROUP ? entries - count : GROUP);
		append(&h, &w, g, some);
		count += some;
	}
	double rate = (double)count / (now() - begin);
	double one = 1 / r->sign + 1 / r->check + 1 / r->digest;
	busy = now_all() - busy;
	/* what all cores gave around it, told in checks */
	double allowed = (before + machine_checks()) / 2 / r->check / one;
	must(home_publish_now(&call, &h, &t), "publish", &t.err);
	printf("intake of signed events of about 4 KiB, 256 in an append, drafted by %d threads: "
	    "%.0f/s, %.2f of what one signature, one check and the two digests allow all cores "
	    "(%.0f/s; goal: 0.5); of processor time %.2f times these\n", THREADS, rate,
	    rate / allowed, allowed, busy / ((double)count * one));
	writer_drop(&w);
	home_drop(&h);
}

static void
proofs(const struct rates *r)
{
	struct home h = {0};
	struct trouble t = {0};
	struct proof *p = calloc(PROOFS, sizeof(*p));
	struct digest *leaves = calloc(PROOFS, sizeof(*leaves)), root;
	uint64_t size, *at = calloc(PROOFS, sizeof(*at));
	must(home_open(&call, HOME_READ, &h, &t), "open", &t.err);
	must(store_begin_read(h.store, &t.err), "read", &t.err);
	must(store_size(h.store, &size, &t.err), "read", &t.err);
	struct tile_reader tiles = tiles_reader(h.store);
	must(tree_root(&tiles, size, &root, &t.err), "root", &t.err);
	for (size_t i = 0; i < PROOFS; i++) {
		struct arena a = arena_init(MIB(1));
		struct store_entry entry;
		bool found;
		at[i] = (i * 7919) % size;
		must(store_entry_get(h.store, at[i], &a, &entry, &found, &t.err), "read", &t.err);
		must(tree_leaf_hash(entry.leaf, &leaves[i], &t.err), "hash", &t.err);
		arena_drop(&a);
	}
	double begin = now_busy();
	for (size_t i = 0; i < PROOFS; i++)
		must(proof_make_inclusion(&tiles, at[i], size, &p[i], &t.err), "proof", &t.err);
	double made = now_busy();
	for (size_t i = 0; i < PROOFS; i++)
		must(proof_check_inclusion(&leaves[i], at[i], size, &p[i], &root, &t.err), "proof",
		    &t.err);
	double checked = now_busy();
	printf("inclusion proofs in %llu entries: %.0f made/s, %.0f checked/s: %.2f and %.2f of "
	    "the rate of the two digests of 4 KiB\n", (unsigned long long)size,
	    PROOFS / (made - begin), PROOFS / (checked - made), PROOFS / (made - begin) / r->digest,
	    PROOFS / (checked - made) / r->digest);
	free(p);
	free(leaves);
	free(at);
	home_drop(&h);
}

static void
check_everything(const struct rates *r)
{
	struct home h = {0};
	struct trouble t = {0};
	struct fsck_report f;
	struct arena a = arena_init(MIB(256));
	must(home_open(&call, HOME_READ, &h, &t), "open", &t.err);
	double before = machine_checks(), begin = now(), busy = now_all();
	must(fsck_run(&h, &a, &f, &t.err), "fsck", &t.err);
	double seconds = now() - begin;
	busy = now_all() - busy;
	double checks = (before + machine_checks()) / 2, rate = (double)f.entries / seconds;
	if (f.damages.all > 0)
		must(fail(&t.err, E_VERIFY, 0, "damage"), "fsck", &t.err);
	double least = (double)f.entries * (1 / r->check + 1 / r->digest);
	printf("fsck of %llu entries: %.2f s, %.0f/s: %.2f of the checks that all cores do around "
	    "it (%.0f/s; goal: 0.7); of processor time %.2f s, %.2f times the checks of all "
	    "signatures and the digests\n", (unsigned long long)f.entries, seconds, rate,
	    rate / checks, checks, busy, busy / least);
	home_drop(&h);
	arena_drop(&a);
}

int
main(int argc, char **argv)
{
	static struct group g;
	struct err e = {0};
	uint64_t entries = 0;
	if (argc != 3 || !slice_to_u64(slice_of(argv[2]), &entries) || entries == 0) {
		fprintf(stderr, "usage: bench-ledger FOLDER ENTRIES\n");
		return 2;
	}
	arena = arena_init(MIB(64));
	call = (struct op_call){ .a = &arena, .now_ms = clock_now_ms() };
	memset(g.text, 'f', sizeof(g.text));
	must(ops_start(&e), "start", &e);
	struct rates r = machine_measure(argv[1]);
	lone_appends(&g, &r);
	intake(&g, entries, &r);
	say_memory("while appending");
	proofs(&r);
	check_everything(&r);
	say_memory("with fsck");
	arena_drop(&arena);
	return 0;
}
