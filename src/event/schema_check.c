/* event/schema_check.c - a tree of values against a table of rules. See event/event_int.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/base64.h"
#include "codec/hex.h"
#include "codec/utf8.h"
#include "event/event_int.h"
#include "subject/subject.h"

/* SubjectPublicKeyInfo of an Ed25519 key: this, and 32 bytes. */
#define SPKI_HEAD SLICE("\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00")

/* --- texts ------------------------------------------------------------------------------------ */

/* Control characters but line feed and tab; the text is UTF-8. */
static bool
has_control(struct slice s)
{
	for (size_t i = 0; i < s.len;) {
		if (s.at[i] >= 0x20 && s.at[i] < 0x7f) {	/* most of any text */
			i++;
			continue;
		}
		uint32_t p = utf8_next(s, &i);
		if ((p < 0x20 && p != '\n' && p != '\t') || (p >= 0x7f && p < 0xa0))
			return true;
	}
	return false;
}

static bool
is_text(struct slice s)
{
	return utf8_valid(s) && !has_control(s);
}

/* lower_snake_case, or with another first letter 'A' the upper one. */
static bool
is_snake(struct slice s, uint8_t a)
{
	for (size_t i = 0; i < s.len; i++) {
		uint8_t c = s.at[i];
		bool letter = c >= a && c <= a + ('z' - 'a');
		if (!letter && (i == 0 || ((c < '0' || c > '9') && c != '_')))
			return false;
	}
	return s.len > 0;
}

/* Which of the words it is, or SIZE_MAX. */
static size_t
word_index(const char *words, struct slice s)
{
	struct slice all = slice_of(words);
	for (size_t at = 0, n = 0; at < all.len; n++) {
		size_t end = slice_find(all, SLICE(" "), at);
		struct slice one = slice_sub(all, at, end);
		if (slice_eq(one, s))
			return n;
		at += one.len + 1;
	}
	return SIZE_MAX;
}

static bool
is_subject(struct slice s, const char *kinds)
{
	struct subject parsed;
	return !failed(subject_parse(s, &parsed, NULL)) && (kinds == NULL ||
	    word_index(kinds, slice_of(subject_kind_name(parsed.kind))) != SIZE_MAX);
}

static bool
is_id(struct slice s, const char *prefix)
{
	struct slice p = slice_of(prefix);
	return slice_starts(s, p) && s.len > p.len && s.at[p.len] == ':' &&
	    hex_is_lower(slice_sub(s, p.len + 1, s.len), 64);
}

struct slice
event_ref_prefix(struct slice id)
{
	uint64_t number = 0;
	size_t colon = slice_find(id, SLICE(":"), 0), hash = slice_find(id, SLICE("#"), 0);
	struct slice prefix = slice_sub(id, 0, colon);
	bool condition = slice_eq(prefix, SLICE("condition"));
	if (colon == SIZE_MAX || !is_snake(prefix, 'a') || condition != (hash != SIZE_MAX) ||
	    !hex_is_lower(slice_sub(id, colon + 1, hash), 64))
		return (struct slice){0};
	if (condition && (!slice_to_u64(slice_sub(id, hash + 1, id.len), &number) || number == 0))
		return (struct slice){0};
	return prefix;
}

bool
event_is_instant(struct slice text, int64_t *ms)
{
	char shown[TIME_TEXT_BYTES];
	if (text.len != TIME_TEXT_BYTES - 1 || failed(time_parse(text, TIME_BEGINNING, ms, NULL)))
		return false;
	time_show(*ms, shown);
	return slice_eq(text, slice_of(shown));
}

static struct rc
check_key(struct slice text, bool *good, struct err *e)
{
	AUTO(arena) a = arena_init(KIB(1));
	struct slice der = {0};
	*good = false;
	if (text.len > 64)			/* 44 bytes are 60 characters */
		return DONE;
	struct rc done = base64_decode(text, BASE64_STANDARD, &a, &der, NULL);
	if (done.code == E_NOMEM)
		return fail(e, E_NOMEM, 0, "out of memory");
	*good = !failed(done) && slice_starts(der, SPKI_HEAD) &&
	    der.len == SPKI_HEAD.len + ED25519_PUBLIC_BYTES;
	return DONE;
}

static bool
is_string_of(const struct rule *r, struct slice s)
{
	int64_t ms;
	if (r->or_empty && s.len == 0)
		return true;
	switch (r->kind) {
	case RULE_TEXT:
		return is_text(s);
	case RULE_SOME:
		return s.len > 0 && is_text(s);
	case RULE_WORD:
		return r->words != NULL ? word_index(r->words, s) != SIZE_MAX : is_snake(s, 'a');
	case RULE_CODE:
		return is_snake(s, 'A');
	case RULE_INSTANT:
		return event_is_instant(s, &ms);
	case RULE_SUBJECT:
		return is_subject(s, r->words);
	case RULE_DIGEST:
		return is_id(s, "sha256");
	case RULE_SHA512:
		return hex_is_lower(s, 128);
	case RULE_ID:
		return is_id(s, r->words);
	case RULE_REF:
		return !slice_is_null(event_ref_prefix(s));
	default:
		BUG("event: a rule that is no rule of texts");
	}
}

/* --- lists ------------------------------------------------------------------------------------ */

/* By the members named, each a text. */
static int
by_members(const char *names, const struct value *left, const struct value *right)
{
	struct slice all = slice_of(names);
	int c = 0;
	for (size_t at = 0; at < all.len && c == 0;) {
		struct slice name = slice_sub(all, at, slice_find(all, SLICE(" "), at));
		c = slice_cmp(value_text(value_get(left, name)), value_text(value_get(right,
		    name)));
		at += name.len + 1;
	}
	return c;
}

static int
by_words(const char *words, const struct value *left, const struct value *right)
{
	size_t a = word_index(words, left->text), b = word_index(words, right->text);
	return a < b ? -1 : a > b ? 1 : 0;
}

static int
compare(const struct rule *r, const struct value *left, const struct value *right)
{
	return r->order == ORDER_BYTES ? slice_cmp(left->text, right->text) :
	    r->order == ORDER_WORDS ? by_words(r->element->words, left, right) :
	    by_members(r->by, left, right);
}

static struct rc check_value(const struct rule *r, const struct value *v, struct err *e);

static struct rc
check_list(const struct rule *r, const struct value *v, struct err *e)
{
	if (r->max > 0 && v->count > r->max)
		return fail(e, E_SCHEMA, v->at, r->what);
	for (size_t i = 0; i < v->count; i++) {
		TRY(check_value(r->element, &v->items[i], e));
		int c = i == 0 || r->order == ORDER_NONE ? -1 :
		    compare(r, &v->items[i - 1], &v->items[i]);
		if (c >= 0)
			return fail(e, E_SCHEMA, v->items[i].at, c > 0 ?
			    "not in the order of this form" :
			    "stands twice in a list of different things");
	}
	return DONE;
}

/* --- objects ---------------------------------------------------------------------------------- */

/* What was read off a document: a text, an integer, a boolean. */
static bool
is_read(const struct value *v)
{
	int64_t n;
	return v->kind == VALUE_TRUE || v->kind == VALUE_FALSE || value_int(v, &n) ||
	    (v->kind == VALUE_STRING && is_text(v->text));
}

static struct rc
check_read(const struct rule *r, const struct value *v, struct err *e)
{
	if (v->kind != VALUE_ARRAY)
		return is_read(v) ? DONE : fail(e, E_SCHEMA, v->at, r->what);
	for (size_t i = 0; i < v->count; i++)
		if (v->items[i].kind != VALUE_STRING || !is_text(v->items[i].text))
			return fail(e, E_SCHEMA, v->items[i].at, "expected a text");
	return DONE;
}

static struct rc
check_open(const struct rule *r, const struct value *v, struct err *e)
{
	if (v->count > r->max)
		return fail(e, E_SCHEMA, v->at, r->what);
	for (size_t i = 0; i < v->count; i++) {
		const struct member *m = &v->members[i];
		if (!is_snake(m->name, 'a') || value_get(v, m->name) != &m->value)
			return fail(e, E_SCHEMA, m->at, "expected a name in lower_snake_case");
		if (r->kind == RULE_READ)
			TRY(check_read(r, &m->value, e));
		else if (m->value.kind != VALUE_STRING || !is_text(m->value.text))
			return fail(e, E_SCHEMA, m->value.at, r->what);
	}
	return DONE;
}

struct rc
shape_check(const struct shape *s, const struct value *v, struct err *e)
{
	struct obj o = obj_open(v);
	for (size_t i = 0; i < s->count && o.err.code == OK; i++) {
		const struct value *m = obj_any(&o, s->rules[i].name);
		if (m == NULL)
			obj_fail(&o, v->at, s->rules[i].what);
		else if (failed(check_value(&s->rules[i], m, &o.err)))
			break;
	}
	return obj_end(&o, e);
}

/* --- values ----------------------------------------------------------------------------------- */

static bool
is_kind(const struct rule *r, const struct value *v)
{
	int64_t n;
	switch (r->kind) {
	case RULE_SIZE:
		return value_int(v, &n) && n >= 0;
	case RULE_BOOL:
		return v->kind == VALUE_TRUE || v->kind == VALUE_FALSE;
	case RULE_OBJECT:
	case RULE_DATA:
	case RULE_TEXTS:
	case RULE_READ:
		return v->kind == VALUE_OBJECT;
	case RULE_LIST:
		return v->kind == VALUE_ARRAY;
	case RULE_KEY:
		return v->kind == VALUE_STRING;
	default:
		return v->kind == VALUE_STRING && is_string_of(r, v->text);
	}
}

static struct rc
check_value(const struct rule *r, const struct value *v, struct err *e)
{
	bool good = true;
	if (r->or_null && v->kind == VALUE_NULL)
		return DONE;
	if (!is_kind(r, v))
		return fail(e, E_SCHEMA, v->at, r->what);
	if (r->kind == RULE_KEY)
		TRY(check_key(v->text, &good, e));
	if (!good)
		return fail(e, E_SCHEMA, v->at, r->what);
	if (r->kind == RULE_OBJECT)
		return shape_check(r->shape, v, e);
	if (r->kind == RULE_LIST)
		return check_list(r, v, e);
	return r->kind == RULE_TEXTS || r->kind == RULE_READ ? check_open(r, v, e) : DONE;
}
