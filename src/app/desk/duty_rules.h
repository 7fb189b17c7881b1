/* app/desk/duty_rules.h - whom a duty falls to where nobody agreed otherwise.
 *
 * What ships is data: app/desk/responsibility_template.json, and the addressees of outlines.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_DUTY_RULES_H
#define APP_DESK_DUTY_RULES_H

#include "app/shipped_data.h"

struct duty_rules { struct value document; };

/* Errors: E_LIMIT, E_NOMEM. */
struct rc duty_rules_load(struct arena *a, struct duty_rules *out, struct err *e);
/* Whether the role is one of those that the rules list: "makers", "operators". */
bool duty_rules_lists(const struct duty_rules *r, const char *list, struct slice word);
/* Whether the template gives this duty of the topic (the full name of a requirement, or words) to
 * the maker alone. */
bool duty_rules_makers(const struct duty_rules *r, const struct catalog_set *set,
    struct slice topic, struct slice duty);

/* One row of a template. item: of a catalogue, or null. */
struct duty_wanted {
	const struct catalog_item *item;
	struct slice topic, duty, stage, role;
};
/* Every row, in the order of the rules; for each row of a catalogue of the set that is one of
 * `editions` ("iec62443-4-2:2019" or without a year), or of all where there is none; rows that are
 * words always. Errors: E_LIMIT, E_NOMEM. */
struct rc duty_rules_rows(const struct duty_rules *r, const struct catalog_set *set,
    const struct slice *editions, size_t edition_count, struct arena *a,
    struct duty_wanted **out, size_t *count, struct err *e);

#endif
