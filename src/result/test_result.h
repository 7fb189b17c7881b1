/* result/test_result.h - the in-toto predicate for results of tests.
 *
 * A test that passed with warnings passed. A predicate without any test is one test, of the whole.
 * One that says PASSED and names tests that failed is refused, and so is a test that both passed
 * and failed. Members that are not known are ignored, as the framework demands.
 *
 * What was tested is each subject that is a release by its full name; a test result without one
 * counts for no release. Names of requirements of IEC 62443 in the names of tests are stated.
 *
 * Spec:     https://in-toto.io/attestation/test-result/v0.1. Facts: doc/formats/facts.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, fact, subject, catalog, format.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef RESULT_TEST_RESULT_H
#define RESULT_TEST_RESULT_H

#include "fact/reading.h"
#include "format/intoto.h"
#include "result/result.h"

bool test_result_handles(struct slice predicate_type);

/* The statement as facts: `test_run`, and `test` for each test, requirement in its name and
 * release. Fills r, which must be fresh; texts are borrowed from the statement.
 * Errors: E_SCHEMA at the offset of the member; E_LIMIT, E_NOMEM. */
struct rc test_result_read(const struct intoto_statement *s, struct reading *r, struct err *e);

/* The same as a report, for a record. Errors: as test_result_read(). */
struct rc test_result_report(const struct intoto_statement *s, struct arena *a,
    struct test_report *out, struct err *e);

#endif
