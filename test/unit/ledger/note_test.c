/* note_test.c - signed notes and verifier keys.
 * SPDX-License-Identifier: Apache-2.0 */
#include "ledger/note_make.h"

/* base64 of an id and one byte. */
#define OTHER_LINE DASH "other.example AAAAAQA=\n"

static void
the_specifications_key_has_its_id(void **state)
{
	AUTO(buf) again = buf_init(KIB(1));
	struct desk d;
	struct slice name;
	uint32_t id = 0;
	(void)state;
	desk_make(&d);
	struct key k = desk_key(&d, SPEC_KEY, &name);
	assert_true(slice_eq(name, SLICE("example.com/foo")));
	assert_false(failed(note_key_id(name, &k, &id, NULL)));
	assert_int_equal(id, 0x530d903a);
	assert_false(failed(note_verifier_encode(name, &k, &again, NULL)));
	assert_true(slice_eq(buf_slice(&again), SLICE(SPEC_KEY)));
	desk_drop(&d);
}

static void
the_specifications_note_holds(void **state)
{
	struct desk d;
	struct slice name;
	struct note n;
	(void)state;
	desk_make(&d);
	struct key k = desk_key(&d, SPEC_KEY, &name);
	assert_false(failed(note_decode(SLICE(SPEC_NOTE), &d.a, &n, NULL)));
	assert_true(slice_eq(n.text, SLICE("This is an example message.\n")));
	assert_int_equal(n.count, 1);
	assert_int_equal(n.lines[0].key_id, 0x530d903a);
	assert_int_equal(n.lines[0].signature.len, 64);
	assert_false(failed(note_check(&n, name, &k, NULL)));
	desk_drop(&d);
}

/* Ed25519 has one signature for each text and key. */
static void
a_signed_note_is_the_documented_one_and_holds(void **state)
{
	AUTO(buf) out = buf_init(KIB(1));
	struct desk d;
	struct slice name;
	struct note n;
	(void)state;
	desk_make(&d);
	struct key k = desk_key(&d, OWN_KEY, &name);
	assert_false(failed(note_sign(SLICE(OWN_TEXT), name, &d.secret, &out, NULL)));
	assert_true(slice_eq(buf_slice(&out), SLICE(OWN_NOTE)));
	assert_false(failed(note_decode(buf_slice(&out), &d.a, &n, NULL)));
	assert_true(slice_eq(n.text, SLICE(OWN_TEXT)));
	assert_false(failed(note_check(&n, name, &k, NULL)));
	desk_drop(&d);
}

static void
the_last_empty_line_parts_text_and_signatures(void **state)
{
	static const char *const texts[] = { "a\n", "\n", "a\n\nb\n", "\n\n\n", "a\n\n",
		"a\n\n" SPEC_LINE, "un giorno\n\n\xc3\xa8 subito sera.\n", SPEC_NOTE };
	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		AUTO(buf) out = buf_init(KIB(1));
		struct desk d;
		struct slice name;
		struct note n;
		desk_make(&d);
		struct key k = desk_key(&d, OWN_KEY, &name);
		assert_false(failed(note_sign(slice_of(texts[i]), name, &d.secret, &out, NULL)));
		assert_false(failed(note_decode(buf_slice(&out), &d.a, &n, NULL)));
		assert_true(slice_eq(n.text, slice_of(texts[i])));
		assert_int_equal(n.count, 1);
		assert_false(failed(note_check(&n, name, &k, NULL)));
		desk_drop(&d);
	}
}

static void
lines_of_others_are_passed_over(void **state)
{
	static const char *const notes[] = {
		OWN_TEXT "\n" OTHER_LINE OWN_LINE, OWN_TEXT "\n" OWN_LINE OTHER_LINE,
		/* the name of the key with another id, and its id with another name */
		OWN_TEXT "\n" DASH OWN_NAME " AAAAAQA=\n" OWN_LINE,
		OWN_TEXT "\n" DASH "other.example JqpTYgA=\n" OWN_LINE,
	};
	struct desk d;
	struct slice name, spec_name;
	struct err e = {0};
	struct note n;
	(void)state;
	desk_make(&d);
	struct key k = desk_key(&d, OWN_KEY, &name), other = desk_key(&d, SPEC_KEY, &spec_name);
	for (size_t i = 0; i < COUNT(notes); i++) {
		assert_false(failed(note_decode(slice_of(notes[i]), &d.a, &n, NULL)));
		assert_int_equal(n.count, 2);
		assert_false(failed(note_check(&n, name, &k, NULL)));
		e = (struct err){0};
		assert_place(note_check(&n, spec_name, &other, &e), &e, E_VERIFY, 0,
		    "no signature by this name and key");
	}
	/* the right key under another name is another key */
	e = (struct err){0};
	assert_place(note_check(&n, SLICE("log.example/other"), &k, &e), &e, E_VERIFY, 0,
	    "no signature by this name and key");
	desk_drop(&d);
}

/* Every bit of text and signature; a signature of another length. */
static void
a_known_key_that_does_not_hold_spoils_the_note(void **state)
{
	struct desk d;
	struct slice name, copy;
	struct note n;
	struct err e = {0};
	(void)state;
	desk_make(&d);
	struct key k = desk_key(&d, OWN_KEY, &name);
	assert_true(arena_copy(&d.a, SLICE(OWN_NOTE), &copy));
	assert_false(failed(note_decode(copy, &d.a, &n, NULL)));
	for (unsigned part = 0; part < 2; part++) {
		struct slice s = part == 0 ? n.text : n.lines[0].signature;
		uint8_t *at = (uint8_t *)(uintptr_t)s.at;
		for (size_t bit = 0; bit < 8 * s.len; bit++) {
			at[bit / 8] ^= (uint8_t)(1u << bit % 8);
			e = (struct err){0};
			assert_place(note_check(&n, name, &k, &e), &e, E_VERIFY, 0,
			    "the signature of the note does not hold");
			at[bit / 8] ^= (uint8_t)(1u << bit % 8);
		}
	}
	n.lines[0].signature.len = 63;
	e = (struct err){0};
	assert_place(note_check(&n, name, &k, &e), &e, E_VERIFY, 0,
	    "the signature of the note does not hold");
	n.lines[0].signature.len = 64;
	assert_false(failed(note_check(&n, name, &k, NULL)));
	desk_drop(&d);
}

static const struct {
	const char	*name, *in;
	uint64_t	 at;
	const char	*what;
} bad_notes[] = {
	{ "empty", "", 0, "the last line does not end" },
	{ "no LF at the end", "a\n\n" DASH "b AAAAAQA=", 17, "the last line does not end" },
	{ "no empty line", "a\n" OTHER_LINE, 29, "no empty line between text and signatures" },
	{ "no text", "\n" OTHER_LINE, 28, "no empty line between text and signatures" },
	{ "no signature", "a\n\n", 3, "a note without signature" },
	{ "text after the signatures", "a\n\n" OTHER_LINE "b\n", 30, "expected a signature line" },
	{ "empty line after the signatures", "a\n\n" OTHER_LINE "\n", 31,
	    "a note without signature" },
	{ "hyphen for the dash", "a\n\n- other.example AAAAAQA=\n", 3,
	    "expected a signature line" },
	{ "two spaces", "a\n\n" DASH " other.example AAAAAQA=\n", 7,
	    "a name that may not stand in a note" },
	{ "no name", "a\n\n" DASH "AAAAAQA=\n", 15, "a signature line without signature" },
	{ "a plus in the name", "a\n\n" DASH "o+r AAAAAQA=\n", 7,
	    "a name that may not stand in a note" },
	{ "no-break space in the name", "a\n\n" DASH "o\xc2\xa0r AAAAAQA=\n", 7,
	    "a name that may not stand in a note" },
	{ "no base64", "a\n\n" DASH "other AAAA!QA=\n", 17,
	    "a character that base64 does not have" },
	{ "URL-safe base64", "a\n\n" DASH "other AAAA-QA=\n", 17,
	    "a character that base64 does not have" },
	{ "no padding", "a\n\n" DASH "other AAAAAQA\n", 20,
	    "base64 ends in the middle of a group" },
	{ "a space after it", "a\n\n" DASH "other AAAAAQA= \n", 21,
	    "a character that base64 does not have" },
	{ "an id alone", "a\n\n" DASH "other AAAAAQ==\n", 13, "a signature without bytes" },
	{ "nothing signed", "a\n\n" DASH "other \n", 13, "a signature without bytes" },
	{ "carriage return", "a\r\n\n" OTHER_LINE, 1, "a control character" },
	{ "tab", "a\tb\n\n" OTHER_LINE, 1, "a control character" },
	{ "control character in a line", "a\n\n" DASH "o\x01r AAAAAQA=\n", 8,
	    "a control character" },
	{ "not UTF-8", "a\xff\n\n" OTHER_LINE, 1, "not UTF-8" },
	{ "not UTF-8 in a line", "a\n\n" DASH "o\xe2\x80r AAAAAQA=\n", 8, "not UTF-8" },
	{ "one name and id twice", OWN_TEXT "\n" OWN_LINE OWN_LINE, 181,
	    "a second signature by this name and key" },
	{ "the same with another signature", "a\n\n" OTHER_LINE DASH "other.example AAAAAQE=\n",
	    30, "a second signature by this name and key" },
};

static void
each_refusal_has_its_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bad_notes); i++) {
		AUTO(arena) a = arena_init(KIB(64));
		struct note n = { .count = 77 };
		struct err e = {0};
		struct rc done = note_decode(slice_of(bad_notes[i].in), &a, &n, &e);
		if (done.code != E_SYNTAX || e.code != E_SYNTAX || e.at != bad_notes[i].at ||
		    strcmp(e.what, bad_notes[i].what) != 0)
			fail_msg("%s: %s at %d", bad_notes[i].name, e.what, (int)e.at);
		assert_int_equal(n.count, 77);
	}
}

static void
sixty_four_signatures_are_the_most(void **state)
{
	(void)state;
	for (unsigned count = NOTE_SIGNATURES_MAX; count <= NOTE_SIGNATURES_MAX + 1; count++) {
		AUTO(arena) a = arena_init(KIB(64));
		AUTO(buf) b = buf_init(KIB(64));
		struct err e = {0};
		struct note n;
		size_t last = 0;
		buf_add_text(&b, "a\n\n");
		for (unsigned i = 0; i < count; i++) {
			last = b.len;
			buf_addf(&b, DASH "n%u AAAAAQA=\n", i);
		}
		struct rc done = note_decode(buf_slice(&b), &a, &n, &e);
		if (count == NOTE_SIGNATURES_MAX) {
			assert_false(failed(done));
			assert_int_equal(n.count, NOTE_SIGNATURES_MAX);
		} else
			assert_place(done, &e, E_LIMIT, last,
			    "more signatures than a note may have");
	}
}

static void
notes_of_256_kib_are_the_longest(void **state)
{
	struct desk d;
	struct note n;
	struct slice name;
	(void)state;
	desk_make(&d);
	struct key k = desk_key(&d, OWN_KEY, &name);
	size_t most = NOTE_BYTES_MAX - (sizeof(OWN_LINE) - 1) - 1;
	uint8_t *text = arena_alloc(&d.a, most + 2, 1);
	assert_non_null(text);
	memset(text, 'a', most + 2);
	for (size_t len = most; len <= most + 1; len++) {
		AUTO(buf) out = buf_init(MIB(1));
		struct err e = {0};
		text[len - 1] = '\n';
		struct rc done = note_sign((struct slice){ text, len }, name, &d.secret, &out,
		    &e);
		text[len - 1] = 'a';
		if (len > most) {
			assert_place(done, &e, E_LIMIT, NOTE_BYTES_MAX,
			    "longer than a note may be");
			assert_int_equal(out.len, 0);
			continue;
		}
		assert_false(failed(done));
		assert_int_equal(out.len, NOTE_BYTES_MAX);
		assert_false(failed(note_decode(buf_slice(&out), &d.a, &n, NULL)));
		assert_false(failed(note_check(&n, name, &k, NULL)));
		buf_add_byte(&out, '\n');
		assert_place(note_decode(buf_slice(&out), &d.a, &n, &e), &e, E_LIMIT,
		    NOTE_BYTES_MAX, "longer than a note may be");
	}
	desk_drop(&d);
}

static void
cut_and_flipped_notes_do_no_harm(void **state)
{
	struct desk d;
	struct slice name, copy;
	struct note n;
	(void)state;
	desk_make(&d);
	struct key k = desk_key(&d, OWN_KEY, &name);
	assert_true(arena_copy(&d.a, SLICE(OWN_NOTE), &copy));
	for (size_t len = 0; len < copy.len; len++) {
		AUTO(arena) a = arena_init(KIB(64));
		uint8_t *cut = malloc(len + 1);
		struct err e = {0};
		assert_non_null(cut);
		memcpy(cut, copy.at, len);
		struct rc done = note_decode((struct slice){ cut, len }, &a, &n, &e);
		assert_int_equal(done.code, E_SYNTAX);
		assert_true(e.at <= len);
		free(cut);
	}
	for (size_t bit = 0; bit < 8 * copy.len; bit++) {
		AUTO(arena) a = arena_init(KIB(64));
		uint8_t *at = (uint8_t *)(uintptr_t)copy.at;
		struct err e = {0};
		at[bit / 8] ^= (uint8_t)(1u << bit % 8);
		if (failed(note_decode(copy, &a, &n, &e)))
			assert_true(e.at <= copy.len);
		else
			assert_int_equal(note_check(&n, name, &k, NULL).code, E_VERIFY);
		at[bit / 8] ^= (uint8_t)(1u << bit % 8);
	}
	desk_drop(&d);
}

static void
names_without_space_plus_and_control_are_good(void **state)
{
	static const char *const good[] = { "a", "example.com/foo", "Stra\xc3\x9f/e", "a-b_c:d/e",
		"\xf0\x9f\x8c\xb2" };
	static const char *const bad[] = { "", " ", "a b", "a+b", "+", "a\n", "a\tb", "a\x7f",
		"a\xc2\x80/b", "a\xc2\x85", "a\xc2\xa0", "\xe1\x9a\x80", "\xe2\x80\x80",
		"\xe2\x80\x8a", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f",
		"\xe3\x80\x80", "a\xff", "\xed\xa0\x80" };
	char name[ORIGIN_BYTES_MAX + 1];
	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		if (!note_name_is_good(slice_of(good[i])))
			fail_msg("good %zu", i);
	for (size_t i = 0; i < COUNT(bad); i++)
		if (note_name_is_good(slice_of(bad[i])))
			fail_msg("bad %zu", i);
	assert_false(note_name_is_good((struct slice){0}));
	memset(name, 'a', sizeof(name));
	assert_true(note_name_is_good((struct slice){ (uint8_t *)name, ORIGIN_BYTES_MAX }));
	assert_false(note_name_is_good((struct slice){ (uint8_t *)name, ORIGIN_BYTES_MAX + 1 }));
}

static void
what_may_not_be_signed_is_refused(void **state)
{
	static const struct { const char *text, *name; enum code code; uint64_t at; } cases[] = {
		{ "", "a", E_SYNTAX, 0 }, { "ab", "a", E_SYNTAX, 2 },
		{ "a\tb\n", "a", E_SYNTAX, 1 },
		{ "a\xff\n", "a", E_SYNTAX, 1 }, { "a\n", "", E_USAGE, 0 },
		{ "a\n", "a b", E_USAGE, 0 }, { "a\n", "a+b", E_USAGE, 0 },
	};
	struct desk d;
	(void)state;
	desk_make(&d);
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(buf) out = buf_init(KIB(1));
		struct err e = {0};
		struct rc done = note_sign(slice_of(cases[i].text), slice_of(cases[i].name),
		    &d.secret, &out, &e);
		assert_int_equal(done.code, cases[i].code);
		assert_int_equal(e.at, cases[i].at);
		assert_int_equal(out.len, 0);
	}
	AUTO(buf) small = buf_init(100);
	assert_int_equal(note_sign(SLICE(OWN_TEXT), SLICE(OWN_NAME), &d.secret, &small, NULL).code,
	    E_LIMIT);
	desk_drop(&d);
}

static const struct {
	const char	*name, *in;
	enum code	 code;
	uint64_t	 at;
	const char	*what;
} bad_keys[] = {
	{ "empty", "", E_SYNTAX, 0, "expected a verifier key: name+id+key" },
	{ "no key", "a+530d903a", E_SYNTAX, 10, "expected a verifier key: name+id+key" },
	{ "no name", "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", E_SYNTAX, 0,
	    "a name that may not stand in a note" },
	{ "a space in the name", "a b+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
	    E_SYNTAX, 0, "a name that may not stand in a note" },
	{ "upper case", "example.com/foo+530D903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
	    E_SYNTAX, 16, "expected 8 lower-case hex digits" },
	{ "seven digits", "example.com/foo+530d903+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
	    E_SYNTAX, 16, "expected 8 lower-case hex digits" },
	{ "another id", "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
	    E_SYNTAX, 16, "the id is not that of name and key" },
	{ "another name", "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
	    E_SYNTAX, 16, "the id is not that of name and key" },
	{ "no bytes", "example.com/foo+530d903a+", E_SYNTAX, 25, "a verifier key without key" },
	{ "no base64", "example.com/foo+530d903a+Aeky!Rrm", E_SYNTAX, 29,
	    "a character that base64 does not have" },
	{ "31 bytes", "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U0=",
	    E_SYNTAX, 25, "an Ed25519 key has 32 bytes" },
	{ "33 bytes", "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2kAA==",
	    E_SYNTAX, 25, "an Ed25519 key has 32 bytes" },
	{ "a witness", "example.com/foo+530d903a+BOkyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
	    E_UNVERIFIABLE, 25, "a kind of key that is not Ed25519" },
	{ "small order", "example.com/foo+530d903a+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
	    E_UNVERIFIABLE, 25, "a kind or size of key that is not accepted" },
};

static void
bad_verifier_keys_are_refused_at_their_place(void **state)
{
	struct desk d;
	struct slice name, copy;
	struct key k;
	(void)state;
	desk_make(&d);
	for (size_t i = 0; i < COUNT(bad_keys); i++) {
		struct err e = {0};
		struct rc done = note_verifier_decode(slice_of(bad_keys[i].in), &d.a, &d.bag, &name,
		    &k, &e);
		if (done.code != bad_keys[i].code || e.at != bad_keys[i].at ||
		    strcmp(e.what, bad_keys[i].what) != 0)
			fail_msg("%s: %s at %d", bad_keys[i].name, e.what, (int)e.at);
	}
	assert_true(arena_copy(&d.a, SLICE(SPEC_KEY), &copy));
	for (size_t len = 0; len < copy.len; len++)
		assert_true(failed(note_verifier_decode(slice_sub(copy, 0, len), &d.a, &d.bag,
		    &name, &k, NULL)));
	for (size_t bit = 0; bit < 8 * copy.len; bit++) {
		uint8_t *at = (uint8_t *)(uintptr_t)copy.at;
		at[bit / 8] ^= (uint8_t)(1u << bit % 8);
		assert_true(failed(note_verifier_decode(copy, &d.a, &d.bag, &name, &k, NULL)));
		at[bit / 8] ^= (uint8_t)(1u << bit % 8);
	}
	desk_drop(&d);
}

/* A name that is not good, and a key of another kind. */
static void
ids_are_of_good_names_and_ed25519_keys(void **state)
{
	AUTO(buf) out = buf_init(KIB(1));
	struct desk d;
	struct slice name;
	uint32_t id = 7;
	(void)state;
	desk_make(&d);
	struct key k = desk_key(&d, OWN_KEY, &name), other = k;
	other.schemes = SCHEME_BIT(SCHEME_ECDSA_P256_SHA256);
	assert_int_equal(note_key_id(SLICE("a b"), &k, &id, NULL).code, E_USAGE);
	assert_int_equal(note_key_id(name, &other, &id, NULL).code, E_USAGE);
	assert_int_equal(id, 7);
	assert_int_equal(note_verifier_encode(SLICE("a+b"), &k, &out, NULL).code, E_USAGE);
	assert_int_equal(note_verifier_encode(name, &other, &out, NULL).code, E_USAGE);
	assert_int_equal(out.len, 0);
	desk_drop(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_specifications_key_has_its_id),
		cmocka_unit_test(the_specifications_note_holds),
		cmocka_unit_test(a_signed_note_is_the_documented_one_and_holds),
		cmocka_unit_test(the_last_empty_line_parts_text_and_signatures),
		cmocka_unit_test(lines_of_others_are_passed_over),
		cmocka_unit_test(a_known_key_that_does_not_hold_spoils_the_note),
		cmocka_unit_test(each_refusal_has_its_place),
		cmocka_unit_test(sixty_four_signatures_are_the_most),
		cmocka_unit_test(notes_of_256_kib_are_the_longest),
		cmocka_unit_test(cut_and_flipped_notes_do_no_harm),
		cmocka_unit_test(names_without_space_plus_and_control_are_good),
		cmocka_unit_test(what_may_not_be_signed_is_refused),
		cmocka_unit_test(bad_verifier_keys_are_refused_at_their_place),
		cmocka_unit_test(ids_are_of_good_names_and_ed25519_keys),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
