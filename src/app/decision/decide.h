/* app/decision/decide.h - decisions: made on what a person saw, kept so that they replay.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DECISION_DECIDE_H
#define APP_DECISION_DECIDE_H

#include "app/decision/assess.h"
#include "app/log/append.h"

/* What a person wants decided. assets: full subjects, sorted; none: the whole. proposal: the
 * result_digest that he saw. valid_at: TIME_UNKNOWN: the recording time. */
struct decision_wish {
	struct slice	 subject;
	const char	*criteria;		/* or null */
	size_t		 asset_count;
	struct slice	*assets;
	struct slice	 proposal, reason, on_behalf_of, paper;
	enum outcome	 outcome;
	int64_t		 valid_at_ms;
	size_t		 supersedes_count;
	struct slice	*supersedes;
};

/* Some of its assets are decided on. */
bool part_is_meant(const struct part *p, const struct decision_wish *w);

/* What became of it. refused: nothing was recorded, because of the evidence; for a gap that the
 * outcome does not answer, criterion names it. answers: a bit for each outcome that would do
 * (1u << outcome). result_digest: of the assessment now. */
enum refusal {
	REFUSED_NOT = 0, REFUSED_OTHER_PROPOSAL, REFUSED_GAP_UNHANDLED, REFUSED_BACKDATED
};
struct decided {
	enum refusal	refused;
	struct slice	criterion, result_digest, id;
	enum outcome	proposed;
	bool		backdated;
	unsigned	answers;
	size_t		condition_count;
};

/* Evaluates by the whole ledger at the recording time, and appends only if the log still has the
 * size that was evaluated. The log is read and folded anew first: nothing is decided on a log that
 * does not hold, on a row that is not what the log says, or with a body that is damaged (E_VERIFY,
 * naming it). Errors: E_AUTH, E_USAGE (an asset that is not of the subject ...), of
 * assess_run() and home_append(). Not published yet. */
struct rc decide(const struct op_call *call, struct home *h, const struct writer *w,
    const struct decision_wish *wish, struct decided *out, struct trouble *t);

#endif
