/* crypto/bag.c - library objects that die together. See crypto/bag.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/bag.h"

struct bag_entry {
	struct bag_entry	*next;
	void			*object;
	void			(*drop)(void *object);
};

void
crypto_bag_drop(struct crypto_bag *bag)
{
	for (struct bag_entry *b = bag->head; b != NULL; b = b->next)
		b->drop(b->object);
	bag->head = NULL;
}

struct rc
crypto_bag_add(struct crypto_bag *bag, struct arena *a, void *object, void (*drop)(void *object),
    struct err *e)
{
	struct bag_entry *b = ARENA_NEW(a, struct bag_entry);
	if (b == NULL) {
		drop(object);
		return arena_failed(a, e);
	}
	*b = (struct bag_entry){ bag->head, object, drop };
	bag->head = b;
	return DONE;
}
