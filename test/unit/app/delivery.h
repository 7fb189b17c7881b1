/* delivery.h - small deliveries made of structs, for tests of what app makes of them.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DELIVERY_H
#define DELIVERY_H

#include "../unit.h"

#include "app/inspect/body.h"

struct made {
	struct arena	 a;
	struct delivery	 d;
	struct body	 bodies[24];
};

static inline void
made_start(struct made *m)
{
	memset(m, 0, sizeof(*m));
	m->a = arena_init((size_t)1 << 24);
	m->d.bodies = m->bodies;
}

static inline void
made_drop(struct made *m)
{
	arena_drop(&m->a);
}

/* A file of that kind; tables have decoder "table/1". Its id is a digest like any other. */
static inline struct body *
made_file(struct made *m, const char *path, const char *kind, const char *decoder)
{
	struct body *b = &m->bodies[m->d.count++];
	*b = (struct body){ .path = slice_of(path), .container = BODY_NONE, .same_as = BODY_NONE,
	    .reading = reading_init(&m->a), .findings = reasons_init(&m->a) };
	assert_true(arena_format(&m->a, &b->id, "sha256:%064zu", m->d.count));
	b->reading.kind = slice_of(kind);
	b->reading.decoder = slice_of(decoder);
	return b;
}

/* "serial=3101 model=IC-22": members of a fact. Returns its number. */
static inline size_t
made_fact(struct made *m, struct body *b, const char *name, const char *members)
{
	struct build build = { .a = &m->a };
	struct value v = value_object();
	struct slice all = slice_of(members);
	for (size_t from = 0; from < all.len;) {
		size_t end = slice_find(all, SLICE(" "), from);
		end = end == SIZE_MAX ? all.len : end;
		struct slice one = slice_sub(all, from, end);
		size_t mark = slice_find(one, SLICE("="), 0);
		value_put_slice(&build, &v, slice_sub(one, 0, mark),
		    value_string(slice_sub(one, mark + 1, one.len)));
		from = end + 1;
	}
	assert_false(build.broken);
	reading_fact(&b->reading, name, (struct slice){0}, v, SLICE("A1"));
	return b->reading.fact_count - 1;
}

static inline void
made_mention(struct body *b, const char *scheme, const char *text)
{
	reading_mention(&b->reading, scheme, slice_of(text), SLICE(""));
}

/* A row, with the mentions that a table makes of it. */
static inline size_t
made_row(struct made *m, struct body *b, const char *members)
{
	static const char *const schemes[] = { "batch", "article", "model", "order",
	    "manufacturer", "firmware" };
	size_t fact = made_fact(m, b, "listed", members);
	for (size_t i = 0; i < COUNT(schemes); i++) {
		struct slice text = value_text(value_get(&b->reading.facts[fact].value,
		    slice_of(schemes[i])));
		if (text.len > 0)
			reading_mention(&b->reading, i == 5 ? "version" : schemes[i], text,
			    SLICE(""));
	}
	return fact;
}

static inline void
assert_text(struct slice got, const char *want)
{
	if (!slice_eq(got, slice_of(want)))
		fail_msg("got \"%.*s\", not \"%s\"", SLICE_FMT(got), want);
}

/* "a b c": the list, in its order. */
static inline void
assert_list(const struct slice *list, size_t count, const char *want)
{
	char got[4096] = "";
	size_t n = 0;
	for (size_t i = 0; i < count; i++)
		n += (size_t)snprintf(got + n, sizeof(got) - n, "%s%.*s", i > 0 ? " " : "",
		    SLICE_FMT(list[i]));
	assert_string_equal(got, want);
}

#endif
