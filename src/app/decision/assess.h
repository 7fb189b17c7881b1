/* app/decision/assess.h - what is kept about a subject, held against criteria.
 *
 * The evidence in force at a known size is read again from its bodies, exactly as `inspect` reads
 * files; anchors, exceptions, readings and states come from the ledger. So the verdicts over the
 * same bytes, anchors, criteria and instant are the same.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DECISION_ASSESS_H
#define APP_DECISION_ASSESS_H

#include "app/home/home.h"
#include "app/home/state.h"
#include "app/inspect/inspect.h"

/* Published criteria: the event, and what its body says. */
struct published { struct thing thing; struct criteria_source source; };

/* name: "NAME@VERSION", or NAME where one version is in force; null: the only ones in force of the
 * decision product_acceptance. An open transaction. Errors: E_USAGE when none or several are meant;
 * E_VERIFY when the body is damaged. */
struct rc published_find(struct home *h, const char *name, uint64_t known,
    const struct kind_set *kinds, struct arena *a, struct published *out, struct trouble *t);

/* valid: the instant; known: a size of the log. also: evidence about these subjects is offered
 * too. plain_readings: for the replay of a case that was gathered before cases said by which key a
 * reading was recorded. believes: signatures that an earlier command found to hold are not checked
 * again; nothing that is recorded may rest on that. */
struct question {
	struct slice	 subject;
	const struct slice *also;
	size_t		 also_count;
	uint64_t	 known;
	int64_t		 valid_at_ms;
	bool		 valid_at_given, plain_readings, believes;
	unsigned	 threads;
};

/* The body of an item whose bytes are kept, for intake_run(); nothing is read yet. An open
 * transaction. Errors: E_VERIFY when it is gone; E_NOMEM, E_LIMIT; of the store. */
struct rc evidence_kept(struct home *h, const struct thing *t, struct arena *a,
    struct intake_kept *out, struct err *e);

/* An assessment of what is kept. input: what it was made of, for view_make(). evidence: the items
 * that were offered, in the order of the delivery's bodies (thing of each body, or null). */
struct assessed {
	struct shipped_data		 data;
	struct anchor_set		 anchors;
	struct crypto_bag		 bag;
	struct inspect_input		 input;
	struct inspection		 inspection;
	struct thing			*evidence;
	size_t				 evidence_count;
};

void assessed_drop(struct assessed *x);
struct assessed assessed_init(void);

/* Gathers the case into x->inspection.form. An open transaction. Data (and criteria, to evaluate)
 * are set by the caller in x->data and x->input.
 * Errors: E_USAGE when the subject cannot be assessed; E_VERIFY when a body is damaged; E_LIMIT,
 * E_NOMEM; of the store. */
struct rc assess_gather(const struct question *q, struct home *h, struct arena *a,
    struct assessed *x, struct trouble *t);
/* The same, and evaluates. */
struct rc assess_run(const struct question *q, struct home *h, struct arena *a,
    struct assessed *x, struct trouble *t);

#endif
