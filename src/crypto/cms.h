/* crypto/cms.h - CMS SignedData, its content inside or elsewhere.
 *
 * libcrypto takes the message apart; what is signed, by what rule and with which key is decided
 * here, by the same key records as everywhere (crypto/key.h).
 *
 *   - Digests SHA-256, SHA-384, SHA-512; RSA (PKCS#1 v1.5 and PSS) and ECDSA. The digest of the
 *     content and that of the signature are the same one. Anything else, Ed25519 included, is
 *     not checkable.
 *   - Signed attributes: no type twice, contentType and messageDigest with one value each, as
 *     RFC 5652 11 demands; messageDigest is that of exactly the given content; contentType is
 *     the type that the message states.
 *   - Without signed attributes the content is of type data, and is not itself a set of such
 *     attributes (a signature over attributes must not be turned into one over content).
 *
 * Spec:     RFC 5652 5.4, 11; RFC 4056 (PSS); RFC 5754.
 * Purity:   no I/O, no clock.
 * Threads:  a decoded message may be checked by several threads at once.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRYPTO_CMS_H
#define CRYPTO_CMS_H

#include "crypto/bag.h"
#include "crypto/digest.h"
#include "crypto/unchecked.h"
#include "crypto/x509.h"

/* detached: holds no content of its own; else content is what it holds.
 * certificates: those it carries, as far as they can be read. */
struct cms {
	void			*object;
	bool			 detached;
	struct unchecked	 content;
	size_t			 signer_count, certificate_count;
	struct certificate	**certificates;
};

/* A certificate that the signer names by issuer and number or by key identifier.
 * checkable: its key's record allows the signer's algorithm. */
struct cms_candidate {
	const struct certificate	*certificate;
	bool				 checkable, holds;
	struct slice			 algorithm;
};

/* checkable: algorithms that satisfy. candidates: in order of id, at most SIGNATURES_MAX. */
struct cms_signer {
	bool			 checkable;
	int64_t			 claimed_ms;	/* signing time as claimed, or TIME_UNKNOWN */
	struct slice		 algorithm;
	size_t			 count;
	struct cms_candidate	*candidates;
};

/* DER or one PEM block CMS or PKCS7, at most STATEMENT_BYTES_MAX, no trailing bytes, 1 to
 * SIGNATURES_MAX signers, at most 64 certificates.
 * Errors: E_SYNTAX, E_SCHEMA (another content type), E_LIMIT, E_NOMEM. */
struct rc cms_decode(struct slice in, struct arena *a, struct crypto_bag *bag, struct cms **out,
    struct err *e);
/* Content and its digests, each computed at most once: { .bytes = content }. Whoever asks many
 * messages about one file keeps it. nid: of the digest, as libcrypto counts. */
struct cms_content {
	struct slice	bytes;
	struct { int nid; unsigned len; uint8_t bytes[SHA512_BYTES]; } made[3];
	size_t		count;
};
/* A signer's messageDigest attribute is that of the content: says which file a message is about,
 * and nothing about the signature. */
bool cms_names_content(const struct cms *c, struct cms_content *content);
/* One entry for each signer, in the message's order. Without signed attributes the content is
 * digested for each certificate anew: beyond VERIFY_BYTES_MAX in all none is checkable.
 * pool: certificates known from elsewhere;
 * those that the message carries are looked at in any case. Errors: E_LIMIT, E_NOMEM. */
struct rc cms_verify(const struct cms *c, struct slice content, struct certificate *const *pool,
    size_t pool_count, struct arena *a, struct cms_signer **signers, struct err *e);

#endif
