/* checkpoint_test.c - the text of checkpoints.
 * SPDX-License-Identifier: Apache-2.0 */
#include "ledger/note_make.h"

#include "ledger/tree.h"

#define ROOT "IDhdKA7t5u9eHUSpUuLMr5twEaI4Tc6S8AF5GIo5UCQ=\n"
#define LONGEST "9223372036854775808"		/* 2^63 */

static void
what_is_written_is_read_again(void **state)
{
	static const char *const texts[] = {
		"log.example/assay\n1\n" ROOT, "a\n0\n" ROOT, "a\n" LONGEST "\n" ROOT,
		"an origin - with spaces\n20852163\n" ROOT, "a\n1\n" ROOT "extension\n",
		"a\n1\n" ROOT "one\ntwo, \xc3\xa8\n three\n",
	};
	static const uint64_t sizes[] = { 1, 0, (uint64_t)1 << 63, 20852163, 1, 1 };
	static const size_t extensions[] = { 0, 0, 0, 0, 1, 3 };
	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		AUTO(arena) a = arena_init(KIB(64));
		AUTO(buf) out = buf_init(KIB(1));
		struct checkpoint c;
		assert_false(failed(checkpoint_decode(slice_of(texts[i]), &a, &c, NULL)));
		assert_int_equal(c.size, sizes[i]);
		assert_int_equal(c.extension_count, extensions[i]);
		assert_memory_equal(c.root.bytes, "\x20\x38\x5d\x28\x0e\xed\xe6\xef", 8);
		checkpoint_encode(&c, &out);
		assert_true(slice_eq(buf_slice(&out), slice_of(texts[i])));
	}
}

static const struct {
	const char	*name, *in;
	uint64_t	 at;
	const char	*what;
} bad[] = {
	{ "empty", "", 0, "the last line does not end" },
	{ "no LF at the end", "a\n1\nIDhd", 8, "the last line does not end" },
	{ "an empty origin", "\n1\n" ROOT, 0, "an empty origin" },
	{ "no size", "a\n", 2, "a checkpoint without size" },
	{ "no root", "a\n1\n", 4, "a checkpoint without root" },
	{ "the origin left out", "1\n" ROOT, 2, "expected a size: decimal, no leading zero" },
	{ "the size left out", "a\n" ROOT, 2, "expected a size: decimal, no leading zero" },
	{ "an empty size", "a\n\n" ROOT, 2, "expected a size: decimal, no leading zero" },
	{ "a leading zero", "a\n01\n" ROOT, 2, "expected a size: decimal, no leading zero" },
	{ "two zeros", "a\n00\n" ROOT, 2, "expected a size: decimal, no leading zero" },
	{ "a sign", "a\n+1\n" ROOT, 2, "expected a size: decimal, no leading zero" },
	{ "a negative size", "a\n-1\n" ROOT, 2, "expected a size: decimal, no leading zero" },
	{ "a space before", "a\n 1\n" ROOT, 2, "expected a size: decimal, no leading zero" },
	{ "a space after", "a\n1 \n" ROOT, 2, "expected a size: decimal, no leading zero" },
	{ "hex", "a\n0x1\n" ROOT, 2, "expected a size: decimal, no leading zero" },
	{ "beyond 64 bits", "a\n18446744073709551616\n" ROOT, 2,
	    "expected a size: decimal, no leading zero" },
	{ "an empty root", "a\n1\n\n", 4, "a root that is not 32 bytes" },
	{ "31 bytes", "a\n1\nIDhdKA7t5u9eHUSpUuLMr5twEaI4Tc6S8AF5GIo5UA==\n", 4,
	    "a root that is not 32 bytes" },
	{ "33 bytes", "a\n1\nIDhdKA7t5u9eHUSpUuLMr5twEaI4Tc6S8AF5GIo5UCQA\n", 4,
	    "a root that is not 32 bytes" },
	{ "no padding", "a\n1\nIDhdKA7t5u9eHUSpUuLMr5twEaI4Tc6S8AF5GIo5UCQ\n", 47,
	    "base64 ends in the middle of a group" },
	{ "unused bits", "a\n1\nIDhdKA7t5u9eHUSpUuLMr5twEaI4Tc6S8AF5GIo5UCR=\n", 48,
	    "unused bits of base64 that are not zero" },
	{ "hex for base64", "a\n1\n20385d28!\n", 12, "a character that base64 does not have" },
	{ "an empty extension", "a\n1\n" ROOT "\n", 49, "an empty extension" },
	{ "an empty one between", "a\n1\n" ROOT "x\n\ny\n", 51, "an empty extension" },
	{ "carriage returns", "a\r\n1\r\n" ROOT, 1, "a control character" },
	{ "not UTF-8", "a\xff\n1\n" ROOT, 1, "not UTF-8" },
};

static void
each_refusal_has_its_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		AUTO(arena) a = arena_init(KIB(64));
		struct checkpoint c = { .size = 77 };
		struct err e = {0};
		struct rc done = checkpoint_decode(slice_of(bad[i].in), &a, &c, &e);
		if (done.code != E_SYNTAX || e.code != E_SYNTAX || e.at != bad[i].at ||
		    strcmp(e.what, bad[i].what) != 0)
			fail_msg("%s: %s at %d", bad[i].name, e.what, (int)e.at);
		assert_int_equal(c.size, 77);
	}
}

static void
limits_are_kept(void **state)
{
	AUTO(arena) a = arena_init(MIB(16));
	struct checkpoint c;
	struct err e = {0};
	(void)state;
	assert_place(checkpoint_decode(SLICE("a\n9223372036854775809\n" ROOT), &a, &c, &e), &e,
	    E_LIMIT, 2, "a log of more than 2^63 entries");
	for (size_t len = ORIGIN_BYTES_MAX; len <= ORIGIN_BYTES_MAX + 1; len++) {
		AUTO(buf) b = buf_init(KIB(1));
		for (size_t i = 0; i < len; i++)
			buf_add_byte(&b, 'a');
		buf_add_text(&b, "\n1\n" ROOT);
		e = (struct err){0};
		struct rc done = checkpoint_decode(buf_slice(&b), &a, &c, &e);
		if (len > ORIGIN_BYTES_MAX)
			assert_place(done, &e, E_LIMIT, ORIGIN_BYTES_MAX,
			    "longer than an origin may be");
		else
			assert_false(failed(done));
	}
	AUTO(buf) b = buf_init(MIB(1));
	buf_add_text(&b, "a\n1\n" ROOT);
	while (b.len < NOTE_BYTES_MAX - 1)
		buf_add_text(&b, b.len == NOTE_BYTES_MAX - 3 ? "xy\n" : "x\n");
	while (b.len < NOTE_BYTES_MAX)
		buf_add_text(&b, "\n");
	b.at[NOTE_BYTES_MAX - 2] = 'x';
	assert_int_equal(b.len, NOTE_BYTES_MAX);
	assert_false(failed(checkpoint_decode(buf_slice(&b), &a, &c, NULL)));
	assert_in_range(c.extension_count, 131000, 131072);
	buf_add_byte(&b, '\n');
	e = (struct err){0};
	assert_place(checkpoint_decode(buf_slice(&b), &a, &c, &e), &e, E_LIMIT, NOTE_BYTES_MAX,
	    "longer than a note may be");
}

static void
cut_and_flipped_checkpoints_do_no_harm(void **state)
{
	static const char text[] = "log.example/assay\n20852163\n" ROOT "extension\n";
	uint8_t copy[sizeof(text) - 1];
	unsigned accepted = 0;
	(void)state;
	memcpy(copy, text, sizeof(copy));
	for (size_t len = 0; len < sizeof(copy); len++) {
		AUTO(arena) a = arena_init(KIB(64));
		uint8_t *cut = malloc(len + 1);
		struct checkpoint c;
		assert_non_null(cut);
		memcpy(cut, text, len);
		struct rc done = checkpoint_decode((struct slice){ cut, len }, &a, &c, NULL);
		/* without the extension it is a checkpoint of its own: the signature tells */
		assert_int_equal(done.code, len == sizeof(copy) - 10 ? OK : E_SYNTAX);
		free(cut);
	}
	for (size_t bit = 0; bit < 8 * sizeof(copy); bit++) {
		AUTO(arena) a = arena_init(KIB(64));
		AUTO(buf) again = buf_init(KIB(1));
		struct slice in = { copy, sizeof(copy) };
		struct checkpoint c;
		copy[bit / 8] ^= (uint8_t)(1u << bit % 8);
		if (!failed(checkpoint_decode(in, &a, &c, NULL))) {
			checkpoint_encode(&c, &again);
			assert_true(slice_eq(buf_slice(&again), in));
			accepted++;
		}
		copy[bit / 8] ^= (uint8_t)(1u << bit % 8);
	}
	assert_in_range(accepted, 100, 8 * sizeof(copy) - 200);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read_again),
		cmocka_unit_test(each_refusal_has_its_place),
		cmocka_unit_test(limits_are_kept),
		cmocka_unit_test(cut_and_flipped_checkpoints_do_no_harm),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
