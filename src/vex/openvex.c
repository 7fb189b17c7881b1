/* vex/openvex.c - OpenVEX documents. See vex/openvex.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "vex/openvex.h"

#include "codec/hex.h"
#include "subject/subject.h"

#define CONTEXT "https://openvex.dev/ns"

struct run {
	struct reading			*r;
	struct build			 b;
	const struct intoto_statement	*around;
	struct slice			 above;
};

/* What one statement says, besides about which products. */
struct statement {
	struct slice	vulnerability, status, justification, place;
};

static const struct slice statuses[] = { SLICE_INIT("not_affected"), SLICE_INIT("affected"),
	SLICE_INIT("fixed"), SLICE_INIT("under_investigation") };
static const struct slice justifications[] = { SLICE_INIT("component_not_present"),
	SLICE_INIT("vulnerable_code_not_present"),
	SLICE_INIT("vulnerable_code_not_in_execute_path"),
	SLICE_INIT("vulnerable_code_cannot_be_controlled_by_adversary"),
	SLICE_INIT("inline_mitigations_already_exist") };

static bool
is_one_of(struct slice text, const struct slice *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (slice_eq(text, words[i]))
			return true;
	return false;
}

bool
openvex_handles(struct slice type)
{
	struct slice context = SLICE(CONTEXT);
	return slice_eq(type, context) ||
	    (slice_starts(type, context) && type.at[context.len] == '/');
}

/* --- products --------------------------------------------------------------------------------- */

static void
mention_name(struct run *run, struct slice name, struct slice place)
{
	struct subject s;
	if (slice_starts(name, SLICE("pkg:")))
		reading_mention(run->r, "purl", name, place);
	else if (!failed(subject_parse(name, &s, NULL)))
		reading_mention(run->r, "subject", name, place);
	else
		reading_mention(run->r, "product", name, place);
}

static void
state_status(struct run *run, const struct statement *s, struct slice product)
{
	struct value fact = value_object();
	value_put(&run->b, &fact, "vulnerability", value_string(s->vulnerability));
	value_put(&run->b, &fact, "status", value_string(s->status));
	if (product.len > 0)
		value_put(&run->b, &fact, "product", value_string(product));
	if (s->justification.len > 0)
		value_put(&run->b, &fact, "justification", value_string(s->justification));
	reading_fact(run->r, "status", (struct slice){0}, fact, s->place);
}

/* Digests that name the product's bytes: {"sha-256": "..."}; other algorithms name nothing. */
static struct rc
read_hashes(struct run *run, const struct value *hashes, struct slice place, struct err *e)
{
	struct slice digest;
	const struct value *v = value_get(hashes, SLICE("sha-256"));
	if (v == NULL)
		return DONE;
	if (!hex_is_lower(value_text(v), 64))
		return fail(e, E_SCHEMA, v->at, "expected sha-256: 64 lower-case hex digits");
	if (!arena_join(run->r->a, SLICE("sha256:"), v->text, &digest))
		return arena_failed(run->r->a, e);
	reading_mention(run->r, "digest", digest, place);
	return DONE;
}

/* An object with @id, identifiers or hashes; *name is what the status names. */
static struct rc
read_product_object(struct run *run, const struct value *v, struct slice place,
    struct slice *name, struct err *e)
{
	struct obj o = obj_open(v);
	*name = obj_may_text(&o, "@id", "expected @id: text");
	const struct value *ids = obj_may(&o, "identifiers", VALUE_OBJECT,
	    "expected identifiers: an object");
	const struct value *hashes = obj_may(&o, "hashes", VALUE_OBJECT,
	    "expected hashes: an object");
	obj_ignore_rest(&o);
	TRY(obj_end(&o, e));
	const struct value *purl = value_get(ids, SLICE("purl"));
	if (purl != NULL && value_text(purl).len == 0)
		return fail(e, E_SCHEMA, purl->at, "expected purl: text");
	if (name->len > 0 && purl != NULL && !slice_eq(purl->text, *name))
		reading_mention(run->r, "purl", purl->text, place);
	if (name->len == 0)
		*name = value_text(purl);
	if (name->len == 0 && (hashes == NULL || hashes->count == 0))
		return fail(e, E_SCHEMA, v->at, "a product without a name");
	return hashes != NULL ? read_hashes(run, hashes, place, e) : DONE;
}

/* A product that only a hash names: the fact must not look as if it named none. */
static struct rc
name_by_hash(struct run *run, const struct value *hashes, struct slice *name, struct err *e)
{
	struct slice algorithm = hashes->members[0].name;
	struct slice hex = value_text(&hashes->members[0].value);
	if (hex.len == 0)
		return fail(e, E_SCHEMA, hashes->members[0].value.at, "expected a hash: text");
	if (slice_eq(algorithm, SLICE("sha-256")))
		algorithm = SLICE("sha256");
	return arena_format(run->r->a, name, "%.*s:%.*s", SLICE_FMT(algorithm),
	    SLICE_FMT(hex)) ? DONE : arena_failed(run->r->a, e);
}

/* A text (v0.0.1) or an object. */
static struct rc
read_product(struct run *run, const struct value *v, const struct statement *s,
    struct slice place, struct err *e)
{
	struct slice name = value_text(v);
	if (v->kind != VALUE_STRING)
		TRY(read_product_object(run, v, place, &name, e));
	else if (name.len == 0)
		return fail(e, E_SCHEMA, v->at, "a product without a name");
	if (name.len > 0)
		mention_name(run, name, place);
	else
		TRY(name_by_hash(run, value_get(v, SLICE("hashes")), &name, e));
	state_status(run, s, name);
	return DONE;
}

/* Without products: those that the statement around is about; without one, it is said of nothing
 * in particular. */
static void
inherit(struct run *run, const struct statement *s)
{
	for (size_t i = 0; run->around != NULL && i < run->around->count; i++)
		state_status(run, s, run->around->subjects[i].name);
	if (run->around == NULL)
		state_status(run, s, (struct slice){0});
}

static struct rc
read_products(struct run *run, const struct value *list, const struct statement *s,
    struct err *e)
{
	for (size_t i = 0; list != NULL && i < list->count; i++) {
		struct slice place;
		if (!arena_format(run->r->a, &place, "%.*s/products/%zu", SLICE_FMT(s->place), i))
			return arena_failed(run->r->a, e);
		TRY(read_product(run, &list->items[i], s, place, e));
	}
	if (list == NULL || list->count == 0)
		inherit(run, s);
	return DONE;
}

/* --- statements ------------------------------------------------------------------------------- */

/* {"name": "CVE-..."}, or a text (v0.0.1). */
static struct slice
vulnerability_of(struct obj *o)
{
	static const char what[] = "expected vulnerability: an object with a name";
	const struct value *v = obj_any(o, "vulnerability");
	struct slice name = v != NULL && v->kind == VALUE_OBJECT ?
	    value_text(value_get(v, SLICE("name"))) : value_text(v);
	if (name.len == 0)
		obj_fail(o, v != NULL ? v->at : o->v->at, what);
	return name;
}

/* A status must be known, and those that excuse or warn must say why or what to do. */
static void
check_status(struct obj *o, const struct statement *s)
{
	bool impact = obj_may_text(o, "impact_statement",
	    "expected impact_statement: text").len > 0;
	bool action = obj_may_text(o, "action_statement",
	    "expected action_statement: text").len > 0;
	const struct value *status = value_get(o->v, SLICE("status"));
	const struct value *why = value_get(o->v, SLICE("justification"));
	if (o->err.code != OK)
		return;
	if (!is_one_of(s->status, statuses, COUNT(statuses)))
		obj_fail(o, status->at,
		    "expected status: not_affected, affected, fixed or under_investigation");
	if (why != NULL && !is_one_of(s->justification, justifications, COUNT(justifications)))
		obj_fail(o, why->at, "expected justification: one of the five of OpenVEX");
	if (slice_eq(s->status, SLICE("not_affected")) && why == NULL && !impact)
		obj_fail(o, status->at,
		    "not_affected needs a justification or an impact_statement");
	if (slice_eq(s->status, SLICE("affected")) && !action)
		obj_fail(o, status->at, "affected needs an action_statement");
}

static struct rc
read_statement(struct run *run, const struct value *v, struct slice place, struct err *e)
{
	struct statement s = { .place = place };
	struct obj o = obj_open(v);
	s.vulnerability = vulnerability_of(&o);
	s.status = obj_need_text(&o, "status", "expected status: text");
	s.justification = obj_may_text(&o, "justification", "expected justification: text");
	const struct value *products = obj_may(&o, "products", VALUE_ARRAY,
	    "expected products: a list");
	check_status(&o, &s);
	obj_ignore_rest(&o);
	TRY(obj_end(&o, e));
	return read_products(run, products, &s, e);
}

static struct rc
read_statements(struct run *run, const struct value *list, struct err *e)
{
	for (size_t i = 0; i < list->count; i++) {
		struct slice place;
		if (!arena_format(run->r->a, &place, "%.*s/statements/%zu",
		    SLICE_FMT(run->above), i))
			return arena_failed(run->r->a, e);
		TRY(read_statement(run, &list->items[i], place, e));
	}
	return DONE;
}

/* --- the document ----------------------------------------------------------------------------- */

/* An integer from 1; v0.0.1 wrote it as a text, or not at all. 0: not stated. */
static int64_t
version_of(struct obj *o, bool old)
{
	int64_t n = 0;
	uint64_t digits;
	const struct value *v = obj_any(o, "version");
	bool text = old && v != NULL && v->kind == VALUE_STRING &&
	    slice_to_u64(v->text, &digits) && digits <= INT32_MAX;
	if (v == NULL && old)
		return 0;
	if (text)
		n = (int64_t)digits;
	if ((!text && !value_int(v, &n)) || n < 1)
		obj_fail(o, v != NULL ? v->at : o->v->at,
		    "expected version: a whole number from 1");
	return n;
}

static int64_t
time_of(struct obj *o, const char *name, const char *what)
{
	int64_t ms = TIME_UNKNOWN;
	const struct value *v = obj_may(o, name, VALUE_STRING, what);
	if (v != NULL && failed(time_parse(v->text, TIME_BEGINNING, &ms, NULL)))
		obj_fail(o, v->at, what);
	return ms;
}

struct document {
	struct slice		 author;
	int64_t			 version, made_ms;
	const struct value	*statements;
};

static struct rc
read_members(const struct value *doc, struct document *out, struct err *e)
{
	struct document d;
	struct obj o = obj_open(doc);
	const struct value *context = obj_need(&o, "@context", VALUE_STRING,
	    "expected @context: " CONTEXT);
	if (context != NULL && !openvex_handles(context->text))
		obj_fail(&o, context->at, "expected @context: " CONTEXT);
	bool old = context == NULL || !slice_starts(context->text, SLICE(CONTEXT "/v0.2"));
	(void)obj_need_text(&o, "@id", "expected @id: text");	/* only that it is there */
	d.author = obj_need_text(&o, "author", "expected author: text");
	d.made_ms = time_of(&o, "timestamp", "expected timestamp: a time");
	if (d.made_ms == TIME_UNKNOWN)
		obj_fail(&o, doc->at, "expected timestamp: a time");
	int64_t updated = time_of(&o, "last_updated", "expected last_updated: a time");
	d.made_ms = updated > d.made_ms ? updated : d.made_ms;
	d.version = version_of(&o, old);
	d.statements = obj_need(&o, "statements", VALUE_ARRAY, "expected statements: a list");
	obj_ignore_rest(&o);
	TRY(obj_end(&o, e));
	*out = d;
	return DONE;
}

bool
openvex_looks_like(const struct value *doc)
{
	return openvex_handles(value_text(value_get(doc, SLICE("@context"))));
}

/* around: the statement whose predicate the document is, or null. above: goes before places. */
static struct rc
read_document(const struct value *doc, const struct intoto_statement *around,
    struct slice above, struct reading *r, struct err *e)
{
	struct run run = { r, { .a = r->a }, around, above };
	struct document d;
	TRY(read_members(doc, &d, e));
	TRY(read_statements(&run, d.statements, e));
	struct value fact = value_object();
	value_put(&run.b, &fact, "count", value_number(&run.b, (int64_t)d.statements->count));
	value_put(&run.b, &fact, "author", value_string(d.author));
	if (d.version > 0)
		value_put(&run.b, &fact, "version", value_number(&run.b, d.version));
	reading_fact(r, "statements", (struct slice){0}, fact, above);
	r->kind = SLICE("vex_statement");
	r->decoder = SLICE("openvex/1");
	r->why = SLICE("an OpenVEX document by its context");
	r->producer = d.author;
	r->made_ms = d.made_ms;
	if (!arena_format(r->a, &r->title, "%zu vulnerability statements by %.*s",
	    d.statements->count, SLICE_FMT(slice_sub(d.author, 0, 200))))
		return arena_failed(r->a, e);
	TRY(build_end(&run.b, e));
	return reading_end(r, e);
}

struct rc
openvex_read(const struct value *doc, struct reading *r, struct err *e)
{
	return read_document(doc, NULL, SLICE(""), r, e);
}

struct rc
openvex_read_predicate(const struct intoto_statement *s, struct reading *r, struct err *e)
{
	if (s->predicate == NULL)
		return fail(e, E_SCHEMA, 0, "expected predicate: an object");
	return read_document(s->predicate, s, SLICE("/predicate"), r, e);
}
