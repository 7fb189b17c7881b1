/* app/inspect/about.h - whether a file, a row of it or a certificate speaks about what is assessed.
 *
 * What says that it is of another batch, product, article, order or release than the scope is
 * foreign: its serials are serials of something else, even where the digits are the same. What
 * says nothing of the kind is not foreign.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_INSPECT_ABOUT_H
#define APP_INSPECT_ABOUT_H

#include "app/inspect/scope.h"
#include "subject/subject.h"

/* No finding of the file or of what was read in it forbids to rely on it; it was read as evidence
 * and is not a second copy. */
bool body_is_sound(const struct body *b);

/* Of the value of a fact: a row, an entry, a certificate. */
bool row_is_foreign(const struct scope *s, const struct value *row);
/* The file as a whole, by what it mentions: of another batch or product alone. */
bool body_is_foreign(const struct scope *s, const struct reading *r);
/* What a foreign row is about, never inside the scope; the manufacturer where nothing else can be
 * made of it. Errors: E_LIMIT, E_NOMEM. */
struct rc foreign_subject(const struct scope *s, const struct value *row, struct arena *a,
    struct slice *out, struct err *e);

/* The subject, product, release or an asset of the scope. */
bool scope_holds(const struct scope *s, struct slice subject);
bool scope_holds_any(const struct scope *s, const struct slice *subjects, size_t count);
/* The subject is of the product in scope: it, a release, asset or configuration. */
bool scope_has_product(const struct scope *s, const struct subject *parsed);
/* The text is the batch in scope, by its own name or in full. */
bool scope_is_batch(const struct scope *s, struct slice text);
/* The text is the model or name of the product in scope, or its full subject. */
bool scope_is_model(const struct scope *s, struct slice text);

/* A subject made of texts that came from outside: empty where they can be none (too long, not
 * UTF-8). second may be null. Errors: E_LIMIT, E_NOMEM. */
struct rc subject_of(struct arena *a, enum subject_kind kind, struct slice org,
    struct slice name, struct slice second, struct slice *out, struct err *e);

/* "IC-22" becomes "ic-22": the product's name in subjects, as taken from a model.
 * Errors: E_LIMIT, E_NOMEM. */
struct rc product_name_of(struct arena *a, struct slice model, struct slice *out, struct err *e);

#endif
