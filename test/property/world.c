/* world.c - building and changing a case. See world.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "world.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void *
must(void *p)
{
	if (p == NULL)
		BUG("the arena of a case is too small");
	return p;
}

void *
grown(struct world *w, const void *list, size_t *count, size_t size)
{
	uint8_t *more = must(arena_alloc(w->a, *count + 1, size));
	if (*count > 0)
		memcpy(more, list, *count * size);
	++*count;
	return more;
}

void
without(void *list, size_t *count, size_t i, size_t size)
{
	uint8_t *at = list;
	memmove(at + i * size, at + (i + 1) * size, (*count - i - 1) * size);
	--*count;
}

struct slice
text(struct world *w, const char *format, ...)
{
	char line[256];
	struct slice out;
	va_list args;
	va_start(args, format);
	int n = vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	if (n < 0 || (size_t)n >= sizeof(line) ||
	    !arena_copy(w->a, (struct slice){ (const uint8_t *)line, (size_t)n }, &out))
		BUG("a text of the test is too long");
	return out;
}

struct slice
digest(struct world *w)
{
	unsigned long long a = rng_next(w->r), b = rng_next(w->r), c = rng_next(w->r);
	return text(w, "sha256:%016llx%016llx%016llx%016llx", a, b, c, a ^ b ^ c);
}

struct slice
instant(struct world *w, int64_t ms)
{
	char shown[TIME_TEXT_BYTES];
	time_show(ms, shown);
	return text(w, "%s", shown);
}

/* --- items and facts -------------------------------------------------------------------------- */

struct item *
item_add(struct world *w, const char *kind)
{
	w->c.items = grown(w, w->c.items, &w->c.item_count, sizeof(struct item));
	struct item *it = &w->c.items[w->c.item_count - 1];
	*it = (struct item){ .id = digest(w), .kind = slice_of(kind), .decoder = SLICE("test/1"),
	    .producer = SLICE("party:acme"), .stage = SLICE(""), .holding = HOLDING_KEPT,
	    .made_ms = TIME_UNKNOWN, .received_ms = w->c.valid_at_ms - DAY_MS,
	    .valid_from_ms = TIME_UNKNOWN, .valid_until_ms = TIME_UNKNOWN };
	return it;
}

static void *
copied(struct world *w, const void *list, size_t count, size_t size)
{
	void *copy = must(arena_alloc(w->a, count, size));
	if (count > 0)
		memcpy(copy, list, count * size);
	return copy;
}

#define COPIED(w, list, count) copied((w), (list), (count), sizeof(*(list)))

static struct item
item_copy(struct world *w, const struct item *from)
{
	struct item it = *from;
	it.bound_to = COPIED(w, from->bound_to, from->bound_count);
	it.facts = COPIED(w, from->facts, from->fact_count);
	it.signatures = COPIED(w, from->signatures, from->signature_count);
	it.findings = COPIED(w, from->findings, from->finding_count);
	it.vouched_by = COPIED(w, from->vouched_by, from->vouched_count);
	for (size_t i = 0; i < it.signature_count; i++) {
		struct signature *s = &it.signatures[i];
		s->chain = COPIED(w, s->chain, s->chain_count);
		for (size_t k = 0; k < s->chain_count; k++)
			s->chain[k].lists = COPIED(w, s->chain[k].lists,
			    s->chain[k].list_count);
	}
	return it;
}

struct item *
item_twin(struct world *w, const struct item *it)
{
	struct item twin = item_copy(w, it);
	struct item *added = item_add(w, "");
	twin.id = added->id;
	*added = twin;
	return added;
}

void
bind(struct world *w, struct item *it, struct slice subject)
{
	it->bound_to = grown(w, it->bound_to, &it->bound_count, sizeof(struct slice));
	it->bound_to[it->bound_count - 1] = subject;
}

struct fact *
fact_add(struct world *w, struct item *it, const char *name, struct slice subject,
    struct slice place)
{
	it->facts = grown(w, it->facts, &it->fact_count, sizeof(struct fact));
	it->facts[it->fact_count - 1] = (struct fact){ slice_of(name), subject, value_object(),
	    place };
	return &it->facts[it->fact_count - 1];
}

static void
put(struct world *w, struct fact *f, const char *name, struct value v)
{
	struct build b = { .a = w->a };
	value_put(&b, &f->value, name, v);
	if (b.broken)
		BUG("the arena of a case is too small");
}

static struct value
number(struct world *w, int64_t n)
{
	struct build b = { .a = w->a };
	struct value v = value_number(&b, n);
	if (b.broken)
		BUG("the arena of a case is too small");
	return v;
}

void
put_text(struct world *w, struct fact *f, const char *name, struct slice value)
{
	put(w, f, name, value_string(value));
}

void
put_int(struct world *w, struct fact *f, const char *name, int64_t value)
{
	put(w, f, name, number(w, value));
}

void
put_bool(struct world *w, struct fact *f, const char *name, bool value)
{
	put(w, f, name, value_bool(value));
}

void
put_list(struct world *w, struct fact *f, const char *name, struct slice value)
{
	struct value list = value_array();
	struct build b = { .a = w->a };
	value_push(&b, &list, value_string(value));
	if (b.broken)
		BUG("no memory");
	put(w, f, name, list);
}

bool
drop_member(struct world *w, struct fact *f, const char *name)
{
	/* the members may be those of another case too */
	f->value.members = COPIED(w, f->value.members, f->value.count);
	f->value.cap = f->value.count;
	for (size_t i = 0; i < f->value.count; i++)
		if (slice_eq(f->value.members[i].name, slice_of(name))) {
			without(f->value.members, &f->value.count, i, sizeof(struct member));
			return true;
		}
	return false;
}

void
set_text(struct world *w, struct fact *f, const char *name, struct slice value)
{
	(void)drop_member(w, f, name);
	put_text(w, f, name, value);
}

void
set_int(struct world *w, struct fact *f, const char *name, int64_t value)
{
	(void)drop_member(w, f, name);
	put_int(w, f, name, value);
}

void
set_bool(struct world *w, struct fact *f, const char *name, bool value)
{
	(void)drop_member(w, f, name);
	put_bool(w, f, name, value);
}

struct slice
member_text(const struct fact *f, const char *name)
{
	return value_text(value_get(&f->value, slice_of(name)));
}

struct case_review *
review_add(struct world *w, const struct item *it, const char *reader, const char *key,
    int64_t at_ms)
{
	w->c.reviews = grown(w, w->c.reviews, &w->c.review_count, sizeof(struct case_review));
	struct case_review *r = &w->c.reviews[w->c.review_count - 1];
	*r = (struct case_review){ .id = text(w, "verification:%zu", w->c.review_count),
	    .evidence = it->id, .reader = slice_of(reader), .role = SLICE("auditor"),
	    .method = SLICE("read_by_a_person"), .result = SLICE("pass"), .at_ms = at_ms };
	if (key == NULL)
		return r;
	r->facts = grown(w, NULL, &r->fact_count, sizeof(struct fact));
	r->facts[0] = (struct fact){ SLICE("reading"), SLICE(""), value_object(), SLICE("") };
	put_text(w, &r->facts[0], "key", slice_of(key));
	put_text(w, &r->facts[0], "relation", SLICE("none"));
	return r;
}

/* --- choosing --------------------------------------------------------------------------------- */

struct item *
pick_item(struct world *w, const char *kind)
{
	struct item *chosen = NULL;
	for (size_t i = 0, seen = 0; i < w->c.item_count; i++)
		if (kind == NULL || slice_eq(w->c.items[i].kind, slice_of(kind)))
			if (rng_one_in(w->r, ++seen))
				chosen = &w->c.items[i];
	return chosen;
}

struct item *
pick_any(struct world *w)
{
	struct item *chosen = NULL;
	if (rng_one_in(w->r, 4))
		return pick_item(w, NULL);
	for (size_t i = 0, seen = 0; i < w->c.item_count; i++)
		if (slice_eq(w->c.items[i].kind, w->focus) && rng_one_in(w->r, ++seen))
			chosen = &w->c.items[i];
	return chosen != NULL ? chosen : pick_item(w, NULL);
}

struct fact *
pick_fact(struct world *w, struct item *it, const char *name)
{
	struct fact *chosen = NULL;
	for (size_t i = 0, seen = 0; it != NULL && i < it->fact_count; i++)
		if (name == NULL || slice_eq(it->facts[i].name, slice_of(name)))
			if (rng_one_in(w->r, ++seen))
				chosen = &it->facts[i];
	return chosen;
}

size_t
count_facts(const struct item *it, const char *name)
{
	size_t n = 0;
	for (size_t i = 0; i < it->fact_count; i++)
		n += slice_eq(it->facts[i].name, slice_of(name));
	return n;
}

/* --- the whole case --------------------------------------------------------------------------- */

struct case_form
case_copy(struct world *w, const struct case_form *from)
{
	struct case_form c = *from;
	c.items = COPIED(w, from->items, from->item_count);
	for (size_t i = 0; i < c.item_count; i++)
		c.items[i] = item_copy(w, &from->items[i]);
	c.anchors = COPIED(w, from->anchors, from->anchor_count);
	for (size_t i = 0; i < c.anchor_count; i++)
		c.anchors[i].subjects = COPIED(w, from->anchors[i].subjects,
		    from->anchors[i].subject_count);
	c.exceptions = COPIED(w, from->exceptions, from->exception_count);
	c.reviews = COPIED(w, from->reviews, from->review_count);
	for (size_t i = 0; i < c.review_count; i++)
		c.reviews[i].facts = COPIED(w, from->reviews[i].facts, from->reviews[i].fact_count);
	return c;
}

static void
shuffle(struct world *w, void *list, size_t count, size_t size)
{
	uint8_t *at = list, swap[sizeof(struct item) + sizeof(struct signature)];
	if (size > sizeof(swap))
		BUG("an element is too large to shuffle");
	for (size_t i = count; i > 1; i--) {
		size_t k = rng_below(w->r, i);
		memcpy(swap, at + (i - 1) * size, size);
		memmove(at + (i - 1) * size, at + k * size, size);
		memcpy(at + k * size, swap, size);
	}
}

#define SHUFFLE(w, list, count) shuffle((w), (list), (count), sizeof(*(list)))

void
case_shuffle(struct world *w)
{
	struct case_form *c = &w->c;
	for (size_t i = 0; i < c->item_count; i++) {
		struct item *it = &c->items[i];
		SHUFFLE(w, it->facts, it->fact_count);
		SHUFFLE(w, it->signatures, it->signature_count);
		SHUFFLE(w, it->bound_to, it->bound_count);
		SHUFFLE(w, it->vouched_by, it->vouched_count);
		SHUFFLE(w, it->findings, it->finding_count);
	}
	SHUFFLE(w, c->items, c->item_count);
	SHUFFLE(w, c->anchors, c->anchor_count);
	SHUFFLE(w, c->exceptions, c->exception_count);
	SHUFFLE(w, c->reviews, c->review_count);
	SHUFFLE(w, c->scope.assets, c->scope.asset_count);
	SHUFFLE(w, c->scope.component_types, c->scope.type_count);
}
