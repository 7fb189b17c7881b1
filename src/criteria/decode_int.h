/* criteria/decode_int.h - what the files that decode criteria share: complaints and members.
 *
 * Decoding goes on after a complaint, so that one run names every error of a file. What a
 * function could not read it leaves as it was; nothing is used when any complaint was made.
 *
 * Layer:    base, codec, fact, catalog.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRITERIA_DECODE_INT_H
#define CRITERIA_DECODE_INT_H

#include "criteria/criteria.h"

#define WORD_BYTES_MAX 63
#define TEXT_BYTES_MAX 2000

/* spent: the arena refused, whatever else is wrong. */
struct criteria_reader {
	const struct kind_set		*kinds;
	const struct check_table	*checks;
	struct arena			*a;
	struct criteria_errors		*errors;
	bool				 spent;
};

/* Lists of words end with null. what: constant text, or text in the arena. */
void complain(struct criteria_reader *r, uint64_t at, const char *what);
/* "unknown THING "WORD"; expected LIST"; list may be null. */
void complain_of_word(struct criteria_reader *r, uint64_t at, const char *thing,
    struct slice word, const char *const *list);
/* "expected NAME: WHAT", for a value of the wrong kind. */
void complain_of_value(struct criteria_reader *r, uint64_t at, const char *name,
    const char *what);
/* Sorts by place and drops equal ones. */
void complaints_settle(struct criteria_errors *errors);

/* Zeroed; null when there is no room, which r remembers. */
[[nodiscard]] void *reader_array(struct criteria_reader *r, size_t count, size_t size);

/* False, with a complaint, when v is no mapping. Complains of every key that is not in the list. */
bool map_check(struct criteria_reader *r, const struct value *v, const char *name,
    const char *const *keys);
/* The member, or null; when it is required and not there, a complaint: "NAME is missing: WHAT". */
const struct value *map_member(struct criteria_reader *r, const struct value *map,
    const char *name, bool required, const char *what);
/* A text of 1 to max bytes without control characters; else a null slice. */
struct slice map_text(struct criteria_reader *r, const struct value *map, const char *name,
    bool required, size_t max);
/* A word (doc/formats/criteria.md); else a null slice. */
struct slice map_word(struct criteria_reader *r, const struct value *map, const char *name,
    bool required);
/* Index into the list, or SIZE_MAX. */
size_t map_choice(struct criteria_reader *r, const struct value *map, const char *name,
    bool required, const char *const *list);
/* A duration of more than nothing; *text may be null. False when there is none. */
bool map_duration(struct criteria_reader *r, const struct value *map, const char *name,
    int64_t *ms, struct slice *text);
/* Elements of a list of 1 to max; null when there is none. */
const struct value *map_list(struct criteria_reader *r, const struct value *map,
    const char *name, bool required, size_t max, const char *what);

void need_decode(struct criteria_reader *r, const struct value *v, struct need *out);
/* class: CLASS_FAIL for on_fail, CLASS_LACK for on_indeterminate. v may be null. */
void outcome_map_decode(struct criteria_reader *r, const struct value *v,
    enum finding_class class, struct outcome_map *out);
/* check: {NAME: {PARAMETER: VALUE}}, into c->checks. */
void check_uses_decode(struct criteria_reader *r, const struct value *v, struct criterion *c);
void criterion_decode(struct criteria_reader *r, const struct value *v, struct criterion *out);

#endif
