/* trust/answer.c - from a key or certificate to the anchors. See trust/trust.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "trust/trust_int.h"

struct signature
answer_blank(const char *scheme)
{
	return (struct signature){ .scheme = slice_of(scheme), .status = SIGNATURE_UNVERIFIABLE,
	    .algorithm = SLICE(""), .key = SLICE(""), .signer = SLICE(""), .anchor = SLICE(""),
	    .from_ms = TIME_UNKNOWN, .until_ms = TIME_UNKNOWN, .claimed_ms = TIME_UNKNOWN };
}

struct rc
answer_add(const struct trust_context *t, struct signature_list *list, const struct signature *s,
    struct err *e)
{
	void *at = list->at;
	if (!arena_grow(t->a, &at, &list->cap, list->count, sizeof(*s)))
		return arena_failed(t->a, e);
	list->at = at;
	list->at[list->count++] = *s;
	return DONE;
}

/* --- revocation ------------------------------------------------------------------------------- */

static int
list_cmp(const void *left, const void *right)
{
	const struct revocation_list *a = left, *b = right;
	if (a->this_update_ms != b->this_update_ms)
		return a->this_update_ms < b->this_update_ms ? -1 : 1;
	if (a->next_update_ms != b->next_update_ms)
		return a->next_update_ms < b->next_update_ms ? -1 : 1;
	return slice_cmp(a->evidence, b->evidence);
}

/* A compromise counts at any instant, so it outranks what revokes from a date on. Among equals
 * the one with the smaller name, for the sake of one order. */
static bool
is_graver(struct slice a, struct slice b)
{
	static const struct slice gravest[] = {
		SLICE_INIT("ca_compromise"), SLICE_INIT("aa_compromise"),
		SLICE_INIT("key_compromise"),
	};
	for (size_t i = 0; i < COUNT(gravest); i++) {
		bool left = slice_eq(a, gravest[i]), right = slice_eq(b, gravest[i]);
		if (left != right)
			return left;
	}
	return slice_cmp(a, b) < 0;
}

static void
merge_revocation(struct chain_link *link, const struct crl_revoked *r)
{
	if (link->revoked_ms == TIME_UNKNOWN || is_graver(r->reason, link->revoked_reason))
		link->revoked_reason = r->reason;
	if (link->revoked_ms == TIME_UNKNOWN || r->at_ms < link->revoked_ms)
		link->revoked_ms = r->at_ms;
}

/* The same list may lie in a delivery twice. */
static size_t
drop_equal_lists(struct revocation_list *lists, size_t count)
{
	size_t kept = 0;
	if (count > 1)
		qsort(lists, count, sizeof(*lists), list_cmp);
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || list_cmp(&lists[kept - 1], &lists[i]) != 0)
			lists[kept++] = lists[i];
	return kept;
}

static struct rc
read_lists(const struct trust_context *t, const struct certificate *c,
    const struct certificate *issuer, struct chain_link *link, struct err *e)
{
	size_t count = 0;
	for (size_t i = 0; i < t->list_count; i++)
		count += t->lists[i]->usable && crl_is_by(t->lists[i], issuer);
	link->lists = ARENA_ARRAY(t->a, struct revocation_list, count > 0 ? count : 1);
	if (link->lists == NULL)
		return arena_failed(t->a, e);
	for (size_t i = 0; i < t->list_count && link->list_count < count; i++) {
		const struct crl *l = t->lists[i];
		struct crl_revoked r;
		bool found;
		if (!l->usable || !crl_is_by(l, issuer))
			continue;
		link->lists[link->list_count++] = (struct revocation_list){ l->id, l->this_ms,
		    l->next_ms };
		TRY(crl_lookup(l, c, t->a, &r, &found, e));
		if (found)
			merge_revocation(link, &r);
	}
	link->list_count = drop_equal_lists(link->lists, link->list_count);
	return DONE;
}

/* --- chains ----------------------------------------------------------------------------------- */

/* The windows of a chain, its anchor left out. */
static struct rc
read_chain(const struct trust_context *t, const struct chain *chain, const struct anchor *n,
    struct signature *s, struct err *e)
{
	s->from_ms = n->from_ms;
	s->until_ms = n->until_ms;
	s->chain_count = 0;
	s->chain = ARENA_ARRAY(t->a, struct chain_link, chain->count);
	if (s->chain == NULL)
		return arena_failed(t->a, e);
	for (size_t i = 0; i + 1 < chain->count; i++) {
		const struct certificate *c = chain->at[i];
		struct chain_link *link = &s->chain[s->chain_count++];
		*link = (struct chain_link){ .certificate = c->id, .subject = c->subject,
		    .number = c->number, .from_ms = c->from_ms, .until_ms = c->until_ms,
		    .revoked_ms = TIME_UNKNOWN, .revoked_reason = SLICE("") };
		s->from_ms = c->from_ms > s->from_ms ? c->from_ms : s->from_ms;
		s->until_ms = c->until_ms < s->until_ms ? c->until_ms : s->until_ms;
		TRY(read_lists(t, c, chain->at[i + 1], link, e));
	}
	return DONE;
}

static unsigned
chain_purposes(const struct chain *chain, const struct anchor *n, bool as_signer)
{
	unsigned purposes = n->purposes;
	if (as_signer && !certificate_may_sign(chain->at[0]))
		return 0;
	for (size_t i = 0; i < chain->count && (i == 0 || i + 1 < chain->count); i++)
		purposes = purposes_of(chain->at[i], purposes);
	return purposes;
}

struct rc
answer_chains(const struct trust_context *t, const struct certificate *leaf, bool as_signer,
    const struct signature *base, struct signature_list *out, struct err *e)
{
	for (size_t i = 0; i < t->anchors->count; i++) {
		const struct anchor *n = &t->anchors->anchors[i];
		struct chain *chains;
		size_t count = 0;
		/* an anchor's own key is answer_anchors()'s matter */
		bool own = as_signer && slice_eq(n->id, leaf->key.id);
		if (n->certificate == NULL || own)
			continue;
		TRY(chain_find(leaf, n->certificate, t->pool, t->pool_count, t->a, &chains, &count,
		    e));
		for (size_t k = 0; k < count; k++) {
			struct signature s = *base;
			s.status = SIGNATURE_GOOD;
			s.anchor = n->id;
			s.how = n->how;
			s.purposes = chain_purposes(&chains[k], n, as_signer);
			TRY(read_chain(t, &chains[k], n, &s, e));
			TRY(answer_add(t, out, &s, e));
		}
	}
	return DONE;
}

struct rc
answer_anchors(const struct trust_context *t, const struct key *k, const struct signature *base,
    struct signature_list *out, struct err *e)
{
	for (size_t i = 0; i < t->anchors->count; i++) {
		const struct anchor *n = &t->anchors->anchors[i];
		const struct certificate *own = n->certificate;
		if (!slice_eq(n->id, k->id))
			continue;
		struct signature s = *base;
		s.status = SIGNATURE_GOOD;
		s.anchor = n->id;
		/* a certificate that merely holds an anchor's bare key tells no name: who made it
		 * did not need the key */
		s.signer = own != NULL ? own->subject : SLICE("");
		s.how = n->how;
		s.purposes = own == NULL ? n->purposes :
		    certificate_may_sign(own) ? purposes_of(own, n->purposes) : 0;
		s.from_ms = n->from_ms;
		s.until_ms = n->until_ms;
		TRY(answer_add(t, out, &s, e));
	}
	return DONE;
}

struct rc
trust_remember(struct trust_context *t, struct err *e)
{
	t->known = ARENA_ARRAY(t->a, _Atomic uint8_t, t->pool_count > 0 ? t->pool_count : 1);
	return t->known != NULL ? DONE : arena_failed(t->a, e);
}

/* Where the pool has the certificate; SIZE_MAX when it has not. */
static size_t
pool_index(const struct trust_context *t, const struct certificate *c)
{
	size_t low = 0, high = t->pool_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = slice_cmp(t->pool[middle]->id, c->id);
		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return SIZE_MAX;
}

static struct rc
find_out(const struct trust_context *t, const struct certificate *c, bool *known, struct err *e)
{
	*known = false;
	for (size_t i = 0; i < t->anchors->count && !*known; i++)
		*known = slice_eq(t->anchors->anchors[i].id, c->key.id);
	for (size_t i = 0; i < t->anchors->count && !*known; i++) {
		const struct anchor *n = &t->anchors->anchors[i];
		struct chain *chains;
		size_t count = 0;
		if (n->certificate == NULL)
			continue;
		TRY(chain_find(c, n->certificate, t->pool, t->pool_count, t->a, &chains, &count,
		    e));
		*known = count > 0;
	}
	return DONE;
}

struct rc
certificate_is_known(const struct trust_context *t, const struct certificate *c, bool *known,
    struct err *e)
{
	size_t at = t->known != NULL ? pool_index(t, c) : SIZE_MAX;
	if (at != SIZE_MAX && t->known[at] != KNOWN_UNASKED) {
		*known = t->known[at] == KNOWN_YES;
		return DONE;
	}
	TRY(find_out(t, c, known, e));
	if (at != SIZE_MAX)
		t->known[at] = *known ? KNOWN_YES : KNOWN_NO;
	return DONE;
}
