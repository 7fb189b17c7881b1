/* result/sarif_int.h - rules of a SARIF run. Only for result/sarif*.c.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef RESULT_SARIF_INT_H
#define RESULT_SARIF_INT_H

#include "base/map.h"
#include "codec/value.h"

/* Members, each of which is of its kind where it is there; null or empty where it is not.
 * Errors: E_SCHEMA at the member. */
struct rc sarif_member(const struct value *v, const char *name, enum value_kind kind,
    const struct value **out, struct err *e);
struct rc sarif_text(const struct value *v, const char *name, struct slice *out, struct err *e);
/* An integer of at least -1, the value of one that is not there. */
struct rc sarif_index(const struct value *v, const char *name, int64_t *out, struct err *e);

/* Rules of one run: of its driver by their ids. tool: of the run. */
struct sarif_rules {
	const struct value	*tool, *driver;
	struct map		 by_id;
};

/* Errors: E_SCHEMA at the rule: one without an id; E_NOMEM. */
struct rc sarif_rules_open(const struct value *run, struct sarif_rules *out, struct err *e);
void sarif_rules_drop(struct sarif_rules *r);
/* The rule that a result is of, or null; *id: its id as the result or the rule gives it, or empty.
 * Errors: E_SCHEMA: an index that no rule has, a rule that is another one than its id says. */
struct rc sarif_rule_of(const struct sarif_rules *r, const struct value *result,
    const struct value **rule, struct slice *id, struct err *e);

#endif
