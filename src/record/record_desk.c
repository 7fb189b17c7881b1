/* record/record_desk.c - kinds of records about requirements: doc/formats/records.md as data.
 *
 * Rows stand in the order in which facts state their members.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "record/record_int.h"

static const struct member_row requirement[] = {
	ROW("requirement", TEXT, REQ),
	ROW_WORD("status", REQ, "met partly not_met not_applicable untested met_by_platform "
	    "met_at_system_level"),
	ROW("claim", TEXT, 0),
	ROW("reason", TEXT, 0),
	ROW("limitation", TEXT, 0),
	ROW_WORD("confidence", 0, "direct supporting contextual adjacent gap"),
	ROW_WITH("evidence", TEXTS, 0, .scheme = "digest"),
	ROW("named", TEXTS, 0),
	ROW("measure", TEXT, 0),
	ROW_WITH("measure_evidence", TEXTS, 0, .scheme = "digest"),
	ROW("responsible", NAMED, 0),
	ROW("due", UNTIL, 0),
	ROW("cell", TEXT, 0),
	END
};

const struct member_row record_requirement_mapping[] = {
	ROW("product", SUBJECT, 0),
	ROW("release", SUBJECT, ROW_REPEAT),
	ROW("process", SUBJECT, ROW_REPEAT),
	ROW("edition", TEXT, REQ | ROW_REPEAT),
	ROW("component_types", TEXTS, 0),
	ROW_WITH("table", DIGEST, 0, .scheme = "digest"),
	ROW_WITH("rows", ENTRIES, REQ | ROW_ORDINAL, .entry = requirement,
	    .entry_fact = "requirement"),
	END
};
