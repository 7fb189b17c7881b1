/* codec/json.h - strict JSON, one token at a time, and the small-document tree on it.
 *
 * The reader holds the stack of open objects with their names and nothing else, so its memory
 * grows with the names of the objects that are open, not with the document. Refused: duplicate
 * names in one object, invalid UTF-8, lone surrogates, a byte-order mark, anything after the
 * value, nesting beyond the depth budget.
 *
 * Spec:     RFC 8259, RFC 7493 (I-JSON) for names and strings. Numbers of any size are accepted
 *           by the reader and kept as their literal text.
 * Purity:   no I/O (source.more does it), no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CODEC_JSON_H
#define CODEC_JSON_H

#include "base/arena.h"
#include "base/base.h"
#include "codec/source.h"
#include "codec/value.h"

enum json_kind {
	JSON_END = 1,		/* the document ended as it should */
	JSON_OBJECT, JSON_OBJECT_END, JSON_ARRAY, JSON_ARRAY_END,
	JSON_NAME, JSON_STRING, JSON_NUMBER, JSON_TRUE, JSON_FALSE, JSON_NULL
};

/* text: JSON_NAME and JSON_STRING: decoded UTF-8; JSON_NUMBER: the digits as received.
 * raw:  the literal bytes of the token, quotes included. Both are borrowed until the next call.
 * at:   byte offset of the token. depth: open objects and arrays around it. */
struct json_token {
	enum json_kind	kind;
	uint64_t	at;
	struct slice	text, raw;
	unsigned	depth;
};

/* depth 0..DEPTH_MAX; bytes of the whole document; nodes: values and names. */
struct json_budget {
	unsigned	depth;
	uint64_t	bytes;
	uint64_t	nodes;
};

struct json_reader;

/* The reader's own memory comes from mem_alloc within a fixed ceiling (open names: 8 MiB,
 * one token: 1 MiB). Offsets begin at source.base, budget.bytes counts from there.
 * Errors: E_NOMEM. */
struct rc json_open(struct source source, struct json_budget budget, struct json_reader **r,
    struct err *e);
void json_close(struct json_reader *r);

/* The next token. After JSON_END, JSON_END again. Errors, with the byte offset of the place:
 * E_SYNTAX, E_LIMIT, E_NOMEM, and whatever source.more gives. After an error the same error. */
struct rc json_next(struct json_reader *r, struct json_token *token, struct err *e);
/* Having just read JSON_OBJECT or JSON_ARRAY: reads past its end. Having read JSON_NAME: reads
 * past its value. After a scalar: nothing. What is skipped is checked all the same. */
struct rc json_skip(struct json_reader *r, struct err *e);

/* A whole small document as a tree in the arena: at most max_bytes, DEPTH_MAX, NODES_MAX.
 * Errors as json_next(). */
struct rc json_tree(struct slice in, size_t max_bytes, struct arena *a, struct value *out,
    struct err *e);
/* The same, with texts that are slices of `in` where nothing in them is escaped: it must live as
 * long as the tree. */
struct rc json_tree_lent(struct slice in, size_t max_bytes, struct arena *a, struct value *out,
    struct err *e);
/* What an error says where the budget of values is spent: who set it knows the number. */
extern const char json_values_spent[];
/* The same with another number of values than NODES_MAX: for what this program wrote itself, and
 * for reports of tests. */
struct rc json_tree_nodes(struct slice in, size_t max_bytes, size_t max_nodes, struct arena *a,
    struct value *out, struct err *e);
/* The value that the reader is about to read, or whose opening token it has just read (token
 * given), as a tree in the arena. For records inside a large document. */
struct rc json_subtree(struct json_reader *r, const struct json_token *first, struct arena *a,
    struct value *out, struct err *e);

/* Line and column (both from 1, columns in bytes) of an offset in a text. */
void text_place(struct slice text, uint64_t at, unsigned *line, unsigned *column);

#endif
