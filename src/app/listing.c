/* app/listing.c - what a command says, in three forms. See app/listing.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/listing.h"

#include <string.h>

#include "base/limits.h"
#include "codec/jcs.h"
#include "codec/utf8.h"

#define CELL_WORDS_MAX MIB(1)
#define ROW_BYTES_MAX MIB(16)

void
words_put(const struct value *v, const char *between, struct buf *out)
{
	if (v == NULL || v->kind == VALUE_NULL) {
		buf_add_text(out, "-");
		return;
	}
	if (v->kind == VALUE_ARRAY) {
		for (size_t i = 0; i < v->count; i++) {
			buf_add_text(out, i > 0 ? between : "");
			words_put(&v->items[i], between, out);
		}
		return;
	}
	if (v->kind == VALUE_OBJECT) {
		for (size_t i = 0; i < v->count; i++) {
			buf_add_text(out, i > 0 ? "; " : "");
			text_show(v->members[i].name, out);
			buf_add_text(out, " ");
			words_put(&v->members[i].value, between, out);
		}
		return;
	}
	if (v->kind == VALUE_STRING || v->kind == VALUE_NUMBER)
		text_show(v->text, out);
	else
		buf_add_text(out, v->kind == VALUE_TRUE ? "yes" : "no");
}

void
csv_cell(struct slice text, struct buf *out)
{
	bool quote = text.len > 0 && (text.at[0] == ' ' || text.at[text.len - 1] == ' ');
	bool formula = text.len > 0 && strchr("=+-@\t\r", text.at[0]) != NULL;
	for (size_t i = 0; i < text.len; i++)
		quote = quote || text.at[i] == ',' || text.at[i] == '"' || text.at[i] == '\n' ||
		    text.at[i] == '\r' || text.at[i] == ';';
	if (quote)
		buf_add_byte(out, '"');
	if (formula)
		buf_add_byte(out, '\'');
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '"')
			buf_add_byte(out, '"');
		buf_add_byte(out, text.at[i]);
	}
	if (quote)
		buf_add_byte(out, '"');
}

/* --- lists ------------------------------------------------------------------------------------ */

/* Numbers, yes and no as they are; texts raw, for CSV keeps the data. */
static void
cell_text(const struct value *row, const char *name, bool raw, struct buf *out)
{
	const struct value *v = value_get(row, slice_of(name));
	buf_clear(out);
	if (raw && (v == NULL || v->kind == VALUE_NULL))
		return;
	if (raw && v->kind == VALUE_STRING)
		buf_add(out, v->text);
	else
		words_put(v, " ", out);
}

static void
print_csv_row(struct buf *out, const struct column *columns, size_t count,
    const struct value *row)
{
	AUTO(buf) cell = buf_init(CELL_WORDS_MAX);
	for (size_t c = 0; c < count; c++) {
		const struct value *v = value_get(row, slice_of(columns[c].name));
		cell_text(row, columns[c].name, true, &cell);
		buf_follow(out, &cell);
		if (v != NULL && v->kind == VALUE_NUMBER)	/* "-1" is no formula */
			buf_add(out, buf_slice(&cell));
		else
			csv_cell(buf_slice(&cell), out);
		buf_add_text(out, c + 1 < count ? "," : "\r\n");
	}
}

/* Characters, not bytes: a heading of ü is one wide. */
static int
width_of(struct slice s)
{
	int n = 0;
	for (size_t i = 0; i < s.len; i++)
		n += (s.at[i] & 0xc0) != 0x80;
	return n;
}

static void
put_padded(struct buf *out, struct slice text, int width, bool last)
{
	buf_add(out, text);
	for (int n = width_of(text); n < width && !last; n++)
		buf_add_byte(out, ' ');
	buf_add_text(out, last ? "\n" : "  ");
}

static size_t
last_shown(const struct column *columns, size_t count)
{
	size_t last = 0;
	for (size_t c = 0; c < count; c++)
		if (columns[c].width > 0)
			last = c;
	return last;
}

static void
print_table_row(struct buf *out, const struct column *columns, size_t count,
    const struct value *row)
{
	AUTO(buf) cell = buf_init(CELL_WORDS_MAX);
	size_t last = last_shown(columns, count);
	for (size_t c = 0; c < count; c++) {
		if (columns[c].width == 0)
			continue;
		cell_text(row, columns[c].name, false, &cell);
		buf_follow(out, &cell);
		put_padded(out, buf_slice(&cell), columns[c].width, c == last);
	}
}

static void
print_headings(const struct rows_out *l)
{
	size_t last = last_shown(l->columns, l->column_count);
	for (size_t c = 0; c < l->column_count; c++)
		if (l->call->csv)
			buf_addf(l->out, "%s%s", l->columns[c].name, c + 1 < l->column_count ?
			    "," : "\r\n");
		else if (l->columns[c].width > 0)
			put_padded(l->out, slice_of(l->columns[c].heading), l->columns[c].width,
			    c == last);
}

/* As json_write_pretty() would write the row in its list. */
static struct rc
print_json_row(struct rows_out *l, const struct value *row, struct err *e)
{
	AUTO(buf) text = buf_init(ROW_BYTES_MAX);
	TRY(json_write_pretty(row, &text, e));
	TRY(buf_end(&text, e));
	struct slice left = buf_slice(&text);
	buf_add_text(l->out, l->count > 0 ? ",\n" : "\n");
	for (size_t end; (end = slice_find(left, SLICE("\n"), 0)) != SIZE_MAX;
	    left = slice_sub(left, end + 1, left.len)) {
		buf_add_text(l->out, "    ");
		buf_add(l->out, slice_sub(left, 0, end));
		buf_add_text(l->out, end + 1 < left.len ? "\n" : "");
	}
	return DONE;
}

struct rc
rows_add(struct rows_out *l, const struct value *row, struct err *e)
{
	if (l->call->json)
		TRY(print_json_row(l, row, e));
	else {
		if (l->count == 0)
			print_headings(l);
		(l->call->csv ? print_csv_row : print_table_row)(l->out, l->columns,
		    l->column_count, row);
	}
	l->count++;
	return DONE;
}

void
rows_begin(struct rows_out *l)
{
	if (l->call->json)
		buf_addf(l->out, "{\n  \"schema\": \"%s\",\n  \"%s\": [", l->schema, l->plural);
}

void
rows_end(struct rows_out *l)
{
	if (l->call->json)
		buf_add_text(l->out, l->count > 0 ? "\n  ]\n}\n" : "]\n}\n");
	else if (l->count == 0 && l->call->csv)
		print_headings(l);
	else if (l->count == 0)
		buf_addf(l->out, "%s\n", l->none);
}

/* The member that every appending command may have. */
static void
put_beside(const struct op_call *call, struct build *b, struct value *whole)
{
	if (call->beside != NULL && call->beside->mark_missing)
		value_put(b, whole, "high_water_mark_missing", value_bool(true));
}

struct rc
listing_print(const struct op_call *call, struct op_result *r, const char *schema,
    const char *plural, const struct column *columns, size_t column_count,
    const struct value *rows, const struct value *head, const char *none)
{
	struct build b = { .a = call->a };
	struct value whole = value_object();
	struct rows_out l = { .call = call, .out = &r->out, .schema = schema, .plural = plural,
	    .none = none, .columns = columns, .column_count = column_count };
	if (!call->json) {
		for (size_t i = 0; i < rows->count; i++)
			TRY(rows_add(&l, &rows->items[i], &r->trouble.err));
		rows_end(&l);
		return DONE;
	}
	value_put(&b, &whole, "schema", value_string(slice_of(schema)));
	for (size_t i = 0; head != NULL && i < head->count; i++)
		value_put_slice(&b, &whole, head->members[i].name, head->members[i].value);
	put_beside(call, &b, &whole);
	value_put(&b, &whole, plural, *rows);
	TRY(build_end(&b, &r->trouble.err));
	return json_write_pretty(&whole, &r->out, &r->trouble.err);
}

/* --- one object ------------------------------------------------------------------------------- */

/* "name  value"; elements of a list of objects below each other. */
static void
print_member(struct buf *out, struct slice name, const struct value *v)
{
	bool rows = v->kind == VALUE_ARRAY && v->count > 0 && v->items[0].kind == VALUE_OBJECT;
	if (v->kind == VALUE_NULL || (v->kind == VALUE_STRING && v->text.len == 0) ||
	    (v->kind == VALUE_ARRAY && v->count == 0))
		return;
	for (size_t i = 0; i < (rows ? v->count : 1); i++) {
		put_padded(out, i == 0 ? name : SLICE(""), 16, false);
		words_put(rows ? &v->items[i] : v, " ", out);
		buf_add_byte(out, '\n');
	}
}

struct rc
object_print(const struct op_call *call, struct op_result *r, const char *schema,
    const struct value *v)
{
	struct build b = { .a = call->a };
	struct value whole = value_object();
	if (!call->json) {
		for (size_t i = 0; i < v->count; i++)
			print_member(&r->out, v->members[i].name, &v->members[i].value);
		return DONE;
	}
	value_put(&b, &whole, "schema", value_string(slice_of(schema)));
	for (size_t i = 0; i < v->count; i++)
		value_put_slice(&b, &whole, v->members[i].name, v->members[i].value);
	put_beside(call, &b, &whole);
	TRY(build_end(&b, &r->trouble.err));
	return json_write_pretty(&whole, &r->out, &r->trouble.err);
}
