/* criteria/allowed.h - whether a person may decide so, given what a criterion lists.
 *
 * Spec:     architecture of criteria, "Proposal": doc/formats/criteria.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, fact, catalog.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRITERIA_ALLOWED_H
#define CRITERIA_ALLOWED_H

#include "criteria/criteria.h"
#include "fact/assessment.h"

/* A result that is pass allows everything. Else the outcome is graver than what the result
 * proposes, or stands in the list of every one of its reasons; one that is itself an exception only
 * where an
 * approved one covers the result. c: the criterion of the result. */
bool outcome_is_allowed(const struct criterion *c, const struct criterion_result *r,
    enum outcome o);

#endif
