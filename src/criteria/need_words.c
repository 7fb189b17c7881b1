/* criteria/need_words.c - a need as a phrase. See criteria/criteria.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "criteria/words_int.h"
#include "fact/signature.h"

/* Kinds whose id is no phrase that people use; their title is. */
static const char *const titled[] = { "advisory_csaf", "capability_doc", "certificate_component",
	"certificate_process", "certificate_system", "config_mgmt_record", "cvd_policy",
	"cvss_record", "design_doc", "doc_review_record", "eol_statement", "hw_evidence",
	"key_mgmt_record", "pentest_report", "sbom", "user_doc", "vex_statement",
	"vuln_scan_report" };

const char *
each_name(enum each each)
{
	switch (each) {
	case EACH_ASSET:
		return "serial";
	case EACH_RELEASE:
		return "release";
	case EACH_BOM_COMPONENT:
		return "BOM component";
	case EACH_NONE:
		break;
	}
	return NULL;
}

void
put_plain(struct slice word, struct buf *out)
{
	for (size_t i = 0; i < word.len; i++)
		buf_add_byte(out, word.at[i] == '_' ? ' ' : word.at[i]);
}

void
put_duration(struct slice text, struct buf *out)
{
	static const struct { const char *unit, *word; } units[] = { { "s", "second" },
		{ "min", "minute" }, { "h", "hour" }, { "d", "day" }, { "w", "week" } };
	size_t digits = 0;
	while (digits < text.len && text.at[digits] >= '0' && text.at[digits] <= '9')
		digits++;
	struct slice count = slice_sub(text, 0, digits), unit = slice_sub(text, digits, text.len);
	buf_add(out, count);
	for (size_t i = 0; i < COUNT(units); i++)
		if (slice_eq(unit, slice_of(units[i].unit)))
			buf_addf(out, " %s%s", units[i].word,
			    slice_eq(count, SLICE("1")) ? "" : "s");
}

static bool
is_upper(struct slice s, size_t i)
{
	return i < s.len && s.at[i] >= 'A' && s.at[i] <= 'Z';
}

void
need_kind_words(struct slice id, const struct kind_set *kinds, struct buf *out)
{
	const struct kind *k = kind_find(kinds, id);
	struct slice phrase = id;
	for (size_t i = 0; k != NULL && i < COUNT(titled); i++)
		if (slice_eq(id, slice_of(titled[i])))
			phrase = k->title;
	uint8_t first = phrase.len > 0 ? phrase.at[0] : 0;
	if (is_upper(phrase, 0) && !is_upper(phrase, 1))
		first = (uint8_t)(first + 32);
	bool vowel = first == 'a' || first == 'e' || first == 'i' || first == 'o' ||
	    (first == 'u' && !slice_starts(slice_sub(phrase, 1, 2), SLICE("s")));
	buf_add_text(out, vowel ? "an " : "a ");
	if (phrase.len > 0)
		buf_add_byte(out, first);
	put_plain(slice_sub(phrase, 1, phrase.len), out);
}

static void
put_bound(const struct need *n, struct buf *out)
{
	static const char *const names[] = { [BOUND_SUBJECT] = "what is assessed",
		[BOUND_ASSET] = "a serial", [BOUND_RELEASE] = "the release",
		[BOUND_PRODUCT] = "the product" };
	if (n->each == EACH_NONE && n->bound != BOUND_SCOPE && n->bound != BOUND_ANY)
		buf_addf(out, " that names %s", names[n->bound]);
	if (n->at_least > 1) {
		buf_add_text(out, ", at least ");
		buf_add_u64(out, n->at_least);
		buf_add_text(out, " of them");
		buf_add_text(out, n->bound == BOUND_ASSET ? ", each for another serial" : "");
	}
	buf_add_text(out, n->distinct_producer ? ", each from another producer" : "");
}

static void
put_signer(const struct need *n, struct buf *out)
{
	if (n->signed_by) {
		buf_add_text(out, ", signed by the ");
		put_plain(n->party, out);
		buf_add_text(out, " with a key trusted for ");
		buf_add_text(out, n->purpose != 0 ? purpose_name((enum purpose)n->purpose) :
		    "any purpose");
	} else {
		buf_add_text(out, n->unsigned_allowed ? ", signed or not" :
		    ", signed with a trusted key");
	}
}

static void
put_age(const struct need *n, struct buf *out)
{
	char shown[TIME_TEXT_BYTES];
	if (n->not_older_than_ms > 0) {
		buf_add_text(out, ", not older than ");
		put_duration(n->not_older_than, out);
	}
	if (n->made_after_ms != TIME_UNKNOWN) {
		time_show(n->made_after_ms, shown);
		buf_add_text(out, n->made_after_ms % DAY_MS == 0 ? ", made on " : ", made at ");
		buf_add(out, slice_sub(slice_of(shown), 0,
		    n->made_after_ms % DAY_MS == 0 ? 10 : TIME_TEXT_BYTES));
		buf_add_text(out, " or later");
	}
}

/* "read by the acceptance authority"; "read by at least 2 people in the role assessor, each with a
 * key of their own, independent of its producer, not longer ago than 365 days". */
void
readers_words(const struct reader_wish *w, struct buf *out)
{
	bool several = w->at_least > 1;
	if (!w->given)
		return;
	if (several) {
		buf_add_text(out, "read by at least ");
		buf_add_u64(out, w->at_least);
		buf_add_text(out, " people");
	} else {
		buf_add_text(out, w->role.len > 0 ? "read by the " : "read by a person");
	}
	if (several && w->role.len > 0)
		buf_add_text(out, " in the role ");
	put_plain(w->role, out);
	buf_add_text(out, several ? ", each with a key of their own" : "");
	buf_add_text(out, w->independent ? ", independent of its producer" : "");
	if (w->not_older_than_ms > 0) {
		buf_add_text(out, ", not longer ago than ");
		put_duration(w->not_older_than, out);
	}
	buf_add_text(out, w->counted ? ", and found wanting by nobody" : "");
}

void
put_need(const struct need *n, const struct kind_set *kinds, bool for_each, struct buf *out)
{
	need_kind_words(n->kind, kinds, out);
	if (for_each && n->each != EACH_NONE)
		buf_addf(out, " for each %s", each_name(n->each));
	put_bound(n, out);
	put_signer(n, out);
	put_age(n, out);
	if (n->stage.len > 0) {
		buf_add_text(out, ", from the stage ");
		put_plain(n->stage, out);
	}
	if (n->holding == HOLDING_HELD)
		buf_add_text(out, ", here or held elsewhere");
	if (n->holding == HOLDING_SEEN)
		buf_add_text(out, ", here, held elsewhere or seen by a named person");
	buf_add_text(out, n->readers.given ? ", " : "");
	readers_words(&n->readers, out);
}

void
need_words(const struct need *n, const struct kind_set *kinds, struct buf *out)
{
	put_need(n, kinds, true, out);
}
