/* trust/dsse.h - the DSSE envelope.
 *
 * Spec:     DSSE 1.0.2. Unknown members are ignored, as it demands; a name twice is refused by
 *           the JSON reader; base64 is standard or URL-safe, not mixed; the payload type is
 *           printable ASCII. keyid is not signed: trust/trust.h says what it may do.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, crypto.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TRUST_DSSE_H
#define TRUST_DSSE_H

#include "base/buf.h"
#include "codec/value.h"
#include "crypto/unchecked.h"

struct dsse_signature { struct slice keyid, bytes; };

/* Everything decoded, in the arena. 1 to SIGNATURES_MAX signatures. */
struct dsse {
	struct slice		 payload_type;
	struct unchecked	 payload;
	size_t			 count;
	struct dsse_signature	*signatures;
};

/* True for an object that has payload, payloadType and signatures. */
bool dsse_looks_like(const struct value *doc);
/* Errors: E_SCHEMA and E_SYNTAX with the place in the document, E_LIMIT, E_NOMEM. */
struct rc dsse_decode(const struct value *doc, struct arena *a, struct dsse **out,
    struct err *e);
/* Appends the bytes that are signed: "DSSEv1" SP LEN(type) SP type SP LEN(body) SP body. */
void dsse_encode(struct slice payload_type, struct slice payload, struct buf *out);

#endif
