/* adverse.c - law 2: something comes that speaks against.
 * SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

static bool
hits(struct change *ch, const struct item *it, const char *check)
{
	ch->hits = true;
	ch->item = it->id;
	ch->check = check;
	return true;
}

static struct slice
asset_of(const struct world *w, struct slice subject)
{
	for (size_t i = 0; i < w->c.scope.asset_count; i++)
		if (slice_eq(w->c.scope.assets[i], subject))
			return subject;
	return SLICE("");
}

static struct slice
any_asset(struct world *w)
{
	size_t count = w->c.scope.asset_count;
	return count > 0 ? w->c.scope.assets[rng_below(w->r, count)] : SLICE("");
}

/* A random fact of that name in a random item of that kind. */
static struct fact *
pick_in(struct world *w, const char *kind, const char *name, struct item **it)
{
	*it = pick_item(w, kind);
	return pick_fact(w, *it, name);
}

static const char *
pick_list(struct world *w)
{
	static const char *const lists[] = { "purchase_order", "packing_list", "goods_receipt" };
	return lists[rng_below(w->r, COUNT(lists))];
}

/* --- revocation, withdrawal, signatures ------------------------------------------------------- */

/* What makes an item as a whole no longer count takes it away as well. */
static struct item *
pick_whole(struct world *w, struct change *ch)
{
	struct item *it = pick_any(w);
	ch->width = WIDTH_ITEM;
	ch->item = it->id;
	return it;
}

static bool
revoke(struct world *w, struct change *ch)
{
	struct item *it = pick_whole(w, ch);
	size_t links = 0;
	for (size_t i = 0; i < it->signature_count; i++) {
		struct signature *s = &it->signatures[i];
		links += s->chain_count;
		if (s->chain_count == 0)
			continue;
		struct chain_link *l = &s->chain[rng_below(w->r, s->chain_count)];
		bool late = rng_one_in(w->r, 3);
		l->revoked_ms = w->c.valid_at_ms + (late ? DAY_MS : -DAY_MS);
		l->revoked_reason = late ? SLICE("key_compromise") : SLICE("superseded");
	}
	if (links == 0 || it->bound_count != 1)
		return links > 0;
	ch->is_signed = ch->each = true;
	ch->asset = asset_of(w, it->bound_to[0]);
	ch->kind = (const char *)text(w, "%.*s%c", SLICE_FMT(it->kind), 0).at;
	return hits(ch, it, NULL);
}

static bool
withdraw(struct world *w, struct change *ch)
{
	struct item *it = pick_whole(w, ch);
	it->findings = grown(w, it->findings, &it->finding_count, sizeof(struct reason));
	it->findings[it->finding_count - 1] = (struct reason){ FINDING_EVIDENCE_REVOKED, SLICE(""),
	    it->id, SLICE("") };
	if (it->bound_count != 1)
		return true;
	ch->each = true;
	ch->asset = asset_of(w, it->bound_to[0]);
	ch->kind = (const char *)text(w, "%.*s%c", SLICE_FMT(it->kind), 0).at;
	return hits(ch, it, NULL);
}

static bool
break_signature(struct world *w, struct change *ch)
{
	struct item *it = pick_whole(w, ch);
	it->signatures = grown(w, it->signatures, &it->signature_count, sizeof(struct signature));
	it->signatures[it->signature_count - 1] = (struct signature){ .status = SIGNATURE_BROKEN,
	    .scheme = SLICE("dsse"), .algorithm = SLICE("ed25519"), .key = digest(w),
	    .signer = SLICE(""), .anchor = SLICE(""), .from_ms = TIME_UNKNOWN,
	    .until_ms = TIME_UNKNOWN, .claimed_ms = TIME_UNKNOWN };
	return true;
}

static bool
expire(struct world *w, struct change *ch)
{
	pick_whole(w, ch)->valid_until_ms = w->c.valid_at_ms - 1;
	return true;
}

static bool
share_certificate(struct world *w, struct change *ch)
{
	struct item *it = pick_item(w, "device_certificate");
	struct slice other = any_asset(w);
	if (it == NULL || other.len == 0 || it->bound_count != 1 ||
	    slice_eq(it->bound_to[0], other))
		return false;
	ch->asset = asset_of(w, it->bound_to[0]);
	bind(w, it, other);
	ch->each = true;
	ch->kind = "device_certificate";
	return hits(ch, it, NULL);
}

/* --- contradictions --------------------------------------------------------------------------- */

/* A second item that says something else about the same thing. */
static bool
contradict(struct world *w, struct change *ch)
{
	static const char *const says[][3] = {
		{ "sbom", "bom", "image" }, { "capability_claim", "claim", "level" },
		{ "capability_claim", "claim", "edition" },
		{ "certificate_component", "certification", "firmware" },
		{ "custody_record", "custody", "origin" },
		{ "custody_record", "custody", "destination" },
		{ "identity_list", "identity", "certificate" },
		{ "firmware_manifest", "manifest", "version" },
		{ "firmware_manifest", "image", "digest" },
		{ "retention_record", "retention", "owner" },
		{ "retention_record", "retention", "until" },
		{ "scope_statement", "scope", "claimed" },
		{ "scope_statement", "scope", "configuration" },
		{ "vex_statement", "status", "status" },
		{ "support_period_statement", "support", "support_end" },
	};
	size_t i = rng_below(w->r, COUNT(says));
	struct item *it, *twin;
	struct fact *f = pick_in(w, says[i][0], says[i][1], &it);
	if (f == NULL || slice_is_null(member_text(f, says[i][2])))
		return false;
	size_t number = (size_t)(f - it->facts), origin = (size_t)(it - w->c.items);
	twin = item_twin(w, it);
	f = &twin->facts[number];
	set_text(w, f, says[i][2], slice_eq(member_text(f, says[i][2]), SLICE("fixed")) ?
	    SLICE("not_affected") : SLICE("fixed"));
	ch->asset = asset_of(w, f->subject);
	return hits(ch, &w->c.items[origin], NULL);
}

static bool
stray_image(struct world *w, struct change *ch)
{
	struct item *it = pick_item(w, "firmware_image");
	if (it == NULL)
		return false;
	size_t origin = (size_t)(it - w->c.items);
	(void)item_twin(w, it);
	return hits(ch, &w->c.items[origin], "image_matches_manifest");
}

static bool
change_setting(struct world *w, struct change *ch)
{
	struct item *it;
	struct fact *f = pick_in(w, rng_one_in(w->r, 2) ? "configuration_baseline" :
	    "configuration_export", "setting", &it);
	if (f == NULL)
		return false;
	set_text(w, f, "value", digest(w));
	return hits(ch, it, "configuration_matches_baseline");
}

static bool
other_image_in_bom(struct world *w, struct change *ch)
{
	struct item *it;
	struct fact *f = pick_in(w, "sbom", "bom", &it);
	if (f == NULL)
		return false;
	set_text(w, f, "image", digest(w));
	ch->kind = "firmware_manifest";
	/* a bill about another thing or version is not looked at where one is about this one */
	if (!slice_eq(member_text(f, "version"), SLICE(VERSION)) ||
	    !slice_eq(member_text(f, "name"), SLICE("ic-22")))
		return true;
	return hits(ch, it, "sbom_matches_release");
}

/* --- lists of serials ------------------------------------------------------------------------- */

static bool
list_twice(struct world *w, struct change *ch)
{
	struct item *it;
	const char *kind = pick_list(w);
	struct fact *f = pick_in(w, kind, "listed", &it);
	if (f == NULL)
		return false;
	struct fact again = *f;
	(void)fact_add(w, it, "listed", again.subject, SLICE("A!B99"));
	it->facts[it->fact_count - 1].value = again.value;
	ch->asset = asset_of(w, again.subject);
	ch->kind = kind;
	return hits(ch, it, "serial_reconciliation");
}

static bool
list_several(struct world *w, struct change *ch)
{
	struct item *it;
	const char *kind = pick_list(w);
	struct fact *f = pick_in(w, kind, "listed", &it);
	if (f == NULL)
		return false;
	set_int(w, f, "quantity", 2);
	ch->asset = asset_of(w, f->subject);
	ch->kind = kind;
	return hits(ch, it, "serial_reconciliation");
}

static bool
list_more(struct world *w, struct change *ch)
{
	const char *kind = pick_list(w);
	struct item *it = pick_item(w, kind);
	if (it == NULL)
		return false;
	struct fact *f = fact_add(w, it, "quantity", w->c.scope.release, SLICE("A!C98"));
	put_int(w, f, "quantity", 50);
	ch->kind = kind;
	return hits(ch, it, "serial_reconciliation");
}

/* Another serial has this certificate already: giving it another one would end that. */
static bool
is_shared(const struct world *w, const struct fact *f)
{
	for (size_t i = 0; i < w->c.item_count; i++)
		for (size_t k = 0; k < w->c.items[i].fact_count; k++) {
			const struct fact *other = &w->c.items[i].facts[k];
			if (slice_eq(other->name, f->name) &&
			    !slice_eq(other->subject, f->subject) &&
			    slice_eq(member_text(other, "certificate"),
			    member_text(f, "certificate")))
				return true;
		}
	return false;
}

static bool
share_identity(struct world *w, struct change *ch)
{
	struct item *it;
	struct fact *f = pick_in(w, "identity_list", "identity", &it);
	struct fact *other = pick_fact(w, it, "identity");
	if (f == NULL || slice_eq(f->subject, other->subject) || is_shared(w, f) ||
	    slice_is_null(member_text(other, "certificate")) ||
	    slice_eq(member_text(f, "certificate"), member_text(other, "certificate")))
		return false;
	set_text(w, f, "certificate", member_text(other, "certificate"));
	ch->asset = asset_of(w, f->subject);
	ch->kind = "identity_list";
	return hits(ch, it, "serial_reconciliation");
}

/* --- custody, changes, states ----------------------------------------------------------------- */

static bool
break_custody(struct world *w, struct change *ch)
{
	struct item *it;
	struct fact *f = pick_in(w, "custody_record", "handoff", &it);
	if (f == NULL)
		return false;
	switch (rng_below(w->r, 3)) {
	case 0: set_text(w, f, "from", digest(w)); break;
	case 1: set_text(w, f, "to", digest(w)); break;
	default: set_text(w, f, "received", SLICE("2020-01-01T00:00:00.000Z")); break;
	}
	/* at an end it is a chain that is not whole, which another whole one makes up for */
	int64_t at;
	bool inside = value_int(value_get(&f->value, SLICE("ordinal")), &at) && at > 0 &&
	    at + 1 < (int64_t)count_facts(it, "handoff");
	return !inside || hits(ch, it, "custody_chain");
}

static bool
add_change(struct world *w, struct change *ch, bool authorised, const char *version)
{
	struct item *it = pick_item(w, "update_history");
	struct fact *f = pick_fact(w, it, "history");
	int64_t count = 0;
	struct slice subject = rng_one_in(w->r, 2) ? w->c.scope.subject : any_asset(w);
	if (f == NULL || subject.len == 0)
		return false;
	if (value_int(value_get(&f->value, SLICE("changes")), &count))
		set_int(w, f, "changes", count + 1);
	f = fact_add(w, it, "change", subject, SLICE("/predicate/changes/99"));
	put_text(w, f, "at", instant(w, w->c.valid_at_ms));
	put_text(w, f, "to_version", slice_of(version));
	put_bool(w, f, "authorised", authorised);
	ch->asset = asset_of(w, subject);
	return hits(ch, it, "no_unauthorised_update");
}

static bool
change_unauthorised(struct world *w, struct change *ch)
{
	return add_change(w, ch, false, VERSION);
}

static bool
change_to_other(struct world *w, struct change *ch)
{
	return add_change(w, ch, true, "5.3.0");
}

static bool
add_vulnerability(struct world *w, struct change *ch)
{
	static const char *const barred[] = { "affected", "under_investigation" };
	struct item *it = pick_item(w, "vex_statement");
	if (it == NULL)
		return false;
	struct fact *f = fact_add(w, it, "status", w->c.scope.release, SLICE("/statements/99"));
	put_text(w, f, "vulnerability", SLICE("CVE-2026-9999"));
	put_text(w, f, "status", slice_of(barred[rng_below(w->r, 2)]));
	put_text(w, f, "product", w->c.scope.release);
	return hits(ch, it, "vulnerability_status");
}

/* One member of one fact says the opposite. */
static bool
speak_against(struct world *w, struct change *ch)
{
	static const char *const says[][5] = {
		{ "attestation_result", "attestation", "result", "different",
		    "attestation_matches_baseline" },
		{ "attestation_result", "attestation", "release", "release:acme/ic-22@5.3.0",
		    "attestation_matches_baseline" },
		{ "attestation_result", "attestation", "baseline", "sha256:0",
		    "attestation_matches_baseline" },
		{ "certificate_lookup", "lookup", "status", "withdrawn", "certificate_covers" },
		{ "visual_inspection", "inspection", "result", "failed", "inspection_passed" },
		{ "hardening_check", "hardening", "result", "failed", "inspection_passed" },
		{ "support_period_statement", "support", "support_end",
		    "2026-07-01T00:00:00.000Z", "support_covers_use" },
		{ "retention_record", "retention", "until", "2026-01-01T00:00:00.000Z",
		    "retention_owner" },
		{ "scope_statement", "scope", "release", "release:acme/ic-22@5.3.0",
		    "claim_has_scope" },
		{ "capability_claim", "claim", "level", "SL 2", "claim_has_scope" },
	};
	size_t i = rng_below(w->r, COUNT(says));
	struct item *it;
	struct fact *f = pick_in(w, says[i][0], says[i][1], &it);
	if (f == NULL)
		return false;
	set_text(w, f, says[i][2], slice_of(says[i][3]));
	ch->asset = asset_of(w, f->subject);
	/* a scope statement counts where the claim names it; another baseline is only a lack */
	if (slice_eq(it->kind, SLICE("scope_statement")) ||
	    slice_eq(slice_of(says[i][2]), SLICE("baseline")))
		return true;
	return hits(ch, it, says[i][4]);
}

/* A test of a row failed, later than any that passed. */
static bool
fail_test(struct world *w, struct change *ch)
{
	struct item *it;
	struct fact *f = pick_in(w, "capability_test_report", "test", &it);
	if (f == NULL)
		return false;
	/* of a row that is asked for, whatever it was about before */
	set_text(w, f, "release", w->c.scope.release);
	set_text(w, f, "edition", SLICE("house-4-2:2026"));
	set_text(w, f, "requirement", SLICE("A-1"));
	set_text(w, f, "result", SLICE("failed"));
	it->made_ms = TIME_UNKNOWN;
	return hits(ch, it, "capability_level");
}

/* The maker says of a row that it is not met, in place of what it said or beside it. */
static bool
say_not_met(struct world *w, struct change *ch)
{
	struct item *it;
	struct fact *f = pick_in(w, "requirement_mapping", "requirement", &it);
	if (f == NULL)
		return false;
	set_text(w, f, "status", SLICE("not_met"));
	ch->item = it->id;
	return true;
}

/* Another device answers, and says that it is this one. */
static bool
answer_for_other(struct world *w, struct change *ch)
{
	struct item *it;
	struct fact *f = pick_in(w, "identity_readout", "readout", &it);
	struct slice other = any_asset(w);
	if (f == NULL || other.len == 0 || slice_eq(member_text(f, "asset"), other) ||
	    it->bound_count != 1 || slice_eq(it->bound_to[0], other))
		return false;
	size_t origin = (size_t)(it - w->c.items), number = (size_t)(f - it->facts);
	struct item *twin = item_twin(w, it);
	set_text(w, &twin->facts[number], "asset", other);
	ch->asset = other;
	return hits(ch, &w->c.items[origin], "readout_by_own_key");
}

/* --- readings --------------------------------------------------------------------------------- */

/* Somebody found it wanting: whoever, whenever up to the instant. */
static bool
read_and_fail(struct world *w, struct change *ch)
{
	static const char *const readers[] = { "person:bus/a1", "person:bus/b7" };
	struct item *it = pick_item(w, "visual_inspection");
	if (it == NULL)
		return false;
	ch->item = it->id;
	review_add(w, it, readers[rng_below(w->r, 2)], rng_one_in(w->r, 2) ? "sha256:7" : NULL,
	    w->c.valid_at_ms - (int64_t)rng_below(w->r, 40) * DAY_MS)->result = SLICE("fail");
	return true;
}

/* A reader is tied to the producer, or is one of them; or two readings are one person's. */
static bool
tie_reader(struct world *w, struct change *ch)
{
	if (w->c.review_count == 0)
		return false;
	struct case_review *r = &w->c.reviews[rng_below(w->r, w->c.review_count)];
	ch->item = r->evidence;
	if (rng_one_in(w->r, 3))
		r->reader = SLICE("person:acme/x");
	else if (r->fact_count > 0)
		set_text(w, &r->facts[0], "relation", SLICE("same_party"));
	return true;
}

static const struct op ops[] = {
	{ "failed reading", read_and_fail }, { "tied reader", tie_reader },
	{ "revocation", revoke }, { "revocation", revoke }, { "withdrawal", withdraw },
	{ "broken signature", break_signature }, { "expiry", expire },
	{ "shared certificate", share_certificate }, { "contradiction", contradict },
	{ "contradiction", contradict }, { "stray image", stray_image },
	{ "changed setting", change_setting }, { "other image in the bill", other_image_in_bom },
	{ "serial twice", list_twice }, { "row of several", list_several },
	{ "other quantity", list_more }, { "shared identity", share_identity },
	{ "custody break", break_custody }, { "unauthorised change", change_unauthorised },
	{ "change to another version", change_to_other },
	{ "open vulnerability", add_vulnerability }, { "adverse statement", speak_against },
	{ "adverse statement", speak_against }, { "answer of another device", answer_for_other },
	{ "failed test", fail_test }, { "not met", say_not_met },
};

struct ops
adverse_ops(void)
{
	return (struct ops){ ops, COUNT(ops) };
}
