/* app/log/damage.c - what is wrong with a store. See app/log/damage.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/log/damage.h"

#include <stdarg.h>
#include <stdio.h>

void
damage_add(struct damages *d, const char *table, const char *field, const char *what,
    const char *row, ...)
{
	char text[512];
	void *at = d->at;
	va_list args;
	d->all++;
	if (d->broken || d->count >= DAMAGES_MAX)
		return;
	if (!arena_grow(d->a, &at, &d->cap, d->count, sizeof(struct damage))) {
		d->broken = true;
		return;
	}
	d->at = at;
	struct damage *n = &d->at[d->count];
	*n = (struct damage){ .table = table, .field = field, .what = what };
	va_start(args, row);
	int len = vsnprintf(text, sizeof(text), row, args);
	va_end(args);
	d->broken = len < 0 || !arena_copy(d->a, slice_of(text), &n->row);
	d->count += !d->broken;
}

struct rc
damages_end(const struct damages *d, struct err *e)
{
	return d->broken ? arena_failed(d->a, e) : DONE;
}

struct rc
damages_demand_none(const struct damages *d, struct arena *a, struct trouble *t)
{
	struct slice what;
	if (d->count == 0)
		return DONE;
	const struct damage *first = &d->at[0];
	if (!arena_format(a, &t->file, "%s %.*s%s%s", first->table, SLICE_FMT(first->row),
	    first->field[0] != 0 ? " " : "", first->field) ||
	    !arena_format(a, &what, "%s; `assay fsck` says more%c", first->what, 0))
		return arena_failed(a, &t->err);
	return fail(&t->err, E_VERIFY, 0, (const char *)what.at);
}
