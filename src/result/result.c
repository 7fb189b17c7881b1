/* result/result.c - results of tests. See result/result.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "result/result.h"

#include "base/limits.h"

/* Longer names are none that is known. */
#define WORD_BYTES 40

const char *
test_result_name(enum test_result r)
{
	static const char *const names[TEST_RESULTS] = {
		[TEST_PASSED] = "passed", [TEST_FAILED] = "failed", [TEST_SKIPPED] = "skipped",
		[TEST_ERROR] = "error",
	};
	if ((unsigned)r >= TEST_RESULTS || names[r] == NULL)
		BUG("no such result of a test");
	return names[r];
}

struct test_report
test_report_init(struct arena *a, const char *form)
{
	return (struct test_report){ .a = a, .form = form, .first = { TIME_UNKNOWN, 0 },
	    .last = { TIME_UNKNOWN, 0 } };
}

struct rc
test_report_case(struct test_report *r, uint64_t at, struct test_case **out, struct err *e)
{
	if (r->count == TEST_CASES_MAX)
		return fail(e, E_LIMIT, at, "more than " TEST_CASES_TEXT);
	if (!arena_grow(r->a, (void **)&r->cases, &r->cap, r->count, sizeof(*r->cases)))
		return arena_failed(r->a, e);
	*out = &r->cases[r->count++];
	**out = (struct test_case){ .at = at };
	return DONE;
}

struct rc
test_case_hint(struct test_report *r, struct test_case *c, struct slice text, bool stated,
    struct err *e)
{
	if (text.len == 0)
		return DONE;
	if (!arena_grow(r->a, (void **)&c->hints, &c->hint_cap, c->hint_count, sizeof(*c->hints)))
		return arena_failed(r->a, e);
	c->hints[c->hint_count++] = (struct test_hint){ text, stated };
	return DONE;
}

struct rc
test_report_version(struct test_report *r, struct slice text, uint64_t at, struct slice cell,
    struct err *e)
{
	if (text.len == 0)
		return DONE;
	if (!arena_grow(r->a, (void **)&r->versions, &r->version_cap, r->version_count,
	    sizeof(*r->versions)))
		return arena_failed(r->a, e);
	r->versions[r->version_count++] = (struct test_version){ text, cell, at };
	return DONE;
}

/* "2026-06-01T10:00:00" and some digits of a second, as most tools write it, with a Z behind. */
static bool
read_time(struct slice text, int64_t *ms)
{
	char zoned[40];
	if (!failed(time_parse(text, TIME_BEGINNING, ms, NULL)))
		return true;
	if (text.len >= sizeof(zoned))
		return false;
	memcpy(zoned, text.at, text.len);
	zoned[text.len] = 'Z';
	return !failed(time_parse((struct slice){ (const uint8_t *)zoned, text.len + 1 },
	    TIME_BEGINNING, ms, NULL));
}

void
test_report_time(struct test_report *r, struct slice text, uint64_t at)
{
	struct test_time t = { TIME_UNKNOWN, at };
	text = slice_trim(text);
	if (text.len == 0)
		return;
	if (!read_time(text, &t.ms)) {
		r->times_unread++;
		return;
	}
	if (r->first.ms == TIME_UNKNOWN || t.ms < r->first.ms)
		r->first = t;
	if (r->last.ms == TIME_UNKNOWN || t.ms > r->last.ms)
		r->last = t;
}

/* Letters in lower case and digits; every byte beyond ASCII as it is. */
static size_t
fold(struct slice name, char out[static WORD_BYTES])
{
	size_t n = 0;
	for (size_t i = 0; i < name.len; i++) {
		uint8_t c = name.at[i];
		bool upper = c >= 'A' && c <= 'Z';
		if (!upper && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c < 0x80)
			continue;
		if (n == WORD_BYTES)
			return 0;
		out[n++] = (char)(upper ? c + 32 : c);
	}
	return n;
}

bool
result_word_in(struct slice name, const char *words)
{
	char word[WORD_BYTES];
	struct slice folded = { (const uint8_t *)word, fold(name, word) };
	struct slice rest = slice_of(words);
	while (folded.len > 0 && rest.len > 0) {
		size_t end = slice_find(rest, SLICE(" "), 0);
		if (slice_eq(folded, slice_sub(rest, 0, end)))
			return true;
		rest = end == SIZE_MAX ? (struct slice){0} : slice_sub(rest, end + 1, rest.len);
	}
	return false;
}

bool
result_names_requirement(struct slice name)
{
	return result_word_in(name, "requirement requirements requirementid requirementids "
	    "anforderung anforderungen anforderungsid exigence exigences requisito requisitos");
}

bool
result_names_version(struct slice name)
{
	return result_word_in(name, "release version productversion releaseversion "
	    "firmwareversion softwareversion swversion fwversion versionundertest firmware "
	    "produktversion firmwarestand softwarestand");
}

struct rc
test_line(struct arena *a, struct slice text, struct slice *out, struct err *e)
{
	text = slice_trim(text);
	size_t n = 0, kept = text.len < TEST_NOTE_BYTES ? text.len : TEST_NOTE_BYTES;
	while (kept < text.len && kept > 0 && (text.at[kept] & 0xc0) == 0x80)
		kept--;
	uint8_t *line = arena_alloc(a, kept + 1, 1);
	if (line == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < kept; i++) {
		uint8_t c = text.at[i] < ' ' ? ' ' : text.at[i];
		if (c != ' ' || n == 0 || line[n - 1] != ' ')
			line[n++] = c;
	}
	*out = slice_trim((struct slice){ line, n });
	return DONE;
}
