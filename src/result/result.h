/* result/result.h - results of tests, whatever report they stand in.
 *
 * A report says of each case whether it passed, and of which version of what. Nothing is derived
 * from what it does not say: a rule without a result is no test that passed.
 *
 * Format:   doc/formats/test-results.md.
 * Purity:   no I/O, no clock.
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef RESULT_RESULT_H
#define RESULT_RESULT_H

#include "base/arena.h"
#include "base/base.h"
#include "base/time.h"

/* Every word of a record (doc/formats/records.md). SKIPPED: says nothing of the product. ERROR: the
 * test did not come to an end. */
enum test_result { TEST_PASSED = 1, TEST_FAILED, TEST_SKIPPED, TEST_ERROR, TEST_RESULTS };
/* "passed", "failed", "skipped", "error". */
const char *test_result_name(enum test_result r);

/* Where the requirement of a case may stand. stated: in a place that is for it (a property
 * `requirement`, a column), else in a name, where it may stand or not. */
struct test_hint { struct slice text; bool stated; };

/* One case. name: not empty; note: why, one line, or empty. at: byte offset in the report; of
 * a table a cell ("Tests!C7") in its place. */
struct test_case {
	struct slice		 name, note, cell;
	uint64_t		 at;
	enum test_result	 result;
	struct test_hint	*hints;
	size_t			 hint_count, hint_cap;
};

/* A version or release that the report names as what was tested. */
struct test_version { struct slice text, cell; uint64_t at; };

/* When something was run, by what the report says at the offset; TIME_UNKNOWN where it does not. */
struct test_time { int64_t ms; uint64_t at; };

/* All slices live in the arena. first, last: the earliest and latest instant at which a part of it
 * was run. times_unread: those that are no date and time. form: "junit", "sarif", "table", "in-toto
 * test-result". */
struct test_report {
	struct arena		*a;
	const char		*form;
	struct test_case	*cases;
	size_t			 count, cap;
	struct test_version	*versions;
	size_t			 version_count, version_cap, times_unread;
	struct test_time	 first, last;
};

struct test_report test_report_init(struct arena *a, const char *form);
/* The next case, empty. Errors: E_LIMIT at `at` beyond TEST_CASES_MAX; E_NOMEM. */
struct rc test_report_case(struct test_report *r, uint64_t at, struct test_case **out,
    struct err *e);
/* Texts are borrowed and must live as long as the arena; an empty one is nothing.
 * Errors: E_LIMIT, E_NOMEM. */
struct rc test_case_hint(struct test_report *r, struct test_case *c, struct slice text, bool stated,
    struct err *e);
struct rc test_report_version(struct test_report *r, struct slice text, uint64_t at,
    struct slice cell, struct err *e);

/* An instant of RFC 3339; one without an offset is taken for UTC, and may be half a day off. What
 * does not read is counted, an empty text is nothing. */
void test_report_time(struct test_report *r, struct slice text, uint64_t at);

/* Names of properties and columns, compared without case, blanks and signs: "Product version" is
 * productversion. */
bool result_names_requirement(struct slice name);
bool result_names_version(struct slice name);
/* Whether `name`, folded so, is one of the words, which stand in lower case between blanks. */
bool result_word_in(struct slice name, const char *words);

/* One line of at most so many bytes out of a text, never half a character; into the arena. */
#define TEST_NOTE_BYTES 200
struct rc test_line(struct arena *a, struct slice text, struct slice *out, struct err *e);

#endif
