/* table/table_map.c - a user's own map from headings to meanings. See table/table_map.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/table_map.h"

#include "base/limits.h"

/* "C" is 3, "AB" is 28; 0 when it is no column. */
static uint32_t
column_number(struct slice s)
{
	uint32_t n = 0;
	if (s.len == 0 || s.len > 3)
		return 0;
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] < 'A' || s.at[i] > 'Z')
			return 0;
		n = n * 26 + (uint32_t)(s.at[i] - 'A') + 1;
	}
	return n <= TABLE_COLUMNS_MAX ? n : 0;
}

static struct rc
column_decode(const struct value *v, struct arena *a, struct map_column *out, struct err *e)
{
	if (v->kind == VALUE_STRING) {
		out->heading = word_fold(a, v->text);
		if (slice_is_null(out->heading))
			return arena_failed(a, e);
		if (out->heading.len == 0)
			return fail(e, E_SCHEMA, v->at, "expected a heading, or {column: \"C\"}");
		return DONE;
	}
	struct obj o = obj_open(v);
	struct slice letters = obj_need_text(&o, "column",
	    "expected a heading, or {column: \"C\"}");
	TRY(obj_end(&o, e));
	out->column = column_number(letters);
	if (out->column == 0)
		return fail(e, E_SCHEMA, v->at, "expected a column such as C (capital letters)");
	return DONE;
}

/* Two fields in one column: at least one of them is wrong. */
static bool
stands_elsewhere(const struct table_map *t, enum field f)
{
	const struct map_column *mine = &t->columns[f];
	for (unsigned i = 1; i < FIELD_COUNT; i++) {
		const struct map_column *other = &t->columns[i];
		if (i != f && ((mine->column != 0 && mine->column == other->column) ||
		    (mine->heading.len > 0 && slice_eq(mine->heading, other->heading))))
			return true;
	}
	return false;
}

static struct rc
columns_decode(const struct value *v, struct arena *a, struct table_map *t, struct err *e)
{
	for (size_t i = 0; i < v->count; i++) {
		enum field f = field_parse(v->members[i].name);
		if (f == FIELD_NONE)
			return fail(e, E_SCHEMA, v->members[i].at, "no such field of a table");
		TRY(column_decode(&v->members[i].value, a, &t->columns[f], e));
		if (stands_elsewhere(t, f))
			return fail(e, E_SCHEMA, v->members[i].value.at,
			    "another field stands there");
	}
	if (v->count == 0)
		return fail(e, E_SCHEMA, v->at, "expected at least one column");
	if (value_get(v, SLICE("serial")) == NULL && value_get(v, SLICE("article")) == NULL &&
	    value_get(v, SLICE("model")) == NULL)
		return fail(e, E_SCHEMA, v->at,
		    "expected serial, article or model among the columns");
	return DONE;
}

static struct rc
spec_decode(const struct value *spec, struct arena *a, struct table_map *t, struct err *e)
{
	int64_t row = 0;
	struct obj o = obj_open(spec);
	struct slice kind = obj_need_text(&o, "kind", "expected kind: the kind of the table");
	t->sheet = obj_may_text(&o, "sheet", "expected sheet: the name of a sheet");
	const struct value *header = obj_may(&o, "header_row", VALUE_NUMBER,
	    "expected header_row: a row number from 1");
	const struct value *columns = obj_need(&o, "columns", VALUE_OBJECT,
	    "expected columns: fields and their headings");
	TRY(obj_end(&o, e));
	t->kind = table_kind_parse(kind);
	if (t->kind == TABLE_UNKNOWN)
		return fail(e, E_SCHEMA, value_get(spec, SLICE("kind"))->at,
		    "expected purchase_order, packing_list, goods_receipt, serial_list, "
		    "asset_list or product_list");
	if (header != NULL && (!value_int(header, &row) || row < 1 || row > TABLE_ROWS_MAX))
		return fail(e, E_SCHEMA, header->at, "expected header_row: a row number from 1");
	t->header_row = (uint32_t)row;
	return columns_decode(columns, a, t, e);
}

struct rc
table_map_decode(const struct value *v, struct arena *a, struct table_map *out, struct err *e)
{
	struct table_map t = {0};
	struct obj o = obj_open(v);
	struct slice version = obj_need_text(&o, "apiVersion", "expected apiVersion: assay/v1");
	struct slice kind = obj_need_text(&o, "kind", "expected kind: TableMap");
	const struct value *spec = obj_need(&o, "spec", VALUE_OBJECT, "expected spec: an object");
	TRY(obj_end(&o, e));
	if (!slice_eq(version, SLICE("assay/v1")) || !slice_eq(kind, SLICE("TableMap")))
		return fail(e, E_SCHEMA, v->at, "expected apiVersion: assay/v1 and kind: TableMap");
	TRY(spec_decode(spec, a, &t, e));
	*out = t;
	return DONE;
}
