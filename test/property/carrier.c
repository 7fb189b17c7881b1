/* carrier.c - law 3: a record that has to be complete no longer is, or is gone.
 * SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

#include <string.h>

#define S(literal) slice_of(literal)

static bool
hits(struct change *ch, const char *check)
{
	ch->hits = true;
	ch->check = check;
	return true;
}

/* --- every item of a kind --------------------------------------------------------------------- */

static bool
gone(struct world *w, struct change *ch)
{
	static const char *const kinds[] = { "device_certificate", "identity_readout",
	    "identity_list", "purchase_order", "packing_list", "goods_receipt", "custody_record",
	    "firmware_image", "firmware_manifest", "sbom", "configuration_baseline",
	    "configuration_export", "update_history", "vex_statement",
	    "support_period_statement", "planned_use", "capability_claim", "scope_statement",
	    "conformity_certificate", "visual_inspection", "hardening_check",
	    "retention_record", "attestation_result" };
	ch->kind = kinds[rng_below(w->r, COUNT(kinds))];
	for (size_t i = 0; i < w->c.item_count;)
		if (kind_is(w->kinds, w->c.items[i].kind, S(ch->kind)))
			without(w->c.items, &w->c.item_count, i, sizeof(struct item));
		else
			i++;
	return hits(ch, NULL);
}

/* Every fact of that name, in every item of that kind. */
static void
facts_gone(struct world *w, const char *kind, const char *name)
{
	for (size_t i = 0; i < w->c.item_count; i++) {
		struct item *it = &w->c.items[i];
		for (size_t k = 0; slice_eq(it->kind, S(kind)) && k < it->fact_count;)
			if (slice_eq(it->facts[k].name, S(name)))
				without(it->facts, &it->fact_count, k, sizeof(struct fact));
			else
				k++;
	}
}

static bool
no_facts(struct world *w, struct change *ch)
{
	static const char *const facts[][4] = {
		{ "packing_list", "listed", "serial_reconciliation", "packing_list" },
		{ "goods_receipt", "listed", "serial_reconciliation", "goods_receipt" },
		{ "identity_list", "identity", "serial_reconciliation", "identity_list" },
		{ "identity_list", "identity", "certificate_identity", NULL },
		{ "device_certificate", "certificate", "certificate_identity", NULL },
		{ "device_certificate", "certificate", "readout_by_own_key", NULL },
		{ "identity_readout", "readout", "readout_by_own_key", NULL },
		{ "custody_record", "custody", "custody_chain", NULL },
		{ "custody_record", "handoff", "custody_chain", NULL },
		{ "firmware_manifest", "manifest", "image_matches_manifest", NULL },
		{ "firmware_manifest", "image", "image_matches_manifest", NULL },
		{ "sbom", "bom", "sbom_matches_release", NULL },
		{ "update_history", "history", "no_unauthorised_update", NULL },
		{ "vex_statement", "status", "vulnerability_status", NULL },
		{ "configuration_baseline", "baseline", "configuration_matches_baseline", NULL },
		{ "configuration_export", "export", "configuration_matches_baseline", NULL },
		{ "configuration_baseline", "baseline", "attestation_matches_baseline", NULL },
		{ "attestation_result", "attestation", "attestation_matches_baseline", NULL },
		{ "support_period_statement", "support", "support_covers_use", NULL },
		{ "planned_use", "use", "support_covers_use", NULL },
		{ "capability_claim", "claim", "claim_has_scope", NULL },
		{ "scope_statement", "scope", "claim_has_scope", NULL },
		{ "retention_record", "retention", "retention_owner", NULL },
		{ "certificate_component", "certification", "certificate_is_for_release", NULL },
		{ "certificate_component", "certification", "certificate_covers", NULL },
		{ "certificate_lookup", "lookup", "certificate_covers", NULL },
		{ "visual_inspection", "inspection", "inspection_passed", "visual_inspection" },
		{ "hardening_check", "hardening", "inspection_passed", "hardening_check" },
	};
	size_t i = rng_below(w->r, COUNT(facts));
	facts_gone(w, facts[i][0], facts[i][1]);
	ch->kind = facts[i][3];
	ch->each = strcmp(facts[i][2], "certificate_identity") == 0;
	return hits(ch, facts[i][2]);
}

/* The order names a quantity in the place of serials at most. */
static bool
no_order(struct world *w, struct change *ch)
{
	facts_gone(w, "purchase_order", "listed");
	facts_gone(w, "purchase_order", "quantity");
	ch->kind = "purchase_order";
	return hits(ch, "serial_reconciliation");
}

/* One fact of that name less in every item of that kind, where there was one. */
static bool
one_less(struct world *w, struct change *ch)
{
	static const char *const facts[][3] = {
		{ "custody_record", "handoff", "custody_chain" },
		{ "firmware_manifest", "image", "image_matches_manifest" },
		{ "configuration_baseline", "setting", "configuration_matches_baseline" },
		{ "configuration_export", "setting", "configuration_matches_baseline" },
		{ "update_history", "change", "no_unauthorised_update" },
	};
	size_t i = rng_below(w->r, COUNT(facts));
	for (size_t n = 0; n < w->c.item_count; n++) {
		struct item *it = &w->c.items[n];
		if (!slice_eq(it->kind, S(facts[i][0])))
			continue;
		struct fact *f = pick_fact(w, it, facts[i][1]);
		int64_t stated;
		static const char *const counts[] = { "handoffs", "images", "settings", "changes" };
		bool short_by_one = false;
		/* what the item says about its count is left, and no longer true */
		for (size_t k = 0; f != NULL && k < it->fact_count; k++)
			for (size_t c = 0; c < COUNT(counts); c++)
				short_by_one = short_by_one || (value_int(value_get(
				    &it->facts[k].value, S(counts[c])), &stated) && stated ==
				    (int64_t)count_facts(it, facts[i][1]));
		if (!short_by_one)
			return false;
		without(it->facts, &it->fact_count, (size_t)(f - it->facts), sizeof(*f));
	}
	return hits(ch, facts[i][2]);
}

/* One member, in every fact of that name in every item of that kind, is gone or says this: then
 * no criterion passes that uses the check, and needs the last kind where one is given. */
static const char *const members[][6] = {
	{ "update_history", "history", "complete", NULL,
	    "no_unauthorised_update", NULL },
	{ "update_history", "history", "covers_from", NULL,
	    "no_unauthorised_update", NULL },
	{ "update_history", "history", "covers_until", NULL,
	    "no_unauthorised_update", NULL },
	{ "update_history", "history", "changes", NULL,
	    "no_unauthorised_update", NULL },
	{ "update_history", "history", "covers_until", "2026-01-01",
	    "no_unauthorised_update", NULL },
	{ "update_history", "history", "covers_from", "2030-01-01",
	    "no_unauthorised_update", NULL },
	{ "custody_record", "custody", "handoffs", NULL, "custody_chain", NULL },
	{ "custody_record", "custody", "origin", NULL, "custody_chain", NULL },
	{ "custody_record", "custody", "destination", NULL, "custody_chain", NULL },
	{ "custody_record", "custody", "destination", "farther",
	    "custody_chain", NULL },
	{ "custody_record", "handoff", "received", NULL, "custody_chain", NULL },
	{ "custody_record", "handoff", "handed", NULL, "custody_chain", NULL },
	{ "custody_record", "handoff", "ordinal", NULL, "custody_chain", NULL },
	{ "custody_record", "handoff", "from", NULL, "custody_chain", NULL },
	{ "custody_record", "handoff", "to", NULL, "custody_chain", NULL },
	{ "firmware_manifest", "manifest", "images", NULL,
	    "image_matches_manifest", NULL },
	{ "firmware_manifest", "manifest", "version", NULL,
	    "image_matches_manifest", NULL },
	{ "firmware_manifest", "image", "digest", NULL,
	    "image_matches_manifest", NULL },
	{ "sbom", "bom", "version", NULL, "sbom_matches_release", NULL },
	{ "configuration_baseline", "baseline", "settings", NULL,
	    "configuration_matches_baseline", NULL },
	{ "configuration_export", "export", "settings", NULL,
	    "configuration_matches_baseline", NULL },
	{ "configuration_baseline", "baseline", "release", NULL,
	    "configuration_matches_baseline", NULL },
	{ "configuration_export", "export", "release", NULL,
	    "configuration_matches_baseline", NULL },
	{ "vex_statement", "status", "product", "release:acme/ic-22@5.3.0",
	    "vulnerability_status", NULL },
	{ "vex_statement", "status", "status", NULL, "vulnerability_status", NULL },
	{ "support_period_statement", "support", "support_end", NULL,
	    "support_covers_use", NULL },
	{ "planned_use", "use", "use_until", NULL, "support_covers_use", NULL },
	{ "capability_claim", "claim", "vector", NULL, "claim_has_scope", NULL },
	{ "capability_claim", "claim", "level", NULL, "claim_has_scope", NULL },
	{ "scope_statement", "scope", "claimed", NULL, "claim_has_scope", NULL },
	{ "scope_statement", "scope", "environment", NULL, "claim_has_scope", NULL },
	{ "scope_statement", "scope", "configuration", NULL, "claim_has_scope", NULL },
	{ "scope_statement", "scope", "release", NULL, "claim_has_scope", NULL },
	{ "retention_record", "retention", "until", NULL, "retention_owner", NULL },
	{ "retention_record", "retention", "owner", NULL, "retention_owner", NULL },
	{ "attestation_result", "attestation", "baseline", NULL,
	    "attestation_matches_baseline", NULL },
	{ "attestation_result", "attestation", "result", NULL,
	    "attestation_matches_baseline", NULL },
	{ "identity_list", "identity", "certificate", NULL,
	    "certificate_identity", NULL },
	{ "device_certificate", "certificate", "certificate", NULL,
	    "certificate_identity", NULL },
	{ "device_certificate", "certificate", "certificate", NULL,
	    "readout_by_own_key", NULL },
	{ "visual_inspection", "inspection", "result", NULL,
	    "inspection_passed", "visual_inspection" },
	{ "hardening_check", "hardening", "result", NULL,
	    "inspection_passed", "hardening_check" },
};

static bool
no_member(struct world *w, struct change *ch)
{
	const char *const *m = members[rng_below(w->r, COUNT(members))];
	for (size_t n = 0; n < w->c.item_count; n++) {
		struct item *it = &w->c.items[n];
		for (size_t i = 0; slice_eq(it->kind, S(m[0])) && i < it->fact_count; i++) {
			if (!slice_eq(it->facts[i].name, S(m[1])))
				continue;
			if (m[3] == NULL)
				(void)drop_member(w, &it->facts[i], m[2]);
			else
				set_text(w, &it->facts[i], m[2], S(m[3]));
		}
	}
	ch->kind = m[5];
	ch->each = strcmp(m[4], "certificate_identity") == 0;
	return hits(ch, m[4]);
}

/* --- single carriers -------------------------------------------------------------------------- */

/* The history begins after the release, or nothing dates the release. */
static bool
history_begins_late(struct world *w, struct change *ch)
{
	bool undated = rng_one_in(w->r, 2);
	for (size_t n = 0; n < w->c.item_count; n++) {
		struct item *it = &w->c.items[n];
		bool history = slice_eq(it->kind, S("update_history"));
		if (undated && slice_eq(it->kind, S("firmware_manifest")))
			it->made_ms = TIME_UNKNOWN;
		for (size_t i = 0; history && i < it->fact_count; i++)
			if (slice_eq(it->facts[i].name, S("history")))
				set_text(w, &it->facts[i], "covers_from", instant(w,
				    w->c.valid_at_ms - DAY_MS));
	}
	ch->kind = "firmware_manifest";
	return hits(ch, "no_unauthorised_update");
}

/* No list of any authority covers the instant any more. */
static bool
lists_end(struct world *w, struct change *ch)
{
	static const char *const kinds[] = { "device_certificate", "identity_readout",
	    "firmware_manifest" };
	size_t way = rng_below(w->r, 4);
	ch->kind = kinds[rng_below(w->r, COUNT(kinds))];
	for (size_t n = 0; n < w->c.item_count; n++) {
		struct item *it = &w->c.items[n];
		bool of_kind = slice_eq(it->kind, S(ch->kind));
		for (size_t i = 0; of_kind && i < it->signature_count; i++) {
			struct signature *s = &it->signatures[i];
			if (s->chain_count == 0)
				return false;
			struct chain_link *l = &s->chain[rng_below(w->r, s->chain_count)];
			for (size_t k = 0; k < l->list_count; k++) {
				struct revocation_list *list = &l->lists[k];
				if (way == 0)
					list->next_update_ms = TIME_UNKNOWN;
				else if (way == 1)
					list->next_update_ms = w->c.valid_at_ms - 1;
				else if (way == 2)
					list->this_update_ms = w->c.valid_at_ms + 1;
			}
			if (way == 3)
				l->list_count = 0;
		}
	}
	ch->is_signed = true;
	return hits(ch, NULL);
}

/* An image that the manifests name is not here. */
static bool
image_gone(struct world *w, struct change *ch)
{
	struct item *it;
	struct fact *f = pick_fact(w, pick_item(w, "firmware_manifest"), "image");
	struct slice named = f != NULL ? member_text(f, "digest") : SLICE("");
	for (size_t i = 0; i < w->c.item_count; i++) {
		it = &w->c.items[i];
		if (slice_eq(it->id, named)) {
			without(w->c.items, &w->c.item_count, i, sizeof(*it));
			/* a manifest that nobody admits names nothing */
			ch->is_signed = false;
			ch->item = named;
			return hits(ch, "image_matches_manifest");
		}
	}
	return false;
}

/* All answers are those of one device. */
static bool
one_device(struct world *w, struct change *ch)
{
	struct item *it = pick_item(w, "identity_readout");
	if (it == NULL)
		return false;
	struct item kept = *it;
	for (size_t i = 0; i < w->c.item_count; i++) {
		if (!slice_eq(w->c.items[i].kind, kept.kind))
			continue;
		struct slice id = w->c.items[i].id;
		w->c.items[i] = kept;
		w->c.items[i].id = id;
	}
	ch->several = true;
	return hits(ch, "readout_by_own_key");
}

/* No list of the maker's names the asset any more. */
static bool
asset_unlisted(struct world *w, struct change *ch)
{
	if (w->c.scope.asset_count == 0)
		return false;
	ch->asset = w->c.scope.assets[rng_below(w->r, w->c.scope.asset_count)];
	for (size_t n = 0; n < w->c.item_count; n++) {
		struct item *it = &w->c.items[n];
		for (size_t i = 0; slice_eq(it->kind, S("identity_list")) && i <
		    it->fact_count;)
			if (slice_eq(it->facts[i].subject, ch->asset))
				without(it->facts, &it->fact_count, i, sizeof(struct fact));
			else
				i++;
	}
	ch->each = true;
	return hits(ch, "certificate_identity");
}

static bool
no_release(struct world *w, struct change *ch)
{
	static const char *const checks[] = { "image_matches_manifest", "sbom_matches_release",
	    "configuration_matches_baseline", "claim_has_scope", "attestation_matches_baseline",
	    "no_unauthorised_update" };
	w->c.scope.release = SLICE("");
	return hits(ch, checks[rng_below(w->r, COUNT(checks))]);
}

static bool
no_assets(struct world *w, struct change *ch)
{
	static const char *const checks[] = { "serial_reconciliation", "certificate_identity",
	    "readout_by_own_key", "attestation_matches_baseline" };
	w->c.scope.asset_count = 0;
	return hits(ch, checks[rng_below(w->r, COUNT(checks))]);
}

static const struct op ops[] = {
	{ "all of a kind", gone }, { "all of a kind", gone }, { "all facts", no_facts },
	{ "all facts", no_facts }, { "an order without serials", no_order },
	{ "one fact less", one_less }, { "one fact less", one_less }, { "a member", no_member },
	{ "a member", no_member }, { "a member", no_member },
	{ "a history that begins late", history_begins_late },
	{ "revocation lists that cover the instant", lists_end }, { "an image", image_gone },
	{ "answers of several devices", one_device }, { "the release in scope", no_release },
	{ "an asset in the identity lists", asset_unlisted },
	{ "the assets in scope", no_assets },
};

struct ops
carrier_ops(void)
{
	return (struct ops){ ops, COUNT(ops) };
}
