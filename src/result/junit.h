/* result/junit.h - JUnit XML: what test runners write.
 *
 * There is no standard; this reads what Ant, Surefire, pytest, GoogleTest, CTest and their like
 * agree on. A case without `failure`, `error` or `skipped` passed, unless its `status` or `result`
 * says that it was not run. A suite that counts more failures than its cases have was cut or
 * edited, and is refused. Elements that are not known are passed over; a case outside of a suite,
 * one without a name, and a document of another root are refused.
 *
 * Format:   doc/formats/test-results.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef RESULT_JUNIT_H
#define RESULT_JUNIT_H

#include "result/result.h"

/* Fills out; texts live in the arena. Errors, with the byte offset: E_SYNTAX, E_SCHEMA, E_LIMIT,
 * E_NOMEM. */
struct rc junit_read(struct slice in, struct arena *a, struct test_report *out, struct err *e);

#endif
