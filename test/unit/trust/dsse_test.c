/* dsse_test.c - DSSE: reading envelopes, and whose signatures hold.
 * SPDX-License-Identifier: Apache-2.0 */
#include "trust/setting.h"

#include "codec/base64.h"
#include "codec/hex.h"

/* --- the published vector --------------------------------------------------------------------- */

/* DSSE 1.0.2, protocol.md: the key as SubjectPublicKeyInfo, its coordinates in hex. */
static const char vector_key[] = "3059301306072a8648ce3d020106082a8648ce3d03010703420004"
    "67cd390f77aa359cb08c2235f652270493a9ed832b0abcc01f70954c0390d238"
    "0c782bd54e269125a44f4433aff1432ce94e12bca73aa67ac80cea12608ddf74";
static const char vector_signature[] =
    "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfU"
    "iHqJPcIAriEGAHTVeCUjW2JIZA==";

static void
the_published_vector_holds(void **state)
{
	AUTO(buf) pae = buf_init(KIB(1));
	struct arena a = arena_init(KIB(64));
	struct crypto_bag bag = {0};
	struct slice der, signature;
	struct key k;
	enum scheme used;
	(void)state;
	dsse_encode(SLICE("http://example.com/HelloWorld"), SLICE("hello world"), &pae);
	assert_text(buf_slice(&pae), "DSSEv1 29 http://example.com/HelloWorld 11 hello world");
	assert_false(failed(hex_decode(slice_of(vector_key), &a, &der, NULL)));
	assert_false(failed(base64_decode(slice_of(vector_signature), BASE64_STANDARD, &a,
	    &signature, NULL)));
	assert_false(failed(key_from_der(der, &a, &bag, &k, NULL)));
	assert_false(failed(key_verify_any(&k, buf_slice(&pae), signature, &used, NULL)));
	assert_int_equal(used, SCHEME_ECDSA_P256_SHA256);
	crypto_bag_drop(&bag);
	arena_drop(&a);
}

static void
lengths_count_bytes(void **state)
{
	AUTO(buf) pae = buf_init(KIB(1));
	(void)state;
	dsse_encode(SLICE(""), SLICE(""), &pae);
	assert_text(buf_slice(&pae), "DSSEv1 0  0 ");
	buf_clear(&pae);
	dsse_encode(SLICE("t"), SLICE("\xc3\xbc\n"), &pae);
	assert_text(buf_slice(&pae), "DSSEv1 1 t 3 \xc3\xbc\n");
}

/* --- reading ---------------------------------------------------------------------------------- */

#define HEAD "{\"payload\":\"aGk=\",\"payloadType\":\"t\",\"signatures\":["

static const struct { const char *name, *in; enum code want; uint64_t at; } read_cases[] = {
	{ "smallest", HEAD "{\"sig\":\"AA==\"}]}", OK, 0 },
	{ "unknown members are ignored", "{\"x\":1,\"payload\":\"\",\"payloadType\":\"t\","
	    "\"signatures\":[{\"sig\":\"AA==\",\"cert\":\"y\"}]}", OK, 0 },
	{ "URL-safe",
	    "{\"payload\":\"-_-_\",\"payloadType\":\"t\",\"signatures\":[{\"sig\":\"_w==\"}]}",
	    OK, 0 },
	{ "alphabets mixed", "{\"payload\":\"-_+/\",\"payloadType\":\"t\",\"signatures\":[]}",
	    E_SYNTAX,
	    14 },
	{ "a name twice", "{\"payload\":\"\",\"payload\":\"\"}", E_SYNTAX, 14 },
	{ "no object", "[]", E_SCHEMA, 0 },
	{ "no payload", "{\"payloadType\":\"t\",\"signatures\":[]}", E_SCHEMA, 0 },
	{ "payload no text", "{\"payload\":1,\"payloadType\":\"t\",\"signatures\":[]}", E_SCHEMA,
	    11 },
	{ "no signatures", HEAD "]}", E_SCHEMA, 49 },
	{ "signature without sig", HEAD "{\"keyid\":\"a\"}]}", E_SCHEMA, 50 },
	{ "sig not padded", HEAD "{\"sig\":\"AA\"}]}", E_SYNTAX, 60 },
	{ "keyid no text", HEAD "{\"sig\":\"AA==\",\"keyid\":7}]}", E_SCHEMA, 72 },
	{ "type not ASCII", "{\"payload\":\"\",\"payloadType\":\"\xc3\xbc\",\"signatures\":[]}",
	    E_SCHEMA,
	    28 },
	{ "type empty", "{\"payload\":\"\",\"payloadType\":\"\",\"signatures\":[]}", E_SCHEMA, 28 },
};

static void
envelopes_are_read_or_refused_with_their_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(read_cases); i++) {
		struct arena a = arena_init(MIB(1));
		struct value doc;
		struct dsse *d = NULL;
		struct err e = {0};
		struct rc got = json_tree(slice_of(read_cases[i].in), MIB(1), &a, &doc, &e);
		if (!failed(got))
			got = dsse_decode(&doc, &a, &d, &e);
		if (got.code != read_cases[i].want || e.at != read_cases[i].at)
			fail_msg("%s: %s at %d: %s", read_cases[i].name, code_name(got.code),
			    (int)e.at,
			    e.what);
		arena_drop(&a);
	}
}

static void
signatures_are_limited_at_64(void **state)
{
	(void)state;
	for (unsigned n = SIGNATURES_MAX; n <= SIGNATURES_MAX + 1; n++) {
		AUTO(buf) text = buf_init(KIB(8));
		struct arena a = arena_init(MIB(1));
		struct value doc;
		struct dsse *d;
		buf_add_text(&text, HEAD);
		for (unsigned i = 0; i < n; i++)
			buf_add_text(&text, i == 0 ? "{\"sig\":\"AA==\"}" : ",{\"sig\":\"AA==\"}");
		buf_add_text(&text, "]}");
		assert_false(failed(json_tree(buf_slice(&text), MIB(1), &a, &doc, NULL)));
		assert_int_equal(dsse_decode(&doc, &a, &d, NULL).code, n == SIGNATURES_MAX ? OK :
		    E_LIMIT);
		arena_drop(&a);
	}
}

/* --- deciding --------------------------------------------------------------------------------- */

#define RELEASE (PURPOSE_RELEASE | PURPOSE_UPDATE | PURPOSE_RECOVERY | PURPOSE_EVIDENCE)
#define ALL 1022u
#define GOOD SIGNATURE_GOOD
#define BROKEN SIGNATURE_BROKEN
#define UNVERIFIABLE SIGNATURE_UNVERIFIABLE

/* anchors and pool: of test/data/crypto; every anchor is given every purpose.
 * status, purposes: of the first answer. answers, keys: how many, and distinct good keys. */
static const struct {
	const char		*name, *file, *anchors[3], *pool[4];
	enum signature_status	 status;
	unsigned		 purposes;
	size_t			 answers, keys;
} cases[] = {
	{ "bare key", "dsse-ed", { "bare-ed.pem" }, { NULL }, GOOD, ALL, 1, 1 },
	{ "bare key, DER", "dsse-ed", { "bare-ed.pub" }, { NULL }, GOOD, ALL, 1, 1 },
	{ "without keyid", "dsse-ed-nokeyid", { "bare-p256.pem", "bare-ed.pem" }, { NULL }, GOOD,
	    ALL, 1, 1 },
	{ "keyid of another key decides nothing", "dsse-ed-misnamed", { "bare-ed.pem" }, { NULL },
	    GOOD, ALL, 1, 1 },
	{ "keyid of a known key that did not sign", "dsse-ed-misnamed", { "bare-p256.pem" },
	    { NULL }, BROKEN, 0, 1, 0 },
	{ "no anchor", "dsse-ed", { NULL }, { NULL }, UNVERIFIABLE, 0, 1, 0 },
	{ "another anchor", "dsse-ed", { "bare-p256.pem" }, { NULL }, UNVERIFIABLE, 0, 1, 0 },
	{ "P-384", "dsse-p384", { "bare-p384.pem" }, { NULL }, GOOD, ALL, 1, 1 },
	{ "RSA", "dsse-rsa", { "bare-rsa.pem" }, { NULL }, GOOD, ALL, 1, 1 },
	{ "URL-safe", "dsse-urlsafe", { "bare-ed.pem" }, { NULL }, GOOD, ALL, 1, 1 },
	{ "payload signed without its encoding", "dsse-plain", { "bare-ed.pem" }, { NULL }, BROKEN,
	    0,
	    1, 0 },
	{ "chain", "dsse-p256", { "root.crt" }, { "issuing.crt", "signer-p256.crt" }, GOOD,
	    RELEASE, 1, 1 },
	{ "chain, raw r || s, base64 keyid", "dsse-p256-raw", { "root.crt" },
	    { "issuing.crt", "signer-p256.crt" }, GOOD, RELEASE, 1, 1 },
	{ "chain, empty keyid", "dsse-p256-nokeyid", { "root.crt" },
	    { "device.crt", "issuing.crt", "signer-p256.crt" }, GOOD, RELEASE, 1, 1 },
	{ "chain, no usage stated, PSS", "dsse-rsa-pss", { "root.crt" },
	    { "issuing.crt", "signer-rsa.crt" }, GOOD, ALL, 1, 1 },
	{ "chain broken off", "dsse-p256", { "root.crt" }, { "signer-p256.crt" }, UNVERIFIABLE, 0,
	    1, 0 },
	{ "certificate missing", "dsse-p256", { "root.crt" }, { "issuing.crt" }, UNVERIFIABLE, 0,
	    1, 0 },
	{ "the signer's certificate is the anchor", "dsse-p256", { "signer-p256.crt" }, { NULL },
	    GOOD, RELEASE, 1, 1 },
	{ "signer and root are anchors: two ways", "dsse-p256", { "signer-p256.crt", "root.crt" },
	    { "issuing.crt", "signer-p256.crt" }, GOOD, RELEASE, 2, 1 },
	{ "two roots' anchors", "dsse-p256", { "root.crt", "issuing.crt" },
	    { "issuing.crt", "signer-p256.crt" }, GOOD, RELEASE, 2, 1 },
	{ "renewed authority: two windows", "dsse-p256", { "root.crt" },
	    { "issuing.crt", "issuing-old.crt", "signer-p256.crt" }, GOOD, RELEASE, 2, 1 },
	{ "stranger", "dsse-stranger", { "root.crt" },
	    { "issuing.crt", "signer-foreign.crt", "foreign.crt" }, UNVERIFIABLE, 0, 1, 0 },
	{ "key usage without signatures", "dsse-agree", { "root.crt" },
	    { "issuing.crt", "signer-agree.crt" }, GOOD, 0, 1, 1 },
	{ "mail usage leaves evidence", "dsse-mail", { "root.crt" },
	    { "issuing.crt", "signer-mail.crt" }, GOOD, PURPOSE_EVIDENCE, 1, 1 },
	{ "an authority's usage narrows too", "dsse-below-mail", { "root.crt" },
	    { "mail-ca.crt", "signer-below-mail.crt" }, GOOD, PURPOSE_EVIDENCE, 1, 1 },
	{ "two signers", "dsse-two", { "bare-ed.pem", "root.crt" },
	    { "issuing.crt", "signer-p256.crt" }, GOOD, ALL, 2, 2 },
	{ "two signers, one known", "dsse-two", { "bare-ed.pem" },
	    { "issuing.crt", "signer-p256.crt" }, GOOD, ALL, 2, 1 },
	{ "one key signing twice is one key", "dsse-ed-twice", { "bare-ed.pem" }, { NULL }, GOOD,
	    ALL, 2, 1 },
};

static void
signatures_are_good_broken_or_unverifiable(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct setting s;
		struct slice file;
		const struct verified *v;
		setting_init(&s);
		for (size_t k = 0; k < COUNT(cases[i].anchors) && cases[i].anchors[k] != NULL; k++)
			setting_anchor(&s, cases[i].anchors[k], ALL, HOW_CONTRACT);
		for (size_t k = 0; k < COUNT(cases[i].pool) && cases[i].pool[k] != NULL; k++)
			setting_pool(&s, cases[i].pool[k]);
		assert_true(arena_format(&s.m.a, &file, "%s.json", cases[i].file));
		struct signature_list list = setting_dsse(&s,
		    material_file(&s.m, (const char *)file.at), &v);
		if (list.count != cases[i].answers || list.at[0].status != cases[i].status ||
		    list.at[0].purposes != cases[i].purposes ||
		    signature_list_keys(&list) != cases[i].keys)
			fail_msg("%s: %zu answers, status %d, purposes %u, %zu keys", cases[i].name,
			    list.count, list.at[0].status, list.at[0].purposes,
			    signature_list_keys(&list));
		assert_int_equal(v != NULL, cases[i].keys > 0);
		assert_int_equal(slice_is_empty(list.at[0].anchor), cases[i].status != GOOD);
		setting_drop(&s);
	}
}

static void
a_verified_payload_is_what_was_signed(void **state)
{
	struct setting s;
	const struct verified *v;
	size_t count;
	(void)state;
	setting_init(&s);
	setting_anchor(&s, "bare-ed.pem", PURPOSE_EVIDENCE, HOW_IN_PERSON);
	(void)setting_dsse(&s, material_file(&s.m, "dsse-two.json"), &v);
	assert_non_null(v);
	assert_text(verified_type(v), "application/vnd.in-toto+json");
	assert_true(slice_starts(verified_payload(v), SLICE("{\"_type\": \"https://in-toto.io/")));
	const struct signature *good = verified_signature(v), *all = verified_signatures(v, &count);
	assert_int_equal(count, 2);
	assert_ptr_equal(good, &all[0]);
	assert_int_equal(good->status, GOOD);
	assert_int_equal(good->how, HOW_IN_PERSON);
	assert_int_equal(good->purposes, PURPOSE_EVIDENCE);
	assert_text(good->scheme, "dsse");
	assert_text(good->algorithm, "ed25519");
	assert_true(slice_eq(good->key, good->anchor));
	assert_int_equal(good->from_ms, TIME_MIN);
	assert_int_equal(good->until_ms, TIME_MAX);
	assert_int_equal(all[1].status, UNVERIFIABLE);
	setting_drop(&s);
}

/* A list that already holds good answers lends nothing to the next envelope. */
static void
a_good_answer_does_not_vouch_for_another_envelope(void **state)
{
	struct setting s;
	struct value doc;
	struct dsse *d;
	const struct verified *v;
	(void)state;
	setting_init(&s);
	setting_anchor(&s, "bare-ed.pem", ALL, HOW_CONTRACT);
	struct signature_list list = setting_dsse(&s, material_file(&s.m, "dsse-ed.json"), &v);
	assert_non_null(v);
	struct slice other = material_file(&s.m, "dsse-plain.json");
	assert_false(failed(json_tree(other, MIB(1), &s.m.a, &doc, NULL)));
	assert_false(failed(dsse_decode(&doc, &s.m.a, &d, NULL)));
	assert_false(failed(trust_check_dsse(&s.t, d, &list, &v, NULL)));
	assert_null(v);
	assert_int_equal(list.count, 2);
	assert_int_equal(list.at[1].status, BROKEN);
	setting_drop(&s);
}

static void
a_threshold_counts_keys_for_a_purpose(void **state)
{
	struct setting s;
	(void)state;
	setting_init(&s);
	setting_anchor(&s, "bare-ed.pem", PURPOSE_EVIDENCE, HOW_CONTRACT);
	setting_anchor(&s, "signer-p256.crt", PURPOSE_RELEASE | PURPOSE_IDENTITY, HOW_CONTRACT);
	struct signature_list list = setting_dsse(&s, material_file(&s.m, "dsse-two.json"), NULL);
	assert_int_equal(signature_list_keys(&list), 2);
	assert_int_equal(signature_list_keys_for(&list, PURPOSE_RELEASE), 1);
	assert_int_equal(signature_list_keys_for(&list, PURPOSE_EVIDENCE), 1);
	/* codeSigning does not identify a device, whatever the anchor was given for */
	assert_int_equal(signature_list_keys_for(&list, PURPOSE_IDENTITY), 0);
	setting_drop(&s);
}

/* One bit changed anywhere: what is still good has the same payload and type. */
static void
one_bit_changed_in_what_is_signed_is_never_good(void **state)
{
	static const char *const files[] = { "dsse-ed.json", "dsse-p256-raw.json" };
	(void)state;
	for (size_t f = 0; f < COUNT(files); f++) {
		struct setting s;
		const struct verified *v;
		size_t outside = 0, refused = 0;
		setting_init(&s);
		setting_anchor(&s, "bare-ed.pem", ALL, HOW_CONTRACT);
		setting_anchor(&s, "signer-p256.crt", ALL, HOW_CONTRACT);
		struct slice in = material_file(&s.m, files[f]);
		(void)setting_dsse(&s, in, &v);
		struct slice payload = verified_payload(v), type = verified_type(v);
		uint8_t *copy = material_copy(&s.m, in);
		for (size_t bit = 0; bit < 8 * in.len; bit++) {
			struct arena own = arena_init(MIB(1));
			struct trust_context t = s.t;
			struct signature_list list = {0};
			struct value doc;
			struct dsse *d;
			t.a = &own;
			copy[bit / 8] ^= (uint8_t)(1u << bit % 8);
			bool read = !failed(json_tree((struct slice){ copy, in.len }, MIB(1), &own,
			    &doc,
			    NULL)) && !failed(dsse_decode(&doc, &own, &d, NULL));
			if (read)
				assert_false(failed(trust_check_dsse(&t, d, &list, &v, NULL)));
			if (read && v != NULL)
				assert_true(slice_eq(verified_payload(v), payload) &&
				    slice_eq(verified_type(v), type));
			outside += read && v != NULL;
			refused += !read;
			copy[bit / 8] ^= (uint8_t)(1u << bit % 8);
			arena_drop(&own);
		}
		print_message("%s: of %zu bits %zu unreadable, %zu outside of what is signed\n",
		    files[f], 8 * in.len, refused, outside);
		setting_drop(&s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_published_vector_holds),
		cmocka_unit_test(lengths_count_bytes),
		cmocka_unit_test(envelopes_are_read_or_refused_with_their_place),
		cmocka_unit_test(signatures_are_limited_at_64),
		cmocka_unit_test(signatures_are_good_broken_or_unverifiable),
		cmocka_unit_test(a_verified_payload_is_what_was_signed),
		cmocka_unit_test(a_good_answer_does_not_vouch_for_another_envelope),
		cmocka_unit_test(a_threshold_counts_keys_for_a_purpose),
		cmocka_unit_test(one_bit_changed_in_what_is_signed_is_never_good),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
