/* app/desk/row_history.h - one requirement of one subject: who stated what of it, and since when.
 *
 * For a person who looks one row up. Verdicts never rest on this: `level assess` says what counts.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_ROW_HISTORY_H
#define APP_DESK_ROW_HISTORY_H

#include "app/home/home.h"
#include "app/shipped_data.h"

/* row: as a person writes it: "CR 1.1 RE(2)", "CR-1.1", "iec62443-4-2:2019/CR-1.1". edition: or
 * empty: the one that states it, or that alone has it. */
struct row_wish { struct slice subject, product, row, edition; uint64_t known; int64_t now_ms; };

/* {id, requirement, title, subject, edition, status, history: [{status, ..., mapping, stated_by,
 * recorded, change, state, ended, ended_by}], approvals, tests, evidence, not_found} in *out.
 * An open transaction. Errors: E_USAGE when no edition has it, or several state it; of
 * kept_records(). */
struct rc row_history(struct home *h, const struct row_wish *wish,
    const struct shipped_data *data, struct build *b, struct value *out, struct err *e);

#endif
