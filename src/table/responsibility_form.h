/* table/responsibility_form.h - who is meant in a responsibility matrix.
 *
 * Layer:    private to table.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TABLE_RESPONSIBILITY_FORM_H
#define TABLE_RESPONSIBILITY_FORM_H

#include "table/responsibility_table.h"

/* Sets party, contact and role of the row by what the table calls somebody: by the map; else the
 * name of a role is a role that nobody is named for; else it is the party's name. */
void party_settle(struct responsibility_row *row, struct slice said,
    const struct responsibility_map *map);
/* Names to whom it is owed and who keeps it, as the map does. */
void others_settle(struct responsibility_row *row, const struct responsibility_map *map);
/* The party of that name, or the name. */
struct slice party_name(struct slice said, const struct responsibility_map *map);
/* Names between ; , and line ends. *out null where there is none. Errors: E_LIMIT, E_NOMEM. */
struct rc names_split(struct arena *a, struct slice text, const struct responsibility_map *map,
    struct slice **out, size_t *count, struct err *e);

#endif
