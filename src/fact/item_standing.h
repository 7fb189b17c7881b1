/* fact/item_standing.h - which items of a case count at its instant, and who stands behind them.
 *
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FACT_ITEM_STANDING_H
#define FACT_ITEM_STANDING_H

#include "fact/case.h"

/* What was said last of an item (in the order of the list) from an instant not after at_ms: it is
 * superseded, revoked, withdrawn or disputed then. What was said without an instant counts from the
 * beginning. Null: nothing was. Whatever asks whether an item has ended asks this. */
const struct item_state *item_state_at(const struct item_state *states, size_t count,
    int64_t at_ms);
/* The instant is within the period; a bound that is TIME_UNKNOWN is none. */
bool item_period_covers(int64_t from_ms, int64_t until_ms, int64_t at_ms);

/* Read without a fault, no signature of it broken, in force and within its validity. */
bool item_stands(const struct case_form *form, const struct item *it);
/* The first item of that id that stands, or null. */
const struct item *item_standing(const struct case_form *form, struct slice id);
bool item_is_bound(const struct item *it, struct slice subject);
/* Proven to be of somebody else than the maker: a signature that holds at the instant, by an anchor
 * that speaks for a party and not for the maker; or a person read it, who is not of the maker, and
 * found that it comes from the producer it names, who is not the maker. */
bool item_is_independent(const struct case_form *form, const struct item *it);

#endif
