/* app/desk/duties_made.h - what a product takes for granted of others, as cells without an owner.
 *
 * Layer:    private to app/desk/duties*.c.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_DUTIES_MADE_H
#define APP_DESK_DUTIES_MADE_H

#include "app/desk/duties.h"
#include "subject/subject.h"

/* Adds a cell; its key is made here. Errors: E_LIMIT, E_NOMEM. */
struct rc duties_add(struct duties *d, struct duty_cell c, struct err *e);

/* Adds assumptions, countermeasures and requirements left to others that no cell that is there
 * takes. kind: of the subject. Errors: of kept_records(). */
struct rc duties_add_made(struct home *h, enum subject_kind kind, uint64_t known, int64_t at_ms,
    struct duties *d, struct err *e);

#endif
