/* app/desk/levels.h - the capability levels of one release, out of what is kept about it.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_LEVELS_H
#define APP_DESK_LEVELS_H

#include "app/decision/assess.h"
#include "app/desk/kept_record.h"
#include "level/shown.h"

/* scope: the fact of the scope statement that was recorded last, or null; scope_said: null then.
 * claimed: what the last capability claim says that names no other scope statement, else `scope`;
 * has_claim: there is one, from the item `claim`. set_aside: how many others are in force.
 * types: as they were found, and by whom (types_from: "--component-type", "scope statement",
 * "requirement mapping", "register").
 * target: of the zone that the call names, where it has one. form: borrowed from x. */
struct levels {
	struct assessed			 x;
	struct question			 q;
	const struct case_form		*form;
	const struct catalog		*catalog;	/* of the edition */
	const struct catalog		*profile;	/* that was asked for, or null */
	struct slice			 edition;
	struct slice			*types;
	size_t				 type_count;
	const char			*types_from;
	struct level_plan		 plan;
	struct shown			 shown;
	struct level_result		 result;
	struct slice			 zone;		/* --zone, or empty */
	bool				 has_target;
	unsigned			 target[LEVEL_FRS];
	struct kept_record		 target_record;
	bool				 has_claim;
	unsigned			 claimed[LEVEL_FRS];
	const struct item		*claim;
	size_t				 set_aside;
	const struct fact		*scope;
	struct value			 scope_said;	/* the same with its assumptions */
};

struct levels levels_init(void);
void levels_drop(struct levels *v);

/* --edition, --component-type, --zone, --valid-at and --known-at of the call are honoured. The home
 * is open for reading, a transaction is open, and stays so.
 * Errors: E_USAGE when the subject is no release, or edition or types are known from nowhere (what
 * says how to say them); of assess_gather(); E_SCHEMA, naming the adopted catalogue, where it
 * cannot be computed by; E_LIMIT, E_NOMEM. */
struct rc levels_find(const struct op_call *call, struct home *h, struct slice release,
    struct levels *out, struct trouble *t);

/* What a row that a target asks for lacks in its zone. */
enum row_gap {
	GAP_NONE = 0,	/* shown, by itself or with a countermeasure */
	GAP_EXCEPTED,	/* an approved exception for the requirement is in force */
	GAP_PLANNED,	/* a countermeasure is recorded, and nothing shows that it is there */
	GAP_OPEN
};
enum row_gap levels_gap(const struct levels *v, size_t row);
/* "none", "excepted", "planned", "open". */
const char *levels_gap_name(enum row_gap gap);

/* A sentence for people: why a row stands as it does. Static text. */
const char *levels_why(enum row_why why);

#endif
