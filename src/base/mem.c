/* base/mem.c - the allocation seam over the C library. See base/mem.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"

#include <stdlib.h>

void *
mem_alloc(size_t count, size_t size)
{
	return calloc(count != 0 ? count : 1, size != 0 ? size : 1);
}

void *
mem_resize(void *old, size_t count, size_t size)
{
	return reallocarray(old, count != 0 ? count : 1, size != 0 ? size : 1);
}

void
mem_free(void *p)
{
	free(p);
}
