/* conflict_test.c - statements of one kind about one thing that disagree.
 * SPDX-License-Identifier: Apache-2.0 */
#include "eval_make.h"

#define ALL "#3101,#3102,#3103 "
#define PASS ALL "pass"
#define BOM ONE_NEED("kind: sbom, unsigned: allowed")
#define VEX ONE_NEED("kind: vex_statement, unsigned: allowed")
#define CLAIM ONE_NEED("kind: capability_claim, unsigned: allowed")
#define LIST ONE_NEED("kind: identity_list, unsigned: allowed")
#define SAYS(v, status) "  status R /" v " {'vulnerability':'" v "','product':'p','status':'" \
    status "'}\n"

static const struct eval_case cases[] = {
	{ "two that agree", VEX, "item a kind=vex_statement\n" SAYS("v", "fixed")
	    "item b kind=vex_statement\n" SAYS("v", "fixed"), PASS, NULL },
	{ "two that disagree", VEX, "item a kind=vex_statement\n" SAYS("v", "fixed")
	    "item b kind=vex_statement\n" SAYS("v", "affected"),
	    ALL "indeterminate remediate: EVIDENCE_CONFLICT R a /v; EVIDENCE_CONFLICT R b /v",
	    "" },
	{ "about another key", VEX, "item a kind=vex_statement\n" SAYS("v", "fixed")
	    "item b kind=vex_statement\n" SAYS("w", "affected"), PASS, NULL },
	{ "keys that would spell the same", VEX,
	    "item a kind=vex_statement\n  status R /1 {'vulnerability':'a','product':'b:1:c',"
	    "'status':'fixed'}\n"
	    "item b kind=vex_statement\n  status R /1 {'vulnerability':'a:5:b','product':'c',"
	    "'status':'affected'}\n", PASS, NULL },
	{ "about another subject", VEX, "item a kind=vex_statement\n" SAYS("v", "fixed")
	    "item b kind=vex_statement\n  status P /v {'vulnerability':'v','product':'p',"
	    "'status':'affected'}\n", PASS, NULL },
	{ "two facts of one item are its own matter", VEX, "item a kind=vex_statement\n"
	    SAYS("v", "fixed") SAYS("v", "affected"), PASS, NULL },
	{ "three, of which the last disagrees", VEX, "item a kind=vex_statement\n"
	    SAYS("v", "fixed") "item b kind=vex_statement\n" SAYS("v", "fixed")
	    "item c kind=vex_statement\n" SAYS("v", "affected"),
	    ALL "indeterminate remediate: EVIDENCE_CONFLICT R a /v; EVIDENCE_CONFLICT R c /v",
	    NULL },
	{ "a member that one lacks is no contradiction", CLAIM,
	    "item a kind=capability_claim\n  claim P /c {'level':'x'}\n"
	    "item b kind=capability_claim\n  claim P /c {'level':'x','edition':'2013'}\n", PASS,
	    NULL },
	{ "one that is silent hides no other two", CLAIM,
	    "item a kind=capability_claim\n  claim P /c {'level':'x'}\n"
	    "item b kind=capability_claim\n  claim P /c {'level':'x','edition':'2013'}\n"
	    "item c kind=capability_claim\n  claim P /c {'level':'x','edition':'2019'}\n",
	    ALL "indeterminate remediate: EVIDENCE_CONFLICT P b /c; EVIDENCE_CONFLICT P c /c",
	    NULL },
	{ "about one asset", LIST, "item a kind=identity_list\n  identity #3102 /1 "
	    "{'certificate':'d1'}\nitem b kind=identity_list\n  identity #3102 /2 "
	    "{'certificate':'d2'}\n", "#3101,#3103 pass\n#3102 indeterminate remediate: "
	    "EVIDENCE_CONFLICT #3102 a /1; EVIDENCE_CONFLICT #3102 b /2", NULL },
	{ "about an asset that is not assessed", LIST,
	    "item a kind=identity_list\n  identity #9999 "
	    "/1 {'certificate':'d1'}\nitem b kind=identity_list\n  identity #9999 /2 "
	    "{'certificate':'d2'}\n", PASS, NULL },
	{ "about another release", ONE_NEED("kind: firmware_manifest, unsigned: allowed"),
	    "item a kind=firmware_manifest\n  image release:acme/ic-22@1 /1 {'name':'n','digest':"
	    "'d1'}\nitem b kind=firmware_manifest\n  image release:acme/ic-22@1 /2 {'name':'n',"
	    "'digest':'d2'}\n", PASS, NULL },
	{ "one that is not admitted contradicts nobody", VEX, "item a kind=vex_statement\n"
	    SAYS("v", "fixed") "item b kind=vex_statement bound=-\n" SAYS("v", "affected"), PASS,
	    NULL },
	{ "two kinds that one need admits", ONE_NEED("kind: conformity_certificate, "
	    "unsigned: allowed"), "item a kind=certificate_component\n"
	    "  certification P /1 {'number':'7','edition':'2013'}\n"
	    "item b kind=certificate_process\n"
	    "  certification P /1 {'number':'7','edition':'2019'}\n", PASS, NULL },
	{ "settings tell different parts of a story",
	    ONE_NEED("kind: configuration_export, unsigned: allowed"),
	    "item a kind=configuration_export\n  setting R /1 {'name':'n','value':'1'}\n"
	    "item b kind=configuration_export\n  setting R /1 {'name':'n','value':'2'}\n", PASS,
	    NULL },
	{ "a number and a text", BOM, "item a kind=sbom\n  bom R / {'name':'n','version':'v',"
	    "'image':1}\nitem b kind=sbom\n  bom R / {'name':'n','version':'v','image':'1'}\n",
	    ALL "indeterminate remediate: EVIDENCE_CONFLICT R a /; EVIDENCE_CONFLICT R b /", NULL },
};

static void
what_disagrees_tells_nothing(void **state)
{
	(void)state;
	eval_table(cases, COUNT(cases));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_disagrees_tells_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
