/* dsse_forged_test.c - envelopes put together from parts of others, and crowds of keys.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/forge.h"
#include "trust/setting.h"

#include "codec/base64.h"
#include "crypto/signers.h"

#define ALL 1022u
#define INTOTO "application/vnd.in-toto+json"

/* An envelope of this type and payload with the signatures of another. */
static struct slice
envelope(struct material *m, const char *type, struct slice payload, struct slice signatures)
{
	AUTO(buf) b = buf_init(MIB(16));
	struct slice out;
	buf_addf(&b, "{\"payloadType\":\"%s\",\"payload\":\"", type);
	base64_write(payload, &b);
	buf_add_text(&b, "\",");
	buf_add(&b, signatures);
	assert_true(arena_copy(&m->a, buf_slice(&b), &out));
	return out;
}

/* "signatures": ... to the end. */
static struct slice
signatures_of(struct slice in)
{
	size_t at = slice_find(in, SLICE("\"signatures\""), 0);
	assert_true(at != SIZE_MAX);
	return slice_sub(in, at, in.len);
}

static void
a_signature_is_over_type_and_payload_and_where_they_part(void **state)
{
	static const struct { const char *name, *type, *payload; bool good; } cases[] = {
		{ "as signed", INTOTO, "{} 1", true },
		{ "another type", "application/vnd.cyclonedx+json", "{} 1", false },
		{ "another letter case", "application/vnd.in-toto+JSON", "{} 1", false },
		{ "the type with an escape", "application\\/vnd.in-toto+json", "{} 1", true },
		{ "another payload", INTOTO, "{} 2", false },
		{ "one byte more", INTOTO, "{} 1 ", false },
		{ "no payload", INTOTO, "", false },
		{ "moved into the type", INTOTO "{}", "1", false },
		{ "moved into the payload", "application/vnd.in-toto+jso", "n{} 1", false },
	};
	struct setting s;
	(void)state;
	setting_init(&s);
	EVP_PKEY *key = forge_key(&s.m, "P-256");
	setting_add_anchor(&s, forge_spki(&s.m, key), ALL, HOW_CONTRACT);
	struct slice good = signatures_of(forge_dsse(&s.m, INTOTO, SLICE("{} 1"), &key, 1));
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct verified *v;
		struct signature_list list = setting_dsse(&s, envelope(&s.m, cases[i].type,
		    slice_of(cases[i].payload), good), &v);
		if ((v != NULL) != cases[i].good || list.count != 1)
			fail_msg("%s: %s", cases[i].name, v != NULL ? "verified" : "not verified");
		if (v != NULL) {
			assert_text(verified_type(v), INTOTO);
			assert_text(verified_payload(v), "{} 1");
		}
	}
	setting_drop(&s);
}

/* Bytes that are signed as such, without an encoding of type and payload around them. */
static void
a_signature_over_other_encodings_is_none(void **state)
{
	static const char *const signed_as[] = { "{}", "DSSEv1 1 t 2 {}\n", "DSSEv1 01 t 2 {}",
		"DSSEv1 1 t 2  {}", "DSSEv0 1 t 2 {}", "DSSEv1 1 t 4 e30=", "t{}" };
	struct setting s;
	(void)state;
	setting_init(&s);
	EVP_PKEY *key = forge_key(&s.m, "ED25519");
	setting_add_anchor(&s, forge_spki(&s.m, key), ALL, HOW_CONTRACT);
	for (size_t i = 0; i < COUNT(signed_as); i++) {
		AUTO(buf) b = buf_init(KIB(1));
		const struct verified *v;
		buf_add_text(&b, "\"signatures\":[{\"sig\":\"");
		base64_write(forge_sign(&s.m, key, NULL, slice_of(signed_as[i])), &b);
		buf_add_text(&b, "\"}]}");
		(void)setting_dsse(&s, envelope(&s.m, "t", SLICE("{}"), buf_slice(&b)), &v);
		if (v != NULL)
			fail_msg("'%s' counts", signed_as[i]);
	}
	setting_drop(&s);
}

/* A signer among many certificates, no keyid to name it, a payload of 4 MiB: as many are tried as
 * VERIFY_BYTES_MAX allows, and one more is not. */
static void
signers_of_large_payloads_are_sought_within_bounds(void **state)
{
	static struct certificate *pool[80];
	static struct party all[80];
	struct setting s;
	(void)state;
	setting_init(&s);
	uint8_t *payload = arena_alloc(&s.m.a, MIB(4) - 18, 1);
	assert_non_null(payload);
	struct party root = forge_party(&s.m, (struct recipe){ .name = "R", .ca = true });
	setting_add_anchor(&s, root.c->der, ALL, HOW_CONTRACT);
	for (size_t i = 0; i < COUNT(all); i++) {
		all[i] = forge_party(&s.m, (struct recipe){ .name = "L", .by = &root });
		pool[i] = all[i].c;
	}
	s.t.pool_count = certificate_order(pool, COUNT(pool));
	s.t.pool = pool;
	/* "DSSEv1 1 t 4194286 " and the payload are 4 MiB and a byte */
	const size_t tried = VERIFY_BYTES_MAX / (MIB(4) + 1);
	for (size_t at = tried - 1; at <= tried; at++) {
		size_t i = 0;
		const struct verified *v;
		struct dsse_signature one = {0};
		struct dsse d = { .payload_type = SLICE("t"), .count = 1, .signatures = &one,
		    .payload.bytes = { payload, MIB(4) - 18 } };
		struct signature_list list = {0};
		AUTO(buf) pae = buf_init(MIB(5));
		while (all[i].c != pool[at])
			i++;
		dsse_encode(d.payload_type, d.payload.bytes, &pae);
		assert_int_equal(pae.len, MIB(4) + 1);
		one.bytes = forge_sign(&s.m, all[i].key, NULL, buf_slice(&pae));
		assert_false(failed(trust_check_dsse(&s.t, &d, &list, &v, NULL)));
		assert_int_equal(v != NULL, at < tried);
		/* named, it is tried first */
		one.keyid = all[i].c->key.id;
		assert_false(failed(trust_check_dsse(&s.t, &d, &list, &v, NULL)));
		assert_non_null(v);
	}
	setting_drop(&s);
}

/* A signature that holds under a second key, which somebody computed from it: an anchor with that
 * key answers like the signer's own, whichever is named and whichever comes first. Anchors with
 * keys that made nothing answer nothing. */
static void
every_anchor_whose_key_fits_answers(void **state)
{
	(void)state;
	for (unsigned round = 0; round < 16; round++) {
		struct setting s;
		struct slice spki, twin, pae;
		setting_init(&s);
		EVP_PKEY *key = forge_key(&s.m, round % 2 == 0 ? "P-256" : "P-384");
		assert_true(arena_copy(&s.m.a, SLICE("DSSEv1 1 t 2 {}"), &pae));
		struct dsse_signature one = { .bytes = forge_sign(&s.m, key, round % 2 == 0 ?
		    "SHA256" : "SHA384", pae) };
		struct dsse d = { .payload_type = SLICE("t"), .count = 1, .signatures = &one,
		    .payload.bytes = SLICE("{}") };
		struct signers g = signers_find(round % 2 == 0 ? SCHEME_ECDSA_P256_SHA256 :
		    SCHEME_ECDSA_P384_SHA384, NULL, pae, one.bytes);
		spki = forge_spki(&s.m, key);
		bool first = memcmp(g.points[0], spki.at + spki.len - g.bytes, g.bytes) == 0;
		assert_true(arena_join(&s.m.a, slice_sub(spki, 0, spki.len - g.bytes),
		    (struct slice){ g.points[first ? 1 : 0], g.bytes }, &twin));
		for (unsigned i = 0; i < 3; i++)
			setting_add_anchor(&s, forge_spki(&s.m, forge_key(&s.m, i == 2 ? "ED25519" :
			    i == 1 ? "P-384" : "P-256")), ALL, HOW_CONTRACT);
		setting_add_anchor(&s, round / 2 % 2 == 0 ? spki : twin, ALL, HOW_CONTRACT);
		setting_add_anchor(&s, round / 2 % 2 == 0 ? twin : spki, ALL, HOW_CONTRACT);
		if (round / 4 % 4 > 0)
			one.keyid = s.t.anchors->anchors[round / 4 % 4 + 1].id;
		struct signature_list list = {0};
		const struct verified *v;
		assert_false(failed(trust_check_dsse(&s.t, &d, &list, &v, NULL)));
		assert_int_equal(list.count, 2);
		assert_int_equal(list.at[0].status, SIGNATURE_GOOD);
		assert_int_equal(list.at[1].status, SIGNATURE_GOOD);
		assert_false(slice_eq(list.at[0].key, list.at[1].key));
		setting_drop(&s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_signature_is_over_type_and_payload_and_where_they_part),
		cmocka_unit_test(a_signature_over_other_encodings_is_none),
		cmocka_unit_test(signers_of_large_payloads_are_sought_within_bounds),
		cmocka_unit_test(every_anchor_whose_key_fits_answers),
	};
	return cmocka_run_group_tests_name("forged envelopes", tests, NULL, NULL);
}
