/* codec/json_names.c - the names of open objects. See codec/json_int.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/json_int.h"

#include <string.h>
#include <sys/random.h>

#include "base/map.h"
#include "base/mem.h"

/* Up to here names are compared one by one. */
#define FEW_NAMES 24

void
json_names_drop(struct json_names *n)
{
	mem_free(n->bytes);
	mem_free(n->entries);
	mem_free(n->slots);
	*n = (struct json_names){0};
}

/* Length and some bytes, so that most names that differ are told apart without reading them. */
static uint32_t
fingerprint(struct slice s)
{
	uint32_t head = 0, tail = 0;
	size_t n = s.len < 4 ? s.len : 4;
	if (n < 4) {
		for (size_t i = 0; i < n; i++)
			head = head << 8 | s.at[i];
	} else {
		memcpy(&head, s.at, 4);
		memcpy(&tail, s.at + s.len - 4, 4);
	}
	return head * 0x9e3779b1u ^ tail ^ (uint32_t)s.len << 24;
}

static bool
entry_is(const struct json_names *n, size_t i, struct slice name, uint32_t mark)
{
	const struct json_name *x = &n->entries[i];
	return x->mark == mark && x->len == name.len &&
	    (name.len == 0 || memcmp(n->bytes + x->at, name.at, name.len) == 0);
}

/* The same name in two objects goes to two places. */
static uint32_t
hash_of(const struct json_names *n, size_t first, struct slice name)
{
	return (uint32_t)siphash(n->key, name) ^ (uint32_t)first * 0x85ebca6bu;
}

/* More bytes may be had without passing the ceiling. */
static bool
fits(const struct json_names *n, size_t more)
{
	size_t held = n->cap + n->entry_cap * sizeof(*n->entries) +
	    n->slot_count * sizeof(*n->slots);
	return more <= JSON_NAMES_MAX && held <= JSON_NAMES_MAX - more;
}

static void
fill_slot(struct json_names *n, size_t i)
{
	size_t at = n->entries[i].mark & (n->slot_count - 1);
	while (n->slots[at] != 0)
		at = (at + 1) & (n->slot_count - 1);
	n->slots[at] = (uint32_t)i + 1;
}

/* Room in the table for `more` further names. */
static enum code
widen_table(struct json_names *n, size_t more)
{
	size_t count = n->slot_count == 0 ? 128 : n->slot_count;
	while (count / 2 < n->slots_used + more)
		count *= 2;
	if (count == n->slot_count)
		return OK;
	if (!fits(n, count * sizeof(*n->slots)))
		return E_LIMIT;
	uint32_t *slots = mem_alloc(count, sizeof(*slots));
	if (slots == NULL)
		return E_NOMEM;
	if (n->slot_count == 0 && getrandom(n->key, sizeof(n->key), 0) != (ssize_t)sizeof(n->key))
		BUG("the kernel gave no random bytes");
	mem_free(n->slots);
	n->slots = slots;
	n->slot_count = count;
	for (size_t i = 0; i < n->count; i++)
		if (n->entries[i].indexed)
			fill_slot(n, i);
	return OK;
}

static enum code
widen_stack(struct json_names *n, size_t more)
{
	if (n->cap - n->len < more) {
		size_t cap = n->cap == 0 ? 1024 : n->cap;
		while (cap - n->len < more)
			cap *= 2;
		if (!fits(n, cap - n->cap))
			return E_LIMIT;
		uint8_t *bytes = mem_resize(n->bytes, cap, 1);
		if (bytes == NULL)
			return E_NOMEM;
		n->bytes = bytes;
		n->cap = cap;
	}
	if (n->count == n->entry_cap) {
		size_t cap = n->entry_cap == 0 ? 64 : n->entry_cap * 2;
		if (!fits(n, (cap - n->entry_cap) * sizeof(*n->entries)))
			return E_LIMIT;
		void *entries = mem_resize(n->entries, cap, sizeof(*n->entries));
		if (entries == NULL)
			return E_NOMEM;
		n->entries = entries;
		n->entry_cap = cap;
	}
	return OK;
}

/* The object's few names were searched one by one so far. */
static void
index_object(struct json_names *n, size_t first)
{
	for (size_t i = first; i < n->count; i++) {
		struct json_name *x = &n->entries[i];
		x->mark = hash_of(n, first, (struct slice){ n->bytes + x->at, x->len });
		x->indexed = 1;
		fill_slot(n, i);
		n->slots_used++;
	}
}

static bool
table_has(const struct json_names *n, size_t first, struct slice name, uint32_t mark)
{
	size_t at = mark & (n->slot_count - 1);
	for (; n->slots[at] != 0; at = (at + 1) & (n->slot_count - 1))
		if (n->slots[at] > first && entry_is(n, n->slots[at] - 1, name, mark))
			return true;
	return false;
}

static enum code
add_entry(struct json_names *n, struct slice name, uint32_t mark, bool indexed)
{
	if (n->cap - n->len < name.len || n->count == n->entry_cap) {
		enum code c = widen_stack(n, name.len);
		if (c != OK)
			return c;
	}
	if (name.len > 0)
		memcpy(n->bytes + n->len, name.at, name.len);
	n->entries[n->count++] = (struct json_name){ (uint32_t)n->len,
	    (uint32_t)name.len & 0x7fffffffu, indexed, mark };
	n->len += name.len;
	return OK;
}

static enum code
add_to_many(struct json_names *n, size_t first, struct slice name)
{
	bool first_time = n->count - first == FEW_NAMES;
	enum code c = widen_table(n, first_time ? FEW_NAMES + 1 : 1);
	if (c != OK)
		return c;
	if (first_time)
		index_object(n, first);
	uint32_t mark = hash_of(n, first, name);
	if (table_has(n, first, name, mark))
		return E_SCHEMA;
	c = add_entry(n, name, mark, true);
	if (c != OK)
		return c;
	fill_slot(n, n->count - 1);
	n->slots_used++;
	return OK;
}

enum code
json_names_add(struct json_names *n, size_t first, struct slice name)
{
	if (name.len > JSON_TOKEN_MAX)
		return E_LIMIT;
	if (n->count - first >= FEW_NAMES)
		return add_to_many(n, first, name);
	uint32_t mark = fingerprint(name);
	for (size_t i = first; i < n->count; i++)
		if (entry_is(n, i, name, mark))
			return E_SCHEMA;
	return add_entry(n, name, mark, false);
}

void
json_names_leave(struct json_names *n, size_t first)
{
	if (n->count == first)
		return;
	while (n->count > first && n->entries[n->count - 1].indexed) {
		uint32_t number = (uint32_t)n->count;
		size_t at = n->entries[--n->count].mark & (n->slot_count - 1);
		while (n->slots[at] != number)
			at = (at + 1) & (n->slot_count - 1);
		n->slots[at] = 0;
		n->slots_used--;
	}
	n->len = n->entries[first].at;
	n->count = first;
}
