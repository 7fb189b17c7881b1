/* export_names_test.c - names of exported files: safe, distinct, the same each time.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <string.h>

#include "app/export/export_names.h"
#include "base/limits.h"

static void
expect_name(struct export_names *n, struct slice name, const char *want)
{
	struct slice got;
	assert_int_equal(export_name(n, "e/", name, &got, NULL).code, OK);
	if (!slice_eq(got, slice_of(want)))
		fail_msg("want %s, got %.*s", want, SLICE_FMT(got));
}

#define EXPECT(n, name, want) expect_name(n, SLICE(name), want)

static void
hostile_names_become_safe(void **state)
{
	AUTO(arena) a = arena_init(MIB(1));
	AUTO(export_names) n = export_names_init(&a);
	(void)state;
	EXPECT(&n, "list.csv", "e/list.csv");
	EXPECT(&n, "../../etc/passwd", "e/etc/passwd");
	EXPECT(&n, "/absolute", "e/absolute");
	EXPECT(&n, "c:\\windows\\x.dll", "e/c_/windows/x.dll");
	EXPECT(&n, "./././", "e/unnamed");
	EXPECT(&n, "", "e/unnamed-2");
	EXPECT(&n, "-rf", "e/_rf");
	EXPECT(&n, ".bashrc", "e/_bashrc");
	EXPECT(&n, " x", "e/_x");
	EXPECT(&n, "trailing. ", "e/trailing. _");
	EXPECT(&n, "dot.", "e/dot._");
	EXPECT(&n, "...", "e/_.._");
	EXPECT(&n, "con", "e/_con");
	EXPECT(&n, "LPT9.tar.gz", "e/_LPT9.tar.gz");
	EXPECT(&n, "COM0", "e/_COM0");
	EXPECT(&n, "conan.txt", "e/conan.txt");
	EXPECT(&n, "a\nb\x1b[31m\"<>|?*:'$`;&.txt", "e/a_b__31m____________.txt");
	EXPECT(&n, "Pr\xc3\xbc" "fung.pdf", "e/Pr\xc3\xbc" "fung.pdf");
	EXPECT(&n, "u\xcc\x88.pdf", "e/u_.pdf");		/* a combining mark */
	EXPECT(&n, "\xe2\x80\xae" "fdp.exe", "e/_fdp.exe");	/* right to left */
	EXPECT(&n, "\xff\xfe.bin", "e/__.bin");			/* no UTF-8 */
	EXPECT(&n, "a/b/c/d/e/f/g", "e/a/b/c/d/e_f_g");
}

static void
names_alike_are_told_apart(void **state)
{
	AUTO(arena) a = arena_init(MIB(1));
	AUTO(export_names) n = export_names_init(&a);
	(void)state;
	EXPECT(&n, "a.txt", "e/a.txt");
	EXPECT(&n, "A.TXT", "e/A-2.TXT");
	EXPECT(&n, "a.txt", "e/a-3.txt");
	EXPECT(&n, "a-2.txt", "e/a-2-2.txt");
	EXPECT(&n, "\xc3\xa4", "e/\xc3\xa4");
	EXPECT(&n, "\xc3\xb6", "e/\xc3\xb6-2");
	EXPECT(&n, "folder", "e/folder");
	EXPECT(&n, "folder/x", "e/folder_x");
	EXPECT(&n, "deep/x", "e/deep/x");
	EXPECT(&n, "deep", "e/deep-2");
	EXPECT(&n, "Deep/X", "e/Deep/X-2");
}

/* Neither the length of a name nor the number of equal ones is the sender's to choose. */
static void
long_and_many_names_end(void **state)
{
	AUTO(arena) a = arena_init(MIB(64));
	AUTO(export_names) n = export_names_init(&a);
	static char text[PATH_BYTES_MAX];
	struct slice got, name = { (const uint8_t *)text, sizeof(text) };
	(void)state;
	memset(text, 'x', sizeof(text));
	memcpy(text + sizeof(text) - 5, ".json", 5);
	assert_int_equal(export_name(&n, "e/", name, &got, NULL).code, OK);
	assert_true(got.len == 2 + 120 && slice_ends(got, SLICE(".json")));
	for (int i = 0; i < 20000; i++)
		assert_int_equal(export_name(&n, "e/", SLICE("same.csv"), &got, NULL).code, OK);
	assert_true(slice_eq(got, SLICE("e/same-20000.csv")));
	for (size_t i = 0; i < sizeof(text); i += 2)
		text[i] = '/';
	assert_int_equal(export_name(&n, "e/", name, &got, NULL).code, OK);
	assert_true(got.len <= 1024 + 8);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hostile_names_become_safe),
		cmocka_unit_test(names_alike_are_told_apart),
		cmocka_unit_test(long_and_many_names_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
