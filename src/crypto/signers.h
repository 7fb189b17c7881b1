/* crypto/signers.h - under which keys an ECDSA signature can hold at all.
 *
 * Signature and message together leave two points that may be the key, or none. Where a signature
 * is held against many keys, the points are computed once, and a key that is neither cannot be its:
 * nothing but a key that is one of them need be asked, and that is asked of libcrypto as any other.
 *
 * With r, s and e as in FIPS 186-4 6.4 the signature holds under Q when the point
 * (e/s)G + (r/s)Q has r for its abscissa, modulo the order n. Where r is no abscissa of two points
 * modulo n that point is R or -R, R being one of abscissa r, so Q = (+-s/r)R - (e/r)G. The two sum
 * up to -(2e/r)G: of a key under which the signature holds the other is known without R.
 *
 * Spec:     FIPS 186-4 6.4; SEC 1 4.1.6.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRYPTO_SIGNERS_H
#define CRYPTO_SIGNERS_H

#include "crypto/key.h"

/* Two coordinates of 48 bytes each. */
#define POINT_BYTES_MAX 96

/* known: whoever is not among the points cannot have signed; else nothing is known. */
struct signers {
	bool		known;
	size_t		count, bytes;			/* of each */
	uint8_t		points[2][POINT_BYTES_MAX];	/* x, y */
};

/* The points for a signature of the scheme. held: a key under which it holds, which makes the
 * answer cheaper; or null. Of a scheme that is not ECDSA, of a signature that is none, and where
 * computing failed, nothing is known. Never fails. */
struct signers signers_find(enum scheme s, const struct key *held, struct slice message,
    struct slice signature);
/* The key may have made the signature. */
bool signers_may_be(const struct signers *g, const struct key *k);

#endif
