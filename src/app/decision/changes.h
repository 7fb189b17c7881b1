/* app/decision/changes.h - what is different between two assessments by the same criteria.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DECISION_CHANGES_H
#define APP_DECISION_CHANGES_H

#include "codec/value.h"
#include "fact/assessment.h"

/* *out: an object with
 *
 *   verdicts   criterion, from, to, assets: those whose verdict is another one; from or to
 *              "not_evaluated" where one side does not have the asset or criterion
 *   reasons    {come, gone}: criterion, code, subject, evidence, place
 *   evidence   {come, gone}: evidence (item id), kind
 *   proposals  from, to, assets: what is proposed now in place of then
 *
 * Members are empty lists where nothing changed. Order: of the criteria in `now`, then assets.
 * Texts are borrowed. Errors: E_LIMIT, E_NOMEM. */
struct rc changes_between(const struct assessment *then, const struct assessment *now,
    struct arena *a, struct value *out, struct err *e);

#endif
