/* cms_test.c - CMS messages: whose signature holds over exactly this content.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/material.h"

static struct cms_signer *
check(struct material *m, const struct cms *c, struct slice content, const char *const *pool,
    size_t count)
{
	struct certificate *list[4];
	struct cms_signer *signers;
	for (size_t i = 0; i < count; i++)
		list[i] = material_certificate(m, pool[i]);
	assert_false(failed(cms_verify(c, content, list, count, &m->a, &signers, NULL)));
	return signers;
}

/* checkable: of the candidate; of the signer where there is no candidate. */
static const struct {
	const char	*file, *content;
	size_t		 candidates;
	bool		 checkable, holds;
	const char	*algorithm;
} cases[] = {
	{ "rsa.cms", "content", 1, true, true, "rsa-pkcs1-sha256" },
	{ "rsa-pss.cms", "content", 1, true, true, "rsa-pss-sha256" },
	{ "pss-key.cms", "content", 1, true, true, "rsa-pss-sha256" },
	{ "p256.cms", "content", 1, true, true, "ecdsa-p256-sha256" },
	{ "p256-cms.pem", "content", 1, true, true, "ecdsa-p256-sha256" },
	{ "p384.cms", "content", 1, true, true, "ecdsa-p384-sha384" },
	{ "p384-sha256.cms", "content", 1, true, true, "ecdsa-p384-sha256" },
	{ "no-attributes.cms", "content", 1, true, true, "ecdsa-p256-sha256" },
	{ "key-identifier.cms", "content", 1, true, true, "ecdsa-p256-sha256" },
	{ "attached.cms", "content", 1, true, true, "ecdsa-p256-sha256" },
	/* read and shown, and satisfy nothing */
	{ "sha1.cms", "content", 1, false, false, "ecdsa-with-SHA1" },
	{ "p256-sha512.cms", "content", 1, false, false, "ecdsa-with-SHA512" },
	{ "no-certificates.cms", "content", 0, true, false, "ecdsa-with-SHA256" },
	/* other content */
	{ "rsa.cms", "set-as-content", 1, true, false, "rsa-pkcs1-sha256" },
	{ "pss-key.cms", "set-as-content", 1, true, false, "rsa-pss-sha256" },
	{ "p384.cms", "set-as-content", 1, true, false, "ecdsa-p384-sha384" },
	{ "no-attributes.cms", "set-as-content", 1, true, false, "ecdsa-p256-sha256" },
	/* attributes wrong in one way each, under signatures that are mathematically good */
	{ "odd-none.cms", "content", 1, true, true, "ecdsa-p256-sha256" },
	{ "odd-digest-twice.cms", "content", 1, true, false, "ecdsa-p256-sha256" },
	{ "odd-digest-two-values.cms", "content", 1, true, false, "ecdsa-p256-sha256" },
	{ "odd-digest-missing.cms", "content", 1, true, false, "ecdsa-p256-sha256" },
	{ "odd-type-missing.cms", "content", 1, true, false, "ecdsa-p256-sha256" },
	{ "odd-type-other.cms", "content", 1, true, false, "ecdsa-p256-sha256" },
	{ "odd-attributes-empty.cms", "content", 1, true, false, "ecdsa-p256-sha256" },
	{ "odd-type-without-attributes.cms", "content", 1, true, false, "ecdsa-p256-sha256" },
	{ "odd-set-as-content.cms", "set-as-content", 1, true, false, "ecdsa-p256-sha256" },
};

static void
signatures_hold_over_exactly_their_content(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct material m = material_init();
		const struct cms *c = material_cms(&m, cases[i].file);
		const struct cms_signer *s = check(&m, c, material_file(&m, cases[i].content), NULL,
		    0);
		bool checkable = s->count > 0 ? s->candidates[0].checkable : s->checkable;
		bool holds = s->count > 0 && s->candidates[0].holds;
		struct slice name = s->count > 0 ? s->candidates[0].algorithm : s->algorithm;
		if (s->count != cases[i].candidates || checkable != cases[i].checkable ||
		    holds != cases[i].holds || !slice_eq(name, slice_of(cases[i].algorithm)))
			fail_msg("%s: %zu candidates, checkable %d, holds %d, %.*s", cases[i].file,
			    s->count, checkable, holds, SLICE_FMT(name));
		material_drop(&m);
	}
}

static void
the_signer_may_come_from_elsewhere(void **state)
{
	static const char *const pool[] = { "signer-rsa.crt", "signer-p256.crt",
	    "signer-p256.crt" };
	struct material m = material_init();
	(void)state;
	const struct cms *c = material_cms(&m, "no-certificates.cms");
	const struct cms_signer *s = check(&m, c, material_file(&m, "content"), pool, 3);
	assert_int_equal(c->certificate_count, 0);
	assert_int_equal(s->count, 1);
	assert_true(s->candidates[0].holds);
	material_drop(&m);
}

static void
each_of_two_signers_has_its_answer(void **state)
{
	struct material m = material_init();
	(void)state;
	const struct cms *c = material_cms(&m, "two.cms");
	const struct cms_signer *s = check(&m, c, material_file(&m, "content"), NULL, 0);
	assert_int_equal(c->signer_count, 2);
	assert_int_equal(c->certificate_count, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(s[i].count, 1);
		assert_true(s[i].candidates[0].holds);
		assert_true(s[i].claimed_ms > material_ms("2026-01-01"));
	}
	assert_false(slice_eq(s[0].candidates[0].certificate->id,
	    s[1].candidates[0].certificate->id));
	material_drop(&m);
}

static void
a_message_tells_which_content_it_is_about(void **state)
{
	struct material m = material_init();
	(void)state;
	struct cms_content content = { .bytes = material_file(&m, "content") };
	struct cms_content other = { .bytes = SLICE("other") };
	/* twice: the second answer comes from the digests that are kept */
	for (int i = 0; i < 2; i++) {
		assert_true(cms_names_content(material_cms(&m, "p384.cms"), &content));
		assert_true(cms_names_content(material_cms(&m, "two.cms"), &content));
		assert_false(cms_names_content(material_cms(&m, "p384.cms"), &other));
		assert_false(cms_names_content(material_cms(&m, "no-attributes.cms"), &content));
	}
	material_drop(&m);
}

static void
content_inside_is_of_a_type_of_its_own(void **state)
{
	struct material m = material_init();
	(void)state;
	const struct cms *in = material_cms(&m, "attached.cms");
	const struct cms *out = material_cms(&m, "p256.cms");
	assert_false(in->detached);
	assert_true(slice_eq(in->content.bytes, material_file(&m, "content")));
	assert_true(out->detached);
	assert_true(slice_is_null(out->content.bytes));
	material_drop(&m);
}

static void
refusals_name_the_place(void **state)
{
	struct material m = material_init();
	struct slice der = material_file(&m, "p256.cms"), longer;
	assert_true(arena_join(&m.a, der, SLICE("\0"), &longer));
	const struct { struct slice in; enum code want; uint64_t at; } cases_[] = {
		{ SLICE(""), E_SYNTAX, 0 }, { longer, E_SYNTAX, der.len },
		{ material_file(&m, "root.pem"), E_SYNTAX, 0 },
		{ material_file(&m, "root.crt"), E_SYNTAX, 0 },
		/* ContentInfo of type data */
		{ SLICE("\x30\x11\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x04\x04\x02hi"),
		    E_SCHEMA, 0 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases_); i++) {
		struct err e = {0};
		struct cms *c = NULL;
		enum code got = cms_decode(cases_[i].in, &m.a, &m.bag, &c, &e).code;
		if (got != cases_[i].want || e.at != cases_[i].at || c != NULL)
			fail_msg("case %zu: %s at %d", i, code_name(got), (int)e.at);
	}
	material_drop(&m);
}

/* Nothing that differs in one bit holds, unless the bit is outside of what this signature signs
 * (the certificate that is carried along): then the same key still is the signer's. */
static void
cut_and_flipped_messages_do_no_harm(void **state)
{
	static const char *const files[] = { "p256.cms", "no-attributes.cms", "rsa-pss.cms" };
	(void)state;
	for (size_t f = 0; f < COUNT(files); f++) {
		struct material m = material_init();
		struct slice in = material_file(&m, files[f]);
		struct slice content = material_file(&m, "content");
		const struct cms *good = material_cms(&m, files[f]);
		struct slice signer = good->certificates[0]->key.id;
		uint8_t *copy = material_copy(&m, in);
		size_t unsigned_bits = 0;
		struct cms *c;
		for (size_t n = 0; n < in.len; n++)
			assert_true(failed(cms_decode(slice_sub(in, 0, n), &m.a, &m.bag, &c,
			    NULL)));
		for (size_t bit = 0; bit < 8 * in.len; bit += f == 0 ? 1 : 3) {
			struct material own = material_init();
			struct slice flipped = { copy, in.len };
			copy[bit / 8] ^= (uint8_t)(1u << bit % 8);
			if (!failed(cms_decode(flipped, &own.a, &own.bag, &c, NULL))) {
				const struct cms_signer *s = check(&own, c, content, NULL, 0);
				bool holds = s->count > 0 && s->candidates[0].holds;
				unsigned_bits += holds;
				assert_true(!holds || slice_eq(signer,
				    s->candidates[0].certificate->key.id));
			}
			copy[bit / 8] ^= (uint8_t)(1u << bit % 8);
			material_drop(&own);
		}
		print_message("%s: %zu bits outside of what is signed\n", files[f], unsigned_bits);
		material_drop(&m);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signatures_hold_over_exactly_their_content),
		cmocka_unit_test(the_signer_may_come_from_elsewhere),
		cmocka_unit_test(each_of_two_signers_has_its_answer),
		cmocka_unit_test(a_message_tells_which_content_it_is_about),
		cmocka_unit_test(content_inside_is_of_a_type_of_its_own),
		cmocka_unit_test(refusals_name_the_place),
		cmocka_unit_test(cut_and_flipped_messages_do_no_harm),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
