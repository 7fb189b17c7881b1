/* crypto/key_int.h - keys and ECDSA signatures as several files of the module read them.
 *
 * Layer:    private to crypto.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRYPTO_KEY_INT_H
#define CRYPTO_KEY_INT_H

#include <openssl/ec.h>
#include <openssl/x509.h>

#include "crypto/key.h"

/* The key that was read already, whose DER this is. Ownership: the object stays the spki's.
 * Errors: as key_from_der(). */
struct rc key_of_spki(const X509_PUBKEY *spki, struct slice der, struct arena *a, struct key *out,
    struct err *e);

/* Bytes of a coordinate, of r and of s; 0 for what is not ECDSA. */
size_t ecdsa_field(enum scheme s);
/* DER, or raw r || s; null for anything else. Whether the DER is in its shortest form is not asked.
 * Ownership: the caller frees it. */
ECDSA_SIG *ecdsa_parse(struct slice signature, size_t field);

#endif
