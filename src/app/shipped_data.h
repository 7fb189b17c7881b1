/* app/shipped_data.h - catalogues and evidence kinds, loaded.
 *
 * Those that ship inside the program; in a home, in their place, those that it has adopted: see
 * app/home/catalogues.h.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_SHIPPED_DATA_H
#define APP_SHIPPED_DATA_H

#include "catalog/catalog.h"
#include "catalog/kinds.h"

struct shipped_data {
	struct catalog_set	catalogues;
	struct kind_set		kinds;
	struct slice		kinds_digest;	/* text, of the document of the kinds */
};

/* Errors: E_LIMIT, E_NOMEM. Data that do not load are a BUG: they were tested when built. */
struct rc shipped_data_load(struct arena *a, struct shipped_data *out, struct err *e);
/* The evidence kinds alone; out->catalogues stays. Errors: as above. */
struct rc shipped_kinds_load(struct arena *a, struct shipped_data *out, struct err *e);
/* The bytes of a shipped file by their digest's text. A null slice when none has it. */
struct slice shipped_data_bytes(struct slice digest);

#endif
