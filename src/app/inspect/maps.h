/* app/inspect/maps.h - the table maps that a command names with --map.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_INSPECT_MAPS_H
#define APP_INSPECT_MAPS_H

#include "app/ops.h"
#include "table/table_map.h"

/* Reads every file of --map, YAML or JSON. Failures name their file and place in *t. */
struct rc maps_load(const struct op_call *call, struct arena *a, struct table_map **maps,
    size_t *count, struct trouble *t);
/* A small YAML or JSON document: JSON when its first character is { or [. */
struct rc document_tree(struct slice in, struct arena *a, struct value *out, struct err *e);

#endif
