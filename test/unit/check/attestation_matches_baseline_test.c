/* attestation_matches_baseline_test.c - equal to which baseline, of which release, of whose device.
 * SPDX-License-Identifier: Apache-2.0 */
#include "case_make.h"

#define BASELINE "baseline b1\n  baseline R / {'release':'release:acme/ic-22@5.4.2'}\n"
#define OLD "baseline b0\n  baseline release:acme/ic-22@5.4.1 / " \
    "{'release':'release:acme/ic-22@5.4.1'}\n"
#define SAYS(subject, baseline, result) "  attestation " subject " /p {'release':" \
    "'release:acme/ic-22@5.4.2','baseline':'" baseline "','result':'" result "'}\n"

static const struct check_case cases[] = {
	{ "nothing admitted says nothing", "", "" },
	{ "equal to the accepted baseline", BASELINE "own a\n" SAYS("#3101", "b1", "equal"), "" },
	{ "different", BASELINE "own a\n" SAYS("#3101", "b1", "different"),
	    "ATTESTATION_MISMATCH #3101 a /p" },
	{ "a word that is no result", BASELINE "own a\n" SAYS("#3101", "b1", "EQUAL"),
	    "ATTESTATION_MISMATCH #3101 a /p" },
	{ "no result", BASELINE "own a\n  attestation #3101 /p {'release':"
	    "'release:acme/ic-22@5.4.2','baseline':'b1'}\n", "ATTESTATION_MISMATCH #3101 a /p" },
	{ "of another release", BASELINE OLD "own a\n  attestation #3101 /p {'release':"
	    "'release:acme/ic-22@5.4.1','baseline':'b0','result':'equal'}\n",
	    "ATTESTATION_MISMATCH #3101 a /p" },
	{ "of no release", BASELINE "own a\n  attestation #3101 /p {'baseline':'b1',"
	    "'result':'equal'}\n", "EVIDENCE_UNBOUND #3101 a /p" },
	{ "held against another baseline", BASELINE "own a\n" SAYS("#3101", "b2", "equal"),
	    "EVIDENCE_UNBOUND #3101 a /p" },
	{ "held against the baseline of another release", BASELINE OLD "own a\n"
	    SAYS("#3101", "b0", "equal"), "EVIDENCE_UNBOUND #3101 a /p" },
	{ "no baseline is accepted", "own a\n" SAYS("#3101", "b1", "equal"),
	    "EVIDENCE_UNBOUND #3101 a /p" },
	{ "held against nothing", BASELINE "own a\n  attestation #3101 /p {'release':"
	    "'release:acme/ic-22@5.4.2','result':'equal'}\n", "EVIDENCE_UNBOUND #3101 a /p" },
	{ "one device good and another bad", BASELINE "own a\n" SAYS("#3101", "b1", "equal")
	    "own z\n" SAYS("#3102", "b1", "different"), "ATTESTATION_MISMATCH #3102 z /p" },
	{ "two of one device, one bad", BASELINE "own a\n" SAYS("#3101", "b1", "equal")
	    "own z\n" SAYS("#3101", "b1", "different"), "ATTESTATION_MISMATCH #3101 z /p" },
	{ "said of the whole", BASELINE "own a\n" SAYS("B", "b1", "different"),
	    "ATTESTATION_MISMATCH R a /p" },
	{ "another's device is nothing to these", BASELINE "own a\n" SAYS("#3101", "b1", "equal")
	    "own z\n" SAYS("#9999", "b1", "different"), "" },
	{ "nor does it stand for these", BASELINE "own z\n" SAYS("#9999", "b1", "equal"),
	    "EVIDENCE_UNBOUND R z /p" },
	{ "an item without an attestation says nothing of its device", BASELINE "own a\n"
	    SAYS("#3101", "b1", "equal") "own z bound=#3102\n", "EVIDENCE_UNBOUND #3102 z -" },
	{ "and nothing against the device of a good one", BASELINE "own a\n"
	    SAYS("#3101", "b1", "equal") "own z bound=#3101\n", "" },
	{ "held against another baseline, and against the right one", BASELINE "own a\n"
	    SAYS("#3101", "b1", "equal") "own z\n" SAYS("#3101", "b2", "equal"), "" },
	{ "no release is known", "case release=-\n" BASELINE "own a\n"
	    SAYS("#3101", "b1", "equal"), "SUBJECT_UNKNOWN B - -" },
};

CASES_MAIN(the_attested_state_is_the_accepted_one, &check_attestation_matches_baseline, 0)
