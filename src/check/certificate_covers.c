/* check/certificate_covers.c - a certificate covers what was delivered, and its register says so.
 *
 * A certificate holds for some models, a range of firmware, some hardware, one edition and one
 * level for each foundational requirement, for some time, and as long as its register keeps it. A
 * range is read as src/version/version.h has it; of any other text nothing is concluded. That a
 * certificate is in force is what somebody found in the register, at some date: without a look-up
 * nobody knows.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "check/match.h"
#include "version/version.h"

enum { LOOKUP, EDITION, LEVEL, HARDWARE };

/* A list of texts holds the text, case apart; without a list nothing is limited by it. */
static bool
lists(const struct fact *f, const char *member, struct slice text, bool otherwise)
{
	const struct value *list = value_get(&f->value, slice_of(member));
	if (list == NULL || list->kind != VALUE_ARRAY || list->count == 0)
		return otherwise;
	for (size_t i = 0; i < list->count; i++)
		if (slice_eq_nocase(list->items[i].text, text))
			return true;
	return false;
}

/* The product's own name is one of the models, where models are listed. */
static bool
has_model(const struct check_call *c, const struct fact *f)
{
	const struct value *list = value_get(&f->value, SLICE("models"));
	if (list == NULL || list->kind != VALUE_ARRAY || list->count == 0)
		return true;
	for (size_t i = 0; i < list->count; i++)
		if (is_product_name(c, list->items[i].text))
			return true;
	return false;
}

static bool
is_about(const struct check_call *c, const struct fact *f)
{
	return !is_foreign(c, f) && is_held_by_maker(c, f) && has_model(c, f);
}

/* "5.4.2" is that one; ">=5.4, <5.6" is a range; "4.0 to 5.3" nobody can read. */
static bool
covers_firmware(const struct fact *f, struct slice version)
{
	struct slice firmware = fact_text(f, "firmware");
	return !lists(f, "excluded", version, false) &&
	    (slice_eq(firmware, version) || version_in_range(version, firmware));
}

/* A certificate of other firmware says nothing about this one; where none is of it, that is what
 * is wrong. */
static void
say_other(const struct check_call *c, const struct walk *w, struct slice version,
    struct reasons *out)
{
	struct slice firmware = fact_text(w->fact, "firmware");
	int order;
	bool unread = failed(version_range_check(firmware, NULL)) &&
	    !version_cmp(firmware, version, &order);
	say(out, unread ? FINDING_SCOPE_MISSING : FINDING_VERSION_MISMATCH, c->subject, w);
}

static void
compare_hardware(const struct check_call *c, const struct walk *w, struct reasons *out)
{
	for (size_t i = 0; i < c->text_count[HARDWARE]; i++) {
		struct slice revision = c->texts[HARDWARE][i];
		if (!lists(w->fact, "hardware", revision, false) ||
		    lists(w->fact, "excluded", revision, false))
			say(out, FINDING_HARDWARE_NOT_COVERED, c->subject, w);
	}
}

static void
compare_level(const struct check_call *c, const struct walk *w, struct reasons *out)
{
	for (size_t i = 0; i < c->text_count[LEVEL]; i++)
		if (!fact_true(w->fact, "vector") ||
		    !is_at_least(fact_text(w->fact, "level"), c->texts[LEVEL][i]))
			say(out, FINDING_LEVEL_NOT_CERTIFIED, c->subject, w);
}

/* --- the register ----------------------------------------------------------------------------- */

static bool
is_of_certificate(const struct fact *lookup, const struct fact *certificate)
{
	return slice_eq(fact_text(lookup, "number"), fact_text(certificate, "number")) &&
	    slice_eq(fact_text(lookup, "body"), fact_text(certificate, "body"));
}

/* Later than the other; of two of one instant neither. */
static bool
is_later(const struct fact *a, const struct fact *b)
{
	return b == NULL || fact_time(a, "looked_up") >= fact_time(b, "looked_up");
}

/* What the newest look-up found. A look-up that found it out of force counts as long as no later
 * one found it in force again. */
static void
look_up(const struct check_call *c, const struct walk *w, struct reasons *out)
{
	struct walk lookup = {0}, newest = {0};
	while (walk_next(&lookup, &c->needs[LOOKUP], "lookup"))
		if (is_of_certificate(lookup.fact, w->fact) &&
		    is_later(lookup.fact, newest.fact) && (newest.fact == NULL ||
		    fact_time(lookup.fact, "looked_up") > fact_time(newest.fact, "looked_up") ||
		    !slice_eq(fact_text(lookup.fact, "status"), SLICE("valid"))))
			newest = lookup;
	if (newest.fact == NULL)
		say(out, FINDING_CERTIFICATE_NOT_LOOKED_UP, c->subject, w);
	else if (!slice_eq(fact_text(newest.fact, "status"), SLICE("valid")))
		say(out, FINDING_CERTIFICATE_NOT_IN_FORCE, c->subject, &newest);
}

/* --- the whole -------------------------------------------------------------------------------- */

static void
judge(const struct check_call *c, const struct walk *w, struct reasons *out)
{
	if (w->item->valid_from_ms == TIME_UNKNOWN || w->item->valid_until_ms == TIME_UNKNOWN)
		say(out, FINDING_EVIDENCE_UNDATED, c->subject, w);
	if (!is_wanted(c, EDITION, fact_text(w->fact, "edition")))
		say(out, FINDING_EDITION_MISMATCH, c->subject, w);
	compare_hardware(c, w, out);
	compare_level(c, w, out);
	look_up(c, w, out);
}

/* Whatever names none of the maker's certificates about this product shows nothing. */
static void
say_all_others(const struct check_call *c, struct slice version, struct reasons *out)
{
	struct walk w = {0};
	bool about = false;
	while (walk_next(&w, &c->own, "certification"))
		if (is_about(c, w.fact)) {
			about = true;
			say_other(c, &w, version, out);
		}
	for (size_t i = 0; i < c->own.count && !about; i++)
		reasons_add(out, FINDING_EVIDENCE_UNBOUND, c->subject, c->own.items[i]->id,
		    SLICE(""));
}

static struct rc
run(const struct check_call *c, struct reasons *out, struct err *e)
{
	struct one_by_one o = one_by_one(c, out);
	struct walk w = {0};
	struct slice version = scope_version(c);
	bool found = false;
	(void)e;
	if (version.len == 0 && c->own.count > 0)
		reasons_add(out, FINDING_SUBJECT_UNKNOWN, c->subject, SLICE(""), SLICE(""));
	while (version.len > 0 && walk_next(&w, &c->own, "certification")) {
		if (!is_about(c, w.fact) || !covers_firmware(w.fact, version))
			continue;
		found = true;
		judge(c, &w, &o.now);
		one_next(&o, c->subject);
	}
	one_end(&o);
	if (!found && version.len > 0)
		say_all_others(c, version, out);
	return DONE;
}

const struct check check_certificate_covers = {
	.name = "certificate_covers", .revision = 1,
	.sentence = "the certificate names the maker and the product, covers the firmware and "
	    "hardware that is delivered, to the edition and level that are asked for, has a "
	    "beginning and an end, and its register was found to keep it in force",
	.supporting = "certification",
	.adverse = "lookup",
	.own = true,
	.params = {
		{ "lookup", "what somebody found in the register", CHECK_NEED, true,
		    FINDING_CERTIFICATE_NOT_LOOKED_UP },
		{ "edition", "editions of the standard that will do", CHECK_TEXTS, false,
		    FINDING_NONE },
		{ "level", "the level for each foundational requirement that is asked for, "
		    "FR1=2 FR2=2 ...", CHECK_TEXTS, false, FINDING_NONE },
		{ "hardware", "revisions of the hardware that are delivered", CHECK_TEXTS, false,
		    FINDING_NONE },
	},
	.run = run,
};
