/* codec/json.c - strict JSON, one token at a time. See codec/json.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/json.h"

#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "codec/json_int.h"
#include "codec/json_scan.h"
#include "codec/utf8.h"

enum expect { EXPECT_VALUE = 1, EXPECT_VALUE_OR_END, EXPECT_NAME, EXPECT_NAME_OR_END, EXPECT_COLON,
	EXPECT_COMMA_OR_END, EXPECT_NOTHING };

/* One open object or array; names: number of its first name. */
struct frame {
	size_t	names;
	bool	object;
};

/* [at, end): bytes in memory that are not read yet, never beyond the budget.
 * Invariant: at lies in the window of the source, or at its end. */
struct json_reader {
	const uint8_t		*at, *end;
	enum expect		 expect;
	enum json_kind		 last;		/* kind of the last token */
	unsigned		 depth;
	bool			 object;	/* the innermost open one is an object */
	bool			 ended;		/* source.more gave nothing new */
	uint64_t		 nodes;
	struct frame		*frames;
	struct json_names	 names;
	struct buf		 scratch;	/* a decoded string */
	struct source		 source;
	struct json_budget	 budget;
	struct err		 err;		/* sticky */
};

/* The window has moved or grown: the byte at the place stands elsewhere now. */
static void
set_window(struct json_reader *r, uint64_t place)
{
	const struct source *s = &r->source;
	uint64_t left = r->budget.bytes > s->base ? r->budget.bytes - s->base : 0;
	size_t len = s->window.len < left ? s->window.len : (size_t)left;
	r->at = s->window.len == 0 ? (const uint8_t *)"" : s->window.at + (place - s->base);
	r->end = s->window.len == 0 ? r->at : s->window.at + len;
}

struct rc
json_open(struct source source, struct json_budget budget, struct json_reader **out,
    struct err *e)
{
	struct json_reader *r = mem_alloc(1, sizeof(*r));
	struct frame *frames = mem_alloc(budget.depth + 1u, sizeof(*frames));
	if (r == NULL || frames == NULL) {
		mem_free(r);
		mem_free(frames);
		return fail(e, E_NOMEM, 0, "out of memory");
	}
	if (__builtin_add_overflow(budget.bytes, source.base, &budget.bytes))
		budget.bytes = UINT64_MAX;	/* from here on: the offset where it ends */
	*r = (struct json_reader){ .source = source, .budget = budget, .expect = EXPECT_VALUE,
	    .frames = frames, .scratch = buf_init(JSON_TOKEN_MAX) };
	set_window(r, source.base);
	*out = r;
	return DONE;
}

void
json_close(struct json_reader *r)
{
	if (r == NULL)
		return;
	json_names_drop(&r->names);
	buf_drop(&r->scratch);
	mem_free(r->frames);
	mem_free(r);
}

static struct rc
bad(struct json_reader *r, enum code c, uint64_t at, const char *what)
{
	return fail(&r->err, c, at, what);
}

/* Offset of a byte in the window, in the whole input. */
static uint64_t
place_of(const struct json_reader *r, const uint8_t *p)
{
	return r->source.window.len == 0 ? r->source.base :
	    r->source.base + (uint64_t)(p - r->source.window.at);
}

static uint64_t
place(const struct json_reader *r)
{
	return place_of(r, r->at);
}

static const uint8_t *
pointer(const struct json_reader *r, uint64_t at)
{
	return r->source.window.at + (at - r->source.base);
}

/* At the end of what is in memory: makes more of it available, keeping everything from `keep`
 * on. False at the end of the input and on failure (r->err tells which). */
static bool
refill(struct json_reader *r, uint64_t keep)
{
	uint64_t reach = r->source.base + r->source.window.len, here = place(r);
	if (r->err.code != OK)
		return false;
	if (reach > r->budget.bytes) {
		(void)bad(r, E_LIMIT, r->budget.bytes,		/* kept in r->err */
		    "larger than the budget for this document");
		return false;
	}
	if (r->ended || r->source.more == NULL)
		return false;
	if (failed(r->source.more(&r->source, keep, &r->err)))
		return false;
	r->ended = r->source.base + r->source.window.len <= reach;
	set_window(r, here);
	return r->at < r->end || (!r->ended && refill(r, keep));
}

/* Moves to the next byte that is no white space and returns it; -1 at the end or on failure. */
static inline int
next_byte(struct json_reader *r)
{
	for (;;) {
		if (r->at < r->end && *r->at > ' ')
			return *r->at;
		r->at = json_space_run(r->at, r->end);
		if (r->at < r->end)
			return *r->at;
		if (!refill(r, place(r)))
			return -1;
	}
}

/* --- strings -------------------------------------------------------------------------------- */

static int
hex_digit(uint8_t c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 :
	    c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Four hex digits of raw at i, or -1. */
static int32_t
four_hex(struct slice raw, size_t i)
{
	int32_t n = 0;
	if (raw.len - i < 4)
		return -1;
	for (size_t k = 0; k < 4; k++) {
		int d = hex_digit(raw.at[i + k]);
		if (d < 0)
			return -1;
		n = n * 16 + d;
	}
	return n;
}

/* \uXXXX with i at the u; moves i to its last digit. */
static struct rc
unescape_point(struct json_reader *r, struct slice raw, size_t *i, uint64_t at)
{
	int32_t p = four_hex(raw, *i + 1);
	if (p < 0)
		return bad(r, E_SYNTAX, at + *i, "expected four hex digits after \\u");
	*i += 4;
	if (p >= 0xdc00 && p <= 0xdfff)
		return bad(r, E_SYNTAX, at + *i - 5, "the second half of a surrogate pair alone");
	if (p >= 0xd800 && p <= 0xdbff) {
		int32_t low = raw.len - *i > 2 && raw.at[*i + 1] == '\\' && raw.at[*i + 2] == 'u' ?
		    four_hex(raw, *i + 3) : -1;
		if (low < 0xdc00 || low > 0xdfff)
			return bad(r, E_SYNTAX, at + *i - 5,
			    "the first half of a surrogate pair alone");
		p = 0x10000 + ((p - 0xd800) << 10) + (low - 0xdc00);
		*i += 6;
	}
	utf8_put((uint32_t)p, &r->scratch);
	return DONE;
}

/* raw: between the quotes; at: its offset in the input. Decodes into the scratch buffer. */
static struct rc
unescape(struct json_reader *r, struct slice raw, uint64_t at)
{
	static const char names[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
	uint64_t high = 0;
	buf_clear(&r->scratch);
	for (size_t i = 0; i < raw.len; i++) {
		const uint8_t *from = raw.at + i;
		const uint8_t *to = json_plain_run(from, raw.at + raw.len, &high);
		buf_add(&r->scratch, (struct slice){ from, (size_t)(to - from) });
		i += (size_t)(to - from);
		if (i >= raw.len)
			break;
		uint8_t c = raw.at[++i];
		const char *known = c == 0 ? NULL : strchr(names, c);
		if (c == 'u')
			TRY(unescape_point(r, raw, &i, at));
		else if (known != NULL)
			buf_add_byte(&r->scratch, (uint8_t)means[known - names]);
		else
			return bad(r, E_SYNTAX, at + i, "no such escape in JSON");
	}
	return buf_end(&r->scratch, &r->err);
}

/* From behind the opening quote to behind the closing one. *escaped: a backslash was seen;
 * *high: not zero when a byte is not ASCII. */
static struct rc
string_extent(struct json_reader *r, uint64_t start, bool *escaped, uint64_t *high)
{
	for (;;) {
		r->at = json_plain_run(r->at, r->end, high);
		if (r->at == r->end) {
			if (refill(r, start))
				continue;
			return bad(r, E_SYNTAX, place(r), "the text ends inside a string");
		}
		if (*r->at < 0x20)
			return bad(r, E_SYNTAX, place(r), "a control character in a string");
		if (*r->at++ == '"')
			return DONE;
		*escaped = true;
		if (r->at < r->end || refill(r, start))
			r->at++;
	}
}

/* The string whose opening quote is at hand: its raw and decoded bytes into the token. */
static struct rc
read_string(struct json_reader *r, struct json_token *t)
{
	size_t bad_at;
	bool escaped = false;
	uint64_t high = 0;
	r->at++;
	TRY(string_extent(r, t->at, &escaped, &high));
	const uint8_t *from = pointer(r, t->at);
	struct slice raw = { from, (size_t)(r->at - from) };
	struct slice inner = { from + 1, raw.len - 2 };
	if (raw.len > JSON_TOKEN_MAX)
		return bad(r, E_LIMIT, t->at, "a string longer than 1 MiB");
	if (high != 0 && !utf8_check(inner, &bad_at))
		return bad(r, E_SYNTAX, t->at + 1 + bad_at, "not UTF-8");
	if (escaped)
		TRY(unescape(r, inner, t->at + 1));
	t->raw = raw;
	t->text = escaped ? buf_slice(&r->scratch) : inner;
	return DONE;
}

/* --- numbers and words ------------------------------------------------------------------------ */

static struct rc
read_number(struct json_reader *r, struct json_token *t)
{
	const char *what;
	const uint8_t *from, *p;
	do {
		from = pointer(r, t->at);
		p = json_number_run(from, r->end, &what);
		r->at = p;
	} while (p == r->end && refill(r, t->at));
	if (r->err.code != OK)
		return (struct rc){ r->err.code };
	if (what != NULL)
		return bad(r, E_SYNTAX, place(r), what);
	if (p - from >= (ptrdiff_t)JSON_TOKEN_MAX)
		return bad(r, E_LIMIT, t->at, "a number longer than 1 MiB");
	t->kind = JSON_NUMBER;
	t->raw = t->text = (struct slice){ from, (size_t)(p - from) };
	return DONE;
}

static struct rc
read_word(struct json_reader *r, uint8_t c, struct json_token *t)
{
	static const struct { char word[6]; uint8_t len; enum json_kind kind; } words[] = {
		{ "true", 4, JSON_TRUE }, { "false", 5, JSON_FALSE }, { "null", 4, JSON_NULL },
	};
	size_t i = c == 't' ? 0 : c == 'f' ? 1 : 2;
	for (size_t k = 0; k < words[i].len; k++, r->at++) {
		if (r->at == r->end && !refill(r, t->at))
			return bad(r, E_SYNTAX, t->at, "expected a value");
		if (*r->at != (uint8_t)words[i].word[k])
			return bad(r, E_SYNTAX, t->at, "expected a value");
	}
	t->kind = words[i].kind;
	t->raw = (struct slice){ pointer(r, t->at), words[i].len };
	return DONE;
}

/* --- structure -------------------------------------------------------------------------------- */

const char json_values_spent[] = "more values than the budget for this document";

static inline struct rc
count_node(struct json_reader *r, const struct json_token *t)
{
	if (++r->nodes > r->budget.nodes)
		return bad(r, E_LIMIT, t->at, json_values_spent);
	return DONE;
}

static struct rc
open_frame(struct json_reader *r, bool object, struct json_token *t)
{
	if (r->depth >= r->budget.depth)
		return bad(r, E_LIMIT, t->at, "nested too deeply");
	r->frames[r->depth++] = (struct frame){ r->names.count, object };
	r->object = object;
	r->expect = object ? EXPECT_NAME_OR_END : EXPECT_VALUE_OR_END;
	t->kind = object ? JSON_OBJECT : JSON_ARRAY;
	t->raw = (struct slice){ r->at++, 1 };
	return DONE;
}

static struct rc
close_frame(struct json_reader *r, struct json_token *t)
{
	struct frame *f = &r->frames[--r->depth];
	if (f->object)
		json_names_leave(&r->names, f->names);
	t->kind = f->object ? JSON_OBJECT_END : JSON_ARRAY_END;
	t->raw = (struct slice){ r->at++, 1 };
	t->depth = r->depth;
	r->object = r->depth > 0 && r->frames[r->depth - 1].object;
	r->expect = r->depth > 0 ? EXPECT_COMMA_OR_END : EXPECT_NOTHING;
	return DONE;
}

static struct rc
read_value(struct json_reader *r, uint8_t c, struct json_token *t)
{
	TRY(count_node(r, t));
	if (c == '"') {
		TRY(read_string(r, t));
		t->kind = JSON_STRING;
	} else if (c == '{' || c == '[') {
		return open_frame(r, c == '{', t);
	} else if (c == '-' || (c >= '0' && c <= '9')) {
		TRY(read_number(r, t));
	} else if (c == 't' || c == 'f' || c == 'n') {
		TRY(read_word(r, c, t));
	} else {
		return bad(r, E_SYNTAX, t->at, c == 0xef && t->at == 0 ?
		    "a byte-order mark, or no JSON" : "expected a value");
	}
	r->expect = r->depth > 0 ? EXPECT_COMMA_OR_END : EXPECT_NOTHING;
	return DONE;
}

static struct rc
read_name(struct json_reader *r, uint8_t c, struct json_token *t)
{
	if (c != '"')
		return bad(r, E_SYNTAX, t->at, "expected a name in quotes");
	TRY(count_node(r, t));
	TRY(read_string(r, t));
	t->kind = JSON_NAME;
	r->expect = EXPECT_COLON;
	switch (json_names_add(&r->names, r->frames[r->depth - 1].names, t->text)) {
	case OK:
		return DONE;
	case E_SCHEMA:
		return bad(r, E_SYNTAX, t->at, "the same name twice in one object");
	case E_LIMIT:
		return bad(r, E_LIMIT, t->at, "more names in open objects than 8 MiB");
	default:
		return bad(r, E_NOMEM, t->at, "out of memory");
	}
}

static struct rc
nothing_left(struct json_reader *r, struct json_token *t)
{
	if (r->err.code != OK)
		return (struct rc){ r->err.code };
	if (r->expect != EXPECT_NOTHING)
		return bad(r, E_SYNTAX, place(r), "the text ends too early");
	t->kind = JSON_END;
	t->at = place(r);
	return DONE;
}

static struct rc
next(struct json_reader *r, struct json_token *t)
{
	for (;;) {
		int c = next_byte(r);
		if (c < 0)
			return nothing_left(r, t);
		t->at = place(r);
		t->depth = r->depth;
		switch (r->expect) {
		case EXPECT_COMMA_OR_END:
			if (c == (r->object ? '}' : ']'))
				return close_frame(r, t);
			if (c != ',')
				return bad(r, E_SYNTAX, t->at, r->object ?
				    "expected , or } in the object" :
				    "expected , or ] in the array");
			r->expect = r->object ? EXPECT_NAME : EXPECT_VALUE;
			r->at++;
			break;
		case EXPECT_COLON:
			if (c != ':')
				return bad(r, E_SYNTAX, t->at, "expected a colon after the name");
			r->expect = EXPECT_VALUE;
			r->at++;
			break;
		case EXPECT_NAME_OR_END:
		case EXPECT_NAME:
			if (c == '}' && r->expect == EXPECT_NAME_OR_END)
				return close_frame(r, t);
			return read_name(r, (uint8_t)c, t);
		case EXPECT_VALUE_OR_END:
		case EXPECT_VALUE:
			if (c == ']' && r->expect == EXPECT_VALUE_OR_END)
				return close_frame(r, t);
			return read_value(r, (uint8_t)c, t);
		case EXPECT_NOTHING:
			return bad(r, E_SYNTAX, t->at, "something after the value");
		}
	}
}

struct rc
json_next(struct json_reader *r, struct json_token *token, struct err *e)
{
	*token = (struct json_token){0};
	if (r->err.code == OK && !failed(next(r, token))) {
		r->last = token->kind;
		return DONE;
	}
	*token = (struct json_token){0};
	return fail(e, r->err.code, r->err.at, r->err.what);
}

struct rc
json_skip(struct json_reader *r, struct err *e)
{
	struct json_token t;
	unsigned depth = r->depth;
	if (r->last == JSON_OBJECT || r->last == JSON_ARRAY)
		depth--;
	else if (r->last != JSON_NAME)
		return r->err.code == OK ? DONE : fail(e, r->err.code, r->err.at, r->err.what);
	do
		TRY(json_next(r, &t, e));
	while (r->depth > depth);
	return DONE;
}
