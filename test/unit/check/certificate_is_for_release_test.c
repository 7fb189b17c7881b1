/* certificate_is_for_release_test.c - what a component certificate is about, and who signed it.
 * SPDX-License-Identifier: Apache-2.0 */
#include "case_make.h"

#define SPAN " from=2026-05-20 until=2029-05-19"
#define CERT(id, head, subject, firmware, members) "own " id head "\n  certification " subject \
    " /p {'holder':'party:acme','firmware':'" firmware "'," members "}\n"
#define LEVEL(level) "'edition':'2019','vector':true,'level':'" level "'"
#define TWO LEVEL("FR1=2 FR2=2")
#define GOOD(id) CERT(id, SPAN, "P", "5.4.2", TWO)
#define CLAIM(id, more, level) \
    "claim " id more "\n  claim P /c {'vector':true,'level':'" level "'}\n"

static const struct check_case cases[] = {
	{ "nothing admitted says nothing", "", "" },
	{ "of the release", GOOD("a"), "" },
	{ "of another firmware", CERT("a", SPAN, "P", "5.3.0", TWO), "VERSION_MISMATCH R a /p" },
	{ "of a range", CERT("a", SPAN, "P", "4.0 to 5.3", TWO), "SCOPE_MISSING R a /p" },
	{ "of a range that holds the version", CERT("a", SPAN, "P", "5.4.x", TWO),
	    "SCOPE_MISSING R a /p" },
	{ "of no firmware", "own a" SPAN "\n  certification P /p {'holder':'party:acme'," TWO "}\n",
	    "SCOPE_MISSING R a /p" },
	{ "of another product", CERT("a", SPAN, "product:acme/x", "5.4.2", TWO),
	    "EVIDENCE_UNBOUND R a /p" },
	{ "of another release beside a good one", GOOD("a")
	    CERT("b", SPAN, "P", "5.3.0", TWO), "" },
	{ "another holder", "own a" SPAN "\n  certification P /p {'holder':'party:mallory',"
	    "'firmware':'5.4.2'," TWO "}\n", "EVIDENCE_UNBOUND R a /p" },
	{ "a holder in words", "own a" SPAN "\n  certification P /p {'holder':'ACME GmbH',"
	    "'firmware':'5.4.2'," TWO "}\n", "" },
	{ "no holder", "own a" SPAN "\n  certification P /p {'firmware':'5.4.2'," TWO "}\n",
	    "EVIDENCE_UNBOUND R a /p" },
	{ "no beginning", CERT("a", " until=2029-05-19", "P", "5.4.2", TWO),
	    "EVIDENCE_UNDATED R a /p" },
	{ "no end", CERT("a", " from=2026-05-20", "P", "5.4.2", TWO), "EVIDENCE_UNDATED R a /p" },
	{ "to another edition", CERT("a", SPAN, "P", "5.4.2", "'edition':'2013'"),
	    "EDITION_MISMATCH R a /p" },
	{ "to no edition", CERT("a", SPAN, "P", "5.4.2", "'x':'y'"), "EDITION_MISMATCH R a /p" },
	{ "as claimed", CERT("a", SPAN " cert=body", "P", "5.4.2", TWO)
	    CLAIM("c", " cert=maker", "FR1=2 FR2=2"), "" },
	{ "higher than claimed", CERT("a", SPAN " cert=body", "P", "5.4.2", LEVEL("FR1=3 FR2=2"))
	    CLAIM("c", " cert=maker", "FR1=2 FR2=2"), "" },
	{ "lower in one", CERT("a", SPAN " cert=body", "P", "5.4.2", LEVEL("FR1=3 FR2=1"))
	    CLAIM("c", " cert=maker", "FR1=2 FR2=2"),
	    "LEVEL_NOT_CERTIFIED R a /p; LEVEL_NOT_CERTIFIED R c /c" },
	{ "no level", CERT("a", SPAN " cert=body", "P", "5.4.2", "'edition':'2019'")
	    CLAIM("c", " cert=maker", "FR1=2 FR2=2"),
	    "LEVEL_NOT_CERTIFIED R a /p; LEVEL_NOT_CERTIFIED R c /c" },
	{ "the claim is no vector", CERT("a", SPAN " cert=body", "P", "5.4.2", TWO)
	    "claim c cert=maker\n  claim P /c {'vector':false,'level':'SL 2'}\n",
	    "SCOPE_MISSING R c /c" },
	{ "a claim that claims nothing", CERT("a", SPAN " cert=body", "P", "5.4.2", TWO)
	    "claim d cert=maker\n", "SCOPE_MISSING R d -" },
	{ "beside one that claims a level", CERT("a", SPAN " cert=body", "P", "5.4.2", TWO)
	    CLAIM("c", " cert=maker", "FR1=2 FR2=2") "claim d cert=maker\n", "" },
	{ "signed by whoever signs the claim", CERT("a", SPAN " cert=maker", "P", "5.4.2", TWO)
	    CLAIM("c", " cert=maker", "FR1=2 FR2=2"), "SIGNER_NOT_INDEPENDENT R a /p" },
	{ "no good signature beside a claim", GOOD("a") CLAIM("c", " cert=maker", "FR1=2 FR2=2"),
	    "SIGNER_NOT_INDEPENDENT R a /p" },
	{ "an item without a certificate", "own a\n", "EVIDENCE_UNBOUND R a -" },
	{ "no release is known", "case release=-\n" GOOD("a"), "SUBJECT_UNKNOWN B - -" },
};

CASES_MAIN(a_certificate_is_for_the_release, &check_certificate_is_for_release, 0)
