/* record/record.c - reads a record by the table of its kind. See record/record.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "record/record.h"

#include "base/buf.h"
#include "crypto/digest.h"
#include "record/record_int.h"
#include "subject/subject.h"

#define PREFIX "https://assay.invalid/evidence/"
#define REVISION "/1"

/* One run over one record. issued_ms: used where nothing was observed. */
struct run {
	const struct record_kind	*kind;
	struct reading			*r;
	struct build			 b;
	struct value			 fact, open;	/* open: names of what is "tba" */
	const struct value		*predicate;
	struct slice			 actor;		/* who a ROW_PRODUCER member names */
	int64_t				 issued_ms, event_ms;	/* event: the latest */
};

/* Where one object stands: its rows, what goes before its members in a place, its fact. */
struct level {
	const struct member_row	*rows;
	struct slice		 place;
	struct value		*fact;
};

static const struct record_kind *
kind_of(struct slice type)
{
	struct slice prefix = SLICE(PREFIX), revision = SLICE(REVISION);
	if (!slice_starts(type, prefix) || !slice_ends(type, revision) ||
	    type.len < prefix.len + revision.len)
		return NULL;
	struct slice name = slice_sub(type, prefix.len, type.len - revision.len);
	for (size_t i = 0; i < record_kind_count; i++)
		if (slice_eq(name, slice_of(record_kinds[i].kind)))
			return &record_kinds[i];
	return NULL;
}

bool
record_handles(struct slice predicate_type)
{
	return kind_of(predicate_type) != NULL;
}

static const struct member_row *
row_of(const struct member_row *rows, struct slice name)
{
	for (; rows->name != NULL; rows++)
		if (slice_eq(slice_of(rows->name), name))
			return rows;
	return NULL;
}

static struct rc
refuse(const struct value *v, const struct member_row *row, struct err *e)
{
	return fail(e, E_SCHEMA, v->at, row->what);
}

/* "/predicate/settings/a~1b" (RFC 6901). */
static struct rc
place_below(struct run *run, struct slice above, struct slice name, struct slice *out,
    struct err *e)
{
	AUTO(buf) b = buf_init(above.len + 1 + 2 * name.len);
	buf_add(&b, above);
	buf_add_byte(&b, '/');
	for (size_t i = 0; i < name.len; i++)
		if (name.at[i] == '~' || name.at[i] == '/')
			buf_add_text(&b, name.at[i] == '~' ? "~0" : "~1");
		else
			buf_add_byte(&b, name.at[i]);
	TRY(buf_end(&b, e));
	return arena_copy(run->r->a, buf_slice(&b), out) ? DONE : arena_failed(run->r->a, e);
}

static bool
is_subject(struct slice text)
{
	struct subject s;
	return !failed(subject_parse(text, &s, NULL));
}

/* The time in assay's form, as a text in the arena. */
static struct value
time_value(struct run *run, int64_t ms)
{
	char text[TIME_TEXT_BYTES];
	struct slice kept = SLICE("");
	time_show(ms, text);
	if (!arena_copy(run->r->a, (struct slice){ (const uint8_t *)text, TIME_TEXT_BYTES - 1 },
	    &kept))
		run->b.broken = true;
	return value_string(kept);
}

static void
keep_time(struct run *run, const struct member_row *row, int64_t ms)
{
	if ((row->flags & ROW_MADE) != 0)
		run->r->made_ms = ms;
	if ((row->flags & ROW_ISSUED) != 0)
		run->issued_ms = ms;
	if ((row->flags & ROW_EVENT) != 0 && ms > run->event_ms)
		run->event_ms = ms;
	if ((row->flags & ROW_VALID_FROM) != 0)
		run->r->valid_from_ms = ms;
	if ((row->flags & ROW_VALID_UNTIL) != 0)
		run->r->valid_until_ms = ms;
}

/* object: what holds the member, for the beginning that an end must not precede. */
static struct rc
read_time(struct run *run, const struct member_row *row, const struct value *object,
    const struct value *v, struct value *out, struct err *e)
{
	int64_t ms, begin;
	enum time_edge edge = row->type == MEMBER_FROM ? TIME_BEGINNING : TIME_END;
	if (v->kind != VALUE_STRING || failed(time_parse(v->text, edge, &ms, NULL)))
		return refuse(v, row, e);
	struct slice from = row->begins == NULL ? (struct slice){0} :
	    value_text(value_get(object, slice_of(row->begins)));
	if (from.len > 0 && !failed(time_parse(from, TIME_BEGINNING, &begin, NULL)) && begin > ms)
		return fail(e, E_SCHEMA, v->at, "ends before it begins");
	keep_time(run, row, ms);
	*out = time_value(run, ms);
	return DONE;
}

static bool
one_of(const struct value *v, struct slice a, struct slice b)
{
	return slice_eq(value_text(v), a) || slice_eq(value_text(v), b);
}

static bool
is_challenge(struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		uint8_t c = text.at[i];
		if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F'))
			return false;
	}
	return text.len >= 32 && text.len <= 128 && text.len % 2 == 0;
}

static bool
is_word_of(struct slice text, const char *words)
{
	struct slice rest = slice_of(words);
	while (rest.len > 0) {
		size_t end = slice_find(rest, SLICE(" "), 0);
		if (slice_eq(text, slice_sub(rest, 0, end == SIZE_MAX ? rest.len : end)))
			return true;
		rest = slice_sub(rest, end == SIZE_MAX ? rest.len : end + 1, rest.len);
	}
	return false;
}

/* Every text member that is not refused makes the mention that its row names. */
static struct rc
read_text(struct run *run, const struct member_row *row, const struct value *v,
    struct slice place, struct value *out, struct err *e)
{
	struct digest d;
	bool subject = (row->type == MEMBER_SUBJECT || row->type == MEMBER_NAMED) &&
	    is_subject(value_text(v));
	bool digest = digest_parse(value_text(v), &d);
	if (value_text(v).len == 0 || (row->type == MEMBER_SUBJECT && !subject) ||
	    (row->type == MEMBER_DIGEST && !digest) ||
	    (row->type == MEMBER_CHALLENGE && !is_challenge(v->text)) ||
	    (row->type == MEMBER_WORD && !is_word_of(v->text, row->words)) ||
	    (row->type == MEMBER_OK && !one_of(v, SLICE("ok"), SLICE("not_ok"))) ||
	    (row->type == MEMBER_EQUAL && !one_of(v, SLICE("equal"), SLICE("different"))))
		return refuse(v, row, e);
	if (subject)
		reading_mention(run->r, "subject", v->text, place);
	else if (row->scheme != NULL && (row->type != MEMBER_DIGEST_OR_TEXT || digest))
		reading_mention(run->r, row->scheme, v->text, place);
	if ((row->flags & ROW_ISSUER) != 0)
		run->r->producer = v->text;
	if ((row->flags & ROW_PRODUCER) != 0)
		run->actor = v->text;
	*out = value_string(v->text);
	return DONE;
}

/* An object of exactly FR1 to FR7, each 0 to 4, as "FR1=2 FR2=2 ...". */
static struct rc
read_vector(struct run *run, const struct member_row *row, const struct value *v,
    struct value *out, struct err *e)
{
	static const struct slice names[] = { SLICE_INIT("FR1"), SLICE_INIT("FR2"),
		SLICE_INIT("FR3"), SLICE_INIT("FR4"), SLICE_INIT("FR5"), SLICE_INIT("FR6"),
		SLICE_INIT("FR7") };
	struct slice text = SLICE("");
	if (v->kind != VALUE_OBJECT || v->count != COUNT(names))
		return refuse(v, row, e);
	for (size_t i = 0; i < COUNT(names); i++) {
		int64_t n;
		const struct value *level = value_get(v, names[i]);
		if (level == NULL)
			return refuse(v, row, e);
		if (!value_int(level, &n) || n < 0 || n > 4)
			return refuse(level, row, e);
		if (!arena_format(run->r->a, &text, "%.*s%sFR%zu=%d", SLICE_FMT(text),
		    i == 0 ? "" : " ", i + 1, (int)n))
			return arena_failed(run->r->a, e);
	}
	*out = value_string(text);
	return DONE;
}

static struct rc
read_texts(struct run *run, const struct member_row *row, const struct value *v,
    struct slice place, struct value *out, struct err *e)
{
	*out = value_array();
	if (v->kind != VALUE_ARRAY)
		return refuse(v, row, e);
	for (size_t i = 0; i < v->count; i++) {
		struct slice here;
		if (value_text(&v->items[i]).len == 0)
			return refuse(&v->items[i], row, e);
		value_push(&run->b, out, value_string(v->items[i].text));
		if (row->scheme == NULL)
			continue;
		if (!arena_format(run->r->a, &here, "%.*s/%zu", SLICE_FMT(place), i))
			return arena_failed(run->r->a, e);
		reading_mention(run->r, row->scheme, v->items[i].text, here);
	}
	return DONE;
}

static struct rc
read_days(struct run *run, const struct member_row *row, const struct value *v, struct value *out,
    struct err *e)
{
	int64_t n;
	if (!value_int(v, &n) || n < 0 || n > DAYS_MAX)
		return refuse(v, row, e);
	*out = value_number(&run->b, n);
	return DONE;
}

static struct rc
read_settings(struct run *run, const struct member_row *row, const struct value *v,
    struct slice place, struct value *out, struct err *e)
{
	if (v->kind != VALUE_OBJECT || v->count == 0)
		return refuse(v, row, e);
	for (size_t i = 0; i < v->count; i++) {
		struct slice here;
		const struct member *m = &v->members[i];
		struct value fact = value_object();
		if (m->value.kind != VALUE_STRING)
			return refuse(&m->value, row, e);
		TRY(place_below(run, place, m->name, &here, e));
		value_put(&run->b, &fact, "name", value_string(m->name));
		value_put(&run->b, &fact, "value", value_string(m->value.text));
		reading_fact(run->r, row->entry_fact, (struct slice){0}, fact, here);
	}
	*out = value_number(&run->b, (int64_t)v->count);
	return DONE;
}

/* The members of the predicate that every entry repeats. */
static void
repeat(struct run *run, struct value *fact)
{
	for (const struct member_row *row = run->kind->rows; row->name != NULL; row++) {
		struct slice text = value_text(value_get(run->predicate, slice_of(row->name)));
		if ((row->flags & ROW_REPEAT) != 0 && text.len > 0)
			value_put(&run->b, fact, row->name, value_string(text));
	}
}

static struct rc read_value(struct run *run, const struct member_row *row,
    const struct value *object, const struct value *v, struct slice place, struct value *out,
    struct err *e);

/* Every member that is there has a row and is what the row says; every required one is there.
 * common: rows that may stand beside, or null. */
static struct rc
check_members(const struct value *v, const struct member_row *rows,
    const struct member_row *common, struct err *e)
{
	if (v->kind != VALUE_OBJECT)
		return fail(e, E_SCHEMA, v->at, "expected an object");
	for (size_t i = 0; i < v->count; i++)
		if (row_of(rows, v->members[i].name) == NULL &&
		    (common == NULL || row_of(common, v->members[i].name) == NULL))
			return fail(e, E_SCHEMA, v->members[i].at, "no such member in this format");
	for (; rows->name != NULL; rows++)
		if ((rows->flags & ROW_REQUIRED) != 0 &&
		    value_get(v, slice_of(rows->name)) == NULL)
			return fail(e, E_SCHEMA, v->at, rows->what);
	return DONE;
}

/* The members of one object, in the order of its rows, into its fact. */
static struct rc
read_members(struct run *run, const struct value *v, struct level level, struct err *e)
{
	for (const struct member_row *row = level.rows; row->name != NULL; row++) {
		struct slice here;
		struct value out;
		const struct value *member = value_get(v, slice_of(row->name));
		if (member == NULL)
			continue;
		if ((row->flags & ROW_TBA) != 0 && slice_eq(value_text(member), SLICE("tba"))) {
			value_push(&run->b, &run->open, value_string(slice_of(row->name)));
			continue;
		}
		if (!arena_format(run->r->a, &here, "%.*s/%s", SLICE_FMT(level.place), row->name))
			return arena_failed(run->r->a, e);
		TRY(read_value(run, row, v, member, here, &out, e));
		if ((row->flags & ROW_SILENT) == 0)
			value_put(&run->b, level.fact, row->name, out);
		if (row->type == MEMBER_LEVEL && (row->flags & ROW_SILENT) == 0)
			value_put(&run->b, level.fact, "vector",
			    value_bool(member->kind == VALUE_OBJECT));
	}
	return DONE;
}

static struct rc
read_entries(struct run *run, const struct member_row *row, const struct value *v,
    struct slice place, struct value *out, struct err *e)
{
	if (v->kind != VALUE_ARRAY)
		return refuse(v, row, e);
	for (size_t i = 0; i < v->count; i++) {
		struct slice here;
		struct value fact = value_object();
		TRY(check_members(&v->items[i], row->entry, NULL, e));
		if (!arena_format(run->r->a, &here, "%.*s/%zu", SLICE_FMT(place), i))
			return arena_failed(run->r->a, e);
		if ((row->flags & ROW_ORDINAL) != 0)
			value_put(&run->b, &fact, "ordinal", value_number(&run->b, (int64_t)i));
		TRY(read_members(run, &v->items[i], (struct level){ row->entry, here, &fact }, e));
		repeat(run, &fact);
		reading_fact(run->r, row->entry_fact, (struct slice){0}, fact, here);
	}
	*out = value_number(&run->b, (int64_t)v->count);
	return DONE;
}

static struct rc
read_value(struct run *run, const struct member_row *row, const struct value *object,
    const struct value *v, struct slice place, struct value *out, struct err *e)
{
	switch (row->type) {
	case MEMBER_FROM:
	case MEMBER_UNTIL:
		return read_time(run, row, object, v, out, e);
	case MEMBER_BOOLEAN:
		*out = *v;
		return v->kind == VALUE_TRUE || v->kind == VALUE_FALSE ? DONE : refuse(v, row, e);
	case MEMBER_VECTOR:
		return read_vector(run, row, v, out, e);
	case MEMBER_LEVEL:
		return v->kind == VALUE_OBJECT ? read_vector(run, row, v, out, e) :
		    read_text(run, row, v, place, out, e);
	case MEMBER_DAYS:
		return read_days(run, row, v, out, e);
	case MEMBER_TEXTS:
		return read_texts(run, row, v, place, out, e);
	case MEMBER_SETTINGS:
		return read_settings(run, row, v, place, out, e);
	case MEMBER_ENTRIES:
		return read_entries(run, row, v, place, out, e);
	default:
		return read_text(run, row, v, place, out, e);
	}
}

static struct rc
read_predicate(struct run *run, struct err *e)
{
	const struct record_kind *kind = run->kind;
	const struct value *p = run->predicate;
	struct slice place = SLICE("/predicate");
	struct value unused = value_object();
	TRY(check_members(p, kind->rows, record_common, e));
	bool there = kind->either[0] == NULL;
	for (size_t i = 0; i < EITHER_MAX && kind->either[i] != NULL; i++)
		there = there || value_get(p, slice_of(kind->either[i])) != NULL;
	if (!there)
		return fail(e, E_SCHEMA, p->at, kind->what);
	TRY(read_members(run, p, (struct level){ record_common, place, &unused }, e));
	TRY(read_members(run, p, (struct level){ kind->rows, place, &run->fact }, e));
	if (run->open.count > 0)
		value_put(&run->b, &run->fact, "to_be_announced", run->open);
	reading_fact(run->r, kind->fact, (struct slice){0}, run->fact, place);
	/* a date stands for its whole day */
	int64_t issued = run->issued_ms;
	if (issued != TIME_UNKNOWN && run->event_ms >= issued - issued % DAY_MS + DAY_MS)
		return fail(e, E_SCHEMA, value_get(p, SLICE("issued"))->at,
		    "issued before what it records");
	return DONE;
}

/* "custody record: batch:acme/C-2026-041" */
static struct rc
entitle(struct run *run, struct slice about, struct err *e)
{
	AUTO(buf) b = buf_init(4096);
	for (const char *c = run->kind->kind; *c != 0; c++)
		buf_add_byte(&b, *c == '_' ? ' ' : (uint8_t)*c);
	buf_add_text(&b, ": ");
	buf_add(&b, slice_sub(about, 0, 512));
	TRY(buf_end(&b, e));
	return arena_copy(run->r->a, buf_slice(&b), &run->r->title) ? DONE :
	    arena_failed(run->r->a, e);
}

struct rc
record_read(const struct intoto_statement *s, struct reading *r, struct err *e)
{
	struct run run = { .kind = kind_of(s->predicate_type), .r = r, .b = { .a = r->a },
	    .fact = value_object(), .open = value_array(), .predicate = s->predicate,
	    .issued_ms = TIME_UNKNOWN, .event_ms = TIME_UNKNOWN };
	if (run.kind == NULL)
		BUG("record_read: not one of ours");
	if (s->predicate == NULL)
		return fail(e, E_SCHEMA, 0, "expected predicate: an object");
	TRY(read_predicate(&run, e));
	r->kind = slice_of(run.kind->kind);
	r->decoder = SLICE("record/1");
	r->why = SLICE("an in-toto statement whose predicate type names the kind");
	if (r->producer.len == 0)
		r->producer = run.actor;
	if (r->made_ms == TIME_UNKNOWN)
		r->made_ms = run.issued_ms;
	TRY(entitle(&run, s->count > 0 ? s->subjects[0].name : SLICE(""), e));
	TRY(build_end(&run.b, e));
	return reading_end(r, e);
}
