/* criteria/criteria.h - acceptance criteria as data: what is needed, checked and proposed.
 *
 * Format:   doc/formats/criteria.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, fact, catalog.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRITERIA_CRITERIA_H
#define CRITERIA_CRITERIA_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/time.h"
#include "catalog/kinds.h"
#include "codec/value.h"
#include "criteria/check_table.h"
#include "fact/verdict.h"

/* For what an item of its own is needed. */
enum each { EACH_NONE = 0, EACH_ASSET, EACH_RELEASE, EACH_BOM_COMPONENT };
/* What an item must name. BOUND_SCOPE: anything of the scope. BOUND_ANY: the check compares.
 * With BOUND_ASSET `at_least` counts assets, each once. */
enum bound { BOUND_SCOPE = 0, BOUND_SUBJECT, BOUND_ASSET, BOUND_RELEASE, BOUND_PRODUCT, BOUND_ANY };

/* Who must have read an item. given: anybody at all. counted: the demand is the mapping, by which
 * distinct persons with distinct keys count, and one reading that failed speaks against; else it
 * is the role alone, in which one reading that passed is enough. */
struct reader_wish {
	bool		 given, counted, independent;
	struct slice	 role;			/* empty: any */
	uint64_t	 at_least;		/* 1 or more */
	int64_t		 not_older_than_ms;	/* 0: no limit */
	struct slice	 not_older_than;
};

struct need {
	struct slice	 kind;
	enum bound	 bound;
	enum each	 each;
	bool		 signed_by, unsigned_allowed, distinct_producer;
	struct slice	 party;
	unsigned	 purpose;		/* one bit of enum purpose; 0: any */
	uint64_t	 at_least;		/* 1 or more */
	int64_t		 made_after_ms;		/* TIME_UNKNOWN: no limit */
	int64_t		 not_older_than_ms;	/* 0: no limit */
	struct slice	 not_older_than, stage;
	struct reader_wish readers;
	enum holding	 holding;		/* 0: kept */
	uint64_t	 at;			/* place in the document */
};

/* Outcomes that may follow, the proposed one first; by reason, and for every other. */
struct outcome_list { enum outcome at[OUTCOME_COUNT]; size_t count; };
struct outcome_map {
	struct outcome_list	 otherwise;
	size_t			 count;
	enum finding_id		*codes;
	struct outcome_list	*lists;
};

/* One use of a check. needs[i].kind is null where the parameter was not given. */
struct check_use {
	const struct check	*check;
	struct need		 needs[CHECK_PARAMS_MAX];
	struct slice		*texts[CHECK_PARAMS_MAX];
	size_t			 text_count[CHECK_PARAMS_MAX];
	struct slice		 name;		/* "serial_reconciliation/1" */
};

struct informs { struct slice requirement, as; };

/* needs: one (need) or several of which one is enough (any_of). Of a criterion with a condition
 * needs and checks are those of its `closes`. */
struct criterion {
	struct slice		 id, title;
	enum area		 area;
	size_t			 informs_count, need_count, check_count;
	struct informs		*informs;
	struct need		*needs;
	struct check_use	*checks;
	enum level		 min_level;	/* LEVEL_NONE: no floor */
	struct outcome_map	 on_fail, on_indeterminate;
	bool			 has_condition;
	struct slice		 condition_text, gate, due;
};

struct criteria {
	struct slice		 name, version, decision;
	size_t			 type_count, count;
	struct slice		*component_types;	/* empty: all */
	int64_t			 backdating_ms;		/* 0: not allowed */
	struct criterion	*criteria;
};

/* Every error of one file, each with its place. */
#define CRITERIA_ERRORS_MAX 200
struct criteria_errors {
	struct err	at[CRITERIA_ERRORS_MAX];
	size_t		count;
};

/* All errors are collected; *out is set only when there are none.
 * Errors: E_SCHEMA when any was collected (e holds the first); E_LIMIT, E_NOMEM. */
struct rc criteria_decode(const struct value *doc, const struct kind_set *kinds,
    const struct check_table *checks, struct arena *a, const struct criteria **out,
    struct criteria_errors *errors, struct err *e);

/* A check of them reads requirement catalogues. */
bool criteria_read_catalogues(const struct criteria *c);
/* The n-th subject that a check of them names beside what is assessed, such as a zone; a null slice
 * behind the last. */
struct slice criteria_about(const struct criteria *c, size_t n);

/* The criteria as sentences that can stand in a contract. */
struct rc criteria_sentences(const struct criteria *c, const struct kind_set *kinds,
    struct buf *out, struct err *e);
/* One sentence: what would meet the criterion. */
void criterion_wanted(const struct criterion *c, const struct kind_set *kinds, struct buf *out);
/* One phrase for a need: "a device certificate for each serial, signed for identity". */
void need_words(const struct need *n, const struct kind_set *kinds, struct buf *out);
/* "read by the assessor"; nothing where nobody need have. */
void readers_words(const struct reader_wish *w, struct buf *out);
/* The kind alone: "a device certificate". */
void need_kind_words(struct slice kind, const struct kind_set *kinds, struct buf *out);

#endif
