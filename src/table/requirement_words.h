/* table/requirement_words.h - the words of requirement workbooks. See table/requirement_table.h.
 *
 * Purity:   no I/O, no clock, no allocation.
 * Layer:    private to table.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TABLE_REQUIREMENT_WORDS_H
#define TABLE_REQUIREMENT_WORDS_H

#include "table/requirement_table.h"

/* What a heading names. "Status / Erfüllung" is known by its parts. */
enum requirement_field requirement_heading(struct slice text);
enum requirement_field requirement_field_parse(struct slice name);
/* "met" ... for the words of a status cell, or null. "erfüllt (siehe Kap. 3)" is known by what
 * stands before the bracket. map: its words first; or null. */
const char *requirement_status(struct slice text, const struct requirement_map *map);
/* It is such a word by itself, and no remark stands behind it. */
bool requirement_is_status(struct slice text);
/* Nothing, or a dash, a slash or an empty box in its place. */
bool requirement_says_nothing(struct slice text);
/* What stands in a column to tick: nothing (also "no" and a dash), a tick ("x", "yes", a cross), or
 * words that are none. */
enum requirement_mark { MARK_NOT = 1, MARK_TICK, MARK_UNREAD };
enum requirement_mark requirement_mark(struct slice text);
/* One of the seven words, as a constant; null for any other. */
const char *requirement_status_parse(struct slice word);
/* "direct" ..., by its own word or in German; null for any other. */
const char *requirement_confidence(struct slice text);

#endif
