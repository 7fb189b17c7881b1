/* app/inspect/criteria_source.h - the criteria that a command assesses against: shipped, or a file.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_INSPECT_CRITERIA_SOURCE_H
#define APP_INSPECT_CRITERIA_SOURCE_H

#include "app/ops.h"
#include "criteria/criteria.h"

/* name: as the user named it, or that of the shipped file. digest: of the bytes as received. */
struct criteria_source {
	struct slice		 name, text, digest;
	const struct criteria	*criteria;
};

/* file null: criteria/product-acceptance.yaml, which ships. Of several errors in a file the last
 * is in *t, and those before it are lines in `notes`, each with its place. */
struct rc criteria_source_load(const char *file, const struct kind_set *kinds, struct arena *a,
    struct criteria_source *out, struct buf *notes, struct trouble *t);

#endif
