/* fact/verdict.c - the words of a result. See fact/verdict.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fact/verdict.h"

static const char *const verdicts[] = { "not_evaluated", "indeterminate", "fail", "pass" };
static const char *const shown[] = { "not evaluated", "cannot tell", "not met", "met" };
static const char *const levels[] = { "", "E1", "E2", "E3", "E4", "E5" };
static const char *const outcomes[] = { "", "reject", "quarantine", "remediate", "risk_accept",
	"accept_with_exception", "accept_with_conditions", "accept", "split" };
static const char *const areas[] = { "", "identity", "provenance", "integrity", "transparency",
	"updates", "vulnerability", "lifecycle_state", "verification", "retention" };

static const char *
word(const char *const *words, size_t count, size_t i)
{
	if (i >= count)
		BUG("word out of range");
	return words[i];
}

static size_t
position(const char *const *words, size_t count, struct slice w)
{
	size_t i = 0;
	while (i < count && !slice_eq(w, slice_of(words[i])))
		i++;
	return i;
}

const char *
verdict_name(enum verdict v)
{
	return word(verdicts, COUNT(verdicts), v);
}

const char *
verdict_shown(enum verdict v)
{
	return word(shown, COUNT(shown), v);
}

enum verdict
verdict_parse(struct slice w)
{
	return (enum verdict)position(verdicts, COUNT(verdicts), w);
}

const char *
level_name(enum level l)
{
	return word(levels, COUNT(levels), l);
}

enum level
level_parse(struct slice w)
{
	size_t i = position(levels, COUNT(levels), w);
	return i < COUNT(levels) ? (enum level)i : LEVEL_NONE;
}

const char *
outcome_name(enum outcome o)
{
	return word(outcomes, COUNT(outcomes), o);
}

enum outcome
outcome_parse(struct slice w)
{
	size_t i = position(outcomes, OUTCOME_SPLIT, w);
	return i < OUTCOME_SPLIT ? (enum outcome)i : OUTCOME_NONE;
}

const char *
area_name(enum area a)
{
	return word(areas, COUNT(areas), a);
}

enum area
area_parse(struct slice w)
{
	size_t i = position(areas, COUNT(areas), w);
	return i < COUNT(areas) ? (enum area)i : AREA_NONE;
}
