/* fact/assessment.h - the verdicts of one set of criteria over one subject at one instant.
 *
 * Written in RFC 8785 form as assay/assessment/1 (doc/formats/assessment.md), a closed form. Its
 * member `result` holds no instant, age or position; result_digest is the SHA-256 of the
 * RFC 8785 form of `result` alone.
 *
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FACT_ASSESSMENT_H
#define FACT_ASSESSMENT_H

#include "base/arena.h"
#include "base/base.h"
#include "codec/value.h"
#include "fact/finding.h"
#include "fact/verdict.h"

/* LEVEL_NONE in both: nothing states anything. */
struct level_range { enum level min, max; };

/* One criterion over one part. */
struct criterion_result {
	struct slice		 id;
	enum area		 area;
	size_t			 part;		/* index into parts */
	enum verdict		 verdict;
	struct level_range	 level;		/* of the items it rests on */
	size_t			 reason_count;
	struct reason		*reasons;	/* settled order; empty when pass */
	size_t			 evidence_count;
	struct slice		*evidence;	/* ids of the items that meet it; sorted */
	size_t			 check_count;
	/* with revision: "serial_reconciliation/1"; sorted */
	struct slice		*checks;
	struct slice		 exception;	/* id of the exception that covers it; or empty */
	enum outcome		 proposal;	/* what this criterion proposes here */
};

/* A set of assets with equal verdicts and reason codes. assets may be empty: then the one part
 * is the subject itself. */
struct part {
	size_t			 asset_count;
	struct slice		*assets;	/* sorted, distinct */
	enum outcome		 proposal;
	struct level_range	 level;
	size_t			 reason_count;
	struct reason		*reasons;	/* of all its criteria, settled */
};

struct condition_open {
	/* due: "30d" or a date, as the criteria say */
	struct slice	criterion, text, gate, due;
};

/* What would have to come: one for each need that nothing meets. */
struct missing {
	struct slice	criterion;
	enum area	area;
	struct slice	kind, subject;
};

/* The evidence level of one item, and the code of the reason why it is not one higher
 * (FINDING_NONE at E4: nothing is retained yet). */
struct item_level {
	struct slice	evidence, kind;
	enum level	level;
	enum finding_id	why;
};

struct assessment {
	/* outside of result */
	struct slice		 case_digest;
	struct slice		 criteria_name, criteria_version, criteria_digest;
	size_t			 catalogue_count;
	struct slice		*catalogues;		/* digests, sorted */
	int64_t			 valid_at_ms;
	bool			 position_known;
	uint64_t		 position_size;
	struct slice		 position_root;
	/* result */
	struct slice		 subject, decision;	/* decision: "product_acceptance" */
	enum outcome		 proposal;
	struct level_range	 level;
	size_t			 part_count, result_count, condition_count;
	size_t			 missing_count, item_count;
	struct part		*parts;			/* in the order of their first asset */
	struct criterion_result	*results;		/* by criterion as in the file, then part */
	struct condition_open	*conditions;
	struct missing		*missing;		/* by criterion, then kind, subject */
	struct item_level	*items;			/* sorted by evidence, kind */
};

/* Sorts in place what the form wants sorted whatever order evaluation found it in, and drops what
 * stands twice: catalogues, items, checks and evidence of results, and of each criterion what is
 * missing. Call once before writing. */
void assessment_settle(struct assessment *s);

/* The trees of the whole form and of `result` alone. Texts are borrowed. */
struct value assessment_value(struct build *b, const struct assessment *s);
struct value assessment_result_value(struct build *b, const struct assessment *s);
/* Reads the form, refusing unknown members, whatever stands out of order or twice, any other
 * spelling than the form's, and parts, results and conditions that do not belong together.
 * Ownership: texts are borrowed from v.
 * Errors:    E_SCHEMA with the offset of the place, E_LIMIT (more than CRITERIA_MAX criteria),
 *            E_NOMEM. */
struct rc assessment_decode(const struct value *v, struct arena *a, struct assessment *out,
    struct err *e);
/* Exit status of inspect and assess: 1 split or a criterion failed, else 3 a criterion is
 * indeterminate, else 0. A criterion whose only reason is CONDITION_OPEN, and one that an
 * exception covers, do not count. */
int assessment_exit(const struct assessment *s);

#endif
