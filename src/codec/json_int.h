/* codec/json_int.h - the names of the objects that a JSON reader has open.
 *
 * Names stand in one stack. An object with many names gets a hash index, so that looking for
 * duplicates stays linear whatever the document holds.
 *
 * Layer:    base. Private to codec/json*.c.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CODEC_JSON_INT_H
#define CODEC_JSON_INT_H

#include "base/base.h"
#include "base/buf.h"
#include "base/limits.h"

/* One token, and all names of open objects with their bookkeeping. */
#define JSON_TOKEN_MAX MIB(1)
#define JSON_NAMES_MAX MIB(8)

struct json_name { uint32_t at, len; };

/* index: a table over the entries of the innermost object that has one, or null. */
struct json_names {
	struct buf		 bytes;
	struct json_name	*entries;
	size_t			 count, cap;
	uint32_t		*index;		/* 0 free, else entry + 1 */
	size_t			 index_size, index_first;
	uint64_t		 key[2];
};

/* Where an object's names begin, and the index that was in use around it. */
struct json_names_mark {
	size_t		 first, bytes;
};

struct json_names json_names_init(void);
void json_names_drop(struct json_names *n);
struct json_names_mark json_names_enter(struct json_names *n);
void json_names_leave(struct json_names *n, struct json_names_mark mark);
/* OK, E_SCHEMA when the object has the name already, E_LIMIT, E_NOMEM. */
enum code json_names_add(struct json_names *n, struct json_names_mark mark, struct slice name);

#endif
