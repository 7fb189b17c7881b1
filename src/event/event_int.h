/* event/event_int.h - the forms of events as tables, and the one check over them. Only for event/.
 *
 * Writing and reading run the same check over the same tree of values, so that nothing is written
 * that would not be read again.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef EVENT_EVENT_INT_H
#define EVENT_EVENT_INT_H

#include "event/event.h"

enum rule_kind {
	RULE_TEXT = 1,		/* any text, "" too */
	RULE_SOME,		/* a text that is not empty */
	RULE_WORD,		/* lower_snake_case, one of `words` where they are named */
	RULE_CODE,		/* UPPER_SNAKE_CASE */
	RULE_INSTANT,
	RULE_SUBJECT,		/* of one of the kinds in `words`, where they are named */
	RULE_DIGEST,
	RULE_SHA512,		/* 128 hex digits */
	RULE_ID,		/* the words' one prefix, a colon, 64 hex digits */
	RULE_REF,		/* an id of any prefix; "#" and a number with a condition */
	RULE_KEY,		/* base64 of an Ed25519 SubjectPublicKeyInfo */
	RULE_SIZE,		/* an integer, 0 or more */
	RULE_BOOL,
	RULE_OBJECT,		/* of `shape` */
	RULE_DATA,		/* an object; what is in it is looked at elsewhere */
	RULE_LIST,		/* of `element` */
	RULE_TEXTS,		/* an object of at most `max` texts under lower_snake_case names */
	RULE_READ		/* the same of texts, integers, booleans and lists of texts */
};

/* Order of a list. In all but ORDER_NONE elements are distinct. */
enum rule_order {
	ORDER_NONE = 0,
	ORDER_BYTES,		/* of texts */
	ORDER_WORDS,		/* as the element's `words` has them */
	ORDER_MEMBERS		/* of objects, by the members in `by`, all of them texts */
};

struct shape;

/* what: the complaint. words, by: one blank between two. max: elements or members; 0: no limit
 * but the size of an event. */
struct rule {
	const char		*name, *what;
	enum rule_kind		 kind;
	bool			 or_null, or_empty;
	const char		*words;
	const struct shape	*shape;
	const struct rule	*element;
	enum rule_order		 order;
	const char		*by;
	size_t			 max;
};

/* A closed object: every member there, no other. */
struct shape { const struct rule *rules; size_t count; };

/* A reference that a type asks for or allows, besides based_on evidence. */
struct ref_rule {
	const char	*rel, *prefix, *what;
	size_t		 min, max;	/* max 0: any number */
};

#define TYPE_REFS_MAX 2

/* data null: reserved. subjects_min, subjects_max, bodies: how many; max 0: any number.
 * of: the member of data that the only subject is; null where it is no member. */
struct type_form {
	const struct shape	*data;
	size_t			 subjects_min, subjects_max;
	const char		*of;
	size_t			 bodies_min, bodies_max;
	struct ref_rule		 refs[TYPE_REFS_MAX];
};

extern const struct shape event_shape;
const struct type_form *event_form(enum event_type t);

/* The tree against its shape. Errors: E_SCHEMA with the place; E_NOMEM. */
struct rc shape_check(const struct shape *s, const struct value *v, struct err *e);

/* The members that all events have. */
struct rc event_check_whole(const struct value *doc, struct err *e);
/* doc passed event_check_whole(). Data, subjects, refs and bodies against the type. Errors:
 * E_SCHEMA with the place; E_UNVERIFIABLE for a reserved type; E_NOMEM. */
struct rc event_check_type(const struct value *doc, enum event_type t, struct err *e);

/* Rules across members (event_rules.c): what a table does not say. */
struct rc event_check_rules(const struct value *doc, enum event_type t, struct err *e);

/* Exactly the 24 characters that time_show() gives. */
bool event_is_instant(struct slice text, int64_t *ms);
/* The prefix of "evidence:HEX64" or "condition:HEX64#1"; a null slice when it is no id. */
struct slice event_ref_prefix(struct slice id);
/* The bytes differ from the RFC 8785 form of the tree: E_SYNTAX at the first that does. */
struct rc event_check_spelling(struct slice bytes, const struct value *doc, size_t max_bytes,
    struct err *e);

#endif
