/* held_test.c - signatures that held: their bytes, what is recalled of them, and what is not.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/forge.h"
#include "trust/setting.h"

#include "base/limits.h"

#define ALL 1022u
#define INTOTO "application/vnd.in-toto+json"

static const struct digest envelope = { { 7 } }, another = { { 8 } };

/* Two anchors of a curve and one of Ed25519; what held is put down in the list. */
static void
begin(struct setting *s, EVP_PKEY *keys[static 3], struct held_list *said)
{
	setting_init(s);
	for (size_t i = 0; i < 3; i++) {
		keys[i] = forge_key(&s->m, i == 2 ? "ED25519" : "P-256");
		setting_add_anchor(s, forge_spki(&s->m, keys[i]), ALL, HOW_CONTRACT);
	}
	*said = (struct held_list){ .a = &s->m.a };
	s->t.body = &envelope;
	s->t.said = said;
}

static struct held_list
written_and_read(struct setting *s, const struct held_list *list, struct buf *bytes)
{
	struct held_list out;
	struct err e = {0};
	assert_false(failed(held_encode(list, bytes, &e)));
	if (failed(held_decode(buf_slice(bytes), &s->m.a, &out, &e)))
		fail_msg("%s at %zu", e.what, e.at);
	return out;
}

static void
what_held_is_put_down_and_recalled(void **state)
{
	struct setting s;
	struct held_list said;
	EVP_PKEY *keys[3];
	AUTO(buf) bytes = buf_init(MIB(1));
	(void)state;
	begin(&s, keys, &said);
	struct slice in = forge_dsse(&s.m, INTOTO, SLICE("{}"), keys, 3);
	struct signature_list first = setting_dsse(&s, in, NULL);
	assert_int_equal(said.count, 3);
	assert_int_equal(said.fresh, 3);
	held_settle(&said);
	struct held_list before = written_and_read(&s, &said, &bytes);
	assert_int_equal(before.count, 3);
	assert_true(before.at[0].signers.known && before.at[0].signers.count == 2);
	assert_null(held_find(&before, &envelope, 3));
	assert_null(held_find(&before, &another, 0));

	struct held_list again = { .a = &s.m.a };
	s.t.said = &again;
	s.t.held = &before;
	struct signature_list second = setting_dsse(&s, in, NULL);
	assert_int_equal(again.fresh, 0);
	assert_int_equal(again.count, 3);
	assert_int_equal(first.count, second.count);
	for (size_t i = 0; i < first.count; i++) {
		assert_int_equal(first.at[i].status, second.at[i].status);
		assert_true(slice_eq(first.at[i].key, second.at[i].key) &&
		    slice_eq(first.at[i].algorithm, second.at[i].algorithm));
	}
	setting_drop(&s);
}

/* The same envelope with another payload: none of its signatures holds. Who believes a false answer
 * is fooled, and nobody is who has none about this envelope, or about this key, or gives none. */
static void
a_false_answer_is_about_one_envelope_and_key_and_for_who_believes(void **state)
{
	static const struct { const char *name; bool held, mine, key; bool good; } cases[] = {
		{ "checked anew", false, true, true, false },
		{ "believed", true, true, true, true },
		{ "of another envelope", true, false, true, false },
		{ "of another key", true, true, false, false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct setting s;
		struct held_list said;
		EVP_PKEY *keys[3];
		const struct verified *v;
		begin(&s, keys, &said);
		(void)setting_dsse(&s, forge_dsse(&s.m, INTOTO, SLICE("{}"), keys, 1), NULL);
		assert_int_equal(said.count, 1);
		struct held_list before = said;
		if (!cases[i].key)
			before.at[0].spki = forge_spki(&s.m, forge_key(&s.m, "P-256"));
		s.t.said = NULL;
		s.t.held = cases[i].held ? &before : NULL;
		s.t.body = cases[i].mine ? &envelope : &another;
		struct slice in = forge_dsse(&s.m, INTOTO, SLICE("{}"), keys, 1);
		uint8_t *payload = (uint8_t *)(uintptr_t)in.at + slice_find(in, SLICE("e30"), 0);
		payload[1] = '2';			/* "{m" */
		(void)setting_dsse(&s, in, &v);
		if ((v != NULL) != cases[i].good)
			fail_msg("%s: %s", cases[i].name, v != NULL ? "verified" : "not verified");
		setting_drop(&s);
	}
}

static void
every_bit_of_a_list_counts(void **state)
{
	struct setting s;
	struct held_list said, out;
	EVP_PKEY *keys[3];
	AUTO(buf) bytes = buf_init(MIB(1));
	(void)state;
	begin(&s, keys, &said);
	(void)setting_dsse(&s, forge_dsse(&s.m, INTOTO, SLICE("{}"), keys, 3), NULL);
	(void)written_and_read(&s, &said, &bytes);
	struct slice whole = buf_slice(&bytes);
	for (size_t i = 0; i < whole.len; i++) {
		struct err e = {0};
		assert_int_equal(held_decode(slice_sub(whole, 0, i), &s.m.a, &out, &e).code,
		    E_SYNTAX);
	}
	for (size_t i = 0; i < whole.len * 8; i++) {
		bytes.at[i / 8] ^= (uint8_t)(1u << i % 8);
		assert_int_equal(held_decode(whole, &s.m.a, &out, NULL).code, E_SYNTAX);
		bytes.at[i / 8] ^= (uint8_t)(1u << i % 8);
	}
	setting_drop(&s);
}

/* With a digest of its own at the end: what the reader itself refuses, and where. */
static void
what_no_list_says_is_refused(void **state)
{
	static const struct { const char *name; size_t at; uint8_t byte; const char *what; }
	    cases[] = {
		{ "another form", 6, '2', "expected a list of signatures" },
		{ "more than are kept", 8, 1, "more signatures than are kept" },
		{ "more than there are", 11, 4, "runs past the end" },
		{ "fewer than there are", 11, 2, "trailing bytes" },
		{ "no scheme", 12 + 36, 0, "expected a scheme" },
		{ "RSA", 12 + 36, SCHEME_RSA_PSS_SHA256, "expected a scheme" },
		{ "a number twice", 12 + 35, 1, "answers are not in order" },
		{ "perhaps known", 12 + 39 + 91, 2, "expected points of a key" },
		{ "three points", 12 + 39 + 92, 3, "expected points of a key" },
		{ "points of no bytes", 12 + 39 + 93, 0, "expected points of a key" },
		{ "points of too many", 12 + 39 + 93, 97, "expected points of a key" },
	};
	struct setting s;
	struct held_list said, out;
	EVP_PKEY *keys[3];
	AUTO(buf) bytes = buf_init(MIB(1));
	(void)state;
	begin(&s, keys, &said);
	(void)setting_dsse(&s, forge_dsse(&s.m, INTOTO, SLICE("{}"), keys, 3), NULL);
	(void)written_and_read(&s, &said, &bytes);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err e = {0};
		struct digest d;
		uint8_t was = bytes.at[cases[i].at];
		size_t end = bytes.len - SHA256_BYTES;
		bytes.at[cases[i].at] = cases[i].byte;
		assert_false(failed(digest_of(slice_sub(buf_slice(&bytes), 0, end), &d, NULL)));
		memcpy(bytes.at + end, d.bytes, SHA256_BYTES);
		assert_int_equal(held_decode(buf_slice(&bytes), &s.m.a, &out, &e).code, E_SYNTAX);
		if (strcmp(e.what, cases[i].what) != 0)
			fail_msg("%s: %s", cases[i].name, e.what);
		bytes.at[cases[i].at] = was;
	}
	setting_drop(&s);
}

/* What fsck asks. */
static void
an_answer_is_checked_in_every_part(void **state)
{
	struct setting s;
	struct held_list said;
	struct value doc;
	struct dsse *d;
	EVP_PKEY *keys[3];
	bool good;
	(void)state;
	begin(&s, keys, &said);
	struct slice in = forge_dsse(&s.m, INTOTO, SLICE("{}"), keys, 3);
	(void)setting_dsse(&s, in, NULL);
	assert_false(failed(json_tree(in, MIB(1), &s.m.a, &doc, NULL)));
	assert_false(failed(dsse_decode(&doc, &s.m.a, &d, NULL)));
	for (size_t i = 0; i < said.count; i++) {
		assert_false(failed(held_check(&said.at[i], d, &good, NULL)));
		assert_true(good);
	}
	struct held wrong[] = { said.at[0], said.at[0], said.at[0], said.at[0], said.at[0],
	    said.at[2] };
	wrong[0].number = 3;
	wrong[1].number = 1;
	wrong[2].spki = said.at[1].spki;
	wrong[3].signers.points[1][5] ^= 1;
	wrong[4].signers.count = 1;
	wrong[5].signers.known = true;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		assert_false(failed(held_check(&wrong[i], d, &good, NULL)));
		if (good)
			fail_msg("%zu is believed", i);
	}
	setting_drop(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_held_is_put_down_and_recalled),
		cmocka_unit_test(a_false_answer_is_about_one_envelope_and_key_and_for_who_believes),
		cmocka_unit_test(every_bit_of_a_list_counts),
		cmocka_unit_test(what_no_list_says_is_refused),
		cmocka_unit_test(an_answer_is_checked_in_every_part),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
