/* columns_test.c - columns that do not hold what their heading says, and the cells named for it.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table_show.h"

static const struct { const char *name; struct slice in; const char *want; } cases[] = {
	{ "swapped", SLICE_INIT("Serial,Article\n0047022,3101\n0047022,3102\n0047022,3103\n"),
	    "serial_list 0047022@A2 0047022@A3 0047022@A4 table(3,3,none) "
	    "!TABLE_COLUMN_SUSPECT@A2:A4" },
	{ "one serial twice among many", SLICE_INIT("Serial,Qty\n3101,1\n3102,1\n3102,1\n"),
	    "serial_list 3101@A2 3102@A3 3102@A4 table(3,3,carrier)" },
	{ "sentences", SLICE_INIT("Serial,Qty\nsee the sheet,1\nas said before,1\n"),
	    "serial_list see the sheet@A2 as said before@A3 table(2,2,none) "
	    "!TABLE_COLUMN_SUSPECT@A2:A3" },
	{ "an article that is a sentence",
	    SLICE_INIT("Serial,Article\n3101,a controller with ports\n3102,47\n3103,47\n"),
	    "serial_list 3101@A2 3102@A3 3103@A4 table(3,3,carrier)" },
	{ "articles that are sentences",
	    SLICE_INIT("Serial,Article\n3101,a controller with ports\n3102,a controller too big\n"),
	    "serial_list 3101@A2 3102@A3 table(2,2,none) !TABLE_COLUMN_SUSPECT@B2:B3" },
	{ "two in one cell", SLICE_INIT("Serial;Qty\n3101\n\"3102\n3103\";2\n3104, 3105;2\n"),
	    "serial_list 3101@A2 3102\n3103@A3 quantity=2 3104, 3105@A4 quantity=2 table(3,3,none) "
	    "!TABLE_COLUMN_SUSPECT@A3:A4" },
	{ "an exponent", SLICE_INIT("Serial;Qty\n3101;1\n3,1E+03;1\n3103;1\n"),
	    "serial_list 3101@A2 quantity=1 3,1E+03@A3 quantity=1 3103@A4 quantity=1 "
	    "table(3,3,none) !IDENTIFIER_DAMAGED@A3" },
	{ "an article turned into a date",
	    SLICE_INIT("Serial;Article\n3101;01.02.2031\n3102;01.02.2031\n"),
	    "serial_list 3101@A2 article=01.02.2031 3102@A3 article=01.02.2031 table(2,2,none) "
	    "!IDENTIFIER_DAMAGED@B2:B3" },
	{ "a number above the table", SLICE_INIT("Order,4.5E+09,\nSerial,Qty,\n3101,1,\n"),
	    "serial_list 3101@A3 quantity=1 order=4.5E+09 table(1,1,none) !IDENTIFIER_DAMAGED@B1" },
	{ "a number in a pair in one cell", SLICE_INIT("Batch: 47022.0,,\nSerial,Qty,\n3101,1,\n"),
	    "serial_list 3101@A3 quantity=1 batch=47022.0 table(1,1,none) "
	    "!IDENTIFIER_DAMAGED@A1" },
	{ "one number with and without zeros",
	    SLICE_INIT("Serial,Article\n3101,0047022\n3102,47022\n3103,0047022\n"),
	    "serial_list 3101@A2 article=0047022 3102@A3 article=47022 3103@A4 article=0047022 "
	    "table(3,3,none) !IDENTIFIER_DAMAGED@B3" },
	{ "shorter than all with zeros",
	    SLICE_INIT("Serial,Qty\n0003101,1\n3102,1\n3103,1\n"),
	    "serial_list 0003101@A2 quantity=1 3102@A3 quantity=1 3103@A4 quantity=1 "
	    "table(3,3,none) !IDENTIFIER_DAMAGED@A3:A4" },
	{ "numbers of any width", SLICE_INIT("Serial,Qty\n98,1\n99,1\n100,1\n"),
	    "serial_list 98@A2 quantity=1 99@A3 quantity=1 100@A4 quantity=1 table(3,3,carrier)" },
	{ "zeros of no fixed width", SLICE_INIT("Serial,Qty\n012,1\n0012,1\n7,1\n"),
	    "serial_list 012@A2 quantity=1 0012@A3 quantity=1 7@A4 quantity=1 table(3,3,carrier)" },
	{ "a letter O among digits", SLICE_INIT("Serial,Qty\n3101,1\n31O2,1\n3103,1\n"),
	    "serial_list 3101@A2 quantity=1 31O2@A3 quantity=1 3103@A4 quantity=1 table(3,3,none) "
	    "!IDENTIFIER_DAMAGED@A3" },
	{ "serials with letters", SLICE_INIT("Serial,Qty\n31O1,1\n31O2,1\n31A3,1\n"),
	    "serial_list 31O1@A2 quantity=1 31O2@A3 quantity=1 31A3@A4 quantity=1 "
	    "table(3,3,carrier)" },
	{ "a blank that is no space",
	    SLICE_INIT("Serial,Qty\n3101\xc2\xa0,1\n3102,1\n"),
	    "serial_list 3101\xc2\xa0@A2 quantity=1 3102@A3 quantity=1 table(2,2,none) "
	    "!IDENTIFIER_DAMAGED@A2" },
	{ "blanks around are no part of it", SLICE_INIT("Serial,Qty\n 3101 ,1\n3102,1\n"),
	    "serial_list 3101@A2 quantity=1 3102@A3 quantity=1 table(2,2,carrier)" },
	{ "versions may have a point, and are no months",
	    SLICE_INIT("Serial,Firmware\n3101,5.4\n3102,2026.06.1\n3103,3-Jan\n"),
	    "serial_list 3101@A2 firmware=5.4 3102@A3 firmware=2026.06.1 3103@A4 firmware=3-Jan "
	    "table(3,3,none) !IDENTIFIER_DAMAGED@B4" },
	{ "what stands in a total is no serial",
	    SLICE_INIT("Serial,Qty\n3101,1\n3102,1\nTotal,3.1E+03\n"),
	    "serial_list 3101@A2 quantity=1 3102@A3 quantity=1 table(2,2,carrier)" },
};

static void
columns_are_checked(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(MIB(8));
		struct reading r = csv_read(cases[i].in, NULL, 0, &a);
		assert_shows(cases[i].name, &r, strstr(cases[i].want, "=") != NULL, cases[i].want);
	}
}

/* Every table that is no carrier has a finding that keeps it from being used, and no other has. */
static void
no_carrier_without_its_finding(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(MIB(8));
		struct reading r = csv_read(cases[i].in, NULL, 0, &a);
		bool lacks = false;
		for (size_t k = 0; k < r.findings.count; k++)
			lacks = lacks || finding_class(r.findings.at[k].id) >= CLASS_LACK;
		assert_int_equal(lacks, strstr(cases[i].want, ",none)") != NULL);
	}
}

/* Encodings and separators give one and the same reading. */
static void
encodings_give_one_reading(void **state)
{
	static const struct slice texts[] = {
		SLICE_INIT("Ger\xc3\xa4tenummer;Menge\n3101;1\n3102;1\n"),
		SLICE_INIT("\xef\xbb\xbfGer\xc3\xa4tenummer;Menge\r\n3101;1\r\n3102;1\r\n"),
		SLICE_INIT("Ger\xe4tenummer\tMenge\n3101\t1\n3102\t1\n"),
		SLICE_INIT("\xff\xfeG\0e\0r\0\xe4\0t\0e\0n\0r\0,\0M\0e\0n\0g\0e\0\n\0" "3\0" "1\0"
		    "0\0" "1\0,\0" "1\0\n\0" "3\0" "1\0" "0\0" "2\0,\0" "1\0\n\0"),
		SLICE_INIT("\xfe\xff\0G\0e\0r\0\xe4\0t\0e\0n\0r\0,\0M\0e\0n\0g\0e\0\n\0" "3\0" "1\0"
		    "0\0" "1\0,\0" "1\0\n\0" "3\0" "1\0" "0\0" "2\0,\0" "1\0\n"),
		SLICE_INIT("\"Ger\xc3\xa4te\nnummer\",\"Menge\"\n\"3101\",\"1\"\n\"3102\",\"1\"\n"),
	};
	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		struct reading r = csv_read(texts[i], NULL, 0, &a);
		assert_shows("encoding", &r, true, "serial_list 3101@A2 quantity=1 3102@A3 "
		    "quantity=1 table(2,2,carrier)");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_are_checked),
		cmocka_unit_test(no_carrier_without_its_finding),
		cmocka_unit_test(encodings_give_one_reading),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
