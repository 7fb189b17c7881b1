/* bom/refs.h - the references of one bill of materials, to find one that stands twice.
 *
 * Keeps 128 keyed hash bits for each, so that memory does not follow the length of the texts.
 * Beyond REFS_MAX the set takes no more and finds nothing more.
 *
 * Threads:  one thread at a time.
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BOM_REFS_H
#define BOM_REFS_H

#include "base/base.h"

/* Two tables of 16 bytes a slot while the last one grows: 24 MiB. */
#define REFS_SLOTS_MAX ((size_t)1 << 20)
#define REFS_MAX (REFS_SLOTS_MAX / 4 * 3)

struct ref { uint64_t high, low; };	/* 0, 0: free */

/* Invariant: size is 0 or a power of two; count <= size / 4 * 3. */
struct refs {
	struct ref	*slots;
	size_t		 size, count;
	uint64_t	 key[4];
};

/* No allocation; draws the key from the kernel. */
struct refs refs_init(void);
void refs_drop(struct refs *r);
/* *twice: the text is in the set already. Errors: E_NOMEM. */
struct rc refs_add(struct refs *r, struct slice text, bool *twice, struct err *e);

#endif
