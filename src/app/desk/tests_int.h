/* app/desk/tests_int.h - parts of reading a report of tests. Only for app/desk/tests*.c.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_TESTS_INT_H
#define APP_DESK_TESTS_INT_H

#include "app/desk/tests.h"

/* Fills bytes and report. Errors: of tests_read(). */
struct rc tests_read_file(struct tests *v, const struct tests_wish *wish, struct trouble *t);

/* The place of a failure, kept in t: what was read does not last. A cell, or line and column. */
void tests_line(struct trouble *t, struct slice text, uint64_t at);

#endif
