/* app/inspect/criteria_fixture.h - what criteria are expected to say about kept cases.
 *
 * Format:   doc/formats/criteria.md, "Fixtures".
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_INSPECT_CRITERIA_FIXTURE_H
#define APP_INSPECT_CRITERIA_FIXTURE_H

#include "base/arena.h"
#include "base/buf.h"
#include "codec/value.h"
#include "fact/assessment.h"

#define FIXTURE_CASES_MAX 1000

/* Reason codes, where any are expected: wanted[id]. */
struct expected_codes { bool given; bool wanted[FINDING_COUNT]; };

/* proposal: OUTCOME_NONE, verdict: VERDICT_NOT_EVALUATED where nothing is expected. */
struct expected_part {
	struct slice		*assets;	/* full subjects, ranges expanded */
	size_t			 asset_count;
	enum outcome		 proposal;
	struct expected_codes	 codes;
};
struct expected_result {
	struct slice		 criterion;
	enum verdict		 verdict;
	struct expected_codes	 codes;
};

/* path: of the case, relative to the fixture. */
struct fixture_case {
	struct slice		 name, path;
	enum outcome		 proposal;
	bool			 parts_given;
	size_t			 part_count, result_count;
	struct expected_part	*parts;
	struct expected_result	*results;
};
struct fixture {
	struct slice		 criteria;	/* a file, relative to the fixture */
	struct slice		 ships;		/* or the name of one inside the program; or null */
	size_t			 count;
	struct fixture_case	*cases;
};

/* Errors, with the place: E_SCHEMA, E_LIMIT, E_NOMEM. */
struct rc fixture_decode(const struct value *v, struct arena *a, struct fixture *out,
    struct err *e);
/* A line for each difference, indented; nothing when there is none. */
void fixture_compare(const struct fixture_case *c, const struct assessment *s, struct buf *out);

#endif
