/* app/desk/certificates.c - certificates that are kept, and what their registers said. See
 * app/desk/certificates.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/certificates.h"

#include "base/time.h"

/* Each kind of certificate, papers that are none, and the look-up last. */
static const struct { const char *word, *kind; bool certificate; } kinds[] = {
	{ "component", "certificate_component", true },
	{ "system", "certificate_system", true },
	{ "process", "certificate_process", true },
	{ "management_system", "certificate_management_system", true },
	{ "evaluation_report", "evaluation_report", false },
	{ "seller_declaration", "seller_declaration", false },
	{ "eu_declaration", "declaration_of_conformity", false },
	{ "lookup", "certificate_lookup", false },
};
#define LOOKUP_KIND (COUNT(kinds) - 1)

const char *
certificate_period_name(enum certificate_period p)
{
	switch (p) {
	case PERIOD_UNDATED: return "undated";
	case PERIOD_AHEAD: return "ahead";
	case PERIOD_RUNS: return "runs";
	case PERIOD_OVER: return "over";
	}
	BUG("no such period of a certificate");
}

const char *
certificate_kind(struct slice word)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (slice_eq(slice_of(kinds[i].word), word))
			return kinds[i].kind;
	return NULL;
}

static enum certificate_period
period_at(const struct kept_certificate *c, int64_t at_ms)
{
	if (c->from_ms == TIME_UNKNOWN || c->until_ms == TIME_UNKNOWN)
		return PERIOD_UNDATED;
	if (c->from_ms > at_ms)
		return PERIOD_AHEAD;
	return c->until_ms < at_ms ? PERIOD_OVER : PERIOD_RUNS;
}

/* Of two look-ups of one instant the one that did not find it valid counts. */
static void
take_lookup(struct kept_certificate *c, const struct kept_record *lookup, int64_t at_ms)
{
	int64_t ms = kept_instant(lookup, "looked_up", TIME_BEGINNING);
	int64_t newest = c->lookup == NULL ? TIME_UNKNOWN : kept_instant(c->lookup, "looked_up",
	    TIME_BEGINNING);
	if (ms == TIME_UNKNOWN || ms > at_ms || ms < newest ||
	    !slice_eq(kept_text(lookup, "number"), kept_text(&c->record, "number")) ||
	    !slice_eq(kept_text(lookup, "body"), kept_text(&c->record, "body")))
		return;
	if (ms > newest || !slice_eq(kept_text(lookup, "status"), SLICE("valid")))
		c->lookup = lookup;
}

static enum certificate_register
register_at(const struct kept_certificate *c, const struct kind *kind, int64_t at_ms)
{
	if (c->lookup == NULL)
		return REGISTER_NOT_ASKED;
	if (!slice_eq(kept_text(c->lookup, "status"), SLICE("valid")))
		return REGISTER_OTHER;
	return kind != NULL && kind->freshness_ms > 0 && kept_instant(c->lookup, "looked_up",
	    TIME_BEGINNING) + kind->freshness_ms < at_ms ? REGISTER_STALE : REGISTER_VALID;
}

static bool
is_about(const struct kept_record *r, struct slice subject)
{
	bool about = subject.len == 0 || slice_eq(kept_text(r, "product"), subject);
	for (size_t i = 0; i < r->thing.event.subject_count; i++)
		about = about || slice_eq(r->thing.event.subjects[i], subject);
	return about;
}

struct rc
certificates_find(struct home *h, const struct kind_set *set, struct slice subject,
    uint64_t known, int64_t at_ms, struct arena *a, struct kept_certificate **out, size_t *count,
    struct err *e)
{
	struct kept_record *found[COUNT(kinds)];
	size_t counts[COUNT(kinds)], total = 0;
	const struct kind *kind = kind_find(set, slice_of(kinds[LOOKUP_KIND].kind));
	*count = 0;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		TRY(kept_records_all(h, kinds[i].kind, known, at_ms, a, &found[i], &counts[i], e));
		total += counts[i];
	}
	*out = ARENA_ARRAY(a, struct kept_certificate, total);
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < LOOKUP_KIND; i++)
		for (size_t k = 0; k < counts[i]; k++) {
			struct kept_certificate c = { .record = found[i][k], .kind = kinds[i].kind,
			    .from_ms = kept_instant(&found[i][k], "valid_from", TIME_BEGINNING),
			    .until_ms = kept_instant(&found[i][k], "valid_until", TIME_END) };
			if (!is_about(&c.record, subject))
				continue;
			c.period = period_at(&c, at_ms);
			for (size_t n = 0; n < counts[LOOKUP_KIND] && kinds[i].certificate; n++)
				take_lookup(&c, &found[LOOKUP_KIND][n], at_ms);
			c.in_register = kinds[i].certificate ? register_at(&c, kind, at_ms) :
			    REGISTER_NONE;
			(*out)[(*count)++] = c;
		}
	return DONE;
}
