/* app/home/fact_words.h - facts as a person states them: "support.support_end=2031-12-31".
 *
 * The names of facts, the kinds that state them and their members are those of
 * doc/formats/facts.md; a test compares both.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_HOME_FACT_WORDS_H
#define APP_HOME_FACT_WORDS_H

#include "app/ops.h"
#include "catalog/kinds.h"
#include "codec/value.h"

/* kinds: ids with blanks between. members: "name=type" with blanks between; type is text, subject,
 * digest, from, until (an instant or date: its first or last millisecond), integer, boolean,
 * list (of texts), or the words that it may be, with | between. */
struct fact_row { const char *name, *kinds, *members; };

const struct fact_row *fact_rows(size_t *count);

/* Every value of the repeated option, in order, as the list of values of verification.recorded:
 * members of one fact stand together; one that is given again begins a further fact of that name,
 * or is a further text where it is a list. kind: of the evidence, which must be one that states
 * the fact, or a narrower one. subject: of each, or empty.
 * Errors: E_USAGE, naming the value and what was expected; E_NOMEM, E_LIMIT. */
struct rc fact_words_read(const struct op_call *call, const char *option,
    const struct kind_set *kinds, struct slice kind, struct slice subject, struct build *b,
    struct value *out, struct trouble *t);

#endif
