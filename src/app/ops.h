/* app/ops.h - the operations of assay, each once: name, parameters, what it does.
 *
 * The command line, help and the check of the man pages all read this table.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_OPS_H
#define APP_OPS_H

#include "base/arena.h"
#include "base/base.h"
#include "base/buf.h"
#include "base/limits.h"

#define ASSAY_VERSION "0.1.0"

enum param_kind {
	PARAM_FLAG = 1,		/* --json */
	PARAM_TEXT,		/* --for SUBJECT */
	PARAM_ARGUMENT		/* positional */
};

/* name: without dashes; for an argument its name in help ("PATH").
 * value: what stands for the value in help ("FILE"); null for flags. */
struct op_param {
	const char	*name, *value, *help;
	enum param_kind	 kind;
	bool		 repeat, required;
};

/* What a caller gave. Values are borrowed, in the order given; argument values are under the
 * parameter's own name. */
struct op_value { const struct op_param *param; const char *text; };

/* What is said beside a result, whatever the operation is: found on the way, and no failure.
 * mark_missing: HIGH_WATER_MARK_MISSING; the operation appends, and writes the mark. */
struct op_beside { bool mark_missing; };

/* beside: null where nobody listens. */
struct op_call {
	const struct op	*op;
	struct op_value	*values;
	size_t		 count;
	bool		 json, csv, quiet, colour;
	int64_t		 now_ms;		/* the host clock or ASSAY_NOW, read once */
	bool		 now_given;		/* ASSAY_NOW */
	int64_t		 host_ms;		/* the host clock; what files are stamped by */
	struct arena	*a;
	struct op_beside	*beside;
};

/* Why an operation failed, with the file and the place in it. */
struct trouble {
	struct err	err;
	struct slice	file;			/* as the user named it, or empty */
	char		name[PATH_BYTES_MAX];	/* holds file where trouble_name() set it */
	struct slice	place;			/* "12:5", "+4711", "Sheet!B2"; or empty */
	uint8_t		cell[160];		/* holds place where what was read does not last */
};

/* out: what goes to standard output. notes: to standard error. status: when nothing failed. */
struct op_result {
	struct buf	out, notes;
	int		status;
	struct trouble	trouble;
};

struct op {
	const char		*noun, *verb;	/* verb null: a verb of its own ("inspect") */
	const char		*summary;
	const struct op_param	*params;
	size_t			 param_count;
	bool			 plumbing;
	struct rc		(*run)(const struct op_call *call, struct op_result *r);
};

/* Call once, before any operation. Errors: E_NOMEM. */
struct rc ops_start(struct err *e);
/* Sorted by noun, then verb. */
const struct op *ops_all(size_t *count);
/* verb may be null. Null when there is none. */
const struct op *op_find(const char *noun, const char *verb);
/* Options that every operation takes. */
const struct op_param *ops_global(size_t *count);

/* The n-th value of a parameter, or null. */
const char *op_value(const struct op_call *call, const char *name, size_t n);
size_t op_count(const struct op_call *call, const char *name);
bool op_flag(const struct op_call *call, const char *name);

/* Names the file or thing of a failure, cut where it is too long. */
void trouble_name(struct trouble *t, struct slice name);
/* Names the file of a failure; the first name wins. Returns rc. */
struct rc trouble_in(struct trouble *t, const char *file, struct rc rc);
/* The place of t->err.at in a text: "12:5". Borrowed from the arena. */
void trouble_at_line(struct trouble *t, struct slice text, struct arena *a);
/* The place of a failure is a cell, "Sheet!B3", which is copied: the caller drops the workbook
 * before it says why. Of one whose sheet has a long name the end is kept, which says the row; never
 * half a character. An empty one leaves the place as it is. */
void trouble_at_cell(struct trouble *t, struct slice cell);

/* The operations themselves. */
struct rc op_actor_end(const struct op_call *call, struct op_result *r);
struct rc op_actor_list(const struct op_call *call, struct op_result *r);
struct rc op_actor_register(const struct op_call *call, struct op_result *r);
struct rc op_apply(const struct op_call *call, struct op_result *r);
struct rc op_assess(const struct op_call *call, struct op_result *r);
struct rc op_catalog_adopt(const struct op_call *call, struct op_result *r);
struct rc op_catalog_diff(const struct op_call *call, struct op_result *r);
struct rc op_catalog_list(const struct op_call *call, struct op_result *r);
struct rc op_catalog_show(const struct op_call *call, struct op_result *r);
struct rc op_certificate_add(const struct op_call *call, struct op_result *r);
struct rc op_certificate_check(const struct op_call *call, struct op_result *r);
struct rc op_certificate_list(const struct op_call *call, struct op_result *r);
struct rc op_clock_list(const struct op_call *call, struct op_result *r);
struct rc op_clock_retention(const struct op_call *call, struct op_result *r);
struct rc op_clock_show(const struct op_call *call, struct op_result *r);
struct rc op_clock_start(const struct op_call *call, struct op_result *r);
struct rc op_clock_stop(const struct op_call *call, struct op_result *r);
struct rc op_condition_gate(const struct op_call *call, struct op_result *r);
struct rc op_condition_list(const struct op_call *call, struct op_result *r);
struct rc op_condition_satisfy(const struct op_call *call, struct op_result *r);
struct rc op_criteria_check(const struct op_call *call, struct op_result *r);
struct rc op_criteria_list(const struct op_call *call, struct op_result *r);
struct rc op_criteria_publish(const struct op_call *call, struct op_result *r);
struct rc op_criteria_show(const struct op_call *call, struct op_result *r);
struct rc op_criteria_test(const struct op_call *call, struct op_result *r);
struct rc op_criteria_withdraw(const struct op_call *call, struct op_result *r);
struct rc op_crosswalk_gaps(const struct op_call *call, struct op_result *r);
struct rc op_crosswalk_index(const struct op_call *call, struct op_result *r);
struct rc op_crosswalk_list(const struct op_call *call, struct op_result *r);
struct rc op_decide(const struct op_call *call, struct op_result *r);
struct rc op_decision_explain(const struct op_call *call, struct op_result *r);
struct rc op_decision_export(const struct op_call *call, struct op_result *r);
struct rc op_decision_list(const struct op_call *call, struct op_result *r);
struct rc op_decision_replay(const struct op_call *call, struct op_result *r);
struct rc op_decision_sheet(const struct op_call *call, struct op_result *r);
struct rc op_decision_show(const struct op_call *call, struct op_result *r);
struct rc op_decision_verify(const struct op_call *call, struct op_result *r);
struct rc op_decision_support(const struct op_call *call, struct op_result *r);
struct rc op_decode(const struct op_call *call, struct op_result *r);
struct rc op_evidence_add(const struct op_call *call, struct op_result *r);
struct rc op_evidence_cat(const struct op_call *call, struct op_result *r);
struct rc op_evidence_decisions(const struct op_call *call, struct op_result *r);
struct rc op_evidence_kinds(const struct op_call *call, struct op_result *r);
struct rc op_evidence_list(const struct op_call *call, struct op_result *r);
struct rc op_evidence_show(const struct op_call *call, struct op_result *r);
struct rc op_evidence_review(const struct op_call *call, struct op_result *r);
struct rc op_evidence_revoke(const struct op_call *call, struct op_result *r);
struct rc op_evidence_supersede(const struct op_call *call, struct op_result *r);
struct rc op_exception_approve(const struct op_call *call, struct op_result *r);
struct rc op_exception_list(const struct op_call *call, struct op_result *r);
struct rc op_exception_request(const struct op_call *call, struct op_result *r);
struct rc op_exception_revoke(const struct op_call *call, struct op_result *r);
struct rc op_exception_show(const struct op_call *call, struct op_result *r);
struct rc op_evidence_write(const struct op_call *call, struct op_result *r);
struct rc op_evidence_verify(const struct op_call *call, struct op_result *r);
struct rc op_explain(const struct op_call *call, struct op_result *r);
struct rc op_fsck(const struct op_call *call, struct op_result *r);
struct rc op_help(const struct op_call *call, struct op_result *r);
struct rc op_init(const struct op_call *call, struct op_result *r);
struct rc op_inspect(const struct op_call *call, struct op_result *r);
struct rc op_intake_propose(const struct op_call *call, struct op_result *r);
struct rc op_intake_record(const struct op_call *call, struct op_result *r);
struct rc op_key_list(const struct op_call *call, struct op_result *r);
struct rc op_key_new(const struct op_call *call, struct op_result *r);
struct rc op_key_show(const struct op_call *call, struct op_result *r);
struct rc op_level_assess(const struct op_call *call, struct op_result *r);
struct rc op_level_claim(const struct op_call *call, struct op_result *r);
struct rc op_level_cover(const struct op_call *call, struct op_result *r);
struct rc op_level_explain(const struct op_call *call, struct op_result *r);
struct rc op_level_target(const struct op_call *call, struct op_result *r);
struct rc op_log_check(const struct op_call *call, struct op_result *r);
struct rc op_log_checkpoint(const struct op_call *call, struct op_result *r);
struct rc op_log_export(const struct op_call *call, struct op_result *r);
struct rc op_log_prove(const struct op_call *call, struct op_result *r);
struct rc op_log_recover(const struct op_call *call, struct op_result *r);
struct rc op_new_acceptance(const struct op_call *call, struct op_result *r);
struct rc op_new_criteria(const struct op_call *call, struct op_result *r);
struct rc op_new_product(const struct op_call *call, struct op_result *r);
struct rc op_practice_sample(const struct op_call *call, struct op_result *r);
struct rc op_notice_add(const struct op_call *call, struct op_result *r);
struct rc op_notice_list(const struct op_call *call, struct op_result *r);
struct rc op_practice_status(const struct op_call *call, struct op_result *r);
struct rc op_rebuild(const struct op_call *call, struct op_result *r);
struct rc op_request_answer(const struct op_call *call, struct op_result *r);
struct rc op_request_letter(const struct op_call *call, struct op_result *r);
struct rc op_request_list(const struct op_call *call, struct op_result *r);
struct rc op_request_new(const struct op_call *call, struct op_result *r);
struct rc op_request_show(const struct op_call *call, struct op_result *r);
struct rc op_requirement_approve(const struct op_call *call, struct op_result *r);
struct rc op_requirement_export(const struct op_call *call, struct op_result *r);
struct rc op_requirement_import(const struct op_call *call, struct op_result *r);
struct rc op_requirement_list(const struct op_call *call, struct op_result *r);
struct rc op_requirement_show(const struct op_call *call, struct op_result *r);
struct rc op_requirement_status(const struct op_call *call, struct op_result *r);
struct rc op_requirement_tests(const struct op_call *call, struct op_result *r);
struct rc op_responsibility_export(const struct op_call *call, struct op_result *r);
struct rc op_responsibility_import(const struct op_call *call, struct op_result *r);
struct rc op_responsibility_lint(const struct op_call *call, struct op_result *r);
struct rc op_responsibility_owed(const struct op_call *call, struct op_result *r);
struct rc op_responsibility_retained(const struct op_call *call, struct op_result *r);
struct rc op_responsibility_show(const struct op_call *call, struct op_result *r);
struct rc op_responsibility_template(const struct op_call *call, struct op_result *r);
struct rc op_role_end(const struct op_call *call, struct op_result *r);
struct rc op_role_grant(const struct op_call *call, struct op_result *r);
struct rc op_role_list(const struct op_call *call, struct op_result *r);
struct rc op_scope_add(const struct op_call *call, struct op_result *r);
struct rc op_scope_list(const struct op_call *call, struct op_result *r);
struct rc op_scope_show(const struct op_call *call, struct op_result *r);
struct rc op_subject_list(const struct op_call *call, struct op_result *r);
struct rc op_subject_show(const struct op_call *call, struct op_result *r);
struct rc op_support_due(const struct op_call *call, struct op_result *r);
struct rc op_support_export(const struct op_call *call, struct op_result *r);
struct rc op_support_list(const struct op_call *call, struct op_result *r);
struct rc op_support_patching(const struct op_call *call, struct op_result *r);
struct rc op_support_set(const struct op_call *call, struct op_result *r);
struct rc op_support_statement(const struct op_call *call, struct op_result *r);
struct rc op_task_list(const struct op_call *call, struct op_result *r);
struct rc op_trust_add(const struct op_call *call, struct op_result *r);
struct rc op_trust_confirm(const struct op_call *call, struct op_result *r);
struct rc op_trust_end(const struct op_call *call, struct op_result *r);
struct rc op_trust_list(const struct op_call *call, struct op_result *r);
struct rc op_trust_show(const struct op_call *call, struct op_result *r);
struct rc op_verification_list(const struct op_call *call, struct op_result *r);
struct rc op_verification_show(const struct op_call *call, struct op_result *r);
struct rc op_version(const struct op_call *call, struct op_result *r);

#endif
