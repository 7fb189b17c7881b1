/* level/level.h - capability security levels (SL-C), computed from what is shown for each row.
 *
 * A level is a vector over the seven foundational requirements, three times: as the component
 * shows it by itself (native), with documented countermeasures of its surroundings, and as
 * somebody independent of the maker shows it. Each number is the highest level of which every
 * required row is shown. Rows, types, levels and conditions are data of the edition.
 *
 * Spec:     IEC 62443-4-2:2019 clauses 5 to 15 and Annex B by the catalogue; IEC 62443-1-1 (SL-C).
 *           What a number means here: doc/formats/levels.md.
 * Purity:   no I/O, no clock.
 * Threads:  a plan is only read once it is made.
 * Layer:    base, catalog.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef LEVEL_LEVEL_H
#define LEVEL_LEVEL_H

#include "base/arena.h"
#include "catalog/catalog.h"
#include "level/profile.h"

/* Foundational requirements FR1 to FR7, and the highest level. */
#define LEVEL_FRS 7
#define LEVEL_MAX 4
#define LEVEL_NO_ROW SIZE_MAX

enum level_way { LEVEL_NATIVE = 0, LEVEL_WITH_MEASURES, LEVEL_INDEPENDENT, LEVEL_WAYS };
/* "native", "with_countermeasures", "independent". */
const char *level_way_name(enum level_way way);

/* One required row. from: the first level that asks for it, 1 to 4. base: index of the row that it
 * enhances, LEVEL_NO_ROW where it is a base itself or its base is not required. condition: only
 * where this holds; or null. author: who corrected the row (a catalogue of corrections), or null;
 * text: what he wrote beside it, or null. tailored_by: whose profile says something else of it
 * than the edition, or null. */
struct level_row {
	const struct catalog_item	*item;
	unsigned			 fr, from;
	size_t				 base;
	struct slice			 condition, author, text, tailored_by;
};

/* What one edition requires of a product: rows in the order of the catalogue, bases before their
 * enhancements. common: the constraints that stand above the table (CCSC). profile: whose rows
 * these are, or null.
 * row_of: by the index of an item in the catalogue; LEVEL_NO_ROW where it is not required. */
struct level_plan {
	const struct catalog	*catalog, *profile;
	size_t			 row_count, common_count;
	struct level_row	*rows, *common;
	size_t			*row_of;
};

/* Whether the edition knows the component type; none where it has no levels. */
bool level_has_type(const struct catalog *c, struct slice type);

/* types: component types, one or more; a product of several has the rows of each once. set: where
 * rows of corrections are looked for; may be null.
 * A correction is a row of another catalogue with the members `corrects` (the full name of a row)
 * and `author`, and any of `sl_c_from`, `condition`, `text`; of several the last one counts.
 * c may be a profile: then the rows that it selects are those of the plan, with the levels,
 * conditions and words that it gives them, the last word after every correction; an enhancement
 * whose base is not selected stands by itself. p->catalog is the edition.
 * Errors: E_SCHEMA when a type is none of the edition's, a row has a base that is not there, or a
 * correction is malformed; E_LIMIT, E_NOMEM. */
struct rc level_plan_make(const struct catalog *c, const struct catalog_set *set,
    const struct slice *types, size_t type_count, struct arena *a, struct level_plan *out,
    struct err *e);
/* Rows that level n (1 to 4) asks for. */
size_t level_required(const struct level_plan *p, unsigned n);

/* What is shown for one row. NOTHING: neither that it is met nor that it is not. */
enum level_shown { SHOWN_NOTHING = 0, SHOWN_NOT_MET, SHOWN_MET };

/* level: 0 to 4. SHORT: a row of the next level is shown not met ("2"). OPEN: nothing is shown for
 * a row of the next, and none is shown not met ("2?"). WHOLE: there is no next ("4").
 * Level 0 and OPEN is "nothing to judge by", never "no security". */
enum level_mark { LEVEL_OPEN = 0, LEVEL_SHORT, LEVEL_WHOLE };
struct level_value { unsigned level; enum level_mark mark; };

/* states[way][row]: what is shown, on its own. */
struct level_states { const enum level_shown *at[LEVEL_WAYS]; };
/* settled[way][row]: the same, an enhancement no better than its base. */
struct level_result {
	struct level_value	 at[LEVEL_WAYS][LEVEL_FRS];
	enum level_shown	*settled[LEVEL_WAYS];
};

/* Errors: E_LIMIT, E_NOMEM. */
struct rc level_compute(const struct level_plan *p, const struct level_states *states,
    struct arena *a, struct level_result *out, struct err *e);
/* The row keeps this number from being one higher. */
bool level_holds_back(const struct level_plan *p, const struct level_result *r,
    enum level_way way, size_t row);
/* "2", "2?", "0?"; static text. */
const char *level_text(struct level_value v);
/* The lowest of the seven: what a single number may say beside the vector, never alone. */
struct level_value level_lowest(const struct level_value v[static LEVEL_FRS]);

#endif
