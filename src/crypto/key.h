/* crypto/key.h - public keys, and whether a signature by one holds.
 *
 * Accepted: Ed25519, EC P-256 and P-384, RSA of 2048 to 8192 bits. The scheme belongs to the key
 * record and never comes from the message.
 *
 * Spec:     RFC 8032, FIPS 186-4, RFC 8017, RFC 5480.
 * Purity:   no I/O, no clock.
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
	SCHEME_RSA_PSS_SHA256, SCHEME_RSA_PSS_SHA384, SCHEME_RSA_PSS_SHA512,
	SCHEME_RSA_PKCS1_SHA256, SCHEME_RSA_PKCS1_SHA384, SCHEME_RSA_PKCS1_SHA512, SCHEME_COUNT
};

/* "ed25519", "ecdsa-p256-sha256", ... */
const char *scheme_name(enum scheme s);

/* object: the library's key. id: "sha256:..." of the SubjectPublicKeyInfo.
 * scheme: the one this record is good for. */
struct key {
	void		*object;
	struct slice	 id;
	struct slice	 spki;		/* DER */
	enum scheme	 scheme;
};

/* DER SubjectPublicKeyInfo, no trailing bytes. The scheme is the usual one of the kind: an RSA
 * key gets RSA-PSS with SHA-256. Errors: E_SYNTAX; E_UNVERIFIABLE for kinds and sizes not
 * accepted; E_LIMIT, E_NOMEM. */
struct rc key_from_der(struct slice der, struct arena *a, struct crypto_bag *bag, struct key *out,
    struct err *e);
/* True when a key of this kind can sign so. */
bool key_can(const struct key *k, enum scheme s);

/* *good: the signature over the message holds. EC signatures are DER (shortest form) or raw
 * r || s of exactly twice the field size. Errors: E_NOMEM. */
struct rc key_verify(const struct key *k, enum scheme s, struct slice message,
    struct slice signature, bool *good, struct err *e);

#endif
