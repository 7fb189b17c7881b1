/* trust/anchor.c - keys and certificates that are trusted. See trust/anchor.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "trust/anchor.h"

#include "base/time.h"
#include "crypto/armour.h"

static struct rc
add(struct anchor_set *set, struct anchor n, struct arena *a, struct err *e)
{
	void *list = set->anchors;
	if (!arena_grow(a, &list, &set->cap, set->count, sizeof(struct anchor)))
		return arena_failed(a, e);
	set->anchors = list;
	set->anchors[set->count++] = n;
	return DONE;
}

static struct rc
add_certificate(struct slice der, struct anchor n, struct arena *a, struct crypto_bag *bag,
    struct anchor_set *set, struct err *e)
{
	struct certificate *c;
	TRY(certificate_decode(der, a, bag, &c, e));
	if (!c->key_known)
		return fail(e, E_UNVERIFIABLE, 0, "a kind or size of key that is not accepted");
	n.certificate = c;
	n.key = c->key;
	n.id = c->key.id;
	n.from_ms = c->from_ms;
	n.until_ms = c->until_ms;
	return add(set, n, a, e);
}

static struct rc
add_key(struct slice der, struct anchor n, struct arena *a, struct crypto_bag *bag,
    struct anchor_set *set, struct err *e)
{
	TRY(key_from_der(der, a, bag, &n.key, e));
	n.id = n.key.id;
	n.from_ms = TIME_MIN;
	n.until_ms = TIME_MAX;
	return add(set, n, a, e);
}

struct rc
anchor_load(struct slice bytes, struct slice file, unsigned purposes, enum trust_how how,
    struct arena *a, struct crypto_bag *bag, struct anchor_set *set, struct err *e)
{
	const struct anchor n = { .file = file, .purposes = purposes, .how = how };
	size_t from = 0, before = set->count;
	struct armour_block b;
	bool found;
	if (bytes.len > 0 && bytes.at[0] == 0x30) {
		/* an ASN.1 sequence: a key when it is one, else a certificate */
		if (!failed(add_key(bytes, n, a, bag, set, NULL)))
			return DONE;
		return add_certificate(bytes, n, a, bag, set, e);
	}
	for (;;) {
		TRY(armour_next(bytes, &from, a, &b, &found, e));
		if (!found)
			break;
		struct err inner = {0};
		struct rc done = DONE;
		if (slice_eq(b.label, SLICE("CERTIFICATE")))
			done = add_certificate(b.der, n, a, bag, set, &inner);
		else if (slice_eq(b.label, SLICE("PUBLIC KEY")))
			done = add_key(b.der, n, a, bag, set, &inner);
		else
			done = fail(&inner, E_SCHEMA, 0, "neither a certificate nor a public key");
		if (failed(done))
			return fail(e, inner.code, b.at, inner.what);
	}
	if (set->count == before)
		return fail(e, E_SCHEMA, 0, "expected a certificate or a public key, PEM or DER");
	return DONE;
}

unsigned
purposes_of(const struct certificate *c, unsigned purposes)
{
	static const struct { unsigned eku, purposes; } rules[] = {
		{ EKU_CODE,
		    PURPOSE_RELEASE | PURPOSE_UPDATE | PURPOSE_RECOVERY | PURPOSE_EVIDENCE },
		{ EKU_CLIENT | EKU_SERVER, PURPOSE_IDENTITY | PURPOSE_ATTESTATION },
		{ EKU_MAIL, PURPOSE_EVIDENCE }, { EKU_TIME, PURPOSE_TIMESTAMP },
	};
	unsigned allowed = 0;
	if (c == NULL || !c->has_eku || (c->eku & EKU_ANY) != 0)
		return purposes;
	for (size_t i = 0; i < COUNT(rules); i++)
		allowed |= (c->eku & rules[i].eku) != 0 ? rules[i].purposes : 0;
	return purposes & allowed;
}
