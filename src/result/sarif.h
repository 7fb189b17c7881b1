/* result/sarif.h - SARIF: what analysers and scanners write.
 *
 * A result is what its kind says: `pass` passed, `fail` (and none) failed at whatever level;
 * `open`, `review`, `informational` and `notApplicable` say nothing of the product. A failure all
 * of whose suppressions are accepted, and one that is absent from this run (baselineState), says
 * nothing either. Where a run did not succeed, what passed in it did not come to an end. A rule
 * without a result is no test.
 *
 * Members that are read must be what the format says; others are not looked at. Results in another
 * file (externalPropertyFileReferences) are refused, and a level beside a kind that has none.
 *
 * Spec:     SARIF 2.1.0 (OASIS): sarifLog, run, toolComponent, invocation, result, suppression,
 *           reportingDescriptor with its Reference and Relationship, toolComponentReference.
 * Format:   doc/formats/test-results.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef RESULT_SARIF_H
#define RESULT_SARIF_H

#include "codec/value.h"
#include "result/result.h"

/* A document. Fills out; texts are borrowed from the tree or live in the arena, which both must
 * last. Errors, with the byte offset: E_SCHEMA, E_LIMIT, E_NOMEM. */
struct rc sarif_read(const struct value *doc, struct arena *a, struct test_report *out,
    struct err *e);

#endif
