/* app/decision/rests.c - which items a decision rests on. See app/decision/rests.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/rests.h"

#include "app/decision/decision_again.h"
#include "app/log/bodies.h"
#include "base/limits.h"
#include "codec/json.h"
#include "fact/case.h"

/* The kept forms of a batch of 20,000 assets. */
#define FORM_BYTES_MAX MIB(512)
#define FORM_TREE_BYTES ((size_t)2 << 30)
#define FORM_NODES_MAX ((size_t)64 << 20)

const char *
rest_name(enum rest r)
{
	switch (r) {
	case REST_OFFERED:
		return "offered";
	case REST_VOUCHES:
		return "vouches";
	case REST_AGAINST:
		return "speaks_against";
	case REST_USED:
		return "used";
	}
	BUG("rest out of range");
}

struct rests
rests_init(void)
{
	return (struct rests){ .a = arena_init(FORM_TREE_BYTES), .items = map_init(),
	    .entries = map_init(), .anchors = map_init() };
}

void
rests_drop(struct rests *r)
{
	map_drop(&r->items);
	map_drop(&r->entries);
	map_drop(&r->anchors);
	arena_drop(&r->a);
}

bool
rests_part_is_decided(const struct thing *d, const struct slice *assets, size_t count)
{
	const struct value *decided = value_get(&d->event.data, SLICE("assets"));
	for (size_t i = 0; i < decided->count; i++)
		for (size_t k = 0; k < count; k++)
			if (slice_eq(value_text(&decided->items[i]), assets[k]))
				return true;
	return decided->count == 0;
}

/* --- marking ---------------------------------------------------------------------------------- */

/* The value of a map is the rank itself, as a place in this row. */
static const char ranks[REST_USED + 1];

static enum rest
rank_in(const struct map *m, struct slice key)
{
	const char *at = map_get(m, key);
	return at == NULL ? REST_OFFERED : (enum rest)(at - ranks);
}

/* Ranks only rise. */
static struct rc
mark(struct map *m, struct slice key, enum rest r, struct err *e)
{
	if (key.len == 0 || rank_in(m, key) >= r)
		return DONE;
	return map_put(m, key, (void *)(uintptr_t)&ranks[r], e);
}

/* The exceptions that cover something, as keys of `covering`. */
static struct rc
mark_results(struct rests *r, const struct thing *d, const struct assessment *s,
    struct map *covering, struct err *e)
{
	for (size_t i = 0; i < s->result_count; i++) {
		const struct criterion_result *c = &s->results[i];
		const struct part *p = &s->parts[c->part];
		if (!rests_part_is_decided(d, p->assets, p->asset_count))
			continue;
		for (size_t k = 0; k < c->evidence_count; k++)
			TRY(mark(&r->items, c->evidence[k], REST_USED, e));
		for (size_t k = 0; k < c->reason_count; k++)
			TRY(mark(&r->items, c->reasons[k].evidence, REST_AGAINST, e));
		TRY(mark(covering, c->exception, REST_USED, e));
	}
	return DONE;
}

static struct rc
mark_helpers(struct rests *r, const struct item *it, struct err *e)
{
	for (size_t i = 0; i < it->vouched_count; i++)
		TRY(mark(&r->items, it->vouched_by[i], REST_VOUCHES, e));
	for (size_t i = 0; i < it->signature_count; i++) {
		if (it->signatures[i].status == SIGNATURE_GOOD)
			TRY(mark(&r->anchors, it->signatures[i].anchor, REST_VOUCHES, e));
		for (size_t k = 0; k < it->signatures[i].chain_count; k++) {
			const struct chain_link *c = &it->signatures[i].chain[k];
			for (size_t n = 0; n < c->list_count; n++)
				TRY(mark(&r->items, c->lists[n].evidence, REST_VOUCHES, e));
		}
	}
	return DONE;
}

/* What vouches is a signed item itself, and something may vouch for it in turn: as often as it
 * takes. The number of items that are reached grows in every round but the last. */
static struct rc
mark_case(struct rests *r, const struct case_form *c, const struct map *covering, struct err *e)
{
	size_t before = SIZE_MAX;
	for (size_t i = 0; i < c->exception_count; i++)
		for (size_t k = 0; k < c->exceptions[i].measure_count &&
		    map_has(covering, c->exceptions[i].id); k++)
			TRY(mark(&r->items, c->exceptions[i].measures[k], REST_VOUCHES, e));
	while (before != r->items.count) {
		before = r->items.count;
		for (size_t i = 0; i < c->item_count; i++)
			if (map_has(&r->items, c->items[i].id))
				TRY(mark_helpers(r, &c->items[i], e));
	}
	for (size_t i = 0; i < c->item_count; i++)
		TRY(mark(&r->entries, c->items[i].entry, rank_in(&r->items, c->items[i].id), e));
	return DONE;
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct rc
read_case(struct home *h, const struct thing *d, struct arena *a, struct case_form *out,
    struct err *e)
{
	struct slice bytes;
	struct value tree;
	bool found;
	TRY(body_read(h, event_text(&d->event, "case"), FORM_BYTES_MAX, a, &bytes, &found, e));
	if (!found)
		return fail(e, E_UNVERIFIABLE, 0, "the case of this decision is not here");
	TRY(json_tree_nodes(bytes, FORM_BYTES_MAX, FORM_NODES_MAX, a, &tree, e));
	return case_decode(&tree, a, out, e);
}

struct rc
rests_read(struct home *h, const struct thing *d, struct rests *out, struct err *e)
{
	struct assessment s;
	struct case_form c;
	struct map covering = map_init();
	struct rc done = decision_assessment(h, d, &out->a, &s, e);
	if (!failed(done))
		done = read_case(h, d, &out->a, &c, e);
	if (!failed(done))
		done = mark_results(out, d, &s, &covering, e);
	if (!failed(done))
		done = mark_case(out, &c, &covering, e);
	map_drop(&covering);
	return done;
}

bool
rests_on_anchor(const struct rests *r, struct slice key)
{
	return map_has(&r->anchors, key);
}

enum rest
rests_on(const struct rests *r, struct slice evidence)
{
	return rank_in(&r->entries, evidence);
}
