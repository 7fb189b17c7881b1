/* certificate_covers_test.c - what a certificate covers: each way in which one does not.
 * SPDX-License-Identifier: Apache-2.0 */
#include "case_make.h"

#define SPAN " from=2026-05-20 until=2029-05-19"
#define CERT(id, head, members) "own " id head "\n  certification P /p {'body':'B'," \
	"'holder':'party:acme','number':'N'," members "}\n"
#define FULL(firmware) "'edition':'2019','firmware':'" firmware "','hardware':['B','C']," \
	"'level':'FR1=2 FR2=2','models':['IC-22'],'vector':true"
#define LOOK(id, status, day) "lookup " id "\n  lookup P /l {'body':'B','looked_up':'" day \
	"T00:00:00.000Z','number':'N','status':'" status "'}\n"
#define SEEN LOOK("l", "valid", "2026-06-01")

static const struct check_case cases[] = {
	{ "nothing admitted says nothing", "", "" },
	{ "of the very firmware", CERT("a", SPAN, FULL("5.4.2")) SEEN, "" },
	{ "of a range that holds it", CERT("a", SPAN, FULL(">=5.4, <5.6")) SEEN, "" },
	{ "firmware outside the range", CERT("a", SPAN, FULL("<5.4")) SEEN,
	    "VERSION_MISMATCH R a /p" },
	{ "other firmware", CERT("a", SPAN, FULL("5.3.0")) SEEN, "VERSION_MISMATCH R a /p" },
	{ "a range in words", CERT("a", SPAN, FULL("4.0 to 5.6")) SEEN, "SCOPE_MISSING R a /p" },
	{ "firmware that is excluded", CERT("a", SPAN, FULL("*") ",'excluded':['5.4.2']") SEEN,
	    "VERSION_MISMATCH R a /p" },
	{ "other model", "own a" SPAN "\n  certification P /p {'body':'B','holder':'party:acme',"
	    "'number':'N','edition':'2019','firmware':'5.4.2','models':['IC-23']}\n" SEEN,
	    "EVIDENCE_UNBOUND R a -" },
	{ "another product", "own a" SPAN "\n  certification product:acme/x /p {'body':'B',"
	    "'holder':'party:acme','number':'N'," FULL("5.4.2") "}\n" SEEN,
	    "EVIDENCE_UNBOUND R a -" },
	{ "another holder", "own a" SPAN "\n  certification P /p {'body':'B',"
	    "'holder':'party:mallory','number':'N'," FULL("5.4.2") "}\n" SEEN,
	    "EVIDENCE_UNBOUND R a -" },
	{ "a certificate that states nothing", "own a" SPAN "\n" SEEN,
	    "EVIDENCE_UNBOUND R a -" },
	{ "other edition", CERT("a", SPAN, "'edition':'2013','firmware':'5.4.2',"
	    "'hardware':['B'],'level':'FR1=2 FR2=2','vector':true") SEEN,
	    "EDITION_MISMATCH R a /p" },
	{ "a lower level in one requirement", CERT("a", SPAN, "'edition':'2019',"
	    "'firmware':'5.4.2','hardware':['B'],'level':'FR1=2 FR2=1','vector':true") SEEN,
	    "LEVEL_NOT_CERTIFIED R a /p" },
	{ "a bare level", CERT("a", SPAN, "'edition':'2019','firmware':'5.4.2',"
	    "'hardware':['B'],'level':'SL 2','vector':false") SEEN,
	    "LEVEL_NOT_CERTIFIED R a /p" },
	{ "other hardware", CERT("a", SPAN, "'edition':'2019','firmware':'5.4.2',"
	    "'hardware':['A'],'level':'FR1=2 FR2=2','vector':true") SEEN,
	    "HARDWARE_NOT_COVERED R a /p" },
	{ "no hardware", CERT("a", SPAN, "'edition':'2019','firmware':'5.4.2',"
	    "'level':'FR1=2 FR2=2','vector':true") SEEN, "HARDWARE_NOT_COVERED R a /p" },
	{ "hardware that is excluded", CERT("a", SPAN, FULL("5.4.2") ",'excluded':['b']") SEEN,
	    "HARDWARE_NOT_COVERED R a /p" },
	{ "no end", CERT("a", " from=2026-05-20", FULL("5.4.2")) SEEN, "EVIDENCE_UNDATED R a /p" },
	{ "not looked up", CERT("a", SPAN, FULL("5.4.2")), "CERTIFICATE_NOT_LOOKED_UP R a /p" },
	{ "another one looked up", CERT("a", SPAN, FULL("5.4.2")) "lookup l\n"
	    "  lookup P /l {'body':'B','looked_up':'2026-06-01T00:00:00.000Z','number':'M',"
	    "'status':'valid'}\n", "CERTIFICATE_NOT_LOOKED_UP R a /p" },
	{ "suspended", CERT("a", SPAN, FULL("5.4.2")) LOOK("l", "suspended", "2026-06-01"),
	    "CERTIFICATE_NOT_IN_FORCE R l /l" },
	{ "withdrawn since", CERT("a", SPAN, FULL("5.4.2")) SEEN
	    LOOK("m", "withdrawn", "2026-06-02"), "CERTIFICATE_NOT_IN_FORCE R m /l" },
	{ "in force again", CERT("a", SPAN, FULL("5.4.2")) LOOK("l", "suspended", "2026-06-01")
	    LOOK("m", "valid", "2026-06-02"), "" },
	{ "two findings of one instant", CERT("a", SPAN, FULL("5.4.2")) SEEN
	    LOOK("m", "not_found", "2026-06-01"), "CERTIFICATE_NOT_IN_FORCE R m /l" },
	{ "one of two covers it", CERT("a", SPAN, FULL("5.4.2")) CERT("b", SPAN, FULL("<5.4"))
	    SEEN, "" },
};

CASES_MAIN(a_certificate_covers_the_release, &check_certificate_covers, 0)
