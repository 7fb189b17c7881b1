/* app/decision/narrowed.h - for what of a case an exception is that names versions or digests.
 *
 * Such a request narrows its subjects: `--for product:acme/ic-22 --versions '>=5.4,<5.6'` is for
 * the release of the case, where that is one of the product's and lies in the range; and
 * `--for batch:acme/B1 --digest sha256:...` is for the batch as far as these bytes go. Bytes are
 * those of the release where an item of the case is its firmware image; then it is for the
 * subjects. Of any other item it is for what is lacking of that item, where the item is about
 * nothing but the subjects.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DECISION_NARROWED_H
#define APP_DECISION_NARROWED_H

#include "event/event.h"
#include "fact/case.h"

/* request: exception.requested with `versions`. What a case says in its `subjects`: subjects of the
 * scope, or digests of items and no subject. None: it is for nothing of this case. */
struct rc narrowed_subjects(const struct event *request, const struct case_form *form,
    struct arena *a, struct slice **out, size_t *count, struct err *e);

#endif
