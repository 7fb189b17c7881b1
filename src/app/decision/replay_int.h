/* app/decision/replay_int.h - what the files of a replay share. Only for app/decision/replay*.c.
 *
 *   replay.c          what was kept, evaluated again
 *   replay_deep.c     the case, gathered again from a log that was folded again
 *   replay_changed.c  a kept body that is another one now: where it was changed
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DECISION_REPLAY_INT_H
#define APP_DECISION_REPLAY_INT_H

#include "app/decision/replay.h"
#include "app/inspect/criteria_file.h"
#include "fact/assessment.h"

/* The kept forms of a batch of 20,000 assets. */
#define FORM_BYTES_MAX MIB(512)
#define FORM_TREE_BYTES ((size_t)2 << 30)
#define FORM_NODES_MAX ((size_t)64 << 20)

/* Everything that was kept with a decision. */
struct kept {
	struct slice		 case_bytes, assessment_bytes, criteria_bytes;
	struct value		 case_tree, assessment_tree;
	struct case_form	 form;
	struct assessment	 assessment;
	struct criteria_file	 criteria;
	struct kind_set		 kinds;
	/* bodies of the requirement catalogues with their digests; rows: of them, once criteria
	 * that read them are there */
	struct slice		*catalogues, *digests;
	size_t			 catalogue_count;
	struct catalog_set	 rows;
};

/* One body of the decision and its parts, read and decoded. *ok false: it is not what the decision
 * names, and *out says which. Errors: as replay_decision(). */
struct rc replay_read_case(const struct body_source *h, const struct event *d, struct kept *k,
    struct arena *a, bool *ok, struct replayed *out, struct trouble *t);
struct rc replay_read_assessment(const struct body_source *h, const struct event *d,
    struct kept *k, struct arena *a, bool *ok, struct replayed *out, struct trouble *t);
/* The bytes alone: they are decoded once kinds and assessment are there. */
struct rc replay_read_criteria(const struct body_source *h, const struct event *d,
    struct kept *k, struct arena *a, bool *ok, struct replayed *out, struct trouble *t);
/* The evidence kinds are among the catalogues; a decision of before they were rests on those that
 * ship. Every catalogue is hashed again. */
struct rc replay_read_catalogues(const struct body_source *h, const struct event *d,
    struct kept *k, struct arena *a, bool *ok, struct replayed *out, struct trouble *t);
/* The rows of these catalogues, where the criteria read any. Errors: E_SCHEMA; E_LIMIT, E_NOMEM. */
struct rc replay_load_rows(struct kept *k, const struct criteria *criteria, struct arena *a,
    struct err *e);
/* With the revisions of the checks that k->assessment names; none: the newest. */
struct rc replay_load_criteria(struct kept *k, const struct event *d, struct arena *a,
    struct trouble *t);

/* The assessment's bytes, of the kept case by these criteria. names: what it copies, of the kept
 * assessment: digests of case and catalogues. */
struct rc replay_evaluate(const struct kept *k, const struct criteria *criteria,
    struct slice digest, const struct assessment *names, struct arena *a, struct buf *out,
    struct err *e);
/* The case's bytes, gathered again as of this instant and size, in x->inspection.case_bytes. */
struct rc replay_gather(struct home *h, const struct kept *k, const struct question *q,
    struct arena *a, struct assessed *x, struct trouble *t);
/* The first place where two documents differ; `made` is copied. */
struct rc replay_compare(const char *what, struct slice kept, struct slice made, struct arena *a,
    struct replayed *out, struct err *e);

struct rc replay_deep(struct home *h, const struct kept *k, struct arena *a,
    struct replayed *out, struct trouble *t);
/* out: says that a body is another one now. Adds where it was changed, as far as that shows. */
struct rc replay_changed(struct home *h, const struct event *d, struct kept *k, struct arena *a,
    struct replayed *out, struct trouble *t);

#endif
