/* trust/held.h - signatures of envelopes that were found to hold, kept so that they need not be
 * checked again where nothing rests on the answer.
 *
 * One answer says: signature NUMBER of the envelope whose bytes have this digest holds under this
 * key by this scheme, and no key but those with these points can be the signer's
 * (crypto/signers.h). That is a function of bytes and key alone: no anchor, no window, no chain is
 * in it. An envelope or key that differs in one bit has no answer here. RSA is not kept.
 *
 * Who asks with such answers believes who wrote them down (doc/decisions/0074).
 *
 *   "ASHELD1\n"  U32 count  count * answer  SHA-256 of all before
 *   answer: 32 bytes digest, U32 number, U8 scheme, U16 length, key in DER,
 *           U8 known, U8 points, U8 bytes of a point, points
 *
 * Big-endian, ascending by digest and number.
 *
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, crypto.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TRUST_HELD_H
#define TRUST_HELD_H

#include "base/buf.h"
#include "crypto/digest.h"
#include "crypto/signers.h"
#include "trust/dsse.h"

/* Answers that are kept, and bytes of them in all: two for each of 32,768 envelopes. */
#define HELD_MAX 65536
#define HELD_BYTES_MAX MIB(32)

struct held {
	struct digest	body;
	uint32_t	number;		/* of the signature in its envelope, from 0 */
	enum scheme	scheme;
	struct slice	spki;		/* the key */
	struct signers	signers;
};

/* Made with its arena. fresh: answers among them that were not known before. */
struct held_list {
	struct arena	*a;
	struct held	*at;
	size_t		 count, cap, fresh;
};

/* Keys of this scheme are kept. */
bool held_keeps(enum scheme s);
/* The key is copied. Errors: E_LIMIT, E_NOMEM. */
struct rc held_add(struct held_list *l, const struct held *h, struct err *e);
/* In a list that held_settle() or held_decode() made; null when there is none. */
const struct held *held_find(const struct held_list *l, const struct digest *body,
    uint32_t number);
/* Sorts, and drops all but one answer about one signature. */
void held_settle(struct held_list *l);

/* A settled list of at most HELD_MAX. Errors: E_LIMIT, E_NOMEM. */
struct rc held_encode(const struct held_list *l, struct buf *out, struct err *e);
/* Keys are borrowed from the input. Errors: E_SYNTAX, with its place; E_LIMIT, E_NOMEM. */
struct rc held_decode(struct slice in, struct arena *a, struct held_list *out, struct err *e);
/* Computes the answer anew, from the envelope. *good: it is right. Errors: E_LIMIT, E_NOMEM. */
struct rc held_check(const struct held *h, const struct dsse *d, bool *good, struct err *e);

#endif
