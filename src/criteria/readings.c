/* criteria/readings.c - what people read in items. See criteria/readings.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "criteria/readings.h"

bool
reading_is_in_time(const struct case_review *r, int64_t at_ms)
{
	return r->at_ms != TIME_UNKNOWN && r->at_ms <= at_ms;
}

static bool
is_of_reading(const struct fact *f)
{
	return slice_eq(f->name, SLICE("reading"));
}

struct slice
reading_said(const struct case_review *r, struct slice member)
{
	for (size_t i = 0; i < r->fact_count; i++)
		if (is_of_reading(&r->facts[i]))
			return value_text(value_get(&r->facts[i].value, member));
	return SLICE("");
}

static bool
passed(const struct case_review *r, const struct item *it, int64_t at_ms)
{
	return slice_eq(r->evidence, it->id) && reading_is_in_time(r, at_ms) &&
	    slice_eq(r->result, SLICE("pass"));
}

bool
item_was_read(const struct case_form *c, const struct item *it)
{
	bool read = false;
	for (size_t i = 0; i < c->review_count; i++) {
		const struct case_review *r = &c->reviews[i];
		if (!slice_eq(r->evidence, it->id) || !reading_is_in_time(r, c->valid_at_ms))
			continue;
		if (slice_eq(r->result, SLICE("fail")))
			return false;		/* whoever else read it otherwise */
		read = read || slice_eq(r->result, SLICE("pass"));
	}
	return read;
}

bool
item_origin_was_checked(const struct case_form *c, const struct item *it)
{
	for (size_t i = 0; i < c->review_count; i++) {
		const struct case_review *r = &c->reviews[i];
		if (!passed(r, it, c->valid_at_ms) ||
		    slice_eq(r->method, SLICE("read_by_a_person")))
			continue;
		for (size_t k = 0; k < r->dimension_count; k++)
			if (slice_eq(r->dimensions[k].name, SLICE("origin")) &&
			    slice_eq(r->dimensions[k].result, SLICE("pass")))
				return true;
	}
	return false;
}

/* --- facts ------------------------------------------------------------------------------------ */

static size_t
facts_read(const struct case_form *c, const struct item *it)
{
	size_t n = 0;
	for (size_t i = 0; i < c->review_count; i++)
		if (slice_eq(c->reviews[i].evidence, it->id) &&
		    reading_is_in_time(&c->reviews[i], c->valid_at_ms))
			for (size_t k = 0; k < c->reviews[i].fact_count; k++)
				n += !is_of_reading(&c->reviews[i].facts[k]);
	return n;
}

/* What it is about where the reader named nothing: the one thing that the item is bound to. */
static struct slice
subject_of(const struct item *it, const struct fact *f)
{
	return f->subject.len == 0 && it->bound_count == 1 ? it->bound_to[0] : f->subject;
}

static struct rc
add_facts(const struct case_form *c, struct item *it, size_t more, struct arena *a, struct err *e)
{
	struct fact *facts = ARENA_ARRAY(a, struct fact, it->fact_count + more);
	size_t n = it->fact_count;
	if (facts == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < it->fact_count; i++)
		facts[i] = it->facts[i];
	for (size_t i = 0; i < c->review_count; i++) {
		const struct case_review *r = &c->reviews[i];
		if (!slice_eq(r->evidence, it->id) || !reading_is_in_time(r, c->valid_at_ms))
			continue;
		for (size_t k = 0; k < r->fact_count; k++) {
			if (is_of_reading(&r->facts[k]))
				continue;
			facts[n] = r->facts[k];
			facts[n++].subject = subject_of(it, &r->facts[k]);
		}
	}
	it->facts = facts;
	it->fact_count = n;
	return DONE;
}

/* It waits for a reader no longer. */
static struct rc
mark_read(struct item *it, struct arena *a, struct err *e)
{
	struct reason *left = ARENA_ARRAY(a, struct reason, it->finding_count);
	size_t n = 0;
	if (left == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < it->finding_count; i++)
		if (it->findings[i].id != FINDING_READER_NEEDED)
			left[n++] = it->findings[i];
	it->findings = left;
	it->finding_count = n;
	it->prose = false;
	return DONE;
}

struct rc
readings_apply(const struct case_form *form, struct arena *a, const struct case_form **out,
    struct err *e)
{
	*out = form;
	if (form->review_count == 0)
		return DONE;
	struct case_form *read = ARENA_NEW(a, struct case_form);
	struct item *items = ARENA_ARRAY(a, struct item, form->item_count);
	if (read == NULL || items == NULL)
		return arena_failed(a, e);
	*read = *form;
	read->items = items;
	for (size_t i = 0; i < form->item_count; i++) {
		items[i] = form->items[i];
		size_t more = facts_read(form, &items[i]);
		if (more > 0)
			TRY(add_facts(form, &items[i], more, a, e));
		if (items[i].prose && item_was_read(form, &items[i]))
			TRY(mark_read(&items[i], a, e));
	}
	case_settle(read);	/* facts in their order; everything else stands in it already */
	*out = read;
	return DONE;
}
