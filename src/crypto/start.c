/* crypto/start.c - no configuration of the host's. See crypto/start.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/start.h"

#include <openssl/crypto.h>

struct rc
crypto_start(struct err *e)
{
	if (OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL) != 1)
		return fail(e, E_NOMEM, 0, "the cryptographic library does not start");
	return DONE;
}
