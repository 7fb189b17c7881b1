/* base/mem.h - the one seam through which the project allocates.
 *
 * A test that makes the Nth allocation fail links its own mem.c in place of base/mem.c.
 * Most code uses an arena (base/arena.h) or a buf (base/buf.h) and never this.
 *
 * Threads:  safe.
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>
#include <stdint.h>

/* All return null when memory runs out or count * size overflows; mem_alloc zeroes. */
[[nodiscard]] void *mem_alloc(size_t count, size_t size);
[[nodiscard]] void *mem_resize(void *old, size_t count, size_t size);
/* Null is allowed. */
void mem_free(void *p);
/* How often this thread was refused memory: for libraries that do not say so themselves. */
uint64_t mem_refusals(void);

#endif
