/* criteria/need_decode.c - one need. See criteria/decode_int.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/limits.h"
#include "criteria/decode_int.h"

static const char *const need_keys[] = { "kind", "bound_to", "signed_by", "each", "at_least",
	"distinct", "made_after", "not_older_than", "stage", "holding", "reviewed_by", "unsigned",
	NULL };
static const char *const signer_keys[] = { "party", "purpose", NULL };
static const char *const reader_keys[] = { "role", "at_least", "independent", "not_older_than",
	NULL };
static const char *const bound_words[] = { "scope", "subject", "asset", "release", "product",
	"any", NULL };
static const char *const each_words[] = { "asset", "release", "bom_component", NULL };
static const char *const holding_words[] = { "kept", "held", "seen", NULL };
static const char *const distinct_words[] = { "producer", NULL };
static const char *const unsigned_words[] = { "allowed", NULL };
static const char *const stage_words[] = { "design", "sourcing", "manufacturing", "provisioning",
	"logistics", "acceptance", "deployment", "update", "operation", "repair", "transfer",
	"decommissioning", NULL };
static const char *const purpose_words[] = { "identity", "release", "update", "recovery",
	"evidence", "attestation", "timestamp", "record", "log", NULL };
static const char *const role_words[] = { "supplier", "manufacturer", "component_vendor",
	"integrator", "asset_owner", "operator", "buyer", "seller", "reseller", "repairer",
	"logistics", "assessor", "auditor", "verifier", "relying_party", "acceptance_authority",
	"release_manager", "product_security", "update_service_owner", "deployment_approver",
	"vulnerability_response_owner", "risk_owner", "retention_owner", "key_custodian",
	"evidence_repository_owner", NULL };

/* The enums follow their words: what stands first in a list has the value `first`. */
static unsigned
choose(struct criteria_reader *r, const struct value *v, const char *name,
    const char *const *list, unsigned first, unsigned otherwise)
{
	size_t i = map_choice(r, v, name, false, list);
	return i == SIZE_MAX ? otherwise : first + (unsigned)i;
}

static void
read_kind(struct criteria_reader *r, const struct value *v, struct need *n)
{
	const struct value *kind = map_member(r, v, "kind", true, "an evidence kind");
	if (kind == NULL)
		return;
	if (kind->kind != VALUE_STRING)
		complain_of_value(r, kind->at, "kind", "an evidence kind");
	else if (kind_find(r->kinds, kind->text) == NULL)
		complain_of_word(r, kind->at, "evidence kind", kind->text, NULL);
	else
		n->kind = kind->text;
}

static void
read_signer(struct criteria_reader *r, const struct value *v, struct need *n)
{
	const struct value *by = value_get(v, SLICE("signed_by"));
	if (value_get(v, SLICE("unsigned")) != NULL)
		n->unsigned_allowed = map_choice(r, v, "unsigned", true, unsigned_words) == 0;
	if (by == NULL)
		return;
	if (n->unsigned_allowed)
		complain(r, by->at, "expected signed_by or unsigned: allowed, not both");
	if (!map_check(r, by, "signed_by", signer_keys))
		return;
	size_t party = map_choice(r, by, "party", true, role_words);
	size_t purpose = map_choice(r, by, "purpose", true, purpose_words);
	n->signed_by = true;
	if (party != SIZE_MAX)
		n->party = slice_of(role_words[party]);
	if (purpose != SIZE_MAX)
		n->purpose = purpose_parse(slice_of(purpose_words[purpose]));
}

static void
read_count(struct criteria_reader *r, const struct value *v, struct need *n)
{
	const struct value *least = value_get(v, SLICE("at_least"));
	const struct value *bound = value_get(v, SLICE("bound_to"));
	int64_t count;
	n->bound = choose(r, v, "bound_to", bound_words, BOUND_SCOPE, BOUND_SCOPE);
	n->each = choose(r, v, "each", each_words, EACH_ASSET, EACH_NONE);
	n->distinct_producer = choose(r, v, "distinct", distinct_words, 1, 0) == 1;
	n->at_least = 1;
	if (least != NULL && (!value_int(least, &count) || count < 1 || count > CASE_ASSETS_MAX))
		complain_of_value(r, least->at, "at_least", "a whole number from 1 to 100000");
	else if (least != NULL)
		n->at_least = (uint64_t)count;
	if (least != NULL && value_get(v, SLICE("each")) != NULL)
		complain(r, least->at, "expected each or at_least, not both");
	bool same = (n->each == EACH_ASSET && n->bound == BOUND_ASSET) ||
	    (n->each == EACH_RELEASE && n->bound == BOUND_RELEASE);
	if (bound != NULL && n->each != EACH_NONE && !same)
		complain(r, bound->at, "each says already what an item must name");
}

static void
read_age(struct criteria_reader *r, const struct value *v, struct need *n)
{
	const struct value *after = value_get(v, SLICE("made_after"));
	struct err why = {0};
	n->made_after_ms = TIME_UNKNOWN;
	if (after != NULL && failed(time_parse(value_text(after), TIME_BEGINNING,
	    &n->made_after_ms, &why)))
		complain_of_value(r, after->at, "made_after", "a date such as 2026-06-30");
	if (!map_duration(r, v, "not_older_than", &n->not_older_than_ms, &n->not_older_than))
		n->not_older_than_ms = 0;
}

/* A word of a list as text; null when there is none. */
static struct slice
choose_text(struct criteria_reader *r, const struct value *v, const char *name,
    const char *const *list)
{
	size_t i = map_choice(r, v, name, false, list);
	return i == SIZE_MAX ? (struct slice){0} : slice_of(list[i]);
}

static void
read_reader_count(struct criteria_reader *r, const struct value *by, struct reader_wish *w)
{
	const struct value *least = value_get(by, SLICE("at_least"));
	int64_t count = 1;
	if (least != NULL && (!value_int(least, &count) || count < 1 || count > READERS_MAX))
		complain_of_value(r, least->at, "at_least", "a whole number from 1 to 100");
	w->at_least = (uint64_t)count;
}

/* A role alone, or a mapping of at least one key. */
static void
read_readers(struct criteria_reader *r, const struct value *v, struct need *n)
{
	const struct value *by = value_get(v, SLICE("reviewed_by"));
	struct reader_wish w = { .given = true, .at_least = 1 };
	if (by == NULL)
		return;
	if (by->kind == VALUE_STRING) {
		w.role = choose_text(r, v, "reviewed_by", role_words);
	} else if (by->kind != VALUE_OBJECT || by->count == 0) {
		complain_of_value(r, by->at, "reviewed_by",
		    "a role, or a mapping of role, at_least, independent and not_older_than");
	} else if (map_check(r, by, "reviewed_by", reader_keys)) {
		const struct value *alone = value_get(by, SLICE("independent"));
		w.counted = true;
		w.role = choose_text(r, by, "role", role_words);
		read_reader_count(r, by, &w);
		w.independent = alone != NULL && alone->kind == VALUE_TRUE;
		if (alone != NULL && !w.independent && alone->kind != VALUE_FALSE)
			complain_of_value(r, alone->at, "independent", "true or false");
		if (!map_duration(r, by, "not_older_than", &w.not_older_than_ms,
		    &w.not_older_than))
			w.not_older_than_ms = 0;
	}
	n->readers = w;
}

void
need_decode(struct criteria_reader *r, const struct value *v, struct need *out)
{
	struct need n = { .at = v->at };
	if (!map_check(r, v, "need", need_keys))
		return;
	read_kind(r, v, &n);
	read_signer(r, v, &n);
	read_count(r, v, &n);
	read_age(r, v, &n);
	n.stage = choose_text(r, v, "stage", stage_words);
	read_readers(r, v, &n);
	n.holding = choose(r, v, "holding", holding_words, HOLDING_KEPT, HOLDING_KEPT);
	*out = n;
}
