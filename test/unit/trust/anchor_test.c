/* anchor_test.c - which files make anchors, on which terms.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/forge.h"
#include "trust/setting.h"

#include <openssl/x509.h>

#include "codec/base64.h"

static struct slice
pem(struct material *m, const char *label, struct slice der)
{
	AUTO(buf) b = buf_init(MIB(1));
	struct slice out;
	buf_addf(&b, "-----BEGIN %s-----\n", label);
	base64_write(der, &b);
	buf_addf(&b, "\n-----END %s-----\n", label);
	assert_true(arena_copy(&m->a, buf_slice(&b), &out));
	return out;
}

static struct rc
load(struct setting *s, struct slice bytes, unsigned purposes, enum trust_how how, struct err *e)
{
	return anchor_load(bytes, SLICE("file"), purposes, how, &s->m.a, &s->m.bag, &s->anchors, e);
}

static void
one_key_on_several_terms_is_several_anchors(void **state)
{
	struct setting s;
	(void)state;
	setting_init(&s);
	struct slice root = material_file(&s.m, "root.pem");
	const struct { unsigned purposes; enum trust_how how; size_t count; } cases[] = {
		{ PURPOSE_RELEASE, HOW_CONTRACT, 1 }, { PURPOSE_RELEASE, HOW_CONTRACT, 1 },
		{ PURPOSE_IDENTITY, HOW_CONTRACT, 2 }, { PURPOSE_RELEASE, HOW_WITH_THE_GOODS, 3 },
		{ PURPOSE_RELEASE | PURPOSE_IDENTITY, HOW_CONTRACT, 4 },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_false(failed(load(&s, root, cases[i].purposes, cases[i].how, NULL)));
		assert_int_equal(s.anchors.count, cases[i].count);
	}
	/* each answers for itself: what came with the goods is not lifted by what did not */
	struct signature_list list = {0};
	assert_false(failed(trust_check_certificate(&s.t, material_certificate(&s.m, "root.crt"),
	    &list, NULL)));
	assert_int_equal(list.count, 4);
	assert_int_equal(list.at[2].how, HOW_WITH_THE_GOODS);
	assert_int_equal(list.at[2].purposes, PURPOSE_RELEASE);
	assert_int_equal(list.at[1].purposes, PURPOSE_IDENTITY);
	setting_drop(&s);
}

static void
a_file_gives_every_certificate_and_key_in_it(void **state)
{
	struct setting s;
	(void)state;
	setting_init(&s);
	struct slice two = material_file(&s.m, "two-roots.pem");
	struct slice key = material_file(&s.m, "bare-ed.pem");
	assert_false(failed(load(&s, JOIN(&s.m, SLICE("our two roots:\n"), two, key,
	    SLICE("that is all, and -----BEGIN is no block\n")), PURPOSE_IDENTITY,
	    HOW_IN_PERSON, NULL)));
	assert_int_equal(s.anchors.count, 3);
	assert_non_null(s.anchors.anchors[0].certificate);
	assert_non_null(s.anchors.anchors[1].certificate);
	assert_null(s.anchors.anchors[2].certificate);
	assert_int_equal(s.anchors.anchors[2].until_ms, TIME_MAX);
	assert_int_equal(s.anchors.anchors[0].until_ms,
	    material_ms("2040-01-01T00:00:00Z") + 999);
	setting_drop(&s);
}

static void
refusals_name_the_place_and_change_nothing(void **state)
{
	struct setting s;
	(void)state;
	setting_init(&s);
	struct material *m = &s.m;
	struct slice root = material_file(m, "root.pem"), der = material_file(m, "root.crt");
	struct slice cut = slice_sub(root, 0, root.len - 10);
	struct slice list = pem(m, "X509 CRL", material_file(m, "root.crl"));
	const struct { const char *name; struct slice in; enum code want; uint64_t at; } cases[] = {
		{ "empty", SLICE(""), E_SCHEMA, 0 },
		{ "prose", SLICE("trust me"), E_SCHEMA, 0 },
		{ "trailing byte", JOIN(m, der, SLICE("\0")), E_SYNTAX, der.len },
		{ "a block cut off, after a good one", JOIN(m, root, cut), E_SYNTAX, root.len },
		{ "garbage in a block", JOIN(m, root, pem(m, "CERTIFICATE", SLICE("no"))),
		    E_SYNTAX, root.len },
		{ "a revocation list", JOIN(m, root, list), E_SCHEMA, root.len },
		{ "RSA of 1024 bits", material_file(m, "bare-rsa1024.pem"), E_UNVERIFIABLE, 0 },
		{ "P-521", material_file(m, "device-p521.crt"), E_UNVERIFIABLE, 0 },
	};
	setting_anchor(&s, "bare-ed.pem", PURPOSE_EVIDENCE, HOW_CONTRACT);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err e = {0};
		enum code got = load(&s, cases[i].in, PURPOSE_RELEASE, HOW_CONTRACT, &e).code;
		if (got != cases[i].want || e.at != cases[i].at)
			fail_msg("%s: %s at %d", cases[i].name, code_name(got), (int)e.at);
		assert_int_equal(s.anchors.count, 1);
	}
	setting_drop(&s);
}

/* Given by mistake: refused by name of the mistake, whatever stands around it. */
static void
private_keys_are_refused_as_such(void **state)
{
	static const char *const labels[] = { "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY",
		"ENCRYPTED PRIVATE KEY" };
	struct setting s;
	uint8_t *der = NULL;
	(void)state;
	setting_init(&s);
	struct material *m = &s.m;
	PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(forge_key(m, "P-256"));
	int n = i2d_PKCS8_PRIV_KEY_INFO(info, &der);
	assert_true(n > 0);
	struct slice secret = JOIN(m, ((struct slice){ der, (size_t)n }));
	struct slice root = material_file(m, "root.pem");
	OPENSSL_free(der);
	PKCS8_PRIV_KEY_INFO_free(info);
	for (size_t i = 0; i <= COUNT(labels); i++) {
		struct err e = {0};
		struct slice in = i == COUNT(labels) ? secret :
		    JOIN(m, root, pem(m, labels[i], secret));
		assert_int_equal(load(&s, in, PURPOSE_RELEASE, HOW_CONTRACT, &e).code, E_SCHEMA);
		assert_int_equal(e.at, i == COUNT(labels) ? 0 : root.len);
		assert_non_null(strstr(e.what, "a private key"));
		assert_int_equal(s.anchors.count, 0);
	}
	setting_drop(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_key_on_several_terms_is_several_anchors),
		cmocka_unit_test(a_file_gives_every_certificate_and_key_in_it),
		cmocka_unit_test(refusals_name_the_place_and_change_nothing),
		cmocka_unit_test(private_keys_are_refused_as_such),
	};
	return cmocka_run_group_tests_name("anchors", tests, NULL, NULL);
}
