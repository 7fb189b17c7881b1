/* app/home/fact_words.c - facts as a person states them. See app/home/fact_words.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/fact_words.h"

#include "app/home/draft.h"
#include "base/time.h"
#include "subject/subject.h"

#define LISTS "purchase_order packing_list goods_receipt serial_list asset_list product_list"

static const struct fact_row rows[] = {
	{ "listed", LISTS, "serial=text article=text model=text batch=text firmware=text "
	    "order=text manufacturer=text quantity=text description=text" },
	{ "quantity", LISTS, "quantity=integer article=text model=text batch=text firmware=text" },
	{ "table", LISTS, "rows=integer serials=integer total=integer sheet=text "
	    "carrier=boolean" },
	{ "certificate", "device_certificate", "certificate=digest serial=text subject=text "
	    "issuer=text number=text model=text" },
	{ "identity", "identity_list", "serial=text certificate=digest batch=text "
	    "product=subject" },
	{ "identity_list", "identity_list", "batch=text product=subject model=text article=text "
	    "release=subject entries=integer" },
	{ "readout", "identity_readout", "asset=subject challenge=text challenged_by=text "
	    "answered=from" },
	{ "custody", "custody_record", "batch=text origin=text destination=text "
	    "handoffs=integer" },
	{ "handoff", "custody_record", "ordinal=integer from=text to=text handed=from "
	    "received=from place=text receipt=text" },
	{ "manifest", "firmware_manifest", "product=subject release=subject version=text "
	    "model=text images=integer" },
	{ "image", "firmware_manifest", "name=text digest=digest size=integer" },
	{ "bytes", "firmware_image", "size=integer format=text" },
	{ "bom", "sbom", "format=text spec=text name=text version=text purl=text "
	    "components=integer tool=text serial_number=text image=digest" },
	{ "status", "vex_statement", "vulnerability=text "
	    "status=not_affected|affected|fixed|under_investigation product=text "
	    "justification=text" },
	{ "statements", "vex_statement", "count=integer author=text version=integer" },
	{ "history", "update_history", "covers_from=from covers_until=until complete=boolean "
	    "changes=integer" },
	{ "change", "update_history", "at=from serial=text from_version=text to_version=text "
	    "authorised=boolean authorised_by=text reason=text" },
	{ "baseline", "configuration_baseline", "release=subject settings=integer" },
	{ "export", "configuration_export", "asset=subject release=subject taken=from "
	    "settings=integer" },
	{ "setting", "configuration_baseline configuration_export", "name=text value=text" },
	{ "support", "support_period_statement", "product=subject release=subject "
	    "support_start=from support_end=until policy=text maintenance=text source=text" },
	{ "lifecycle", "eol_statement", "product=subject release=subject component=subject "
	    "general_availability=from end_of_sales=until end_of_security_support=until "
	    "end_of_life=until to_be_announced=list policy=text maintenance=text source=text" },
	{ "patching", "patch_policy", "product=subject release=subject zone=subject "
	    "approved_by=text approved=from review=until document=digest source=text "
	    "steps=integer within=integer" },
	{ "patch_step", "patch_policy", "ordinal=integer step=supply|approve|install|confirm "
	    "party=text role=text contact=text product=subject release=subject zone=subject" },
	{ "patch_time", "patch_policy", "ordinal=integer step=supply|approve|install|confirm "
	    "severity=critical|high|medium|low|any days=integer product=subject "
	    "release=subject zone=subject" },
	{ "placement", "market_placement_record", "product=subject release=subject placed=from "
	    "market=text" },
	{ "context", "security_context", "product=subject release=subject guide=text "
	    "assumptions=list countermeasures=list" },
	{ "use", "planned_use", "product=subject use_from=from use_until=until site=text" },
	{ "claim", "capability_claim", "product=subject level=text vector=boolean edition=text "
	    "scope=text" },
	{ "scope", "scope_statement", "product=subject release=subject component_types=list "
	    "configuration=text environment=text edition=text claimed=text exclusions=list" },
	{ "certification", "certificate_component certificate_system certificate_process "
	    "certificate_management_system",
	    "scheme=text body=text number=text edition=text holder=text product=subject "
	    "model=text firmware=text level=text vector=boolean models=list hardware=list "
	    "excluded=list part=text maturity=text" },
	{ "evaluation", "evaluation_report",
	    "scheme=text body=text number=text edition=text holder=text product=subject "
	    "model=text firmware=text level=text vector=boolean models=list hardware=list "
	    "excluded=list part=text maturity=text" },
	{ "conformity", "declaration_of_conformity", "manufacturer=text product=subject "
	    "legislation=list number=text models=list firmware=text standards=list body=text "
	    "certificate=text" },
	{ "declaration", "seller_declaration", "seller=text text=text product=text" },
	{ "notification", "customer_notification", "product=subject release=subject "
	    "component=subject about=support_period|end_of_support|vulnerability|update|incident|"
	    "other vulnerability=text end=until audience=text recipients=list channel=text "
	    "sent=from content=digest reference=text acknowledged=integer" },
	{ "acknowledgement", "customer_notification", "ordinal=integer by=text at=from "
	    "reference=text" },
	{ "retention", "retention_record", "owner=text until=until location=text batch=text "
	    "product=text" },
	{ "attestation", "attestation_result", "asset=subject release=subject baseline=digest "
	    "result=equal|different attested=from" },
	{ "inspection", "visual_inspection", "batch=text inspector=text inspected=from "
	    "result=ok|not_ok" },
	{ "hardening", "hardening_check", "release=subject checked=from guide=text "
	    "result=ok|not_ok" },
	{ "mapping", "requirement_mapping", "product=subject release=subject process=subject "
	    "edition=text component_types=list table=digest rows=integer" },
	{ "requirement", "requirement_mapping", "ordinal=integer requirement=text "
	    "status=met|partly|not_met|not_applicable|untested|met_by_platform|"
	    "met_at_system_level claim=text reason=text limitation=text "
	    "confidence=direct|supporting|contextual|adjacent|gap evidence=list named=list "
	    "measure_evidence=list measure=text responsible=text due=until cell=text "
	    "release=subject process=subject edition=text" },
	{ "matrix", "responsibility_matrix", "subject=subject contract=text table=digest "
	    "rows=integer" },
	{ "responsibility", "responsibility_matrix", "ordinal=integer topic=text "
	    "duty=produce|verify|review|accept|refresh|retain|patch|notify|respond stage=text "
	    "party=text role=supplier|sub_tier|integrator|maintenance_provider|asset_owner|"
	    "operator|user contact=text to=text consulted=list informed=list kind=text "
	    "retention_owner=text due=until evidence=list named=list location=text "
	    "assumption=text cell=text table=digest subject=subject" },
	{ "test_run", "capability_test_report test_report lab_report pentest_report fuzz_report",
	    "release=subject tester=text "
	    "independence=none|other_person|other_department|other_organisation "
	    "performed=from method=text edition=text source=digest tests=integer" },
	{ "test", "capability_test_report test_report lab_report pentest_report fuzz_report",
	    "ordinal=integer name=text requirement=text result=passed|failed|skipped|error "
	    "note=text release=subject edition=text" },
	{ "measure", "compensating_control_record", "release=subject zone=subject edition=text "
	    "requirement=text measure=text owner=text due=until evidence=list" },
	{ "target", "security_level_target", "zone=subject target=text edition=text "
	    "risk_assessment=digest owner=text review=until" },
	{ "achieved", "security_level_achieved", "zone=subject text=text stated_by=text "
	    "stated=from" },
	{ "written", "process_description policy", "process=subject requirements=list roles=list "
	    "approved_by=text approved=from document=digest" },
	{ "training", "training_record", "process=subject role=text person=text held=from "
	    "document=digest" },
	{ "execution", "process_record", "process=subject release=subject requirements=list "
	    "performed=from performed_by=text "
	    "independence=none|other_person|other_department|other_organisation "
	    "document=digest" },
	{ "roles", "role_matrix", "process=subject roles=integer" },
	{ "role", "role_matrix", "ordinal=integer person=text role=text process=subject" },
	{ "indicator", "metrics_report", "process=subject requirements=list indicator=text "
	    "change=text points=integer" },
	{ "point", "metrics_report", "ordinal=integer at=from value=text" },
	{ "sample", "scope_decision", "process=subject rule=text from=from until=until "
	    "population=list releases=list" },
	{ "lookup", "certificate_lookup", "body=text number=text register=text looked_up=from "
	    "looked_up_by=text status=valid|suspended|withdrawn|expired|not_found" },
	{ "mail", "correspondence", "from=text date=from message_id=text subject=text "
	    "parts=integer" },
	{ "revocations", "revocation_list", "issuer=text this_update=from next_update=until "
	    "entries=integer" },
};

const struct fact_row *
fact_rows(size_t *count)
{
	*count = COUNT(rows);
	return rows;
}

/* --- one value -------------------------------------------------------------------------------- */

struct reading_in {
	struct build		*b;
	struct trouble		*t;
	const char		*given;		/* as the user wrote it */
	const struct fact_row	*row;
	struct slice		 member, type, text;
};

static struct rc
refuse(const struct reading_in *r, const char *what)
{
	return trouble_in(r->t, r->given, fail(&r->t->err, E_USAGE, 0, what));
}

/* The same, with a list that says what there is. */
static struct rc
refuse_with(const struct reading_in *r, const char *what, struct slice list)
{
	struct slice text;
	if (!arena_format(r->b->a, &text, "%s %.*s%c", what, SLICE_FMT(list), 0))
		return arena_failed(r->b->a, &r->t->err);
	return refuse(r, (const char *)text.at);
}

/* The next of some words with `gap` between them; what is left after it. */
static struct slice
next_word(struct slice *left, const char *gap)
{
	size_t end = slice_find(*left, slice_of(gap), 0);
	struct slice word = slice_sub(*left, 0, end == SIZE_MAX ? left->len : end);
	*left = slice_sub(*left, word.len + 1, left->len);
	return word;
}

static bool
has_word(struct slice words, const char *gap, struct slice word)
{
	while (words.len > 0)
		if (slice_eq(next_word(&words, gap), word))
			return true;
	return false;
}

/* Names of the members, for a message. */
static struct rc
refuse_member(const struct reading_in *r)
{
	struct slice left = slice_of(r->row->members), list = SLICE("");
	while (left.len > 0) {
		struct slice pair = next_word(&left, " ");
		pair = slice_sub(pair, 0, slice_find(pair, SLICE("="), 0));
		if (!arena_format(r->b->a, &list, "%.*s%s%.*s", SLICE_FMT(list),
		    list.len > 0 ? ", " : "", SLICE_FMT(pair)))
			return arena_failed(r->b->a, &r->t->err);
	}
	return refuse_with(r, "this fact has no such member; it has", list);
}

static struct rc
find_type(struct reading_in *r)
{
	struct slice left = slice_of(r->row->members);
	while (left.len > 0) {
		struct slice pair = next_word(&left, " ");
		size_t mark = slice_find(pair, SLICE("="), 0);
		if (slice_eq(slice_sub(pair, 0, mark), r->member)) {
			r->type = slice_sub(pair, mark + 1, pair.len);
			return DONE;
		}
	}
	return refuse_member(r);
}

static struct rc
read_time(const struct reading_in *r, enum time_edge edge, struct value *out)
{
	int64_t ms;
	if (failed(time_parse(r->text, edge, &ms, NULL)))
		return refuse(r, "expected an instant or a date, e.g. 2031-12-31");
	*out = instant_value(r->b, ms);
	return DONE;
}

static struct rc
read_typed(const struct reading_in *r, struct value *out)
{
	struct subject unused;
	struct digest digest;
	struct value number = { .kind = VALUE_NUMBER, .text = r->text };
	int64_t n;
	*out = value_string(r->text);
	if (slice_eq(r->type, SLICE("from")))
		return read_time(r, TIME_BEGINNING, out);
	if (slice_eq(r->type, SLICE("until")))
		return read_time(r, TIME_END, out);
	if (slice_eq(r->type, SLICE("subject")))
		return !failed(subject_parse(r->text, &unused, NULL)) ? DONE : refuse(r,
		    "expected a full subject, e.g. release:acme/ic-22@5.4.2");
	if (slice_eq(r->type, SLICE("digest")))
		return digest_parse(r->text, &digest) ? DONE : refuse(r,
		    "expected sha256: and 64 lower-case hex digits");
	if (slice_eq(r->type, SLICE("integer"))) {
		*out = number;
		return value_int(&number, &n) ? DONE : refuse(r, "expected an integer");
	}
	if (slice_eq(r->type, SLICE("boolean"))) {
		*out = value_bool(slice_eq(r->text, SLICE("true")));
		return has_word(SLICE("true false"), " ", r->text) ? DONE : refuse(r,
		    "expected true or false");
	}
	if (slice_find(r->type, SLICE("|"), 0) != SIZE_MAX && !has_word(r->type, "|", r->text))
		return refuse_with(r, "expected one of", r->type);
	return DONE;
}

/* --- facts ------------------------------------------------------------------------------------ */

static bool
may_state(const struct fact_row *row, const struct kind_set *kinds, struct slice kind)
{
	struct slice left = slice_of(row->kinds);
	while (left.len > 0)
		if (kind_is(kinds, kind, next_word(&left, " ")))
			return true;
	return false;
}

static struct rc
find_row(struct reading_in *r, struct slice name, const struct kind_set *kinds,
    struct slice kind)
{
	struct slice list = SLICE("");
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (!may_state(&rows[i], kinds, kind))
			continue;
		r->row = &rows[i];
		if (slice_eq(slice_of(rows[i].name), name))
			return DONE;
		if (!arena_format(r->b->a, &list, "%.*s%s%s", SLICE_FMT(list), list.len > 0 ?
		    ", " : "", rows[i].name))
			return arena_failed(r->b->a, &r->t->err);
	}
	if (list.len == 0)
		return refuse_with(r, "evidence of this kind states no facts; record it under the "
		    "kind that does, it is now", kind);
	return refuse_with(r, "evidence of this kind states no such fact; it states", list);
}

/* "fact.member=text". */
static struct rc
split(struct reading_in *r, const struct kind_set *kinds, struct slice kind)
{
	struct slice s = slice_of(r->given);
	size_t mark = slice_find(s, SLICE("="), 0), dot = slice_find(s, SLICE("."), 0);
	if (mark == SIZE_MAX || dot == SIZE_MAX || dot > mark || dot == 0 || dot + 1 == mark ||
	    mark + 1 == s.len)
		return refuse(r, "expected FACT.MEMBER=TEXT, e.g. support.support_end=2031-12-31");
	r->member = slice_sub(s, dot + 1, mark);
	r->text = slice_sub(s, mark + 1, s.len);
	TRY(find_row(r, slice_sub(s, 0, dot), kinds, kind));
	return find_type(r);
}

/* The last fact of that name in the list, or null. */
static struct value *
last_of(struct value *list, const char *name)
{
	for (size_t i = list->count; i > 0; i--)
		if (slice_eq(value_text(value_get(&list->items[i - 1], SLICE("name"))),
		    slice_of(name)))
			return &list->items[i - 1];
	return NULL;
}

/* The value of a fact in the list, to be added to. */
static struct value *
value_of(struct value *fact)
{
	return (struct value *)(uintptr_t)value_get(fact, SLICE("value"));
}

static struct value
new_fact(struct reading_in *r, struct slice subject)
{
	struct value fact = value_object();
	value_put(r->b, &fact, "name", value_string(slice_of(r->row->name)));
	value_put(r->b, &fact, "place", value_string(SLICE("")));
	value_put(r->b, &fact, "subject", value_string(subject));
	value_put(r->b, &fact, "value", value_object());
	return fact;
}

static struct rc
add(struct reading_in *r, struct slice subject, struct value *list)
{
	struct value one;
	bool is_list = slice_eq(r->type, SLICE("list"));
	struct value *fact = last_of(list, r->row->name);
	TRY(read_typed(r, &one));
	const struct value *there = fact != NULL ? value_get(value_of(fact), r->member) : NULL;
	if (there != NULL && is_list) {
		value_push(r->b, (struct value *)(uintptr_t)there, one);
		return build_end(r->b, &r->t->err);
	}
	if (fact == NULL || there != NULL) {
		value_push(r->b, list, new_fact(r, subject));
		TRY(build_end(r->b, &r->t->err));
		fact = &list->items[list->count - 1];
	}
	struct value texts = value_array();
	if (is_list)
		value_push(r->b, &texts, one);
	value_put_slice(r->b, value_of(fact), r->member, is_list ? texts : one);
	return build_end(r->b, &r->t->err);
}

struct rc
fact_words_read(const struct op_call *call, const char *option, const struct kind_set *kinds,
    struct slice kind, struct slice subject, struct build *b, struct value *out,
    struct trouble *t)
{
	*out = value_array();
	for (size_t i = 0; op_value(call, option, i) != NULL; i++) {
		struct reading_in r = { .b = b, .t = t, .given = op_value(call, option, i) };
		TRY(split(&r, kinds, kind));
		TRY(add(&r, subject, out));
	}
	return DONE;
}
