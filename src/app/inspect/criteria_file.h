/* app/inspect/criteria_file.h - criteria from a file, or from the data inside the program.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_INSPECT_CRITERIA_FILE_H
#define APP_INSPECT_CRITERIA_FILE_H

#include "app/ops.h"
#include "codec/value.h"
#include "criteria/criteria.h"

#define CRITERIA_SHIPPED SLICE("criteria/product-acceptance.yaml")

/* name: as the caller gave it. digest: "sha256:...". */
struct criteria_file {
	struct slice		 name, bytes, digest;
	struct value		 document;
	const struct criteria	*criteria;
};

/* Everything that is wrong with the content stands in *errors, the first of it in t->err with its
 * line and column; a failure without errors is about reading the file. *out keeps the name and
 * the bytes all the same. */
struct rc criteria_file_load(const char *path, const struct kind_set *kinds, struct arena *a,
    struct criteria_file *out, struct criteria_errors *errors, struct trouble *t);
/* Bytes that are here already, such as a body; they must live as long as the arena. */
struct rc criteria_bytes_load(struct slice bytes, struct slice name, const struct kind_set *kinds,
    struct arena *a, struct criteria_file *out, struct criteria_errors *errors,
    struct trouble *t);
/* The same for a replay: pins are what the recorded assessment says ran for each criterion, and a
 * check whose name stands without a revision is the one of then, whatever is newer now.
 * Errors: E_UNVERIFIABLE when this program does not have one of them (t->file: which). */
struct rc criteria_recorded_load(struct slice bytes, struct slice name,
    const struct kind_set *kinds, const struct check_pin *pins, size_t pin_count, struct arena *a,
    struct criteria_file *out, struct trouble *t);
/* A file inside the program, such as CRITERIA_SHIPPED. E_USAGE when there is none of the name. */
struct rc criteria_shipped_load(struct slice name, const struct kind_set *kinds, struct arena *a,
    struct criteria_file *out, struct criteria_errors *errors, struct trouble *t);

#endif
