/* intoto_test.c - in-toto statements: which are read, and where others are refused.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "codec/json.h"
#include "format/intoto.h"

#define V1 "\"_type\":\"https://in-toto.io/Statement/v1\","
#define HEX "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define ONE "\"subject\":[{\"name\":\"a\",\"digest\":{\"sha256\":\"" HEX "\"}}],"
#define KIND "\"predicateType\":\"t\""

static const struct { const char *name, *in; enum code want; uint64_t at; } cases[] = {
	{ "version 1", "{" V1 ONE KIND ",\"predicate\":{}}", OK, 0 },
	{ "version 0.1", "{\"_type\":\"https://in-toto.io/Statement/v0.1\"," ONE KIND "}", OK, 0 },
	{ "without a predicate", "{" V1 ONE KIND "}", OK, 0 },
	{ "unknown members are ignored", "{" V1 ONE KIND ",\"x\":[1]}", OK, 0 },
	{ "version 2", "{\"_type\":\"https://in-toto.io/Statement/v2\"," ONE KIND "}", E_SCHEMA,
	    0 },
	{ "version 1 and a slash", "{\"_type\":\"https://in-toto.io/Statement/v1/\"," ONE KIND "}",
	    E_SCHEMA, 0 },
	{ "http", "{\"_type\":\"http://in-toto.io/Statement/v1\"," ONE KIND "}", E_SCHEMA, 0 },
	{ "no type", "{" ONE KIND "}", E_SCHEMA, 0 },
	{ "type no text", "{\"_type\":1," ONE KIND "}", E_SCHEMA, 9 },
	{ "no predicate type", "{" V1 "\"subject\":[]}", E_SCHEMA, 0 },
	{ "predicate no object", "{" V1 ONE KIND ",\"predicate\":[]}", E_SCHEMA, 187 },
	{ "no subjects", "{" V1 "\"subject\":[]," KIND "}", E_SCHEMA, 53 },
	{ "a subject without digest", "{" V1 "\"subject\":[{\"name\":\"a\"}]," KIND "}", E_SCHEMA,
	    54 },
	{ "an empty digest", "{" V1 "\"subject\":[{\"digest\":{}}]," KIND "}", E_SCHEMA, 64 },
	{ "upper-case hex", "{" V1 "\"subject\":[{\"digest\":{\"sha384\":\"AA\"}}]," KIND "}",
	    E_SCHEMA, 74 },
	{ "hex of another length", "{" V1 "\"subject\":[{\"digest\":{\"sha256\":\"00\"}}]," KIND
	    "}", E_SCHEMA, 74 },
	{ "a type twice", "{" V1 V1 ONE KIND "}", E_SYNTAX, 43 },
	{ "a list", "[]", E_SCHEMA, 0 },
	{ "an envelope in an envelope", "{\"payload\":\"\",\"payloadType\":\"t\","
	    "\"signatures\":[]}", E_SCHEMA, 0 },
};

static void
statements_are_read_or_refused_with_their_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = arena_init(MIB(1));
		struct value doc;
		struct intoto_statement s;
		struct err e = {0};
		struct rc got = json_tree(slice_of(cases[i].in), MIB(1), &a, &doc, &e);
		if (!failed(got))
			got = intoto_decode(&doc, &a, &s, &e);
		if (got.code != cases[i].want || e.at != cases[i].at)
			fail_msg("%s: %s at %d: %s", cases[i].name, code_name(got.code),
			    (int)e.at, e.what);
		arena_drop(&a);
	}
}

static void
digests_name_strongly_or_not(void **state)
{
	static const struct { const char *digest; bool strong, sha256; } sets[] = {
		{ "\"sha256\":\"" HEX "\"", true, true },
		{ "\"sha512\":\"" HEX HEX "\"", true, false },
		{ "\"sha1\":\"00\"", false, false },
		{ "\"md5\":\"00\",\"gitCommit\":\"x\"", false, false },
		{ "\"md5\":\"00\",\"sha256\":\"" HEX "\"", true, true },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(sets); i++) {
		struct arena a = arena_init(MIB(1));
		struct value doc;
		struct intoto_statement s;
		struct slice in;
		assert_true(arena_format(&a, &in, "{" V1 "\"subject\":[{\"digest\":{%s}}]," KIND
		    "}", sets[i].digest));
		assert_false(failed(json_tree(in, MIB(1), &a, &doc, NULL)));
		assert_false(failed(intoto_decode(&doc, &a, &s, NULL)));
		assert_int_equal(s.version, 1);
		assert_int_equal(s.subjects[0].strong, sets[i].strong);
		assert_int_equal(s.subjects[0].sha256.len > 0, sets[i].sha256);
		arena_drop(&a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statements_are_read_or_refused_with_their_place),
		cmocka_unit_test(digests_name_strongly_or_not),
	};
	return cmocka_run_group_tests_name("in-toto", tests, NULL, NULL);
}
