/* app/ops/ops_clock_retention.c - `assay clock retention`: until when to keep and support. See
 * app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/floors.h"
#include "app/home/catalogues.h"
#include "app/home/draft.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "app/listing.h"

/* The sources of the fact that the duty runs from, and of the end of support where that counts. */
static struct value
rests_on(struct build *b, const struct floors *f, const struct clock_duty *d)
{
	struct value list = value_array();
	const char *anchor = slice_eq(d->anchor, SLICE("placing_on_the_market")) ?
	    "placed_on_market" : "update_issued";
	for (size_t i = 0; i < f->source_count; i++) {
		struct slice fact = slice_of(f->sources[i].fact);
		if (slice_eq(fact, slice_of(anchor)) ||
		    (slice_eq(fact, SLICE("support_end")) && d->due_ms == f->sources[i].ms))
			value_push(b, &list, value_string(f->sources[i].id));
	}
	return list;
}

static struct value
floor_value(struct build *b, struct slice subject, const struct floors *f,
    const struct clock_duty *d)
{
	struct value v = value_object();
	struct slice id = SLICE("");
	if (!arena_format(b->a, &id, "%.*s|%.*s", SLICE_FMT(subject), SLICE_FMT(d->id)))
		b->broken = true;
	value_put(b, &v, "id", value_string(id));
	value_put(b, &v, "duty", value_string(d->id));
	value_put(b, &v, "deliverable", value_string(d->deliverable));
	value_put(b, &v, "article", value_string(d->article));
	value_put(b, &v, "state", value_string(slice_of(d->due_ms == TIME_UNKNOWN ?
	    "undetermined" : d->state == CLOCK_OVERDUE ? "over" : "running")));
	value_put(b, &v, "anchor", value_string(d->anchor));
	value_put(b, &v, "anchor_at", instant_value(b, d->anchor_ms));
	value_put(b, &v, "until", instant_value(b, d->due_ms));
	value_put(b, &v, "at_least", value_bool(d->minimum));
	value_put(b, &v, "rests_on", rests_on(b, f, d));
	return v;
}

struct rc
op_clock_retention(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = {
		{ "duty", "row", 11 }, { "deliverable", "what", 46 }, { "state", "state", 12 },
		{ "until", "at least until", 24 }, { "article", "article", 0 },
		{ "anchor", "runs from", 21 }, { "anchor_at", "since", 24 },
		{ "at_least", "no end of support known", 0 }, { "rests_on", "rests on", 8 },
		{ "id", "id", 0 },
	};
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array(), head = value_object();
	struct shipped_data data;
	const struct catalog *c;
	struct floors f;
	struct slice subject;
	uint64_t known;
	int64_t at_ms;
	struct err *e = &r->trouble.err;
	TRY(given_subject(op_value(call, "for", 0), SUBJECT_BIT(SUBJECT_PRODUCT) |
	    SUBJECT_BIT(SUBJECT_RELEASE), "expected --for a product or release", &subject,
	    &r->trouble));
	TRY(known_open(call, &h, &known, &r->trouble));
	TRY(valid_read(call, &at_ms, &r->trouble));
	TRY(catalogues_known(&h, known, call->a, &data, e));
	TRY(clocks_catalog(&data, &c, e));
	TRY(floors_read(&h, subject, known, c, at_ms, call->a, &f, e));
	for (size_t i = 0; i < f.duty_count; i++)
		value_push(&b, &rows, floor_value(&b, subject, &f, &f.duties[i]));
	value_put(&b, &head, "subject", value_string(subject));
	value_put(&b, &head, "support_end", instant_value(&b, f.facts.support_end_ms));
	TRY(build_end(&b, e));
	if (!call->json)
		buf_add_text(&r->notes, "assay: dates to check, no legal advice; a later end of "
		    "support, or a further unit placed on the market, moves them out\n");
	return listing_print(call, r, "assay/clock-retention/1", "floors", columns, COUNT(columns),
	    &rows, &head, "no duty to keep or support in the catalogue");
}
