/* no_unauthorised_update_test.c - histories that cover, changes that nobody authorised.
 * SPDX-License-Identifier: Apache-2.0 */
#include "case_make.h"

#define RELEASED "released m made=2026-05-01\n  manifest R / {'release':" \
    "'release:acme/ic-22@5.4.2','version':'5.4.2'}\n"
#define HISTORY(id, from, until, members) "own " id " made=2026-06-30\n" \
    "  history B /p {'covers_from':'" from "','covers_until':'" until "'," members "}\n"
#define WHOLE(count) HISTORY("h", "2026-05-01", NOON, "'complete':true,'changes':" count)
#define CHANGE(at, subject, to, authorised) "  change " subject " /" at " {'at':'2026-" at \
    "','to_version':'" to "','authorised':" authorised "}\n"

static const struct check_case cases[] = {
	{ "nothing admitted says nothing", "", "" },
	{ "from the release to the instant, without a change", RELEASED WHOLE("0"), "" },
	{ "without the date of the release the instant is enough",
	    HISTORY("h", NOON, NOON, "'complete':true,'changes':0"), "" },
	{ "begins a moment after the release", RELEASED
	    HISTORY("h", "2026-05-01T00:00:00.001Z", NOON, "'complete':true,'changes':0"),
	    "CARRIER_INCOMPLETE R h -" },
	{ "ends a moment before the instant", RELEASED
	    HISTORY("h", "2026-05-01", "2026-06-30T11:59:59.999Z", "'complete':true,'changes':0"),
	    "CARRIER_INCOMPLETE R h -" },
	{ "says that it is not complete", RELEASED
	    HISTORY("h", "2026-05-01", NOON, "'complete':false,'changes':0"),
	    "CARRIER_INCOMPLETE R h -" },
	{ "does not say whether it is complete", RELEASED
	    HISTORY("h", "2026-05-01", NOON, "'changes':0"), "CARRIER_INCOMPLETE R h -" },
	{ "written the day before, and foretells", RELEASED "own h made=2026-06-29\n  history B /p "
	    "{'covers_from':'2026-05-01','covers_until':'2030-01-01','complete':true,"
	    "'changes':0}\n", "CARRIER_INCOMPLETE R h -" },
	{ "nobody knows when it was written", RELEASED "own h\n  history B /p {'covers_from':"
	    "'2026-05-01','covers_until':'" NOON "','complete':true,'changes':0}\n",
	    "CARRIER_INCOMPLETE R h -" },
	{ "lost a change", RELEASED WHOLE("1"), "CARRIER_INCOMPLETE R h -" },
	{ "does not say how many changes", RELEASED
	    HISTORY("h", "2026-05-01", NOON, "'complete':true"), "CARRIER_INCOMPLETE R h -" },
	{ "does not say from when", RELEASED "own h\n  history B /p {'covers_until':'" NOON
	    "','complete':true,'changes':0}\n", "CARRIER_INCOMPLETE R h -" },
	{ "the release has no date", "released m\n  manifest R / {'release':"
	    "'release:acme/ic-22@5.4.2','version':'5.4.2'}\n" WHOLE("0"),
	    "CARRIER_INCOMPLETE R h -" },
	{ "another release's date is not this one's", "released m made=2026-06-29\n"
	    "  manifest release:acme/ic-22@5.5 / {'release':'release:acme/ic-22@5.5',"
	    "'version':'5.5'}\n" WHOLE("0"), "CARRIER_INCOMPLETE R h -" },
	{ "two that together cover, and neither alone", RELEASED
	    HISTORY("g", "2026-05-01", "2026-06-01", "'complete':true,'changes':0")
	    HISTORY("h", "2026-06-01", NOON, "'complete':true,'changes':0"),
	    "CARRIER_INCOMPLETE R g -; CARRIER_INCOMPLETE R h -" },
	{ "an incomplete one beside a whole one", RELEASED WHOLE("0")
	    HISTORY("g", "2026-06-01", NOON, "'complete':false,'changes':0"), "" },
	{ "an authorised change to the release", RELEASED WHOLE("1")
	    CHANGE("06-01", "B", "5.4.2", "true"), "" },
	{ "a change that nobody authorised", RELEASED WHOLE("1")
	    CHANGE("06-01", "B", "5.4.2", "false"), "UPDATE_UNAUTHORISED R h /06-01" },
	{ "of one device", RELEASED WHOLE("1") CHANGE("06-01", "#3102", "5.4.2", "false"),
	    "UPDATE_UNAUTHORISED #3102 h /06-01" },
	{ "of which nobody says whether it was", RELEASED WHOLE("1")
	    "  change B /x {'at':'2026-06-01','to_version':'5.4.2'}\n",
	    "UPDATE_UNAUTHORISED R h /x" },
	{ "that stands in a history that covers nothing", RELEASED WHOLE("0")
	    HISTORY("g", "2020-01-01", "2020-02-01", "'complete':true,'changes':1")
	    CHANGE("06-01", "B", "5.4.2", "false"), "UPDATE_UNAUTHORISED R g /06-01" },
	{ "a device that is not assessed", RELEASED WHOLE("1")
	    CHANGE("06-01", "#9999", "6.0", "false"), "" },
	{ "where no asset is named every device counts", "case assets=-\n" RELEASED WHOLE("1")
	    CHANGE("06-01", "#9999", "5.4.2", "false"), "UPDATE_UNAUTHORISED R h /06-01" },
	{ "the last change led elsewhere", RELEASED WHOLE("2")
	    CHANGE("06-02", "#3101", "5.4.3", "true") CHANGE("06-01", "#3101", "5.4.2", "true"),
	    "VERSION_MISMATCH #3101 h /06-02" },
	{ "and back again", RELEASED WHOLE("2")
	    CHANGE("06-02", "#3101", "5.4.2", "true") CHANGE("06-01", "#3101", "5.4.3", "true"),
	    "" },
	{ "two at one time, one of them elsewhere", RELEASED WHOLE("2")
	    CHANGE("06-02", "#3101", "5.4.2", "true")
	    "  change #3101 /z {'at':'2026-06-02','to_version':'5.4.3','authorised':true}\n",
	    "VERSION_MISMATCH #3101 h /z" },
	{ "without a time", RELEASED WHOLE("2") CHANGE("06-02", "#3101", "5.4.2", "true")
	    "  change #3101 /z {'to_version':'5.4.3','authorised':true}\n",
	    "EVIDENCE_UNDATED #3101 h /z" },
	{ "without a version", RELEASED WHOLE("1")
	    "  change #3101 /z {'at':'2026-06-02','authorised':true}\n",
	    "VERSION_MISMATCH #3101 h /z" },
	{ "the last change in another history", RELEASED WHOLE("1")
	    CHANGE("06-01", "#3101", "5.4.2", "true")
	    HISTORY("g", "2026-06-01", NOON, "'complete':true,'changes':1")
	    CHANGE("06-03", "#3101", "5.3", "true"), "VERSION_MISMATCH #3101 g /06-03" },
	{ "an item without a history", RELEASED "own h\n", "CARRIER_INCOMPLETE R h -" },
	{ "no release is known", "case release=-\n" RELEASED WHOLE("0"),
	    "CARRIER_INCOMPLETE B h -; SUBJECT_UNKNOWN B - -" },
};

CASES_MAIN(nobody_changed_the_software_without_right, &check_no_unauthorised_update, 0)
