/* app/inspect/index.h - which texts belong to a key: digests and the items that name them.
 *
 * Lists keep the order in which texts were added; one that equals the last one is left out.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_INSPECT_INDEX_H
#define APP_INSPECT_INDEX_H

#include "base/arena.h"
#include "base/map.h"

struct index_list { struct slice *at; size_t count, cap; };

struct index {
	struct arena	*a;
	struct map	 map;
};

struct index index_init(struct arena *a);
void index_drop(struct index *i);
/* Key and text are borrowed. An empty key is left out. Errors: E_LIMIT, E_NOMEM. */
struct rc index_add(struct index *i, struct slice key, struct slice text, struct err *e);
/* Null when there is none. */
const struct index_list *index_get(const struct index *i, struct slice key);

#endif
