/* report/value_html.c - members of a value as HTML. See report/value_html.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/value_html.h"

#include "report/html_page.h"
#include "report/words_view.h"

/* A decision is on 1,000 assets at most, of 512 bytes each. */
#define ASSETS_WORDS_BYTES ((size_t)1 << 20)

bool
value_has_text(const struct value *v, const char *name)
{
	return value_text(value_get(v, slice_of(name))).len > 0;
}

static void
put_spaced(struct slice s, struct buf *out)
{
	AUTO(buf) spaced = buf_init(s.len + 1);
	for (size_t i = 0; i < s.len; i++)
		buf_add_byte(&spaced, s.at[i] == '_' ? ' ' : s.at[i]);
	html_text(out, buf_slice(&spaced));
	buf_follow(out, &spaced);
}

static void
put(const struct value *v, bool spaced, struct buf *out)
{
	if (v == NULL)
		return;
	for (size_t i = 0; v->kind == VALUE_ARRAY && i < v->count; i++) {
		html_raw(out, i > 0 ? ", " : "");
		put(&v->items[i], spaced, out);
	}
	if (v->kind != VALUE_STRING && v->kind != VALUE_NUMBER)
		return;
	if (spaced)
		put_spaced(v->text, out);
	else
		html_text(out, v->text);
}

void
value_show(const struct value *v, const char *name, struct buf *out)
{
	put(value_get(v, slice_of(name)), false, out);
}

void
value_words(const struct value *v, const char *name, struct buf *out)
{
	put(value_get(v, slice_of(name)), true, out);
}

void
value_list_words(const struct value *list, struct buf *out)
{
	put(list, false, out);
}

void
value_cut(struct slice s, size_t max, struct buf *out)
{
	size_t n = s.len < max ? s.len : max;
	while (n > 0 && n < s.len && (s.at[n] & 0xc0) == 0x80)
		n--;
	html_text(out, slice_sub(s, 0, n));
	if (n < s.len)
		html_raw(out, " &hellip; [cut; the whole stands in the entry]");
}

/* "asset:acme/ic-22": what stands before the serial. */
static struct slice
product_of(struct slice asset)
{
	size_t mark = slice_find(asset, SLICE("#"), 0);
	return slice_sub(asset, 0, mark == SIZE_MAX ? asset.len : mark);
}

static void
spread(const struct value *assets, struct buf *out)
{
	const struct slice *first = &assets->items[0].text;
	(void)spread_words(first, sizeof(struct value), assets->count, out);	/* all are assets */
}

void
value_assets_words(const struct value *assets, size_t max, struct buf *out)
{
	AUTO(buf) words = buf_init(ASSETS_WORDS_BYTES);
	bool same = true;
	for (size_t i = 1; i < assets->count; i++)
		same = same && slice_eq(product_of(assets->items[i].text),
		    product_of(assets->items[0].text));
	for (size_t i = 0; i < assets->count && !same; i++) {
		buf_add_text(&words, i > 0 ? ", " : "");
		buf_add(&words, assets->items[i].text);
	}
	if (same && assets->count > 0)
		spread(assets, &words);
	buf_addf(out, "%zu of it, %s", assets->count, !same ? "" : assets->count == 1 ? "serial " :
	    "serials ");
	value_cut(buf_slice(&words), max, out);
	buf_follow(out, &words);
}

/* --- tables ----------------------------------------------------------------------------------- */

void
value_table(struct buf *out, const char *headings)
{
	html_table(out, headings);
}

/* A relative address: whatever is no letter, digit or one of - . _ ~ / as %HH. */
static void
put_address(struct slice s, struct buf *out)
{
	for (size_t i = 0; i < s.len; i++) {
		uint8_t c = s.at[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~' ||
		    c == '/';
		if (plain)
			buf_add_byte(out, c);
		else
			buf_addf(out, "%%%02X", c);
	}
}

void
value_instant(const struct value *v, const char *name, struct buf *out)
{
	struct slice s = value_text(value_get(v, slice_of(name)));
	size_t mark = slice_find(s, SLICE("T"), 0);
	size_t day = mark == SIZE_MAX ? s.len : mark + 1;
	if (s.len == 0)
		return;
	html_raw(out, "<span class=\"id\">");
	html_text(out, slice_sub(s, 0, day));
	html_raw(out, "</span><wbr><span class=\"id\">");
	html_text(out, slice_sub(s, day, s.len));
	html_raw(out, "</span>");
}

void
value_link(const struct value *v, const char *name, const char *else_name, struct buf *out)
{
	if (!value_has_text(v, name)) {
		if (else_name != NULL)
			value_words(v, else_name, out);
		return;
	}
	html_raw(out, "<a href=\"");
	put_address(value_text(value_get(v, slice_of(name))), out);
	html_raw(out, "\">");
	value_show(v, name, out);
	html_raw(out, "</a>");
}

static void
put_cell(const struct value *row, const struct value_column *c, struct buf *out)
{
	static const char *const begin[] = { [VALUE_AS_TEXT] = "<td>",
	    [VALUE_AS_NAME] = "<td class=\"word\">", [VALUE_AS_WORDS] = "<td class=\"word\">",
	    [VALUE_AS_CODE] = "<td class=\"code\">",
	    [VALUE_AS_INSTANT] = "<td>" };
	html_raw(out, begin[c->as]);
	if (c->as == VALUE_AS_CODE) {
		html_raw(out, "<code>");
		value_show(row, c->name, out);
		html_raw(out, "</code>");
	} else if (c->as == VALUE_AS_WORDS) {
		value_words(row, c->name, out);
	} else if (c->as == VALUE_AS_INSTANT) {
		value_instant(row, c->name, out);
	} else if (c->as == VALUE_AS_TEXT || c->as == VALUE_AS_NAME) {
		value_show(row, c->name, out);
	}
	html_raw(out, "</td>");
}

void
value_rows(struct buf *out, const char *headings, const struct value_column *columns,
    size_t column_count, const struct value *rows)
{
	value_table(out, headings);
	for (size_t i = 0; i < rows->count; i++) {
		html_raw(out, "<tr>");
		for (size_t k = 0; k < column_count; k++)
			put_cell(&rows->items[i], &columns[k], out);
		html_raw(out, "</tr>\n");
	}
	html_table_end(out);
}
