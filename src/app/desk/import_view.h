/* app/desk/import_view.h - what an import of a requirement table made of it, and what it could not
 * read: as a value, and in words.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_IMPORT_VIEW_H
#define APP_DESK_IMPORT_VIEW_H

#include "app/desk/approvals.h"
#include "app/desk/mapping.h"

/* now_ms: to look approvals up. */
struct import_view {
	const struct workbook	*book;
	const struct merged	*merged;
	const struct approvals	*approvals;
	int64_t			 now_ms;
};

/* Puts into the object out: {rows, kept, statuses, changed, not_found, unread, unread_dates,
 * hidden, again, unknown_requirements, point_elsewhere, more_requirements, other_editions,
 * hidden_sheets}. Failures
 * stand in the build. */
void import_value(struct build *b, const struct import_view *view, struct value *out);
/* The same in some lines, of which each names its cell, below what was recorded: v has id, table,
 * subject, edition and existed too; id and table are null where nothing was. */
void import_text(const struct value *v, struct buf *out);

#endif
