/* sarif.c - SARIF: what is accepted has a case for each result and no more; none passed that does
 * not say `pass`, and none failed that says another kind.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "codec/json.h"
#include "codec/utf8.h"
#include "result/sarif.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
says(const struct value *result, const char *kind)
{
	return slice_eq(value_text(value_get(result, SLICE("kind"))), slice_of(kind));
}

static void
check_case(const struct test_case *c, const struct value *result)
{
	bool has_kind = value_get(result, SLICE("kind")) != NULL;
	if (c->name.len == 0 || !utf8_valid(c->name) || c->note.len > TEST_NOTE_BYTES ||
	    c->at != result->at)
		abort();
	if ((c->result == TEST_PASSED || c->result == TEST_ERROR) && !says(result, "pass"))
		abort();
	if (c->result == TEST_FAILED && has_kind && !says(result, "fail"))
		abort();
	if (c->result == TEST_SKIPPED && (says(result, "pass") || !has_kind ||
	    says(result, "fail")) && value_get(result, SLICE("suppressions")) == NULL &&
	    value_get(result, SLICE("baselineState")) == NULL)
		abort();
}

/* The results of every run, walked here once more. */
static void
check_report(const struct test_report *r, const struct value *doc)
{
	const struct value *runs = value_get(doc, SLICE("runs"));
	size_t n = 0;
	for (size_t i = 0; i < runs->count; i++) {
		const struct value *results = value_get(&runs->items[i], SLICE("results"));
		for (size_t k = 0; results != NULL && k < results->count; k++, n++) {
			if (n >= r->count)
				abort();
			check_case(&r->cases[n], &results->items[k]);
		}
	}
	if (n != r->count)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(DOCUMENT_ARENA_BYTES);
	struct test_report r;
	struct value v;
	struct err e = {0};
	if (failed(json_tree((struct slice){ data, size }, DOCUMENT_BYTES_MAX, &a, &v, NULL)))
		return 0;
	struct rc rc = sarif_read(&v, &a, &r, &e);
	if (failed(rc)) {
		if (e.what == NULL || e.at > size || e.code != rc.code || rc.code == E_SYNTAX)
			abort();
		return 0;
	}
	check_report(&r, &v);
	return 0;
}
