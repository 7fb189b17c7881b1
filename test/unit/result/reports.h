/* reports.h - reports of tests as a line of text, for the tests of their readers.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_H
#define REPORTS_H

#include "spelt.h"

#include "base/buf.h"
#include "base/limits.h"
#include "result/result.h"

/* "name=passed[!CR 1.1,name] (note); ... @5.4.2": ! before what is stated. */
static inline struct slice
shown(struct arena *a, const struct test_report *r)
{
	struct slice out;
	AUTO(buf) b = buf_init(MIB(1));
	for (size_t i = 0; i < r->count; i++) {
		const struct test_case *c = &r->cases[i];
		buf_addf(&b, "%s%.*s=%s[", i > 0 ? "; " : "", SLICE_FMT(c->name),
		    test_result_name(c->result));
		for (size_t k = 0; k < c->hint_count; k++)
			buf_addf(&b, "%s%s%.*s", k > 0 ? "," : "", c->hints[k].stated ? "!" : "",
			    SLICE_FMT(c->hints[k].text));
		buf_addf(&b, c->note.len > 0 ? "] (%.*s)" : "]%.*s", SLICE_FMT(c->note));
	}
	for (size_t i = 0; i < r->version_count; i++)
		buf_addf(&b, " @%.*s", SLICE_FMT(r->versions[i].text));
	assert_false(failed(buf_end(&b, NULL)));
	assert_true(arena_copy(a, buf_slice(&b), &out));
	return out;
}

/* One case of a table: what it reads as, or the code and, at ^, the place of the refusal. */
struct report_case { const char *name; struct slice in; enum code code; const char *want; };

static inline void
check_case(const struct report_case *c, struct arena *a, struct rc done, const struct err *e,
    const struct test_report *r, uint64_t at)
{
	if (done.code != c->code)
		fail_msg("%s: %s %s", c->name, code_name(done.code), e->what == NULL ? "" :
		    e->what);
	if (failed(done) && (e->code != c->code || e->what == NULL || e->at != at))
		fail_msg("%s: at %llu, not %llu", c->name, (unsigned long long)e->at,
		    (unsigned long long)at);
	if (!failed(done) && !slice_eq(shown(a, r), slice_of(c->want)))
		fail_msg("%s: %.*s", c->name, SLICE_FMT(shown(a, r)));
}

#endif
