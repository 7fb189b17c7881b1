/* level/shown.h - what a case shows for each row that an edition requires of one release.
 *
 * The maker's requirement mapping says what it claims for a row and names its evidence. A row is
 * shown met where evidence stands behind it that is in the case, in force at the instant, and of
 * this very release; a claim alone shows nothing. Test results speak for themselves: one that
 * failed is shown not met, whatever the mapping says.
 *
 * Rules:    doc/formats/levels.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, fact, catalog.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef LEVEL_SHOWN_H
#define LEVEL_SHOWN_H

#include "catalog/kinds.h"
#include "fact/case.h"
#include "level/level.h"

/* What the mapping says of a row. NONE: it has no such row. */
enum row_status {
	STATUS_NONE = 0, STATUS_MET, STATUS_PARTLY, STATUS_NOT_MET, STATUS_NOT_APPLICABLE,
	STATUS_UNTESTED, STATUS_BY_PLATFORM, STATUS_AT_SYSTEM_LEVEL, STATUS_COUNT
};
/* "met", "partly", ...; "" for STATUS_NONE. */
const char *row_status_name(enum row_status s);

/* How near a piece of evidence is to the row. GAP: there is none. ADJACENT: of another version or
 * product. CONTEXTUAL: of this product, of a kind that the row does not ask for, or without a
 * version. SUPPORTING: of this release and of a kind that the row asks for. DIRECT: a result of a
 * test of this row on this release. A mapping may call it less, never more. */
enum confidence {
	CONFIDENCE_GAP = 0, CONFIDENCE_ADJACENT, CONFIDENCE_CONTEXTUAL, CONFIDENCE_SUPPORTING,
	CONFIDENCE_DIRECT, CONFIDENCE_COUNT
};
const char *confidence_name(enum confidence c);

/* Why a row stands as it does: the first that holds. */
enum row_why {
	WHY_SHOWN = 0,		/* met, and a record stands behind it */
	WHY_NOT_APPLICABLE,	/* its condition does not hold, with the reason */
	WHY_TEST_FAILED,	/* a test of this row on this release failed */
	WHY_CONFLICT,		/* two mappings in force say different things */
	WHY_STATED_NOT_MET,	/* the maker says so */
	WHY_PARTLY,		/* the maker says: partly */
	WHY_OUTSIDE,		/* met only with help from outside, which is not shown */
	WHY_UNFOUNDED,		/* not applicable, and the row has no condition or no reason */
	WHY_NO_RECORD,		/* says met, and no record was found */
	WHY_OTHER_VERSION,	/* the records are of another version or product */
	WHY_CONTEXT_ONLY,	/* the records are no evidence that this row asks for */
	WHY_UNTESTED,		/* the maker says so */
	WHY_NOT_STATED,		/* no row in any mapping */
	WHY_COUNT
};
/* "shown", "test_failed", ...: stable words. */
const char *row_why_name(enum row_why w);

/* independent: by somebody else than the maker, and proven to be (doc/formats/levels.md). */
struct row_evidence { const struct item *item; enum confidence confidence; bool independent; };

/* One row of the plan. mapping, fact: what says the status, or null. absent: how many pieces of
 * evidence it names that are not in the case, or do not count. other, other_fact: the first that
 * says something else than `mapping`, where why is WHY_CONFLICT. test: the result that counts, of a
 * test of the row on this release, or null. shown: for level_compute().
 * measure: the newest that was recorded apart for the row (a fact), or null. measure_shown: there
 * is evidence of it, or of one that the mapping names. */
struct row_view {
	enum row_status		 status;
	const struct item	*mapping;
	const struct fact	*fact, *measure;
	const struct item	*other, *test;
	const struct fact	*other_fact;
	enum row_why		 why;
	enum confidence		 confidence;
	size_t			 evidence_count, absent;
	struct row_evidence	*evidence;
	bool			 measure_shown;
	enum level_shown	 shown[LEVEL_WAYS];
};

/* release, edition: "release:acme/ic-22@5.4.2", "iec62443-4-2:2019". rows: one for each row of the
 * plan. common: the same for its constraints. states: what rows show, for level_compute(). */
struct shown {
	struct row_view		*rows, *common;
	struct level_states	 states;
};

/* What is looked at. zone: where the release is to live, or null; a countermeasure that was
 * recorded for a zone counts there alone. */
struct shown_wish {
	const struct case_form	*form;
	const struct kind_set	*kinds;
	struct slice		 edition, zone;
};

/* The release and the manufacturer are those of form->scope. Nothing is shown where the case has
 * no release. Errors: E_LIMIT, E_NOMEM. */
struct rc shown_find(const struct level_plan *p, const struct shown_wish *wish, struct arena *a,
    struct shown *out, struct err *e);

#endif
