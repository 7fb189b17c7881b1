/* app/inspect/naming.h - what the files of a delivery call the thing that they are about.
 *
 * Of the lists only rows that are about the scope, as far as it is known, have a say; of every
 * file only one that nothing speaks against (body_is_sound()).
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_INSPECT_NAMING_H
#define APP_INSPECT_NAMING_H

#include "app/inspect/scope.h"

/* text: empty when nothing names it; the first one where several differ: then conflict is set.
 * body: who says so. */
struct naming { struct slice text; size_t body; bool conflict; };

/* Under a scheme of mentions ("model"): the first kind of file that names anything decides: orders
 * before packing lists before receipts before other lists. */
struct naming name_of(const struct delivery *d, const struct scope *s, const char *scheme);
/* A full subject that files state, those of the same kinds before any other. */
struct naming stated_subject(const struct delivery *d, enum subject_kind kind);
/* The product of this maker that one file names together with the model. */
struct naming stated_product(const struct delivery *d, struct slice org, struct slice model);
/* The model that one file names together with the product (in full); empty when none does. */
struct slice stated_model(const struct delivery *d, struct slice org, struct slice product);

#endif
