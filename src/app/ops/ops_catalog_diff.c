/* app/ops/ops_catalog_diff.c - `assay catalog diff`: what one catalogue says otherwise than
 * another. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/catalogues.h"
#include "app/home/known.h"
#include "app/listing.h"
#include "app/ops.h"
#include "base/file.h"
#include "base/limits.h"
#include "catalog/diff.h"
#include "codec/utf8.h"
#include "crypto/digest.h"

#define ADOPTED "adopted:"

/* Both sides, and where names are looked up: each set is loaded when a name first asks for it. */
struct sides {
	const struct op_call	*call;
	const struct catalog	*at[2];
	struct slice		 file[2];	/* bytes of a side that is a file */
	struct shipped_data	 shipped, adopted;
	bool			 has_shipped, has_adopted;
};

/* --- which catalogues ------------------------------------------------------------------------- */

/* A name is letters, digits, "-", ".", and an edition behind ":" or "@". */
static bool
is_file(struct slice text)
{
	return slice_find(text, SLICE("/"), 0) != SIZE_MAX || slice_ends(text, SLICE(".json"));
}

static struct rc
read_file(const struct op_call *call, const char *path, const struct catalog **out,
    struct slice *bytes_out, struct trouble *t)
{
	AUTO(buf) bytes = buf_init(DOCUMENT_BYTES_MAX + 1);
	struct catalog *c = ARENA_NEW(call->a, struct catalog);
	struct slice kept, digest;
	struct digest d;
	if (c == NULL)
		return arena_failed(call->a, &t->err);
	TRY(trouble_in(t, path, file_read_all(path, &bytes, &t->err)));
	TRY(digest_of(buf_slice(&bytes), &d, &t->err));
	if (!arena_copy(call->a, buf_slice(&bytes), &kept) || !digest_text(call->a, &d, &digest))
		return arena_failed(call->a, &t->err);
	struct rc done = catalog_load(kept, digest, call->a, c, &t->err);
	if (failed(done))
		trouble_at_line(t, kept, call->a);
	TRY(trouble_in(t, path, done));
	*out = c;
	*bytes_out = kept;
	return DONE;
}

static struct rc
read_adopted(struct sides *s, struct trouble *t)
{
	AUTO(home) h = {0};
	uint64_t known;
	TRY(known_open(s->call, &h, &known, t));
	return catalogues_known(&h, known, s->call->a, &s->adopted, &t->err);
}

/* "iec62443-4-2", "iec62443-4-2@2019", "iec62443-4-2:2019". */
static const struct catalog *
named(const struct catalog_set *set, struct slice name)
{
	struct slice edition = {0};
	size_t at = slice_find(name, SLICE("@"), 0);
	if (at != SIZE_MAX) {
		edition = slice_sub(name, at + 1, name.len);
		name = slice_sub(name, 0, at);
	}
	return catalog_set_get(set, name, edition);
}

static struct rc
find_side(struct sides *s, const char *text, size_t side, struct trouble *t)
{
	const struct catalog **out = &s->at[side];
	struct slice name = slice_of(text);
	struct err *e = &t->err;
	if (is_file(name))
		return read_file(s->call, text, out, &s->file[side], t);
	bool adopted = slice_starts(name, SLICE(ADOPTED));
	if (adopted && !s->has_adopted)
		TRY(read_adopted(s, t));
	else if (!adopted && !s->has_shipped)
		TRY(shipped_data_load(s->call->a, &s->shipped, e));
	s->has_adopted = s->has_adopted || adopted;
	s->has_shipped = s->has_shipped || !adopted;
	*out = adopted ? named(&s->adopted.catalogues, slice_sub(name, sizeof(ADOPTED) - 1,
	    name.len)) : named(&s->shipped.catalogues, name);
	if (*out != NULL)
		return DONE;
	return trouble_in(t, text, fail(e, E_USAGE, 0, adopted ? "no such catalogue is adopted "
	    "here, or several editions of it" : "no such catalogue ships, or several editions of "
	    "it; a file has a slash in its name or ends in .json, and what this home has adopted "
	    "is adopted:NAME"));
}

/* --- for people ------------------------------------------------------------------------------- */

/* A list is its length and what a change in it is read from in JSON. */
static void
put_value(const struct value *v, struct buf *out)
{
	if (v->kind == VALUE_ARRAY && v->count > 0 && v->items[0].kind == VALUE_OBJECT)
		buf_addf(out, "(a list of %zu)", v->count);
	else if (v->kind == VALUE_OBJECT)
		buf_addf(out, "(%zu members)", v->count);
	else if (v->kind == VALUE_STRING)
		text_show(v->text, out);
	else
		words_put(v, ", ", out);
}

static void
say_change(const struct value *row, struct buf *out)
{
	struct slice member = value_text(value_get(row, SLICE("member")));
	struct slice author = value_text(value_get(row, SLICE("author")));
	const struct value *old = value_get(row, SLICE("old")), *new = value_get(row, SLICE("new"));
	struct slice part = value_text(value_get(row, SLICE("part")));
	bool added = slice_eq(value_text(value_get(row, SLICE("change"))), SLICE("added"));
	bool removed = slice_eq(value_text(value_get(row, SLICE("change"))), SLICE("removed"));
	buf_addf(out, "%c %-8.*s ", added ? '+' : removed ? '-' : '~', SLICE_FMT(part));
	text_show(value_text(value_get(row, SLICE("id"))), out);
	if (slice_eq(part, SLICE("row")) || slice_eq(part, SLICE("mapping")))
		buf_addf(out, member.len > 0 ? " %.*s" : "%.*s", SLICE_FMT(member));
	buf_add_text(out, ": ");
	if (!added)
		put_value(old, out);
	if (!added && !removed)
		buf_add_text(out, " -> ");
	if (!removed)
		put_value(new, out);
	if (author.len > 0) {
		buf_add_text(out, "  (by ");
		text_show(author, out);
		buf_add_text(out, ")");
	}
	buf_add_byte(out, '\n');
}

static void
say_side(const struct catalog *c, struct buf *out)
{
	buf_addf(out, "%.*s%s%.*s", SLICE_FMT(c->name), slice_is_null(c->edition) ? "" : ":",
	    SLICE_FMT(c->edition));
}

static void
say(const struct sides *s, const struct catalog_diff *d, struct buf *out)
{
	say_side(s->at[0], out);
	buf_add_text(out, d->relation == RELATION_CORRECTION ? ", as corrected by " :
	    d->relation == RELATION_PROFILE ? ", as selected by " : " -> ");
	say_side(s->at[1], out);
	buf_addf(out, "\nrows: %zu added, %zu removed, %zu changed, %zu untouched\n",
	    d->rows_added, d->rows_removed, d->rows_changed, d->rows_untouched);
	for (size_t i = 0; i < d->changes.count; i++)
		say_change(&d->changes.items[i], out);
	if (d->changes.count == 0)
		buf_add_text(out, "They say the same.\n");
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct value
side_value(struct build *b, const struct catalog *c)
{
	struct value v = value_object();
	value_put(b, &v, "name", value_string(c->name));
	value_put(b, &v, "edition", slice_is_null(c->edition) ? value_null() :
	    value_string(c->edition));
	value_put(b, &v, "digest", value_string(c->digest));
	return v;
}

static struct value
head_value(struct build *b, const struct sides *s, const struct catalog_diff *d)
{
	struct value v = value_object(), rows = value_object();
	value_put(b, &rows, "added", value_number(b, (int64_t)d->rows_added));
	value_put(b, &rows, "removed", value_number(b, (int64_t)d->rows_removed));
	value_put(b, &rows, "changed", value_number(b, (int64_t)d->rows_changed));
	value_put(b, &rows, "untouched", value_number(b, (int64_t)d->rows_untouched));
	value_put(b, &v, "older", side_value(b, s->at[0]));
	value_put(b, &v, "newer", side_value(b, s->at[1]));
	value_put(b, &v, "relation", value_string(slice_of(catalog_relation_name(d->relation))));
	value_put(b, &v, "same", value_bool(d->changes.count == 0));
	value_put(b, &v, "rows", rows);
	return v;
}

struct rc
op_catalog_diff(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = { { "part", "part", 8 }, { "change", "change", 8 },
	    { "id", "id", 20 }, { "member", "member", 12 }, { "old", "old", 20 },
	    { "new", "new", 20 }, { "author", "author", 0 } };
	static const char *const names[] = { "A", "B" };
	struct sides s = { .call = call };
	struct build b = { .a = call->a };
	struct catalog_diff d;
	struct err *e = &r->trouble.err;
	for (size_t i = 0; i < COUNT(names); i++)
		TRY(find_side(&s, op_value(call, names[i], 0), i, &r->trouble));
	struct rc done = catalog_diff_find(&b, s.at[0], s.at[1], &d, e);
	if (failed(done) && e->code == E_SCHEMA && s.file[1].len > 0)
		trouble_at_line(&r->trouble, s.file[1], call->a);
	TRY(trouble_in(&r->trouble, op_value(call, "B", 0), done));
	struct value head = head_value(&b, &s, &d);
	TRY(build_end(&b, e));
	r->status = d.changes.count == 0 ? 0 : 1;
	if (call->json || call->csv)
		return listing_print(call, r, "assay/catalog-diff/1", "changes", columns,
		    COUNT(columns), &d.changes, &head, "");
	say(&s, &d, &r->out);
	return DONE;
}
