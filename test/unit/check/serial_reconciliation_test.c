/* serial_reconciliation_test.c - serials ordered, listed, received and identified.
 * SPDX-License-Identifier: Apache-2.0 */
#include "case_make.h"

#define ROW(serial) "  listed #" serial " A" serial " {'serial':'" serial "'}\n"
#define ROWS ROW("3101") ROW("3102") ROW("3103")
#define COUNTS(n) "  quantity B Q {'quantity':" n "}\n"
#define ENTRY(serial, digest) "  identity #" serial " /" serial " {'serial':'" serial \
    "','certificate':'" digest "'}\n"
#define IDS "identities i\n" ENTRY("3101", "d1") ENTRY("3102", "d2") ENTRY("3103", "d3")
#define ALL "ordered o\n" ROWS "listed l\n" ROWS "received r\n" ROWS IDS

static const struct check_case cases[] = {
	{ "no list says nothing: each has been said to be missing", "", "" },
	{ "all lists agree", ALL, "" },
	{ "ordered and neither sent nor received", "ordered o\n" ROWS "listed l\n" ROW("3101")
	    ROW("3103") "received r\n" ROW("3101") ROW("3103") IDS,
	    "SERIAL_MISSING #3102 o A3102" },
	{ "sent and not received", "ordered o\n" ROWS "listed l\n" ROWS "received r\n" ROW("3101")
	    ROW("3103"), "SERIAL_MISSING #3102 o A3102" },
	{ "received and not listed", "ordered o\n" ROWS "listed l\n" ROW("3101") ROW("3102")
	    "received r\n" ROWS, "SERIAL_MISSING #3103 o A3103" },
	{ "sent and not ordered", "ordered o\n" ROW("3101") ROW("3102") "listed l\n" ROWS
	    "received r\n" ROWS,
	    "SERIAL_UNEXPECTED #3103 l A3103; SERIAL_UNEXPECTED #3103 r A3103" },
	{ "without an order: sent and not received", "listed l\n" ROWS "received r\n" ROW("3101")
	    ROW("3102"), "SERIAL_MISSING #3103 l A3103" },
	{ "without an order: received and not sent", "listed l\n" ROW("3101") ROW("3102")
	    "received r\n" ROWS, "SERIAL_UNEXPECTED #3103 r A3103" },
	{ "twice in one list", "listed l\n" ROWS "  listed #3102 A9 {'serial':'3102'}\n",
	    "SERIAL_DUPLICATE #3102 l A9" },
	{ "three times in one list", "listed l\n" ROWS "  listed #3102 A8 {}\n"
	    "  listed #3102 A9 {}\n", "SERIAL_DUPLICATE #3102 l A8; SERIAL_DUPLICATE #3102 l A9" },
	{ "once in each of two lists of a kind", "listed k\n" ROW("3101") ROW("3102")
	    "listed l\n" ROW("3102") ROW("3103"), "" },
	{ "twice in the second of two", "listed k\n" ROWS "listed l\n" ROW("3102")
	    "  listed #3102 A9 {}\n", "SERIAL_DUPLICATE #3102 l A9" },
	{ "twice in the order", "ordered o\n" ROWS "  listed #3101 A9 {}\n" "listed l\n" ROWS,
	    "SERIAL_DUPLICATE #3101 o A9" },
	{ "a row of two pieces", "listed l\n" ROW("3101") ROW("3102")
	    "  listed #3103 A9 {'quantity':2}\n", "QUANTITY_MISMATCH #3103 l A9" },
	{ "a row of no piece", "listed l\n" ROW("3101") ROW("3102")
	    "  listed #3103 A9 {'quantity':0}\n", "QUANTITY_MISMATCH #3103 l A9" },
	{ "a row of one piece", "listed l\n" ROW("3101") ROW("3102")
	    "  listed #3103 A9 {'quantity':1}\n", "" },
	{ "a serial that is not assessed is none of these", "ordered o\n" ROWS "listed l\n" ROWS
	    "  listed asset:acme/x#1 X {'serial':'1','quantity':9}\n"
	    "  listed asset:acme/x#1 Y {'serial':'1'}\n", "" },
	{ "a list of nothing but such serials is a list all the same", "ordered o\n" ROWS
	    "listed l\n  listed asset:acme/x#1 X {}\n",
	    "SERIAL_MISSING #3101 o A3101; SERIAL_MISSING #3102 o A3102; "
	    "SERIAL_MISSING #3103 o A3103" },
	/* quantities */
	{ "an order by quantity alone", "ordered o\n" COUNTS("3") "listed l\n" ROWS, "" },
	{ "by quantity, and fewer came", "ordered o\n" COUNTS("4") "listed l\n" ROWS,
	    "QUANTITY_MISMATCH R o Q" },
	{ "by quantity in several rows", "ordered o\n" COUNTS("1") COUNTS("2") "listed l\n" ROWS,
	    "" },
	{ "of other articles too", "ordered o\n" COUNTS("3")
	    "  quantity product:acme/cable C {'quantity':50,'article':'cable'}\n"
	    "listed l\n" ROWS, "" },
	{ "of other articles alone", "ordered o\n"
	    "  quantity product:acme/cable C {'quantity':3}\n" "listed l\n" ROWS,
	    "CARRIER_INCOMPLETE R o -" },
	{ "a total beside serials", "listed l\n" ROWS COUNTS("3"), "" },
	{ "a total that is another", "listed l\n" ROWS COUNTS("4"), "QUANTITY_MISMATCH R l Q" },
	{ "a total that the order explains is said of the serial", "ordered o\n" ROWS
	    "listed l\n" ROW("3101") ROW("3102") COUNTS("3"), "SERIAL_MISSING #3103 o A3103" },
	{ "a total in the order that is not its serials", "ordered o\n" ROWS COUNTS("5")
	    "listed l\n" ROWS, "QUANTITY_MISMATCH R o Q" },
	{ "a total below zero", "listed l\n" ROWS COUNTS("-3"), "QUANTITY_MISMATCH R l Q" },
	{ "totals that no integer holds", "listed l\n" ROWS COUNTS("9007199254740991")
	    COUNTS("9007199254740991"), "QUANTITY_MISMATCH R l Q" },
	{ "below zero and above it make no good sum", "listed l\n" ROWS COUNTS("-1") COUNTS("4"),
	    "QUANTITY_MISMATCH R l Q" },
	{ "a quantity that is no number is none", "listed l\n" ROWS
	    "  quantity B Q {'quantity':'three'}\n", "" },
	/* carriers */
	{ "a packing list without serials tells nothing", "listed l\n" COUNTS("3"),
	    "CARRIER_INCOMPLETE R l -" },
	{ "a receipt without serials tells nothing", "listed l\n" ROWS "received r\n" COUNTS("3"),
	    "CARRIER_INCOMPLETE R r -" },
	{ "an order that names neither", "ordered o\n" "listed l\n" ROWS,
	    "CARRIER_INCOMPLETE R o -" },
	{ "an identity list without entries", "listed l\n" ROWS "identities i\n",
	    "CARRIER_INCOMPLETE R i -" },
	{ "a serial that only the maker's list names", "ordered o\n" ROW("3101") ROW("3102")
	    "listed l\n" ROW("3101") ROW("3102") IDS, "EVIDENCE_UNBOUND #3103 l -" },
	{ "a serial that no list names", "listed l\n" ROW("3101") ROW("3102"),
	    "EVIDENCE_UNBOUND #3103 l -" },
	{ "where nothing names an asset nothing can be missing", "case assets=-\nlisted l\n"
	    COUNTS("3"), "CARRIER_INCOMPLETE R l -; SUBJECT_UNKNOWN R - -" },
	/* identities */
	{ "delivered, and the maker does not know it", "listed l\n" ROWS "identities i\n"
	    ENTRY("3101", "d1") ENTRY("3103", "d3"), "IDENTITY_MISSING #3102 l A3102" },
	{ "only received, and the maker does not know it", "ordered o\n" ROWS "listed l\n"
	    ROW("3101") ROW("3103") "received r\n" ROWS "identities i\n" ENTRY("3101", "d1")
	    ENTRY("3103", "d3"),
	    "IDENTITY_MISSING #3102 r A3102; SERIAL_MISSING #3102 o A3102" },
	{ "the maker knows more than was delivered", "case assets=#3101\nlisted l\n" ROW("3101")
	    IDS, "" },
	{ "one certificate on two serials", "listed l\n" ROWS "identities i\n" ENTRY("3101", "d1")
	    ENTRY("3102", "d1") ENTRY("3103", "d3"),
	    "CERTIFICATE_SHARED #3101 i /3101; CERTIFICATE_SHARED #3102 i /3102" },
	{ "one certificate on three serials", "listed l\n" ROWS "identities i\n"
	    ENTRY("3101", "d1") ENTRY("3102", "d1") ENTRY("3103", "d1"),
	    "CERTIFICATE_SHARED #3101 i /3101; CERTIFICATE_SHARED #3102 i /3102; "
	    "CERTIFICATE_SHARED #3103 i /3103" },
	{ "in two lists", "listed l\n" ROWS "identities i\n" ENTRY("3101", "d1")
	    "identities j\n" ENTRY("3102", "d1") ENTRY("3103", "d3"),
	    "CERTIFICATE_SHARED #3101 i /3101; CERTIFICATE_SHARED #3102 j /3102" },
	{ "with a device that is not assessed", "listed l\n" ROWS IDS ENTRY("9999", "d2"),
	    "CERTIFICATE_SHARED #3102 i /3102" },
	{ "between two that are not", "listed l\n" ROWS IDS ENTRY("9998", "d9")
	    ENTRY("9999", "d9"), "" },
	{ "the same entry in two lists", "listed l\n" ROWS IDS "identities j\n"
	    ENTRY("3101", "d1"), "" },
	{ "an entry twice in one list", "listed l\n" ROWS IDS "  identity #3101 /z "
	    "{'serial':'3101','certificate':'d1'}\n", "SERIAL_DUPLICATE #3101 i /z" },
	{ "entries without certificates share none", "listed l\n" ROWS "identities i\n"
	    "  identity #3101 /1 {}\n  identity #3102 /2 {}\n  identity #3103 /3 {}\n", "" },
};

CASES_MAIN(serials_add_up, &check_serial_reconciliation, 0)
