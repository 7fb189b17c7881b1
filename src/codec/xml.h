/* codec/xml.h - XML as a series of events, without anything that a DTD could do.
 *
 * A document is fed in pieces of any size; names come split from their namespace; text comes as
 * UTF-8 whatever encoding the document declares (UTF-8, UTF-16, ISO-8859-1, US-ASCII; any other
 * is refused). A DOCTYPE ends the reading with E_SCHEMA; the place is the end of its head. So
 * entities cannot be declared and nothing can expand or be fetched. Comments and processing
 * instructions are passed over.
 *
 * The only includer of expat.
 *
 * Spec:     XML 1.0 (fifth edition), Namespaces in XML 1.0.
 * Purity:   no I/O. Allocation through base/mem.
 * Threads:  a reader belongs to one thread.
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CODEC_XML_H
#define CODEC_XML_H

#include "base/base.h"

/* space: the namespace's name, empty where there is none. */
struct xml_name {
	struct slice	space, local;
};

struct xml_attribute {
	struct xml_name	name;
	struct slice	value;
};

/* at: byte offset of the tag in the document. depth: 1 for the root.
 * Everything is borrowed for the call. Declarations of namespaces are not among the attributes. */
struct xml_element {
	struct xml_name			 name;
	const struct xml_attribute	*attributes;
	size_t				 count;
	uint64_t			 at;
	unsigned			 depth;
};

/* Each may be null. A callback that fails ends the reading with its code; when it gave no place,
 * the place of the event is filled in. text may come in several pieces, also in the middle of
 * a word. An element without content is a start and an end. */
struct xml_sink {
	void		*context;
	struct rc	(*start)(void *context, const struct xml_element *element, struct err *e);
	struct rc	(*text)(void *context, struct slice text, uint64_t at, struct err *e);
	struct rc	(*end)(void *context, const struct xml_name *name, uint64_t at,
	    struct err *e);
};

/* depth: open elements; nodes: elements and attributes; bytes: of the document as fed. */
struct xml_budget {
	unsigned	depth;
	uint64_t	nodes;
	uint64_t	bytes;
};

struct xml_reader;

/* Errors: E_NOMEM. */
struct rc xml_open(struct xml_sink sink, struct xml_budget budget, struct xml_reader **r,
    struct err *e);
/* Null is allowed. */
void xml_close(struct xml_reader *r);

/* The next bytes of the document. Errors, with the byte offset in the whole document:
 *   E_SYNTAX  not well formed        E_SCHEMA  a DOCTYPE
 *   E_LIMIT   the budget is spent    E_NOMEM
 *   and whatever a callback gave. After an error the same error. */
struct rc xml_feed(struct xml_reader *r, struct slice piece, struct err *e);
/* The document is complete. Errors as xml_feed(). */
struct rc xml_end(struct xml_reader *r, struct err *e);

/* A whole document: open, feed, end, close. Errors as xml_feed(). */
struct rc xml_read(struct slice in, struct xml_sink sink, struct xml_budget budget,
    struct err *e);

/* The attribute without a namespace; a null slice when it is not there. */
struct slice xml_get(const struct xml_element *element, struct slice local);
/* The attribute of that namespace and name; a null slice when it is not there. */
struct slice xml_get_in(const struct xml_element *element, struct slice space,
    struct slice local);

/* The text begins as XML does: after a byte-order mark and white space a "<" and a letter, "?xml",
 * or "!". UTF-16 is recognised by its byte-order mark. */
bool xml_looks_like(struct slice head);

#endif
