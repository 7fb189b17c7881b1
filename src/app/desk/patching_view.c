/* app/desk/patching_view.c - steps of patching, and what is lacking, as rows. See
 * app/desk/patching.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/patching.h"

#include "app/home/draft.h"

static void
put(struct build *b, struct value *v, const char *name, struct slice text)
{
	value_put(b, v, name, text.len > 0 ? value_string(text) : value_null());
}

static void
put_id(struct build *b, struct value *v, struct slice subject, const char *word,
    struct slice more)
{
	struct slice id = SLICE("");
	if (!arena_format(b->a, &id, "%.*s|%s%s%.*s", SLICE_FMT(subject), word,
	    more.len > 0 ? "|" : "", SLICE_FMT(more)))
		b->broken = true;
	put(b, v, "id", id);
}

/* "critical 7, high 30": as a person says it. */
static void
put_days(struct build *b, struct value *v, const struct patch_doing *d)
{
	static const char *const names[] = { "critical", "high", "medium", "low" };
	struct slice words = SLICE("");
	for (size_t i = 0; i < PATCH_SEVERITIES; i++) {
		bool said = d->days[i] != PATCH_UNSTATED;
		value_put(b, v, names[i], said ? value_number(b, d->days[i]) : value_null());
		if (said && !arena_format(b->a, &words, "%.*s%s%s %lld", SLICE_FMT(words),
		    words.len > 0 ? ", " : "", names[i], (long long)d->days[i]))
			b->broken = true;
	}
	put(b, v, "within_days", words);
}

static void
put_findings(struct build *b, struct value *v, const struct patching *p, enum patch_step s)
{
	struct value list = value_array();
	for (size_t i = 0; i < p->fault_count; i++)
		if (p->faults[i].step == s || p->faults[i].step == PATCH_STEPS)
			value_push(b, &list, value_string(slice_of(finding_name(
			    p->faults[i].id))));
	value_put(b, v, "findings", list);
}

/* The policy that names it; null where none does. */
static const struct patch_policy *
policy_in(const struct patching *p, struct slice id)
{
	for (size_t i = 0; i < p->policy_count; i++)
		if (slice_eq(p->policies[i].id, id))
			return &p->policies[i];
	return NULL;
}

static void
put_policy(struct build *b, struct value *v, const struct patch_policy *p)
{
	static const struct patch_policy none = { .approved_ms = TIME_UNKNOWN,
	    .review_ms = TIME_UNKNOWN, .holds_ms = TIME_UNKNOWN };
	p = p == NULL ? &none : p;
	put(b, v, "policy", p->id);
	put(b, v, "policy_of", p->subject);
	put(b, v, "approved_by", p->approved_by);
	value_put(b, v, "approved", instant_value(b, p->approved_ms));
	value_put(b, v, "review", instant_value(b, p->review_ms));
	value_put(b, v, "holds_until", instant_value(b, p->holds_ms));
	put(b, v, "issuer", p->issuer);
	put(b, v, "document", p->document);
	put(b, v, "policy_source", p->source);
}

struct value
patch_step_value(struct build *b, const struct patching *p, enum patch_step s)
{
	static const struct patch_party nobody = { .source = "" };
	const struct patch_doing *d = &p->steps[s];
	const struct patch_party *who = d->count > 0 ? &d->who[0] : &nobody;
	const struct patch_party *other = d->count > 1 ? &d->who[1] : &nobody;
	struct value v = value_object();
	put_id(b, &v, p->subject, patch_step_name(s), SLICE(""));
	put(b, &v, "subject", p->subject);
	put(b, &v, "step", slice_of(patch_step_name(s)));
	put(b, &v, "state", slice_of(d->count == 0 ? "unowned" : d->count == 1 ? "owned" :
	    "two_owners"));
	put(b, &v, "party", who->party);
	put(b, &v, "role", who->role);
	put(b, &v, "contact", who->contact);
	put(b, &v, "source", slice_of(who->source));
	put(b, &v, "stands_in", who->stands_in);
	put(b, &v, "other", other->party);
	put(b, &v, "other_source", slice_of(other->source));
	put(b, &v, "other_stands_in", other->stands_in);
	put_days(b, &v, d);
	const struct patch_policy *policy = policy_in(p, who->stands_in);
	put_policy(b, &v, policy == NULL && p->policy_count > 0 ? &p->policies[0] : policy);
	put_findings(b, &v, p, s);
	return v;
}

struct value
patch_fault_value(struct build *b, const struct patching *p, const struct patch_fault *f)
{
	struct value v = value_object();
	struct slice in = f->step == PATCH_STEPS ? f->in : SLICE("");
	const char *step = f->step == PATCH_STEPS ? "" : patch_step_name(f->step);
	put_id(b, &v, p->subject, finding_name(f->id), f->step == PATCH_STEPS ? in :
	    slice_of(step));
	put(b, &v, "subject", p->subject);
	put(b, &v, "step", slice_of(step));
	put(b, &v, "finding", slice_of(finding_name(f->id)));
	put(b, &v, "sentence", slice_of(finding_sentence(f->id)));
	put(b, &v, "stands_in", f->in);
	return v;
}
