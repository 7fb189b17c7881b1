/* base/map.c - slice-keyed hash map. See base/map.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"

#include <endian.h>
#include <string.h>
#include <sys/random.h>

#include "base/mem.h"

#define ROTL(x, b) ((x) << (b) | (x) >> (64 - (b)))

struct sip { uint64_t v0, v1, v2, v3; };

static void
sip_round(struct sip *s)
{
	s->v0 += s->v1; s->v1 = ROTL(s->v1, 13); s->v1 ^= s->v0; s->v0 = ROTL(s->v0, 32);
	s->v2 += s->v3; s->v3 = ROTL(s->v3, 16); s->v3 ^= s->v2;
	s->v0 += s->v3; s->v3 = ROTL(s->v3, 21); s->v3 ^= s->v0;
	s->v2 += s->v1; s->v1 = ROTL(s->v1, 17); s->v1 ^= s->v2; s->v2 = ROTL(s->v2, 32);
}

/* The last, short word. */
static uint64_t
word_le(const uint8_t *p, size_t n)
{
	uint64_t w = 0;
	for (size_t i = 0; i < n; i++)
		w |= (uint64_t)p[i] << (8 * i);
	return w;
}

uint64_t
siphash(const uint64_t key[2], struct slice in)
{
	struct sip s = { key[0] ^ 0x736f6d6570736575u, key[1] ^ 0x646f72616e646f6du,
	    key[0] ^ 0x6c7967656e657261u, key[1] ^ 0x7465646279746573u };
	size_t whole = in.len / 8 * 8;
	for (size_t i = 0; i < whole; i += 8) {
		uint64_t w;
		memcpy(&w, in.at + i, sizeof(w));
		w = le64toh(w);
		s.v3 ^= w;
		sip_round(&s);
		sip_round(&s);
		s.v0 ^= w;
	}
	uint64_t last = (uint64_t)(in.len & 0xff) << 56;
	if (in.len > whole)
		last |= word_le(in.at + whole, in.len - whole);
	s.v3 ^= last;
	sip_round(&s);
	sip_round(&s);
	s.v0 ^= last;
	s.v2 ^= 0xff;
	for (int i = 0; i < 4; i++)
		sip_round(&s);
	return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

struct map
map_init(void)
{
	struct map m = {0};
	if (getrandom(m.key, sizeof(m.key), 0) != (ssize_t)sizeof(m.key))
		BUG("the kernel gave no random bytes");
	return m;
}

void
map_drop(struct map *m)
{
	mem_free(m->entries);
	mem_free(m->slots);
	*m = (struct map){0};
}

/* The slot that holds key, or the free one where it belongs. slot_count is a power of two. */
static size_t
slot_of(const struct map *m, struct slice key)
{
	size_t at = (size_t)siphash(m->key, key) & (m->slot_count - 1);
	while (m->slots[at] != 0 && !slice_eq(m->entries[m->slots[at] - 1].key, key))
		at = (at + 1) & (m->slot_count - 1);
	return at;
}

void *
map_get(const struct map *m, struct slice key)
{
	if (m->count == 0)
		return NULL;
	size_t at = slot_of(m, key);
	return m->slots[at] == 0 ? NULL : m->entries[m->slots[at] - 1].value;
}

bool
map_has(const struct map *m, struct slice key)
{
	return m->count != 0 && m->slots[slot_of(m, key)] != 0;
}

static struct rc
widen(struct map *m, struct err *e)
{
	size_t slot_count = m->slot_count == 0 ? 16 : m->slot_count * 2;
	uint32_t *slots = mem_alloc(slot_count, sizeof(*slots));
	struct map_entry *entries = mem_resize(m->entries, slot_count / 2, sizeof(*entries));
	if (entries != NULL)
		m->entries = entries;
	if (slots == NULL || entries == NULL) {
		mem_free(slots);
		return fail(e, E_NOMEM, 0, "out of memory");
	}
	mem_free(m->slots);
	m->slots = slots;
	m->slot_count = slot_count;
	m->cap = slot_count / 2;
	for (size_t i = 0; i < m->count; i++)
		m->slots[slot_of(m, m->entries[i].key)] = (uint32_t)i + 1;
	return DONE;
}

struct rc
map_put(struct map *m, struct slice key, void *value, struct err *e)
{
	if (m->count == m->cap)
		TRY(widen(m, e));
	size_t at = slot_of(m, key);
	if (m->slots[at] != 0) {
		m->entries[m->slots[at] - 1].value = value;
		return DONE;
	}
	if (m->count >= UINT32_MAX - 1)
		return fail(e, E_LIMIT, 0, "too many keys");
	m->entries[m->count++] = (struct map_entry){ key, value };
	m->slots[at] = (uint32_t)m->count;
	return DONE;
}
