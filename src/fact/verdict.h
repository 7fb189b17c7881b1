/* fact/verdict.h - verdicts, evidence levels, outcomes and areas: the words of a result.
 *
 * The zero value of each says "not yet" or "nothing".
 *
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FACT_VERDICT_H
#define FACT_VERDICT_H

#include "base/base.h"

enum verdict { VERDICT_NOT_EVALUATED = 0, VERDICT_INDETERMINATE, VERDICT_FAIL, VERDICT_PASS,
	VERDICT_COUNT };
/* "indeterminate"; shown to people as "cannot tell". */
const char *verdict_name(enum verdict v);
const char *verdict_shown(enum verdict v);
enum verdict verdict_parse(struct slice word);	/* VERDICT_COUNT when it is none */

/* The handbook's evidence maturity, E1 assertion .. E5 lifecycle-retained. */
enum level { LEVEL_NONE = 0, LEVEL_E1, LEVEL_E2, LEVEL_E3, LEVEL_E4, LEVEL_E5, LEVEL_COUNT };
const char *level_name(enum level l);		/* "E3"; "" for LEVEL_NONE */
enum level level_parse(struct slice word);	/* LEVEL_NONE when it is none */

/* Outcomes of a product acceptance, gravest first. */
enum outcome { OUTCOME_NONE = 0, OUTCOME_REJECT, OUTCOME_QUARANTINE, OUTCOME_REMEDIATE,
	OUTCOME_RISK_ACCEPT, OUTCOME_ACCEPT_WITH_EXCEPTION, OUTCOME_ACCEPT_WITH_CONDITIONS,
	OUTCOME_ACCEPT, OUTCOME_SPLIT, OUTCOME_COUNT };
const char *outcome_name(enum outcome o);
enum outcome outcome_parse(struct slice word);	/* OUTCOME_NONE when it is none; "split" is none */

/* The nine areas, in the order of the checklist. */
enum area { AREA_NONE = 0, AREA_IDENTITY, AREA_PROVENANCE, AREA_INTEGRITY, AREA_TRANSPARENCY,
	AREA_UPDATES, AREA_VULNERABILITY, AREA_LIFECYCLE_STATE, AREA_VERIFICATION, AREA_RETENTION,
	AREA_COUNT };
const char *area_name(enum area a);
enum area area_parse(struct slice word);

#endif
