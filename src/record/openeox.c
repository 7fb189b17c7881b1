/* record/openeox.c - OpenEoX Core. See record/openeox.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "record/openeox.h"

#include "base/limits.h"
#include "base/time.h"
#include "codec/jcs.h"

const char *const openeox_names[OPENEOX_DATES] = {
	[OPENEOX_AVAILABILITY] = "general_availability", [OPENEOX_SALES] = "end_of_sales",
	[OPENEOX_SECURITY] = "end_of_security_support", [OPENEOX_LIFE] = "end_of_life",
};

static const char *const expected[OPENEOX_DATES] = {
	"expected general_availability: an RFC 3339 time or tba",
	"expected end_of_sales: an RFC 3339 time or tba",
	"expected end_of_security_support: an RFC 3339 time or tba",
	"expected end_of_life: an RFC 3339 time or tba",
};

/* The second is what the drafts of the specification had. */
static bool
is_schema(struct slice text)
{
	return slice_eq(text, SLICE(OPENEOX_SCHEMA)) ||
	    slice_eq(text, SLICE("https://docs.oasis-open.org/openeox/v1.0/schema/core.json"));
}

bool
openeox_looks_like(const struct value *doc)
{
	return is_schema(value_text(value_get(doc, SLICE("$schema"))));
}

/* RFC 3339 with a T, a zone, and Z in upper case; a date alone is none. */
static bool
read_time(struct slice text, int64_t *ms)
{
	if (text.len < 20 || text.at[10] != 'T' || text.at[text.len - 1] == 'z')
		return false;
	return !failed(time_parse(text, TIME_BEGINNING, ms, NULL));
}

static void
read_date(struct obj *o, enum openeox_date which, struct openeox *x)
{
	const char *name = openeox_names[which], *what = expected[which];
	bool required = which == OPENEOX_LIFE || which == OPENEOX_SECURITY;
	const struct value *v = required ? obj_need(o, name, VALUE_STRING, what) :
	    obj_may(o, name, VALUE_STRING, what);
	x->date[which].ms = TIME_UNKNOWN;
	if (v == NULL)
		return;
	x->date[which].tba = slice_eq(v->text, SLICE(OPENEOX_TBA));
	if (!x->date[which].tba && !read_time(v->text, &x->date[which].ms))
		obj_fail(o, v->at, what);
}

/* 7.1.1 and 7.1.3. *which: the member that contradicts another. */
static const char *
contradiction(const struct openeox *x, enum openeox_date *which)
{
	int64_t life = x->date[OPENEOX_LIFE].ms, begin = x->date[OPENEOX_AVAILABILITY].ms;
	for (size_t i = 0; i < OPENEOX_DATES; i++) {
		int64_t ms = x->date[i].ms;
		*which = OPENEOX_LIFE;
		if (ms != TIME_UNKNOWN && life != TIME_UNKNOWN && ms > life)
			return "end_of_life lies before another date";
		*which = OPENEOX_AVAILABILITY;
		if (ms != TIME_UNKNOWN && begin != TIME_UNKNOWN && ms < begin)
			return "general_availability lies behind another date";
	}
	return NULL;
}

struct rc
openeox_decode(const struct value *doc, struct openeox *out, struct err *e)
{
	struct openeox x = { .last_updated_ms = TIME_UNKNOWN };
	enum openeox_date which;
	struct obj o = obj_open(doc);
	const struct value *schema = obj_need(&o, "$schema", VALUE_STRING,
	    "expected $schema: that of OpenEoX Core 1.0");
	if (schema != NULL && !is_schema(schema->text))
		obj_fail(&o, schema->at, "expected $schema: that of OpenEoX Core 1.0");
	for (unsigned i = 0; i < OPENEOX_DATES; i++)
		read_date(&o, (enum openeox_date)i, &x);
	const struct value *updated = obj_need(&o, "last_updated", VALUE_STRING,
	    "expected last_updated: an RFC 3339 time");
	if (updated != NULL && !read_time(updated->text, &x.last_updated_ms))
		obj_fail(&o, updated->at, "expected last_updated: an RFC 3339 time");
	TRY(obj_end(&o, e));
	const char *what = contradiction(&x, &which);
	if (what != NULL)
		return fail(e, E_SCHEMA, value_get(doc, slice_of(openeox_names[which]))->at, what);
	*out = x;
	return DONE;
}

static struct value
time_value(struct build *b, int64_t ms)
{
	char text[TIME_TEXT_BYTES];
	struct slice kept = SLICE("");
	time_show(ms, text);
	if (!arena_copy(b->a, slice_of(text), &kept))
		b->broken = true;
	return value_string(kept);
}

struct rc
openeox_read(const struct value *doc, struct reading *r, struct err *e)
{
	struct openeox x;
	struct build b = { .a = r->a };
	struct value fact = value_object(), open = value_array();
	TRY(openeox_decode(doc, &x, e));
	for (size_t i = 0; i < OPENEOX_DATES; i++)
		if (x.date[i].tba)
			value_push(&b, &open, value_string(slice_of(openeox_names[i])));
		else if (x.date[i].ms != TIME_UNKNOWN)
			value_put(&b, &fact, openeox_names[i], time_value(&b, x.date[i].ms));
	if (open.count > 0)
		value_put(&b, &fact, "to_be_announced", open);
	reading_fact(r, "lifecycle", (struct slice){0}, fact, SLICE(""));
	r->kind = SLICE("eol_statement");
	r->decoder = SLICE("openeox/1");
	r->why = SLICE("JSON whose $schema is OpenEoX Core");
	r->title = SLICE("life cycle dates (OpenEoX Core)");
	r->made_ms = x.last_updated_ms;
	TRY(build_end(&b, e));
	return reading_end(r, e);
}

struct value
openeox_predicate(const struct openeox *x, struct build *b)
{
	struct value p = value_object();
	for (size_t i = 0; i < OPENEOX_DATES; i++)
		if (x->date[i].tba)
			value_put(b, &p, openeox_names[i], value_string(SLICE(OPENEOX_TBA)));
		else if (x->date[i].ms != TIME_UNKNOWN)
			value_put(b, &p, openeox_names[i], time_value(b, x->date[i].ms));
	value_put(b, &p, "issued", time_value(b, x->last_updated_ms));
	return p;
}

/* --- writing ---------------------------------------------------------------------------------- */

static struct rc
check(const struct openeox *x, struct err *e)
{
	enum openeox_date which;
	if (x->date[OPENEOX_LIFE].ms == TIME_UNKNOWN && !x->date[OPENEOX_LIFE].tba)
		return fail(e, E_USAGE, 0, "end_of_life is neither stated nor said to be "
		    "announced (tba), and OpenEoX requires it");
	if (x->date[OPENEOX_SECURITY].ms == TIME_UNKNOWN && !x->date[OPENEOX_SECURITY].tba)
		return fail(e, E_USAGE, 0, "end_of_security_support is neither stated nor said to "
		    "be announced (tba), and OpenEoX requires it");
	if (x->last_updated_ms == TIME_UNKNOWN)
		return fail(e, E_USAGE, 0, "nothing says when it was stated (last_updated)");
	const char *what = contradiction(x, &which);
	return what == NULL ? DONE : fail(e, E_USAGE, 0, what);
}

/* Members by name, as a library of the format sorts them. */
struct rc
openeox_write(const struct openeox *x, struct buf *out, struct err *e)
{
	static const enum openeox_date order[] = { OPENEOX_LIFE, OPENEOX_SALES, OPENEOX_SECURITY,
	    OPENEOX_AVAILABILITY };
	AUTO(arena) a = arena_init(KIB(64));
	struct build b = { .a = &a };
	struct value v = value_object();
	TRY(check(x, e));
	value_put(&b, &v, "$schema", value_string(SLICE(OPENEOX_SCHEMA)));
	for (size_t i = 0; i < COUNT(order); i++) {
		int64_t ms = x->date[order[i]].ms;
		if (x->date[order[i]].tba)
			value_put(&b, &v, openeox_names[order[i]], value_string(SLICE(
			    OPENEOX_TBA)));
		else if (ms != TIME_UNKNOWN)
			value_put(&b, &v, openeox_names[order[i]], time_value(&b, ms));
	}
	value_put(&b, &v, "last_updated", time_value(&b, x->last_updated_ms));
	TRY(build_end(&b, e));
	return json_write_pretty(&v, out, e);
}
