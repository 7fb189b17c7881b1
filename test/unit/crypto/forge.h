/* forge.h - certificates, lists and messages made to measure, with keys of this run.
 *
 * What no tool writes is written here: every field is given, the signature holds over it.
 * Everything dies with the material.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FORGE_H
#define FORGE_H

#include "crypto/material.h"

#include <openssl/evp.h>

/* kind: "P-256", "P-384", "ED25519", "RSA" (2048 bits). */
EVP_PKEY *forge_key(struct material *m, const char *kind);
/* By the key, with SHA-256 or the digest named ("SHA512"). */
struct slice forge_sign(struct material *m, EVP_PKEY *key, const char *digest, struct slice in);

/* Identifier, length and the parts in a row. */
struct slice forge_join(struct material *m, const struct slice *parts, size_t count);
struct slice forge_tlv(struct material *m, uint8_t tag, const struct slice *parts, size_t count);
#define PARTS(...) (struct slice[]){ __VA_ARGS__ }, \
	sizeof((struct slice[]){ __VA_ARGS__ }) / sizeof(struct slice)
#define TLV(m, tag, ...) forge_tlv(m, tag, PARTS(__VA_ARGS__))
#define JOIN(m, ...) forge_join(m, PARTS(__VA_ARGS__))
struct slice forge_oid(struct material *m, const char *dotted);
/* A Name of one attribute. tag: 0x0c UTF8String, 0x1e BMPString. */
struct slice forge_name(struct material *m, const char *oid, uint8_t tag, struct slice text);
struct slice forge_extension(struct material *m, const char *oid, bool critical,
    struct slice value);
/* SubjectPublicKeyInfo. */
struct slice forge_spki(struct material *m, EVP_PKEY *key);
/* What its certificates state as its identifier, without the tag. */
struct slice forge_key_identifier(struct material *m, EVP_PKEY *key);

struct party { EVP_PKEY *key; struct slice name; struct certificate *c; };

/* What differs from a plain certificate of its kind.
 * by:       who signs; null: the subject itself. as: the issuer's name where it is another.
 * key:      null: a new one of P-256.
 * subject:  a Name in place of CN = name.
 * path:     path length + 1; 0: none stated.
 * from, until: as written; the tag follows from the length.
 * more:     further extensions. bare: no others than those.
 * number:   content of the serial number; null: counted up. */
struct recipe {
	const char		*name, *from, *until, *digest;
	const struct party	*by;
	EVP_PKEY		*key;
	struct slice		 subject, more, number, as;
	bool			 ca, bare, v1;
	int			 path;
};

/* The certificate's DER. */
struct slice forge_der(struct material *m, const struct recipe *r, EVP_PKEY *key);
/* With key, and read; a failure to read it is one of the test. */
struct party forge_party(struct material *m, struct recipe r);

/* reason: -1 for none. more: further extensions of the entry. */
struct forge_entry { const struct certificate *c; const char *at; int reason; struct slice more; };
struct forge_list {
	const struct party		*by;
	const char			*from, *until;	/* until null: no nextUpdate */
	const struct forge_entry	*entries;
	size_t				 count;
	struct slice			 more;		/* further extensions */
	struct slice			 as;		/* the issuer's name where it is another */
	const char			*digest;
};
struct slice forge_list_der(struct material *m, const struct forge_list *l);
struct crl *forge_crl(struct material *m, struct forge_list l);

/* A message without signed attributes. content null: detached. */
struct slice forge_cms(struct material *m, const struct party *signer, const char *digest,
    struct slice content, struct slice signed_bytes);
/* An envelope with one signature for each key. */
struct slice forge_dsse(struct material *m, const char *type, struct slice payload,
    EVP_PKEY *const *keys, size_t count);

#endif
