/* crypto/key.h - public keys, and whether a signature by one holds.
 *
 * Accepted: Ed25519 (not the points of small order, under which one signature fits any message,
 * and no point in another than its one encoding),
 * EC P-256 and P-384 as named curves with uncompressed points, RSA of 2048 to 8192 bits with an
 * odd exponent of 3 to 2^64 - 1.
 *
 * What a key may sign with belongs to its record (schemes, salt) and never comes from a message.
 * A message that names an algorithm outside of the record is not checked at all.
 *
 *   Ed25519               ed25519
 *   P-256                 ecdsa-p256-sha256
 *   P-384                 ecdsa-p384-sha384, ecdsa-p384-sha256 (older signers use it for all)
 *   RSA, rsaEncryption    PSS and PKCS#1 v1.5, each with SHA-256, SHA-384, SHA-512, until the
 *                         owner of the record narrows it with key_restrict()
 *   RSA, id-RSASSA-PSS    PSS only; with parameters only the digest and salt that they name
 *
 * Spec:     RFC 8032, FIPS 186-4, RFC 8017, RFC 5480, RFC 4055.
 * Purity:   no I/O, no clock.
 * Threads:  a key may be used by several threads at once.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRYPTO_KEY_H
#define CRYPTO_KEY_H

#include "base/arena.h"
#include "base/base.h"
#include "crypto/bag.h"

enum scheme {
	SCHEME_NONE = 0, SCHEME_ED25519, SCHEME_ECDSA_P256_SHA256, SCHEME_ECDSA_P384_SHA384,
	SCHEME_ECDSA_P384_SHA256, SCHEME_RSA_PSS_SHA256, SCHEME_RSA_PSS_SHA384,
	SCHEME_RSA_PSS_SHA512, SCHEME_RSA_PKCS1_SHA256, SCHEME_RSA_PKCS1_SHA384,
	SCHEME_RSA_PKCS1_SHA512, SCHEME_COUNT
};
/* A set of schemes has one bit for each. */
#define SCHEME_BIT(s) (1u << (unsigned)(s))

/* "ed25519", "ecdsa-p256-sha256", ... */
const char *scheme_name(enum scheme s);

/* PSS salts of any length are accepted: the length is no secret and guards nothing. */
#define SALT_ANY (-1)

/* object:  the library's key.
 * id:      "sha256:..." of the SubjectPublicKeyInfo in DER.
 * schemes: bits of SCHEME_BIT(); never 0 in a key that key_from_der() gave.
 * scheme:  the first of them, to be named where one must be.
 * salt:    bytes of a PSS salt, or SALT_ANY. */
struct key {
	void		*object;
	struct slice	 id;
	struct slice	 spki;
	unsigned	 schemes;
	enum scheme	 scheme;
	int		 salt;
};

/* DER SubjectPublicKeyInfo, no trailing bytes, in the one encoding that DER allows. id and spki
 * are set also when the answer is E_UNVERIFIABLE.
 * Errors: E_SYNTAX; E_UNVERIFIABLE for kinds, sizes and parameters not accepted; E_LIMIT above
 * CERT_BYTES_MAX; E_NOMEM. */
struct rc key_from_der(struct slice der, struct arena *a, struct crypto_bag *bag, struct key *out,
    struct err *e);
/* Takes away every scheme that is not in the set. E_USAGE when none would be left. */
struct rc key_restrict(struct key *k, unsigned schemes, struct err *e);
/* The record names this scheme. */
bool key_can(const struct key *k, enum scheme s);

/* *good: the signature over the message holds. False for a scheme that the record does not name.
 * EC signatures are DER in the shortest form, or raw r || s of exactly twice the field size.
 * Errors: E_NOMEM. */
struct rc key_verify(const struct key *k, enum scheme s, struct slice message,
    struct slice signature, bool *good, struct err *e);
/* *used: the first scheme of the record under which the signature holds, or SCHEME_NONE.
 * Errors: E_NOMEM. */
struct rc key_verify_any(const struct key *k, struct slice message, struct slice signature,
    enum scheme *used, struct err *e);

#endif
