/* support_covers_use_test.c - how long support lasts, and how long the use.
 * SPDX-License-Identifier: Apache-2.0 */
#include "case_make.h"

#define SUPPORT(id, members) "support " id "\n  support P /s {" members "}\n"
#define USE(id, members) "use " id "\n  use P /u {'product':'product:acme/ic-22'" members "}\n"
#define UNTIL_36 SUPPORT("s", "'product':'product:acme/ic-22','support_end':'2036-06-30'")

static const struct check_case cases[] = {
	{ "nothing admitted says nothing", "", "" },
	{ "to the day", UNTIL_36 USE("u", ",'use_until':'2036-06-30'"), "" },
	{ "a moment short", UNTIL_36 USE("u", ",'use_until':'2036-06-30T00:00:00.001Z'"),
	    "SUPPORT_ENDS R s /s" },
	{ "a use that is over", UNTIL_36 USE("u", ",'use_until':'2026-06-30T11:59:59.999Z'"),
	    "EVIDENCE_STALE R u /u" },
	{ "two uses, one of them longer", UNTIL_36 USE("u", ",'use_until':'2030-01-01'")
	    USE("v", ",'use_until':'2040-01-01'"), "SUPPORT_ENDS R s /s" },
	{ "of this release", SUPPORT("s", "'release':'release:acme/ic-22@5.4.2',"
	    "'support_end':'2036-06-30'") USE("u", ",'use_until':'2030-01-01'"), "" },
	{ "of another release", SUPPORT("s", "'product':'product:acme/ic-22',"
	    "'release':'release:acme/ic-22@5.4.1','support_end':'2036-06-30'")
	    USE("u", ",'use_until':'2030-01-01'"), "EVIDENCE_UNBOUND R s -" },
	{ "another release's ends early beside it", UNTIL_36 SUPPORT("t",
	    "'release':'release:acme/ic-22@5.4.1','support_end':'2027-01-01'")
	    USE("u", ",'use_until':'2030-01-01'"), "" },
	{ "of neither product nor release: of what the item is about", SUPPORT("s",
	    "'support_end':'2036-06-30'") USE("u", ",'use_until':'2030-01-01'"), "" },
	{ "of the product by package URL", SUPPORT("s", "'product':'pkg:generic/acme/ic-22',"
	    "'support_end':'2036-06-30'") USE("u", ",'use_until':'2030-01-01'"), "" },
	{ "no end", SUPPORT("s", "'product':'product:acme/ic-22'")
	    USE("u", ",'use_until':'2030-01-01'"), "EVIDENCE_UNDATED R s /s" },
	{ "no end of the use", UNTIL_36 USE("u", ""), "EVIDENCE_UNDATED R u /u" },
	{ "the use of another product is longer", UNTIL_36 USE("u", ",'use_until':'2030-01-01'")
	    "use x\n"
	    "  use product:acme/x /u {'product':'product:acme/x','use_until':'2050-01-01'}\n",
	    "" },
	{ "only another product is used", UNTIL_36
	    "use x\n"
	    "  use product:acme/x /u {'product':'product:acme/x','use_until':'2030-01-01'}\n",
	    "EVIDENCE_UNBOUND R x -" },
	{ "an item that states no use may plan anything", UNTIL_36
	    USE("u", ",'use_until':'2030-01-01'") "use v\n", "EVIDENCE_UNDATED R v -" },
	{ "and no other does", UNTIL_36 "use v\n",
	    "EVIDENCE_UNBOUND R v -; EVIDENCE_UNDATED R v -" },
	{ "no use: it has been said that it is missing", UNTIL_36, "" },
	{ "an item that states no support", "support s\n" USE("u", ",'use_until':'2030-01-01'"),
	    "EVIDENCE_UNBOUND R s -" },
};

CASES_MAIN(support_lasts_as_long_as_the_use, &check_support_covers_use, 0)
