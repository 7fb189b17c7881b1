/* catalog/catalog_int.h - what the files of catalog share.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CATALOG_CATALOG_INT_H
#define CATALOG_CATALOG_INT_H

#include "catalog/catalog.h"

#define CATALOG_ID_BYTES_MAX 200

/* The edition that a list's name gives, digits of NAME_1_2 ("1_2"); null when it is no such name.
 * Underscores stand for dots. */
struct slice catalog_list_digits(struct slice name);

/* doc/formats/catalogue.md, "Counts". Errors: E_SCHEMA at the stated count, arena failures. */
struct rc catalog_check_counts(const struct catalog *c, struct arena *a, struct err *e);

#endif
