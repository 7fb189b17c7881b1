/* configuration_matches_baseline_test.c - settings of a sample against the accepted ones.
 * SPDX-License-Identifier: Apache-2.0 */
#include "case_make.h"

#define BASELINE(id, release, count) "baseline " id "\n  baseline release:acme/ic-22@" release \
    " / {'release':'release:acme/ic-22@" release "','settings':" count "}\n"
#define SAMPLE(id, asset, release, count) "sample " id "\n  export " asset \
    " / {'release':'release:acme/ic-22@" release "','settings':" count "}\n"
#define SET(name, value) "  setting R /" name " {'name':'" name "','value':'" value "'}\n"
#define AB SET("a", "1") SET("b", "2")

static const struct check_case cases[] = {
	{ "nothing admitted says nothing", "", "" },
	{ "the same settings in another order", BASELINE("b", "5.4.2", "2") AB
	    SAMPLE("s", "#3101", "5.4.2", "2") SET("b", "2") SET("a", "1"), "" },
	{ "another value is named at both", BASELINE("b", "5.4.2", "2") AB
	    SAMPLE("s", "#3101", "5.4.2", "2") SET("a", "1") SET("b", "3"),
	    "BASELINE_MISMATCH R b /b; BASELINE_MISMATCH R s /b" },
	{ "one setting more", BASELINE("b", "5.4.2", "2") AB
	    SAMPLE("s", "#3101", "5.4.2", "3") AB SET("c", "1"), "BASELINE_MISMATCH R s /c" },
	{ "one setting less", BASELINE("b", "5.4.2", "2") AB
	    SAMPLE("s", "#3101", "5.4.2", "1") SET("a", "1"), "BASELINE_MISMATCH R b /b" },
	{ "values that are no text", BASELINE("b", "5.4.2", "1")
	    "  setting R /a {'name':'a','value':5}\n" SAMPLE("s", "#3101", "5.4.2", "1")
	    "  setting R /a {'name':'a','value':6}\n",
	    "BASELINE_MISMATCH R b /a; BASELINE_MISMATCH R s /a" },
	{ "a number is no text", BASELINE("b", "5.4.2", "1")
	    "  setting R /a {'name':'a','value':5}\n" SAMPLE("s", "#3101", "5.4.2", "1")
	    SET("a", "5"), "BASELINE_MISMATCH R b /a; BASELINE_MISMATCH R s /a" },
	{ "no value on either side", BASELINE("b", "5.4.2", "1") "  setting R /a {'name':'a'}\n"
	    SAMPLE("s", "#3101", "5.4.2", "1") "  setting R /a {'name':'a'}\n",
	    "BASELINE_MISMATCH R b /a; BASELINE_MISMATCH R s /a" },
	{ "a setting twice with two values", BASELINE("b", "5.4.2", "2") SET("a", "1") SET("a", "2")
	    SAMPLE("s", "#3101", "5.4.2", "2") SET("a", "1") SET("a", "2"),
	    "BASELINE_MISMATCH R b /a; BASELINE_MISMATCH R s /a" },
	{ "the baseline of another release", BASELINE("b", "5.4.1", "2") AB
	    SAMPLE("s", "#3101", "5.4.2", "2") AB, "BASELINE_MISMATCH R b /" },
	{ "baselines of two releases", BASELINE("a", "5.4.1", "1") SET("a", "9")
	    BASELINE("b", "5.4.2", "2") AB SAMPLE("s", "#3101", "5.4.2", "2") AB, "" },
	{ "a sample of another release", BASELINE("b", "5.4.2", "2") AB
	    SAMPLE("s", "#3101", "5.4.1", "2") AB, "BASELINE_MISMATCH R s /" },
	{ "a sample of a device that is not assessed", BASELINE("b", "5.4.2", "2") AB
	    SAMPLE("s", "#9999", "5.4.2", "2") AB, "EVIDENCE_UNBOUND R s /" },
	{ "such a sample beside a good one", BASELINE("b", "5.4.2", "2") AB
	    SAMPLE("s", "#3101", "5.4.2", "2") AB SAMPLE("z", "#9999", "5.4.2", "1")
	    SET("a", "9"), "" },
	{ "where no asset is named any sample will do", "case assets=-\n"
	    BASELINE("b", "5.4.2", "2") AB SAMPLE("s", "#9999", "5.4.2", "2") AB, "" },
	{ "two samples, one of them wrong", BASELINE("b", "5.4.2", "2") AB
	    SAMPLE("s", "#3101", "5.4.2", "2") AB SAMPLE("z", "#3102", "5.4.2", "2")
	    SET("a", "1") SET("b", "9"), "BASELINE_MISMATCH R b /b; BASELINE_MISMATCH R z /b" },
	{ "a baseline that lost a setting", BASELINE("b", "5.4.2", "2") SET("a", "1")
	    SAMPLE("s", "#3101", "5.4.2", "2") AB, "CARRIER_INCOMPLETE R b /" },
	{ "a sample that lost a setting", BASELINE("b", "5.4.2", "2") AB
	    SAMPLE("z", "#3102", "5.4.2", "2") SET("b", "2"), "CARRIER_INCOMPLETE R z /" },
	{ "another that did not makes up for it", BASELINE("b", "5.4.2", "2") AB
	    SAMPLE("s", "#3101", "5.4.2", "2") AB SAMPLE("z", "#3102", "5.4.2", "2")
	    SET("b", "2"), "" },
	{ "but not for what is set otherwise", BASELINE("b", "5.4.2", "2") AB
	    SAMPLE("s", "#3101", "5.4.2", "2") AB SAMPLE("z", "#3102", "5.4.2", "2")
	    SET("b", "9"), "BASELINE_MISMATCH R z /b" },
	{ "how many settings there are is not said", "baseline b\n  baseline R / "
	    "{'release':'release:acme/ic-22@5.4.2'}\n" AB SAMPLE("s", "#3101", "5.4.2", "2") AB,
	    "CARRIER_INCOMPLETE R b /" },
	{ "an item without its head", BASELINE("b", "5.4.2", "2") AB
	    "sample z\n",
	    "CARRIER_INCOMPLETE R z -" },
	{ "beside a good one", BASELINE("b", "5.4.2", "2") AB
	    SAMPLE("s", "#3101", "5.4.2", "2") AB "sample z\n", "" },
	{ "no baseline: it has been said that it is missing", SAMPLE("s", "#3101", "5.4.2", "2") AB,
	    "" },
	{ "no release is known", "case release=-\n" BASELINE("b", "5.4.2", "2") AB
	    SAMPLE("s", "#3101", "5.4.2", "2") AB, "SUBJECT_UNKNOWN B - -" },
};

CASES_MAIN(a_sample_is_set_as_accepted, &check_configuration_matches_baseline, 0)
