/* app/decision/differ.c - the first place in which two documents differ. See app/decision/differ.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/differ.h"

#include "base/limits.h"
#include "codec/jcs.h"

#define PLACE_BYTES_MAX KIB(16)
#define WORDS_SHOWN 200

struct differing {
	struct buf		 place;
	const struct value	*left, *right;	/* null: nothing stands there */
};

static bool differ(const struct value *l, const struct value *r, struct differing *d);

/* JSON Pointer: "~" and "/" are escaped. */
static void
add_name(struct buf *place, struct slice name)
{
	buf_add_byte(place, '/');
	for (size_t i = 0; i < name.len; i++)
		if (name.at[i] == '~' || name.at[i] == '/')
			buf_add_text(place, name.at[i] == '~' ? "~0" : "~1");
		else
			buf_add_byte(place, name.at[i]);
}

static void
cut(struct buf *place, size_t len)
{
	place->len = len;
}

static bool
differ_here(const struct value *l, const struct value *r, struct differing *d)
{
	d->left = l;
	d->right = r;
	return true;
}

static bool
differ_items(const struct value *l, const struct value *r, struct differing *d)
{
	size_t n = l->count > r->count ? l->count : r->count, before = d->place.len;
	for (size_t i = 0; i < n; i++) {
		buf_addf(&d->place, "/%zu", i);
		if (i >= l->count || i >= r->count)
			return differ_here(i < l->count ? &l->items[i] : NULL,
			    i < r->count ? &r->items[i] : NULL, d);
		if (differ(&l->items[i], &r->items[i], d))
			return true;
		cut(&d->place, before);
	}
	return false;
}

static bool
differ_members(const struct value *l, const struct value *r, struct differing *d)
{
	size_t before = d->place.len;
	for (size_t i = 0; i < l->count; i++) {
		add_name(&d->place, l->members[i].name);
		const struct value *other = value_get(r, l->members[i].name);
		if (other == NULL)
			return differ_here(&l->members[i].value, NULL, d);
		if (differ(&l->members[i].value, other, d))
			return true;
		cut(&d->place, before);
	}
	for (size_t i = 0; i < r->count; i++)
		if (value_get(l, r->members[i].name) == NULL) {
			add_name(&d->place, r->members[i].name);
			return differ_here(NULL, &r->members[i].value, d);
		}
	return false;
}

/* Depth is that of a tree: DEPTH_MAX. */
static bool
differ(const struct value *l, const struct value *r, struct differing *d)
{
	if (l->kind != r->kind)
		return differ_here(l, r, d);
	if (l->kind == VALUE_ARRAY)
		return differ_items(l, r, d);
	if (l->kind == VALUE_OBJECT)
		return differ_members(l, r, d);
	return slice_eq(l->text, r->text) ? false : differ_here(l, r, d);
}

static struct rc
words(const struct value *v, struct arena *a, struct slice *out, struct err *e)
{
	AUTO(buf) text = buf_init(MIB(64));
	struct err why = {0};
	*out = SLICE("nothing");
	if (v == NULL)
		return DONE;
	if (v->kind == VALUE_NUMBER) {		/* of a catalogue: 2.5, which JCS does not write */
		*out = v->text;
		return DONE;
	}
	struct rc done = jcs_write(v, &text, &why);
	if (done.code == E_SCHEMA) {
		*out = v->kind == VALUE_ARRAY ? SLICE("a list") : SLICE("an object");
		return DONE;
	}
	if (failed(done))
		return fail(e, why.code, why.at, why.what);
	TRY(buf_end(&text, e));
	return arena_copy(a, slice_sub(buf_slice(&text), 0, WORDS_SHOWN), out) ? DONE :
	    arena_failed(a, e);
}

struct rc
differ_first(const struct value *left, const struct value *right, struct arena *a,
    struct slice *place, struct slice *left_words, struct slice *right_words, struct err *e)
{
	struct differing d = { .place = buf_init(PLACE_BYTES_MAX) };
	bool found = differ(left, right, &d);
	struct rc done = buf_end(&d.place, e);
	if (!failed(done) && !arena_copy(a, found ? buf_slice(&d.place) : SLICE(""), place))
		done = arena_failed(a, e);
	buf_drop(&d.place);
	TRY(done);
	TRY(words(found ? d.left : NULL, a, left_words, e));
	return words(found ? d.right : NULL, a, right_words, e);
}
