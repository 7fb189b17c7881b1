/* retention_owner_test.c - who keeps the evidence, and until when.
 * SPDX-License-Identifier: Apache-2.0 */
#include "case_make.h"

#define KEPT(id, members) "own " id "\n  retention B /p {" members "}\n"
#define USE(id, subject, until) "use " id "\n  use " subject " /u {'use_until':'" until "'}\n"

static const struct check_case cases[] = {
	{ "nothing admitted says nothing", "", "" },
	{ "an owner and a date", KEPT("a", "'owner':'quality','until':'2036-06-30'"), "" },
	{ "no owner", KEPT("a", "'until':'2036-06-30'"), "OWNER_MISSING R a /p" },
	{ "an empty name", KEPT("a", "'owner':'','until':'2036-06-30'"), "OWNER_MISSING R a /p" },
	{ "no date", KEPT("a", "'owner':'quality'"), "OWNER_MISSING R a /p" },
	{ "no date that is one", KEPT("a", "'owner':'quality','until':'for ever'"),
	    "OWNER_MISSING R a /p" },
	{ "until the instant itself", KEPT("a", "'owner':'quality','until':'" NOON "'"),
	    "OWNER_MISSING R a /p" },
	{ "a moment longer", KEPT("a", "'owner':'quality','until':'2026-06-30T12:00:00.001Z'"),
	    "" },
	{ "to the end of the use", KEPT("a", "'owner':'quality','until':'2036-06-30'")
	    USE("u", "P", "2036-06-30"), "" },
	{ "a moment short of the use", KEPT("a", "'owner':'quality','until':'2036-06-30'")
	    USE("u", "P", "2036-06-30T00:00:00.001Z"), "RETENTION_ENDS R a /p" },
	{ "another product is used longer", KEPT("a", "'owner':'quality','until':'2036-06-30'")
	    USE("u", "product:acme/x", "2050-01-01"), "" },
	{ "one of two lacks its owner", KEPT("a", "'owner':'quality','until':'2036-06-30'")
	    KEPT("b", "'until':'2036-06-30'"), "" },
	{ "another batch's evidence is kept", "own a\n  retention batch:acme/B2 /p "
	    "{'owner':'quality','until':'2036-06-30'}\n", "OWNER_MISSING R a /p" },
	{ "that another batch's is not is nothing to this one", KEPT("a", "'owner':'quality',"
	    "'until':'2036-06-30'") "own b\n  retention batch:acme/B2 /p {}\n", "" },
	{ "an item that states nothing", "own a\n", "OWNER_MISSING R a -" },
};

CASES_MAIN(somebody_keeps_the_evidence, &check_retention_owner, 0)
