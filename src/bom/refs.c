/* bom/refs.c - the references of one bill of materials. See bom/refs.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "bom/refs.h"

#include "base/map.h"
#include "base/mem.h"

#define SLOTS_FIRST ((size_t)256)

struct refs
refs_init(void)
{
	struct map first = map_init(), second = map_init();
	return (struct refs){ .key = { first.key[0], first.key[1], second.key[0],
	    second.key[1] } };
}

void
refs_drop(struct refs *r)
{
	mem_free(r->slots);
	*r = (struct refs){0};
}

/* Where the reference stands or would stand. */
static struct ref *
slot_of(struct ref *slots, size_t size, struct ref ref)
{
	size_t i = (size_t)ref.low & (size - 1);
	while ((slots[i].high != 0 || slots[i].low != 0) &&
	    (slots[i].high != ref.high || slots[i].low != ref.low))
		i = (i + 1) & (size - 1);
	return &slots[i];
}

static struct rc
grow(struct refs *r, struct err *e)
{
	size_t size = r->size == 0 ? SLOTS_FIRST : r->size * 2;
	struct ref *slots = mem_alloc(size, sizeof(*slots));
	if (slots == NULL)
		return fail(e, E_NOMEM, 0, "out of memory");
	for (size_t i = 0; i < r->size; i++)
		if (r->slots[i].high != 0 || r->slots[i].low != 0)
			*slot_of(slots, size, r->slots[i]) = r->slots[i];
	mem_free(r->slots);
	r->slots = slots;
	r->size = size;
	return DONE;
}

struct rc
refs_add(struct refs *r, struct slice text, bool *twice, struct err *e)
{
	struct ref ref = { siphash(r->key, text), siphash(r->key + 2, text) };
	*twice = false;
	if (ref.high == 0 && ref.low == 0)
		ref.low = 1;
	if (r->count == r->size / 4 * 3 && r->size < REFS_SLOTS_MAX)
		TRY(grow(r, e));
	struct ref *slot = slot_of(r->slots, r->size, ref);
	*twice = slot->high == ref.high && slot->low == ref.low;
	if (!*twice && r->count < REFS_MAX) {
		*slot = ref;
		r->count++;
	}
	return DONE;
}
