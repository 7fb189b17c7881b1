/* change.h - what is taken from a case, added to it or cut from its carriers, and what must follow.
 *
 * A change is made to a settled copy of a case, which is settled again afterwards.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CHANGE_H
#define CHANGE_H

#include "world.h"

/* How much was taken of what `item` names: WIDTH_ITEM the whole, or what it takes to count at all
 * (signature, binding, date...); a fact; a member of a fact. */
enum width { WIDTH_NONE = 0, WIDTH_ITEM, WIDTH_FACT, WIDTH_MEMBER,
	WIDTH_PAIR, WIDTH_ANY };

/* item, place, fact, member: where.
 *
 * Whom an adverse fact or a cut must hit, where `hits`: criteria that use `check` (null: any), that
 * have a need for an item of `kind` (null: any), signed where `is_signed`, an item for each asset
 * where `each`, at least two where `several`; for `asset`, or for all where it is empty. */
struct change {
	enum width	 width;
	struct slice	 item, place, fact, member, asset;
	const char	*check, *kind;
	bool		 hits, is_signed, each, several;
};

/* False: there was nothing to do it to. */
struct op {
	const char	*name;
	bool		(*run)(struct world *w, struct change *ch);
};

struct ops { const struct op *at; size_t count; };

struct ops take_ops(void);		/* law 1: something that supports goes */
struct ops adverse_ops(void);		/* law 2: something that speaks against comes */
struct ops carrier_ops(void);		/* law 3: a record is no longer complete */

/* --- spoil.c ---------------------------------------------------------------------------------- */

/* Spoils a good case in 0 to 3 ways. */
void spoil(struct world *w);

#endif
