/* subjects_test.c - what statements are about: names with their digests, files, weak digests.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "record/subjects.h"

#define HEX64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define RECORD "https://assay.invalid/evidence/custody_record/1"
#define OTHER "https://example.invalid/other"
/* printf '%s' batch:acme/C-2026-041 | sha256sum */
#define BATCH_HEX "dd9f4e143d3b3ef39d2de0b6c950c66ba5a5f90142ec49e23c89adb3426bfd38"

static const struct {
	const char	*name;
	struct slice	 type, subject, sha256;
	bool		 strong;
	enum code	 want;
	const char	*scheme;	/* of the one mention; null: none */
	bool		 weak;
} cases[] = {
	{ "a name with its own digest", SLICE_INIT(RECORD), SLICE_INIT("batch:acme/C-2026-041"),
	    SLICE_INIT(BATCH_HEX), true, OK, "subject", false },
	{ "a name with another digest", SLICE_INIT(RECORD), SLICE_INIT("batch:acme/C-2026-041"),
	    SLICE_INIT(HEX64), true, E_SCHEMA, NULL, false },
	{ "a name with another digest, elsewhere", SLICE_INIT(OTHER),
	    SLICE_INIT("batch:acme/C-2026-041"), SLICE_INIT(HEX64), true, E_SCHEMA, NULL, false },
	{ "a name without sha256, elsewhere", SLICE_INIT(OTHER),
	    SLICE_INIT("batch:acme/C-2026-041"), { NULL, 0 }, true, E_SCHEMA, NULL, false },
	{ "a file", SLICE_INIT(RECORD), SLICE_INIT("a.squashfs"), SLICE_INIT(HEX64), true, OK,
	    "digest", false },
	{ "a package URL is a file", SLICE_INIT(RECORD), SLICE_INIT("pkg:generic/acme/ic-22@5.4.2"),
	    SLICE_INIT(HEX64), true, OK, "digest", false },
	{ "a file without sha256 in a record", SLICE_INIT(RECORD), SLICE_INIT("a"), { NULL, 0 },
	    true, E_SCHEMA, NULL, false },
	{ "a subject without a name in a record", SLICE_INIT(RECORD), { NULL, 0 },
	    SLICE_INIT(HEX64), true, E_SCHEMA, NULL, false },
	{ "a subject without a name, elsewhere", SLICE_INIT(OTHER), { NULL, 0 }, SLICE_INIT(HEX64),
	    true, OK, "digest", false },
	{ "sha512 alone, elsewhere", SLICE_INIT(OTHER), SLICE_INIT("a"), { NULL, 0 }, true, OK,
	    NULL, false },
	{ "sha1 alone, elsewhere", SLICE_INIT(OTHER), SLICE_INIT("a"), { NULL, 0 }, false, OK, NULL,
	    true },
};

static void
one_subject(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(KIB(64));
		struct intoto_subject about = { cases[i].subject, cases[i].sha256, cases[i].strong,
		    4711 };
		struct intoto_statement s = { .predicate_type = cases[i].type, .count = 1,
		    .subjects = &about };
		struct reading r = reading_init(&a);
		struct err e = {0};
		struct rc rc = subjects_read(&s, &r, &e);
		if (rc.code != cases[i].want)
			fail_msg("%s: %s", cases[i].name, code_name(rc.code));
		assert_int_equal(e.at, failed(rc) ? 4711 : 0);
		assert_int_equal(r.mention_count, cases[i].scheme != NULL);
		assert_int_equal(reasons_have(&r.findings, FINDING_WEAK_DIGEST), cases[i].weak);
		if (cases[i].scheme == NULL)
			continue;
		assert_true(slice_eq(r.mentions[0].scheme, slice_of(cases[i].scheme)));
		assert_true(slice_eq(r.mentions[0].place, SLICE("/subject/0")));
	}
}

static void
unread_types_are_named(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(KIB(64));
	struct intoto_statement s = { .predicate_type = SLICE(OTHER) };
	struct reading r = reading_init(&a);
	assert_false(failed(subjects_unread(&s, &r, NULL)));
	assert_true(slice_is_empty(r.kind));
	assert_true(slice_eq(r.title, SLICE("in-toto statement of type " OTHER)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_subject),
		cmocka_unit_test(unread_types_are_named),
	};
	return cmocka_run_group_tests_name("subjects", tests, NULL, NULL);
}
