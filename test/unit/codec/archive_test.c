/* archive_test.c - archives as they should be, hostile names, and a ZIP that says two things.
 * SPDX-License-Identifier: Apache-2.0 */
#include "archive_notes.h"

#include <locale.h>
#include <unistd.h>

/* --- archives as they should be ------------------------------------------------------------- */

static void
every_form_gives_the_same_entries(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(forms); i++) {
		struct slice in = make_archive(forms[i].format, forms[i].filter, forms[i].options,
		    ordinary, COUNT(ordinary));
		assert_int_equal(archive_recognise(in), forms[i].form);
		expect_text(in, ordinary_text);
		free((void *)(uintptr_t)in.at);
	}
}

static void
an_archive_may_be_empty(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(forms); i++) {
		struct slice in = make_archive(forms[i].format, forms[i].filter, NULL, NULL, 0);
		/* A plain tar without entries is zeros and looks like nothing. */
		if (forms[i].form == ARCHIVE_TAR_FORM)
			expect_error(in, E_SCHEMA, 0, "no archive that is read: ZIP or tar");
		else
			expect_text(in, "");
		free((void *)(uintptr_t)in.at);
	}
}

static void
links_are_named_and_never_followed(void **state)
{
	static const struct made entries[] = {
		{ .name = "up", .target = "../../etc/shadow" },
		{ .name = "f", .content = SLICE_INIT("1") },
		{ .name = "g", .hard = "f" },
	};
	(void)state;
	struct slice tar = make_archive("pax", NULL, NULL, entries, 3);
	expect_text(tar, "link up -> ../../etc/shadow\nfile f: 1\nlink g -> f\n");
	struct slice zip = make_archive("zip", NULL, NULL, entries, 2);
	expect_text(zip, "link up -> ../../etc/shadow\nfile f: 1\n");
	free((void *)(uintptr_t)tar.at);
	free((void *)(uintptr_t)zip.at);
}

static void
a_file_is_read_like_memory(void **state)
{
	static uint8_t big[MIB(3)];
	struct made entries[] = { { .name = "big", .content = { big, sizeof(big) } },
	    { .name = "small", .content = SLICE_INIT("s") } };
	char path[] = "archive_test.XXXXXX";
	int fd = mkstemp(path);

	(void)state;
	for (size_t i = 0; i < sizeof(big); i++)
		big[i] = (uint8_t)(i * 2654435761u >> 13);
	assert_true(fd >= 0);
	for (size_t i = 0; i < COUNT(forms); i++) {
		struct slice in = make_archive(forms[i].format, forms[i].filter, forms[i].options,
		    entries, 2);
		assert_int_equal(ftruncate(fd, 0), 0);
		assert_int_equal(pwrite(fd, in.at, in.len, 0), (ssize_t)in.len);
		struct file f = { .fd = -1 };
		struct err e = {0};
		assert_int_equal(file_open(path, false, &f, &e).code, OK);
		struct notes n = { .brief = true };
		struct archive_totals totals;
		struct archive_sink sink = { &n, note_entry, note_data, note_end };
		n.text = buf_init(KIB(64));
		assert_int_equal(archive_visit((struct archive_input){ .file = &f }, all, sink,
		    &totals, &e).code, OK);
		assert_int_equal(n.complete, 2);
		assert_int_equal(n.bytes, sizeof(big) + 1);
		assert_int_equal(totals.unpacked_bytes, sizeof(big) + 1);
		buf_drop(&n.text);
		file_drop(&f);
		free((void *)(uintptr_t)in.at);
	}
	(void)close(fd);
	(void)unlink(path);
}

static void
the_locale_is_restored(void **state)
{
	locale_t before = uselocale((locale_t)0);

	(void)state;
	struct slice in = make_archive("pax", NULL, NULL, ordinary, COUNT(ordinary));
	expect_text(in, ordinary_text);
	assert_true(uselocale((locale_t)0) == before);
	free((void *)(uintptr_t)in.at);
}

static void
a_refusing_sink_ends_the_visit(void **state)
{
	struct notes n = { .refuse = "b.txt" };
	struct archive_totals totals;
	struct err e = {0};

	(void)state;
	struct slice in = make_archive("ustar", NULL, NULL, ordinary, COUNT(ordinary));
	assert_int_equal(visit(in, all, &n, &totals, &e).code, E_USAGE);
	assert_string_equal(e.what, "refused by the test");
	assert_int_equal(e.at, 1536);
	assert_int_equal(n.complete, 1);
	buf_drop(&n.text);
	free((void *)(uintptr_t)in.at);
}

/* --- hostile names -------------------------------------------------------------------------- */

static const struct {
	const char *name, *text;
} names[] = {
	{ "/etc/passwd", "file absolute %2Fetc/passwd: x\n" },
	{ "..", "file parent %2E%2E: x\n" },
	{ "a/..b/c", "file a/..b/c: x\n" },
	{ "C:/x", "file drive C%3A/x: x\n" },
	{ "a\\..\\b", "file backslash a%5C%2E%2E%5Cb: x\n" },
	{ "a\nb", "file control a%0Ab: x\n" },
	{ "a\xe2\x80\xae" "fdp.exe", "file control a%E2%80%AEfdp.exe: x\n" },
	{ "gr\xfc\xdf", "file not-utf8 gr%FC%DF: x\n" },
	{ "100%", "file 100%: x\n" },
	{ "../100%", "file parent %2E%2E/100%25: x\n" },
};

/* A ZIP of one stored entry, made by hand so that any name can be in it. */
static struct slice
zip_of_name(const char *name, size_t name_len, uint8_t *into)
{
	uint8_t *p = into;
	uint8_t n = (uint8_t)name_len;
	static const uint8_t fixed[] = { 20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x5c,
	    0x83, 0x16, 0xdc, 0x8c, 1, 0, 0, 0, 1, 0, 0, 0 };

	memcpy(p, "PK\3\4", 4);
	memcpy(p + 4, fixed, sizeof(fixed));
	memcpy(p + 26, (uint8_t[]){ n, 0, 0, 0 }, 4);
	memcpy(p + 30, name, name_len);
	p[30 + n] = 'x';
	p += 31 + n;
	size_t at = (size_t)(p - into);
	memset(p, 0, 46);
	memcpy(p, "PK\1\2\x14\0", 6);
	memcpy(p + 6, fixed, sizeof(fixed));
	p[28] = n;
	memcpy(p + 46, name, name_len);
	p += 46 + n;
	memset(p, 0, 22);
	memcpy(p, "PK\5\6\0\0\0\0\1\0\1\0", 12);
	p[12] = (uint8_t)(46 + n);
	p[16] = (uint8_t)at;
	return (struct slice){ into, (size_t)(p - into) + 22 };
}

static void
hostile_names_are_told_and_escaped(void **state)
{
	uint8_t bytes[512];

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct made one = { .name = names[i].name, .content = SLICE_INIT("x") };
		struct slice tar = make_archive("ustar", NULL, NULL, &one, 1);
		expect_text(tar, names[i].text);
		free((void *)(uintptr_t)tar.at);
		expect_text(zip_of_name(names[i].name, strlen(names[i].name), bytes),
		    names[i].text);
	}
	expect_text(zip_of_name("", 0, bytes), "file empty %: x\n");
	expect_text(zip_of_name("a\0b", 3, bytes), "file control a%00b: x\n");
}

/* --- a ZIP that says two things ------------------------------------------------------------- */

static struct slice
pair_zip(void)
{
	static const struct made entries[] = {
		{ .name = "one", .content = SLICE_INIT("11111111") },
		{ .name = "two", .content = SLICE_INIT("22222222") },
	};
	return make_archive("zip", NULL, "compression=store", entries, 2);
}

static size_t
place_of(struct slice in, const char *mark, size_t nth)
{
	size_t at = slice_find(in, (struct slice){ (const uint8_t *)mark, 4 }, 0);
	while (nth-- > 0)
		at = slice_find(in, (struct slice){ (const uint8_t *)mark, 4 }, at + 1);
	return at;
}

static void
directory_and_entries_must_agree(void **state)
{
	static const struct {
		const char *name, *mark;
		size_t nth, offset;
		uint8_t value;
		size_t at_local;		/* the place: which entry's own header */
		const char *what;
	} cases[] = {
		{ "name", "PK\1\2", 1, 46, 'T', 1,
		    "the entry and the directory say different things" },
		{ "method", "PK\1\2", 0, 10, 8, 0,
		    "the entry and the directory say different things" },
		{ "encryption", "PK\1\2", 0, 8, 9, 0,
		    "the entry and the directory say different things" },
		{ "header gone", "PK\3\4", 1, 2, 9, 1, "no entry where the directory says" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct slice in = pair_zip();
		uint8_t *bytes = (uint8_t *)(uintptr_t)in.at;
		size_t local = place_of(in, "PK\3\4", cases[i].at_local);
		bytes[place_of(in, cases[i].mark, cases[i].nth) + cases[i].offset] =
		    cases[i].value;
		expect_error(in, E_SYNTAX, local, cases[i].what);
		free(bytes);
	}
}

static void
entries_that_overlap_are_refused(void **state)
{
	struct slice in = pair_zip();
	uint8_t *bytes = (uint8_t *)(uintptr_t)in.at;

	(void)state;
	/* The second directory entry points at the first entry too. */
	size_t second = place_of(in, "PK\1\2", 1), first = place_of(in, "PK\1\2", 0);
	memcpy(bytes + second, bytes + first, 49);
	expect_error(in, E_SYNTAX, 0, "entries overlap");
	free(bytes);
}

static void
a_zip_stands_alone_in_its_file(void **state)
{
	struct slice in = pair_zip();
	uint8_t *bytes = (uint8_t *)(uintptr_t)in.at;

	(void)state;
	size_t end = place_of(in, "PK\5\6", 0);
	bytes[in.len] = 0;
	expect_error((struct slice){ bytes, in.len + 1 }, E_SYNTAX, end,
	    "the end record does not end with the file");
	bytes[end + 12]--;
	expect_error(in, E_SYNTAX, end, "the directory is not where the end record says");
	bytes[end + 12]++;
	bytes[end + 4] = 1;
	expect_error(in, E_SYNTAX, end, "an archive in several parts");
	free(bytes);
}

static void
damaged_content_is_found_by_its_checksum(void **state)
{
	struct slice in = pair_zip();
	uint8_t *bytes = (uint8_t *)(uintptr_t)in.at;
	struct notes n = {0};
	struct archive_totals totals;
	struct err e = {0};

	(void)state;
	size_t second = place_of(in, "PK\3\4", 1);
	bytes[slice_find(in, SLICE("22222222"), 0)] ^= 1;
	assert_int_equal(visit(in, all, &n, &totals, &e).code, E_SYNTAX);
	assert_int_equal(e.at, second);
	assert_string_equal(e.what, "a checksum does not hold");
	assert_int_equal(n.complete, 1);		/* what was read before stays good */
	buf_drop(&n.text);
	free(bytes);
}

static void
encrypted_and_unknown_entries_are_told(void **state)
{
	uint8_t bytes[512];
	struct slice in = zip_of_name("n", 1, bytes);
	size_t central = place_of(in, "PK\1\2", 0);

	(void)state;
	bytes[6] = bytes[central + 8] = 1;
	expect_text(in, "file encrypted n: ");
	bytes[6] = bytes[central + 8] = 0;
	bytes[8] = bytes[central + 10] = 9;
	expect_text(in, "file method n: ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_form_gives_the_same_entries),
		cmocka_unit_test(an_archive_may_be_empty),
		cmocka_unit_test(links_are_named_and_never_followed),
		cmocka_unit_test(a_file_is_read_like_memory),
		cmocka_unit_test(the_locale_is_restored),
		cmocka_unit_test(a_refusing_sink_ends_the_visit),
		cmocka_unit_test(hostile_names_are_told_and_escaped),
		cmocka_unit_test(directory_and_entries_must_agree),
		cmocka_unit_test(entries_that_overlap_are_refused),
		cmocka_unit_test(a_zip_stands_alone_in_its_file),
		cmocka_unit_test(damaged_content_is_found_by_its_checksum),
		cmocka_unit_test(encrypted_and_unknown_entries_are_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
