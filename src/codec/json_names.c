/* codec/json_names.c - the names of open objects. See codec/json_int.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <sys/random.h>

#include "base/map.h"
#include "base/mem.h"
#include "codec/json_int.h"

/* Up to here names are compared one by one. */
#define FEW_NAMES 16

struct json_names
json_names_init(void)
{
	struct json_names n = { .bytes = buf_init(JSON_NAMES_MAX) };
	if (getrandom(n.key, sizeof(n.key), 0) != (ssize_t)sizeof(n.key))
		BUG("the kernel gave no random bytes");
	return n;
}

void
json_names_drop(struct json_names *n)
{
	buf_drop(&n->bytes);
	mem_free(n->entries);
	mem_free(n->index);
	*n = (struct json_names){0};
}

static void
forget_index(struct json_names *n)
{
	mem_free(n->index);
	n->index = NULL;
	n->index_size = 0;
}

struct json_names_mark
json_names_enter(struct json_names *n)
{
	return (struct json_names_mark){ n->count, n->bytes.len };
}

void
json_names_leave(struct json_names *n, struct json_names_mark mark)
{
	if (n->index != NULL && n->index_first >= mark.first)
		forget_index(n);
	n->count = mark.first;
	n->bytes.len = mark.bytes;
}

static struct slice
name_at(const struct json_names *n, size_t i)
{
	return (struct slice){ n->bytes.at + n->entries[i].at, n->entries[i].len };
}

/* The slot that holds the name, or the free one where it belongs. */
static size_t
slot_of(const struct json_names *n, struct slice name)
{
	size_t mask = n->index_size - 1, at = (size_t)siphash(n->key, name) & mask;
	while (n->index[at] != 0 && !slice_eq(name_at(n, n->index[at] - 1), name))
		at = (at + 1) & mask;
	return at;
}

/* An index over the entries from first on, with room for as many again. */
static enum code
build_index(struct json_names *n, size_t first)
{
	size_t size = 64;
	while (size < (n->count - first) * 4)
		size *= 2;
	if (size * sizeof(uint32_t) > JSON_NAMES_MAX)
		return E_LIMIT;
	forget_index(n);
	n->index = mem_alloc(size, sizeof(uint32_t));
	if (n->index == NULL)
		return E_NOMEM;
	n->index_size = size;
	n->index_first = first;
	for (size_t i = first; i < n->count; i++)
		n->index[slot_of(n, name_at(n, i))] = (uint32_t)i + 1;
	return OK;
}

static enum code
append(struct json_names *n, struct slice name)
{
	if (n->count == n->cap) {
		size_t cap = n->cap == 0 ? 64 : n->cap * 2;
		if (cap * sizeof(*n->entries) > JSON_NAMES_MAX)
			return E_LIMIT;
		void *grown = mem_resize(n->entries, cap, sizeof(*n->entries));
		if (grown == NULL)
			return E_NOMEM;
		n->entries = grown;
		n->cap = cap;
	}
	size_t at = n->bytes.len;
	buf_add(&n->bytes, name);
	if (n->bytes.broken)
		return buf_end(&n->bytes, NULL).code;
	n->entries[n->count++] = (struct json_name){ (uint32_t)at, (uint32_t)name.len };
	return OK;
}

enum code
json_names_add(struct json_names *n, struct json_names_mark mark, struct slice name)
{
	size_t own = n->count - mark.first;
	bool indexed = n->index != NULL && n->index_first == mark.first;
	for (size_t i = mark.first; i < n->count && own < FEW_NAMES; i++)
		if (slice_eq(name_at(n, i), name))
			return E_SCHEMA;
	if (own >= FEW_NAMES && (!indexed || own * 2 >= n->index_size)) {
		enum code c = build_index(n, mark.first);
		if (c != OK)
			return c;
	}
	if (own >= FEW_NAMES && n->index[slot_of(n, name)] != 0)
		return E_SCHEMA;
	size_t slot = own >= FEW_NAMES ? slot_of(n, name) : 0;
	enum code c = append(n, name);
	if (c == OK && own >= FEW_NAMES)
		n->index[slot] = (uint32_t)n->count;
	return c;
}
