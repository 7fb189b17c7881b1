/* record/record_rows.c - every kind of record and its members: doc/formats/records.md as data.
 *
 * Rows stand in the order in which facts state their members.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "record/record_int.h"

const struct member_row record_common[] = {
	ROW("issued", FROM, ROW_ISSUED | ROW_SILENT),
	ROW("issuer", TEXT, ROW_ISSUER | ROW_SILENT),
	ROW("valid_from", FROM, ROW_VALID_FROM | ROW_SILENT),
	ROW_WITH("valid_until", UNTIL, ROW_VALID_UNTIL | ROW_SILENT, .begins = "valid_from"),
	ROW("note", TEXT, ROW_SILENT),
	END
};

static const struct member_row identity[] = {
	ROW_WITH("serial", TEXT, REQ, .scheme = "serial"),
	ROW_WITH("certificate", DIGEST, REQ, .scheme = "digest"),
	END
};

static const struct member_row identity_list[] = {
	ROW_WITH("batch", NAMED, REQ | ROW_REPEAT, .scheme = "batch"),
	ROW("product", SUBJECT, REQ | ROW_REPEAT),
	ROW_WITH("model", TEXT, 0, .scheme = "model"),
	ROW_WITH("article", TEXT, 0, .scheme = "article"),
	ROW("release", SUBJECT, 0),
	ROW_WITH("entries", ENTRIES, REQ, .entry = identity, .entry_fact = "identity"),
	END
};

static const struct member_row identity_readout[] = {
	ROW("asset", SUBJECT, REQ),
	ROW("challenge", CHALLENGE, REQ),
	ROW("challenged_by", TEXT, REQ),
	ROW("answered", FROM, REQ | ROW_MADE | ROW_EVENT),
	END
};

static const struct member_row handoff[] = {
	ROW("from", TEXT, REQ),
	ROW("to", TEXT, REQ),
	ROW("handed", FROM, REQ | ROW_EVENT),
	ROW("received", FROM, ROW_EVENT),
	ROW("place", TEXT, 0),
	ROW("receipt", TEXT, 0),
	END
};

static const struct member_row custody_record[] = {
	ROW_WITH("batch", NAMED, REQ, .scheme = "batch"),
	ROW("origin", TEXT, REQ),
	ROW("destination", TEXT, REQ),
	ROW_WITH("handoffs", ENTRIES, REQ | ROW_ORDINAL, .entry = handoff, .entry_fact = "handoff"),
	END
};

static const struct member_row change[] = {
	ROW("at", FROM, REQ | ROW_EVENT),
	ROW_WITH("serial", TEXT, 0, .scheme = "serial"),
	ROW("from_version", TEXT, 0),
	ROW("to_version", TEXT, REQ),
	ROW("authorised", BOOLEAN, REQ),
	ROW("authorised_by", TEXT, 0),
	ROW("reason", TEXT, 0),
	END
};

static const struct member_row update_history[] = {
	ROW("covers_from", FROM, REQ),
	ROW_WITH("covers_until", UNTIL, REQ, .begins = "covers_from"),
	ROW("complete", BOOLEAN, REQ),
	ROW_WITH("changes", ENTRIES, REQ, .entry = change, .entry_fact = "change"),
	END
};

static const struct member_row configuration_baseline[] = {
	ROW("release", SUBJECT, REQ),
	ROW_WITH("settings", SETTINGS, REQ, .entry_fact = "setting"),
	END
};

static const struct member_row configuration_export[] = {
	ROW("asset", SUBJECT, REQ),
	ROW("release", SUBJECT, REQ),
	ROW("taken", FROM, REQ | ROW_MADE | ROW_EVENT),
	ROW_WITH("settings", SETTINGS, REQ, .entry_fact = "setting"),
	END
};

static const struct member_row support_period_statement[] = {
	ROW("product", SUBJECT, 0),
	ROW("release", SUBJECT, 0),
	ROW("support_start", FROM, 0),
	ROW_WITH("support_end", UNTIL, REQ, .begins = "support_start"),
	ROW("policy", TEXT, 0),
	ROW("maintenance", TEXT, 0),
	ROW("source", TEXT, 0),
	END
};

static const struct member_row market_placement_record[] = {
	ROW("product", SUBJECT, 0),
	ROW("release", SUBJECT, 0),
	ROW("placed", FROM, REQ | ROW_EVENT),
	ROW("market", TEXT, 0),
	END
};

static const struct member_row planned_use[] = {
	ROW("product", SUBJECT, REQ),
	ROW("use_from", FROM, REQ),
	ROW_WITH("use_until", UNTIL, REQ, .begins = "use_from"),
	ROW("site", TEXT, 0),
	END
};

/* What the security guidelines of a product take for granted of where it lives, and ask whoever
 * installs or operates it to provide (62443-4-1 SR-1, SG-2). */
static const struct member_row security_context[] = {
	ROW("product", SUBJECT, 0),
	ROW("release", SUBJECT, 0),
	ROW("guide", TEXT, 0),
	ROW("assumptions", TEXTS, 0),
	ROW("countermeasures", TEXTS, 0),
	END
};

static const struct member_row capability_claim[] = {
	ROW("product", SUBJECT, REQ),
	ROW("level", LEVEL, REQ),
	ROW("edition", TEXT, 0),
	ROW_WITH("scope", DIGEST_OR_TEXT, 0, .scheme = "digest"),
	END
};

static const struct member_row scope_statement[] = {
	ROW("product", SUBJECT, REQ),
	ROW("release", SUBJECT, REQ),
	ROW("component_types", TEXTS, REQ),
	ROW("configuration", TEXT, REQ),
	ROW("environment", TEXT, REQ),
	ROW("edition", TEXT, REQ),
	ROW("claimed", VECTOR, REQ),
	ROW("exclusions", TEXTS, 0),
	ROW("assumptions", TEXTS, ROW_SILENT),
	END
};

/* Of a component and of a system. */
static const struct member_row product_certificate[] = {
	ROW("scheme", TEXT, REQ),
	ROW("body", TEXT, REQ | ROW_PRODUCER),
	ROW("number", TEXT, REQ),
	ROW("edition", TEXT, REQ),
	ROW("holder", TEXT, REQ),
	ROW("product", SUBJECT, REQ),
	ROW_WITH("model", TEXT, 0, .scheme = "model"),
	ROW("firmware", TEXT, REQ),
	ROW("level", LEVEL, 0),
	ROW("models", TEXTS, 0),
	ROW("hardware", TEXTS, 0),
	ROW("excluded", TEXTS, 0),
	ROW("part", TEXT, 0),
	ROW("maturity", TEXT, 0),
	ROW("exclusions", TEXT, ROW_SILENT),
	END
};

static const struct member_row process_certificate[] = {
	ROW("scheme", TEXT, REQ),
	ROW("body", TEXT, REQ | ROW_PRODUCER),
	ROW("number", TEXT, REQ),
	ROW("edition", TEXT, REQ),
	ROW("holder", TEXT, REQ),
	ROW("sites", TEXTS, ROW_SILENT),
	ROW("maturity", TEXT, ROW_SILENT),
	END
};

static const struct member_row seller_declaration[] = {
	ROW("seller", TEXT, REQ | ROW_PRODUCER),
	ROW("text", TEXT, REQ),
	ROW_WITH("product", NAMED, 0, .scheme = "product"),
	END
};

/* Of the EU: the maker's own word, whatever body is named in it. */
static const struct member_row declaration_of_conformity[] = {
	ROW("manufacturer", TEXT, REQ | ROW_PRODUCER),
	ROW("product", SUBJECT, REQ),
	ROW("legislation", TEXTS, REQ),
	ROW("number", TEXT, 0),
	ROW("models", TEXTS, 0),
	ROW("firmware", TEXT, 0),
	ROW("standards", TEXTS, 0),
	ROW("body", TEXT, 0),
	ROW("certificate", TEXT, 0),
	END
};

static const struct member_row retention_record[] = {
	ROW("owner", TEXT, REQ),
	ROW("until", UNTIL, REQ),
	ROW("location", TEXT, REQ),
	ROW_WITH("batch", NAMED, 0, .scheme = "batch"),
	ROW_WITH("product", NAMED, 0, .scheme = "product"),
	ROW("refresh", TEXTS, ROW_SILENT),
	END
};

static const struct member_row attestation_result[] = {
	ROW("asset", SUBJECT, REQ),
	ROW("release", SUBJECT, REQ),
	ROW_WITH("baseline", DIGEST, REQ, .scheme = "digest"),
	ROW("result", EQUAL, REQ),
	ROW("attested", FROM, REQ | ROW_MADE | ROW_EVENT),
	END
};

static const struct member_row visual_inspection[] = {
	ROW_WITH("batch", NAMED, REQ, .scheme = "batch"),
	ROW("inspector", TEXT, REQ | ROW_PRODUCER),
	ROW("inspected", FROM, REQ | ROW_MADE | ROW_EVENT),
	ROW("result", OK, REQ),
	ROW_WITH("serials", TEXTS, ROW_SILENT, .scheme = "serial"),
	END
};

static const struct member_row hardening_check[] = {
	ROW("release", SUBJECT, REQ),
	ROW("checked", FROM, REQ | ROW_MADE | ROW_EVENT),
	ROW("guide", TEXT, REQ),
	ROW("result", OK, REQ),
	ROW("deviations", TEXTS, ROW_SILENT),
	END
};

const struct record_kind record_kinds[] = {
	{ "identity_list", "identity_list", identity_list, {0}, NULL },
	{ "identity_readout", "readout", identity_readout, {0}, NULL },
	{ "custody_record", "custody", custody_record, {0}, NULL },
	{ "update_history", "history", update_history, {0}, NULL },
	{ "configuration_baseline", "baseline", configuration_baseline, {0}, NULL },
	{ "configuration_export", "export", configuration_export, {0}, NULL },
	{ "support_period_statement", "support", support_period_statement,
	    { "product", "release" }, "expected product or release" },
	{ "eol_statement", "lifecycle", record_lifecycle, { "product", "release", "component" },
	    "expected product, release or component" },
	{ "patch_policy", "patching", record_patch_policy, { "product", "release", "zone" },
	    "expected product, release or zone" },
	{ "market_placement_record", "placement", market_placement_record,
	    { "product", "release" }, "expected product or release" },
	{ "planned_use", "use", planned_use, {0}, NULL },
	{ "security_context", "context", security_context, { "product", "release" },
	    "expected product or release" },
	{ "capability_claim", "claim", capability_claim, {0}, NULL },
	{ "scope_statement", "scope", scope_statement, {0}, NULL },
	{ "certificate_component", "certification", product_certificate, {0}, NULL },
	{ "certificate_system", "certification", product_certificate, {0}, NULL },
	{ "certificate_process", "certification", process_certificate, {0}, NULL },
	{ "certificate_management_system", "certification", process_certificate, {0}, NULL },
	{ "certificate_lookup", "lookup", record_lookup, {0}, NULL },
	{ "evaluation_report", "evaluation", product_certificate, {0}, NULL },
	{ "seller_declaration", "declaration", seller_declaration, {0}, NULL },
	{ "declaration_of_conformity", "conformity", declaration_of_conformity, {0}, NULL },
	{ "customer_notification", "notification", record_notification,
	    { "product", "release", "component" }, "expected product, release or component" },
	{ "retention_record", "retention", retention_record, { "batch", "product" },
	    "expected product or batch" },
	{ "attestation_result", "attestation", attestation_result, {0}, NULL },
	{ "visual_inspection", "inspection", visual_inspection, {0}, NULL },
	{ "hardening_check", "hardening", hardening_check, {0}, NULL },
	{ "capability_test_report", "test_run", record_test_results, {0}, NULL },
	{ "fuzz_report", "test_run", record_test_results, {0}, NULL },
	{ "lab_report", "test_run", record_test_results, {0}, NULL },
	{ "pentest_report", "test_run", record_test_results, {0}, NULL },
	{ "test_report", "test_run", record_test_results, {0}, NULL },
	{ "compensating_control_record", "measure", record_measure, {0}, NULL },
	{ "security_level_target", "target", record_level_target, {0}, NULL },
	{ "security_level_achieved", "achieved", record_level_achieved, {0}, NULL },
	{ "process_description", "written", record_description, {0}, NULL },
	{ "policy", "written", record_description, {0}, NULL },
	{ "training_record", "training", record_training, {0}, NULL },
	{ "process_record", "execution", record_execution, {0}, NULL },
	{ "role_matrix", "roles", record_roles, {0}, NULL },
	{ "metrics_report", "indicator", record_indicator, {0}, NULL },
	{ "scope_decision", "sample", record_sample, {0}, NULL },
	{ "requirement_mapping", "mapping", record_requirement_mapping,
	    { "release", "process" }, "expected release or process" },
	{ "responsibility_matrix", "matrix", record_responsibility_matrix, {0}, NULL },
};
const size_t record_kind_count = COUNT(record_kinds);
