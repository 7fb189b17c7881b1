/* junit.c - JUnit XML: what is accepted is read again the same; its cases stand in the order of the
 * document, each with a name of one line and a result; no note is longer than a line.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "codec/utf8.h"
#include "result/junit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_line(struct slice text, size_t most)
{
	if (text.len > most || (text.len > 0 && !utf8_valid(text)))
		abort();
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] < ' ')
			abort();
}

static void
check_report(const struct test_report *r, const struct test_report *again, size_t size)
{
	if (r->count != again->count || r->version_count != again->version_count)
		abort();
	for (size_t i = 0; i < r->count; i++) {
		const struct test_case *c = &r->cases[i];
		if (c->name.len == 0 || c->at >= size || (i > 0 && c->at <= r->cases[i - 1].at) ||
		    c->result != again->cases[i].result || !slice_eq(c->name, again->cases[i].name))
			abort();
		if (test_result_name(c->result)[0] == 0)
			abort();
		check_line(c->name, 2 * TEST_NOTE_BYTES + 1);
		check_line(c->note, TEST_NOTE_BYTES);
		for (size_t k = 0; k < c->hint_count; k++)
			if (c->hints[k].text.len == 0)
				abort();
	}
	for (size_t i = 0; i < r->version_count; i++)
		if (r->versions[i].text.len == 0 || r->versions[i].at >= size)
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(DOCUMENT_ARENA_BYTES);
	struct test_report r, again;
	struct err e = {0};
	struct slice in = { data, size };
	struct rc rc = junit_read(in, &a, &r, &e);
	struct rc second = junit_read(in, &a, &again, NULL);
	if (failed(rc)) {
		if (e.what == NULL || e.at > size || e.code != rc.code ||
		    (!failed(second) && rc.code != E_LIMIT))
			abort();
		return 0;
	}
	if (!failed(second))
		check_report(&r, &again, size);
	return 0;
}
