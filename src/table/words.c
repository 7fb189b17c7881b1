/* table/words.c - headings and titles in four languages. See table/words.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/words.h"

static const char *const fields[FIELD_COUNT] = { "", "serial", "article", "batch", "model",
	"firmware", "order", "manufacturer", "quantity", "description", "position", "received",
	"delivery_note", "package", "price", "tag", "location", "date", "total" };

static const char *const kinds[TABLE_KIND_COUNT] = { "table", "purchase_order", "packing_list",
	"goods_receipt", "serial_list", "asset_list", "product_list" };

/* What is longer is no heading and no title. */
#define WORD_BYTES_MAX 120

static const struct { struct slice text; enum field field; bool weak; } words[] = {
#define WORD(field, text) { SLICE_INIT(text), FIELD_##field, false },
#define WEAK(field, text) { SLICE_INIT(text), FIELD_##field, true },
#define TITLE(kind, text)
#define LOOSE(kind, text)
#include "table/words.list"
#undef WORD
#undef WEAK
#undef TITLE
#undef LOOSE
};

static const struct { struct slice text; enum table_kind kind; bool loose; } titles[] = {
#define WORD(field, text)
#define WEAK(field, text)
#define TITLE(kind, text) { SLICE_INIT(text), TABLE_##kind, false },
#define LOOSE(kind, text) { SLICE_INIT(text), TABLE_##kind, true },
#include "table/words.list"
#undef WORD
#undef WEAK
#undef TITLE
#undef LOOSE
};

const char *
field_name(enum field f)
{
	if (f >= FIELD_COUNT)
		BUG("field out of range");
	return fields[f];
}

enum field
field_parse(struct slice name)
{
	for (unsigned i = 1; i < FIELD_COUNT; i++)
		if (slice_eq(name, slice_of(fields[i])))
			return (enum field)i;
	return FIELD_NONE;
}

const char *
table_kind_name(enum table_kind k)
{
	if (k >= TABLE_KIND_COUNT)
		BUG("table kind out of range");
	return kinds[k];
}

enum table_kind
table_kind_parse(struct slice name)
{
	for (unsigned i = 1; i < TABLE_KIND_COUNT; i++)
		if (slice_eq(name, slice_of(kinds[i])))
			return (enum table_kind)i;
	return TABLE_UNKNOWN;
}

/* The base letters of U+00C0..U+00FF; empty where the character is no letter. */
static const char *const latin1[64] = {
	"a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
	"d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "ss",
	"a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
	"d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "y",
};

/* Appends the folded form of one ASCII byte. */
static size_t
fold_ascii(uint8_t c, uint8_t *out)
{
	if (c >= 'A' && c <= 'Z')
		c = (uint8_t)(c + 32);
	if ((c < 'a' || c > 'z') && (c < '0' || c > '9'))
		return 0;
	*out = c;
	return 1;
}

/* Folds into `out`, which holds text.len bytes: two bytes of UTF-8 give at most two letters. */
static size_t
fold(struct slice text, uint8_t *out)
{
	size_t n = 0;
	for (size_t i = 0; i < text.len; i++) {
		uint8_t c = text.at[i];
		if (c < 0x80)
			n += fold_ascii(c, out + n);
		else if (c == 0xc3 && i + 1 < text.len && (text.at[i + 1] & 0xc0) == 0x80)
			for (const char *l = latin1[text.at[++i] & 0x3f]; *l != 0; l++)
				out[n++] = (uint8_t)*l;
	}
	return n;
}

struct slice
word_fold(struct arena *a, struct slice text)
{
	uint8_t *out = arena_alloc(a, text.len + 1, 1);
	return out == NULL ? (struct slice){0} : (struct slice){ out, fold(text, out) };
}

/* --- headings ------------------------------------------------------------------------------- */

static enum field
whole_heading(struct slice text, bool *weak)
{
	uint8_t at[WORD_BYTES_MAX];
	if (text.len > sizeof(at))
		return FIELD_NONE;
	struct slice folded = { at, fold(text, at) };
	for (size_t i = 0; i < COUNT(words); i++)
		if (slice_eq(words[i].text, folded)) {
			*weak = words[i].weak;
			return words[i].field;
		}
	return FIELD_NONE;
}

struct slice
word_fold_short(struct slice text, struct word_room *room)
{
	struct arena a = arena_in(room->at, sizeof(room->at));
	return text.len > WORD_SHORT_MAX ? SLICE("") : word_fold(&a, text);
}

static bool
ends_part(uint8_t c)
{
	return c == '/' || c == '|' || c == '\n' || c == '(' || c == ')' || c == ',';
}

bool
word_part(struct slice text, size_t *at, struct slice *out)
{
	size_t from = *at, to = *at;
	while (to < text.len && !ends_part(text.at[to]))
		to++;
	*out = slice_sub(text, from, to);
	*at = to + 1;
	return from < text.len;
}

enum field
word_heading(struct slice text, bool *weak)
{
	enum field found = whole_heading(text, weak);
	if (found != FIELD_NONE || text.len > WORD_BYTES_MAX)
		return found;
	struct slice said;
	for (size_t at = 0; word_part(text, &at, &said);) {
		struct slice part = slice_trim(said);
		bool lesser = false;
		/* one letter is part of a short form: (S/N) */
		bool known = part.len > 1 && said.len < text.len;
		enum field f = known ? whole_heading(part, &lesser) : FIELD_NONE;
		if (f == FIELD_NONE)
			continue;
		if (found != FIELD_NONE && f != found)
			return FIELD_NONE;
		*weak = found == FIELD_NONE ? lesser : *weak && lesser;
		found = f;
	}
	return found;
}

/* --- titles and totals ---------------------------------------------------------------------- */

/* The next run of characters that are neither blank nor ":"; false at the end. */
static bool
next_token(struct slice text, size_t *at, struct slice *out)
{
	size_t from = *at;
	while (from < text.len && (text.at[from] <= ' ' || text.at[from] == ':'))
		from++;
	size_t to = from;
	while (to < text.len && text.at[to] > ' ' && text.at[to] != ':')
		to++;
	*at = to;
	*out = slice_sub(text, from, to);
	return to > from;
}

static bool
has_digit(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] >= '0' && s.at[i] <= '9')
			return true;
	return false;
}

/* Nothing, or a number behind "no.", "of" and the like. */
static bool
is_numbered(struct slice rest)
{
	static const struct slice passed[] = {
		SLICE_INIT(""), SLICE_INIT("no"), SLICE_INIT("nr"), SLICE_INIT("n"),
		SLICE_INIT("number"), SLICE_INIT("nummer"), SLICE_INIT("numero"), SLICE_INIT("of"),
		SLICE_INIT("for"), SLICE_INIT("from"), SLICE_INIT("vom"), SLICE_INIT("von"),
		SLICE_INIT("zu"), SLICE_INIT("fur"), SLICE_INIT("du"), SLICE_INIT("de"),
		SLICE_INIT("del"), SLICE_INIT("pour"), SLICE_INIT("para"),
	};
	uint8_t at[WORD_BYTES_MAX];
	struct slice token;
	for (size_t pos = 0; next_token(rest, &pos, &token);) {
		struct slice folded = { at, fold(token, at) };
		bool pass = false;
		if (has_digit(token))
			return true;
		for (size_t i = 0; i < COUNT(passed); i++)
			pass = pass || slice_eq(folded, passed[i]);
		if (!pass)
			return false;
	}
	return true;
}

enum table_kind
word_title(struct slice text)
{
	enum table_kind kind = TABLE_UNKNOWN;
	uint8_t at[WORD_BYTES_MAX];
	struct slice token;
	if (text.len > sizeof(at))
		return TABLE_UNKNOWN;
	/* one word more each time; the last that is a title is the longest */
	for (size_t pos = 0; next_token(text, &pos, &token);) {
		struct slice folded = { at, fold(slice_sub(text, 0, pos), at) };
		for (size_t i = 0; i < COUNT(titles); i++)
			if (slice_eq(folded, titles[i].text) && (!titles[i].loose ||
			    is_numbered(slice_sub(text, pos, text.len))))
				kind = titles[i].kind;
	}
	return kind;
}

/* "50", "1.000", "50,0". */
static bool
is_number(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((s.at[i] < '0' || s.at[i] > '9') && s.at[i] != '.' && s.at[i] != ',')
			return false;
	return has_digit(s);
}

/* Only numbers and words for pieces; the first number. */
static bool
is_count(struct slice rest, struct slice *number)
{
	struct slice token;
	bool weak;
	*number = (struct slice){0};
	for (size_t pos = 0; next_token(rest, &pos, &token);) {
		if (slice_eq(token, SLICE("=")))
			continue;
		if (is_number(token) && slice_is_null(*number))
			*number = token;
		else if (whole_heading(token, &weak) != FIELD_QUANTITY)
			return false;
	}
	return true;
}

bool
word_is_total(struct slice text, struct slice *number)
{
	struct slice token;
	bool weak;
	if (text.len > WORD_BYTES_MAX)
		return false;
	for (size_t pos = 0; next_token(text, &pos, &token);)
		if (whole_heading(slice_sub(text, 0, pos), &weak) == FIELD_TOTAL &&
		    is_count(slice_sub(text, pos, text.len), number))
			return true;
	return false;
}
