/* level/profile.h - a profile: rows of an edition that somebody selected, and what he says of them
 * otherwise.
 *
 * Format:   doc/formats/catalogue.md, "Profiles".
 * Purity:   no I/O, no clock.
 * Layer:    base, catalog.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef LEVEL_PROFILE_H
#define LEVEL_PROFILE_H

#include "base/arena.h"
#include "catalog/catalog.h"

/* The catalogue is a profile: of says of which edition, "iec62443-4-2:2019"; author who made it.
 * Null where it is none; author null where it names none. */
struct slice profile_of(const struct catalog *c);
struct slice profile_author(const struct catalog *c);
/* Levels can be judged by it: some row of it has a level, or it is a profile. */
bool profile_or_levelled(const struct catalog *c);

/* by: for each item of the edition the row that selects it, or null. */
struct profile {
	const struct catalog		*catalog, *edition;
	const struct catalog_item	**by;
};

/* Errors: E_SCHEMA at its place when the edition is not in the set, the profile has no author, or a
 * row selects what has no level, is no row of the edition, or is selected already; E_LIMIT,
 * E_NOMEM. */
struct rc profile_read(const struct catalog *c, const struct catalog_set *set, struct arena *a,
    struct profile *out, struct err *e);
/* The profile asks the row of a product of one of the types. */
bool profile_asks(const struct profile *p, size_t item, const struct slice *types, size_t count);

#endif
