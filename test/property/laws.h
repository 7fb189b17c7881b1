/* laws.h - what must hold, between a case and a changed one and in every single one.
 *
 * Layer:    test.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef LAWS_H
#define LAWS_H

#include "change.h"
#include "score.h"

enum law {
	LAW_TAKE = 1,		/* (1) taking support away never makes a pass */
	LAW_ADVERSE,		/* (2) nor does adding what speaks against */
	LAW_HITS,		/* and what it speaks about does not pass */
	LAW_CARRIER,		/* (3) without a complete carrier nothing passes */
	LAW_ORDER,		/* the order of lists changes nothing */
	LAW_UNRELATED,		/* nor do dates of receipt, the position, exceptions (verdicts) */
	LAW_FORM,		/* reasons where and only where there is no pass; parts; proposal */
	LAW_NOTHING,		/* a case without items passes nothing */
	LAW_COUNT
};
const char *law_name(enum law law);

/* A law that does not hold. criterion, asset: where. */
struct breach {
	enum law	 law;
	const char	*suite, *change;
	struct slice	 criterion, asset;
	struct slice	 item, fact, member;
	char		 reasons[400];		/* before, of that criterion and asset */
	char		 names[512];		/* what the slices name: they die with the case */
};

/* held: comparisons of a verdict before and after; exempt: of these, those that the exemption
 * let pass. by_code: how often each code did. */
struct tally {
	uint64_t	 changes[LAW_COUNT], held[LAW_COUNT], exempt[LAW_COUNT];
	uint64_t	 by_code[FINDING_COUNT];
};

/* Each false and *b set at the first breach. */
bool law_take(const struct score *before, const struct score *after, const struct change *ch,
    struct tally *t, struct breach *b);
bool law_adverse(const struct score *before, const struct score *after, const struct change *ch,
    struct tally *t, struct breach *b);
bool law_carrier(const struct score *after, const struct change *ch, struct tally *t,
    struct breach *b);
bool law_form(const struct score *s, const struct case_form *form, struct tally *t,
    struct breach *b);

#endif
