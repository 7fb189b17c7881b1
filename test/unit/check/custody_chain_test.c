/* custody_chain_test.c - a chain of hand-offs: whole, broken, cut short, said of somebody else.
 * SPDX-License-Identifier: Apache-2.0 */
#include "case_make.h"

#define HEAD "own e\n  custody B /p {'origin':'party:acme','destination':'buyer','handoffs':2}\n"
#define FIRST "  handoff B /0 {'ordinal':0,'from':'party:acme','to':'freight'," \
    "'handed':'2026-06-01T08:00:00.000Z','received':'2026-06-01T09:00:00.000Z'}\n"
#define SECOND "  handoff B /1 {'ordinal':1,'from':'freight','to':'buyer'," \
    "'handed':'2026-06-02T08:00:00.000Z','received':'2026-06-02T09:00:00.000Z'}\n"
/* A hand-off in full. */
#define HANDOFF(ordinal, from, to, handed, received) "  handoff B /" ordinal " {'ordinal':" \
    ordinal ",'from':'" from "','to':'" to "','handed':'2026-" handed "','received':'2026-" \
    received "'}\n"
#define ONE(head, members) "own e\n  custody B /p {" head "}\n  handoff B /0 {'ordinal':0," \
    "'handed':'2026-06-01','received':'2026-06-01'," members "}\n"

static const struct check_case cases[] = {
	{ "nothing admitted says nothing", "", "" },
	{ "a whole chain", HEAD FIRST SECOND, "" },
	{ "the order of the facts is not that of the hand-offs", HEAD SECOND FIRST, "" },
	{ "handed on at the instant of receipt",
	    HEAD FIRST HANDOFF("1", "freight", "buyer", "06-01T09:00:00Z", "06-01T09:00:00Z"), "" },
	{ "handed on before it was received",
	    HEAD FIRST HANDOFF("1", "freight", "buyer", "06-01T08:59:59.999Z", "06-02"),
	    "CUSTODY_BREAK R e /1" },
	{ "received before it was handed over",
	    HEAD FIRST HANDOFF("1", "freight", "buyer", "06-03T00:00:00Z", "06-02"),
	    "CUSTODY_BREAK R e /1" },
	{ "from another than to",
	    HEAD FIRST HANDOFF("1", "store", "buyer", "06-02", "06-02"), "CUSTODY_BREAK R e /1" },
	{ "begins late",
	    HEAD HANDOFF("0", "dealer", "freight", "06-01", "06-01") SECOND,
	    "CUSTODY_INCOMPLETE R e /0" },
	{ "ends early",
	    HEAD FIRST HANDOFF("1", "freight", "store", "06-02", "06-02"),
	    "CUSTODY_INCOMPLETE R e /1" },
	{ "received at the instant", HEAD FIRST HANDOFF("1", "freight", "buyer", "06-30",
	    "06-30T12:00:00Z"), "" },
	{ "received after the instant", HEAD FIRST HANDOFF("1", "freight", "buyer", "06-30",
	    "06-30T12:00:00.001Z"), "CUSTODY_INCOMPLETE R e /1" },
	{ "not received yet", HEAD FIRST "  handoff B /1 {'ordinal':1,'from':'freight',"
	    "'to':'buyer','handed':'2026-06-02'}\n", "CUSTODY_INCOMPLETE R e /1" },
	{ "no receipt in between: the next is held against the handing over",
	    HEAD "  handoff B /0 {'ordinal':0,'from':'party:acme','to':'freight',"
	    "'handed':'2026-06-01'}\n"
	    HANDOFF("1", "freight", "buyer", "05-31", "06-02"),
	    "CUSTODY_BREAK R e /1; CUSTODY_INCOMPLETE R e /0" },
	{ "an ordinal twice", HEAD FIRST HANDOFF("0", "freight", "buyer", "06-02", "06-02"),
	    "CUSTODY_INCOMPLETE R e /p" },
	{ "an ordinal beyond the count", HEAD FIRST HANDOFF("2", "freight", "buyer", "06-02",
	    "06-02"), "CUSTODY_INCOMPLETE R e /p" },
	{ "an ordinal below zero", HEAD FIRST "  handoff B /1 {'ordinal':-1,'from':'freight',"
	    "'to':'buyer','handed':'2026-06-02','received':'2026-06-02'}\n",
	    "CUSTODY_INCOMPLETE R e /p" },
	{ "one hand-off less than stated", HEAD FIRST, "CUSTODY_INCOMPLETE R e /p" },
	{ "one hand-off more than stated", HEAD FIRST SECOND HANDOFF("2", "buyer", "site", "06-03",
	    "06-03"), "CUSTODY_INCOMPLETE R e /p" },
	{ "no hand-off at all",
	    "own e\n  custody B /p {'origin':'party:acme','destination':'party:acme',"
	    "'handoffs':0}\n", "CUSTODY_INCOMPLETE R e /p" },
	{ "no count", "own e\n  custody B /p {'origin':'party:acme','destination':'buyer'}\n" FIRST,
	    "CUSTODY_INCOMPLETE R e /p" },
	{ "a count that no memory holds", "own e\n  custody B /p {'origin':'party:acme',"
	    "'destination':'buyer','handoffs':9007199254740991}\n" FIRST,
	    "CUSTODY_INCOMPLETE R e /p" },
	{ "begins at another than the maker", "own e\n  custody B /p {'origin':'party:dealer',"
	    "'destination':'buyer','handoffs':1}\n"
	    HANDOFF("0", "party:dealer", "buyer", "06-01", "06-02"), "CUSTODY_INCOMPLETE R e /p" },
	{ "from the maker to itself", "own e\n  custody B /p {'origin':'party:acme',"
	    "'destination':'party:acme','handoffs':1}\n"
	    HANDOFF("0", "party:acme", "party:acme", "06-01", "06-02"),
	    "CUSTODY_INCOMPLETE R e /0" },
	{ "where the maker is not known any origin will do", "case manufacturer=-\nown e\n"
	    "  custody B /p {'origin':'x','destination':'buyer','handoffs':1}\n"
	    HANDOFF("0", "x", "buyer", "06-01", "06-02"), "" },
	{ "nobody named at all is no chain", ONE("'handoffs':1", "'x':'y'"),
	    "CUSTODY_INCOMPLETE R e /0" },
	{ "no origin", ONE("'handoffs':1,'destination':'buyer'",
	    "'from':'party:acme','to':'buyer'"),
	    "CUSTODY_INCOMPLETE R e /0" },
	{ "no receiver in between is no break", HEAD
	    "  handoff B /0 {'ordinal':0,'from':'party:acme',"
	    "'handed':'2026-06-01','received':'2026-06-01'}\n" SECOND,
	    "CUSTODY_INCOMPLETE R e /0" },
	{ "a record of one asset", "own e\n  custody #3102 /p {'origin':'party:acme',"
	    "'destination':'buyer','handoffs':2}\n" FIRST
	    HANDOFF("1", "store", "buyer", "06-02", "06-02"), "CUSTODY_BREAK #3102 e /1" },
	{ "one record is good and another broken", HEAD FIRST SECOND "own f\n  custody B /p "
	    "{'origin':'party:acme','destination':'buyer','handoffs':2}\n" FIRST
	    HANDOFF("1", "store", "buyer", "06-02", "06-02"), "CUSTODY_BREAK R f /1" },
	{ "another batch's break is none of this one", HEAD FIRST SECOND
	    "own f\n  custody batch:acme/B2 /p {'origin':'party:acme','destination':'x',"
	    "'handoffs':9}\n", "" },
	{ "a record of another batch alone",
	    "own f\n  custody batch:acme/B2 /p {'origin':'party:acme',"
	    "'destination':'buyer','handoffs':2}\n" FIRST SECOND, "CUSTODY_INCOMPLETE R f /p" },
	{ "an item without a record", "own e\n", "CUSTODY_INCOMPLETE R e -" },
	{ "no release: of what is assessed", "case release=-\nown e\n",
	    "CUSTODY_INCOMPLETE B e -" },
};

CASES_MAIN(hand_offs_lead_from_the_maker_to_the_receiver, &check_custody_chain, 0)
