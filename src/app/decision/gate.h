/* app/decision/gate.h - whether an action may go on, by the decisions in force.
 *
 * A gate is the action that a condition of the criteria names (`production_connection`). Whoever is
 * about to do it asks here. The answer is made from the ledger and the instant; nothing is kept.
 *
 * An action may go on for a thing when at least one decision in force speaks of it, each of them
 * accepts it, none has a condition open with this gate, and what they rest on still holds.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DECISION_GATE_H
#define APP_DECISION_GATE_H

#include "app/home/home.h"
#include "app/home/state.h"
#include "catalog/kinds.h"

/* go: it may go on. wait: something is missing, open or holds no longer. stop: decided against. */
enum gate_answer { GATE_GO = 0, GATE_WAIT, GATE_STOP };
const char *gate_answer_name(enum gate_answer a);	/* "go", "wait", "stop" */

/* what: "undecided", an outcome, "condition_open", "condition_overdue", or that of a happening
 * (app/decision/since.h). id: the decision, condition, exception or item of evidence; empty where
 * nobody decided. decision: the one that speaks. due_ms: TIME_UNKNOWN: none. */
struct gate_reason {
	const char		*what;
	enum gate_answer	 answer;
	struct slice		 id, decision, text;
	int64_t			 due_ms;
};
/* answer: the gravest of them. */
struct gate_reasons {
	struct gate_reason	*at;
	size_t			 count, cap;
	enum gate_answer	 answer;
};

/* One thing: the subject that was asked about, or each asset that was assessed under its name.
 * Reasons are in the order of the decisions; none: it may go on. */
struct gate_row {
	struct slice		 subject;
	bool			 spoken;	/* a decision in force speaks of it */
	struct gate_reasons	 why;
};

/* Rows in the order in which the decisions name their assets. An open transaction.
 * Errors: E_USAGE when decisions speak of the subject and no condition of their criteria names the
 * action: a slip in its name must not open a gate; E_VERIFY when an entry is damaged;
 * E_UNVERIFIABLE when an assessment or criteria are not here; E_LIMIT, E_NOMEM; of the store. */
struct rc gate_ask(struct home *h, const struct kind_set *kinds, struct slice action,
    struct slice subject, int64_t now_ms, struct arena *a, struct gate_row **out, size_t *count,
    struct trouble *t);

#endif
