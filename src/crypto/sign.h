/* crypto/sign.h - secret keys: making, keeping and signing with them. Ed25519 only.
 *
 * A secret key is wiped when it is dropped and is never printed. Its file is PKCS#8 in PEM
 * ("PRIVATE KEY"), or encrypted under a passphrase ("ENCRYPTED PRIVATE KEY", PBES2 with
 * AES-256-CBC and PBKDF2 of 600,000 rounds of HMAC-SHA-256), which openssl reads too.
 *
 * Spec:     RFC 8032, RFC 8410, RFC 5958, RFC 8018.
 * Purity:   no I/O, no clock; secret_key_make() asks the library's random generator.
 * Threads:  a key may be used by several threads at once.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRYPTO_SIGN_H
#define CRYPTO_SIGN_H

#include "base/buf.h"
#include "crypto/key.h"

#define ED25519_SIGNATURE_BYTES 64
#define ED25519_PUBLIC_BYTES 32
/* Bytes of a passphrase. */
#define PASSPHRASE_BYTES_MAX 1024

/* Empty when object is null. */
struct secret_key { void *object; };
void secret_key_drop(struct secret_key *k);

/* Errors: E_NOMEM, E_IO when the generator has no randomness. */
struct rc secret_key_make(struct secret_key *out, struct err *e);
/* passphrase null: not encrypted. Appends; the caller wipes the buffer (secret_wipe). */
struct rc secret_key_encode(const struct secret_key *k, struct slice passphrase, struct buf *pem,
    struct err *e);
/* *needs_passphrase: the file is encrypted and passphrase is null (then E_USAGE).
 * Errors: E_SYNTAX when it is no PKCS#8 file of one key; E_AUTH for a wrong passphrase;
 * E_UNVERIFIABLE for another kind of key; E_NOMEM. */
struct rc secret_key_decode(struct slice pem, struct slice passphrase, bool *needs_passphrase,
    struct secret_key *out, struct err *e);
/* Its public key. Errors: E_NOMEM, E_LIMIT. */
struct rc secret_key_public(const struct secret_key *k, struct arena *a, struct crypto_bag *bag,
    struct key *out, struct err *e);
/* The 32 bytes of an Ed25519 public key. E_USAGE for another kind. */
struct rc key_ed25519_raw(const struct key *k, uint8_t out[static ED25519_PUBLIC_BYTES],
    struct err *e);
struct rc key_from_ed25519_raw(const uint8_t raw[static ED25519_PUBLIC_BYTES], struct arena *a,
    struct crypto_bag *bag, struct key *out, struct err *e);
/* PEM "PUBLIC KEY" of a key. Appends. */
struct rc key_pem(const struct key *k, struct buf *out, struct err *e);

struct rc secret_key_sign(const struct secret_key *k, struct slice message,
    uint8_t out[static ED25519_SIGNATURE_BYTES], struct err *e);
/* Overwrites, so that the compiler may not leave it out. */
void secret_wipe(void *at, size_t n);
/* n random bytes for names and salts. Errors: E_IO. */
struct rc random_bytes(uint8_t *out, size_t n, struct err *e);

#endif
