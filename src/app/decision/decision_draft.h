/* app/decision/decision_draft.h - the event of a decision, with everything that its replay needs
 * kept.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DECISION_DECISION_DRAFT_H
#define APP_DECISION_DECISION_DRAFT_H

#include "app/decision/decide.h"

/* today: the assessment at the time of recording, where the decision is backdated; or null. */
struct decision_parts {
	const struct decision_wish	*wish;
	const struct assessed		*x, *today;
	const struct published		*criteria;
	uint64_t			 known;
	int64_t				 valid_at_ms;
	enum outcome			 proposed;
	const struct writer		*writer;
};

/* Keeps case, assessment, criteria and catalogues as bodies and drafts decision.made. */
struct rc decision_draft(const struct op_call *call, struct home *h,
    const struct decision_parts *p, struct event *out, size_t *conditions, struct err *e);

#endif
