/* app/inspect/anchors.c - the anchors that a command names. See app/inspect/anchors.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/inspect/anchors.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/limits.h"

/* Some thousand certificates in one file. */
#define ANCHOR_FILE_BYTES MIB(16)

/* One or several purposes, joined by "+"; `at` is where they stand. */
static struct rc
purposes_parse(struct slice words, uint64_t at, unsigned *out, struct err *e)
{
	*out = 0;
	for (size_t from = 0; from <= words.len;) {
		size_t end = slice_find(words, SLICE("+"), from);
		end = end == SIZE_MAX ? words.len : end;
		unsigned purpose = purpose_parse(slice_sub(words, from, end));
		if (purpose == 0)
			return fail(e, E_USAGE, at + from, "expected a purpose: identity, release, "
			    "update, recovery, evidence, attestation, timestamp, record or log");
		*out |= purpose;
		from = end + 1;
	}
	return DONE;
}

struct rc
anchor_terms_parse(struct slice text, struct anchor_terms *out, struct err *e)
{
	struct anchor_terms t = { .how = HOW_WITH_THE_GOODS };
	size_t mark = text.len;
	while (mark > 0 && text.at[mark - 1] != '=')
		mark--;
	if (mark < 2)
		return fail(e, E_USAGE, 0, "expected FILE=PURPOSE, with ,how behind it where the "
		    "anchor did not come with the goods");
	struct slice terms = slice_sub(text, mark, text.len);
	size_t comma = slice_find(terms, SLICE(","), 0);
	t.file = slice_sub(text, 0, mark - 1);
	TRY(purposes_parse(slice_sub(terms, 0, comma), mark, &t.purposes, e));
	if (comma != SIZE_MAX)
		t.how = how_parse(slice_sub(terms, comma + 1, terms.len));
	if (t.how == HOW_COUNT)
		return fail(e, E_USAGE, mark + comma + 1, "expected how it came to be trusted: "
		    "in_person, call_back, contract, public_register, earlier_delivery or "
		    "with_the_goods");
	*out = t;
	return DONE;
}

static struct rc
load_one(struct slice argument, struct arena *a, struct crypto_bag *bag, struct anchor_set *out,
    struct trouble *t)
{
	struct anchor_terms terms;
	struct slice bytes, path;
	struct err *e = &t->err;
	struct rc done = anchor_terms_parse(argument, &terms, e);
	if (failed(done)) {
		trouble_name(t, argument);
		if (!arena_format(a, &t->place, "+%llu", (unsigned long long)e->at))
			t->place = SLICE("");
		return done;
	}
	trouble_name(t, terms.file);
	if (!arena_format(a, &path, "%.*s", SLICE_FMT(terms.file)))
		return arena_failed(a, e);
	AUTO(buf) content = buf_init(ANCHOR_FILE_BYTES);
	TRY(file_read_all((const char *)path.at, &content, e));
	if (!arena_copy(a, buf_slice(&content), &bytes))
		return arena_failed(a, e);
	done = anchor_load(bytes, terms.file, terms.purposes, terms.how, a, bag, out, e);
	if (failed(done) && slice_find(bytes, SLICE("-----BEGIN"), 0) != SIZE_MAX)
		trouble_at_line(t, bytes, a);
	else if (failed(done) && !arena_format(a, &t->place, "+%llu", (unsigned long long)e->at))
		t->place = SLICE("");
	if (!failed(done))
		t->file = (struct slice){0};
	return done;
}

static int
by_terms(const void *left, const void *right)
{
	const struct anchor *a = left, *b = right;
	int c = slice_cmp(a->id, b->id);
	if (c == 0)
		c = (a->purposes > b->purposes) - (a->purposes < b->purposes);
	if (c == 0)
		c = (a->how > b->how) - (a->how < b->how);
	return c != 0 ? c : slice_cmp(a->file, b->file);
}

struct rc
anchors_load(const struct op_call *call, struct arena *a, struct crypto_bag *bag,
    struct anchor_set *out, struct trouble *t)
{
	size_t n = op_count(call, "anchor");
	struct slice *arguments = ARENA_ARRAY(a, struct slice, n);
	if (arguments == NULL)
		return arena_failed(a, &t->err);
	for (size_t i = 0; i < n; i++)
		arguments[i] = slice_of(op_value(call, "anchor", i));
	if (n > 1)
		qsort(arguments, n, sizeof(struct slice), slice_cmp_qsort);
	for (size_t i = 0; i < n; i++)
		TRY(load_one(arguments[i], a, bag, out, t));
	if (out->count > 1)
		qsort(out->anchors, out->count, sizeof(struct anchor), by_terms);
	return DONE;
}
