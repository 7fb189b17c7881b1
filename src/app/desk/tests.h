/* app/desk/tests.h - a report of tests on disk, as results for requirements of one release.
 *
 * A result counts for the version that was tested alone: a report that names another one than the
 * caller is refused. The requirement of a test stands in a place of its own or in its name; one
 * that no catalogue has is said, a test without any is kept all the same.
 *
 * Format:   doc/formats/test-results.md.
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_TESTS_H
#define APP_DESK_TESTS_H

#include "app/ops.h"
#include "app/shipped_data.h"
#include "result/result.h"
#include "subject/subject.h"

/* One test of one requirement, or of none. requirement: its key where it is of the edition, else
 * its full name; or empty. */
struct tests_row { const struct test_case *test; struct slice requirement; };
/* What a place for requirements says and no catalogue has. */
struct tests_unknown { const struct test_case *test; struct slice text; };

/* edition: "iec62443-4-2:2019", of most rows; empty where no test names a requirement. bytes: of
 * the file. rows: in the order of the report. */
struct tests {
	struct arena		 a;
	struct test_report	 report;
	struct slice		 bytes, edition;
	size_t			 row_count, row_cap, unknown_count, unknown_cap;
	struct tests_row	*rows;
	struct tests_unknown	*unknown;
};

void tests_drop(struct tests *v);

/* path: the file, or what it was called. bytes: of it, or null: they are read. edition: as the
 * caller says it, or null. release: what was tested. from_ms, until_ms: of the instant or day on
 * which the caller says that it was; TIME_UNKNOWN: nothing is said. */
struct tests_wish {
	const char		*path;
	struct slice		 bytes, edition;
	const struct subject	*release;
	int64_t			 from_ms, until_ms;
};

/* A report of tests that were run further apart is no report of one test. */
#define TESTS_SPAN_MS (31 * DAY_MS)

/* Errors: E_IO; E_SYNTAX, E_SCHEMA where it is no report that is read, names another version than
 * the release, or was run on another day than the caller says, with the place; E_USAGE: no such
 * edition, or two have as many of its requirements; E_LIMIT, E_NOMEM. */
struct rc tests_read(const struct tests_wish *wish, const struct shipped_data *data,
    struct tests *out, struct trouble *t);

/* Where the case stands, "12:5" or "Tests!B7"; cases are asked for in the order of the report.
 * at, line, column: of the place before, begun as 0, 1, 1. */
struct tests_place { uint64_t at; unsigned line, column; };
[[nodiscard]] bool tests_place_of(const struct tests *v, const struct test_case *c,
    struct tests_place *last, struct arena *a, struct slice *out);

#endif
