/* app/ops/ops_certificate.c - `assay certificate add`, `certificate list` and `certificate check`.
 * See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/assess.h"
#include "app/desk/certificates.h"
#include "app/home/catalogues.h"
#include "app/home/draft.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "app/inspect/criteria_file.h"
#include "app/listing.h"
#include "app/ops/ops_evidence.h"
#include "base/limits.h"
#include "base/pool.h"
#include "codec/jcs.h"
#include "level/vector.h"

/* --- add -------------------------------------------------------------------------------------- */

/* A certificate is of something made, of how it is made, or of who makes it. */
static struct rc
check_subjects(const struct op_call *call, struct trouble *t)
{
	const unsigned allowed = SUBJECT_BIT(SUBJECT_PRODUCT) | SUBJECT_BIT(SUBJECT_RELEASE) |
	    SUBJECT_BIT(SUBJECT_PROCESS) | SUBJECT_BIT(SUBJECT_PARTY);
	struct slice unused;
	for (size_t i = 0; op_value(call, "for", i) != NULL; i++)
		TRY(given_subject(op_value(call, "for", i), allowed, "expected --for a product, "
		    "release or process, or the party that was certified", &unused, t));
	return DONE;
}

struct rc
op_certificate_add(const struct op_call *call, struct op_result *r)
{
	const char *word = op_value(call, "KIND", 0), *kind = certificate_kind(slice_of(word));
	if (kind == NULL)
		return trouble_in(&r->trouble, word, fail(&r->trouble.err, E_USAGE, 0,
		    "expected component, system, process, management_system, "
		    "evaluation_report, seller_declaration, eu_declaration or lookup"));
	TRY(check_subjects(call, &r->trouble));
	return evidence_write(call, kind, r);
}

/* --- list ------------------------------------------------------------------------------------- */

static struct slice
register_word(const struct kept_certificate *c)
{
	switch (c->in_register) {
	case REGISTER_NONE: return SLICE("no_certificate");
	case REGISTER_NOT_ASKED: return SLICE("not_looked_up");
	case REGISTER_STALE: return SLICE("stale");
	case REGISTER_VALID:
	case REGISTER_OTHER: return kept_text(c->lookup, "status");
	}
	BUG("no such state in a register");
}

/* A member of its predicate as it stands there; null where it has none. */
static void
put_as_is(struct build *b, struct value *row, const struct kept_record *k, const char *member)
{
	const struct value *v = value_get(&k->predicate, slice_of(member));
	value_put(b, row, member, v == NULL ? value_null() : *v);
}

static struct value
certificate_value(struct build *b, const struct kept_certificate *c)
{
	static const char *const members[] = { "scheme", "body", "number", "part", "edition",
	    "holder", "sites", "product", "models", "firmware", "hardware", "excluded", "level",
	    "maturity", "exclusions", "manufacturer", "seller", "legislation", "standards",
	    "certificate" };
	struct value row = value_object();
	value_put(b, &row, "id", value_string(c->record.id));
	value_put(b, &row, "kind", value_string(slice_of(c->kind)));
	for (size_t i = 0; i < COUNT(members); i++)
		put_as_is(b, &row, &c->record, members[i]);
	value_put(b, &row, "period", value_string(slice_of(certificate_period_name(c->period))));
	value_put(b, &row, "valid_from", instant_value(b, c->from_ms));
	value_put(b, &row, "valid_until", instant_value(b, c->until_ms));
	value_put(b, &row, "register", value_string(register_word(c)));
	value_put(b, &row, "looked_up", value_string(c->lookup == NULL ? SLICE("") :
	    kept_text(c->lookup, "looked_up")));
	value_put(b, &row, "looked_up_by", value_string(c->lookup == NULL ? SLICE("") :
	    kept_text(c->lookup, "looked_up_by")));
	value_put(b, &row, "where", value_string(c->lookup == NULL ? SLICE("") :
	    kept_text(c->lookup, "register")));
	return row;
}

static struct rc
read_subject(const struct op_call *call, struct slice *out, struct trouble *t)
{
	const char *text = op_value(call, "for", 0);
	*out = (struct slice){0};
	return text == NULL ? DONE : given_subject(text, 0, "expected --for a subject, e.g. "
	    "product:acme/ic-22", out, t);
}

struct rc
op_certificate_list(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = {
		{ "number", "number", 18 }, { "body", "body", 18 }, { "edition", "edition", 18 },
		{ "product", "product", 24 }, { "firmware", "firmware", 14 },
		{ "period", "period", 8 }, { "valid_until", "until", 24 },
		{ "register", "register", 14 }, { "looked_up", "looked up", 24 },
		{ "id", "id", 73 }, { "kind", "kind", 0 }, { "scheme", "scheme", 0 },
		{ "part", "part", 0 }, { "holder", "holder", 0 }, { "maturity", "maturity", 0 },
		{ "looked_up_by", "looked up by", 0 }, { "where", "where", 0 },
		{ "manufacturer", "manufacturer", 0 }, { "seller", "seller", 0 },
		{ "legislation", "legislation", 0 }, { "standards", "standards", 0 },
		{ "certificate", "certificate", 0 },
	};
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array();
	struct shipped_data data;
	struct kept_certificate *all;
	struct slice subject;
	size_t count;
	uint64_t known;
	int64_t at_ms;
	struct err *e = &r->trouble.err;
	TRY(read_subject(call, &subject, &r->trouble));
	TRY(known_open(call, &h, &known, &r->trouble));
	TRY(valid_read(call, &at_ms, &r->trouble));
	TRY(catalogues_known(&h, known, call->a, &data, e));
	TRY(certificates_find(&h, &data.kinds, subject, known, at_ms, call->a, &all, &count, e));
	for (size_t i = 0; i < count; i++)
		value_push(&b, &rows, certificate_value(&b, &all[i]));
	TRY(build_end(&b, e));
	return listing_print(call, r, "assay/certificate-list/1", "certificates", columns,
	    COUNT(columns), &rows, NULL,
	    "no certificate is kept; `assay certificate add` records one");
}

/* --- check ------------------------------------------------------------------------------------ */

struct checking {
	const struct op_call	*call;
	struct op_result	*r;
	struct build		 b;
	const char		*kind;
};

static struct value
need_of(struct checking *g, const char *kind, bool fresh)
{
	struct value need = value_object();
	value_put(&g->b, &need, "kind", value_string(slice_of(kind)));
	value_put(&g->b, &need, "unsigned", value_string(SLICE("allowed")));
	if (fresh)
		value_put(&g->b, &need, "not_older_than", value_string(SLICE("90d")));
	return need;
}

static void
put_texts(struct checking *g, struct value *params, const char *option)
{
	struct value list = value_array();
	for (size_t i = 0; op_value(g->call, option, i) != NULL; i++)
		value_push(&g->b, &list, value_string(slice_of(op_value(g->call, option, i))));
	if (list.count > 0)
		value_put(&g->b, params, option, list);
}

/* "2,2,2,1,2,1,3" as the check takes it: "FR1=2 FR2=2 ...". */
static struct rc
put_level(struct checking *g, struct value *params)
{
	const char *text = op_value(g->call, "level", 0);
	struct trouble *t = &g->r->trouble;
	unsigned n[LEVEL_FRS];
	struct slice level;
	struct value list = value_array();
	if (text == NULL)
		return DONE;
	if (!level_vector_parse(slice_of(text), n))
		return trouble_in(t, text, fail(&t->err, E_USAGE, 0, "expected --level: a number "
		    "for each of FR1 to FR7, e.g. 2,2,2,1,2,1,3"));
	if (!arena_format(g->call->a, &level, "FR1=%u FR2=%u FR3=%u FR4=%u FR5=%u FR6=%u FR7=%u",
	    n[0], n[1], n[2], n[3], n[4], n[5], n[6]))
		return arena_failed(g->call->a, &t->err);
	value_push(&g->b, &list, value_string(level));
	value_put(&g->b, params, "level", list);
	return DONE;
}

static struct rc
make_criteria(struct checking *g, struct value *doc)
{
	struct build *b = &g->b;
	struct value params = value_object(), check = value_object(), one = value_object();
	struct value list = value_array(), spec = value_object(), metadata = value_object();
	value_put(b, &params, "lookup", need_of(g, "certificate_lookup", true));
	put_texts(g, &params, "edition");
	put_texts(g, &params, "hardware");
	TRY(put_level(g, &params));
	value_put(b, &check, "certificate_covers", params);
	value_put(b, &one, "id", value_string(SLICE("certificate-covers")));
	value_put(b, &one, "area", value_string(SLICE("verification")));
	value_put(b, &one, "need", need_of(g, g->kind, false));
	value_put(b, &one, "check", check);
	value_push(b, &list, one);
	value_put(b, &spec, "decision", value_string(SLICE("product_acceptance")));
	value_put(b, &spec, "criteria", list);
	value_put(b, &metadata, "name", value_string(SLICE("certificate-check")));
	value_put(b, &metadata, "version", value_string(SLICE("1")));
	*doc = value_object();
	value_put(b, doc, "apiVersion", value_string(SLICE("assay/v1")));
	value_put(b, doc, "kind", value_string(SLICE("Criteria")));
	value_put(b, doc, "metadata", metadata);
	value_put(b, doc, "spec", spec);
	return build_end(b, &g->r->trouble.err);
}

/* What the options ask, as criteria that anybody could have written. */
static struct rc
load_criteria(struct checking *g, const struct kind_set *kinds, struct criteria_source *out)
{
	AUTO(buf) bytes = buf_init(DOCUMENT_BYTES_MAX);
	struct trouble *t = &g->r->trouble;
	struct criteria_file file;
	struct criteria_errors errors = {0};
	struct slice kept;
	struct value doc;
	TRY(make_criteria(g, &doc));
	TRY(jcs_write(&doc, &bytes, &t->err));
	TRY(buf_end(&bytes, &t->err));
	if (!arena_copy(g->call->a, buf_slice(&bytes), &kept))
		return arena_failed(g->call->a, &t->err);
	TRY(criteria_bytes_load(kept, SLICE("certificate check"), kinds, g->call->a, &file,
	    &errors, t));
	*out = (struct criteria_source){ .name = file.name, .text = file.bytes,
	    .digest = file.digest, .criteria = file.criteria };
	return DONE;
}

static struct slice
entry_of(const struct case_form *form, struct slice item)
{
	for (size_t i = 0; i < form->item_count; i++)
		if (slice_eq(form->items[i].id, item))
			return form->items[i].entry;
	return SLICE("");
}

static void
put_reasons(struct checking *g, struct value *v, const struct case_form *form,
    const struct criterion_result *result)
{
	struct value reasons = value_array(), used = value_array();
	for (size_t i = 0; i < result->reason_count; i++) {
		const struct reason *why = &result->reasons[i];
		struct value row = value_object();
		value_put(&g->b, &row, "finding", value_string(slice_of(finding_name(why->id))));
		value_put(&g->b, &row, "sentence", value_string(slice_of(finding_sentence(
		    why->id))));
		value_put(&g->b, &row, "evidence", value_string(entry_of(form, why->evidence)));
		value_put(&g->b, &row, "place", value_string(why->place.len > 0 ? why->place :
		    SLICE("")));
		value_push(&g->b, &reasons, row);
	}
	for (size_t i = 0; i < result->evidence_count; i++)
		value_push(&g->b, &used, value_string(entry_of(form, result->evidence[i])));
	value_put(&g->b, v, "reasons", reasons);
	value_put(&g->b, v, "evidence", used);
}

/* A reason in a line: its sentence, its word, and the item that it is about, where there is one. */
static void
reason_text(const struct value *row, struct buf *out)
{
	struct slice id = value_text(value_get(row, SLICE("evidence")));
	struct slice place = value_text(value_get(row, SLICE("place")));
	buf_addf(out, "  %.*s\n    %.*s", SLICE_FMT(value_text(value_get(row, SLICE("sentence")))),
	    SLICE_FMT(value_text(value_get(row, SLICE("finding")))));
	if (id.len > 0)
		buf_addf(out, "  %.*s", SLICE_FMT(id));
	if (place.len > 0)
		buf_addf(out, " %.*s", SLICE_FMT(place));
	buf_add_byte(out, '\n');
}

static void
check_text(const struct value *v, struct buf *out)
{
	const struct value *reasons = value_get(v, SLICE("reasons"));
	const struct value *used = value_get(v, SLICE("evidence"));
	struct slice level = value_text(value_get(v, SLICE("evidence_level")));
	bool system = slice_eq(value_text(value_get(v, SLICE("kind"))),
	    SLICE("certificate_system"));
	buf_addf(out, "%.*s is covered by a certificate of a %s: %.*s", SLICE_FMT(value_text(
	    value_get(v, SLICE("subject")))), system ? "system" : "component", SLICE_FMT(
	    value_text(value_get(v, SLICE("covers")))));
	if (level.len > 0)
		buf_addf(out, " (%.*s)", SLICE_FMT(level));
	buf_add_byte(out, '\n');
	for (size_t i = 0; i < reasons->count; i++)
		reason_text(&reasons->items[i], out);
	for (size_t i = 0; i < used->count; i++)
		buf_addf(out, "  looked at %.*s\n", SLICE_FMT(used->items[i].text));
}

static struct rc
print(struct checking *g, const struct question *q, const struct assessed *x)
{
	const struct assessment *s = &x->inspection.assessment;
	const struct criterion_result *result = &s->results[0];
	struct value v = value_object();
	if (s->result_count == 0)
		BUG("one criterion has one result at least");
	value_put(&g->b, &v, "subject", value_string(q->subject));
	value_put(&g->b, &v, "kind", value_string(slice_of(g->kind)));
	value_put(&g->b, &v, "covers", value_string(slice_of(verdict_shown(result->verdict))));
	value_put(&g->b, &v, "evidence_level", value_string(slice_of(level_name(
	    result->level.min))));
	put_reasons(g, &v, &x->inspection.form, result);
	TRY(build_end(&g->b, &g->r->trouble.err));
	g->r->status = result->verdict == VERDICT_PASS ? 0 : result->verdict == VERDICT_FAIL ? 1 :
	    3;
	if (g->call->json)
		return object_print(g->call, g->r, "assay/certificate-check/1", &v);
	check_text(&v, &g->r->out);
	return buf_end(&g->r->out, &g->r->trouble.err);
}

static struct rc
read_check(struct checking *g, struct home *h, struct question *q)
{
	const char *of = op_value(g->call, "of", 0), *text = op_value(g->call, "for", 0);
	struct trouble *t = &g->r->trouble;
	struct slice word = slice_of(of == NULL ? "component" : of);
	g->kind = certificate_kind(word);
	if (!slice_eq(word, SLICE("component")) && !slice_eq(word, SLICE("system")))
		return trouble_in(t, of, fail(&t->err, E_USAGE, 0,
		    "expected --of component or system"));
	*q = (struct question){ .threads = pool_default_threads(),
	    .valid_at_given = op_value(g->call, "valid-at", 0) != NULL };
	TRY(given_subject(text == NULL ? "" : text, SUBJECT_BIT(SUBJECT_RELEASE), "expected --for "
	    "a release: a certificate covers a version, e.g. release:acme/ic-22@5.4.2",
	    &q->subject, t));
	TRY(valid_read(g->call, &q->valid_at_ms, t));
	return known_open(g->call, h, &q->known, t);
}

static bool
is_listed(const struct value *list, struct slice one)
{
	for (size_t i = 0; i < list->count; i++)
		if (slice_eq(list->items[i].text, one))
			return true;
	return false;
}

/* Those of the catalogues in force, "iec62443-4-2:2019", and what certificates here are of besides:
 * of an edition whose rows nobody has, one may be kept all the same. */
static struct rc
known_editions(struct checking *g, struct home *h, const struct question *q,
    const struct shipped_data *data, struct value *out, struct err *e)
{
	const struct catalog_set *set = &data->catalogues;
	struct kept_certificate *all;
	struct slice text;
	size_t count;
	*out = value_array();
	for (size_t i = 0; i < set->count; i++) {
		if (set->at[i]->edition.len == 0)
			continue;
		if (!arena_format(g->call->a, &text, "%.*s:%.*s", SLICE_FMT(set->at[i]->name),
		    SLICE_FMT(set->at[i]->edition)))
			return arena_failed(g->call->a, e);
		value_push(&g->b, out, value_string(text));
	}
	TRY(certificates_find(h, &data->kinds, (struct slice){0}, q->known, q->valid_at_ms,
	    g->call->a, &all, &count, e));
	for (size_t i = 0; i < count; i++) {
		text = kept_text(&all[i].record, "edition");
		if (text.len > 0 && !is_listed(out, text))
			value_push(&g->b, out, value_string(text));
	}
	return build_end(&g->b, e);
}

static struct rc
refuse_edition(struct checking *g, const char *text, const struct value *known)
{
	struct trouble *t = &g->r->trouble;
	AUTO(buf) what = buf_init(KIB(64));
	struct slice kept;
	buf_add_text(&what, "no edition that is known here; expected one of ");
	for (size_t i = 0; i < known->count; i++)
		buf_addf(&what, "%s%.*s", i > 0 ? ", " : "", SLICE_FMT(known->items[i].text));
	buf_add_byte(&what, 0);
	TRY(buf_end(&what, &t->err));
	if (!arena_copy(g->call->a, buf_slice(&what), &kept))
		return arena_failed(g->call->a, &t->err);
	return trouble_in(t, text, fail(&t->err, E_USAGE, 0, (const char *)kept.at));
}

/* One that there is none of is met by no certificate, and would read as evidence lacking. */
static struct rc
check_editions(struct checking *g, struct home *h, const struct question *q,
    const struct shipped_data *data)
{
	struct value known;
	if (op_value(g->call, "edition", 0) == NULL)
		return DONE;
	TRY(known_editions(g, h, q, data, &known, &g->r->trouble.err));
	for (size_t i = 0; op_value(g->call, "edition", i) != NULL; i++)
		if (!is_listed(&known, slice_of(op_value(g->call, "edition", i))))
			return refuse_edition(g, op_value(g->call, "edition", i), &known);
	return DONE;
}

struct rc
op_certificate_check(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	AUTO(assessed) x = assessed_init();
	struct checking g = { .call = call, .r = r, .b = { .a = call->a } };
	struct criteria_source source;
	struct question q;
	TRY(read_check(&g, &h, &q));
	TRY(catalogues_known(&h, q.known, call->a, &x.data, &r->trouble.err));
	TRY(check_editions(&g, &h, &q, &x.data));
	TRY(load_criteria(&g, &x.data.kinds, &source));
	x.input.criteria = &source;
	TRY(assess_run(&q, &h, call->a, &x, &r->trouble));
	return print(&g, &q, &x);
}
