/* record/record_int.h - the tables of kinds and members. Only for record/record*.c.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef RECORD_RECORD_INT_H
#define RECORD_RECORD_INT_H

#include "base/base.h"

enum member_type {
	MEMBER_TEXT = 1,	/* not empty */
	MEMBER_SUBJECT,		/* a full subject */
	MEMBER_NAMED,		/* a full subject or a text */
	MEMBER_FROM,		/* a time; a date is its first millisecond */
	MEMBER_UNTIL,		/* a time; a date is its last millisecond */
	MEMBER_BOOLEAN,
	MEMBER_DIGEST,		/* "sha256:..." */
	MEMBER_DIGEST_OR_TEXT,
	MEMBER_CHALLENGE,	/* 32 to 128 hex digits */
	MEMBER_OK,		/* ok, not_ok */
	MEMBER_EQUAL,		/* equal, different */
	MEMBER_VECTOR,		/* an object FR1..FR7 of 0..4 */
	MEMBER_LEVEL,		/* a vector or a text */
	MEMBER_WORD,		/* one of `words` */
	MEMBER_DAYS,		/* a whole number of days, 0 to DAYS_MAX */
	MEMBER_TEXTS,		/* a list of texts */
	MEMBER_SETTINGS,	/* an object of texts, not empty: a fact for each member */
	MEMBER_ENTRIES		/* a list of objects: a fact for each element */
};

/* Ten years: a longer time frame is a slip of the hand. */
#define DAYS_MAX 3650

#define ROW_REQUIRED 1u
#define ROW_SILENT 2u		/* checked, and stands in no fact */
#define ROW_PRODUCER 4u		/* who produced the record, where no issuer is named */
#define ROW_MADE 8u		/* when it was observed: made_ms, before any `issued` */
#define ROW_ISSUED 16u		/* made_ms where nothing was observed */
#define ROW_VALID_FROM 32u
#define ROW_VALID_UNTIL 64u
#define ROW_ISSUER 128u
#define ROW_REPEAT 256u		/* stands in the facts of the entries too */
#define ROW_EVENT 1024u		/* it happened: not after the day on which the record was issued */
#define ROW_TBA 2048u		/* or "tba": still to be announced, named in the fact's list */
#define ROW_ORDINAL 512u	/* of entries: their facts count from 0 */

/* words:      of MEMBER_WORD, with blanks between them.
 * scheme:     of the mention that the text makes (subjects: "subject" whatever stands here).
 * entry:      members of each element of MEMBER_ENTRIES.
 * entry_fact: the fact for each element or setting.
 * begins:     of an end: the member whose time must not be later.
 * what:       the complaint. A row without a name ends the table. */
struct member_row {
	const char		*name;
	enum member_type	 type;
	unsigned		 flags;
	const char		*scheme;
	const struct member_row	*entry;
	const char		*entry_fact;
	const char		*begins;
	const char		*words;
	const char		*what;
};

#define EITHER_MAX 3

/* either: of these members at least one must be there, as `what` says; or null. */
struct record_kind {
	const char		*kind;
	const char		*fact;
	const struct member_row	*rows;
	const char		*either[EITHER_MAX], *what;
};

/* A row, and one with further members of the struct behind it. */
#define ROW(n, t, f) \
	{ .name = n, .type = MEMBER_##t, .flags = f, .what = "expected " n ": " WORDS_##t }
#define ROW_WITH(n, t, f, ...) \
	{ .name = n, .type = MEMBER_##t, .flags = f, .what = "expected " n ": " WORDS_##t, \
	    __VA_ARGS__ }
/* list: the words with blanks between them. */
#define ROW_WORD(n, f, list) \
	{ .name = n, .type = MEMBER_WORD, .flags = f, .words = list, \
	    .what = "expected " n ": one of " list }
/* The same, where a time may be to be announced. */
#define ROW_OPEN(n, t, b) \
	{ .name = n, .type = MEMBER_##t, .flags = ROW_TBA, .begins = b, \
	    .what = "expected " n ": " WORDS_TBA }
#define END { .name = NULL }
#define REQ ROW_REQUIRED

#define WORDS_TEXT "text"
#define WORDS_SUBJECT "a full subject"
#define WORDS_NAMED "a subject or text"
#define WORDS_FROM "a time or date"
#define WORDS_UNTIL "a time or date"
#define WORDS_TBA "a time or date, or tba"
#define WORDS_BOOLEAN "true or false"
#define WORDS_DIGEST "sha256: and 64 hex digits"
#define WORDS_DIGEST_OR_TEXT "text"
#define WORDS_CHALLENGE "32 to 128 hex digits"
#define WORDS_OK "ok or not_ok"
#define WORDS_EQUAL "equal or different"
#define WORDS_VECTOR "an object FR1 to FR7 of 0 to 4"
#define WORDS_LEVEL "an object FR1 to FR7 of 0 to 4, or text"
#define WORDS_DAYS "whole days, 0 to 3650"
#define WORDS_TEXTS "a list of texts"
#define WORDS_SETTINGS "an object of texts, not empty"
#define WORDS_ENTRIES "a list of objects"

extern const struct member_row record_common[];
/* record/record_desk.c: rows of the kinds that makers and owners write about requirements. */
extern const struct member_row record_requirement_mapping[];
extern const struct member_row record_responsibility_matrix[];
extern const struct member_row record_test_results[];
extern const struct member_row record_measure[];
extern const struct member_row record_level_target[];
extern const struct member_row record_lifecycle[];
extern const struct member_row record_level_achieved[];
extern const struct member_row record_notification[];
extern const struct member_row record_patch_policy[];
extern const struct member_row record_lookup[];
extern const struct member_row record_description[];
extern const struct member_row record_training[];
extern const struct member_row record_execution[];
extern const struct member_row record_roles[];
extern const struct member_row record_indicator[];
extern const struct member_row record_sample[];
extern const struct record_kind record_kinds[];
extern const size_t record_kind_count;

#endif
