/* form.h - golden files of the closed forms, and documents that differ from them in one thing.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FORM_H
#define FORM_H

#include "documents.h"

#define EIGHT(c) c c c c c c c c
/* "sha256:" and 64 times the digit. */
#define DIGEST(c) S("sha256:" EIGHT(EIGHT(c)))
#define ID(word, c) S(word ":" EIGHT(EIGHT(c)))

/* The bytes of test/data/forms/NAME, in the arena. */
static inline struct slice
form_file(struct arena *a, const char *name)
{
	struct slice file;
	assert_true(arena_format(a, &file, "forms/%s%c", name, 0));
	return data_file(a, (const char *)file.at);
}

static inline void
assert_same(struct slice got, struct slice want)
{
	size_t i = 0;
	while (i < got.len && i < want.len && got.at[i] == want.at[i])
		i++;
	if (got.len != want.len || i < got.len)
		fail_msg("differs at byte %zu: %.*s instead of %.*s", i,
		    SLICE_FMT(slice_sub(got, i, i + 60)), SLICE_FMT(slice_sub(want, i, i + 60)));
}

/* What a form's reader refuses. find is replaced in the golden file, once; at: the first text in
 * the changed document with which the place begins. */
struct refusal {
	const char	*name, *find, *with, *at;
	enum code	 code;
};

typedef struct rc (*form_reader)(const struct value *v, struct arena *a, struct err *e);

static inline struct rc
form_read(struct slice document, form_reader read, struct arena *a, struct err *e)
{
	struct value v;
	TRY(json_tree(document, MIB(16), a, &v, e));
	return read(&v, a, e);
}

static inline bool
is_refused(struct slice golden, const struct refusal *r, form_reader read)
{
	struct arena a = arena_init(MIB(64));
	struct slice changed;
	struct err e = {0};
	enum code want = r->code != OK ? r->code : E_SCHEMA;
	changed = replaced(&a, golden, r->find, r->with);
	size_t place = slice_find(changed, S(r->at), 0);
	enum code got = form_read(changed, read, &a, &e).code;
	bool refused = got == want && e.at == place;
	if (!refused)
		print_error("%s: %s at %llu instead of %zu: %s\n", r->name, code_name(got),
		    (unsigned long long)e.at, place, e.what != NULL ? e.what : "accepted");
	arena_drop(&a);
	return refused;
}

static inline void
assert_refused(struct slice golden, const struct refusal *list, size_t count, form_reader read)
{
	size_t bad = 0;
	for (size_t i = 0; i < count; i++)
		bad += !is_refused(golden, &list[i], read);
	assert_int_equal(bad, 0);
}

/* No beginning of the document is one. */
static inline void
assert_whole(struct slice golden, form_reader read)
{
	for (size_t n = 0; n < golden.len; n++) {
		struct arena a = arena_init(MIB(64));
		if (!failed(form_read(slice_sub(golden, 0, n), read, &a, NULL)))
			fail_msg("cut after %zu bytes, and accepted", n);
		arena_drop(&a);
	}
}

#endif
