/* crypto/start.h - makes the cryptographic library forget the host's configuration.
 *
 * Layer:    base, crypto.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRYPTO_START_H
#define CRYPTO_START_H

#include "base/base.h"

/* Call once, before anything else of this module and before threads: neither $OPENSSL_CONF nor the
 * host's openssl.cnf is read then, so neither can take algorithms away or load code.
 * Errors: E_NOMEM. */
struct rc crypto_start(struct err *e);

#endif
