/* mem_fault.c - base/mem.h with an allocation that fails on demand. See test/fault/sweep.
 *
 * ASSAY_FAULT_ALLOC=N makes the Nth allocation fail (1 is the first), N+ that and all after it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/mem.h"
#include "fault.h"

static struct fault fault = { .name = "ASSAY_FAULT_ALLOC", .label = "alloc" };

void *
mem_alloc(size_t count, size_t size)
{
	if (fault_hits(&fault, "alloc"))
		return NULL;
	return calloc(count != 0 ? count : 1, size != 0 ? size : 1);
}

void *
mem_resize(void *old, size_t count, size_t size)
{
	if (fault_hits(&fault, "resize"))
		return NULL;
	return reallocarray(old, count != 0 ? count : 1, size != 0 ? size : 1);
}

void
mem_free(void *p)
{
	free(p);
}
