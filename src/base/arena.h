/* base/arena.h - memory that dies together, with a budget.
 *
 * One arena for each request, decoded object or command. Everything that is decoded
 * lives in it; nothing in it is freed alone.
 *
 * Threads:  one thread at a time.
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/base.h"

struct arena_block;

/* budget: bytes in all; left: those that may still be handed out. block: bytes of the next block,
 * 0 before the first. spent: an allocation was refused by the budget. */
struct arena {
	struct arena_block	*head;
	uint8_t			*at;
	size_t			 room, block;
	size_t			 budget, left;
	bool			 spent;
};

/* No allocation. budget_bytes bounds the sum of everything handed out. */
struct arena arena_init(size_t budget_bytes);
/* Over memory of the caller's, zeroed and aligned for any type: it asks for no more, so that only
 * its budget, all of this memory, can be spent. Dropping it frees nothing. */
struct arena arena_in(uint8_t *memory, size_t bytes);
void arena_drop(struct arena *a);
/* What was handed out of `from` lives on with `to`, and from is empty: so several threads can
 * decode for one arena, each into its own. Both made by arena_init(). Errors: E_LIMIT where the
 * budget of `to` has less left than there is; from is then as it was. */
struct rc arena_adopt(struct arena *to, struct arena *from, struct err *e);

/* Zeroed, aligned for any type; null when the budget is spent or memory runs out. */
[[nodiscard]] void *arena_alloc(struct arena *a, size_t count, size_t size);
#define ARENA_NEW(a, type) ((type *)arena_alloc((a), 1, sizeof(type)))
#define ARENA_ARRAY(a, type, count) ((type *)arena_alloc((a), (count), sizeof(type)))

/* Copies into the arena; false when there is no room. An empty slice stays empty, not null. */
[[nodiscard]] bool arena_copy(struct arena *a, struct slice from, struct slice *to);
/* "left" + "right" in the arena. */
[[nodiscard]] bool arena_join(struct arena *a, struct slice left, struct slice right,
    struct slice *to);
/* printf into the arena. */
[[nodiscard]] bool arena_format(struct arena *a, struct slice *to, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* E_LIMIT when the budget refused, else E_NOMEM: for callers that got null or false. */
struct rc arena_failed(const struct arena *a, struct err *e);

/* Grows an arena-held array so that one more element fits: *items of *cap elements, count in
 * use. Old storage is left to the arena. False when there is no room. */
[[nodiscard]] bool arena_grow(struct arena *a, void **items, size_t *cap, size_t count,
    size_t size);

#endif
