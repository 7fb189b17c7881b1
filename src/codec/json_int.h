/* codec/json_int.h - the names of the objects that a JSON reader has open.
 *
 * All names stand in one stack, the innermost object's on top. An object of few names is searched
 * one by one; one of many puts them into a hash table that all open objects share. Names leave in
 * the reverse order in which they came, so taking one out of the table is emptying its slot.
 * Looking for duplicates so stays linear in the names, whatever the document holds and however
 * objects of many names are nested.
 *
 * Layer:    base. Private to codec/json*.c.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CODEC_JSON_INT_H
#define CODEC_JSON_INT_H

#include "base/base.h"
#include "base/limits.h"

/* One token; and all names of open objects with their bookkeeping. */
#define JSON_TOKEN_MAX MIB(1)
#define JSON_NAMES_MAX MIB(8)

/* at: place in the bytes. mark: SipHash of an indexed name, else a fingerprint. */
struct json_name {
	uint32_t	at;
	uint32_t	len : 31, indexed : 1;
	uint32_t	mark;
};

/* slots: 0 free, else number of the entry + 1; slot_count is a power of two, or 0. */
struct json_names {
	uint8_t			*bytes;
	size_t			 len, cap;
	struct json_name	*entries;
	size_t			 count, entry_cap;
	uint32_t		*slots;
	size_t			 slot_count, slots_used;
	uint64_t		 key[2];
};

/* No allocation; {0} is an empty one. */
void json_names_drop(struct json_names *n);
/* Adds a name to the object whose names begin with entry number `first`.
 * OK, E_SCHEMA when the object has the name already, E_LIMIT, E_NOMEM. */
enum code json_names_add(struct json_names *n, size_t first, struct slice name);
/* Forgets every entry from `first` on: the object is closed. */
void json_names_leave(struct json_names *n, size_t first);

#endif
