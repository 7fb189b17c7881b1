/* trust/anchor.c - keys and certificates that are trusted. See trust/anchor.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "trust/anchor.h"

#include "base/time.h"
#include "crypto/armour.h"

/* Where anchors of one file go. */
struct load {
	struct anchor		 terms;
	struct arena		*a;
	struct crypto_bag	*bag;
	struct anchor_set	*set;
};

static bool
is_there(const struct anchor_set *set, const struct anchor *n)
{
	for (size_t i = 0; i < set->count; i++) {
		const struct anchor *o = &set->anchors[i];
		bool same = n->certificate == NULL ?
		    o->certificate == NULL && slice_eq(o->id, n->id) :
		    o->certificate != NULL && slice_eq(o->certificate->id, n->certificate->id);
		if (same && o->purposes == n->purposes && o->how == n->how &&
		    o->from_ms == n->from_ms && o->until_ms == n->until_ms &&
		    o->subjects == n->subjects)
			return true;
	}
	return false;
}

static struct rc
add(struct load *l, const struct anchor *n, struct err *e)
{
	void *list = l->set->anchors;
	if (is_there(l->set, n))
		return DONE;
	if (!arena_grow(l->a, &list, &l->set->cap, l->set->count, sizeof(*n)))
		return arena_failed(l->a, e);
	l->set->anchors = list;
	l->set->anchors[l->set->count++] = *n;
	return DONE;
}

static struct rc
add_certificate(struct load *l, struct slice der, struct err *e)
{
	struct anchor n = l->terms;
	TRY(certificate_decode(der, l->a, l->bag, &n.certificate, e));
	if (!n.certificate->key_known)
		return fail(e, E_UNVERIFIABLE, 0, "a kind or size of key that is not accepted");
	n.key = n.certificate->key;
	n.id = n.key.id;
	n.from_ms = n.certificate->from_ms;
	n.until_ms = n.certificate->until_ms;
	return add(l, &n, e);
}

static struct rc
add_key(struct load *l, struct slice der, struct err *e)
{
	struct anchor n = l->terms;
	TRY(key_from_der(der, l->a, l->bag, &n.key, e));
	n.id = n.key.id;
	n.from_ms = TIME_MIN;
	n.until_ms = TIME_MAX;
	return add(l, &n, e);
}

static const char private_key[] =
    "a private key: it does not belong here; give the public key or the certificate";

/* Every plain form of a private key in DER (PKCS#8, PKCS#1, SEC 1) begins with a version number;
 * a public key or certificate begins with a sequence. */
static bool
is_private(struct slice der)
{
	size_t at = 2;
	if (der.len > 1 && der.at[1] > 0x80)
		at += der.at[1] & 0x7fu;
	return at < der.len && der.at[at] == 0x02;
}

/* An ASN.1 sequence: a key when it can be read as one, else a certificate. */
static struct rc
load_der(struct load *l, struct slice der, struct err *e)
{
	struct err why = {0};
	if (is_private(der))
		return fail(e, E_SCHEMA, 0, private_key);
	struct rc done = add_key(l, der, &why);
	if (done.code == E_SYNTAX && why.at == 0)
		return add_certificate(l, der, e);
	return failed(done) ? fail(e, why.code, why.at, why.what) : DONE;
}

static struct rc
load_blocks(struct load *l, struct slice bytes, struct err *e)
{
	size_t from = 0;
	for (unsigned n = 0;; n++) {
		struct armour_block b;
		struct err why = {0};
		struct rc done = DONE;
		bool found;
		TRY(armour_next(bytes, &from, l->a, &b, &found, e));
		if (!found)
			return n > 0 ? DONE : fail(e, E_SCHEMA, 0,
			    "expected a certificate or a public key, PEM or DER");
		if (slice_eq(b.label, SLICE("CERTIFICATE")))
			done = add_certificate(l, b.der, &why);
		else if (slice_eq(b.label, SLICE("PUBLIC KEY")))
			done = add_key(l, b.der, &why);
		else if (slice_ends(b.label, SLICE("PRIVATE KEY")))
			done = fail(&why, E_SCHEMA, 0, private_key);
		else
			done = fail(&why, E_SCHEMA, 0, "neither a certificate nor a public key");
		if (failed(done))
			return fail(e, why.code, b.at, why.what);
	}
}

struct rc
anchor_load(struct slice bytes, struct slice file, unsigned purposes, enum trust_how how,
    struct arena *a, struct crypto_bag *bag, struct anchor_set *set, struct err *e)
{
	struct load l = { { .file = file, .purposes = purposes, .how = how }, a, bag, set };
	const size_t before = set->count;
	if (purposes == 0)
		BUG("an anchor for no purpose");
	struct rc done = bytes.len > 0 && bytes.at[0] == 0x30 ? load_der(&l, bytes, e) :
	    load_blocks(&l, bytes, e);
	if (failed(done))
		set->count = before;
	return done;
}

void
anchor_limit(struct anchor_set *set, size_t first, int64_t from_ms, int64_t until_ms,
    const struct slice *subjects, size_t subject_count)
{
	for (size_t i = first; i < set->count; i++) {
		struct anchor *n = &set->anchors[i];
		n->from_ms = from_ms > n->from_ms ? from_ms : n->from_ms;
		n->until_ms = until_ms < n->until_ms ? until_ms : n->until_ms;
		n->subjects = subjects;
		n->subject_count = subject_count;
	}
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

bool
certificate_may_sign(const struct certificate *c)
{
	return !c->has_usage || (c->usage & (USAGE_SIGN | USAGE_COMMIT)) != 0;
}
