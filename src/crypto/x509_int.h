/* crypto/x509_int.h - shared by the files that speak X.509 with OpenSSL.
 *
 * Layer:    private to crypto.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRYPTO_X509_INT_H
#define CRYPTO_X509_INT_H

#include <openssl/asn1.h>
#include <openssl/x509.h>

#include "base/arena.h"
#include "base/base.h"
#include "crypto/bag.h"
#include "crypto/x509.h"

/* Extensions of one certificate, list, or entry of a list: real ones have about ten. Looking for
 * one that is there twice takes the square of this. */
#define EXTENSIONS_MAX 64

/* Milliseconds of an ASN.1 time in the spelling of RFC 5280 4.1.2.5; 99991231235959Z is
 * TIME_MAX; false when it is no time. */
bool asn1_ms(const ASN1_TIME *t, bool end_of_second, int64_t *ms);
/* One line, UTF-8, most significant part last (RFC 4514 order reversed is not applied). */
struct rc name_text(const X509_NAME *name, struct arena *a, struct slice *out, struct err *e);
/* Upper-case hex, "-" before a negative number. Errors: E_LIMIT above 64 bytes. */
struct rc integer_hex(const ASN1_INTEGER *n, struct arena *a, struct slice *out, struct err *e);
/* False for an algorithm that satisfies nothing (crypto/algor.h). *name: for people. */
struct rc signature_algorithm(const X509_ALGOR *alg, struct arena *a, bool *strong,
    struct slice *name, struct err *e);
/* The record of the issuer's key names this algorithm. */
bool signature_is_allowed(const X509_ALGOR *alg, const struct certificate *issuer);
/* Takes an object from a message or file over. */
struct rc certificate_take(X509 *x, struct arena *a, struct crypto_bag *bag,
    struct certificate **out, struct err *e);

#endif
