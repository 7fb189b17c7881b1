/* base/mem.c - the allocation seam over the C library. See base/mem.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"

#include <stdlib.h>

static _Thread_local uint64_t refusals;

static void *
counted(void *p)
{
	refusals += p == NULL;
	return p;
}

void *
mem_alloc(size_t count, size_t size)
{
	return counted(calloc(count != 0 ? count : 1, size != 0 ? size : 1));
}

void *
mem_resize(void *old, size_t count, size_t size)
{
	return counted(reallocarray(old, count != 0 ? count : 1, size != 0 ? size : 1));
}

uint64_t
mem_refusals(void)
{
	return refusals;
}

void
mem_free(void *p)
{
	free(p);
}
