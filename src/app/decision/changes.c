/* app/decision/changes.c - two assessments compared. See app/decision/changes.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/changes.h"

#include <stdlib.h>

struct comparing {
	const struct assessment	*then, *now;
	struct build		 b;
	size_t			 asset_count;
	struct slice		*assets;	/* of both; the subject alone where there is none */
	size_t			*then_part, *now_part;	/* of each asset, or NO_PART */
};

#define NO_PART SIZE_MAX

/* --- assets and their parts ------------------------------------------------------------------- */

static size_t
count_assets(const struct assessment *s)
{
	size_t n = 0;
	for (size_t p = 0; p < s->part_count; p++)
		n += s->parts[p].asset_count;
	return n;
}

static void
take_assets(const struct assessment *s, struct slice *out, size_t *n)
{
	for (size_t p = 0; p < s->part_count; p++)
		for (size_t i = 0; i < s->parts[p].asset_count; i++)
			out[(*n)++] = s->parts[p].assets[i];
}

/* A part without assets is the whole, and so every asset's. */
static size_t
part_of(const struct assessment *s, struct slice asset)
{
	for (size_t p = 0; p < s->part_count; p++) {
		const struct part *part = &s->parts[p];
		if (part->asset_count == 0 || bsearch(&asset, part->assets, part->asset_count,
		    sizeof(asset), slice_cmp_qsort) != NULL)
			return p;
	}
	return NO_PART;
}

static struct rc
list_assets(struct comparing *c, struct err *e)
{
	size_t room = count_assets(c->then) + count_assets(c->now) + 1, n = 0, kept = 0;
	c->assets = ARENA_ARRAY(c->b.a, struct slice, room);
	c->then_part = ARENA_ARRAY(c->b.a, size_t, room);
	c->now_part = ARENA_ARRAY(c->b.a, size_t, room);
	if (c->assets == NULL || c->then_part == NULL || c->now_part == NULL)
		return arena_failed(c->b.a, e);
	take_assets(c->then, c->assets, &n);
	take_assets(c->now, c->assets, &n);
	if (n == 0)
		c->assets[n++] = c->now->subject;
	qsort(c->assets, n, sizeof(struct slice), slice_cmp_qsort);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || !slice_eq(c->assets[kept - 1], c->assets[i]))
			c->assets[kept++] = c->assets[i];
	c->asset_count = kept;
	for (size_t i = 0; i < kept; i++) {
		c->then_part[i] = part_of(c->then, c->assets[i]);
		c->now_part[i] = part_of(c->now, c->assets[i]);
	}
	return DONE;
}

/* --- verdicts --------------------------------------------------------------------------------- */

static enum verdict
verdict_of(const struct assessment *s, struct slice criterion, size_t part)
{
	for (size_t i = 0; i < s->result_count && part != NO_PART; i++)
		if (s->results[i].part == part && slice_eq(s->results[i].id, criterion))
			return s->results[i].verdict;
	return VERDICT_NOT_EVALUATED;
}

/* Assets that changed in the same way stand in one row. `from` and `to` number what they were. */
static void
put_change(struct comparing *c, struct slice criterion, const char *from, const char *to,
    const size_t *of, size_t count, struct value *list)
{
	struct value one = value_object(), assets = value_array();
	for (size_t i = 0; i < count; i++)
		value_push(&c->b, &assets, value_string(c->assets[of[i]]));
	if (criterion.len > 0)
		value_put(&c->b, &one, "criterion", value_string(criterion));
	value_put(&c->b, &one, "from", value_string(slice_of(from)));
	value_put(&c->b, &one, "to", value_string(slice_of(to)));
	value_put(&c->b, &one, "assets", assets);
	value_push(&c->b, list, one);
}

static struct rc
compare_criterion(struct comparing *c, struct slice id, struct value *list, struct err *e)
{
	size_t *of = ARENA_ARRAY(c->b.a, size_t, c->asset_count);
	if (of == NULL)
		return arena_failed(c->b.a, e);
	for (unsigned from = 0; from <= VERDICT_PASS; from++)
		for (unsigned to = 0; to <= VERDICT_PASS; to++) {
			size_t n = 0;
			for (size_t i = 0; i < c->asset_count && from != to; i++)
				if (verdict_of(c->then, id, c->then_part[i]) == from &&
				    verdict_of(c->now, id, c->now_part[i]) == to)
					of[n++] = i;
			if (n > 0)
				put_change(c, id, verdict_name(from), verdict_name(to), of, n,
				    list);
		}
	return DONE;
}

static struct rc
compare_verdicts(struct comparing *c, struct value *out, struct err *e)
{
	struct value list = value_array();
	for (size_t i = 0; i < c->now->result_count; i++)
		if (i == 0 || !slice_eq(c->now->results[i].id, c->now->results[i - 1].id))
			TRY(compare_criterion(c, c->now->results[i].id, &list, e));
	value_put(&c->b, out, "verdicts", list);
	return DONE;
}

static struct rc
compare_proposals(struct comparing *c, struct value *out, struct err *e)
{
	struct value list = value_array();
	size_t *of = ARENA_ARRAY(c->b.a, size_t, c->asset_count);
	if (of == NULL)
		return arena_failed(c->b.a, e);
	for (unsigned from = 0; from < OUTCOME_COUNT; from++)
		for (unsigned to = 0; to < OUTCOME_COUNT; to++) {
			size_t n = 0;
			for (size_t i = 0; i < c->asset_count && from != to; i++) {
				size_t p = c->then_part[i], q = c->now_part[i];
				if (p != NO_PART && q != NO_PART &&
				    c->then->parts[p].proposal == from &&
				    c->now->parts[q].proposal == to)
					of[n++] = i;
			}
			if (n > 0)
				put_change(c, (struct slice){0}, outcome_name(from),
				    outcome_name(to), of, n, &list);
		}
	value_put(&c->b, out, "proposals", list);
	return DONE;
}

/* --- reasons and evidence --------------------------------------------------------------------- */

/* One reason of one criterion; or an item, with `code` null and its kind as the place. */
struct told { struct slice criterion, subject, evidence, place; const char *code; };

static int
by_told(const void *left, const void *right)
{
	const struct told *a = left, *b = right;
	int c = slice_cmp(a->criterion, b->criterion);
	if (c == 0)
		c = slice_cmp(slice_of(a->code), slice_of(b->code));
	if (c == 0)
		c = slice_cmp(a->subject, b->subject);
	if (c == 0)
		c = slice_cmp(a->evidence, b->evidence);
	return c != 0 ? c : slice_cmp(a->place, b->place);
}

static struct rc
list_reasons(const struct assessment *s, struct arena *a, struct told **out, size_t *count,
    struct err *e)
{
	size_t room = 1;
	for (size_t i = 0; i < s->result_count; i++)
		room += s->results[i].reason_count;
	*out = ARENA_ARRAY(a, struct told, room);
	*count = 0;
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < s->result_count; i++)
		for (size_t k = 0; k < s->results[i].reason_count; k++) {
			const struct reason *r = &s->results[i].reasons[k];
			(*out)[(*count)++] = (struct told){ s->results[i].id, r->subject,
			    r->evidence, r->place, finding_name(r->id) };
		}
	qsort(*out, *count, sizeof(struct told), by_told);
	return DONE;
}

static struct rc
list_items(const struct assessment *s, struct arena *a, struct told **out, size_t *count,
    struct err *e)
{
	*out = ARENA_ARRAY(a, struct told, s->item_count + 1);
	*count = s->item_count;
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < s->item_count; i++)
		(*out)[i] = (struct told){ .evidence = s->items[i].evidence,
		    .place = s->items[i].kind, .code = "" };
	qsort(*out, *count, sizeof(struct told), by_told);
	return DONE;
}

static void
put_told(struct build *b, const struct told *t, struct value *list)
{
	struct value one = value_object();
	if (t->code[0] != 0) {
		value_put(b, &one, "criterion", value_string(t->criterion));
		value_put(b, &one, "code", value_string(slice_of(t->code)));
		value_put(b, &one, "subject", value_string(t->subject));
	}
	value_put(b, &one, "evidence", value_string(t->evidence));
	value_put(b, &one, t->code[0] != 0 ? "place" : "kind", value_string(t->place));
	value_push(b, list, one);
}

/* Both sorted: what stands on one side alone, each once. */
static void
put_sides(struct build *b, const struct told *then, size_t then_count, const struct told *now,
    size_t now_count, const char *name, struct value *out)
{
	struct value sides = value_object(), come = value_array(), gone = value_array();
	size_t i = 0, k = 0;
	while (i < then_count || k < now_count) {
		int c = i >= then_count ? 1 : k >= now_count ? -1 : by_told(&then[i], &now[k]);
		const struct told *same = c <= 0 ? &then[i] : &now[k];
		if (c != 0)
			put_told(b, same, c < 0 ? &gone : &come);
		while (i < then_count && by_told(&then[i], same) == 0)
			i++;
		while (k < now_count && by_told(&now[k], same) == 0)
			k++;
	}
	value_put(b, &sides, "come", come);
	value_put(b, &sides, "gone", gone);
	value_put(b, out, name, sides);
}

struct rc
changes_between(const struct assessment *then, const struct assessment *now, struct arena *a,
    struct value *out, struct err *e)
{
	struct comparing c = { .then = then, .now = now, .b = { .a = a } };
	struct told *left, *right;
	size_t n, m;
	*out = value_object();
	TRY(list_assets(&c, e));
	TRY(compare_proposals(&c, out, e));
	TRY(compare_verdicts(&c, out, e));
	TRY(list_reasons(then, a, &left, &n, e));
	TRY(list_reasons(now, a, &right, &m, e));
	put_sides(&c.b, left, n, right, m, "reasons", out);
	TRY(list_items(then, a, &left, &n, e));
	TRY(list_items(now, a, &right, &m, e));
	put_sides(&c.b, left, n, right, m, "evidence", out);
	return build_end(&c.b, e);
}
