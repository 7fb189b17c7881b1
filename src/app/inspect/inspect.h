/* app/inspect/inspect.h - takes in a delivery and holds it against criteria: the use case of
 * `inspect`.
 *
 * Nothing is stored. The result depends on the bytes of the files and their paths, the anchors,
 * the criteria, the subject and the instant; not on threads, nor on the order of arguments.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_INSPECT_INSPECT_H
#define APP_INSPECT_INSPECT_H

#include "app/inspect/criteria_source.h"
#include "app/inspect/gather.h"
#include "app/inspect/intake.h"
#include "app/inspect/scope.h"
#include "app/shipped_data.h"
#include "report/view.h"

/* What an inspection is given; all of it is borrowed. subject null: what the delivery names. */
struct inspect_input {
	struct intake_options		 intake;
	struct slice			 subject;
	const struct anchor_set		*anchors;
	const struct criteria_source	*criteria;
	const struct shipped_data	*data;
	int64_t				 valid_at_ms;
	bool				 valid_at_given;
	/* the digest of the evidence kinds stands among the catalogues: what is kept must replay */
	bool				 kinds_are_named;
};

/* case_bytes, assessment_bytes: RFC 8785 forms of form and assessment. */
struct inspection {
	struct delivery		 delivery;
	struct scope		 scope;
	struct case_form	 form;
	struct assessment	 assessment;
	struct buf		 case_bytes, assessment_bytes;
	struct slice		 result_digest;
};

void inspection_drop(struct inspection *i);

/* *out is to be dropped in any case, before the arena. culprit: the path or subject that a failure
 * is about, or null. Errors: of intake_run() and scope_resolve(); E_LIMIT, E_NOMEM. */
struct rc inspect_run(const struct inspect_input *in, struct arena *a, struct inspection *out,
    struct slice *culprit, struct err *e);

/* The last part of it: evaluates the form that is gathered and settled, and writes both forms and
 * the result's digest. Errors: of evaluate(); E_LIMIT, E_NOMEM. */
struct rc inspection_evaluate(const struct inspect_input *in, struct arena *a,
    struct inspection *i, struct err *e);
/* Nothing yet: to be dropped like any other. */
struct inspection inspection_init(void);

/* Everything that a report shows. The view borrows from all four. Errors: E_LIMIT, E_NOMEM. */
struct rc view_make(const struct inspect_input *in, const struct inspection *i, struct arena *a,
    struct view *out, struct err *e);

#endif
