/* codec/json.c - strict JSON, one token at a time. See codec/json.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/json.h"

#include <string.h>
#include <sys/random.h>

#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "codec/json_int.h"
#include "codec/utf8.h"

enum expect { EXPECT_VALUE = 1, EXPECT_VALUE_OR_END, EXPECT_NAME, EXPECT_NAME_OR_END,
	EXPECT_COMMA_OR_END, EXPECT_NOTHING };

/* One open object or array. */
struct frame {
	bool	object;
	struct json_names_mark mark;
};

struct json_reader {
	struct source		 source;
	struct json_budget	 budget;
	struct err		 err;		/* sticky */
	uint64_t		 pos;		/* of the next byte, in the whole input */
	uint64_t		 nodes;
	enum expect		 expect;
	enum json_kind		 last;
	unsigned		 depth;
	bool			 ended;		/* source.more gave nothing new */
	struct frame		*frames;
	struct json_names	 names;
	struct buf		 scratch;	/* a decoded string */
};

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
	*r = (struct json_reader){ .source = source, .budget = budget, .pos = source.base,
	    .expect = EXPECT_VALUE, .frames = frames, .names = json_names_init(),
	    .scratch = buf_init(JSON_TOKEN_MAX) };
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

/* Bytes from pos on that are in memory. */
static size_t
available(const struct json_reader *r)
{
	return (size_t)(r->source.base + r->source.window.len - r->pos);
}

static const uint8_t *
pointer(const struct json_reader *r, uint64_t at)
{
	return r->source.window.at + (at - r->source.base);
}

/* Makes a byte at pos available, keeping everything from `keep` on; false at the end of the
 * input and on failure (r->err tells which). */
static bool
refill(struct json_reader *r, uint64_t keep)
{
	uint64_t reach = r->source.base + r->source.window.len;
	if (r->ended || r->source.more == NULL)
		return false;
	if (failed(r->source.more(&r->source, keep, &r->err)))
		return false;
	r->ended = r->source.base + r->source.window.len <= reach;
	return !r->ended;
}

static bool
ready(struct json_reader *r, uint64_t keep)
{
	return available(r) > 0 || refill(r, keep);
}

static bool
is_space(uint8_t c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* Moves to the next byte that is no white space; false at the end. keep: as refill(). */
static bool
skip_space(struct json_reader *r, const uint64_t *keep)
{
	for (;;) {
		const uint8_t *p = pointer(r, r->pos);
		size_t n = available(r), i = 0;
		while (i < n && is_space(p[i]))
			i++;
		r->pos += i;
		if (i < n)
			return true;
		if (!refill(r, keep != NULL ? *keep : r->pos))
			return false;
	}
}

/* --- strings -------------------------------------------------------------------------------- */

/* How many bytes can be passed over: no quote, backslash or control character. */
static size_t
plain_run(const uint8_t *p, size_t n)
{
	size_t i = 0;
	for (; n - i >= 8; i += 8) {
		uint64_t w;
		memcpy(&w, p + i, 8);
		uint64_t quote = w ^ 0x2222222222222222u, slash = w ^ 0x5c5c5c5c5c5c5c5cu;
		uint64_t hit = ((quote - 0x0101010101010101u) & ~quote) |
		    ((slash - 0x0101010101010101u) & ~slash) |
		    ((w - 0x2020202020202020u) & ~w);
		if ((hit & 0x8080808080808080u) != 0)
			break;
	}
	while (i < n && p[i] != '"' && p[i] != '\\' && p[i] >= 0x20)
		i++;
	return i;
}

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
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	buf_clear(&r->scratch);
	for (size_t i = 0; i < raw.len; i++) {
		size_t run = plain_run(raw.at + i, raw.len - i);
		buf_add(&r->scratch, slice_sub(raw, i, i + run));
		i += run;
		if (i >= raw.len)
			break;
		uint8_t c = raw.at[++i];
		const char *known = c == 0 ? NULL : strchr(from, c);
		if (c == 'u')
			TRY(unescape_point(r, raw, &i, at));
		else if (known != NULL)
			buf_add_byte(&r->scratch, (uint8_t)to[known - from]);
		else
			return bad(r, E_SYNTAX, at + i, "no such escape in JSON");
	}
	return buf_end(&r->scratch, &r->err);
}

/* Moves behind the closing quote. *escaped: a backslash was seen. */
static struct rc
string_extent(struct json_reader *r, uint64_t start, bool *escaped)
{
	for (*escaped = false;;) {
		if (!ready(r, start))
			return r->err.code != OK ? (struct rc){ r->err.code } :
			    bad(r, E_SYNTAX, r->pos, "the text ends inside a string");
		const uint8_t *p = pointer(r, r->pos);
		size_t run = plain_run(p, available(r));
		r->pos += run;
		if (available(r) == 0)
			continue;
		uint8_t c = p[run];
		if (c < 0x20)
			return bad(r, E_SYNTAX, r->pos, "a control character in a string");
		r->pos++;
		if (c == '"')
			return DONE;
		*escaped = true;
		if (!ready(r, start))
			continue;
		r->pos++;
	}
}

/* A string whose opening quote is at pos. Slices are made by string_slices() once nothing more
 * is read for the token. */
static struct rc
read_string(struct json_reader *r, uint64_t start, bool *escaped)
{
	size_t bad_at;
	r->pos = start + 1;
	TRY(string_extent(r, start, escaped));
	if (r->pos - start > JSON_TOKEN_MAX)
		return bad(r, E_LIMIT, start, "a string longer than 1 MiB");
	struct slice inner = { pointer(r, start + 1), (size_t)(r->pos - start - 2) };
	if (!utf8_check(inner, &bad_at))
		return bad(r, E_SYNTAX, start + 1 + bad_at, "not UTF-8");
	return *escaped ? unescape(r, inner, start + 1) : DONE;
}

static void
string_slices(struct json_reader *r, uint64_t start, uint64_t end, bool escaped,
    struct json_token *t)
{
	t->raw = (struct slice){ pointer(r, start), (size_t)(end - start) };
	t->text = escaped ? buf_slice(&r->scratch) : slice_sub(t->raw, 1, t->raw.len - 1);
}

/* --- numbers and words ------------------------------------------------------------------------ */

/* The byte at pos, or -1. */
static int
look(struct json_reader *r, uint64_t start)
{
	return ready(r, start) ? *pointer(r, r->pos) : -1;
}

static size_t
digits(struct json_reader *r, uint64_t start)
{
	size_t n = 0;
	for (int c; (c = look(r, start)) >= '0' && c <= '9'; n++)
		r->pos++;
	return n;
}

static struct rc
read_number(struct json_reader *r, uint64_t start, struct json_token *t)
{
	if (look(r, start) == '-')
		r->pos++;
	bool zero = look(r, start) == '0';
	uint64_t first = r->pos;
	if (digits(r, start) == 0)
		return bad(r, E_SYNTAX, r->pos, "expected a digit");
	if (zero && r->pos - first > 1)
		return bad(r, E_SYNTAX, first, "a number with a leading zero");
	if (look(r, start) == '.') {
		r->pos++;
		if (digits(r, start) == 0)
			return bad(r, E_SYNTAX, r->pos, "expected a digit after the point");
	}
	int c = look(r, start);
	if (c == 'e' || c == 'E') {
		r->pos++;
		c = look(r, start);
		if (c == '+' || c == '-')
			r->pos++;
		if (digits(r, start) == 0)
			return bad(r, E_SYNTAX, r->pos, "expected a digit in the exponent");
	}
	if (r->err.code != OK)
		return (struct rc){ r->err.code };
	t->kind = JSON_NUMBER;
	t->raw = t->text = (struct slice){ pointer(r, start), (size_t)(r->pos - start) };
	return DONE;
}

static struct rc
read_word(struct json_reader *r, uint64_t start, struct json_token *t)
{
	static const struct { struct slice word; enum json_kind kind; } words[] = {
		{ SLICE_INIT("true"), JSON_TRUE }, { SLICE_INIT("false"), JSON_FALSE },
		{ SLICE_INIT("null"), JSON_NULL },
	};
	int c;
	while ((c = look(r, start)) >= 'a' && c <= 'z' && r->pos - start < 6)
		r->pos++;
	struct slice got = { pointer(r, start), (size_t)(r->pos - start) };
	for (size_t i = 0; i < COUNT(words) && r->err.code == OK; i++)
		if (slice_eq(got, words[i].word)) {
			t->kind = words[i].kind;
			t->raw = got;
			return DONE;
		}
	return bad(r, E_SYNTAX, start, "expected a value");
}

/* --- structure -------------------------------------------------------------------------------- */

static struct rc
count_node(struct json_reader *r, uint64_t at)
{
	if (++r->nodes > r->budget.nodes)
		return bad(r, E_LIMIT, at, "more values than the budget for this document");
	return DONE;
}

static struct rc
open_frame(struct json_reader *r, bool object, struct json_token *t)
{
	if (r->depth >= r->budget.depth)
		return bad(r, E_LIMIT, t->at, "nested too deeply");
	struct frame *f = &r->frames[r->depth++];
	f->object = object;
	f->mark = json_names_enter(&r->names);
	r->expect = object ? EXPECT_NAME_OR_END : EXPECT_VALUE_OR_END;
	t->kind = object ? JSON_OBJECT : JSON_ARRAY;
	t->raw = (struct slice){ pointer(r, r->pos), 1 };
	r->pos++;
	return DONE;
}

static void
after_value(struct json_reader *r)
{
	r->expect = r->depth == 0 ? EXPECT_NOTHING : EXPECT_COMMA_OR_END;
}

static struct rc
close_frame(struct json_reader *r, struct json_token *t)
{
	struct frame *f = &r->frames[--r->depth];
	json_names_leave(&r->names, f->mark);
	t->kind = f->object ? JSON_OBJECT_END : JSON_ARRAY_END;
	t->raw = (struct slice){ pointer(r, r->pos), 1 };
	t->depth = r->depth;
	r->pos++;
	after_value(r);
	return DONE;
}

static struct rc
read_value(struct json_reader *r, uint8_t c, struct json_token *t)
{
	bool escaped;
	uint64_t start = r->pos;
	TRY(count_node(r, start));
	if (c == '{' || c == '[')
		return open_frame(r, c == '{', t);
	if (c == '"') {
		TRY(read_string(r, start, &escaped));
		t->kind = JSON_STRING;
		string_slices(r, start, r->pos, escaped, t);
	} else if (c == '-' || (c >= '0' && c <= '9')) {
		TRY(read_number(r, start, t));
	} else {
		TRY(read_word(r, start, t));
	}
	after_value(r);
	return DONE;
}

/* A name and the colon behind it. */
static struct rc
read_name(struct json_reader *r, uint8_t c, struct json_token *t)
{
	bool escaped;
	uint64_t start = r->pos, end;
	if (c != '"')
		return bad(r, E_SYNTAX, start, "expected a name in quotes");
	TRY(count_node(r, start));
	TRY(read_string(r, start, &escaped));
	end = r->pos;
	if (!skip_space(r, &start) || *pointer(r, r->pos) != ':')
		return bad(r, E_SYNTAX, r->pos, "expected a colon after the name");
	r->pos++;
	t->kind = JSON_NAME;
	string_slices(r, start, end, escaped, t);
	switch (json_names_add(&r->names, r->frames[r->depth - 1].mark, t->text)) {
	case OK:
		break;
	case E_SCHEMA:
		return bad(r, E_SYNTAX, start, "the same name twice in one object");
	case E_LIMIT:
		return bad(r, E_LIMIT, start, "more names in open objects than 8 MiB");
	default:
		return bad(r, E_NOMEM, start, "out of memory");
	}
	r->expect = EXPECT_VALUE;
	return DONE;
}

static struct rc
separator(struct json_reader *r, uint8_t *c)
{
	if (*c != ',')
		return bad(r, E_SYNTAX, r->pos, r->frames[r->depth - 1].object ?
		    "expected , or } in the object" : "expected , or ] in the array");
	r->pos++;
	r->expect = r->frames[r->depth - 1].object ? EXPECT_NAME : EXPECT_VALUE;
	if (!skip_space(r, NULL))
		return bad(r, E_SYNTAX, r->pos, "the text ends too early");
	*c = *pointer(r, r->pos);
	return DONE;
}

static struct rc
next(struct json_reader *r, struct json_token *t)
{
	if (r->pos == 0 && ready(r, 0) && *pointer(r, 0) == 0xef)
		return bad(r, E_SYNTAX, 0, "a byte-order mark, or no JSON");
	bool more = skip_space(r, NULL);
	if (r->err.code != OK)
		return (struct rc){ r->err.code };
	if (r->pos > r->budget.bytes)
		return bad(r, E_LIMIT, r->budget.bytes, "larger than the budget for this document");
	if (r->expect == EXPECT_NOTHING) {
		t->kind = JSON_END;
		t->at = r->pos;
		return more ? bad(r, E_SYNTAX, r->pos, "something after the value") : DONE;
	}
	if (!more)
		return bad(r, E_SYNTAX, r->pos, "the text ends too early");
	uint8_t c = *pointer(r, r->pos);
	bool object = r->depth > 0 && r->frames[r->depth - 1].object;
	bool may_end = r->expect == EXPECT_COMMA_OR_END || r->expect == EXPECT_NAME_OR_END ||
	    r->expect == EXPECT_VALUE_OR_END;
	t->at = r->pos;
	if (may_end && c == (object ? '}' : ']'))
		return close_frame(r, t);
	if (r->expect == EXPECT_COMMA_OR_END)
		TRY(separator(r, &c));
	t->at = r->pos;
	t->depth = r->depth;
	if (r->expect == EXPECT_NAME || r->expect == EXPECT_NAME_OR_END)
		return read_name(r, c, t);
	return read_value(r, c, t);
}

struct rc
json_next(struct json_reader *r, struct json_token *token, struct err *e)
{
	*token = (struct json_token){0};
	struct rc done = r->err.code != OK ? (struct rc){ r->err.code } : next(r, token);
	if (!failed(done) && r->pos > r->budget.bytes)
		done = bad(r, E_LIMIT, r->budget.bytes, "larger than the budget for this document");
	if (failed(done))
		return fail(e, r->err.code, r->err.at, r->err.what);
	r->last = token->kind;
	return DONE;
}

struct rc
json_skip(struct json_reader *r, struct err *e)
{
	struct json_token t = { .kind = r->last };
	if (t.kind == JSON_NAME)
		TRY(json_next(r, &t, e));
	for (unsigned open = t.kind == JSON_OBJECT || t.kind == JSON_ARRAY; open > 0;) {
		TRY(json_next(r, &t, e));
		if (t.kind == JSON_OBJECT || t.kind == JSON_ARRAY)
			open++;
		if (t.kind == JSON_OBJECT_END || t.kind == JSON_ARRAY_END)
			open--;
	}
	return DONE;
}
