/* crypto/ecdsa_int.h - ECDSA signatures as key.c and signers.c read them.
 *
 * Layer:    private to crypto.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRYPTO_ECDSA_INT_H
#define CRYPTO_ECDSA_INT_H

#include <openssl/ec.h>

#include "crypto/key.h"

/* Bytes of a coordinate, of r and of s; 0 for what is not ECDSA. */
size_t ecdsa_field(enum scheme s);
/* DER, or raw r || s; null for anything else. Whether the DER is in its shortest form is not asked.
 * Ownership: the caller frees it. */
ECDSA_SIG *ecdsa_parse(struct slice signature, size_t field);

#endif
