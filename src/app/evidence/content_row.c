/* app/evidence/content_row.c - one reading as content rows. See app/evidence/content.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/evidence/content_row.h"

#include "app/home/draft.h"
#include "base/map.h"
#include "codec/jcs.h"
#include "subject/subject.h"

/* Limits of the table: sql/derived.sql. What is longer is not said; a value that cannot be written
 * is an empty object. */
#define SUBJECT_MAX 1024
#define PLACE_MAX 8192
#define VALUE_MAX MIB(16)
/* Words of one prose that hold a digit: how long, how many. */
#define WORD_MIN 3
#define WORD_MAX 64
#define WORDS_MAX 1000

struct making {
	struct content_body	*out;
	struct slice		 decoder;
	struct build		 b;
	struct map		 said;		/* subject and place of a fact, words */
	struct err		*e;
};

/* --- one row ---------------------------------------------------------------------------------- */

static struct rc
encode(struct making *g, const struct value *v, struct slice *out)
{
	AUTO(buf) text = buf_init(VALUE_MAX);
	struct err why = {0};
	TRY(build_end(&g->b, g->e));
	struct rc done = jcs_write(v, &text, &why);
	if (!failed(done))
		done = buf_end(&text, &why);
	if (done.code == E_NOMEM)
		return fail(g->e, E_NOMEM, 0, "out of memory");
	*out = SLICE("{}");
	return failed(done) || arena_copy(&g->out->a, buf_slice(&text), out) ? DONE :
	    arena_failed(&g->out->a, g->e);
}

/* Copied where it is said at all; else null. */
static struct rc
keep(struct making *g, struct slice s, size_t max, struct slice *out)
{
	*out = (struct slice){0};
	return s.len == 0 || s.len > max || arena_copy(&g->out->a, s, out) ? DONE :
	    arena_failed(&g->out->a, g->e);
}

static struct rc
add(struct making *g, struct slice name, struct slice subject, struct slice place,
    const struct value *v)
{
	struct content_body *o = g->out;
	void *list = o->rows;
	if (!arena_grow(&o->a, &list, &o->cap, o->count, sizeof(struct content_row)))
		return arena_failed(&o->a, g->e);
	o->rows = list;
	struct content_row *row = &o->rows[o->count];
	*row = (struct content_row){ .digest = { o->digest.bytes, SHA256_BYTES },
	    .ordinal = o->count, .decoder = g->decoder };
	TRY(keep(g, name, 256, &row->name));
	TRY(keep(g, subject, SUBJECT_MAX, &row->subject));
	TRY(keep(g, place, PLACE_MAX, &row->place));
	TRY(encode(g, v, &row->value));
	o->count++;
	return DONE;
}

/* --- the reading ------------------------------------------------------------------------------ */

static void
put_text(struct making *g, struct value *v, const char *name, struct slice s)
{
	value_put(&g->b, v, name, value_string(s.len > 0 ? s : SLICE("")));
}

static void
put_findings(struct making *g, const struct reasons *from, struct value *list)
{
	for (size_t i = 0; i < from->count; i++) {
		struct value one = value_object();
		value_put(&g->b, &one, "id", value_string(slice_of(
		    finding_name(from->at[i].id))));
		put_text(g, &one, "place", from->at[i].place);
		value_push(&g->b, list, one);
	}
}

static struct rc
add_reading(struct making *g, const struct body *b)
{
	const struct reading *r = &b->reading;
	struct value v = value_object(), findings = value_array();
	put_findings(g, &b->findings, &findings);
	put_findings(g, &r->findings, &findings);
	value_put(&g->b, &v, "findings", findings);
	put_text(g, &v, "form", slice_of(form_name(b->form)));
	put_text(g, &v, "kind", r->kind);
	value_put(&g->b, &v, "made", instant_value(&g->b, r->made_ms));
	put_text(g, &v, "problem", b->problem);
	put_text(g, &v, "producer", r->producer);
	value_put(&g->b, &v, "prose", value_bool(r->prose));
	put_text(g, &v, "title", r->title);
	value_put(&g->b, &v, "valid_from", instant_value(&g->b, r->valid_from_ms));
	value_put(&g->b, &v, "valid_until", instant_value(&g->b, r->valid_until_ms));
	return add(g, SLICE("reading"), (struct slice){0}, (struct slice){0}, &v);
}

/* --- facts and mentions ----------------------------------------------------------------------- */

/* "serial=3127"; a full subject as it is. */
static struct rc
spell(struct making *g, struct slice scheme, struct slice text, struct slice *out)
{
	struct subject s;
	*out = text;
	if (text.len == 0 || !failed(subject_parse(text, &s, NULL)))
		return DONE;
	return arena_format(&g->out->a, out, "%.*s=%.*s", SLICE_FMT(scheme), SLICE_FMT(text)) ?
	    DONE : arena_failed(&g->out->a, g->e);
}

/* As gathering derives it: from the serial, else the release, else the product. */
static struct rc
subject_of_fact(struct making *g, const struct fact *f, struct slice *out)
{
	static const char *const members[] = { "serial", "asset", "release", "product", "batch" };
	*out = f->subject;
	for (size_t i = 0; i < COUNT(members) && out->len == 0; i++)
		TRY(spell(g, slice_of(members[i]), value_text(value_get(&f->value,
		    slice_of(members[i]))), out));
	return DONE;
}

/* "/entries/6" of "/entries/6/serial": a fact speaks for its members. */
static struct slice
around(struct slice place)
{
	size_t end = place.len;
	while (end > 0 && place.at[end - 1] != '/')
		end--;
	return slice_sub(place, 0, end > 0 ? end - 1 : 0);
}

/* Was it said there before? Remembers it. */
static struct rc
is_said(struct making *g, struct slice subject, struct slice place, bool *said)
{
	struct slice key;
	if (!arena_format(&g->out->a, &key, "%.*s\n%.*s", SLICE_FMT(subject), SLICE_FMT(place)))
		return arena_failed(&g->out->a, g->e);
	*said = map_has(&g->said, key);
	return *said ? DONE : map_put(&g->said, key, g, g->e);
}

static struct rc
is_fact(struct making *g, struct slice subject, struct slice place, bool *said)
{
	struct slice key;
	if (!arena_format(&g->out->a, &key, "%.*s\n%.*s", SLICE_FMT(subject), SLICE_FMT(place)))
		return arena_failed(&g->out->a, g->e);
	*said = map_has(&g->said, key);
	return DONE;
}

static struct rc
add_facts(struct making *g, const struct reading *r)
{
	for (size_t i = 0; i < r->fact_count; i++) {
		const struct fact *f = &r->facts[i];
		struct slice subject;
		bool said;
		TRY(subject_of_fact(g, f, &subject));
		TRY(is_said(g, subject, f->place, &said));
		TRY(add(g, f->name, subject, f->place, &f->value));
	}
	return DONE;
}

static struct rc
add_mentions(struct making *g, const struct reading *r)
{
	for (size_t i = 0; i < r->mention_count; i++) {
		const struct mention *m = &r->mentions[i];
		struct value v = value_object();
		struct slice subject;
		bool said;
		TRY(spell(g, m->scheme, m->text, &subject));
		TRY(is_said(g, subject, m->place, &said));
		if (!said && around(m->place).len > 0)
			TRY(is_fact(g, subject, around(m->place), &said));
		if (said)
			continue;
		put_text(g, &v, "scheme", m->scheme);
		put_text(g, &v, "text", m->text);
		TRY(add(g, SLICE("mention"), subject, m->place, &v));
	}
	return DONE;
}

/* --- words of prose --------------------------------------------------------------------------- */

static bool
is_of_word(uint8_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    c == '-' || c == '.' || c == '_' || c == '/' || c == '#' || c == ':' || c == '@';
}

/* Punctuation at both ends is the sentence's. */
static struct slice
trim_word(struct slice w)
{
	while (w.len > 0 && w.at[w.len - 1] < '0')
		w.len--;
	while (w.len > 0 && (w.at[w.len - 1] == ':' || w.at[w.len - 1] == '@'))
		w.len--;
	while (w.len > 0 && (w.at[0] < '0' || w.at[0] == ':' || w.at[0] == '@'))
		w = slice_sub(w, 1, w.len);
	return w;
}

static bool
is_identifier(struct slice w)
{
	bool digit = false;
	for (size_t i = 0; i < w.len; i++)
		digit = digit || (w.at[i] >= '0' && w.at[i] <= '9');
	return digit && w.len >= WORD_MIN && w.len <= WORD_MAX;
}

static struct rc
add_word(struct making *g, struct slice word, unsigned line, size_t *count)
{
	struct value v = value_object();
	struct slice subject, place;
	bool said;
	TRY(spell(g, SLICE("word"), word, &subject));
	TRY(is_said(g, subject, SLICE(""), &said));
	if (said)
		return DONE;
	if (!arena_format(&g->out->a, &place, "line %u", line))
		return arena_failed(&g->out->a, g->e);
	put_text(g, &v, "text", word);
	++*count;
	return add(g, SLICE("word"), subject, place, &v);
}

/* Where each stands first. */
static struct rc
add_words(struct making *g, struct slice text)
{
	size_t count = 0, from = 0;
	unsigned line = 1;
	for (size_t i = 0; i <= text.len && count < WORDS_MAX; i++) {
		if (i < text.len && is_of_word(text.at[i]))
			continue;
		struct slice word = trim_word(slice_sub(text, from, i));
		if (is_identifier(word))
			TRY(add_word(g, word, line, &count));
		from = i + 1;
		line += i < text.len && text.at[i] == '\n';
	}
	return DONE;
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct rc
make(struct making *g, const struct body *b)
{
	TRY(keep(g, b->reading.decoder.len > 0 ? b->reading.decoder : SLICE("none"), 64,
	    &g->decoder));
	TRY(add_reading(g, b));
	TRY(add_facts(g, &b->reading));
	TRY(add_mentions(g, &b->reading));
	return b->reading.prose ? add_words(g, b->reading.text) : DONE;
}

struct rc
content_rows_of(const struct body *read, struct content_body *out, struct err *e)
{
	struct making g = { .out = out, .b = { .a = &out->a }, .said = map_init(), .e = e };
	struct rc done = make(&g, read);
	map_drop(&g.said);
	return done;
}
