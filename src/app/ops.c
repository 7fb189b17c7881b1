/* app/ops.c - the table of operations. See app/ops.h. check-source: long file, one table
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/ops.h"

#include "app/ops_desk.h"

static const struct op_param global[] = {
	FLAG("json", "print one JSON object"),
	FLAG("csv", "print a listing as CSV"),
	OPTION("home", "DIR", "the home: what is kept, and its keys (else $ASSAY_HOME)"),
	OPTION("as", "ACTOR", "who acts, e.g. person:acme/jane (else $ASSAY_ACTOR)"),
	OPTION("passphrase", "FILE", "the first line of FILE opens the key of who acts"),
	FLAG("quiet", "print nothing on standard error but errors (-q)"),
	FLAG("no-color", "no colours (also when NO_COLOR is set)"),
	FLAG("help", "say what the command does (-h)"),
};

static const struct op_param apply_params[] = {
	ARGUMENT("FILE", "a register (YAML or JSON), or a list of assets or products (CSV, XLSX)",
	    true, true),
	FLAG("dry-run", "say what would be written, and write nothing"),
	OPTION("product", "SUBJECT", "of a table: the product of every row"),
	OPTION("party", "ORG", "of a table: the organisation under which its products are named"),
	OPTIONS("map", "FILE", "what the columns of a table mean"),
};

static const struct op_param assess_params[] = {
	ARGUMENT("SUBJECT", "what is assessed, e.g. batch:acme/C-2026-041", false, true),
	OPTION("criteria", "NAME[@VERSION]", "published criteria, where several are in force"),
	OPTION("criteria-file", "FILE", "criteria that are not published"),
	OPTION("diff", "DECISION", "say what changed since this decision, by its own criteria"),
	OPTION("valid-at", "TIME", "the instant to assess for, in place of now"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
	OPTION("letter", "FILE", "write the letter that asks the supplier for the rest"),
	OPTION("html", "FILE", "write the report as one HTML file"),
	OPTION("case", "FILE", "write every fact that was used, as assay/case/1"),
	OPTION("assessment", "FILE", "write the verdicts as assay/assessment/1"),
};

static const struct op_param condition_gate_params[] = {
	ARGUMENT("ACTION", "the gate of a condition, e.g. production_connection", false, true),
	OPTION("for", "SUBJECT", "a subject or asset, e.g. asset:acme/ic-22#3101"),
};

static const struct op_param condition_list_params[] = {
	FLAG("open", "only those that are open, overdue ones too"),
	FLAG("overdue", "only those whose date has passed"),
	OPTION("within", "DURATION", "only those due by then, e.g. 14d"),
	OPTION("for", "SUBJECT", "only those of decisions on this subject or asset"),
};

static const struct op_param condition_satisfy_params[] = {
	ARGUMENT("CONDITION", "the condition, e.g. condition:1a2b3c4d#1", false, true),
	OPTIONS("evidence", "ID", "what closes it"),
	OPTION("note", "TEXT", "anything to remember"),
};

static const struct op_param decide_params[] = {
	ARGUMENT("SUBJECT", "what is decided on, e.g. batch:acme/C-2026-041", false, true),
	OPTION("outcome", "OUTCOME", "e.g. accept_with_conditions"),
	OPTION("proposal", "DIGEST", "the result_digest of the assessment that you saw"),
	OPTION("reason", "TEXT", "why, in words"),
	OPTIONS("serials", "LIST", "only these: 3101..3118,3120; without it the whole"),
	OPTION("criteria", "NAME[@VERSION]", "published criteria, where several are in force"),
	OPTION("valid-at", "TIME", "an earlier instant, where the criteria allow it"),
	OPTION("on-behalf-of", "ACTOR", "who decided on paper"),
	OPTION("paper", "EVIDENCE", "the paper that he signed"),
	OPTIONS("supersedes", "DECISION", "a decision that this one replaces"),
};

static const struct op_param decision_id_params[] = {
	ARGUMENT("ID", "the decision, with 8 or more digits of its id", false, true),
};

static const struct op_param decision_export_params[] = {
	ARGUMENT("ID", "the decision, with 8 or more digits of its id", false, true),
	ARGUMENT("DIR", "the folder to write; empty, or not there yet", false, true),
};

static const struct op_param decision_list_params[] = {
	OPTION("for", "SUBJECT", "only those on this subject or asset"),
	OPTION("outcome", "OUTCOME", "only those with this outcome"),
	OPTION("from", "TIME", "only those recorded from then on"),
	OPTION("until", "TIME", "only those recorded until then"),
	OPTION("type", "DECISION", "only those of this type, e.g. product_acceptance"),
	FLAG("departures", "only those with another outcome than was proposed"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param decision_replay_params[] = {
	ARGUMENT("ID", "the decision, with 8 or more digits of its id", false, true),
	FLAG("deep", "gather the case again from bodies, ledger and anchors too"),
	OPTION("with", "current", "compare with today's criteria; never counts as the replay"),
};

static const struct op_param decision_sheet_params[] = {
	ARGUMENT("ID", "the decision, with 8 or more digits of its id", false, true),
	OPTION("output", "FILE", "write the page there, in place of standard output"),
};

static const struct op_param decision_verify_params[] = {
	ARGUMENT("DIR", "a folder that `decision export` wrote", false, true),
	OPTION("log", "KEY", "the log_verifier, got by another way than the folder"),
	OPTION("checkpoint", "NOTE", "a checkpoint of the same log from elsewhere"),
};

static const struct op_param actor_register_params[] = {
	ARGUMENT("PERSON", "person:ORG/NAME or agent:ORG/NAME; a pseudonym will do", false, true),
	OPTION("key", "FILE", "the public key of someone who keeps his own"),
	OPTION("party", "ORG", "the organisation it acts for, where that is not its own"),
	FLAG("new-key", "it is registered already: from now on with this key"),
};

static const struct op_param actor_end_params[] = {
	ARGUMENT("ACTOR", "an actor, as `assay actor list` names it", false, true),
	OPTION("reason", "TEXT", "why; it is recorded"),
};

static const struct op_param known_params[] = {
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param decode_params[] = {
	ARGUMENT("KIND", "json, yaml, dsse, cms, criteria, certificate, table, mail, archive or "
	    "subject", false, true),
	ARGUMENT("FILE", "the file, or - for standard input", false, true),
	OPTIONS("map", "FILE", "what the columns of a table mean"),
};

static const struct op_param criteria_check_params[] = {
	ARGUMENT("FILE", "a criteria file", true, true),
};

static const struct op_param criteria_publish_params[] = {
	ARGUMENT("FILE", "a criteria file", false, true),
};

static const struct op_param criteria_withdraw_params[] = {
	ARGUMENT("NAME@VERSION", "criteria, as `assay criteria list` names them", false, true),
	OPTION("reason", "TEXT", "why; it is recorded"),
};

static const struct op_param criteria_show_params[] = {
	ARGUMENT("FILE", "a criteria file; without it those that ship with assay", false, false),
};

static const struct op_param criteria_test_params[] = {
	ARGUMENT("FILE", "a fixture, or a folder of them (*.test.yaml)", true, true),
};

static const struct op_param evidence_add_params[] = {
	ARGUMENT("FILE", "the file, as it was received", false, false),
	OPTION("held", "DIGEST", "no file: what somebody else holds for us, by its digest"),
	OPTION("holder", "PARTY", "who holds it, e.g. party:acme"),
	OPTION("place", "TEXT", "where the holder keeps it"),
	OPTION("until", "TIME", "until when the holder promises to keep it"),
	OPTION("size", "BYTES", "how large it is, where that is known"),
	FLAG("seen", "no file: what somebody was only shown"),
	OPTION("by", "PERSON", "who saw it, e.g. person:acme/jane"),
	OPTION("where", "TEXT", "where it was seen"),
	OPTION("on", "TIME", "when it was seen"),
	OPTION("agreement", "TEXT", "under which agreement it was shown"),
	OPTION("name", "TEXT", "of what is held or was seen: what it is called"),
	OPTION("for", "SUBJECT", "what it is about, e.g. batch:acme/C-2026-041"),
	OPTION("kind", "KIND", "the evidence kind, where the program does not see it"),
	OPTIONS("bound-to", "SUBJECT", "what it names, where the program does not see it"),
	OPTION("digest", "DIGEST", "what the bytes must hash to; nothing is kept when they do not"),
	OPTION("producer", "NAME", "who made it, as claimed"),
	OPTION("made", "TIME", "when it was made"),
	OPTION("received", "TIME", "when it was received, in place of now"),
	OPTION("valid-from", "TIME", "from when it holds"),
	OPTION("valid-until", "TIME", "until when it holds"),
	OPTION("owner", "NAME", "who keeps it current"),
	OPTION("label", "TEXT", "confidentiality"),
	OPTIONS("map", "FILE", "what the columns of a table mean"),
};

static const struct op_param evidence_list_params[] = {
	OPTION("for", "SUBJECT", "only what was recorded about this subject"),
	OPTION("kind", "KIND", "only this kind"),
	OPTION("mentions", "SUBJECT", "only what says anything about it, and where: a subject, or "
	    "a serial, article, batch ... as a supplier writes it"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param evidence_id_params[] = {
	ARGUMENT("ID", "the evidence, with 8 or more digits of its id", false, true),
};

static const struct op_param evidence_verify_params[] = {
	ARGUMENT("ID", "the evidence, with 8 or more digits of its id", false, true),
	ARGUMENT("FILE", "bytes that somebody brought: are they what is recorded?", false, false),
};

static const struct op_param evidence_review_params[] = {
	ARGUMENT("ID", "the evidence, with 8 or more digits of its id", false, true),
	OPTION("result", "RESULT", "pass, fail or indeterminate"),
	OPTION("role", "TEXT", "in which role it was read, e.g. verifier; criteria may ask for "
	    "one"),
	OPTION("parts", "TEXT", "what was read, e.g. 'pages 1 to 4'"),
	OPTION("relation", "RELATION", "of the reader to the producer: none, same_party, "
	    "contracted or unknown"),
	OPTIONS("dimension", "NAME=RESULT", "the result in one dimension, e.g. scope=pass"),
	OPTIONS("value", "FACT.MEMBER=TEXT", "a value read off the document, e.g. "
	    "support.support_end=2031-12-31"),
	OPTION("subject", "SUBJECT", "what the values are about"),
	OPTION("reader", "PERSON", "who read it, in place of who records it"),
	OPTION("on-paper", "EVIDENCE", "what the reader signed, recorded as evidence"),
	OPTION("method", "METHOD", "read_by_a_person, inspection, laboratory or call_back"),
	OPTION("at", "TIME", "when it was read, in place of now"),
	OPTION("transcribed-by", "ACTOR", "who typed in the values"),
	OPTION("reason", "TEXT", "why it comes to this result"),
};

static const struct op_param evidence_revoke_params[] = {
	ARGUMENT("ID", "the evidence, with 8 or more digits of its id", false, true),
	OPTION("state", "STATE", "revoked, withdrawn or disputed"),
	OPTION("from", "TIME", "from when on, in place of now"),
	OPTION("reason", "TEXT", "why it no longer holds"),
	OPTIONS("evidence", "ID", "evidence that says so"),
};

static const struct op_param evidence_supersede_params[] = {
	ARGUMENT("ID", "the evidence, with 8 or more digits of its id", false, true),
	OPTION("by", "ID", "the evidence that takes its place"),
	OPTION("reason", "TEXT", "why it takes its place"),
};

static const struct op_param exception_request_params[] = {
	OPTION("criterion", "ID", "the criterion that is departed from, e.g. sbom"),
	OPTION("requirement", "ID", "or the requirement, e.g. iec62443-4-2:2019/CR-1.1"),
	OPTIONS("for", "SUBJECT", "what it is for, e.g. batch:acme/C-2026-041"),
	OPTION("versions", "RANGE", "for releases of it in this range, e.g. '>=5.4,<5.6'"),
	OPTIONS("digest", "DIGEST", "for these bytes of it alone"),
	OPTIONS("code", "CODE", "a finding that it covers; without it, every one"),
	OPTION("outcome", "OUTCOME", "accept_with_exception or risk_accept"),
	OPTION("reason", "TEXT", "why it is asked for"),
	OPTION("compensating", "TEXT", "what is done in place of it"),
	OPTION("residual-risk", "TEXT", "what remains"),
	OPTION("owner", "TEXT", "who answers for it"),
	OPTION("until", "TIME", "when it ends"),
	OPTIONS("evidence", "ID", "evidence that shows the compensating measure"),
};

static const struct op_param exception_approve_params[] = {
	ARGUMENT("ID", "the exception, with 8 or more digits of its id", false, true),
	OPTION("from", "TIME", "from when it holds, in place of now"),
	OPTION("note", "TEXT", "what the approver adds"),
};

static const struct op_param exception_revoke_params[] = {
	ARGUMENT("ID", "the exception, with 8 or more digits of its id", false, true),
	OPTION("reason", "TEXT", "why it no longer holds"),
};

static const struct op_param exception_list_params[] = {
	FLAG("all", "those that were revoked too"),
	OPTION("within", "DURATION", "only those that end within it, e.g. 60d"),
	OPTION("valid-at", "TIME", "as it is at that instant, in place of now"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param exception_show_params[] = {
	ARGUMENT("ID", "the exception, with 8 or more digits of its id", false, true),
	OPTION("valid-at", "TIME", "as it is at that instant, in place of now"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param explain_params[] = {
	ARGUMENT("WORD", "a word or finding of any output", true, true),
};

static const struct op_param help_params[] = {
	ARGUMENT("COMMAND", "a command", true, false),
};

static const struct op_param inspect_params[] = {
	ARGUMENT("PATH", "a folder, archive, mail or file, as it was sent", true, true),
	OPTION("for", "SUBJECT", "what is assessed, e.g. batch:acme/C-2026-041"),
	OPTION("criteria", "FILE", "acceptance criteria in place of those that ship"),
	OPTIONS("anchor", "FILE=PURPOSE[,how]", "a key or certificate that you trust, for what, "
	    "and how that came about"),
	OPTIONS("map", "FILE", "what the columns of a table mean"),
	OPTION("valid-at", "TIME", "the instant to assess for, in place of now"),
	OPTION("threads", "N", "how many files to read at a time"),
	OPTION("letter", "FILE", "write the letter that asks the supplier for the rest"),
	OPTION("html", "FILE", "write the report as one HTML file"),
	OPTION("md", "FILE", "write the report as Markdown"),
	OPTION("case", "FILE", "write every fact that was used, as assay/case/1"),
	OPTION("assessment", "FILE", "write the verdicts as assay/assessment/1"),
};

static const struct op_param init_params[] = {
	OPTION("name", "ORG", "the organisation's name in subjects, e.g. acme"),
	OPTION("title", "TEXT", "its name for people"),
	OPTION("origin", "ORIGIN", "the name of the log, e.g. acme.example/evidence"),
	OPTION("person", "NAME", "who begins, e.g. jane; a pseudonym will do"),
};

static const struct op_param intake_propose_params[] = {
	ARGUMENT("PATH", "a folder, archive, mail or file, as it was sent", false, true),
	OPTION("for", "SUBJECT", "what it is about, e.g. batch:acme/C-2026-041"),
	OPTION("output", "FILE", "the sheet to write (CSV) (-o)"),
	OPTIONS("map", "FILE", "what the columns of a table mean"),
};

static const struct op_param intake_record_params[] = {
	ARGUMENT("SHEET", "a sheet that `intake propose` wrote, corrected", false, true),
	OPTION("path", "PATH", "where the files lie now, in place of the path in the sheet"),
	OPTIONS("map", "FILE", "what the columns of a table mean"),
};

static const struct op_param log_check_params[] = {
	ARGUMENT("NOTE", "a checkpoint from outside; without it the high-water mark", false, false),
	FLAG("paper", "the size and root as printed on a sheet, in place of a note"),
};

static const struct op_param log_export_params[] = {
	ARGUMENT("DIR", "the folder to write", false, true),
};

static const struct op_param key_new_params[] = {
	ARGUMENT("PERSON", "person:ORG/NAME or agent:ORG/NAME; a pseudonym will do", false, true),
	OPTION("output", "FILE", "the secret key's file (-o); nothing may stand there"),
};

static const struct op_param key_show_params[] = {
	ARGUMENT("KEY", "log, an actor, or 8 or more digits of a key's id, after sha256:", false,
	    true),
};

static const struct op_param log_prove_params[] = {
	ARGUMENT("ENTRY", "an id or a position", false, true),
};

static const struct op_param log_recover_params[] = {
	OPTION("from", "HOME", "bring back what is missing from another copy of this home"),
	OPTION("accept-loss", "REASON", "go on without it, under a new origin"),
};

static const struct op_param new_params[] = {
	OPTION("output", "FILE", "the file to write (-o); nothing may stand there"),
};

static const struct op_param rebuild_params[] = {
	FLAG("check", "make them beside the store, compare, and change nothing"),
};

static const struct op_param verification_list_params[] = {
	OPTION("evidence", "ID", "only those of this evidence"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param verification_show_params[] = {
	ARGUMENT("ID", "the verification, with 8 or more digits of its id", false, true),
};

static const struct op_param catalog_adopt_params[] = {
	ARGUMENT("FILE", "a catalogue or evidence kinds as JSON; without it all that ship", false,
	    false),
};

static const struct op_param catalog_diff_params[] = {
	ARGUMENT("A", "the older: NAME[@EDITION] that ships, adopted:NAME[@EDITION], or a file",
	    false, true),
	ARGUMENT("B", "the newer, or corrections of the older", false, true),
	OPTION("known-at", "N", "what is adopted as the first N entries knew it, or up to a date"),
};

static const struct op_param catalog_list_params[] = {
	FLAG("adopted", "those that this home has adopted, in place of those that ship"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param catalog_show_params[] = {
	ARGUMENT("CATALOGUE", "its name, e.g. iec62443-4-2", false, true),
	ARGUMENT("ITEM", "one item, e.g. CR-1.1-RE-1", false, false),
};

static const struct op_param role_grant_params[] = {
	ARGUMENT("ACTOR", "to whom", false, true),
	ARGUMENT("ROLE", "administrator, recorder, criteria_publisher, acceptance_authority, "
	    "exception_approver, reviewer or auditor", false, true),
	OPTIONS("scope", "SUBJECT", "for this subject and what is part of it; without it for all"),
	OPTION("from", "TIME", "not before"),
	OPTION("until", "TIME", "not after"),
	OPTION("ground", "TEXT", "on what ground; to oneself it is self-appointed"),
};

static const struct op_param role_end_params[] = {
	ARGUMENT("ROLE-ID", "a grant, as `assay role list` names it", false, true),
	OPTION("reason", "TEXT", "why; it is recorded"),
};

static const struct op_param role_list_params[] = {
	OPTION("actor", "ACTOR", "those of one actor"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
	OPTION("valid-at", "TIME", "those in force then"),
};

static const struct op_param subject_list_params[] = {
	OPTION("kind", "K", "party, product, release, asset, batch ..."),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param subject_show_params[] = {
	ARGUMENT("SUBJECT", "what is shown, e.g. product:acme/ic-22", false, true),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param trust_add_params[] = {
	ARGUMENT("FILE", "one public key or certificate, PEM or DER", false, true),
	OPTION("purpose", "P[,P]", "for what: identity, release, update, recovery, evidence, "
	    "attestation, timestamp, record, log"),
	OPTION("how", "HOW", "in_person, call_back, contract, public_register, earlier_delivery or "
	    "with_the_goods"),
	OPTION("by", "PERSON", "who satisfied himself that it is the right key"),
	OPTION("on", "DATE", "when that was"),
	OPTIONS("scope", "SUBJECT", "for what it may speak; without it for everything"),
	OPTION("from", "TIME", "trusted not before"),
	OPTION("until", "TIME", "trusted not after"),
	OPTIONS("evidence", "ID", "evidence of how it came to be trusted"),
	OPTION("note", "TEXT", "anything to remember"),
};

static const struct op_param trust_confirm_params[] = {
	ARGUMENT("ID", "an anchor, as `assay trust list` names it", false, true),
	OPTION("how", "HOW", "in_person, call_back, contract, public_register, earlier_delivery or "
	    "with_the_goods"),
	OPTION("by", "PERSON", "who satisfied himself again"),
	OPTION("on", "DATE", "when that was"),
	OPTION("note", "TEXT", "anything to remember"),
};

static const struct op_param trust_end_params[] = {
	ARGUMENT("ID", "an anchor, as `assay trust list` names it", false, true),
	OPTION("at", "TIME", "from when on it is not trusted"),
	OPTION("reason", "TEXT", "why; it is recorded"),
	FLAG("compromised", "never again, whenever it signed"),
};

static const struct op_param trust_show_params[] = {
	ARGUMENT("ID", "an anchor, as `assay trust list` names it", false, true),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

static const struct op_param task_list_params[] = {
	OPTION("owner", "NAME", "only those of this owner"),
	OPTION("within", "DURATION", "what will be due by then too, e.g. 30d"),
	OPTION("valid-at", "TIME", "as it stands then, in place of now"),
	OPTION("known-at", "N", "as the first N entries knew it, or up to a date"),
};

#define PARAMS(p) p, COUNT(p)

static const struct op ops[] = {
	{ "actor", "end", "end an actor: it signs nothing from then on", PARAMS(actor_end_params),
	    false, op_actor_end },
	{ "actor", "list", "list who may sign events", PARAMS(known_params), false, op_actor_list },
	{ "actor", "register", "register a person or agent with its key",
	    PARAMS(actor_register_params), false, op_actor_register },
	{ "apply", NULL, "register what a file says about parties, products, assets and people",
	    PARAMS(apply_params), false, op_apply },
	{ "assess", NULL, "hold what is kept about a subject against criteria",
	    PARAMS(assess_params), false, op_assess },
	{ "catalog", "adopt", "adopt catalogues, so that assessments rest on them",
	    PARAMS(catalog_adopt_params), false, op_catalog_adopt },
	{ "catalog", "diff", "what one catalogue says otherwise than another",
	    PARAMS(catalog_diff_params), false, op_catalog_diff },
	{ "catalog", "list", "list the requirement catalogues", PARAMS(catalog_list_params), false,
	    op_catalog_list },
	{ "catalog", "show", "show a catalogue or one item of it", PARAMS(catalog_show_params),
	    false, op_catalog_show },
	{ "certificate", "add", "record a certificate, or what its register said",
	    PARAMS(certificate_add_params), false, op_certificate_add },
	{ "certificate", "check", "say whether a certificate covers a release",
	    PARAMS(certificate_check_params), false, op_certificate_check },
	{ "certificate", "list", "list certificates, and what their registers said",
	    PARAMS(certificate_list_params), false, op_certificate_list },
	{ "clock", "list", "list duties that run, and when each is due",
	    PARAMS(clock_list_params), false, op_clock_list },
	{ "clock", "retention", "say until when to keep and support a product at least",
	    PARAMS(clock_retention_params), false, op_clock_retention },
	{ "clock", "show", "show one clock, its duties, and who is to be told",
	    PARAMS(clock_show_params), false, op_clock_show },
	{ "clock", "start", "start the clocks of a vulnerability, an incident or a product",
	    PARAMS(clock_start_params), false, op_clock_start },
	{ "clock", "stop", "file the receipt of what was delivered", PARAMS(clock_stop_params),
	    false, op_clock_stop },
	{ "condition", "gate", "say whether an action may go on, by the decisions in force",
	    PARAMS(condition_gate_params), false, op_condition_gate },
	{ "condition", "list", "list what must still happen after decisions",
	    PARAMS(condition_list_params), false, op_condition_list },
	{ "condition", "satisfy", "close a condition on evidence, when its criterion is met",
	    PARAMS(condition_satisfy_params), false, op_condition_satisfy },
	{ "criteria", "check", "name every error of criteria files", PARAMS(criteria_check_params),
	    false, op_criteria_check },
	{ "criteria", "list", "list the criteria in force", PARAMS(known_params), false,
	    op_criteria_list },
	{ "criteria", "publish", "publish criteria, so that decisions can rest on them",
	    PARAMS(criteria_publish_params), false, op_criteria_publish },
	{ "criteria", "show", "print criteria as sentences for a contract",
	    PARAMS(criteria_show_params), false, op_criteria_show },
	{ "criteria", "test", "run criteria over kept cases and compare",
	    PARAMS(criteria_test_params), false, op_criteria_test },
	{ "criteria", "withdraw", "withdraw criteria: what was decided by them stands",
	    PARAMS(criteria_withdraw_params), false, op_criteria_withdraw },
	{ "crosswalk", "gaps", "list what the Cyber Resilience Act asks for beyond IEC 62443-4",
	    PARAMS(crosswalk_gaps_params), false, op_crosswalk_gaps },
	{ "crosswalk", "index", "list which evidence answers the technical documentation",
	    PARAMS(crosswalk_index_params), false, op_crosswalk_index },
	{ "crosswalk", "list", "list which requirement leads to which of another standard",
	    PARAMS(crosswalk_list_params), false, op_crosswalk_list },
	{ "decide", NULL, "record a decision on what was assessed", PARAMS(decide_params), false,
	    op_decide },
	{ "decision", "explain", "say in words why it was decided so, and what came since",
	    PARAMS(decision_id_params), false, op_decision_explain },
	{ "decision", "export", "write a decision as a folder that verifies without assay",
	    PARAMS(decision_export_params), false, op_decision_export },
	{ "decision", "list", "list decisions", PARAMS(decision_list_params), false,
	    op_decision_list },
	{ "decision", "replay", "compute a decision again from what was recorded",
	    PARAMS(decision_replay_params), false, op_decision_replay },
	{ "decision", "sheet", "write one page to sign by hand", PARAMS(decision_sheet_params),
	    false, op_decision_sheet },
	{ "decision", "show", "show a decision as it was recorded", PARAMS(decision_id_params),
	    false, op_decision_show },
	{ "decision", "support", "list everything that a decision rests on, with its state now",
	    PARAMS(decision_id_params), false, op_decision_support },
	{ "decision", "verify", "check an exported folder, with no home",
	    PARAMS(decision_verify_params), false, op_decision_verify },
	{ "decode", NULL, "print the decoded form of one file", PARAMS(decode_params), true,
	    op_decode },
	{ "evidence", "add", "record evidence: a file, or what is held or was seen elsewhere",
	    PARAMS(evidence_add_params), false, op_evidence_add },
	{ "evidence", "cat", "print the bytes of evidence as they were received",
	    PARAMS(evidence_id_params), false, op_evidence_cat },
	{ "evidence", "decisions", "list the decisions that rest on one item",
	    PARAMS(evidence_id_params), false, op_evidence_decisions },
	{ "evidence", "kinds", "list the kinds of evidence", NULL, 0, false, op_evidence_kinds },
	{ "evidence", "list", "list the evidence that is recorded", PARAMS(evidence_list_params),
	    false, op_evidence_list },
	{ "evidence", "review", "record that a person has read evidence, and what it says",
	    PARAMS(evidence_review_params), false, op_evidence_review },
	{ "evidence", "revoke", "record that evidence no longer holds",
	    PARAMS(evidence_revoke_params), false, op_evidence_revoke },
	{ "evidence", "show", "show one item of evidence and what refers to it",
	    PARAMS(evidence_id_params), false, op_evidence_show },
	{ "evidence", "supersede", "record that other evidence takes its place",
	    PARAMS(evidence_supersede_params), false, op_evidence_supersede },
	{ "evidence", "verify", "check the bytes and signatures of one item anew",
	    PARAMS(evidence_verify_params), false, op_evidence_verify },
	{ "evidence", "write", "record what a person writes as a record of some kind",
	    PARAMS(evidence_write_params), false, op_evidence_write },
	{ "exception", "approve", "approve an exception that another has asked for",
	    PARAMS(exception_approve_params), false, op_exception_approve },
	{ "exception", "list", "list exceptions and what holds of each now",
	    PARAMS(exception_list_params), false, op_exception_list },
	{ "exception", "request", "ask for a departure from a criterion or requirement",
	    PARAMS(exception_request_params), false, op_exception_request },
	{ "exception", "revoke", "end an exception before its time",
	    PARAMS(exception_revoke_params), false, op_exception_revoke },
	{ "exception", "show", "show one exception and the decisions that name it",
	    PARAMS(exception_show_params), false, op_exception_show },
	{ "explain", NULL, "explain a word or a finding", PARAMS(explain_params), false,
	    op_explain },
	{ "fsck", NULL, "hash and compute everything in the home again", NULL, 0, false, op_fsck },
	{ "help", NULL, "say what assay and its commands do", PARAMS(help_params), false, op_help },
	{ "init", NULL, "make a home: its log, its keys and one person", PARAMS(init_params), false,
	    op_init },
	{ "inspect", NULL, "look at what a supplier sent, and hold it against criteria",
	    PARAMS(inspect_params), false, op_inspect },
	{ "intake", "propose", "read what was sent, and write a sheet with a row for each file",
	    PARAMS(intake_propose_params), false, op_intake_propose },
	{ "intake", "record", "record the files of a sheet as evidence, all or none",
	    PARAMS(intake_record_params), false, op_intake_record },
	{ "key", "list", "list the keys of the log and of those who may sign", NULL, 0, false,
	    op_key_list },
	{ "key", "new", "make a key for somebody who is not registered yet",
	    PARAMS(key_new_params), false, op_key_new },
	{ "key", "show", "print a public key", PARAMS(key_show_params), false, op_key_show },
	{ "level", "assess", "compute the capability levels that are shown for a release",
	    PARAMS(level_assess_params), false, op_level_assess },
	{ "level", "claim", "record which capability levels are claimed, and for what",
	    PARAMS(level_claim_params), false, op_level_claim },
	{ "level", "cover", "record the countermeasure that stands in for a row",
	    PARAMS(level_cover_params), false, op_level_cover },
	{ "level", "explain", "say why each row counts as it does", PARAMS(level_explain_params),
	    false, op_level_explain },
	{ "level", "target", "record the levels that a zone asks for", PARAMS(level_target_params),
	    false, op_level_target },
	{ "log", "check", "compare the log with its high-water mark or an outside checkpoint",
	    PARAMS(log_check_params), false, op_log_check },
	{ "log", "checkpoint", "print the last signed head of the log", NULL, 0, false,
	    op_log_checkpoint },
	{ "log", "export", "write the log as tiles that others can read",
	    PARAMS(log_export_params), false, op_log_export },
	{ "log", "prove", "prove that an entry is in the log", PARAMS(log_prove_params), false,
	    op_log_prove },
	{ "log", "recover", "make a store sign again over which an older copy was put",
	    PARAMS(log_recover_params), false, op_log_recover },
	{ "new", "acceptance", "ask a few questions, and write a register for an acceptance",
	    PARAMS(new_params), false, op_new_acceptance },
	{ "new", "criteria", "ask a few questions, and write acceptance criteria",
	    PARAMS(new_params), false, op_new_criteria },
	{ "new", "product", "ask a few questions, and write a register for a product",
	    PARAMS(new_params), false, op_new_product },
	{ "notice", "add", "record what customers were told", PARAMS(notice_add_params), false,
	    op_notice_add },
	{ "notice", "list", "list what customers were told, and who acknowledged it",
	    PARAMS(notice_list_params), false, op_notice_list },
	{ "practice", "sample", "choose releases by rule, and record which",
	    PARAMS(practice_sample_params), false, op_practice_sample },
	{ "practice", "status", "say what records carry of a development process",
	    PARAMS(practice_status_params), false, op_practice_status },
	{ "rebuild", NULL, "make the derived tables again from the log", PARAMS(rebuild_params),
	    false, op_rebuild },
	{ "request", "answer", "record what came of a request", PARAMS(request_answer_params),
	    false, op_request_answer },
	{ "request", "letter", "ask for everything that an assessment lacks",
	    PARAMS(request_letter_params), false, op_request_letter },
	{ "request", "list", "list what others were asked for, and what came",
	    PARAMS(request_list_params), false, op_request_list },
	{ "request", "new", "record what somebody was asked for", PARAMS(request_new_params),
	    false, op_request_new },
	{ "request", "show", "show one request, its answers, and what they are worth",
	    PARAMS(request_show_params), false, op_request_show },
	{ "requirement", "approve", "stand by a status, tailoring or waiver of somebody else",
	    PARAMS(requirement_approve_params), false, op_requirement_approve },
	{ "requirement", "export", "give the table back with what is stated and shown of each row",
	    PARAMS(requirement_export_params), false, op_requirement_export },
	{ "requirement", "import", "record what a workbook says of each requirement",
	    PARAMS(requirement_import_params), false, op_requirement_import },
	{ "requirement", "list", "list the rows that an edition asks for",
	    PARAMS(requirement_list_params), false, op_requirement_list },
	{ "requirement", "show", "one row: who stated what and when, approvals, tests, evidence",
	    PARAMS(requirement_show_params), false, op_requirement_show },
	{ "requirement", "status", "list what is stated and what is shown of each row",
	    PARAMS(requirement_status_params), false, op_requirement_status },
	{ "requirement", "tests", "record what a report of tests says of a release",
	    PARAMS(requirement_tests_params), false, op_requirement_tests },
	{ "responsibility", "export", "write what one party may see, without others' evidence",
	    PARAMS(responsibility_export_params), false, op_responsibility_export },
	{ "responsibility", "import", "record who is responsible for what, from a table",
	    PARAMS(responsibility_import_params), false, op_responsibility_import },
	{ "responsibility", "lint", "say which duties nobody, or more than one, is named for",
	    PARAMS(responsibility_lint_params), false, op_responsibility_lint },
	{ "responsibility", "owed", "list what one party owes, to whom, and by when",
	    PARAMS(responsibility_owed_params), false, op_responsibility_owed },
	{ "responsibility", "retained", "list evidence that lies elsewhere, and its last check",
	    PARAMS(responsibility_retained_params), false, op_responsibility_retained },
	{ "responsibility", "show", "list who is responsible for what, and what is open",
	    PARAMS(responsibility_show_params), false, op_responsibility_show },
	{ "responsibility", "template", "give a matrix to fill in, by the roles of IEC 62443",
	    PARAMS(responsibility_template_params), false, op_responsibility_template },
	{ "role", "end", "end a role that was granted", PARAMS(role_end_params), false,
	    op_role_end },
	{ "role", "grant", "grant a role to an actor", PARAMS(role_grant_params), false,
	    op_role_grant },
	{ "role", "list", "list who may do what, and who granted it", PARAMS(role_list_params),
	    false, op_role_list },
	{ "scope", "add", "record what exactly a level is claimed for", PARAMS(scope_add_params),
	    false, op_scope_add },
	{ "scope", "list", "list what levels are claimed for", PARAMS(scope_list_params), false,
	    op_scope_list },
	{ "scope", "show", "show one scope statement", PARAMS(scope_show_params), false,
	    op_scope_show },
	{ "subject", "list", "list what is registered", PARAMS(subject_list_params), false,
	    op_subject_list },
	{ "subject", "show", "show what is registered about one subject",
	    PARAMS(subject_show_params), false, op_subject_show },
	{ "support", "due", "list what is supported no longer, or not for long",
	    PARAMS(support_due_params), false, op_support_due },
	{ "support", "export", "write life cycle dates as an OpenEoX document",
	    PARAMS(support_export_params), false, op_support_export },
	{ "support", "list", "list until when products, releases and components are supported",
	    PARAMS(support_list_params), false, op_support_list },
	{ "support", "patching", "list who supplies, approves, installs and confirms updates",
	    PARAMS(support_patching_params), false, op_support_patching },
	{ "support", "set", "record until when something is supported", PARAMS(support_set_params),
	    false, op_support_set },
	{ "support", "statement", "say for a buyer until which month something is supported",
	    PARAMS(support_statement_params), false, op_support_statement },
	{ "task", "list", "list what somebody has to do: what is stale, due, undecided",
	    PARAMS(task_list_params), false, op_task_list },
	{ "trust", "add", "trust a key or certificate, and say how that came about",
	    PARAMS(trust_add_params), false, op_trust_add },
	{ "trust", "confirm", "satisfy oneself again that a key is the right one",
	    PARAMS(trust_confirm_params), false, op_trust_confirm },
	{ "trust", "end", "trust a key no longer", PARAMS(trust_end_params), false, op_trust_end },
	{ "trust", "list", "list the keys and certificates that are trusted", PARAMS(known_params),
	    false, op_trust_list },
	{ "trust", "show", "show one of them, and how it came to be trusted",
	    PARAMS(trust_show_params), false, op_trust_show },
	{ "verification", "list", "list what people have read", PARAMS(verification_list_params),
	    false, op_verification_list },
	{ "verification", "show", "show one reading by a person", PARAMS(verification_show_params),
	    false, op_verification_show },
	{ "version", NULL, "print the version", NULL, 0, false, op_version },
};

const struct op *
ops_all(size_t *count)
{
	*count = COUNT(ops);
	return ops;
}

const struct op_param *
ops_global(size_t *count)
{
	*count = COUNT(global);
	return global;
}
