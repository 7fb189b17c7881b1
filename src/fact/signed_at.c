/* fact/signed_at.c - signatures at one instant. See fact/signed_at.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fact/signed_at.h"

/* The same key may answer several times, once for each way to an anchor. Of these the answer
 * counts that is nearest to good, in this order. */
static const enum finding_id nearest[] = {
	FINDING_NONE, FINDING_ANCHOR_WITH_GOODS, FINDING_REVOCATION_UNKNOWN,
	FINDING_CERT_NOT_YET_VALID, FINDING_CERT_EXPIRED, FINDING_CERT_REVOKED,
	FINDING_KEY_PURPOSE_MISMATCH, FINDING_SIGNER_UNKNOWN, FINDING_ISSUER_NOT_TRUSTED,
	FINDING_SIGNATURE_INVALID,
};

static size_t
rank(enum finding_id id)
{
	for (size_t i = 0; i < COUNT(nearest); i++)
		if (nearest[i] == id)
			return i;
	BUG("a signature problem without rank");
}

/* A compromise reaches back to everything that was ever signed (RFC 5280 5.3.1). */
static bool
is_compromise(struct slice reason)
{
	return slice_eq(reason, SLICE("key_compromise")) ||
	    slice_eq(reason, SLICE("ca_compromise")) || slice_eq(reason, SLICE("aa_compromise"));
}

static bool
link_is_revoked(const struct chain_link *l, int64_t at)
{
	return l->revoked_ms != TIME_UNKNOWN &&
	    (l->revoked_ms <= at || is_compromise(l->revoked_reason));
}

/* A list without a next update never covers an instant: a missing bound is unknown. */
static bool
link_is_covered(const struct chain_link *l, int64_t at)
{
	for (size_t i = 0; i < l->list_count; i++)
		if (l->lists[i].this_update_ms != TIME_UNKNOWN &&
		    l->lists[i].next_update_ms != TIME_UNKNOWN &&
		    l->lists[i].this_update_ms <= at && at <= l->lists[i].next_update_ms)
			return true;
	return false;
}

/* The anchor that the signature leads to speaks about the party: it names nobody, or it names it.
 * One key may be trusted twice, for other purposes about other parties. */
static bool
anchor_speaks(const struct case_form *c, const struct signature *s, struct slice party)
{
	for (size_t i = 0; i < c->anchor_count; i++) {
		const struct case_anchor *n = &c->anchors[i];
		if (!slice_eq(n->id, s->anchor) || n->how != s->how ||
		    (s->purposes & ~n->purposes) != 0)
			continue;
		bool named = n->subject_count == 0 || party.len == 0;
		for (size_t k = 0; k < n->subject_count && !named; k++)
			named = slice_eq(n->subjects[k], party);
		if (named)
			return true;
	}
	return false;
}

static enum finding_id
chain_problem(const struct signature *s, int64_t at)
{
	for (size_t i = 0; i < s->chain_count; i++)
		if (link_is_revoked(&s->chain[i], at))
			return FINDING_CERT_REVOKED;
	if (s->until_ms == TIME_UNKNOWN || at > s->until_ms)
		return FINDING_CERT_EXPIRED;
	if (s->from_ms == TIME_UNKNOWN || at < s->from_ms)
		return FINDING_CERT_NOT_YET_VALID;
	for (size_t i = 0; i < s->chain_count; i++)
		if (!link_is_covered(&s->chain[i], at))
			return FINDING_REVOCATION_UNKNOWN;
	return FINDING_NONE;
}

static enum finding_id
problem_of(const struct case_form *c, const struct signature *s, const struct signed_wish *wish)
{
	enum finding_id unknown = slice_eq(s->scheme, SLICE("x509")) ?
	    FINDING_ISSUER_NOT_TRUSTED : FINDING_SIGNER_UNKNOWN;
	if (s->status == SIGNATURE_BROKEN)
		return FINDING_SIGNATURE_INVALID;
	if (s->status != SIGNATURE_GOOD || !anchor_speaks(c, s, wish->party))
		return unknown;
	if (s->purposes == 0 || (wish->purpose != 0 && (s->purposes & wish->purpose) == 0))
		return FINDING_KEY_PURPOSE_MISMATCH;
	enum finding_id chain = chain_problem(s, c->valid_at_ms);
	if (chain != FINDING_NONE)
		return chain;
	return s->how == HOW_WITH_THE_GOODS ? FINDING_ANCHOR_WITH_GOODS : FINDING_NONE;
}

static void
add_problem(struct signed_answer *a, enum finding_id id)
{
	for (size_t i = 0; i < a->count; i++)
		if (a->problems[i] == id)
			return;
	if (a->count < SIGNED_PROBLEMS_MAX)
		a->problems[a->count++] = id;
}

struct signed_answer
signed_at(const struct case_form *c, const struct item *it, const struct signed_wish *wish)
{
	struct signed_answer out = {0};
	if (it->signature_count == 0)
		add_problem(&out, FINDING_SIGNATURE_MISSING);
	/* signatures are sorted by key: the answers of one key stand together */
	for (size_t i = 0, next; i < it->signature_count; i = next) {
		enum finding_id best = problem_of(c, &it->signatures[i], wish);
		for (next = i + 1; next < it->signature_count &&
		    slice_eq(it->signatures[next].key, it->signatures[i].key); next++) {
			enum finding_id other = problem_of(c, &it->signatures[next], wish);
			if (rank(other) < rank(best))
				best = other;
		}
		if (best == FINDING_NONE)
			return (struct signed_answer){ .good = true };
		add_problem(&out, best);
	}
	return out;
}

bool
signed_has_broken(const struct item *it)
{
	for (size_t i = 0; i < it->signature_count; i++)
		if (it->signatures[i].status == SIGNATURE_BROKEN)
			return true;
	return false;
}
