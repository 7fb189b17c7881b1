/* app/desk/mapping.c - requirement mappings. See app/desk/mapping.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/mapping.h"

#include "app/desk/kept_record.h"
#include "base/time.h"
#include "table/requirement_words.h"

/* --- what is in force ------------------------------------------------------------------------- */

struct rc
mappings_find(struct home *h, struct slice subject, struct slice edition, uint64_t known,
    int64_t at_ms, struct arena *a, struct mapping **out, size_t *count, struct err *e)
{
	struct kept_record *all;
	size_t n;
	*count = 0;
	TRY(kept_records(h, subject, "requirement_mapping", known, at_ms, a, &all, &n, e));
	*out = ARENA_ARRAY(a, struct mapping, n);
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < n; i++) {
		struct mapping m = { all[i].id, all[i].digest, kept_text(&all[i], "edition"),
		    all[i].predicate, NULL, all[i].thing };
		m.rows = value_get(&all[i].predicate, SLICE("rows"));
		if (m.rows != NULL && (edition.len == 0 || slice_eq(edition, m.edition)))
			(*out)[(*count)++] = m;
	}
	return DONE;
}

const struct value *
mapping_row(const struct mapping *m, struct slice key)
{
	for (size_t i = 0; m != NULL && i < m->rows->count; i++)
		if (slice_eq(value_text(value_get(&m->rows->items[i], SLICE("requirement"))), key))
			return &m->rows->items[i];
	return NULL;
}

/* --- a new one -------------------------------------------------------------------------------- */

static void
put_text(struct build *b, struct value *row, const char *name, struct slice text)
{
	if (text.len > 0)
		value_put(b, row, name, value_string(text));
}

static struct rc
put_names(const struct named *names, struct slice cell, const char *found, const char *other,
    struct build *b, struct value *row, struct err *e)
{
	struct value digests = value_array(), others = value_array();
	TRY(named_split(names, cell, b, &digests, &others, e));
	if (digests.count > 0)
		value_put(b, row, found, digests);
	if (others.count > 0 && other != NULL)
		value_put(b, row, other, others);
	return DONE;
}

static struct rc
make_row(const struct requirement_row *r, const struct named *names, struct build *b,
    struct value *row, struct err *e)
{
	const char *confidence = requirement_confidence(r->texts[REQUIREMENT_CONFIDENCE]);
	*row = value_object();
	value_put(b, row, "requirement", value_string(r->item->key));
	value_put(b, row, "status", value_string(slice_of(r->status)));
	put_text(b, row, "claim", r->unread || r->texts[REQUIREMENT_NOTE].len == 0 ? r->said :
	    r->texts[REQUIREMENT_NOTE]);
	put_text(b, row, "reason", r->texts[REQUIREMENT_REASON].len > 0 ||
	    !slice_eq(slice_of(r->status), SLICE("not_applicable")) ?
	    r->texts[REQUIREMENT_REASON] : r->texts[REQUIREMENT_NOTE]);
	put_text(b, row, "limitation", r->texts[REQUIREMENT_LIMITATION]);
	if (confidence != NULL)
		value_put(b, row, "confidence", value_string(slice_of(confidence)));
	TRY(put_names(names, r->texts[REQUIREMENT_EVIDENCE], "evidence", "named", b, row, e));
	put_text(b, row, "measure", r->texts[REQUIREMENT_MEASURE]);
	TRY(put_names(names, r->texts[REQUIREMENT_MEASURE_EVIDENCE], "measure_evidence", NULL, b,
	    row, e));
	put_text(b, row, "responsible", r->texts[REQUIREMENT_RESPONSIBLE]);
	if (r->due_ms != TIME_UNKNOWN) {
		char text[TIME_TEXT_BYTES];
		struct slice kept;
		time_show(r->due_ms, text);
		if (!arena_copy(b->a, slice_of(text), &kept))
			return arena_failed(b->a, e);
		value_put(b, row, "due", value_string(kept));
	}
	value_put(b, row, "cell", value_string(r->cell));
	return DONE;
}

bool
mapping_says_the_same(const struct value *a, const struct value *b)
{
	size_t in_a = 0, in_b = 0;
	for (size_t i = 0; i < b->count; i++)
		in_b += !slice_eq(b->members[i].name, SLICE("cell"));
	for (size_t i = 0; i < a->count; i++) {
		struct slice name = a->members[i].name;
		if (slice_eq(name, SLICE("cell")))
			continue;
		in_a++;
		if (!value_eq(&a->members[i].value, value_get(b, name)))
			return false;
	}
	return in_a == in_b;
}

static struct rc
is_hand(struct home *h, struct slice recorder, struct slice actor, struct slice key_id,
    struct arena *a, bool *yes, struct err *e)
{
	struct slice row;
	*yes = slice_eq(recorder, actor);
	if (*yes || key_id.len == 0)
		return DONE;
	if (!arena_format(a, &row, "%.*s|%.*s", SLICE_FMT(recorder), SLICE_FMT(key_id)))
		return arena_failed(a, e);
	return state_ever(h->store, SLICE("key"), row, yes, e);
}

struct rc
mapping_stated_by(struct home *h, struct slice subject, const struct mapping *m,
    struct slice key, struct slice actor, struct slice key_id, struct arena *a, bool *yes,
    struct err *e)
{
	const struct value *row = mapping_row(m, key);
	const struct mapping *now = m;
	*yes = false;
	while (now != NULL) {
		struct mapping *older;
		size_t count;
		TRY(is_hand(h, now->thing.event.actor, actor, key_id, a, yes, e));
		if (*yes || row == NULL || now->thing.row.from_pos == 0)
			return DONE;
		TRY(mappings_find(h, subject, m->edition, now->thing.row.from_pos, TIME_UNKNOWN,
		    a, &older, &count, e));
		now = NULL;
		for (size_t i = count; i > 0 && now == NULL; i--) {
			const struct value *before = mapping_row(&older[i - 1], key);
			if (before != NULL && mapping_says_the_same(before, row))
				now = &older[i - 1];
		}
	}
	return DONE;
}

static void
add(struct merged *out, struct merged_row row)
{
	out->counts[row.change]++;
	out->rows[out->count++] = row;
}

struct rc
mapping_merge(const struct workbook *book, const struct named *names, const struct mapping *old,
    struct arena *a, struct merged *out, struct err *e)
{
	struct build b = { .a = a };
	struct map seen = map_init();
	size_t before = old == NULL ? 0 : old->rows->count;
	struct rc done = DONE;
	*out = (struct merged){ .rows = ARENA_ARRAY(a, struct merged_row,
	    book->row_count + before) };
	if (out->rows == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < book->row_count && !failed(done); i++) {
		struct merged_row m = { .key = book->rows[i].item->key };
		m.before = mapping_row(old, m.key);
		done = make_row(&book->rows[i], names, &b, &m.row, e);
		m.change = m.before == NULL ? ROW_NEW :
		    mapping_says_the_same(m.before, &m.row) ? ROW_SAME : ROW_CHANGED;
		add(out, m);
		if (!failed(done))
			done = map_put(&seen, m.key, out, e);
	}
	for (size_t i = 0; i < before; i++) {
		struct merged_row m = { ROW_KEPT, &old->rows->items[i], old->rows->items[i],
		    value_text(value_get(&old->rows->items[i], SLICE("requirement"))) };
		if (!map_has(&seen, m.key))
			add(out, m);
	}
	map_drop(&seen);
	TRY(done);
	return build_end(&b, e);
}
