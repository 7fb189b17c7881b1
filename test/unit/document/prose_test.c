/* prose_test.c - text without structure, its title, and files that wait for a reader.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "document/prose.h"

#define TEN "0123456789"
#define NINETY TEN TEN TEN TEN TEN TEN TEN TEN TEN

static const struct {
	const char	*name;
	struct slice	 in, title, text;
} cases[] = {
	{ "one line", SLICE_INIT("genuine"), SLICE_INIT("genuine"), SLICE_INIT("genuine") },
	{ "empty lines in front", SLICE_INIT("\r\n \n\t genuine \r\nmore"), SLICE_INIT("genuine"),
	    SLICE_INIT("\r\n \n\t genuine \r\nmore") },
	{ "nothing but space", SLICE_INIT(" \n"), SLICE_INIT(""), SLICE_INIT(" \n") },
	{ "a byte-order mark", SLICE_INIT("\xef\xbb\xbf" "abc"), SLICE_INIT("abc"),
	    SLICE_INIT("abc") },
	{ "Windows-1252", SLICE_INIT("Ger\xe4te"), SLICE_INIT("Ger\xc3\xa4te"),
	    SLICE_INIT("Ger\xc3\xa4te") },
	{ "UTF-16", SLICE_INIT("\xff\xfe" "o\0k\0"), SLICE_INIT("ok"), SLICE_INIT("ok") },
	{ "a hundred bytes", SLICE_INIT(NINETY TEN), SLICE_INIT(NINETY TEN),
	    SLICE_INIT(NINETY TEN) },
	{ "a hundred and one", SLICE_INIT(NINETY TEN "x"), SLICE_INIT(NINETY TEN "..."),
	    SLICE_INIT(NINETY TEN "x") },
	{ "shortened before a character", SLICE_INIT(NINETY "012345678\xc3\xa4\xc3\xa4"),
	    SLICE_INIT(NINETY "012345678..."), SLICE_INIT(NINETY "012345678\xc3\xa4\xc3\xa4") },
};

static void
texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(KIB(64));
		struct reading r = reading_init(&a);
		assert_false(failed(text_read(cases[i].in, &r, NULL)));
		if (!slice_eq(r.title, cases[i].title) || !slice_eq(r.text, cases[i].text))
			fail_msg("%s: %.*s", cases[i].name, SLICE_FMT(r.title));
		assert_true(slice_eq(r.kind, SLICE("statement")));
		assert_true(r.prose && r.fact_count == 0 && r.mention_count == 0);
		assert_true(r.made_ms == TIME_UNKNOWN);
	}
}

static void
bytes_that_are_no_text(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(KIB(64));
	struct reading r = reading_init(&a);
	struct err e = {0};
	assert_int_equal(text_read(SLICE("abc\x81"), &r, &e).code, E_SYNTAX);
	assert_int_equal(e.at, 3);
	assert_true(slice_is_empty(r.kind));
	AUTO(arena) small = arena_init(8);
	r = reading_init(&small);
	assert_int_equal(text_read(SLICE(NINETY TEN "x"), &r, NULL).code, E_LIMIT);
}

static void
what_waits_for_a_reader_satisfies_nothing(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(KIB(64));
	struct reading r = reading_init(&a);
	assert_false(failed(unread_read("pdf", &r, NULL)));
	assert_true(slice_eq(r.kind, SLICE("document")));
	assert_true(r.prose);
	assert_true(reasons_have(&r.findings, FINDING_READER_NEEDED));
	assert_int_equal(finding_class(FINDING_READER_NEEDED), CLASS_LACK);
	assert_true(slice_find(r.title, SLICE("pdf"), 0) != SIZE_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts),
		cmocka_unit_test(bytes_that_are_no_text),
		cmocka_unit_test(what_waits_for_a_reader_satisfies_nothing),
	};
	return cmocka_run_group_tests_name("prose", tests, NULL, NULL);
}
