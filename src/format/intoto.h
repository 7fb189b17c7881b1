/* format/intoto.h - in-toto Statements.
 *
 * Every subject must have a digest. Digests of algorithms that are not known are ignored; at
 * least one of sha256, sha384, sha512 must be there for a subject to count as named strongly.
 * A subject without bytes of its own (batch:..., release:...) is named by the SHA-256 of its name.
 *
 * Spec:     in-toto attestation framework, Statement v1 and v0.1. Unknown members of the
 *           statement are ignored, as it demands; those of a predicate are its reader's matter.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FORMAT_INTOTO_H
#define FORMAT_INTOTO_H

#include "codec/value.h"

/* sha256: 64 lower-case digits, or empty. strong: has sha256, sha384 or sha512. */
struct intoto_subject {
	struct slice	name, sha256;
	bool		strong;
	uint64_t	at;
};

struct intoto_statement {
	unsigned		 version;	/* 1 or 0 (v0.1) */
	struct slice		 predicate_type;
	const struct value	*predicate;	/* null when absent */
	size_t			 count;
	struct intoto_subject	*subjects;
};

/* Errors: E_SCHEMA with the place in the document, E_LIMIT, E_NOMEM. */
struct rc intoto_decode(const struct value *doc, struct arena *a, struct intoto_statement *out,
    struct err *e);

#endif
