/* x509_test.c - certificates: what is read, what is refused and where.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/material.h"

static void
every_field_is_read(void **state)
{
	struct material m = material_init();
	(void)state;
	const struct certificate *c = material_certificate(&m, "device.crt");
	assert_text(c->subject, "C = DE, O = Acme GmbH, OU = Controllers, CN = IC-22 Ünit, "
	    "serialNumber = 3101");
	assert_text(c->issuer, "C = DE, O = Acme GmbH, CN = Acme Issuing");
	assert_text(c->common_name, "IC-22 Ünit");
	assert_text(c->organisation, "Acme GmbH");
	assert_text(c->unit, "Controllers");
	assert_text(c->serial, "3101");
	assert_text(c->hardware_serial, "MOD-3101");
	assert_text(c->algorithm, "ecdsa-with-SHA256");
	assert_int_equal(c->number.len, 40);
	assert_int_equal(c->from_ms, material_ms("2022-01-01T00:00:00Z"));
	assert_int_equal(c->until_ms, TIME_MAX);
	assert_true(c->key_known && c->has_usage);
	assert_false(c->is_ca || c->has_eku || c->weak);
	assert_int_equal(c->usage, USAGE_SIGN);
	assert_int_equal(c->key.scheme, SCHEME_ECDSA_P256_SHA256);
	const struct certificate *ca = material_certificate(&m, "issuing.crt");
	assert_true(ca->is_ca);
	assert_int_equal(ca->usage, USAGE_CERTIFY | USAGE_LIST);
	/* the last second counts whole */
	assert_int_equal(ca->until_ms, material_ms("2035-01-01T00:00:00Z") + 999);
	assert_int_equal(ca->subject_tag, c->issuer_tag);
	const struct certificate *code = material_certificate(&m, "signer-p256.crt");
	assert_true(code->has_eku);
	assert_int_equal(code->eku, EKU_CODE);
	material_drop(&m);
}

static void
pem_and_der_are_one_certificate(void **state)
{
	struct material m = material_init();
	(void)state;
	const struct certificate *der = material_certificate(&m, "root.crt");
	const struct certificate *pem = material_certificate(&m, "root.pem");
	assert_true(slice_eq(der->id, pem->id));
	assert_true(slice_eq(der->der, pem->der));
	material_drop(&m);
}

/* An identifier that stands there twice names nothing. */
static void
two_serial_numbers_name_none(void **state)
{
	struct material m = material_init();
	(void)state;
	const struct certificate *c = material_certificate(&m, "device-twice.crt");
	assert_text(c->common_name, "IC-22");
	assert_int_equal(c->serial.len, 0);
	material_drop(&m);
}

static void
weak_certificates_are_read_and_shown(void **state)
{
	static const struct { const char *file, *algorithm; bool weak, key_known; } cases[] = {
		{ "device-sha1.crt", "ecdsa-with-SHA1", true, true },
		{ "device-rsa1024.crt", "ecdsa-with-SHA256", false, false },
		{ "device-p521.crt", "ecdsa-with-SHA256", false, false },
		{ "root.crt", "ecdsa-with-SHA256", false, true },
	};
	struct material m = material_init();
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct certificate *c = material_certificate(&m, cases[i].file);
		assert_text(c->algorithm, cases[i].algorithm);
		assert_int_equal(c->weak, cases[i].weak);
		assert_int_equal(c->key_known, cases[i].key_known);
		assert_int_equal(c->key.id.len, 71);
	}
	material_drop(&m);
}

static struct slice
joined(struct material *m, struct slice left, struct slice right)
{
	struct slice out;
	assert_true(arena_join(&m->a, left, right, &out));
	return out;
}

static void
refusals_name_the_place(void **state)
{
	struct material m = material_init();
	struct slice der = material_file(&m, "device.crt"), pem = material_file(&m, "root.pem");
	struct slice prose =
	    SLICE("-----BEGIN CERTIFICATE-----\nMII!\n-----END CERTIFICATE-----\n");
	const struct { const char *name; struct slice in; enum code want; uint64_t at; } cases[] = {
		{ "empty", SLICE(""), E_SYNTAX, 0 },
		{ "prose", SLICE("hello"), E_SYNTAX, 0 },
		{ "trailing byte", joined(&m, der, SLICE("\0")), E_SYNTAX, der.len },
		{ "two blocks", joined(&m, pem, pem), E_SYNTAX, pem.len },
		{ "another label", material_file(&m, "bare-p256.pem"), E_SYNTAX, 0 },
		{ "bad base64", prose, E_SYNTAX, 31 },
		{ "no end line", slice_sub(pem, 0, pem.len - 10), E_SYNTAX, 0 },
		{ "text before, bad block", joined(&m, SLICE("note\n"), prose), E_SYNTAX, 36 },
		{ "extension twice", material_file(&m, "extension-twice.crt"), E_SYNTAX, 0 },
		{ "65 extensions", material_file(&m, "extensions-65.crt"), E_LIMIT, 0 },
		{ "a list", material_file(&m, "root.crl"), E_SYNTAX, 0 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err e = {0};
		struct certificate *c = NULL;
		struct rc got = certificate_decode(cases[i].in, &m.a, &m.bag, &c, &e);
		if (got.code != cases[i].want || e.at != cases[i].at || c != NULL)
			fail_msg("%s: %s at %d: %s", cases[i].name, code_name(got.code), (int)e.at,
			    e.what);
	}
	material_drop(&m);
}

static void
sizes_are_limited_at_64_kib_and_64_extensions(void **state)
{
	struct material m = material_init();
	struct certificate *c;
	struct err at = {0}, beyond = {0};
	/* 64 extensions are not too many either */
	assert_non_null(material_certificate(&m, "extensions-64.crt"));
	uint8_t *big = arena_alloc(&m.a, CERT_BYTES_MAX + 1, 1);
	(void)state;
	assert_non_null(big);
	big[0] = 0x30;
	struct slice s = { big, CERT_BYTES_MAX };
	assert_int_equal(certificate_decode(s, &m.a, &m.bag, &c, &at).code, E_SYNTAX);
	s.len++;
	assert_int_equal(certificate_decode(s, &m.a, &m.bag, &c, &beyond).code, E_LIMIT);
	assert_int_equal(beyond.at, CERT_BYTES_MAX);
	material_drop(&m);
}

static void
cut_anywhere_is_refused(void **state)
{
	static const char *const files[] = { "device.crt", "root.pem" };
	(void)state;
	for (size_t i = 0; i < COUNT(files); i++) {
		struct material m = material_init();
		struct slice in = material_file(&m, files[i]);
		/* the last line's end may be missing */
		for (size_t n = 0; n + 1 < in.len; n++) {
			struct certificate *c;
			assert_true(failed(certificate_decode(slice_sub(in, 0, n), &m.a, &m.bag, &c,
			    NULL)));
		}
		material_drop(&m);
	}
}

/* Every bit of a certificate is either form, or signed, or the signature. */
static void
one_bit_changed_is_refused_or_not_by_its_issuer(void **state)
{
	struct material m = material_init();
	struct slice in = material_file(&m, "device.crt");
	const struct certificate *issuer = material_certificate(&m, "issuing.crt");
	uint8_t *copy = material_copy(&m, in);
	(void)state;
	for (size_t bit = 0; bit < 8 * in.len; bit++) {
		struct material own = material_init();
		struct certificate *c;
		copy[bit / 8] ^= (uint8_t)(1u << bit % 8);
		struct slice flipped = { copy, in.len };
		if (!failed(certificate_decode(flipped, &own.a, &own.bag, &c, NULL)) &&
		    certificate_is_by(c, issuer))
			fail_msg("bit %zu changes nothing", bit);
		copy[bit / 8] ^= (uint8_t)(1u << bit % 8);
		material_drop(&own);
	}
	material_drop(&m);
}

static void
small_budgets_give_a_limit_error(void **state)
{
	struct material m = material_init();
	struct slice in = material_file(&m, "device.crt");
	bool done = false;
	(void)state;
	for (size_t budget = 0; !done; budget += 64) {
		struct arena a = arena_init(budget);
		struct crypto_bag bag = {0};
		struct certificate *c;
		struct rc got = certificate_decode(in, &a, &bag, &c, NULL);
		done = !failed(got);
		assert_true(done || got.code == E_LIMIT);
		crypto_bag_drop(&bag);
		arena_drop(&a);
		assert_true(budget < MIB(1));
	}
	material_drop(&m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_field_is_read),
		cmocka_unit_test(pem_and_der_are_one_certificate),
		cmocka_unit_test(two_serial_numbers_name_none),
		cmocka_unit_test(weak_certificates_are_read_and_shown),
		cmocka_unit_test(refusals_name_the_place),
		cmocka_unit_test(sizes_are_limited_at_64_kib_and_64_extensions),
		cmocka_unit_test(cut_anywhere_is_refused),
		cmocka_unit_test(one_bit_changed_is_refused_or_not_by_its_issuer),
		cmocka_unit_test(small_budgets_give_a_limit_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
