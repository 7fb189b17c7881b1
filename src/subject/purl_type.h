/* subject/purl_type.h - the rules of single package types. For subject/purl.c.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SUBJECT_PURL_TYPE_H
#define SUBJECT_PURL_TYPE_H

#include "subject/purl.h"

/* Decoded text without empty segments, joined by "/"; with drop_dots also without "." and "..".
 * False when there is no room. */
[[nodiscard]] bool purl_segments(struct arena *a, struct slice text, bool drop_dots,
    struct slice *out);

/* Folds and checks the parts as the type of p demands. An unknown type has no rules.
 * Errors: E_SYNTAX at `at`, E_NOMEM, E_LIMIT. */
struct rc purl_type_settle(struct purl *p, struct arena *a, uint64_t at, struct err *e);

#endif
