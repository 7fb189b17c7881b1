/* event/event_rules.c - events against their type: subjects, references, bodies, and what one
 * member says about another. See event/event_int.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "event/event_int.h"

static const struct value *
get(const struct value *v, const char *name)
{
	return value_get(v, slice_of(name));
}

static struct slice
text(const struct value *v, const char *name)
{
	return value_text(get(v, name));
}

static bool
is_word(const struct value *v, const char *name, const char *word)
{
	return slice_eq(text(v, name), slice_of(word));
}

static struct rc
refuse(const struct value *v, const char *what, struct err *e)
{
	return fail(e, E_SCHEMA, v->at, what);
}

/* --- subjects, references, bodies ------------------------------------------------------------- */

static struct rc
check_subjects(const struct value *doc, const struct type_form *f, struct err *e)
{
	const struct value *list = get(doc, "subjects"), *data = get(doc, "data");
	if (list->count < f->subjects_min)
		return refuse(list, f->subjects_max == 1 ? "expected one subject" :
		    "expected a subject", e);
	if (f->subjects_max > 0 && list->count > f->subjects_max)
		return refuse(&list->items[f->subjects_max], "expected one subject", e);
	if (f->of != NULL && !slice_eq(list->items[0].text, text(data, f->of)))
		return refuse(&list->items[0], "expected the subject that data names", e);
	return DONE;
}

static bool
ref_fits(const struct ref_rule *r, const struct value *ref)
{
	return r->rel != NULL && is_word(ref, "rel", r->rel) &&
	    slice_eq(event_ref_prefix(text(ref, "id")), slice_of(r->prefix));
}

static struct rc
check_refs(const struct value *doc, const struct type_form *f, struct err *e)
{
	static const struct ref_rule everywhere = { "based_on", "evidence", "", 0, 0 };
	const struct value *list = get(doc, "refs");
	size_t found[TYPE_REFS_MAX] = {0};
	for (size_t i = 0; i < list->count; i++) {
		bool fits = ref_fits(&everywhere, &list->items[i]);
		for (size_t k = 0; k < TYPE_REFS_MAX; k++) {
			if (!ref_fits(&f->refs[k], &list->items[i]))
				continue;
			found[k]++;
			fits = f->refs[k].max == 0 || found[k] <= f->refs[k].max;
		}
		if (!fits)
			return refuse(&list->items[i], "this type has no such reference", e);
	}
	for (size_t k = 0; k < TYPE_REFS_MAX; k++)
		if (found[k] < f->refs[k].min)
			return refuse(list, f->refs[k].what, e);
	return DONE;
}

static struct rc
check_bodies(const struct value *doc, const struct type_form *f, struct err *e)
{
	const struct value *list = get(doc, "bodies");
	if (list->count < f->bodies_min)
		return refuse(list, "fewer bodies than this type has", e);
	if (list->count > f->bodies_max)
		return refuse(&list->items[f->bodies_max], "more bodies than this type has", e);
	for (size_t i = 0; i < list->count; i++)
		for (size_t k = 0; k < i; k++)
			if (slice_eq(text(&list->items[i], "sha256"), text(&list->items[k],
			    "sha256")))
				return refuse(&list->items[i], "a body stands twice", e);
	return DONE;
}

/* --- across members --------------------------------------------------------------------------- */

static struct rc
check_grant(const struct value *doc, const struct value *data, struct err *e)
{
	bool self = slice_eq(text(data, "actor"), text(doc, "actor"));
	if (self != is_word(data, "ground", "self-appointed"))
		return refuse(get(data, "ground"), self ?
		    "expected ground: self-appointed, for it is a grant to oneself" :
		    "ground is self-appointed and the actor is another", e);
	return DONE;
}

/* A body for what is kept; what is held or seen says so in the object of that name alone. */
static struct rc
check_holding(const struct value *doc, const struct value *data, struct err *e)
{
	static const char *const ways[] = { "held", "seen" };
	bool kept = is_word(data, "holding", "kept");
	const struct value *bodies = get(doc, "bodies");
	if ((bodies->count == 1) != kept)
		return refuse(bodies, kept ? "expected a body, for it is kept" :
		    "expected no body, for it is not kept", e);
	for (size_t i = 0; i < COUNT(ways); i++) {
		const struct value *v = get(data, ways[i]);
		if ((v->kind == VALUE_OBJECT) != is_word(data, "holding", ways[i]))
			return refuse(v, "held and seen are what holding says, and else null", e);
	}
	return DONE;
}

static struct rc
check_other_evidence(const struct value *doc, struct err *e)
{
	const struct value *refs = get(doc, "refs");
	struct slice about = {0};
	for (size_t i = 0; i < refs->count; i++) {
		if (is_word(&refs->items[i], "rel", "about"))
			about = text(&refs->items[i], "id");
		if (is_word(&refs->items[i], "rel", "supersedes") &&
		    slice_eq(text(&refs->items[i], "id"), about))
			return refuse(&refs->items[i], "nothing takes its own place", e);
	}
	return DONE;
}

static struct rc
check_request(const struct value *data, struct err *e)
{
	bool criterion = text(data, "criterion").len > 0;
	if (criterion == (text(data, "requirement").len > 0))
		return refuse(get(data, "requirement"),
		    "expected exactly one of criterion and requirement", e);
	return DONE;
}

/* --- decisions -------------------------------------------------------------------------------- */

static struct rc
expect_body(const struct value *bodies, size_t i, struct slice digest, struct err *e)
{
	if (!slice_eq(text(&bodies->items[i], "sha256"), digest))
		return refuse(&bodies->items[i], "not the body that data names in this place", e);
	return DONE;
}

static struct rc
check_decision_bodies(const struct value *doc, const struct value *data, struct err *e)
{
	const struct value *bodies = get(doc, "bodies"), *catalogues = get(data, "catalogues");
	bool backdated = get(data, "backdated")->kind == VALUE_TRUE;
	if (bodies->count != 3 + catalogues->count + (backdated ? 1 : 0))
		return refuse(bodies, "expected case, assessment, criteria, each catalogue, and "
		    "with backdating one assessment more", e);
	TRY(expect_body(bodies, 0, text(data, "case"), e));
	TRY(expect_body(bodies, 1, text(data, "assessment"), e));
	TRY(expect_body(bodies, 2, text(get(data, "criteria"), "digest"), e));
	for (size_t i = 0; i < catalogues->count; i++)
		TRY(expect_body(bodies, 3 + i, catalogues->items[i].text, e));
	return DONE;
}

static struct rc
check_decision(const struct value *doc, const struct value *data, struct err *e)
{
	static const char *const both[] = { "on_behalf_of", "paper" };
	bool paper = is_word(data, "identity", "paper");
	for (size_t i = 0; i < COUNT(both); i++)
		if ((text(data, both[i]).len > 0) != paper)
			return refuse(get(data, both[i]), paper ?
			    "a decision from paper names the person and the paper" :
			    "only a decision from paper is on behalf of another", e);
	return check_decision_bodies(doc, data, e);
}

/* --- clocks and requests ---------------------------------------------------------------------- */

static bool
rests_on_evidence(const struct value *doc)
{
	const struct value *refs = get(doc, "refs");
	for (size_t i = 0; i < refs->count; i++)
		if (is_word(&refs->items[i], "rel", "based_on"))
			return true;
	return false;
}

/* What was delivered has a receipt. */
static struct rc
check_stop(const struct value *doc, const struct value *data, struct err *e)
{
	if (is_word(data, "why", "delivered") && !rests_on_evidence(doc))
		return refuse(get(doc, "refs"), "expected references: based_on evidence, the "
		    "receipt", e);
	return DONE;
}

/* Evidence, or why there is none. */
static struct rc
check_answer(const struct value *doc, const struct value *data, struct err *e)
{
	if ((text(data, "refused").len > 0) == rests_on_evidence(doc))
		return refuse(get(data, "refused"), "expected evidence that answers, or why it is "
		    "refused, and not both", e);
	return DONE;
}

struct rc
event_check_rules(const struct value *doc, enum event_type t, struct err *e)
{
	const struct value *data = get(doc, "data");
	switch (t) {
	case EVENT_ROLE_GRANTED:
		return check_grant(doc, data, e);
	case EVENT_EVIDENCE_ADDED:
		return check_holding(doc, data, e);
	case EVENT_EVIDENCE_SUPERSEDED:
		return check_other_evidence(doc, e);
	case EVENT_EXCEPTION_REQUESTED:
		return check_request(data, e);
	case EVENT_DECISION_MADE:
		return check_decision(doc, data, e);
	case EVENT_CLOCK_STOPPED:
		return check_stop(doc, data, e);
	case EVENT_REQUEST_ANSWERED:
		return check_answer(doc, data, e);
	default:
		return DONE;
	}
}

struct rc
event_check_whole(const struct value *doc, struct err *e)
{
	return shape_check(&event_shape, doc, e);
}

struct rc
event_check_type(const struct value *doc, enum event_type t, struct err *e)
{
	const struct type_form *f = event_form(t);
	if (f->data == NULL)
		return fail(e, E_UNVERIFIABLE, get(doc, "type")->at,
		    "a type that is reserved for a later program");
	TRY(shape_check(f->data, get(doc, "data"), e));
	TRY(check_subjects(doc, f, e));
	TRY(check_refs(doc, f, e));
	TRY(check_bodies(doc, f, e));
	return event_check_rules(doc, t, e);
}
