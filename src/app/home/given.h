/* app/home/given.h - what a caller gave as options and arguments, read as values.
 *
 * Whatever does not read is E_USAGE, names the text, and says what was expected.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_HOME_GIVEN_H
#define APP_HOME_GIVEN_H

#include "app/ops.h"
#include "base/time.h"
#include "subject/subject.h"

#define SUBJECT_BIT(kind) (1u << (unsigned)(kind))

/* The option's text. what: why it is needed, where it is missing or empty. */
struct rc given_need(const struct op_call *call, const char *option, const char *what,
    struct slice *out, struct trouble *t);
/* A full subject of one of the kinds (SUBJECT_BIT; 0: of any). what: which was expected. */
struct rc given_subject(const char *text, unsigned kinds, const char *what, struct slice *out,
    struct trouble *t);
/* Every --scope, in the order given. */
struct rc given_scope(const struct op_call *call, struct slice **out, size_t *count,
    struct trouble *t);
/* TIME_UNKNOWN where the option is not given. edge: what a date stands for. */
struct rc given_instant(const struct op_call *call, const char *option, enum time_edge edge,
    int64_t *out, struct trouble *t);
/* --from and --until, in this order. */
struct rc given_period(const struct op_call *call, int64_t *from_ms, int64_t *until_ms,
    struct trouble *t);

#endif
