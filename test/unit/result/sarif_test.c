/* sarif_test.c - SARIF: kinds, levels, suppressions, rules, versions, what is refused and where.
 * SPDX-License-Identifier: Apache-2.0 */
#include "reports.h"

#include "codec/json.h"
#include "result/sarif.h"

#define LOG(runs) SLICE_INIT("{'version':'2.1.0','runs':[" runs "]}")
#define RUN(rules, rest) "{'tool':{'driver':{'name':'t','rules':[" rules "]}}" rest "}"
#define RESULTS(list) LOG(RUN("{'id':'R1'}", ",'results':[" list "]"))
#define SAYS(members) "{'ruleId':'R1','message':{'text':'m'}" members "}"

static const struct report_case cases[] = {
	{ "no kind is a failure", RESULTS(SAYS("")), OK, "R1=failed[R1] (m)" },
	{ "fail, a note", RESULTS(SAYS(",'kind':'fail','level':'note'")), OK, "R1=failed[R1] (m)" },
	{ "fail, none", RESULTS(SAYS(",'level':'none'")), OK, "R1=failed[R1] (m)" },
	{ "pass", RESULTS(SAYS(",'kind':'pass'")), OK, "R1=passed[R1] (m)" },
	{ "pass, level none", RESULTS(SAYS(",'kind':'pass','level':'none'")), OK,
	    "R1=passed[R1] (m)" },
	{ "open", RESULTS(SAYS(",'kind':'open'")), OK, "R1=skipped[R1] (open)" },
	{ "review", RESULTS(SAYS(",'kind':'review'")), OK, "R1=skipped[R1] (review)" },
	{ "informational", RESULTS(SAYS(",'kind':'informational'")), OK,
	    "R1=skipped[R1] (informational)" },
	{ "notApplicable", RESULTS(SAYS(",'kind':'notApplicable'")), OK,
	    "R1=skipped[R1] (notApplicable)" },
	{ "suppressed", RESULTS(SAYS(",'suppressions':[{'kind':'inSource'}]")), OK,
	    "R1=skipped[R1] (suppressed)" },
	{ "accepted", RESULTS(SAYS(",'suppressions':[{'status':'accepted'}]")), OK,
	    "R1=skipped[R1] (suppressed)" },
	{ "under review", RESULTS(SAYS(",'suppressions':[{'status':'underReview'}]")), OK,
	    "R1=failed[R1] (m)" },
	{ "one of them rejected", RESULTS(SAYS(",'suppressions':[{'kind':'inSource'},"
	    "{'status':'rejected'}]")), OK, "R1=failed[R1] (m)" },
	{ "no suppression", RESULTS(SAYS(",'suppressions':[]")), OK, "R1=failed[R1] (m)" },
	{ "nothing known of suppressions", RESULTS(SAYS(",'suppressions':null")), OK,
	    "R1=failed[R1] (m)" },
	{ "a suppression without a status, one accepted", RESULTS(SAYS(",'suppressions':[{'kind':"
	    "'external'},{'kind':'external','status':'accepted'}]")), OK,
	    "R1=skipped[R1] (suppressed)" },
	{ "absent from this run", RESULTS(SAYS(",'baselineState':'absent'")), OK,
	    "R1=skipped[R1] (absent from this run)" },
	{ "unchanged", RESULTS(SAYS(",'baselineState':'unchanged'")), OK, "R1=failed[R1] (m)" },
	{ "the run did not succeed", LOG(RUN("", ",'invocations':[{'executionSuccessful':false}],"
	    "'results':[" SAYS(",'kind':'pass'") "," SAYS("") "]")), OK,
	    "R1=error[R1] (the run did not succeed); R1=failed[R1] (m)" },
	{ "tags, requirement and rule", LOG(RUN("{'id':'R1','properties':{'tags':['CR-1.1']},"
	    "'relationships':[{'target':{'id':'CR 1.2'}}]}", ",'results':[{'ruleIndex':0,"
	    "'message':{'text':'m'},'taxa':[{'id':'CR 1.3'}],"
	    "'properties':{'requirement':['CR 1.4'],'tags':['x']}}]")), OK,
	    "R1=failed[!CR 1.4,x,CR-1.1,R1,CR 1.3,CR 1.2] (m)" },
	{ "how a rule is related", LOG(RUN("{'id':'R1','relationships':["
	    "{'target':{'id':'CR 1.1'},'kinds':['superset']},"
	    "{'target':{'id':'CR 1.2'},'kinds':['disjoint']},"
	    "{'target':{'id':'CR 1.3'},'kinds':['incomparable','canFollow']},"
	    "{'target':{'id':'CR 1.4'},'kinds':['incomparable','relevant']},"
	    "{'target':{'id':'CR 1.5'},'kinds':[]},{'target':{'id':'CR 1.6'},'kinds':['x']}]}",
	    ",'results':[{'ruleIndex':0,'kind':'pass','taxa':[{'id':'CR 1.7'}]}]")), OK,
	    "R1=passed[R1,CR 1.7,CR 1.1,CR 1.4,CR 1.5]" },
	{ "a part of a rule, and where", LOG(RUN("{'id':'R1','properties':{'tags':['CR-1.1']}}",
	    ",'results':[{'ruleId':'R1/2','locations':[{'physicalLocation':{'artifactLocation':"
	    "{'uri':'a.c'},'region':{'startLine':7}}}]}]")), OK,
	    "R1/2 (a.c:7)=failed[CR-1.1,R1/2]" },
	{ "a rule of an extension", LOG("{'tool':{'driver':{'name':'t'},'extensions':[{'rules':["
	    "{'id':'E','properties':{'tags':['CR-1.1']}}]}]},'results':[{'rule':{'id':'E',"
	    "'index':0,'toolComponent':{'index':0}}}]}"), OK, "E=failed[CR-1.1,E]" },
	{ "versions", LOG(RUN("", ",'properties':{'productVersion':'5.4.2'},'automationDetails':"
	    "{'id':'nightly/release:acme/ic-22@5.4.2/1'},'versionControlProvenance':["
	    "{'repositoryUri':'u','revisionTag':'v5.4.2'}],'results':[]")), OK,
	    " @5.4.2 @release:acme/ic-22@5.4.2 @v5.4.2" },
	{ "it could not begin", LOG(RUN("", ",'results':null")), OK, "" },
	{ "no runs", LOG(""), OK, "" },
	{ "no object", SLICE_INIT("^[]"), E_SCHEMA, NULL },
	{ "no version", SLICE_INIT("^{'runs':[]}"), E_SCHEMA, NULL },
	{ "another version", SLICE_INIT("{'version':^'2.0.0','runs':[]}"), E_SCHEMA, NULL },
	{ "runs that are none", SLICE_INIT("{'version':'2.1.0','runs':^{}}"), E_SCHEMA, NULL },
	{ "no tool", LOG("^{'results':[]}"), E_SCHEMA, NULL },
	{ "a result that is none", RESULTS("^1"), E_SCHEMA, NULL },
	{ "another kind", RESULTS(SAYS(",'kind':^'passed'")), E_SCHEMA, NULL },
	{ "another level", RESULTS(SAYS(",'level':^'fatal'")), E_SCHEMA, NULL },
	{ "a kind that has no level", RESULTS("^" SAYS(",'kind':'pass','level':'error'")), E_SCHEMA,
	    NULL },
	{ "another status", RESULTS(SAYS(",'suppressions':[{'status':^'yes'}]")), E_SCHEMA, NULL },
	{ "another state", RESULTS(SAYS(",'baselineState':^'gone'")), E_SCHEMA, NULL },
	{ "no such rule", RESULTS("^{'ruleIndex':1}"), E_SCHEMA, NULL },
	{ "another rule than its id says", RESULTS("^{'ruleId':'R2','ruleIndex':0}"), E_SCHEMA,
	    NULL },
	{ "two rules", RESULTS("^{'ruleId':'R1','rule':{'id':'R2'}}"), E_SCHEMA, NULL },
	{ "no such extension", RESULTS("{'rule':{'index':0,'toolComponent':^{'index':0}}}"),
	    E_SCHEMA, NULL },
	{ "a rule without an id", LOG(RUN("^{}", ",'results':[]")), E_SCHEMA, NULL },
	{ "whether it succeeded is not said", LOG(RUN("", ",'invocations':[^{}]")), E_SCHEMA,
	    NULL },
	{ "results elsewhere", LOG(RUN("", ",'externalPropertyFileReferences':^{'results':[]}")),
	    E_SCHEMA, NULL },
};

static void
logs_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(MIB(4));
		struct test_report r = {0};
		struct err e = {0};
		struct value v;
		uint64_t at;
		struct slice in = spelt(&a, cases[i].in, &at);
		assert_false(failed(json_tree(in, MIB(1), &a, &v, NULL)));
		struct rc done = sarif_read(&v, &a, &r, &e);
		check_case(&cases[i], &a, done, &e, &r, at);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(logs_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
