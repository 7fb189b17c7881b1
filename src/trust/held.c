/* trust/held.c - signatures that were found to hold. See trust/held.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "trust/held.h"

#include <string.h>

#include "base/limits.h"
#include "base/order.h"
#include "base/rd.h"

#define MAGIC "ASHELD1\n"

bool
held_keeps(enum scheme s)
{
	return s == SCHEME_ED25519 || s == SCHEME_ECDSA_P256_SHA256 ||
	    s == SCHEME_ECDSA_P384_SHA384 || s == SCHEME_ECDSA_P384_SHA256;
}

struct rc
held_add(struct held_list *l, const struct held *h, struct err *e)
{
	void *at = l->at;
	if (!arena_grow(l->a, &at, &l->cap, l->count, sizeof(*l->at)))
		return arena_failed(l->a, e);
	l->at = at;
	l->at[l->count] = *h;
	if (!arena_copy(l->a, h->spki, &l->at[l->count].spki))
		return arena_failed(l->a, e);
	l->count++;
	return DONE;
}

static int
by_signature(const void *left, const void *right)
{
	const struct held *a = left, *b = right;
	int c = memcmp(a->body.bytes, b->body.bytes, SHA256_BYTES);
	return c != 0 ? c : a->number < b->number ? -1 : a->number > b->number;
}

const struct held *
held_find(const struct held_list *l, const struct digest *body, uint32_t number)
{
	const struct held wanted = { .body = *body, .number = number };
	size_t low = 0, high = l->count;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = by_signature(&l->at[mid], &wanted);
		if (order == 0)
			return &l->at[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

void
held_settle(struct held_list *l)
{
	l->count = order_settle(l->at, l->count, sizeof(*l->at), by_signature);
}

/* --- as bytes --------------------------------------------------------------------------------- */

static void
put(struct buf *out, uint64_t n, unsigned bytes)
{
	while (bytes-- > 0)
		buf_add_byte(out, (uint8_t)(n >> 8 * bytes));
}

static void
encode_one(const struct held *h, struct buf *out)
{
	buf_add(out, (struct slice){ h->body.bytes, SHA256_BYTES });
	put(out, h->number, 4);
	buf_add_byte(out, (uint8_t)h->scheme);
	put(out, h->spki.len, 2);
	buf_add(out, h->spki);
	buf_add_byte(out, h->signers.known);
	buf_add_byte(out, (uint8_t)h->signers.count);
	buf_add_byte(out, (uint8_t)h->signers.bytes);
	for (size_t i = 0; i < h->signers.count; i++)
		buf_add(out, (struct slice){ h->signers.points[i], h->signers.bytes });
}

struct rc
held_encode(const struct held_list *l, struct buf *out, struct err *e)
{
	struct digest d;
	buf_add_text(out, MAGIC);
	put(out, l->count, 4);
	for (size_t i = 0; i < l->count; i++)
		encode_one(&l->at[i], out);
	TRY(buf_end(out, e));
	TRY(digest_of(buf_slice(out), &d, e));
	buf_add(out, (struct slice){ d.bytes, SHA256_BYTES });
	return buf_end(out, e);
}

static void
decode_points(struct rd *r, struct signers *out)
{
	uint64_t known = rd_be(r, 1), count = rd_be(r, 1), bytes = rd_be(r, 1);
	if (known > 1 || count > COUNT(out->points) || bytes > POINT_BYTES_MAX ||
	    (known == 0 && count > 0) || (count > 0) != (bytes > 0))
		rd_fail(r, E_SYNTAX, "expected points of a key");
	if (!rd_ok(r))
		return;
	*out = (struct signers){ .known = known == 1, .count = count, .bytes = bytes };
	for (size_t i = 0; i < count; i++) {
		struct slice point = rd_take(r, bytes);
		if (rd_ok(r))
			memcpy(out->points[i], point.at, bytes);
	}
}

static void
decode_one(struct rd *r, const struct held *before, struct held *out)
{
	struct slice body = rd_take(r, SHA256_BYTES);
	if (!rd_ok(r))
		return;
	memcpy(out->body.bytes, body.at, SHA256_BYTES);
	out->number = (uint32_t)rd_be(r, 4);
	uint64_t scheme = rd_be(r, 1);
	if (rd_ok(r) && (scheme >= SCHEME_COUNT || !held_keeps((enum scheme)scheme)))
		rd_fail(r, E_SYNTAX, "expected a scheme");
	out->scheme = (enum scheme)scheme;
	out->spki = rd_take(r, rd_be(r, 2));
	decode_points(r, &out->signers);
	if (rd_ok(r) && before != NULL && by_signature(before, out) >= 0)
		rd_fail(r, E_SYNTAX, "answers are not in order");
}

struct rc
held_decode(struct slice in, struct arena *a, struct held_list *out, struct err *e)
{
	struct digest d;
	struct held_list l = { .a = a };
	if (in.len < SHA256_BYTES)
		return fail(e, E_SYNTAX, in.len, "ends too early");
	struct slice body = slice_sub(in, 0, in.len - SHA256_BYTES);
	struct rd r = rd_init(body);
	TRY(digest_of(body, &d, e));
	if (memcmp(d.bytes, in.at + body.len, SHA256_BYTES) != 0)
		return fail(e, E_SYNTAX, body.len, "the bytes are not what their digest says");
	if (!slice_eq(rd_take(&r, sizeof(MAGIC) - 1), SLICE(MAGIC)))
		rd_fail(&r, E_SYNTAX, "expected a list of signatures");
	uint64_t count = rd_be(&r, 4);
	if (count > HELD_MAX)
		rd_fail(&r, E_SYNTAX, "more signatures than are kept");
	if (rd_ok(&r)) {
		l.at = ARENA_ARRAY(a, struct held, count);
		if (l.at == NULL)
			return arena_failed(a, e);
		l.cap = count;
	}
	for (uint64_t i = 0; i < count && rd_ok(&r); i++, l.count++)
		decode_one(&r, i > 0 ? &l.at[i - 1] : NULL, &l.at[i]);
	TRY(rd_end(&r, e));
	*out = l;
	return DONE;
}

/* --- checked anew ----------------------------------------------------------------------------- */

static bool
has_point(const struct signers *g, const uint8_t *point)
{
	for (size_t i = 0; i < g->count; i++)
		if (memcmp(g->points[i], point, g->bytes) == 0)
			return true;
	return false;
}

/* What is not known passes nobody over. */
static bool
are_right(const struct held *h, struct slice message, struct slice signature)
{
	const struct signers *kept = &h->signers;
	if (!kept->known)
		return true;
	struct signers g = signers_find(h->scheme, NULL, message, signature);
	if (!g.known || g.count != kept->count || g.bytes != kept->bytes)
		return false;
	for (size_t i = 0; i < g.count; i++)
		if (!has_point(kept, g.points[i]))
			return false;
	return true;
}

static struct rc
check(const struct held *h, struct slice message, struct slice signature, struct arena *a,
    struct crypto_bag *bag, bool *good, struct err *e)
{
	struct key k;
	struct err why = {0};
	struct rc done = key_from_der(h->spki, a, bag, &k, &why);
	if (done.code == E_NOMEM || done.code == E_LIMIT)
		return fail(e, why.code, why.at, why.what);
	*good = false;
	if (failed(done))
		return DONE;
	TRY(key_verify(&k, h->scheme, message, signature, good, e));
	*good = *good && are_right(h, message, signature);
	return DONE;
}

struct rc
held_check(const struct held *h, const struct dsse *d, bool *good, struct err *e)
{
	AUTO(buf) message = buf_init(d->payload.bytes.len + d->payload_type.len + 64);
	AUTO(arena) a = arena_init(MIB(1));
	struct crypto_bag bag = {0};
	*good = false;
	if (h->number >= d->count)
		return DONE;
	dsse_encode(d->payload_type, d->payload.bytes, &message);
	TRY(buf_end(&message, e));
	struct rc done = check(h, buf_slice(&message), d->signatures[h->number].bytes, &a, &bag,
	    good, e);
	crypto_bag_drop(&bag);
	return done;
}
