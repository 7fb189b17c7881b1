/* app/log/rebuild.c - derived tables, made again. See app/log/rebuild.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/log/rebuild.h"

#include <string.h>

#include "app/evidence/content.h"
#include "app/home/state.h"
#include "base/limits.h"
#include "base/map.h"
#include "codec/hex.h"
#include "codec/utf8.h"

/* What one entry needs. */
#define ENTRY_ARENA_BYTES MIB(16)
/* Digests of all bodies of evidence. */
#define BODIES_BYTES MIB(4096)

/* --- folding ---------------------------------------------------------------------------------- */

struct folding
folding_init(struct home *h, struct store *rows, uint64_t from)
{
	return (struct folding){ .a = arena_init(BODIES_BYTES), .seen = map_init(),
	    .fold = from == 0 ? state_fold_init(rows, h->store) :
	    state_fold_after(h->store, from, rows) };
}

void
folding_drop(struct folding *g)
{
	state_fold_drop(&g->fold);
	map_drop(&g->seen);
	arena_drop(&g->a);
}

static struct rc
note_body(struct folding *g, const struct event *v, struct err *e)
{
	struct digest d;
	struct slice key;
	void *list = g->bodies;
	if (v->type != EVENT_EVIDENCE_ADDED || v->body_count == 0 ||
	    !digest_parse(v->bodies[0].sha256, &d) ||
	    map_has(&g->seen, (struct slice){ d.bytes, SHA256_BYTES }))
		return DONE;
	if (!arena_copy(&g->a, (struct slice){ d.bytes, SHA256_BYTES }, &key) ||
	    !arena_grow(&g->a, &list, &g->cap, g->count, sizeof(struct digest)))
		return arena_failed(&g->a, e);
	g->bodies = list;
	g->bodies[g->count++] = d;
	return map_put(&g->seen, key, g, e);
}

struct rc
rebuild_fold(struct folding *g, const struct entry_read *r, struct err *e)
{
	struct fold_reader reader = state_fold_reader(&g->fold);
	struct fold_sink sink = state_fold_sink(&g->fold);
	AUTO(arena) a = arena_init(ENTRY_ARENA_BYTES);
	enum fold_why why;
	if (r->code != OK)
		return fail(e, E_VERIFY, r->kept.pos,
		    "an entry of the log is damaged; `assay fsck` says more");
	state_fold_next(&g->fold, r->kept.pos, r->event.actor);
	TRY(fold_event(&r->event, &r->id, r->kept.pos, r->key_id, true, &reader, &sink, &a, &why,
	    e));
	return why == FOLD_FITS ? note_body(g, &r->event, e) : DONE;
}

struct rc
rebuild_fold_end(struct folding *g, struct home *h, enum derived_extent extent,
    struct store *rows, struct err *e)
{
	return extent == DERIVED_FOLDED ? DONE : content_fill(h, g->bodies, g->count, rows, e);
}

static struct rc
fold_batch(void *context, struct entry_read *batch, size_t count, struct err *e)
{
	for (size_t i = 0; i < count; i++)
		TRY(rebuild_fold(context, &batch[i], e));
	return DONE;
}

struct rc
rebuild_rows(struct home *h, enum derived_extent extent, struct store *rows, struct err *e)
{
	AUTO(folding) g = folding_init(h, rows, 0);
	TRY(entries_each(h->store, (struct entries_extent){0}, fold_batch, &g, e));
	return rebuild_fold_end(&g, h, extent, rows, e);
}

/* --- the digest over all rows ----------------------------------------------------------------- */

struct counting { struct digest_run run; uint64_t rows; };

static struct rc
add_framed(struct digest_run *run, struct slice s, struct err *e)
{
	const uint8_t size[4] = { (uint8_t)(s.len >> 24), (uint8_t)(s.len >> 16),
	    (uint8_t)(s.len >> 8), (uint8_t)s.len };
	TRY(digest_add(run, (struct slice){ size, sizeof(size) }, e));
	return digest_add(run, s, e);
}

static struct rc
count_row(void *context, struct slice table, struct slice row, struct err *e)
{
	struct counting *c = context;
	c->rows++;
	TRY(add_framed(&c->run, table, e));
	return add_framed(&c->run, row, e);
}

typedef struct rc rows_each(struct store *s, store_row_sink *sink, void *context, struct err *e);

static rows_each *
each_of(enum derived_extent extent)
{
	return extent == DERIVED_ALL ? store_derived_each : store_folded_each;
}

static struct rc
digest_rows(struct store *s, enum derived_extent extent, struct digest *out, uint64_t *rows,
    struct err *e)
{
	struct counting c = {0};
	TRY(digest_begin(&c.run, e));
	struct rc done = each_of(extent)(s, count_row, &c, e);
	if (!failed(done))
		done = digest_end(&c.run, out, e);
	digest_run_drop(&c.run);
	*rows = c.rows;
	return done;
}

struct rc
rebuild_digest(struct store *s, struct digest *out, uint64_t *rows, struct err *e)
{
	return digest_rows(s, DERIVED_ALL, out, rows, e);
}

/* --- what differs ----------------------------------------------------------------------------- */

/* Columns that are a row's key, and the names of all. */
static const struct { const char *table; size_t keys; const char *columns[8]; } layouts[] = {
	{ "content", 2, { "digest", "ordinal", "decoder", "name", "subject", "place", "value" } },
	{ "link", 3, { "target", "rel", "from_pos" } },
	{ "state", 3, { "kind", "key", "from_pos", "to_pos" } },
	{ "state_subject", 5, { "subject", "way", "kind", "key", "from_pos" } },
};

/* An expected row: what follows its key; seen: a row of the store is it. */
struct expected { struct slice table, row; bool seen; };

struct comparing {
	struct arena	*a;
	struct map	 rows;		/* table, key -> expected */
	struct expected	*all;
	size_t		 count, cap;
	struct damages	*out;
};

static size_t
layout_of(struct slice table)
{
	for (size_t i = 0; i < COUNT(layouts); i++)
		if (slice_eq(table, slice_of(layouts[i].table)))
			return i;
	return COUNT(layouts);
}

/* The n-th column of a framed row, and where it ends; false behind the last. */
static bool
column(struct slice row, size_t *at, struct slice *out)
{
	if (row.len - *at < 4)
		return false;
	const uint8_t *p = row.at + *at;
	uint32_t n = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
	*at += 4;
	if (n == UINT32_MAX)
		n = 0;
	*out = slice_sub(row, *at, *at + n);
	*at += n;
	return true;
}

/* Bytes that are the row's key. */
static struct slice
key_of(struct slice table, struct slice row)
{
	size_t layout = layout_of(table), at = 0;
	struct slice c;
	size_t keys = layout < COUNT(layouts) ? layouts[layout].keys : SIZE_MAX;
	for (size_t i = 0; i < keys && column(row, &at, &c); i++)
		;
	return slice_sub(row, 0, at);
}

/* "evidence evidence:1a2b... 17": texts as they are, bytes in hex, integers in decimal. */
static void
show_key(struct slice table, struct slice row, struct buf *out)
{
	size_t layout = layout_of(table), at = 0;
	struct slice c;
	for (size_t i = 0; layout < COUNT(layouts) && i < layouts[layout].keys &&
	    column(row, &at, &c); i++) {
		const char *name = layouts[layout].columns[i];
		uint64_t n = 0;
		buf_add_text(out, i > 0 ? " " : "");
		if (strcmp(name, "from_pos") == 0 || strcmp(name, "ordinal") == 0) {
			for (size_t k = 0; k < c.len; k++)
				n = n << 8 | c.at[k];
			buf_add_u64(out, n);
		} else if (strcmp(name, "digest") == 0)
			hex_write(c, out);
		else
			text_show(c, out);
	}
}

static void
differ(struct comparing *g, struct slice table, struct slice row, const char *field,
    const char *what)
{
	size_t layout = layout_of(table);
	AUTO(buf) key = buf_init(400);
	show_key(table, row, &key);	/* cut where it is long */
	g->out->broken |= key.starved;
	damage_add(g->out, layout < COUNT(layouts) ? layouts[layout].table : "derived", field, what,
	    "%.*s", SLICE_FMT(buf_slice(&key)));
}

static struct rc
keep_expected(void *context, struct slice table, struct slice row, struct err *e)
{
	struct comparing *g = context;
	struct slice name;
	void *at = g->all;
	if (!arena_grow(g->a, &at, &g->cap, g->count, sizeof(struct expected)))
		return arena_failed(g->a, e);
	g->all = at;
	struct expected *x = &g->all[g->count++];
	*x = (struct expected){0};
	if (!arena_copy(g->a, table, &x->table) || !arena_copy(g->a, row, &x->row) ||
	    !arena_join(g->a, table, key_of(table, row), &name))
		return arena_failed(g->a, e);
	/* an index, not a pointer: the list moves while it grows */
	return map_put(&g->rows, name, (void *)(uintptr_t)g->count, e);
}

static void
compare_columns(struct comparing *g, const struct expected *x, struct slice row)
{
	size_t layout = layout_of(x->table), mine = 0, theirs = 0, n = 0;
	struct slice a, b;
	while (column(x->row, &mine, &a) && column(row, &theirs, &b)) {
		if (!slice_eq(a, b) && layout < COUNT(layouts))
			differ(g, x->table, row, layouts[layout].columns[n],
			    "not what the log says");
		n++;
	}
}

static struct rc
compare_row(void *context, struct slice table, struct slice row, struct err *e)
{
	struct comparing *g = context;
	struct slice name;
	AUTO(arena) a = arena_init(MIB(2));
	if (!arena_join(&a, table, key_of(table, row), &name))
		return arena_failed(&a, e);
	size_t n = (size_t)(uintptr_t)map_get(&g->rows, name);
	if (n == 0) {
		differ(g, table, row, "", "a row that the log knows nothing of");
		return DONE;
	}
	struct expected *x = &g->all[n - 1];
	x->seen = true;
	if (!slice_eq(x->row, row))
		compare_columns(g, x, row);
	return DONE;
}

static struct rc
name_differences(struct store *kept, struct store *made, enum derived_extent extent,
    struct damages *out, struct err *e)
{
	AUTO(arena) a = arena_init(SIZE_MAX / 4);
	struct comparing g = { .a = &a, .rows = map_init(), .out = out };
	struct rc done = each_of(extent)(made, keep_expected, &g, e);
	if (!failed(done))
		done = each_of(extent)(kept, compare_row, &g, e);
	for (size_t i = 0; i < g.count && !failed(done); i++)
		if (!g.all[i].seen)
			differ(&g, g.all[i].table, g.all[i].row, "", "a row is missing");
	map_drop(&g.rows);
	return done;
}

struct rc
rebuild_compare_with(struct home *h, enum derived_extent extent, struct store *made,
    struct damages *out, struct err *e)
{
	struct digest kept, again;
	uint64_t rows;
	TRY(digest_rows(h->store, extent, &kept, &rows, e));
	TRY(digest_rows(made, extent, &again, &rows, e));
	return digest_eq(&kept, &again) ? DONE : name_differences(h->store, made, extent, out, e);
}

struct rc
rebuild_compare(struct home *h, struct damages *out, struct err *e)
{
	struct store *made = NULL;
	TRY(store_open_scratch(&made, e));
	struct rc done = rebuild_rows(h, DERIVED_ALL, made, e);
	if (!failed(done))
		done = rebuild_compare_with(h, DERIVED_ALL, made, out, e);
	store_close(made);
	return done;
}
