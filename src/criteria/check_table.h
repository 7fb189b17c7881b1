/* criteria/check_table.h - what a check is: its parameters, what it may look at, what it answers.
 *
 * A check sees only items that the needs among its parameters (and those of its criterion)
 * admitted, and adds reasons. It never decides that a criterion passes: the engine does, when
 * every need is met and nothing was added. The table is handed in by app, so that criteria/
 * includes no check.
 *
 * Layer:    base, codec, fact, catalog.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRITERIA_CHECK_TABLE_H
#define CRITERIA_CHECK_TABLE_H

#include "base/arena.h"
#include "catalog/catalog.h"
#include "catalog/kinds.h"
#include "fact/asset_index.h"
#include "fact/case.h"
#include "fact/finding.h"

#define CHECK_PARAMS_MAX 8

enum check_param_kind { CHECK_NEED = 1, CHECK_TEXTS };

/* missing: the finding when nothing of the kind is there; FINDING_NONE: EVIDENCE_MISSING. */
struct check_param {
	const char		*name, *help;
	enum check_param_kind	 kind;
	bool			 required;
	enum finding_id		 missing;
};

/* What texts of a parameter have to be, beyond texts. good: whether one may stand in the list, and
 * what is expected in its place; null: any may. one: a list of one. about: they are subjects, and
 * what is kept about them is offered to the criteria too. with: a parameter without which this one
 * means nothing, and which has to be given too; or null. That holds for needs too. */
struct check_text {
	const char	*param, *with;
	bool		(*good)(struct slice text);
	const char	*expected;
	bool		 one, about;
};

/* The items that a need admitted, in the order of the case. */
struct admitted {
	const struct item	**items;
	size_t			  count;
};

/* needs[i] and texts[i] belong to the check's i-th parameter; own: what the criterion's own need
 * admitted. subject: the release in scope, else what is assessed: for reasons that are about
 * everything. catalogues: those that the assessment rests on; empty for a check that does not say
 * that it reads them. assets, facts: of the case; null where none was made. */
struct check_call {
	const struct case_form	*form;
	const struct asset_index *assets;
	const struct fact_assets *facts;
	struct admitted		 needs[CHECK_PARAMS_MAX];
	const struct slice	*texts[CHECK_PARAMS_MAX];
	size_t			 text_count[CHECK_PARAMS_MAX];
	struct admitted		 own;
	uint64_t		 own_at_least;	/* what the criterion's own need asks for; or 0 */
	struct slice		 subject;
	const struct kind_set	*kinds;
	const struct catalog_set *catalogues;
	struct arena		*a;
};

/* supporting, adverse: names of the facts it reads, separated by spaces; what each is to it.
 * own: it looks at the criterion's own need. catalogues: it reads requirement catalogues. texts:
 * what is said of some parameters; ends with a row without param; or null. either: parameters of
 * which one must be given, separated by spaces; or null. sentence: what it checks, for contracts.
 */
struct check {
	const char		*name;
	unsigned		 revision;
	const char		*sentence, *supporting, *adverse;
	bool			 own, catalogues;
	const struct check_text	*texts;
	const char		*either;
	struct check_param	 params[CHECK_PARAMS_MAX];
	struct rc		(*run)(const struct check_call *c, struct reasons *out,
	    struct err *e);
};

/* What a recorded assessment says of one criterion: a check that ran, "NAME/REVISION". */
struct check_pin { struct slice criterion, check; };

/* checks: sorted by name, then revision; several revisions of one check stand side by side.
 * pins: of a replay, which takes the revisions that were taken then; none: the newest. */
struct check_table {
	const struct check	*const *checks;
	size_t			 count;
	const struct check_pin	*pins;
	size_t			 pin_count;
};

/* The newest revision of that name, or null. */
const struct check *check_find(const struct check_table *t, struct slice name);
/* "NAME/REVISION": that very one, or null. */
const struct check *check_find_exact(const struct check_table *t, struct slice name);
/* The same where there is a revision, without one the newest of the name. */
const struct check *check_find_named(const struct check_table *t, struct slice name);

#endif
