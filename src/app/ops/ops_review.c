/* app/ops/ops_review.c - `assay evidence review`: what a person read in evidence. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/catalogues.h"
#include "app/home/event_words.h"
#include "app/home/fact_words.h"
#include "app/home/linked.h"
#include "app/home/single.h"
#include "subject/subject.h"

#define DIMENSIONS "origin integrity freshness consistency scope binding completeness lifecycle"
#define RESULTS "pass fail indeterminate"

/* What is said about who read what. */
struct review {
	struct thing	evidence;
	struct slice	reader, transcribed_by, identity, relation, role, parts, result, method,
			reason, subject;
	int64_t		at_ms;
};

/* --- who read --------------------------------------------------------------------------------- */

/* kinds: words, or null: any. */
static struct rc
need_subject(struct single *x, const char *given, const char *kinds, const char *what,
    struct subject *out)
{
	if (!failed(subject_parse(slice_of(given), out, NULL)) &&
	    (kinds == NULL || single_is_word(slice_of(subject_kind_name(out->kind)), kinds)))
		return DONE;
	return trouble_in(&x->g.r->trouble, given, fail(&x->g.r->trouble.err, E_USAGE, 0, what));
}

/* Another's reading is only recorded from what he signed. */
static struct rc
read_reader(struct single *x, struct review *v, struct draft *d)
{
	const char *reader = op_value(x->g.call, "reader", 0);
	const char *paper = op_value(x->g.call, "on-paper", 0);
	const char *by = op_value(x->g.call, "transcribed-by", 0);
	struct trouble *t = &x->g.r->trouble;
	struct subject s;
	struct slice id;
	v->reader = reader != NULL ? slice_of(reader) : x->g.w.actor;
	if (reader != NULL)
		TRY(need_subject(x, reader, "person", "expected a person, e.g. person:acme/jane",
		    &s));
	if (!slice_starts(v->reader, SLICE("person:")))
		return fail(&t->err, E_USAGE, 0, "a program does not read: name who did with "
		    "--reader and what he signed with --on-paper");
	if (!slice_eq(v->reader, x->g.w.actor) && paper == NULL)
		return trouble_in(t, reader, fail(&t->err, E_USAGE, 0, "another's reading is "
		    "recorded from what he signed: name that evidence with --on-paper"));
	v->identity = slice_of(paper != NULL ? "paper" : x->g.w.method);
	if (paper != NULL) {
		TRY(single_resolve(x, paper, "evidence", &id));
		draft_ref(d, "based_on", id);
	}
	v->transcribed_by = slice_eq(v->reader, x->g.w.actor) ? SLICE("") : x->g.w.actor;
	if (by == NULL)
		return DONE;
	v->transcribed_by = slice_of(by);
	return need_subject(x, by, "person agent", "expected a person or an agent", &s);
}

/* A reader of the producer's own organisation is not independent of it, whatever he says. */
static struct rc
read_relation(struct single *x, struct review *v)
{
	struct subject producer, reader;
	struct trouble *t = &x->g.r->trouble;
	bool same = !failed(subject_parse(event_text(&v->evidence.event, "producer"), &producer,
	    NULL)) && !failed(subject_parse(v->reader, &reader, NULL)) &&
	    slice_eq(producer.org, reader.org);
	TRY(single_word(x, "relation", "none same_party contracted unknown",
	    "expected none, same_party, contracted or unknown", same ? "same_party" : "unknown",
	    &v->relation));
	if (same && slice_eq(v->relation, SLICE("none")))
		return trouble_in(t, "--relation", fail(&t->err, E_USAGE, 0, "the reader is of the "
		    "organisation that produced it; expected same_party"));
	return DONE;
}

static struct rc
read_instant(struct single *x, struct review *v)
{
	const char *given = op_value(x->g.call, "at", 0);
	struct trouble *t = &x->g.r->trouble;
	v->at_ms = x->g.w.now_ms;
	if (given == NULL)
		return DONE;
	TRY(trouble_in(t, given, words_instant(slice_of(given), TIME_BEGINNING, &v->at_ms,
	    &t->err)));
	if (v->at_ms == TIME_UNKNOWN || v->at_ms > x->g.w.now_ms)
		return trouble_in(t, given, fail(&t->err, E_USAGE, 0,
		    "expected an instant that has passed: when it was read"));
	return DONE;
}

/* --- what was found --------------------------------------------------------------------------- */

static struct rc
refuse_dimension(struct single *x, const char *given, const char *what)
{
	return trouble_in(&x->g.r->trouble, given, fail(&x->g.r->trouble.err, E_USAGE, 0, what));
}

/* "scope=pass". */
static struct rc
split_dimension(struct single *x, const struct review *v, const char *given, struct slice *name,
    struct slice *result)
{
	struct slice s = slice_of(given);
	size_t mark = slice_find(s, SLICE("="), 0);
	*name = slice_sub(s, 0, mark);
	*result = mark == SIZE_MAX ? SLICE("") : slice_sub(s, mark + 1, s.len);
	if (!single_is_word(*name, DIMENSIONS) || !single_is_word(*result, RESULTS))
		return refuse_dimension(x, given, "expected DIMENSION=RESULT: one of " DIMENSIONS
		    "; pass, fail or indeterminate");
	if (slice_eq(*result, SLICE("fail")) && slice_eq(v->result, SLICE("pass")))
		return refuse_dimension(x, given,
		    "a reading that fails in one dimension does not pass as a whole");
	return DONE;
}

/* In the order of the form: by name. */
static struct rc
put_dimensions(struct single *x, const struct review *v, struct draft *d)
{
	struct slice left = SLICE("binding completeness consistency freshness integrity lifecycle "
	    "origin scope"), name, result;
	struct value list = value_array();
	while (left.len > 0) {
		size_t end = slice_find(left, SLICE(" "), 0), count = 0;
		struct slice wanted = slice_sub(left, 0, end);
		left = end == SIZE_MAX ? SLICE("") : slice_sub(left, end + 1, left.len);
		for (size_t i = 0; op_value(x->g.call, "dimension", i) != NULL; i++) {
			const char *given = op_value(x->g.call, "dimension", i);
			struct value one = value_object();
			TRY(split_dimension(x, v, given, &name, &result));
			if (!slice_eq(name, wanted))
				continue;
			if (count++ > 0)
				return refuse_dimension(x, given,
				    "this dimension is given twice");
			value_put(&d->b, &one, "name", value_string(name));
			value_put(&d->b, &one, "result", value_string(result));
			value_push(&d->b, &list, one);
		}
	}
	draft_value(d, "dimensions", list);
	return DONE;
}

static struct rc
put_values(struct single *x, const struct review *v, struct draft *d)
{
	struct shipped_data data;
	struct value list;
	struct build b = { .a = x->g.call->a };	/* messages outlive the home */
	const struct event *e = &v->evidence.event;
	struct slice subject = v->subject.len > 0 ? v->subject : e->subject_count == 1 ?
	    e->subjects[0] : SLICE("");
	TRY(catalogues_known(&x->g.h, STORE_OPEN, &x->g.h.a, &data, &x->g.r->trouble.err));
	TRY(fact_words_read(x->g.call, "value", &data.kinds, event_text(e, "kind"), subject, &b,
	    &list, &x->g.r->trouble));
	draft_value(d, "values", list);
	return DONE;
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct rc
read_words(struct single *x, struct review *v)
{
	struct subject s;
	const char *subject = op_value(x->g.call, "subject", 0);
	TRY(single_word(x, "result", RESULTS, "expected pass, fail or indeterminate", NULL,
	    &v->result));
	TRY(single_word(x, "method", "read_by_a_person inspection laboratory call_back",
	    "expected read_by_a_person, inspection, laboratory or call_back", "read_by_a_person",
	    &v->method));
	TRY(single_need(x, "role", "expected the role in which it was read, e.g. quality",
	    &v->role));
	TRY(single_need(x, "parts", "expected what was read, e.g. 'pages 1 to 4'", &v->parts));
	TRY(single_need(x, "reason", "expected why it comes to this result", &v->reason));
	if (subject != NULL)
		TRY(need_subject(x, subject, NULL, "expected a full subject", &s));
	v->subject = slice_of(subject);
	return DONE;
}

/* The very same reading by the same actor: no second one is written. */
static struct rc
find_same(struct single *x, const struct review *v, const struct draft *d)
{
	struct thing *all;
	size_t count;
	TRY(linked_events(x->g.h.store, v->evidence.row.key, "about", EVENT_VERIFICATION_RECORDED,
	    STORE_OPEN, &x->g.h.a, &all, &count, &x->g.r->trouble.err));
	for (size_t i = 0; i < count && !x->existed; i++)
		TRY(single_same(x, &all[i].event, all[i].row.key, d));
	return DONE;
}

static struct rc
compose_review(struct single *x, void *context, struct draft *d)
{
	struct review v = {0};
	(void)context;
	*d = draft_init(EVENT_VERIFICATION_RECORDED, &x->g.h.a);
	TRY(single_thing(x, op_value(x->g.call, "ID", 0), "evidence", &v.evidence));
	TRY(read_words(x, &v));
	TRY(read_reader(x, &v, d));
	TRY(read_relation(x, &v));
	TRY(read_instant(x, &v));
	x->about = v.evidence.row.key;
	draft_ref(d, "about", x->about);
	for (size_t i = 0; i < v.evidence.event.subject_count; i++)
		draft_subject(d, v.evidence.event.subjects[i]);
	if (v.subject.len > 0)
		draft_subject(d, v.subject);
	draft_text(d, "method", v.method);
	draft_text(d, "reader", v.reader);
	draft_text(d, "role", v.role);
	draft_text(d, "relation", v.relation);
	draft_text(d, "parts", v.parts);
	draft_text(d, "result", v.result);
	TRY(put_dimensions(x, &v, d));
	TRY(put_values(x, &v, d));
	draft_text(d, "transcribed_by", v.transcribed_by);
	draft_instant(d, "at", v.at_ms);
	draft_text(d, "identity", v.identity);
	draft_text(d, "reason", v.reason);
	return find_same(x, &v, d);
}

struct rc
op_evidence_review(const struct op_call *call, struct op_result *r)
{
	AUTO(single) x = {0};
	TRY(single_run(call, r, &x, compose_review, NULL));
	return single_say(&x, "assay/evidence-review/1", "evidence");
}
