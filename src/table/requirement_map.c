/* table/requirement_map.c - a user's own words for requirement workbooks. See
 * table/requirement_table.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/requirement_words.h"
#include "table/words.h"

static struct rc
decode_words(const struct value *v, struct arena *a, struct requirement_map *out, struct err *e)
{
	size_t count = 0;
	for (size_t i = 0; i < v->count; i++)
		count += v->members[i].value.kind == VALUE_ARRAY ? v->members[i].value.count : 0;
	out->words = ARENA_ARRAY(a, struct requirement_word, count);
	if (out->words == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < v->count; i++) {
		const struct value *list = &v->members[i].value;
		if (requirement_status_parse(v->members[i].name) == NULL)
			return fail(e, E_SCHEMA, v->members[i].at, "no such status");
		if (list->kind != VALUE_ARRAY)
			return fail(e, E_SCHEMA, list->at, "expected a list of words");
		for (size_t k = 0; k < list->count; k++) {
			struct slice word = word_fold(a, value_text(&list->items[k]));
			if (word.len == 0)
				return fail(e, E_SCHEMA, list->items[k].at, "expected a word");
			out->words[out->word_count++] = (struct requirement_word){ word,
			    v->members[i].name };
		}
	}
	return DONE;
}

struct rc
requirement_map_decode(const struct value *v, struct arena *a, struct requirement_map *out,
    struct err *e)
{
	struct obj o = obj_open(v);
	*out = (struct requirement_map){0};
	struct slice version = obj_need_text(&o, "apiVersion", "expected apiVersion: assay/v1");
	struct slice kind = obj_need_text(&o, "kind", "expected kind: RequirementMap");
	out->sheet = obj_may_text(&o, "sheet", "expected sheet: the name of a sheet");
	out->under = obj_may_text(&o, "under", "expected under: the heading of a group of columns");
	const struct value *columns = obj_may(&o, "columns", VALUE_OBJECT,
	    "expected columns: fields and their headings");
	const struct value *words = obj_may(&o, "status", VALUE_OBJECT,
	    "expected status: each with its words");
	TRY(obj_end(&o, e));
	if (!slice_eq(version, SLICE("assay/v1")) || !slice_eq(kind, SLICE("RequirementMap")))
		return fail(e, E_SCHEMA, v->at,
		    "expected apiVersion assay/v1, kind RequirementMap");
	for (size_t i = 0; columns != NULL && i < columns->count; i++) {
		enum requirement_field f = requirement_field_parse(columns->members[i].name);
		if (f == REQUIREMENT_NONE)
			return fail(e, E_SCHEMA, columns->members[i].at, "no such field");
		out->columns[f] = value_text(&columns->members[i].value);
		if (out->columns[f].len == 0)
			return fail(e, E_SCHEMA, columns->members[i].value.at,
			    "expected a heading or a column's letters");
	}
	return words == NULL ? DONE : decode_words(words, a, out, e);
}
