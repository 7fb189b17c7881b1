/* app/inspect/maps.c - table maps and other small documents. See app/inspect/maps.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/inspect/maps.h"

#include "base/file.h"
#include "base/limits.h"
#include "codec/json.h"
#include "codec/yaml.h"

struct rc
document_tree(struct slice in, struct arena *a, struct value *out, struct err *e)
{
	struct slice text = slice_trim(in);
	if (text.len > 0 && (text.at[0] == '{' || text.at[0] == '['))
		return json_tree(in, DOCUMENT_BYTES_MAX, a, out, e);
	return yaml_tree(in, a, out, e);
}

static struct rc
load_one(const char *file, struct arena *a, struct table_map *out, struct trouble *t)
{
	struct slice text;
	struct value v;
	AUTO(buf) bytes = buf_init(DOCUMENT_BYTES_MAX + 1);
	TRY(file_read_all(file, &bytes, &t->err));
	if (!arena_copy(a, buf_slice(&bytes), &text))
		return arena_failed(a, &t->err);
	struct rc done = document_tree(text, a, &v, &t->err);
	if (!failed(done))
		done = table_map_decode(&v, a, out, &t->err);
	if (failed(done))
		trouble_at_line(t, text, a);
	return done;
}

struct rc
maps_load(const struct op_call *call, struct arena *a, struct table_map **maps, size_t *count,
    struct trouble *t)
{
	size_t n = op_count(call, "map");
	struct table_map *list = ARENA_ARRAY(a, struct table_map, n);
	if (list == NULL)
		return arena_failed(a, &t->err);
	for (size_t i = 0; i < n; i++)
		TRY(trouble_in(t, op_value(call, "map", i), load_one(op_value(call, "map", i), a,
		    &list[i], t)));
	*maps = list;
	*count = n;
	return DONE;
}
