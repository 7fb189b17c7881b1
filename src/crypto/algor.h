/* crypto/algor.h - signature algorithms as messages and certificates name them.
 *
 * Layer:    private to crypto.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRYPTO_ALGOR_H
#define CRYPTO_ALGOR_H

#include <openssl/x509.h>

#include "base/arena.h"
#include "base/base.h"
#include "crypto/key.h"

/* kind: EVP_PKEY_RSA, EVP_PKEY_EC, EVP_PKEY_ED25519. digest: NID_sha256, NID_sha384, NID_sha512;
 * NID_undef where the algorithm has its own (Ed25519) or leaves it to another place
 * (rsaEncryption, as CMS uses it). salt: bytes, for PSS. */
struct algor {
	int	kind, digest;
	bool	pss;
	int	salt;
};

/* False for an algorithm that satisfies nothing: SHA-1, MD5, SHA-224, other digests, PSS whose
 * two digests differ, parameters that are not as the algorithm demands. */
bool algor_read(const X509_ALGOR *alg, struct algor *out);
/* RSASSA-PSS parameters, as X509_ALGOR_get0() gives them; false for the defaults (SHA-1) too. */
bool algor_read_pss(int type, const void *value, struct algor *out);
/* The one scheme of the key's record that this is, or SCHEME_NONE. */
enum scheme algor_scheme(const struct algor *g, const struct key *k);
/* A name for people, also of algorithms that satisfy nothing: "rsa-pss-sha256", else the
 * library's short name, else the dotted number. */
struct rc algor_name(const X509_ALGOR *alg, struct arena *a, struct slice *out, struct err *e);

#endif
