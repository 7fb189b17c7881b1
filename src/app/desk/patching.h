/* app/desk/patching.h - by which policy something is patched, and who does which step of it.
 *
 * Four steps lead from a vulnerability to a product without it: somebody supplies the update, one
 * approves it for the plant, one installs it, and one confirms that it is there. Policies that are
 * kept (`patch_policy`) say who, and within how many days. Of the policies of one issuer about one
 * subject the last that was recorded counts; those of several issuers stand side by side. Whoever
 * has the duty `patch` by a matrix or the register installs. A release has what is said of its
 * product too, but for steps that its own policies speak of.
 *
 * Format:   doc/formats/records.md (patch_policy).
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_PATCHING_H
#define APP_DESK_PATCHING_H

#include "app/desk/kept_record.h"
#include "codec/value.h"
#include "fact/finding.h"

enum patch_step { PATCH_SUPPLY, PATCH_APPROVE, PATCH_INSTALL, PATCH_CONFIRM, PATCH_STEPS };
enum patch_severity {
	PATCH_CRITICAL, PATCH_HIGH, PATCH_MEDIUM, PATCH_LOW, PATCH_SEVERITIES
};

/* Nothing is stated. */
#define PATCH_UNSTATED (-1)

/* Who has a step. source: "policy", "matrix" or "register". stands_in: of the evidence or event. */
struct patch_party { struct slice party, role, contact, stands_in; const char *source; };

/* who: count of them, each another party; none: nobody is named. days: by severity, from the step
 * before; of PATCH_SUPPLY since whoever supplies knows. conflict: two time frames of one severity
 * differ, or a graver one is longer; conflict_in: where the later of them stands. */
struct patch_doing {
	struct patch_party	*who;
	size_t			 count, cap;
	int64_t			 days[PATCH_SEVERITIES];
	bool			 conflict;
	struct slice		 conflict_in;
};

/* id: "evidence:...". holds_ms: until when it is to be looked at again: its review, or its own end,
 * or as the evidence kind says since it was approved; TIME_UNKNOWN: nothing says so. */
struct patch_policy {
	struct slice	 id, subject, approved_by, document, source, issuer;
	int64_t		 approved_ms, review_ms, holds_ms;
};

/* step: PATCH_STEPS where it is of the whole. in: "evidence:..." or an event; may be empty. */
struct patch_fault { enum finding_id id; enum patch_step step; struct slice in; };

struct patching {
	struct slice		 subject;
	struct patch_policy	*policies;
	struct patch_doing	 steps[PATCH_STEPS];
	struct patch_fault	*faults;
	size_t			 policy_count, fault_count, fault_cap;
};

const char *patch_step_name(enum patch_step s);		/* "supply", "approve", ... */

/* A policy in force. order: as it was recorded. */
struct patch_record { struct slice subject; const struct kept_record *record; size_t order; };

/* What is asked, and what was read for it. records: by subject, then order. */
struct patchings {
	struct home		*h;
	uint64_t		 known;
	int64_t			 at_ms, fresh_ms;	/* fresh: 0: no limit */
	struct arena		*a;
	struct patch_record	*records;
	struct thing		*things;
	size_t			 record_count, thing_count;
};

/* Reads every policy in force at `known` and at_ms. An open transaction, to the end of the last
 * question. Errors: of kept_records_all(). */
struct rc patchings_open(struct home *h, uint64_t known, int64_t at_ms, struct arena *a,
    struct patchings *out, struct err *e);
/* Of a product, a release or a zone. Errors: of duties_find_said(). */
struct rc patching_find(const struct patchings *g, struct slice subject, struct patching *out,
    struct err *e);
/* Every product that is registered, or whose support is stated, and whatever a policy is about,
 * sorted. Errors: of the store; E_LIMIT, E_NOMEM. */
struct rc patchings_subjects(const struct patchings *g, struct slice **out, size_t *count,
    struct err *e);

/* A step as a row of a listing, and a fault, each with `id`. */
struct value patch_step_value(struct build *b, const struct patching *p, enum patch_step s);
struct value patch_fault_value(struct build *b, const struct patching *p,
    const struct patch_fault *f);

#endif
