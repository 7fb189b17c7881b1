/* app/inspect/index.c - which texts belong to a key. See app/inspect/index.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/inspect/index.h"

struct index
index_init(struct arena *a)
{
	return (struct index){ a, map_init() };
}

void
index_drop(struct index *i)
{
	map_drop(&i->map);
}

struct rc
index_add(struct index *i, struct slice key, struct slice text, struct err *e)
{
	if (key.len == 0)
		return DONE;
	struct index_list *list = map_get(&i->map, key);
	if (list == NULL) {
		list = ARENA_NEW(i->a, struct index_list);
		if (list == NULL)
			return arena_failed(i->a, e);
		TRY(map_put(&i->map, key, list, e));
	}
	void *at = list->at;
	if (list->count > 0 && slice_eq(list->at[list->count - 1], text))
		return DONE;
	if (!arena_grow(i->a, &at, &list->cap, list->count, sizeof(text)))
		return arena_failed(i->a, e);
	list->at = at;
	list->at[list->count++] = text;
	return DONE;
}

const struct index_list *
index_get(const struct index *i, struct slice key)
{
	return key.len == 0 ? NULL : map_get(&i->map, key);
}
