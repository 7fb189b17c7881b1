/* criteria/conflict.c - statements of one kind about one thing that disagree.
 *
 * A statement is a fact; what it is about is its subject and its key members, what it says are
 * its other listed members. Two items of one kind that say something else about one thing are in
 * conflict, since neither is known to replace the other. Histories, settings and planned uses are
 * left out: two of them may tell different parts of one story, and their checks look at all.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "criteria/engine.h"

#define MEMBERS_MAX 4

static const struct statement {
	const char	*fact;
	const char	*key[MEMBERS_MAX], *says[MEMBERS_MAX];
} statements[] = {
	{ "bom", { "name", "version" }, { "image" } },
	{ "claim", { NULL }, { "level", "edition" } },
	{ "certification", { "number" }, { "edition", "firmware", "level" } },
	{ "custody", { NULL }, { "origin", "destination" } },
	{ "identity", { NULL }, { "certificate" } },
	{ "image", { "name" }, { "digest" } },
	{ "manifest", { NULL }, { "version" } },
	{ "retention", { NULL }, { "owner", "until" } },
	{ "scope", { NULL }, { "claimed", "edition", "configuration" } },
	{ "status", { "vulnerability", "product" }, { "status" } },
	{ "support", { NULL }, { "support_end" } },
};

/* The first who said something in one member about a thing. */
struct said { const struct item *item; const struct fact *fact; };

static const struct statement *
statement_of(const struct fact *f)
{
	for (size_t i = 0; i < COUNT(statements); i++)
		if (slice_eq(f->name, slice_of(statements[i].fact)))
			return &statements[i];
	return NULL;
}

/* Member, kind, fact, subject and key members, with their lengths: what is spoken about. */
static struct rc
key_of(struct engine *g, const struct statement *st, const char *member, const struct item *it,
    const struct fact *f, struct slice *out, struct err *e)
{
	AUTO(buf) key = buf_init((size_t)1 << 24);
	buf_addf(&key, "%s:%s:%zu:%zu:", member, st->fact, it->kind.len, f->subject.len);
	buf_add(&key, it->kind);
	buf_add(&key, f->subject);
	for (size_t i = 0; i < MEMBERS_MAX && st->key[i] != NULL; i++) {
		struct slice text = value_text(value_get(&f->value, slice_of(st->key[i])));
		buf_addf(&key, ":%zu:", text.len);
		buf_add(&key, text);
	}
	TRY(buf_end(&key, e));
	return arena_copy(g->a, buf_slice(&key), out) ? DONE : arena_failed(g->a, e);
}

/* A member that only one of them has is no contradiction: each is held against the first that has
 * it, so that an item that is silent hides no other two. */
static struct rc
conflict_in(struct engine *g, struct map *said, const struct statement *st, const char *member,
    const struct item *it, const struct fact *f, struct reasons *out, struct err *e)
{
	struct slice key;
	const struct value *now = value_get(&f->value, slice_of(member));
	if (now == NULL)
		return DONE;
	TRY(key_of(g, st, member, it, f, &key, e));
	const struct said *before = map_get(said, key);
	if (before == NULL) {
		struct said *first = ARENA_NEW(g->a, struct said);
		if (first == NULL)
			return arena_failed(g->a, e);
		*first = (struct said){ it, f };
		return map_put(said, key, first, e);
	}
	if (before->item == it || value_eq(value_get(&before->fact->value, slice_of(member)), now))
		return DONE;
	reasons_add(out, FINDING_EVIDENCE_CONFLICT, f->subject, it->id, f->place);
	reasons_add(out, FINDING_EVIDENCE_CONFLICT, f->subject, before->item->id,
	    before->fact->place);
	return reasons_end(out, e);
}

static struct rc
conflict_of(struct engine *g, struct map *said, const struct statement *st, const struct item *it,
    const struct fact *f, struct reasons *out, struct err *e)
{
	for (size_t i = 0; st != NULL && i < MEMBERS_MAX && st->says[i] != NULL; i++)
		TRY(conflict_in(g, said, st, st->says[i], it, f, out, e));
	return DONE;
}

/* An asset or release that is not assessed: what is said of it counts for nothing here. */
static bool
is_outside(const struct engine *g, struct slice subject)
{
	const struct case_scope *s = &g->form->scope;
	if (slice_eq(subject, s->subject) || engine_asset(g, subject) != NO_ASSET)
		return false;
	return (s->asset_count > 0 && slice_starts(subject, SLICE("asset:"))) ||
	    (s->release.len > 0 && slice_starts(subject, SLICE("release:")) &&
	    !slice_eq(subject, s->release));
}

bool
item_states_something(const struct item *it)
{
	for (size_t k = 0; k < it->fact_count; k++)
		if ((k == 0 || !slice_eq(it->facts[k].name, it->facts[k - 1].name)) &&
		    statement_of(&it->facts[k]) != NULL)
			return true;
	return false;
}

/* Facts are sorted by name: those of one name are looked up once. */
static struct rc
conflicts_of_item(struct engine *g, struct map *said, const struct item *it, struct reasons *out,
    struct err *e)
{
	const struct statement *st = NULL;
	for (size_t k = 0; k < it->fact_count; k++) {
		const struct fact *f = &it->facts[k];
		if (k == 0 || !slice_eq(f->name, it->facts[k - 1].name))
			st = statement_of(f);
		if (st != NULL && !is_outside(g, f->subject))
			TRY(conflict_of(g, said, st, it, f, out, e));
	}
	return DONE;
}

struct rc
conflicts_find(struct engine *g, const struct need_answer *admitted, struct reasons *out,
    struct err *e)
{
	if (admitted->use_count < 2)
		return DONE;
	struct map said = map_init();
	struct rc result = DONE;
	for (size_t i = 0; i < admitted->use_count && !failed(result); i++) {
		const struct item *it = admitted->uses[i].item;
		result = engine_step(g, it->fact_count, e);
		if (!failed(result) && engine_rated(g, it)->states)
			result = conflicts_of_item(g, &said, it, out, e);
	}
	map_drop(&said);
	return result;
}
