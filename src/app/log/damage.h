/* app/log/damage.h - what is wrong with a store: table, row and field.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_LOG_DAMAGE_H
#define APP_LOG_DAMAGE_H

#include "app/ops.h"
#include "base/arena.h"

/* Told one by one; the count goes on after that. */
#define DAMAGES_MAX 1000

/* table: "entry", "tile", "body", ...; or "mark", "file", "signatures". row: its key as text.
 * field: a column; or empty: the whole row. */
struct damage { const char *table; struct slice row; const char *field, *what; };

struct damages {
	struct arena	*a;
	struct damage	*at;
	size_t		 count, cap;
	uint64_t	 all;
	bool		 broken;
};

/* row: a printf format. Remembers when there was no room: damages_end(). */
void damage_add(struct damages *d, const char *table, const char *field, const char *what,
    const char *row, ...) __attribute__((format(printf, 5, 6)));
struct rc damages_end(const struct damages *d, struct err *e);
/* The first as a failure: t->file says table, row and field. Errors: E_VERIFY when there is one;
 * E_NOMEM. */
struct rc damages_demand_none(const struct damages *d, struct arena *a, struct trouble *t);

#endif
