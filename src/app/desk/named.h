/* app/desk/named.h - evidence by the names that people give it.
 *
 * A workbook names a test report by its file, by a number that stands in the file's name, or by its
 * id. What is found so is named by its digest from then on.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_NAMED_H
#define APP_DESK_NAMED_H

#include "app/home/home.h"
#include "app/home/state.h"
#include "base/map.h"

/* Evidence about some subjects, by name. */
struct named {
	struct arena	*a;
	struct map	 by_name;
};

struct named named_init(struct arena *a);
void named_drop(struct named *n);
/* Adds what is in force about the subject: by its id, its digest, its file's name in lower case
 * with and without what stands behind the last dot. A name that two have leads to neither.
 * An open transaction. Errors: E_LIMIT, E_NOMEM; of the store. */
struct rc named_add(struct named *n, struct home *h, struct slice subject, struct err *e);
/* The digest of what the text names, or null. */
struct slice named_find(const struct named *n, struct slice text);

/* A cell as the names in it, each as its digest or as it stands: between ; and line ends, and
 * between commas where a part is a name and the whole is none. Each once.
 * Errors: E_LIMIT, E_NOMEM. */
struct rc named_split(const struct named *n, struct slice cell, struct build *b,
    struct value *digests, struct value *others, struct err *e);

#endif
