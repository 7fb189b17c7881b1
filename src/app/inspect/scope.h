/* app/inspect/scope.h - what is assessed: the subject, its product and release, and its assets.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_INSPECT_SCOPE_H
#define APP_INSPECT_SCOPE_H

#include "app/inspect/body.h"
#include "fact/case.h"
#include "subject/subject.h"

/* The scope with everything that stands behind it.
 * kind: of the subject.
 * org, batch, model, article, product_name, version, order: plain, as written, or empty. batch is
 *       set for a batch, and for a delivery or asset where the lists give it one batch.
 * batch_subject: the batch in full, or empty.
 * source: the body that named the subject, or BODY_NONE when the caller did, or nothing. */
struct scope {
	struct case_scope	 form;
	enum subject_kind	 kind;
	struct slice		 batch_subject;
	struct slice		 org, product_name, batch, model, article, version, order, serial;
	size_t			 source;
	bool			 assumed;
	bool			 itself;	/* a delivery under the digest of its files */
	size_t			 assumption_count, assumption_cap;
	struct slice		*assumptions;	/* sentences */
};

/* A subject of the kinds that scope_resolve() takes: what content can be told to be about. */
bool scope_is_for(struct slice subject);

/* wanted: the subject named by the caller, or null. Tables that are no carrier name nothing. Where
 * the delivery names no batch or order, or several, it stands for itself under the digest of its
 * files; a maker whom nothing names is called "unnamed".
 * Errors: E_USAGE when `wanted` is of a kind that cannot be inspected; E_SYNTAX with the place in
 * `wanted`; E_LIMIT, E_NOMEM. */
struct rc scope_resolve(const struct delivery *d, struct slice wanted, struct arena *a,
    struct scope *out, struct err *e);

/* The scope of a process: the subject itself and its organisation; no product, no serials.
 * Errors: E_SYNTAX with the place; E_LIMIT, E_NOMEM. */
struct rc scope_itself(struct slice subject, struct arena *a, struct scope *out, struct err *e);

/* Sets bound_to of every body, and the subject of every fact that has none. */
struct rc scope_bind(struct delivery *d, const struct scope *s, struct arena *a, struct err *e);

#endif
