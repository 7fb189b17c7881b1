/* app/inspect/anchors.h - the anchors that a command names with --anchor.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_INSPECT_ANCHORS_H
#define APP_INSPECT_ANCHORS_H

#include "app/ops.h"
#include "trust/anchor.h"

/* What one --anchor says: FILE=PURPOSE[+PURPOSE...][,how]. The last "=" ends the file's name,
 * which may hold others. how not given: with_the_goods. */
struct anchor_terms {
	struct slice	file;
	unsigned	purposes;
	enum trust_how	how;
};

/* Errors: E_USAGE with the place in the text. */
struct rc anchor_terms_parse(struct slice text, struct anchor_terms *out, struct err *e);

/* Reads the file of every --anchor. The set does not depend on their order. Keys live in the
 * arena and the bag. Failures name their file and place in *t. */
struct rc anchors_load(const struct op_call *call, struct arena *a, struct crypto_bag *bag,
    struct anchor_set *out, struct trouble *t);

#endif
