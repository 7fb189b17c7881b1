/* app/register/register_read.c - a register in YAML or JSON. See app/register/register.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/anchor_file.h"
#include "app/home/event_words.h"
#include "app/inspect/maps.h"
#include "app/register/register.h"
#include "base/limits.h"
#include "base/time.h"
#include "codec/json.h"

/* An object of a register: a document on its way. e: of the trouble. */
struct reading_of {
	struct slice	 text, file, folder;
	struct saids	*out;
	struct trouble	*t;
	struct arena	*a;
};

struct rc
saids_add(struct saids *s, const struct said *one, struct err *e)
{
	void *list = s->at;
	if (s->count == APPEND_MAX)
		return fail(e, E_LIMIT, 0, "more than 20,000 entries at once; split the register");
	if (!arena_grow(s->a, &list, &s->cap, s->count, sizeof(struct said)))
		return arena_failed(s->a, e);
	s->at = list;
	s->at[s->count++] = *one;
	return DONE;
}

static struct rc
refuse(struct reading_of *d, const struct value *v, const char *what)
{
	return fail(&d->t->err, E_SCHEMA, v->at, what);
}

/* --- texts and subjects ----------------------------------------------------------------------- */

/* As events hold it. */
static bool
is_text(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((s.at[i] < 0x20 && s.at[i] != '\n' && s.at[i] != '\t') || s.at[i] == 0x7f)
			return false;
	return true;
}

static bool
is_word(struct slice s)
{
	bool good = s.len > 0 && s.at[0] >= 'a' && s.at[0] <= 'z';
	for (size_t i = 0; i < s.len; i++)
		good = good && ((s.at[i] >= 'a' && s.at[i] <= 'z') ||
		    (s.at[i] >= '0' && s.at[i] <= '9') || s.at[i] == '_');
	return good;
}

/* kinds: SUBJECT_BIT, 0 for any. */
static struct rc
read_subject(struct reading_of *d, const struct value *v, unsigned kinds, const char *what,
    struct slice *out)
{
	struct subject s;
	*out = value_text(v);
	if (v->kind == VALUE_STRING && !failed(subject_parse(*out, &s, NULL)) &&
	    (kinds == 0 || (kinds & 1u << s.kind) != 0))
		return DONE;
	return refuse(d, v, what);
}

/* Any scalar that YAML read as a number was meant as a text by whoever left the quotes out: which
 * digits it had is known, so it is taken; true, false and null are not. */
static struct rc
read_text(struct reading_of *d, const struct value *v, bool some, struct slice *out)
{
	*out = v->text;
	if ((v->kind != VALUE_STRING && v->kind != VALUE_NUMBER) || !is_text(v->text))
		return refuse(d, v, "expected a text without control characters");
	return v->text.len > 0 || !some ? DONE : refuse(d, v, "expected a text that is not empty");
}

static struct rc
may_text(struct reading_of *d, struct obj *o, const char *name, struct slice *out)
{
	const struct value *v = obj_any(o, name);
	*out = SLICE("");
	return v != NULL ? read_text(d, v, false, out) : DONE;
}

static struct rc
keep(struct reading_of *d, const struct value *v, const struct value **out)
{
	struct value *kept = ARENA_NEW(d->a, struct value);
	if (kept == NULL)
		return arena_failed(d->a, &d->t->err);
	*kept = *v;
	*out = kept;
	return DONE;
}

/* --- members of a subject --------------------------------------------------------------------- */

static struct rc
read_attributes(struct reading_of *d, const struct value *v, const struct value **out)
{
	struct build b = { .a = d->a };
	struct value list = value_object();
	if (v->kind != VALUE_OBJECT || v->count > 64)
		return refuse(d, v, "expected an object of at most 64 texts");
	for (size_t i = 0; i < v->count; i++) {
		struct slice text;
		if (!is_word(v->members[i].name))
			return fail(&d->t->err, E_SCHEMA, v->members[i].at,
			    "expected a name in lower_snake_case");
		TRY(read_text(d, &v->members[i].value, false, &text));
		value_put_slice(&b, &list, v->members[i].name, value_string(text));
	}
	TRY(build_end(&b, &d->t->err));
	return keep(d, &list, out);
}

/* Sorts, and refuses what stands there twice. */
static struct rc
sort_list(struct reading_of *d, const struct value *from, struct value *list,
    enum said_list which)
{
	return register_sort(which, list) ? DONE : refuse(d, from,
	    "the same stands in this list twice");
}

static struct rc
read_part_of(struct reading_of *d, const struct value *v, const struct value **out)
{
	struct build b = { .a = d->a };
	struct value list = value_array();
	for (size_t i = 0; i < v->count; i++) {
		struct slice s;
		TRY(read_subject(d, &v->items[i], 0, "expected a full subject", &s));
		value_push(&b, &list, value_string(s));
	}
	TRY(build_end(&b, &d->t->err));
	TRY(sort_list(d, v, &list, SAID_PART_OF));
	return keep(d, &list, out);
}

static struct rc
read_party(struct reading_of *d, const struct value *v, struct build *b, struct value *list)
{
	struct obj o = obj_open(v);
	struct value one = value_object();
	struct slice party;
	const struct value *named = obj_need(&o, "party", VALUE_STRING,
	    "expected party: a subject");
	const struct value *role = obj_need(&o, "role", VALUE_STRING, "expected role: a word");
	TRY(obj_end(&o, &d->t->err));
	TRY(read_subject(d, named, 0, "expected a subject, e.g. party:acme", &party));
	if (!is_word(role->text))
		return refuse(d, role, "expected a word in lower_snake_case, e.g. manufacturer");
	value_put(b, &one, "party", value_string(party));
	value_put(b, &one, "role", value_string(role->text));
	value_push(b, list, one);
	return DONE;
}

static struct rc
read_parties(struct reading_of *d, const struct value *v, const struct value **out)
{
	struct build b = { .a = d->a };
	struct value list = value_array();
	for (size_t i = 0; i < v->count; i++)
		TRY(read_party(d, &v->items[i], &b, &list));
	TRY(build_end(&b, &d->t->err));
	TRY(sort_list(d, v, &list, SAID_PARTIES));
	return keep(d, &list, out);
}

/* party: who gives the name; without it the organisation of the subject. */
static struct rc
read_alias(struct reading_of *d, const struct value *v, struct slice own, struct build *b,
    struct value *list)
{
	struct obj o = obj_open(v);
	struct value one = value_object();
	struct slice text, party = own;
	const struct value *scheme = obj_need(&o, "scheme", VALUE_STRING, "expected scheme: sap, "
	    "tag, mac, article, purl, cpe, model, sku or hash");
	const struct value *named = obj_any(&o, "text");
	const struct value *by = obj_any(&o, "party");
	TRY(obj_end(&o, &d->t->err));
	if (named == NULL)
		return refuse(d, v, "expected text: the name in this scheme");
	TRY(read_text(d, named, true, &text));
	if (by != NULL)
		TRY(read_subject(d, by, 1u << SUBJECT_PARTY, "expected party:ORG", &party));
	value_put(b, &one, "party", value_string(party));
	value_put(b, &one, "scheme", value_string(scheme->text));
	value_put(b, &one, "text", value_string(text));
	value_push(b, list, one);
	return DONE;
}

static struct rc
read_aliases(struct reading_of *d, const struct value *v, const struct subject *s,
    const struct value **out)
{
	struct build b = { .a = d->a };
	struct value list = value_array();
	struct slice own;
	if (!subject_make_party(d->a, s->org, &own))
		return arena_failed(d->a, &d->t->err);
	for (size_t i = 0; i < v->count; i++)
		TRY(read_alias(d, &v->items[i], own, &b, &list));
	TRY(build_end(&b, &d->t->err));
	TRY(sort_list(d, v, &list, SAID_ALIASES));
	return keep(d, &list, out);
}

/* --- one entry of each noun ------------------------------------------------------------------- */

static struct rc
place_of(struct reading_of *d, const struct value *v, struct said *out)
{
	unsigned line, column;
	text_place(d->text, v->at, &line, &column);
	out->file = d->file;
	return arena_format(d->a, &out->place, "%u:%u", line, column) ? DONE :
	    arena_failed(d->a, &d->t->err);
}

static struct rc
read_members(struct reading_of *d, struct obj *o, const struct subject *s, struct said *one)
{
	const struct value *title = obj_any(o, "title");
	const struct value *attributes = obj_any(o, "attributes");
	const struct value *part_of = obj_may(o, "part_of", VALUE_ARRAY, "expected part_of: a list "
	    "of subjects");
	const struct value *parties = obj_may(o, "parties", VALUE_ARRAY, "expected parties: a list "
	    "of {party, role}");
	const struct value *aliases = obj_may(o, "aliases", VALUE_ARRAY, "expected aliases: a list "
	    "of {scheme, text, party}");
	struct slice text;
	TRY(obj_end(o, &d->t->err));
	if (title != NULL) {
		TRY(read_text(d, title, false, &text));
		struct value v = value_string(text);
		TRY(keep(d, &v, &one->title));
	}
	if (attributes != NULL)
		TRY(read_attributes(d, attributes, &one->attributes));
	if (part_of != NULL)
		TRY(read_part_of(d, part_of, &one->part_of));
	if (parties != NULL)
		TRY(read_parties(d, parties, &one->parties));
	return aliases != NULL ? read_aliases(d, aliases, s, &one->aliases) : DONE;
}

/* A range of assets is one entry for each. */
static struct rc
read_thing(struct reading_of *d, const struct value *v, enum subject_kind kind)
{
	struct obj o = obj_open(v);
	struct said one = { .kind = SAID_SUBJECT };
	struct slice *each;
	struct subject s;
	size_t count;
	const struct value *id = obj_need(&o, "id", VALUE_STRING, "expected id: a full subject");
	if (id == NULL)
		return obj_end(&o, &d->t->err);
	struct rc expanded = subject_expand(id->text, d->a, &each, &count, NULL);
	if (expanded.code == E_NOMEM)
		return arena_failed(d->a, &d->t->err);
	if (failed(expanded) || failed(subject_parse(each[0], &s, NULL)) || s.kind != kind)
		return refuse(d, id, "expected a subject of the kind of this list, in its one "
		    "spelling (assay decode subject)");
	TRY(place_of(d, id, &one));
	TRY(read_members(d, &o, &s, &one));
	struct rc done = DONE;
	for (size_t i = 0; i < count && !failed(done); i++) {
		one.subject = each[i];
		done = saids_add(d->out, &one, &d->t->err);
	}
	if (failed(done))
		d->t->err.at = id->at;
	return done;
}

/* A file beside the register, or the key itself in PEM. */
static struct rc
read_key(struct reading_of *d, const struct value *v, struct slice *spki)
{
	struct anchor n;
	struct slice bytes = v->text, path;
	struct rc done;
	if (slice_find(v->text, SLICE("-----BEGIN"), 0) != SIZE_MAX) {
		struct err inner = {0};
		done = anchor_bytes_load(bytes, PURPOSE_RECORD, HOW_IN_PERSON, d->a, d->out->bag,
		    &n, &inner);
		if (failed(done))
			return fail(&d->t->err, E_SCHEMA, v->at, inner.what);
	} else {
		bool absolute = v->text.len > 0 && v->text.at[0] == '/';
		if (!arena_format(d->a, &path, "%.*s%.*s%c", absolute ? 0 : (int)d->folder.len,
		    d->folder.len > 0 ? (const char *)d->folder.at : "", SLICE_FMT(v->text), 0))
			return arena_failed(d->a, &d->t->err);
		TRY(anchor_file_load((const char *)path.at, PURPOSE_RECORD, HOW_IN_PERSON, d->a,
		    d->out->bag, &bytes, &n, d->t));
	}
	*spki = n.key.spki;
	return n.certificate == NULL && n.key.scheme == SCHEME_ED25519 ? DONE : refuse(d, v,
	    "expected an Ed25519 public key: a file of it, or its PEM text");
}

static const struct value *
need_text(struct obj *o, const char *name, const char *what)
{
	return obj_need(o, name, VALUE_STRING, what);
}

#define ACTOR_KINDS (1u << SUBJECT_PERSON | 1u << SUBJECT_AGENT)

static struct rc
read_actor(struct reading_of *d, const struct value *v, enum subject_kind kind)
{
	struct obj o = obj_open(v);
	struct said one = { .kind = SAID_ACTOR };
	struct subject s;
	(void)kind;
	const struct value *id = need_text(&o, "id", "expected id: person:ORG/NAME");
	const struct value *key = obj_may(&o, "key", VALUE_STRING, "expected key: a file, or PEM");
	const struct value *party = obj_any(&o, "party");
	TRY(obj_end(&o, &d->t->err));
	TRY(place_of(d, id, &one));
	TRY(read_subject(d, id, ACTOR_KINDS, "expected person:ORG/NAME or agent:ORG/NAME",
	    &one.subject));
	TRY(subject_parse(one.subject, &s, &d->t->err));
	if (party != NULL)
		TRY(read_subject(d, party, 1u << SUBJECT_PARTY, "expected party:ORG", &one.party));
	else if (!subject_make_party(d->a, s.org, &one.party))
		return arena_failed(d->a, &d->t->err);
	if (key != NULL)
		TRY(read_key(d, key, &one.spki));
	return saids_add(d->out, &one, &d->t->err);
}

static struct rc
read_instant(struct reading_of *d, const struct value *v, enum time_edge edge, int64_t *out)
{
	*out = TIME_UNKNOWN;
	if (v == NULL || v->kind == VALUE_NULL)
		return DONE;
	return v->kind == VALUE_STRING && v->text.len > 0 && !failed(time_parse(v->text, edge,
	    out, NULL)) ? DONE : refuse(d, v, "expected a date or an instant, e.g. 2026-06-30");
}

static struct rc
read_scope(struct reading_of *d, const struct value *v, struct said *one)
{
	size_t n = v != NULL ? v->count : 0;
	one->scope = ARENA_ARRAY(d->a, struct slice, n + 1);
	if (one->scope == NULL)
		return arena_failed(d->a, &d->t->err);
	for (; one->scope_count < n; one->scope_count++)
		TRY(read_subject(d, &v->items[one->scope_count], 0, "expected a full subject",
		    &one->scope[one->scope_count]));
	return DONE;
}

static struct rc
read_role(struct reading_of *d, const struct value *v, enum subject_kind kind)
{
	struct obj o = obj_open(v);
	struct said one = { .kind = SAID_ROLE };
	(void)kind;
	const struct value *actor = need_text(&o, "actor", "expected actor: person:ORG/NAME");
	const struct value *role = need_text(&o, "role", "expected role: administrator, recorder, "
	    "criteria_publisher, acceptance_authority, exception_approver, reviewer or auditor");
	const struct value *scope = obj_may(&o, "scope", VALUE_ARRAY, "expected scope: a list of "
	    "subjects");
	const struct value *from = obj_any(&o, "from"), *until = obj_any(&o, "until");
	TRY(may_text(d, &o, "ground", &one.text));
	TRY(obj_end(&o, &d->t->err));
	TRY(place_of(d, actor, &one));
	TRY(read_subject(d, actor, ACTOR_KINDS, "expected person:ORG/NAME or agent:ORG/NAME",
	    &one.subject));
	one.word = role->text;
	if (role_find(one.word) == 0)
		return refuse(d, role, "expected administrator, recorder, criteria_publisher, "
		    "acceptance_authority, exception_approver, reviewer or auditor");
	TRY(read_scope(d, scope, &one));
	TRY(read_instant(d, from, TIME_BEGINNING, &one.from_ms));
	TRY(read_instant(d, until, TIME_END, &one.until_ms));
	if (one.from_ms != TIME_UNKNOWN && one.until_ms != TIME_UNKNOWN &&
	    one.from_ms > one.until_ms)
		return refuse(d, until, "expected an end that is not before the beginning");
	return saids_add(d->out, &one, &d->t->err);
}

static bool
is_duty(struct slice word)
{
	static const char *const duties[] = { "produce", "verify", "review", "accept", "refresh",
	    "retain", "patch", "notify", "respond" };
	for (size_t i = 0; i < COUNT(duties); i++)
		if (slice_eq(word, slice_of(duties[i])))
			return true;
	return false;
}

static struct rc
read_responsibility(struct reading_of *d, const struct value *v, enum subject_kind kind)
{
	struct obj o = obj_open(v);
	struct said one = { .kind = SAID_RESPONSIBILITY };
	(void)kind;
	const struct value *subject = need_text(&o, "subject", "expected subject: a full subject");
	const struct value *duty = need_text(&o, "duty", "expected duty: produce, verify, review, "
	    "accept, refresh, retain, patch, notify or respond");
	const struct value *party = need_text(&o, "party", "expected party: a subject, or \"\" to "
	    "end what was set");
	TRY(may_text(d, &o, "stage", &one.stage));
	TRY(may_text(d, &o, "contact", &one.text));
	TRY(obj_end(&o, &d->t->err));
	TRY(place_of(d, subject, &one));
	TRY(read_subject(d, subject, 0, "expected a full subject", &one.subject));
	one.word = duty->text;
	if (!is_duty(one.word))
		return refuse(d, duty, "expected produce, verify, review, accept, refresh, retain, "
		    "patch, notify or respond");
	one.party = party->text;
	if (party->text.len > 0)
		TRY(read_subject(d, party, 0, "expected a subject, e.g. party:acme", &one.party));
	return saids_add(d->out, &one, &d->t->err);
}

/* --- the document ----------------------------------------------------------------------------- */

/* In the order in which they are written: what is referred to comes first. */
static const struct {
	const char		*name;
	enum subject_kind	 kind;
	struct rc		(*read)(struct reading_of *d, const struct value *v,
	    enum subject_kind kind);
} nouns[] = {
	{ "parties", SUBJECT_PARTY, read_thing }, { "sites", SUBJECT_SITE, read_thing },
	{ "systems", SUBJECT_SYSTEM, read_thing }, { "zones", SUBJECT_ZONE, read_thing },
	{ "processes", SUBJECT_PROCESS, read_thing }, { "services", SUBJECT_SERVICE, read_thing },
	{ "products", SUBJECT_PRODUCT, read_thing }, { "releases", SUBJECT_RELEASE, read_thing },
	{ "configurations", SUBJECT_CONFIGURATION, read_thing },
	{ "batches", SUBJECT_BATCH, read_thing }, { "deliveries", SUBJECT_DELIVERY, read_thing },
	{ "assets", SUBJECT_ASSET, read_thing }, { "actors", SUBJECT_PERSON, read_actor },
	{ "roles", SUBJECT_PERSON, read_role },
	{ "responsibilities", SUBJECT_PARTY, read_responsibility },
};

static struct rc
read_document(struct reading_of *d, const struct value *doc)
{
	struct obj o = obj_open(doc);
	const struct value *lists[COUNT(nouns)];
	const struct value *version = need_text(&o, "apiVersion", "expected apiVersion: assay/v1");
	const struct value *kind = need_text(&o, "kind", "expected kind: Register");
	for (size_t i = 0; i < COUNT(nouns); i++)
		lists[i] = obj_may(&o, nouns[i].name, VALUE_ARRAY, "expected a list");
	TRY(obj_end(&o, &d->t->err));
	if (!slice_eq(version->text, SLICE("assay/v1")))
		return refuse(d, version, "expected apiVersion: assay/v1");
	if (!slice_eq(kind->text, SLICE("Register")))
		return refuse(d, kind, "expected kind: Register");
	for (size_t i = 0; i < COUNT(nouns); i++)
		for (size_t k = 0; lists[i] != NULL && k < lists[i]->count; k++)
			TRY(nouns[i].read(d, &lists[i]->items[k], nouns[i].kind));
	return DONE;
}

struct rc
register_read(struct slice text, struct slice file, struct slice folder, struct saids *out,
    struct trouble *t)
{
	struct reading_of d = { text, file, folder, out, t, out->a };
	struct value doc;
	struct rc done = document_tree(text, d.a, &doc, &t->err);
	if (!failed(done))
		done = read_document(&d, &doc);
	if (failed(done) && t->file.len == 0) {	/* a key file has named itself */
		trouble_at_line(t, text, d.a);
		trouble_name(t, file);
	}
	return done;
}
