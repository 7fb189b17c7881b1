/* claim_has_scope_test.c - a claimed level, and the statement that says for what.
 * SPDX-License-Identifier: Apache-2.0 */
#include "case_make.h"

#define V "FR1=2 FR2=2"
#define CLAIM(id, members) "claim " id "\n  claim P /c {'product':'product:acme/ic-22'," \
    "'vector':true,'level':'" V "'" members "}\n"
#define SCOPE(id, release, members) "scope " id "\n  scope release:acme/ic-22@" release \
    " /s {'product':'product:acme/ic-22','release':'release:acme/ic-22@" release "'" members "}\n"
#define FULL ",'component_types':['t'],'configuration':'c','environment':'e','edition':'2019'"
#define GOOD FULL ",'claimed':'" V "'"

static const struct check_case cases[] = {
	{ "nothing admitted says nothing", "", "" },
	{ "a vector with its scope", CLAIM("sha256:c", ",'scope':'sha256:s','edition':'2019'")
	    SCOPE("sha256:s", "5.4.2", GOOD), "" },
	{ "a claim that names no scope takes any", CLAIM("sha256:c", "")
	    SCOPE("sha256:s", "5.4.2", GOOD), "" },
	{ "a name that is no digest takes any", CLAIM("sha256:c", ",'scope':'see annex'")
	    SCOPE("sha256:s", "5.4.2", GOOD), "" },
	{ "a bare level", "claim c\n  claim P /c {'vector':false,'level':'SL 2'}\n"
	    SCOPE("sha256:s", "5.4.2", GOOD), "SCOPE_MISSING R c /c" },
	{ "a level of no stated form", "claim c\n  claim P /c {'level':'" V "'}\n"
	    SCOPE("sha256:s", "5.4.2", GOOD), "SCOPE_MISSING R c /c" },
	{ "a bare level beside a good claim", CLAIM("a", "") "claim c\n  claim P /c "
	    "{'vector':false,'level':'SL 2'}\n" SCOPE("sha256:s", "5.4.2", GOOD),
	    "" },
	{ "the named scope is not here", CLAIM("c", ",'scope':'sha256:x'")
	    SCOPE("sha256:s", "5.4.2", GOOD), "SCOPE_MISSING R c /c" },
	{ "no scope is here", CLAIM("c", ""), "SCOPE_MISSING R c /c" },
	{ "another level in the scope", CLAIM("c", "")
	    SCOPE("sha256:s", "5.4.2", FULL ",'claimed':'FR1=1 FR2=2'"),
	    "EVIDENCE_CONFLICT R c /c; EVIDENCE_CONFLICT R sha256:s /s" },
	{ "no level in the scope", CLAIM("c", "") SCOPE("sha256:s", "5.4.2", FULL),
	    "EVIDENCE_CONFLICT R c /c; EVIDENCE_CONFLICT R sha256:s /s" },
	{ "another edition", CLAIM("c", ",'edition':'2013'") SCOPE("sha256:s", "5.4.2", GOOD),
	    "EVIDENCE_CONFLICT R c /c; EVIDENCE_CONFLICT R sha256:s /s" },
	{ "another edition in both", CLAIM("c", ",'edition':'2013'") SCOPE("sha256:s", "5.4.2",
	    ",'component_types':['t'],'configuration':'c','environment':'e','edition':'2013',"
	    "'claimed':'" V "'"), "EDITION_MISMATCH R sha256:s /s" },
	{ "for no type of component", CLAIM("c", "") SCOPE("sha256:s", "5.4.2",
	    ",'component_types':[],'configuration':'c','environment':'e','edition':'2019',"
	    "'claimed':'" V "'"), "SCOPE_MISSING R sha256:s /s" },
	{ "no configuration", CLAIM("c", "") SCOPE("sha256:s", "5.4.2",
	    ",'environment':'e','edition':'2019','claimed':'" V "'"),
	    "SCOPE_MISSING R sha256:s /s" },
	{ "no environment", CLAIM("c", "") SCOPE("sha256:s", "5.4.2",
	    ",'configuration':'c','edition':'2019','claimed':'" V "'"),
	    "SCOPE_MISSING R sha256:s /s" },
	{ "no edition", CLAIM("c", "") SCOPE("sha256:s", "5.4.2",
	    ",'configuration':'c','environment':'e','claimed':'" V "'"),
	    "SCOPE_MISSING R sha256:s /s" },
	{ "no release in the scope", CLAIM("c", "") "scope sha256:s\n  scope P /s "
	    "{'product':'product:acme/ic-22'" GOOD "}\n", "SCOPE_MISSING R sha256:s /s" },
	{ "a scope of another release", CLAIM("c", "") SCOPE("sha256:s", "5.4.1", GOOD),
	    "VERSION_MISMATCH R sha256:s /s" },
	{ "a scope of another product", CLAIM("c", "") "scope sha256:s\n  scope - /s "
	    "{'product':'product:acme/x','release':'release:acme/ic-22@5.4.2'" GOOD "}\n",
	    "VERSION_MISMATCH R sha256:s /s" },
	{ "two scopes, of this release and of the one before", CLAIM("c", "")
	    SCOPE("sha256:r", "5.4.1", GOOD) SCOPE("sha256:s", "5.4.2", GOOD), "" },
	{ "a claim that names the scope of the release before", CLAIM("c", ",'scope':'sha256:r'")
	    SCOPE("sha256:r", "5.4.1", GOOD) SCOPE("sha256:s", "5.4.2", GOOD),
	    "VERSION_MISMATCH R sha256:r /s" },
	{ "two claims, each with its own scope", CLAIM("a", ",'scope':'sha256:r'")
	    CLAIM("c", ",'scope':'sha256:s'")
	    SCOPE("sha256:r", "5.4.1", GOOD) SCOPE("sha256:s", "5.4.2", GOOD), "" },
	{ "two scopes of this release that differ", CLAIM("c", "")
	    SCOPE("sha256:r", "5.4.2", FULL ",'claimed':'FR1=1 FR2=2'")
	    SCOPE("sha256:s", "5.4.2", GOOD),
	    "EVIDENCE_CONFLICT R c /c; EVIDENCE_CONFLICT R sha256:r /s" },
	{ "a claim for another product says nothing here", CLAIM("c", "") "claim x\n"
	    "  claim product:acme/x /c {'vector':false,'level':'SL 1'}\n"
	    SCOPE("sha256:s", "5.4.2", GOOD), "" },
	{ "nor is it enough", "claim x\n  claim product:acme/x /c {'vector':true,'level':'" V "'}\n"
	    SCOPE("sha256:s", "5.4.2", GOOD), "SCOPE_MISSING R x /c" },
	{ "an item without a claim", "claim d\n" SCOPE("sha256:s", "5.4.2", GOOD),
	    "SCOPE_MISSING R d -" },
	{ "beside one with a good claim", CLAIM("c", "") "claim d\n"
	    SCOPE("sha256:s", "5.4.2", GOOD), "" },
	{ "no release is known", "case release=-\n" CLAIM("c", "")
	    SCOPE("sha256:s", "5.4.2", GOOD), "SUBJECT_UNKNOWN B - -" },
};

CASES_MAIN(a_claim_says_for_what_it_holds, &check_claim_has_scope, 0)
