/* app/desk/practices.h - what records carry of a development process, or of one release under it.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_PRACTICES_H
#define APP_DESK_PRACTICES_H

#include "app/decision/assess.h"
#include "app/desk/approvals.h"
#include "app/desk/mapping.h"
#include "practice/practice.h"

/* How many releases are looked at, where nobody says. */
#define SAMPLE_SIZE 3
#define SAMPLE_RULE "the lowest of SHA-256 over process, line feed and release"

/* process: "process:acme/sdl@7". release: of the view of one release, else empty: then the sample
 * is that. chosen: the sample. population: what it was chosen from. recorded: by a record of the
 * sample that covers the instant, else by the rule just now.
 * registered: the release, as part of the process.
 * set_aside: recorded samples that do not follow the rule. mapping: the newest that states the
 * process (or the release), or null. */
struct practices {
	struct assessed		 x;
	struct question		 q;
	struct slice		 process, release;
	const struct catalog	*catalog;
	int64_t			 from_ms;
	size_t			 population_count, chosen_count, row_count;
	struct slice		*population, *chosen;
	bool			 recorded, registered;
	size_t			 set_aside;
	struct practice_row	*rows;
	const struct mapping	*mapping;
	struct approvals	 approvals;
};

struct practices practices_init(void);
void practices_drop(struct practices *p);

/* The releases that are registered as part of the process, sorted; and those that the rule takes of
 * them. An open transaction. */
struct rc practices_population(struct home *h, struct slice process, uint64_t known,
    struct arena *a, struct slice **out, size_t *count, struct err *e);
struct rc practices_choose(struct slice process, const struct slice *population, size_t count,
    size_t size, struct arena *a, struct slice **out, size_t *chosen, struct err *e);

/* Whether whoever approved had stated the row by then, in the mapping that the approval is about or
 * in one that it was carried on from; true too where that mapping was not in force: such an
 * approval says nothing. An open transaction. */
struct rc practices_approved_own(struct home *h, struct slice subject,
    const struct thing *approval, struct slice key, struct arena *a, bool *own, struct err *e);

/* --for, --process, --period, --edition, --valid-at and --known-at of the call. An open
 * transaction. Errors: E_USAGE; of assess_gather(); E_LIMIT, E_NOMEM. */
struct rc practices_find(const struct op_call *call, struct home *h, struct practices *out,
    struct trouble *t);

#endif
