/* criteria/evaluate.h - a case against criteria: verdicts, parts, what is missing, a proposal.
 *
 * Rules:    doc/formats/criteria.md. Fail and indeterminate are both "not pass"; nothing that is
 *           missing, stale, unbound, damaged or unverifiable ever makes a criterion pass.
 * Purity:   no I/O, no clock, no randomness: the same input gives the same bytes.
 * Limits:   EVALUATION_STEPS_MAX; a limit that is reached is an error, never a verdict.
 * Layer:    base, codec, fact, subject, catalog.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRITERIA_EVALUATE_H
#define CRITERIA_EVALUATE_H

#include "base/arena.h"
#include "catalog/catalog.h"
#include "catalog/kinds.h"
#include "criteria/criteria.h"
#include "fact/assessment.h"
#include "fact/case.h"

/* form: settled. rows: the catalogues, for checks that read them; null where there are none, and
 * for criteria that use no such check. The digests ("sha256:...") are copied into the assessment
 * as they are; where a caller does not know them they are empty. */
struct evaluation {
	const struct case_form	*form;
	const struct criteria	*criteria;
	const struct kind_set	*kinds;
	const struct catalog_set *rows;
	struct slice		 case_digest, criteria_digest;
	const struct slice	*catalogues;
	size_t			 catalogue_count;
};

/* Everything in *out lives in the arena or is borrowed from the input.
 * Errors: E_LIMIT, E_NOMEM; E_SCHEMA: criteria without a criterion, which nothing would meet. */
struct rc evaluate(const struct evaluation *in, struct arena *a, struct assessment *out,
    struct err *e);

#endif
