/* app/desk/not_proven.h - what a report does not prove, in the forms that are no page.
 *
 * JSON has it as a member, a page as a section. A table of rows has no place for sentences: with
 * CSV they go where notes go.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_NOT_PROVEN_H
#define APP_DESK_NOT_PROVEN_H

#include "app/ops.h"
#include "codec/value.h"

/* The sentences of a report. */
typedef const char *const *not_proven_fn(size_t *count);

/* v gets the member `does_not_prove`, a list of the sentences. */
void not_proven_put(struct build *b, struct value *v, not_proven_fn *sentences);
/* With --csv: a note for each. */
void not_proven_note(const struct op_call *call, not_proven_fn *sentences, struct op_result *r);

#endif
