/* store/sqlite/sqlite_memory.c - SQLite allocates through base/mem. See sqlite_memory_int.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "store/sqlite/sqlite_memory_int.h"

#include "base/base.h"
#include "base/mem.h"

/* Each block has its size before it, which SQLite asks for. */
#define HEAD sizeof(uint64_t)

static void *
take(int n)
{
	if (n <= 0)
		return NULL;
	uint64_t *block = mem_alloc(1, HEAD + (size_t)n);
	if (block == NULL)
		return NULL;
	*block = (uint64_t)n;
	return block + 1;
}

static void
give(void *p)
{
	if (p != NULL)
		mem_free((uint64_t *)p - 1);
}

static void *
change(void *p, int n)
{
	if (n <= 0)
		return NULL;
	uint64_t *block = mem_resize((uint64_t *)p - 1, 1, HEAD + (size_t)n);
	if (block == NULL)
		return NULL;
	*block = (uint64_t)n;
	return block + 1;
}

static int
size_of(void *p)
{
	return p == NULL ? 0 : (int)*((uint64_t *)p - 1);
}

static int
round_up(int n)
{
	return (n + 7) & ~7;
}

static int
begin(void *context)
{
	(void)context;
	return SQLITE_OK;
}

static void
end(void *context)
{
	(void)context;
}

int
sqlite_memory_start(void)
{
	sqlite3_mem_methods m = {
		.xMalloc = take, .xFree = give, .xRealloc = change, .xSize = size_of,
		.xRoundup = round_up, .xInit = begin, .xShutdown = end,
	};
	int answer = sqlite3_config(SQLITE_CONFIG_MALLOC, &m);
	if (answer != SQLITE_OK)
		return answer;
	return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
