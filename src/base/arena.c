/* base/arena.c - memory that dies together. See base/arena.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <stdarg.h>
#include <stdalign.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

/* Blocks of an arena double from the first size to the last: most arenas hold little, and a page
 * that was never touched costs nothing. With the header and what malloc adds a first block is
 * 2 KiB. */
#define FIRST_BLOCK_BYTES ((size_t)2 * 1024 - 32)
#define BLOCK_BYTES ((size_t)16 * 1024)

/* Items of an array that grows, at first. */
#define FEW_ITEMS 4

struct arena_block {
	struct arena_block	*next;
	alignas(max_align_t) uint8_t bytes[];
};

struct arena
arena_init(size_t budget_bytes)
{
	return (struct arena){ .budget = budget_bytes, .left = budget_bytes };
}

struct arena
arena_in(uint8_t *memory, size_t bytes)
{
	return (struct arena){ .at = memory, .room = bytes, .budget = bytes, .left = bytes };
}

void
arena_drop(struct arena *a)
{
	while (a->head != NULL) {
		struct arena_block *b = a->head;
		a->head = b->next;
		mem_free(b);
	}
	*a = (struct arena){0};
}

struct rc
arena_adopt(struct arena *to, struct arena *from, struct err *e)
{
	size_t used = from->budget - from->left;
	struct arena_block **end = &from->head;
	if (used > to->left) {
		to->spent = true;
		return arena_failed(to, e);
	}
	while (*end != NULL)
		end = &(*end)->next;
	/* behind the head, whose room stays in use */
	*end = to->head != NULL ? to->head->next : NULL;
	if (to->head != NULL)
		to->head->next = from->head;
	else
		*to = (struct arena){ .head = from->head, .budget = to->budget, .left = to->left };
	to->left -= used;
	*from = (struct arena){ .budget = from->budget, .left = from->budget };
	return DONE;
}

/* A large request gets a block of its own behind the head, so the head's room stays in use. */
static void *
own_block(struct arena *a, size_t need)
{
	struct arena_block *b = mem_alloc(1, sizeof(*b) + need);
	if (b == NULL)
		return NULL;
	if (a->head != NULL) {
		b->next = a->head->next;
		a->head->next = b;
	} else {
		a->head = b;
	}
	return b->bytes;
}

/* A block with room for `need`, at most a quarter of BLOCK_BYTES. */
static bool
next_block(struct arena *a, size_t need)
{
	size_t bytes = a->block == 0 ? FIRST_BLOCK_BYTES : a->block;
	while (bytes < need)
		bytes *= 2;
	struct arena_block *b = mem_alloc(1, sizeof(*b) + bytes);
	if (b == NULL)
		return false;
	b->next = a->head;
	a->head = b;
	a->at = b->bytes;
	a->room = bytes;
	a->block = bytes < BLOCK_BYTES / 2 ? bytes * 2 : BLOCK_BYTES;
	return true;
}

static size_t
rounded(size_t bytes)
{
	return (bytes + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
}

void *
arena_alloc(struct arena *a, size_t count, size_t size)
{
	size_t need;
	if (__builtin_mul_overflow(count, size, &need) || need > SIZE_MAX / 2) {
		a->spent = true;
		return NULL;
	}
	need = rounded(need == 0 ? 1 : need);
	if (need > a->left) {
		a->spent = true;
		return NULL;
	}
	if (need > BLOCK_BYTES / 4 && need > a->room) {
		void *p = own_block(a, need);
		a->left -= p != NULL ? need : 0;
		return p;
	}
	if (need > a->room && !next_block(a, need))
		return NULL;
	void *p = a->at;
	a->at += need;
	a->room -= need;
	a->left -= need;
	return p;
}

bool
arena_copy(struct arena *a, struct slice from, struct slice *to)
{
	uint8_t *p = arena_alloc(a, from.len, 1);
	if (p == NULL)
		return false;
	if (from.len > 0)
		memcpy(p, from.at, from.len);
	*to = (struct slice){ p, from.len };
	return true;
}

bool
arena_join(struct arena *a, struct slice left, struct slice right, struct slice *to)
{
	if (right.len > SIZE_MAX - left.len)
		return false;
	uint8_t *p = arena_alloc(a, left.len + right.len, 1);
	if (p == NULL)
		return false;
	if (left.len > 0)
		memcpy(p, left.at, left.len);
	if (right.len > 0)
		memcpy(p + left.len, right.at, right.len);
	*to = (struct slice){ p, left.len + right.len };
	return true;
}

bool
arena_format(struct arena *a, struct slice *to, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n < 0)
		BUG("arena_format: bad format");
	char *p = arena_alloc(a, (size_t)n + 1, 1);
	if (p != NULL)
		(void)vsnprintf(p, (size_t)n + 1, format, again);
	va_end(again);
	*to = (struct slice){ (const uint8_t *)p, p == NULL ? 0 : (size_t)n };
	return p != NULL;
}

struct rc
arena_failed(const struct arena *a, struct err *e)
{
	if (a->spent)
		return fail(e, E_LIMIT, 0, "decoding needs more memory than it may use");
	return fail(e, E_NOMEM, 0, "out of memory");
}

/* What was handed out last, and has room behind it, becomes longer where it stands. */
static bool
lengthen(struct arena *a, const void *items, size_t bytes, size_t wider_bytes)
{
	size_t more = rounded(wider_bytes) - rounded(bytes);
	if (bytes == 0 || (const uint8_t *)items + rounded(bytes) != a->at || more > a->room ||
	    more > a->left)
		return false;
	a->at += more;
	a->room -= more;
	a->left -= more;
	return true;
}

bool
arena_grow(struct arena *a, void **items, size_t *cap, size_t count, size_t size)
{
	if (count < *cap)
		return true;
	size_t wider = *cap == 0 ? FEW_ITEMS : *cap * 2;
	if (lengthen(a, *items, *cap * size, wider * size)) {
		*cap = wider;
		return true;
	}
	void *p = arena_alloc(a, wider, size);
	if (p == NULL)
		return false;
	if (count > 0)
		memcpy(p, *items, count * size);
	*items = p;
	*cap = wider;
	return true;
}
