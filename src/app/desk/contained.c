/* app/desk/contained.c - in which releases a component is. See app/desk/contained.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/contained.h"

#include "app/decision/assess.h"
#include "app/desk/kept_record.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/map.h"
#include "codec/json.h"
#include "subject/purl.h"
#include "trust/dsse.h"

/* What one bill takes to be read; gone before the next. */
#define BILL_ARENA_BYTES (2 * BODY_KEEP_MAX)

struct searching {
	struct arena		*a;
	struct map		 wanted;	/* canonical purl: its index, an element of first */
	const struct slice	*purls;
	size_t			 purl_count, *first;	/* first: the element of the same form */
	struct contained	*at;
	size_t			 count, cap;
};

static struct rc
want(struct searching *g, struct err *e)
{
	g->first = ARENA_ARRAY(g->a, size_t, g->purl_count);
	if (g->first == NULL)
		return arena_failed(g->a, e);
	for (size_t i = 0; i < g->purl_count; i++) {
		struct slice canonical;
		TRY(purl_canonical(g->purls[i], g->a, &canonical, e));
		const size_t *there = map_get(&g->wanted, canonical);
		g->first[i] = there != NULL ? *there : i;
		if (there == NULL)
			TRY(map_put(&g->wanted, canonical, &g->first[i], e));
	}
	return DONE;
}

struct rc
contained_any_version(struct slice purl, struct arena *a, struct slice *out, struct err *e)
{
	struct purl p;
	AUTO(buf) text = buf_init(PURL_BYTES_MAX * 4);
	TRY(purl_parse(purl, a, &p, e));
	p.version = SLICE("");
	purl_show(&p, &text);
	TRY(buf_end(&text, e));
	return arena_copy(a, buf_slice(&text), out) ? DONE : arena_failed(a, e);
}

/* Marks what a purl of the bill names: it, and its like of any version. */
static struct rc
look_up(const struct searching *g, struct slice text, struct arena *own, bool *listed,
    struct err *e)
{
	struct slice form[2];
	struct rc done = purl_canonical(text, own, &form[0], NULL);
	if (!failed(done))
		done = contained_any_version(text, own, &form[1], NULL);
	if (done.code == E_NOMEM)
		return fail(e, E_NOMEM, 0, "out of memory");
	for (size_t i = 0; i < COUNT(form) && !failed(done); i++) {
		const size_t *found = map_get(&g->wanted, form[i]);
		if (found != NULL)
			listed[*found] = true;
	}
	return DONE;
}

/* Every "purl" of the document; one that is no JSON to its end ends the search. */
static struct rc
search_json(const struct searching *g, struct slice json, bool *listed,
    struct err *e)
{
	struct json_reader *r;
	struct json_token t = {0};
	struct rc done;
	bool is_purl = false;
	TRY(json_open(source_of(json), (struct json_budget){ DEPTH_MAX, json.len, UINT64_MAX }, &r,
	    e));
	do {
		struct arena small = arena_init(KIB(256));
		done = json_next(r, &t, NULL);
		if (!failed(done) && is_purl && t.kind == JSON_STRING)
			done = look_up(g, t.text, &small, listed, NULL);
		is_purl = t.kind == JSON_NAME && slice_eq(t.text, SLICE("purl"));
		arena_drop(&small);
	} while (!failed(done) && t.kind != JSON_END);
	json_close(r);
	return done.code == E_NOMEM ? fail(e, E_NOMEM, 0, "out of memory") : DONE;
}

/* The document that is signed, where the bill travels in an envelope. */
static struct rc
search_bill(const struct searching *g, struct slice bytes, struct arena *own, bool *listed,
    struct err *e)
{
	struct value *doc = ARENA_NEW(own, struct value);
	struct dsse *d;
	if (doc == NULL)
		return arena_failed(own, e);
	if (!failed(json_tree(bytes, STATEMENT_BYTES_MAX * 2, own, doc, NULL)) &&
	    dsse_looks_like(doc) && !failed(dsse_decode(doc, own, &d, NULL)))
		return search_json(g, d->payload.bytes, listed, e);
	return search_json(g, bytes, listed, e);
}

static struct rc
add_found(struct searching *g, const struct thing *t, const bool *listed, struct err *e)
{
	for (size_t i = 0; i < g->purl_count; i++)
		for (size_t k = 0; listed[g->first[i]] && k < t->event.subject_count; k++) {
			void *list = g->at;
			if (!arena_grow(g->a, &list, &g->cap, g->count, sizeof(struct contained)))
				return arena_failed(g->a, e);
			g->at = list;
			g->at[g->count++] = (struct contained){ i, t->event.subjects[k],
			    t->row.key };
		}
	return DONE;
}

static struct rc
read_bill(struct searching *g, struct home *h, const struct thing *t, struct err *e)
{
	struct intake_kept kept;
	AUTO(buf) bytes = buf_init(BODY_KEEP_MAX);
	if (t->event.body_count == 0)
		return DONE;
	bool *listed = ARENA_ARRAY(g->a, bool, g->purl_count);
	if (listed == NULL)
		return arena_failed(g->a, e);
	TRY(evidence_kept(h, t, g->a, &kept, e));
	if (slice_is_null(kept.bytes)) {
		TRY(file_read_all(kept.file, &bytes, e));
		TRY(buf_end(&bytes, e));
		kept.bytes = buf_slice(&bytes);
	}
	struct arena own = arena_init(BILL_ARENA_BYTES);
	struct rc done = search_bill(g, kept.bytes, &own, listed, e);
	arena_drop(&own);
	TRY(done);
	return add_found(g, t, listed, e);
}

static struct rc
read_bills(struct searching *g, struct home *h, uint64_t known, int64_t at_ms, struct err *e)
{
	struct thing *all;
	size_t count;
	TRY(want(g, e));
	TRY(kept_things(h, "sbom", known, at_ms, g->a, &all, &count, e));
	for (size_t i = 0; i < count; i++)
		TRY(read_bill(g, h, &all[i], e));
	return DONE;
}

struct rc
contained_find(struct home *h, const struct slice *purls, size_t purl_count, uint64_t known,
    int64_t at_ms, struct arena *a, struct contained **out, size_t *count, struct err *e)
{
	struct searching g = { .a = a, .wanted = map_init(), .purls = purls,
	    .purl_count = purl_count };
	struct rc done = purl_count == 0 ? DONE : read_bills(&g, h, known, at_ms, e);
	map_drop(&g.wanted);
	*out = g.at;
	*count = g.count;
	return done;
}
