/* envelope_test.c - envelopes of events: signed as openssl signs them, read in one form only.
 * SPDX-License-Identifier: Apache-2.0 */
#include "events.h"

#include "codec/base64.h"

/* The key of RFC 8032, 7.1, test 1. envelope.json was signed with it by openssl pkeyutl. */
#define SECRET "-----BEGIN PRIVATE KEY-----\n" \
	"MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n" \
	"-----END PRIVATE KEY-----\n"
#define KEY_ID "06e3fd8fda29bb60ab59557de61edb0aecdb231134be30e75b455f8e1b792fa9"
#define TYPE "application/vnd.assay.event+json"

struct world {
	struct arena		a;
	struct crypto_bag	bag;
	struct secret_key	secret;
	struct key		public;
	struct slice		payload, envelope;
};

static struct world
world_init(void)
{
	struct world w = { .a = arena_init(MIB(8)) };
	bool needs;
	assert_false(failed(secret_key_decode(S(SECRET), (struct slice){0}, &needs, &w.secret,
	    NULL)));
	assert_false(failed(secret_key_public(&w.secret, &w.a, &w.bag, &w.public, NULL)));
	w.payload = example(&w.a, "evidence.added");
	w.envelope = example(&w.a, "envelope");
	return w;
}

static void
world_drop(struct world *w)
{
	secret_key_drop(&w->secret);
	crypto_bag_drop(&w->bag);
	arena_drop(&w->a);
}

static void
it_signs_as_openssl_does(void **state)
{
	struct world w = world_init();
	struct buf out = buf_init(ENVELOPE_BYTES_MAX);
	(void)state;
	assert_text(w.public.id, "sha256:" KEY_ID);
	assert_false(failed(envelope_sign(w.payload, &w.secret, &w.public, &out, NULL)));
	assert_true(slice_eq(buf_slice(&out), w.envelope));
	buf_drop(&out);
	world_drop(&w);
}

static void
it_reads_what_it_writes(void **state)
{
	struct world w = world_init();
	struct slice payload, key_id, signature;
	bool good = false;
	(void)state;
	assert_false(failed(envelope_decode(w.envelope, &w.a, &payload, &key_id, &signature,
	    NULL)));
	assert_true(slice_eq(payload, w.payload));
	assert_text(key_id, "sha256:" KEY_ID);
	assert_int_equal(signature.len, ED25519_SIGNATURE_BYTES);
	assert_false(failed(envelope_check(payload, signature, &w.public, &good, NULL)));
	assert_true(good);
	world_drop(&w);
}

/* The signature is over the payload and its type, by this key, and nothing less. */
static void
a_signature_holds_for_one_payload_and_key(void **state)
{
	struct world w = world_init();
	struct slice payload, key_id, signature, other;
	struct secret_key stranger = {0};
	struct key strange;
	bool good = true;
	(void)state;
	assert_false(failed(envelope_decode(w.envelope, &w.a, &payload, &key_id, &signature,
	    NULL)));
	assert_false(failed(envelope_check(slice_sub(payload, 0, payload.len - 1), signature,
	    &w.public, &good, NULL)));
	assert_false(good);
	for (size_t i = 0; i < signature.len; i++) {
		assert_true(arena_copy(&w.a, signature, &other));
		((uint8_t *)(uintptr_t)other.at)[i] ^= 1;
		good = true;
		assert_false(failed(envelope_check(payload, other, &w.public, &good, NULL)));
		assert_false(good);
	}
	good = true;
	assert_false(failed(envelope_check(payload, slice_sub(signature, 0, 63), &w.public, &good,
	    NULL)));
	assert_false(good);
	assert_false(failed(secret_key_make(&stranger, NULL)));
	assert_false(failed(secret_key_public(&stranger, &w.a, &w.bag, &strange, NULL)));
	good = true;
	assert_false(failed(envelope_check(payload, signature, &strange, &good, NULL)));
	assert_false(good);
	/* over the payload alone, without its type */
	uint8_t bare[ED25519_SIGNATURE_BYTES];
	assert_false(failed(secret_key_sign(&w.secret, payload, bare, NULL)));
	good = true;
	assert_false(failed(envelope_check(payload, (struct slice){ bare, sizeof(bare) },
	    &w.public, &good, NULL)));
	assert_false(good);
	secret_key_drop(&stranger);
	world_drop(&w);
}

/* --- what is refused -------------------------------------------------------------------------- */

#define SIG_BYTES "JhADt+RUVX3mTsFD8MgdLBI/iQT9kRjmKk5ciYQjcmg3xPt4bCffgxtZQiMv270YfaHQQeFuSwlr" \
	"BwZEVVpBCQ=="

/* The fault is `in` bytes behind the beginning of `place` in the changed envelope. */
static const struct {
	const char *name, *from, *to;
	enum code want;
	const char *place;
	size_t in;
} changes[] = {
	{ "no signature", "[{\"keyid\":\"" KEY_ID "\",\"sig\":\"" SIG_BYTES "\"}]", "[]", E_SCHEMA,
	    "[]", 0 },
	{ "two signatures", "[{", "[{\"keyid\":\"" KEY_ID "\",\"sig\":\"" SIG_BYTES "\"},{",
	    E_SCHEMA,
	    "[{", 0 },
	{ "a signature that is a text", "[{", "[\"\",{", E_SCHEMA, "[\"\"", 0 },
	{ "another payload type", TYPE, "application/vnd.in-toto+json", E_SCHEMA,
	    "\"application/", 0 },
	{ "a payload type in capitals", TYPE, "Application/vnd.assay.event+json", E_SCHEMA,
	    "\"Application/", 0 },
	{ "a payload that is not padded", "\"payload\":\"ey", "\"payload\":\"y",
	    E_SYNTAX, "\",\"payloadType", 0 },
	{ "a signature that is not padded", "CQ==", "CQ", E_SYNTAX, "CQ\"", 2 },
	{ "base64 of the web", "Dt+RU", "Dt-RU", E_SYNTAX, "-RUVX", 0 },
	{ "unused bits that are not zero", "CQ==", "CR==", E_SYNTAX, "CR==", 4 },
	{ "a blank in base64", "JhADt", "JhAD t", E_SYNTAX, "JhAD t", 4 },
	{ "a signature of 58 bytes", "JhADt+RU", "", E_SCHEMA, "\"VX3m", 0 },
	{ "a signature of 61 bytes", "JhAD", "", E_SCHEMA, "\"t+RU", 0 },
	{ "no key id", "\"keyid\":\"" KEY_ID "\",", "", E_SCHEMA, "{\"sig\"", 0 },
	{ "an empty key id", KEY_ID, "", E_SCHEMA, "\"keyid\":\"\"", 8 },
	{ "a key id in capitals", "06e3fd", "06E3fd", E_SCHEMA, "\"06E3fd", 0 },
	{ "a key id with its prefix", "06e3fd", "sha256:06e3fd", E_SCHEMA, "\"sha256:06e3", 0 },
	{ "a member more in a signature", "\"sig\":", "\"rest\":1,\"sig\":", E_SCHEMA,
	    "\"rest\"", 0 },
	{ "a member more", "\"signatures\":", "\"rest\":1,\"signatures\":", E_SCHEMA, "\"rest\"", 0
	    },
	{ "a blank at the end", "}]}", "}]} ", E_SYNTAX, "}]} ", 3 },
	{ "a line feed at the end", "}]}", "}]}\n", E_SYNTAX, "}]}\n", 3 },
	{ "a blank within", ",\"signatures\"", ", \"signatures\"", E_SYNTAX, ", \"sig", 1 },
	{ "an escaped slash", "application/", "application\\/", E_SYNTAX, "\\/", 0 },
	{ "members in another order", "\"keyid\":\"" KEY_ID "\",\"sig\":\"" SIG_BYTES "\"",
	    "\"sig\":\"" SIG_BYTES "\",\"keyid\":\"" KEY_ID "\"", E_SYNTAX, "sig\":\"", 0 },
};

static void
there_is_one_form(void **state)
{
	struct world w = world_init();
	(void)state;
	for (size_t i = 0; i < COUNT(changes); i++) {
		struct slice p = {0}, k = {0}, s = {0};
		struct err e = {0};
		struct slice in = replaced(&w.a, w.envelope, changes[i].from, changes[i].to);
		size_t at = slice_find(in, S(changes[i].place), 0);
		assert_int_not_equal(at, SIZE_MAX);
		enum code got = envelope_decode(in, &w.a, &p, &k, &s, &e).code;
		if (got != changes[i].want || e.at != at + changes[i].in || e.what == NULL)
			fail_msg("%s: %s at %d (%s), want %d", changes[i].name, code_name(got),
			    (int)e.at, e.what != NULL ? e.what : "",
			    (int)(at + changes[i].in));
		assert_true(slice_is_null(p) && slice_is_null(k) && slice_is_null(s));
	}
	world_drop(&w);
}

static void
what_is_cut_anywhere_is_refused(void **state)
{
	struct world w = world_init();
	(void)state;
	for (size_t n = 0; n < w.envelope.len; n++) {
		struct arena a = arena_init(MIB(1));
		struct slice p, k, s;
		struct err e = {0};
		assert_int_equal(envelope_decode(slice_sub(w.envelope, 0, n), &a, &p, &k, &s,
		    &e).code, E_SYNTAX);
		assert_true(e.at <= n);
		arena_drop(&a);
	}
	world_drop(&w);
}

/* Accepted with one bit changed: the signature no longer holds, or the key id is another. */
static void
no_bit_may_change(void **state)
{
	struct world w = world_init();
	struct slice copy;
	(void)state;
	assert_true(arena_copy(&w.a, w.envelope, &copy));
	for (size_t bit = 0; bit < copy.len * 8; bit++) {
		uint8_t *at = (uint8_t *)(uintptr_t)copy.at + bit / 8;
		struct arena a = arena_init(MIB(1));
		struct slice p, k, s;
		struct err e = {0};
		bool good = true;
		*at ^= (uint8_t)(1u << bit % 8);
		if (!failed(envelope_decode(copy, &a, &p, &k, &s, &e))) {
			assert_false(failed(envelope_check(p, s, &w.public, &good, NULL)));
			if (good && slice_eq(k, w.public.id))
				fail_msg("bit %zu", bit);
		} else if (e.what == NULL || e.at > copy.len) {
			fail_msg("bit %zu: no reason or place", bit);
		}
		*at ^= (uint8_t)(1u << bit % 8);
		arena_drop(&a);
	}
	world_drop(&w);
}

static void
limits_are_met(void **state)
{
	struct world w = world_init();
	static uint8_t bytes[EVENT_BYTES_MAX + 1], large[ENVELOPE_BYTES_MAX + 1];
	struct buf out = buf_init(MIB(1));
	struct slice p, k, s, most = { bytes, EVENT_BYTES_MAX }, more = { bytes, sizeof(bytes) };
	struct err e = {0};
	bool good = false;
	(void)state;
	assert_false(failed(envelope_sign(most, &w.secret, &w.public, &out, NULL)));
	assert_true(out.len <= ENVELOPE_BYTES_MAX);
	assert_false(failed(envelope_decode(buf_slice(&out), &w.a, &p, &k, &s, NULL)));
	assert_true(slice_eq(p, most));
	assert_false(failed(envelope_check(p, s, &w.public, &good, NULL)));
	assert_true(good);
	assert_int_equal(envelope_check(more, s, &w.public, &good, NULL).code, E_LIMIT);
	assert_false(good);
	buf_clear(&out);
	assert_int_equal(envelope_sign(more, &w.secret, &w.public, &out, &e).code, E_LIMIT);
	assert_int_equal(e.at, EVENT_BYTES_MAX);
	assert_int_equal(out.len, 0);
	buf_add_text(&out, "{\"payload\":\"");
	base64_write(more, &out);
	buf_add_text(&out, "\",\"payloadType\":\"" TYPE "\",\"signatures\":[{\"keyid\":\"" KEY_ID
	    "\",\"sig\":\"" SIG_BYTES "\"}]}");
	e = (struct err){0};
	assert_int_equal(envelope_decode(buf_slice(&out), &w.a, &p, &k, &s, &e).code, E_LIMIT);
	assert_int_equal(e.at, 11);
	e = (struct err){0};
	assert_int_equal(envelope_decode((struct slice){ large, sizeof(large) }, &w.a, &p, &k, &s,
	    &e).code, E_LIMIT);
	assert_int_equal(e.at, ENVELOPE_BYTES_MAX);
	struct buf small = buf_init(100);
	assert_int_equal(envelope_sign(w.payload, &w.secret, &w.public, &small, NULL).code,
	    E_LIMIT);
	buf_drop(&small);
	buf_drop(&out);
	world_drop(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_signs_as_openssl_does),
		cmocka_unit_test(it_reads_what_it_writes),
		cmocka_unit_test(a_signature_holds_for_one_payload_and_key),
		cmocka_unit_test(there_is_one_form),
		cmocka_unit_test(what_is_cut_anywhere_is_refused),
		cmocka_unit_test(no_bit_may_change),
		cmocka_unit_test(limits_are_met),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
