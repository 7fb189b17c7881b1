/* inspection_passed_test.c - what inspections and hardening checks state.
 * SPDX-License-Identifier: Apache-2.0 */
#include "case_make.h"

#define INSPECTION(subject, result) "  inspection " subject " /i {'result':'" result "'}\n"
#define HARDENING(version, result) "  hardening release:acme/ic-22@" version " /h {'release':" \
    "'release:acme/ic-22@" version "','result':'" result "'}\n"

static const struct check_case cases[] = {
	{ "nothing admitted says nothing", "", "" },
	{ "passed", "own a\n" INSPECTION("B", "ok"), "" },
	{ "hardened", "own a\n" HARDENING("5.4.2", "ok"), "" },
	{ "not passed", "own a\n" INSPECTION("B", "not_ok"), "INSPECTION_FAILED R a /i" },
	{ "no result", "own a\n  inspection B /i {}\n", "INSPECTION_FAILED R a /i" },
	{ "one device did not pass", "own a\n" INSPECTION("B", "ok") "own b\n"
	    INSPECTION("#3102", "not_ok"), "INSPECTION_FAILED #3102 b /i" },
	{ "hardening failed, inspection did not", "own a\n" INSPECTION("B", "ok")
	    HARDENING("5.4.2", "not_ok"), "INSPECTION_FAILED R a /h" },
	{ "another release was hardened", "own a\n" HARDENING("5.4.1", "ok"),
	    "EVIDENCE_UNBOUND R a -" },
	{ "that another release's failed is nothing to this one", "own a\n" HARDENING("5.4.1",
	    "not_ok") "own b\n" HARDENING("5.4.2", "ok"), "" },
	{ "another batch passed", "own a\n" INSPECTION("batch:acme/B2", "ok"),
	    "EVIDENCE_UNBOUND R a -" },
	{ "an item that states no result of either kind", "own b\n",
	    "CARRIER_INCOMPLETE R b -; EVIDENCE_UNBOUND R b -" },
	{ "beside one that does", "own a\n" INSPECTION("B", "ok") "own b\n", "" },
};

CASES_MAIN(the_goods_passed, &check_inspection_passed, 0)
