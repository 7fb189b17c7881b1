/* crypto/issuers.h - by whom something is known to be signed, and by whom not.
 *
 * A list is asked about once for each certificate of a batch, and a certificate once for each
 * anchor; its signature needs checking once.
 *
 * Threads:  several at once.
 * Layer:    base. Private to crypto.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRYPTO_ISSUERS_H
#define CRYPTO_ISSUERS_H

#include "crypto/bag.h"
#include "crypto/x509.h"

/* Of one certificate or list: the first few issuers that it was held against, with the answer. */
struct issuers;

/* Lives in arena and bag. Errors: E_LIMIT, E_NOMEM. */
struct rc issuers_make(struct arena *a, struct crypto_bag *bag, struct issuers **out,
    struct err *e);
/* False: nothing is known of this issuer. */
bool issuers_recall(const struct issuers *m, const struct certificate *issuer, bool *good);
/* Beyond the first few nothing is kept. */
void issuers_remember(struct issuers *m, const struct certificate *issuer, bool good);

#endif
