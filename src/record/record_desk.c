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
	ROW("map", TEXT, ROW_SILENT),
	ROW("under", TEXT, ROW_SILENT),
	ROW_WITH("rows", ENTRIES, REQ | ROW_ORDINAL, .entry = requirement,
	    .entry_fact = "requirement"),
	END
};

/* Whoever has no party is owned by nobody; two rows of one duty are two owners. */
static const struct member_row responsibility[] = {
	ROW("topic", TEXT, REQ),
	ROW_WORD("duty", REQ, "produce verify review accept refresh retain patch notify respond"),
	ROW("stage", TEXT, 0),
	ROW("party", NAMED, 0),
	ROW_WORD("role", 0, "supplier sub_tier integrator maintenance_provider asset_owner "
	    "operator user"),
	ROW("contact", TEXT, 0),
	ROW("to", NAMED, 0),
	ROW("consulted", TEXTS, 0),
	ROW("informed", TEXTS, 0),
	ROW("kind", TEXT, 0),
	ROW("retention_owner", NAMED, 0),
	ROW("due", UNTIL, 0),
	ROW_WITH("evidence", TEXTS, 0, .scheme = "digest"),
	ROW("named", TEXTS, 0),
	ROW("location", TEXT, 0),
	ROW("assumption", TEXT, 0),
	ROW("cell", TEXT, 0),
	ROW_WITH("table", DIGEST, 0, .scheme = "digest"),
	END
};

const struct member_row record_responsibility_matrix[] = {
	ROW("subject", SUBJECT, REQ | ROW_REPEAT),
	ROW("contract", TEXT, 0),
	ROW_WITH("table", DIGEST, 0, .scheme = "digest"),
	ROW_WITH("rows", ENTRIES, REQ | ROW_ORDINAL, .entry = responsibility,
	    .entry_fact = "responsibility"),
	END
};

static const struct member_row test[] = {
	ROW("name", TEXT, REQ),
	ROW("requirement", TEXT, 0),
	ROW_WORD("result", REQ, "passed failed skipped error"),
	ROW("note", TEXT, 0),
	END
};

/* Results count for the release that was tested alone, so it must be named. */
const struct member_row record_test_results[] = {
	ROW("release", SUBJECT, REQ | ROW_REPEAT),
	ROW("tester", TEXT, REQ | ROW_PRODUCER),
	ROW_WORD("independence", 0, "none other_person other_department other_organisation"),
	ROW("performed", FROM, REQ | ROW_MADE | ROW_EVENT),
	ROW("method", TEXT, 0),
	ROW("edition", TEXT, ROW_REPEAT),
	ROW_WITH("source", DIGEST, 0, .scheme = "digest"),
	ROW_WITH("tests", ENTRIES, REQ | ROW_ORDINAL, .entry = test, .entry_fact = "test"),
	END
};

const struct member_row record_measure[] = {
	ROW("release", SUBJECT, REQ),
	ROW("zone", SUBJECT, 0),
	ROW("edition", TEXT, REQ),
	ROW("requirement", TEXT, REQ),
	ROW("measure", TEXT, REQ),
	ROW("owner", NAMED, REQ),
	ROW("due", UNTIL, 0),
	ROW_WITH("evidence", TEXTS, 0, .scheme = "digest"),
	END
};

/* The asset owner's, out of a risk assessment; nothing here is ever computed. */
const struct member_row record_level_target[] = {
	ROW("zone", SUBJECT, REQ),
	ROW("target", VECTOR, REQ),
	ROW("edition", TEXT, REQ),
	ROW_WITH("risk_assessment", DIGEST, REQ, .scheme = "digest"),
	ROW("owner", NAMED, REQ),
	ROW("review", UNTIL, REQ),
	END
};

const struct member_row record_level_achieved[] = {
	ROW("zone", SUBJECT, REQ),
	ROW("text", TEXT, REQ),
	ROW("stated_by", TEXT, REQ | ROW_PRODUCER),
	ROW("stated", FROM, REQ | ROW_MADE | ROW_EVENT),
	END
};

/* --- the development process ------------------------------------------------------------------ */

const struct member_row record_description[] = {
	ROW("process", SUBJECT, REQ),
	ROW("requirements", TEXTS, REQ),
	ROW("roles", TEXTS, 0),
	ROW("approved_by", TEXT, REQ),
	ROW("approved", FROM, REQ | ROW_MADE | ROW_EVENT),
	ROW_WITH("document", DIGEST, 0, .scheme = "digest"),
	END
};

const struct member_row record_training[] = {
	ROW("process", SUBJECT, REQ),
	ROW("role", TEXT, REQ),
	ROW("person", TEXT, 0),
	ROW("held", FROM, REQ | ROW_MADE | ROW_EVENT),
	ROW_WITH("document", DIGEST, 0, .scheme = "digest"),
	END
};

const struct member_row record_execution[] = {
	ROW("process", SUBJECT, REQ),
	ROW("release", SUBJECT, REQ),
	ROW("requirements", TEXTS, REQ),
	ROW("performed", FROM, REQ | ROW_MADE | ROW_EVENT),
	ROW("performed_by", TEXT, REQ | ROW_PRODUCER),
	ROW_WORD("independence", 0, "none other_person other_department other_organisation"),
	ROW_WITH("document", DIGEST, 0, .scheme = "digest"),
	END
};

static const struct member_row role[] = {
	ROW("person", TEXT, REQ),
	ROW("role", TEXT, REQ),
	END
};

const struct member_row record_roles[] = {
	ROW("process", SUBJECT, REQ | ROW_REPEAT),
	ROW_WITH("roles", ENTRIES, REQ | ROW_ORDINAL, .entry = role, .entry_fact = "role"),
	END
};

static const struct member_row point[] = {
	ROW("at", FROM, REQ | ROW_EVENT),
	ROW("value", TEXT, REQ),
	END
};

const struct member_row record_indicator[] = {
	ROW("process", SUBJECT, REQ),
	ROW("requirements", TEXTS, REQ),
	ROW("indicator", TEXT, REQ),
	ROW("change", TEXT, 0),
	ROW_WITH("points", ENTRIES, REQ | ROW_ORDINAL, .entry = point, .entry_fact = "point"),
	END
};

/* Which releases were looked at, and by which rule they were chosen. */
const struct member_row record_sample[] = {
	ROW("process", SUBJECT, REQ),
	ROW("rule", TEXT, REQ),
	ROW("from", FROM, REQ),
	ROW_WITH("until", UNTIL, REQ, .begins = "from"),
	ROW("population", TEXTS, REQ),
	ROW("releases", TEXTS, REQ),
	END
};

/* --- what customers were told ---------------------------------------------------------------- */

static const struct member_row acknowledgement[] = {
	ROW("by", TEXT, REQ),
	ROW("at", FROM, REQ | ROW_EVENT),
	ROW("reference", TEXT, 0),
	END
};

/* A notice that was sent. `end`: which end of support it told. */
const struct member_row record_notification[] = {
	ROW("product", SUBJECT, 0),
	ROW("release", SUBJECT, 0),
	ROW("component", SUBJECT, 0),
	ROW_WORD("about", REQ, "support_period end_of_support vulnerability update incident "
	    "other"),
	ROW("vulnerability", TEXT, 0),
	ROW("end", UNTIL, 0),
	ROW("audience", TEXT, REQ),
	ROW("recipients", TEXTS, 0),
	ROW("channel", TEXT, REQ),
	ROW("sent", FROM, REQ | ROW_MADE | ROW_EVENT),
	ROW_WITH("content", DIGEST, 0, .scheme = "digest"),
	ROW("reference", TEXT, 0),
	ROW_WITH("acknowledged", ENTRIES, ROW_ORDINAL, .entry = acknowledgement,
	    .entry_fact = "acknowledgement"),
	END
};

/* --- how it is patched ------------------------------------------------------------------------ */

/* Whoever has no party is nobody; two rows of one step are two owners. */
static const struct member_row patch_step[] = {
	ROW_WORD("step", REQ, "supply approve install confirm"),
	ROW("party", NAMED, 0),
	ROW_WORD("role", 0, "supplier sub_tier integrator maintenance_provider asset_owner "
	    "operator user"),
	ROW("contact", TEXT, 0),
	END
};

/* Days from the step before; of supply since whoever supplies knows of the vulnerability. */
static const struct member_row patch_time[] = {
	ROW_WORD("step", REQ, "supply approve install confirm"),
	ROW_WORD("severity", REQ, "critical high medium low any"),
	ROW("days", DAYS, REQ),
	END
};

/* Who supplies, approves, installs and confirms updates, and within which time (62443-4-1 SUM-5).
 * `review`: until when it is looked at again. */
const struct member_row record_patch_policy[] = {
	ROW("product", SUBJECT, ROW_REPEAT),
	ROW("release", SUBJECT, ROW_REPEAT),
	ROW("zone", SUBJECT, ROW_REPEAT),
	ROW("approved_by", TEXT, REQ | ROW_PRODUCER),
	ROW("approved", FROM, REQ | ROW_MADE | ROW_EVENT),
	ROW_WITH("review", UNTIL, 0, .begins = "approved"),
	ROW_WITH("document", DIGEST, 0, .scheme = "digest"),
	ROW("source", TEXT, 0),
	ROW_WITH("steps", ENTRIES, REQ | ROW_ORDINAL, .entry = patch_step,
	    .entry_fact = "patch_step"),
	ROW_WITH("within", ENTRIES, ROW_ORDINAL, .entry = patch_time,
	    .entry_fact = "patch_time"),
	END
};

/* --- certificates ----------------------------------------------------------------------------- */

/* What somebody found in the register of a certificate. */
const struct member_row record_lookup[] = {
	ROW("body", TEXT, REQ),
	ROW("number", TEXT, REQ),
	ROW("register", TEXT, REQ),
	ROW("looked_up", FROM, REQ | ROW_MADE | ROW_EVENT),
	ROW("looked_up_by", TEXT, REQ | ROW_PRODUCER),
	ROW_WORD("status", REQ, "valid suspended withdrawn expired not_found"),
	END
};

/* The four dates that OpenEoX Core names. One of which nothing is said is not there. */
const struct member_row record_lifecycle[] = {
	ROW("product", SUBJECT, 0),
	ROW("release", SUBJECT, 0),
	ROW("component", SUBJECT, 0),
	ROW_OPEN("general_availability", FROM, NULL),
	ROW_OPEN("end_of_sales", UNTIL, NULL),
	ROW_OPEN("end_of_security_support", UNTIL, NULL),
	ROW_OPEN("end_of_life", UNTIL, "general_availability"),
	ROW("policy", TEXT, 0),
	ROW("maintenance", TEXT, 0),
	ROW("source", TEXT, 0),
	END
};
