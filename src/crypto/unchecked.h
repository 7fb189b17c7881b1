/* crypto/unchecked.h - bytes that nobody has vouched for.
 *
 * They have a type of their own so that they cannot be passed on by mistake for those of a
 * struct verified (trust/trust.h). Whoever looks at them says so by writing .bytes.
 *
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRYPTO_UNCHECKED_H
#define CRYPTO_UNCHECKED_H

#include "base/base.h"

struct unchecked { struct slice bytes; };

#endif
