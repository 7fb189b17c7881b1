/* app/ops/ops_assess_diff.c - `assay assess SUBJECT --diff DECISION`: what changed since. See
 * app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/ops/ops_assess_diff.h"

#include "app/decision/changes.h"
#include "app/decision/decision_again.h"
#include "app/home/draft.h"
#include "app/listing.h"
#include "codec/jcs.h"
#include "codec/utf8.h"

/* --- for people ------------------------------------------------------------------------------- */

static void
put(struct buf *out, const struct value *v, const char *name)
{
	text_show(value_text(value_get(v, slice_of(name))), out);
}

static void
say_assets(const struct value *row, struct buf *out)
{
	const struct value *assets = value_get(row, SLICE("assets"));
	buf_add_text(out, ": ");
	text_show(value_text(&assets->items[0]), out);
	if (assets->count > 1)
		buf_addf(out, " and %zu more", assets->count - 1);
	buf_add_byte(out, '\n');
}

/* pass: "met"; accept_with_conditions: "accept with conditions". */
static void
put_word(struct buf *out, const struct value *v, const char *name)
{
	static const char *const verdicts[][2] = { { "pass", "met" }, { "fail", "not met" },
	    { "indeterminate", "cannot tell" } };
	struct slice s = value_text(value_get(v, slice_of(name)));
	for (size_t i = 0; i < COUNT(verdicts); i++)
		if (slice_eq(s, slice_of(verdicts[i][0])))
			s = slice_of(verdicts[i][1]);
	for (size_t i = 0; i < s.len; i++)
		buf_add_byte(out, s.at[i] == '_' ? ' ' : s.at[i]);
}

static void
say_change(const struct value *row, struct buf *out)
{
	put_word(out, row, "to");
	buf_add_text(out, ", was ");
	put_word(out, row, "from");
	say_assets(row, out);
}

static void
say_verdicts(const struct value *v, struct buf *out)
{
	const struct value *proposals = value_get(v, SLICE("proposals"));
	const struct value *verdicts = value_get(v, SLICE("verdicts"));
	for (size_t i = 0; i < proposals->count; i++) {
		buf_add_text(out, "  proposed now: ");
		say_change(&proposals->items[i], out);
	}
	for (size_t i = 0; i < verdicts->count; i++) {
		buf_add_text(out, "  ");
		put(out, &verdicts->items[i], "criterion");
		buf_add_text(out, ": ");
		say_change(&verdicts->items[i], out);
	}
}

static void
say_row(const struct value *row, char sign, struct buf *out)
{
	static const char *const members[] = { "criterion", "code", "kind", "subject", "evidence",
	    "place" };
	buf_addf(out, "  %c", sign);
	for (size_t i = 0; i < COUNT(members); i++) {
		struct slice s = value_text(value_get(row, slice_of(members[i])));
		if (s.len == 0)
			continue;
		buf_add_byte(out, ' ');
		text_show(s, out);
	}
	buf_add_byte(out, '\n');
}

static void
say_sides(const struct value *v, const char *name, const char *heading, struct buf *out)
{
	const struct value *sides = value_get(v, slice_of(name));
	const struct value *come = value_get(sides, SLICE("come"));
	const struct value *gone = value_get(sides, SLICE("gone"));
	if (come->count + gone->count > 0)
		buf_addf(out, "%s\n", heading);
	for (size_t i = 0; i < come->count; i++)
		say_row(&come->items[i], '+', out);
	for (size_t i = 0; i < gone->count; i++)
		say_row(&gone->items[i], '-', out);
}

static struct rc
say(const struct value *v, struct buf *out, struct err *e)
{
	bool same = value_get(v, SLICE("same"))->kind == VALUE_TRUE;
	put(out, v, "subject");
	buf_add_text(out, " since ");
	put(out, v, "decision");
	buf_add_text(out, " of ");
	put(out, value_get(v, SLICE("then")), "valid_at");
	buf_addf(out, "\n%s\n", same ? "The assessment is the same." :
	    "The assessment is another one.");
	say_verdicts(v, out);
	say_sides(v, "reasons", "Reasons that came (+) and went (-)", out);
	say_sides(v, "evidence", "Evidence that came (+) and went (-)", out);
	return buf_end(out, e);
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct value
side(struct build *b, const struct assessment *s, struct slice result_digest)
{
	struct value v = value_object();
	value_put(b, &v, "valid_at", instant_value(b, s->valid_at_ms));
	value_put(b, &v, "position", s->position_known ? value_number(b,
	    (int64_t)s->position_size) : value_null());
	value_put(b, &v, "proposal", value_string(slice_of(outcome_name(s->proposal))));
	value_put(b, &v, "result_digest", value_string(result_digest));
	return v;
}

static struct rc
compare(const struct op_call *call, const struct thing *d, const struct assessment *then,
    const struct assessed *x, struct value *v, struct err *e)
{
	static const char *const members[] = { "proposals", "verdicts", "reasons", "evidence" };
	struct build b = { .a = call->a };
	struct value changes;
	struct slice proposal = event_text(&d->event, "proposal");
	TRY(changes_between(then, &x->inspection.assessment, call->a, &changes, e));
	*v = value_object();
	value_put(&b, v, "schema", value_string(SLICE("assay/assess-diff/1")));
	value_put(&b, v, "decision", value_string(d->row.key));
	value_put(&b, v, "subject", value_string(d->event.subjects[0]));
	value_put(&b, v, "criteria", *value_get(&d->event.data, SLICE("criteria")));
	value_put(&b, v, "same", value_bool(slice_eq(proposal, x->inspection.result_digest)));
	value_put(&b, v, "then", side(&b, then, proposal));
	value_put(&b, v, "now", side(&b, &x->inspection.assessment, x->inspection.result_digest));
	for (size_t i = 0; i < COUNT(members); i++)
		value_put(&b, v, members[i], *value_get(&changes, slice_of(members[i])));
	return build_end(&b, e);
}

static struct rc
check_options(const struct op_call *call, struct trouble *t)
{
	static const char *const others[] = { "criteria", "criteria-file", "html", "case",
	    "assessment" };
	for (size_t i = 0; i < COUNT(others); i++)
		if (op_value(call, others[i], 0) != NULL)
			return trouble_in(t, others[i], fail(&t->err, E_USAGE, 0,
			    "this option does not go with --diff, which assesses by the decision's "
			    "own criteria"));
	return DONE;
}

struct rc
assess_diff(const struct op_call *call, struct home *h, struct question *q, struct op_result *r)
{
	AUTO(assessed) x = assessed_init();
	const char *id = op_value(call, "diff", 0), *subject = op_value(call, "SUBJECT", 0);
	struct trouble *t = &r->trouble;
	struct assessment then;
	struct thing d;
	struct slice full;
	struct value v;
	bool found;
	TRY(check_options(call, t));
	TRY(trouble_in(t, id, state_resolve(h->store, slice_of(id), "decision", STORE_OPEN, call->a,
	    &full, &t->err)));
	TRY(state_get(h->store, "decision", full, STORE_OPEN, call->a, &d, &found, &t->err));
	if (!slice_eq(d.event.subjects[0], slice_of(subject)))
		return trouble_in(t, id, fail(&t->err, E_USAGE, 0,
		    "this decision is on another subject"));
	TRY(trouble_in(t, id, decision_assessment(h, &d, call->a, &then, &t->err)));
	TRY(decision_assess(h, &d, q, call->a, &x, t));
	TRY(compare(call, &d, &then, &x, &v, &t->err));
	r->status = assessment_exit(&x.inspection.assessment);
	return call->json ? json_write_pretty(&v, &r->out, &t->err) : say(&v, &r->out, &t->err);
}
