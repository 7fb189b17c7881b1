/* app/ops/ops_decision_verify.c - `assay decision verify`: an exported folder, checked. See
 * app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/export/export_check.h"
#include "app/listing.h"
#include "base/limits.h"
#include "codec/utf8.h"

/* The kept forms and the list of files of a large batch. */
#define CHECK_ARENA_BYTES ((size_t)6 << 30)

struct tally { size_t of[LINK_UNKNOWN + 1]; };

static struct tally
count_up(const struct checking *c)
{
	struct tally t = {0};
	for (size_t i = 0; i < c->link_count; i++)
		t.of[c->links[i].state]++;
	return t;
}

static int
status_of(const struct tally *t)
{
	return t->of[LINK_BROKEN] > 0 ? code_status(E_VERIFY) :
	    t->of[LINK_DIFFERS] > 0 ? code_status(E_REPLAY) :
	    t->of[LINK_UNKNOWN] > 0 ? code_status(E_UNVERIFIABLE) : 0;
}

/* --- forms ------------------------------------------------------------------------------------ */

/* The lines of verify.py. */
static struct rc
say_text(const struct checking *c, const struct tally *t, struct op_result *r)
{
	for (size_t i = 0; i < c->link_count; i++) {
		const struct link *l = &c->links[i];
		buf_addf(&r->out, "%-14s  ", link_state_name(l->state));
		text_show(l->name, &r->out);
		if (l->why.len > 0)
			buf_add_text(&r->out, ": ");
		text_show(l->why, &r->out);
		buf_add_byte(&r->out, '\n');
	}
	buf_addf(&r->out, "\n%zu hold, %zu broken, %zu replay otherwise, %zu cannot be checked\n",
	    t->of[LINK_HOLDS], t->of[LINK_BROKEN], t->of[LINK_DIFFERS], t->of[LINK_UNKNOWN]);
	buf_add_text(&r->out, "No part of this shows that the log holds nothing else that bears on "
	    "the decision.\n");
	return buf_end(&r->out, &r->trouble.err);
}

static const char *
word_of(enum link_state s)
{
	static const char *const words[] = { "", "holds", "broken", "replay_differs",
	    "cannot_check" };
	return words[s];
}

static struct rc
say_listing(const struct op_call *call, const struct checking *c, const struct tally *t,
    struct op_result *r)
{
	static const struct column columns[] = { { "id", "link", 40 }, { "state", "state", 14 },
	    { "says", "says", 0 } };
	struct build b = { .a = c->a };
	struct value rows = value_array(), head = value_object();
	value_put(&b, &head, "decision", value_string(c->decision != NULL ? c->decision->name :
	    SLICE("")));
	value_put(&b, &head, "holds", value_number(&b, (int64_t)t->of[LINK_HOLDS]));
	value_put(&b, &head, "broken", value_number(&b, (int64_t)t->of[LINK_BROKEN]));
	value_put(&b, &head, "replay_differs", value_number(&b, (int64_t)t->of[LINK_DIFFERS]));
	value_put(&b, &head, "cannot_check", value_number(&b, (int64_t)t->of[LINK_UNKNOWN]));
	for (size_t i = 0; i < c->link_count; i++) {
		const struct link *l = &c->links[i];
		struct value row = value_object();
		value_put(&b, &row, "id", value_string(l->name));
		value_put(&b, &row, "state", value_string(slice_of(word_of(l->state))));
		value_put(&b, &row, "says", value_string(l->why.len > 0 ? l->why : SLICE("")));
		value_push(&b, &rows, row);
	}
	TRY(build_end(&b, &r->trouble.err));
	return listing_print(call, r, "assay/decision-verify/1", "links", columns, COUNT(columns),
	    &rows, &head, "there is nothing to check");
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct rc
verify_folder(const struct op_call *call, struct checking *c, struct op_result *r)
{
	c->verifier = op_value(call, "log", 0);
	c->outside = op_value(call, "checkpoint", 0);
	TRY(export_check(c, &r->trouble));
	const struct tally t = count_up(c);
	r->status = status_of(&t);
	return call->json || call->csv ? say_listing(call, c, &t, r) : say_text(c, &t, r);
}

struct rc
op_decision_verify(const struct op_call *call, struct op_result *r)
{
	AUTO(arena) a = arena_init(CHECK_ARENA_BYTES);
	struct checking *c = ARENA_NEW(call->a, struct checking);
	if (c == NULL)
		return arena_failed(call->a, &r->trouble.err);
	*c = checking_init(op_value(call, "DIR", 0), &a);
	struct rc done = verify_folder(call, c, r);
	checking_drop(c);
	return done;
}
