/* crypto/cms.h - CMS SignedData over content that stands elsewhere.
 *
 * Spec:     RFC 5652. Digests SHA-256, SHA-384, SHA-512; RSA (PKCS#1 v1.5 and PSS) and ECDSA.
 *           Ed25519 signers cannot be verified: OpenSSL 3.0 does not.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRYPTO_CMS_H
#define CRYPTO_CMS_H

#include "crypto/bag.h"
#include "crypto/x509.h"

/* detached: holds no content of its own. certificates: those it carries. */
struct cms {
	void			*object;
	bool			 detached;
	size_t			 signer_count, certificate_count;
	struct certificate	**certificates;
};

/* certificate: the signer's, among those carried or given; null when it is not here.
 * holds: digest and signature both hold over the content. */
struct cms_signer {
	const struct certificate	*certificate;
	bool				 holds, verifiable;
	/* signing time as claimed, or TIME_UNKNOWN */
	int64_t				 claimed_ms;
	/* "ecdsa-p384-sha384" or the library's name */
	struct slice			 algorithm;
};

/* DER ContentInfo with SignedData, no trailing bytes, 1 to SIGNATURES_MAX signers.
 * Errors: E_SYNTAX, E_SCHEMA (another content type), E_LIMIT, E_NOMEM. */
struct rc cms_decode(struct slice der, struct arena *a, struct crypto_bag *bag, struct cms **out,
    struct err *e);
/* The first signer's messageDigest attribute is that of the content; false too when it has none. */
bool cms_names_content(const struct cms *c, struct slice content);
/* One entry for each signer, in order. pool: certificates known from elsewhere.
 * Errors: E_LIMIT, E_NOMEM. */
struct rc cms_verify(const struct cms *c, struct slice content, struct certificate *const *pool,
    size_t pool_count, struct arena *a, struct cms_signer **signers, struct err *e);

#endif
