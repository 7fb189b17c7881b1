/* cms_check_test.c - CMS messages: good, broken or unverifiable, and for what.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/forge.h"
#include "trust/setting.h"

#define RELEASE (PURPOSE_RELEASE | PURPOSE_UPDATE | PURPOSE_RECOVERY | PURPOSE_EVIDENCE)
#define ALL 1022u
#define GOOD SIGNATURE_GOOD
#define BROKEN SIGNATURE_BROKEN
#define UNVERIFIABLE SIGNATURE_UNVERIFIABLE

/* status, purposes: of the first answer; keys: distinct good ones. */
static const struct {
	const char		*name, *file, *content, *anchor, *pool[2];
	enum signature_status	 status;
	unsigned		 purposes;
	size_t			 answers, keys;
} cases[] = {
	{ "chain", "p256.cms", "content", "root.crt", { "issuing.crt" }, GOOD, RELEASE, 1, 1 },
	{ "no anchor", "p256.cms", "content", NULL, { "issuing.crt" }, UNVERIFIABLE, 0, 1, 0 },
	{ "no authority", "p256.cms", "content", "root.crt", { NULL }, UNVERIFIABLE, 0, 1, 0 },
	{ "signer by key identifier", "key-identifier.cms", "content", "root.crt",
	    { "issuing.crt" }, GOOD, RELEASE, 1, 1 },
	{ "signer not sent, and an anchor", "no-certificates.cms", "content", "signer-p256.crt",
	    { NULL }, GOOD, RELEASE, 1, 1 },
	{ "signer not sent", "no-certificates.cms", "content", "root.crt", { "issuing.crt" },
	    UNVERIFIABLE, 0, 1, 0 },
	{ "signer not sent, and in the delivery", "no-certificates.cms", "content", "root.crt",
	    { "issuing.crt", "signer-p256.crt" }, GOOD, RELEASE, 1, 1 },
	{ "without attributes", "no-attributes.cms", "content", "root.crt", { "issuing.crt" },
	    GOOD, RELEASE, 1, 1 },
	{ "two signers", "two.cms", "content", "root.crt", { "issuing.crt" }, GOOD, RELEASE, 2, 2 },
	{ "other content", "p256.cms", "set-as-content", "root.crt", { "issuing.crt" }, BROKEN, 0,
	    1, 0 },
	{ "other content, unknown signer", "p256.cms", "set-as-content", NULL, { "issuing.crt" },
	    UNVERIFIABLE, 0, 1, 0 },
	{ "content inside, the same", "attached.cms", "content", "root.crt", { "issuing.crt" },
	    GOOD, RELEASE, 1, 1 },
	{ "content inside, another", "attached.cms", "set-as-content", "root.crt",
	    { "issuing.crt" }, BROKEN, 0, 1, 0 },
	{ "a digest that is not the content's", "odd-digest-twice.cms", "content", "root.crt",
	    { "issuing.crt" }, BROKEN, 0, 1, 0 },
	{ "another content type", "odd-type-other.cms", "content", "root.crt", { "issuing.crt" },
	    BROKEN, 0, 1, 0 },
	{ "attributes passed off as content", "odd-set-as-content.cms", "set-as-content",
	    "root.crt", { "issuing.crt" }, BROKEN, 0, 1, 0 },
	{ "SHA-1 says nothing", "sha1.cms", "content", "root.crt", { "issuing.crt" }, UNVERIFIABLE,
	    0, 1, 0 },
	{ "SHA-512 is not of the key's record", "p256-sha512.cms", "content", "root.crt",
	    { "issuing.crt" }, UNVERIFIABLE, 0, 1, 0 },
	{ "stranger", "stranger.cms", "content", "root.crt", { "issuing.crt", "foreign.crt" },
	    UNVERIFIABLE, 0, 1, 0 },
	{ "key usage without signatures", "agree.cms", "content", "root.crt", { "issuing.crt" },
	    GOOD, 0, 1, 1 },
	{ "mail usage leaves evidence", "mail.cms", "content", "root.crt", { "issuing.crt" }, GOOD,
	    PURPOSE_EVIDENCE, 1, 1 },
};

static void
messages_are_good_broken_or_unverifiable(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct setting s;
		struct signature_list list = {0};
		setting_init(&s);
		if (cases[i].anchor != NULL)
			setting_anchor(&s, cases[i].anchor, ALL, HOW_CONTRACT);
		for (size_t k = 0; k < 2 && cases[i].pool[k] != NULL; k++)
			setting_pool(&s, cases[i].pool[k]);
		assert_false(failed(trust_check_cms(&s.t, material_cms(&s.m, cases[i].file),
		    material_file(&s.m, cases[i].content), &list, NULL)));
		if (list.count != cases[i].answers || list.at[0].status != cases[i].status ||
		    list.at[0].purposes != cases[i].purposes ||
		    signature_list_keys(&list) != cases[i].keys)
			fail_msg("%s: %zu answers, status %d, purposes %u", cases[i].name,
			    list.count, list.at[0].status, list.at[0].purposes);
		setting_drop(&s);
	}
}

static struct signature_list
check(struct setting *s, struct slice der, struct slice content)
{
	struct cms *c;
	struct signature_list list = {0};
	assert_false(failed(cms_decode(der, &s->m.a, &s->m.bag, &c, NULL)));
	assert_false(failed(trust_check_cms(&s->t, c, content, &list, NULL)));
	return list;
}

/* The signature is mathematically good; libcrypto cannot check it in CMS, so it says nothing. */
static void
ed25519_is_unverifiable_and_never_broken(void **state)
{
	struct setting s;
	(void)state;
	setting_init(&s);
	struct party root = forge_party(&s.m, (struct recipe){ .name = "Root", .ca = true });
	struct party ed = forge_party(&s.m, (struct recipe){ .name = "Ed", .by = &root,
	    .key = forge_key(&s.m, "ED25519") });
	struct party ec = forge_party(&s.m, (struct recipe){ .name = "EC", .by = &root });
	struct slice text = SLICE("content");
	setting_add_anchor(&s, root.c->der, ALL, HOW_CONTRACT);
	struct signature_list list = check(&s, forge_cms(&s.m, &ec, NULL, (struct slice){0}, text),
	    text);
	assert_int_equal(list.at[0].status, GOOD);
	list = check(&s, forge_cms(&s.m, &ed, "SHA512", (struct slice){0}, text), text);
	assert_int_equal(list.count, 1);
	assert_int_equal(list.at[0].status, UNVERIFIABLE);
	setting_drop(&s);
}

/* An anchor that is a bare key: a certificate around it, by whomever, gives it no name. */
static void
a_certificate_around_a_bare_anchor_gives_it_no_name(void **state)
{
	struct setting s;
	(void)state;
	setting_init(&s);
	struct party self = forge_party(&s.m, (struct recipe){ .name = "Approved auditor" });
	setting_add_anchor(&s, forge_spki(&s.m, self.key), PURPOSE_EVIDENCE, HOW_CONTRACT);
	struct signature_list list = check(&s, forge_cms(&s.m, &self, NULL, (struct slice){0},
	    SLICE("x")), SLICE("x"));
	assert_int_equal(list.at[0].status, GOOD);
	assert_int_equal(list.at[0].purposes, PURPOSE_EVIDENCE);
	assert_int_equal(list.at[0].signer.len, 0);
	setting_drop(&s);
}

static void
content_inside_becomes_verified_only_when_good(void **state)
{
	struct setting s;
	struct signature_list list = {0};
	const struct verified *v;
	(void)state;
	setting_init(&s);
	struct cms *in = material_cms(&s.m, "attached.cms");
	struct cms *out = material_cms(&s.m, "p256.cms");
	assert_false(failed(trust_check_cms_attached(&s.t, in, &list, &v, NULL)));
	assert_null(v);
	assert_int_equal(trust_check_cms_attached(&s.t, out, &list, &v, NULL).code, E_SCHEMA);
	setting_anchor(&s, "root.crt", PURPOSE_RELEASE, HOW_CONTRACT);
	setting_pool(&s, "issuing.crt");
	assert_false(failed(trust_check_cms_attached(&s.t, in, &list, &v, NULL)));
	assert_non_null(v);
	assert_true(slice_eq(verified_payload(v), material_file(&s.m, "content")));
	assert_int_equal(verified_type(v).len, 0);
	setting_drop(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(messages_are_good_broken_or_unverifiable),
		cmocka_unit_test(ed25519_is_unverifiable_and_never_broken),
		cmocka_unit_test(a_certificate_around_a_bare_anchor_gives_it_no_name),
		cmocka_unit_test(content_inside_becomes_verified_only_when_good),
	};
	return cmocka_run_group_tests_name("CMS answers", tests, NULL, NULL);
}
