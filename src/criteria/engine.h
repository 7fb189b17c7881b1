/* criteria/engine.h - what the files of the evaluation share.
 *
 *   item_level.c   the evidence level of each item
 *   admit.c        which items a need admits, and why the others are not admitted
 *   readers.c      whether the persons whom a need asks for have read an item
 *   pairing.c      how many of them are about different assets and of different producers, and how
 *                  many readings are by different persons with different keys
 *   conflict.c     statements of one kind about one thing that disagree
 *   judge.c        one criterion over every asset
 *   cover.c        which exception covers a criterion
 *   parts.c        assets with equal verdicts and reason codes become parts
 *   evaluate.c     the whole
 *
 * Layer:    private to criteria.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRITERIA_ENGINE_H
#define CRITERIA_ENGINE_H

#include "base/map.h"
#include "criteria/evaluate.h"
#include "fact/asset_index.h"
#include "fact/signed_at.h"

#define NO_ASSET SIZE_MAX

/* What is known of an item whatever a need asks for. level, why: its level, and the code of the
 * reason why it is not one higher. kind: its row, or null. asset: the one that it is about;
 * NO_ASSET when none of the scope, or when several assets, of the scope or not: then `several` is
 * set. bounds: one bit for each enum bound that it meets. states: it states something that another
 * item may contradict. good: its signatures are good for good_for, the wish of the need that was
 * asked last; many needs wish the same. */
struct rated {
	enum level		 level;
	enum finding_id		 why;
	const struct kind	*kind;
	size_t			 asset;
	bool			 several, states;
	unsigned		 bounds;
	bool			 good;
	struct signed_wish	 good_for;
};

/* The items of a kind and of what is within it, by their numbers, ascending. */
struct kind_items { const struct kind *kind; size_t *items, count; };

/* asset_count: columns of every table over assets: those of the scope, or one when it has none.
 * rated: one for each item of the case. lists: for each kind that a need has asked for so far. */
struct engine {
	const struct evaluation	*in;
	const struct case_form	*form;
	struct arena		*a;
	uint64_t		 steps;
	size_t			 asset_count;
	struct asset_index	 assets;
	struct fact_assets	 facts;
	struct rated		*rated;
	struct kind_items	*lists;
	size_t			 list_count, list_cap;
};

/* Counts work; E_LIMIT beyond EVALUATION_STEPS_MAX. */
struct rc engine_step(struct engine *g, uint64_t steps, struct err *e);
/* Number of the asset in the scope, or NO_ASSET. */
size_t engine_asset(const struct engine *g, struct slice subject);
/* What is known of the item. */
const struct rated *engine_rated(const struct engine *g, const struct item *it);

/* --- item_level.c --------------------------------------------------------------------------- */

/* Fills g->rated. Errors: E_LIMIT, E_NOMEM. */
struct rc engine_rate(struct engine *g, struct err *e);
/* The item names what the bound says. */
bool item_is_about(const struct engine *g, const struct item *it, enum bound bound);

/* --- admit.c -------------------------------------------------------------------------------- */

/* An item that counts for a need. asset: NO_ASSET when it counts for all. */
struct use { const struct item *item; size_t asset; };

/* What a need finds. met: one for each asset. reasons: why it is not met, and what speaks against
 * in spite of others that meet it; a reason about one asset names it as its subject, any other
 * counts for all. */
struct need_answer {
	bool		*met;
	struct use	*uses;
	size_t		 use_count, use_cap;
	struct reasons	 reasons;
	bool		 everywhere;	/* met for none */
};

/* Speaks against its subject in spite of good items about it. */
bool finding_is_adverse(enum finding_id id);
/* missing: the code when there is nothing of the kind. Errors: E_LIMIT, E_NOMEM. */
struct rc need_answer_make(struct engine *g, const struct need *n, enum level min_level,
    enum finding_id missing, struct need_answer *out, struct err *e);

/* --- readers.c ------------------------------------------------------------------------------ */

/* Adds why the readings of the item are not those that are asked for; nothing when they are.
 * Errors: E_LIMIT, E_NOMEM. */
struct rc readers_check(struct engine *g, const struct reader_wish *w, const struct item *it,
    struct reasons *out, struct err *e);

/* --- pairing.c ------------------------------------------------------------------------------ */

/* Two things that count together, by their numbers from 0. */
struct pair { size_t left, right; };
/* The most of the pairs that can be chosen so that no two have one side in common. lefts, rights:
 * how many there are of each. Errors: E_LIMIT, E_NOMEM. */
struct rc pairs_most(struct engine *g, const struct pair *pairs, size_t count, size_t lefts,
    size_t rights, uint64_t *most, struct err *e);
/* Numbers in the order in which they are first asked for. at: room for all of them. */
struct numbers { struct map map; size_t *at; };
struct rc numbers_give(struct numbers *n, struct slice key, size_t *out, struct err *e);

/* The most items that can be chosen among the admitted so that no two name one asset or one
 * producer. Errors: E_LIMIT, E_NOMEM. */
struct rc pairs_count(struct engine *g, const struct need_answer *a, uint64_t *count,
    struct err *e);

/* --- conflict.c ----------------------------------------------------------------------------- */

/* The item states something that another may contradict. */
bool item_states_something(const struct item *it);
/* Adds EVIDENCE_CONFLICT for every two admitted items that disagree, once for each of them. */
struct rc conflicts_find(struct engine *g, const struct need_answer *admitted,
    struct reasons *out, struct err *e);

/* --- judge.c -------------------------------------------------------------------------------- */

/* One criterion over all assets. all: reasons that count for every asset; own: reasons about one
 * asset each. Both settled. A criterion passes for an asset that neither list touches. */
struct judged {
	struct reasons	 all, own;
	struct use	*uses;
	size_t		 use_count, use_cap;
	struct missing	*missing;
	size_t		 missing_count, missing_cap;
};

struct rc judge(struct engine *g, const struct criterion *c, struct judged *out, struct err *e);

/* --- cover.c -------------------------------------------------------------------------------- */

#define NO_EXCEPTION SIZE_MAX

/* by: for each asset its exception, by number; barred: the exception at hand does not name all of
 * its reasons. */
struct covers { struct engine *g; size_t *by; bool *barred; };
/* For each asset the first exception in force that covers every reason of the criterion. *any:
 * there may be one, and v->by says which. Errors: E_LIMIT. */
struct rc covers_find(struct covers *v, size_t criterion, const struct judged *j, bool *any,
    struct err *e);

/* --- parts.c -------------------------------------------------------------------------------- */

/* Fills parts, results, conditions, missing, proposal and level of *out. judged: one for each
 * criterion. */
struct rc parts_make(struct engine *g, const struct judged *judged, struct assessment *out,
    struct err *e);

#endif
