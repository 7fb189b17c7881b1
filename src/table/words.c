/* table/words.c - headings and titles in four languages. See table/words.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/words.h"

static const char *const fields[FIELD_COUNT] = { "", "serial", "article", "batch", "model",
	"firmware", "order", "manufacturer", "quantity", "description", "position", "received",
	"delivery_note", "package", "price", "tag", "location", "date", "total" };

static const char *const kinds[TABLE_KIND_COUNT] = { "table", "purchase_order", "packing_list",
	"goods_receipt", "serial_list", "asset_list", "product_list" };

static const struct { struct slice text; enum field field; } words[] = {
#define WORD(field, text) { SLICE_INIT(text), FIELD_##field },
#define TITLE(kind, text)
#include "table/words.list"
#undef WORD
#undef TITLE
};

static const struct { struct slice text; enum table_kind kind; } titles[] = {
#define WORD(field, text)
#define TITLE(kind, text) { SLICE_INIT(text), TABLE_##kind },
#include "table/words.list"
#undef WORD
#undef TITLE
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

struct slice
word_fold(struct arena *a, struct slice text)
{
	uint8_t *out = arena_alloc(a, text.len + 1, 1);
	size_t n = 0;
	if (out == NULL)
		return (struct slice){0};
	for (size_t i = 0; i < text.len; i++) {
		uint8_t c = text.at[i];
		if (c < 0x80) {
			n += fold_ascii(c, out + n);
		} else if (c == 0xc3 && i + 1 < text.len && (text.at[i + 1] & 0xc0) == 0x80) {
			/* two bytes of UTF-8 give at most two letters */
			for (const char *l = latin1[text.at[++i] & 0x3f]; *l != 0; l++)
				out[n++] = (uint8_t)*l;
		}
	}
	return (struct slice){ out, n };
}

enum field
word_field(struct slice folded)
{
	for (size_t i = 0; i < COUNT(words); i++)
		if (slice_eq(words[i].text, folded))
			return words[i].field;
	return FIELD_NONE;
}

enum table_kind
word_kind(struct slice folded)
{
	size_t longest = 0;
	enum table_kind kind = TABLE_UNKNOWN;
	for (size_t i = 0; i < COUNT(titles); i++)
		if (titles[i].text.len > longest && slice_starts(folded, titles[i].text)) {
			longest = titles[i].text.len;
			kind = titles[i].kind;
		}
	return kind;
}
