/* catalog/kinds.h - evidence kinds: what an item is, what it does not prove, what it can replace.
 *
 * Format:   doc/formats/evidence-kinds.md.
 * Purity:   no I/O, no clock.
 * Threads:  a loaded set is only read.
 * Layer:    base, codec, fact.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CATALOG_KINDS_H
#define CATALOG_KINDS_H

#include "base/arena.h"
#include "base/base.h"
#include "fact/verdict.h"

#define KINDS_MAX 512

/* One row. Slices live as long as the arena that the set was loaded into. */
struct kind {
	struct slice		 id, title;
	enum area		 area;
	struct slice		 stage;
	struct slice		 freshness;	/* "30d"; null: age alone makes nothing worse */
	int64_t			 freshness_ms;	/* 0 where freshness is null */
	struct slice		 does_not_prove;
	const struct kind	*broader;	/* or null; chains end */
	enum level		 level_limit;	/* LEVEL_E1, LEVEL_E2; LEVEL_NONE: no limit */
	size_t			 mistaken_count;
	struct slice		*mistaken_for;
};

/* Sorted by id. Invariant: ids are distinct, every name in a row is that of a row. */
struct kind_set {
	struct kind	*at;
	size_t		 count;
};

/* Reads the document. Slices may point into `in`, which must live as long as the arena.
 * Errors, with the byte offset: E_SYNTAX, E_SCHEMA, E_LIMIT, E_NOMEM. */
struct rc kinds_load(struct slice in, struct arena *a, struct kind_set *out, struct err *e);
/* *are false: kinds_load() would refuse the document, seen from how it begins, without reading on.
 * True says nothing. Errors: E_NOMEM. */
struct rc kinds_may_be(struct slice in, bool *are, struct err *e);
/* The shipped set (catalog/evidence-kinds.json). Errors: E_NOMEM, E_LIMIT. */
struct rc kinds_shipped(struct arena *a, struct kind_set *out, struct err *e);

/* The kind of that id, or null. */
const struct kind *kind_find(const struct kind_set *set, struct slice id);
/* An item of `kind` meets a need for `wanted`: the same or narrower. False for unknown names. */
bool kind_is(const struct kind_set *set, struct slice kind, struct slice wanted);
/* The same of two rows of one set; false where either is null. */
static inline bool
kind_within(const struct kind *k, const struct kind *wanted)
{
	while (k != NULL && k != wanted)
		k = k->broader;
	return k != NULL;
}
/* An item of `kind` does not meet a need for `wanted` although people take it for one. */
bool kind_mistaken(const struct kind_set *set, struct slice kind, struct slice wanted);

#endif
