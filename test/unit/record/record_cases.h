/* record_cases.h - one whole example of each kind of record, and what it states.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RECORD_CASES_H
#define RECORD_CASES_H

#include "base/base.h"

#define HEX64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define PRODUCT "'product':'product:acme/ic-22'"
#define RELEASE "'release':'release:acme/ic-22@5.4.2'"
#define ASSET "'asset':'asset:acme/ic-22#3101'"
#define PROCESS "'process':'process:acme/sdl@7'"
#define VECTOR "{'FR1':2,'FR2':2,'FR3':2,'FR4':1,'FR5':2,'FR6':1,'FR7':4}"
#define VECTOR_TEXT "'FR1=2 FR2=2 FR3=2 FR4=1 FR5=2 FR6=1 FR7=4'"
#define COMMON "'issued':'2026-07-01','issuer':'party:acme','valid_from':'2026-05-04'," \
	"'valid_until':'2026-12-31','note':'n',"

/* One kind with every member that it may have. required: names that must be there, of the
 * predicate and, behind a colon, of the elements of its list. fact: the predicate's own, in
 * canonical form. entry: the first of its list. made: of the observation, or of `issued`. */
static const struct kind_case {
	const char	*kind, *required;
	struct slice	 predicate;
	const char	*fact_name, *fact, *entry_name, *entry, *made;
	unsigned	 facts, mentions;
} kinds[] = {
	{ "identity_list", "batch product entries:serial certificate", SLICE_INIT("{" COMMON
	    "'batch':'C-2026-041'," PRODUCT ",'model':'IC-22','article':'0047022'," RELEASE
	    ",'entries':[{'serial':'3101','certificate':'sha256:" HEX64 "'},{'serial':"
	    "'3102','certificate':'sha256:" HEX64 "'}]}"),
	    "identity_list", "{'article':'0047022','batch':'C-2026-041','entries':2,'model':"
	    "'IC-22'," PRODUCT "," RELEASE "}", "identity", "{'batch':'C-2026-041',"
	    "'certificate':'sha256:" HEX64 "'," PRODUCT ",'serial':'3101'}",
	    "2026-07-01T00:00:00.000Z", 3, 9 },
	{ "identity_readout", "asset challenge challenged_by answered", SLICE_INIT("{" COMMON ASSET
	    ",'challenge':'" HEX64 "','challenged_by':'party:owner','answered':"
	    "'2026-06-30T08:41:10+02:00'}"), "readout", "{'answered':'2026-06-30T06:41:10.000Z',"
	    ASSET ",'challenge':'" HEX64 "','challenged_by':'party:owner'}", NULL, NULL,
	    "2026-06-30T06:41:10.000Z", 1, 1 },
	{ "custody_record", "batch origin destination handoffs:from to handed",
	    SLICE_INIT("{" COMMON "'batch':'batch:acme/C-2026-041','origin':'a',"
	    "'destination':'b','handoffs':["
	    "{'from':'a','to':'b','handed':'2026-06-11T06:30:00Z','received':"
	    "'2026-06-11T06:45:00Z','place':'p','receipt':'r'}]}"), "custody",
	    "{'batch':'batch:acme/C-2026-041','destination':'b','handoffs':1,'origin':'a'}",
	    "handoff", "{'from':'a','handed':'2026-06-11T06:30:00.000Z','ordinal':0,'place':"
	    "'p','receipt':'r','received':'2026-06-11T06:45:00.000Z','to':'b'}",
	    "2026-07-01T00:00:00.000Z", 2, 1 },
	{ "update_history", "covers_from covers_until complete changes:at to_version authorised",
	    SLICE_INIT("{" COMMON "'covers_from':'2026-05-04','covers_until':'2026-06-30',"
	    "'complete':true,'changes':[{'at':'2026-05-19T10:00:00Z','serial':'3101',"
	    "'from_version':'5.4.1','to_version':'5.4.2','authorised':false,'authorised_by':"
	    "'x','reason':'y'}]}"), "history", "{'changes':1,'complete':true,'covers_from':"
	    "'2026-05-04T00:00:00.000Z','covers_until':'2026-06-30T23:59:59.999Z'}", "change",
	    "{'at':'2026-05-19T10:00:00.000Z','authorised':false,'authorised_by':'x',"
	    "'from_version':'5.4.1','reason':'y','serial':'3101','to_version':'5.4.2'}",
	    "2026-07-01T00:00:00.000Z", 2, 1 },
	{ "configuration_baseline", "release settings", SLICE_INIT("{" COMMON RELEASE
	    ",'settings':{'a/b':'1','c~d':''}}"), "baseline", "{" RELEASE ",'settings':2}",
	    "setting", "{'name':'a/b','value':'1'}", "2026-07-01T00:00:00.000Z", 3, 1 },
	{ "configuration_export", "asset release taken settings", SLICE_INIT("{" COMMON ASSET ","
	    RELEASE ",'taken':'2026-06-30T09:40:00Z','settings':{'a':'1'}}"), "export",
	    "{" ASSET "," RELEASE ",'settings':1,'taken':'2026-06-30T09:40:00.000Z'}", "setting",
	    "{'name':'a','value':'1'}", "2026-06-30T09:40:00.000Z", 2, 2 },
	{ "support_period_statement", "support_end", SLICE_INIT("{" COMMON PRODUCT "," RELEASE
	    ",'support_start':'2026-05-04','support_end':'2036-12-31','policy':'p',"
	    "'maintenance':'m','source':'s'}"),
	    "support", "{'maintenance':'m','policy':'p'," PRODUCT "," RELEASE ",'source':'s',"
	    "'support_end':"
	    "'2036-12-31T23:59:59.999Z','support_start':'2026-05-04T00:00:00.000Z'}", NULL, NULL,
	    "2026-07-01T00:00:00.000Z", 1, 2 },
	{ "eol_statement", "", SLICE_INIT("{" COMMON PRODUCT "," RELEASE
	    ",'component':'pkg:generic/zlib@1.2.13','general_availability':'2022-10-13',"
	    "'end_of_sales':'2027-12-31','end_of_security_support':'2028-12-31',"
	    "'end_of_life':'2029-12-31','policy':'p','maintenance':'m','source':'s'}"),
	    "lifecycle", "{'component':'pkg:generic/zlib@1.2.13','end_of_life':"
	    "'2029-12-31T23:59:59.999Z','end_of_sales':'2027-12-31T23:59:59.999Z',"
	    "'end_of_security_support':'2028-12-31T23:59:59.999Z','general_availability':"
	    "'2022-10-13T00:00:00.000Z','maintenance':'m','policy':'p'," PRODUCT "," RELEASE
	    ",'source':'s'}", NULL, NULL, "2026-07-01T00:00:00.000Z", 1, 3 },
	{ "customer_notification", "about audience channel sent:by at", SLICE_INIT("{"
	    COMMON PRODUCT "," RELEASE ",'component':'pkg:generic/zlib@1.2.13','about':"
	    "'end_of_support','vulnerability':'CVE-2026-0001','end':'2028-12-31','audience':'a',"
	    "'recipients':['r'],'channel':'mail','sent':'2026-06-29','content':'sha256:" HEX64
	    "','reference':'x','acknowledged':[{'by':'b','at':'2026-06-30','reference':'y'}]}"),
	    "notification", "{'about':'end_of_support','acknowledged':1,'audience':'a','channel':"
	    "'mail','component':'pkg:generic/zlib@1.2.13','content':'sha256:" HEX64 "','end':"
	    "'2028-12-31T23:59:59.999Z'," PRODUCT ",'recipients':['r'],'reference':'x'," RELEASE
	    ",'sent':'2026-06-29T00:00:00.000Z','vulnerability':'CVE-2026-0001'}",
	    "acknowledgement", "{'at':'2026-06-30T00:00:00.000Z','by':'b','ordinal':0,"
	    "'reference':'y'}", "2026-06-29T00:00:00.000Z", 2, 4 },
	{ "patch_policy", "approved_by approved steps:step", SLICE_INIT("{" COMMON PRODUCT ","
	    RELEASE ",'zone':'zone:plant/line/1','approved_by':'p','approved':'2026-06-30',"
	    "'review':'2027-06-30','document':'sha256:" HEX64 "','source':'s','steps':[{'step':"
	    "'supply','party':'party:acme','role':'supplier','contact':'c'}],'within':[{'step':"
	    "'supply','severity':'critical','days':0}]}"), "patching", "{'approved':"
	    "'2026-06-30T00:00:00.000Z','approved_by':'p','document':'sha256:" HEX64 "',"
	    PRODUCT "," RELEASE ",'review':'2027-06-30T23:59:59.999Z','source':'s','steps':1,"
	    "'within':1,'zone':'zone:plant/line/1'}", "patch_step", "{'contact':'c','ordinal':0,"
	    "'party':'party:acme'," PRODUCT "," RELEASE ",'role':'supplier','step':'supply',"
	    "'zone':'zone:plant/line/1'}", "2026-06-30T00:00:00.000Z", 3, 5 },
	{ "market_placement_record", "placed", SLICE_INIT("{" COMMON PRODUCT "," RELEASE
	    ",'placed':'2026-05-04','market':'EU'}"), "placement",
	    "{'market':'EU','placed':'2026-05-04T00:00:00.000Z'," PRODUCT "," RELEASE "}", NULL,
	    NULL, "2026-07-01T00:00:00.000Z", 1, 2 },
	{ "planned_use", "product use_from use_until", SLICE_INIT("{" COMMON PRODUCT
	    ",'use_from':'2026-07-01','use_until':'2034-06-30','site':'s'}"), "use",
	    "{" PRODUCT ",'site':'s','use_from':'2026-07-01T00:00:00.000Z','use_until':"
	    "'2034-06-30T23:59:59.999Z'}", NULL, NULL, "2026-07-01T00:00:00.000Z", 1, 1 },
	{ "security_context", "", SLICE_INIT("{" COMMON PRODUCT "," RELEASE ",'guide':'SG 3.1',"
	    "'assumptions':['a firewall'],'countermeasures':['b','c']}"), "context",
	    "{'assumptions':['a firewall'],'countermeasures':['b','c'],'guide':'SG 3.1',"
	    PRODUCT "," RELEASE "}", NULL, NULL, "2026-07-01T00:00:00.000Z", 1, 2 },
	{ "capability_claim", "product level", SLICE_INIT("{" COMMON PRODUCT ",'level':" VECTOR
	    ",'edition':'iec62443-4-2:2019','scope':'sha256:" HEX64 "'}"), "claim",
	    "{'edition':'iec62443-4-2:2019','level':" VECTOR_TEXT "," PRODUCT ",'scope':"
	    "'sha256:" HEX64 "','vector':true}", NULL, NULL, "2026-07-01T00:00:00.000Z", 1, 2 },
	{ "scope_statement", "product release component_types configuration environment edition "
	    "claimed", SLICE_INIT("{" COMMON PRODUCT "," RELEASE
	    ",'component_types':['embedded_device']"
	    ",'configuration':'c','environment':'e','edition':'iec62443-4-2:2019','claimed':"
	    VECTOR ",'exclusions':['x'],'assumptions':['y']}"), "scope", "{'claimed':"
	    VECTOR_TEXT ",'component_types':['embedded_device'],'configuration':'c','edition':"
	    "'iec62443-4-2:2019','environment':'e','exclusions':['x']," PRODUCT "," RELEASE "}",
	    NULL, NULL, "2026-07-01T00:00:00.000Z", 1, 2 },
	{ "certificate_component", "scheme body number edition holder product firmware",
	    SLICE_INIT("{" COMMON "'scheme':'s','body':'party:b','number':'1','edition':'e',"
	    "'holder':'h',"
	    PRODUCT ",'model':'IC-22','firmware':'5.4.2','level':'SL 2','exclusions':'x'}"),
	    "certification", "{'body':'party:b','edition':'e','firmware':'5.4.2','holder':'h',"
	    "'level':'SL 2','model':'IC-22','number':'1'," PRODUCT ",'scheme':'s',"
	    "'vector':false}", NULL, NULL, "2026-07-01T00:00:00.000Z", 1, 2 },
	{ "certificate_system", "scheme body number edition holder product firmware",
	    SLICE_INIT("{" COMMON "'scheme':'s','body':'b','number':'1','edition':'e','holder':'h',"
	    PRODUCT ",'firmware':'5.4.x','level':" VECTOR "}"), "certification", "{'body':'b',"
	    "'edition':'e','firmware':'5.4.x','holder':'h','level':" VECTOR_TEXT ",'number':"
	    "'1'," PRODUCT ",'scheme':'s','vector':true}", NULL, NULL,
	    "2026-07-01T00:00:00.000Z", 1, 1 },
	{ "certificate_process", "scheme body number edition holder", SLICE_INIT("{" COMMON
	    "'scheme':'s','body':'b','number':'1','edition':'e','holder':'h','sites':"
	    "['site:acme/bremen'],'maturity':'ML3'}"), "certification", "{'body':'b','edition':"
	    "'e','holder':'h','number':'1','scheme':'s'}", NULL, NULL,
	    "2026-07-01T00:00:00.000Z", 1, 0 },
	{ "evaluation_report", "scheme body number edition holder product firmware",
	    SLICE_INIT("{" COMMON "'scheme':'s','body':'b','number':'1','edition':'e','holder':'h',"
	    PRODUCT ",'firmware':'5.4.2'}"), "evaluation", "{'body':'b','edition':'e','firmware':"
	    "'5.4.2','holder':'h','number':'1'," PRODUCT ",'scheme':'s'}", NULL, NULL,
	    "2026-07-01T00:00:00.000Z", 1, 1 },
	{ "declaration_of_conformity", "manufacturer product legislation", SLICE_INIT("{" COMMON
	    "'manufacturer':'m'," PRODUCT ",'legislation':['2024/2847'],'number':'7',"
	    "'models':['x'],'firmware':'5','standards':['e'],'body':'b','certificate':'c'}"),
	    "conformity",
	    "{'body':'b','certificate':'c','firmware':'5','legislation':['2024/2847'],"
	    "'manufacturer':'m','models':['x'],'number':'7'," PRODUCT ",'standards':['e']}", NULL,
	    NULL, "2026-07-01T00:00:00.000Z", 1, 1 },
	{ "seller_declaration", "seller text", SLICE_INIT("{" COMMON "'seller':'s','text':'t',"
	    "'product':'IC-22'}"), "declaration", "{'product':'IC-22','seller':'s','text':'t'}",
	    NULL, NULL, "2026-07-01T00:00:00.000Z", 1, 1 },
	{ "retention_record", "owner until location", SLICE_INIT("{" COMMON "'batch':'b','product':"
	    "'product:acme/ic-22','owner':'o','until':'2041-12-31','location':'l','refresh':"
	    "['x']}"), "retention", "{'batch':'b','location':'l','owner':'o'," PRODUCT
	    ",'until':'2041-12-31T23:59:59.999Z'}", NULL, NULL, "2026-07-01T00:00:00.000Z", 1, 2 },
	{ "attestation_result", "asset release baseline result attested",
	    SLICE_INIT("{" COMMON ASSET "," RELEASE ",'baseline':'sha256:" HEX64 "',"
	    "'result':'equal','attested':"
	    "'2026-06-30T09:00:00.5Z'}"), "attestation", "{" ASSET ",'attested':"
	    "'2026-06-30T09:00:00.500Z','baseline':'sha256:" HEX64 "'," RELEASE ",'result':"
	    "'equal'}", NULL, NULL, "2026-06-30T09:00:00.500Z", 1, 3 },
	{ "visual_inspection", "batch inspector inspected result",
	    SLICE_INIT("{" COMMON "'batch':'b',"
	    "'inspector':'i','inspected':'2026-06-29','result':'ok','serials':['3101',"
	    "'3102']}"), "inspection", "{'batch':'b','inspected':'2026-06-29T00:00:00.000Z',"
	    "'inspector':'i','result':'ok'}", NULL, NULL, "2026-06-29T00:00:00.000Z", 1, 3 },
	{ "requirement_mapping", "edition rows:requirement status", SLICE_INIT("{" COMMON PRODUCT
	    "," RELEASE ",'process':'process:acme/sdl@7','edition':'iec62443-4-2:2019',"
	    "'component_types':['embedded_device'],'table':'sha256:" HEX64 "','map':'m','rows':["
	    "{'requirement':'CR-1.1','status':'met','claim':'yes','reason':'r','limitation':'l',"
	    "'confidence':'direct','evidence':['sha256:" HEX64 "'],'named':['TR-1'],'measure':"
	    "'m','measure_evidence':['sha256:" HEX64 "'],'responsible':'party:acme','due':"
	    "'2026-12-31','cell':'A!B2'}]}"), "mapping", "{'component_types':['embedded_device'],"
	    "'edition':'iec62443-4-2:2019','process':'process:acme/sdl@7'," PRODUCT "," RELEASE
	    ",'rows':1,'table':'sha256:" HEX64 "'}", "requirement", "{'cell':'A!B2','claim':'yes',"
	    "'confidence':'direct','due':'2026-12-31T23:59:59.999Z','edition':"
	    "'iec62443-4-2:2019','evidence':['sha256:" HEX64 "'],'limitation':'l','measure':'m',"
	    "'measure_evidence':['sha256:" HEX64 "'],'named':['TR-1'],'ordinal':0,'process':"
	    "'process:acme/sdl@7','reason':'r'," RELEASE ",'requirement':'CR-1.1','responsible':"
	    "'party:acme','status':'met'}", "2026-07-01T00:00:00.000Z", 2, 7 },
	{ "responsibility_matrix", "subject rows:topic duty", SLICE_INIT("{" COMMON "'subject':"
	    "'product:acme/ic-22','contract':'C-7','table':'sha256:" HEX64 "','rows':[{'topic':"
	    "'CR 1.1','duty':'produce','stage':'design','party':'party:acme','role':'supplier',"
	    "'contact':'psirt','to':'party:plant','consulted':['party:x'],'informed':['y'],"
	    "'kind':'sbom','retention_owner':'party:acme','due':'2026-12-31','evidence':["
	    "'sha256:" HEX64 "'],'named':['TR-1'],'location':'safe','assumption':'a firewall',"
	    "'cell':'A!B2','table':'sha256:" HEX64 "'}]}"), "matrix", "{'contract':'C-7','rows':1,"
	    "'subject':'product:acme/ic-22','table':'sha256:" HEX64 "'}", "responsibility",
	    "{'assumption':'a firewall','cell':'A!B2','consulted':['party:x'],'contact':'psirt',"
	    "'due':'2026-12-31T23:59:59.999Z','duty':'produce','evidence':['sha256:" HEX64 "'],"
	    "'informed':['y'],'kind':'sbom','location':'safe','named':['TR-1'],'ordinal':0,"
	    "'party':'party:acme','retention_owner':'party:acme','role':'supplier','stage':"
	    "'design','subject':'product:acme/ic-22','table':'sha256:" HEX64 "','to':"
	    "'party:plant','topic':'CR 1.1'}", "2026-07-01T00:00:00.000Z", 2, 7 },
	{ "capability_test_report", "release tester performed tests:name result",
	    SLICE_INIT("{" COMMON RELEASE ",'tester':'t','independence':'other_person',"
	    "'performed':'2026-06-29','method':'m','edition':'e','source':'sha256:" HEX64
	    "','tests':[{'name':'n','requirement':'CR-1.1','result':'passed','note':'x'}]}"),
	    "test_run",
	    "{'edition':'e','independence':'other_person','method':'m','performed':"
	    "'2026-06-29T00:00:00.000Z'," RELEASE ",'source':'sha256:" HEX64 "','tester':'t',"
	    "'tests':1}", "test", "{'edition':'e','name':'n','note':'x','ordinal':0," RELEASE
	    ",'requirement':'CR-1.1','result':'passed'}", "2026-06-29T00:00:00.000Z", 2, 2 },
	{ "test_report", "release tester performed tests:name result",
	    SLICE_INIT("{" COMMON RELEASE ",'tester':'t','independence':'other_person',"
	    "'performed':'2026-06-29','method':'m','edition':'e','source':'sha256:" HEX64
	    "','tests':[{'name':'n','requirement':'CR-1.1','result':'passed','note':'x'}]}"),
	    "test_run",
	    "{'edition':'e','independence':'other_person','method':'m','performed':"
	    "'2026-06-29T00:00:00.000Z'," RELEASE ",'source':'sha256:" HEX64 "','tester':'t',"
	    "'tests':1}", "test", "{'edition':'e','name':'n','note':'x','ordinal':0," RELEASE
	    ",'requirement':'CR-1.1','result':'passed'}", "2026-06-29T00:00:00.000Z", 2, 2 },
	{ "lab_report", "release tester performed tests:name result",
	    SLICE_INIT("{" COMMON RELEASE ",'tester':'t','independence':'other_person',"
	    "'performed':'2026-06-29','method':'m','edition':'e','source':'sha256:" HEX64
	    "','tests':[{'name':'n','requirement':'CR-1.1','result':'passed','note':'x'}]}"),
	    "test_run",
	    "{'edition':'e','independence':'other_person','method':'m','performed':"
	    "'2026-06-29T00:00:00.000Z'," RELEASE ",'source':'sha256:" HEX64 "','tester':'t',"
	    "'tests':1}", "test", "{'edition':'e','name':'n','note':'x','ordinal':0," RELEASE
	    ",'requirement':'CR-1.1','result':'passed'}", "2026-06-29T00:00:00.000Z", 2, 2 },
	{ "pentest_report", "release tester performed tests:name result",
	    SLICE_INIT("{" COMMON RELEASE ",'tester':'t','independence':'other_person',"
	    "'performed':'2026-06-29','method':'m','edition':'e','source':'sha256:" HEX64
	    "','tests':[{'name':'n','requirement':'CR-1.1','result':'passed','note':'x'}]}"),
	    "test_run",
	    "{'edition':'e','independence':'other_person','method':'m','performed':"
	    "'2026-06-29T00:00:00.000Z'," RELEASE ",'source':'sha256:" HEX64 "','tester':'t',"
	    "'tests':1}", "test", "{'edition':'e','name':'n','note':'x','ordinal':0," RELEASE
	    ",'requirement':'CR-1.1','result':'passed'}", "2026-06-29T00:00:00.000Z", 2, 2 },
	{ "fuzz_report", "release tester performed tests:name result",
	    SLICE_INIT("{" COMMON RELEASE ",'tester':'t','independence':'other_person',"
	    "'performed':'2026-06-29','method':'m','edition':'e','source':'sha256:" HEX64
	    "','tests':[{'name':'n','requirement':'CR-1.1','result':'passed','note':'x'}]}"),
	    "test_run",
	    "{'edition':'e','independence':'other_person','method':'m','performed':"
	    "'2026-06-29T00:00:00.000Z'," RELEASE ",'source':'sha256:" HEX64 "','tester':'t',"
	    "'tests':1}", "test", "{'edition':'e','name':'n','note':'x','ordinal':0," RELEASE
	    ",'requirement':'CR-1.1','result':'passed'}", "2026-06-29T00:00:00.000Z", 2, 2 },
	{ "compensating_control_record", "release edition requirement measure owner", SLICE_INIT(
	    "{" COMMON RELEASE ",'zone':'zone:plant/line/1','edition':'e','requirement':'CR-1.1',"
	    "'measure':'m','owner':'party:plant','due':'2026-12-31','evidence':['sha256:" HEX64
	    "']}"), "measure", "{'due':'2026-12-31T23:59:59.999Z','edition':'e','evidence':["
	    "'sha256:" HEX64 "'],'measure':'m','owner':'party:plant'," RELEASE
	    ",'requirement':'CR-1.1','zone':'zone:plant/line/1'}", NULL, NULL,
	    "2026-07-01T00:00:00.000Z", 1, 4 },
	{ "security_level_target", "zone target edition risk_assessment owner review", SLICE_INIT(
	    "{" COMMON "'zone':'zone:plant/line/1','target':" VECTOR ",'edition':'e',"
	    "'risk_assessment':'sha256:" HEX64 "','owner':'o','review':'2027-06-30'}"), "target",
	    "{'edition':'e','owner':'o','review':'2027-06-30T23:59:59.999Z','risk_assessment':"
	    "'sha256:" HEX64 "','target':" VECTOR_TEXT ",'zone':'zone:plant/line/1'}", NULL, NULL,
	    "2026-07-01T00:00:00.000Z", 1, 2 },
	{ "security_level_achieved", "zone text stated_by stated", SLICE_INIT("{" COMMON
	    "'zone':'zone:plant/line/1','text':'t','stated_by':'s','stated':'2026-06-29'}"),
	    "achieved", "{'stated':'2026-06-29T00:00:00.000Z','stated_by':'s','text':'t',"
	    "'zone':'zone:plant/line/1'}", NULL, NULL, "2026-06-29T00:00:00.000Z", 1, 1 },
	{ "process_description", "process requirements approved_by approved", SLICE_INIT("{" COMMON
	    PROCESS ",'requirements':['SM-1'],'roles':['developer'],'approved_by':'x',"
	    "'approved':'2026-06-29','document':'sha256:" HEX64 "'}"), "written",
	    "{'approved':'2026-06-29T00:00:00.000Z','approved_by':'x','document':'sha256:" HEX64
	    "'," PROCESS ",'requirements':['SM-1'],'roles':['developer']}", NULL, NULL,
	    "2026-06-29T00:00:00.000Z", 1, 2 },
	{ "policy", "process requirements approved_by approved", SLICE_INIT("{" COMMON
	    PROCESS ",'requirements':['SM-1'],'roles':['developer'],'approved_by':'x',"
	    "'approved':'2026-06-29','document':'sha256:" HEX64 "'}"), "written",
	    "{'approved':'2026-06-29T00:00:00.000Z','approved_by':'x','document':'sha256:" HEX64
	    "'," PROCESS ",'requirements':['SM-1'],'roles':['developer']}", NULL, NULL,
	    "2026-06-29T00:00:00.000Z", 1, 2 },
	{ "training_record", "process role held", SLICE_INIT("{" COMMON PROCESS ",'role':'r',"
	    "'person':'p','held':'2026-06-29','document':'sha256:" HEX64 "'}"), "training",
	    "{'document':'sha256:" HEX64 "','held':'2026-06-29T00:00:00.000Z','person':'p',"
	    PROCESS ",'role':'r'}", NULL, NULL, "2026-06-29T00:00:00.000Z", 1, 2 },
	{ "process_record", "process release requirements performed performed_by", SLICE_INIT("{"
	    COMMON PROCESS "," RELEASE ",'requirements':['SM-1'],'performed':'2026-06-29',"
	    "'performed_by':'p','independence':'other_person','document':'sha256:" HEX64 "'}"),
	    "execution", "{'document':'sha256:" HEX64 "','independence':'other_person',"
	    "'performed':'2026-06-29T00:00:00.000Z','performed_by':'p'," PROCESS "," RELEASE
	    ",'requirements':['SM-1']}", NULL, NULL, "2026-06-29T00:00:00.000Z", 1, 3 },
	{ "role_matrix", "process roles:person role", SLICE_INIT("{" COMMON PROCESS
	    ",'roles':[{'person':'p','role':'r'}]}"), "roles", "{" PROCESS ",'roles':1}", "role",
	    "{'ordinal':0,'person':'p'," PROCESS ",'role':'r'}", "2026-07-01T00:00:00.000Z", 2, 1 },
	{ "metrics_report", "process requirements indicator points:at value", SLICE_INIT("{" COMMON
	    PROCESS ",'requirements':['DM-6'],'indicator':'i','change':'c','points':["
	    "{'at':'2026-06-29','value':'3'}]}"), "indicator", "{'change':'c','indicator':'i',"
	    "'points':1," PROCESS ",'requirements':['DM-6']}", "point",
	    "{'at':'2026-06-29T00:00:00.000Z','ordinal':0,'value':'3'}",
	    "2026-07-01T00:00:00.000Z", 2, 1 },
	{ "scope_decision", "process rule from until population releases", SLICE_INIT("{" COMMON
	    PROCESS ",'rule':'r','from':'2026-01-01','until':'2026-06-30','population':['a','b'],"
	    "'releases':['a']}"), "sample", "{'from':'2026-01-01T00:00:00.000Z','population':["
	    "'a','b']," PROCESS ",'releases':['a'],'rule':'r','until':"
	    "'2026-06-30T23:59:59.999Z'}", NULL, NULL, "2026-07-01T00:00:00.000Z", 1, 1 },
	{ "certificate_lookup", "body number register looked_up looked_up_by status", SLICE_INIT(
	    "{" COMMON "'body':'b','number':'n','register':'r','looked_up':'2026-06-29',"
	    "'looked_up_by':'x','status':'suspended'}"), "lookup", "{'body':'b','looked_up':"
	    "'2026-06-29T00:00:00.000Z','looked_up_by':'x','number':'n','register':'r',"
	    "'status':'suspended'}", NULL, NULL, "2026-06-29T00:00:00.000Z", 1, 0 },
	{ "certificate_management_system", "scheme body number edition holder", SLICE_INIT("{"
	    COMMON "'scheme':'s','body':'b','number':'n','edition':'e','holder':'h','sites':"
	    "['x'],'maturity':'m'}"), "certification", "{'body':'b','edition':'e','holder':'h',"
	    "'number':'n','scheme':'s'}", NULL, NULL, "2026-07-01T00:00:00.000Z", 1, 0 },
	{ "hardening_check", "release checked guide result", SLICE_INIT("{" COMMON RELEASE
	    ",'checked':'2026-06-29','guide':'g','result':'not_ok','deviations':['d']}"),
	    "hardening", "{'checked':'2026-06-29T00:00:00.000Z','guide':'g'," RELEASE
	    ",'result':'not_ok'}", NULL, NULL, "2026-06-29T00:00:00.000Z", 1, 1 },
};

#endif
