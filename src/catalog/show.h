/* catalog/show.h - catalogues as value trees, for `catalog list` and `catalog show`.
 *
 * Texts are borrowed from the set and the kinds.
 *
 * Layer:    base, codec, fact.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CATALOG_SHOW_H
#define CATALOG_SHOW_H

#include "catalog/catalog.h"
#include "catalog/kinds.h"

/* {schema: "assay/catalog-list/1", catalogues: [{name, edition, standard, title, standard_edition,
 * component_types, items, mappings, digest}]}, sorted by name and edition. Texts that a catalogue
 * does not have are null; items and mappings are numbers. */
struct value catalog_list_value(struct build *b, const struct catalog_set *set);

/* {schema: "assay/catalog-show/1", catalogue: as in the list, ...} and
 *   without item: items: [{id, requirement, kind, title}], mappings: [...];
 *   with item (an id, key or full name): item: {requirement, every member of the row},
 *     evidence: [{kind, title, does_not_prove}], mappings: those from and to the row.
 * name: "iec62443-4-2" or "iec62443-4-2:2019"; null: then item is a full name. item may be null
 * where name is not.
 * Errors: E_USAGE, e->what says which of the two is not there or not unique. Arena failures are
 * left in b (build_end). */
struct rc catalog_show_value(struct build *b, const struct catalog_set *set,
    const struct kind_set *kinds, struct slice name, struct slice item, struct value *out,
    struct err *e);

#endif
