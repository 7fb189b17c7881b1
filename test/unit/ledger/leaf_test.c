/* leaf_test.c - the bytes of a leaf, and what is refused with its place.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "codec/hex.h"
#include "ledger/leaf.h"
#include "ledger/tree.h"

#define AT_FLAGS 8
#define AT_TIME 9
#define AT_ENVELOPE 17
#define AT_KEY 113
#define AT_COUNT 145
#define AT_BODIES 146
#define BODY_BYTES 105

static void
fill(uint8_t *at, size_t n, unsigned first)
{
	for (size_t i = 0; i < n; i++)
		at[i] = (uint8_t)(first + i);
}

static struct leaf
leaf_make(size_t bodies)
{
	struct leaf l = { .time_ms = 1782810900123, .body_count = bodies };
	fill(l.envelope_sha256.bytes, SHA256_BYTES, 0x10);
	fill(l.envelope_sha512, SHA512_BYTES, 0x40);
	fill(l.key_id.bytes, SHA256_BYTES, 0x90);
	for (size_t i = 0; i < bodies; i++) {
		l.bodies[i].size_bytes = 1000 + i;
		fill(l.bodies[i].sha256.bytes, SHA256_BYTES, (unsigned)i);
		fill(l.bodies[i].sha512, SHA512_BYTES, 0x80 + (unsigned)i);
	}
	return l;
}

/* Its bytes, in memory of exactly their size. */
static uint8_t *
bytes_of(const struct leaf *l, size_t *len)
{
	AUTO(buf) b = buf_init(LEAF_BYTES_MAX);
	leaf_encode(l, &b);
	assert_false(b.broken);
	uint8_t *copy = malloc(b.len);
	assert_non_null(copy);
	memcpy(copy, b.at, b.len);
	*len = b.len;
	return copy;
}

static void
the_layout_is_the_documented_one(void **state)
{
	struct leaf l = leaf_make(2);
	size_t len;
	(void)state;
	l.clock_not_trusted = true;
	l.bodies[1].size_bytes = 0x0102030405060708;
	uint8_t *b = bytes_of(&l, &len);
	assert_int_equal(len, AT_BODIES + 2 * BODY_BYTES);
	assert_memory_equal(b, "ASLEAF1\n", 8);
	assert_int_equal(b[AT_FLAGS], 1);
	assert_memory_equal(b + AT_TIME, "\x00\x00\x01\x9f\x17\xcf\x76\x9b", 8);
	assert_memory_equal(b + AT_ENVELOPE, l.envelope_sha256.bytes, 32);
	assert_memory_equal(b + AT_ENVELOPE + 32, l.envelope_sha512, 64);
	assert_memory_equal(b + AT_KEY, l.key_id.bytes, 32);
	assert_int_equal(b[AT_COUNT], 2);
	uint8_t *second = b + AT_BODIES + BODY_BYTES;
	assert_int_equal(second[0], LEAF_CLASS_OPEN);
	assert_memory_equal(second + 1, "\x01\x02\x03\x04\x05\x06\x07\x08", 8);
	assert_memory_equal(second + 9, l.bodies[1].sha256.bytes, 32);
	assert_memory_equal(second + 41, l.bodies[1].sha512, 64);
	free(b);
}

static void
assert_same(const struct leaf *a, const struct leaf *b)
{
	assert_int_equal(a->clock_not_trusted, b->clock_not_trusted);
	assert_int_equal(a->time_ms, b->time_ms);
	assert_memory_equal(a->envelope_sha256.bytes, b->envelope_sha256.bytes, 32);
	assert_memory_equal(a->envelope_sha512, b->envelope_sha512, 64);
	assert_memory_equal(a->key_id.bytes, b->key_id.bytes, 32);
	assert_int_equal(a->body_count, b->body_count);
	for (size_t i = 0; i < a->body_count; i++) {
		assert_int_equal(a->bodies[i].size_bytes, b->bodies[i].size_bytes);
		assert_memory_equal(a->bodies[i].sha256.bytes, b->bodies[i].sha256.bytes, 32);
		assert_memory_equal(a->bodies[i].sha512, b->bodies[i].sha512, 64);
	}
}

/* The worked example of doc/formats/leaf.md. */
static void
the_documented_example_holds(void **state)
{
	static const char example[] =
	    "41534c454146310a000000019f17cf7620c957f2b8fe1bf4dc5ea36e44795d11"
	    "7ed972874b249255c1e333c19b48c49b032cd760faa5c7a2d1ff0a6e8619a3e9"
	    "791ad2875e2c5bcda5e3df11a6d2ecbf1e4564af82b39d17660f93fb46d224a8"
	    "4eca80e7b7a4ec9c3af48166b680ce452d06e3fd8fda29bb60ab59557de61edb"
	    "0aecdb231134be30e75b455f8e1b792fa901010000000000000006771824de42"
	    "287642fa0fbe0b568b80cc3290e29b7d3cd6efbc7b1b8eb1037b0454d6e92da3"
	    "7a192a1db3405ccc65f025c33adc39b5a4bcd72623e49aa6908ff2427ba6b264"
	    "afef77bc7bb69da508390adad9f804abbac5af44fb8127a27d9865";
	AUTO(arena) a = arena_init(4096);
	AUTO(buf) again = buf_init(LEAF_BYTES_MAX);
	struct slice bytes, envelope = SLICE("the envelope"), body = SLICE("a body");
	struct digest d, hash;
	struct leaf l;
	(void)state;
	assert_false(failed(hex_decode(slice_of(example), &a, &bytes, NULL)));
	assert_false(failed(leaf_decode(bytes, &l, NULL)));
	assert_false(l.clock_not_trusted);
	assert_int_equal(l.time_ms, 1782810900000);
	assert_false(failed(digest_of(envelope, &d, NULL)));
	assert_memory_equal(d.bytes, l.envelope_sha256.bytes, SHA256_BYTES);
	assert_int_equal(l.body_count, 1);
	assert_int_equal(l.bodies[0].size_bytes, body.len);
	assert_false(failed(digest_of(body, &d, NULL)));
	assert_memory_equal(d.bytes, l.bodies[0].sha256.bytes, SHA256_BYTES);
	assert_false(failed(tree_leaf_hash(bytes, &hash, NULL)));
	assert_false(failed(hex_decode(SLICE("20385d280eede6ef5e1d44a952e2ccaf"
	    "9b7011a2384dce92f00179188a395024"), &a, &bytes, NULL)));
	assert_memory_equal(hash.bytes, bytes.at, SHA256_BYTES);
	leaf_encode(&l, &again);
	assert_int_equal(again.len, 251);
}

static void
what_is_written_is_read_again(void **state)
{
	static const int64_t times[] = { 0, 1, 1782810900123, INT64_MAX };
	static const uint64_t sizes[] = { 0, 1, (uint64_t)1 << 34, UINT64_MAX };
	(void)state;
	for (size_t bodies = 0; bodies <= LEAF_BODIES_MAX; bodies++)
		for (size_t i = 0; i < COUNT(times); i++) {
			struct leaf l = leaf_make(bodies), back = {0};
			size_t len;
			l.time_ms = times[i];
			l.clock_not_trusted = i % 2 == 1;
			if (bodies > 0)
				l.bodies[bodies - 1].size_bytes = sizes[i];
			uint8_t *b = bytes_of(&l, &len);
			assert_int_equal(len, AT_BODIES + bodies * BODY_BYTES);
			assert_false(failed(leaf_decode((struct slice){ b, len }, &back, NULL)));
			assert_same(&l, &back);
			free(b);
		}
}

static void
sixteen_bodies_make_1826_bytes(void **state)
{
	struct leaf l = leaf_make(LEAF_BODIES_MAX);
	size_t len;
	(void)state;
	free(bytes_of(&l, &len));
	assert_int_equal(len, 1826);
	assert_int_equal(len, LEAF_BYTES_MAX);
}

static void
assert_refused(struct slice in, uint64_t at, const char *what)
{
	struct leaf out = { .time_ms = 77 };
	struct err e = {0};
	assert_int_equal(leaf_decode(in, &out, &e).code, E_SYNTAX);
	if (e.code != E_SYNTAX || e.at != at || strcmp(e.what, what) != 0)
		fail_msg("%s at %d, want %s at %d", e.what, (int)e.at, what, (int)at);
	/* nothing is written before success */
	assert_int_equal(out.time_ms, 77);
}

static void
each_refusal_has_its_place(void **state)
{
	static const struct { size_t at; uint8_t byte; const char *what; } cases[] = {
		{ 0, 'B', "not a leaf: it does not begin with ASLEAF1" },
		{ 6, '2', "not a leaf: it does not begin with ASLEAF1" },
		{ 7, '\r', "not a leaf: it does not begin with ASLEAF1" },
		{ AT_TIME, 0x80, "a time beyond 2^63 - 1" },
		{ AT_TIME, 0xff, "a time beyond 2^63 - 1" },
		{ AT_COUNT, 17, "more than 16 bodies" },
		{ AT_COUNT, 255, "more than 16 bodies" },
		{ AT_COUNT, 2, "trailing bytes" },
		{ AT_COUNT, 4, "runs past the end" },
		{ AT_BODIES, 0, "an unknown class" },
		{ AT_BODIES, 2, "an unknown class" },
		{ AT_BODIES + BODY_BYTES, 255, "an unknown class" },
		{ AT_BODIES + 2 * BODY_BYTES, 0, "an unknown class" },
	};
	struct leaf l = leaf_make(3);
	size_t len;
	uint8_t *b = bytes_of(&l, &len);
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		uint64_t at = cases[i].at < 8 ? 0 : cases[i].at;
		/* a wrong count is told where the bodies end */
		if (cases[i].at == AT_COUNT && cases[i].byte < 17)
			at = AT_BODIES + (cases[i].byte == 2 ? 2 : 3) * BODY_BYTES;
		uint8_t good = b[cases[i].at];
		b[cases[i].at] = cases[i].byte;
		assert_refused((struct slice){ b, len }, at, cases[i].what);
		b[cases[i].at] = good;
	}
	free(b);
	assert_refused((struct slice){0}, 0, "runs past the end");
	assert_refused(SLICE("ASLEBF"), 0, "not a leaf: it does not begin with ASLEAF1");
}

static void
every_other_flag_is_refused(void **state)
{
	struct leaf l = leaf_make(1), back;
	size_t len;
	uint8_t *b = bytes_of(&l, &len);
	(void)state;
	for (unsigned flags = 0; flags < 256; flags++) {
		b[AT_FLAGS] = (uint8_t)flags;
		if (flags > 1) {
			assert_refused((struct slice){ b, len }, AT_FLAGS, "an unknown flag");
			continue;
		}
		assert_false(failed(leaf_decode((struct slice){ b, len }, &back, NULL)));
		assert_int_equal(back.clock_not_trusted, flags == 1);
	}
	free(b);
}

/* Where the item begins that stands at the offset. */
static size_t
item_at(size_t offset)
{
	static const size_t begins[] = { 0, 8, 9, 17, 49, 113, 145 };
	static const size_t in_body[] = { 0, 1, 9, 41 };
	size_t found = 0;
	if (offset >= AT_BODIES) {
		size_t body = (offset - AT_BODIES) / BODY_BYTES, rest;
		rest = (offset - AT_BODIES) % BODY_BYTES;
		for (size_t i = 0; i < COUNT(in_body); i++)
			found = in_body[i] <= rest ? in_body[i] : found;
		return AT_BODIES + body * BODY_BYTES + found;
	}
	for (size_t i = 0; i < COUNT(begins); i++)
		found = begins[i] <= offset ? begins[i] : found;
	return found;
}

/* One byte string for each meaning: whatever is accepted is written again as it was. */
static void
cut_long_and_flipped_leaves_do_no_harm(void **state)
{
	unsigned accepted = 0, refused = 0;
	(void)state;
	for (size_t bodies = 0; bodies <= LEAF_BODIES_MAX; bodies += 8) {
		struct leaf l = leaf_make(bodies), back;
		size_t len, again_len;
		uint8_t *b = bytes_of(&l, &len);
		for (size_t n = 0; n < len; n++) {
			uint8_t *cut = malloc(n + 1);
			assert_non_null(cut);
			memcpy(cut, b, n);
			assert_refused((struct slice){ cut, n }, item_at(n), "runs past the end");
			free(cut);
		}
		for (size_t bit = 0; bit < 8 * len; bit++) {
			b[bit / 8] ^= (uint8_t)(1u << bit % 8);
			if (!failed(leaf_decode((struct slice){ b, len }, &back, NULL))) {
				uint8_t *again = bytes_of(&back, &again_len);
				assert_int_equal(again_len, len);
				assert_memory_equal(again, b, len);
				free(again);
				accepted++;
			} else
				refused++;
			b[bit / 8] ^= (uint8_t)(1u << bit % 8);
		}
		free(b);
	}
	/* refused: magic, seven flags, the sign of the time, the count and eight for each class */
	assert_int_equal(refused, 3 * (64 + 7 + 1 + 8) + (0 + 8 + 16) * 8);
	assert_int_equal(accepted, 8 * (146 * 3 + 105 * 24) - refused);
}

static void
trailing_bytes_are_refused(void **state)
{
	struct leaf l = leaf_make(LEAF_BODIES_MAX);
	size_t len;
	uint8_t *b = bytes_of(&l, &len), longer[LEAF_BYTES_MAX + 1] = {0};
	(void)state;
	memcpy(longer, b, len);
	assert_refused((struct slice){ longer, len + 1 }, len, "trailing bytes");
	free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_layout_is_the_documented_one),
		cmocka_unit_test(the_documented_example_holds),
		cmocka_unit_test(what_is_written_is_read_again),
		cmocka_unit_test(sixteen_bodies_make_1826_bytes),
		cmocka_unit_test(each_refusal_has_its_place),
		cmocka_unit_test(every_other_flag_is_refused),
		cmocka_unit_test(cut_long_and_flipped_leaves_do_no_harm),
		cmocka_unit_test(trailing_bytes_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
