/* crl_test.c - revocation lists: what they say, when they may be relied on, what is refused.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/material.h"

static void
every_field_is_read(void **state)
{
	struct material m = material_init();
	(void)state;
	const struct crl *l = material_list(&m, "issuing-2026.crl");
	assert_text(l->issuer, "C = DE, O = Acme GmbH, CN = Acme Issuing");
	assert_text(l->algorithm, "ecdsa-with-SHA256");
	assert_int_equal(l->this_ms, material_ms("2026-01-01T00:00:00Z"));
	assert_int_equal(l->next_ms, material_ms("2026-07-01T00:00:00Z") + 999);
	assert_int_equal(l->count, 2);
	assert_true(l->usable);
	const struct crl *pem = material_list(&m, "issuing-2026.pem");
	assert_true(slice_eq(l->id, pem->id));
	assert_int_equal(material_list(&m, "issuing-2025.crl")->count, 0);
	material_drop(&m);
}

static void
lookup_gives_date_and_reason(void **state)
{
	static const struct { const char *list, *certificate; bool found; const char *at, *reason; }
	cases[] = {
		{ "issuing-2026.crl", "device-b.crt", true, "2025-11-01T00:00:00Z", "superseded" },
		{ "issuing-2026.crl", "device-c.crt", true, "2026-02-01T00:00:00Z",
		    "key_compromise" },
		{ "issuing-2026.crl", "device.crt", false, NULL, NULL },
		{ "issuing-2025.crl", "device-b.crt", false, NULL, NULL },
		{ "issuing-late.crl", "device-b.crt", true, "2026-05-01T00:00:00Z",
		    "key_compromise" },
	};
	struct material m = material_init();
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct crl_revoked r;
		bool found;
		const struct certificate *c = material_certificate(&m, cases[i].certificate);
		assert_false(failed(crl_lookup(material_list(&m, cases[i].list), c, &m.a, &r,
		    &found, NULL)));
		assert_int_equal(found, cases[i].found);
		assert_int_equal(r.at_ms, found ? material_ms(cases[i].at) : TIME_UNKNOWN);
		if (found) {
			assert_text(r.reason, cases[i].reason);
			assert_true(slice_eq(r.number, c->number));
		}
	}
	material_drop(&m);
}

static void
partial_odd_and_weak_lists_are_read_and_never_usable(void **state)
{
	static const struct { const char *file; bool usable; } cases[] = {
		{ "root.crl", true }, { "issuing-2025.crl", true }, { "twin.crl", true },
		{ "delta.crl", false }, { "indirect.crl", false }, { "critical.crl", false },
		{ "number-twice.crl", false }, { "sha1.crl", false },
	};
	struct material m = material_init();
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (material_list(&m, cases[i].file)->usable != cases[i].usable)
			fail_msg("%s", cases[i].file);
	material_drop(&m);
}

static void
a_list_is_by_the_issuer_whose_key_signed_it(void **state)
{
	struct material m = material_init();
	(void)state;
	const struct crl *l = material_list(&m, "issuing-2026.crl");
	const struct crl *t = material_list(&m, "twin.crl");
	const struct certificate *issuing = material_certificate(&m, "issuing.crt");
	const struct certificate *twin = material_certificate(&m, "twin.crt");
	/* twice: the second answer comes from the memo */
	for (int i = 0; i < 2; i++) {
		assert_true(crl_is_by(l, issuing));
		assert_true(crl_is_by(l, material_certificate(&m, "issuing-old.crt")));
		assert_false(crl_is_by(l, twin));
		assert_false(crl_is_by(l, material_certificate(&m, "root.crt")));
		assert_true(crl_is_by(t, twin));
		assert_false(crl_is_by(t, issuing));
	}
	/* a device is no issuer of lists, whatever key it has */
	assert_false(crl_is_by(l, material_certificate(&m, "device.crt")));
	material_drop(&m);
}

static void
refusals_name_the_place(void **state)
{
	struct material m = material_init();
	struct slice der = material_file(&m, "issuing-2026.crl"), longer;
	struct slice pem = material_file(&m, "issuing-2026.pem"), two;
	assert_true(arena_join(&m.a, der, SLICE("x"), &longer));
	assert_true(arena_join(&m.a, pem, pem, &two));
	const struct { struct slice in; uint64_t at; } cases[] = {
		{ SLICE(""), 0 }, { SLICE("-----BEGIN X509 CRL-----"), 0 }, { longer, der.len },
		{ two, pem.len }, { material_file(&m, "root.crt"), 0 },
		{ material_file(&m, "root.pem"), 0 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err e = {0};
		struct crl *l = NULL;
		assert_int_equal(crl_decode(cases[i].in, &m.a, &m.bag, &l, &e).code, E_SYNTAX);
		assert_int_equal(e.at, cases[i].at);
		assert_null(l);
	}
	material_drop(&m);
}

static void
cut_anywhere_is_refused_and_one_bit_changed_is_not_the_issuers(void **state)
{
	struct material m = material_init();
	struct slice in = material_file(&m, "issuing-2026.crl");
	const struct certificate *issuer = material_certificate(&m, "issuing.crt");
	uint8_t *copy = material_copy(&m, in);
	struct crl *l;
	(void)state;
	for (size_t n = 0; n < in.len; n++)
		assert_true(failed(crl_decode(slice_sub(in, 0, n), &m.a, &m.bag, &l, NULL)));
	for (size_t bit = 0; bit < 8 * in.len; bit++) {
		struct material own = material_init();
		struct slice flipped = { copy, in.len };
		copy[bit / 8] ^= (uint8_t)(1u << bit % 8);
		if (!failed(crl_decode(flipped, &own.a, &own.bag, &l, NULL)) && l->usable &&
		    crl_is_by(l, issuer))
			fail_msg("bit %zu changes nothing", bit);
		copy[bit / 8] ^= (uint8_t)(1u << bit % 8);
		material_drop(&own);
	}
	material_drop(&m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_field_is_read),
		cmocka_unit_test(lookup_gives_date_and_reason),
		cmocka_unit_test(partial_odd_and_weak_lists_are_read_and_never_usable),
		cmocka_unit_test(a_list_is_by_the_issuer_whose_key_signed_it),
		cmocka_unit_test(refusals_name_the_place),
		cmocka_unit_test(cut_anywhere_is_refused_and_one_bit_changed_is_not_the_issuers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
