/* level/level_words.c - the words for statuses, confidence and reasons. See level/shown.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "level/shown.h"

const char *
row_status_name(enum row_status s)
{
	static const char *const names[STATUS_COUNT] = { "", "met", "partly", "not_met",
	    "not_applicable", "untested", "met_by_platform", "met_at_system_level" };
	if ((unsigned)s >= STATUS_COUNT)
		BUG("no such status of a row");
	return names[s];
}

const char *
confidence_name(enum confidence c)
{
	static const char *const names[CONFIDENCE_COUNT] = { "gap", "adjacent", "contextual",
	    "supporting", "direct" };
	if ((unsigned)c >= CONFIDENCE_COUNT)
		BUG("no such confidence");
	return names[c];
}

const char *
row_why_name(enum row_why w)
{
	static const char *const names[WHY_COUNT] = { "shown", "not_applicable", "test_failed",
	    "conflict", "stated_not_met", "partly", "outside", "unfounded", "no_record",
	    "other_version", "context_only", "untested", "not_stated" };
	if ((unsigned)w >= WHY_COUNT)
		BUG("no such reason of a row");
	return names[w];
}
