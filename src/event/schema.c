/* event/schema.c - the closed forms of events: one table for each type (doc/formats/event.md).
 * SPDX-License-Identifier: Apache-2.0 */
#include "event/event_int.h"

#define RULE(n, k, say, ...) { .name = n, .kind = k, .what = "expected " n ": " say, __VA_ARGS__ }
#define TEXT(n) RULE(n, RULE_TEXT, "text without control characters", )
#define SOME(n) RULE(n, RULE_SOME, "a text that is not empty", )
#define WORD(n) RULE(n, RULE_WORD, "a word in lower_snake_case", )
#define ONE_OF(n, list) RULE(n, RULE_WORD, "one of " list, .words = list)
#define INSTANT(n) RULE(n, RULE_INSTANT, "an instant of 24 characters", )
#define INSTANT_OR_NULL(n) RULE(n, RULE_INSTANT, "an instant or null", .or_null = true)
#define SUBJECT(n) RULE(n, RULE_SUBJECT, "a full subject", )
#define SUBJECT_OR_EMPTY(n) RULE(n, RULE_SUBJECT, "a full subject or empty", .or_empty = true)
#define SUBJECT_OF(n, kinds) RULE(n, RULE_SUBJECT, "a subject of kind " kinds, .words = kinds)
#define DIGEST(n) RULE(n, RULE_DIGEST, "sha256: and 64 hex digits", )
#define ID(n, prefix) RULE(n, RULE_ID, prefix ": and 64 hex digits", .words = prefix)
#define KEY(n) RULE(n, RULE_KEY, "an Ed25519 SubjectPublicKeyInfo in base64", )
#define SIZE(n) RULE(n, RULE_SIZE, "an integer from 0 to 2^53 - 1", )
#define BOOL(n) RULE(n, RULE_BOOL, "true or false", )
#define OBJECT(n, of) RULE(n, RULE_OBJECT, "an object", .shape = &(of))
#define OBJECT_OR_NULL(n, of) RULE(n, RULE_OBJECT, "an object or null", .shape = &(of), \
	.or_null = true)
#define LIST(n, of, how) RULE(n, RULE_LIST, "a list", .element = &(of), .order = how)
#define LIST_BY(n, of, names) RULE(n, RULE_LIST, "a list", .element = &(of), \
	.order = ORDER_MEMBERS, .by = names)
#define SHAPE(id, ...) \
	static const struct rule id##_rules[] = { __VA_ARGS__ }; \
	static const struct shape id = { id##_rules, COUNT(id##_rules) }
#define ELEMENT(id, of) \
	static const struct rule id = { .kind = RULE_OBJECT, .what = "expected an object", \
		.shape = &(of) }

/* --- the whole -------------------------------------------------------------------------------- */

static const struct rule one_subject = { .kind = RULE_SUBJECT, .what = "expected a full subject" };
static const struct rule one_digest = { .kind = RULE_DIGEST,
	.what = "expected sha256: and 64 hex digits" };
static const struct rule one_code = { .kind = RULE_CODE, .what = "expected a finding code" };
static const struct rule one_exception = { .kind = RULE_ID, .words = "exception",
	.what = "expected exception: and 64 hex digits" };
static const struct rule one_purpose = { .kind = RULE_WORD, .what = "expected a purpose",
	.words = "identity release update recovery evidence attestation timestamp record log" };

SHAPE(ref_shape,
	RULE("id", RULE_REF, "a word, a colon, 64 hex digits, # and a number for a condition", ),
	ONE_OF("rel", "about supersedes revokes requests satisfies based_on"));
ELEMENT(one_ref, ref_shape);
SHAPE(body_shape,
	SOME("media_type"),
	DIGEST("sha256"),
	RULE("sha512", RULE_SHA512, "128 hex digits", ),
	SIZE("size"));
ELEMENT(one_body, body_shape);

static const struct rule event_rules[] = {
	ONE_OF("assay", "event/1"),
	SOME("log"),
	SOME("type"),
	INSTANT("at"),
	SUBJECT_OF("actor", "person agent"),
	RULE("subjects", RULE_LIST, "a list of at most 1,000 subjects", .element = &one_subject,
	    .order = ORDER_BYTES, .max = EVENT_SUBJECTS_MAX),
	RULE("refs", RULE_LIST, "a list of at most 1,000 references", .element = &one_ref,
	    .order = ORDER_MEMBERS, .by = "rel id", .max = EVENT_REFS_MAX),
	RULE("bodies", RULE_LIST, "a list of at most 16 bodies", .element = &one_body,
	    .max = EVENT_BODIES_MAX),
	RULE("data", RULE_DATA, "an object", ),
};
const struct shape event_shape = { event_rules, COUNT(event_rules) };

/* --- the store, its actors and their roles ---------------------------------------------------- */

#define METHOD ONE_OF("method", "key_file passphrase")
#define ACTOR SUBJECT_OF("actor", "person agent")
#define IDENTITY ONE_OF("identity", "key_file passphrase paper")
#define SCOPE LIST("scope", one_subject, ORDER_BYTES)

SHAPE(store_created, SUBJECT_OF("organisation", "party"), SOME("title"), KEY("log_key"),
	KEY("actor_key"), METHOD, SOME("program"));
SHAPE(actor_registered, ACTOR, KEY("key"), METHOD, SUBJECT_OF("party", "party"));
SHAPE(actor_ended, ACTOR, SOME("reason"));
SHAPE(role_granted, ACTOR,
	ONE_OF("role", "administrator recorder criteria_publisher acceptance_authority "
	    "exception_approver reviewer auditor"),
	SCOPE, INSTANT_OR_NULL("from"), INSTANT_OR_NULL("until"), SOME("ground"));
SHAPE(reason_given, SOME("reason"));

/* --- subjects, responsibilities, anchors ------------------------------------------------------ */

SHAPE(party_shape, SUBJECT("party"), WORD("role"));
ELEMENT(one_party, party_shape);
SHAPE(alias_shape, SUBJECT_OR_EMPTY("party"), WORD("scheme"), SOME("text"));
ELEMENT(one_alias, alias_shape);
SHAPE(subject_said, TEXT("title"),
	RULE("attributes", RULE_TEXTS, "an object of at most 64 texts", .max = 64),
	LIST("part_of", one_subject, ORDER_BYTES),
	LIST_BY("parties", one_party, "role party"),
	LIST_BY("aliases", one_alias, "scheme party text"));
SHAPE(responsibility_set,
	ONE_OF("duty", "produce verify review accept refresh retain patch notify"),
	TEXT("stage"), SUBJECT_OR_EMPTY("party"), TEXT("contact"));
SHAPE(responsibility_set_2,
	ONE_OF("duty", "produce verify review accept refresh retain patch notify respond"),
	TEXT("stage"), SUBJECT_OR_EMPTY("party"), TEXT("contact"));

#define HOW ONE_OF("how", "in_person call_back contract public_register earlier_delivery " \
	"with_the_goods")

SHAPE(anchor_added, DIGEST("key"), LIST("purposes", one_purpose, ORDER_WORDS), SCOPE,
	INSTANT_OR_NULL("from"), INSTANT_OR_NULL("until"), HOW, SUBJECT_OF("by", "person"),
	INSTANT("on"), TEXT("note"));
SHAPE(anchor_confirmed, HOW, SUBJECT_OF("by", "person"), INSTANT("on"), TEXT("note"));
SHAPE(anchor_ended, INSTANT("at"), BOOL("compromised"), SOME("reason"));

/* --- catalogues, criteria, evidence ----------------------------------------------------------- */

SHAPE(catalogue_adopted, SOME("name"), TEXT("edition"));
SHAPE(criteria_published, SOME("name"), SOME("version"), WORD("decision"));
SHAPE(held_shape, DIGEST("digest"), SOME("holder"), TEXT("place"), SIZE("size"),
	INSTANT_OR_NULL("until"));
SHAPE(seen_shape, SUBJECT_OF("by", "person"), INSTANT("at"), TEXT("place"), TEXT("agreement"));
SHAPE(evidence_added, SOME("kind"), ONE_OF("kind_by", "program person"),
	ONE_OF("bound_by", "program person"), LIST("bound_to", one_subject, ORDER_BYTES),
	TEXT("name"),
	TEXT("source"), TEXT("producer"), TEXT("owner"), TEXT("label"), TEXT("stage"),
	INSTANT_OR_NULL("made"), INSTANT("received"), INSTANT_OR_NULL("valid_from"),
	INSTANT_OR_NULL("valid_until"), ONE_OF("holding", "kept held seen"),
	OBJECT_OR_NULL("held", held_shape), OBJECT_OR_NULL("seen", seen_shape),
	ONE_OF("intake", "good unverified quarantined malformed"));
SHAPE(evidence_superseded, TEXT("reason"));
SHAPE(evidence_revoked, ONE_OF("state", "revoked withdrawn disputed"), INSTANT("from"),
	SOME("reason"));

/* --- verifications, exceptions, decisions ----------------------------------------------------- */

SHAPE(dimension_shape,
	ONE_OF("name", "origin integrity freshness consistency scope binding completeness "
	    "lifecycle"),
	ONE_OF("result", "pass fail indeterminate"));
ELEMENT(one_dimension, dimension_shape);
SHAPE(value_shape, SOME("name"), TEXT("place"), SUBJECT_OR_EMPTY("subject"),
	RULE("value", RULE_READ, "an object of texts, integers, booleans and lists of texts",
	    .max = 256));
ELEMENT(one_value, value_shape);
SHAPE(verification_recorded,
	ONE_OF("method", "read_by_a_person inspection laboratory call_back"),
	SUBJECT_OF("reader", "person"), SOME("role"),
	ONE_OF("relation", "none same_party contracted unknown"), SOME("parts"),
	ONE_OF("result", "pass fail indeterminate"),
	LIST_BY("dimensions", one_dimension, "name"), LIST("values", one_value, ORDER_NONE),
	RULE("transcribed_by", RULE_SUBJECT, "a person or an agent, or empty",
	    .words = "person agent", .or_empty = true),
	INSTANT("at"), IDENTITY, TEXT("reason"));

SHAPE(exception_requested, TEXT("criterion"), TEXT("requirement"),
	LIST("codes", one_code, ORDER_BYTES),
	ONE_OF("outcome", "accept_with_exception risk_accept"),
	LIST("digests", one_digest, ORDER_BYTES), TEXT("versions"), SOME("reason"),
	TEXT("compensating"), TEXT("residual_risk"), SOME("owner"), INSTANT("until"));
SHAPE(exception_approved, INSTANT("from"), TEXT("note"), IDENTITY);

SHAPE(criteria_shape, DIGEST("digest"), SOME("name"), SOME("version"));
SHAPE(position_shape, DIGEST("root"), SIZE("size"));
SHAPE(condition_shape, SOME("criterion"), INSTANT_OR_NULL("due"), TEXT("gate"), SOME("text"));
ELEMENT(one_condition, condition_shape);
SHAPE(decision_made, WORD("decision"), WORD("outcome"), WORD("proposed"), DIGEST("proposal"),
	SOME("reason"),
	RULE("assets", RULE_LIST, "a list of assets", .order = ORDER_BYTES,
	    .element = &(const struct rule){ .kind = RULE_SUBJECT, .words = "asset",
	    .what = "expected an asset" }),
	OBJECT("criteria", criteria_shape), DIGEST("case"), DIGEST("assessment"),
	LIST("catalogues", one_digest, ORDER_BYTES), INSTANT("valid_at"),
	OBJECT("position", position_shape), ID("role", "role"), IDENTITY,
	RULE("on_behalf_of", RULE_SUBJECT, "a person or empty", .words = "person",
	    .or_empty = true),
	RULE("paper", RULE_ID, "evidence: and 64 hex digits, or empty", .words = "evidence",
	    .or_empty = true),
	LIST("conditions", one_condition, ORDER_NONE),
	LIST("exceptions", one_exception, ORDER_BYTES), BOOL("backdated"));
SHAPE(condition_satisfied, TEXT("note"));
/* --- clocks, requests, statuses of requirements ----------------------------------------------- */

SHAPE(clock_started,
	ONE_OF("event", "actively_exploited_vulnerability severe_incident "
	    "vulnerability_not_exploited placing_on_the_market"),
	SOME("identifier"), TEXT("title"), INSTANT_OR_NULL("report_received"),
	INSTANT_OR_NULL("awareness"), INSTANT_OR_NULL("measure_available"),
	INSTANT_OR_NULL("notification_submitted"), INSTANT_OR_NULL("placed_on_market"),
	INSTANT_OR_NULL("update_issued"), INSTANT_OR_NULL("support_end"), TEXT("note"));
SHAPE(clock_stopped, SOME("clock"), ONE_OF("why", "delivered already_provided in_error"),
	INSTANT("at"), TEXT("note"));
static const struct rule one_word = { .kind = RULE_WORD,
	.what = "expected a word in lower_snake_case" };
SHAPE(request_sent, SUBJECT_OF("to", "party"), LIST("evidence", one_word, ORDER_BYTES),
	LIST("codes", one_code, ORDER_BYTES), TEXT("criterion"), TEXT("decision"), TEXT("stage"),
	TEXT("format"), SOME("owner"), INSTANT_OR_NULL("due"), SOME("reason"));
SHAPE(request_answered, TEXT("refused"), TEXT("note"));
SHAPE(status_approved, ONE_OF("what", "waiver tailoring requirement_status"),
	SOME("requirement"), WORD("status"), DIGEST("row"), INSTANT_OR_NULL("until"),
	SOME("reason"), IDENTITY);
SHAPE(log_continued, TEXT("old"), TEXT("mark"), SOME("reason"));

/* --- what goes with each type ----------------------------------------------------------------- */

#define REF(rel, prefix) { rel, prefix, "expected one reference: " rel " " prefix, 1, 1 }
#define ANY_REF(rel, prefix) { rel, prefix, "", 0, 0 }
#define ONE_SUBJECT .subjects_min = 1, .subjects_max = 1
#define ONE_BODY .bodies_min = 1, .bodies_max = 1

static const struct type_form forms[] = {
	[EVENT_STORE_CREATED] = { &store_created, ONE_SUBJECT, .of = "organisation" },
	[EVENT_ACTOR_REGISTERED] = { &actor_registered, ONE_SUBJECT, .of = "actor" },
	[EVENT_ACTOR_ENDED] = { &actor_ended, ONE_SUBJECT, .of = "actor" },
	[EVENT_ROLE_GRANTED] = { &role_granted, ONE_SUBJECT, .of = "actor" },
	[EVENT_ROLE_ENDED] = { &reason_given, .refs = { REF("revokes", "role") } },
	[EVENT_SUBJECT_REGISTERED] = { &subject_said, ONE_SUBJECT },
	[EVENT_SUBJECT_CHANGED] = { &subject_said, ONE_SUBJECT },
	[EVENT_RESPONSIBILITY_SET] = { &responsibility_set, ONE_SUBJECT },
	[EVENT_RESPONSIBILITY_SET_2] = { &responsibility_set_2, ONE_SUBJECT },
	[EVENT_ANCHOR_ADDED] = { &anchor_added, ONE_BODY },
	[EVENT_ANCHOR_CONFIRMED] = { &anchor_confirmed, .refs = { REF("about", "anchor") } },
	[EVENT_ANCHOR_ENDED] = { &anchor_ended, .refs = { REF("about", "anchor") } },
	[EVENT_CATALOGUE_ADOPTED] = { &catalogue_adopted, ONE_BODY },
	[EVENT_CRITERIA_PUBLISHED] = { &criteria_published, ONE_BODY },
	[EVENT_CRITERIA_WITHDRAWN] = { &reason_given, .refs = { REF("revokes", "criteria") } },
	[EVENT_EVIDENCE_ADDED] = { &evidence_added, .bodies_max = 1 },
	[EVENT_EVIDENCE_SUPERSEDED] = { &evidence_superseded,
	    .refs = { REF("supersedes", "evidence"), REF("about", "evidence") } },
	[EVENT_EVIDENCE_REVOKED] = { &evidence_revoked, .refs = { REF("revokes", "evidence") } },
	[EVENT_VERIFICATION_RECORDED] = { &verification_recorded,
	    .refs = { REF("about", "evidence") } },
	[EVENT_EXCEPTION_REQUESTED] = { &exception_requested, .subjects_min = 1 },
	[EVENT_EXCEPTION_APPROVED] = { &exception_approved,
	    .refs = { REF("about", "exception") } },
	[EVENT_EXCEPTION_REVOKED] = { &reason_given, .refs = { REF("revokes", "exception") } },
	[EVENT_DECISION_MADE] = { &decision_made, ONE_SUBJECT, .bodies_min = 3,
	    .bodies_max = EVENT_BODIES_MAX, .refs = { ANY_REF("supersedes", "decision") } },
	[EVENT_CONDITION_SATISFIED] = { &condition_satisfied,
	    .refs = { REF("satisfies", "condition"), { "based_on", "evidence",
	    "expected references: based_on evidence", 1, 0 } } },
	[EVENT_CLOCK_STARTED] = { &clock_started, .subjects_min = 1,
	    .refs = { { "about", "clock", "", 0, 1 } } },
	[EVENT_CLOCK_STOPPED] = { &clock_stopped, .refs = { REF("about", "clock") } },
	[EVENT_REQUEST_SENT] = { &request_sent, .subjects_min = 1 },
	[EVENT_REQUEST_ANSWERED] = { &request_answered, .refs = { REF("about", "request") } },
	[EVENT_STATUS_APPROVED] = { &status_approved, .subjects_min = 1,
	    .refs = { REF("about", "evidence") } },
	[EVENT_LOG_CONTINUED] = { .data = &log_continued },
	[EVENT_BODY_DISPOSED] = { .data = NULL },
};

const struct type_form *
event_form(enum event_type t)
{
	if (t <= EVENT_NONE || t >= EVENT_TYPE_COUNT)
		BUG("event type out of range");
	return &forms[t];
}
