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
 * proposes, or answers every one of its reasons: it stands in the reason's list or is graver than
 * the first of it. So what the result proposes is always allowed, but for an outcome that is an
 * exception: that one only where an approved one covers the result. c: the criterion of the
 * result. */
bool outcome_is_allowed(const struct criterion *c, const struct criterion_result *r,
    enum outcome o);

#endif
