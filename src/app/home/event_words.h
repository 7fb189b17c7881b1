/* app/home/event_words.h - members of events as values that the rest of the program speaks.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_HOME_EVENT_WORDS_H
#define APP_HOME_EVENT_WORDS_H

#include "base/time.h"
#include "codec/value.h"
#include "fact/signature.h"

/* The texts of a list, borrowed. Errors: E_NOMEM, E_LIMIT. */
struct rc words_texts(const struct value *list, struct arena *a, struct slice **out,
    size_t *count, struct err *e);
/* Bits of enum purpose of a list of words. */
unsigned words_purposes(const struct value *list);
/* The list of words of bits, in the order of their weights. */
struct value words_of_purposes(struct build *b, unsigned purposes);
/* A text that an option or cell holds for an instant; null or empty: TIME_UNKNOWN. edge as in
 * time_parse(). Errors: E_USAGE. */
struct rc words_instant(struct slice text, enum time_edge edge, int64_t *out, struct err *e);

#endif
