/* base/map.h - slice-keyed hash map, for keys that come from outside.
 *
 * SipHash-2-4 with a key drawn once for each map, so that no input can choose collisions.
 * Iteration is in insertion order, so results do not depend on the key.
 *
 * Threads:  one thread at a time.
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/base.h"

struct map_entry {
	struct slice	 key;	/* borrowed: must outlive the map */
	void		*value;
};

struct map {
	struct map_entry	*entries;	/* insertion order */
	uint32_t		*slots;		/* 0 free, else index + 1 */
	size_t			 count, cap, slot_count;
	uint64_t		 key[2];
};

/* No allocation; draws the key from the kernel. */
struct map map_init(void);
void map_drop(struct map *m);

/* The value, or null. */
void *map_get(const struct map *m, struct slice key);
bool map_has(const struct map *m, struct slice key);
/* Adds or replaces. Errors: E_NOMEM. */
struct rc map_put(struct map *m, struct slice key, void *value, struct err *e);

/* SipHash-2-4 of the bytes. */
uint64_t siphash(const uint64_t key[2], struct slice s);

#endif
