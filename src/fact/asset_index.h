/* fact/asset_index.h - which asset of a scope a subject is.
 *
 * Serials of one delivery differ at their ends: what all assets begin with is compared once, and
 * what follows is looked up by its first eight bytes as numbers.
 *
 * Purity:   no I/O, no clock, no globals.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FACT_ASSET_INDEX_H
#define FACT_ASSET_INDEX_H

#include "base/arena.h"
#include "fact/case.h"

/* For each fact of a case which asset it is about, found when it is first asked for. first: where
 * the facts of each item begin in `known`, which holds 0 for what nobody has asked, 1 for none,
 * else the number of the asset and 2. alike: for each item the last other one whose settings its
 * own were found to be, or null: as many criteria ask for the same two. marks: for each fact what
 * a check has found of it that is a matter of the case alone; 0 at first. */
struct fact_assets {
	const size_t		*first;
	uint32_t		*known;
	const struct item	**alike;
	uint8_t			*marks;
};

/* Of the scope it was made from, which must outlive it. keys: for each asset the eight bytes that
 * follow `common`, read as one number, filled up with zeros. */
struct asset_index {
	const struct slice	*assets;
	size_t			 count;
	struct slice		 common;
	const uint64_t		*keys;
};

/* The assets of the scope are sorted and distinct. Ownership: arena. Errors: E_LIMIT, E_NOMEM. */
struct rc asset_index_make(const struct case_scope *s, struct arena *a, struct asset_index *out,
    struct err *e);
/* Its number in the scope, or SIZE_MAX. */
size_t asset_index_find(const struct asset_index *x, struct slice subject);
/* Nothing is asked yet. Ownership: arena. Errors: E_LIMIT, E_NOMEM. */
struct rc fact_assets_make(const struct case_form *c, struct arena *a, struct fact_assets *out,
    struct err *e);
/* The asset that the fact is about, or SIZE_MAX. it: an item of that case; f: one of its facts. */
size_t fact_asset(const struct fact_assets *known, const struct asset_index *x,
    const struct case_form *c, const struct item *it, const struct fact *f);
/* The marks of a fact. Bits 0 to 3 are those of configuration_matches_baseline/1. */
uint8_t *fact_marks(const struct fact_assets *known, const struct case_form *c,
    const struct item *it, const struct fact *f);
/* As asset_index_find() by comparing whole subjects, for what holds no index. assets: sorted,
 * distinct. */
size_t asset_search(const struct slice *assets, size_t count, struct slice subject);

#endif
