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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published_examples_agree),
		cmocka_unit_test(pieces_give_the_digest_of_the_whole),
		cmocka_unit_test(only_the_text_form_parses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
