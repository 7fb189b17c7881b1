/* catalog/shipped.h - the data that ship inside the program: catalogues and criteria.
 *
 * assay needs no installed file. The bytes are those of catalog/ and criteria/ in the source,
 * turned into C arrays by tools/embed when the program is built.
 *
 * Purity:   no I/O, no clock.
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CATALOG_SHIPPED_H
#define CATALOG_SHIPPED_H

#include "base/base.h"

struct shipped_file {
	const char	*name;		/* "catalog/cra.json", "criteria/product-acceptance.yaml" */
	struct slice	 bytes;
};

/* All of them, sorted by name. */
const struct shipped_file *shipped_files(size_t *count);
/* False when there is none of that name. */
bool shipped_find(struct slice name, struct slice *bytes);

#endif
