/* app/home/linked.h - the events that refer to a thing.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_HOME_LINKED_H
#define APP_HOME_LINKED_H

#include "app/home/state.h"

/* Events of one type below `known` that refer to `target` in this relation, by position. Each
 * thing's row is the one that its event opened, as far as the type's own word goes. Only events
 * that had the right to move something are found. An open transaction.
 * Errors: E_VERIFY when an entry is damaged; E_LIMIT, E_NOMEM; of the store. */
struct rc linked_events(struct store *s, struct slice target, const char *rel,
    enum event_type type, uint64_t known, struct arena *a, struct thing **out, size_t *count,
    struct err *e);

#endif
