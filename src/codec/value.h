/* codec/value.h - a small document as a tree, whatever syntax it came in.
 *
 * The JSON tree reader (codec/json.h) and the YAML reader (codec/yaml.h) both give this; the
 * writer (codec/jcs.h) takes it. Numbers keep the digits they were written with. Every value
 * knows its byte offset, so that a later complaint can name the place.
 *
 * Trees live in an arena. Depth never exceeds DEPTH_MAX, so a walk may recurse that deep.
 *
 * Purity:   no I/O, no clock.
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CODEC_VALUE_H
#define CODEC_VALUE_H

#include "base/arena.h"
#include "base/base.h"

enum value_kind {
	VALUE_NULL = 1, VALUE_FALSE, VALUE_TRUE, VALUE_NUMBER, VALUE_STRING, VALUE_ARRAY,
	VALUE_OBJECT,
	VALUE_WRITTEN		/* built, not read; jcs_write() takes it, and nothing else */
};

struct member;

/* text:    decoded string, or the literal digits of a number, or of what is written the RFC 8785
 *          form; else empty.
 * at:      byte offset of the value's first byte in its document; 0 for built values.
 * count:   elements or members. Arrays use items, objects members; both in document order.
 * Invariant: names in one object are distinct; strings are valid UTF-8. */
struct value {
	enum value_kind	 kind;
	uint64_t	 at;
	struct slice	 text;
	size_t		 count, cap;
	union {
		struct value	*items;
		struct member	*members;
	};
};

struct member {
	struct slice	 name;
	uint64_t	 at;		/* of the name */
	struct value	 value;
};

/* --- reading ------------------------------------------------------------------------------ */

/* The member of that name, or null; null too when v is null or no object. */
const struct value *value_get(const struct value *v, struct slice name);
/* The string's text; a null slice when v is null or no string. */
struct slice value_text(const struct value *v);
/* The text of the member of that name; "" when there is none, or it is no string. */
struct slice text_in(const struct value *v, const char *name);
/* A number written as an integer within -(2^53-1)..2^53-1. False for anything else. */
bool value_int(const struct value *v, int64_t *out);
/* Same kind, same text, same members in any order, same elements in order. Null equals null
 * alone. */
bool value_eq(const struct value *a, const struct value *b);

/* Consume idiom: fetching a member marks it used; obj_end() refuses whatever is left over.
 * The first failure wins and makes every later fetch yield nothing; check once, at obj_end(). */
struct obj {
	const struct value	*v;
	uint64_t		 used[4];	/* one bit for each of the first 256 members */
	struct err		 err;
};

/* E_SCHEMA unless v is an object of at most 256 members; the complaint comes at obj_end(). */
struct obj obj_open(const struct value *v);
/* Required and optional members. A missing required one, or a wrong kind, fails the obj.
 * Absent optional ones yield null or {0}. `what` is the complaint, e.g. "expected name: text". */
const struct value *obj_need(struct obj *o, const char *name, enum value_kind kind,
    const char *what);
const struct value *obj_may(struct obj *o, const char *name, enum value_kind kind,
    const char *what);
struct slice obj_need_text(struct obj *o, const char *name, const char *what);
struct slice obj_may_text(struct obj *o, const char *name, const char *what);
/* Any kind; null when absent. */
const struct value *obj_any(struct obj *o, const char *name);
/* Marks every remaining member used: for formats whose rule is to ignore unknown members. */
void obj_ignore_rest(struct obj *o);
void obj_fail(struct obj *o, uint64_t at, const char *what);
/* E_SCHEMA at the first unknown member, or the first failure. */
struct rc obj_end(struct obj *o, struct err *e);

/* --- building ----------------------------------------------------------------------------- */

/* A builder that remembers failure, so that a long construction may check once.
 * Texts are borrowed, not copied: they must live as long as the tree. */
struct build {
	struct arena	*a;
	bool		 broken;
};

struct value value_null(void);
struct value value_bool(bool b);
struct value value_string(struct slice text);
/* Text of the integer goes into the arena. */
struct value value_number(struct build *b, int64_t n);
struct value value_array(void);
struct value value_object(void);
void value_push(struct build *b, struct value *array, struct value element);
/* An array of texts, which are borrowed. */
struct value value_texts(struct build *b, const struct slice *texts, size_t count);
/* The name must not be there yet: BUG otherwise. */
void value_put(struct build *b, struct value *object, const char *name, struct value element);
void value_put_slice(struct build *b, struct value *object, struct slice name,
    struct value element);
/* Arena failure if anything did not fit. */
struct rc build_end(const struct build *b, struct err *e);

#endif
