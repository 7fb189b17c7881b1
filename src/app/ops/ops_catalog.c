/* app/ops/ops_catalog.c - `assay catalog`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/catalogues.h"
#include "app/listing.h"
#include "app/ops.h"
#include "app/shipped_data.h"
#include "catalog/show.h"
#include "codec/jcs.h"
#include "codec/utf8.h"

static void
put_member(const struct value *row, const char *name, int width, struct buf *out)
{
	AUTO(buf) words = buf_init((size_t)1 << 20);
	words_put(value_get(row, slice_of(name)), ", ", &words);
	buf_follow(out, &words);
	buf_addf(out, "%-*.*s ", width, SLICE_FMT(buf_slice(&words)));
}

struct rc
op_catalog_list(const struct op_call *call, struct op_result *r)
{
	struct shipped_data data;
	struct build b = { .a = call->a };
	if (op_flag(call, "adopted"))
		return catalog_list_adopted(call, r);
	if (op_value(call, "known-at", 0) != NULL)
		return trouble_in(&r->trouble, "--known-at", fail(&r->trouble.err, E_USAGE, 0,
		    "what ships has no history; ask with --adopted"));
	TRY(shipped_data_load(call->a, &data, &r->trouble.err));
	struct value v = catalog_list_value(&b, &data.catalogues);
	TRY(build_end(&b, &r->trouble.err));
	if (call->json)
		return json_write_pretty(&v, &r->out, &r->trouble.err);
	const struct value *rows = value_get(&v, SLICE("catalogues"));
	for (size_t i = 0; i < rows->count; i++) {
		put_member(&rows->items[i], "name", 16, &r->out);
		put_member(&rows->items[i], "edition", 8, &r->out);
		put_member(&rows->items[i], "items", 6, &r->out);
		put_member(&rows->items[i], "standard", 28, &r->out);
		put_member(&rows->items[i], "digest", 0, &r->out);
		buf_add_byte(&r->out, '\n');
	}
	return DONE;
}

/* One item: a line for each member of its row, then its evidence and mappings. */
static void
put_item(const struct value *v, struct buf *out)
{
	const struct value *item = value_get(v, SLICE("item"));
	const struct value *evidence = value_get(v, SLICE("evidence"));
	const struct value *mappings = value_get(v, SLICE("mappings"));
	for (size_t i = 0; i < item->count; i++) {
		buf_addf(out, "%-20.*s ", SLICE_FMT(item->members[i].name));
		words_put(&item->members[i].value, ", ", out);
		buf_add_byte(out, '\n');
	}
	for (size_t i = 0; evidence != NULL && i < evidence->count; i++) {
		buf_add_text(out, i == 0 ? "\nEvidence that speaks to it, and what it does not "
		    "prove:\n  " :
		    "  ");
		put_member(&evidence->items[i], "kind", 28, out);
		put_member(&evidence->items[i], "does_not_prove", 0, out);
		buf_add_byte(out, '\n');
	}
	for (size_t i = 0; mappings != NULL && i < mappings->count; i++) {
		buf_add_text(out, i == 0 ? "\nMappings (they say which evidence to look at "
		    "first, never "
		    "that the other is met):\n  " : "  ");
		words_put(&mappings->items[i], ", ", out);
		buf_add_byte(out, '\n');
	}
}

struct rc
op_catalog_show(const struct op_call *call, struct op_result *r)
{
	struct shipped_data data;
	struct value v;
	struct build b = { .a = call->a };
	const char *name = op_value(call, "CATALOGUE", 0), *item = op_value(call, "ITEM", 0);
	struct err *e = &r->trouble.err;
	TRY(shipped_data_load(call->a, &data, e));
	bool full = item == NULL && slice_find(slice_of(name), SLICE("/"), 0) != SIZE_MAX;
	TRY(trouble_in(&r->trouble, item != NULL ? item : name, catalog_show_value(&b,
	    &data.catalogues, &data.kinds, full ? (struct slice){0} : slice_of(name),
	    slice_of(full ? name : item), &v, e)));
	TRY(build_end(&b, e));
	if (call->json)
		return json_write_pretty(&v, &r->out, e);
	if (value_get(&v, SLICE("item")) != NULL) {
		put_item(&v, &r->out);
		return DONE;
	}
	const struct value *rows = value_get(&v, SLICE("items"));
	for (size_t i = 0; rows != NULL && i < rows->count; i++) {
		put_member(&rows->items[i], "id", 18, &r->out);
		put_member(&rows->items[i], "title", 0, &r->out);
		buf_add_byte(&r->out, '\n');
	}
	return DONE;
}
