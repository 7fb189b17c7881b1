/* chain_forged_test.c - certificates that no tool writes, each wrong in one way, and whether a
 * chain leads through them.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/forge.h"

#define POOL_MAX 320

static size_t
chains(struct material *m, const struct party *leaf, const struct party *anchor,
    const struct party *const *between, size_t count)
{
	struct certificate *pool[POOL_MAX];
	struct chain *found;
	size_t n;
	assert_true(count <= POOL_MAX);
	for (size_t i = 0; i < count; i++)
		pool[i] = between[i]->c;
	count = certificate_order(pool, count);
	assert_false(failed(chain_find(leaf->c, anchor->c, pool, count, &m->a, &found, &n, NULL)));
	return n;
}

/* Root, authority made by the recipe, leaf made by the other: how many chains? */
static size_t
through(struct material *m, struct recipe middle, struct recipe leaf)
{
	struct party root = forge_party(m, (struct recipe){ .name = "Root", .ca = true });
	middle.name = "Middle";
	middle.by = &root;
	struct party authority = forge_party(m, middle);
	leaf.name = leaf.name != NULL ? leaf.name : "Leaf";
	leaf.by = &authority;
	struct party device = forge_party(m, leaf);
	const struct party *pool[] = { &authority };
	return chains(m, &device, &root, pool, 1);
}

/* What an authority needs to be one. */
static void
an_authority_is_one_in_every_respect(void **state)
{
	struct material m = material_init();
	struct slice bc = forge_extension(&m, "2.5.29.19", true,
	    SLICE("\x30\x03\x01\x01\xff"));
	struct slice sign = forge_extension(&m, "2.5.29.15", true, SLICE("\x03\x02\x07\x80"));
	struct slice certify = forge_extension(&m, "2.5.29.15", true, SLICE("\x03\x02\x02\x04"));
	(void)state;
	assert_int_equal(through(&m, (struct recipe){ .ca = true }, (struct recipe){0}), 1);
	assert_int_equal(through(&m, (struct recipe){ .ca = false }, (struct recipe){0}), 0);
	assert_int_equal(through(&m, (struct recipe){ .v1 = true }, (struct recipe){0}), 0);
	assert_int_equal(through(&m, (struct recipe){ .bare = true, .more = certify },
	    (struct recipe){0}), 0);
	assert_int_equal(through(&m, (struct recipe){ .bare = true, .more = JOIN(&m, bc, sign) },
	    (struct recipe){0}), 0);
	assert_int_equal(through(&m, (struct recipe){ .ca = true, .number = SLICE("\xff") },
	    (struct recipe){ .number = SLICE("\x80") }), 1);
	material_drop(&m);
}

static void
a_version_1_certificate_stands_in_no_chain(void **state)
{
	struct material m = material_init();
	(void)state;
	struct party root = forge_party(&m, (struct recipe){ .name = "Old", .v1 = true });
	struct party leaf = forge_party(&m, (struct recipe){ .name = "Leaf", .by = &root });
	assert_int_equal(chains(&m, &leaf, &root, NULL, 0), 0);
	assert_int_equal(chains(&m, &root, &root, NULL, 0), 0);
	material_drop(&m);
}

/* Extensions that restrict the certificates below: honoured, or the chain is none. */
static void
restrictions_of_an_authority_are_honoured(void **state)
{
	struct material m = material_init();
	struct slice inside = forge_name(&m, "2.5.4.10", 0x0c, SLICE("Acme"));
	struct slice outside = forge_name(&m, "2.5.4.10", 0x0c, SLICE("Other"));
	struct slice subtree = TLV(&m, 0x30, TLV(&m, 0xa4, inside));
	/* permitted and excluded directory names */
	struct slice only = forge_extension(&m, "2.5.29.30", true,
	    TLV(&m, 0x30, TLV(&m, 0xa0, subtree)));
	struct slice except = forge_extension(&m, "2.5.29.30", true,
	    TLV(&m, 0x30, TLV(&m, 0xa1, subtree)));
	/* requireExplicitPolicy 0, and policies: no leaf without one of these */
	struct slice required = forge_extension(&m, "2.5.29.36", true,
	    SLICE("\x30\x03\x80\x01\x00"));
	struct slice first = forge_extension(&m, "2.5.29.32", false,
	    SLICE("\x30\x06\x30\x04\x06\x02\x2a\x03"));
	struct slice second = forge_extension(&m, "2.5.29.32", false,
	    SLICE("\x30\x06\x30\x04\x06\x02\x2a\x04"));
	struct slice policy = JOIN(&m, required, first);
	struct slice unknown = forge_extension(&m, "1.3.6.1.4.1.55555.9", true,
	    SLICE("\x05\x00"));
	struct slice shrug = forge_extension(&m, "1.3.6.1.4.1.55555.9", false, SLICE("\x05\x00"));
	const struct { const char *name; struct slice authority, subject, leaf; size_t want; }
	cases[] = {
		{ "permitted name", only, inside, {0}, 1 },
		{ "not permitted", only, outside, {0}, 0 },
		{ "excluded", except, inside, {0}, 0 },
		{ "not excluded", except, outside, {0}, 1 },
		{ "a policy is required", policy, {0}, {0}, 0 },
		{ "and is there", policy, {0}, first, 1 },
		{ "and another is there", policy, {0}, second, 0 },
		{ "a policy is required by an authority that has none", required, {0}, first, 0 },
		{ "policies that nobody requires", first, {0}, second, 1 },
		{ "unknown, critical, in the authority", unknown, {0}, {0}, 0 },
		{ "unknown, critical, in the leaf", {0}, {0}, unknown, 0 },
		{ "unknown, not critical", shrug, {0}, shrug, 1 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t got = through(&m, (struct recipe){ .ca = true, .more = cases[i].authority },
		    (struct recipe){ .subject = cases[i].subject, .more = cases[i].leaf });
		if (got != cases[i].want)
			fail_msg("%s: %zu chains", cases[i].name, got);
	}
	material_drop(&m);
}

/* Self-issued authorities (new key, same name) do not use up the path length. */
static void
path_lengths_leave_self_issued_authorities_out(void **state)
{
	(void)state;
	for (int path = 1; path <= 2; path++) {
		struct material m = material_init();
		struct party root = forge_party(&m, (struct recipe){ .name = "Root", .ca = true });
		struct party old = forge_party(&m, (struct recipe){ .name = "Middle", .by = &root,
		    .ca = true, .path = path });
		struct party own = forge_party(&m, (struct recipe){ .name = "Middle", .by = &old,
		    .ca = true });
		struct party sub = forge_party(&m, (struct recipe){ .name = "Sub", .by = &old,
		    .ca = true });
		struct party a = forge_party(&m, (struct recipe){ .name = "A", .by = &own });
		struct party b = forge_party(&m, (struct recipe){ .name = "B", .by = &sub });
		const struct party *pool[] = { &old, &own, &sub };
		assert_int_equal(chains(&m, &a, &root, pool, 3), 1);
		assert_int_equal(chains(&m, &b, &root, pool, 3), path == 2);
		material_drop(&m);
	}
}

/* The algorithm is of the key's record: P-256 signs with SHA-256. */
static void
an_algorithm_outside_of_the_key_record_is_not_checked(void **state)
{
	static const struct { const char *kind, *digest; size_t want; } cases[] = {
		{ "P-256", NULL, 1 }, { "P-256", "SHA512", 0 }, { "P-256", "SHA1", 0 },
		{ "RSA", NULL, 1 }, { "RSA", "SHA512", 1 }, { "RSA", "SHA1", 0 },
		{ "ED25519", NULL, 1 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct material m = material_init();
		struct party root = forge_party(&m, (struct recipe){ .name = "Root", .ca = true,
		    .key = forge_key(&m, cases[i].kind) });
		struct party leaf = forge_party(&m, (struct recipe){ .name = "Leaf", .by = &root,
		    .digest = cases[i].digest });
		struct crl *list = forge_crl(&m, (struct forge_list){ .by = &root,
		    .from = "260101000000Z", .digest = cases[i].digest });
		if (chains(&m, &leaf, &root, NULL, 0) != cases[i].want)
			fail_msg("%s with %s", cases[i].kind, cases[i].digest);
		assert_int_equal(crl_is_by(list, root.c), cases[i].want && list->usable);
		material_drop(&m);
	}
}

/* --- loops and crowds ------------------------------------------------------------------------- */

static void
authorities_that_sign_each_other_end(void **state)
{
	struct material m = material_init();
	(void)state;
	struct party root = forge_party(&m, (struct recipe){ .name = "Root", .ca = true });
	EVP_PKEY *key_a = forge_key(&m, "P-256"), *key_b = forge_key(&m, "P-256");
	struct party a = forge_party(&m, (struct recipe){ .name = "A", .key = key_a, .ca = true });
	struct party b = forge_party(&m, (struct recipe){ .name = "B", .key = key_b, .ca = true });
	struct party a_by_b = forge_party(&m, (struct recipe){ .name = "A", .key = key_a,
	    .ca = true, .by = &b });
	struct party b_by_a = forge_party(&m, (struct recipe){ .name = "B", .key = key_b,
	    .ca = true, .by = &a });
	struct party leaf = forge_party(&m, (struct recipe){ .name = "Leaf", .by = &a });
	const struct party *pool[] = { &a, &b, &a_by_b, &b_by_a };
	assert_int_equal(chains(&m, &leaf, &root, pool, 4), 0);
	/* B as anchor: by the cross-certificate, and only by it */
	assert_int_equal(chains(&m, &leaf, &b, pool, 4), 1);
	material_drop(&m);
}

/* 300 authorities of one name and key identifier, self-signed: none of them leads anywhere, and
 * the one that does is found when the search gets to it. */
static void
a_crowd_of_namesakes_is_searched_within_bounds(void **state)
{
	struct material m = material_init();
	struct party crowd[300];
	const struct party *pool[COUNT(crowd) + 1];
	(void)state;
	struct party root = forge_party(&m, (struct recipe){ .name = "Root", .ca = true });
	struct party real = forge_party(&m, (struct recipe){ .name = "Middle", .by = &root,
	    .ca = true });
	EVP_PKEY *decoy = forge_key(&m, "P-256");
	struct slice same = JOIN(&m, forge_extension(&m, "2.5.29.19", true,
	    SLICE("\x30\x03\x01\x01\xff")), forge_extension(&m, "2.5.29.15", true,
	    SLICE("\x03\x02\x01\x06")), forge_extension(&m, "2.5.29.14", false,
	    TLV(&m, 0x04, forge_key_identifier(&m, real.key))));
	for (size_t i = 0; i < COUNT(crowd); i++) {
		uint8_t number[2] = { (uint8_t)(i / 256 + 1), (uint8_t)i };
		crowd[i] = forge_party(&m, (struct recipe){ .name = "Middle", .key = decoy,
		    .bare = true, .more = same, .number = { number, 2 } });
		pool[i] = &crowd[i];
	}
	pool[COUNT(crowd)] = &real;
	struct party leaf = forge_party(&m, (struct recipe){ .name = "Leaf", .by = &real });
	struct party forged = forge_party(&m, (struct recipe){ .name = "Leaf",
	    .by = &crowd[0] });
	size_t found = chains(&m, &leaf, &root, pool, COUNT(pool));
	print_message("behind 300 namesakes: %zu chains\n", found);
	assert_true(found <= 1);
	assert_int_equal(chains(&m, &forged, &root, pool, COUNT(pool)), 0);
	material_drop(&m);
}

/* --- dates and names -------------------------------------------------------------------------- */

static const struct { const char *from, *until; bool read; const char *want_from, *want_until; }
dates[] = {
	{ "220101000000Z", "491231235959Z", true, "2022-01-01T00:00:00.000Z",
	    "2049-12-31T23:59:59.999Z" },
	/* two digits from 50 on are of the last century: before every instant */
	{ "500101000000Z", "99991231235959Z", true, "1970-01-01T00:00:00.000Z",
	    "9999-12-31T23:59:59.999Z" },
	{ "20220101000000Z", "20500101000000Z", true, "2022-01-01T00:00:00.000Z",
	    "2050-01-01T00:00:00.999Z" },
	{ "19691231235959Z", "20300101000000Z", true, "1970-01-01T00:00:00.000Z",
	    "2030-01-01T00:00:00.999Z" },
	{ "20240229000000Z", "20300101000000Z", true, "2024-02-29T00:00:00.000Z",
	    "2030-01-01T00:00:00.999Z" },
	{ "20230229000000Z", "20300101000000Z", false, NULL, NULL },
	{ "2201010000Z", "20300101000000Z", false, NULL, NULL },
	{ "220101000000+0100", "20300101000000Z", false, NULL, NULL },
	{ "20220101000000.5Z", "20300101000000Z", false, NULL, NULL },
	{ "220101000000Z", "20301301000000Z", false, NULL, NULL },
	{ "220101000000Z", "20300101240000Z", false, NULL, NULL },
	{ "220101000000Z", "20300101000060Z", false, NULL, NULL },
};

static void
validities_are_read_in_one_spelling(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(dates); i++) {
		struct material m = material_init();
		struct certificate *c;
		struct err e = {0};
		struct recipe r = { .name = "Leaf", .from = dates[i].from,
		    .until = dates[i].until };
		struct rc got = certificate_decode(forge_der(&m, &r, forge_key(&m, "P-256")), &m.a,
		    &m.bag, &c, &e);
		if (failed(got) == dates[i].read)
			fail_msg("%s %s: %s", dates[i].from, dates[i].until, code_name(got.code));
		if (dates[i].read) {
			assert_int_equal(c->from_ms, material_ms(dates[i].want_from));
			assert_int_equal(c->until_ms, material_ms(dates[i].want_until));
		} else
			assert_int_equal(got.code, E_SYNTAX);
		material_drop(&m);
	}
}

#define S(text) SLICE_INIT(text)

/* serial: what the certificate names; shown: how the subject is written for people. */
static const struct { const char *name; uint8_t tag; struct slice text, serial, shown; }
names[] = {
	{ "UTF8String", 0x0c, S("3101"), S("3101"), S("serialNumber = 3101") },
	{ "PrintableString", 0x13, S("3101"), S("3101"), S("serialNumber = 3101") },
	{ "BMPString", 0x1e, S("\0003\0001\0000\0001"), S("3101"), S("serialNumber = 3101") },
	{ "not ASCII", 0x0c, S("\xc3\x9c-1"), S("\xc3\x9c-1"), S("serialNumber = \xc3\x9c-1") },
	{ "a NUL and more", 0x0c, S("3101\0.evil"), S(""), S("serialNumber = 3101\\00.evil") },
	{ "a NUL in BMPString", 0x1e, S("\0003\0001\0000\0001\0\0\0x"), S(""),
	    S("serialNumber = 3101\\00x") },
	{ "a line end", 0x0c, S("3101\n"), S(""), S("serialNumber = 3101\\0A") },
	{ "right to left", 0x0c, S("1013\xe2\x80\xae"), S(""),
	    S("serialNumber = 1013\xe2\x80\xae") },
	{ "not UTF-8", 0x0c, S("31\xff"), S(""), S("") },
	{ "empty", 0x0c, S(""), S(""), S("serialNumber = ") },
};

static void
serials_are_texts_or_name_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct material m = material_init();
		struct certificate *c = NULL;
		struct recipe r = { .name = "x", .subject = forge_name(&m, "2.5.4.5", names[i].tag,
		    names[i].text) };
		bool read = !failed(certificate_decode(forge_der(&m, &r, forge_key(&m, "P-256")),
		    &m.a, &m.bag, &c, NULL));
		if (read != (names[i].shown.len > 0))
			fail_msg("%s: read %d", names[i].name, read);
		if (read && (!slice_eq(c->serial, names[i].serial) ||
		    !slice_eq(c->subject, names[i].shown)))
			fail_msg("%s: '%.*s', '%.*s'", names[i].name, SLICE_FMT(c->serial),
			    SLICE_FMT(c->subject));
		material_drop(&m);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_authority_is_one_in_every_respect),
		cmocka_unit_test(a_version_1_certificate_stands_in_no_chain),
		cmocka_unit_test(restrictions_of_an_authority_are_honoured),
		cmocka_unit_test(path_lengths_leave_self_issued_authorities_out),
		cmocka_unit_test(an_algorithm_outside_of_the_key_record_is_not_checked),
		cmocka_unit_test(authorities_that_sign_each_other_end),
		cmocka_unit_test(a_crowd_of_namesakes_is_searched_within_bounds),
		cmocka_unit_test(validities_are_read_in_one_spelling),
		cmocka_unit_test(serials_are_texts_or_name_nothing),
	};
	return cmocka_run_group_tests_name("forged chains", tests, NULL, NULL);
}
