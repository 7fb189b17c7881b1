/* crypto/bag.h - library objects that die together with an arena.
 *
 * Decoded keys, certificates and messages are OpenSSL objects behind; a bag frees them. Drop the
 * bag before the arena that was given with it.
 *
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRYPTO_BAG_H
#define CRYPTO_BAG_H

#include "base/arena.h"
#include "base/base.h"

struct bag_entry;

struct crypto_bag {
	struct bag_entry	*head;
};

void crypto_bag_drop(struct crypto_bag *bag);
/* Takes the object over; frees it at once when it cannot. Errors: E_NOMEM, E_LIMIT. */
struct rc crypto_bag_add(struct crypto_bag *bag, struct arena *a, void *object,
    void (*drop)(void *object), struct err *e);

#endif
