/* fact/signed_at.h - what the signatures of an item are worth at one instant.
 *
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FACT_SIGNED_AT_H
#define FACT_SIGNED_AT_H

#include "fact/case.h"

/* purpose: one bit of enum purpose, or 0: any. party: a full party that the anchor must speak
 * about, or empty: any. */
struct signed_wish {
	unsigned	purpose;
	struct slice	party;
};

/* Problems of one item's signatures, one for each key that signed it; none when one of them is
 * good for the wish. More keys than fit are those that sort last. */
#define SIGNED_PROBLEMS_MAX 8
struct signed_answer {
	bool		good;
	size_t		count;
	enum finding_id	problems[SIGNED_PROBLEMS_MAX];
};

/* An item without signatures: SIGNATURE_MISSING. */
struct signed_answer signed_at(const struct case_form *c, const struct item *it,
    const struct signed_wish *wish);
/* A signature names a known key and does not hold. */
bool signed_has_broken(const struct item *it);

#endif
