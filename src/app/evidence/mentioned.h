/* app/evidence/mentioned.h - what is kept that says anything about a subject or identifier.
 *
 * Answered from content rows by their index: no body is read.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_EVIDENCE_MENTIONED_H
#define APP_EVIDENCE_MENTIONED_H

#include "app/home/home.h"
#include "codec/value.h"

/* digest: "sha256:..." of the body. name: the fact, "mention" or "word". value: what it says. */
struct mentioned {
	struct slice	digest, name, subject, place;
	struct value	value;
};

/* text: a full subject, or an identifier as a supplier writes it: a serial, an article, a purl.
 * Asked for an asset, release or batch, its last name is looked for too. By digest and ordinal
 * under each spelling. A transaction is open. Texts live in the arena.
 * Errors: E_VERIFY when a row is damaged; E_LIMIT, E_NOMEM; of the store. */
struct rc mentioned_find(struct home *h, struct slice text, struct arena *a,
    struct mentioned **out, size_t *count, struct err *e);

#endif
