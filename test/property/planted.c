/* planted.c - checks that are wrong in one way each. See run.h.
 *
 * Most are the shipped check with a reason left out, or with what it reads bent: what a slip in
 * that check would come to.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "check/checks.h"
#include "run.h"

/* The shipped check without the reasons of this code. */
static struct rc
without_reason(const struct check *shipped, enum finding_id id, const struct check_call *c,
    struct reasons *out, struct err *e)
{
	struct reasons all = reasons_init(c->a);
	TRY(shipped->run(c, &all, e));
	for (size_t i = 0; i < all.count; i++)
		if (all.at[i].id != id)
			reasons_add(out, all.at[i].id, all.at[i].subject, all.at[i].evidence,
			    all.at[i].place);
	return reasons_end(&all, e);
}

#define WITHOUT(name, shipped, code) \
	static struct rc \
	name(const struct check_call *c, struct reasons *out, struct err *e) \
	{ \
		return without_reason(&check_##shipped, FINDING_##code, c, out, e); \
	}

WITHOUT(gaps_ignored, custody_chain, CUSTODY_INCOMPLETE)
WITHOUT(breaks_ignored, custody_chain, CUSTODY_BREAK)
WITHOUT(any_history, no_unauthorised_update, CARRIER_INCOMPLETE)
WITHOUT(any_change, no_unauthorised_update, UPDATE_UNAUTHORISED)
WITHOUT(silence_is_good, vulnerability_status, EVIDENCE_UNBOUND)
WITHOUT(empty_lists, serial_reconciliation, CARRIER_INCOMPLETE)
WITHOUT(duplicates_ignored, serial_reconciliation, SERIAL_DUPLICATE)
WITHOUT(sharing_ignored, serial_reconciliation, CERTIFICATE_SHARED)
WITHOUT(endless_support, support_covers_use, EVIDENCE_UNDATED)
WITHOUT(no_image, image_matches_manifest, IMAGE_MISSING)
WITHOUT(any_device, certificate_identity, IDENTITY_MISSING)
WITHOUT(any_baseline, attestation_matches_baseline, EVIDENCE_UNBOUND)
WITHOUT(any_version, sbom_matches_release, EVIDENCE_UNBOUND)
WITHOUT(failed_rows, capability_level, LEVEL_SHORT)
WITHOUT(any_register, certificate_covers, CERTIFICATE_NOT_IN_FORCE)
WITHOUT(bare_level, claim_has_scope, SCOPE_MISSING)
WITHOUT(same_device_twice, readout_by_own_key, EVIDENCE_MISSING)

/* An item or fact of a name, as the shipped checks read them; a part of their tools of its own. */
static struct slice
said(const struct fact *f, const char *member)
{
	return value_text(value_get(&f->value, slice_of(member)));
}

/* Retention is good without a date until when. */
static struct rc
retention_for_ever(const struct check_call *c, struct reasons *out, struct err *e)
{
	(void)e;
	for (size_t i = 0; i < c->own.count; i++) {
		const struct item *it = c->own.items[i];
		for (size_t k = 0; k < it->fact_count; k++) {
			struct slice until = said(&it->facts[k], "until");
			int64_t ms;
			if (slice_is_null(until))
				continue;
			if (failed(time_parse(until, TIME_END, &ms, NULL)) ||
			    ms <= c->form->valid_at_ms)
				reasons_add(out, FINDING_OWNER_MISSING, c->subject, it->id,
				    it->facts[k].place);
		}
	}
	return DONE;
}

/* An inspection passes unless it says that it failed. */
static struct rc
inspection_by_default(const struct check_call *c, struct reasons *out, struct err *e)
{
	(void)e;
	for (size_t i = 0; i < c->own.count; i++)
		for (size_t k = 0; k < c->own.items[i]->fact_count; k++) {
			const struct fact *f = &c->own.items[i]->facts[k];
			struct slice result = said(f, "result");
			if (result.len > 0 && !slice_eq(result, SLICE("ok")))
				reasons_add(out, FINDING_INSPECTION_FAILED, c->subject,
				    c->own.items[i]->id, f->place);
		}
	return DONE;
}

static bool
has_setting(const struct item *it, const struct fact *wanted)
{
	for (size_t i = 0; i < it->fact_count; i++)
		if (slice_eq(it->facts[i].name, SLICE("setting")) &&
		    slice_eq(said(&it->facts[i], "name"), said(wanted, "name")) &&
		    slice_eq(said(&it->facts[i], "value"), said(wanted, "value")))
			return true;
	return false;
}

/* What the sample has the baseline has; what the sample lacks nobody asks, nor how many there
 * should be. */
static struct rc
one_way(const struct check_call *c, struct reasons *out, struct err *e)
{
	const struct admitted *baselines = &c->needs[0], *samples = &c->needs[1];
	(void)e;
	for (size_t i = 0; i < samples->count && baselines->count > 0; i++)
		for (size_t k = 0; k < samples->items[i]->fact_count; k++) {
			const struct fact *f = &samples->items[i]->facts[k];
			if (slice_eq(f->name, SLICE("setting")) &&
			    !has_setting(baselines->items[0], f))
				reasons_add(out, FINDING_BASELINE_MISMATCH, c->subject,
				    samples->items[i]->id, f->place);
		}
	return DONE;
}

/* Older than a week, counted from when it came in. */
static struct rc
age_from_receipt(const struct check_call *c, struct reasons *out, struct err *e)
{
	TRY(check_vulnerability_status.run(c, out, e));
	for (size_t i = 0; i < c->needs[0].count; i++)
		if (c->needs[0].items[i]->received_ms < c->form->valid_at_ms - 7 * DAY_MS)
			reasons_add(out, FINDING_EVIDENCE_STALE, c->subject,
			    c->needs[0].items[i]->id, SLICE(""));
	return DONE;
}

/* Looks at the first status document that any need could mean, whether it was admitted or not,
 * in the place of those that were. */
static struct rc
reads_what_it_likes(const struct check_call *c, struct reasons *out, struct err *e)
{
	struct check_call other = *c;
	for (size_t i = 0; i < c->form->item_count; i++) {
		const struct item *it = &c->form->items[i];
		if (!slice_eq(it->kind, SLICE("vex_statement")))
			continue;
		other.needs[0] = (struct admitted){ &it, 1 };
		return check_vulnerability_status.run(&other, out, e);
	}
	return DONE;
}


static const struct { const char *name; const struct check *shipped; enum law law;
	struct rc (*run)(const struct check_call *, struct reasons *, struct err *); } faults[] = {
	{ "custody without the missing hand-offs", &check_custody_chain, LAW_CARRIER,
	    gaps_ignored },
	{ "custody without its breaks", &check_custody_chain, LAW_HITS, breaks_ignored },
	{ "a history that need not be complete", &check_no_unauthorised_update, LAW_CARRIER,
	    any_history },
	{ "changes that nobody need authorise", &check_no_unauthorised_update, LAW_HITS,
	    any_change },
	{ "a status document about something else", &check_vulnerability_status, LAW_CARRIER,
	    silence_is_good },
	{ "lists without serials", &check_serial_reconciliation, LAW_CARRIER, empty_lists },
	{ "a serial twice in one list", &check_serial_reconciliation, LAW_HITS,
	    duplicates_ignored },
	{ "one certificate for two serials", &check_serial_reconciliation, LAW_HITS,
	    sharing_ignored },
	{ "support without an end lasts for ever", &check_support_covers_use, LAW_CARRIER,
	    endless_support },
	{ "no image, no mismatch", &check_image_matches_manifest, LAW_CARRIER, no_image },
	{ "a device that the maker does not list", &check_certificate_identity, LAW_CARRIER,
	    any_device },
	{ "an attestation against any baseline", &check_attestation_matches_baseline, LAW_CARRIER,
	    any_baseline },
	{ "a bill without a version", &check_sbom_matches_release, LAW_CARRIER, any_version },
	{ "a certificate whatever its register says", &check_certificate_covers, LAW_HITS,
	    any_register },
	{ "a level in spite of rows that failed", &check_capability_level, LAW_HITS, failed_rows },
	{ "a bare level", &check_claim_has_scope, LAW_CARRIER, bare_level },
	{ "one device that answers twice", &check_readout_by_own_key, LAW_CARRIER,
	    same_device_twice },
	{ "retention without a date", &check_retention_owner, LAW_TAKE, retention_for_ever },
	{ "an inspection without a result", &check_inspection_passed, LAW_CARRIER,
	    inspection_by_default },
	{ "a baseline compared one way only", &check_configuration_matches_baseline, LAW_CARRIER,
	    one_way },
	{ "age counted from the receipt", &check_vulnerability_status, LAW_UNRELATED,
	    age_from_receipt },
	{ "an item that no need admitted", &check_vulnerability_status, LAW_HITS,
	    reads_what_it_likes },
};

size_t
planted_count(void)
{
	return COUNT(faults);
}

struct planted
planted_at(size_t i)
{
	struct planted p = { .name = faults[i].name, .check = *faults[i].shipped,
	    .law = faults[i].law };
	p.check.run = faults[i].run;
	return p;
}
