/* practice/practice.h - how far records carry the requirements on a development process.
 *
 * A requirement is *written* where a description of this process version names it, is approved and
 * in force, and every role that it names was trained. It is *practised* where a dated record shows
 * it carried out on a sampled release, within the period, under this process version, by somebody
 * as far from the developers as the test asks. Hence a maturity level that the evidence would
 * carry; whether a process has it is for whoever assesses it.
 *
 * Spec:     IEC 62443-4-1:2018 clause 4.2 (maturity levels) and SVV-5 by the catalogue. Rules:
 *           doc/formats/practice.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, fact, catalog.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef PRACTICE_PRACTICE_H
#define PRACTICE_PRACTICE_H

#include "catalog/catalog.h"
#include "fact/case.h"

#define MATURITY_MAX 4

/* What keeps the record that goes furthest from counting. */
enum written_why {
	WRITTEN = 0,
	WRITTEN_NOT,			/* no description names it */
	WRITTEN_NOT_YET,		/* approved later than the instant */
	WRITTEN_GONE,			/* the document that the description names does not count */
	WRITTEN_NO_ROLES,
	WRITTEN_UNTRAINED
};
enum practised_why {
	PRACTISED = 0,
	PRACTISED_NOT,			/* no record names it */
	PRACTISED_OTHER_PROCESS,	/* records are of another version of the process */
	PRACTISED_OTHER_RELEASE,	/* of releases that are not in the sample */
	PRACTISED_OUTSIDE_PERIOD,
	PRACTISED_NOT_INDEPENDENT,	/* by somebody too near to the developers */
	PRACTISED_GONE			/* the document that the record names does not count */
};
/* "written", "not_written", ...: stable words. */
const char *written_name(enum written_why w);
const char *practised_name(enum practised_why w);

/* process: "process:acme/sdl@7". from_ms: the period ends at the instant of the case. releases:
 * the sample. */
struct practice_wish {
	const struct catalog	*catalog;
	const struct case_form	*form;
	struct slice		 process;
	int64_t			 from_ms;
	const struct slice	*releases;
	size_t			 release_count;
};

/* One requirement. level: 1 to 4. description, execution: the item that counts, or null.
 * untrained: a role that nobody was trained for. improved: a series and a change it caused.
 * lacking: releases of the sample for which no record counts; one that has is enough for the
 * level, and the others are named (doc/decisions/0077-one-release-of-the-sample.md). */
struct practice_row {
	const struct catalog_item	*item;
	enum written_why		 written;
	enum practised_why		 practised;
	bool				 improved;
	unsigned			 level;
	const struct item		*description, *execution;
	struct slice			 untrained;
	const struct slice		*lacking;
	size_t				 lacking_count;
};

/* One row for each requirement of the catalogue, in its order. Errors: E_LIMIT, E_NOMEM. */
struct rc practice_judge(const struct practice_wish *w, struct arena *a,
    struct practice_row **out, size_t *count, struct err *e);
/* The lowest level of all rows: what the evidence would carry for the whole. */
unsigned practice_lowest(const struct practice_row *rows, size_t count);

/* Whether a tester of this independence ("other_department"; empty: not stated) is far enough from
 * the developers for the requirement, by the catalogue's `tester_independence`. */
bool practice_independent(const struct catalog *c, struct slice requirement,
    struct slice independence);

#endif
