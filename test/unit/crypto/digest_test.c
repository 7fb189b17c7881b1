/* digest_test.c - digests against the published examples, and their text form.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "codec/hex.h"
#include "crypto/digest.h"

/* FIPS 180-4 examples of the National Institute of Standards and Technology. */
static const struct { const char *in, *sha256, *sha512; } cases[] = {
	{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	    "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
	    "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e" },
	{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
	    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
	    "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
	    "204a8fc6dda82f0a0ced7beb8e08a41657c16ef468b228a8279be331a703c335"
	    "96fd15c13b1b07f9aa1d3bea57789ca031ad85c7a71dd70354ec631238ca3445" },
};

static bool
hex_is(const uint8_t *bytes, size_t n, const char *want)
{
	AUTO(buf) text = buf_init(256);
	hex_write((struct slice){ bytes, n }, &text);
	return slice_eq(buf_slice(&text), slice_of(want));
}

static void
published_examples_agree(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct digest d;
		uint8_t long_form[SHA512_BYTES];
		assert_false(failed(digest_of(slice_of(cases[i].in), &d, NULL)));
		assert_true(hex_is(d.bytes, SHA256_BYTES, cases[i].sha256));
		assert_false(failed(sha512_of(slice_of(cases[i].in), long_form, NULL)));
		assert_true(hex_is(long_form, SHA512_BYTES, cases[i].sha512));
	}
	struct digest d;
	assert_false(failed(digest_of((struct slice){0}, &d, NULL)));
	assert_true(hex_is(d.bytes, SHA256_BYTES, cases[0].sha256));
}

static void
one_run_serves_many_messages(void **state)
{
	AUTO(digest_run) run = {0};
	struct digest d;
	(void)state;
	assert_false(failed(digest_begin(&run, NULL)));
	for (size_t i = 0; i < 3 * COUNT(cases); i++) {
		const size_t n = i % COUNT(cases);
		assert_false(failed(digest_whole(&run, slice_of(cases[n].in), &d, NULL)));
		assert_true(hex_is(d.bytes, SHA256_BYTES, cases[n].sha256));
	}
	assert_false(failed(digest_end(&run, &d, NULL)));
	assert_true(hex_is(d.bytes, SHA256_BYTES, cases[0].sha256));
}

static void
pieces_give_the_digest_of_the_whole(void **state)
{
	struct slice all = slice_of(cases[2].in);
	struct digest whole, pieces;
	(void)state;
	assert_false(failed(digest_of(all, &whole, NULL)));
	for (size_t cut = 0; cut <= all.len; cut++) {
		AUTO(digest_run) run = {0};
		assert_false(failed(digest_begin(&run, NULL)));
		assert_false(failed(digest_add(&run, slice_sub(all, 0, cut), NULL)));
		assert_false(failed(digest_add(&run, slice_sub(all, cut, all.len), NULL)));
		assert_false(failed(digest_end(&run, &pieces, NULL)));
		assert_true(digest_eq(&whole, &pieces));
	}
	AUTO(digest_run) again = {0};
	assert_false(failed(digest_begin(&again, NULL)));
	assert_false(failed(digest_add(&again, SLICE("forgotten"), NULL)));
	assert_false(failed(digest_begin(&again, NULL)));
	assert_false(failed(digest_add(&again, all, NULL)));
	assert_false(failed(digest_end(&again, &pieces, NULL)));
	assert_true(digest_eq(&whole, &pieces));
}

static void
only_the_text_form_parses(void **state)
{
	static const char *const wrong[] = {
		"", "sha256:", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
		"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0",
		"sha256:Ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		"SHA256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		"sha256:ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		"sha512:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
	};
	struct arena a = arena_init(KIB(1));
	struct digest d, back = {0};
	struct slice text;
	(void)state;
	assert_false(failed(digest_of(SLICE("abc"), &d, NULL)));
	assert_true(digest_text(&a, &d, &text));
	assert_true(slice_eq(text, SLICE("sha256:"
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")));
	assert_true(digest_parse(text, &back));
	assert_true(digest_eq(&d, &back));
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(digest_parse(slice_of(wrong[i]), &back));
	assert_false(digest_parse((struct slice){0}, &back));
	assert_true(digest_eq(&d, &back));
	arena_drop(&a);
}

static void
a_pair_is_both_digests(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct digest_pair pair;
		assert_false(failed(digest_pair_of(slice_of(cases[i].in), &pair, NULL)));
		assert_true(hex_is(pair.sha256.bytes, SHA256_BYTES, cases[i].sha256));
		assert_true(hex_is(pair.sha512, SHA512_BYTES, cases[i].sha512));
	}
	struct digest_pair pair;
	assert_false(failed(digest_pair_of((struct slice){0}, &pair, NULL)));
	assert_true(hex_is(pair.sha512, SHA512_BYTES, cases[0].sha512));
}

/* Lengths and cuts around the piece that both run over. */
static void
a_pair_in_pieces_is_that_of_the_whole(void **state)
{
	static const size_t lengths[] = { 0, 1, 16383, 16384, 16385, 32768, 50000 };
	AUTO(arena) a = arena_init(KIB(64));
	(void)state;
	uint8_t *bytes = arena_alloc(&a, 50000, 1);
	assert_non_null(bytes);
	for (size_t i = 0; i < 50000; i++)
		bytes[i] = (uint8_t)(i * 2654435761u >> 13);
	for (size_t i = 0; i < COUNT(lengths); i++) {
		struct digest_pair want, got = {0};
		struct slice all = { bytes, lengths[i] };
		assert_false(failed(digest_of(all, &want.sha256, NULL)));
		assert_false(failed(sha512_of(all, want.sha512, NULL)));
		for (size_t k = 0; k < COUNT(lengths); k++) {
			AUTO(digest_pair_run) run = {0};
			assert_false(failed(digest_pair_begin(&run, NULL)));
			assert_false(failed(digest_pair_add(&run, SLICE("forgotten"), NULL)));
			assert_false(failed(digest_pair_begin(&run, NULL)));
			assert_false(failed(digest_pair_add(&run,
			    slice_sub(all, 0, lengths[k]), NULL)));
			assert_false(failed(digest_pair_add(&run,
			    slice_sub(all, lengths[k], all.len), NULL)));
			assert_false(failed(digest_pair_end(&run, &got, NULL)));
			assert_true(digest_pair_eq(&want, &got));
			assert_null(run.sha256);
			assert_null(run.sha512);
		}
		got.sha512[63] ^= 1;
		assert_false(digest_pair_eq(&want, &got));
		got.sha512[63] ^= 1;
		got.sha256.bytes[0] ^= 1;
		assert_false(digest_pair_eq(&want, &got));
	}
}

static void
an_abandoned_pair_leaks_nothing(void **state)
{
	struct digest_pair_run run = {0};
	(void)state;
	digest_pair_run_drop(&run);
	assert_false(failed(digest_pair_begin(&run, NULL)));
	assert_false(failed(digest_pair_add(&run, SLICE("abc"), NULL)));
	digest_pair_run_drop(&run);
	assert_null(run.sha256);
	digest_pair_run_drop(&run);
}

static void
sha512_has_one_text_form(void **state)
{
	uint8_t bytes[SHA512_BYTES], back[SHA512_BYTES] = {0}, same[SHA512_BYTES];
	AUTO(arena) a = arena_init(KIB(1)), tight = arena_init(2 * SHA512_BYTES - 1);
	struct slice text;
	(void)state;
	assert_false(failed(sha512_of(SLICE("abc"), bytes, NULL)));
	assert_true(sha512_text(&a, bytes, &text));
	assert_true(slice_eq(text, slice_of(cases[1].sha512)));
	assert_true(sha512_parse(text, back));
	assert_memory_equal(bytes, back, SHA512_BYTES);
	memcpy(same, back, sizeof(same));
	for (size_t n = 0; n < text.len; n++)
		assert_false(sha512_parse(slice_sub(text, 0, n), back));
	assert_false(sha512_parse((struct slice){0}, back));
	for (size_t i = 0; i < text.len; i++) {
		char other[2 * SHA512_BYTES + 1];
		memcpy(other, text.at, text.len);
		other[text.len] = '0';
		assert_false(sha512_parse((struct slice){ (uint8_t *)other, sizeof(other) }, back));
		for (size_t k = 0; k < sizeof("g/:@AF`\xff"); k++) {	/* NUL too */
			other[i] = "g/:@AF`\xff"[k];
			assert_false(sha512_parse((struct slice){ (uint8_t *)other, text.len },
			    back));
		}
	}
	assert_memory_equal(same, back, SHA512_BYTES);	/* a refusal writes nothing */
	assert_false(sha512_text(&tight, bytes, &text));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published_examples_agree),
		cmocka_unit_test(pieces_give_the_digest_of_the_whole),
		cmocka_unit_test(one_run_serves_many_messages),
		cmocka_unit_test(only_the_text_form_parses),
		cmocka_unit_test(a_pair_is_both_digests),
		cmocka_unit_test(a_pair_in_pieces_is_that_of_the_whole),
		cmocka_unit_test(an_abandoned_pair_leaks_nothing),
		cmocka_unit_test(sha512_has_one_text_form),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
