/* criteria/allowed.c - whether a person may decide so. See criteria/allowed.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "criteria/allowed.h"

/* In the list of the reason, or graver than its first. */
static bool
answers(const struct outcome_map *m, enum finding_id id, enum outcome o)
{
	const struct outcome_list *list = &m->otherwise;
	for (size_t i = 0; i < m->count; i++)
		if (m->codes[i] == id)
			list = &m->lists[i];
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i] == o)
			return true;
	return o == OUTCOME_REJECT || (list->count > 0 && o < list->at[0]);
}

static bool
reason_allows(const struct criterion *c, enum finding_id id, enum outcome o)
{
	if (finding_class(id) == CLASS_CONDITION)
		return o <= OUTCOME_ACCEPT_WITH_CONDITIONS;
	return answers(finding_class(id) == CLASS_FAIL ? &c->on_fail : &c->on_indeterminate, id, o);
}

bool
outcome_is_allowed(const struct criterion *c, const struct criterion_result *r, enum outcome o)
{
	bool covered = r->exception.len > 0;
	bool excepting = o == OUTCOME_RISK_ACCEPT || o == OUTCOME_ACCEPT_WITH_EXCEPTION;
	if (r->verdict == VERDICT_PASS || o < r->proposal)
		return true;
	if (covered)
		return o == r->proposal;
	for (size_t i = 0; i < r->reason_count; i++)
		if (excepting || !reason_allows(c, r->reasons[i].id, o))
			return false;
	return r->reason_count > 0;
}
