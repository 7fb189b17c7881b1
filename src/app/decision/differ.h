/* app/decision/differ.h - the first place in which two documents differ.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DECISION_DIFFER_H
#define APP_DECISION_DIFFER_H

#include "codec/value.h"

/* place: "/items/3/facts/0/value/serial", a JSON Pointer (RFC 6901); empty for documents that are
 * the same. left, right: what stands there on each side, in words of at most 200 bytes; "nothing"
 * where one side has none. Members in the order of their names. */
struct rc differ_first(const struct value *left, const struct value *right, struct arena *a,
    struct slice *place, struct slice *left_words, struct slice *right_words, struct err *e);

#endif
