/* mem_fault.c - base/mem.h with an allocation that fails on demand. See test/fault/sweep.
 *
 * ASSAY_FAULT_ALLOC=N makes the Nth allocation fail (1 is the first), N+ that and all after it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/mem.h"
#include "fault.h"

static struct fault fault = { .name = "ASSAY_FAULT_ALLOC", .label = "alloc" };

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
	return counted(fault_hits(&fault, "alloc") ? NULL :
	    calloc(count != 0 ? count : 1, size != 0 ? size : 1));
}

void *
mem_resize(void *old, size_t count, size_t size)
{
	return counted(fault_hits(&fault, "resize") ? NULL :
	    reallocarray(old, count != 0 ? count : 1, size != 0 ? size : 1));
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
