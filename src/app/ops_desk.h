/* app/ops_desk.h - parameters of the operations on requirements, levels, practices and clocks.
 *
 * A part of the table in app/ops.c, which alone includes it.
 *
 * Layer:    private to app/ops.c.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_OPS_DESK_H
#define APP_OPS_DESK_H

#include "app/ops.h"

#define ARGUMENT(name, help, repeat, required) \
	{ name, NULL, help, PARAM_ARGUMENT, repeat, required }
#define OPTION(name, value, help) { name, value, help, PARAM_TEXT, false, false }
#define OPTIONS(name, value, help) { name, value, help, PARAM_TEXT, true, false }
#define FLAG(name, help) { name, NULL, help, PARAM_FLAG, false, false }

static const struct op_param clock_list_params[] = {
	FLAG("open", "only duties that are not done"),
	OPTION("valid-at", "TIME", "as it stands then, in place of now"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param clock_retention_params[] = {
	OPTION("for", "SUBJECT", "the product or release"),
	OPTION("valid-at", "TIME", "as it stands then, in place of now"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param clock_show_params[] = {
	ARGUMENT("CLOCK", "the clock, with 8 or more digits of its id", false, true),
	OPTION("sheet", "DUTY", "the work sheet of one report, e.g. early_warning"),
	OPTION("output", "FILE", "write the sheet there, in place of standard output"),
	OPTION("html", "FILE", "write it as a page too, to be filled in and signed"),
	OPTION("valid-at", "TIME", "as it stands then, in place of now"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param clock_start_params[] = {
	OPTION("event", "EVENT", "actively_exploited_vulnerability, severe_incident, "
	    "vulnerability_not_exploited or placing_on_the_market"),
	OPTION("identifier", "TEXT", "of the vulnerability, incident or product"),
	OPTIONS("affects", "SUBJECT", "a product or release that it is about"),
	OPTION("awareness", "TIME", "when a first assessment made it reasonably certain"),
	OPTION("report-received", "TIME", "when the first word of it came: the earlier reading"),
	OPTION("measure-available", "TIME", "when a correction or mitigation was available"),
	OPTION("notification-submitted", "TIME", "when the incident was notified"),
	OPTION("placed-on-market", "TIME", "when the product was placed on the market"),
	OPTION("update-issued", "TIME", "when a security update was issued"),
	OPTION("support-end", "TIME", "when support ends"),
	OPTION("continues", "CLOCK", "more is known of this clock; what is not said stays"),
	OPTION("title", "TEXT", "what it is, in words"),
	OPTIONS("evidence", "ID", "what it rests on"),
	OPTION("note", "TEXT", "anything to remember"),
};

static const struct op_param clock_stop_params[] = {
	ARGUMENT("CLOCK", "the clock, with 8 or more digits of its id", false, true),
	ARGUMENT("DUTY", "what is done, e.g. early_warning or CLK-V-EW", false, true),
	OPTION("why", "WORD", "delivered (else), already_provided, in_error"),
	OPTIONS("evidence", "ID", "the receipt"),
	OPTION("at", "TIME", "when, in place of now"),
	OPTION("note", "TEXT", "anything to remember"),
};

static const struct op_param crosswalk_gaps_params[] = {
	FLAG("adopted", "the catalogues that this home has adopted, not those that ship"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param crosswalk_index_params[] = {
	OPTION("for", "SUBJECT", "the product or release"),
	OPTION("html", "FILE", "write a page there too, to be read and signed"),
	OPTION("valid-at", "TIME", "as it stands then, in place of now"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param crosswalk_list_params[] = {
	OPTION("from", "CATALOGUE", "only from this catalogue, e.g. iec62443-4-1"),
	OPTION("to", "CATALOGUE", "only to this catalogue, e.g. cra"),
	OPTION("for", "ROW", "only what leads from or to this row, e.g. SM-9"),
	FLAG("adopted", "the catalogues that this home has adopted, not those that ship"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param certificate_add_params[] = {
	ARGUMENT("KIND", "component, system, process, management_system, evaluation_report, "
	    "seller_declaration, eu_declaration, or lookup: what its register said", false,
	    true),
	ARGUMENT("FILE", "what stands on it (YAML or JSON)", false, true),
	OPTIONS("for", "SUBJECT", "what it is about: a product, release or process"),
};

static const struct op_param certificate_check_params[] = {
	OPTION("for", "RELEASE", "the release that should be covered"),
	OPTION("of", "KIND", "component, else system"),
	OPTIONS("edition", "TEXT", "an edition that will do, as it stands on certificates"),
	OPTION("level", "VECTOR", "asked for: a number for each of FR1 to FR7, e.g. 2,2,2,1,2,1,3"),
	OPTIONS("hardware", "TEXT", "a revision of the hardware that is delivered"),
	OPTION("valid-at", "TIME", "the instant to look at, in place of now"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param certificate_list_params[] = {
	OPTION("for", "SUBJECT", "only those about it"),
	OPTION("valid-at", "TIME", "as it stands then, in place of now"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param evidence_write_params[] = {
	ARGUMENT("KIND", "the kind of record, e.g. process_record", false, true),
	ARGUMENT("FILE", "its members (YAML or JSON); evidence is named by its id", false, true),
	OPTIONS("for", "SUBJECT", "what the record is about"),
};

#define LEVEL_OPTIONS \
	OPTION("for", "RELEASE", "the release, e.g. release:acme/ic-22@5.4.2"), \
	OPTION("edition", "EDITION", "where several are spoken of, e.g. iec62443-4-2:2019"), \
	OPTIONS("component-type", "TYPE", "where nothing kept says it: software_application, " \
	    "embedded_device, host_device, network_device"), \
	OPTION("valid-at", "TIME", "the instant to look at, in place of now"), \
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date")

static const struct op_param level_assess_params[] = {
	LEVEL_OPTIONS,
	OPTION("zone", "ZONE", "hold it against the target of this zone"),
	OPTION("html", "FILE", "write a sheet there too, to be read and signed"),
};

static const struct op_param level_claim_params[] = {
	OPTION("for", "RELEASE", "for which release it is claimed"),
	OPTION("level", "VECTOR", "a number for each of FR1 to FR7, e.g. 2,2,2,1,2,1,3"),
	OPTION("edition", "EDITION", "e.g. iec62443-4-2:2019"),
	OPTION("scope", "EVIDENCE", "the scope statement, where several are in force"),
	OPTION("issuer", "PARTY", "who claims it"),
	OPTION("note", "TEXT", "anything to remember"),
};

static const struct op_param level_cover_params[] = {
	ARGUMENT("ROW", "the row that falls short, e.g. CR-1.1-RE-1", false, true),
	OPTION("for", "RELEASE", "of which release"),
	OPTION("zone", "ZONE", "in which zone; without it wherever it lives"),
	OPTION("edition", "EDITION", "e.g. iec62443-4-2:2019"),
	OPTION("measure", "TEXT", "what stands in for it"),
	OPTION("owner", "NAME", "who does it"),
	OPTION("due", "TIME", "until when"),
	OPTIONS("evidence", "ID", "what shows that it is there"),
};

static const struct op_param level_explain_params[] = {
	ARGUMENT("WHAT", "FR1 to FR7, or a row, e.g. CR-1.1-RE-1; without it every row", false,
	    false),
	LEVEL_OPTIONS,
};

static const struct op_param level_target_params[] = {
	OPTION("zone", "ZONE", "the zone, e.g. zone:plant/line/1"),
	OPTION("level", "VECTOR", "asked for: a number for each of FR1 to FR7"),
	OPTION("edition", "EDITION", "by whose rows it is compared, e.g. iec62443-4-2:2019"),
	OPTION("risk-assessment", "EVIDENCE", "what it comes out of"),
	OPTION("owner", "NAME", "who answers for it"),
	OPTION("review", "TIME", "until when it is looked at again"),
};

static const struct op_param practice_sample_params[] = {
	OPTION("for", "PROCESS", "the process with its version, e.g. process:acme/sdl@7"),
	OPTION("from", "TIME", "the beginning of the period that the sample stands for"),
	OPTION("until", "TIME", "its end"),
	OPTION("size", "N", "how many releases, 3 without it"),
};

static const struct op_param notice_add_params[] = {
	OPTION("for", "SUBJECT", "the product, release or component (purl) that it is about"),
	OPTION("about", "WORD", "support_period, end_of_support, vulnerability, update, incident "
	    "or other"),
	OPTION("vulnerability", "ID", "which one, e.g. CVE-2026-0001"),
	OPTION("end", "TIME", "the end of support that was told"),
	OPTION("audience", "TEXT", "who was meant"),
	OPTIONS("recipient", "TEXT", "to whom it went"),
	OPTION("channel", "TEXT", "by which way, e.g. mail"),
	OPTION("sent", "TIME", "when"),
	OPTION("content", "FILE", "what was sent: its digest is recorded"),
	OPTIONS("acknowledged", "NAME=TIME", "who said that it arrived, and when"),
	OPTION("reference", "TEXT", "where it is found"),
	OPTION("issuer", "PARTY", "who told them"),
	OPTION("note", "TEXT", "anything to remember"),
};

static const struct op_param notice_list_params[] = {
	OPTION("for", "SUBJECT", "only what reaches whoever has this product, release or "
	    "component"),
	OPTION("about", "WORD", "only on this occasion, e.g. vulnerability"),
	OPTION("vulnerability", "ID", "only about this one"),
	OPTION("valid-at", "TIME", "as it stands then, in place of now"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param practice_status_params[] = {
	OPTION("for", "SUBJECT", "a process with its version, or a release"),
	OPTION("process", "PROCESS", "of a release: under which process it was made"),
	OPTION("period", "DURATION", "how old a record may be, 365d without it"),
	OPTION("edition", "EDITION", "where several are adopted, e.g. iec62443-4-1:2018"),
	FLAG("unproven", "only what a workbook says is done and no record carries"),
	OPTION("html", "FILE", "write a sheet there too, to be read and signed"),
	OPTION("valid-at", "TIME", "the instant to look at, in place of now"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param request_answer_params[] = {
	ARGUMENT("REQUEST", "the request, with 8 or more digits of its id", false, true),
	OPTIONS("evidence", "ID", "what came; how much it is worth is computed"),
	OPTION("refused", "TEXT", "why nothing comes"),
	OPTION("accept", "REASON", "why what came will do, though it is weak"),
	OPTION("note", "TEXT", "anything to remember"),
};

static const struct op_param request_list_params[] = {
	FLAG("open", "only what nobody has answered, or weakly"),
	FLAG("overdue", "only what nobody has answered in time"),
	OPTION("for", "SUBJECT", "only what is about this"),
	OPTION("to", "PARTY", "only what this party was asked for"),
	OPTION("valid-at", "TIME", "as it stands then, in place of now"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param request_letter_params[] = {
	ARGUMENT("SUBJECT", "what is assessed, e.g. batch:acme/C-2026-041", false, true),
	OPTION("to", "PARTY", "who is asked, e.g. party:acme"),
	OPTION("owner", "NAME", "who follows it up"),
	OPTION("due", "TIME", "until when; a date means its end"),
	OPTION("criteria", "NAME", "the criteria, where several are in force"),
	OPTION("output", "FILE", "write the letter there"),
};

static const struct op_param request_new_params[] = {
	OPTIONS("for", "SUBJECT", "what it is about"),
	OPTION("to", "PARTY", "who is asked, e.g. party:acme"),
	OPTIONS("evidence", "KIND", "a kind of evidence that would do"),
	OPTIONS("code", "CODE", "what is lacking, e.g. EVIDENCE_MISSING"),
	OPTION("criterion", "ID", "the criterion that needs it"),
	OPTION("decision", "TEXT", "the decision that waits for it"),
	OPTION("stage", "TEXT", "the stage of life it belongs to"),
	OPTION("format", "TEXT", "the form it should come in"),
	OPTION("owner", "NAME", "who follows it up"),
	OPTION("due", "TIME", "until when; a date means its end"),
	OPTION("reason", "TEXT", "why it is asked for"),
};

static const struct op_param request_show_params[] = {
	ARGUMENT("REQUEST", "the request, with 8 or more digits of its id", false, true),
	OPTION("valid-at", "TIME", "as it stands then, in place of now"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param requirement_approve_params[] = {
	ARGUMENT("ROW", "the row, e.g. CR-2.2 or iec62443-4-1:2018/SM-1", false, true),
	OPTION("for", "SUBJECT", "the release or process that states it"),
	OPTION("what", "WORD", "requirement_status (else), tailoring, waiver"),
	OPTION("reason", "TEXT", "why it is right; it is recorded"),
	OPTION("until", "TIME", "until when it holds"),
};

static const struct op_param requirement_export_params[] = {
	LEVEL_OPTIONS,
	OPTION("sheet", "NAME", "this sheet of the workbook, where several name requirements"),
	OPTION("map", "FILE", "what its columns and words mean, as when it was imported"),
	OPTION("under", "TEXT", "the columns below this heading, as when it was imported"),
	OPTION("output", "FILE", "the table to write (CSV) (-o)"),
};

static const struct op_param requirement_import_params[] = {
	ARGUMENT("FILE", "the workbook (XLSX) or table (CSV)", false, true),
	OPTION("for", "SUBJECT", "the release or process that it speaks of"),
	OPTION("edition", "EDITION", "of which edition, where the table does not say; asked once"),
	OPTION("sheet", "NAME", "this sheet alone; a hidden one too"),
	OPTIONS("component-type", "TYPE", "what the product is, as in `assay scope add`"),
	OPTION("issuer", "PARTY", "who says what stands in it"),
	OPTION("map", "FILE", "what its columns and words mean"),
	OPTION("under", "TEXT", "of several products in one table the columns below this heading"),
	FLAG("dry-run", "say what would be recorded, and record nothing"),
};

static const struct op_param requirement_list_params[] = {
	OPTION("edition", "EDITION", "e.g. iec62443-4-2:2019 or iec62443-4-1:2018"),
	OPTIONS("component-type", "TYPE", "software_application, embedded_device, host_device or "
	    "network_device; of several what any of them needs"),
	OPTION("level", "N", "only what this level asks for, 1 to 4"),
	FLAG("adopted", "of what this home has adopted, with its corrections and profiles"),
	OPTION("known-at", "N", "what is adopted as the first N entries knew it, or up to a date"),
};

static const struct op_param requirement_show_params[] = {
	ARGUMENT("ROW", "the row, e.g. CR-2.2 or iec62443-4-1:2018/SM-1", false, true),
	OPTION("for", "SUBJECT", "the release or process that states it"),
	OPTION("edition", "EDITION", "where several have it, e.g. iec62443-4-2:2019"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param requirement_status_params[] = {
	LEVEL_OPTIONS,
	FLAG("gaps", "only rows that the component does not show by itself"),
	FLAG("unproven", "only rows that are stated met and have no record behind them"),
};

static const struct op_param requirement_tests_params[] = {
	ARGUMENT("FILE", "JUnit XML, SARIF, an in-toto test result, or a table (CSV, XLSX)", false,
	    true),
	OPTION("for", "RELEASE", "what was tested, and nothing else"),
	OPTION("tester", "NAME", "who tested it"),
	OPTION("performed", "TIME", "when"),
	OPTION("independence", "WORD", "of the tester from the developers: none, other_person, "
	    "other_department, other_organisation"),
	OPTION("method", "TEXT", "how, or with what"),
	OPTION("edition", "EDITION", "of its requirements, where several have them"),
	OPTION("kind", "KIND", "capability_test_report (else), test_report, fuzz_report, "
	    "pentest_report, lab_report"),
	FLAG("dry-run", "say what would be recorded, and record nothing"),
};

#define RESPONSIBILITY_OPTIONS \
	OPTION("for", "SUBJECT", "what it is about, e.g. product:acme/ic-22"), \
	OPTION("valid-at", "TIME", "the instant to look at, in place of now"), \
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date")

static const struct op_param responsibility_export_params[] = {
	RESPONSIBILITY_OPTIONS,
	OPTION("party", "PARTY", "whose view it is, as the matrix names it"),
	OPTION("output", "PLACE", "a folder that is empty or not there yet, or a .json file (-o)"),
};

static const struct op_param responsibility_import_params[] = {
	ARGUMENT("FILE", "the matrix: a workbook (XLSX), a table (CSV), YAML or JSON", false,
	    true),
	OPTION("for", "SUBJECT", "what it is about: a product, release, system, zone ..."),
	OPTION("edition", "EDITION", "which edition requirements are of, where several know them"),
	OPTION("sheet", "NAME", "this sheet alone; a hidden one too"),
	OPTION("contract", "TEXT", "the contract that it belongs to"),
	OPTION("issuer", "PARTY", "who says what stands in it"),
	OPTION("map", "FILE", "what its columns mean, and who is who"),
	FLAG("whole", "it is the whole matrix: duties that it does not name end"),
	FLAG("dry-run", "say what would be recorded, and record nothing"),
};

static const struct op_param responsibility_lint_params[] = {
	RESPONSIBILITY_OPTIONS,
};

static const struct op_param responsibility_owed_params[] = {
	OPTION("party", "PARTY", "who owes, as the matrix names it"),
	OPTION("for", "SUBJECT", "only what is about this"),
	OPTION("within", "DURATION", "tasks that are due by then too, e.g. 30d; else 90d"),
	OPTION("valid-at", "TIME", "as it stands then, in place of now"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param responsibility_retained_params[] = {
	OPTION("for", "SUBJECT", "only what is about this"),
	FLAG("due", "only what was not checked in time"),
	OPTION("valid-at", "TIME", "as it stands then, in place of now"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param responsibility_show_params[] = {
	RESPONSIBILITY_OPTIONS,
	OPTION("party", "PARTY", "only what this party has"),
	FLAG("open", "only what nobody, or more than one, is named for"),
	OPTION("html", "FILE", "write a sheet there too, to be read and signed"),
};

static const struct op_param responsibility_template_params[] = {
	OPTIONS("edition", "EDITION", "only rows of this edition, e.g. iec62443-4-1:2018"),
	OPTION("output", "FILE", "write the table (CSV) there (-o)"),
};

static const struct op_param scope_add_params[] = {
	OPTION("for", "RELEASE", "the release that was assessed, e.g. release:acme/ic-22@5.4.2"),
	OPTIONS("component-type", "TYPE", "software_application, embedded_device, host_device or "
	    "network_device"),
	OPTION("configuration", "TEXT", "the configuration in which it was assessed"),
	OPTION("environment", "TEXT", "the environment it is meant for"),
	OPTIONS("assumption", "TEXT", "what it takes for granted of its surroundings"),
	OPTIONS("exclusion", "TEXT", "what was left out"),
	OPTION("edition", "EDITION", "e.g. iec62443-4-2:2019"),
	OPTION("level", "VECTOR", "claimed: a number for each of FR1 to FR7, e.g. 2,2,2,1,2,1,3"),
	OPTION("issuer", "PARTY", "who states it"),
	OPTION("note", "TEXT", "anything to remember"),
};

static const struct op_param scope_list_params[] = {
	OPTION("for", "SUBJECT", "only those of this release or product"),
	OPTION("valid-at", "TIME", "as it stands then, in place of now"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param scope_show_params[] = {
	ARGUMENT("ID", "the scope statement, with 8 or more digits of its id", false, true),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

#define SUPPORT_OPTIONS \
	OPTION("for", "SUBJECT", "only of this product, release or component"), \
	OPTION("valid-at", "TIME", "as it stands then, in place of now"), \
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date")

static const struct op_param support_due_params[] = {
	OPTION("within", "DURATION", "how far ahead to look, e.g. 30d; else 90d"),
	SUPPORT_OPTIONS,
};

static const struct op_param support_export_params[] = {
	FLAG("openeox", "OpenEoX Core 1.0: the four dates of a life cycle"),
	OPTION("evidence", "ID", "which statement, where several are in force"),
	OPTION("output", "FILE", "the file to write (-o), or - for standard output"),
	SUPPORT_OPTIONS,
};

static const struct op_param support_list_params[] = {
	SUPPORT_OPTIONS,
	OPTION("html", "FILE", "write a sheet there too, to be read and signed"),
};

static const struct op_param support_patching_params[] = {
	OPTION("for", "SUBJECT", "only of this product, release or zone"),
	OPTION("valid-at", "TIME", "as it stands then, in place of now"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param support_statement_params[] = {
	OPTION("for", "SUBJECT", "a product or a release"),
	OPTION("html", "FILE", "write a page there too, to be read and signed"),
	OPTION("valid-at", "TIME", "as it stands then, in place of now"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param support_set_params[] = {
	OPTION("for", "SUBJECT", "a product, a release or the purl of a component"),
	OPTION("start", "TIME", "from when it is supported, or was available"),
	OPTION("end", "TIME", "until when security updates are made; tba: still to be announced"),
	OPTION("end-of-sales", "TIME", "until when it is sold, or tba"),
	OPTION("end-of-life", "TIME", "until when anything is done for it, or tba"),
	OPTION("policy", "TEXT", "by which policy"),
	OPTION("maintenance", "TEXT", "by which plan it is maintained"),
	OPTION("source", "TEXT", "where this is said"),
	OPTION("issuer", "PARTY", "who says it"),
	OPTION("note", "TEXT", "anything to remember"),
};

#endif
