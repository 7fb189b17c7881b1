/* certificate_identity_test.c - certificates on file against the maker's identity list.
 * SPDX-License-Identifier: Apache-2.0 */
#include "case_make.h"

#define LISTS(asset, digest) "  identity " asset " /e {'certificate':'" digest "'}\n"
#define HAS(asset, digest) "  certificate " asset " - {'certificate':'" digest "'}\n"

static const struct check_case cases[] = {
	{ "nothing admitted says nothing", "", "" },
	{ "each as listed", "identities l\n" LISTS("#3101", "d1") LISTS("#3102", "d2")
	    "own a bound=#3101\n" HAS("#3101", "d1") "own b bound=#3102\n" HAS("#3102", "d2"), "" },
	{ "another than listed", "identities l\n" LISTS("#3101", "d1")
	    "own a bound=#3101\n" HAS("#3101", "d9"), "IDENTITY_MISMATCH #3101 a -" },
	{ "two swapped", "identities l\n" LISTS("#3101", "d1") LISTS("#3102", "d2")
	    "own a bound=#3101\n" HAS("#3101", "d2") "own b bound=#3102\n" HAS("#3102", "d1"),
	    "IDENTITY_MISMATCH #3101 a -; IDENTITY_MISMATCH #3102 b -" },
	{ "not listed", "identities l\n" LISTS("#3101", "d1")
	    "own b bound=#3102\n" HAS("#3102", "d2"), "IDENTITY_MISSING #3102 b -" },
	{ "two lists, each of some", "identities l\n" LISTS("#3101", "d1")
	    "identities m\n" LISTS("#3102", "d2")
	    "own a bound=#3101\n" HAS("#3101", "d1") "own b bound=#3102\n" HAS("#3102", "d2"), "" },
	{ "an old and a new certificate, both listed", "identities l\n" LISTS("#3101", "d1")
	    LISTS("#3101", "d2") "own a bound=#3101\n" HAS("#3101", "d2"), "" },
	{ "a second one on file that is not listed", "identities l\n" LISTS("#3101", "d1")
	    "own a bound=#3101\n" HAS("#3101", "d1") "own z bound=#3101\n" HAS("#3101", "d9"),
	    "IDENTITY_MISMATCH #3101 z -" },
	{ "a list without entries tells nothing", "identities l\n"
	    "own a bound=#3101\n" HAS("#3101", "d1"),
	    "CARRIER_INCOMPLETE R l -; IDENTITY_MISSING #3101 a -" },
	{ "no list: it has been said that it is missing", "own a bound=#3101\n"
	    HAS("#3101", "d1"), "" },
	{ "an entry without a certificate", "identities l\n  identity #3101 /e {}\n"
	    "own a bound=#3101\n" HAS("#3101", "d1"), "IDENTITY_MISMATCH #3101 a -" },
	{ "an item without a certificate fact", "identities l\n" LISTS("#3101", "d1")
	    "own a bound=#3101\n", "EVIDENCE_UNBOUND #3101 a -" },
	{ "a certificate that names another device than it was taken for", "identities l\n"
	    LISTS("#3101", "d1") "own a bound=#3101\n" HAS("#9999", "d1"),
	    "EVIDENCE_UNBOUND #3101 a -" },
	{ "one that is about no device at all", "identities l\n" LISTS("#3101", "d1")
	    "own a\n" HAS("P", "d1"), "EVIDENCE_UNBOUND R a -" },
	{ "entries of other deliveries are nothing to this one", "identities l\n"
	    LISTS("#3101", "d1") LISTS("#9999", "d9") "own a bound=#3101\n" HAS("#3101", "d1"),
	    "" },
	{ "a name that a pair of others would spell", "case assets=#1,#1%20d\nidentities l\n"
	    LISTS("#1", "d d1") "own a bound=#1\n" HAS("#1", "d1"), "IDENTITY_MISMATCH #1 a -" },
};

CASES_MAIN(the_certificate_on_file_is_the_listed_one, &check_certificate_identity, 0)
